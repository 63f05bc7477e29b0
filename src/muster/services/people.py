"""Add people, say how they are employed and what roles they hold, and look them up."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from muster.domain.access import Permission, Principal
from muster.domain.acts import Act
from muster.domain.errors import Conflict, Fault, Invalid, NotFound
from muster.domain.moments import Moment
from muster.domain.people import Employment, Identifier, Identity, RoleHeld
from muster.domain.records import OnRecord, Page
from muster.persistence import members as member_store
from muster.persistence import people as store
from muster.persistence.facts import NOW
from muster.persistence.ledger import recorded


async def people(
    *, by: Principal, known: int = NOW, after: UUID | None = None, limit: int = 50
) -> Page[OnRecord[Identity]]:
    """Return the agency's people, a page at a time."""
    scope = by.require(Permission.PEOPLE_READ)
    return await store.people(scope, known=known, after=after, limit=limit)


async def person(who: UUID, *, by: Principal, known: int = NOW) -> OnRecord[Identity]:
    """Return one person.

    Raises:
        NotFound: there is no such person here.
    """
    scope = by.require(Permission.PEOPLE_READ, person=who)
    found = await store.person(scope, who, known=known)
    if found is None:
        raise NotFound("there is no such person here")
    return found


async def names(who: Collection[UUID], *, by: Principal) -> dict[UUID, str]:
    """Return what people are called, of those that whoever asks may read."""
    return await member_store.names(by.require(Permission.PEOPLE_READ), who)


async def employments(who: UUID, *, by: Principal, known: int = NOW) -> list[OnRecord[Employment]]:
    """Return how a person is and was employed, by start."""
    await person(who, by=by, known=known)
    return await store.employments(by.require(Permission.PEOPLE_READ, person=who), [who], known=known)


async def roles(who: UUID, *, by: Principal, known: int = NOW) -> list[OnRecord[RoleHeld]]:
    """Return the roles a person holds and held, by start."""
    await person(who, by=by, known=known)
    return await store.roles(by.require(Permission.PEOPLE_READ, person=who), [who], known=known)


async def identifiers(who: UUID, *, by: Principal, known: int = NOW) -> list[OnRecord[Identifier]]:
    """Return the numbers that a person has in others' books."""
    await person(who, by=by, known=known)
    return await store.identifiers(by.require(Permission.PEOPLE_READ, person=who), [who], known=known)


async def identified(number: Identifier, *, by: Principal, known: int = NOW) -> UUID:
    """Return the person who has this number.

    Raises:
        NotFound: nobody here has it.
    """
    scope = by.require(Permission.PEOPLE_READ)
    found = await store.identified(scope, number, known=known)
    if found is None or found.person is None:
        raise NotFound(f"nobody here has the number {number.value}")
    return found.person


async def add_person(who: Identity, *, by: Principal, now: Moment, fact: UUID | None = None) -> UUID:
    """Add a person.

    Raises:
        Invalid: the name is empty.
        Conflict: there is one under this id already.
    """
    scope = by.require(Permission.PEOPLE_RECORD, whole=True)
    _named(who)
    async with recorded(scope, Act.PERSON_ADDED, at=now.at) as entry:
        return await store.add_person(entry, who, fact=fact)


async def correct_person(
    who: UUID, said: Identity, *, version: UUID | None, because: str, by: Principal, now: Moment
) -> UUID:
    """Say what names a person from now on; return the new version.

    Raises:
        NotFound: there is no such person here.
        Stale: somebody changed it since it was read.
    """
    scope = by.require(Permission.PEOPLE_RECORD)
    _named(said)
    async with recorded(scope, Act.PERSON_CORRECTED, at=now.at, because=because) as entry:
        return await store.correct_person(entry, who, said, version=version)


async def record_employment(
    who: UUID, job: Employment, *, by: Principal, now: Moment, fact: UUID | None = None
) -> UUID:
    """Record a stretch of employment.

    Raises:
        NotFound: there is no such person here.
        Conflict: it overlaps another stretch of this person.
    """
    scope = by.require(Permission.PEOPLE_RECORD)
    async with recorded(scope, Act.EMPLOYMENT_RECORDED, at=now.at) as entry:
        return await store.add_employment(entry, who, job, fact=fact)


async def correct_employment(
    which: UUID, job: Employment, *, version: UUID | None, because: str, by: Principal, now: Moment
) -> UUID:
    """Say something else of a stretch of employment: that it ended, most often."""
    scope = by.require(Permission.PEOPLE_RECORD)
    async with recorded(scope, Act.EMPLOYMENT_CORRECTED, at=now.at, because=because) as entry:
        return await store.correct_employment(entry, which, job, version=version)


async def record_role(who: UUID, held: RoleHeld, *, by: Principal, now: Moment, fact: UUID | None = None) -> UUID:
    """Record that a person holds a role in a program.

    Raises:
        NotFound: there is no such person, or no such program, here.
    """
    scope = by.require(Permission.PEOPLE_RECORD, program=held.program)
    async with recorded(scope, Act.ROLE_RECORDED, at=now.at) as entry:
        return await store.add_role(entry, who, held, fact=fact)


async def correct_role(
    which: UUID, held: RoleHeld, *, version: UUID | None, because: str, by: Principal, now: Moment
) -> UUID:
    """Say something else of a role held: that it ended, most often."""
    scope = by.require(Permission.PEOPLE_RECORD, program=held.program)
    async with recorded(scope, Act.ROLE_CORRECTED, at=now.at, because=because) as entry:
        return await store.correct_role(entry, which, held, version=version)


async def record_identifier(
    who: UUID, number: Identifier, *, by: Principal, now: Moment, fact: UUID | None = None
) -> UUID:
    """Record a number that a person has in somebody else's books: what a spreadsheet is matched by.

    Raises:
        Invalid: there is no number in it.
        NotFound: there is no such person here.
        Conflict: the number is on record already.
    """
    scope = by.require(Permission.PEOPLE_RECORD)
    number = replace(number, value=number.value.strip())
    if not number.value:
        raise Invalid("an identifier needs a number; this one is empty", code="no-number")
    async with recorded(scope, Act.IDENTIFIER_RECORDED, at=now.at) as entry:
        taken = await store.identified(scope, number, known=NOW)
        if taken is not None and taken.fact != fact:
            whose = "this person's" if taken.person == who else f"the number of person {taken.person}"
            raise Conflict(
                f"{number.value} is {whose} already in the register '{number.register}'",
                code="number-taken",
                faults=[
                    Fault("/number", number.value, "a number that nobody has yet", "correct the number, or whose it is")
                ],
            )
        return await store.add_identifier(entry, who, number, fact=fact)


def _named(who: Identity) -> None:
    if not who.name.strip():
        raise Invalid("a person needs a name; one word is enough", code="no-name")
