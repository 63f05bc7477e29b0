"""Lived experience: said by the person themself, consented to and taken back by them."""

from __future__ import annotations

from uuid import UUID

from litestar import Response, Router, delete, get, post
from litestar.params import FromPath, JSONBody

from muster.api.operations import recorded, says
from muster.api.shapes.disclosures import (
    ConsentIn,
    DisclosureCountOut,
    DisclosureCountsOut,
    DisclosureIn,
    DisclosureOut,
    DisclosuresOut,
)
from muster.api.wire import Recorded
from muster.http.signed import Now, Signed
from muster.services import disclosures as service


@get("/people/{person:uuid}/disclosures", summary="Read what a person has disclosed")
async def disclosures(person: FromPath[UUID], principal: Signed, now: Now) -> DisclosuresOut:
    """List what a person has disclosed: all of it to themselves, to others what they agreed to have shown.

    Every reading by another is told in the access log first, whether there is anything to see or not.
    """
    found = await service.disclosures(person, by=principal, now=now)
    return DisclosuresOut(items=tuple(map(DisclosureOut.of, found)))


@post(
    "/disclosures",
    summary="Disclose something of oneself",
    opt=says(problems=("already-recorded", "only-themselves", "said-already")),
)
async def disclose(data: JSONBody[DisclosureIn], principal: Signed, now: Now) -> Response[Recorded]:
    """Say something of one's own life. Nobody says it for another, and nothing is agreed to by saying it."""
    fact = await service.disclose(data.value(), by=principal, now=now, fact=data.id)
    return recorded(fact, f"people/{principal.person}/disclosures")


@post(
    "/disclosures/{disclosure:uuid}/consents",
    summary="Agree to something, or no longer",
    opt=says(problems=("only-themselves",)),
)
async def record_consent(
    disclosure: FromPath[UUID], data: JSONBody[ConsentIn], principal: Signed, now: Now
) -> Response[Recorded]:
    """Switch on or off that it is counted, and that it is shown. It holds from this moment."""
    await service.record_consent(disclosure, counts=data.counted, shown=data.shown, version=None, by=principal, now=now)
    return recorded(disclosure, f"people/{principal.person}/disclosures")


@delete(
    "/disclosures/{disclosure:uuid}",
    summary="Take a disclosure back",
    opt=says(problems=("does-not-verify", "on-hold", "only-themselves")),
)
async def withdraw_disclosure(disclosure: FromPath[UUID], principal: Signed, now: Now) -> None:
    """Take back what one has disclosed: what was said is erased, in every version."""
    await service.withdraw_disclosure(disclosure, by=principal, now=now)


@get("/disclosures/counts", summary="Count what was disclosed")
async def disclosure_counts(principal: Signed) -> DisclosureCountsOut:
    """Say how many people have disclosed what, of those who agreed to be counted; never of fewer than eleven."""
    return DisclosureCountsOut(items=tuple(map(DisclosureCountOut.of, await service.disclosure_counts(by=principal))))


router = Router(
    "/",
    route_handlers=[disclosures, disclose, record_consent, withdraw_disclosure, disclosure_counts],
    tags=["Lived experience"],
)
