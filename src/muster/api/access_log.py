"""The access log: who looked at whom."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response, Router, get
from litestar.params import FromPath, QueryParameter

from muster.api.operations import LISTED
from muster.api.shapes.access_log import LooksOut
from muster.http.lists import Paging, linked
from muster.http.signed import Signed
from muster.services import access_log as service


@get("/access-log", summary="Read the access log", opt=LISTED)
async def looks(
    request: Request[Any, Any, Any],
    principal: Signed,
    paging: Paging,
    person: Annotated[UUID | None, QueryParameter(description="Only who looked at this person.")] = None,
) -> Response[LooksOut]:
    """List who looked at whom, the newest first, a page at a time."""
    found = await service.looks(person=person, after=paging.after, limit=paging.limit, by=principal)
    return linked(LooksOut.of(found.items), request, after=found.after)


@get("/people/{person:uuid}/looks", summary="Say who looked at a person", opt=LISTED)
async def looks_at(
    request: Request[Any, Any, Any], person: FromPath[UUID], principal: Signed, paging: Paging
) -> Response[LooksOut]:
    """List who looked at a person, the newest first, a page at a time. Everybody may ask about themselves."""
    found = await service.looks_at(person, after=paging.after, limit=paging.limit, by=principal)
    return linked(LooksOut.of(found.items), request, after=found.after)


router = Router("/", route_handlers=[looks, looks_at], tags=["Access log"])
