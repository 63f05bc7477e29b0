"""Look through what others share: numbers of their programs, or their people, and nothing else of theirs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from muster.domain.access import Permission, Principal
from muster.domain.clearance import Clearance
from muster.domain.credentials import Credential
from muster.domain.errors import NotFound
from muster.domain.overviews.roster import folded
from muster.domain.programs import Program
from muster.domain.records import OnRecord, Page
from muster.domain.sharing.shared_counts import ProgramCounts, counted, ranked
from muster.domain.sharing.shares import Level, Received
from muster.persistence import people as people_store
from muster.persistence import roster as roster_store
from muster.persistence.database import scoped
from muster.persistence.facts import NOW
from muster.services import compliance, credentials, programs, shares
from muster.services.shares import Through


@dataclass(frozen=True, slots=True)
class SharedCounts:
    """What one share shows in numbers, on a day: a program after the other, ranked."""

    share: Received
    on: date
    programs: tuple[ProgramCounts, ...]


@dataclass(frozen=True, slots=True)
class SharedPerson:
    """Somebody whom a share shows: the roles held on the day, each with its program, and the standing there."""

    person: UUID
    name: str
    roles: tuple[tuple[str, str], ...]
    clearances: tuple[Clearance, ...]


@dataclass(frozen=True, slots=True)
class SharedPeople:
    """Whom one share shows on a day, a page of them."""

    share: Received
    on: date
    page: Page[SharedPerson]


@dataclass(frozen=True, slots=True)
class SharedFile:
    """One person whom a share shows, and the credentials they hold."""

    share: Received
    on: date
    found: SharedPerson
    credentials: tuple[OnRecord[Credential], ...]


async def received_counts(which: UUID, *, on: date | None, by: Principal, at: datetime) -> SharedCounts:
    """Return how everybody stands in what is shared, in numbers; ``on`` unset: today, where the giver is.

    Raises:
        NotFound: no such share runs for one's agency.
        Invalid: the day is none that is shared.
    """
    by.require(Permission.SHARE_READ, whole=True)
    return await _counts(which, on, by=by, at=at)


async def overview(*, on: date | None, by: Principal, at: datetime, taken_away: bool = False) -> list[SharedCounts]:
    """Return the same of everything that is shared with one's agency on that day; ``taken_away``: as a file."""
    by.require(Permission.SHARE_READ, whole=True)
    found = [each for each in await shares.received(by=by, at=at) if on is None or on in each.share.during]
    what = "export" if taken_away else "counts"
    return [await _counts(each.fact, on, what=what, by=by, at=at) for each in found]


async def _counts(which: UUID, on: date | None, *, what: str = "counts", by: Principal, at: datetime) -> SharedCounts:
    look = await shares.through(which, Level.COUNTS, on=on, what=what, by=by, at=at)
    there = await _programs(look.share, look.eyes)
    found = [await _counted(look.share, each, look.day, look.eyes) for each in there]
    return SharedCounts(look.share, look.day, tuple(ranked(found)))


async def _counted(share: Received, program: Program, on: date, eyes: Principal) -> ProgramCounts:
    scope = eyes.require(Permission.STANDING_READ, program=program.id)
    async with scoped(scope):
        _, rules = await compliance.requirements_of_program(program.id, on=on, by=eyes)
        stands = await compliance.clearances_of_program(program.id, on=on, known=NOW, by=eyes)
        held = await people_store.roles(scope, [each.person for each in stands], known=NOW)
    roles: defaultdict[UUID, set[str]] = defaultdict(set)
    for each in held:
        if each.person and each.value.program == program.id and on in each.value.validity:
            roles[each.person].add(each.value.role)
    return counted(program, stands, roles=roles, requirements=rules, on=on, smallest=share.share.smallest)


async def _programs(share: Received, eyes: Principal) -> list[Program]:
    """Return the programs that a share is of, by name."""
    there = [each.value for each in await programs.programs(by=eyes)]
    return [each for each in there if share.share.program in {None, each.id}]


async def received_people(
    which: UUID, *, on: date | None, after: UUID | None = None, limit: int = 50, by: Principal, at: datetime
) -> SharedPeople:
    """Return who holds a role in what is shared on a day, by name, a page at a time, with how they stand.

    Raises:
        NotFound: no such share runs for one's agency, or ``after`` is nobody it shows.
        Forbidden: it is a share of counts.
        Invalid: the day is none that is shared.
    """
    by.require(Permission.SHARE_READ, whole=True)
    more = False

    async def page(share: Received, day: date, eyes: Principal) -> Sequence[UUID]:
        nonlocal more
        ordered = list(await _there(share, day, eyes))
        if after is not None and after not in ordered:
            raise NotFound("there is no such person here")
        ordered = ordered[0 if after is None else ordered.index(after) + 1 :]
        more = len(ordered) > limit
        return ordered[:limit]

    look = await shares.through(which, Level.PEOPLE, page, on=on, what="people", by=by, at=at)
    found = await _stand(look)
    return SharedPeople(look.share, look.day, Page(tuple(found), str(look.shown[-1]) if more else None))


async def received_person(which: UUID, who: UUID, *, on: date | None, by: Principal, at: datetime) -> SharedFile:
    """Return one person whom a share shows, with the credentials they hold. No contacts, no birth date, no pay.

    Raises:
        NotFound: no such share runs for one's agency, or nobody of that id is in it on that day.
        Forbidden: it is a share of counts.
        Invalid: the day is none that is shared.
    """
    by.require(Permission.SHARE_READ, whole=True)

    async def one(share: Received, day: date, eyes: Principal) -> Sequence[UUID]:
        if who not in await _there(share, day, eyes):
            raise NotFound("there is no such person here")
        return [who]

    look = await shares.through(which, Level.PEOPLE, one, on=on, what="person", by=by, at=at)
    (found,) = await _stand(look)
    return SharedFile(look.share, look.day, found, tuple(await credentials.credentials(who, by=look.eyes)))


async def _there(share: Received, on: date, eyes: Principal) -> dict[UUID, str]:
    """Return who holds a role in what is shared on the day, in the order of their names, with the name of each."""
    scope = eyes.require(Permission.PEOPLE_READ)
    async with scoped(scope):
        names = dict(await roster_store.names(scope, known=NOW))
        there: set[UUID] = set()
        for program in await _programs(share, eyes):
            there |= set(await people_store.holders(scope, program.id, on=on, known=NOW))
    return {who: names[who] for who in sorted(there, key=lambda who: (folded(names[who]), str(who)))}


async def _stand(look: Through) -> list[SharedPerson]:
    """Return people with what is shared of them: whoever is in two programs is shown as they are in this one."""
    share, on, eyes, who = look.share, look.day, look.eyes, look.shown
    scope = eyes.require(Permission.PEOPLE_READ)
    async with scoped(scope):
        shared = {each.id: each for each in await _programs(share, eyes)}
        names = dict(await roster_store.names(scope, known=NOW))
        held = await people_store.roles(scope, who, known=NOW)
        stand = await compliance.clearances_of_people(who, on=on, by=eyes)
    return [
        SharedPerson(
            one,
            names[one],
            tuple(
                (each.value.role, shared[each.value.program].name)
                for each in held
                if each.person == one and on in each.value.validity and each.value.program in shared
            ),
            tuple(each for each in stand.get(one, ()) if each.program.id in shared),
        )
        for one in who
    ]
