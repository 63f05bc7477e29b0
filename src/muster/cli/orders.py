"""Orders that extend, at the prompt: whom one would touch, recording it, and withdrawing it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

import typer

from muster.cli.prompt import command, give, give_json, here, say, table
from muster.domain.extensions import Order
from muster.domain.intervals import Interval
from muster.services import orders as service
from muster.services.orders import Effect

app = typer.Typer(help="Orders that move many days at once, by a number on paper.", no_args_is_help=True)

Agency = Annotated[UUID | None, typer.Option(envvar="MUSTER_AGENCY", help="The agency, where there are several.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Because = Annotated[str, typer.Option(help="Why: kept in the ledger.")]
_DAY = ["%Y-%m-%d"]


@app.command("list")
@command
async def listed(agency: Agency = None, json: Json = False) -> None:
    """List the orders on record, the one given last first."""
    async with here(agency) as at:
        found = await service.orders(by=at.by)
    lines = [
        {
            "id": each.fact,
            "number": each.value.number,
            "authority": each.value.authority,
            "granted_on": each.value.granted_on,
            "about": each.value.requirement or each.value.kind,
            "lapses_from": each.value.window.start,
            "lapses_through": each.value.window.last,
            "runs_through": each.value.through,
            "program": each.value.program,
        }
        for each in found
    ]
    if json:
        give_json(lines)
        return
    heads = ["id", "number", "about", "lapses_from", "lapses_through", "runs_through", "granted_on", "authority"]
    table(heads, [[str(each[head]) for head in heads] for each in lines])


@app.command()
@command
async def record(  # noqa: PLR0913, PLR0917 - typer makes an option of each
    number: Annotated[str, typer.Argument(help="Its number, as on its paper.")],
    authority: Annotated[str, typer.Option(help="The office that gave it; never a person's name.")],
    because: Because,
    first: Annotated[datetime, typer.Option("--from", formats=_DAY, help="What lapses, or is due, from this day on,")],
    last: Annotated[datetime, typer.Option("--until", formats=_DAY, help="and through this one,")],
    through: Annotated[datetime, typer.Option(formats=_DAY, help="runs through this day.")],
    requirement: Annotated[str, typer.Option(help="The requirement that it is about, as PACK/REQUIREMENT.")] = "",
    kind: Annotated[str, typer.Option(help="Or the kind of credential.")] = "",
    granted: Annotated[
        datetime | None, typer.Option(formats=_DAY, help="The day it was given; today otherwise.")
    ] = None,
    program: Annotated[UUID | None, typer.Option(help="In one program; in every one otherwise.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Record it; otherwise only say whom it would touch.")] = False,
    agency: Agency = None,
) -> None:
    """Say whom an order would touch, and how; record it with --yes, and print its id."""
    async with here(agency) as at:
        given = granted.date() if granted else at.now.today
        window = Interval.through(first.date(), last.date())
        said = Order(number, authority, given, window, through.date(), requirement, kind, program)
        _tell(await service.order_would(said, by=at.by, now=at.now))
        if yes:
            give(str(await service.record_order(said, because=because, by=at.by, now=at.now)))
    say("recorded" if yes else "nothing was recorded; add --yes to record it")


@app.command()
@command
async def withdraw(
    order: Annotated[UUID, typer.Argument(help="The order, by id.")],
    because: Because,
    yes: Annotated[bool, typer.Option("--yes", help="Withdraw it; otherwise only say whom it touches.")] = False,
    agency: Agency = None,
) -> None:
    """Say whom an order touches; withdraw it with --yes."""
    async with here(agency) as at:
        found = await service.order(order, by=at.by)
        _tell(await service.effect(found.fact, on=at.now.today, by=at.by))
        if yes:
            await service.withdraw_order(order, version=found.version, because=because, by=at.by, now=at.now)
    say("withdrawn" if yes else "nothing was withdrawn; add --yes to withdraw it")


def _tell(effect: Effect) -> None:
    """Print whom it touches, from which day to which, and their answer today without it and under it."""
    for each in effect.people:
        moves = "; ".join(f"{one.requirement} {one.due_on} to {one.through}" for one in each.moves)
        say(f"{effect.names.get(each.person, each.person)}: {moves}: {each.without} becomes {each.under}")
    say(f"people whose day is moved: {effect.moved}; whose answer of today is another one: {effect.changed}")
