"""The ledger at the prompt: where it stands, and whether it holds."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import typer

from muster.cli.prompt import FOUND_PROBLEMS, command, give, give_json, here, table
from muster.services import access_log
from muster.services import ledger as service

app = typer.Typer(help="The ledger: what was recorded, and whether it still says the same.", no_args_is_help=True)

Agency = Annotated[UUID | None, typer.Option(envvar="MUSTER_AGENCY", help="The agency, where there are several.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command()
@command
async def verify(agency: Agency = None, json: Json = False) -> None:
    """Recompute every leaf from the facts. Ends with 3 when something does not hold."""
    async with here(agency) as at:
        found = await service.verify(by=at.by)
    if json:
        give_json(
            {
                "position": found.head.position,
                "at": found.head.at,
                "leaves": found.leaves,
                "erased": found.erased,
                "faults": list(found.faults),
            }
        )
    else:
        for fault in found.faults:
            give(fault)
        held = "every leaf says what the facts say" if not found.faults else f"{len(found.faults)} faults"
        give(f"position {found.head.position}, {found.leaves} leaves: {held}")
    if found.faults:
        raise typer.Exit(FOUND_PROBLEMS)


@app.command()
@command
async def head(agency: Agency = None, json: Json = False) -> None:
    """Print the last position taken, and when."""
    async with here(agency) as at:
        found = await service.head(by=at.by)
    if json:
        give_json({"position": found.position, "at": found.at})
    else:
        give(f"{found.position}  {found.at.isoformat()}")


@app.command()
@command
async def looks(
    person: Annotated[UUID | None, typer.Option(help="Only who looked at this person, by id.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="How many at most.")] = 50,
    agency: Agency = None,
    json: Json = False,
) -> None:
    """List who looked at whom, the newest first."""
    async with here(agency) as at:
        found = (await access_log.looks(person=person, limit=limit, by=at.by)).items
    if json:
        give_json(
            [
                {
                    "number": each.look.number,
                    "at": each.look.at,
                    "sight": each.look.sight,
                    "account": each.look.account,
                    "who": each.who,
                    "person": each.look.subject,
                    "detail": each.look.detail,
                }
                for each in found
            ]
        )
        return
    rows = [
        [
            str(each.look.number),
            f"{each.look.at:%Y-%m-%d %H:%M:%S %Z}",
            each.look.sight,
            each.who or (str(each.look.account) if each.look.account else "at the prompt"),
            str(each.look.subject or "everybody"),
            each.look.detail,
        ]
        for each in found
    ]
    table(["number", "at", "sight", "who", "person", "detail"], rows)
