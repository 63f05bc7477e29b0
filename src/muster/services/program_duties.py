"""What a program itself owes by the packs it goes by: how it stands, and the record of what it did."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from uuid import UUID

from muster.domain.access import Permission, Principal, Scope
from muster.domain.acts import Act
from muster.domain.adopting.applications import ApplicationTest, application_test
from muster.domain.errors import Fault, Invalid, NotFound
from muster.domain.in_time import Sent
from muster.domain.intervals import Interval
from muster.domain.moments import Moment
from muster.domain.program_duties import DutyDone, Owed, owed
from muster.domain.programs import Program
from muster.domain.records import OnRecord
from muster.domain.requirements import Requirement
from muster.domain.responding.measures import bands_of
from muster.persistence import people as people_store
from muster.persistence import program_duties as store
from muster.persistence import programs as program_store
from muster.persistence import responses as response_store
from muster.persistence.facts import NOW
from muster.persistence.ledger import recorded
from muster.services import packs
from muster.services.facts import facts_of


async def duties(which: UUID, *, on: date, known: int = NOW, by: Principal) -> tuple[Program, tuple[Owed, ...]]:
    """Return a program, and how it stands by each of its duties on a day.

    Raises:
        NotFound: no such program was on record.
    """
    scope = by.require(Permission.STANDING_READ, program=which)
    program = await _program(which, by=by, known=known)
    asked = [(duty, days) for duty, during, days in await _asked(which, by=by, known=known) if on in during]
    done = await store.duties_done(scope, which, known=known)
    responses = await _responses([duty for duty, _ in asked], which, on=on, known=known, scope=scope)
    return program, owed(asked, [each.value for each in done], responses, on=on)


async def application_tests(which: UUID, *, known: int = NOW, by: Principal) -> list[ApplicationTest]:
    """Return, for each application that is stated of a program, whether all its staff had what they had to have.

    Raises:
        NotFound: no such program was on record.
    """
    scope = by.require(Permission.STANDING_READ, program=which)
    await _program(which, by=by, known=known)
    stated = {
        (pack.id, day): pack
        for adoption, pack in await packs.adopted_packs(by=by, known=known)
        if (day := adoption.value.stated.applied_on) is not None and adoption.value.binds(which)
    }
    found = []
    for (_, day), pack in stated.items():
        staff = await people_store.holders(scope, which, on=day, known=known)
        facts = await facts_of(scope, staff, known=known)
        here = {one: each.in_program(which) for one, each in facts.items()}
        tested = await asyncio.to_thread(application_test, pack, day, here)
        if tested is not None:
            found.append(tested)
    return found


async def duties_done(which: UUID, *, known: int = NOW, by: Principal) -> list[OnRecord[DutyDone]]:
    """Return what a program did of its duties, by day.

    Raises:
        NotFound: no such program was on record.
    """
    scope = by.require(Permission.STANDING_READ, program=which)
    await _program(which, by=by, known=known)
    return await store.duties_done(scope, which, known=known)


async def duty_done(which: UUID, *, known: int = NOW, by: Principal) -> OnRecord[DutyDone]:
    """Return one thing that a program did.

    Raises:
        NotFound: there is no such record here.
    """
    scope, reach = by.require(Permission.STANDING_READ), by.reach(Permission.STANDING_READ)
    found = await store.duty_done(scope, which, known=known)
    if found is None or reach is None or not reach.covers(found.value.program):
        raise NotFound("there is no such record of a duty here")
    return found


async def record_duty(did: DutyDone, *, by: Principal, now: Moment, fact: UUID | None = None) -> UUID:
    """Record that a program did what a duty asks.

    Raises:
        NotFound: there is no such program here.
        Invalid: no pack that the program goes by asks for it, or it is dated after today.
        Conflict: there is one under this id already.
    """
    scope = by.require(Permission.TRAINING_RECORD, program=did.program)
    await _sound(did, by=by, now=now)
    async with recorded(scope, Act.DUTY_RECORDED, at=now.at) as entry:
        return await store.add_duty_done(entry, did, fact=fact)


async def correct_duty(
    which: UUID, did: DutyDone, *, version: UUID | None, because: str, by: Principal, now: Moment
) -> UUID:
    """Say something else of what a program did; return the new version. It stays with its program.

    Raises:
        NotFound: there is no such record here.
        Invalid: no pack that the program goes by asks for it, or it is dated after today.
        Stale: somebody changed it since it was read.
    """
    by.require(Permission.TRAINING_RECORD)
    did = replace(did, program=(await duty_done(which, by=by)).value.program)
    scope = by.require(Permission.TRAINING_RECORD, program=did.program)
    await _sound(did, by=by, now=now)
    async with recorded(scope, Act.DUTY_CORRECTED, at=now.at, because=because) as entry:
        return await store.correct_duty_done(entry, which, did, version=version)


async def withdraw_duty(which: UUID, *, version: UUID | None, because: str, by: Principal, now: Moment) -> None:
    """Say that it was recorded by mistake. What was believed until now stays on record.

    Raises:
        NotFound: there is no such record here.
        Stale: somebody changed it since it was read.
    """
    by.require(Permission.TRAINING_RECORD)
    found = await duty_done(which, by=by)
    scope = by.require(Permission.TRAINING_RECORD, program=found.value.program)
    async with recorded(scope, Act.DUTY_WITHDRAWN, at=now.at, because=because) as entry:
        await store.withdraw_duty_done(entry, which, version=version)


async def _program(which: UUID, *, by: Principal, known: int) -> Program:
    there = {each.fact: each.value for each in await program_store.programs(by.scope, known=known)}
    if which not in there:
        raise NotFound("there is no such program here")
    return there[which]


async def _asked(which: UUID, *, by: Principal, known: int) -> list[tuple[Requirement, Interval, tuple[Interval, ...]]]:
    """Return each duty, the days on which its text binds, and all days on which the program went by the pack."""
    adopted = [each for each in await packs.adopted_packs(by=by, known=known) if each[0].value.binds(which)]
    days: dict[str, tuple[Interval, ...]] = {}
    for adoption, pack in adopted:
        days[pack.id] = (*days.get(pack.id, ()), adoption.value.during)
    return [(duty, adoption.value.during, days[pack.id]) for adoption, pack in adopted for duty in pack.duties]


async def _responses(duties: Iterable[Requirement], which: UUID, *, on: date, known: int, scope: Scope) -> list[Sent]:
    """Return the responses that some duty measures on a day; none where none does."""
    days = [days for duty in duties for _, days in bands_of(duty, on=on)]
    if not days:
        return []
    during = Interval(min(each.start for each in days), max(each.end for each in days))
    return [each.value for each in await response_store.responses(scope, which, during, known=known)]


async def _sound(did: DutyDone, *, by: Principal, now: Moment) -> None:
    """Refuse what has not been done yet, and what nothing asks for: it would prove nothing, silently."""
    await _program(did.program, by=by, known=NOW)
    asked = await _asked(did.program, by=by, known=NOW)
    names = {duty.name for duty, _, _ in asked if not duty.measured}
    if did.duty not in names:
        near = get_close_matches(did.duty, names, n=1)
        raise Invalid(
            f"no pack that the program has adopted asks it for {did.duty}",
            code="no-such-duty",
            faults=[
                Fault(
                    "/duty",
                    did.duty,
                    "a duty of an adopted pack, as pack/duty",
                    f"did you mean {near[0]}?"
                    if near
                    else "look the duties of the program up, or adopt the pack first; what is measured is not recorded",
                )
            ],
        )
    if did.done_on > now.today:
        raise Invalid(
            f"a duty cannot have been done on {did.done_on}, after today ({now.today})",
            code="in-the-future",
            faults=[
                Fault(
                    "/done_on", str(did.done_on), f"a day up to {now.today}", "correct the date, or record it once done"
                )
            ],
        )
