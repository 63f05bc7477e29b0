"""API tokens as requests bring them: in one header, at the API, and nowhere else."""

from __future__ import annotations

from typing import Any, Final

from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from muster import clock
from muster.domain.access import Principal
from muster.domain.accounts.tokens import TokenRefused
from muster.domain.errors import Forbidden
from muster.http import sessions
from muster.services import tokens

Connection = ASGIConnection[Any, Any, Any, Any]

_API: Final = "/api/"
_SCHEME: Final = "bearer"


def brought(connection: Connection) -> str | None:
    """Return the token that a request to the API brings; ``None``: it brings none, and is judged by its session.

    Other schemes are somebody else's: a proxy before muster may ask for a password of its own.

    Raises:
        TokenRefused: it brings two, and nobody can tell which is meant.
    """
    if not connection.scope["path"].startswith(_API):
        return None
    sent = [each.partition(" ") for each in connection.headers.getall("Authorization", [])]
    found = [token.strip() for scheme, _, token in sent if scheme.lower() == _SCHEME]
    if found and len(sent) > 1:
        raise TokenRefused
    return found[0] if found else None


async def bearer(text: str, connection: Connection, handler: BaseRouteHandler) -> Principal:
    """Return who the bearer of a token is.

    Raises:
        TokenRefused: it lets nobody in.
        TooManyTries: nor does any that comes from there for a while, unless it is a good one.
        Forbidden: the route is for people who are signed in themselves.
    """
    who = await tokens.bearer(text, origin=sessions.origin(connection), at=clock.instant())
    if handler.opt.get("session"):
        raise Forbidden(
            "a token does not do this, whatever it may do otherwise; sign in, and do it yourself",
            code="session-required",
        )
    return who
