"""Where you are signed in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Router, delete, get
from litestar.params import FromPath

from muster import clock
from muster.api.operations import says
from muster.api.shapes.sessions import OwnSession, OwnSessions
from muster.http.sessions import key_of
from muster.http.signed import Held
from muster.services import sessions as service


@get("/account/sessions", summary="List where you are signed in", opt=says(anyone=True, session=True))
async def own_sessions(own: Held) -> OwnSessions:
    """List your sessions that have not ended, the one used last first. A browser is described, not recognised."""
    found = await service.own_sessions(own.account, at=clock.instant())
    return OwnSessions(items=tuple(OwnSession.of(each, this=each.id == own.id) for each in found))


@delete("/account/sessions", summary="Sign out everywhere else", opt=says(anyone=True, session=True))
async def end_other_sessions(request: Request[Any, Any, Any], own: Held) -> None:
    """End all your sessions but the one that asks."""
    await service.end_other_sessions(own.account, but=key_of(request))


@delete("/account/sessions/{session:uuid}", summary="End one of your sessions", opt=says(anyone=True, session=True))
async def end_own_session(session: FromPath[UUID], own: Held) -> None:
    """End one of your sessions: whoever has its cookie is signed in no longer."""
    await service.end_own_session(own.account, session)


router = Router("/", route_handlers=[own_sessions, end_other_sessions, end_own_session], tags=["Account"])
