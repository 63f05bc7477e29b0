"""Extend what is due for a person, by the word of an authority that may."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from muster.domain.access import Permission, Principal
from muster.domain.acts import Act
from muster.domain.easing import Becomes
from muster.domain.errors import NotFound
from muster.domain.extensions import Extension
from muster.domain.moments import Moment
from muster.domain.records import OnRecord
from muster.persistence import extensions as store
from muster.persistence.facts import NOW
from muster.persistence.ledger import recorded
from muster.services import easing, people


async def extensions(who: UUID, *, by: Principal, known: int = NOW) -> list[OnRecord[Extension]]:
    """Return which days were moved for a person by extensions of their own, by day.

    Raises:
        NotFound: there is no such person here.
    """
    scope = by.require(Permission.STANDING_READ, person=who)
    await people.person(who, by=by, known=known)
    return await store.extensions(scope, [who], known=known)


async def extension(which: UUID, *, by: Principal, known: int = NOW) -> OnRecord[Extension]:
    """Return one extension.

    Raises:
        NotFound: there is no such extension here.
    """
    found = await store.extension(by.looking(Permission.STANDING_READ), which, known=known)
    by.require(Permission.STANDING_READ, person=found.person if found else None)
    if found is None:
        raise NotFound("there is no such extension here")
    return found


async def grant_extension(
    who: UUID, granted: Extension, *, because: str, by: Principal, now: Moment, fact: UUID | None = None
) -> UUID:
    """Record that an authority moved a day for a person. Why goes with the act: words can name people.

    Raises:
        Forbidden: it is for the one who records it.
        NotFound: there is no such person here.
        Invalid: no adopted pack has such a requirement, it says not by whom, or was granted after today.
        Conflict: there is an extension under this id already.
    """
    scope = by.require(Permission.WAIVER_GRANT)
    await easing.allowed(who, granted, by=by, now=now)
    async with recorded(scope, Act.EXTENSION_GRANTED, at=now.at, because=because) as entry:
        return await store.add_extension(entry, who, granted, fact=fact)


async def extension_would(who: UUID, granted: Extension, *, by: Principal, now: Moment) -> list[Becomes]:
    """Return what an extension would make of a person's answer today, and on which days; nothing is recorded.

    Raises:
        Forbidden, NotFound, Invalid: as recording it would.
    """
    by.require(Permission.WAIVER_GRANT)
    await easing.allowed(who, granted, by=by, now=now)
    return await easing.becomes(
        who, lambda facts: replace(facts, extensions=(*facts.extensions, granted)), on=now.today, by=by
    )


async def withdrawal_would(which: UUID, *, on: date, by: Principal) -> list[Becomes]:
    """Return what withdrawing it would make of its person's answer on a day; nothing is recorded.

    Raises:
        NotFound: there is no such extension here.
    """
    by.require(Permission.WAIVER_GRANT)
    who = (await extension(which, by=by)).person
    if who is None:
        raise NotFound("there is no such extension here")
    return await easing.becomes(
        who,
        lambda facts: replace(facts, extensions=tuple(each for each in facts.extensions if each.fact != which)),
        on=on,
        by=by,
    )


async def withdraw_extension(which: UUID, *, version: UUID | None, because: str, by: Principal, now: Moment) -> None:
    """Say that an extension was recorded by mistake. What was believed until now stays on record.

    Raises:
        NotFound: there is no such extension here.
        Stale: somebody changed it since it was read.
    """
    scope = by.require(Permission.WAIVER_GRANT)
    async with recorded(scope, Act.EXTENSION_WITHDRAWN, at=now.at, because=because) as entry:
        await store.withdraw_extension(entry, which, version=version)
