"""Record a whole class from its sign-in sheet: everybody in one act, or nobody; and take it back as one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from muster.domain.access import Permission, Principal, Scope
from muster.domain.acts import Act
from muster.domain.classes import MOST, Class, Line, Recorded, fact_of, need_of, urgency
from muster.domain.errors import Conflict, Fault, Forbidden, Invalid, NotFound
from muster.domain.moments import Moment
from muster.domain.overviews.roster import Wanted, folded
from muster.domain.training import Course
from muster.persistence import classes as store
from muster.persistence import roster as roster_store
from muster.persistence import training as training_store
from muster.persistence.classes import Made
from muster.persistence.database import scoped
from muster.persistence.facts import NOW
from muster.persistence.ledger import recorded
from muster.services import roster, training


class _AlreadyDoneError(Exception):
    """It is as it is asked to be: nothing is written."""


async def sign_in_sheet(*, course: UUID | None, held_on: date | None, on: date, by: Principal) -> list[Line]:
    """Return everybody with a role on a day, those first who need what the course teaches.

    ``held_on``: who has the course on that day already, is marked.

    Raises:
        NotFound: there is no such course here.
    """
    by.require(Permission.TRAINING_RECORD)
    topics = (await training.course(course, by=by)).value.topics if course else frozenset[str]()
    there = [each for each in await roster.everybody(Wanted(), on=on, by=by) if each.roles]
    already = await _already(by.require(Permission.TRAINING_READ), course, held_on)
    lines = [
        Line(
            each.person,
            each.name,
            tuple(dict.fromkeys(role for role, _ in each.roles)),
            need_of((finding for clearance in each.clearances for finding in clearance.findings), topics),
            each.person in already,
        )
        for each in there
    ]
    return sorted(lines, key=lambda each: (urgency(each.need), folded(each.name), str(each.person)))


async def course_taught(course: UUID, *, by: Principal) -> Course | None:
    """Return what a class goes by where its sheet says nothing; ``None``: there is no such course here."""
    found = await training_store.course(by.require(Permission.TRAINING_RECORD), course, known=NOW)
    return found.value if found else None


async def record_class(who: Sequence[UUID], held: Class, *, by: Principal, now: Moment, fact: UUID) -> Recorded:
    """Record that everybody on a sheet completed a course, in one act: all of them, or nobody.

    Who has the course on that day already is left alone, and said. Sent again under the same id, the same
    sheet is answered as it was.

    Raises:
        Invalid: nobody is on it, too many are, or it is dated after today.
        NotFound: somebody on it, or the course, is not here.
        Conflict: everybody has it already, or something else is recorded under this id.
    """
    scope = by.require(Permission.TRAINING_RECORD)
    people = tuple(dict.fromkeys(who))
    _possible(people, held, now)
    ids = {person: fact_of(fact, person) for person in people}
    try:
        async with recorded(scope, Act.CLASS_RECORDED, at=now.at) as entry:
            await _here(scope, people, held)
            _nothing_yet(await _made(scope, fact))
            already = await _already(scope, held.course, held.held_on)
            new = [each for each in people if each not in already]
            if not new:
                raise Conflict(
                    "everybody on this sheet has this course on that day already; nothing is left to record",
                    code="nobody-new",
                )
            await store.record_class(entry, held, [(each, ids[each]) for each in new])
    except _AlreadyDoneError:
        return await _same(scope, fact, people, held)
    return Recorded(fact, held, tuple(new), tuple(each for each in people if each in already))


async def class_recorded(which: UUID, *, by: Principal) -> Recorded:
    """Return a class by the id of its sheet: of whom it was recorded, and whether it still stands so.

    Raises:
        NotFound: there is no such class here.
    """
    scope = by.require(Permission.TRAINING_READ)
    found = await _made(scope, which)
    if not found:
        raise NotFound("there is no such class here")
    return _read(which, found)


async def withdraw_class(which: UUID, *, because: str, by: Principal, now: Moment) -> None:
    """Say that a class was recorded by mistake: everything that its sheet recorded, in one act, and nothing else.

    One that was taken back already is left so.

    Raises:
        NotFound: there is no such class here.
        Forbidden: somebody in it is out of reach.
        Conflict: something else was said of one of its completions meanwhile.
    """
    scope = by.require(Permission.TRAINING_RECORD)
    await class_recorded(which, by=by)
    try:
        async with recorded(scope, Act.CLASS_WITHDRAWN, at=now.at, because=because) as entry:
            found = await _made(scope, which)
            if await store.leaves(scope, found[0].since) != len(found):
                raise Forbidden(
                    "somebody in this class is out of your reach, so you cannot take back all of it; ask somebody "
                    "who reaches the whole agency",
                    code="beyond-your-program",
                )
            _as_recorded(_read(which, found))
            await store.withdraw_class(entry, found)
    except _AlreadyDoneError:
        return


def _possible(people: Sequence[UUID], held: Class, now: Moment) -> None:
    if not 1 <= len(people) <= MOST:
        fault = Fault("/people", str(len(people)), f"1 to {MOST} people", "say who was there; split a larger class")
        raise Invalid(f"a class has 1 to {MOST} people, not {len(people)}", code="class-size", faults=[fault])
    if held.held_on > now.today:
        fault = Fault(
            "/held_on",
            str(held.held_on),
            f"a day up to {now.today}",
            "correct the date, or record it once the course is done",
        )
        raise Invalid(
            f"a class cannot be dated {held.held_on}, after today ({now.today})", code="in-the-future", faults=[fault]
        )


async def _here(scope: Scope, people: Sequence[UUID], held: Class) -> None:
    """Refuse a sheet that names a course or a person that is not here, and say which."""
    there = {person for person, _ in await roster_store.names(scope, known=NOW)}
    missing = [
        Fault(f"/people/{place}", "an id of nobody here", "somebody on record", "take them off, or add them first")
        for place, each in enumerate(people)
        if each not in there
    ]
    if missing:
        raise NotFound(
            "this class points at somebody who is not on record here; nothing was recorded",
            code="points-nowhere",
            faults=missing,
        )
    if await training_store.course(scope, held.course, known=NOW) is None:
        raise NotFound("this class points at a course that is not on record here", code="points-nowhere")


async def _already(scope: Scope, course: UUID | None, held_on: date | None) -> set[UUID]:
    return await store.has_already(scope, course, held_on, known=NOW) if course and held_on else set()


async def _made(scope: Scope, sheet: UUID) -> list[Made]:
    """Return what a sheet recorded of everybody within reach."""
    async with scoped(scope):
        there = await roster_store.names(scope, known=NOW)
        return await store.made(scope, [fact_of(sheet, person) for person, _ in there])


async def _same(scope: Scope, sheet: UUID, people: Sequence[UUID], held: Class) -> Recorded:
    """Return what the same sheet recorded before.

    Raises:
        Conflict: it was another sheet.
    """
    found = await _made(scope, sheet)
    has = await _already(scope, held.course, held.held_on)
    then = _read(sheet, found)
    others = set(people) - set(then.people)
    if then.held != held or not set(then.people) <= set(people) or not others <= has:
        raise Conflict("another class is recorded under this id; send a new one", code="already-recorded")
    return Recorded(sheet, held, then.people, tuple(each for each in people if each in others))


def _read(sheet: UUID, found: Sequence[Made]) -> Recorded:
    ends = {each.until for each in found}
    withdrawn = len(ends) == 1 and None not in ends and not any(each.corrected for each in found)
    changed = () if withdrawn else tuple(each.person for each in found if each.until is not None)
    return Recorded(sheet, found[0].held, tuple(each.person for each in found), (), withdrawn, changed)


def _nothing_yet(found: Sequence[Made]) -> None:
    if found:
        raise _AlreadyDoneError


def _as_recorded(read: Recorded) -> None:
    if read.withdrawn:
        raise _AlreadyDoneError
    if read.changed:
        raise Conflict(
            "something else was said meanwhile of what people completed in this class, so it is not taken back as a "
            "whole",
            code="class-changed",
            faults=[
                Fault(f"/people/{each}", "something said since", "as it was recorded", "correct each by itself")
                for each in read.changed
            ],
        )
