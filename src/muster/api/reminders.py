"""What people are told of before it lapses, and what became of it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from litestar import Request, Response, Router, get
from litestar.params import QueryParameter

from muster.api.operations import LISTED
from muster.api.shapes.reminders import ReminderOut, RemindersOut
from muster.domain.reminders import State
from muster.http.lists import Paging, linked
from muster.http.signed import Signed
from muster.services import reminders as service

Stands = Literal["pending", "sending", "sent", "deferred", "withdrawn", "failed", "unknown"]


@get("/reminders", summary="List the reminders", opt=LISTED)
async def reminders(
    request: Request[Any, Any, Any],
    principal: Signed,
    paging: Paging,
    only: Annotated[Stands | None, QueryParameter(description="Only those that stand so. Left out: all.")] = None,
) -> Response[RemindersOut]:
    """List the reminders and what became of each, by id, a page at a time. Look at `failed` and `unknown` first."""
    states = [State(only)] if only else []
    found = await service.reminders(by=principal, states=states, after=paging.after, limit=paging.limit)
    page = RemindersOut(items=tuple(map(ReminderOut.of, found.items)))
    return linked(page, request, after=found.after)


router = Router("/", route_handlers=[reminders], tags=["Reminders"])
