"""Record when people are on leave: from and through which days, and never why."""

from __future__ import annotations

from uuid import UUID

from muster.domain.access import Permission, Principal
from muster.domain.acts import Act
from muster.domain.errors import NotFound
from muster.domain.leave import Leave
from muster.domain.moments import Moment
from muster.domain.records import OnRecord
from muster.persistence import leave as store
from muster.persistence.facts import NOW
from muster.persistence.ledger import recorded
from muster.services import people


async def leaves(who: UUID, *, by: Principal, known: int = NOW) -> list[OnRecord[Leave]]:
    """Return when a person was, is and will be on leave, by first day.

    Raises:
        NotFound: there is no such person here.
    """
    await people.person(who, by=by, known=known)
    return await store.leaves(by.require(Permission.PEOPLE_READ, person=who), [who], known=known)


async def leave(which: UUID, *, by: Principal, known: int = NOW) -> OnRecord[Leave]:
    """Return one stretch of leave.

    Raises:
        NotFound: there is no such leave here.
    """
    found = await store.leave(by.looking(Permission.PEOPLE_READ), which, known=known)
    by.require(Permission.PEOPLE_READ, person=found.person if found else None)
    if found is None:
        raise NotFound("there is no such leave here")
    return found


async def record_leave(who: UUID, away: Leave, *, by: Principal, now: Moment, fact: UUID | None = None) -> UUID:
    """Record that a person is on leave.

    Raises:
        NotFound: there is no such person here.
        Conflict: it overlaps another leave of this person.
    """
    scope = by.require(Permission.PEOPLE_RECORD)
    async with recorded(scope, Act.LEAVE_RECORDED, at=now.at) as entry:
        return await store.add_leave(entry, who, away, fact=fact)


async def correct_leave(
    which: UUID, away: Leave, *, version: UUID | None, because: str, by: Principal, now: Moment
) -> UUID:
    """Say other days of a stretch of leave: that it ends sooner or later, most often.

    Raises:
        NotFound: there is no such leave here.
        Stale: somebody changed it since it was read.
        Conflict: it would overlap another leave of this person.
    """
    scope = by.require(Permission.PEOPLE_RECORD)
    async with recorded(scope, Act.LEAVE_CORRECTED, at=now.at, because=because) as entry:
        return await store.correct_leave(entry, which, away, version=version)


async def withdraw_leave(which: UUID, *, version: UUID | None, because: str, by: Principal, now: Moment) -> None:
    """Say that a leave was recorded by mistake. What was believed until now stays on record.

    Raises:
        NotFound: there is no such leave here.
        Stale: somebody changed it since it was read.
    """
    scope = by.require(Permission.PEOPLE_RECORD)
    async with recorded(scope, Act.LEAVE_WITHDRAWN, at=now.at, because=because) as entry:
        await store.withdraw_leave(entry, which, version=version)
