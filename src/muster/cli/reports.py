"""Reports at the prompt: what there is, and each of them as a file."""

from __future__ import annotations

import sys
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from muster.cli.compliance import asked_position
from muster.cli.prompt import Here, command, give, give_json, here, say, signing, table
from muster.domain.errors import Conflict, Fault, Invalid
from muster.domain.intervals import Interval
from muster.reports import catalogue
from muster.services import compliance, downloads
from muster.services import reports as service
from muster.services.downloads import Download, Format, View

app = typer.Typer(help="Reports: list them, draw them.", no_args_is_help=True)


class Language(StrEnum):
    """A language that muster speaks."""

    EN = "en"
    ES = "es"


Agency = Annotated[UUID | None, typer.Option(envvar="MUSTER_AGENCY", help="The agency, where there are several.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
First = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="The first day reported on, with --last. Unset: the last period over."),
]
Last = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The last day reported on, that day included.")
]
Given = Annotated[
    Format | None,
    typer.Option("--format", help="What it is given as. Unset: a PDF at a terminal, JSON anywhere else."),
]
Out = Annotated[
    str | None,
    typer.Option(help="The file to write; - is standard output. Unset: JSON there, the others under their own name."),
]
Spoken = Annotated[Language, typer.Option(help="The language of PDF and XLSX.")]
KnownAt = Annotated[
    str | None,
    typer.Option(help="What was on record by then: a ledger position, or an instant as 2026-03-03T12:00:00Z."),
]


@app.command(name="list")
def list_(json: Json = False) -> None:
    """List the reports there are, and what each promises."""
    found = catalogue.reports()
    if json:
        give_json([{"id": each.id, "title": each.title, "promise": each.promise, "cite": each.cite} for each in found])
        return
    table(["report", "promises"], [[each.id, each.promise] for each in found])


@app.command()
@command
async def grant_compliance(
    award: Annotated[str, typer.Option(help="The number of the award, or its id.")],
    first: First = None,
    last: Last = None,
    given: Given = None,
    out: Out = None,
    language: Spoken = Language.EN,
    known_at: KnownAt = None,
    agency: Agency = None,
) -> None:
    """Was everybody charged to an award qualified for it when charged? With every day, minute and paragraph."""
    during = _period(first, last)
    async with here(agency) as at:
        known = await compliance.position(asked_position(known_at), by=at.by)
        view = await service.grant_compliance(award, during, known=known, by=at.by, now=at.now, keys=signing())
        file = await _drawn(view, given, language, at)
    _hand_out(view, file, out)


@app.command()
@command
async def state_compliance(
    first: First = None,
    last: Last = None,
    program: Annotated[UUID | None, typer.Option(help="The id of a program. Unset: all of them.")] = None,
    given: Given = None,
    out: Out = None,
    language: Spoken = Language.EN,
    known_at: KnownAt = None,
    agency: Agency = None,
) -> None:
    """Who met which adopted requirement in a period, who did not and when, and the staff of each partnership."""
    during = _period(first, last)
    async with here(agency) as at:
        known = await compliance.position(asked_position(known_at), by=at.by)
        view = await service.state_compliance(
            during, program=program, known=known, by=at.by, now=at.now, keys=signing()
        )
        file = await _drawn(view, given, language, at)
    _hand_out(view, file, out)


@app.command(name="sf-425")
@command
async def sf_425(
    award: Annotated[str, typer.Option(help="The number of the award, or its id.")],
    through: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The report's last day. Unset: the latest with figures on record."),
    ] = None,
    given: Given = None,
    out: Out = None,
    language: Spoken = Language.EN,
    known_at: KnownAt = None,
    agency: Agency = None,
) -> None:
    """Each line of section 10 of the federal financial report with its working, and the indirect costs allowed."""
    day = through.date() if through else None
    async with here(agency) as at:
        known = await compliance.position(asked_position(known_at), by=at.by)
        view = await service.sf_425(award, day, known=known, by=at.by, now=at.now, keys=signing())
        file = await _drawn(view, given, language, at)
    _hand_out(view, file, out)


@app.command()
@command
async def training_summary(
    award: Annotated[str, typer.Option(help="The number of the award, or its id.")],
    first: First = None,
    last: Last = None,
    given: Given = None,
    out: Out = None,
    language: Spoken = Language.EN,
    known_at: KnownAt = None,
    agency: Agency = None,
) -> None:
    """How many people of which workforce completed training that an award paid for: SAMHSA's WD2 and TR1."""
    during = _period(first, last)
    async with here(agency) as at:
        known = await compliance.position(asked_position(known_at), by=at.by)
        view = await service.training_summary(award, during, known=known, by=at.by, now=at.now, keys=signing())
        file = await _drawn(view, given, language, at)
    _hand_out(view, file, out)


def _period(first: datetime | None, last: datetime | None) -> Interval | None:
    if first is None and last is None:
        return None
    if first is None or last is None or last < first:
        raise Invalid(
            "a period has a first and a last day, in this order",
            code="ends-before-it-starts",
            faults=[
                Fault(
                    "--first, --last",
                    " to ".join(str(each.date()) if each else "nothing" for each in (first, last)),
                    "two days",
                    "name both, or leave both out for the last period that is over",
                )
            ],
        )
    return Interval.through(first.date(), last.date())


async def _drawn(view: View, given: Format | None, language: Language, at: Here) -> Download:
    kind = given or (Format.PDF if sys.stdout.isatty() else Format.JSON)
    return await downloads.download(view, kind, language=language, by=at.by, now=at.now)


def _hand_out(view: View, file: Download, out: str | None) -> None:
    """Put the report where it was asked for; say where, and what it answers."""
    say(view.answer)
    if out == "-" or (out is None and file.media_type == downloads.MEDIA_TYPES[Format.JSON]):
        sys.stdout.buffer.write(file.content)
        sys.stdout.flush()
        return
    give(str(_written(file, out)))


def _written(file: Download, out: str | None) -> Path:
    """Write a file, and return where; what is there already is kept unless the name was given."""
    where = Path(out or file.name)
    if out is None and where.exists() and where.read_bytes() != file.content:
        raise Conflict(
            f"{where} is there already, and says something else; name a file with --out, or move that one away",
            code="file-there",
        )
    try:
        where.write_bytes(file.content)
    except OSError as why:
        raise Invalid(f"{where} cannot be written: {why.strerror}; name another file with --out") from why
    return where
