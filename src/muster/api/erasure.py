"""Erasing a person, and the legal holds that stand in the way."""

from __future__ import annotations

from uuid import UUID

from litestar import Response, Router, delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_200_OK

from muster.api.operations import recorded, says
from muster.api.shapes.erasure import ErasureIn, ErasureOut, HoldIn, HoldOut, HoldsOut
from muster.api.wire import Recorded, Withdrawal
from muster.http.seeing import Seeing
from muster.http.signed import Now, Signed
from muster.services import erasure as service
from muster.services import holds as hold_service

Home = NamedDependency[service.Home]


@get("/holds", summary="List the legal holds")
async def holds(principal: Signed) -> HoldsOut:
    """List the legal holds that stand, the oldest first, with their reasons."""
    return HoldsOut(items=tuple(map(HoldOut.of, await hold_service.holds(by=principal))))


@post("/holds", summary="Place a legal hold", opt=says("Location", problems=("not-found", "held-already")))
async def place_hold(data: JSONBody[HoldIn], principal: Signed, now: Now) -> Response[Recorded]:
    """Place a hold on a person, or on the whole agency: from now on nothing that it covers is erased."""
    fact = await hold_service.place_hold(data.person, because=data.because, by=principal, now=now, fact=data.id)
    return recorded(fact, "holds")


@delete("/holds/{hold:uuid}", summary="Lift a legal hold")
async def lift_hold(hold: FromPath[UUID], data: JSONBody[Withdrawal], principal: Signed, now: Now) -> None:
    """Lift a hold. What it covered is not erased by that; it may be, by an act of its own."""
    await hold_service.lift_hold(hold, because=data.because, by=principal, now=now)


@get("/people/{person:uuid}/erasure", summary="Preview an erasure")
async def preview_erasure(
    person: FromPath[UUID], principal: Signed, now: Now, seeing: Seeing, home: Home
) -> ErasureOut:
    """Say exactly what erasing a person would take, what would stay and by which rule. Nothing is changed."""
    found = await service.preview_erasure(person, by=principal, now=now, home=home)
    await seeing(person)
    return ErasureOut.of(found)


@post(
    "/people/{person:uuid}/erasure",
    summary="Erase a person",
    status_code=HTTP_200_OK,
    opt=says(
        problems=(
            "does-not-verify",
            "names-the-person",
            "not-confirmed",
            "nothing-to-erase",
            "on-hold",
            "own-erasure",
            "preview-differs",
            "still-here",
            "storage-failed",
        )
    ),
)
async def erase_person(
    person: FromPath[UUID], data: JSONBody[ErasureIn], principal: Signed, now: Now, home: Home
) -> ErasureOut:
    """Carry out what the preview said, for good. Nobody can undo it; backups made before still have it all."""
    done = await service.erase_person(
        person,
        read=data.read,
        confirmed=data.confirmed,
        because=data.because,
        by=principal,
        now=now,
        home=home,
    )
    return ErasureOut.of(done)


router = Router("/", route_handlers=[holds, place_hold, lift_hold, preview_erasure, erase_person], tags=["Erasure"])
