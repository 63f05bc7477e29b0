"""Keep the awards: who pays, for how long, for which positions, and when a report is due."""

from __future__ import annotations

from uuid import UUID

from muster.domain.access import Permission, Principal
from muster.domain.acts import Act
from muster.domain.awards import Award, PersonnelLine, ReportingPeriod
from muster.domain.errors import Fault, Invalid, NotFound
from muster.domain.moments import Moment
from muster.domain.records import OnRecord
from muster.persistence import awards as store
from muster.persistence.facts import NOW
from muster.persistence.ledger import recorded


async def awards(*, by: Principal, known: int = NOW) -> list[OnRecord[Award]]:
    """Return the agency's awards, by number."""
    scope = by.require(Permission.AWARD_READ)
    return await store.awards(scope, known=known)


async def award(which: UUID, *, by: Principal, known: int = NOW) -> OnRecord[Award]:
    """Return one award.

    Raises:
        NotFound: there is no such award here.
    """
    scope = by.require(Permission.AWARD_READ)
    found = await store.award(scope, which, known=known)
    if found is None:
        raise NotFound("there is no such award here")
    return found


async def award_numbered(number: str, *, by: Principal, known: int = NOW) -> OnRecord[Award]:
    """Return the award with this number; capital letters make no difference.

    Raises:
        NotFound: none here has it.
    """
    asked = number.strip().casefold()
    for each in await awards(by=by, known=known):
        if each.value.number.strip().casefold() == asked:
            return each
    raise NotFound("there is no award with this number here")


async def reporting_periods(which: UUID, *, by: Principal, known: int = NOW) -> tuple[ReportingPeriod, ...]:
    """Return every period that an award wants a report of, in order; none when no schedule is on file.

    Raises:
        NotFound: there is no such award here.
    """
    return (await award(which, by=by, known=known)).value.reporting_periods()


async def add_award(said: Award, *, by: Principal, now: Moment, fact: UUID | None = None) -> UUID:
    """Add an award.

    Raises:
        Conflict: there is one with this number already, or under this id.
    """
    scope = by.require(Permission.AWARD_RECORD, whole=True)
    async with recorded(scope, Act.AWARD_ADDED, at=now.at) as entry:
        return await store.add_award(entry, said, fact=fact)


async def correct_award(
    which: UUID, said: Award, *, version: UUID | None, because: str, by: Principal, now: Moment
) -> UUID:
    """Say something else of an award; return the new version. Reports already drawn stay as they are.

    Raises:
        NotFound: there is no such award here.
        Conflict: there is another with this number.
        Stale: somebody changed it since it was read.
    """
    scope = by.require(Permission.AWARD_RECORD, whole=True)
    async with recorded(scope, Act.AWARD_CORRECTED, at=now.at, because=because) as entry:
        return await store.correct_award(entry, which, said, version=version)


async def lines(which: UUID, *, by: Principal, known: int = NOW) -> list[OnRecord[PersonnelLine]]:
    """Return the positions that an award pays for, by code.

    Raises:
        NotFound: there is no such award here.
    """
    await award(which, by=by, known=known)
    there = await store.lines(by.require(Permission.AWARD_READ), known=known)
    return [each for each in there if each.value.award == which]


async def line(which: UUID, *, by: Principal, known: int = NOW) -> OnRecord[PersonnelLine]:
    """Return one personnel line.

    Raises:
        NotFound: there is no such line here.
    """
    scope = by.require(Permission.AWARD_READ)
    found = await store.line(scope, which, known=known)
    if found is None:
        raise NotFound("there is no such personnel line here")
    return found


async def add_line(said: PersonnelLine, *, by: Principal, now: Moment, fact: UUID | None = None) -> UUID:
    """Add a position that an award pays for.

    Raises:
        NotFound: there is no such award here.
        Conflict: the award has a line with this code already, or there is one under this id.
    """
    scope = by.require(Permission.AWARD_RECORD, whole=True)
    async with recorded(scope, Act.LINE_ADDED, at=now.at) as entry:
        return await store.add_line(entry, said, fact=fact)


async def correct_line(
    which: UUID, said: PersonnelLine, *, version: UUID | None, because: str, by: Principal, now: Moment
) -> UUID:
    """Say something else of a personnel line; return the new version.

    Raises:
        NotFound: there is no such line here.
        Invalid: it would move to another award.
        Conflict: the award has another line with this code.
        Stale: somebody changed it since it was read.
    """
    scope = by.require(Permission.AWARD_RECORD, whole=True)
    async with recorded(scope, Act.LINE_CORRECTED, at=now.at, because=because) as entry:
        before = await store.line(scope, which, known=NOW)
        if before and before.value.award != said.award:
            raise Invalid(
                "a personnel line stays with its award",
                code="cannot-move",
                faults=[
                    Fault(
                        "/award",
                        str(said.award),
                        str(before.value.award),
                        "leave the award as it was, and add a line to the other one",
                    )
                ],
            )
        return await store.correct_line(entry, which, said, version=version)
