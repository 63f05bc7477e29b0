"""A calendar to subscribe to: a page to make its address on, and the calendar itself, for whoever has the address."""

from __future__ import annotations

import hashlib
from typing import Final
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from muster import calendars, clock
from muster.domain.calendars import CalendarGone
from muster.http import language
from muster.http.letters import Mailed
from muster.http.signed import From
from muster.services import calendars as service
from muster.services.own_data import oneself
from muster.web.drawing import drawn, sent_to
from muster.web.forms import text
from muster.web.navigation import home_of
from muster.web.reader import Asked, Reading
from muster.web.sessions import when

PATH: Final = "/me/calendar"
FEED: Final = "/calendar/{secret}.ics"
_ENDING: Final = ".ics"


@get(PATH, include_in_schema=False)
async def own_calendar(request: Asked, reader: Reading) -> Response[str]:
    """Show whether there is an address, and offer to make one."""
    if reader.by.person is None:
        home = home_of(reader.by)
        return drawn(request, "nobody.html", home=home if home != "/me" else "")
    found = await service.own_calendar(by=reader.by)
    done = reader.words("It shows nothing any more.") if text(request.query_params.dict(), "done") == "ended" else ""
    return drawn(
        request,
        "calendar.html",
        found=found,
        made=when(found.made_at, reader) if found else "",
        read=when(found.read_at, reader) if found and found.read_at else "",
        done=done,
    )


@post(PATH, include_in_schema=False)
async def submit_calendar(request: Asked, reader: Reading, mailing: Mailed) -> Response[str]:
    """Make an address and show it, this once; one that there was before ends.

    The reply to the form is the page that shows it, since no other page ever can.
    """
    oneself(reader.by)
    _, secret = await service.make_calendar(by=reader.by, now=reader.now)
    address = mailing.link(FEED.format(secret=secret))
    return drawn(
        request, "calendar-made.html", status=201, address=address, opens=f"webcal:{address.partition(':')[2]}"
    )


@post(f"{PATH}/{{calendar:uuid}}/end", include_in_schema=False)
async def submit_calendar_end(reader: Reading, calendar: FromPath[UUID]) -> Response[str]:
    """End the address at once."""
    await service.end_calendar(calendar, by=reader.by)
    return sent_to(f"{PATH}?done=ended")


@get("/calendar/{file:str}", include_in_schema=False)
async def calendar(file: FromPath[str], mailing: Mailed, origin: From) -> Response[bytes]:
    """Show a calendar to whoever has its address, signed in or not; who has got it already is told 304."""
    secret = file.removesuffix(_ENDING)
    if secret == file:
        raise CalendarGone
    feed = await service.feed(
        secret, origin=origin, link=mailing.link("/me"), spoken=language.words, at=clock.instant()
    )
    content = calendars.written(feed)
    headers = {
        "Cache-Control": "private, no-cache",
        "Content-Disposition": 'inline; filename="muster.ics"',
        "ETag": f'"{hashlib.sha256(content).hexdigest()[:32]}"',
        "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex",
    }
    return Response(content, media_type=calendars.MEDIA_TYPE, headers=headers)
