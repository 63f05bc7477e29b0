"""One person at the prompt: what is held about them, and to erase them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from muster import catalogue, settings
from muster.cli.prompt import command, give, give_json, here, say
from muster.domain.access_log import Sight
from muster.domain.errors import Conflict, Invalid
from muster.domain.privacy.erasure import Fate, Preview
from muster.domain.privacy.own_data import as_text
from muster.files import Files
from muster.services import access_log, erasure, my_data

app = typer.Typer(help="One person: what is held about them, and to erase them.", no_args_is_help=True)

Person = Annotated[UUID, typer.Argument(help="The person, by id.")]
Agency = Annotated[UUID | None, typer.Option(envvar="MUSTER_AGENCY", help="The agency, where there are several.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def home() -> erasure.Home:
    """Return the folders that an erasure looks through, by the settings."""
    read = settings.read()
    return erasure.Home(Files(read.home / "evidence"), read.home / "mail")


@app.command()
@command
async def data(
    person: Person,
    out: Annotated[Path | None, typer.Option(help="Write everything into this zip file.")] = None,
    agency: Agency = None,
    json: Json = False,
) -> None:
    """Say what is held about a person; that you asked is told in the access log."""
    words = catalogue.words(settings.read().language)
    async with here(agency) as at:
        if out is not None:
            if out.exists():
                raise Invalid(f"there is a file {out} already; name another", code="file-exists")
            out.write_bytes(await my_data.data_archive(person, by=at.by, now=at.now, words=words))
            say(f"everything about them is in {out}")
            return
        found = await my_data.data_about(person, by=at.by, now=at.now)
    if json:
        give_json(my_data.as_json(found, at.now.at))
    else:
        give(as_text(found, words))


@app.command()
@command
async def erase(
    person: Person,
    because: Annotated[str, typer.Option(help="Why, in words that name nobody: they stay in the ledger.")],
    yes: Annotated[
        bool, typer.Option("--yes", help="Carry it out without asking; else the name has to be typed.")
    ] = False,
    agency: Agency = None,
) -> None:
    """Show what erasing a person takes and what stays; once it is confirmed, carry it out. Nobody can undo it."""
    async with here(agency) as at:
        found = await erasure.preview_erasure(person, by=at.by, now=at.now, home=home())
        await access_log.looked(Sight.RECORD, [person], by=at.by, now=at.now)
        for line in told(found):
            give(line)
        if found.holds:
            raise erasure.on_hold(found.holds)
        typed = found.name if yes else _typed(found)
        await erasure.erase_person(
            person, read=found.digest, confirmed=typed, because=because, by=at.by, now=at.now, home=home()
        )
    say("erased; backups made before still hold it, and the runbook says what to do about them")


def _typed(found: Preview) -> str:
    if not found.takes:
        raise Conflict("there is nothing to erase; what is left is kept by a rule", code="nothing-to-erase")
    if not sys.stdin.isatty():
        raise Invalid("there is no terminal to confirm at; read the preview, and give --yes", code="not-confirmed")
    say(f"To carry it out, type the name as it is on record ({found.name}); anything else leaves all as it is:")
    return input()


def told(found: Preview) -> list[str]:
    """Return what a preview says, line by line."""
    lines = [f"{found.name} ({found.person})", "", "goes:"]
    if found.identity:
        lines.append("  name, addresses, telephone, birth, in every version")
    lines += [f"  {count} x {_plain(kind)}" for kind, count in found.going.items()]
    lines += [f"  the number of {count} x {_plain(kind)}" for kind, count in found.blanked.items()]
    lines += [
        f"  {count} {what}"
        for count, what in (
            (found.remarks, "remarks about them, or that name them"),
            (found.reminders, "reminders"),
            (found.mails, "messages that became files"),
        )
        if count
    ]
    lines += [f"  the file {each.name}" for each in found.files if each.goes]
    if found.account is Fate.GOES:
        lines.append("  their place here, and the sign-in where it is nobody else's")
    lines += ["", "stays, without the name:"]
    for each in found.staying:
        until = f"through {each.until}" if each.until else "until a day that nobody can name yet"
        rule = each.keeping.rule
        lines.append(f"  {each.count} x {_plain(each.kind)}, {until}: {rule.cite} ({rule.confidence})")
    for file in found.files:
        if not file.goes:
            until = f"through {file.until}" if file.until else "until a day that nobody can name yet"
            lines.append(f"  the file {file.name}, {until}, with {file.others} other people in it")
    lines += [f"  note: {cite} asks for a record with the name" for cite in found.named]
    lines += [f"stands in the way: a legal hold since {each.since}: {each.reason}" for each in found.holds]
    if found.still_here:
        lines.append("stands in the way: they are employed or hold a role, today or later")
    return lines


def _plain(kind: str) -> str:
    return kind.replace("_", " ").replace("-", " ")
