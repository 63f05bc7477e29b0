"""When people, programs and awards fall below their rules if nobody renews: at the prompt."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import typer

from muster.cli.compliance import names_of, one_of
from muster.cli.prompt import Here, command, give, give_json, here, table
from muster.domain.access_log import Sight
from muster.domain.errors import Invalid
from muster.domain.explanations.explaining import sentence
from muster.domain.forecasts.forecasting import MONTHS, MOST_MONTHS
from muster.domain.teams.staffing_words import lacking
from muster.services import access_log, awards, compliance
from muster.services import forecasting as service
from muster.services.forecasting import AwardAhead, PersonAhead, ProgramAhead


@command
async def forecast(
    person: Annotated[str, typer.Option(help="Of one person: an id, or part of a name.")] = "",
    program: Annotated[UUID | None, typer.Option(help="Of one program, by id. Nothing named: of all of them.")] = None,
    award: Annotated[str, typer.Option(help="Of one award, by its number.")] = "",
    months: Annotated[int, typer.Option(min=1, max=MOST_MONTHS, help="How many months ahead to look.")] = MONTHS,
    fewest: Annotated[
        int | None, typer.Option(min=0, help="How many have to be cleared: asks for the first day with fewer.")
    ] = None,
    on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day it begins on; today otherwise.")
    ] = None,
    agency: Annotated[
        UUID | None, typer.Option(envvar="MUSTER_AGENCY", help="The agency, where there are several.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say on which day each program, one person or one award falls below its rules, if nobody renews anything."""
    if sum(each not in {"", None} for each in (person, program, award)) > 1:
        raise Invalid(
            "a forecast is of a person, or of a program, or of an award; name one of them", code="one-of-them"
        )
    async with here(agency) as at:
        day = on.date() if on else at.now.today
        known = await compliance.position(None, by=at.by)
        if person:
            said = await _person(person, day, months, known, at)
        elif award:
            which = await awards.award_numbered(award, by=at.by, known=known)
            of_award = await service.forecast_of_award(which.fact, on=day, months=months, known=known, by=at.by)
            said = _award(of_award)
        else:
            found = await service.forecasts_of_programs(program, on=day, months=months, known=known, by=at.by)
            said = {"items": [_program(each, fewest) for each in found]}
    if json:
        give_json({"on": day, "months": months, "known_at": known, **said})
        return
    give(f"from {day}, {months} months ahead, as known at position {known}, if nobody renews")
    _give(said)


async def _person(asked: str, day: date, months: int, known: int, at: Here) -> dict[str, object]:
    names = await names_of(at, known)
    who = one_of(asked, names)
    found = await service.forecast_of_person(who, on=day, months=months, known=known, by=at.by)
    await access_log.looked(Sight.RECORD, [who], by=at.by, now=at.now)
    return {"person": who, "name": names[who].name, "items": [_ahead(each) for each in found]}


def _ahead(found: PersonAhead) -> dict[str, object]:
    return {
        "program": found.program.name,
        "verdict": found.forecast.verdict,
        "falls_on": found.forecast.falls_on,
        "by": [{"requirement": each.requirement.name, "sentence": sentence(each)} for each in found.findings],
        "lapses": [
            {"last_good_day": each.last, "requirement": each.requirement.name} for each in found.forecast.lapses
        ],
    }


def _program(found: ProgramAhead, fewest: int | None) -> dict[str, object]:
    ahead, names = found.forecast, found.names
    return {
        "program": found.program.name,
        "fewest": fewest,
        "below_on": None if fewest is None else ahead.below(fewest),
        "teams": [
            {
                "rule": each.forecast.rule.name,
                "team": each.team_kind,
                "first": run.during.start,
                "last": run.during.last,
                "answer": run.verdict,
                "ready": run.ready,
                "wanting": [lacking(lack, called=lambda who: names.get(who, str(who))) for lack in run.lacks],
                "by": [names.get(who, str(who)) for who in run.by],
            }
            for each in found.teams
            for run in each.forecast.runs
        ],
        "falls": [
            {
                "on": each.on,
                "person": each.person,
                "name": names.get(each.person, ""),
                "verdict": each.verdict,
                "by": [one.name for one in each.by],
            }
            for each in ahead.falls
        ],
        "months": [
            {
                "first": each.during.start,
                "last": each.during.last,
                "with_a_role": each.at_end.there,
                "cleared": each.at_end.cleared,
                "needs_review": each.at_end.review,
                "not_cleared": each.at_end.not_cleared,
                "fewest_cleared": each.fewest.cleared,
                "fall": each.falls,
            }
            for each in ahead.months()
        ],
        "renewals": [
            {
                "month": each.month,
                "requirement": each.requirement.name,
                "people": [{"last_good_day": last, "name": names.get(who, "")} for last, who in each.people],
            }
            for each in ahead.renewals
        ],
    }


def _award(found: AwardAhead) -> dict[str, object]:
    ahead = found.forecast
    return {
        "award": ahead.award.number,
        "falls_on": ahead.falls_on,
        "exposures": [
            {
                "name": found.names.get(each.person, ""),
                "line": each.line.code,
                "role": each.line.role,
                "first": each.during.start,
                "last": each.during.last,
                "percent_hundredths": each.percent_hundredths,
                "minutes": each.minutes,
                "charged_as": each.charged_as,
                "wrong_role": each.wrong_role,
                "by": [one.requirement.name for one in each.by],
            }
            for each in ahead.exposures
        ],
    }


def _give(said: dict[str, object]) -> None:
    """Print what was found: first the day, then the lists behind it."""
    for key, value in said.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            if key in {"items", "renewals"}:
                for each in value:
                    _give({"": "", **each} if key == "items" else each)
            else:
                give(f"{key}:")
                table(tuple(value[0]), [tuple(_cell(cell) for cell in each.values()) for each in value])
        elif not isinstance(value, list):
            give(f"{key}: {_cell(value)}" if key else "")


def _cell(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else "-" if value is None else str(value)
