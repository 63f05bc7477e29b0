"""Which seats to book, at the prompt."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

import typer

from muster.cli.meant import program_meant
from muster.cli.prompt import command, give, give_json, here, say, table
from muster.domain.explanations.advising import todo
from muster.domain.forecasts.plans import MOST_DAYS, Lead
from muster.services import compliance
from muster.services import plans as service
from muster.services.plans import DAYS, Planned, Question


@command
async def plan(
    program: Annotated[str, typer.Argument(help="The program, by name or id. Nothing named: all of them.")] = "",
    through: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help=f"The day by which gaps are to be closed; {DAYS.days} days ahead."),
    ] = None,
    seat_days: Annotated[int, typer.Option(min=0, max=MOST_DAYS, help="How many days it takes to get a seat.")] = 0,
    processing_days: Annotated[
        int, typer.Option(min=0, max=MOST_DAYS, help="How many days from a class until it is on file.")
    ] = 0,
    required: Annotated[bool, typer.Option("--required", help="Only what can keep somebody off the roster.")] = False,
    on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day it begins on; today otherwise.")
    ] = None,
    agency: Annotated[
        UUID | None, typer.Option(envvar="MUSTER_AGENCY", help="The agency, where there are several.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say the fewest seats in courses that close the most gaps before a day, and by when to act for each."""
    async with here(agency) as at:
        first = on.date() if on else at.now.today
        last = through.date() if through else first + DAYS
        asked = Question(first, last, Lead(seat_days, processing_days), required)
        known = await compliance.position(None, by=at.by)
        if program:
            which = await program_meant(program, at)
            found = await service.plan_of_program(which.id, asked, known=known, by=at.by)
        else:
            found = await service.plan_of_agency(asked, known=known, by=at.by)
    said = _said(found)
    if json:
        give_json({"on": first, "through": last, "known_at": known, **said})
        return
    _give(found, said)


def _said(found: Planned) -> dict[str, object]:
    plan = found.plan
    return {
        "seat_days": found.question.lead.seat,
        "processing_days": found.question.lead.processing,
        "gaps": plan.closed + len(plan.left),
        "closed": plan.closed,
        "at_least": plan.at_least,
        "smallest": plan.smallest,
        "seats": [
            {
                "course": found.courses[each.course].title,
                "person": each.person,
                "name": found.names.get(each.person, ""),
                "held_on": each.held_on,
                "class_by": each.class_by,
                "act_by": each.act_by,
                "closes": [
                    {
                        "requirement": one.gap.requirement.name,
                        "last_good_day": one.gap.last,
                        "late": one.late,
                        "holds_through": one.through,
                    }
                    for one in each.closes
                ],
            }
            for each in plan.seats
        ],
        "left": [
            {
                "requirement": each.gap.requirement.name,
                "person": each.gap.person,
                "name": found.names.get(each.gap.person, ""),
                "last_good_day": each.gap.last,
                "act_by": each.act_by,
                "todo": todo(each.finding),
                "issuers": list(each.issuers),
                "tried": each.tried.reason if each.tried else None,
            }
            for each in plan.left
        ],
    }


def _give(found: Planned, said: dict[str, object]) -> None:
    plan, lead = found.plan, found.question.lead
    give(
        f"from {found.question.on} through {found.question.through}, "
        f"{lead.seat} days to get a seat, {lead.processing} of processing"
    )
    smallest = "no fewer do" if plan.smallest else f"at least {plan.at_least} are needed"
    give(f"{len(plan.seats)} seats close {plan.closed} of {said['gaps']} gaps; {smallest}")
    if plan.seats:
        heads = ("course", "name", "act by", "class from", "class by", "closes")
        table(
            heads,
            [
                (
                    found.courses[each.course].title,
                    found.names.get(each.person, ""),
                    f"now, until {each.act_by}" if each.late else str(each.act_by),
                    str(each.held_on),
                    str(each.class_by),
                    ", ".join(f"{one.gap.requirement.name}{' (late)' if one.late else ''}" for one in each.closes),
                )
                for each in plan.seats
            ],
        )
    if plan.left:
        say("no course on record closes:")
        table(
            ("requirement", "name", "ask by", "what would"),
            [
                (
                    each.gap.requirement.name,
                    found.names.get(each.gap.person, ""),
                    f"now, until {each.act_by}" if each.late else str(each.act_by),
                    " ".join([todo(each.finding), *(f"({one})" for one in each.issuers)]),
                )
                for each in plan.left
            ],
        )
