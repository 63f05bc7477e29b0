"""Reminders on file: each claimed once, none lost, none handed over twice."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from muster.domain.access import Scope
from muster.domain.reminders import Notice, Reminder, State
from muster.persistence import reminders as store
from muster.persistence.reminders import HANDED_OVER, LEASE, Settled
from muster.services import people
from tests import make
from tests.cast import NOW, Cast

AT = NOW.at
CYCLE = date(2027, 3, 31)
A_SECOND = timedelta(seconds=1)


async def file(cast: Cast, *rungs: int, person: UUID | None = None, at: datetime = AT) -> list[Reminder]:
    """File reminders of one person, due at once."""
    who = person or cast.ben_himself
    due = [Reminder(who, cast.program, "example/yearly", CYCLE, rung) for rung in rungs]
    await store.plan(scope(cast), [(each, at) for each in due], at=at)
    return due


def scope(cast: Cast) -> Scope:
    return Scope(cast.agency)


async def on_file(cast: Cast) -> list[Notice]:
    return list((await store.reminders(scope(cast), states=(), after=None, limit=1000)).items)


async def only(cast: Cast) -> Notice:
    (found,) = await on_file(cast)
    return found


async def test_a_reminder_is_filed_once_however_often_it_is_planned(cast: Cast) -> None:
    (due,) = await file(cast, 30)

    again = [await store.plan(scope(cast), [(due, AT + A_SECOND)], at=AT + A_SECOND) for _ in range(3)]

    assert again == [0, 0, 0]
    found = await only(cast)
    assert (found.reminder, found.state, found.attempts, found.planned_at) == (due, State.PENDING, 0, AT)


async def test_eight_planners_at_once_file_it_once(cast: Cast) -> None:
    due = [(Reminder(cast.ben_himself, cast.program, "example/yearly", CYCLE, rung), AT) for rung in range(40)]

    filed = await asyncio.gather(*(store.plan(scope(cast), due, at=AT) for _ in range(8)))

    assert sum(filed) == 40
    assert len(await on_file(cast)) == 40


async def test_everything_that_waits_for_one_person_is_claimed_together(cast: Cast) -> None:
    other = await people.add_person(make.identity(), by=cast.amara.principal, now=NOW)
    await file(cast, 30, 7)
    await file(cast, 14, person=other)

    first, second, third = [await store.claim(scope(cast), at=AT) for _ in range(3)]

    assert sorted([len(first), len(second)]) == [1, 2]
    assert {each.reminder.person for each in first} != {each.reminder.person for each in second}
    assert third == []


async def test_what_is_not_due_yet_is_not_claimed(cast: Cast) -> None:
    await file(cast, 30, at=AT + A_SECOND)

    assert await store.claim(scope(cast), at=AT) == []
    assert len(await store.claim(scope(cast), at=AT + A_SECOND)) == 1


async def test_four_workers_claim_two_hundred_each_once(cast: Cast) -> None:
    for number in range(50):
        who = await people.add_person(make.identity(f"Responder {number}"), by=cast.amara.principal, now=NOW)
        await file(cast, 90, 60, 30, 14, person=who)

    async def worker() -> list[Notice]:
        mine: list[Notice] = []
        while claimed := await store.claim(scope(cast), at=AT):
            mine += claimed
        return mine

    found = await asyncio.gather(*(worker() for _ in range(4)))

    times = Counter(each.id for mine in found for each in mine)
    assert len(times) == 200
    assert set(times.values()) == {1}
    assert sum(bool(mine) for mine in found) > 1, "one worker did it all: nothing raced"
    people_of = [{each.reminder.person for each in mine} for mine in found]
    assert sum(map(len, people_of)) == 50, "one person's reminders went to two workers"


async def test_a_lease_that_ended_before_the_hand_over_is_taken_again(cast: Cast) -> None:
    await file(cast, 30)
    (dead,) = await store.claim(scope(cast), at=AT)

    assert await store.claim(scope(cast), at=AT + LEASE - A_SECOND) == []
    (alive,) = await store.claim(scope(cast), at=AT + LEASE)

    assert (alive.id, alive.attempts) == (dead.id, 2)


async def test_whoever_lost_the_lease_may_neither_hand_over_nor_settle(cast: Cast) -> None:
    await file(cast, 30)
    (late,) = await store.claim(scope(cast), at=AT)
    (alive,) = await store.claim(scope(cast), at=AT + LEASE)

    assert await store.hand_over(scope(cast), [late], at=AT + LEASE) == []
    assert await store.settle(scope(cast), [Settled(late, State.WITHDRAWN)], at=AT + LEASE) == 0
    assert [each.id for each in await store.hand_over(scope(cast), [alive], at=AT + LEASE)] == [alive.id]


async def test_nothing_is_handed_over_twice(cast: Cast) -> None:
    await file(cast, 30)
    (mine,) = await store.claim(scope(cast), at=AT)

    both = await asyncio.gather(*(store.hand_over(scope(cast), [mine], at=AT) for _ in range(2)))

    assert sorted(len(each) for each in both) == [0, 1]


async def test_what_was_handed_over_by_a_dead_worker_becomes_unknown_and_is_never_claimed_again(cast: Cast) -> None:
    await file(cast, 30)
    mine = await store.claim(scope(cast), at=AT)
    await store.hand_over(scope(cast), mine, at=AT)

    early = await store.give_up(scope(cast), at=AT + HANDED_OVER - A_SECOND, detail="nobody came back")
    late = await store.give_up(scope(cast), at=AT + HANDED_OVER, detail="nobody came back")

    assert (early, late) == (0, 1)
    assert await store.claim(scope(cast), at=AT + timedelta(days=365)) == []
    found = await only(cast)
    assert (found.state, found.detail, found.handed_over_at) == (State.UNKNOWN, "nobody came back", AT)


async def test_a_reply_that_comes_after_all_settles_what_was_unknown(cast: Cast) -> None:
    await file(cast, 30)
    (mine,) = await store.claim(scope(cast), at=AT)
    await store.hand_over(scope(cast), [mine], at=AT)
    await store.give_up(scope(cast), at=AT + HANDED_OVER, detail="nobody came back")

    assert await store.settle(scope(cast), [Settled(mine, State.SENT, "250 taken")], at=AT + HANDED_OVER) == 1
    assert (await only(cast)).state is State.SENT


async def test_a_reply_that_comes_after_somebody_asked_again_keeps_it_from_being_told_twice(cast: Cast) -> None:
    await file(cast, 30)
    (mine,) = await store.claim(scope(cast), at=AT)
    await store.hand_over(scope(cast), [mine], at=AT)
    await store.give_up(scope(cast), at=AT + HANDED_OVER, detail="nobody came back")
    late = AT + HANDED_OVER
    assert await store.resend(scope(cast), [(mine, late)], detail="asked for again") == [mine.id]
    assert await store.resend(scope(cast), [(mine, late)], detail="asked for again") == []

    assert await store.settle(scope(cast), [Settled(mine, State.FAILED, "550")], at=late) == 0
    assert await store.settle(scope(cast), [Settled(mine, State.SENT, "250 taken")], at=late) == 1

    assert await store.claim(scope(cast), at=AT + timedelta(days=1)) == []
    assert (await only(cast)).state is State.SENT


async def test_once_it_is_claimed_again_the_reply_to_the_first_claim_is_nobodys(cast: Cast) -> None:
    await file(cast, 30)
    (mine,) = await store.claim(scope(cast), at=AT)
    await store.hand_over(scope(cast), [mine], at=AT)
    await store.give_up(scope(cast), at=AT + HANDED_OVER, detail="nobody came back")
    await store.resend(scope(cast), [(mine, AT)], detail="asked for again")
    (again,) = await store.claim(scope(cast), at=AT + HANDED_OVER)

    assert again.attempts == 2
    assert await store.settle(scope(cast), [Settled(mine, State.SENT, "250 taken")], at=AT + HANDED_OVER) == 0
    assert (await only(cast)).state is State.SENDING


async def test_what_is_deferred_waits_for_its_time_and_is_no_longer_handed_over(cast: Cast) -> None:
    await file(cast, 30)
    (mine,) = await store.claim(scope(cast), at=AT)
    await store.hand_over(scope(cast), [mine], at=AT)
    later = AT + timedelta(minutes=4)

    await store.settle(scope(cast), [Settled(mine, State.DEFERRED, "451 later", later)], at=AT)

    assert await store.claim(scope(cast), at=later - A_SECOND) == []
    (again,) = await store.claim(scope(cast), at=later)
    assert (again.attempts, again.handed_over_at) == (2, None)


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.FAILED])
async def test_what_no_server_ever_had_is_new_when_it_is_due_again(cast: Cast, state: State) -> None:
    (due,) = await file(cast, 30)
    (mine,) = await store.claim(scope(cast), at=AT)
    await store.settle(scope(cast), [Settled(mine, state, "for now")], at=AT)

    assert await store.plan(scope(cast), [(due, AT + A_SECOND)], at=AT + A_SECOND) == 1

    found = await only(cast)
    assert (found.state, found.detail, found.settled_at) == (State.PENDING, "", None)


@pytest.mark.parametrize("state", [State.SENT, State.FAILED, State.UNKNOWN])
async def test_what_a_server_had_is_never_told_again(cast: Cast, state: State) -> None:
    (due,) = await file(cast, 30)
    mine = await store.claim(scope(cast), at=AT)
    await store.hand_over(scope(cast), mine, at=AT)
    await store.settle(scope(cast), [Settled(each, state, "550") for each in mine], at=AT)

    assert await store.plan(scope(cast), [(due, AT + A_SECOND)], at=AT + A_SECOND) == 0
    assert await store.claim(scope(cast), at=AT + timedelta(days=1)) == []


async def test_the_list_is_read_page_by_page_and_by_state(cast: Cast) -> None:
    await file(cast, 90, 60, 30)
    claimed = await store.claim(scope(cast), at=AT)
    await store.settle(scope(cast), [Settled(claimed[0], State.FAILED, "no address")], at=AT)

    first = await store.reminders(scope(cast), states=(), after=None, limit=2)
    rest = await store.reminders(scope(cast), states=(), after=UUID(first.after), limit=2)
    failed = await store.reminders(scope(cast), states=[State.FAILED], after=None, limit=10)

    assert (len(first.items), len(rest.items), rest.after) == (2, 1, None)
    assert [each.id for each in failed.items] == [claimed[0].id]


async def test_another_agency_sees_and_claims_none_of_it(cast: Cast) -> None:
    await file(cast, 30)
    elsewhere = make.everybody(cast.chidi.principal)

    assert await store.claim(elsewhere, at=AT) == []
    assert (await store.reminders(elsewhere, states=(), after=None, limit=10)).items == ()


async def test_whoever_works_for_all_learns_which_agencies_there_are(cast: Cast) -> None:
    found = dict(await store.agencies())

    assert found[cast.agency] == "America/Chicago"
    assert cast.chidi.principal.scope.agency in found
