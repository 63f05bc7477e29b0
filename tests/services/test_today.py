"""The morning: who cannot work tomorrow, what lapses next, what waits, and for whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from muster.domain.access import Permission, Role
from muster.domain.errors import Forbidden
from muster.domain.findings import Verdict
from muster.domain.overviews.roster import Stands, Wanted
from muster.domain.overviews.today import Counts
from muster.domain.privacy.requests import Ask, Request
from muster.domain.reminders import Reminder, State
from muster.persistence import reminders as reminder_store
from muster.persistence.reminders import Settled
from muster.services import drafts, leave, packs, people, programs, requests, roster, training
from muster.services import today as service
from muster.services.today import Today, Wait
from tests import make
from tests.cast import NOW, TODAY, Cast, join
from tests.letters import invited

LAST_YEAR = TODAY.replace(year=TODAY.year - 1)


@pytest.fixture
async def team(cast: Cast) -> dict[str, UUID]:
    """Ann is trained for long, Bea until tonight, Cal for two weeks more, and Dov never was."""
    by = cast.amara.principal
    await packs.adopt_pack(packs.shipped_text("us-osha-bbp"), since=date(2025, 1, 1), by=by, now=NOW)
    course = await training.add_course(make.course(), by=by, now=NOW)
    there: dict[str, UUID] = {}
    for name, done in (
        ("Ann", TODAY - timedelta(days=7)),
        ("Bea", LAST_YEAR),
        ("Cal", LAST_YEAR + timedelta(days=14)),
        ("Dov", None),
    ):
        who = there[name] = await people.add_person(make.identity(name), by=by, now=NOW)
        await people.record_role(who, make.role(program=cast.program), by=by, now=NOW)
        if done:
            await training.record_completion(who, make.completion(course, done), by=by, now=NOW)
    return there


async def ask(cast: Cast, *, within: int = 30) -> Today:
    return await service.today(within=within, by=cast.amara.principal, now=NOW)


async def test_who_can_today_and_not_tomorrow_comes_before_who_cannot_at_all(team: dict[str, UUID], cast: Cast) -> None:
    found = await ask(cast)

    assert [(found.names[each.person], each.newly) for each in found.unable] == [("Bea", True), ("Dov", False)]
    assert found.counts == Counts(there=4, not_cleared=1, review=0, lapsing=2)


async def test_whoever_is_on_leave_tomorrow_is_told_apart_until_the_day_after_its_last(
    team: dict[str, UUID], cast: Cast
) -> None:
    by, tomorrow = cast.amara.principal, TODAY + timedelta(days=1)
    before = await ask(cast)
    for name, first, through in (
        ("Ann", TODAY, tomorrow),
        ("Bea", tomorrow, TODAY + timedelta(days=30)),
        ("Dov", TODAY - timedelta(days=9), TODAY),  # who is back tomorrow
    ):
        await leave.record_leave(team[name], make.leave(first, through), by=by, now=NOW)

    found = await ask(cast)

    assert [found.names[each.person] for each in found.unable] == ["Dov"]
    assert [(found.names[each.person], each.through, each.verdict) for each in found.away] == [
        ("Ann", tomorrow, Verdict.MET),
        ("Bea", TODAY + timedelta(days=30), Verdict.NOT_MET),
    ]
    assert found.counts == before.counts, "leave changes no answer"
    listed = (await roster.roster(Wanted(), on=TODAY, by=by)).items
    on_leave = {each.name: each.on_leave for each in listed if each.name in team}
    assert on_leave == {"Ann": tomorrow, "Bea": None, "Cal": None, "Dov": TODAY}


async def test_the_numbers_are_those_of_the_lists_that_they_lead_to(team: dict[str, UUID], cast: Cast) -> None:
    by = cast.amara.principal
    course = await training.add_course(make.course("Another"), by=by, now=NOW)
    await training.record_completion(team["Dov"], make.completion(course, None), by=by, now=NOW)
    counts = (await ask(cast)).counts

    listed = {
        stands: (await roster.roster(Wanted(stands=stands, within=30), on=TODAY, by=by)).total
        for stands in (Stands.NOT_CLEARED, Stands.REVIEW, Stands.LAPSING)
    }

    assert listed == {
        Stands.NOT_CLEARED: counts.not_cleared,
        Stands.REVIEW: counts.review,
        Stands.LAPSING: counts.lapsing,
    }
    assert (counts.not_cleared, counts.review, counts.lapsing) == (0, 1, 2)


async def test_what_lapses_is_looked_for_as_far_as_is_asked(team: dict[str, UUID], cast: Cast) -> None:
    soon, later = await ask(cast, within=13), await ask(cast, within=14)

    assert [(each.last, [soon.names[one] for one in each.people]) for each in soon.lapsing] == [(TODAY, ["Bea"])]
    assert [each.last for each in later.lapsing] == [TODAY, TODAY + timedelta(days=14)]


async def test_whoever_holds_no_role_is_not_spoken_of(team: dict[str, UUID], cast: Cast) -> None:
    by = cast.amara.principal
    await people.add_person(make.identity("Eve"), by=by, now=NOW)

    assert (await ask(cast)).counts.there == 4


async def test_whoever_asks_again_is_told_the_same_until_something_is_recorded(
    team: dict[str, UUID], cast: Cast
) -> None:
    by = cast.amara.principal
    first, again = await ask(cast), await ask(cast, within=60)
    course = await training.add_course(make.course("Another"), by=by, now=NOW)
    done = make.completion(course, TODAY - timedelta(days=1))
    await training.record_completion(team["Dov"], done, by=by, now=NOW)
    after = await ask(cast)
    tomorrow = await service.today(by=by, now=replace(NOW, today=TODAY + timedelta(days=1)))

    assert (first.unable, first.counts) == (again.unable, again.counts)
    assert [after.names[each.person] for each in after.unable] == ["Bea"]
    assert [tomorrow.names[each.person] for each in tomorrow.unable] == ["Bea"]


@pytest.mark.parametrize("missing", [Permission.PEOPLE_READ, Permission.STANDING_READ, Permission.PACK_READ])
async def test_a_morning_that_is_kept_is_kept_from_whoever_may_not_read_what_it_rests_on(
    missing: Permission, team: dict[str, UUID], cast: Cast
) -> None:
    await ask(cast)
    limited = replace(cast.amara.principal, limit=frozenset(Permission) - {missing})

    with pytest.raises(Forbidden):
        await service.today(by=limited, now=NOW)


async def test_what_waits_is_counted_for_whoever_may_see_to_it(team: dict[str, UUID], cast: Cast) -> None:
    by = cast.amara.principal
    await requests.make_request(Request.of(Ask.CORRECTION, "It is Ben", today=TODAY), by=cast.ben.principal, now=NOW)
    await invited("new@example.org", by=by)
    await undelivered(cast, team["Dov"])
    await drafts.begin_draft([("roster.csv", b"Employee ID,Name\r\n1,Ann\r\n")], "", by=by, now=NOW)
    hr = (await join(cast.amara, Role.HR)).principal
    supervisor = (await join(cast.amara, Role.SUPERVISOR)).principal

    all_of_it = await ask(cast)
    hrs = await service.today(by=hr, now=NOW)
    supervisors = await service.today(by=supervisor, now=NOW)

    assert all_of_it.waiting == {Wait.REQUESTS: 1, Wait.INVITATIONS: 1, Wait.IMPORTS: 1, Wait.MAIL: 1}
    assert hrs.waiting == {Wait.REQUESTS: 1, Wait.MAIL: 1}
    assert supervisors.waiting == {}
    assert supervisors.counts == all_of_it.counts


async def test_whoever_may_not_read_people_is_told_nothing(team: dict[str, UUID], cast: Cast) -> None:
    with pytest.raises(Forbidden):
        await service.today(by=cast.ben.principal, now=NOW)


async def test_a_place_in_one_program_is_told_of_its_people_only(team: dict[str, UUID], cast: Cast) -> None:
    there = (await join(cast.amara, Role.SUPERVISOR, program=cast.program)).principal
    night = await programs.add_program("Night team", by=cast.amara.principal, now=NOW)
    elsewhere = (await join(cast.amara, Role.SUPERVISOR, program=night)).principal

    assert (await service.today(by=there, now=NOW)).counts.there == 4
    none = await service.today(by=elsewhere, now=NOW)
    assert (none.counts.there, none.unable, none.names) == (0, (), {})


async def undelivered(cast: Cast, who: UUID) -> None:
    """File a reminder that the mail server refused, and an old one of which nobody speaks any more."""
    scope = make.everybody(cast.amara.principal)
    for on, at in ((TODAY, NOW.at), (TODAY - timedelta(days=60), NOW.at - timedelta(days=60))):
        due = Reminder(who, cast.program, "us-osha-bbp/annual-training", on, 0)
        await reminder_store.plan(scope, [(due, at)], at=at)
        claimed = await reminder_store.claim(scope, at=at)
        await reminder_store.settle(scope, [Settled(each, State.FAILED, "no such mailbox") for each in claimed], at=at)
