"""Recording effort: never above what the day paid, never outside the award, whoever writes at the same time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Coroutine, Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from muster.domain.access import Role, Scope
from muster.domain.effort import LONGEST_DAY, Effort
from muster.domain.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from muster.domain.intervals import Interval
from muster.domain.records import OnRecord
from muster.persistence import effort as store
from muster.persistence.embedded import Embedded
from muster.services import effort, people
from tests import make, money
from tests.cast import NOW, TODAY, Cast, join
from tests.persistence.rigs import superuser

DAY = date(2026, 11, 20)
MONTH = Interval.through(date(2026, 11, 1), date(2026, 11, 30))


async def on_record(cast: Cast, who: UUID | None = None) -> list[tuple[date, int]]:
    found = await effort.effort(who or cast.ben_himself, during=MONTH, by=cast.amara.principal)
    return [(each.value.on, each.value.minutes) for each in found]


async def test_a_day_takes_all_that_it_paid_and_no_minute_more(cast: Cast) -> None:
    by, ben = cast.amara.principal, cast.ben_himself
    await money.paid(by, ben, DAY, 480)
    await effort.record_effort(ben, make.effort(DAY, 240), by=by, now=NOW)

    with pytest.raises(Conflict, match="481 minutes: 1 above the 480 minutes that the day paid") as refused:
        await effort.record_effort(ben, make.effort(DAY, 241), by=by, now=NOW)
    await effort.record_effort(ben, make.effort(DAY, 240), by=by, now=NOW)

    assert refused.value.code == "above-the-day"
    assert (refused.value.faults[0].where, refused.value.faults[0].expected) == ("/minutes", "240 or less")
    assert await on_record(cast) == [(DAY, 240), (DAY, 240)]


async def test_what_is_charged_to_no_award_counts_as_much_as_what_is(cast: Cast) -> None:
    by, ben = cast.amara.principal, cast.ben_himself
    line = await money.line(by)
    await money.paid(by, ben, DAY, 480)
    await effort.record_effort(ben, make.effort(DAY, 400), by=by, now=NOW)

    with pytest.raises(Conflict) as refused:
        await effort.record_effort(ben, make.effort(DAY, 81, line=line), by=by, now=NOW)
    await effort.record_effort(ben, make.effort(DAY, 80, line=line), by=by, now=NOW)

    assert refused.value.code == "above-the-day"


async def test_without_payroll_a_day_takes_what_the_longest_day_has(cast: Cast) -> None:
    by, ben = cast.amara.principal, cast.ben_himself
    await effort.record_effort(ben, make.effort(DAY, LONGEST_DAY - 60), by=by, now=NOW)

    with pytest.raises(Conflict, match="the longest day") as refused:
        await effort.record_effort(ben, make.effort(DAY, 61), by=by, now=NOW)
    await effort.record_effort(ben, make.effort(DAY, 60), by=by, now=NOW)

    assert refused.value.code == "above-the-day"


async def test_a_full_day_leaves_other_days_and_other_people_alone(cast: Cast) -> None:
    by, ben = cast.amara.principal, cast.ben_himself
    ines = await people.add_person(make.identity(), by=by, now=NOW)
    await money.paid(by, ben, DAY, 240)
    await money.paid(by, ines, DAY, 240)
    await effort.record_effort(ben, make.effort(DAY, 240), by=by, now=NOW)

    await effort.record_effort(ines, make.effort(DAY, 240), by=by, now=NOW)
    await effort.record_effort(ben, make.effort(DAY - timedelta(days=1), 240), by=by, now=NOW)

    assert await on_record(cast, ines) == [(DAY, 240)]


async def test_effort_of_tomorrow_is_refused_and_that_of_today_is_not(cast: Cast) -> None:
    by, ben = cast.amara.principal, cast.ben_himself

    with pytest.raises(Invalid, match="after today") as refused:
        await effort.record_effort(ben, make.effort(TODAY + timedelta(days=1)), by=by, now=NOW)
    await effort.record_effort(ben, make.effort(TODAY), by=by, now=NOW)

    assert (refused.value.code, refused.value.faults[0].where) == ("in-the-future", "/on")
    assert await on_record(cast) == [(TODAY, 240)]


@pytest.mark.parametrize(("on", "inside"), [(19, False), (20, True), (21, True), (22, False)])
async def test_a_line_takes_effort_of_its_awards_days_only(cast: Cast, on: int, *, inside: bool) -> None:
    by, ben = cast.amara.principal, cast.ben_himself
    performance = Interval.through(date(2026, 11, 20), date(2026, 11, 21))
    line = await money.line(by, await money.award(by, performance=performance))
    worked = make.effort(date(2026, 11, on), line=line)

    if inside:
        await effort.record_effort(ben, worked, by=by, now=NOW)
    else:
        with pytest.raises(Conflict, match="H79-1 pays for days from 2026-11-20 to 2026-11-21") as refused:
            await effort.record_effort(ben, worked, by=by, now=NOW)
        assert (refused.value.code, refused.value.faults[0].where) == ("outside-the-award", "/on")

    assert len(await on_record(cast)) == inside


async def test_a_line_that_is_not_here_is_not_found(cast: Cast) -> None:
    elsewhere = await money.line(cast.chidi.principal)

    for line in (elsewhere, uuid4()):
        with pytest.raises(NotFound) as refused:
            await effort.record_effort(cast.ben_himself, make.effort(line=line), by=cast.amara.principal, now=NOW)
        assert refused.value.code == "points-nowhere"


async def race(
    server: Embedded, monkeypatch: pytest.MonkeyPatch, *writers: Coroutine[object, object, UUID]
) -> Sequence[UUID | BaseException]:
    """Let the second write while the first has looked at the day, and nothing of it is committed yet."""
    look, looked, go = store.effort, asyncio.Semaphore(0), asyncio.Event()

    async def look_and_wait(
        scope: Scope, *, during: Interval, known: int, who: Sequence[UUID] | None = None
    ) -> list[OnRecord[Effort]]:
        found = await look(scope, during=during, known=known, who=who)
        looked.release()
        await go.wait()
        return found

    monkeypatch.setattr(store, "effort", look_and_wait)
    async with asyncio.timeout(30), superuser(server) as root:
        first = asyncio.create_task(writers[0])
        await looked.acquire()
        second = asyncio.create_task(writers[1])
        while looked.locked() and not await root.fetchval("SELECT count(*) FROM pg_locks WHERE NOT granted"):
            pass  # until the second stands in line, or has looked without doing so
        go.set()
        answers = await asyncio.gather(first, second, return_exceptions=True)
    monkeypatch.undo()
    return answers


async def test_of_two_writers_at_the_same_moment_exactly_one_gets_the_hours(
    cast: Cast, database: Embedded, monkeypatch: pytest.MonkeyPatch
) -> None:
    by, ben = cast.amara.principal, cast.ben_himself
    await money.paid(by, ben, DAY, 480)

    answers = await race(
        database,
        monkeypatch,
        effort.record_effort(ben, make.effort(DAY, 300), by=by, now=NOW),
        effort.record_effort(ben, make.effort(DAY, 300), by=by, now=NOW),
    )

    assert [type(each) for each in answers] == [UUID, Conflict]
    assert await on_record(cast) == [(DAY, 300)]


async def test_two_corrections_at_the_same_moment_never_fill_the_same_hours(
    cast: Cast, database: Embedded, monkeypatch: pytest.MonkeyPatch
) -> None:
    by, ben = cast.amara.principal, cast.ben_himself
    await money.paid(by, ben, DAY, 480)
    both = [await effort.record_effort(ben, make.effort(DAY, 200), by=by, now=NOW) for _ in range(2)]

    answers = await race(
        database,
        monkeypatch,
        *(
            effort.correct_effort(each, make.effort(DAY, 280), version=None, because="longer", by=by, now=NOW)
            for each in both
        ),
    )

    assert [type(each) for each in answers] == [UUID, Conflict]
    assert sum(minutes for _, minutes in await on_record(cast)) == 480


async def test_a_correction_is_held_to_the_same_and_counts_what_it_replaces_no_longer(cast: Cast) -> None:
    by, ben = cast.amara.principal, cast.ben_himself
    await money.paid(by, ben, DAY, 480)
    which = await effort.record_effort(ben, make.effort(DAY, 400), by=by, now=NOW)
    read = await effort.effort_by_id(which, by=by)

    for minutes, day in ((481, DAY), (480, TODAY + timedelta(days=1))):
        with pytest.raises((Conflict, Invalid)):
            await effort.correct_effort(
                which, make.effort(day, minutes), version=read.version, because="longer", by=by, now=NOW
            )
    await effort.correct_effort(which, make.effort(DAY, 480), version=read.version, because="longer", by=by, now=NOW)

    with pytest.raises(Stale):
        await effort.correct_effort(which, make.effort(DAY), version=read.version, because="no", by=by, now=NOW)
    assert await on_record(cast) == [(DAY, 480)]
    assert (await effort.effort_by_id(which, by=by, known=read.since)).value.minutes == 400


async def test_what_is_withdrawn_gives_its_hours_back(cast: Cast) -> None:
    by, ben = cast.amara.principal, cast.ben_himself
    await money.paid(by, ben, DAY, 480)
    which = await effort.record_effort(ben, make.effort(DAY, 480), by=by, now=NOW)

    await effort.withdraw_effort(which, version=None, because="the wrong person", by=by, now=NOW)
    await effort.record_effort(ben, make.effort(DAY, 480), by=by, now=NOW)

    with pytest.raises(NotFound):
        await effort.effort_by_id(which, by=by)


async def test_sent_twice_it_is_recorded_once_and_said_to_be_on_record(cast: Cast) -> None:
    by, ben, own = cast.amara.principal, cast.ben_himself, uuid4()
    await money.paid(by, ben, DAY, 240)
    await effort.record_effort(ben, make.effort(DAY, 240), by=by, now=NOW, fact=own)

    with pytest.raises(Conflict) as refused:
        await effort.record_effort(ben, make.effort(DAY, 240), by=by, now=NOW, fact=own)

    assert refused.value.code == "already-recorded"


async def test_effort_is_read_by_its_days_both_ends_included(cast: Cast) -> None:
    by, ben = cast.amara.principal, cast.ben_himself
    for on in (17, 18, 19, 20):
        await effort.record_effort(ben, make.effort(date(2026, 11, on), on), by=by, now=NOW)

    found = await effort.effort(ben, during=Interval.through(date(2026, 11, 18), date(2026, 11, 19)), by=by)

    assert [each.value.minutes for each in found] == [18, 19]


async def test_ben_reads_his_own_and_nobody_elses_and_records_none(cast: Cast) -> None:
    by, ben = cast.amara.principal, cast.ben.principal
    ines = await people.add_person(make.identity(), by=by, now=NOW)
    line = await money.line(by)
    hers = await effort.record_effort(ines, make.effort(), by=by, now=NOW)
    his = await effort.record_effort(cast.ben_himself, make.effort(), by=by, now=NOW)
    share = await effort.record_allocation(cast.ben_himself, make.allocation(line), by=by, now=NOW)

    assert (await effort.effort_by_id(his, by=ben)).value.minutes == 240
    assert len(await effort.effort(cast.ben_himself, during=MONTH, by=ben)) == 1
    assert (await effort.allocation(share, by=ben)).fact == share
    assert len(await effort.allocations(cast.ben_himself, by=ben)) == 1
    with pytest.raises(Forbidden):
        await effort.effort_by_id(hers, by=ben)
    with pytest.raises(Forbidden):
        await effort.effort(ines, during=MONTH, by=ben)
    with pytest.raises(Forbidden):
        await effort.record_effort(cast.ben_himself, make.effort(), by=ben, now=NOW)
    with pytest.raises(Forbidden):
        await effort.withdraw_effort(his, version=None, because="no", by=ben, now=NOW)


async def test_a_grant_officer_records_effort_and_a_supervisor_who_approves_it_only_reads_it(
    cast: Cast,
) -> None:
    officer = await join(cast.amara, Role.GRANT_OFFICER)
    supervisor = await join(cast.amara, Role.SUPERVISOR)

    which = await effort.record_effort(cast.ben_himself, make.effort(), by=officer.principal, now=NOW)

    assert (await effort.effort_by_id(which, by=officer.principal)).person == cast.ben_himself
    assert (await effort.effort_by_id(which, by=supervisor.principal)).person == cast.ben_himself
    with pytest.raises(Forbidden):
        await effort.withdraw_effort(which, version=None, because="no", by=supervisor.principal, now=NOW)


# --- allocations -------------------------------------------------------------------------------


async def test_allocations_may_come_to_the_whole_and_to_no_hundredth_more(cast: Cast) -> None:
    by, ben = cast.amara.principal, cast.ben_himself
    line = await money.line(by)
    await effort.record_allocation(ben, make.allocation(line, 60_00), by=by, now=NOW)

    with pytest.raises(Conflict, match="from 2026-10-01 to 2027-09-30") as refused:
        await effort.record_allocation(ben, make.allocation(line, 40_01), by=by, now=NOW)
    await effort.record_allocation(ben, make.allocation(line, 40_00), by=by, now=NOW)

    assert (refused.value.code, refused.value.faults[0].where) == ("above-the-whole", "/percent_hundredths")
    assert [each.value.percent_hundredths for each in await effort.allocations(ben, by=by)] in (
        [60_00, 40_00],
        [40_00, 60_00],
    )


async def test_a_share_may_follow_another_on_the_next_day(cast: Cast) -> None:
    by, ben = cast.amara.principal, cast.ben_himself
    line = await money.line(by)
    until = make.allocation(line, 100_00, through=date(2026, 12, 31))
    await effort.record_allocation(ben, until, by=by, now=NOW)

    with pytest.raises(Conflict, match="from 2026-12-31 to 2026-12-31"):
        await effort.record_allocation(ben, make.allocation(line, 100_00, start=date(2026, 12, 31)), by=by, now=NOW)
    await effort.record_allocation(ben, make.allocation(line, 100_00, start=date(2027, 1, 1)), by=by, now=NOW)

    assert len(await effort.allocations(ben, by=by)) == 2


@pytest.mark.parametrize(
    ("start", "through", "where"),
    [
        (date(2026, 10, 1), date(2027, 9, 30), None),
        (date(2026, 9, 30), date(2027, 9, 30), "/valid_from"),
        (date(2026, 10, 1), date(2027, 10, 1), "/valid_through"),
    ],
)
async def test_an_allocation_keeps_to_its_awards_days(
    cast: Cast, start: date, through: date, where: str | None
) -> None:
    by, ben = cast.amara.principal, cast.ben_himself
    share = make.allocation(await money.line(by), start=start, through=through)

    if where is None:
        await effort.record_allocation(ben, share, by=by, now=NOW)
    else:
        with pytest.raises(Conflict, match="H79-1") as refused:
            await effort.record_allocation(ben, share, by=by, now=NOW)
        assert (refused.value.code, refused.value.faults[0].where) == ("outside-the-award", where)

    assert len(await effort.allocations(ben, by=by)) == (where is None)


async def test_a_corrected_allocation_does_not_count_beside_what_it_replaces(cast: Cast) -> None:
    by, ben = cast.amara.principal, cast.ben_himself
    line = await money.line(by)
    share = make.allocation(line, 60_00)
    which = await effort.record_allocation(ben, share, by=by, now=NOW)
    read = await effort.allocation(which, by=by)

    def correct(percent: int, through: date = share.during.last) -> Awaitable[UUID]:
        said = replace(share, percent_hundredths=percent, during=Interval.through(share.during.start, through))
        return effort.correct_allocation(which, said, version=read.version, because="agreed", by=by, now=NOW)

    with pytest.raises(Conflict, match="H79-1"):
        await correct(60_00, date(2027, 10, 1))
    await correct(100_00)
    with pytest.raises(Stale):
        await correct(50_00)

    assert (await effort.allocation(which, by=by)).value.percent_hundredths == 100_00
    assert (await effort.allocation(which, by=by, known=read.since)).value.percent_hundredths == 60_00


async def test_another_agencys_effort_and_allocations_do_not_exist(cast: Cast) -> None:
    by, chidi = cast.amara.principal, cast.chidi.principal
    which = await effort.record_effort(cast.ben_himself, make.effort(), by=by, now=NOW)
    share = await effort.record_allocation(cast.ben_himself, make.allocation(await money.line(by)), by=by, now=NOW)

    for asked in (
        effort.effort_by_id(which, by=chidi),
        effort.allocation(share, by=chidi),
        effort.effort(cast.ben_himself, during=MONTH, by=chidi),
        effort.allocations(cast.ben_himself, by=chidi),
        effort.record_effort(cast.ben_himself, make.effort(), by=chidi, now=NOW),
        effort.withdraw_effort(which, version=None, because="no", by=chidi, now=NOW),
    ):
        with pytest.raises(NotFound):
            await asked
