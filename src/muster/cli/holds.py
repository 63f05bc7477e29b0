"""Legal holds at the prompt."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import typer

from muster.cli.prompt import command, give, give_json, here, say, table
from muster.services import holds as service

app = typer.Typer(help="Legal holds: while one stands, nothing that it covers is erased.", no_args_is_help=True)

Agency = Annotated[UUID | None, typer.Option(envvar="MUSTER_AGENCY", help="The agency, where there are several.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Because = Annotated[str, typer.Option(help="Why; whoever tries to erase is told.")]


@app.command("list")
@command
async def listed(agency: Agency = None, json: Json = False) -> None:
    """List the holds that stand, the oldest first."""
    async with here(agency) as at:
        found = await service.holds(by=at.by)
    if json:
        give_json(
            [{"id": each.fact, "person": each.person, "since": each.since, "reason": each.reason} for each in found]
        )
        return
    rows = [[str(each.fact), str(each.person or "the whole agency"), str(each.since), each.reason] for each in found]
    table(["id", "on", "since", "reason"], rows)


@app.command()
@command
async def place(
    because: Because,
    person: Annotated[UUID | None, typer.Option(help="On this person; left out: on the whole agency.")] = None,
    agency: Agency = None,
) -> None:
    """Place a hold; print its id."""
    async with here(agency) as at:
        made = await service.place_hold(person, because=because, by=at.by, now=at.now)
    give(str(made))
    say("held: nothing that it covers is erased until it is lifted")


@app.command()
@command
async def lift(
    hold: Annotated[UUID, typer.Argument(help="The hold, by id.")], because: Because, agency: Agency = None
) -> None:
    """Lift a hold. Nothing is erased by that."""
    async with here(agency) as at:
        await service.lift_hold(hold, because=because, by=at.by, now=at.now)
    say("lifted")
