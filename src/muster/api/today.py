"""The day as it begins."""

from __future__ import annotations

from typing import Annotated

from litestar import Router, get
from litestar.params import QueryParameter

from muster.api.shapes.today import TodayOut
from muster.domain.overviews.today import SOON
from muster.http.signed import Now, Signed
from muster.services import today as service


@get("/today", summary="Say who cannot work tomorrow, and what lapses next")
async def today(
    principal: Signed,
    now: Now,
    within: Annotated[
        int, QueryParameter(ge=1, le=90, description="How many days ahead to look for what lapses.")
    ] = SOON,
) -> TodayOut:
    """Say who cannot work tomorrow, what lapses next, and what waits, as far as whoever asks may know."""
    return TodayOut.of(await service.today(within=within, by=principal, now=now))


router = Router("/", route_handlers=[today], tags=["Standing"])
