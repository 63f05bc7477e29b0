"""Whoever is kept as judged stands as judging them afresh would say, whatever is recorded meanwhile."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any, Final
from uuid import UUID

import pytest

from muster.domain.access import Principal, Role, Scope
from muster.domain.acts import Act
from muster.domain.adopting.adoptions import Whom
from muster.domain.anchors import BirthMonth
from muster.domain.credentials import Status, StatusEvent
from muster.domain.errors import Conflict, NotFound
from muster.domain.facts import Facts
from muster.domain.findings import Finding, Standing, Verdict
from muster.domain.intervals import Interval
from muster.domain.standing.engine import Run, standings
from muster.domain.standing.judged import Judged, JudgeOne, Rule, judge
from muster.persistence import positions
from muster.persistence import training as training_store
from muster.persistence.facts import NOW as LATEST
from muster.persistence.ledger import recorded
from muster.services import (
    approvals,
    compliance,
    credentials,
    extensions,
    leave,
    orders,
    packs,
    partnerships,
    people,
    programs,
    training,
    waivers,
)
from muster.services import judged as service
from muster.services.facts import facts_of
from tests import make
from tests.cast import NOW, TODAY, Cast, join

SINCE: Final = date(2025, 1, 1)
DAYS: Final = (date(2025, 7, 1), TODAY, TODAY + timedelta(days=1), TODAY + timedelta(days=200))
BBP: Final = "us-osha-bbp/annual-training"
QUARTER: Final = Interval(date(2026, 10, 1), date(2027, 1, 1))
Quarter = dict[tuple[UUID, UUID], list[list[Run]]]
Found = dict[UUID, list[tuple[UUID, date, tuple[Finding, ...], date | None]]]


@pytest.fixture
async def three(cast: Cast) -> list[UUID]:
    """Three EMTs of one program, by the rules for bloodborne pathogens; judged, and so kept."""
    by = cast.amara.principal
    await packs.adopt_pack(packs.shipped_text("us-osha-bbp"), since=SINCE, by=by, now=NOW)
    there = [await people.add_person(make.identity(name), by=by, now=NOW) for name in ("Ann", "Bea", "Cal")]
    for who in there:
        await people.record_role(who, make.role(program=cast.program, start=SINCE), by=by, now=NOW)
    await stands(there, by)
    return there


async def stands(who: Sequence[UUID], by: Principal, *, known: int = LATEST) -> Found:
    """Return how people stand, as the product says it."""
    found: Found = {one: [] for one in who}
    for day in DAYS:
        for one, several in (await compliance.clearances_of_people(who, on=day, known=known, by=by)).items():
            found[one] += [(each.program.id, day, each.findings, each.through) for each in several]
    return found


async def afresh(who: Sequence[UUID], by: Principal, *, known: int = LATEST) -> Found:
    """Return the same from the facts alone, with nothing kept."""
    there = {each.fact: each.value for each in await programs.programs(by=by)}
    rules = packs.bound(await packs.adopted_packs(by=by, known=known), there)
    everybody = await facts_of(make.everybody(by), who, known=known)
    judged = {
        one: [judge(one, program, asked, facts.in_program(program)) for program, asked in rules.items()]
        for one, facts in everybody.items()
    }
    found: Found = {one: [] for one in who}
    for day in DAYS:
        for one, several in judged.items():
            said = [each.clearance(there[each.program], day) for each in several if each.holds(day)]
            found[one] += [(each.program.id, day, each.findings, each.through) for each in said]
    return found


async def quarter(who: Sequence[UUID], by: Principal) -> Quarter:
    """Return everybody's standings of a quarter, rule by rule in each program, read off what is kept."""
    everybody = await service.judged(make.everybody(by), who, by=by)
    return {
        (one, each.program): [runs for _, _, runs in each.over(QUARTER)]
        for one, several in everybody.items()
        for each in several
    }


async def quarter_afresh(who: Sequence[UUID], by: Principal) -> Quarter:
    """Return the same from the facts alone."""
    there = [each.fact for each in await programs.programs(by=by)]
    rules = packs.bound(await packs.adopted_packs(by=by), there)
    everybody = await facts_of(make.everybody(by), who, known=LATEST)
    return {
        (one, program): [
            standings(rule.requirement, facts.in_program(program), period=days) if days else []
            for rule in asked
            for days in [rule.during & QUARTER]
        ]
        for one, facts in everybody.items()
        for program, asked in rules.items()
        if any(held.program == program for held in facts.roles)
    }


def counted(found: Quarter) -> dict[tuple[UUID, UUID, int], Counter[Standing]]:
    """Count the days by standing, whatever runs they are in."""
    return {
        (*there, place): sum((Counter({run.standing: (run.end - run.start).days}) for run in runs), Counter())
        for there, rules in found.items()
        for place, runs in enumerate(rules)
    }


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[UUID]:
    """Whose facts are read from now on."""
    asked: list[UUID] = []

    async def noticed(scope: Scope, who: Sequence[UUID], *, known: int) -> dict[UUID, Facts]:
        asked.extend(who)
        return await facts_of(scope, who, known=known)

    monkeypatch.setattr(service, "facts_of", noticed)
    return asked


async def test_whatever_is_recorded_everybody_stands_as_judged_afresh(cast: Cast) -> None:
    by = cast.amara.principal
    world = World(by, Random(20261126), [cast.program])  # noqa: S311 - the same every time
    asked = packs.shipped_text("us-osha-bbp").replace('cite = "', 'approved_by = "MDH"\ncite = "')
    await packs.adopt_pack(asked, since=SINCE, by=by, now=NOW)
    for _ in range(3):
        await world.hire()
    before: list[tuple[int, Found]] = []

    for step in range(36):
        await world.something()
        found = await stands(world.people, by)
        assert found == await afresh(world.people, by), (step, world.did)
        kept, anew = await quarter(world.people, by), await quarter_afresh(world.people, by)
        assert counted(kept) == counted(anew), (step, world.did)
        if step % 8 == 0:
            before.append((await compliance.position(None, by=by), {one: found[one] for one in world.people}))

    assert len(set(world.did)) == len(World.ACTS), "every kind of act was among them"
    for known, was in before:
        assert await stands(list(was), by, known=known) == was == await afresh(list(was), by, known=known)


class World:
    """People to whom things happen, by chance but the same every time."""

    ACTS: Final = (
        "hire",
        "complete",
        "correct",
        "withdraw",
        "teach",
        "approve",
        "reapprove",
        "disapprove",
        "card",
        "status",
        "move",
        "employ",
        "born",
        "waive",
        "unwaive",
        "extend",
        "go_on_leave",
        "order",
        "unorder",
        "adopt",
        "restate",
        "end",
        "open",
    )

    def __init__(self, by: Principal, draw: Random, programs: list[UUID]) -> None:
        self.by, self.draw, self.programs = by, draw, programs
        self.people: list[UUID] = []
        self.did: list[str] = []
        self.done: list[UUID] = []
        self.cards: list[UUID] = []
        self.waived: list[UUID] = []
        self.ordered: list[UUID] = []
        self.courses: list[UUID] = []
        self.approved: list[UUID] = []
        self.adopted: list[UUID] = []
        self.left = [*self.ACTS]

    async def something(self) -> None:
        """Let one thing happen: every kind once before any comes again."""
        self.left = self.left or [*self.ACTS]
        name = self.left.pop(0 if len(self.did) < len(self.ACTS) else self.draw.randrange(len(self.left)))
        await getattr(self, name)()
        self.did.append(name)

    async def hire(self) -> None:
        who = await people.add_person(make.identity(f"Person {len(self.people)}"), by=self.by, now=NOW)
        self.people.append(who)
        await self.move()

    async def complete(self) -> None:
        if not self.courses:
            self.courses.append(await training.add_course(make.course(), by=self.by, now=NOW))
        done = make.completion(self.draw.choice(self.courses), self.day())
        self.done.append(await training.record_completion(self.one(), done, by=self.by, now=NOW))

    async def correct(self) -> None:
        await self.complete()
        there = await training.completion(self.done[-1], by=self.by)
        said = replace(there.value, completed_on=self.day())
        await training.correct_completion(there.fact, said, version=None, because="misread", by=self.by, now=NOW)

    async def withdraw(self) -> None:
        await self.complete()
        await training.withdraw_completion(self.done.pop(), version=None, because="twice", by=self.by, now=NOW)

    async def teach(self) -> None:
        topics = self.draw.choice([{"bloodborne-pathogens"}, {"naloxone"}, {"cpr", "bloodborne-pathogens"}])
        said = replace(make.course(), topics=frozenset(topics))
        await training.correct_course(self.courses[0], said, version=None, because="misread", by=self.by, now=NOW)

    async def approve(self) -> None:
        said = make.approval(self.courses[0], "MDH", self.day(), TODAY)
        self.approved.append(await approvals.record_approval(said, by=self.by, now=NOW))

    async def reapprove(self) -> None:
        if self.approved:
            said = make.approval(self.courses[0], "MDH", self.day())
            which = self.approved[-1]
            await approvals.correct_approval(which, said, version=None, because="misread", by=self.by, now=NOW)

    async def disapprove(self) -> None:
        if self.approved:
            await approvals.withdraw_approval(
                self.approved.pop(), version=None, because="another course", by=self.by, now=NOW
            )

    async def card(self) -> None:
        kind = self.draw.choice(["aha-bls", "aha-heartsaver-first-aid-cpr-aed", "emt"])
        since = self.day()
        held = make.credential(kind, issued_on=since, valid_through=since + timedelta(days=500))
        self.cards.append(await credentials.record_credential(self.one(), held, by=self.by, now=NOW))

    async def status(self) -> None:
        await self.card()
        event = StatusEvent(self.day(), self.draw.choice(list(Status)))
        await credentials.record_status(self.cards[-1], event, because="the board", by=self.by, now=NOW)

    async def move(self) -> None:
        role = make.role(self.draw.choice(["emt", "clinician", "nurse"]), self.draw.choice(self.programs), self.day())
        try:
            await people.record_role(self.people[-1], role, by=self.by, now=NOW)
        except Conflict:  # the same role of the same days
            return

    async def employ(self) -> None:
        who = await people.add_person(make.identity("Employed"), by=self.by, now=NOW)
        self.people.append(who)
        await self.move()
        await people.record_employment(who, make.employment(self.day()), by=self.by, now=NOW)

    async def born(self) -> None:
        who = self.one()
        said = make.identity("Somebody", birth=BirthMonth(1980, self.draw.randint(1, 12)))
        await people.correct_person(who, said, version=None, because="asked", by=self.by, now=NOW)

    async def waive(self) -> None:
        granted = make.waiver(BBP, start=TODAY, through=TODAY + timedelta(days=60), granted_on=TODAY)
        try:
            self.waived.append(await waivers.grant_waiver(self.one(), granted, because="away", by=self.by, now=NOW))
        except Conflict:
            return

    async def unwaive(self) -> None:
        if self.waived:
            await waivers.withdraw_waiver(self.waived.pop(), version=None, because="back", by=self.by, now=NOW)

    async def go_on_leave(self) -> None:
        who, first = self.one(), self.day()
        try:
            which = await leave.record_leave(who, make.leave(first, TODAY), by=self.by, now=NOW)
        except Conflict:  # of the same days
            return
        shorter = make.leave(first, first)
        match self.draw.randint(0, 2):
            case 0:
                await leave.withdraw_leave(which, version=None, because="a slip", by=self.by, now=NOW)
            case 1:
                await leave.correct_leave(which, shorter, version=None, because="back", by=self.by, now=NOW)

    async def extend(self) -> None:
        granted = make.extension(BBP, moves=self.day(), through=TODAY + timedelta(days=60), granted_on=TODAY)
        who = self.one()
        which = await extensions.grant_extension(who, granted, because="a letter", by=self.by, now=NOW)
        if self.draw.random() < 0.5:
            await extensions.withdraw_extension(which, version=None, because="a slip", by=self.by, now=NOW)

    async def order(self) -> None:
        program = self.draw.choice([None, *self.programs])
        number, through = f"order {len(self.ordered)}", TODAY + timedelta(days=60)
        said = make.order(number, BBP, first=SINCE, last=TODAY, through=through, program=program)
        self.ordered.append(await orders.record_order(said, because="by mail", by=self.by, now=NOW))

    async def unorder(self) -> None:
        if self.ordered:
            which = self.ordered[-1]
            try:
                await orders.withdraw_order(which, version=None, because="over", by=self.by, now=NOW)
            except NotFound:  # withdrawn before
                return

    async def adopt(self) -> None:
        pack = self.draw.choice(["cpr-first-aid", "program-local"])
        try:
            fact, _ = await packs.adopt_pack(
                packs.shipped_text(pack), since=self.day(), program=self.draw.choice(self.programs), by=self.by, now=NOW
            )
        except Conflict:
            return
        self.adopted.append(fact)

    async def restate(self) -> None:
        if self.adopted:
            which, since = self.draw.choice(self.adopted), self.day()
            with suppress(Conflict):
                await packs.correct_adoption(
                    which, since=since, through=None, version=None, because="misread", by=self.by, now=NOW
                )

    async def end(self) -> None:
        if self.adopted:
            which = self.adopted.pop()
            await packs.end_adoption(
                which, through=TODAY + timedelta(days=400), version=None, because="over", by=self.by, now=NOW
            )

    async def open(self) -> None:
        self.programs.append(await programs.add_program(f"Team {len(self.programs)}", by=self.by, now=NOW))

    def one(self) -> UUID:
        return self.draw.choice(self.people)

    def day(self) -> date:
        return SINCE + timedelta(days=self.draw.randint(0, (TODAY - SINCE).days))


async def test_a_leave_has_whoever_is_away_judged_anew_and_nobody_else(cast: Cast, read: list[UUID]) -> None:
    by = cast.amara.principal
    await packs.adopt_pack(packs.shipped_text("program-local"), since=SINCE, by=by, now=NOW)
    held = make.role("community-health-worker", cast.program, SINCE)
    ana, ben = [await people.add_person(make.identity(each), by=by, now=NOW) for each in ("Ana", "Ben")]
    for each in (ana, ben):
        await people.record_role(each, held, by=by, now=NOW)
        await people.record_employment(each, make.employment(SINCE), by=by, now=NOW)
    before = await stands([ana, ben], by)
    read.clear()

    away = await leave.record_leave(ana, make.leave(SINCE + timedelta(days=9), TODAY), by=by, now=NOW)

    during = await stands([ana, ben], by)
    assert during == await afresh([ana, ben], by)
    assert during[ana] != before[ana], "the clock of visiting homes stands still"
    assert set(read) == {ana}
    await leave.withdraw_leave(away, version=None, because="another person", by=by, now=NOW)
    assert await stands([ana, ben], by) == before


async def test_what_is_recorded_about_one_person_has_nobody_else_judged_anew(
    three: list[UUID], read: list[UUID], cast: Cast
) -> None:
    by = cast.amara.principal
    await training.record_completion(three[1], make.completion(await course(by), TODAY), by=by, now=NOW)
    read.clear()

    found = await compliance.clearances_of_people(three, on=TODAY + timedelta(days=1), by=by)

    assert read == [three[1]]
    assert [found[who][0].verdict for who in three] == [Verdict.NOT_MET, Verdict.MET, Verdict.NOT_MET]


async def test_nobody_is_judged_anew_when_nothing_was_recorded(three: list[UUID], read: list[UUID], cast: Cast) -> None:
    for day in DAYS:
        await compliance.clearances_of_people(three, on=day, by=cast.amara.principal)

    assert read == []


async def test_a_pack_adopted_for_one_program_has_only_its_people_judged_anew(
    three: list[UUID], read: list[UUID], cast: Cast
) -> None:
    by = cast.amara.principal
    night = await programs.add_program("Night team", by=by, now=NOW)
    away = await people.add_person(make.identity("Dov"), by=by, now=NOW)
    await people.record_role(away, make.role(program=night, start=SINCE), by=by, now=NOW)
    await stands([*three, away], by)
    read.clear()

    await packs.adopt_pack(packs.shipped_text("cpr-first-aid"), since=SINCE, program=night, by=by, now=NOW)
    found = await compliance.clearances_of_people([*three, away], on=TODAY, by=by)

    assert read == [away]
    assert {each.requirement.pack for each in found[away][0].findings} == {"us-osha-bbp", "cpr-first-aid"}


async def test_an_order_of_one_program_has_only_its_people_judged_anew_and_is_no_fact_about_any_of_them(
    three: list[UUID], read: list[UUID], cast: Cast
) -> None:
    by = cast.amara.principal
    night = await programs.add_program("Night team", by=by, now=NOW)
    away = await people.add_person(make.identity("Dov"), by=by, now=NOW)
    await people.record_role(away, make.role(program=night, start=SINCE), by=by, now=NOW)
    done = make.completion(await course(by), TODAY - timedelta(days=400))
    await training.record_completion(away, done, by=by, now=NOW)
    await stands([*three, away], by)
    read.clear()

    said = make.order(requirement=BBP, first=SINCE, last=TODAY, through=TODAY + timedelta(days=9), program=night)
    which = await orders.record_order(said, because="by mail", by=by, now=NOW)
    under = await compliance.clearances_of_people([*three, away], on=TODAY, by=by)
    asked = list(read)
    await orders.withdraw_order(which, version=None, because="over", by=by, now=NOW)
    without = await compliance.clearances_of_people([*three, away], on=TODAY, by=by)

    assert asked == [away]
    assert (under[away][0].verdict, without[away][0].verdict) == (Verdict.MET, Verdict.NOT_MET)
    assert read == [away, away]


async def test_what_a_course_is_about_changes_how_everybody_stands_who_completed_it(
    three: list[UUID], cast: Cast
) -> None:
    by = cast.amara.principal
    taught = await course(by)
    for who in three:
        await training.record_completion(who, make.completion(taught, TODAY - timedelta(days=9)), by=by, now=NOW)
    before = await compliance.clearances_of_people(three, on=TODAY, by=by)

    other = replace(make.course(), topics=frozenset({"naloxone"}))
    await training.correct_course(taught, other, version=None, because="misread", by=by, now=NOW)
    after = await compliance.clearances_of_people(three, on=TODAY, by=by)

    assert {before[who][0].verdict for who in three} == {Verdict.MET}
    assert {after[who][0].verdict for who in three} == {Verdict.NOT_MET}


async def test_what_is_said_of_a_course_by_an_authority_changes_how_everybody_stands_who_completed_it(
    cast: Cast,
) -> None:
    by = cast.amara.principal
    await packs.adopt_pack(packs.shipped_text("md-mct"), since=SINCE, by=by, now=NOW)
    who = await people.add_person(make.identity("Ada"), by=by, now=NOW)
    await people.record_role(who, make.role("emt", cast.program, SINCE), by=by, now=NOW)
    taught = replace(make.course(), topics=frozenset({"md-approved-crisis-training", "mrss-model"}))
    course = await training.add_course(taught, by=by, now=NOW)
    await training.record_completion(who, make.completion(course, TODAY - timedelta(days=9)), by=by, now=NOW)

    async def verdict() -> Verdict:
        ((found,),) = (await compliance.clearances_of_people([who], on=TODAY, by=by)).values()
        return found.verdict

    said = [await verdict()]
    first = await approvals.record_approval(make.approval(course, "MDH", through=TODAY), by=by, now=NOW)
    said.append(await verdict())
    over = make.approval(course, "MDH", through=TODAY - timedelta(days=10))
    await approvals.correct_approval(first, over, version=None, because="misread", by=by, now=NOW)
    said.append(await verdict())
    await approvals.withdraw_approval(first, version=None, because="another course", by=by, now=NOW)
    said.append(await verdict())

    assert said == [Verdict.NEEDS_REVIEW, Verdict.MET, Verdict.NOT_MET, Verdict.NEEDS_REVIEW]


async def test_an_act_that_was_undone_leaves_nothing_behind(three: list[UUID], cast: Cast) -> None:
    by = cast.amara.principal
    taught = await course(by)
    inside: dict[UUID, Any] = {}

    async def undone() -> None:
        done = make.completion(taught, TODAY - timedelta(days=9))
        async with recorded(make.everybody(by), Act.COMPLETION_RECORDED, at=NOW.at) as entry:
            await training_store.add_completion(entry, three[0], done)
            inside.update(await compliance.clearances_of_people(three, on=TODAY, by=by))
            raise Conflict("the pen is dry")

    with pytest.raises(Conflict):
        await undone()
    after = await compliance.clearances_of_people(three, on=TODAY, by=by)

    assert inside[three[0]][0].verdict is Verdict.MET, "inside the act it is seen"
    assert after[three[0]][0].verdict is Verdict.NOT_MET


async def test_a_ledger_that_was_put_back_is_not_taken_for_the_one_that_was_read(
    three: list[UUID], cast: Cast, monkeypatch: pytest.MonkeyPatch, read: list[UUID]
) -> None:
    async def another(_scope: Scope, _position: int) -> UUID:
        return UUID(int=7)

    monkeypatch.setattr(positions, "act_at", another)

    await compliance.clearances_of_people(three, on=TODAY, by=cast.amara.principal)

    assert sorted(read) == sorted(three)


async def test_what_is_kept_of_everybody_is_shown_only_as_far_as_a_place_reaches(three: list[UUID], cast: Cast) -> None:
    by = cast.amara.principal
    night = await programs.add_program("Night team", by=by, now=NOW)
    hana = (await join(cast.amara, Role.HR, program=night)).principal
    await people.record_role(three[2], make.role(program=night, start=SINCE), by=by, now=NOW)
    await stands(three, by)

    found = await compliance.clearances_of_people(three, on=TODAY, by=hana)
    elsewhere = await compliance.clearances_of_people(three, on=TODAY, by=cast.chidi.principal)

    assert list(found) == [three[2]]
    assert elsewhere == {}


async def test_of_more_people_than_are_kept_the_rest_stand_just_as_well(
    three: list[UUID], cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    by = cast.amara.principal
    monkeypatch.setattr(service, "_MOST", 2)
    monkeypatch.setattr(service, "_BATCH", 1)
    service.forget_all()

    for _ in range(2):
        assert await stands(three, by) == await afresh(three, by)
    assert sum(len(each.people) for each in service._KEPT.values()) == 2


async def test_the_collector_rests_while_people_are_judged_and_works_again_afterwards(
    three: list[UUID], cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    by, seen = cast.amara.principal, []

    def judging(who: UUID, program: UUID, rules: Iterable[Rule], facts: Facts, judge_one: JudgeOne) -> Judged:
        seen.append(gc.isenabled())
        if len(seen) == len(three) + 1:
            raise RuntimeError
        return judge(who, program, rules, facts, judge_one)

    monkeypatch.setattr(service, "judge", judging)
    service.forget_all()
    await stands(three, by)

    assert (seen, gc.isenabled()) == ([False] * 3, True)
    service.forget_all()
    with pytest.raises(RuntimeError):
        await stands(three, by)
    assert gc.isenabled(), "also where it fails"


async def course(by: Principal) -> UUID:
    return await training.add_course(make.course(), by=by, now=NOW)


async def test_a_pack_adopted_for_a_partnership_or_a_kind_of_team_has_nobody_judged_anew(
    three: list[UUID], read: list[UUID], cast: Cast
) -> None:
    by = cast.amara.principal
    partner = await partnerships.add_partner(make.partner(), by=by, now=NOW)
    agreed = await partnerships.record_partnership(make.partnership(partner), by=by, now=NOW)
    text = packs.shipped_text("cpr-first-aid")
    for whom in (Whom(partnership=agreed), Whom(cast.program, team_kind="mobile-crisis")):
        await packs.adopt(await packs.to_adopt(text, since=SINCE, whom=whom, by=by), by=by, now=NOW)
    before = await stands(three, by)
    assert (read, before) == ([], await afresh(three, by))

    await packs.adopt_pack(text, since=SINCE, program=cast.program, by=by, now=NOW)
    await stands(three, by)

    assert sorted(read) == sorted(three), "the control: the same pack, for the program, has everybody"
