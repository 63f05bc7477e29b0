"""Leave at the prompt: from and through which days somebody is away, and never why."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

import typer

from muster.cli.meant import people_meant
from muster.cli.prompt import command, give, give_json, here, say, table
from muster.domain.access_log import Sight
from muster.domain.intervals import Interval
from muster.domain.leave import Leave
from muster.services import access_log
from muster.services import leave as service

app = typer.Typer(help="When somebody is on leave: its days, and never why.", no_args_is_help=True)

_DAY = ["%Y-%m-%d"]
Agency = Annotated[UUID | None, typer.Option(envvar="MUSTER_AGENCY", help="The agency, where there are several.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Because = Annotated[str, typer.Option(help="Why it is said otherwise: kept in the ledger. Never why they are away.")]
Person = Annotated[str, typer.Argument(help="The person, by name or id.")]
Which = Annotated[UUID, typer.Argument(help="The leave, by id.")]


@app.command("list")
@command
async def listed(person: Person, agency: Agency = None, json: Json = False) -> None:
    """List when a person was, is and will be on leave, by first day. That you asked is told in the access log."""
    async with here(agency) as at:
        (who,) = await people_meant([person], at)
        found = await service.leaves(who, by=at.by)
        await access_log.looked(Sight.RECORD, [who], by=at.by, now=at.now)
    lines = [
        {"id": each.fact, "valid_from": each.value.during.start, "valid_through": each.value.during.last}
        for each in found
    ]
    if json:
        give_json(lines)
        return
    table(["id", "from", "through"], [[str(cell) for cell in each.values()] for each in lines])


@app.command()
@command
async def record(
    person: Person,
    first: Annotated[datetime, typer.Option("--from", formats=_DAY, help="The first day away.")],
    through: Annotated[
        datetime, typer.Option(formats=_DAY, help="The last day away; where nobody knows it, the one agreed so far.")
    ],
    own: Annotated[UUID | None, typer.Option("--id", help="An id of yours: sent again, it is recorded once.")] = None,
    agency: Agency = None,
) -> None:
    """Record that somebody is on leave, and print its id."""
    async with here(agency) as at:
        (who,) = await people_meant([person], at)
        away = Leave(Interval.through(first.date(), through.date()))
        made = await service.record_leave(who, away, by=at.by, now=at.now, fact=own)
    say("recorded")
    give(str(made))


@app.command()
@command
async def correct(
    leave: Which,
    because: Because,
    first: Annotated[
        datetime | None, typer.Option("--from", formats=_DAY, help="The first day away; left out: as it was.")
    ] = None,
    through: Annotated[
        datetime | None, typer.Option(formats=_DAY, help="The last day away; left out: as it was.")
    ] = None,
    agency: Agency = None,
) -> None:
    """Say other days of a leave: that it ends sooner or later, most often."""
    async with here(agency) as at:
        found = await service.leave(leave, by=at.by)
        await access_log.looked(Sight.RECORD, [found.person] if found.person else [], by=at.by, now=at.now)
        was = found.value.during
        during = Interval.through(first.date() if first else was.start, through.date() if through else was.last)
        await service.correct_leave(leave, Leave(during), version=found.version, because=because, by=at.by, now=at.now)
    say(f"corrected: {during.start} to {during.last}")


@app.command()
@command
async def withdraw(leave: Which, because: Because, agency: Agency = None) -> None:
    """Say that a leave was recorded by mistake. What was believed until now stays on record."""
    async with here(agency) as at:
        await service.withdraw_leave(leave, version=None, because=because, by=at.by, now=at.now)
    say("withdrawn")
