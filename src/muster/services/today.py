"""The morning: who cannot work tomorrow, what lapses next, what waits for whoever asks. Read only."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from muster.domain.access import Permission, Principal, Scope
from muster.domain.importing.drafts import State
from muster.domain.intervals import ONE_DAY, Interval
from muster.domain.moments import Moment
from muster.domain.overviews.today import (
    SOON,
    WINDOWS,
    Away,
    Counts,
    Lapsing,
    Outlook,
    Unable,
    away,
    counts,
    lapsing,
    outlook,
    unable,
)
from muster.domain.privacy.requests import Stage
from muster.persistence import leave as leave_store
from muster.persistence import members as member_store
from muster.persistence import people as people_store
from muster.persistence import programs as program_store
from muster.persistence import reminders as reminder_store
from muster.persistence.database import scoped
from muster.services import compliance, drafts, invitations, requests
from muster.services.judged import AT_ONCE, judged

_MAIL: Final = timedelta(days=30)  # how long a notice that did not arrive is spoken of
_MOST: Final = 1000


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

    ``unable`` has nobody who is on leave tomorrow: they are ``away``. ``lapsing`` is within ``within`` days;
    ``waiting`` has only what there is some of.
    """

    on: date
    within: int
    counts: Counts
    unable: tuple[Unable, ...]
    away: tuple[Away, ...]
    lapsing: tuple[Lapsing, ...]
    waiting: Mapping[Wait, int]
    names: Mapping[UUID, str]
    programs: Mapping[UUID, str]

    @property
    def tomorrow(self) -> date:
        """The day on which they cannot work."""
        return self.on + ONE_DAY


async def today(*, within: int = SOON, by: Principal, now: Moment) -> Today:
    """Say who cannot work tomorrow, who is on leave, what lapses within some days, and what waits for whoever asks."""
    scope = by.require(Permission.PEOPLE_READ)
    standing = by.require(Permission.STANDING_READ)
    on = now.today
    async with scoped(standing):
        known = await compliance.position(None, by=by)
        programs = {each.fact: each.value.name for each in await program_store.programs(standing, known=known)}
        found = await _looked_ahead(standing, on=on, known=known, by=by)
        falling = lapsing(found, today=on, within=within)
        off = await leave_store.on_leave(scope, None, on=on + ONE_DAY, known=known)
        spoken_of = {each.person for each in found if each.unable or each.person in off}
        spoken_of |= {one for each in falling for one in each.people}
        names = await member_store.names(scope, spoken_of)
        counted = counts(found, today=on)
        waiting = await _waiting(counted, by=by, now=now)
    there = unable(found, names, off)
    return Today(on, within, counted, there, away(found, names, off), falling, waiting, names, programs)


async def _looked_ahead(scope: Scope, *, on: date, known: int, by: Principal) -> list[Outlook]:
    """Return the outlook of everybody within reach, in each program where they hold a role today or tomorrow."""
    who = await people_store.working(scope, Interval(on, on + 2 * ONE_DAY), known=known)
    everybody = await judged(scope, who, known=known, by=by)

    def looked() -> list[Outlook]:
        there = (outlook(each, today=on, ahead=max(WINDOWS)) for found in everybody.values() for each in found)
        return [each for each in there if each is not None]

    return looked() if len(everybody) <= AT_ONCE else await asyncio.to_thread(looked)


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
