"""Tell who looked at whom: before somebody is shown a record, and to whoever asks who did."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from muster.domain.access import EVERYBODY, Permission, Principal, Scope
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


async def checked(agency: UUID, person: UUID, *, now: Moment) -> None:
    """Tell that somebody outside is about to be told of a person's card: once a day, however often it is read.

    Nobody signs in for that, so nobody is named; and whoever reads a code over and over fills no log.
    """
    await store.add_look(Scope(agency), Sight.CARD, [person], detail="", now=now)


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


async def faults(scope: Scope) -> tuple[int, list[str]]:
    """Recompute every leaf of an agency's access log; return how many there are, and what does not hold."""
    through, at = await store.head(scope)
    leaves, found, last = 0, list[str](), at
    async for number, kept in store.written(scope, through=through):
        where = f"access log, number {number}"
        leaves += len(kept)
        if not kept:
            found.append(f"{where}: the entry is missing, or a part of it")
            continue
        last = kept[-1].look.at
        if [each.look.place for each in kept] != list(range(len(kept))):
            found.append(f"{where}: a leaf is missing")
        found += [
            f"{where}, leaf {each.look.place}: the entry, its leaf or their number was altered"
            for each in kept
            if not hmac.compare_digest(each.look.hash(), each.hash)
        ]
    if last != at:
        found.append(f"the access log's time, {at}, is not that of its last entry, {last}")
    if strays := await store.strays(scope):
        found.append(f"{strays} rows of the access log stand at numbers that it never gave out")
    return leaves, found
