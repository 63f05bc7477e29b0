"""What people's time is meant for, and what happened."""

from __future__ import annotations

from uuid import UUID

from litestar import Response, Router, delete, get, post, put
from litestar.params import FromPath, JSONBody

from muster.api.operations import VERSIONED, corrected, recorded, says
from muster.api.shapes.effort import (
    AllocationCorrection,
    AllocationIn,
    AllocationOut,
    AllocationsOut,
    EffortCorrection,
    EffortIn,
    EffortOut,
    EffortsOut,
)
from muster.api.wire import Corrected, Recorded, Withdrawal
from muster.http.seeing import Seeing
from muster.http.signed import During, Known, Now, Signed
from muster.http.versions import Version, tagged
from muster.services import effort as service


@get("/people/{person:uuid}/allocations", summary="List what a person's time is meant for")
async def allocations(person: FromPath[UUID], principal: Signed, known: Known, seeing: Seeing) -> AllocationsOut:
    """List every allocation of a person, by first day. Everybody may list their own."""
    found = await service.allocations(person, by=principal, known=known)
    await seeing(person)
    return AllocationsOut(items=tuple(map(AllocationOut.of, found)), known_at=known)


@post(
    "/people/{person:uuid}/allocations",
    summary="Record an allocation",
    opt=says("Location", problems=("already-recorded", "points-nowhere", "outside-the-award", "above-the-whole")),
)
async def record_allocation(
    person: FromPath[UUID], data: JSONBody[AllocationIn], principal: Signed, now: Now
) -> Response[Recorded]:
    """Record how much of a person's time is meant for a line of an award: an estimate, never support for a charge."""
    fact = await service.record_allocation(person, data.value(), by=principal, now=now, fact=data.id)
    return recorded(fact, f"allocations/{fact}")


@get("/allocations/{allocation:uuid}", summary="Look an allocation up", opt=VERSIONED)
async def allocation(
    allocation: FromPath[UUID], principal: Signed, known: Known, seeing: Seeing
) -> Response[AllocationOut]:
    """Say whose time is meant for what, how much of it and when. Everybody may look their own up."""
    found = await service.allocation(allocation, by=principal, known=known)
    await seeing(found.person)
    return tagged(AllocationOut.of(found), found.version)


@put(
    "/allocations/{allocation:uuid}",
    summary="Correct an allocation",
    opt=says("ETag", problems=("points-nowhere", "outside-the-award", "above-the-whole")),
)
async def correct_allocation(
    allocation: FromPath[UUID],
    data: JSONBody[AllocationCorrection],
    version: Version,
    principal: Signed,
    now: Now,
) -> Response[Corrected]:
    """Say something else of an allocation: that it ended, most often."""
    made = await service.correct_allocation(
        allocation, data.value(), version=version, because=data.because, by=principal, now=now
    )
    return corrected(allocation, made)


@get("/people/{person:uuid}/effort", summary="List a person's effort")
async def effort(person: FromPath[UUID], principal: Signed, known: Known, during: During, seeing: Seeing) -> EffortsOut:
    """List a person's effort of some days, by day. Everybody may list their own."""
    found = await service.effort(person, during=during, by=principal, known=known)
    await seeing(person)
    items = tuple(map(EffortOut.of, found))
    return EffortsOut(items=items, first=during.start, last=during.last, known_at=known)


@post(
    "/people/{person:uuid}/effort",
    summary="Record effort",
    opt=says(
        "Location",
        problems=("already-recorded", "in-the-future", "points-nowhere", "outside-the-award", "above-the-day"),
    ),
)
async def record_effort(
    person: FromPath[UUID], data: JSONBody[EffortIn], principal: Signed, now: Now
) -> Response[Recorded]:
    """Record some minutes of a person's day, charged to an award or not. A day never comes to more than it paid."""
    fact = await service.record_effort(person, data.value(), by=principal, now=now, fact=data.id)
    return recorded(fact, f"effort/{fact}")


@get("/effort/{effort:uuid}", summary="Look effort up", opt=VERSIONED)
async def effort_by_id(effort: FromPath[UUID], principal: Signed, known: Known, seeing: Seeing) -> Response[EffortOut]:
    """Say who worked how long, on which day, and what it was charged to. Everybody may look their own up."""
    found = await service.effort_by_id(effort, by=principal, known=known)
    await seeing(found.person)
    return tagged(EffortOut.of(found), found.version)


@put(
    "/effort/{effort:uuid}",
    summary="Correct effort",
    opt=says("ETag", problems=("in-the-future", "points-nowhere", "outside-the-award", "above-the-day")),
)
async def correct_effort(
    effort: FromPath[UUID], data: JSONBody[EffortCorrection], version: Version, principal: Signed, now: Now
) -> Response[Corrected]:
    """Say something else of a piece of effort. What was believed until now stays on record."""
    made = await service.correct_effort(
        effort, data.value(), version=version, because=data.because, by=principal, now=now
    )
    return corrected(effort, made)


@delete("/effort/{effort:uuid}", summary="Withdraw effort")
async def withdraw_effort(
    effort: FromPath[UUID], data: JSONBody[Withdrawal], version: Version, principal: Signed, now: Now
) -> None:
    """Say that effort was recorded by mistake. What was believed until now stays on record."""
    await service.withdraw_effort(effort, version=version, because=data.because, by=principal, now=now)


router = Router(
    "/",
    route_handlers=[
        allocations,
        record_allocation,
        allocation,
        correct_allocation,
        effort,
        record_effort,
        effort_by_id,
        correct_effort,
        withdraw_effort,
    ],
    tags=["Effort"],
)
