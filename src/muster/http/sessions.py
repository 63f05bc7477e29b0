"""Sessions over HTTP: a cookie that says who is signed in, and one that says which browser this is.

Litestar's own sessions keep the id that a browser brings, even at sign-in, and store whatever id they
are told. Here an id is made only when somebody signs in or proves more of themselves, always a new one;
any other is ignored. The database keeps the digest of it, which lets nobody in.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie, MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from muster import clock
from muster.domain.access import Principal
from muster.domain.accounts.attempts import Origin
from muster.domain.accounts.sessions import HALFWAY, Lasting, Session, described, lasting
from muster.services import sessions

Connection = ASGIConnection[Any, Any, Any, Any]
Asked = Request[Any, Any, Any]

SECURE_NAME: Final = "__Host-session"
PLAIN_NAME: Final = "session"
SECURE_BROWSER: Final = "__Host-browser"
PLAIN_BROWSER: Final = "browser"
_BYTES: Final = 32
_OURS: Final = re.compile(r"[0-9a-f]{64}")
_KEPT: Final = "muster_sessions"
_HELD: Final = "muster_session"
STATE: Final = "sessions"  # how they are kept, among what the application has
_COOKIES: Final = "muster_cookies"


@dataclass(frozen=True, slots=True)
class Kept:
    """How sessions are kept here. Not ``secure``: for trying muster out over plain http."""

    secure: bool
    staff: Lasting

    @property
    def name(self) -> str:
        """The name of the cookie that carries the session."""
        return SECURE_NAME if self.secure else PLAIN_NAME

    @property
    def browser(self) -> str:
        """The name of the cookie by which a browser is known again."""
        return SECURE_BROWSER if self.secure else PLAIN_BROWSER

    def cookie(self, name: str, value: str, lasts: timedelta) -> Cookie:
        """Return a cookie that no script reads and no other site sends."""
        seconds = int(lasts.total_seconds())
        return Cookie(
            key=name, value=value, path="/", max_age=seconds, secure=self.secure, httponly=True, samesite="strict"
        )


def configured(*, secure: bool, hours: int, idle_minutes: int) -> Kept:
    """Return how sessions are kept by these settings."""
    return Kept(secure, Lasting(timedelta(minutes=idle_minutes), timedelta(hours=hours)))


class Sessions(ASGIMiddleware):
    """Finds the session that a request brings, and sends the cookies that handling it came to."""

    scopes = (ScopeType.HTTP,)
    exclude_opt_key = "skip_session"

    def __init__(self, kept: Kept) -> None:
        self._kept = kept

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Handle one request."""
        state = scope["state"]
        state[_KEPT], state[_COOKIES] = self._kept, []
        if key := _brought(ASGIConnection(scope), self._kept.name):
            state[_HELD] = await sessions.session(key, at=clock.instant())

        async def finishing(message: Message) -> None:
            if message["type"] == "http.response.start":
                for each in state[_COOKIES]:
                    MutableScopeHeaders.from_message(message).add("Set-Cookie", each.to_header(header=""))
            await send(message)

        await next_app(scope, receive, finishing)


async def begin(request: Asked, who: Principal, *, second: bool = False) -> None:
    """Sign somebody in, under an id that was never used before. The session they came with ends.

    ``second``: they proved a second factor. The browser is known from now on as one that has signed in.

    Raises:
        RuntimeError: who it is has no account.
    """
    kept, account = _kept(request), who.scope.account
    if account is None:
        raise RuntimeError("only an account signs in")
    await _begin(request, account, who.scope.agency, lasting(who.memberships, kept.staff), second=second)
    shown = secrets.token_hex(_BYTES)
    await sessions.know_browser(_digest(shown), account, instead_of=_brought(request, kept.browser), at=clock.instant())
    _set(request, kept.cookie(kept.browser, shown, sessions.KNOWN_FOR))


async def begin_halfway(request: Asked, account: UUID, *, agency: UUID | None, second: bool) -> None:
    """Begin what is signed in to nothing yet: a code or an agency is still asked for, for some minutes."""
    await _begin(request, account, agency, Lasting(HALFWAY, HALFWAY), second=second, half=True)


async def _begin(
    request: Asked, account: UUID, agency: UUID | None, lasts: Lasting, *, second: bool, half: bool = False
) -> None:
    kept, at, key = _kept(request), clock.instant(), secrets.token_hex(_BYTES)
    begun = Session(uuid4(), account, agency, half, second, at, at, lasts.idle, at + lasts.whole, browser(request))
    await sessions.begin_session(_digest(key), begun, ended=_brought(request, kept.name))
    request.scope["state"][_HELD] = begun
    _set(request, kept.cookie(kept.name, key, lasts.whole))


async def end(request: Asked) -> None:
    """Sign out: the session is gone from the server, and its cookie from the browser."""
    kept = _kept(request)
    if key := _brought(request, kept.name):
        await sessions.end_session(key, at=clock.instant())
    request.scope["state"][_HELD] = None
    _set(request, kept.cookie(kept.name, "", timedelta()))


async def find(connection: Connection) -> None:
    """Find the session of a request that came to no route, and so by no middleware."""
    state, kept = connection.scope["state"], connection.app.state[STATE]
    state[_KEPT], state[_COOKIES] = kept, []
    if key := _brought(connection, kept.name):
        state[_HELD] = await sessions.session(key, at=clock.instant())


def held(connection: Connection) -> Session | None:
    """Return the session that a request came with, whole or halfway."""
    found = connection.scope["state"].get(_HELD)
    return found if isinstance(found, Session) else None


def signed_in_as(connection: Connection) -> tuple[UUID, UUID] | None:
    """Return the account and the agency that somebody is signed in to. Halfway, that is none."""
    found = held(connection)
    return (found.account, found.agency) if found and found.agency and not found.half else None


def outlasts(connection: Connection, who: Principal) -> bool:
    """Has somebody come to see more than the session was begun for, so that it lasts too long?"""
    found = held(connection)
    return found is not None and found.idle > lasting(who.memberships, _kept(connection).staff).idle


def key_of(connection: Connection) -> str:
    """Return what the session is kept under that a request came with."""
    return _brought(connection, _kept(connection).name)


def browser(connection: Connection) -> str:
    """Return the browser that a request comes from, as its owner would know it again; empty: it is none."""
    return described(connection.headers.get("User-Agent", ""))


def origin(connection: Connection) -> Origin:
    """Return where a request comes from: the connection's own address, which no header changes, and its browser.

    Behind a proxy that is trusted by name the server has put the address there that the proxy says.
    """
    address = connection.client.host if connection.client else ""
    return Origin(address, _brought(connection, _kept(connection).browser))


def _kept(connection: Connection) -> Kept:
    found = connection.scope["state"][_KEPT]
    if not isinstance(found, Kept):
        raise TypeError("the middleware has not seen this request")
    return found


def _brought(connection: Connection, name: str) -> str:
    """Return the digest of what a cookie carries, if it looks like one of ours."""
    found = connection.cookies.get(name, "")
    return _digest(found) if _OURS.fullmatch(found) else ""


def _set(request: Asked, cookie: Cookie) -> None:
    """Send a cookie with the reply, instead of another of its name."""
    cookies = request.scope["state"][_COOKIES]
    cookies[:] = [*(each for each in cookies if each.key != cookie.key), cookie]


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
