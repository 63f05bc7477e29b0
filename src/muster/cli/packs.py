"""Rule packs at the prompt: check a file, run its cases, try it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from muster import catalogue
from muster.cli.prompt import FOUND_PROBLEMS, command, give, give_json, here, refuse, say, table
from muster.domain.adopting.tightening import Texts, compare_packs
from muster.domain.adopting.tighter_terms import Relation
from muster.domain.errors import Invalid, Refusal
from muster.domain.intervals import ALWAYS, BEGINNING, FOREVER, Interval
from muster.rules import cases, mutants, packs
from muster.rules.wording import OTHERS
from muster.services import packs as service
from muster.services import trials

app = typer.Typer(help="Rule packs: check, test, list, show, adopt.", no_args_is_help=True)

Agency = Annotated[UUID | None, typer.Option(envvar="MUSTER_AGENCY", help="The agency, where there are several.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
PackName = Annotated[
    str, typer.Argument(metavar="PACK", help="A pack file, or the id of a pack that comes with muster.")
]


@app.command()
def check(pack: PackName) -> None:
    """Read a pack strictly; name every fault with its line, and what is in English alone. Ends with 3 on faults."""
    try:
        read = packs.load(pack)
    except Invalid as refusal:
        say(str(refusal))
        raise typer.Exit(FOUND_PROBLEMS) from None
    except Refusal as refusal:
        refuse(refusal)
    asked = f"{len(read.requirements)} requirements, {len(read.teams)} rules of teams"
    terms = sum(len(each.terms) for each in read.requirements) + sum(len(each.terms) for each in read.teams)
    if read.of_awards:
        asked += f", {len(read.papers)} papers and {len(read.indirect)} indirect rates of awards"
        terms += sum(len(each.terms) for each in read.of_awards)
    give(f"{read.id}: {asked}, {terms} sets of terms, digest {read.digest}")
    for language in OTHERS:
        said = catalogue.words(language)
        for each in packs.untranslated(pack, language):
            if said.told(each) == each:
                give(f"not in [{language}]: {each}")


@app.command(name="test")
def try_(
    which: Annotated[
        list[str] | None,
        typer.Argument(metavar="CASES", help="Files of cases, or ids of shipped packs; unset: all shipped."),
    ] = None,
    mutate: Annotated[
        bool, typer.Option("--mutate", help="Then change every number, date and hour by one unit: does a case notice?")
    ] = False,
) -> None:
    """Try cases against their packs; print each that fails, expected and found. Ends with 3 when any does."""
    failed = tried = unnoticed = 0
    try:
        for each in which or packs.shipped():
            file = cases.load(each)
            text = packs.text(file.pack, beside=Path(each).parent)
            failures = cases.run(packs.parse(text, source=file.pack), file.cases)
            tried, failed = tried + len(file.cases), failed + len(failures)
            for failure in failures:
                give(str(failure))
            unnoticed += _unnoticed(file, text) if mutate and not failures else 0
    except Refusal as refusal:
        refuse(refusal)
    give(f"{tried} cases, {failed} do not hold" if failed else f"{tried} cases, all hold")
    if failed or unnoticed:
        raise typer.Exit(FOUND_PROBLEMS)


def _unnoticed(file: cases.CaseFile, text: str) -> int:
    """Print what no case notices when it is changed by one unit; return how many there are."""
    said = mutants.fates(text, file.cases, mutants.numbers)
    survived = [each for each, end in said.items() if end is mutants.Fate.SURVIVED]
    for each in survived:
        give(f"{file.pack}: no case notices {each}")
    give(f"{file.pack}: {len(said)} numbers, dates and hours changed by one unit, {len(said) - len(survived)} noticed")
    return len(survived)


@app.command(name="list")
def list_(json: Json = False) -> None:
    """List the packs that come with muster."""
    shipped = service.shipped_packs()
    if json:
        give_json(
            [
                {"id": each.id, "title": each.title, "reviewed_on": each.reviewed_on, "digest": each.digest}
                for each in shipped
            ]
        )
    else:
        table(("pack", "title", "reviewed"), [(each.id, each.title, str(each.reviewed_on)) for each in shipped])


@app.command()
def show(pack: PackName) -> None:
    """Print the text of a pack that comes with muster, to read, or to copy and make your own."""
    try:
        give(packs.shipped_text(pack))
    except Refusal as refusal:
        refuse(refusal)


@app.command()
def diff(
    parent: Annotated[str, typer.Argument(metavar="A", help="A pack file, or the id of a shipped pack.")],
    child: Annotated[str, typer.Argument(metavar="B", help="The text that is compared with it.")],
    since: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="Only the days from this one on.")
    ] = None,
    json: Json = False,
) -> None:
    """Say in what B is tighter or looser than A. Ends with 3 when anything is looser, or not shown to be as tight."""
    try:
        during = Interval(since.date()) if since else ALWAYS
        found = compare_packs(packs.load(parent), packs.load(child), during=during)
    except Refusal as refusal:
        refuse(refusal)
    if json:
        give_json(_as_json(found))
    else:
        for line in told(found):
            give(line)
        give(f"{child} beside {parent}: {found.relation}")
    if any(each.loosens or each.relation is Relation.LEFT_OUT for each in found.compared):
        raise typer.Exit(FOUND_PROBLEMS)


def told(found: Texts) -> Iterator[str]:
    """Yield a comparison line by line."""
    for each in found.compared:
        yield f"{each.relation:10} {each.id}"
        for stretch in each.stretches:
            yield f"    {_days(stretch.during)}: {stretch.relation}"
            for part in stretch.differences:
                because = f" ({part.because})" if part.because else ""
                yield f"        {part.relation:10} {part.what}: {part.parent or '-'} -> {part.child or '-'}{because}"


def _days(during: Interval) -> str:
    first = "" if during.start == BEGINNING else f"from {during.start}"
    last = "" if during.end == FOREVER else f"through {during.last}"
    return " ".join(each for each in (first, last) if each) or "always"


def _as_json(found: Texts) -> dict[str, object]:
    return {
        "parent": found.parent.digest,
        "child": found.child.digest,
        "relation": found.relation,
        "requirements": [
            {
                "id": each.id,
                "relation": each.relation,
                "stretches": [
                    {
                        "from": None if stretch.during.start == BEGINNING else stretch.during.start,
                        "through": None if stretch.during.end == FOREVER else stretch.during.last,
                        "relation": stretch.relation,
                        "differences": [part._asdict() for part in stretch.differences],
                    }
                    for stretch in each.stretches
                ],
            }
            for each in found.compared
        ],
    }


@app.command(name="try")
@command
async def try_on_people(
    pack: PackName,
    program: Annotated[UUID | None, typer.Option(help="The program; unset: every program of the agency.")] = None,
    on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day asked about; today otherwise.")
    ] = None,
    agency: Agency = None,
    json: Json = False,
) -> None:
    """Say how whoever holds a role would stand by a pack, before anybody adopts it. Nothing is recorded."""
    text = packs.text(pack)
    async with here(agency) as at:
        day = _day(on) if on else at.now.today
        _, found = await trials.trial(text, program=program, on=day, by=at.by)
    rows = [(each.requirement.name, each.met, each.not_met, each.review) for each in found]
    if json:
        give_json([dict(zip(("requirement", "met", "not_met", "needs_review"), row, strict=True)) for row in rows])
    else:
        table(("requirement", "met", "not met", "in doubt"), [tuple(map(str, row)) for row in rows])


def _day(parsed: datetime) -> date:
    return parsed.date()
