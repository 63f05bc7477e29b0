"""A calendar to subscribe to: make its address, end it, and show it to whoever has the address."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID, uuid4

from muster.domain.access import Principal
from muster.domain.accounts.attempts import Origin
from muster.domain.calendars import (
    SECRET_BYTES,
    Calendar,
    CalendarGone,
    Feed,
    digest,
    due,
    events,
    told_anew,
)
from muster.domain.errors import NotFound, Unauthenticated
from muster.domain.moments import Moment
from muster.domain.programs import local_day
from muster.domain.words import Words
from muster.persistence import calendars as store
from muster.services import accounts, attempts, compliance, people, programs
from muster.services.own_data import oneself


async def own_calendar(*, by: Principal) -> Calendar | None:
    """Return one's own address, as far as it can be shown: its secret, never.

    Raises:
        Forbidden: the account is no person here.
    """
    scope, who = oneself(by)
    return await store.calendar(scope, who)


async def make_calendar(*, by: Principal, now: Moment) -> tuple[UUID, str]:
    """Make oneself an address, in place of the one before; return its id, and its secret, which nobody shows again.

    Raises:
        Forbidden: the account is no person here.
    """
    scope, who = oneself(by)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    await store.keep_calendar(scope, who, digest(secret), at=now.at)
    made = await store.calendar(scope, who)
    if made is None:
        raise NotFound("there is no such person here")
    return made.id, secret


async def end_calendar(which: UUID, *, by: Principal) -> None:
    """End one's own address at once: it shows nothing from now on, and never again.

    Raises:
        Forbidden: the account is no person here.
        NotFound: it is no address of theirs.
    """
    scope, who = oneself(by)
    if not await store.end_calendar(scope, who, which):
        raise NotFound("there is no such calendar here")


async def feed(secret: str, *, origin: Origin, link: str, spoken: Callable[[str], Words], at: datetime) -> Feed:
    """Return what the address with this secret shows at this moment: with its owner's rights, and never more.

    One that shows nothing counts as a guess, by where it comes from; one that is good never waits for others' guesses.

    Raises:
        CalendarGone: there is none; or it was ended, or whose it is has no place here any more: all alike.
        TooManyTries: there is none, and too many such were asked for from there.
    """
    try:
        by = await _owner(digest(secret), at=at)
    except CalendarGone:
        often = "calendars that are not there were asked for too often from there; wait a little"
        await attempts.count("calendars", secret, origin=origin, at=at, often=often)
        raise
    scope, who = oneself(by)
    agency = await programs.agency_of(by)
    today = local_day(at, agency.time_zone)
    language = (await people.person(who, by=by)).value.language
    known = await compliance.position(None, by=by)
    asked = due(await compliance.clearances_of_person(who, on=today, known=known, by=by))
    told = await store.tell_days(scope, who, partial(told_anew, asked=asked, at=at, fresh=uuid4), at=at)
    words = spoken(language)
    title = words("What lapses and when: {agency}", agency=agency.name)
    return Feed(language, title, events(told, asked, link=link, words=words))


async def _owner(known_by: str, *, at: datetime) -> Principal:
    """Return who somebody is at this moment whose address this is.

    Raises:
        CalendarGone: nobody; or they have no place here any more, or are no longer that person.
    """
    found = await store.brought(known_by)
    if found is None:
        raise CalendarGone
    try:
        by = await accounts.principal(found.account, found.agency, at=at)
    except Unauthenticated:
        raise CalendarGone from None
    if by.person != found.person:
        raise CalendarGone
    return by
