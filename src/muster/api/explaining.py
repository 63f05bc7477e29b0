"""Why somebody stands as they do."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from litestar import Router, get
from litestar.params import FromPath, QueryParameter

from muster.api.shapes.explaining import ExplanationOut, ExplanationsOut
from muster.http.seeing import Seeing
from muster.http.signed import Day, Known, Signed
from muster.services import explaining as service

Program = Annotated[UUID | None, QueryParameter(description="In one program only.")]
Requirement = Annotated[
    str, QueryParameter(description="By one requirement only, as `pack/id`. Left out: by all.", max_length=200)
]


@get("/people/{person:uuid}/explanation", summary="Explain why a person stands as they do")
async def explain(
    person: FromPath[UUID],
    principal: Signed,
    known: Known,
    day: Day,
    seeing: Seeing,
    program: Program = None,
    requirement: Requirement = "",
) -> ExplanationsOut:
    """Say of every rule that binds a person on a day what it says, and where each of its days comes from.

    From which event, plus how much, which day: with the paragraph, how well it is known, and what would fix it.
    Every record on file that a rule takes counts, or is named as left out with the reason.
    Everybody may ask about themselves.
    """
    found = await service.explain(person, on=day, known=known, program=program, requirement=requirement, by=principal)
    await seeing(person)
    return ExplanationsOut(items=tuple(map(ExplanationOut.of, found)), on=day, known_at=known)


router = Router("/", route_handlers=[explain], tags=["Standing"])
