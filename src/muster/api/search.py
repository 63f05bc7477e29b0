"""Find people, courses, awards, programs and partners."""

from __future__ import annotations

from typing import Annotated

from litestar import Router, get
from litestar.params import QueryParameter

from muster.api.operations import says
from muster.api.shapes.search import GroupOut, SearchOut
from muster.http.signed import Signed
from muster.services import search as service


@get("/search", summary="Find by name or number", opt=says(anyone=True))
async def search(
    principal: Signed,
    q: Annotated[
        str,
        QueryParameter(
            min_length=1,
            max_length=200,
            pattern=r"^[^\x00]*$",
            description="Words, or how they begin. Capitals and accents make no difference.",
        ),
    ],
) -> SearchOut:
    """Find people, courses, awards, programs and partners, as far as whoever asks may read them."""
    return SearchOut(items=tuple(map(GroupOut.of, await service.search(q, by=principal))))


router = Router("/", route_handlers=[search], tags=["Search"])
