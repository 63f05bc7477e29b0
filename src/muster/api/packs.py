"""Requirement packs: what comes with muster, what is adopted, and its text."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from litestar import MediaType, Response, Router, get, post, put
from litestar.params import FromPath, JSONBody, QueryParameter

from muster.api.operations import corrected, recorded, says
from muster.api.shapes.packs import AdoptionEnd, AdoptionIn, AdoptionOut, AdoptionsOut, PackOut, PacksOut, TrialOut
from muster.api.wire import Corrected, Recorded
from muster.domain.adoptions import Stated
from muster.http.signed import Day, Known, Now, Signed
from muster.http.versions import Version
from muster.services import packs as service
from muster.services import trials


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
    opt=says("Location", problems=("bad-pack", "never-looked-at", "overlaps", "points-nowhere", "program-or-award")),
)
async def adopt_pack(data: JSONBody[AdoptionIn], principal: Signed, now: Now) -> Response[Recorded]:
    """Adopt a pack for a program, for an award or for all programs. Its text is kept as it is, for ever."""
    text = service.shipped_text(data.shipped) if data.shipped else data.text or ""
    fact, _ = await service.adopt_pack(
        text,
        since=data.valid_from,
        through=data.valid_through,
        program=data.program,
        award=data.award,
        stated=Stated(data.applied_on, tuple(sorted(set(data.circumstances)))),
        by=principal,
        now=now,
    )
    return recorded(fact, f"packs/{fact}/text")


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
    "/", route_handlers=[adoptions, shipped_packs, trial, adopt_pack, end_adoption, adopted_text], tags=["Packs"]
)
