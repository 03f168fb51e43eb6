"""Settings from the environment or `.env`; the only reader of either."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

_ROOT = Path(__file__).parent.parent
_OWN_PATHS = frozenset({"console", "health", "language", "leave", "messages", "static"})
"""What the web pages use themselves."""


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
        8.0, gt=0, le=120, validation_alias="CHUNFENG_CHAT_MODEL_TIMEOUT_S"
    )
    data_dir: Path = Field(_ROOT / "var", validation_alias="CHUNFENG_DATA_DIR")
    documents_dir: Path = Field(
        _ROOT / "knowledge" / "policies" / "documents", validation_alias="CHUNFENG_DOCUMENTS_DIR"
    )
    glossary: Annotated[tuple[Path, ...], NoDecode] = Field(
        (), validation_alias="CHUNFENG_GLOSSARY"
    )
    listen: str = Field("127.0.0.1:8080", validation_alias="CHUNFENG_LISTEN")
    oidc_issuer: str | None = Field(None, validation_alias="CHUNFENG_OIDC_ISSUER")
    oidc_client_id: str | None = Field(
        None, validation_alias="CHUNFENG_OIDC_CLIENT_ID", validate_default=True
    )
    oidc_client_secret: SecretStr | None = Field(
        None, validation_alias="CHUNFENG_OIDC_CLIENT_SECRET"
    )
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
    def _webhook(cls, value: str | None, info: ValidationInfo) -> str | None:
        # Source: Telegram Bot API, setWebhook: an HTTPS URL; only a server of one's own takes http.
        scheme = "https?" if info.data.get("telegram_api_base_url") else "https"
        found = value and re.fullmatch(rf"{scheme}://[^/\s?#]+/([\w-]+)[^\s?#]*", value)
        if value is not None and (not found or found[1] in _OWN_PATHS):
            raise ValueError(
                "must be https://host/path (for instance https://chat.example.org/telegram), and"
                f" its path must not begin with {', '.join(sorted(_OWN_PATHS))}"
            )
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
        is_host = re.fullmatch(r"\[[0-9A-Fa-f:.]+\]|[\w.-]+", host)
        if not is_host or not re.fullmatch("[0-9]{1,5}", port) or not 0 < int(port) < 65536:
            raise ValueError("must be host:port, for instance 127.0.0.1:8080 or [::1]:8080")
        return value

    @field_validator("oidc_issuer")
    @classmethod
    def _issuer(cls, value: str | None) -> str | None:
        # Source: OpenID Connect Discovery 1.0, section 3: https; a trial on this machine may do
        # without.
        here = r"http://(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(/|$)"
        if value is not None and not re.match(rf"https://[^/\s?#]+|{here}", value):
            raise ValueError("must begin with https://, exactly as the provider calls itself")
        return value

    @field_validator("oidc_client_id")
    @classmethod
    def _client_id(cls, value: str | None, info: ValidationInfo) -> str | None:
        if (value is None) != (info.data.get("oidc_issuer") is None):
            raise ValueError("must be set together with CHUNFENG_OIDC_ISSUER, or neither")
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
    def staff_glossary(self) -> Path:
        """The file of terms that staff edit: the first that is set, else one in the data folder."""
        return self.glossary[0] if self.glossary else self.data_dir / "glossary.csv"

    @property
    def listen_address(self) -> tuple[str, int]:
        """The host, without brackets, and the port of the web pages."""
        host, _, port = self.listen.rpartition(":")
        return host.strip("[]"), int(port)

    @property
    def webhook_path(self) -> str | None:
        """The path at which Telegram delivers updates; None where it is polled."""
        return urlsplit(self.telegram_webhook_url).path if self.telegram_webhook_url else None

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
