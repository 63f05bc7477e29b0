"""Back up, and bring back: at the prompt."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from muster import clock
from muster.cli.prompt import FOUND_PROBLEMS, command, give, give_json, place, say
from muster.domain.access import operator
from muster.persistence.opening import agencies, opened
from muster.services import backup as service
from muster.services import ledger

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@command
async def backup(
    file: Annotated[Path | None, typer.Argument(help="The file to write. Unset: named by the moment, here.")] = None,
    json: Json = False,
) -> None:
    """Copy everything into one file while muster runs: database, files on record, and what proves them."""
    at = clock.instant()
    out = file or Path(f"muster-{at:%Y%m%d-%H%M%S}.backup")
    where = place()
    async with opened(where):
        made = await service.back_up(where, out, version=version("muster"), at=at)
    _tell(out, made, json=json)
    say("It holds names and passwords' digests: keep it as safe as the database itself.")


@command
async def restore(file: Annotated[Path, typer.Argument(help="The backup.")], json: Json = False) -> None:
    """Bring a backup back into an empty home (MUSTER_HOME), compare it, and verify every ledger."""
    where = place()
    found = await service.bring_back(file, where)
    faults = 0
    async with opened(where, making=True):
        for agency in await agencies(where):
            proved = await ledger.verify(by=operator(agency.id))
            faults += len(proved.faults)
            for fault in proved.faults:
                say(f"{agency.name}: {fault}")
    _tell(file, found, json=json)
    if faults:
        raise typer.Exit(FOUND_PROBLEMS)
    say(f"restored into {where.home}; every ledger verifies")


def _tell(file: Path, found: service.Backup, *, json: bool) -> None:
    if json:
        give_json(
            {
                "file": str(file),
                "made_at": found.made_at,
                "version": found.version,
                "size": found.size,
                "holds": found.holds.as_json(),
            }
        )
        return
    give(f"{file}: {found.size:,} bytes, made {found.made_at:%Y-%m-%d %H:%M:%S %Z}")
    for each in found.holds.ledgers:
        give(f"  agency {each.agency}: position {each.position}, {each.leaves} leaves, {each.digest[:16]}…")
    give(f"  {sum(count for _, count in found.holds.rows):,} rows, {len(found.holds.documents)} files on record")
