"""Waivers at the prompt: an authority said that somebody need not meet a requirement for some days."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

import typer

from muster.cli.easing import tell
from muster.cli.prompt import command, give, give_json, here, say, table
from muster.domain.access_log import Sight
from muster.domain.intervals import FOREVER, Interval
from muster.domain.waivers import Waiver
from muster.services import access_log
from muster.services import waivers as service

app = typer.Typer(help="What was waived for somebody, by whom, and for which days.", no_args_is_help=True)

Agency = Annotated[UUID | None, typer.Option(envvar="MUSTER_AGENCY", help="The agency, where there are several.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Because = Annotated[str, typer.Option(help="Why: kept in the ledger.")]
Person = Annotated[UUID, typer.Argument(help="The person, by id.")]


@app.command("list")
@command
async def listed(person: Person, agency: Agency = None, json: Json = False) -> None:
    """List what was waived for a person, by first day. That you asked is told in the access log."""
    async with here(agency) as at:
        found = await service.waivers(person, by=at.by)
        await access_log.looked(Sight.RECORD, [person], by=at.by, now=at.now)
    lines = [(each.fact, each.value) for each in found]
    if json:
        give_json(
            [
                {
                    "id": fact,
                    "requirement": each.requirement,
                    "valid_from": each.during.start,
                    "valid_through": None if each.during.end == FOREVER else each.during.last,
                    "granted_on": each.granted_on,
                    "authority": each.authority,
                }
                for fact, each in lines
            ]
        )
        return
    rows = [
        [
            str(fact),
            each.requirement,
            str(each.during.start),
            "no end" if each.during.end == FOREVER else str(each.during.last),
            str(each.granted_on),
            each.authority,
        ]
        for fact, each in lines
    ]
    table(["id", "requirement", "from", "through", "granted", "by"], rows)


@app.command()
@command
async def grant(  # noqa: PLR0913, PLR0917 - typer makes an option of each
    person: Person,
    requirement: Annotated[str, typer.Argument(help="The requirement, as PACK/REQUIREMENT.")],
    authority: Annotated[str, typer.Option(help="The office that granted it; never a person's name.")],
    because: Because,
    first: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="The first day; today otherwise.")
    ] = None,
    through: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The last day; left out: it has no end.")
    ] = None,
    granted: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day it was granted; today otherwise.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Record it; otherwise only say what it would change.")] = False,
    agency: Agency = None,
) -> None:
    """Say what a waiver would change; record it with --yes, and print its id."""
    async with here(agency) as at:
        start = first.date() if first else at.now.today
        during = Interval.through(start, through.date()) if through else Interval(start)
        said = Waiver(requirement, during, granted.date() if granted else at.now.today, authority)
        would = await service.waiver_would(person, said, by=at.by, now=at.now)
        await access_log.looked(Sight.RECORD, [person], by=at.by, now=at.now)
        tell(would)
        if yes:
            give(str(await service.grant_waiver(person, said, because=because, by=at.by, now=at.now)))
    say("recorded" if yes else "nothing was recorded; add --yes to record it")


@app.command()
@command
async def withdraw(
    waiver: Annotated[UUID, typer.Argument(help="The waiver, by id.")],
    because: Because,
    yes: Annotated[bool, typer.Option("--yes", help="Withdraw it; otherwise only say what that would change.")] = False,
    agency: Agency = None,
) -> None:
    """Say what withdrawing a waiver would change; withdraw it with --yes."""
    async with here(agency) as at:
        found = await service.waiver(waiver, by=at.by)
        would = await service.withdrawal_would(found.fact, on=at.now.today, by=at.by)
        await access_log.looked(Sight.RECORD, [found.person] if found.person else [], by=at.by, now=at.now)
        tell(would)
        if yes:
            await service.withdraw_waiver(waiver, version=found.version, because=because, by=at.by, now=at.now)
    say("withdrawn" if yes else "nothing was withdrawn; add --yes to withdraw it")
