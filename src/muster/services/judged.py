"""Everybody judged once for every day, and kept until something is recorded about them or about what binds them.

Standing is not stored: what is kept is what the one engine made of the facts known at a position of the ledger,
and it goes only with that position. Whoever asks at a later one has first thrown out everybody of whom a leaf has
been left since, and everybody in a program that goes by other rules or under other orders; a position that is not the
one that was read (a copy put back, an act undone) throws out all. Inside an act, and at an earlier position, nothing
is kept.
"""

from __future__ import annotations

import asyncio
import gc
from collections import ChainMap, OrderedDict
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import Final, TypeAlias
from uuid import UUID
from weakref import WeakKeyDictionary

from muster.domain.access import Principal, Scope
from muster.domain.adopting.adoptions import Adoption, Stated
from muster.domain.adopting.packs import Pack
from muster.domain.extensions import Order
from muster.domain.facts import Facts
from muster.domain.intervals import Interval
from muster.domain.records import OnRecord
from muster.domain.standing.alike import Alike
from muster.domain.standing.judged import Judged, Rule, judge
from muster.persistence import approvals, ledger, orders, people, positions, training
from muster.persistence import programs as program_store
from muster.persistence.database import scoped
from muster.persistence.facts import NOW
from muster.services import packs
from muster.services.facts import facts_of

Everybody: TypeAlias = dict[UUID, tuple[Judged, ...]]
Bound: TypeAlias = Mapping[UUID, tuple[Rule, ...]]
# The digests of what a program goes by, when, and what its adoption says of it; and the orders that move days there.
Texts: TypeAlias = tuple[tuple[tuple[str, Interval, Stated], ...], tuple[Order, ...]]

_BATCH: Final = 2_000  # people read at once, before they are judged
AT_ONCE: Final = 200  # judging more people than this leaves the event loop to others meanwhile
_MOST: Final = 100_000  # people who are kept; of more than that, the rest are judged whenever they are asked about


@dataclass(slots=True)
class _Kept:
    """What is kept of one agency: known at ``position``, which ``stamp`` is the act of, and by the rules ``bound``."""

    position: int = 0
    stamp: UUID | None = None
    bound: dict[UUID, Texts] = field(default_factory=dict)
    people: Everybody = field(default_factory=dict)


_KEPT: Final[OrderedDict[UUID, _Kept]] = OrderedDict()  # those asked about last at the end
_TURNS: Final[WeakKeyDictionary[asyncio.AbstractEventLoop, dict[UUID, asyncio.Lock]]] = WeakKeyDictionary()


async def judged(scope: Scope, who: Sequence[UUID], *, known: int = NOW, by: Principal) -> Everybody:
    """Return people as judged in each program where they hold or held a role; nobody who is out of reach.

    ``known`` is a ledger position: what was on record by then, and the packs that were adopted by then.
    """
    async with scoped(scope):
        until = (await positions.head(scope)).position if known == NOW else known
        programs = [each.fact for each in await program_store.programs(scope, known=until)]
        adopted = await packs.adopted_packs(by=by, known=until)
        rules = packs.bound(adopted, programs)
        if ledger.recording():
            return await _afresh(scope, who, rules, known=until)
        async with _turn(scope.agency):
            kept = _KEPT.setdefault(scope.agency, _Kept())
            if until < kept.position:
                return await _afresh(scope, who, rules, known=until)
            await _bring_up(kept, scope, until=until)
            ordered = [each.value for each in await orders.orders(scope, known=until)]
            _rebind(kept, {each: _texts(adopted, ordered, each) for each in programs})
            missing = [one for one in who if one not in kept.people]
            fresh: Everybody = {}  # whoever there is no room for
            async for some in _in_turn(scope, missing, rules, known=until):
                fresh |= _keep(scope.agency, some)
            reached = who if scope.reach.whole else await people.births(scope, who, known=until)
            there = ChainMap(kept.people, fresh) if fresh else kept.people
            return {one: there[one] for one in reached if one in there}


def forget_all() -> None:
    """Forget everybody, as when muster has just been started."""
    _KEPT.clear()


async def _afresh(scope: Scope, who: Sequence[UUID], rules: Bound, *, known: int) -> Everybody:
    found: Everybody = {}
    async for some in _in_turn(scope, who, rules, known=known):
        found |= some
    return found


async def _in_turn(scope: Scope, who: Sequence[UUID], rules: Bound, *, known: int) -> AsyncIterator[Everybody]:
    """Judge people some at a time, so that never more than theirs is read beside what is made of it."""
    alike = Alike()
    for some in (who[start : start + _BATCH] for start in range(0, len(who), _BATCH)):
        everybody = await facts_of(scope, some, known=known)
        if len(everybody) <= AT_ONCE:
            yield _judged(everybody, rules, alike)
        else:
            yield await asyncio.to_thread(_judged, everybody, rules, alike)


def _judged(everybody: Mapping[UUID, Facts], rules: Bound, alike: Alike) -> Everybody:
    """Judge everybody, in each program where they hold or held a role, in the order of the programs."""
    with uncollected():
        return {
            one: tuple(
                [
                    judge(one, program, asked, facts.in_program(program), alike.timeline)
                    for program, asked in rules.items()
                    if any(held.program == program for held in facts.roles)
                ]
            )
            for one, facts in everybody.items()
        }


@contextmanager
def uncollected() -> Iterator[None]:
    """Have the garbage collector rest while much is made that stays: it would look at all of it, over and over."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


async def _bring_up(kept: _Kept, scope: Scope, *, until: int) -> None:
    """Throw out whoever something was recorded about since the position that is kept, and keep this one."""
    if kept.people and kept.stamp != await positions.act_at(scope, kept.position):
        kept.people.clear()
    if until == kept.position and kept.people:
        return
    if kept.people:
        subjects = await positions.subjects(scope, since=kept.position, through=until)
        courses = await training.any_course(scope, subjects, known=kept.position)
        if courses or await approvals.any_approval(scope, subjects):  # others have completed it
            kept.people.clear()
        for each in subjects:
            kept.people.pop(each, None)
    kept.position, kept.stamp = until, await positions.act_at(scope, until)


def _rebind(kept: _Kept, bound: dict[UUID, Texts]) -> None:
    """Throw out whoever is in a program that goes by other texts, on other days, or under other orders."""
    others = {each for each in bound.keys() | kept.bound.keys() if bound.get(each) != kept.bound.get(each)}
    if others:
        for one in [one for one, found in kept.people.items() if any(each.program in others for each in found)]:
            del kept.people[one]
        kept.bound = bound


def _texts(adopted: Sequence[tuple[OnRecord[Adoption], Pack]], ordered: Sequence[Order], program: UUID) -> Texts:
    texts = tuple(
        (each.value.digest, each.value.during, each.value.stated) for each, _ in adopted if each.value.binds(program)
    )
    return texts, tuple(each for each in ordered if each.program in {None, program})


def _keep(agency: UUID, fresh: Everybody) -> Everybody:
    """Keep people as long as there is room: those of agencies not asked about for long make room first.

    Return whoever there is no room for.
    """
    _KEPT.move_to_end(agency)
    room = _MOST - sum(len(each.people) for each in _KEPT.values())
    while room < len(fresh) and len(_KEPT) > 1:
        _, gone = _KEPT.popitem(last=False)
        room += len(gone.people)
    items = iter(fresh.items())
    _KEPT[agency].people.update(islice(items, max(room, 0)))
    if len(fresh) > AT_ONCE:  # millions of things that stay: the collector need not walk over them at every request
        gc.freeze()
    return dict(items)


@asynccontextmanager
async def _turn(agency: UUID) -> AsyncIterator[None]:
    """One at a time for each agency: who comes next finds everybody judged. Taken with a connection in hand."""
    locks = _TURNS.setdefault(asyncio.get_running_loop(), {})
    async with locks.setdefault(agency, asyncio.Lock()):
        yield
