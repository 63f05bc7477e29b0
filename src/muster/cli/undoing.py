"""Take a whole import back at the prompt: what it would do first, and only with ``--yes`` the deed."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import typer

from muster import catalogue, settings
from muster.cli.prompt import FOUND_PROBLEMS, command, here, say, table
from muster.domain.errors import NotFound
from muster.domain.importing.planning.labels import KINDS
from muster.domain.importing.undoing import Undoing, because_of, called
from muster.domain.words import Words
from muster.services import imports
from muster.services import undoing as service


@command
async def undo(
    position: Annotated[int, typer.Argument(help="The ledger position that the import was stored at.")],
    because: Annotated[str, typer.Option(help="Why, for the ledger.")],
    yes: Annotated[bool, typer.Option("--yes", help="Take it back. Without it nothing is.")] = False,
    agency: Annotated[
        UUID | None, typer.Option(envvar="MUSTER_AGENCY", help="The agency, where there are several.")
    ] = None,
) -> None:
    """Take a whole import back, in one act, for 30 days: withdraw what it added, put back what it said otherwise."""
    words = catalogue.words(settings.read().language)
    async with here(agency) as at:
        page = await imports.imported(position=position, by=at.by)
        if not page.items:
            raise NotFound(f"nothing was brought in at position {position} of the ledger")
        which = page.items[0].id
        read = await service.undoing(which, by=at.by, now=at.now)
        _show(read, words)
        if read.in_the_way:
            raise typer.Exit(FOUND_PROBLEMS)
        done = await service.undo_import(which, because=because, by=at.by, now=at.now) if yes else None
    if done is not None:
        say(words("taken back, at position {position} of the ledger", position=done))
    elif read.done:
        say(words("nothing of it stands any longer: there is nothing to take back"))
    else:
        say(words("nothing was taken back. To do it, run the same again with --yes"))


def _show(read: Undoing, words: Words) -> None:
    """Print what it would do, or what is in the way."""
    counts = [
        *((words("would be withdrawn"), kind, count) for kind, count in read.withdraws.items()),
        *((words("would be put back as before"), kind, count) for kind, count in read.puts_back.items()),
    ]
    if read.in_the_way:
        rows = [(called(each, words), because_of(each.why, words), str(each.fact)) for each in read.in_the_way]
        table((words("in the way"), words("why"), "id"), rows)
        say(words("nothing was taken back: correct or withdraw these by themselves, and ask again"))
    elif counts:
        rows = [(words(KINDS[kind]), what, str(count)) for what, kind, count in counts]
        table((words("what"), words("what becomes of it"), words("how many")), rows)
