"""What the agency shares with others, and what others share with it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response, Router, delete, get, post, put
from litestar.params import FromPath, JSONBody, QueryParameter

from muster import clock
from muster.api.operations import LISTED, VERSIONED, corrected, recorded, says
from muster.api.shapes.access_log import LooksOut
from muster.api.shapes.received import (
    ReceivedListOut,
    ReceivedOut,
    SharedCountsOut,
    SharedFileOut,
    SharedPeopleOut,
)
from muster.api.shapes.shares import ShareCorrection, ShareIn, ShareOut, SharesOut
from muster.api.wire import Corrected, Recorded, Withdrawal
from muster.http.lists import Paging, linked
from muster.http.signed import Known, Now, Signed
from muster.http.versions import Version, tagged
from muster.services import received as looking
from muster.services import shares as service

Shown = Annotated[
    date | None,
    QueryParameter(description="The day asked about, one of the share's. Left out: today, where the giver is."),
]


@get("/shares", summary="List what the agency shares")
async def shares(principal: Signed, known: Known) -> SharesOut:
    """List what is and was shared with other agencies, the last to end first; with a place in one program, of that."""
    found = await service.shares(by=principal, known=known)
    return SharesOut(items=tuple(map(ShareOut.of, found)), known_at=known)


@post(
    "/shares",
    summary="Share with another agency",
    opt=says(
        "Location", problems=("already-recorded", "ended-already", "no-such-receiver", "own-agency", "points-nowhere")
    ),
)
async def grant_share(data: JSONBody[ShareIn], principal: Signed, now: Now) -> Response[Recorded]:
    """Let another agency look at a program, or at all of them: in numbers, or at the people; it always ends."""
    fact = await service.grant_share(data.value(), because=data.because, by=principal, now=now, fact=data.id)
    return recorded(fact, f"shares/{fact}")


@get("/shares/{share:uuid}", summary="Look a share up", opt=VERSIONED)
async def share(share: FromPath[UUID], principal: Signed, known: Known) -> Response[ShareOut]:
    """Say what is shared with whom, how closely and until when."""
    found = await service.share(share, by=principal, known=known)
    return tagged(ShareOut.of(found), found.record.version)


@put(
    "/shares/{share:uuid}",
    summary="Correct a share",
    opt=says("ETag", problems=("cannot-move", "points-nowhere")),
)
async def correct_share(
    share: FromPath[UUID], data: JSONBody[ShareCorrection], version: Version, principal: Signed, now: Now
) -> Response[Corrected]:
    """Say something else of a share: that it ends earlier, most often. It stays with its receiver."""
    made = await service.correct_share(
        share, data.value(), version=version, because=data.because, by=principal, now=now
    )
    return corrected(share, made)


@delete("/shares/{share:uuid}", summary="Withdraw a share")
async def withdraw_share(
    share: FromPath[UUID], data: JSONBody[Withdrawal], version: Version, principal: Signed, now: Now
) -> None:
    """Stop sharing at once. That it was shared, and what was looked at, stays on record."""
    await service.withdraw_share(share, version=version, because=data.because, by=principal, now=now)


@get("/shares/{share:uuid}/looks", summary="Say who looked through a share", opt=LISTED)
async def looks_by_share(
    request: Request[Any, Any, Any], share: FromPath[UUID], principal: Signed, paging: Paging
) -> Response[LooksOut]:
    """List who looked through a share and at what, the newest first, a page at a time."""
    found = await service.looks_by_share(share, after=paging.after, limit=paging.limit, by=principal)
    return linked(LooksOut.of(found.items), request, after=found.after)


@get("/shares/received", summary="List what others share with the agency")
async def received(principal: Signed) -> ReceivedListOut:
    """List what other agencies share with yours at this moment, by giver."""
    found = await service.received(by=principal, at=clock.instant())
    return ReceivedListOut(items=tuple(map(ReceivedOut.of, found)))


@get(
    "/shares/received/{given:uuid}/counts",
    summary="Look through a share at numbers",
    opt=says(problems=("outside-the-share",)),
)
async def received_counts(given: FromPath[UUID], principal: Signed, on: Shown = None) -> SharedCountsOut:
    """Say how everybody stands in what is shared, in numbers. The giver is told that somebody looked."""
    return SharedCountsOut.of(await looking.received_counts(given, on=on, by=principal, at=clock.instant()))


@get(
    "/shares/received/{given:uuid}/people",
    summary="Look through a share at people",
    opt=says("Link", problems=("counts-only", "outside-the-share")),
)
async def received_people(
    request: Request[Any, Any, Any], given: FromPath[UUID], principal: Signed, paging: Paging, on: Shown = None
) -> Response[SharedPeopleOut]:
    """List who holds a role in what is shared, by name, with how they stand. The giver is told whom somebody saw."""
    found = await looking.received_people(
        given, on=on, after=paging.after, limit=paging.limit, by=principal, at=clock.instant()
    )
    return linked(SharedPeopleOut.of(found), request, after=found.page.after, on=found.on)


@get(
    "/shares/received/{given:uuid}/people/{shown:uuid}",
    summary="Look through a share at one person",
    opt=says(problems=("counts-only", "outside-the-share")),
)
async def received_person(
    given: FromPath[UUID], shown: FromPath[UUID], principal: Signed, on: Shown = None
) -> SharedFileOut:
    """Say how one person stands, and what they hold: no contacts, no birth date, no pay. The giver is told."""
    return SharedFileOut.of(await looking.received_person(given, shown, on=on, by=principal, at=clock.instant()))


router = Router(
    "/",
    route_handlers=[
        shares,
        grant_share,
        received,
        share,
        correct_share,
        withdraw_share,
        looks_by_share,
        received_counts,
        received_people,
        received_person,
    ],
    tags=["Shares"],
)
