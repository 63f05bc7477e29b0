"""A class at the prompt: recorded for everybody who was there, by names or ids, and taken back as one."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated
from uuid import UUID, uuid4

import typer

from muster.cli.meant import course_meant, people_meant
from muster.cli.prompt import Here, command, give, here, say
from muster.domain.classes import Class
from muster.domain.credentials import Proof
from muster.domain.errors import NotFound
from muster.domain.training import Payer
from muster.services import classes as service
from muster.services import training

app = typer.Typer(help="A class: record it for everybody who was there, or take it back.", no_args_is_help=True)

Agency = Annotated[UUID | None, typer.Option(envvar="MUSTER_AGENCY", help="The agency, where there are several.")]


@app.command("record")
@command
async def record_class(  # noqa: PLR0913, PLR0917 - typer makes an option of each
    course: Annotated[str, typer.Argument(help="The course, by its title or its id.")],
    on: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The day it was finished.")],
    who: Annotated[list[str] | None, typer.Argument(help="Who was there, each by name or id.")] = None,
    file: Annotated[
        Path | None, typer.Option(help="A file with who was there, one name or id a line; - reads what is piped in.")
    ] = None,
    minutes: Annotated[int | None, typer.Option(min=1, help="How long it took; unset: as the course says.")] = None,
    proof: Annotated[Proof, typer.Option(help="Who has confirmed it.")] = Proof.SELF_REPORTED,
    paid_by: Annotated[
        str | None, typer.Option(help="The number of the award that paid, or elsewhere for none on record here.")
    ] = None,
    sheet: Annotated[UUID | None, typer.Option("--id", help="An id of yours: sent again, it is recorded once.")] = None,
    agency: Agency = None,
) -> None:
    """Record a course for everybody who was there, in one act: all of them, or nobody."""
    async with here(agency) as at:
        taught = await course_meant(course, at)
        there = await people_meant([*(who or []), *_lines(file)], at)
        said = taught.value
        held = Class(taught.fact, on.date(), minutes or said.minutes, said.mode, proof, await _payer(paid_by, at))
        made = await service.record_class(there, held, by=at.by, now=at.now, fact=sheet or uuid4())
    say(f"recorded for {len(made.people)}: {said.title}, {held.held_on}")
    if made.already:
        say(f"{len(made.already)} had it on that day already, and were left alone")
    give(str(made.sheet))


@app.command("undo")
@command
async def withdraw_class(
    sheet: Annotated[UUID, typer.Argument(help="The class, by the id that it was recorded under.")],
    because: Annotated[str, typer.Option(help="Why, for the ledger.")],
    agency: Agency = None,
) -> None:
    """Take back exactly what a class recorded; refused once something else was said of any of it."""
    async with here(agency) as at:
        await service.withdraw_class(sheet, because=because, by=at.by, now=at.now)
    say("taken back")


async def _payer(number: str | None, at: Here) -> Payer | None:
    """Return who is said to have paid: an award by its number; nobody where nothing is said."""
    if number is None or number == "elsewhere":
        return Payer() if number else None
    for which, there in (await training.payers(by=at.by)).items():
        if there.strip().casefold() == number.strip().casefold():
            return Payer(which)
    raise NotFound(f"there is no award with the number {number!r} here; name one that is on record, or elsewhere")


def _lines(file: Path | None) -> list[str]:
    if file is None:
        return []
    text = sys.stdin.read() if str(file) == "-" else file.read_text("utf-8-sig")
    return [each.strip() for each in text.splitlines() if each.strip()]
