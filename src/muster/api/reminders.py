"""What people are told of before it lapses, and what became of it."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from litestar import Request, Response, Router, get, post
from litestar.params import FromPath, QueryParameter
from litestar.status_codes import HTTP_200_OK

from muster.api.operations import LISTED, says
from muster.api.shapes.reminders import ReminderOut, RemindersOut
from muster.domain.reminders import State
from muster.http.lists import Paging, linked
from muster.http.signed import Now, Signed
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


@post(
    "/reminders/{notice:uuid}/resending",
    summary="Have a notice sent again",
    status_code=HTTP_200_OK,
    opt=says(problems=("nothing-to-resend",)),
)
async def resend_reminders(notice: FromPath[UUID], principal: Signed, now: Now) -> ReminderOut:
    """Let a notice that `failed`, or of which nobody knows (`unknown`), be told once more.

    It waits as any other, is looked at again before it is sent, and is not sent at night. Asked for twice, it is told
    once. What is `unknown` may have arrived: then the person is told a second time.
    """
    (found,) = await service.resend_reminders([notice], by=principal, now=now.at)
    return ReminderOut.of(found)


router = Router("/", route_handlers=[reminders, resend_reminders], tags=["Reminders"])
