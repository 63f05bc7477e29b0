"""What was spent of awards, and the indirect costs that it allows."""

from __future__ import annotations

from uuid import UUID

from litestar import Response, Router, delete, get, post, put
from litestar.params import FromPath, JSONBody

from muster.api.operations import VERSIONED, corrected, recorded, says
from muster.api.shapes.indirect import BaseOut, CostCorrection, CostIn, CostOut, CostsOut, IndirectOut
from muster.api.wire import Corrected, Recorded, Withdrawal
from muster.http.signed import Day, Known, Now, Signed
from muster.http.versions import Version, tagged
from muster.services import indirect as service


@get("/awards/{award:uuid}/indirect", summary="Work out the indirect costs that an award allows")
async def indirect(award: FromPath[UUID], principal: Signed, known: Known, day: Day) -> IndirectOut:
    """Say how much of the costs up to a day counts, part by part, and up to which share of that may be charged."""
    _, found = await service.indirect(award, on=day, known=known, by=principal)
    return IndirectOut(items=tuple(BaseOut.of(rule, each) for rule, each in found), on=day, known_at=known)


@get("/awards/{award:uuid}/costs", summary="List what was spent of an award")
async def costs(award: FromPath[UUID], principal: Signed, known: Known) -> CostsOut:
    """List every cost of an award, by first day."""
    found = await service.costs(award, known=known, by=principal)
    return CostsOut(items=tuple(map(CostOut.of, found)), known_at=known)


@post(
    "/awards/{award:uuid}/costs",
    summary="Record what was spent",
    opt=says("Location", problems=("already-recorded", "in-the-future")),
)
async def record_cost(award: FromPath[UUID], data: JSONBody[CostIn], principal: Signed, now: Now) -> Response[Recorded]:
    """Record what was spent of an award on one thing, over some days that are over."""
    fact = await service.record_cost(data.of(award), by=principal, now=now, fact=data.id)
    return recorded(fact, f"costs/{fact}")


@get("/costs/{cost:uuid}", summary="Look a cost up", opt=VERSIONED)
async def cost(cost: FromPath[UUID], principal: Signed, known: Known) -> Response[CostOut]:
    """Say what was spent, and on what."""
    found = await service.cost(cost, known=known, by=principal)
    return tagged(CostOut.of(found), found.version)


@put("/costs/{cost:uuid}", summary="Correct a cost", opt=says("ETag", problems=("in-the-future",)))
async def correct_cost(
    cost: FromPath[UUID], data: JSONBody[CostCorrection], version: Version, principal: Signed, now: Now
) -> Response[Corrected]:
    """Say something else of it. It stays with its award."""
    made = await service.correct_cost(cost, data.value(), version=version, because=data.because, by=principal, now=now)
    return corrected(cost, made)


@delete("/costs/{cost:uuid}", summary="Withdraw a cost")
async def withdraw_cost(
    cost: FromPath[UUID], data: JSONBody[Withdrawal], version: Version, principal: Signed, now: Now
) -> None:
    """Say that it was recorded by mistake. What was believed until now stays on record."""
    await service.withdraw_cost(cost, version=version, because=data.because, by=principal, now=now)


router = Router(
    "/",
    route_handlers=[indirect, costs, record_cost, cost, correct_cost, withdraw_cost],
    tags=["Awards"],
)
