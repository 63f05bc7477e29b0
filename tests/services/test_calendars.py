"""A calendar: made by oneself, read by whoever has its address, and gone with everything that it stands on."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from muster.domain.access import Principal, Role
from muster.domain.accounts.attempts import MOST, WINDOW, Counted
from muster.domain.calendars import Calendar, CalendarGone
from muster.domain.errors import Forbidden, NotFound, TooManyTries
from muster.domain.privacy.disclosures import Disclosure, Lived
from muster.persistence.embedded import Embedded
from muster.services import access_log, accounts, calendars, disclosures, ledger, packs, people
from tests import make
from tests.cast import NOW, PASSWORD, UNSEALED, Cast, join, somewhere
from tests.persistence.rigs import superuser
from tests.showing import ENDS, LAST_GOOD, AtWork, at_work, read

HIDDEN = "Ben Abdi"


@pytest.fixture
async def work(cast: Cast) -> AtWork:
    return await at_work(cast)


@pytest.fixture
async def secret(work: AtWork) -> str:
    _, made = await calendars.make_calendar(by=work.cast.ben.principal, now=NOW)
    return made


async def gone(secret: str) -> bool:
    try:
        await read(secret)
    except CalendarGone:
        return True
    return False


async def own(by: Principal) -> Calendar:
    found = await calendars.own_calendar(by=by)
    assert found
    return found


# -- what it says


async def test_it_says_what_lapses_and_when_and_nobodys_name(work: AtWork, secret: str) -> None:
    feed = await read(secret)

    (event,) = feed.events
    assert (event.day, event.title) == (LAST_GOOD, "Last good day: training in bloodborne pathogens")
    assert "Renew training in bloodborne pathogens" in event.says
    assert feed.title == "What lapses and when: Harbor County"
    said = repr(feed)
    for hidden in (HIDDEN, "Abdi", str(work.cast.ben_himself), work.cast.ben.email):
        assert hidden not in said


async def test_it_says_nothing_that_was_disclosed_and_nothing_of_anybody_else(work: AtWork, secret: str) -> None:
    before = await read(secret)
    await disclosures.disclose(Disclosure(Lived.HOMELESSNESS, shown=True), by=work.cast.ben.principal, now=NOW)
    ines = await people.add_person(make.identity("Ines"), by=work.cast.amara.principal, now=NOW)
    await people.record_role(ines, make.role(program=work.cast.program), by=work.cast.amara.principal, now=NOW)

    assert (await read(secret)).events == before.events


async def test_it_is_in_its_owners_language(work: AtWork, secret: str) -> None:
    by = work.cast.amara.principal
    first = await people.person(work.cast.ben_himself, by=by)
    spanish = replace(first.value, language="es")
    await people.correct_person(work.cast.ben_himself, spanish, version=None, because="he asked", by=by, now=NOW)

    feed = await read(secret)

    assert (feed.language, feed.title) == ("es", "Qué vence y cuándo: Harbor County")
    assert [each.sequence for each in feed.events] == [0], "the same event, in other words"


async def test_when_something_is_renewed_its_event_moves(work: AtWork, secret: str) -> None:
    (before,) = (await read(secret)).events
    await work.complete("bloodborne-pathogens", date(2026, 11, 20))

    (after,) = (await read(secret, at=NOW.at + timedelta(hours=1))).events

    assert (after.id, after.day, after.sequence) == (before.id, date(2027, 11, 20), 1)


async def test_what_no_longer_binds_is_off_and_later_left_out(work: AtWork, secret: str) -> None:
    (before,) = (await read(secret)).events
    await packs.end_adoption(
        work.adoption,
        through=date(2026, 11, 1),
        version=None,
        because="repealed",
        by=work.cast.amara.principal,
        now=NOW,
    )

    (off,) = (await read(secret)).events
    assert (off.id, off.off, off.sequence) == (before.id, True, 1)
    assert (await read(secret, at=NOW.at + timedelta(days=91))).events == ()


async def test_two_that_read_at_once_count_a_change_once(work: AtWork, secret: str) -> None:
    await read(secret)
    await work.complete("bloodborne-pathogens", date(2026, 11, 20))

    found = await asyncio.gather(*(read(secret) for _ in range(4)))

    assert {each.sequence for feed in found for each in feed.events} == {1}


async def test_reading_it_is_noted_for_its_owner_and_is_no_look(work: AtWork, secret: str) -> None:
    ben = work.cast.ben.principal
    found = await own(ben)
    assert found.read_at is None
    await read(secret, at=NOW.at + timedelta(hours=2))

    found = await own(ben)
    assert found.read_at == NOW.at + timedelta(hours=2)
    assert (await access_log.looks_at(work.cast.ben_himself, by=ben)).items == ()


# -- who makes it


async def test_nobody_makes_one_who_is_no_person(cast: Cast) -> None:
    with pytest.raises(Forbidden):
        await calendars.make_calendar(by=cast.amara.principal, now=NOW)


async def test_the_database_keeps_nothing_that_makes_the_address_again(
    work: AtWork, secret: str, database: Embedded
) -> None:
    await read(secret)
    async with superuser(database) as root:
        kept = [
            repr(tuple(row))
            for table in ("calendar", "calendar_day", "attempt", "act")
            for row in await root.fetch(f"SELECT * FROM {table}")  # noqa: S608 - named here
        ]

    assert kept
    assert not any(secret in row for row in kept)


async def test_it_is_in_no_ledger(work: AtWork) -> None:
    by = work.cast.amara.principal
    before = await ledger.head(by=by)
    await calendars.make_calendar(by=work.cast.ben.principal, now=NOW)

    assert await ledger.head(by=by) == before


async def test_another_takes_its_place_and_goes_on_where_it_was(work: AtWork, secret: str) -> None:
    (before,) = (await read(secret)).events
    _, another = await calendars.make_calendar(by=work.cast.ben.principal, now=NOW)

    assert await gone(secret)
    (after,) = (await read(another)).events
    assert after == before


async def test_it_is_ended_by_its_owner_and_nobody_else(work: AtWork, secret: str) -> None:
    ben = work.cast.ben.principal
    found = await own(ben)
    ines = await people.add_person(make.identity("Ines"), by=work.cast.amara.principal, now=NOW)
    another = (await join(work.cast.amara, Role.RESPONDER, person=ines)).principal
    with pytest.raises(NotFound):
        await calendars.end_calendar(found.id, by=another)
    assert not await gone(secret)

    await calendars.end_calendar(found.id, by=ben)
    assert await gone(secret)
    with pytest.raises(NotFound):
        await calendars.end_calendar(found.id, by=ben)


# -- attacks


@pytest.mark.parametrize("how", ENDS.values(), ids=ENDS)
async def test_it_dies_with_what_it_stands_on(work: AtWork, secret: str, how: object, tmp_path: Path) -> None:
    assert not await gone(secret), "the control"

    await how(work, tmp_path)  # type: ignore[operator] # one of the table

    assert await gone(secret)


async def test_a_place_that_ends_by_itself_takes_it_along_on_the_day_after(cast: Cast) -> None:
    ines = await people.add_person(make.identity("Ines"), by=cast.amara.principal, now=NOW)
    account = await accounts.add_member(
        f"{ines}@example.org",
        PASSWORD,
        Role.RESPONDER,
        person=ines,
        through=NOW.today,
        by=cast.amara.principal,
        now=NOW,
    )
    _, secret = await calendars.make_calendar(by=await accounts.principal(account, cast.agency, at=NOW.at), now=NOW)
    await read(secret)

    with pytest.raises(CalendarGone):
        await read(secret, at=NOW.at + timedelta(days=1))


@pytest.mark.parametrize("guess", ["", "x" * 43, "x" * 42, "../../etc/passwd", "é" * 43, "'; DROP TABLE calendar --"])
async def test_a_guess_is_answered_like_an_address_that_has_ended(work: AtWork, secret: str, guess: str) -> None:
    said = []
    found = await own(work.cast.ben.principal)
    await calendars.end_calendar(found.id, by=work.cast.ben.principal)
    for each in (guess, secret):
        with pytest.raises(CalendarGone) as why:
            await read(each)
        said.append((str(why.value), why.value.code))

    assert said[0] == said[1]


async def test_guesses_are_counted_by_where_they_come_from_and_a_good_address_never_waits(
    work: AtWork, secret: str
) -> None:
    here = somewhere()
    for n in range(MOST[Counted.PLACE]):
        with pytest.raises(CalendarGone):
            await read(f"{n:043}", origin=here)
    with pytest.raises(TooManyTries):
        await read(f"{0:043}", origin=here)

    assert (await read(secret, origin=here)).events, "whoever has an address reads it, whatever others guess"
    with pytest.raises(CalendarGone):
        await read(f"{0:043}", origin=somewhere())
    with pytest.raises(CalendarGone):
        await read(f"{0:043}", origin=here, at=NOW.at + WINDOW)


async def test_guessing_calendars_keeps_nobody_from_signing_in(work: AtWork) -> None:
    here = somewhere()
    for n in range(MOST[Counted.PLACE] + 1):
        with pytest.raises((CalendarGone, TooManyTries)):
            await read(f"{n:043}", origin=here)

    found = await accounts.sign_in(work.cast.ben.email, PASSWORD, origin=here, at=NOW.at, sealing=UNSEALED)
    assert found.who.person == work.cast.ben_himself
