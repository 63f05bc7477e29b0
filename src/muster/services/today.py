"""The morning: who cannot work tomorrow, what lapses next, what waits for whoever asks. Read only."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from muster.domain.access import Permission, Principal, Reach, Scope
from muster.domain.drafts import State
from muster.domain.facts import Facts
from muster.domain.intervals import ONE_DAY, Interval
from muster.domain.moments import Moment
from muster.domain.requests import Stage
from muster.domain.timeline import Rule
from muster.domain.today import SOON, WINDOWS, Counts, Lapsing, Outlook, Unable, counts, lapsing, outlook, unable
from muster.persistence import members as member_store
from muster.persistence import people as people_store
from muster.persistence import programs as program_store
from muster.persistence import reminders as reminder_store
from muster.persistence.database import scoped
from muster.services import compliance, drafts, invitations, packs, requests

_MAIL: Final = timedelta(days=30)  # how long a notice that did not arrive is spoken of
_MOST: Final = 1000
_MORNINGS: Final = 16  # that are kept at once
_KEPT: Final[OrderedDict[tuple[UUID, Reach, int, date], Sequence[Outlook]]] = OrderedDict()


class Wait(StrEnum):
    """What may wait for somebody."""

    REQUESTS = "requests"
    INVITATIONS = "invitations"
    IMPORTS = "imports"
    MAIL = "mail"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Today:
    """A day as it begins. ``names`` are those of everybody who is spoken of; ``programs`` of every program.

    ``lapsing`` is within ``within`` days; ``waiting`` has only what there is some of.
    """

    on: date
    within: int
    counts: Counts
    unable: tuple[Unable, ...]
    lapsing: tuple[Lapsing, ...]
    waiting: Mapping[Wait, int]
    names: Mapping[UUID, str]
    programs: Mapping[UUID, str]

    @property
    def tomorrow(self) -> date:
        """The day on which they cannot work."""
        return self.on + ONE_DAY


async def today(*, within: int = SOON, by: Principal, now: Moment) -> Today:
    """Say who cannot work tomorrow, what lapses within some days, and what waits for whoever asks.

    Everybody who holds a role is judged once.
    """
    scope = by.require(Permission.PEOPLE_READ)
    standing = by.require(Permission.STANDING_READ)
    by.require(Permission.PACK_READ)  # asked whether or not a morning is kept: what it rests on is read by it
    on = now.today
    known = await compliance.position(None, by=by)
    programs = {each.fact: each.value.name for each in await program_store.programs(standing, known=known)}
    found = await _looked_ahead(standing, programs, on=on, known=known, by=by)
    falling = lapsing(found, today=on, within=within)
    spoken_of = {each.person for each in unable(found, {})} | {one for each in falling for one in each.people}
    names = await member_store.names(scope, spoken_of)
    counted = counts(found, today=on)
    waiting = await _waiting(counted, by=by, now=now)
    return Today(on, within, counted, unable(found, names), falling, waiting, names, programs)


async def _looked_ahead(
    scope: Scope, programs: Iterable[UUID], *, on: date, known: int, by: Principal
) -> Sequence[Outlook]:
    """Return the outlook of everybody within reach: judged once for a day and a position of the ledger.

    The same two clocks give the same answer, so that who asks again before anything was recorded is not kept waiting.
    """
    key = (scope.agency, scope.reach, known, on)
    if key not in _KEPT:
        async with scoped(scope):
            who = await people_store.working(scope, Interval(on, on + 2 * ONE_DAY), known=known)
            facts = await compliance.facts_of(scope, who, known=known)
        rules = packs.bound(await packs.adopted_packs(by=by, known=known), programs)
        _KEPT[key] = await asyncio.to_thread(_outlooks, facts, rules, on)
        while len(_KEPT) > _MORNINGS:
            _KEPT.popitem(last=False)
    return _KEPT[key]


async def _waiting(counted: Counts, *, by: Principal, now: Moment) -> dict[Wait, int]:
    """Count what waits, as far as whoever asks may do something about it."""
    found = {Wait.REVIEW: counted.review}
    if by.may(Permission.REQUEST_ANSWER):
        asked = await requests.requests(by=by)
        found[Wait.REQUESTS] = sum(each.value.stage is Stage.OPEN for each in asked)
    if by.may(Permission.MEMBERSHIP_GRANT):
        offered = await invitations.invitations(by=by, at=now.at, limit=_MOST)
        found[Wait.INVITATIONS] = len(offered.items)
    reach = by.reach(Permission.FILES_IMPORT)
    if reach is not None and reach.whole and by.scope.account is not None:
        begun = await drafts.drafts(by=by, now=now)
        found[Wait.IMPORTS] = sum(each.state is not State.DONE for each in begun)
    if by.may(Permission.REMINDER_READ):
        scope = by.require(Permission.REMINDER_READ)
        found[Wait.MAIL] = await reminder_store.undelivered(scope, since=now.at - _MAIL)
    return {each: found[each] for each in Wait if found.get(each)}


def _outlooks(facts: Mapping[UUID, Facts], rules: Mapping[UUID, Sequence[Rule]], on: date) -> list[Outlook]:
    """Judge everybody, in each program where they hold a role."""
    found = []
    for person, known in facts.items():
        for program in {held.program for held in known.roles}:
            here = outlook(
                person, program, rules.get(program, ()), known.in_program(program), today=on, ahead=max(WINDOWS)
            )
            if here is not None:
                found.append(here)
    return found
