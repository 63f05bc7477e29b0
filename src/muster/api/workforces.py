"""Which workforce each role is counted with."""

from __future__ import annotations

from uuid import UUID

from litestar import Response, Router, delete, get, post, put
from litestar.params import FromPath, JSONBody

from muster.api.operations import VERSIONED, corrected, recorded, says
from muster.api.shapes.workforces import RoleWorkforceCorrection, RoleWorkforceIn, RoleWorkforceOut, RoleWorkforcesOut
from muster.api.wire import Corrected, Recorded, Withdrawal
from muster.http.signed import Known, Now, Signed
from muster.http.versions import Version, tagged
from muster.services import workforces as service


@get("/workforces", summary="List the workforces of roles")
async def workforces(principal: Signed, known: Known) -> RoleWorkforcesOut:
    """List every role of which somebody has said which workforce its holders are counted with, by its name."""
    found = await service.workforces(by=principal, known=known)
    return RoleWorkforcesOut(items=tuple(map(RoleWorkforceOut.of, found)), known_at=known)


@post(
    "/workforces",
    summary="Say the workforce of a role",
    opt=says("Location", problems=("already-recorded", "in-the-future", "said-already")),
)
async def record_workforce(data: JSONBody[RoleWorkforceIn], principal: Signed, now: Now) -> Response[Recorded]:
    """Say which workforce the holders of a role are counted with. Nothing is read out of what a role is called."""
    fact = await service.record_workforce(data.value(), by=principal, now=now, fact=data.id)
    return recorded(fact, f"workforces/{fact}")


@get("/workforces/{workforce:uuid}", summary="Look the workforce of a role up", opt=VERSIONED)
async def workforce(workforce: FromPath[UUID], principal: Signed, known: Known) -> Response[RoleWorkforceOut]:
    """Say which workforce the holders of a role are counted with, and when somebody last looked."""
    found = await service.workforce(workforce, by=principal, known=known)
    return tagged(RoleWorkforceOut.of(found), found.version)


@put(
    "/workforces/{workforce:uuid}",
    summary="Correct the workforce of a role",
    opt=says("ETag", problems=("in-the-future", "said-already")),
)
async def correct_workforce(
    workforce: FromPath[UUID], data: JSONBody[RoleWorkforceCorrection], version: Version, principal: Signed, now: Now
) -> Response[Corrected]:
    """Say something else of a role, or that it was looked at again. What was believed until now stays on record."""
    made = await service.correct_workforce(
        workforce, data.value(), version=version, because=data.because, by=principal, now=now
    )
    return corrected(workforce, made)


@delete("/workforces/{workforce:uuid}", summary="Withdraw the workforce of a role")
async def withdraw_workforce(
    workforce: FromPath[UUID], data: JSONBody[Withdrawal], version: Version, principal: Signed, now: Now
) -> None:
    """Say that the workforce of a role is not known after all. What was believed until now stays on record."""
    await service.withdraw_workforce(workforce, version=version, because=data.because, by=principal, now=now)


router = Router(
    "/",
    route_handlers=[workforces, record_workforce, workforce, correct_workforce, withdraw_workforce],
    tags=["Training"],
)
