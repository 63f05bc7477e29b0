"""What was waived for whom, and by what authority."""

from __future__ import annotations

from uuid import UUID

from litestar import Response, Router, delete, get, post
from litestar.params import FromPath, JSONBody

from muster.api.operations import VERSIONED, recorded, says
from muster.api.shapes.waivers import WaiverIn, WaiverOut, WaiversOut
from muster.api.wire import Recorded, Withdrawal
from muster.http.seeing import Seeing
from muster.http.signed import Known, Now, Signed
from muster.http.versions import Version, tagged
from muster.services import waivers as service


@get("/people/{person:uuid}/waivers", summary="List what was waived for a person")
async def waivers(person: FromPath[UUID], principal: Signed, known: Known, seeing: Seeing) -> WaiversOut:
    """List every waiver for a person, by first day. Everybody may list their own."""
    found = await service.waivers(person, by=principal, known=known)
    await seeing(person)
    return WaiversOut(items=tuple(map(WaiverOut.of, found)), known_at=known)


@post(
    "/people/{person:uuid}/waivers",
    summary="Record a waiver",
    opt=says("Location", problems=("already-recorded", "in-the-future", "no-such-requirement", "own-waiver")),
)
async def grant_waiver(
    person: FromPath[UUID], data: JSONBody[WaiverIn], principal: Signed, now: Now
) -> Response[Recorded]:
    """Record that an authority waived a requirement for a person. Nobody records their own."""
    fact = await service.grant_waiver(person, data.value(), because=data.because, by=principal, now=now, fact=data.id)
    return recorded(fact, f"waivers/{fact}")


@get("/waivers/{waiver:uuid}", summary="Look a waiver up", opt=VERSIONED)
async def waiver(waiver: FromPath[UUID], principal: Signed, known: Known, seeing: Seeing) -> Response[WaiverOut]:
    """Say what was waived for whom, over which days and by what authority. Everybody may look their own up."""
    found = await service.waiver(waiver, by=principal, known=known)
    await seeing(found.person)
    return tagged(WaiverOut.of(found), found.version)


@delete("/waivers/{waiver:uuid}", summary="Withdraw a waiver")
async def withdraw_waiver(
    waiver: FromPath[UUID], data: JSONBody[Withdrawal], version: Version, principal: Signed, now: Now
) -> None:
    """Say that a waiver was recorded by mistake. What was believed until now stays on record."""
    await service.withdraw_waiver(waiver, version=version, because=data.because, by=principal, now=now)


router = Router("/", route_handlers=[waivers, grant_waiver, waiver, withdraw_waiver], tags=["Waivers"])
