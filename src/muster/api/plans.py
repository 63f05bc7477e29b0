"""Which seats to book so that the most gaps are closed before a day."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from litestar import Router, get
from litestar.params import FromPath, QueryParameter

from muster.api.operations import says
from muster.api.shapes.plans import SeatPlanOut
from muster.domain.forecasts.plans import MOST_DAYS, Lead
from muster.http.signed import Day, Known, Signed
from muster.services import plans as service
from muster.services.plans import DAYS, Question

Through = Annotated[
    date | None,
    QueryParameter(description=f"The day by which the gaps are to be closed. Left out: {DAYS.days} days ahead."),
]
SeatDays = Annotated[int, QueryParameter(ge=0, le=MOST_DAYS, description="How many days it takes to get a seat.")]
ProcessingDays = Annotated[
    int, QueryParameter(ge=0, le=MOST_DAYS, description="How many days pass from a class until it is on file.")
]
Required = Annotated[bool, QueryParameter(description="Only what can keep somebody off the roster.")]


@get(
    "/programs/{program:uuid}/plan",
    summary="Say which seats in courses a program should book",
    opt=says(problems=("outside-the-plan",)),
)
async def plan_of_program(
    program: FromPath[UUID],
    principal: Signed,
    known: Known,
    day: Day,
    through: Through = None,
    seat_days: SeatDays = 0,
    processing_days: ProcessingDays = 0,
    required: Required = False,  # noqa: FBT002 - a parameter of the address
) -> SeatPlanOut:
    """Say the fewest seats in courses on record that close the most gaps, who is to take which, and by when to act.

    Whether a course closes a gap is asked of the engine, with its completion laid over what is on record. What no
    course closes is listed with what would.
    """
    asked = Question(day, through or day + DAYS, Lead(seat_days, processing_days), required)
    return SeatPlanOut.of(await service.plan_of_program(program, asked, known=known, by=principal), known=known)


@get(
    "/plan",
    summary="Say which seats in courses to book in all programs",
    opt=says(problems=("outside-the-plan",)),
)
async def plan_of_agency(
    principal: Signed,
    known: Known,
    day: Day,
    through: Through = None,
    seat_days: SeatDays = 0,
    processing_days: ProcessingDays = 0,
    required: Required = False,  # noqa: FBT002 - a parameter of the address
) -> SeatPlanOut:
    """Say the same of everybody within reach. Who is in two programs takes one seat for both."""
    asked = Question(day, through or day + DAYS, Lead(seat_days, processing_days), required)
    return SeatPlanOut.of(await service.plan_of_agency(asked, known=known, by=principal), known=known)


router = Router("/", route_handlers=[plan_of_program, plan_of_agency], tags=["Standing"])
