"""People from outside who completed a course: how many, and no names."""

from __future__ import annotations

from uuid import UUID

from litestar import Response, Router, delete, get, post, put
from litestar.params import FromPath, JSONBody

from muster.api.operations import VERSIONED, corrected, recorded, says
from muster.api.shapes.head_counts import HeadCountCorrection, HeadCountIn, HeadCountOut, HeadCountsOut
from muster.api.wire import Corrected, Recorded, Withdrawal
from muster.http.signed import Known, Now, Signed
from muster.http.versions import Version, tagged
from muster.services import head_counts as service


@get("/head-counts", summary="List the head counts")
async def head_counts(principal: Signed, known: Known) -> HeadCountsOut:
    """List how many people from outside completed which course when, the latest first."""
    found = await service.head_counts(by=principal, known=known)
    return HeadCountsOut(items=tuple(map(HeadCountOut.of, found)), known_at=known)


@post(
    "/head-counts",
    summary="Record a head count",
    opt=says("Location", problems=("already-recorded", "in-the-future", "points-nowhere")),
)
async def record_head_count(data: JSONBody[HeadCountIn], principal: Signed, now: Now) -> Response[Recorded]:
    """Record how many people who are not on record here completed a course on a day. What is to come is refused."""
    fact = await service.record_head_count(data.value(), by=principal, now=now, fact=data.id)
    return recorded(fact, f"head-counts/{fact}")


@get("/head-counts/{head_count:uuid}", summary="Look a head count up", opt=VERSIONED)
async def head_count(head_count: FromPath[UUID], principal: Signed, known: Known) -> Response[HeadCountOut]:
    """Say how many people completed which course, and who paid."""
    found = await service.head_count(head_count, by=principal, known=known)
    return tagged(HeadCountOut.of(found), found.version)


@put(
    "/head-counts/{head_count:uuid}",
    summary="Correct a head count",
    opt=says("ETag", problems=("in-the-future", "points-nowhere")),
)
async def correct_head_count(
    head_count: FromPath[UUID], data: JSONBody[HeadCountCorrection], version: Version, principal: Signed, now: Now
) -> Response[Corrected]:
    """Say something else of a head count. What was believed until now stays on record."""
    made = await service.correct_head_count(
        head_count, data.value(), version=version, because=data.because, by=principal, now=now
    )
    return corrected(head_count, made)


@delete("/head-counts/{head_count:uuid}", summary="Withdraw a head count")
async def withdraw_head_count(
    head_count: FromPath[UUID], data: JSONBody[Withdrawal], version: Version, principal: Signed, now: Now
) -> None:
    """Say that a head count was recorded by mistake. What was believed until now stays on record."""
    await service.withdraw_head_count(head_count, version=version, because=data.because, by=principal, now=now)


router = Router(
    "/",
    route_handlers=[head_counts, record_head_count, head_count, correct_head_count, withdraw_head_count],
    tags=["Training"],
)
