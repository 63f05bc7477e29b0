"""Approvals of courses at the prompt: which authority approved a course, for what and from when."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Annotated
from uuid import UUID

import typer

from muster.cli.meant import course_meant
from muster.cli.prompt import command, give, give_json, here, say, table
from muster.domain.approvals import Approval
from muster.domain.errors import Invalid
from muster.domain.intervals import FOREVER, Interval
from muster.services import approvals as service

app = typer.Typer(help="Which authority approved a course, for what and from when.", no_args_is_help=True)

_DAY = ["%Y-%m-%d"]
Agency = Annotated[UUID | None, typer.Option(envvar="MUSTER_AGENCY", help="The agency, where there are several.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Because = Annotated[str, typer.Option(help="Why: kept in the ledger.")]
TheCourse = Annotated[str, typer.Argument(help="The course, by its title or its id.")]
Which = Annotated[UUID, typer.Argument(help="The approval, by id.")]
Topics = Annotated[
    list[str] | None, typer.Option("--topic", help="For which topic of the course, as a word. May be given again.")
]


@app.command("list")
@command
async def listed(course: TheCourse, agency: Agency = None, json: Json = False) -> None:
    """List which authorities approved a course, by first day."""
    async with here(agency) as at:
        found = await service.approvals((await course_meant(course, at)).fact, by=at.by)
    lines = [
        {
            "id": each.fact,
            "authority": each.value.authority,
            "topics": sorted(each.value.topics),
            "valid_from": each.value.during.start,
            "valid_through": None if each.value.during.end == FOREVER else each.value.during.last,
            "reference": each.value.reference,
        }
        for each in found
    ]
    if json:
        give_json(lines)
        return
    rows = [
        [
            str(each.fact),
            each.value.authority,
            ", ".join(sorted(each.value.topics)) or "all",
            str(each.value.during.start),
            "no end" if each.value.during.end == FOREVER else str(each.value.during.last),
            each.value.reference,
        ]
        for each in found
    ]
    table(["id", "authority", "topics", "from", "through", "reference"], rows)


@app.command()
@command
async def record(
    course: TheCourse,
    authority: Annotated[str, typer.Option(help="Who approved it, as the rule packs write it.")],
    first: Annotated[datetime, typer.Option("--from", formats=_DAY, help="The first day of the approval.")],
    topics: Topics = None,
    through: Annotated[
        datetime | None, typer.Option(formats=_DAY, help="The last day; left out: it has no end.")
    ] = None,
    reference: Annotated[str, typer.Option(help="Where that can be looked up.")] = "",
    own: Annotated[UUID | None, typer.Option("--id", help="An id of yours: sent again, it is recorded once.")] = None,
    agency: Agency = None,
) -> None:
    """Record that an authority approved a course, for some of its topics or for all; print the id."""
    async with here(agency) as at:
        taught = await course_meant(course, at)
        during = Interval.through(first.date(), through.date()) if through else Interval(first.date())
        said = Approval(taught.fact, authority, during, frozenset(topics or ()), reference)
        made = await service.record_approval(said, by=at.by, now=at.now, fact=own)
    say(f"recorded: {taught.value.title}, by {authority}")
    give(str(made))


@app.command()
@command
async def correct(  # noqa: PLR0913, PLR0917 - typer makes an option of each
    approval: Which,
    because: Because,
    authority: Annotated[str | None, typer.Option(help="Who approved it; left out: as it was.")] = None,
    topics: Topics = None,
    every: Annotated[bool, typer.Option("--every-topic", help="For whatever the course teaches.")] = False,
    first: Annotated[
        datetime | None, typer.Option("--from", formats=_DAY, help="The first day; left out: as it was.")
    ] = None,
    through: Annotated[datetime | None, typer.Option(formats=_DAY, help="The last day; left out: as it was.")] = None,
    endless: Annotated[bool, typer.Option("--no-end", help="It has no last day.")] = False,
    reference: Annotated[str | None, typer.Option(help="Where that can be looked up; left out: as it was.")] = None,
    agency: Agency = None,
) -> None:
    """Say something else of an approval; what is left out stays as it was. It stays with its course."""
    if (endless and through) or (every and topics):
        raise Invalid("a last day and --no-end, or a topic and --every-topic, contradict each other; give one of them")
    async with here(agency) as at:
        found = await service.approval(approval, by=at.by)
        was = found.value
        start = first.date() if first else was.during.start
        open_end = endless or (through is None and was.during.end == FOREVER)
        last = through.date() if through else was.during.last
        said = replace(
            was,
            authority=was.authority if authority is None else authority,
            topics=frozenset() if every else frozenset(topics) if topics else was.topics,
            during=Interval(start) if open_end else Interval.through(start, last),
            reference=was.reference if reference is None else reference,
        )
        await service.correct_approval(approval, said, version=found.version, because=because, by=at.by, now=at.now)
    say("corrected")


@app.command()
@command
async def withdraw(approval: Which, because: Because, agency: Agency = None) -> None:
    """Say that an approval was recorded by mistake. What was believed until now stays on record."""
    async with here(agency) as at:
        await service.withdraw_approval(approval, version=None, because=because, by=at.by, now=at.now)
    say("withdrawn")
