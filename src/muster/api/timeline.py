"""A person over the years."""

from __future__ import annotations

from uuid import UUID

from litestar import Router, get
from litestar.params import FromPath

from muster.api.shapes.timeline import TimelineOut
from muster.http.seeing import Seeing
from muster.http.signed import Day, Known, Signed
from muster.services import timeline as service


@get("/people/{person:uuid}/timeline", summary="Show a person over the years")
async def timeline_of_person(
    person: FromPath[UUID], principal: Signed, known: Known, day: Day, seeing: Seeing
) -> TimelineOut:
    """Show what was asked of a person and met, and what they held, in runs of days. Everybody may ask of themselves."""
    found = await service.timeline_of_person(person, on=day, known=known, by=principal)
    await seeing(person)
    return TimelineOut.of(found)


router = Router("/", route_handlers=[timeline_of_person], tags=["Standing"])
