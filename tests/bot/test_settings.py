"""Settings: read once, checked, and refused with the variable's name."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import SettingInvalid, Settings, read_settings

TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No variable of ours is set, and no `.env` lies in the working folder."""
    for field in Settings.model_fields.values():
        monkeypatch.delenv(str(field.validation_alias), raising=False)
    monkeypatch.chdir(tmp_path)


def test_nothing_need_be_set() -> None:
    settings = read_settings()
    assert settings.telegram_bot_token is None
    assert settings.chat_model is None
    assert settings.vector_store == "faiss"
    assert settings.zone.key == "Asia/Shanghai"
    assert settings.database == f"sqlite:///{settings.data_dir / 'chunfeng.db'}"
    assert settings.documents_dir.is_dir()


def test_an_empty_variable_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    for field in Settings.model_fields.values():
        monkeypatch.setenv(str(field.validation_alias), "")
    assert read_settings() == Settings()


@pytest.mark.parametrize(
    ("name", "field", "good", "read"),
    [
        ("TELEGRAM_API_BASE_URL", "telegram_api_base_url", "http://localhost:8081", None),
        ("CHUNFENG_CHAT_MODEL", "chat_model", "openai:gpt-5-mini", None),
        ("CHUNFENG_CHAT_MODEL_TIMEOUT_S", "chat_model_timeout_s", "0.5", 0.5),
        ("CHUNFENG_LISTEN", "listen", "0.0.0.0:80", None),
        ("CHUNFENG_LISTEN", "listen_address", "[::1]:8080", ("::1", 8080)),
        ("TELEGRAM_WEBHOOK_URL", "webhook_path", "https://chat.example.org/tg/x", "/tg/x"),
        ("CHUNFENG_TIMEZONE", "timezone", "UTC", None),
        ("CHUNFENG_LOG_LEVEL", "log_level", "DEBUG", None),
        ("CHUNFENG_DATA_DIR", "data_dir", "elsewhere", Path("elsewhere")),
        ("CHUNFENG_DATABASE_URL", "database", "postgresql://db/chunfeng", None),
    ],
)
def test_a_good_value_is_taken(
    monkeypatch: pytest.MonkeyPatch, name: str, field: str, good: str, read: object
) -> None:
    monkeypatch.setenv(name, good)
    assert getattr(read_settings(), field) == (good if read is None else read)


@pytest.mark.parametrize(
    ("name", "bad", "allowed"),
    [
        ("TELEGRAM_BOT_TOKEN", "my token", "123456:ABC-DEF"),
        ("TELEGRAM_API_BASE_URL", "localhost:8081", "http://"),
        ("TELEGRAM_API_BASE_URL", "https://", "host"),
        ("CHUNFENG_VECTOR_STORE", "chroma", "faiss"),
        ("CHUNFENG_CHAT_MODEL", "gpt-5-mini", "provider:name"),
        ("CHUNFENG_CHAT_MODEL_BASE_URL", "ftp://models", "http://"),
        ("CHUNFENG_CHAT_MODEL_TIMEOUT_S", "0", "greater than 0"),
        ("CHUNFENG_CHAT_MODEL_TIMEOUT_S", "soon", "number"),
        ("CHUNFENG_LISTEN", "8080", "host:port"),
        ("CHUNFENG_LISTEN", "127.0.0.1:99999", "host:port"),
        ("CHUNFENG_LISTEN", "127.0.0.1:0", "host:port"),
        ("CHUNFENG_LISTEN", "127.0.0.1:８０", "host:port"),
        ("CHUNFENG_LISTEN", "::1:8080", "[::1]:8080"),
        ("CHUNFENG_LISTEN", "a b:80", "host:port"),
        ("TELEGRAM_WEBHOOK_URL", "http://chat.example.org/telegram", "https://"),
        ("TELEGRAM_WEBHOOK_URL", "https://chat.example.org/", "path"),
        ("TELEGRAM_WEBHOOK_URL", "https://chat.example.org/console/x", "must not begin with"),
        ("CHUNFENG_TIMEZONE", "Chongqing", "Asia/Shanghai"),
        ("CHUNFENG_LOG_LEVEL", "loud", "WARNING"),
    ],
)
def test_a_bad_value_is_named_with_what_is_allowed(
    monkeypatch: pytest.MonkeyPatch, name: str, bad: str, allowed: str
) -> None:
    monkeypatch.setenv(name, bad)
    with pytest.raises(SettingInvalid) as caught:
        read_settings()
    assert str(caught.value).startswith(f"{name}: ")
    assert allowed in str(caught.value)


def test_every_bad_value_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHUNFENG_LISTEN", "x")
    monkeypatch.setenv("CHUNFENG_TIMEZONE", "x")
    with pytest.raises(SettingInvalid) as caught:
        read_settings()
    assert len(str(caught.value).splitlines()) == 2


def test_a_dot_env_file_is_read_and_the_environment_beats_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text(
        "CHUNFENG_LOG_LEVEL=DEBUG\nCHUNFENG_TIMEZONE=UTC\n", encoding="utf-8"
    )
    monkeypatch.setenv("CHUNFENG_TIMEZONE", "Asia/Tokyo")
    settings = read_settings()
    assert (settings.log_level, settings.timezone) == ("DEBUG", "Asia/Tokyo")


def test_secrets_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("CHUNFENG_CHAT_MODEL_API_KEY", "sk-private")
    shown = repr(read_settings())
    assert TOKEN not in shown
    assert "sk-private" not in shown


def test_a_refused_token_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "secret-but-wrong")
    with pytest.raises(SettingInvalid) as caught:
        read_settings()
    assert "secret-but-wrong" not in str(caught.value)


def test_an_address_is_taken_without_its_last_slash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_API_BASE_URL", "http://localhost:8081/")
    assert read_settings().telegram_api_base_url == "http://localhost:8081"


def test_glossary_files_are_joined_by_a_colon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHUNFENG_GLOSSARY", "one.csv:two.csv")
    assert read_settings().glossary == (Path("one.csv"), Path("two.csv"))


def test_a_bot_api_server_of_ones_own_may_deliver_without_https(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TELEGRAM_API_BASE_URL", "http://localhost:8081")
    monkeypatch.setenv("TELEGRAM_WEBHOOK_URL", "http://localhost:8080/telegram")
    assert read_settings().webhook_path == "/telegram"
