"""Requirement packs: what comes with muster, what is adopted, and its text."""

from __future__ import annotations

from typing import Annotated, Final
from uuid import UUID

from litestar import MediaType, Response, Router, get, post, put
from litestar.params import FromPath, JSONBody, QueryParameter

from muster.api.operations import corrected, recorded, says
from muster.api.shapes.comparisons import ComparisonIn, ComparisonOut
from muster.api.shapes.packs import (
    AdoptionCorrected,
    AdoptionEnd,
    AdoptionIn,
    AdoptionOut,
    AdoptionsOut,
    PackOut,
    PacksOut,
    TrialOut,
)
from muster.api.shapes.previews import AdoptionPreviewIn, CorrectionPreviewIn, PreviewOut
from muster.api.wire import Corrected, Recorded
from muster.domain.adopting.adoptions import Proposal
from muster.http.signed import Day, Known, Now, Signed
from muster.http.versions import Version
from muster.services import comparisons, previews, trials
from muster.services import packs as service

_ADOPTING: Final = (
    "bad-pack",
    "loosens",
    "never-looked-at",
    "nothing-to-replace",
    "other-text",
    "overlaps",
    "parent-differs",
    "parent-not-adopted",
    "points-nowhere",
    "program-or-award",
)


@get("/packs", summary="List the adopted packs")
async def adoptions(principal: Signed, known: Known) -> AdoptionsOut:
    """List what the agency and its programs have adopted: the text that was adopted, never a later one."""
    found = await service.adopted_packs(by=principal, known=known)
    return AdoptionsOut(items=tuple(AdoptionOut.adopted(each, pack) for each, pack in found), known_at=known)


@get("/packs/shipped", summary="List the packs that come with muster", opt=says(anyone=True))
async def shipped_packs() -> PacksOut:
    """List the packs that come with this muster. They bind nobody until they are adopted."""
    return PacksOut(items=tuple(map(PackOut.of, service.shipped_packs())))


@get("/packs/trial", summary="Try a pack", opt=says(problems=("points-nowhere",)))
async def trial(
    principal: Signed,
    known: Known,
    day: Day,
    shipped: Annotated[
        str,
        QueryParameter(
            max_length=100, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", description="The id of a pack that comes with muster."
        ),
    ],
    program: Annotated[
        UUID | None, QueryParameter(description="The program that would go by it. Left out: every program.")
    ] = None,
) -> TrialOut:
    """Say how whoever holds a role on a day would stand by a pack, before anybody adopts it. Nothing is recorded."""
    text = service.shipped_text(shipped)
    pack, found = await trials.trial(text, program=program, on=day, known=known, by=principal)
    return TrialOut.of(pack, found, on=day)


@post(
    "/packs",
    summary="Adopt a pack",
    opt=says("Location", problems=_ADOPTING),
)
async def adopt_pack(data: JSONBody[AdoptionIn], principal: Signed, now: Now) -> Response[Recorded]:
    """Adopt a pack for a program, for an award or for all programs. Its text is kept as it is, for ever.

    Sent with `in_place`, an older text of the pack that the same has adopted ends the day before, in the same act.
    """
    fact = await service.adopt(await _proposed(data, principal), by=principal, now=now)
    return recorded(fact, f"packs/{fact}/text")


@post(
    "/packs/previews",
    status_code=200,
    summary="Say who would stand otherwise if a pack were adopted",
    opt=says(problems=_ADOPTING),
)
async def preview_adoption(data: JSONBody[AdoptionPreviewIn], principal: Signed) -> PreviewOut:
    """Say of everybody whom a pack would bind how they stand without it and with it. Nothing is recorded.

    Counts come first, then people, those with the worst news first, each with the requirements that make it so. For
    an award or a partnership it says whose charged days would count otherwise: what is charged since, and what
    allocations mean for it after that. Whoever asks that may read awards and effort of everybody.
    """
    found = await previews.preview_adoption(await _proposed(data, principal), on=data.on, by=principal)
    return PreviewOut.of(found, limit=data.limit)


async def _proposed(data: AdoptionIn, principal: Signed) -> Proposal:
    text = service.shipped_text(data.shipped) if data.shipped else data.text or ""
    return await service.to_adopt(
        text,
        since=data.valid_from,
        through=data.valid_through,
        whom=data.whom,
        stated=data.stated,
        in_place=data.in_place,
        digest=data.digest,
        by=principal,
    )


@post(
    "/packs/comparisons",
    status_code=200,
    summary="Compare two texts of rules",
    opt=says(problems=("bad-pack", "not-found")),
)
async def compare_texts(data: JSONBody[ComparisonIn], principal: Signed) -> ComparisonOut:
    """Say in what one text is tighter or looser than another, requirement by requirement and part by part.

    What is said to be tighter, or the same, lets nobody pass on any day whom the other text stops. What cannot be
    compared is `different`, and not shown to be as tight. Nothing is recorded.
    """
    parent, child = data.parent.which(), data.child.which()
    return ComparisonOut.of(await comparisons.compare_texts(parent, child, during=data.during(), by=principal))


@put(
    "/packs/{adoption:uuid}/statement",
    summary="Correct an adoption",
    opt=says("ETag", problems=("never-looked-at", "overlaps")),
)
async def correct_adoption(
    adoption: FromPath[UUID], data: JSONBody[AdoptionCorrected], version: Version, principal: Signed, now: Now
) -> Response[Corrected]:
    """Say on which days an adopted pack really binds, and what is so of its adopter. Whose it is and its text stay.

    What was believed before stays known: ask with `known_at`.
    """
    made = await service.correct_adoption(
        adoption,
        since=data.valid_from,
        through=data.valid_through,
        stated=data.stated,
        version=version,
        because=data.because,
        by=principal,
        now=now,
    )
    return corrected(adoption, made)


@post(
    "/packs/{adoption:uuid}/previews",
    status_code=200,
    summary="Say who would stand otherwise if an adoption were corrected",
    opt=says(problems=("never-looked-at", "overlaps")),
)
async def preview_correction(
    adoption: FromPath[UUID], data: JSONBody[CorrectionPreviewIn], principal: Signed
) -> PreviewOut:
    """Say how everybody whom it binds stands, and would stand if the adoption were corrected. Nothing is recorded."""
    found = await previews.preview_correction(
        adoption, since=data.valid_from, through=data.valid_through, stated=data.stated, on=data.on, by=principal
    )
    return PreviewOut.of(found, limit=data.limit)


@put(
    "/packs/{adoption:uuid}",
    summary="End an adoption",
    opt=says("ETag", problems=("ends-before-it-starts", "overlaps")),
)
async def end_adoption(
    adoption: FromPath[UUID], data: JSONBody[AdoptionEnd], version: Version, principal: Signed, now: Now
) -> Response[Corrected]:
    """Say on which day an adopted pack last binds. Answers about earlier days stay as they are."""
    made = await service.end_adoption(
        adoption, through=data.valid_through, version=version, because=data.because, by=principal, now=now
    )
    return corrected(adoption, made)


@get("/packs/{adoption:uuid}/text", summary="Read an adopted pack", media_type=MediaType.TEXT)
async def adopted_text(adoption: FromPath[UUID], principal: Signed, known: Known) -> str:
    """Return the TOML text of an adopted pack, as it was adopted."""
    return await service.adopted_text(adoption, by=principal, known=known)


router = Router(
    "/",
    route_handlers=[
        adoptions,
        shipped_packs,
        trial,
        adopt_pack,
        preview_adoption,
        compare_texts,
        correct_adoption,
        preview_correction,
        end_adoption,
        adopted_text,
    ],
    tags=["Packs"],
)
