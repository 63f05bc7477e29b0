"""How long things are kept, at the prompt."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

import typer

from muster.cli.prompt import command, give_json, here, say, table
from muster.services import retention as service

app = typer.Typer(help="How long things are kept: by the longest rule that applies.", no_args_is_help=True)

Agency = Annotated[UUID | None, typer.Option(envvar="MUSTER_AGENCY", help="The agency, where there are several.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command()
@command
async def rules(agency: Agency = None, json: Json = False) -> None:
    """List the rules: those that came with muster, then the agency's own."""
    async with here(agency) as at:
        found = await service.retention_rules(by=at.by)
    if json:
        give_json(
            [
                {
                    "id": each.fact,
                    "name": each.rule.id,
                    "kinds": sorted(each.rule.of),
                    "after": str(each.rule.after),
                    "keep": str(each.rule.keep),
                    "says": each.rule.says,
                    "cite": each.rule.cite,
                    "confidence": str(each.rule.confidence),
                    "reviewed_on": each.rule.reviewed_on,
                }
                for each in found
            ]
        )
        return
    rows = [
        [each.rule.id, str(each.rule.keep), each.rule.after, each.rule.cite, each.rule.confidence] for each in found
    ]
    table(["rule", "keeps", "after", "cite", "known"], rows)


@app.command("final-report")
@command
async def final_report(
    award: Annotated[UUID, typer.Argument(help="The award, by id.")],
    on: Annotated[datetime, typer.Argument(formats=["%Y-%m-%d"], help="The day it was submitted.")],
    because: Annotated[str, typer.Option(help="How it is known.")] = "",
    agency: Agency = None,
) -> None:
    """Record when an award's final financial report was submitted: three years are counted from it."""
    async with here(agency) as at:
        await service.record_final_report(award, on.date(), because=because, by=at.by, now=at.now)
    say("recorded")
