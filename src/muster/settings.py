"""Settings: the only reader of the environment. Every name starts with ``MUSTER_``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from muster.domain.errors import Fault, Invalid


def _home() -> Path:
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return Path("/var/lib/muster")
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "muster"


class Settings(BaseSettings):
    """How muster runs here."""

    model_config = SettingsConfigDict(env_prefix="MUSTER_", extra="ignore")

    home: Path = Field(
        default_factory=_home,
        description="The folder for the embedded database, the evidence and the secrets.",
    )
    database_url: SecretStr | None = Field(
        default=None,
        description="A PostgreSQL of your own (15 or newer), signed in to as muster_app. Unset: the embedded one.",
    )
    owner_url: SecretStr | None = Field(
        default=None,
        description="The same database, signed in to as the owner of the tables: for `muster init` only.",
    )
    host: str = Field(default="127.0.0.1", description="The address that `muster serve` listens on.")
    port: int = Field(default=8765, ge=1, le=65535, description="The port that `muster serve` listens on.")
    pool: int = Field(default=8, ge=2, le=200, description="How many connections to the database one process keeps.")
    insecure_cookies: bool = Field(
        default=False,
        description="Let browsers send the session over plain http. For trying muster out on one machine only.",
    )
    session_hours: int = Field(default=12, ge=1, le=24, description="How long a sign-in lasts.")
    smtp_url: SecretStr | None = Field(
        default=None,
        description="The mail server, as smtp://user:password@host:587 or smtps://. Unset: mail becomes files.",
    )
    mail_from: str | None = Field(default=None, description="The address that mail is from.")
    base_url: str | None = Field(
        default=None,
        pattern=r"^https?://[^\s/?#]+(/[^\s?#]*)?$",
        description="Where people reach muster, as https://muster.county.example: what links in mail begin with.",
    )
    work: bool = Field(default=True, description="Whether `muster serve` sends reminders too.")
    language: Literal["en", "es"] = Field(default="en", description="The language that the prompt speaks.")

    def database(self) -> dict[str, Any]:
        """Return where the database is, as ``persistence.opening.Place`` takes it."""
        return {
            "home": self.home,
            "url": self.database_url.get_secret_value() if self.database_url else None,
            "owner_url": self.owner_url.get_secret_value() if self.owner_url else None,
            "pool": self.pool,
        }

    def mail(self) -> dict[str, Any]:
        """Return where mail goes, as ``mail.Post.of`` takes it."""
        return {
            "url": self.smtp_url.get_secret_value() if self.smtp_url else None,
            "sender": self.mail_from,
            "folder": self.home / "mail",
        }

    def link(self, path: str) -> str:
        """Return the address of a page, for people who are elsewhere."""
        return (self.base_url or f"http://{self.host}:{self.port}").rstrip("/") + path


def read() -> Settings:
    """Read the environment.

    Raises:
        Invalid: a setting has a value that it cannot have; every one of them is named.
    """
    try:
        return Settings()
    except ValidationError as why:
        faults = [
            Fault(
                "MUSTER_" + "_".join(str(part) for part in each["loc"]).upper(),
                repr(each["input"]),
                each["msg"],
                "correct it, or unset it for the default",
            )
            for each in why.errors()
        ]
        raise Invalid("the settings in the environment cannot be used", code="bad-settings", faults=faults) from why
