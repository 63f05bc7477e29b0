"""Set muster up, run it, stop it, and see what is wrong with it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from muster import clock, settings
from muster.cli.prompt import FOUND_PROBLEMS, command, give, give_json, password, place, refuse, say
from muster.cli.serving import reached
from muster.domain.access import operator
from muster.domain.errors import Invalid, Refusal
from muster.persistence.embedded import Embedded
from muster.persistence.opening import agencies, opened
from muster.services import health, programs

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@command
async def init(
    agency: Annotated[str | None, typer.Option(help="The agency to found: the legal recipient.")] = None,
    program: Annotated[str | None, typer.Option(help="Its first program.")] = None,
    time_zone: Annotated[str, typer.Option(help="Whose midnight it keeps.")] = "America/New_York",
    email: Annotated[str | None, typer.Option(help="Its administrator's address.")] = None,
    password_file: Annotated[
        Path | None, typer.Option(help="A file with the administrator's password; asked for otherwise.")
    ] = None,
) -> None:
    """Make the database, or bring it up to date; found an agency when one is named."""
    where = place()
    async with opened(where, making=True) as ran:
        say(f"database ready: {len(ran)} migrations run now" if ran else "database ready: nothing to migrate")
        if agency is None:
            if not await agencies(where):
                say("no agency yet: found one with `muster init --agency NAME --email ADDRESS`")
            return
        if email is None:
            raise Invalid("an agency needs its administrator's address: --email", code="no-email")
        now = clock.moment(time_zone)
        made = await programs.found_agency(agency, time_zone, email=email, password=password(password_file), now=now)
        say(f"founded {made.name}")
        give(str(made.id))
        if program is not None:
            give(str(await programs.add_program(program, by=operator(made.id), now=now)))
            say(f"added the program {program}")


def stop(
    force: Annotated[bool, typer.Option(help="Stop it even while others use it.")] = False,
) -> None:
    """Stop the embedded database of this home."""
    try:
        say("stopped" if Embedded(settings.read().home).stop(force=force) else "it was not running")
    except Refusal as refusal:
        refuse(refusal)


def doctor(json: Json = False) -> None:
    """Say in words what is wrong, and what to do about it. Ends with 3 when something is."""
    try:
        checks = asyncio.run(health.examine(place(), now=clock.moment("UTC")))
        checks.append(reached(settings.read()))
    except Refusal as refusal:
        refuse(refusal)
    if json:
        give_json([{"what": each.what, "well": each.well, "words": each.words} for each in checks])
    else:
        for each in checks:
            give(f"{'ok  ' if each.well else 'LOOK'}  {each.what}: {each.words}")
    if not all(each.well for each in checks):
        raise typer.Exit(FOUND_PROBLEMS)
