"""Lived experience at the prompt: counts, and nothing else."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import typer

from muster.cli.prompt import command, give_json, here, table
from muster.domain.privacy.disclosures import FEWEST
from muster.services import disclosures as service

app = typer.Typer(help="What people have disclosed of their lives: counts, and nothing else.", no_args_is_help=True)

Agency = Annotated[UUID | None, typer.Option(envvar="MUSTER_AGENCY", help="The agency, where there are several.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.callback()
def disclosures() -> None:
    """Keep this a group: there is one command, and it says what it does."""


@app.command()
@command
async def counts(agency: Agency = None, json: Json = False) -> None:
    """Count, of those who agreed to be counted; never where they are few."""
    async with here(agency) as at:
        found = await service.disclosure_counts(by=at.by)
    if json:
        give_json([{"kind": str(each.kind), "people": each.people} for each in found])
        return
    few = f"fewer than {FEWEST}"
    table(["kind", "people"], [[each.kind, few if each.people is None else str(each.people)] for each in found])
