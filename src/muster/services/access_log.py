"""Tell who looked at whom: before somebody is shown a record, and to whoever asks who did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from muster.domain.access import EVERYBODY, Permission, Principal
from muster.domain.access_log import Seen, Sight, plain_detail
from muster.domain.errors import NotFound
from muster.domain.moments import Moment
from muster.domain.records import Page
from muster.persistence import access_log as store
from muster.persistence import people as people_store
from muster.persistence.database import is_open
from muster.persistence.facts import NOW


async def looked(what: Sight, subjects: Sequence[UUID] | None, *, by: Principal, now: Moment, detail: str = "") -> None:
    """Tell that somebody is about to see, or to take away, something about people; committed when this returns.

    Call it once it is settled that they may, and before anything leaves: what cannot be told is not shown.
    ``subjects`` unset: everybody in the agency. Nobody looks at themselves.

    Raises:
        NotFound: one of the subjects is no person here.
        Unavailable: no database answers.
    """
    if is_open():
        raise RuntimeError("a look is told in a transaction of its own, so that it stands whatever follows")
    others: list[UUID | None] = [None]
    if subjects is not None:
        others = [each for each in dict.fromkeys(subjects) if each != by.person]
    if others:
        await store.add_look(by.scope, what, others, detail=plain_detail(detail), now=now)


async def looks(*, person: UUID | None = None, after: UUID | None = None, limit: int = 50, by: Principal) -> Page[Seen]:
    """Return the agency's access log, the newest first; of one person, or of everybody."""
    scope = by.require(Permission.ACCESS_LOG_READ, whole=True)
    return await store.looks(scope, person=person, after=after, limit=limit)


async def looks_at(person: UUID, *, after: UUID | None = None, limit: int = 50, by: Principal) -> Page[Seen]:
    """Return who looked at a person, the newest first. Everybody may ask about themselves.

    Raises:
        NotFound: there is no such person here.
    """
    scope = by.require(Permission.ACCESS_LOG_READ, person=person)
    if await people_store.person(scope, person, known=NOW) is None:
        raise NotFound("there is no such person here")
    everybody = replace(scope, reach=EVERYBODY)  # whoever was looked at is told who looked, by name
    return await store.looks(everybody, person=person, after=after, limit=limit)
