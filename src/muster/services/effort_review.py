"""Review effort after the fact: of one person, or of everybody whose time an award pays for."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from muster.domain.access import Permission, Principal, Scope
from muster.domain.errors import NotFound
from muster.domain.intervals import Interval
from muster.domain.moments import Moment
from muster.domain.records import OnRecord, by_person
from muster.domain.reviewing.confirmations import Confirmation
from muster.domain.reviewing.effort_review import Review, Work, review
from muster.persistence import awards, effort, members, pay
from muster.persistence import confirmations as confirmed
from muster.persistence import people as people_store
from muster.persistence.database import scoped
from muster.persistence.facts import NOW
from muster.services import people

_OF_AWARDS: Final = (Permission.EFFORT_READ, Permission.AWARD_READ, Permission.PEOPLE_READ)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What the review of one person found. ``confirmations``: those of its days, as they stand on record."""

    person: UUID
    name: str
    review: Review
    confirmations: tuple[OnRecord[Confirmation], ...]


@dataclass(frozen=True, slots=True)
class Reviews:
    """Some reviews, with what the awards and lines in them are called."""

    during: Interval
    people: tuple[Reviewed, ...]
    awards: Mapping[UUID, str]
    lines: Mapping[UUID, str]


async def review_person(who: UUID, *, during: Interval, by: Principal, now: Moment, known: int = NOW) -> Reviews:
    """Hold what a person did on some days against what payroll was charged by.

    Raises:
        NotFound: there is no such person here.
    """
    scope = by.require(Permission.EFFORT_READ, person=who)
    found = await people.person(who, by=by, known=known)
    return await _reviewed(scope, {who: found.value.name}, during, by=by, now=now, known=known)


async def review_award(which: UUID, *, during: Interval, by: Principal, now: Moment, known: int = NOW) -> Reviews:
    """Hold what everybody did whose time was meant for an award, or charged to it, against what payroll was charged by.

    Raises:
        NotFound: there is no such award here.
    """
    scope, *_ = [by.require(each, whole=True) for each in _OF_AWARDS]
    if await awards.award(scope, which, known=known) is None:
        raise NotFound("there is no such award here")
    async with scoped(scope):
        own = [each.fact for each in await awards.lines(scope, known=known) if each.value.award == which]
        who = set(await effort.people_charged(scope, own, during=during, known=known))
        for each in await effort.allocations(scope, None, known=known):
            if each.person and each.value.line in own and each.value.during & during:
                who.add(each.person)
        names = await members.names(scope, who)
    return await _reviewed(scope, {one: names.get(one, "") for one in who}, during, by=by, now=now, known=known)


async def _reviewed(
    scope: Scope, names: Mapping[UUID, str], during: Interval, *, by: Principal, now: Moment, known: int
) -> Reviews:
    who = sorted(names, key=lambda each: (names[each].casefold(), str(each)))
    async with scoped(scope):
        numbers = {each.fact: each.value.number for each in await awards.awards(scope, known=known)}
        lines = {each.fact: each.value for each in await awards.lines(scope, known=known)}
        signed = [each for each in await confirmed.confirmations(scope, who, known=known) if each.value.during & during]
        reached = _reached(during, signed)
        efforts = by_person(await effort.effort(scope, during=reached, known=known, who=who))
        paid = by_person(await effort.paid_days(scope, during=reached, known=known, who=who))
        shares = by_person(await effort.allocations(scope, who, known=known))
        roles = by_person(await people_store.roles(scope, who, known=known))
        rated = [one for one in who if by.may(Permission.PAY_READ)]
        rates = by_person(await pay.pay_rates(scope, rated, known=known))
    behind = {fact: line.award for fact, line in lines.items()}
    said = by_person(signed)
    works = [
        Work(
            efforts.get(one, ()),
            paid.get(one, ()),
            shares.get(one, ()),
            roles.get(one, ()),
            said.get(one, ()),
            rates.get(one, ()),
        )
        for one in who
    ]
    found = await asyncio.to_thread(lambda: [review(each, behind, during, today=now.today) for each in works])
    return Reviews(
        during,
        tuple(
            Reviewed(one, names[one], each, tuple(record for record in signed if record.person == one))
            for one, each in zip(who, found, strict=True)
        ),
        numbers,
        {fact: f"{numbers.get(line.award, '')} {line.code}".strip() for fact, line in lines.items()},
    )


def _reached(during: Interval, signed: list[OnRecord[Confirmation]]) -> Interval:
    """Return all the days that must be read: a confirmation may begin before those asked about, or end after them."""
    days = [during, *(each.value.during for each in signed)]
    return Interval(min(each.start for each in days), max(each.end for each in days))
