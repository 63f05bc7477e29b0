"""Plan what people are to be told, look again before telling them, and write down what became of it."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import Final
from uuid import UUID

from muster.domain.access import Permission, Principal, Scope, operator
from muster.domain.clearance import Clearance
from muster.domain.errors import Conflict, Invalid, NotFound
from muster.domain.explanations.explaining import sentence
from muster.domain.findings import Finding
from muster.domain.programs import Program, local_day
from muster.domain.records import Page
from muster.domain.reminders import (
    SETTLED_WELL,
    TRIES,
    UNDELIVERED,
    Notice,
    Reminder,
    State,
    open_from,
    pause,
    plan,
)
from muster.domain.words import Words
from muster.mail import Message, Outcome, Sent
from muster.persistence import people as people_store
from muster.persistence import programs as program_store
from muster.persistence import reminders as store
from muster.persistence.database import scoped
from muster.persistence.facts import NOW
from muster.persistence.reminders import Settled
from muster.services import compliance, notices
from muster.services.notices import Item

_LOG: Final = logging.getLogger("muster.reminders")
_AT_ONCE: Final = 50  # people judged between two breaths of whatever else this process does
_NEVER_CAME_BACK: Final = (
    "the worker that sent it never came back: perhaps it was sent, perhaps not. "
    "The next notice of the same will say it again; ask the person if it cannot wait."
)


@dataclass(frozen=True, slots=True)
class Sending:
    """What sending takes: who takes the mail, who speaks the reader's language, where the mail leads to."""

    post: Callable[[Message], Awaitable[Outcome]]
    words: Callable[[str], Words]
    link: str


@dataclass(frozen=True, slots=True)
class Run:
    """What became of one person's reminders. ``more``: it is worth going on with the next."""

    settled: tuple[Settled, ...]
    more: bool = True


@dataclass(slots=True)
class _Looked:
    """What looking again found: what is still to tell, and what is settled without telling."""

    items: list[tuple[Notice, Item]] = field(default_factory=list)
    settled: list[Settled] = field(default_factory=list)

    def fail(self, words: str) -> None:
        """Say that nobody can be told."""
        self.settled += [Settled(notice, State.FAILED, words) for notice, _ in self.items]
        self.items.clear()


async def agencies() -> list[UUID]:
    """Return every agency there is: reminders are sent for all of them."""
    return [agency for agency, _ in await store.agencies()]


async def reminders(
    *, by: Principal, states: Collection[State] = (), after: UUID | None = None, limit: int = 50
) -> Page[Notice]:
    """Return the reminders on file, a page at a time; ``states`` empty: whatever became of them."""
    scope = by.require(Permission.REMINDER_READ)
    return await store.reminders(scope, states=states, after=after, limit=limit)


async def notices_on_file(which: Collection[UUID], *, by: Principal) -> list[Notice]:
    """Return these reminders, as far as they are on file within reach."""
    return await store.notices(by.require(Permission.REMINDER_READ), which)


async def resend_reminders(notices: Collection[UUID], *, by: Principal, now: datetime) -> list[Notice]:
    """Let notices be told once more that failed, or of which nobody knows; return how they stand.

    Each is looked at again before it is sent, as all are, and not sent at night. One that waits or is being sent
    already is left so: however often it is asked for, it is told once.

    Raises:
        NotFound: one is not on file here.
        Conflict: one was sent, or called off.
    """
    scope = by.require(Permission.REMINDER_RESEND)
    asked = set(notices)
    async with scoped(scope):
        there = await store.notices(scope, asked)
        if len(there) < len(asked):
            raise NotFound("there is no such notice here")
        if any(each.state in SETTLED_WELL for each in there):
            raise Conflict(
                "one of these notices was sent, or called off since there was nothing to tell any more; "
                "nothing was asked for again",
                code="nothing-to-resend",
            )
        zones = {each.fact: each.value.time_zone for each in await program_store.programs(scope, known=NOW)}
        again = [(each, open_from(now, zones[each.reminder.program])) for each in there if each.state in UNDELIVERED]
        await store.resend(scope, again, detail=f"asked for again by hand, {now:%Y-%m-%d %H:%M} UTC")
        return await store.notices(scope, asked)


async def due_reminders(*, by: Principal, now: datetime) -> list[Reminder]:
    """Return what people would be told now, if nothing had been told before."""
    scope = by.require(Permission.REMINDER_READ)
    found: list[Reminder] = []
    for program in await program_store.programs(scope, known=NOW):
        found += [each async for some in _due(program.value, by=by, now=now) for each in some]
    return sorted(found)


async def plan_reminders(
    scope: Scope, *, now: datetime, planned: Mapping[UUID, date] | None = None
) -> dict[UUID, date]:
    """File what is due and not on file yet, program by program; return the local day each was planned on.

    Once a local day is enough, and ``planned`` says which day that was last; but to plan twice does no harm.
    """
    found: dict[UUID, date] = {}
    for program in await program_store.programs(scope, known=NOW):
        where = program.value
        found[where.id] = today = local_day(now, where.time_zone)
        if planned and planned.get(where.id) == today:
            continue
        opens = open_from(now, where.time_zone)
        async for some in _due(where, by=operator(scope.agency), now=now):
            await store.plan(scope, [(each, opens) for each in some], at=now)
    return found


async def send_next(scope: Scope, *, now: datetime, sending: Sending) -> Run | None:
    """Tell one person everything that waits for them, in one message; ``None`` when nothing waits.

    The facts are looked at again first: what was renewed since it was planned is not told.
    A mark that it may have gone out is committed before it does.
    """
    claimed = await store.claim(scope, at=now)
    if not claimed:
        return None
    try:
        looked = await _look_again(scope, claimed, now=now)
        message = await _message(scope, looked, now=now, sending=sending)
    except Exception as why:  # noqa: BLE001 - one record that muster trips over waits, and the others go on
        _LOG.exception("a reminder could not be written")
        words = f"muster could not write this notice ({type(why).__name__}); its log says why"
        waiting = [Settled(each, State.DEFERRED, words, now + pause(each.attempts)) for each in claimed]
        await store.settle(scope, waiting, at=now)
        return Run(tuple(waiting))
    await store.settle(scope, looked.settled, at=now)
    if message is None:
        return Run(tuple(looked.settled))
    mine = [notice for notice, _ in looked.items]
    ours = await store.hand_over(scope, mine, at=now)
    if len(ours) < len(mine):  # somebody else has taken some of it since, and tells it
        back = [Settled(each, State.DEFERRED, "", now) for each in ours]
        await store.settle(scope, back, at=now)
        return Run((*looked.settled, *back))
    outcome = await sending.post(message)
    told = [_told(notice, outcome, now) for notice in mine]
    await store.settle(scope, told, at=now)
    return Run((*looked.settled, *told), more=not outcome.everybody)


async def give_up(scope: Scope, *, now: datetime) -> int:
    """Say of what a worker handed over and never came back for that nobody knows; return of how many."""
    return await store.give_up(scope, at=now, detail=_NEVER_CAME_BACK)


async def _due(program: Program, *, by: Principal, now: datetime) -> AsyncIterator[list[Reminder]]:
    """Yield what the people of a program are to be told, some people at a time."""
    today = local_day(now, program.time_zone)
    known = await compliance.position(None, by=by)
    scope = by.require(Permission.STANDING_READ, program=program.id)
    there = await people_store.holders(scope, program.id, on=today, known=known)
    for start in range(0, len(there), _AT_ONCE):
        some = there[start : start + _AT_ONCE]
        found = await compliance.clearances_of_people(some, on=today, known=known, by=by)
        yield [due for who in some for due in _planned(found.get(who, ()), program, today)]


async def _look_again(scope: Scope, claimed: Sequence[Notice], *, now: datetime) -> _Looked:
    """Judge anew whatever was claimed for one person."""
    looked = _Looked()
    programs = {each.fact: each.value for each in await program_store.programs(scope, known=NOW)}
    by = operator(scope.agency)
    known = await compliance.position(None, by=by)
    for which, some in _by_program(claimed):
        program = programs[which]
        opens = open_from(now, program.time_zone)
        if opens > now:
            looked.settled += [Settled(each, State.DEFERRED, "it waits for the morning", opens) for each in some]
            continue
        today = local_day(now, program.time_zone)
        person = some[0].reminder.person
        found = await compliance.clearances_of_people([person], on=today, known=known, by=by)
        here = [each for each in found.get(person, ()) if each.program.id == which]
        due = _planned(here, program, today)
        for each in some:
            if each.reminder in due:
                looked.items.append((each, Item(each.reminder, due[each.reminder], program.name)))
            else:
                looked.settled.append(Settled(each, State.WITHDRAWN, _why_not(each.reminder, due, here)))
    return looked


async def _message(scope: Scope, looked: _Looked, *, now: datetime, sending: Sending) -> Message | None:
    """Return the one message that tells all of it; ``None`` when there is nothing, or nobody, to tell."""
    if not looked.items:
        return None
    first = looked.items[0][0].reminder
    who = await people_store.person(scope, first.person, known=NOW)
    agency = await program_store.agency(scope)
    if who is None or agency is None or not who.value.email:
        looked.fail("no e-mail address is on file for this person; add one, or tell them yourself")
        return None
    try:
        return notices.digest(
            [item for _, item in looked.items],
            who.value,
            agency=agency.name,
            link=sending.link,
            words=sending.words(who.value.language),
            today=local_day(now, agency.time_zone),
            at=now,
        )
    except Invalid as why:
        looked.fail(f"{why.message}; correct it, or tell them yourself")
        return None


def _planned(found: Iterable[Clearance], program: Program, today: date) -> dict[Reminder, Finding]:
    return {
        reminder: finding
        for each in found
        if each.program.id == program.id
        for reminder, finding in plan(each.person, program.id, each.findings, today=today).items()
    }


def _by_program(claimed: Iterable[Notice]) -> Iterator[tuple[UUID, list[Notice]]]:
    ordered = sorted(claimed, key=lambda each: each.reminder.program)
    for which, some in groupby(ordered, key=lambda each: each.reminder.program):
        yield which, list(some)


def _why_not(reminder: Reminder, due: Iterable[Reminder], found: Iterable[Clearance]) -> str:
    """Say why a reminder is not sent after all."""
    if any((each.requirement, each.cycle_on) == (reminder.requirement, reminder.cycle_on) for each in due):
        return "a later notice of the same has taken its place"
    findings = (finding for each in found for finding in each.findings)
    now = next((each for each in findings if each.requirement.name == reminder.requirement), None)
    if now is None:
        return "it no longer binds this person in this program"
    return f"it is no longer to be told: {sentence(now)}"


def _told(notice: Notice, outcome: Outcome, now: datetime) -> Settled:
    """Return what became of a reminder, from what became of the message that told it."""
    if outcome.state is not Sent.DEFERRED:
        return Settled(notice, State(outcome.state), outcome.words)
    if notice.attempts >= TRIES:
        return Settled(notice, State.FAILED, f"given up after {notice.attempts} tries: {outcome.words}")
    return Settled(notice, State.DEFERRED, outcome.words, now + pause(notice.attempts))
