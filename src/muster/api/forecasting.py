"""When people, programs and awards fall below their rules, if nobody renews."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from litestar import Router, get
from litestar.params import FromPath, QueryParameter

from muster.api.operations import says
from muster.api.shapes.award_forecast import AwardForecastOut
from muster.api.shapes.forecasting import (
    PersonForecastOut,
    PersonForecastsOut,
    ProgramForecastOut,
    RenewalsByMonthOut,
)
from muster.domain.forecasts.forecasting import MONTHS, MOST_MONTHS, horizon
from muster.http.seeing import Seeing
from muster.http.signed import Day, Known, Signed
from muster.services import forecasting as service

Months = Annotated[int, QueryParameter(ge=1, le=MOST_MONTHS, description="How many months ahead to look.")]
Fewest = Annotated[
    int | None,
    QueryParameter(
        ge=0, le=1_000_000, description="How many have to be cleared; asks for the first day with fewer than that."
    ),
]


@get("/people/{person:uuid}/forecast", summary="Say when a person falls below the rules")
async def forecast_of_person(
    person: FromPath[UUID], principal: Signed, known: Known, day: Day, seeing: Seeing, months: Months = MONTHS
) -> PersonForecastsOut:
    """Say on which day a person is no longer cleared, by what, and what lapses later. Everybody may ask of themselves.

    It is what follows from what is on file, if nobody renews anything.
    """
    found = await service.forecast_of_person(person, on=day, months=months, known=known, by=principal)
    await seeing(person)
    return PersonForecastsOut(
        items=tuple(map(PersonForecastOut.of, found)), on=day, through=horizon(day, months).last, known_at=known
    )


@get("/programs/{program:uuid}/forecast", summary="Say when a program falls below the rules")
async def forecast_of_program(
    program: FromPath[UUID],
    principal: Signed,
    known: Known,
    day: Day,
    months: Months = MONTHS,
    fewest: Fewest = None,
) -> ProgramForecastOut:
    """Say how many will be cleared of those who hold a role there, who falls first, and what is to renew when.

    It is what follows from what is on file, if nobody renews anything.
    """
    found = await service.forecast_of_program(program, on=day, months=months, known=known, by=principal)
    return ProgramForecastOut.of(found, fewest=fewest, known=known)


@get("/awards/{award:uuid}/forecast", summary="Say when an award would pay for somebody who is not qualified")
async def forecast_of_award(
    award: FromPath[UUID], principal: Signed, known: Known, day: Day, months: Months = MONTHS
) -> AwardForecastOut:
    """Say on which days somebody whose time is meant for the award would not be known to be qualified for its line.

    Under what the award asks, and what the programs do. Allocations are estimates: they support no charge.
    """
    found = await service.forecast_of_award(award, on=day, months=months, known=known, by=principal)
    return AwardForecastOut.of(award, found, known=known)


@get("/renewals", summary="List what is to renew in each month", opt=says(problems=("not-found",)))
async def renewals_ahead(
    principal: Signed,
    known: Known,
    day: Day,
    months: Months = MONTHS,
    program: Annotated[UUID | None, QueryParameter(description="Of one program only.")] = None,
) -> RenewalsByMonthOut:
    """List which requirement has its last good day in which month, and for whom: as many seats are needed."""
    found = await service.renewals_ahead(program, on=day, months=months, known=known, by=principal)
    return RenewalsByMonthOut.of(found, known=known)


router = Router(
    "/",
    route_handlers=[forecast_of_person, forecast_of_program, forecast_of_award, renewals_ahead],
    tags=["Standing"],
)
