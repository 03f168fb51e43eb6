"""`chunfeng run` as a process: its address, its signals, what keeps it from starting."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from bot.__main__ import app
from bot.serving import serve_surfaces
from bot.telegram.serving import TokenRefused
from bot.web.parts import WebParts
from bot.web.serving import AddressNotUsable, listen_at
from knowledge.language import Lang
from knowledge.records.messages import MessageKind, enqueue
from knowledge.records.turns import find_or_add_seeker
from tests.bot.web.running import Visitor
from tests.bot_api_double import bot_api
from tests.builders import CHECKOUT, closed, copied_world, services_on, settings_on


@contextmanager
def running(data_dir: Path, **settings: str) -> Iterator[subprocess.Popen[str]]:
    """The command in a process of its own; killed at the end of the block if it still runs."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"],
        cwd=data_dir,
        env={
            "PATH": os.defpath,
            "PYTHONPATH": str(CHECKOUT),
            "CHUNFENG_DATA_DIR": str(data_dir),
            **settings,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def free_address() -> str:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return f"127.0.0.1:{probe.getsockname()[1]}"


def test_without_a_token_the_page_answers_and_a_signal_ends_it(prepared: Path, tmp_path: Path):
    data_dir, address = copied_world(prepared, tmp_path / "data"), free_address()
    with running(data_dir, CHUNFENG_LISTEN=address) as process:
        assert process.stdout is not None
        assert f"http://{address}/" in process.stdout.readline()
        with httpx.Client(base_url=f"http://{address}", timeout=20) as client:
            assert "<blockquote" in Visitor(client).says("留岗红包每人多少钱？")
        process.send_signal(signal.SIGTERM)
        _, log = process.communicate(timeout=15)
    assert process.returncode == 0, log
    assert "Traceback" not in log
    assert (data_dir / "secret.key").stat().st_mode & 0o777 == 0o600


def test_with_a_token_telegram_and_the_page_answer_side_by_side(prepared: Path, tmp_path: Path):
    data_dir, address = copied_world(prepared, tmp_path / "data"), free_address()
    with bot_api() as api:
        api.write("谢谢")
        settings = {"TELEGRAM_BOT_TOKEN": api.token, "TELEGRAM_API_BASE_URL": api.url}
        with running(data_dir, CHUNFENG_LISTEN=address, **settings) as process:
            api.wait_for(lambda api: len(api.texts(7)) == 1, within_s=60)
            assert httpx.get(f"http://{address}/health/live").status_code == 200
            process.send_signal(signal.SIGINT)
            _, log = process.communicate(timeout=15)
    assert process.returncode == 0, log
    assert api.token not in log


def put_down(data_dir: Path, text: str) -> None:
    """What a colleague writes to the person in Telegram's chat 7."""
    services = services_on(data_dir)
    whom = find_or_add_seeker(services.sessions, "telegram", "7").seeker_id
    with services.sessions() as session:
        enqueue(session, whom, MessageKind.PERSON, text=text, lang=Lang.ZH)
        session.commit()
    closed(services)


def test_what_staff_write_arrives_once_also_around_a_kill(prepared: Path, tmp_path: Path):
    data_dir = copied_world(prepared, tmp_path / "data")
    put_down(data_dir, "第一句话")
    with bot_api() as api:
        settings = {"TELEGRAM_BOT_TOKEN": api.token, "TELEGRAM_API_BASE_URL": api.url}
        with running(data_dir, CHUNFENG_LISTEN=free_address(), **settings) as process:
            api.wait_for(lambda api: len(api.texts(7)) == 1, within_s=60)
            process.send_signal(signal.SIGKILL)
            process.wait(10)
        put_down(data_dir, "第二句话")
        with running(data_dir, CHUNFENG_LISTEN=free_address(), **settings):
            api.wait_for(lambda api: len(api.texts(7)) == 2, within_s=60)
    assert [text.partition("\n")[2] for text in api.texts(7)] == ["第一句话", "第二句话"]


def test_a_refused_token_ends_the_page_as_well(bare: WebParts):
    with bot_api() as api, listen_at("127.0.0.1", 0) as listener:
        settings = settings_on(
            bare.settings.data_dir, telegram_bot_token="99:wrong", telegram_api_base_url=api.url
        )
        with pytest.raises(TokenRefused, match="TELEGRAM_BOT_TOKEN"):
            serve_surfaces(replace(bare, settings=settings), listener)


def test_a_port_in_use_is_one_line_with_the_variable(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        address = f"127.0.0.1:{other.getsockname()[1]}"
        env = {"CHUNFENG_LISTEN": address, "CHUNFENG_DATA_DIR": str(tmp_path)}
        ended = CliRunner().invoke(app, ["run"], env=env)
    assert ended.exit_code == 1
    assert ended.output.count("\n") == 1
    assert f"CHUNFENG_LISTEN={address}: another program listens there" in ended.output


def test_a_host_that_is_not_this_machine_is_told():
    with pytest.raises(AddressNotUsable, match=r"CHUNFENG_LISTEN=192\.0\.2\.1:80"):
        listen_at("192.0.2.1", 80)


def test_a_bad_address_is_a_fault_of_use(tmp_path: Path):
    env = {"CHUNFENG_LISTEN": "8080", "CHUNFENG_DATA_DIR": str(tmp_path)}
    ended = CliRunner().invoke(app, ["run"], env=env)
    assert ended.exit_code == 2
    assert "CHUNFENG_LISTEN: must be host:port" in ended.output
