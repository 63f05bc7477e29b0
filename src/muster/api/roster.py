"""The roster: everybody, narrowed by name, standing, role and program."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from litestar import Request, Response, Router, get
from litestar.di import NamedDependency, Provide
from litestar.params import QueryParameter

from muster.api.operations import LISTED
from muster.api.shapes.roster import ListedOut, RosterOut
from muster.domain.overviews.roster import Stands, Wanted
from muster.http.lists import Paging, linked, page_of
from muster.http.signed import Day, Signed
from muster.services import roster as service

_Stands = Literal["cleared", "not-cleared", "lapsing", "review", "unbound"]
Looking = NamedDependency[Wanted]


def wanted(
    named: Annotated[str, QueryParameter(description="Words of the name, in any order.", max_length=200)] = "",
    standing: Annotated[_Stands | None, QueryParameter(description="How they stand.")] = None,
    within: Annotated[int, QueryParameter(description="For `lapsing`: within how many days.", ge=0, le=3650)] = 30,
    holding: Annotated[str, QueryParameter(description="A role they hold on the day.", max_length=200)] = "",
    program: Annotated[UUID | None, QueryParameter(description="A program they hold a role in.")] = None,
) -> Wanted:
    """Return who is looked for."""
    return Wanted(
        named=named, stands=Stands(standing) if standing else None, within=within, role=holding, program=program
    )


@get("/roster", summary="List who is ready, narrowed by standing, role and program", opt=LISTED)
async def roster(
    request: Request[Any, Any, Any], principal: Signed, day: Day, paging: Paging, wanted: Looking
) -> Response[RosterOut]:
    """List everybody who is looked for, by id, a page at a time, with their roles and how they stand on the day."""
    found = page_of(await service.everybody(wanted, on=day, by=principal), lambda each: each.person, paging)
    page = RosterOut(items=tuple(map(ListedOut.of, found.items)), on=day)
    return linked(page, request, after=found.after, on=day)


router = Router(
    "/",
    route_handlers=[roster],
    dependencies={"wanted": Provide(wanted, sync_to_thread=False)},
    tags=["Standing"],
)
