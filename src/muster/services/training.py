"""Keep the courses; record who completed them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from muster.domain.access import Permission, Principal
from muster.domain.acts import Act
from muster.domain.errors import Fault, Invalid, NotFound
from muster.domain.moments import Moment
from muster.domain.records import OnRecord, Page
from muster.domain.training import Completion, Course, Payer, Together
from muster.persistence import awards
from muster.persistence import training as store
from muster.persistence.facts import NOW
from muster.persistence.ledger import recorded
from muster.services import people


async def courses(
    *, by: Principal, known: int = NOW, after: UUID | None = None, limit: int = 50
) -> Page[OnRecord[Course]]:
    """Return the agency's courses, a page at a time."""
    scope = by.require(Permission.TRAINING_READ)
    return await store.courses(scope, known=known, after=after, limit=limit)


async def course(which: UUID, *, by: Principal, known: int = NOW) -> OnRecord[Course]:
    """Return one course.

    Raises:
        NotFound: there is no such course here.
    """
    scope = by.require(Permission.TRAINING_READ)
    found = await store.course(scope, which, known=known)
    if found is None:
        raise NotFound("there is no such course here")
    return found


async def completed(*, by: Principal, known: int = NOW) -> dict[UUID, int]:
    """Return how many completions of each course are on record within reach; a course that nobody took is left out."""
    return await store.completed(by.require(Permission.TRAINING_READ), known=known)


async def payers(*, by: Principal, known: int = NOW) -> dict[UUID, str]:
    """Return the numbers of the awards that may be said to have paid for training: no more is told of them."""
    scope = by.require(Permission.TRAINING_RECORD)
    return {each.fact: each.value.number for each in await awards.awards(scope, known=known)}


async def payers_unsaid(*, by: Principal, known: int = NOW) -> dict[Together, int]:
    """Return of how many completions within reach nobody has said who paid, by course and day, the latest first."""
    return await store.payers_unsaid(by.require(Permission.TRAINING_RECORD), known=known)


async def say_who_paid(which: Collection[Together], payer: Payer, *, because: str, by: Principal, now: Moment) -> int:
    """Say who paid for what was completed of these courses on these days, where nobody has said it: of how many.

    What somebody has said of it stays; nothing but the payer is said otherwise.

    Raises:
        NotFound: there is no such award here.
    """
    scope = by.require(Permission.TRAINING_RECORD)
    if not await store.of_unsaid_payers(scope, which, known=NOW):
        return 0
    async with recorded(scope, Act.COMPLETION_CORRECTED, at=now.at, because=because) as entry:
        found = await store.of_unsaid_payers(scope, which, known=NOW)
        for each in found:
            paid = replace(each.value, paid_by=payer)
            await store.correct_completion(entry, each.fact, paid, version=each.version)
    return len(found)


async def add_course(taught: Course, *, by: Principal, now: Moment, fact: UUID | None = None) -> UUID:
    """Add a course.

    Raises:
        Conflict: there is one under this id already.
    """
    scope = by.require(Permission.TRAINING_RECORD)
    async with recorded(scope, Act.COURSE_ADDED, at=now.at) as entry:
        return await store.add_course(entry, taught, fact=fact)


async def correct_course(
    which: UUID, taught: Course, *, version: UUID | None, because: str, by: Principal, now: Moment
) -> UUID:
    """Say something else of a course. Every completion of it is read by what is said last.

    Raises:
        NotFound: there is no such course here.
        Stale: somebody changed it since it was read.
    """
    scope = by.require(Permission.TRAINING_RECORD, whole=True)
    async with recorded(scope, Act.COURSE_CORRECTED, at=now.at, because=because) as entry:
        return await store.correct_course(entry, which, taught, version=version)


async def completions(who: UUID, *, by: Principal, known: int = NOW) -> list[OnRecord[Completion]]:
    """Return what a person completed, by day.

    Raises:
        NotFound: there is no such person here.
    """
    scope = by.require(Permission.TRAINING_READ, person=who)
    await people.person(who, by=by, known=known)
    return await store.completions(scope, [who], known=known)


async def completion(which: UUID, *, by: Principal, known: int = NOW) -> OnRecord[Completion]:
    """Return one completion.

    Raises:
        NotFound: there is no such completion here.
    """
    found = await store.completion(by.looking(Permission.TRAINING_READ), which, known=known)
    by.require(Permission.TRAINING_READ, person=found.person if found else None)
    if found is None:
        raise NotFound("there is no such completion here")
    return found


async def record_completion(
    who: UUID, done: Completion, *, by: Principal, now: Moment, fact: UUID | None = None
) -> UUID:
    """Record that a person completed a course.

    Raises:
        Invalid: it is dated after today.
        NotFound: there is no such person, or no such course, here.
        Conflict: there is a completion under this id already.
    """
    scope = by.require(Permission.TRAINING_RECORD)
    _past(done, now)
    async with recorded(scope, Act.COMPLETION_RECORDED, at=now.at) as entry:
        return await store.add_completion(entry, who, done, fact=fact)


async def correct_completion(
    which: UUID, done: Completion, *, version: UUID | None, because: str, by: Principal, now: Moment
) -> UUID:
    """Say something else of a completion; return the new version.

    Raises:
        Invalid: it is dated after today.
        NotFound: there is no such completion, or no such course, here.
        Stale: somebody changed it since it was read.
    """
    scope = by.require(Permission.TRAINING_RECORD)
    _past(done, now)
    async with recorded(scope, Act.COMPLETION_CORRECTED, at=now.at, because=because) as entry:
        return await store.correct_completion(entry, which, done, version=version)


async def withdraw_completion(which: UUID, *, version: UUID | None, because: str, by: Principal, now: Moment) -> None:
    """Say that a completion was recorded by mistake. What was believed until now stays on record.

    Raises:
        NotFound: there is no such completion here.
        Stale: somebody changed it since it was read.
    """
    scope = by.require(Permission.TRAINING_RECORD)
    async with recorded(scope, Act.COMPLETION_WITHDRAWN, at=now.at, because=because) as entry:
        await store.withdraw_completion(entry, which, version=version)


def _past(done: Completion, now: Moment) -> None:
    """Refuse what has not happened yet: a seat booked is a plan, not a completion."""
    if done.completed_on and done.completed_on > now.today:
        raise Invalid(
            f"a completion cannot be dated {done.completed_on}, after today ({now.today})",
            code="in-the-future",
            faults=[
                Fault(
                    "/completed_on",
                    str(done.completed_on),
                    f"a day up to {now.today}",
                    "correct the date, or record it once the course is done",
                )
            ],
        )
