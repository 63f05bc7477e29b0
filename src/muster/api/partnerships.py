"""Whom the agency works with, and on what paper."""

from __future__ import annotations

from uuid import UUID

from litestar import Response, Router, get, post, put
from litestar.params import FromPath, JSONBody

from muster.api.operations import VERSIONED, corrected, recorded, says
from muster.api.shapes.partnerships import (
    PartnerIn,
    PartnerOut,
    PartnershipCorrection,
    PartnershipIn,
    PartnershipOut,
    PartnershipsOut,
    PartnersOut,
)
from muster.api.wire import Corrected, Recorded
from muster.http.signed import Known, Now, Signed
from muster.http.versions import Version, tagged
from muster.services import partnerships as service


@get("/partners", summary="List the partners")
async def partners(principal: Signed, known: Known) -> PartnersOut:
    """List everybody that the agency works with, by name."""
    found = await service.partners(by=principal, known=known)
    return PartnersOut(items=tuple(map(PartnerOut.of, found)), known_at=known)


@post("/partners", summary="Add a partner", opt=says("Location", problems=("already-recorded", "said-already")))
async def add_partner(data: JSONBody[PartnerIn], principal: Signed, now: Now) -> Response[Recorded]:
    """Add somebody that the agency works with. No two partners have the same name."""
    fact = await service.add_partner(data.value(), by=principal, now=now, fact=data.id)
    return recorded(fact, "partners")


@get("/partnerships", summary="List the partnerships")
async def partnerships(principal: Signed, known: Known) -> PartnershipsOut:
    """List everything that was agreed with a partner, by first day."""
    found = await service.partnerships(by=principal, known=known)
    return PartnershipsOut(items=tuple(map(PartnershipOut.of, found)), known_at=known)


@post(
    "/partnerships",
    summary="Record a partnership",
    opt=says("Location", problems=("already-recorded", "in-the-future", "points-nowhere")),
)
async def record_partnership(data: JSONBody[PartnershipIn], principal: Signed, now: Now) -> Response[Recorded]:
    """Record what was agreed with a partner. Without a signature it is on file, and not in force."""
    fact = await service.record_partnership(data.value(), by=principal, now=now, fact=data.id)
    return recorded(fact, f"partnerships/{fact}")


@get("/partnerships/{partnership:uuid}", summary="Look a partnership up", opt=VERSIONED)
async def partnership(partnership: FromPath[UUID], principal: Signed, known: Known) -> Response[PartnershipOut]:
    """Say what was agreed, on which paper and for which days."""
    found = await service.partnership(partnership, by=principal, known=known)
    return tagged(PartnershipOut.of(found), found.version)


@put(
    "/partnerships/{partnership:uuid}",
    summary="Correct a partnership",
    opt=says("ETag", problems=("cannot-move", "in-the-future", "points-nowhere")),
)
async def correct_partnership(
    partnership: FromPath[UUID],
    data: JSONBody[PartnershipCorrection],
    version: Version,
    principal: Signed,
    now: Now,
) -> Response[Corrected]:
    """Say something else of a partnership. It stays with its partner."""
    made = await service.correct_partnership(
        partnership, data.value(), version=version, because=data.because, by=principal, now=now
    )
    return corrected(partnership, made)


router = Router(
    "/",
    route_handlers=[partners, add_partner, partnerships, record_partnership, partnership, correct_partnership],
    tags=["Partnerships"],
)
