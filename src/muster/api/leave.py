"""When people are on leave."""

from __future__ import annotations

from uuid import UUID

from litestar import Response, Router, delete, get, post, put
from litestar.params import FromPath, JSONBody

from muster.api.operations import VERSIONED, corrected, recorded, says
from muster.api.shapes.leave import LeaveCorrection, LeaveIn, LeaveOut, LeavesOut
from muster.api.wire import Corrected, Recorded, Withdrawal
from muster.http.seeing import Seeing
from muster.http.signed import Known, Now, Signed
from muster.http.versions import Version, tagged
from muster.services import leave as service


@get("/people/{person:uuid}/leave", summary="List when a person is on leave")
async def leaves(person: FromPath[UUID], principal: Signed, known: Known, seeing: Seeing) -> LeavesOut:
    """List every stretch of leave, by first day. Everybody may list their own."""
    found = await service.leaves(person, by=principal, known=known)
    await seeing(person)
    return LeavesOut(items=tuple(map(LeaveOut.of, found)), known_at=known)


@post(
    "/people/{person:uuid}/leave",
    summary="Record a leave",
    opt=says("Location", problems=("already-recorded", "overlaps", "points-nowhere")),
)
async def record_leave(
    person: FromPath[UUID], data: JSONBody[LeaveIn], principal: Signed, now: Now
) -> Response[Recorded]:
    """Record that a person is on leave. It changes what is asked only where a rule says so, and never says why."""
    fact = await service.record_leave(person, data.value(), by=principal, now=now, fact=data.id)
    return recorded(fact, f"leave/{fact}")


@get("/leave/{leave:uuid}", summary="Look a leave up", opt=VERSIONED)
async def leave(leave: FromPath[UUID], principal: Signed, known: Known, seeing: Seeing) -> Response[LeaveOut]:
    """Say whose leave it is, and from and through which days. Everybody may look their own up."""
    found = await service.leave(leave, by=principal, known=known)
    await seeing(found.person)
    return tagged(LeaveOut.of(found), found.version)


@put("/leave/{leave:uuid}", summary="Correct a leave", opt=says("ETag", problems=("overlaps",)))
async def correct_leave(
    leave: FromPath[UUID], data: JSONBody[LeaveCorrection], version: Version, principal: Signed, now: Now
) -> Response[Corrected]:
    """Say other days of a stretch of leave: that it ends sooner or later, most often."""
    made = await service.correct_leave(
        leave, data.value(), version=version, because=data.because, by=principal, now=now
    )
    return corrected(leave, made)


@delete("/leave/{leave:uuid}", summary="Withdraw a leave")
async def withdraw_leave(
    leave: FromPath[UUID], data: JSONBody[Withdrawal], version: Version, principal: Signed, now: Now
) -> None:
    """Say that a leave was recorded by mistake. What was believed until now stays on record."""
    await service.withdraw_leave(leave, version=version, because=data.because, by=principal, now=now)


router = Router("/", route_handlers=[leaves, record_leave, leave, correct_leave, withdraw_leave], tags=["Leave"])
