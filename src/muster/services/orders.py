"""Orders that extend: record one, see whom it touches before and after, and withdraw it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from uuid import UUID

from muster.domain.access import Permission, Principal, Scope
from muster.domain.acts import Act
from muster.domain.errors import Fault, Invalid, NotFound
from muster.domain.extensions import Order
from muster.domain.facts import Facts
from muster.domain.findings import Verdict
from muster.domain.intervals import ONE_DAY, Interval
from muster.domain.moments import Moment
from muster.domain.orders import Touched, may_touch, touched
from muster.domain.records import OnRecord
from muster.domain.standing.judged import Judged, judge
from muster.persistence import orders as store
from muster.persistence import people as people_store
from muster.persistence import programs as program_store
from muster.persistence.database import scoped
from muster.persistence.facts import NOW
from muster.persistence.ledger import recorded
from muster.services import easing, packs, people
from muster.services.facts import facts_of
from muster.services.judged import AT_ONCE, Bound


@dataclass(frozen=True, slots=True)
class Effect:
    """Whom an order touches, of those who hold a role on the day: those answered otherwise that day first, by name."""

    people: tuple[Touched, ...]
    names: Mapping[UUID, str]

    @property
    def changed(self) -> int:
        """Of how many people is the answer of the day another one?"""
        return len({each.person for each in self.people if each.without is not each.under})

    @property
    def moved(self) -> int:
        """Of how many people does it move a day?"""
        return len({each.person for each in self.people})

    @property
    def cleared(self) -> int:
        """How many people are cleared that day by it, and would not be without it?"""
        met = Verdict.MET
        return len({each.person for each in self.people if each.under is met and each.without is not met})


async def orders(*, by: Principal, known: int = NOW) -> list[OnRecord[Order]]:
    """Return every order, the one granted last first."""
    return await store.orders(by.require(Permission.PACK_READ), known=known)


async def order(which: UUID, *, by: Principal, known: int = NOW) -> OnRecord[Order]:
    """Return one order.

    Raises:
        NotFound: there is no such order here.
    """
    found = next((each for each in await orders(by=by, known=known) if each.fact == which), None)
    if found is None:
        raise NotFound("there is no such order here")
    return found


async def order_would(said: Order, *, by: Principal, now: Moment) -> Effect:
    """Return whom an order would touch, and how; nothing is recorded.

    Raises:
        Forbidden, NotFound, Invalid: as recording it would.
    """
    both = (Permission.WAIVER_GRANT, Permission.STANDING_READ)
    scope, _ = (by.require(each, program=said.program, whole=said.program is None) for each in both)
    await _allowed(said, scope, by, now)
    return await _effect(scope, said, on=now.today, by=by)


async def effect(which: UUID, *, on: date, by: Principal) -> Effect:
    """Return whom an order on record touches, as far as a place reaches, and what withdrawing it would take from them.

    Raises:
        NotFound: there is no such order here.
    """
    scope = by.require(Permission.STANDING_READ)
    return await _effect(scope, (await order(which, by=by)).value, on=on, by=by)


async def record_order(said: Order, *, because: str, by: Principal, now: Moment, fact: UUID | None = None) -> UUID:
    """Record an order. One fact: whose days it moves is found whenever they are judged.

    Raises:
        NotFound: there is no such program here.
        Invalid: no adopted pack asks for that, it says not by whom or under which number, or was granted after today.
        Conflict: there is an order with this number, or under this id, already.
    """
    scope = by.require(Permission.WAIVER_GRANT, program=said.program, whole=said.program is None)
    await _allowed(said, scope, by, now)
    async with recorded(scope, Act.EXTENSION_ORDER_RECORDED, at=now.at, because=because) as entry:
        return await store.add_order(entry, said, fact=fact)


async def withdraw_order(which: UUID, *, version: UUID | None, because: str, by: Principal, now: Moment) -> None:
    """Say that an order no longer holds. What was believed until now stays on record.

    Raises:
        NotFound: there is no such order here.
        Stale: somebody changed it since it was read.
    """
    by.require(Permission.WAIVER_GRANT)
    said = (await order(which, by=by)).value
    scope = by.require(Permission.WAIVER_GRANT, program=said.program, whole=said.program is None)
    async with recorded(scope, Act.EXTENSION_ORDER_WITHDRAWN, at=now.at, because=because) as entry:
        await store.withdraw_order(entry, which, version=version)


async def _allowed(said: Order, scope: Scope, by: Principal, now: Moment) -> None:
    """Refuse what cannot be an order."""
    if not said.number.strip():
        raise Invalid(
            "an order has a number; this one has none",
            code="no-number",
            faults=[Fault("/number", "nothing", "its number, as on its paper", "write it, or another short name")],
        )
    easing.granted(said.authority, said.granted_on, now)
    if said.program is not None and said.program not in {
        each.fact for each in await program_store.programs(scope, known=NOW)
    }:
        raise NotFound("there is no such program here")
    adopted = await packs.adopted_packs(by=by)
    if said.requirement:
        easing.asked_for(said.requirement, adopted)
    else:
        _known_kind(said.kind, {each.id for _, pack in adopted for each in pack.kinds})


def _known_kind(kind: str, kinds: set[str]) -> None:
    """Refuse a kind of card that no adopted rule speaks of: no day would be moved, silently."""
    if kind not in kinds:
        near = get_close_matches(kind, kinds, n=1)
        raise Invalid(
            f"no pack that your agency has adopted speaks of {kind} as a credential",
            code="no-such-requirement",
            faults=[
                Fault(
                    "/kind",
                    kind,
                    "a kind of credential of an adopted pack",
                    f"did you mean {near[0]}?" if near else "look the adopted packs up, or adopt its pack first",
                )
            ],
        )


async def _effect(scope: Scope, said: Order, *, on: date, by: Principal) -> Effect:
    """Judge everybody within reach who may be touched, with it and without it."""
    async with scoped(scope):
        working = await people_store.working(scope, Interval(on, on + ONE_DAY), known=NOW)
        facts = await facts_of(scope, working, known=NOW)
        programs = [each.fact for each in await program_store.programs(scope, known=NOW)]
        bound = packs.bound(await packs.adopted_packs(by=by), programs)
    found = (
        _touched(said, facts, bound, on)
        if len(facts) <= AT_ONCE
        else await asyncio.to_thread(_touched, said, facts, bound, on)
    )
    names = await people.names({each.person for each in found}, by=by) if found else {}
    ordered = sorted(
        found, key=lambda each: (each.without is each.under, names.get(each.person, "").casefold(), str(each.person))
    )
    return Effect(tuple(ordered), names)


def _touched(said: Order, everybody: Mapping[UUID, Facts], bound: Bound, on: date) -> list[Touched]:
    found = []
    for one, facts in everybody.items():
        others = tuple([each for each in facts.orders if each.fact is None or each.fact != said.fact])
        for program, rules in bound.items():
            if said.program not in {None, program}:
                continue
            here = replace(facts, orders=others).in_program(program)
            if not any(on in held.validity for held in here.roles):
                continue
            here = replace(here, seen_from=program)
            without: Judged = judge(one, program, rules, here)
            if may_touch(said, without, here):
                under = judge(one, program, rules, replace(here, orders=(*others, said)))
                each = touched(said, without, under, on=on)
                found += [each] if each else []
    return found
