"""Sharing at the prompt: what the agency lets others look at, and until when."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

import typer

from muster.cli.prompt import command, give, give_json, here, say, table
from muster.domain.sharing.shares import DEFAULT_SMALLEST, Level, Share, days
from muster.services import programs, shares

app = typer.Typer(help="What the agency shares with others, and until when.", no_args_is_help=True)

Agency = Annotated[UUID | None, typer.Option(envvar="MUSTER_AGENCY", help="The agency, where there are several.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Because = Annotated[str, typer.Option(help="Why: kept in the ledger, for your own agency.")]


@app.command()
@command
async def add(  # noqa: PLR0913, PLR0917 - typer makes an option of each
    recipient: Annotated[UUID, typer.Argument(help="The code that the other agency gave you.")],
    level: Annotated[Level, typer.Option(help="Numbers only, or the people as well.")],
    purpose: Annotated[str, typer.Option(help="What for, in a line that both sides read.")],
    because: Because,
    through: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The last day, two years on at the latest.")],
    first: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="The first day; today otherwise.")
    ] = None,
    program: Annotated[UUID | None, typer.Option(help="One program; every program otherwise.")] = None,
    smallest: Annotated[int, typer.Option(help="Numbers below it are hidden.")] = DEFAULT_SMALLEST,
    agency: Agency = None,
) -> None:
    """Share with another agency."""
    async with here(agency) as at:
        during = days(first.date() if first else at.now.today, through.date())
        given = Share(recipient, level, during, purpose, program, smallest)
        made = await shares.grant_share(given, because=because, by=at.by, now=at.now)
        other = await shares.called(recipient, by=at.by)
    give(str(made))
    say(f"{other.name} sees {level} from {during.start} through {during.last}")


@app.command("list")
@command
async def listed(agency: Agency = None, json: Json = False) -> None:
    """List what is and was shared, the last to end first."""
    async with here(agency) as at:
        found = await shares.shares(by=at.by)
        named = {each.fact: each.value.name for each in await programs.programs(by=at.by)}
    if json:
        give_json(
            [
                {
                    "id": each.record.fact,
                    "recipient": each.record.value.recipient,
                    "recipient_name": each.recipient,
                    "program": each.record.value.program,
                    "level": each.record.value.level,
                    "purpose": each.record.value.purpose,
                    "valid_from": each.record.value.during.start,
                    "valid_through": each.record.value.during.last,
                    "smallest_count": each.record.value.smallest,
                }
                for each in found
            ]
        )
        return
    rows = [
        [
            str(each.record.fact),
            each.recipient,
            named.get(each.record.value.program, "") if each.record.value.program else "every program",
            each.record.value.level,
            str(each.record.value.during.start),
            str(each.record.value.during.last),
            each.record.value.purpose,
        ]
        for each in found
    ]
    table(["id", "with", "program", "level", "from", "through", "for"], rows)


@app.command()
@command
async def end(
    share: Annotated[UUID, typer.Argument(help="The share, by id.")],
    because: Because,
    through: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Its last day; left out: it stops at once.")
    ] = None,
    agency: Agency = None,
) -> None:
    """Stop sharing: at once, or after a last day."""
    async with here(agency) as at:
        if through is None:
            await shares.withdraw_share(share, version=None, because=because, by=at.by, now=at.now)
            say("it is shared no longer")
            return
        await shares.end_share(share, through=through.date(), version=None, because=because, by=at.by, now=at.now)
    say(f"it is shared through {through.date()}")
