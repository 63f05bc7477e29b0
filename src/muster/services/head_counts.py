"""Count people from outside who completed a course: how many, of which workforce, and who paid; no names."""

from __future__ import annotations

from uuid import UUID

from muster.domain.access import Permission, Principal
from muster.domain.acts import Act
from muster.domain.errors import Fault, Invalid, NotFound
from muster.domain.head_counts import HeadCount
from muster.domain.moments import Moment
from muster.domain.records import OnRecord
from muster.persistence import head_counts as store
from muster.persistence.facts import NOW
from muster.persistence.ledger import recorded


async def head_counts(*, by: Principal, known: int = NOW) -> list[OnRecord[HeadCount]]:
    """Return every head count, the latest first."""
    return await store.head_counts(by.require(Permission.TRAINING_READ), known=known)


async def head_count(which: UUID, *, by: Principal, known: int = NOW) -> OnRecord[HeadCount]:
    """Return one head count.

    Raises:
        NotFound: there is no such head count here.
    """
    found = await store.head_count(by.require(Permission.TRAINING_READ), which, known=known)
    if found is None:
        raise NotFound("there is no such head count here")
    return found


async def record_head_count(said: HeadCount, *, by: Principal, now: Moment, fact: UUID | None = None) -> UUID:
    """Record how many people from outside completed a course.

    Raises:
        Invalid: it is dated after today.
        NotFound: there is no such course, or no such award, here.
        Conflict: there is a head count under this id already.
    """
    scope = by.require(Permission.TRAINING_RECORD, whole=True)
    _past(said, now)
    async with recorded(scope, Act.HEAD_COUNT_RECORDED, at=now.at) as entry:
        return await store.add_head_count(entry, said, fact=fact)


async def correct_head_count(
    which: UUID, said: HeadCount, *, version: UUID | None, because: str, by: Principal, now: Moment
) -> UUID:
    """Say something else of a head count; return the new version.

    Raises:
        Invalid: it is dated after today.
        NotFound: there is no such head count, no such course or no such award here.
        Stale: somebody changed it since it was read.
    """
    scope = by.require(Permission.TRAINING_RECORD, whole=True)
    _past(said, now)
    async with recorded(scope, Act.HEAD_COUNT_CORRECTED, at=now.at, because=because) as entry:
        return await store.correct_head_count(entry, which, said, version=version)


async def withdraw_head_count(which: UUID, *, version: UUID | None, because: str, by: Principal, now: Moment) -> None:
    """Say that a head count was recorded by mistake. What was believed until now stays on record.

    Raises:
        NotFound: there is no such head count here.
        Stale: somebody changed it since it was read.
    """
    scope = by.require(Permission.TRAINING_RECORD, whole=True)
    async with recorded(scope, Act.HEAD_COUNT_WITHDRAWN, at=now.at, because=because) as entry:
        await store.withdraw_head_count(entry, which, version=version)


def _past(said: HeadCount, now: Moment) -> None:
    """Refuse what has not happened yet: a seat booked is a plan, not a completion."""
    if said.held_on > now.today:
        raise Invalid(
            f"a head count cannot be dated {said.held_on}, after today ({now.today})",
            code="in-the-future",
            faults=[
                Fault(
                    "/held_on",
                    str(said.held_on),
                    f"a day up to {now.today}",
                    "correct the date, or count them once the course is done",
                )
            ],
        )
