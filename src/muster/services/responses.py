"""Record the responses of a program, one or a list of them, look them up, and count them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID
from zoneinfo import ZoneInfo

from muster.domain.access import Permission, Principal, Scope
from muster.domain.acts import Act
from muster.domain.errors import Conflict, Fault, Invalid, NotFound
from muster.domain.in_time import Sent
from muster.domain.intervals import Interval
from muster.domain.moments import Moment
from muster.domain.overviews.responses import Counted, count
from muster.domain.programs import Program, zone
from muster.domain.records import OnRecord, Page
from muster.domain.responses import MOST, Listed, Response, facts_of
from muster.persistence import responses as store
from muster.persistence.facts import NOW
from muster.persistence.ledger import recorded
from muster.services.shifts import program_of


class _NothingNewError(Exception):
    """All of it is on record already: nothing is written."""


async def responses(
    program: UUID, during: Interval, *, by: Principal, known: int = NOW, after: UUID | None = None, limit: int = 50
) -> Page[OnRecord[Sent]]:
    """Return the responses that a program sent on some of its local days, as they were sent, a page at a time.

    Raises:
        NotFound: there is no such program here.
    """
    scope = by.require(Permission.SHIFT_READ, program=program)
    await program_of(scope, program, known=known)
    found = await store.responses(scope, program, during, known=known, after=after, limit=limit + 1)
    return Page(tuple(found[:limit]), str(found[limit - 1].fact) if len(found) > limit else None)


async def response(which: UUID, *, by: Principal, known: int = NOW) -> OnRecord[Sent]:
    """Return one response.

    Raises:
        NotFound: there is no such response here, or it is of a program that their place is not in.
    """
    return await _reached(by.require(Permission.SHIFT_READ), which, known=known)


async def response_counts(
    program: UUID, during: Interval, *, by: Principal, known: int = NOW
) -> tuple[Program, Counted]:
    """Return a program, and its responses on some local days counted: by type, sender, place, day and hour.

    Raises:
        NotFound: there is no such program here.
    """
    scope = by.require(Permission.SHIFT_READ, program=program)
    of = await program_of(scope, program, known=known)
    found = await store.responses(scope, program, during, known=known)
    return of, count([each.value for each in found], during, zone(of.time_zone))


async def record_response(said: Response, *, by: Principal, now: Moment, fact: UUID | None = None) -> UUID:
    """Record one response.

    Raises:
        NotFound: there is no such program here, or no such shift.
        Invalid: it was sent after now.
        Conflict: there is one under this id already.
    """
    scope = by.require(Permission.SHIFT_RECORD, program=said.program)
    there = await _zone(scope, said.program)
    _past([said], now)
    async with recorded(scope, Act.RESPONSE_RECORDED, at=now.at) as entry:
        return await store.add_response(entry, said, said.local(there).date(), fact=fact)


async def record_responses(program: UUID, said: Sequence[Response], *, by: Principal, now: Moment) -> Listed:
    """Record a list of responses in one act: all that are new, or none.

    A call that is on record already is left as it is, so that the same list can be sent again. It is known by what is
    so when it is sent (``fact_of``); where the list says something else of it, nothing is recorded.

    Raises:
        NotFound: there is no such program here, or no such shift.
        Invalid: there are none or too many, or one was sent after now.
        Conflict: the list says something else of a call than what is on record.
    """
    scope = by.require(Permission.SHIFT_RECORD, program=program)
    there = await _zone(scope, program)
    items = [replace(each, program=program) for each in said]
    if not 1 <= len(items) <= MOST:
        fault = Fault("/items", str(len(items)), f"1 to {MOST} responses", "send a longer list in parts")
        raise Invalid(f"a list has 1 to {MOST} responses, not {len(items)}", code="response-count", faults=[fault])
    _past(items, now, listed=True)
    ids = facts_of(items)
    try:
        async with recorded(scope, Act.RESPONSES_RECORDED, at=now.at) as entry:
            before = await store.recorded_once(scope, ids)
            _as_before(items, ids, before)
            new = [
                (fact, Sent(each.local(there).date(), each))
                for fact, each in zip(ids, items, strict=True)
                if fact not in before
            ]
            _something(new)
            await store.add_responses(entry, new)
    except _NothingNewError:
        return Listed((), tuple(ids))
    return Listed(tuple(fact for fact, _ in new), tuple(before))


async def correct_response(
    which: UUID, said: Response, *, version: UUID | None, because: str, by: Principal, now: Moment
) -> UUID:
    """Say something else of a response; return the new version. It stays with its program.

    Raises:
        NotFound: there is no such response here, or no such shift.
        Invalid: it was sent after now.
        Stale: somebody changed it since it was read.
    """
    scope = by.require(Permission.SHIFT_RECORD)
    async with recorded(scope, Act.RESPONSE_CORRECTED, at=now.at, because=because) as entry:
        said = replace(said, program=(await _reached(scope, which)).value.response.program)
        _past([said], now)
        on = said.local(await _zone(scope, said.program)).date()
        return await store.correct_response(entry, which, said, on, version=version)


async def withdraw_response(which: UUID, *, version: UUID | None, because: str, by: Principal, now: Moment) -> None:
    """Say that a response was recorded by mistake. What was believed until now stays on record.

    Raises:
        NotFound: there is no such response here.
        Stale: somebody changed it since it was read.
    """
    scope = by.require(Permission.SHIFT_RECORD)
    async with recorded(scope, Act.RESPONSE_WITHDRAWN, at=now.at, because=because) as entry:
        await _reached(scope, which)
        await store.withdraw_response(entry, which, version=version)


async def _reached(scope: Scope, which: UUID, *, known: int = NOW) -> OnRecord[Sent]:
    found = await store.response(scope, which, known=known)
    if found is None or not scope.reach.covers(found.value.response.program):
        raise NotFound("there is no such response here")
    return found


async def _zone(scope: Scope, program: UUID) -> ZoneInfo:
    return zone((await program_of(scope, program)).time_zone)


def _past(said: Sequence[Response], now: Moment, *, listed: bool = False) -> None:
    """Refuse what has not been sent yet, and say which."""
    faults = [
        Fault(
            f"/items/{place}/dispatched_at" if listed else "/dispatched_at",
            each.dispatched_at.isoformat(),
            f"an instant up to {now.at.isoformat()}",
            "correct it, or record it once it was sent",
        )
        for place, each in enumerate(said)
        if each.dispatched_at > now.at
    ]
    if faults:
        raise Invalid("a response is recorded once it was sent", code="in-the-future", faults=faults)


def _something(new: Sequence[object]) -> None:
    if not new:
        raise _NothingNewError


def _as_before(said: Sequence[Response], ids: Sequence[UUID], before: dict[UUID, Response]) -> None:
    """Refuse a list that says something else of a call than what is on record."""
    faults = [
        Fault(
            f"/items/{place}",
            "something else of a call that is on record",
            f"what is on record under {fact}",
            "correct that response by itself, or leave it out of the list",
        )
        for place, (fact, each) in enumerate(zip(ids, said, strict=True))
        if fact in before and before[fact] != each
    ]
    if faults:
        raise Conflict(
            "the list says something else of a call that is on record; nothing was recorded",
            code="recorded-otherwise",
            faults=faults,
        )
