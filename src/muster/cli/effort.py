"""Effort at the prompt: confirm it once it is over, approve it, and review it beside what payroll was charged by."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import typer

from muster.cli.meant import people_meant
from muster.cli.prompt import Here, command, give, give_json, here, say, table
from muster.domain.access_log import Sight
from muster.domain.awards import WHOLE
from muster.domain.errors import Fault, Invalid
from muster.domain.intervals import Interval
from muster.domain.reviewing.confirmations import Basis, Confirmation, Share, last_month, shares_of
from muster.domain.reviewing.effort_words import HEADLINES, REASONS, SHARES_STATEMENT, STATEMENT
from muster.services import access_log, awards, effort_review
from muster.services import confirmations as service
from muster.services import effort as hours
from muster.services.effort_review import Reviewed, Reviews

app = typer.Typer(help="Effort: confirm it once it is over, approve it, review it.", no_args_is_help=True)

_DAY = ["%Y-%m-%d"]
Agency = Annotated[UUID | None, typer.Option(envvar="MUSTER_AGENCY", help="The agency, where there are several.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Person = Annotated[str, typer.Argument(help="The person, by name or id.")]
Which = Annotated[UUID, typer.Argument(help="The confirmation, by id.")]
First = Annotated[
    datetime | None,
    typer.Option("--from", formats=_DAY, help="The first day. Left out: the first of the last month that is over."),
]
Through = Annotated[
    datetime | None, typer.Option(formats=_DAY, help="The last day. Left out: the last of the last month that is over.")
]


@app.command()
@command
async def review(
    person: Annotated[str, typer.Argument(help="The person, by name or id; left out, with --award: everybody.")] = "",
    award: Annotated[str, typer.Option(help="The number of an award: everybody whose time it pays for.")] = "",
    first: First = None,
    through: Through = None,
    agency: Agency = None,
    json: Json = False,
) -> None:
    """Hold what happened against what payroll was charged by: what must be moved, from where to where.

    That you asked is told in the access log.
    """
    if bool(person) == bool(award):
        fault = Fault("PERSON", "both, or neither", "a person, or --award and a number", "name one of the two")
        raise Invalid("a review is of one person, or of one award", code="odd-question", faults=[fault])
    async with here(agency) as at:
        during = _during(first, through, at)
        if award:
            which = (await awards.award_numbered(award, by=at.by)).fact
            found = await effort_review.review_award(which, during=during, by=at.by, now=at.now)
        else:
            (who,) = await people_meant([person], at)
            found = await effort_review.review_person(who, during=during, by=at.by, now=at.now)
        await access_log.looked(Sight.RECORD, [each.person for each in found.people], by=at.by, now=at.now)
    if json:
        give_json([_plain(each, found) for each in found.people])
        return
    for each in found.people:
        _told(each, found)


@app.command("list")
@command
async def listed(person: Person, agency: Agency = None, json: Json = False) -> None:
    """List what was confirmed of somebody's effort, by first day. That you asked is told in the access log."""
    async with here(agency) as at:
        (who,) = await people_meant([person], at)
        found = await service.confirmations(who, by=at.by)
        await access_log.looked(Sight.RECORD, [who], by=at.by, now=at.now)
    lines = [
        {
            "id": each.fact,
            "valid_from": each.value.during.start,
            "valid_through": each.value.during.last,
            "basis": each.value.basis,
            "signed_on": each.value.signed_on,
            "approved_on": each.value.approved_on,
        }
        for each in found
    ]
    if json:
        give_json(lines)
        return
    names = ["id", "from", "through", "basis", "signed", "approved"]
    table(names, [["" if cell is None else str(cell) for cell in each.values()] for each in lines])


@app.command()
@command
async def confirm(
    person: Person,
    first: First = None,
    through: Through = None,
    percent: Annotated[
        list[str] | None,
        typer.Option(help="A line's id and its percent, as LINE=40; none=60 for no award. Where nobody keeps hours."),
    ] = None,
    statement: Annotated[str, typer.Option(help="What was signed, in its own words.")] = "",
    signed_by: Annotated[str, typer.Option(help="Who signed, by name or id. Left out: the person themselves.")] = "",
    signed_on: Annotated[
        datetime | None, typer.Option(formats=_DAY, help="The day it was signed. Left out: today.")
    ] = None,
    agency: Agency = None,
) -> None:
    """Record what somebody signed: all of their hours on record of some days, or percentages. Print its id."""
    async with here(agency) as at:
        (who,) = await people_meant([person], at)
        signer = (await people_meant([signed_by], at))[0] if signed_by else who
        during = _during(first, through, at)
        done = await hours.effort(who, during=during, by=at.by)
        shares = tuple(map(_share, percent)) if percent else shares_of(each.value for each in done)
        said = Confirmation(
            during,
            Basis.PERCENTAGES if percent else Basis.DAILY_HOURS,
            shares,
            statement or (SHARES_STATEMENT if percent else STATEMENT),
            signer,
            signed_on.date() if signed_on else at.now.today,
        )
        made = await service.confirm_effort(who, said, by=at.by, now=at.now)
    say("confirmed")
    give(str(made))


@app.command()
@command
async def approve(
    confirmation: Which,
    approved_by: Annotated[str, typer.Option("--by", help="Who approved it, by name or id: they saw the work.")],
    on: Annotated[datetime | None, typer.Option(formats=_DAY, help="The day they did. Left out: today.")] = None,
    agency: Agency = None,
) -> None:
    """Record that somebody who saw the work approved what was signed. Nobody approves their own."""
    async with here(agency) as at:
        (whoever,) = await people_meant([approved_by], at)
        day = on.date() if on else at.now.today
        await service.approve_confirmation(
            confirmation, approved_by=whoever, approved_on=day, version=None, by=at.by, now=at.now
        )
    say("approved")


@app.command()
@command
async def withdraw(
    confirmation: Which,
    because: Annotated[str, typer.Option(help="Why it no longer holds: kept in the ledger.")],
    agency: Agency = None,
) -> None:
    """Say that a confirmation no longer holds, so that it can be signed anew. It stays on record as it was."""
    async with here(agency) as at:
        await service.withdraw_confirmation(confirmation, version=None, because=because, by=at.by, now=at.now)
    say("withdrawn")


def _during(first: datetime | None, through: datetime | None, at: Here) -> Interval:
    month = last_month(at.now.today)
    start: date = first.date() if first else month.start
    return Interval.through(start, through.date() if through else month.last)


def _share(written: str) -> Share:
    line, _, percent = written.partition("=")
    try:
        return Share(None if line == "none" else UUID(line), round(float(percent) * WHOLE / 100))
    except ValueError as why:
        fault = Fault("--percent", repr(written), "a line's id and its percent", "write it as LINE=40, or none=60")
        raise Invalid("a share is of a line, or of none, and a number", code="odd-parts", faults=[fault]) from why


def _told(each: Reviewed, found: Reviews) -> None:
    review = each.review
    give(f"{each.name}: {HEADLINES[review.verdict]}. {REASONS[review.reason]} ({review.cite})")
    table(
        ["for", "minutes", "percent", "charged"],
        [
            [
                _award(part.award, found),
                str(part.minutes),
                f"{part.percent_hundredths / 100:g}",
                "not known" if part.charged_hundredths is None else f"{part.charged_hundredths / 100:g}",
            ]
            for part in review.whole.parts
        ],
    )
    for move in review.whole.moves:
        cost = "not computable" if move.cents is None else f"${move.cents / 100:,.2f}"
        places = f"from {_award(move.giver, found)} to {_award(move.taker, found)}"
        give(f"move {move.percent_hundredths / 100:g} % ({move.minutes} minutes) {places}; in dollars: {cost}")


def _award(award: UUID | None, found: Reviews) -> str:
    return "no award" if award is None else found.awards.get(award, str(award))


def _plain(each: Reviewed, found: Reviews) -> dict[str, object]:
    review = each.review
    return {
        "person": each.person,
        "name": each.name,
        "first": found.during.start,
        "last": found.during.last,
        "verdict": review.verdict,
        "reason": review.reason,
        "cite": review.cite,
        "parts": [part._asdict() for part in review.whole.parts],
        "moves": [move._asdict() for move in review.whole.moves],
        "months": [
            {"first": month.during.start, "moves": [move._asdict() for move in month.moves]} for month in review.months
        ],
    }
