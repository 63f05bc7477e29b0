"""Whether a team may go out: a shift on record, or a crew that is only asked about."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from litestar import Router, get, post
from litestar.params import FromPath, JSONBody, QueryParameter

from muster.api.operations import says
from muster.api.shapes.going_out import CheckOut, CrewIn, SubstitutesOut
from muster.domain.teams.shifts import Tense
from muster.http.seeing import Seeing
from muster.http.signed import Known, Signed
from muster.services import going_out as service

_Tenses = Literal["planned", "went"]


@get("/shifts/{shift:uuid}/check", summary="Say whether a team may go out")
async def check_shift(
    shift: FromPath[UUID],
    principal: Signed,
    known: Known,
    seeing: Seeing,
    stage: Annotated[
        _Tenses | None,
        QueryParameter(description="Of those who are to go, or who went. Left out: who went, where that is told."),
    ] = None,
) -> CheckOut:
    """Say what each rule of its team says of a shift, and how each member stands, as known at a position."""
    found = await service.check_shift(shift, Tense(stage) if stage else None, by=principal, known=known)
    await seeing(*(each.going.person for each in found.fits))
    return CheckOut.of(found, known=known)


@get("/shifts/{shift:uuid}/substitutes", summary="Say who could take a place")
async def substitutes_for(shift: FromPath[UUID], principal: Signed, known: Known, seeing: Seeing) -> SubstitutesOut:
    """Say who of the program's people would help a planned shift that may not go out as it is.

    Asked are those who are cleared on all its days and on no other shift in its hours: as one more, and in the place
    of each member of whom something is wanting.
    """
    found = await service.substitutes_for(shift, by=principal, known=known)
    await seeing(*found.on_it, *(each.person for each in found.found))
    return SubstitutesOut.of(shift, found, known=known)


@post(
    "/shifts/check",
    status_code=200,
    summary="Ask about a crew",
    opt=says(problems=("beyond-your-program", "points-nowhere", "twice-on-a-shift", "unknown-company")),
)
async def check_crew(data: JSONBody[CrewIn], principal: Signed, known: Known, seeing: Seeing) -> CheckOut:
    """Say whether these people could go out then, with this. Nothing is recorded."""
    out, crew = data.outing(), data.crew()
    found = await service.check_crew(data.program, out, crew, team=data.team, by=principal, known=known)
    await seeing(*(each.going.person for each in found.fits))
    return CheckOut.of(found, known=known)


router = Router("/", route_handlers=[check_shift, substitutes_for, check_crew], tags=["Shifts"])
