"""Responses at the prompt: a dispatch centre's list brought in, and what there were, counted."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from muster.cli.meant import program_meant
from muster.cli.prompt import command, give, give_json, here, say, table
from muster.domain.errors import Invalid
from muster.domain.intervals import Interval
from muster.domain.overviews.responses import Counted, Times
from muster.domain.programs import zone
from muster.domain.responding.response_lists import COLUMNS, read_list
from muster.services import responses as service

app = typer.Typer(help="Responses to calls: bring a list in, and count them.", no_args_is_help=True)

_DAY = ["%Y-%m-%d"]
Agency = Annotated[UUID | None, typer.Option(envvar="MUSTER_AGENCY", help="The agency, where there are several.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
In = Annotated[str, typer.Argument(help="The program that sent them, by its name or its id.")]


@app.command("import")
@command
async def record_responses(
    program: In,
    file: Annotated[Path, typer.Argument(help=f"A CSV file in UTF-8 with the columns {', '.join(COLUMNS)}.")],
    agency: Agency = None,
    json: Json = False,
) -> None:
    """Record a dispatch centre's list: all of it that is new, or nothing. Brought in again, it changes nothing.

    Times are those on the clock of the wall where the program is. A cell that is left empty is not on record.
    """
    try:
        text = file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as why:
        raise Invalid(f"{file} cannot be read as a CSV file in UTF-8: {why}", code="bad-list") from why
    async with here(agency) as at:
        of = await program_meant(program, at)
        said = read_list(text, of.id, zone(of.time_zone))
        made = await service.record_responses(of.id, said, by=at.by, now=at.now)
    if json:
        give_json({"program": of.id, "recorded": len(made.recorded), "before": len(made.before)})
        return
    give(f"{of.name}: {len(made.recorded)} recorded, {len(made.before)} on record before")


@app.command("counts")
@command
async def response_counts(
    program: In,
    first: Annotated[datetime, typer.Option("--from", formats=_DAY, help="The first day they were sent.")],
    through: Annotated[datetime, typer.Option(formats=_DAY, help="The last day.")],
    agency: Agency = None,
    json: Json = False,
) -> None:
    """Count the responses of some days: by sender, place, type of call, outcome, day and hour, and how soon."""
    async with here(agency) as at:
        of = await program_meant(program, at)
        days = Interval.through(first.date(), through.date())
        _, found = await service.response_counts(of.id, days, by=at.by)
    if json:
        give_json({"program": of.id, **_as_json(found)})
        return
    say(f"{of.name}, {days.start} to {days.last}: {found.total} responses")
    for what, counts in (
        ("sent by", found.senders),
        ("place", found.places),
        ("about", found.call_types),
        ("outcome", found.outcomes),
        ("day", [(str(day), count) for day, count in found.days]),
        ("hour", [(f"{hour:02}", count) for hour, count in found.hours]),
    ):
        table([what, "responses"], [[word or "not on record", str(count)] for word, count in counts])
        give("")
    for what, times in (("under way", found.en_route), ("there", found.arrival)):
        give(f"{what}: {_soon(times)}")


def _soon(times: Times) -> str:
    if not times.known:
        return "no time is on record"
    return f"half within {times.half} minutes, nine in ten within {times.nine_in_ten} ({times.known} on record)"


def _as_json(found: Counted) -> dict[str, object]:
    return {
        "first": found.during.start,
        "last": found.during.last,
        "total": found.total,
        "senders": dict(found.senders),
        "places": dict(found.places),
        "call_types": dict(found.call_types),
        "outcomes": dict(found.outcomes),
        "days": {str(day): count for day, count in found.days},
        "hours": {str(hour): count for hour, count in found.hours},
        "police_asked": found.police,
        "medical_asked": found.medical,
        "backup_unknown": found.backup_unknown,
        "en_route": found.en_route._asdict(),
        "arrival": found.arrival._asdict(),
    }
