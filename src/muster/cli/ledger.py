"""The ledger at the prompt: where it stands, and whether it holds."""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from muster import clock
from muster.cli.prompt import (
    FOUND_PROBLEMS,
    command,
    give,
    give_json,
    here,
    place,
    say,
    signing,
    table,
    write_new,
)
from muster.domain.access import Scope
from muster.domain.errors import Invalid, NotFound
from muster.domain.ledger.checkpoints import Log
from muster.persistence.opening import agencies, opened
from muster.services import access_log, checkpoints, ledger_export
from muster.services import ledger as service
from muster.services.verifying import Kept

app = typer.Typer(help="The ledger: what was recorded, and whether it still says the same.", no_args_is_help=True)

Agency = Annotated[UUID | None, typer.Option(envvar="MUSTER_AGENCY", help="The agency, where there are several.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command()
@command
async def verify(
    checkpoint: Annotated[
        list[Path] | None,
        typer.Option(help="A checkpoint kept elsewhere; name as many as you have. What was cut off shows against it."),
    ] = None,
    agency: Agency = None,
    json: Json = False,
) -> None:
    """Recompute every leaf and both trees, and check what was signed. Ends with 3 when something does not hold."""
    kept = [Kept(str(each), _text(each)) for each in checkpoint or ()]
    async with here(agency) as at:
        found = await service.verify(by=at.by, kept=kept)
    if json:
        give_json(
            {
                "position": found.head.position,
                "at": found.head.at,
                "leaves": found.leaves,
                "erased": found.erased,
                "looks": found.looks,
                "checkpoints": found.witness.checkpoints,
                "kept": found.witness.kept,
                "keys": list(found.witness.keys),
                "faults": list(found.faults),
                "notes": list(found.notes),
            }
        )
    else:
        for said in (*found.faults, *(f"note: {each}" for each in found.notes)):
            give(said)
        signed = f"{found.witness.checkpoints} checkpoints, {found.witness.kept} kept elsewhere"
        held = "everything says what it said" if not found.faults else f"{len(found.faults)} faults"
        give(f"position {found.head.position}, {found.leaves} leaves, {found.looks} looks, {signed}: {held}")
    if found.faults:
        raise typer.Exit(FOUND_PROBLEMS)


@app.command()
@command
async def checkpoint(
    log: Annotated[Log, typer.Option(help="Which log.")] = Log.LEDGER,
    out: Annotated[Path | None, typer.Option(help="The file to write. Unset: standard output.")] = None,
    agency: Agency = None,
) -> None:
    """Sign how a log stands now. Keep the file where whoever runs this machine cannot reach it."""
    async with here(agency) as at:
        found = await checkpoints.checkpoint(log, by=at.by, now=at.now, keys=signing())
    if out is None:
        sys.stdout.write(found.note)
        return
    write_new(out, found.note.encode())
    say(f"{found.checkpoint.size} leaves up to position {found.checkpoint.position}, signed by key {found.key}")
    give(str(out))


@app.command()
@command
async def export(
    file: Annotated[Path, typer.Argument(help="The file to write, a zip.")],
    with_values: Annotated[
        bool, typer.Option("--with-values", help="Add what the leaves commit to: names, dates, remarks.")
    ] = False,
    agency: Agency = None,
) -> None:
    """Write both logs down, to be checked elsewhere: leaves, checkpoints, keys, and the verifier."""
    async with here(agency) as at:
        done = await ledger_export.export(
            file, with_values=with_values, version=version("muster"), by=at.by, now=at.now, keys=signing()
        )
    for log, each in done.checkpoints.items():
        say(f"{log}: {each.checkpoint.size} leaves up to {each.checkpoint.position}, signed by key {each.key}")
    if with_values:
        say(f"It names people, in {done.values} values: hand it over as you would hand over the records.")
    give(str(file))


@app.command()
@command
async def rotate_key() -> None:
    """Let a new key sign checkpoints from now on; the old one vouches for it, in every agency, and is gone."""
    keys, where, at = signing(), place(), clock.instant()
    old = keys.signer().public
    async with opened(where):
        for each in await agencies(where):
            await checkpoints.introduce_next(Scope(each.id), at=at, keys=keys)
    new = keys.next.signer().public
    if keys.given:
        say(f"let MUSTER_SIGNING_KEY_FILE name {keys.next.path} from now on, and destroy {keys.path}")
    else:
        keys.follow()
    say(f"key {old.id} signed until now; tell your auditors that the next is")
    give(new.id)


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


def _text(file: Path) -> str:
    """Read a checkpoint, however an editor or a mail program ended its lines."""
    try:
        return file.read_text(encoding="utf-8").rstrip() + "\n"
    except FileNotFoundError:
        raise NotFound(f"there is no file {file}") from None
    except (OSError, UnicodeDecodeError) as why:
        raise Invalid(f"{file} cannot be read as a checkpoint: {why}", code="not-a-checkpoint") from why
