"""Find something by name or number, at the prompt."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import typer

from muster.cli.prompt import command, give, give_json, here, say
from muster.services import search as service

Agency = Annotated[UUID | None, typer.Option(envvar="MUSTER_AGENCY", help="The agency, where there are several.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@command
async def search(
    words: Annotated[list[str], typer.Argument(help="Words, or how they begin; a number too.")],
    agency: Agency = None,
    json: Json = False,
) -> None:
    """Find people, courses, awards, programs and partners by name or number. Accents make no difference."""
    async with here(agency) as at:
        found = await service.search(" ".join(words), by=at.by)
    if json:
        give_json(
            [
                {"kind": each.kind, "id": one.fact, "title": one.title, "more": one.more}
                for each in found
                for one in each.items
            ]
        )
        return
    if not found:
        say("nothing is called or numbered so")
    for each in found:
        for one in each.items:
            give(f"{each.kind:8} {one.fact}  {one.title}{f' ({one.more})' if one.more else ''}")
        if each.total > len(each.items):
            say(f"and {each.total - len(each.items)} more of this kind")
