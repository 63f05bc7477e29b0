"""A calendar to subscribe to: one's own address, made and ended by oneself."""

from __future__ import annotations

from uuid import UUID

from litestar import Response, Router, delete, get, post
from litestar.params import FromPath

from muster.api.operations import says
from muster.api.shapes.calendars import CalendarMade, CalendarOut, CalendarsOut
from muster.http.letters import Mailed
from muster.http.signed import Now, Signed
from muster.services import calendars as service


@get("/calendars", summary="List one's own calendar", opt=says(problems=("only-themselves",), session=True))
async def own_calendar(principal: Signed) -> CalendarsOut:
    """Say whether there is an address of one's own that calendars subscribe to. It is never shown again."""
    found = await service.own_calendar(by=principal)
    return CalendarsOut(items=(CalendarOut.of(found),) if found else ())


@post(
    "/calendars", summary="Make a calendar address", opt=says("Location", problems=("only-themselves",), session=True)
)
async def make_calendar(principal: Signed, now: Now, mailing: Mailed) -> Response[CalendarMade]:
    """Make an address that shows, to whoever has it, the days on which something of one's own lapses or is due.

    It takes the place of the one before, which shows nothing from then on.
    """
    made, secret = await service.make_calendar(by=principal, now=now)
    address = mailing.link(f"/calendar/{secret}.ics")
    return Response(CalendarMade(id=made, address=address), headers={"Location": "/api/v1/calendars"})


@delete(
    "/calendars/{calendar:uuid}",
    summary="End a calendar address",
    opt=says(problems=("only-themselves",), session=True),
)
async def end_calendar(calendar: FromPath[UUID], principal: Signed) -> None:
    """End one's own address at once, for good."""
    await service.end_calendar(calendar, by=principal)


router = Router("/", route_handlers=[own_calendar, make_calendar, end_calendar], tags=["Calendars and cards"])
