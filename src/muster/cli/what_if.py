"""What would be otherwise if something were so, at the prompt: nothing is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, TypeAlias
from uuid import UUID

import typer

from muster.cli.easing import tell
from muster.cli.meant import course_meant, people_meant, program_meant
from muster.cli.prompt import Here, command, give, give_json, here
from muster.domain.access_log import Sight
from muster.domain.credentials import Credential, End, Proof
from muster.domain.errors import Invalid
from muster.domain.forecasts.forecasting import MONTHS, MOST_MONTHS
from muster.domain.forecasts.supposing import Away, Begins, Ends, Held, Lapses, Supposed, Taken
from muster.domain.forecasts.what_if import Supposition
from muster.domain.intervals import Interval
from muster.domain.leave import Leave
from muster.domain.people import RoleHeld
from muster.domain.training import Completion
from muster.services import access_log
from muster.services import what_if as service
from muster.services.what_if import WhatIf

_Day: TypeAlias = datetime | None


@command
async def what_if(  # noqa: PLR0913, PLR0917 - each is an option of the command
    who: Annotated[list[str], typer.Argument(help="Of whom it is supposed, each by name or id.")],
    course: Annotated[str, typer.Option(help="They finish a course, by title or id, on the day --first.")] = "",
    card: Annotated[str, typer.Option(help="They hold a card of a kind, from --first through --last.")] = "",
    lapses: Annotated[str, typer.Option(help="Their cards of a kind are good through --last, and no longer.")] = "",
    begins: Annotated[str, typer.Option(help="They hold a role in --program from --first on.")] = "",
    ends: Annotated[str, typer.Option(help="They hold a role in --program through --last, and no longer.")] = "",
    leave: Annotated[bool, typer.Option("--leave", help="They are away from --first through --last.")] = False,
    program: Annotated[str, typer.Option(help="The program of a role, by name or id.")] = "",
    first: Annotated[_Day, typer.Option(formats=["%Y-%m-%d"], help="The first day of it; today otherwise.")] = None,
    last: Annotated[_Day, typer.Option(formats=["%Y-%m-%d"], help="The last day of it.")] = None,
    on: Annotated[_Day, typer.Option(formats=["%Y-%m-%d"], help="The day to look at; today otherwise.")] = None,
    months: Annotated[int, typer.Option(min=1, max=MOST_MONTHS, help="How many months ahead to look.")] = MONTHS,
    agency: Annotated[
        UUID | None, typer.Option(envvar="MUSTER_AGENCY", help="The agency, where there are several.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say what would be otherwise if some people took a course, held a card, began or ended a role, or were away."""
    said = {"course": course, "card": card, "lapses": lapses, "begins": begins, "ends": ends, "leave": leave}
    chosen = [name for name, value in said.items() if value]
    if len(chosen) != 1:
        raise Invalid("exactly one thing is supposed: " + ", ".join(f"--{each}" for each in said), code="one-of-them")
    async with here(agency) as at:
        day = on.date() if on else at.now.today
        since = first.date() if first else at.now.today
        what = await _supposed(chosen[0], str(said[chosen[0]]), program, since, last.date() if last else None, at)
        people = await people_meant(who, at)
        await access_log.looked(Sight.RECORD, people, by=at.by, now=at.now)
        found = await service.what_if([Supposition(tuple(people), what)], on=day, months=months, by=at.by)
    if json:
        give_json({"on": day, "through": found.period.last, **_said(found)})
    else:
        _give(found)


async def _supposed(thing: str, named: str, program: str, first: date, last: date | None, at: Here) -> Supposed:
    match thing:
        case "course":
            taught = (await course_meant(named, at)).value
            done = Completion(frozenset(), first, taught.minutes, Proof.SOURCE_CHECKED, taught.fact, taught.mode)
            return Taken(done)
        case "card":
            end = End.PRINTED if last else End.UNKNOWN
            return Held(Credential(named, first, first, last, end, proof=Proof.SOURCE_CHECKED))
        case "begins":
            where = await program_meant(program, at)
            during = Interval.through(first, last) if last else Interval(first)
            return Begins(RoleHeld(named, where.id, during))
    if last is None:
        raise Invalid(f"--{thing} needs its last day: --last", code="no-last-day")
    match thing:
        case "lapses":
            return Lapses(named, last)
        case "ends":
            return Ends(named, (await program_meant(program, at)).id, last)
        case _:
            return Away(Leave(Interval.through(first, last)))


def _said(found: WhatIf) -> Mapping[str, object]:
    names = found.names
    return {
        "people": [
            {
                "person": each.person,
                "name": names.get(each.person, ""),
                "programs": [
                    {
                        "program": one.program.name,
                        "before": one.was.verdict,
                        "after": one.becomes.verdict,
                        "changes": [
                            {
                                "requirement": line.requirement.name,
                                "first": line.during.start,
                                "last": line.during.last,
                                "before": line.was.verdict,
                                "before_because": line.was.reason,
                                "after": line.becomes.verdict,
                                "after_because": line.becomes.reason,
                            }
                            for line in one.differences
                        ],
                    }
                    for one in each.programs
                ],
            }
            for each in found.people
        ],
        "programs": [
            {
                "program": each.program.name,
                "cleared_before": each.was.counts[0].cleared,
                "cleared_after": each.becomes.counts[0].cleared,
                "months": [
                    {
                        "last": one.was.during.last,
                        "cleared_before": one.was.at_end.cleared,
                        "cleared_after": one.becomes.at_end.cleared,
                    }
                    for one in each.months
                ],
                "teams": [
                    {
                        "rule": one.becomes.rule.name,
                        "team": one.team_kind,
                        "before_falls_on": one.was.falls.during.start if one.was.falls else None,
                        "after_falls_on": one.becomes.falls.during.start if one.becomes.falls else None,
                    }
                    for one in each.teams
                ],
            }
            for each in found.programs
        ],
        "awards": None
        if found.awards is None
        else [
            {
                "award": each.award.number,
                "gained": [_days(one.during, names.get(one.person, "")) for one in each.gained],
                "lost": [_days(one.during, names.get(one.person, "")) for one in each.lost],
            }
            for each in found.awards
        ],
    }


def _days(during: Interval, name: str) -> dict[str, object]:
    return {"name": name, "first": during.start, "last": during.last}


def _give(found: WhatIf) -> None:
    for each in found.people:
        give(found.names.get(each.person, str(each.person)))
        tell(list(each.programs))
    for turns in found.programs:
        was, becomes = turns.was.counts[0], turns.becomes.counts[0]
        give(f"{turns.program.name}: {was.cleared} cleared of {was.there} becomes {becomes.cleared} of {becomes.there}")
        for month in turns.months:
            ends = month.was.at_end.cleared, month.becomes.at_end.cleared
            give(f"  {month.was.during.last}: {ends[0]} becomes {ends[1]}")
        for team in turns.teams:
            falls = [str(one.falls.during.start) if one.falls else "never" for one in (team.was, team.becomes)]
            give(f"  {team.becomes.rule.name}: no team from {falls[0]} becomes {falls[1]}")
    for award in found.awards or ():
        for word, days in (("would be exposed", award.gained), ("would be exposed no longer", award.lost)):
            for one in days:
                name = found.names.get(one.person, "")
                give(f"{award.award.number}: {name}, {one.during.start} to {one.during.last}, {word}")
