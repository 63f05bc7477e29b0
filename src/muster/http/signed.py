"""Who is asking, and when: the guard before every route, and what handlers are told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from types import MappingProxyType
from typing import Annotated, Any, Final

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.di import NamedDependency, Provide
from litestar.handlers import BaseRouteHandler
from litestar.params import BodyKwarg, QueryParameter

from muster import clock, logs
from muster.domain.access import Principal
from muster.domain.accounts.attempts import Origin
from muster.domain.accounts.sessions import Session
from muster.domain.errors import Fault, Invalid, Unauthenticated
from muster.domain.intervals import Interval
from muster.domain.moments import Moment
from muster.http import sessions, tokens, uploads
from muster.http.faults import shown
from muster.http.kinds import BadParameter, WrongMediaType
from muster.http.origins import refuse_other_machines, refuse_others
from muster.http.parameters import refuse_odd
from muster.sealing import Sealing
from muster.services import accounts, compliance, programs, staff_rule

_POSITION_OR_INSTANT: Final = (
    r"^([0-9]{1,18}|(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?"
    r"(Z|[ +-][0-9]{2}:[0-9]{2}))$"
)

Signed = NamedDependency[Principal]
Held = NamedDependency[Session]
From = NamedDependency[Origin]
Sealed = NamedDependency[Sealing]
Now = NamedDependency[Moment]
Known = NamedDependency[int]
Day = NamedDependency[date]
During = NamedDependency[Interval]

# Every other route refuses whoever is not signed in.
PUBLIC: Final = frozenset(
    {
        ("GET", "/health"),
        ("GET", "/ready"),
        ("POST", "/api/v1/session"),
        ("GET", "/api/v1/openapi.json"),
        ("GET", "/api/v1/reference"),
        ("GET", "/problems"),
        ("GET", "/problems/{code}"),
        ("GET", "/assets/{name}"),
        ("GET", "/sign-in"),
        ("POST", "/sign-in"),
        ("POST", "/sign-out"),
        ("GET", "/sign-in/link"),
        ("POST", "/sign-in/link"),
        ("GET", "/sign-in/link/{token}"),
        ("POST", "/sign-in/link/{token}"),
        ("POST", "/sign-in/openid"),
        ("GET", "/sign-in/openid/callback"),
        ("GET", "/reset"),
        ("POST", "/reset"),
        ("GET", "/reset/{token}"),
        ("POST", "/reset/{token}"),
        ("GET", "/invitation/{token}"),
        ("POST", "/invitation/{token}"),
        ("GET", "/calendar/{file}"),
        ("GET", "/verify"),
        ("POST", "/verify"),
        ("GET", "/verify/{code}"),
    }
)
# What somebody is let through to who is halfway signed in: the password was right, and something is still asked for.
HALFWAY: Final = frozenset(
    {
        ("GET", "/sign-in/code"),
        ("POST", "/sign-in/code"),
        ("GET", "/sign-in/agency"),
        ("POST", "/sign-in/agency"),
    }
)

# What somebody may do who has to set a second factor up before they see anything of their agency.
SETTING_UP: Final = frozenset(
    {
        ("GET", "/account/one-time-codes"),
        ("POST", "/account/one-time-codes"),
        ("POST", "/account/one-time-codes/confirmation"),
        ("GET", "/api/v1/account/one-time-codes"),
        ("POST", "/api/v1/account/one-time-codes"),
        ("POST", "/api/v1/account/one-time-codes/confirmation"),
        ("DELETE", "/api/v1/session"),
    }
)


async def guard(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """Let in whoever may come: every request passes here, before anything of it is read.

    A request to the API that brings a token is judged by that alone: no browser brings one by itself, so that
    no other site can make it.

    Raises:
        Forbidden: a page of another site sent it, or may have; or a token asks for what only people do.
        SecondFactorNeeded: the agency asks a second factor of them, and they have none.
        Unauthenticated: nobody is signed in, or they no longer belong to the agency; or the token lets nobody in.
        WrongMediaType: the body is not of the kind that the route reads.
        BadParameter: it has a parameter that the operation does not have, or has it twice.
    """
    method = str(connection.scope.get("method"))
    route = (method, connection.scope.get("path_template"))
    public = route in PUBLIC or (route in HALFWAY and sessions.held(connection) is not None)
    token = None if public else tokens.brought(connection)
    who: Principal | None = None
    if token is not None:
        refuse_other_machines(connection)
        who = await tokens.bearer(token, connection, handler)
    else:
        refuse_others(connection)
        if not public:
            who = await signed_in(connection)
            if route not in SETTING_UP:
                await staff_rule.require_of(who, second=_proved_twice(connection))
    if who is not None:
        connection.scope["user"] = who
        logs.add(agency=who.scope.agency, account=who.scope.account)
    _readable(connection, handler)
    refuse_odd(connection, handler)


async def signed_in(connection: ASGIConnection[Any, Any, Any, Any]) -> Principal:
    """Return who is signed in, with the memberships they have at this moment.

    Raises:
        Unauthenticated: nobody, or their place has ended, or it is another than the session was begun for.
    """
    found = sessions.signed_in_as(connection)
    if found is None:
        raise Unauthenticated("nobody is signed in; POST /api/v1/session signs in")
    who = await accounts.principal(*found, at=clock.instant())
    if sessions.outlasts(connection, who):
        raise Unauthenticated("your place here is another than when you signed in; sign in again")
    return who


async def lost(connection: ASGIConnection[Any, Any, Any, Any]) -> Principal:
    """Return who is signed in and asks for what no route answers, as far as they would be let in at all.

    Raises:
        Unauthenticated: nobody is signed in, or they no longer belong to the agency.
        SecondFactorNeeded: the agency asks a second factor of them, and they have none.
    """
    await sessions.find(connection)
    who = await signed_in(connection)
    await staff_rule.require_of(who, second=_proved_twice(connection))
    return who


def _proved_twice(connection: ASGIConnection[Any, Any, Any, Any]) -> bool:
    found = sessions.held(connection)
    return found is not None and found.second


def _readable(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    body = handler.parsed_fn_signature.parameters.get("data")
    if "parts" in handler.opt:
        wanted = uploads.MEDIA_TYPE
    elif body is not None and isinstance(body.kwarg_definition, BodyKwarg):
        kind = body.kwarg_definition.media_type
        wanted = kind.value if isinstance(kind, Enum) else kind
    else:
        return
    sent = connection.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if sent != wanted:
        raise WrongMediaType(
            f"the body has to be {wanted}, and say so in Content-Type; this one says {sent or 'nothing'}"
        )


def session(request: Request[Any, Any, Any]) -> Session:
    """Return the session that somebody is signed in with: what only they themselves may do asks for it.

    Raises:
        Unauthenticated: nobody is signed in.
    """
    found = sessions.held(request)
    if found is None or found.half:
        raise Unauthenticated("nobody is signed in; POST /api/v1/session signs in")
    return found


def origin(request: Request[Any, Any, Any]) -> Origin:
    """Return where a request comes from."""
    return sessions.origin(request)


def principal(request: Request[Any, Any, Any]) -> Principal:
    """Return who is asking, with the memberships they have at this moment.

    Raises:
        Unauthenticated: nobody is signed in.
    """
    who = request.scope.get("user")
    if not isinstance(who, Principal):
        raise Unauthenticated("nobody is signed in; POST /api/v1/session signs in")
    return who


async def now(principal: Signed) -> Moment:
    """Return the instant, and the day it is where the agency keeps its midnight."""
    agency = await programs.agency_of(principal)
    return clock.moment(agency.time_zone)


async def known(
    principal: Signed,
    known_at: Annotated[
        str | None,
        QueryParameter(
            description="What was on record by then: a ledger position (`42`) or an instant "
            "(`2026-03-03T12:00:00Z`). Left out: now.",
            pattern=_POSITION_OR_INSTANT,
        ),
    ] = None,
) -> int:
    """Return the ledger position that a question is asked at.

    Raises:
        BadParameter: it is neither a position that the ledger has reached nor an instant.
    """
    asked = _asked(known_at)
    try:
        return await compliance.position(asked, by=principal)
    except Invalid as why:
        fault = Fault("/known_at", shown(known_at), "a position that the ledger has reached", "leave it out for now")
        raise BadParameter(why.message, part="query", fault=fault, code=why.code) from why


async def day(
    principal: Signed,
    known: Known,  # noqa: ARG001 - so that the two never ask the database at the same time, see DEPENDENCIES
    on: Annotated[
        date | None, QueryParameter(description="The day asked about. Left out: today, where the agency is.")
    ] = None,
) -> date:
    """Return the day asked about."""
    return on or (await now(principal)).today


async def during(
    principal: Signed,
    known: Known,  # noqa: ARG001 - so that the two never ask the database at the same time, see DEPENDENCIES
    first: Annotated[
        date | None, QueryParameter(description="The first day asked about. Left out: the first of that month.")
    ] = None,
    last: Annotated[
        date | None, QueryParameter(description="The last day asked about. Left out: today, where the agency is.")
    ] = None,
) -> Interval:
    """Return the days asked about.

    Raises:
        BadParameter: the last is before the first.
    """
    through = last or (await now(principal)).today
    since = first or through.replace(day=1)
    if since > through:
        fault = Fault("/last", shown(last), f"a day from {since} on, which is the first", "correct one of the two")
        raise BadParameter("the last day is before the first", part="query", fault=fault, code="ends-before-it-starts")
    return Interval.through(since, through)


def _asked(known_at: str | None) -> int | datetime | None:
    if known_at is None:
        return None
    if known_at.isascii() and known_at.isdecimal():
        return int(known_at)
    try:
        at = datetime.fromisoformat(known_at.replace(" ", "+"))  # a plus sign in a query arrives as a space
    except ValueError:
        at = None
    if at is None:
        fault = Fault(
            "/known_at",
            shown(known_at),
            "a ledger position, or an instant with its time zone",
            "write 42, or 2026-03-03T12:00:00Z",
        )
        raise BadParameter("known_at is neither a position nor an instant", part="query", fault=fault)
    return at


# Litestar resolves what does not depend on each other at the same time, and when one is refused it
# breaks the others off, perhaps in the middle of a query. So no two that ask the database are left
# independent, and whatever only reads the request comes before.
DEPENDENCIES: Final[Mapping[str, Provide]] = MappingProxyType(
    {
        "principal": Provide(principal, sync_to_thread=False),
        "own": Provide(session, sync_to_thread=False),
        "origin": Provide(origin, sync_to_thread=False),
        "now": Provide(now),
        "known": Provide(known),
        "day": Provide(day),
        "during": Provide(during),
    }
)
