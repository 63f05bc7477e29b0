"""Share with another agency, say when that ends, and let its people look: the one way across."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from muster.domain.access import Permission, Principal
from muster.domain.access_log import Seen, Sight
from muster.domain.acts import Act
from muster.domain.errors import Fault, Invalid, NotFound
from muster.domain.intervals import Interval
from muster.domain.moments import Moment
from muster.domain.programs import Agency
from muster.domain.records import OnRecord, Page
from muster.domain.sharing.shares import Level, Received, Share
from muster.persistence import access_log as log
from muster.persistence import shares as store
from muster.persistence.facts import NOW
from muster.persistence.ledger import recorded
from muster.services import access_log

# Whom somebody looks at through a share on a day, found out with the same eyes.
Whom = Callable[[Received, date, Principal], Awaitable[Sequence[UUID]]]


@dataclass(frozen=True, slots=True)
class Through:
    """A look through a share, of which the giver has been told: at which day, with whose eyes, and at whom."""

    share: Received
    day: date
    eyes: Principal
    shown: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """A share as its giver knows it, with the name that its receiver goes by."""

    record: OnRecord[Share]
    recipient: str


async def shares(*, by: Principal, known: int = NOW) -> list[Given]:
    """Return what the agency shares and has shared, as far as whoever asks could share it; the last to end first."""
    scope = by.require(Permission.SHARE_GRANT)
    found = [each for each in await store.shares(scope, known=known) if scope.reach.covers(each.value.program)]
    return [await _given(each, by) for each in found]


async def share(which: UUID, *, by: Principal, known: int = NOW) -> Given:
    """Return one share.

    Raises:
        NotFound: there is no such share here, or none that one could have given.
    """
    scope = by.require(Permission.SHARE_GRANT)
    found = await store.share(scope, which, known=known)
    if found is None or not scope.reach.covers(found.value.program):
        raise NotFound("there is no such share here")
    return await _given(found, by)


async def called(code: UUID, *, by: Principal) -> Agency:
    """Return the agency that has this code, so that whoever shares sees whom they mean.

    A code is handed over by its agency; nobody can look up which there are.

    Raises:
        Invalid: no agency has it.
    """
    found = await store.called(by.require(Permission.SHARE_GRANT), code)
    if found is None:
        raise Invalid(
            "no agency here has this code; the agency that is to receive finds its code on its overview",
            code="no-such-receiver",
            faults=[Fault("/recipient", str(code), "the code that an agency gave you", "ask them for it once more")],
        )
    return found


async def grant_share(given: Share, *, because: str, by: Principal, now: Moment, fact: UUID | None = None) -> UUID:
    """Share with another agency. Why goes with the act: words can name people.

    Raises:
        Invalid: it is with oneself, with no agency, or would be over by now.
        NotFound: there is no such program here.
        Conflict: there is a share under this id already.
    """
    scope = by.require(Permission.SHARE_GRANT, program=given.program, whole=given.program is None)
    given.check(scope.agency)
    given.check_last(today=now.today)
    await called(given.recipient, by=by)
    async with recorded(scope, Act.SHARE_GRANTED, at=now.at, because=because) as entry:
        return await store.add_share(entry, given, fact=fact)


async def correct_share(
    which: UUID, given: Share, *, version: UUID | None, because: str, by: Principal, now: Moment
) -> UUID:
    """Say something else of a share; return the new version. It stays with its receiver.

    Raises:
        NotFound: there is no such share, or no such program, here.
        Invalid: it would move to another agency.
        Stale: somebody changed it since it was read.
    """
    before = (await share(which, by=by)).record
    scope = by.require(Permission.SHARE_GRANT, program=given.program, whole=given.program is None)
    if given.recipient != before.value.recipient:
        raise Invalid(
            "a share stays with its receiver",
            code="cannot-move",
            faults=[
                Fault(
                    "/recipient",
                    str(given.recipient),
                    str(before.value.recipient),
                    "leave the receiver as it was, and share with the other one anew",
                )
            ],
        )
    async with recorded(scope, Act.SHARE_CORRECTED, at=now.at, because=because) as entry:
        return await store.correct_share(entry, which, given, version=version)


async def end_share(
    which: UUID, *, through: date, version: UUID | None, because: str, by: Principal, now: Moment
) -> UUID:
    """Say on which day a share ends; return the new version.

    Raises:
        NotFound: there is no such share here.
        Invalid: that day is before it begins, or later than two years on.
        Stale: somebody changed it since it was read.
    """
    given = (await share(which, by=by)).record.value
    if through < given.during.start:
        raise Invalid(
            f"it cannot end on {through}, before it begins on {given.during.start}; withdraw it to stop it altogether",
            code="ends-before-it-starts",
            faults=[Fault("/valid_through", str(through), f"a day from {given.during.start} on", "or withdraw it")],
        )
    ended = replace(given, during=Interval.through(given.during.start, through))
    return await correct_share(which, ended, version=version, because=because, by=by, now=now)


async def withdraw_share(which: UUID, *, version: UUID | None, because: str, by: Principal, now: Moment) -> None:
    """Stop sharing at once. That it was shared, and what was looked at, stays on record.

    Raises:
        NotFound: there is no such share here.
        Stale: somebody changed it since it was read.
    """
    await share(which, by=by)
    scope = by.require(Permission.SHARE_GRANT)
    async with recorded(scope, Act.SHARE_WITHDRAWN, at=now.at, because=because) as entry:
        await store.withdraw_share(entry, which, version=version)


async def looks_by_share(which: UUID, *, after: UUID | None = None, limit: int = 50, by: Principal) -> Page[Seen]:
    """Return who looked through a share, the newest first. It is the giver's to know, ended or not.

    Raises:
        NotFound: there is no such share here.
    """
    await share(which, by=by)
    scope = by.require(Permission.SHARE_GRANT)
    return await log.looks(scope, share=which, after=after, limit=limit)


async def received(*, by: Principal, at: datetime) -> list[Received]:
    """Return what others share with one's agency at that moment, by giver."""
    scope = by.require(Permission.SHARE_READ, whole=True)
    return await store.received(scope, at=at)


async def running(which: UUID, *, by: Principal, at: datetime) -> Received:
    """Return one of them.

    Raises:
        NotFound: no such share is given to one's agency, or it has ended, has not begun, or was withdrawn.
    """
    found = next((each for each in await received(by=by, at=at) if each.fact == which), None)
    if found is None:
        raise NotFound("no such share is given to your agency, or it has ended")
    return found


async def through(
    which: UUID,
    level: Level,
    whom: Whom | None = None,
    *,
    on: date | None = None,
    what: str,
    by: Principal,
    at: datetime,
) -> Through:
    """Look through a share at a day (unset: today, where the giver is), once its giver has been told.

    This is the one place where anybody becomes somebody of an agency that they do not belong to: from a share
    that is looked up here and runs, as far as it goes, to read. ``whom`` says who will be shown; unset:
    numbers, and nobody.

    Raises:
        NotFound: no such share runs for one's agency.
        Forbidden: counts are shared, and people are asked for.
        Invalid: the day is none that is shared.
    """
    by.require(Permission.SHARE_READ, whole=True)
    share = await running(which, by=by, at=at)
    day = on or share.today
    share.check_day(day)
    eyes = share.eyes(by.scope.account, level)
    shown = None if whom is None else await whom(share, day, eyes)
    now = Moment(at, share.today)
    await access_log.looked(Sight.SHARE, shown, by=eyes, now=now, detail=f"{share.fact} {what} {day}")
    return Through(share, day, eyes, tuple(shown or ()))


async def _given(found: OnRecord[Share], by: Principal) -> Given:
    named = await store.called(by.scope, found.value.recipient)
    return Given(found, named.name if named else "")
