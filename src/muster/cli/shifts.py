"""Shifts at the prompt: planned, told of, listed, and asked whether they may go out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Annotated
from uuid import UUID

import typer

from muster.cli.meant import people_meant, program_meant
from muster.cli.prompt import FOUND_PROBLEMS, Here, command, give, give_json, here, say
from muster.domain.explanations.explaining import sentence
from muster.domain.findings import Verdict
from muster.domain.intervals import Interval
from muster.domain.programs import Program, zone
from muster.domain.records import OnRecord
from muster.domain.teams.going_out import Checked
from muster.domain.teams.going_out_words import hours, wanting
from muster.domain.teams.shifts import Going, Manned, Outing, Shift, Tense
from muster.domain.teams.staffing import Presence
from muster.domain.teams.staffing_words import lacking, said
from muster.domain.words import ENGLISH
from muster.persistence.facts import NOW
from muster.services import going_out, people
from muster.services import shifts as service

app = typer.Typer(help="Shifts: plan one, say who went, and ask whether a team may go out.", no_args_is_help=True)

Agency = Annotated[UUID | None, typer.Option(envvar="MUSTER_AGENCY", help="The agency, where there are several.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Which = Annotated[UUID, typer.Argument(help="The shift, by its id.")]
In = Annotated[str, typer.Argument(help="The program whose team it is, by its name or its id.")]
Since = Annotated[
    datetime, typer.Option("--from", formats=["%Y-%m-%dT%H:%M"], help="When it starts, where the program is.")
]
Until = Annotated[datetime, typer.Option("--to", formats=["%Y-%m-%dT%H:%M"], help="When it ends, likewise.")]
Who = Annotated[list[str] | None, typer.Argument(help="Who is there in person, each by name or id.")]
Remote = Annotated[list[str] | None, typer.Option(help="Who is there by video or phone. May be given again.")]
Reachable = Annotated[list[str] | None, typer.Option(help="Who can only be reached. May be given again.")]
Carry = Annotated[list[str] | None, typer.Option(help="What is carried, as a word of the rules. May be given again.")]
Beside = Annotated[list[str] | None, typer.Option("--with", help="Who else comes along, by what they are. Again too.")]
Place = Annotated[list[str] | None, typer.Option("--where", help="What is so of the place, as the rules call it.")]


@app.command("plan")
@command
async def plan_shift(  # noqa: PLR0913, PLR0917 - each is something that is typed
    program: In,
    team: Annotated[str, typer.Argument(help="The kind of team, as a word: mobile-crisis.")],
    since: Since,
    until: Until,
    who: Who = None,
    remote: Remote = None,
    reachable: Reachable = None,
    carry: Carry = None,
    beside: Beside = None,
    where: Place = None,
    own: Annotated[UUID | None, typer.Option("--id", help="An id of yours: sent again, it is recorded once.")] = None,
    agency: Agency = None,
) -> None:
    """Plan a shift, and say whether it may go out as it is planned."""
    async with here(agency) as at:
        of = await program_meant(program, at)
        crew = await _crew(who, remote, reachable, at)
        planned = Shift(of.id, team, _outing(of, since, until, carry, beside, where))
        made = await service.plan_shift(planned, crew, by=at.by, now=at.now, fact=own)
        checked = await going_out.check_shift(made, by=at.by)
        names = await people.names([each.person for each in crew], by=at.by)
    _tell(checked, names)
    give(str(made))


@app.command("went")
@command
async def say_who_went(
    shift: Which,
    who: Who = None,
    remote: Remote = None,
    reachable: Reachable = None,
    because: Annotated[str, typer.Option(help="Why, where it corrects what was said before.")] = "",
    agency: Agency = None,
) -> None:
    """Say who went on a shift; with nobody named, those who were to go. Its hours and the rest stay as planned."""
    async with here(agency) as at:
        crew = await _crew(who, remote, reachable, at) or None
        await service.say_who_went(shift, crew, version=None, because=because, by=at.by, now=at.now)
        checked = await going_out.check_shift(shift, by=at.by)
        names = await people.names([each.going.person for each in checked.fits], by=at.by)
    _tell(checked, names)


@app.command("check")
@command
async def check_shift(
    shift: Which,
    stage: Annotated[Tense | None, typer.Option(help="Of whom; unset: who went, where that is told.")] = None,
    known_at: Annotated[int | None, typer.Option(help="As known at this position of the ledger; unset: now.")] = None,
    agency: Agency = None,
    json: Json = False,
) -> None:
    """Say whether a team may go out, by each rule, and how each member stands. Ends with 3 where it may not."""
    async with here(agency) as at:
        known = NOW if known_at is None else known_at
        checked = await going_out.check_shift(shift, stage, by=at.by, known=known)
        names = await people.names([each.going.person for each in checked.fits], by=at.by)
    _answer(checked, names, json=json)


@app.command("ask")
@command
async def check_crew(  # noqa: PLR0913, PLR0917 - as above
    program: In,
    since: Since,
    until: Until,
    who: Who = None,
    remote: Remote = None,
    reachable: Reachable = None,
    carry: Carry = None,
    beside: Beside = None,
    where: Place = None,
    team: Annotated[str | None, typer.Option(help="The kind of team, where packs are adopted for one.")] = None,
    agency: Agency = None,
    json: Json = False,
) -> None:
    """Ask whether these could go out then; nothing is recorded. Ends with 3 where they may not."""
    async with here(agency) as at:
        of = await program_meant(program, at)
        crew = await _crew(who, remote, reachable, at)
        out = _outing(of, since, until, carry, beside, where)
        checked = await going_out.check_crew(of.id, out, crew, team=team, by=at.by)
        names = await people.names([each.person for each in crew], by=at.by)
    _answer(checked, names, json=json)


@app.command("list")
@command
async def shifts(
    program: In,
    first: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="The first day; unset: today.")
    ] = None,
    days: Annotated[int, typer.Option(min=1, max=366, help="How many days.")] = 7,
    agency: Agency = None,
    json: Json = False,
) -> None:
    """List the shifts of a program, each with its answer, and with what is wanting."""
    async with here(agency) as at:
        of = await program_meant(program, at)
        since = first.date() if first else at.now.at.astimezone(zone(of.time_zone)).date()
        found = await service.shifts(of.id, Interval.through(since, since + timedelta(days=days - 1)), by=at.by)
        checked = await going_out.check_shifts(of.id, found, by=at.by)
        who = {one.person for each in found for one in (*each.value.planned, *each.value.went)}
        names = await people.names(who, by=at.by)
    if json:
        give_json([_as_json(each, checked[each.fact], names) for each in found])
        return
    for each in found:
        give(_line(each, checked[each.fact], names, of))
    say(f"{len(found)} shifts from {since} on, {days} days")


async def _crew(
    there: Iterable[str] | None, remote: Iterable[str] | None, reachable: Iterable[str] | None, at: Here
) -> list[Going]:
    crew = []
    for written, presence in (
        (there, Presence.IN_PERSON),
        (remote, Presence.REMOTE),
        (reachable, Presence.REACHABLE),
    ):
        crew += [Going(each, presence) for each in await people_meant(list(written or ()), at)]
    return crew


def _outing(
    of: Program,
    since: datetime,
    until: datetime,
    carry: Iterable[str] | None,
    beside: Iterable[str] | None,
    where: Iterable[str] | None,
) -> Outing:
    there = zone(of.time_zone)
    words = (frozenset(each or ()) for each in (carry, beside, where))
    return Outing(since.replace(tzinfo=there), until.replace(tzinfo=there), *words)


def _tell(checked: Checked, names: Mapping[UUID, str]) -> None:
    say(f"{checked.stage}: {checked.verdict}")
    for each in wanting(checked, names, ENGLISH):
        say(f"  {each}")


def _answer(checked: Checked, names: Mapping[UUID, str], *, json: bool) -> None:
    if json:
        give_json(_checked(checked, names))
    else:
        give(f"{checked.stage}: {checked.verdict}")
        for finding in checked.findings:
            give(f"  {finding.rule.name}, {finding.since:%H:%M} to {finding.until:%H:%M}: {said(finding)}")
            for each in finding.lacks:
                give(f"    {lacking(each, called=lambda one: names.get(one, str(one)))}")
        for fit in checked.fits:
            give(f"  {names.get(fit.going.person, fit.going.person)}, {fit.going.presence}: {fit.verdict}")
            for asked in fit.of_kind.findings if fit.of_kind else ():
                give(f"    {asked.requirement.name}: {sentence(asked)}")
    if checked.verdict in {Verdict.NOT_MET, Verdict.NEEDS_REVIEW}:
        raise typer.Exit(FOUND_PROBLEMS)


def _line(found: OnRecord[Manned], checked: Checked, names: Mapping[UUID, str], of: Program) -> str:
    shift, there = found.value.shift, zone(of.time_zone)
    out = shift.outing(checked.stage) or shift.plan
    day: date = out.starts_at.astimezone(there).date()
    who = ", ".join(names.get(each.person, str(each.person)) for each in found.value.crew(checked.stage))
    lines = [f"{found.fact}  {day}  {hours(out, there, ENGLISH)}  {shift.team}  {checked.stage}: {checked.verdict}"]
    return "\n".join([*lines, f"  {who}", *(f"  {each}" for each in wanting(checked, names, ENGLISH))])


def _as_json(found: OnRecord[Manned], checked: Checked, names: Mapping[UUID, str]) -> dict[str, object]:
    shift = found.value.shift
    out = shift.outing(checked.stage) or shift.plan
    return {
        "id": found.fact,
        "program": shift.program,
        "team": shift.team,
        "starts_at": out.starts_at,
        "ends_at": out.ends_at,
        **_checked(checked, names),
    }


def _checked(checked: Checked, names: Mapping[UUID, str]) -> dict[str, object]:
    return {
        "stage": checked.stage,
        "verdict": checked.verdict,
        "team": checked.team,
        "findings": [
            {
                "rule": each.rule.name,
                "since": each.since,
                "until": each.until,
                "verdict": each.verdict,
                "cite": each.terms.cite if each.terms else None,
                "lacks": [{"want": lack.want, "what": lack.what, "people": list(lack.people)} for lack in each.lacks],
            }
            for each in checked.findings
        ],
        "members": [
            {
                "person": each.going.person,
                "name": names.get(each.going.person),
                "presence": each.going.presence,
                "verdict": each.verdict,
                "through": each.clearance.through if each.clearance else None,
                "asked": [
                    {
                        "requirement": one.requirement.name,
                        "verdict": one.verdict,
                        "cite": one.terms.cite if one.terms else None,
                    }
                    for one in (each.of_kind.findings if each.of_kind else ())
                ],
            }
            for each in checked.fits
        ],
    }
