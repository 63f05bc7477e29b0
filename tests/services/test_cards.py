"""A card: whoever reads its code is told yes or no for today, and nothing else that its holder does not show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from muster.domain.access import Principal, Role
from muster.domain.access_log import Seen, Sight
from muster.domain.accounts.attempts import MOST, Counted
from muster.domain.cards import Answer, Card, CardUnknown, Checked, Rules
from muster.domain.errors import Forbidden, NotFound, TooManyTries
from muster.domain.privacy.own_data import looked
from muster.domain.words import ENGLISH
from muster.persistence.embedded import Embedded
from muster.sealing import Sealing
from muster.services import access_log, calendars, cards, ledger, people, programs
from tests import make
from tests.cast import NOW, Cast, join, somewhere
from tests.keys import SEALING
from tests.persistence.rigs import superuser
from tests.showing import ENDS, AtWork, at_work, read

NEXT_DAY = NOW.at + timedelta(days=1)
TABLES = ("calendar", "calendar_day", "card")
RULES = (Rules("Two rules", date(2026, 11, 2)),)


@pytest.fixture
async def work(cast: Cast) -> AtWork:
    return await at_work(cast)


@pytest.fixture
async def card(work: AtWork) -> Card:
    return await made(work.cast.ben.principal)


async def made(by: Principal, *, shows_name: bool = False) -> Card:
    return await cards.make_card(shows_name=shows_name, by=by, now=NOW, sealing=SEALING)


async def check(card: Card, *, days: int = 0) -> Checked:
    return await cards.check(card.code, origin=somewhere(), at=NOW.at + timedelta(days=days))


async def unknown(code: str) -> bool:
    try:
        await cards.check(code, origin=somewhere(), at=NOW.at)
    except CardUnknown:
        return True
    return False


async def told(work: AtWork) -> Sequence[Seen]:
    found = await access_log.looks_at(work.cast.ben_himself, by=work.cast.ben.principal)
    return [each for each in found.items if each.look.sight is Sight.CARD]


# -- what is told


async def test_whoever_reads_it_is_told_yes_for_today_and_by_which_rules(work: AtWork, card: Card) -> None:
    found = await check(card)

    assert found == Checked("Harbor County", NOW.today, "", (Answer("Harbor CRT", cleared=True, rules=RULES),))
    assert found.valid


async def test_it_is_asked_anew_each_day(work: AtWork, card: Card) -> None:
    assert (await check(card, days=8)).valid, "the last good day is November 30"
    assert not (await check(card, days=9)).valid


async def test_neither_why_not_nor_until_when_nor_who_can_be_read_out_of_it(work: AtWork, card: Card) -> None:
    said = repr([await check(card), await check(card, days=9)])

    for hidden in ("Ben", "Abdi", str(work.cast.ben_himself), "2026, 11, 30", "bloodborne", "emt", "naloxone"):
        assert hidden not in said
    assert {each.name for each in fields(Checked)} == {"agency", "on", "name", "answers"}
    assert {each.name for each in fields(Answer)} == {"program", "cleared", "rules"}


async def test_a_doubt_is_no_yes(cast: Cast) -> None:
    card = await made(cast.ben.principal)
    by = cast.amara.principal
    await people.record_role(cast.ben_himself, make.role(program=cast.program), by=by, now=NOW)

    found = await check(card)

    assert [each.cleared for each in found.answers] == [False], "no rule binds, so nobody has said yes"
    assert not found.valid


async def test_each_program_answers_for_itself(work: AtWork, card: Card) -> None:
    by = work.cast.amara.principal
    night = await programs.add_program("Night CRT", by=by, now=NOW)
    await people.record_role(work.cast.ben_himself, make.role(program=night), by=by, now=NOW)

    assert {each.program for each in (await check(card)).answers} == {"Harbor CRT", "Night CRT"}


async def test_whoever_holds_no_role_any_more_is_valid_nowhere(cast: Cast) -> None:
    found = await check(await made(cast.ben.principal))

    assert (found.valid, found.answers) == (False, ())


async def test_the_name_is_said_only_where_its_holder_says_so(work: AtWork, card: Card) -> None:
    ben = work.cast.ben.principal
    await cards.show_name(card.id, shows_name=True, by=ben)
    assert (await check(card)).name == "Ben Abdi"

    await cards.show_name(card.id, shows_name=False, by=ben)
    assert (await check(card)).name == ""


# -- its holder


async def test_it_is_shown_again_with_the_same_code(work: AtWork, card: Card) -> None:
    assert await cards.own_card(by=work.cast.ben.principal, sealing=SEALING) == card


async def test_the_code_stands_nowhere_in_the_database(work: AtWork, card: Card, database: Embedded) -> None:
    await check(card)
    async with superuser(database) as root:
        kept = [
            repr(tuple(row))
            for table in ("card", "attempt", "look", "act")
            for row in await root.fetch(f"SELECT * FROM {table}")  # noqa: S608 - named here
        ]

    assert kept
    assert not any(card.code in row for row in kept)


async def test_without_the_key_it_was_sealed_under_it_is_made_anew(work: AtWork, card: Card, tmp_path: Path) -> None:
    ben, elsewhere = work.cast.ben.principal, Sealing(tmp_path / "another")
    await cards.make_card(shows_name=False, by=(await join_again(work)), now=NOW, sealing=elsewhere)

    found = await cards.own_card(by=ben, sealing=elsewhere)

    assert found == replace(card, code="")
    assert (await check(card)).valid, "whoever has it on paper can show it still"


async def join_again(work: AtWork) -> Principal:
    """Return somebody else, whose card makes the other file of keys."""
    ines = await people.add_person(make.identity("Ines"), by=work.cast.amara.principal, now=NOW)
    return (await join(work.cast.amara, Role.RESPONDER, person=ines)).principal


async def test_another_takes_its_place_and_the_old_code_is_unknown(work: AtWork, card: Card) -> None:
    await check(card)
    another = await made(work.cast.ben.principal)

    assert await unknown(card.code)
    assert (await check(another)).valid
    assert (another.id, another.times, another.last_at) == (card.id, 0, None), "its checks are counted anew"


async def test_it_is_withdrawn_and_named_by_its_holder_and_nobody_else(work: AtWork, card: Card) -> None:
    another = await join_again(work)
    with pytest.raises(NotFound):
        await cards.end_card(card.id, by=another)
    with pytest.raises(NotFound):
        await cards.show_name(card.id, shows_name=True, by=another)
    found = await check(card)
    assert (found.valid, found.name) == (True, "")

    await cards.end_card(card.id, by=work.cast.ben.principal)
    assert await unknown(card.code)
    with pytest.raises(NotFound):
        await cards.end_card(card.id, by=work.cast.ben.principal)


async def test_nobody_makes_one_who_is_no_person(cast: Cast) -> None:
    with pytest.raises(Forbidden):
        await made(cast.amara.principal)


# -- who looked


async def test_its_holder_sees_how_often_it_was_read_and_once_a_day_that_somebody_did(work: AtWork, card: Card) -> None:
    for _ in range(3):
        await check(card)
    await check(card, days=1)

    found = await cards.own_card(by=work.cast.ben.principal, sealing=SEALING)
    assert found
    assert (found.times, found.last_at) == (4, NEXT_DAY)
    assert [looked(each, ENGLISH) for each in await told(work)] == [
        "November 23, 2026: somebody outside read the code of your card",
        "November 22, 2026: somebody outside read the code of your card",
    ]


async def test_a_look_by_a_card_is_in_the_log_as_any_other_and_the_log_holds(work: AtWork, card: Card) -> None:
    await check(card)

    (seen,) = await told(work)
    assert (seen.look.account, seen.who, seen.look.detail) == (None, "", "")
    assert (await ledger.verify(by=work.cast.amara.principal)).faults == ()


async def test_a_code_that_is_unknown_tells_nobody_and_fills_no_log(work: AtWork, card: Card) -> None:
    assert await unknown("0" * 20)

    assert await told(work) == []


# -- attacks


@pytest.mark.parametrize("how", ENDS.values(), ids=ENDS)
async def test_it_dies_with_what_it_stands_on(work: AtWork, card: Card, how: object, tmp_path: Path) -> None:
    assert not await unknown(card.code), "the control"

    await how(work, tmp_path)  # type: ignore[operator] # one of the table

    assert await unknown(card.code)


GOES = ["the account is disabled", "the place has ended", "the person is erased"]


@pytest.mark.parametrize("how", GOES)
async def test_and_nothing_of_it_or_of_a_calendar_is_left(
    work: AtWork, card: Card, how: str, tmp_path: Path, database: Embedded
) -> None:
    _, secret = await calendars.make_calendar(by=work.cast.ben.principal, now=NOW)
    await read(secret)
    of = "SELECT count(*) FROM {} WHERE person = $1"
    async with superuser(database) as root:
        before = [await root.fetchval(of.format(table), work.cast.ben_himself) for table in TABLES]
    await ENDS[how](work, tmp_path)
    async with superuser(database) as root:
        after = [await root.fetchval(of.format(table), work.cast.ben_himself) for table in TABLES]

    assert (before, after) == ([1, 1, 1], [0, 0, 0])


@pytest.mark.parametrize("guess", ["", "0" * 20, "7K3QF", "x" * 5000, "../../etc/passwd", "'; DROP TABLE card --"])
async def test_a_guess_is_answered_like_a_card_that_was_withdrawn(work: AtWork, card: Card, guess: str) -> None:
    await cards.end_card(card.id, by=work.cast.ben.principal)
    said = []
    for each in (guess, card.code):
        with pytest.raises(CardUnknown) as why:
            await cards.check(each, origin=somewhere(), at=NOW.at)
        said.append((str(why.value), why.value.code))

    assert said[0] == said[1]


async def test_guesses_are_counted_by_where_they_come_from_and_a_good_card_never_waits(
    work: AtWork, card: Card
) -> None:
    here = somewhere()
    for n in range(MOST[Counted.PLACE]):
        with pytest.raises(CardUnknown):
            await cards.check(f"{n:020}", origin=here, at=NOW.at)
    with pytest.raises(TooManyTries):
        await cards.check("0" * 20, origin=here, at=NOW.at)

    assert (await cards.check(card.code, origin=here, at=NOW.at)).valid
    assert await unknown("0" * 20), "from elsewhere nobody waits"
