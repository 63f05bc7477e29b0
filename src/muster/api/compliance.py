"""Who is ready, and why."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from litestar import Request, Response, Router, get
from litestar.params import FromPath

from muster.api.operations import LISTED
from muster.api.shapes.compliance import StandingOut, StandingsOut
from muster.domain.access import Principal
from muster.domain.requirements import Requirement
from muster.http.lists import Paging, linked, page_of
from muster.http.seeing import Seeing
from muster.http.signed import Day, Known, Signed
from muster.services import compliance as service
from muster.services import packs


@get("/people/{person:uuid}/standing", summary="Say how a person stands")
async def clearances_of_person(
    person: FromPath[UUID], principal: Signed, known: Known, day: Day, seeing: Seeing
) -> StandingsOut:
    """Say whether a person is cleared on a day, program by program, and why. Everybody may ask about themselves."""
    found = await service.clearances_of_person(person, on=day, known=known, by=principal)
    await seeing(person)
    digests = await _digests(principal, on=day, known=known)
    return StandingsOut(items=tuple(StandingOut.of(each, digests) for each in found), on=day, known_at=known)


@get("/programs/{program:uuid}/standing", summary="Say how everybody in a program stands", opt=LISTED)
async def clearances_of_program(
    request: Request[Any, Any, Any],
    program: FromPath[UUID],
    principal: Signed,
    known: Known,
    day: Day,
    paging: Paging,
) -> Response[StandingsOut]:
    """Say who of those that hold a role in a program is cleared on a day, by person, a page at a time."""
    everybody = await service.clearances_of_program(program, on=day, known=known, by=principal)
    found = page_of(everybody, lambda each: each.person, paging)
    digests = await _digests(principal, on=day, known=known)
    page = StandingsOut(items=tuple(StandingOut.of(each, digests) for each in found.items), on=day, known_at=known)
    return linked(page, request, after=found.after, known_at=known, on=day)


async def _digests(principal: Principal, *, on: date, known: int) -> dict[Requirement, str]:
    """Return which adopted text each requirement was read from."""
    return {
        requirement: pack.digest
        for adoption, pack in await packs.adopted_packs(by=principal, known=known)
        if on in adoption.value.during
        for requirement in pack.requirements
    }


router = Router("/", route_handlers=[clearances_of_person, clearances_of_program], tags=["Standing"])
