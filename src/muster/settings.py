"""Settings: the only reader of the environment. Every name starts with ``MUSTER_``."""

from __future__ import annotations

import os
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from muster.domain.errors import Fault, Invalid
from muster.domain.hosts import host_of, is_loopback


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
        description="Development mode: let browsers send the session over plain http, on this machine only.",
    )
    tls_cert_file: Path | None = Field(
        default=None,
        description="The certificate, with those between it and its authority (PEM): `muster serve` speaks TLS itself.",
    )
    tls_key_file: Path | None = Field(
        default=None, description="The key of that certificate (PEM), without a password."
    )
    session_hours: int = Field(default=12, ge=1, le=24, description="How long a sign-in lasts, for staff.")
    idle_minutes: int = Field(
        default=30, ge=5, le=1440, description="How long a sign-in lasts that nothing is done with, for staff."
    )
    trusted_proxies: str | None = Field(
        default=None,
        description="The web servers before muster, by address or network, whose X-Forwarded-For is believed.",
    )
    secret_file: Path | None = Field(
        default=None, description="The file of keys that secrets in the database are sealed with."
    )
    signing_key_file: Path | None = Field(
        default=None,
        description="The Ed25519 key that signs checkpoints, in PEM. Unset: one under the home, made at first need.",
    )
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
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="The least that `muster serve` and `muster work` write on standard error."
    )
    log_format: Literal["auto", "console", "json"] = Field(
        default="auto", description="How they write it: a line of JSON each; on a terminal, for people."
    )
    oidc_issuer: str | None = Field(
        default=None,
        description="The issuer of your organisation's sign-in (OpenID Connect), as it names itself. Unset: none.",
    )
    oidc_client_id: str | None = Field(default=None, description="The id that the issuer knows this muster by.")
    oidc_client_secret_file: Path | None = Field(
        default=None, description="A file with the secret that muster proves itself to the issuer with."
    )
    oidc_client_key_file: Path | None = Field(
        default=None, description="Instead of the secret: a file with a private key (private_key_jwt), as PEM or JWK."
    )
    oidc_name: str = Field(default="your organisation", description="What the button of that sign-in calls it.")
    work: bool = Field(default=True, description="Whether `muster serve` sends reminders too.")
    language: Literal["en", "es"] = Field(default="en", description="The language that the prompt speaks.")

    @field_validator("trusted_proxies")
    @classmethod
    def _by_address(cls, given: str | None) -> str | None:
        """Take addresses and networks only: a name that is misspelt, or a star, would believe anybody or nobody."""
        for each in (given or "").split(",") if given else ():
            try:
                ip_network(each.strip())
            except ValueError as why:
                raise ValueError(
                    f"{each.strip()!r} is neither an address nor a network, as 127.0.0.1 or 10.2.0.0/16"
                ) from why
        return given

    @property
    def sealing_file(self) -> Path:
        """Where the keys are that secrets in the database are sealed with."""
        return self.secret_file or self.home / "secrets" / "sealing.key"

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

    def signing(self) -> dict[str, Any]:
        """Return where the key that signs checkpoints is, as ``signing.KeyFile`` takes it."""
        own = self.home / "secrets" / "ledger-signing-key.pem"
        return {"path": self.signing_key_file or own, "given": self.signing_key_file is not None}

    def openid(self) -> dict[str, Any] | None:
        """Return where the organisation's sign-in is, as ``openid.provider.Provider.of`` takes it; none when unset."""
        if self.oidc_issuer is None:
            return None
        return {
            "issuer": self.oidc_issuer,
            "client": self.oidc_client_id,
            "redirect": self.link("/sign-in/openid/callback"),
            "name": self.oidc_name,
            "secret": self.oidc_client_secret_file,
            "key": self.oidc_client_key_file,
        }

    def link(self, path: str) -> str:
        """Return the address of a page, for people who are elsewhere."""
        return (self.base_url or self.listens_on()).rstrip("/") + path

    def listens_on(self) -> str:
        """Return the address that `muster serve` itself answers at."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.tls_cert_file else 'http'}://{host}:{self.port}"

    def safe_to_serve(self) -> None:
        """Look whether sessions stay out of the reach of whoever listens on the way.

        Raises:
            Invalid: they would not, or nobody could sign in; every setting that has to change is named.
        """
        faults = [*self._tls_faults(), *(self._plain_faults() if self.insecure_cookies else self._secure_faults())]
        if faults:
            raise Invalid("muster cannot be served by these settings", code="bad-settings", faults=faults)

    def _tls_faults(self) -> list[Fault]:
        both = {"MUSTER_TLS_CERT_FILE": self.tls_cert_file, "MUSTER_TLS_KEY_FILE": self.tls_key_file}
        missing = [name for name, file in both.items() if file is None]
        if len(missing) == 1:
            return [Fault(missing[0], "nothing", "a file: a certificate and its key go together", "set both, or none")]
        return []

    def _plain_faults(self) -> list[Fault]:
        """Return what keeps the development mode from staying on this machine."""
        said = "set it so, or unset MUSTER_INSECURE_COOKIES and serve over TLS (see docs/runbook.md)"
        found = []
        if not is_loopback(self.host):
            found.append(Fault("MUSTER_HOST", repr(self.host), "127.0.0.1, since MUSTER_INSECURE_COOKIES is set", said))
        address = urlsplit(self.base_url or "")
        if self.base_url and (address.scheme != "http" or not is_loopback(host_of(address.netloc))):
            expected = "http://localhost, or nothing, since MUSTER_INSECURE_COOKIES is set"
            found.append(Fault("MUSTER_BASE_URL", repr(self.base_url), expected, said))
        if self.tls_cert_file:
            found.append(Fault("MUSTER_INSECURE_COOKIES", "1", "nothing: muster speaks TLS here itself", "unset it"))
        return found

    def _secure_faults(self) -> list[Fault]:
        """Return what would have people sign in where the session cannot be kept."""
        if not self.base_url or self.base_url.startswith("https://"):
            return []
        expected = "an address with https://: without TLS nobody can sign in"
        return [Fault("MUSTER_BASE_URL", repr(self.base_url), expected, "put TLS before muster (see docs/runbook.md)")]


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
