"""Adopt rule packs, end their adoption, and see what binds whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from uuid import UUID

from muster.domain.access import Permission, Principal
from muster.domain.acts import Act
from muster.domain.adoptions import NOTHING_STATED, Adoption, Stated
from muster.domain.errors import Fault, Invalid, NotFound
from muster.domain.intervals import FOREVER, Interval, day_after
from muster.domain.judged import Rule
from muster.domain.moments import Moment
from muster.domain.packs import Pack
from muster.domain.records import OnRecord
from muster.persistence import packs as store
from muster.persistence.facts import NOW
from muster.persistence.ledger import recorded
from muster.rules import packs as rules


async def adoptions(*, by: Principal, known: int = NOW) -> list[OnRecord[Adoption]]:
    """Return what the agency and its programs have adopted."""
    scope = by.require(Permission.PACK_READ)
    return await store.adoptions(scope, known=known)


async def adopted_packs(*, by: Principal, known: int = NOW) -> list[tuple[OnRecord[Adoption], Pack]]:
    """Return every adoption with the pack as it was adopted: never as it reads today."""
    found = await adoptions(by=by, known=known)
    texts = await store.texts(by.scope, {each.value.digest for each in found})
    return [(each, _adopted(texts[each.value.digest], each.value)) for each in found]


def bound(adopted: Sequence[tuple[OnRecord[Adoption], Pack]], programs: Iterable[UUID]) -> dict[UUID, list[Rule]]:
    """Return what each program goes by, and on which days."""
    return {
        program: [
            Rule(each, adoption.value.during)
            for adoption, pack in adopted
            if adoption.value.binds(program)
            for each in pack.requirements
        ]
        for program in programs
    }


async def adopt_pack(
    text: str,
    *,
    since: date,
    through: date | None = None,
    program: UUID | None = None,
    award: UUID | None = None,
    stated: Stated = NOTHING_STATED,
    by: Principal,
    now: Moment,
) -> tuple[UUID, Pack]:
    """Adopt a pack for a program, for an award, or for every program of the agency, from a day on.

    ``stated`` is of the adopter, where the pack asks.

    What an award adopts is its terms: it binds only what is charged to the award. The text is
    copied by its digest, so that a later muster never changes an earlier answer.

    Raises:
        Invalid: the text is not a pack, and every fault is named with its line; or a program and
            an award are both named; or something is said of the adopter that the pack never looks at.
        NotFound: there is no such program, or no such award, here.
        Conflict: the pack is adopted for these days already.
    """
    scope = by.require(Permission.PACK_ADOPT, program=program, whole=program is None)
    if program and award:
        raise Invalid(
            "a pack is adopted for a program or for an award, not for both at once",
            code="program-or-award",
            faults=[Fault("/award", str(award), "a program or an award", "adopt the pack twice, once for each")],
        )
    kept = rules.canonical(text)
    pack = rules.parse(kept, source="the pack")
    _looked_at(pack, stated)
    during = Interval(since, day_after(through) if through else FOREVER)
    async with recorded(scope, Act.PACK_ADOPTED, at=now.at) as entry:
        fact = await store.add_adoption(
            entry, Adoption(pack.id, pack.digest, during, program, award, stated=stated), kept
        )
    return fact, pack


async def adoption_to_end(which: UUID, *, by: Principal) -> OnRecord[Adoption]:
    """Return an adoption, for whoever may end it.

    Raises:
        NotFound: there is no such adoption here.
        Forbidden: it binds more than their place is in.
    """
    by.require(Permission.PACK_ADOPT)
    found = next((each for each in await adoptions(by=by) if each.fact == which), None)
    if found is None:
        raise NotFound("there is no such adoption here")
    by.require(Permission.PACK_ADOPT, program=found.value.program, whole=found.value.program is None)
    return found


def _looked_at(pack: Pack, stated: Stated) -> None:
    """Refuse what the pack would never look at: somebody would rely on it.

    Raises:
        Invalid: it asks for no application, or names no such circumstance.
    """
    faults = [
        Fault(f"/circumstances/{place}", each, " or ".join(pack.circumstances) or "nothing", "leave it out")
        for place, each in enumerate(stated.circumstances)
        if each not in pack.circumstances
    ]
    if stated.applied_on and not pack.asks_when_applied:
        faults.append(Fault("/applied_on", str(stated.applied_on), "nothing", "leave it out"))
    if faults:
        raise Invalid(f"{pack.id} does not look at what is said of the program", code="never-looked-at", faults=faults)


async def end_adoption(
    which: UUID, *, through: date, version: UUID | None, because: str, by: Principal, now: Moment
) -> UUID:
    """Say on which day an adopted pack last binds; return the new version.

    Raises:
        NotFound: there is no such adoption here.
        Invalid: that day is before it began.
        Stale: somebody changed it since it was read.
    """
    scope, found = by.require(Permission.PACK_ADOPT), await adoption_to_end(which, by=by)
    if through < found.value.during.start:
        raise Invalid(
            f"it cannot end on {through}, before it began on {found.value.during.start}",
            code="ends-before-it-starts",
        )
    ended = replace(found.value, during=Interval.through(found.value.during.start, through))
    async with recorded(scope, Act.ADOPTION_ENDED, at=now.at, because=because) as entry:
        return await store.correct_adoption(entry, which, ended, version=version or found.version)


def shipped_packs() -> tuple[Pack, ...]:
    """Return the packs that come with muster, as they read today."""
    return tuple(_parsed(rules.shipped_text(pack)) for pack in rules.shipped())


def shipped_text(pack: str) -> str:
    """Return the text of a pack that comes with muster.

    Raises:
        NotFound: none has this id.
    """
    return rules.shipped_text(pack)


def _adopted(text: str, adoption: Adoption) -> Pack:
    """Return a pack as it binds whoever adopted it."""
    return _parsed(text) if adoption.stated == NOTHING_STATED else _bound(text, adoption.stated)


@lru_cache(maxsize=256)
def _bound(text: str, stated: Stated) -> Pack:
    """Bind a pack once, so that what is kept of it by who adopted it stays the same thing."""
    return _parsed(text).of_program(stated.applied_on, stated.circumstances)


@lru_cache(maxsize=256)
def _parsed(text: str) -> Pack:
    """Read a pack once; adopted texts never change."""
    return rules.parse(text, source="the adopted text")


async def adopted_text(which: UUID, *, by: Principal, known: int = NOW) -> str:
    """Return the text of an adopted pack, as it was adopted.

    Raises:
        NotFound: there is no such adoption here.
    """
    found = next((each for each in await adoptions(by=by, known=known) if each.fact == which), None)
    if found is None:
        raise NotFound("there is no such adoption here")
    return (await store.texts(by.scope, {found.value.digest}))[found.value.digest]
