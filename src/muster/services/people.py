"""Add people, say how they are employed and what roles they hold, and look them up."""

from __future__ import annotations

from uuid import UUID

from muster.domain.access import Permission, Principal
from muster.domain.acts import Act
from muster.domain.errors import Invalid, NotFound
from muster.domain.moments import Moment
from muster.domain.people import Employment, Identity, RoleHeld
from muster.domain.records import OnRecord, Page
from muster.persistence import people as store
from muster.persistence.facts import NOW
from muster.persistence.ledger import recorded


async def people(
    *, by: Principal, known: int = NOW, after: UUID | None = None, limit: int = 50
) -> Page[OnRecord[Identity]]:
    """Return the agency's people, a page at a time."""
    by.require(Permission.PEOPLE_READ)
    return await store.people(by.scope, known=known, after=after, limit=limit)


async def person(who: UUID, *, by: Principal, known: int = NOW) -> OnRecord[Identity]:
    """Return one person.

    Raises:
        NotFound: there is no such person here.
    """
    by.require(Permission.PEOPLE_READ, person=who)
    found = await store.person(by.scope, who, known=known)
    if found is None:
        raise NotFound("there is no such person here")
    return found


async def employments(who: UUID, *, by: Principal, known: int = NOW) -> list[OnRecord[Employment]]:
    """Return how a person is and was employed, by start."""
    await person(who, by=by, known=known)
    return await store.employments(by.scope, [who], known=known)


async def roles(who: UUID, *, by: Principal, known: int = NOW) -> list[OnRecord[RoleHeld]]:
    """Return the roles a person holds and held, by start."""
    await person(who, by=by, known=known)
    return await store.roles(by.scope, [who], known=known)


async def add_person(who: Identity, *, by: Principal, now: Moment, fact: UUID | None = None) -> UUID:
    """Add a person.

    Raises:
        Invalid: the name is empty.
        Conflict: there is one under this id already.
    """
    by.require(Permission.PEOPLE_RECORD)
    _named(who)
    async with recorded(by.scope, Act.PERSON_ADDED, at=now.at) as entry:
        return await store.add_person(entry, who, fact=fact)


async def correct_person(
    who: UUID, said: Identity, *, version: UUID | None, because: str, by: Principal, now: Moment
) -> UUID:
    """Say what names a person from now on; return the new version.

    Raises:
        NotFound: there is no such person here.
        Stale: somebody changed it since it was read.
    """
    by.require(Permission.PEOPLE_RECORD)
    _named(said)
    async with recorded(by.scope, Act.PERSON_CORRECTED, at=now.at, because=because) as entry:
        return await store.correct_person(entry, who, said, version=version)


async def record_employment(
    who: UUID, job: Employment, *, by: Principal, now: Moment, fact: UUID | None = None
) -> UUID:
    """Record a stretch of employment.

    Raises:
        NotFound: there is no such person here.
        Conflict: it overlaps another stretch of this person.
    """
    by.require(Permission.PEOPLE_RECORD)
    async with recorded(by.scope, Act.EMPLOYMENT_RECORDED, at=now.at) as entry:
        return await store.add_employment(entry, who, job, fact=fact)


async def correct_employment(
    which: UUID, job: Employment, *, version: UUID | None, because: str, by: Principal, now: Moment
) -> UUID:
    """Say something else of a stretch of employment: that it ended, most often."""
    by.require(Permission.PEOPLE_RECORD)
    async with recorded(by.scope, Act.EMPLOYMENT_CORRECTED, at=now.at, because=because) as entry:
        return await store.correct_employment(entry, which, job, version=version)


async def record_role(who: UUID, held: RoleHeld, *, by: Principal, now: Moment, fact: UUID | None = None) -> UUID:
    """Record that a person holds a role in a program.

    Raises:
        NotFound: there is no such person, or no such program, here.
    """
    by.require(Permission.PEOPLE_RECORD)
    async with recorded(by.scope, Act.ROLE_RECORDED, at=now.at) as entry:
        return await store.add_role(entry, who, held, fact=fact)


async def correct_role(
    which: UUID, held: RoleHeld, *, version: UUID | None, because: str, by: Principal, now: Moment
) -> UUID:
    """Say something else of a role held: that it ended, most often."""
    by.require(Permission.PEOPLE_RECORD)
    async with recorded(by.scope, Act.ROLE_CORRECTED, at=now.at, because=because) as entry:
        return await store.correct_role(entry, which, held, version=version)


def _named(who: Identity) -> None:
    if not who.name.strip():
        raise Invalid("a person needs a name; one word is enough", code="no-name")
