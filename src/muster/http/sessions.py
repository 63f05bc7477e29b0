"""Sessions: a cookie that says who is signed in, and nothing else.

Litestar keeps the id that a browser brings, even at sign-in, and stores whatever id it is
told. Here an id is made only at sign-in, always a new one; any other is ignored.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie, MutableScopeHeaders
from litestar.middleware.session.server_side import ServerSideSessionBackend, ServerSideSessionConfig
from litestar.stores.base import Store
from litestar.types import Empty, Message, ScopeSession

from muster import clock
from muster.domain.access import Principal
from muster.services import accounts

Connection = ASGIConnection[Any, Any, Any, Any]

SECURE_NAME: Final = "__Host-session"
PLAIN_NAME: Final = "session"
_STORE: Final = "sessions"
_BYTES: Final = 32
_OURS: Final = re.compile(r"[0-9a-f]{64}")
_NEW: Final = "muster_new_session"


class SessionStore(Store):
    """Keeps sessions in the database, under the digest of their id: what is stored lets nobody in."""

    async def get(self, key: str, renew_for: int | timedelta | None = None) -> bytes | None:  # noqa: ARG002 - never prolonged
        """Return what a session holds, unless it has ended. A sign-in is never prolonged."""
        return await accounts.session(_digest(key), at=clock.instant())

    async def set(self, key: str, value: str | bytes, expires_in: int | timedelta | None = None) -> None:
        """Begin a session."""
        lasts = expires_in if isinstance(expires_in, timedelta) else timedelta(seconds=expires_in or 0)
        data = value.encode() if isinstance(value, str) else value
        await accounts.keep_session(_digest(key), data, ends_at=clock.instant() + lasts)

    async def delete(self, key: str) -> None:
        """End a session."""
        await accounts.end_session(_digest(key), at=clock.instant())

    async def delete_all(self) -> None:
        """Refuse: nobody signs everybody out through a browser."""
        raise TypeError("sessions end one at a time")

    async def exists(self, key: str) -> bool:
        """Is there such a session?"""
        return await self.get(key) is not None

    async def expires_in(self, key: str) -> int | None:  # noqa: ARG002 - as Litestar has it
        """Say that it is not told: nothing here needs it."""
        return None


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


class Backend(ServerSideSessionBackend):
    """Reads the sessions it has given out; writes one at sign-in, deletes one at sign-out."""

    async def load_from_connection(self, connection: Connection) -> dict[str, Any]:
        """Return what the session holds that the cookie names; nothing for an id that is not ours."""
        return await super().load_from_connection(connection) if self.brought(connection) else {}

    def get_session_id(self, connection: Connection) -> str:
        """Return the id just given out, or the one brought."""
        return str(connection.scope["state"].get(_NEW) or self.brought(connection))

    def brought(self, connection: Connection) -> str:
        """Return the id that the browser brought, if it looks like one of ours."""
        found = connection.cookies.get(self.config.key, "")
        return found if _OURS.fullmatch(found) else ""

    async def store_in_message(self, scope_session: ScopeSession, message: Message, connection: Connection) -> None:
        """Set the cookie after a sign-in, take it back after a sign-out, and otherwise leave all as it is."""
        store = self.config.get_store_from_app(connection.scope["app"])
        new = connection.scope["state"].get(_NEW)
        if new and scope_session is not Empty:
            await self.set(new, self.serialize_data(scope_session, connection.scope), store)
            cookie = self._cookie(new, self.config.max_age)
        elif scope_session is Empty:
            cookie = self._cookie("", 0)
        else:
            return
        if old := self.brought(connection):
            await self.delete(old, store)
        MutableScopeHeaders.from_message(message).add("Set-Cookie", cookie.to_header(header=""))

    def _cookie(self, value: str, max_age: int) -> Cookie:
        return Cookie(
            key=self.config.key,
            value=value,
            path="/",
            max_age=max_age,
            secure=self.config.secure,
            httponly=True,
            samesite="strict",
        )


@dataclass
class SessionConfig(ServerSideSessionConfig):
    """How sessions are kept."""

    _backend_class = Backend


def configured(*, secure: bool, hours: int) -> SessionConfig:
    """Return how sessions are kept here. Not ``secure``: for trying muster out over plain http."""
    return SessionConfig(
        key=SECURE_NAME if secure else PLAIN_NAME,
        max_age=hours * 3600,
        secure=secure,
        samesite="strict",
        store=_STORE,
        session_id_bytes=_BYTES,
    )


def begin(request: Request[Any, Any, Any], who: Principal) -> None:
    """Sign somebody in, under an id that was never used before. The session they came with ends."""
    request.set_session({"account": str(who.scope.account), "agency": str(who.scope.agency)})
    request.scope["state"][_NEW] = secrets.token_hex(_BYTES)


def end(request: Request[Any, Any, Any]) -> None:
    """Sign out."""
    request.clear_session()


def signed_in_as(connection: Connection) -> tuple[UUID, UUID] | None:
    """Return the account and the agency that somebody is signed in to."""
    held = connection.scope.get("session")
    return (UUID(held["account"]), UUID(held["agency"])) if isinstance(held, dict) and held else None
