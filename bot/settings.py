"""Settings from the environment or `.env`; the only reader of either."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

_ROOT = Path(__file__).parent.parent


class SettingInvalid(Exception):
    """A setting has a value that is not allowed; the message names the variable and what is."""


class Settings(BaseSettings):
    """Everything that can be set; see .env.example for what each one does."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True
    )

    telegram_bot_token: SecretStr | None = Field(None, validation_alias="TELEGRAM_BOT_TOKEN")
    telegram_api_base_url: str | None = Field(None, validation_alias="TELEGRAM_API_BASE_URL")
    telegram_webhook_url: str | None = Field(None, validation_alias="TELEGRAM_WEBHOOK_URL")
    database_url: str | None = Field(None, validation_alias="CHUNFENG_DATABASE_URL")
    vector_store: str = Field("faiss", validation_alias="CHUNFENG_VECTOR_STORE")
    encoder: str | None = Field(None, validation_alias="CHUNFENG_ENCODER")
    chat_model: str | None = Field(None, validation_alias="CHUNFENG_CHAT_MODEL")
    chat_model_base_url: str | None = Field(None, validation_alias="CHUNFENG_CHAT_MODEL_BASE_URL")
    chat_model_api_key: SecretStr | None = Field(
        None, validation_alias="CHUNFENG_CHAT_MODEL_API_KEY"
    )
    chat_model_timeout_s: float = Field(
        10.0, gt=0, le=120, validation_alias="CHUNFENG_CHAT_MODEL_TIMEOUT_S"
    )
    data_dir: Path = Field(_ROOT / "var", validation_alias="CHUNFENG_DATA_DIR")
    documents_dir: Path = Field(
        _ROOT / "knowledge" / "policies" / "documents", validation_alias="CHUNFENG_DOCUMENTS_DIR"
    )
    glossary: Annotated[tuple[Path, ...], NoDecode] = Field(
        (), validation_alias="CHUNFENG_GLOSSARY"
    )
    listen: str = Field("127.0.0.1:8080", validation_alias="CHUNFENG_LISTEN")
    timezone: str = Field("Asia/Shanghai", validation_alias="CHUNFENG_TIMEZONE")
    log_level: str = Field("INFO", validation_alias="CHUNFENG_LOG_LEVEL")

    @field_validator("telegram_bot_token")
    @classmethod
    def _token(cls, value: SecretStr | None) -> SecretStr | None:
        # Source: Telegram Bot API, "Authorizing your bot": digits, a colon, letters and digits.
        if value is not None and not re.fullmatch(r"\d+:[\w-]+", value.get_secret_value()):
            raise ValueError("must look like 123456:ABC-DEF, as @BotFather gives it")
        return value

    @field_validator("telegram_webhook_url")
    @classmethod
    def _webhook(cls, value: str | None) -> str | None:
        if value is not None:
            raise ValueError("webhooks are not served yet; leave it empty for long polling")
        return value

    @field_validator("telegram_api_base_url", "chat_model_base_url")
    @classmethod
    def _address(cls, value: str | None) -> str | None:
        if value is not None and not re.match(r"https?://[^/\s]+", value):
            raise ValueError("must begin with http:// or https:// and name a host")
        return value.rstrip("/") if value else value

    @field_validator("vector_store")
    @classmethod
    def _store(cls, value: str) -> str:
        if value != "faiss":
            raise ValueError("must be faiss")
        return value

    @field_validator("chat_model")
    @classmethod
    def _model(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(r"[\w-]+:\S+", value):
            raise ValueError("must be provider:name, for instance openai:gpt-5-mini")
        return value

    @field_validator("glossary", mode="before")
    @classmethod
    def _paths(cls, value: Any) -> Any:  # noqa: ANN401 - what the environment holds, not yet read
        return tuple(part for part in value.split(":") if part) if isinstance(value, str) else value

    @field_validator("listen")
    @classmethod
    def _listen(cls, value: str) -> str:
        host, _, port = value.rpartition(":")
        if not host or not port.isdigit() or not 0 < int(port) < 65536:
            raise ValueError("must be host:port, for instance 127.0.0.1:8080")
        return value

    @field_validator("timezone")
    @classmethod
    def _zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError("must be a name of the time zone database, for instance Asia/Shanghai")
        return value

    @field_validator("log_level")
    @classmethod
    def _level(cls, value: str) -> str:
        if value not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
            raise ValueError("must be DEBUG, INFO, WARNING or ERROR")
        return value

    @property
    def database(self) -> str:
        """The address of the database; a SQLite file in the data folder unless set."""
        return self.database_url or f"sqlite:///{self.data_dir / 'chunfeng.db'}"

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which today begins and ends."""
        return ZoneInfo(self.timezone)


def read_settings() -> Settings:
    """
    The settings in force.

    :raises SettingInvalid: naming each variable with a bad value and what is allowed.
    """
    try:
        return Settings()
    except ValidationError as fault:
        problems = [
            f"{error['loc'][0]}: {error['msg'].removeprefix('Value error, ')}"
            for error in fault.errors()
        ]
        raise SettingInvalid("\n".join(problems)) from fault
