"""Which authority approved which course."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from litestar import Response, Router, delete, get, post, put
from litestar.params import FromPath, JSONBody

from muster.api.operations import VERSIONED, corrected, recorded, says
from muster.api.shapes.approvals import ApprovalCorrection, ApprovalIn, ApprovalOut, ApprovalsOut
from muster.api.wire import Corrected, Recorded, Withdrawal
from muster.http.signed import Known, Now, Signed
from muster.http.versions import Version, tagged
from muster.services import approvals as service


@get("/courses/{course:uuid}/approvals", summary="List the approvals of a course")
async def approvals(course: FromPath[UUID], principal: Signed, known: Known) -> ApprovalsOut:
    """List which authorities approved a course, for what and when, by first day."""
    found = await service.approvals(course, by=principal, known=known)
    return ApprovalsOut(items=tuple(map(ApprovalOut.of, found)), known_at=known)


@post(
    "/courses/{course:uuid}/approvals",
    summary="Record an approval of a course",
    opt=says("Location", problems=("already-recorded", "not-taught")),
)
async def record_approval(
    course: FromPath[UUID], data: JSONBody[ApprovalIn], principal: Signed, now: Now
) -> Response[Recorded]:
    """Record that an authority approved a course. Rules that ask for it read every completion of the course by it."""
    said = replace(data.value(), course=course)
    fact = await service.record_approval(said, by=principal, now=now, fact=data.id)
    return recorded(fact, f"approvals/{fact}")


@get("/approvals/{approval:uuid}", summary="Look an approval up", opt=VERSIONED)
async def approval(approval: FromPath[UUID], principal: Signed, known: Known) -> Response[ApprovalOut]:
    """Say which authority approved a course, for what and when."""
    found = await service.approval(approval, by=principal, known=known)
    return tagged(ApprovalOut.of(found), found.version)


@put("/approvals/{approval:uuid}", summary="Correct an approval", opt=says("ETag", problems=("not-taught",)))
async def correct_approval(
    approval: FromPath[UUID], data: JSONBody[ApprovalCorrection], version: Version, principal: Signed, now: Now
) -> Response[Corrected]:
    """Say something else of an approval. It stays with its course."""
    made = await service.correct_approval(
        approval, data.value(), version=version, because=data.because, by=principal, now=now
    )
    return corrected(approval, made)


@delete("/approvals/{approval:uuid}", summary="Withdraw an approval")
async def withdraw_approval(
    approval: FromPath[UUID], data: JSONBody[Withdrawal], version: Version, principal: Signed, now: Now
) -> None:
    """Say that an approval was recorded by mistake. What was believed until now stays on record."""
    await service.withdraw_approval(approval, version=version, because=data.because, by=principal, now=now)


router = Router(
    "/",
    route_handlers=[approvals, record_approval, approval, correct_approval, withdraw_approval],
    tags=["Training"],
)
