"""A person over the years, at the prompt."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

import typer

from muster.cli.prompt import command, give, give_json, here
from muster.domain.access_log import Sight
from muster.domain.intervals import day_before
from muster.domain.overviews.timeline import PersonTimeline
from muster.services import access_log, compliance
from muster.services import timeline as service

Agency = Annotated[UUID | None, typer.Option(envvar="MUSTER_AGENCY", help="The agency, where there are several.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@command
async def timeline(
    person: Annotated[UUID, typer.Argument(help="The person, by id.")], agency: Agency = None, json: Json = False
) -> None:
    """Show what was asked of a person and met over the years, and what they held; after today, if nothing is done."""
    async with here(agency) as at:
        known = await compliance.position(None, by=at.by)
        found = await service.timeline_of_person(person, on=at.now.today, known=known, by=at.by)
        await access_log.looked(Sight.RECORD, [person], by=at.by, now=at.now)
    if json:
        give_json(_as_json(found))
        return
    give(f"{found.period.start} to {found.period.last}, as known at position {found.known}")
    for name, runs in _lanes(found):
        give(f"\n{name}")
        for run in runs:
            give(f"  {run['first']} to {run['last']}  {run['says']}")


def _lanes(found: PersonTimeline) -> list[tuple[str, list[dict[str, str]]]]:
    """Return every lane by its name, as runs of days."""
    lanes = []
    for here_ in found.programs:
        name = here_.program.name
        lanes.append((f"{name}: all that is required", [_run(*each) for each in here_.answers]))
        lanes += [
            (
                f"{name}: {lane.requirement.name}",
                [_run(each.start, each.end, f"{each.standing.verdict} ({each.standing.reason})") for each in lane.runs],
            )
            for lane in here_.lanes
        ]
    return lanes + [(card.title or card.kind, [_run(*each) for each in card.runs]) for card in found.cards]


def _run(start: date, end: date, says: str) -> dict[str, str]:
    return {"first": str(start), "last": str(day_before(end)), "says": says}


def _as_json(found: PersonTimeline) -> dict[str, object]:
    lanes = [{"name": name, "runs": runs} for name, runs in _lanes(found)]
    return {
        "person": found.person,
        "on": found.on,
        "known_at": found.known,
        "first": found.period.start,
        "last": found.period.last,
        "lanes": lanes,
    }
