"""The main job, from spreadsheets to a report, on an invented county; then muster serves it."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Annotated, Final
from uuid import UUID

import typer

from muster import clock, settings
from muster.cli.prompt import give, place, refuse, say, table
from muster.cli.samples import in_our_days
from muster.cli.serving import serve_with
from muster.data import folder
from muster.domain.access import Principal, Role, Scope, operator
from muster.domain.clearance import worst
from muster.domain.errors import Refusal
from muster.domain.findings import Verdict
from muster.domain.importing.planning.plan import Plan, Step
from muster.domain.intervals import Interval
from muster.domain.moments import Moment
from muster.domain.owing.papers import REPORTS, PaperSent
from muster.domain.people import Identifier, Register
from muster.domain.programs import Program, zone
from muster.domain.records import OnRecord
from muster.domain.reporting.grant_report import GrantView
from muster.domain.teams.going_out_words import hours, wanting, word_of
from muster.domain.teams.shifts import Going, Outing, Shift
from muster.domain.words import ENGLISH
from muster.files import Files
from muster.persistence.opening import Place, agencies, opened
from muster.rules import recipes
from muster.rules.reading import text_of
from muster.services import (
    accounts,
    awards,
    compliance,
    downloads,
    going_out,
    imports,
    ledger,
    packs,
    papers,
    people,
    programs,
    reminders,
    reports,
    shifts,
)
from muster.services.downloads import Format
from muster.signing import KeyFile

AGENCY: Final = "Harbor County (demonstration)"
PROGRAM: Final = "Harbor County CRT"
ZONE: Final = "America/Chicago"
PASSWORD: Final = "harbor demonstration only"  # noqa: S105 - of invented people, and printed on the screen
AWARD: Final = "H79SM099001"
CHIDI: Final = "01031"
SHEETS: Final = (
    "harbor-hr-roster.csv",
    "harbor-training-tracker.xlsx",
    "harbor-lms-export.csv",
    "harbor-awards.xlsx",
    "harbor-effort-2026q3.csv",
)
KEISHA, UMA, ROSA = "01035", "01044", "01033"
CREWS: Final = ((CHIDI, UMA), (KEISHA, UMA), (CHIDI, ROSA))  # Rosa is not cleared
KIT: Final = frozenset({"naloxone-kit"})
AUDIT: Final = timedelta(days=90)  # how long the auditor has a place
SIGN_IN: Final = {
    "amara@harbor.example": (Role.ADMINISTRATOR, "administrator: everything"),
    "hana@harbor.example": (Role.HR, "HR: people, training, the form for a completion"),
    "gita@harbor.example": (Role.GRANT_OFFICER, "grant officer: awards and reports"),
    "chidi@harbor.example": (Role.RESPONDER, "responder: 'am I cleared, and what do I do next?'"),
    "dana@harbor.example": (Role.AUDITOR, "auditor: reads, and verifies"),
}


def demo(
    serve: Annotated[bool, typer.Option(help="Serve it afterwards, until Ctrl-C.")] = True,
) -> None:
    """Bring an invented county's spreadsheets in, report on its grant, and serve it: a home of its own."""
    try:
        read = settings.read()
        where = replace(place(), home=read.home / "demo", url=None, owner_url=None)
        elsewhere = ("database_url", "owner_url", "base_url", "tls_cert_file", "tls_key_file", "signing_key_file")
        here = read.model_copy(update={"home": where.home, "insecure_cookies": True} | dict.fromkeys(elsewhere))
        asyncio.run(_prepare(where, KeyFile(**here.signing())))
    except Refusal as refusal:
        refuse(refusal)
    sys.stdout.flush()  # where it is no terminal, what was shown would wait until the serving ends
    say("\nSign in, all with the same password: " + PASSWORD)
    for email, (_, what) in SIGN_IN.items():
        say(f"  {email:<23} {what}")
    if serve:
        try:
            serve_with(here)
        except Refusal as refusal:
            refuse(refusal)
    else:
        say(f"\nServe it: MUSTER_HOME={where.home} MUSTER_INSECURE_COOKIES=1 muster serve")


async def _prepare(where: Place, keys: KeyFile) -> None:
    """Make the demonstration, or find it as it was left."""
    now = clock.moment(ZONE)
    async with opened(where, making=True):
        there = await agencies(where)
        if there:
            say(f"{AGENCY} is there already, in {where.home}")
            by = operator(there[0].id)
        else:
            say(f"founding {AGENCY} in {where.home}")
            by = await _founded(now)
            await _bring_in(where, by, now)
            await _let_in(by, now)
            await _send_out(by, now)
        await _look(where, by, now, keys)


async def _founded(now: Moment) -> Principal:
    agency = await programs.found_agency(AGENCY, ZONE, email="amara@harbor.example", password=PASSWORD, now=now)
    by = operator(agency.id)
    await programs.add_program(PROGRAM, by=by, now=now)
    since = now.today.replace(year=now.today.year - 1, month=1, day=1)
    own = text_of(folder("samples") / "harbor-policy.toml", what="pack")
    texts = packs.shipped_text("us-osha-bbp"), own, packs.shipped_text("us-grants")
    for text in texts:
        _, pack = await packs.adopt_pack(text, since=since, by=by, now=now)
        say(f"adopted {pack.id}: {pack.title}")
    return by


async def _bring_in(where: Place, by: Principal, now: Moment) -> None:
    """Import the spreadsheets twice: the second time there is nothing left to do."""
    files = _laid_out(where.home / "spreadsheets", now)
    text = text_of(folder("samples") / "harbor-recipe.toml", what="recipe")
    recipe = recipes.parse(text, source="harbor-recipe.toml")
    brought = await imports.bring(files, recipe)
    kept = Files(where.home / "evidence")
    done = await imports.commit(brought, recipe, by=by, now=now, kept=kept)
    give("\nFive spreadsheets, as programs really keep them, in one transaction:")
    _show(done.plan)
    await _notice_says(by, now)
    again = await imports.plan(brought, recipe, by=by, now=now)
    give(f"The same files again: {again.total(Step.CREATE)} to create, {again.total(Step.UPDATE)} to update.")


async def _notice_says(by: Principal, now: Moment) -> None:
    """Put with the award what its notice says of reports, and those that were sent: all but the quarter's last."""
    award = await awards.award_numbered(AWARD, by=by)
    said = replace(award.value, report_due_days=30, final_due_days=120)
    why = "the notice of award says by which day reports are due"
    await awards.correct_award(award.fact, said, version=award.version, because=why, by=by, now=now)
    over = [each for each in said.reporting_periods() if each.during.end <= now.today]
    owed = [(each.during.last, kind) for each in over for kind in sorted(REPORTS)]
    for last, kind in owed[:-1]:
        sent = PaperSent(award.fact, kind, last, min(last + timedelta(days=20), now.today), "portal receipt")
        await papers.record_paper(sent, by=by, now=now)


def _laid_out(into: Path, now: Moment) -> list[tuple[str, bytes]]:
    """Lay the sample files into a folder, where people can look at them, with dates that fit today."""
    into.mkdir(parents=True, exist_ok=True)
    found = []
    for name in SHEETS:
        name_now, content = in_our_days(name, (folder("samples") / name).read_bytes(), today=now.today)
        (into / name_now).write_bytes(content)
        found.append((name_now, content))
    return found


def _show(plan: Plan) -> None:
    steps = (Step.CREATE, Step.UNCHANGED, Step.CONFLICT, Step.REJECTED)
    rows = [
        (str(kind), *(str(found[step]) if found[step] else "" for step in steps))
        for kind, found in plan.counts().items()
    ]
    table(("what", *map(str, steps)), rows)
    give(f"{len(plan.remarks)} cells are remarks, and {len(plan.held_back())} lines wait for somebody, for example:")
    for line in plan.held_back()[:3]:
        give(f"  {line.fault}" if line.fault else f"  {line.at}: {line.words}")


async def _let_in(by: Principal, now: Moment) -> None:
    """Give the people of the demonstration their sign-ins. Chidi is one of the responders."""
    chidi = await people.identified(Identifier(Register.HR, CHIDI), by=by)
    for email, (role, _) in SIGN_IN.items():
        if role is not Role.ADMINISTRATOR:
            person = chidi if role is Role.RESPONDER else None
            ends = now.today + AUDIT if role is Role.AUDITOR else None
            await accounts.add_member(email, PASSWORD, role, person=person, through=ends, by=by, now=now)


async def _send_out(by: Principal, now: Moment) -> None:
    """Plan three shifts: one over, of which is told who went; tonight's, which may go; tomorrow's, which may not."""
    (program,) = await programs.programs(by=by)
    crews = [[Going(await people.identified(Identifier(Register.HR, each), by=by)) for each in crew] for crew in CREWS]
    starts = (-1, 20), (0, 20), (1, 8)
    made = []
    for crew, (days, hour), carried in zip(crews, starts, (KIT, KIT, frozenset[str]()), strict=True):
        since = datetime.combine(now.today + timedelta(days=days), time(hour), zone(program.value.time_zone))
        out = Outing(since, since + timedelta(hours=8), carried)
        made.append(await shifts.plan_shift(Shift(program.fact, "mobile-crisis", out), crew, by=by, now=now))
    await shifts.say_who_went(made[0], version=None, by=by, now=now)


async def _look(where: Place, by: Principal, now: Moment, keys: KeyFile) -> None:
    """Answer the three questions: who is ready, who pays, and can we prove it?"""
    (program,) = await programs.programs(by=by)
    known = await compliance.position(None, by=by)
    found = await compliance.clearances_of_program(program.fact, on=now.today, known=known, by=by)
    verdicts = [worst(each.findings) for each in found]
    give(f"\nWho is ready on {now.today}, as known at position {known}:")
    words = {Verdict.MET: "cleared", Verdict.NEEDS_REVIEW: "in doubt, somebody has to look", Verdict.NOT_MET: "not"}
    for verdict, word in words.items():
        give(f"  {verdicts.count(verdict):3} {word}")
    await _tell_of_shifts(program, by, now)
    view = await reports.grant_compliance(AWARD, None, known=known, by=by, now=now, keys=keys)
    give(f"\nWho pays, and can we prove it? Award {AWARD}:\n  {view.answer}")
    into = where.home / "reports"
    into.mkdir(exist_ok=True)
    state = await reports.state_compliance(_same(view), known=known, by=by, now=now, keys=keys)
    for each in (view, state):
        for kind in Format:
            file = await downloads.download(each, kind, language="en", by=by, now=now)
            (into / file.name).write_bytes(file.content)
            give(f"  {into / file.name}")
    planned = await _planned(by.scope, now)
    give(f"\n{planned} reminders wait; without a mail server they go to {where.home / 'mail'} while muster serves.")
    proved = await ledger.verify(by=by)
    give(f"Ledger: position {proved.head.position}, {proved.leaves} leaves, {len(proved.faults)} faults.")


async def _tell_of_shifts(program: OnRecord[Program], by: Principal, now: Moment) -> None:
    """Say which teams may go out, and what keeps the others back."""
    during = Interval.through(now.today, now.today + timedelta(days=1))
    found = await shifts.shifts(program.fact, during, by=by)
    checked = await going_out.check_shifts(program.fact, found, by=by)
    names = await people.names([one.person for each in found for one in each.value.planned], by=by)
    give("\nWhich team may go out?" if found else "\nNo team is planned to go out today or tomorrow.")
    here = zone(program.value.time_zone)
    for each in found:
        answer, out = checked[each.fact], each.value.shift.plan
        word = word_of(answer.verdict, answer.stage, ENGLISH)
        give(f"  {out.starts_at.astimezone(here):%A}, {hours(out, here, ENGLISH)}: {word}")
        for sentence in wanting(answer, names, ENGLISH):
            give(f"    {sentence}")


def _same(view: GrantView) -> Interval:
    return Interval.through(view.period.first, view.period.last)


async def _planned(scope: Scope, now: Moment) -> int:
    await reminders.plan_reminders(scope, now=now.at)
    waiting = 0
    after: UUID | None = None
    while True:
        page = await reminders.reminders(by=operator(scope.agency), after=after, limit=200)
        waiting += len(page.items)
        if page.after is None:
            return waiting
        after = UUID(page.after)
