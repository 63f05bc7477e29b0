"""Plan shifts, say who went, and look them up: what is so of each is asked in ``staffing``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, time
from uuid import UUID

from muster.domain.access import Permission, Principal, Scope
from muster.domain.acts import Act
from muster.domain.errors import Fault, Invalid, NotFound
from muster.domain.intervals import Interval
from muster.domain.moments import Moment
from muster.domain.programs import Program, zone
from muster.domain.records import OnRecord
from muster.domain.teams.shifts import Going, Manned, Outing, Shift, Tense, possible
from muster.persistence import people as people_store
from muster.persistence import programs as program_store
from muster.persistence import shifts as store
from muster.persistence.database import scoped
from muster.persistence.facts import NOW
from muster.persistence.ledger import Entry, recorded
from muster.persistence.shifts import Placed
from muster.services import packs


async def shift(which: UUID, *, by: Principal, known: int = NOW) -> OnRecord[Manned]:
    """Return one shift with its people.

    Raises:
        NotFound: there is no such shift here, or it is of a program that their place is not in.
    """
    return await _reached(by.require(Permission.SHIFT_READ), which, known=known)


async def shifts(program: UUID, during: Interval, *, by: Principal, known: int = NOW) -> list[OnRecord[Manned]]:
    """Return the shifts of a program that have some moment of its local days, by their start.

    Raises:
        NotFound: there is no such program here.
    """
    scope = by.require(Permission.SHIFT_READ, program=program)
    async with scoped(scope):
        here = zone((await program_of(scope, program, known=known)).time_zone)
        since, until = (datetime.combine(day, time(), here) for day in (during.start, during.end))
        return await store.shifts(scope, since=since, until=until, known=known, program=program)


async def program_of(scope: Scope, which: UUID, *, known: int = NOW) -> Program:
    """Return a program as it is called, with its time zone.

    Raises:
        NotFound: there is no such program here.
    """
    found = next((each.value for each in await program_store.programs(scope, known=known) if each.fact == which), None)
    if found is None:
        raise NotFound("there is no such program here")
    return found


async def plan_shift(
    said: Shift, crew: Sequence[Going], *, by: Principal, now: Moment, fact: UUID | None = None
) -> UUID:
    """Plan a shift: when a team goes out, and who is to be on it.

    Whether the rules of the team let it go is no matter of recording it: ``staffing`` tells that.

    Raises:
        Invalid: nobody is on it, too many are, or somebody is twice; or no pack knows who comes along by some word.
        NotFound: the program, the award, the partnership or somebody on it is not here, or not of the program.
        Conflict: there is a shift under this id already.
    """
    scope = by.require(Permission.SHIFT_RECORD, program=said.program)
    possible(crew)
    await packs.known_beside(said.plan.others, by=by)
    async with recorded(scope, Act.SHIFT_PLANNED, at=now.at) as entry:
        days = await _days(scope, said.program, said.plan)
        await _of_the_program(scope, said.program, crew)
        made = await store.add_shift(entry, replace(said, went=None), days=days, fact=fact)
        await store.man(entry, made, Tense.PLANNED, crew, days=days)
    return made


async def correct_shift(
    which: UUID,
    said: Shift,
    crew: Sequence[Going],
    *,
    version: UUID | None,
    because: str,
    by: Principal,
    now: Moment,
) -> UUID:
    """Plan a shift otherwise; return the new version. What is told of who went stays as it is.

    Raises:
        Invalid: as in planning one; or it would move to another program.
        NotFound: there is no such shift here, or it points at what is not here.
        Stale: somebody changed it since it was read.
    """
    scope = by.require(Permission.SHIFT_RECORD)
    possible(crew)
    await packs.known_beside(said.plan.others, by=by)
    async with recorded(scope, Act.SHIFT_CORRECTED, at=now.at, because=because) as entry:
        before = (await _reached(scope, which)).value.shift
        if before.program != said.program:
            raise Invalid(
                "a shift stays in its program",
                code="cannot-move",
                faults=[Fault("/program", str(said.program), str(before.program), "withdraw it, and plan another")],
            )
        days = await _days(scope, said.program, said.plan)
        made = await store.correct_shift(entry, which, replace(said, went=before.went), days=days, version=version)
        await _man(entry, which, Tense.PLANNED, crew, program=said.program, days=days, anew=before.plan != said.plan)
    return made


async def say_who_went(
    which: UUID,
    crew: Sequence[Going] | None = None,
    went: Outing | None = None,
    *,
    version: UUID | None,
    because: str = "",
    by: Principal,
    now: Moment,
) -> UUID:
    """Say who went on a shift, and how it was; what is left out was as planned. Return the new version.

    Said again, it corrects what was said before.

    Raises:
        Invalid: it has not begun yet; or nobody went, too many did, or somebody twice; or it is said by some word
            that no pack knows who came along.
        NotFound: there is no such shift here, or somebody on it is not of the program.
        Stale: somebody changed it since it was read.
    """
    scope = by.require(Permission.SHIFT_RECORD)
    if went is not None:
        await packs.known_beside(went.others, by=by, where="/went/others")
    async with recorded(scope, Act.SHIFT_WENT, at=now.at, because=because) as entry:
        planned = (await _reached(scope, which)).value
        there = planned.planned if crew is None else crew
        was = went or planned.shift.plan
        possible(there)
        _begun(was, now)
        days = await _days(scope, planned.shift.program, was)
        said = replace(planned.shift, went=was)
        told = await _days(scope, planned.shift.program, planned.shift.plan)
        made = await store.correct_shift(entry, which, said, days=told, version=version)
        await _man(entry, which, Tense.WENT, there, program=said.program, days=days, anew=planned.shift.went != was)
    return made


async def withdraw_shift(which: UUID, *, version: UUID | None, because: str, by: Principal, now: Moment) -> None:
    """Say that a shift was planned by mistake, or did not go out. What was believed until now stays on record.

    Raises:
        NotFound: there is no such shift here.
        Stale: somebody changed it since it was read.
    """
    scope = by.require(Permission.SHIFT_RECORD)
    async with recorded(scope, Act.SHIFT_WITHDRAWN, at=now.at, because=because) as entry:
        await _reached(scope, which)
        await store.withdraw_shift(entry, which, await _placed(scope, which), version=version)


async def _reached(scope: Scope, which: UUID, *, known: int = NOW) -> OnRecord[Manned]:
    found = await store.shift(scope, which, known=known)
    if found is None or not scope.reach.covers(found.value.shift.program):
        raise NotFound("there is no such shift here")
    return found


async def _days(scope: Scope, program: UUID, outing: Outing) -> Interval:
    return outing.days(zone((await program_of(scope, program)).time_zone))


async def _placed(scope: Scope, which: UUID) -> list[Placed]:
    return (await store.places(scope, [which], known=NOW)).get(which, [])


async def _man(
    entry: Entry, which: UUID, stage: Tense, crew: Sequence[Going], *, program: UUID, days: Interval, anew: bool
) -> None:
    """Let exactly these people be on a shift. ``anew``: its hours are others, and so may be its days."""
    placed = {each.going.person: each for each in await _placed(entry.scope, which) if each.stage is stage}
    there = {each.person: each for each in crew}
    new = [each for person, each in there.items() if person not in placed]
    await _of_the_program(entry.scope, program, new, among=crew)
    await store.take_off(entry, [each for person, each in placed.items() if person not in there])
    for person, each in placed.items():
        if person in there and (anew or there[person] != each.going):
            await store.move(entry, each, there[person], days=days)
    await store.man(entry, which, stage, new, days=days)


async def _of_the_program(
    scope: Scope, program: UUID, who: Iterable[Going], *, among: Sequence[Going] | None = None
) -> None:
    """Refuse whoever never held a role in a program, nor will: whoever reaches it would not see them on its shifts."""
    crew = list(who)
    roles = await people_store.roles(scope, [each.person for each in crew], known=NOW)
    there = {each.person for each in roles if each.value.program == program}
    places = {each.person: place for place, each in enumerate(among or crew)}
    missing = [
        Fault(
            f"/members/{places[each.person]}/person",
            "an id of nobody of this program",
            "somebody with a role in the program, now or on another day",
            "take them off, or record their role first",
        )
        for each in crew
        if each.person not in there
    ]
    if missing:
        raise NotFound(
            "somebody on this shift has no role in its program on record here; nothing was recorded",
            code="points-nowhere",
            faults=missing,
        )


def _begun(was: Outing, now: Moment) -> None:
    if was.starts_at > now.at:
        raise Invalid(
            "who went on a shift is told once it has begun",
            code="in-the-future",
            faults=[
                Fault("/starts_at", was.starts_at.isoformat(), f"an instant up to {now.at.isoformat()}", "say it after")
            ],
        )
