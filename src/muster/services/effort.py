"""Whose time is meant for what, and what happened: allocations and effort."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID

from muster.domain.access import Permission, Principal, Scope
from muster.domain.acts import Act
from muster.domain.awards import Allocation, Award, outside, overcommitted
from muster.domain.effort import LONGEST_DAY, Effort, PaidDay, excess, total
from muster.domain.errors import Conflict, Fault, Invalid, NotFound
from muster.domain.intervals import Interval
from muster.domain.moments import Moment
from muster.domain.records import OnRecord
from muster.persistence import awards
from muster.persistence import effort as store
from muster.persistence.facts import NOW
from muster.persistence.ledger import recorded
from muster.services import people


async def allocations(who: UUID, *, by: Principal, known: int = NOW) -> list[OnRecord[Allocation]]:
    """Return what a person's time is and was meant for, by first day.

    Raises:
        NotFound: there is no such person here.
    """
    scope = by.require(Permission.EFFORT_READ, person=who)
    await people.person(who, by=by, known=known)
    return await store.allocations(scope, [who], known=known)


async def allocation(which: UUID, *, by: Principal, known: int = NOW) -> OnRecord[Allocation]:
    """Return one allocation.

    Raises:
        NotFound: there is no such allocation here.
    """
    found = await store.allocation(by.looking(Permission.EFFORT_READ), which, known=known)
    by.require(Permission.EFFORT_READ, person=found.person if found else None)
    if found is None:
        raise NotFound("there is no such allocation here")
    return found


async def record_allocation(
    who: UUID, share: Allocation, *, by: Principal, now: Moment, fact: UUID | None = None
) -> UUID:
    """Record how much of a person's time is meant for a line of an award.

    Raises:
        NotFound: there is no such person, line or partnership here.
        Conflict: it reaches outside its award's period of performance, or takes the person above 100 %.
    """
    scope = by.require(Permission.EFFORT_RECORD)
    async with recorded(scope, Act.ALLOCATION_RECORDED, at=now.at) as entry:
        made = await store.add_allocation(entry, who, share, fact=fact)
        await _fits(scope, who, share)
    return made


async def correct_allocation(
    which: UUID, share: Allocation, *, version: UUID | None, because: str, by: Principal, now: Moment
) -> UUID:
    """Say something else of an allocation; return the new version.

    Raises:
        NotFound: there is no such allocation, line or partnership here.
        Stale: somebody changed it since it was read.
        Conflict: it reaches outside its award's period of performance, or takes the person above 100 %.
    """
    scope = by.require(Permission.EFFORT_RECORD)
    async with recorded(scope, Act.ALLOCATION_CORRECTED, at=now.at, because=because) as entry:
        made = await store.correct_allocation(entry, which, share, version=version)
        found = await store.allocation(scope, which, known=NOW)
        assert found is not None  # noqa: S101 - it was written just now
        assert found.person is not None  # noqa: S101 - an allocation is always somebody's
        await _fits(scope, found.person, share)
    return made


async def effort(who: UUID, *, during: Interval, by: Principal, known: int = NOW) -> list[OnRecord[Effort]]:
    """Return a person's effort of some days, by day.

    Raises:
        NotFound: there is no such person here.
    """
    scope = by.require(Permission.EFFORT_READ, person=who)
    await people.person(who, by=by, known=known)
    return await store.effort(scope, during=during, known=known, who=[who])


async def effort_by_id(which: UUID, *, by: Principal, known: int = NOW) -> OnRecord[Effort]:
    """Return one piece of effort.

    Raises:
        NotFound: there is no such effort here.
    """
    found = await store.effort_by_id(by.looking(Permission.EFFORT_READ), which, known=known)
    by.require(Permission.EFFORT_READ, person=found.person if found else None)
    if found is None:
        raise NotFound("there is no such effort here")
    return found


async def record_effort(who: UUID, done: Effort, *, by: Principal, now: Moment, fact: UUID | None = None) -> UUID:
    """Record some minutes of a person's day.

    Writers take turns at the agency's ledger, so that two of them never fill the same hours.

    Raises:
        Invalid: it is dated after today.
        NotFound: there is no such person, line or partnership here.
        Conflict: the day comes to more than it paid, or lies outside the award's period of performance.
    """
    scope = by.require(Permission.EFFORT_RECORD)
    _past(done, now)
    async with recorded(scope, Act.EFFORT_RECORDED, at=now.at) as entry:
        made = await store.add_effort(entry, who, done, fact=fact)
        await _can_be(scope, who, done)
    return made


async def correct_effort(
    which: UUID, done: Effort, *, version: UUID | None, because: str, by: Principal, now: Moment
) -> UUID:
    """Say something else of a piece of effort; return the new version.

    Raises:
        Invalid: it is dated after today.
        NotFound: there is no such effort, line or partnership here.
        Stale: somebody changed it since it was read.
        Conflict: the day comes to more than it paid, or lies outside the award's period of performance.
    """
    scope = by.require(Permission.EFFORT_RECORD)
    _past(done, now)
    async with recorded(scope, Act.EFFORT_CORRECTED, at=now.at, because=because) as entry:
        made = await store.correct_effort(entry, which, done, version=version)
        found = await store.effort_by_id(scope, which, known=NOW)
        assert found is not None  # noqa: S101 - it was written just now
        assert found.person is not None  # noqa: S101 - effort is always somebody's
        await _can_be(scope, found.person, done)
    return made


async def withdraw_effort(which: UUID, *, version: UUID | None, because: str, by: Principal, now: Moment) -> None:
    """Say that effort was recorded by mistake. What was believed until now stays on record.

    Raises:
        NotFound: there is no such effort here.
        Stale: somebody changed it since it was read.
    """
    scope = by.require(Permission.EFFORT_RECORD)
    async with recorded(scope, Act.EFFORT_WITHDRAWN, at=now.at, because=because) as entry:
        await store.withdraw_effort(entry, which, version=version)


def _past(done: Effort, now: Moment) -> None:
    """Refuse what has not happened yet: hours planned are an estimate, never support for a charge."""
    if done.on > now.today:
        raise Invalid(
            f"effort cannot be dated {done.on}, after today ({now.today})",
            code="in-the-future",
            faults=[
                Fault("/on", str(done.on), f"a day up to {now.today}", "correct the date, or record it on that day")
            ],
        )


async def _fits(scope: Scope, who: UUID, share: Allocation) -> None:
    """Refuse an allocation that its award has no time for, or the person has not. It is written by now."""
    award = await _award_behind(scope, share.line)
    if outside(share, award):
        first, last = share.during.start, share.during.last
        early = first not in award.performance
        raise _outside("/valid_from" if early else "/valid_through", first if early else last, award)
    beside = (each.value for each in await store.allocations(scope, [who], known=NOW))
    over = overcommitted(_within(share.during, beside))
    if over is not None:
        raise Conflict(
            f"from {over.start} to {over.last} this person's time would be allocated to more than 100 %",
            code="above-the-whole",
            faults=[
                Fault(
                    "/percent_hundredths",
                    str(share.percent_hundredths),
                    "a share that leaves all of them together at 100 % or less on every day",
                    "make it smaller or shorter, or correct what else their time is meant for first",
                )
            ],
        )


def _within(during: Interval, shares: Iterable[Allocation]) -> Iterator[Allocation]:
    """Yield the parts of allocations that fall on these days: of other days nothing is being said."""
    for each in shares:
        common = each.during & during
        if common is not None:
            yield replace(each, during=common)


async def _can_be(scope: Scope, who: UUID, done: Effort) -> None:
    """Refuse effort that its award, or the day, has no room for. It is written by now."""
    if done.line is not None:
        award = await _award_behind(scope, done.line)
        if done.on not in award.performance:
            raise _outside("/on", done.on, award)
    day = Interval.through(done.on, done.on)
    recorded_already = [each.value for each in await store.effort(scope, during=day, known=NOW, who=[who])]
    paid = next((each.value for each in await store.paid_days(scope, during=day, known=NOW, who=[who])), None)
    over = excess(recorded_already, paid)
    if over:
        raise _above_the_day(done, total(recorded_already), over, paid)


def _above_the_day(done: Effort, whole: int, over: int, paid: PaidDay | None) -> Conflict:
    room = done.minutes - over
    limit = f"the {paid.minutes} minutes that the day paid" if paid else f"{LONGEST_DAY} minutes, the longest day"
    return Conflict(
        f"with this, {done.on} comes to {whole} minutes: {over} above {limit}",
        code="above-the-day",
        faults=[
            Fault(
                "/minutes",
                str(done.minutes),
                f"{room} or less" if room > 0 else "nothing more on this day",
                "correct it, or what else is recorded for the day, or the payroll",
            )
        ],
    )


async def _award_behind(scope: Scope, line: UUID) -> Award:
    """Return the award that a line belongs to, as it stands."""
    charged = await awards.line(scope, line, known=NOW)
    award = await awards.award(scope, charged.value.award, known=NOW) if charged else None
    if award is None:
        raise NotFound("there is no such personnel line here", code="points-nowhere")
    return award.value


def _outside(where: str, day: date, award: Award) -> Conflict:
    first, last = award.performance.start, award.performance.last
    return Conflict(
        f"award {award.number} pays for days from {first} to {last}, its period of performance, and {day} is not one",
        code="outside-the-award",
        faults=[
            Fault(where, str(day), f"a day from {first} to {last}", "correct the day or the line, or the award first")
        ],
    )
