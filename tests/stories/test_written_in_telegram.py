"""The process is killed while Telegram shows an answer that a chat model is writing."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import openai_double as double
from tests.bot_api_double import BotApi, bot_api
from tests.builders import CHECKOUT, copied_world
from tests.openai_double import OpenAiDouble, openai_double

QUESTION = "留岗红包每人多少钱？"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(data_dir: Path, api: BotApi, server: OpenAiDouble) -> Iterator[subprocess.Popen[bytes]]:
    """`chunfeng run` in a process of its own, killed at the end of the block."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"],
        cwd=data_dir,
        env={
            "PATH": os.defpath,
            "PYTHONPATH": str(CHECKOUT),
            "CHUNFENG_DATA_DIR": str(data_dir),
            "CHUNFENG_LISTEN": f"127.0.0.1:{free_port()}",
            "TELEGRAM_BOT_TOKEN": api.token,
            "TELEGRAM_API_BASE_URL": api.url,
            "CHUNFENG_CHAT_MODEL": "openai:double",
            "CHUNFENG_CHAT_MODEL_BASE_URL": server.base_url,
            "CHUNFENG_CHAT_MODEL_API_KEY": "sk-test",
            "CHUNFENG_CHAT_MODEL_TIMEOUT_S": "60",
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        with process:
            os.kill(process.pid, signal.SIGKILL)


def test_after_a_kill_in_the_middle_the_person_gets_one_whole_answer(
    prepared: Path, tmp_path: Path
) -> None:
    data_dir = copied_world(prepared, tmp_path / "data")
    with openai_double(lambda request: double.good(request) * 3) as server, bot_api() as api:
        server.drips_for_s = 6.0
        api.write(QUESTION)
        with running(data_dir, api, server):
            api.wait_for(lambda api: bool(api.shown()), within_s=60)
        (begun,) = api.shown()
        assert begun.endswith(" …")

        server.drips_for_s = 0.0
        with running(data_dir, api, server):
            api.wait_for(lambda api: any("出处" in text for text in api.shown()), within_s=60)
            api.write("谢谢", chat=8)
            api.wait_for(lambda api: bool(api.shown(8)), within_s=20)
    whole = [text for text in api.shown() if "出处" in text]
    assert len(whole) == 1
    assert begun.removesuffix(" …") in whole[0]
