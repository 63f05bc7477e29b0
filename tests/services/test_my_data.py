"""What is held about somebody: told to them, taken along, and told of when another asks."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from muster.catalogue import words
from muster.domain.access import Principal, Role
from muster.domain.access_log import Sight
from muster.domain.credentials import Status, StatusEvent
from muster.domain.errors import Forbidden, NotFound
from muster.domain.people import Identifier, Register
from muster.domain.privacy.disclosures import Disclosure, Lived
from muster.domain.privacy.own_data import Across, Item, OwnData, as_text
from muster.domain.privacy.requests import Ask, Request
from muster.domain.sharing.shares import Level, Share, days
from muster.services import (
    calendars,
    cards,
    credentials,
    disclosures,
    holds,
    my_data,
    pay,
    people,
    requests,
    retention,
    shares,
    training,
)
from tests import departed, make
from tests.cast import NOW, TODAY, Cast, found, join, somewhere
from tests.departed import Departed
from tests.keys import SEALING

LIVED = Lived.HOMELESSNESS
CENTS = 4321


@pytest.fixture
async def hana(cast: Cast) -> Principal:
    return (await join(cast.amara, Role.HR)).principal


@pytest.fixture
async def full(cast: Cast) -> Cast:
    """Ben, of whom there is one of most things."""
    by, ben = cast.amara.principal, cast.ben_himself
    await people.record_employment(ben, make.employment(), by=by, now=NOW)
    await people.record_role(ben, make.role(program=cast.program), by=by, now=NOW)
    await people.record_identifier(ben, Identifier(Register.HR, "HR-77"), by=by, now=NOW)
    course = await training.add_course(make.course("Safety of the year"), by=by, now=NOW)
    await training.record_completion(ben, make.completion(course, date(2026, 1, 5)), by=by, now=NOW)
    card = make.credential("emt", issued_on=date(2026, 1, 5), valid_through=date(2027, 12, 31))
    held = await credentials.record_credential(ben, card, by=by, now=NOW)
    suspended = StatusEvent(date(2026, 3, 1), Status.SUSPENDED)
    await credentials.record_status(held, suspended, because="lapse of cover", by=by, now=NOW)
    rate = replace(make.pay_rate(date(2026, 1, 5)), cents_per_hour=CENTS)
    await pay.record_pay_rate(ben, rate, by=by, now=NOW)
    await disclosures.disclose(Disclosure(LIVED), by=cast.ben.principal, now=NOW)
    wish = Request.of(Ask.CORRECTION, "my card is good until 2028", today=TODAY)
    await requests.make_request(wish, by=cast.ben.principal, now=NOW)
    return cast


async def own(cast: Cast) -> OwnData:
    return await my_data.data_about(cast.ben_himself, by=cast.ben.principal, now=NOW)


def one(found: OwnData, kind: str) -> Item:
    (item,) = [each for each in found.items if each.kind == kind and each.now]
    return item


# -- to oneself


async def test_everything_is_told_once_with_who_recorded_it(full: Cast) -> None:
    told = await own(full)

    kinds = {"person", "employment", "role_held", "identifier", "completion", "credential", "credential_status"}
    assert {each.kind for each in told.items} == {*kinds, "pay_rate"}
    assert {each.recorded_by for each in told.items} == {full.amara.email}, "she is no person here: by her address"
    assert {each.recorded_at for each in told.items} == {NOW.at}
    assert one(told, "identifier").said["value"] == "HR-77"
    assert [each.value.kind for each in told.disclosures] == [LIVED]
    assert [each.value.words for each in told.requests] == ["my card is good until 2028"]
    assert told.own


async def test_a_record_that_was_corrected_is_there_as_it_was_and_as_it_is(full: Cast) -> None:
    by = full.amara.principal
    record = await people.person(full.ben_himself, by=by)
    renamed = replace(record.value, name="Benedict Abdi")
    await people.correct_person(
        full.ben_himself, renamed, version=record.version, because="his passport", by=by, now=NOW
    )

    said = [(each.said["name"], each.now) for each in (await own(full)).items if each.kind == "person"]

    assert sorted(said) == [("Ben Abdi", False), ("Benedict Abdi", True)]


async def test_how_long_each_is_kept_is_said_by_the_longest_rule_or_that_none_does(cast: Cast) -> None:
    gone: Departed = await departed.leave(cast, "zorro", reported=False)
    member = await join(cast.amara, Role.RESPONDER, person=gone.person)
    by = member.principal

    before = await my_data.data_about(gone.person, by=by, now=NOW)
    await retention.record_final_report(gone.award, TODAY - timedelta(days=1), by=cast.amara.principal, now=NOW)
    after = await my_data.data_about(gone.person, by=by, now=NOW)

    waiting, known = one(before, "effort").keeping, one(after, "effort").keeping
    assert waiting
    assert known
    assert (waiting.rule.id, waiting.until) == ("federal-award", None)
    assert (known.rule.id, known.until) == ("federal-award", date(2029, 11, 21))
    assert one(after, "identifier").keeping is None


async def test_a_hold_is_told_and_why_is_not(full: Cast) -> None:
    await holds.place_hold(full.ben_himself, because="Doe v. Harbor", by=full.amara.principal, now=NOW)

    (told,) = (await own(full)).holds

    assert (told.since, told.reason) == (TODAY, "")


async def test_who_is_no_person_here_has_no_data_of_their_own(cast: Cast) -> None:
    with pytest.raises(NotFound):
        await my_data.data_about(cast.ben_himself, by=cast.chidi.principal, now=NOW)


# -- shared


async def share(cast: Cast, name: str, level: Level = Level.PEOPLE, *, program: bool = True) -> str:
    """Share a program, or everything, with an agency that is new; return the share's id."""
    _, other = await found(name)
    where = cast.program if program else None
    given = Share(other, level, days(TODAY, TODAY + timedelta(days=30)), "a joint audit", where)
    return str(await shares.grant_share(given, because="agreed", by=cast.amara.principal, now=NOW))


async def test_who_may_look_by_a_share_is_named_with_the_days(full: Cast) -> None:
    await share(full, "State of Example")
    await share(full, "Numbers Only", Level.COUNTS)

    assert (await own(full)).across == (Across("State of Example", TODAY, TODAY + timedelta(days=30)),)


async def test_a_share_of_a_program_that_one_is_not_in_is_none_of_ones_own(cast: Cast) -> None:
    await share(cast, "State of Example")
    assert (await own(cast)).across == (), "Ben holds no role"

    await share(cast, "Region Five", program=False)
    assert [each.agency for each in (await own(cast)).across] == ["Region Five"]


async def test_a_share_that_was_stopped_is_told_up_to_the_day_it_was(full: Cast) -> None:
    by, which = full.amara.principal, await share(full, "State of Example")
    given = (await shares.shares(by=by))[0].record
    assert str(given.fact) == which
    later = replace(NOW, at=NOW.at + timedelta(days=2, hours=12), today=TODAY + timedelta(days=2))
    await shares.withdraw_share(given.fact, version=given.version, because="over", by=by, now=later)

    # It is past midnight in UTC, and not in Chicago.
    assert (await own(full)).across == (Across("State of Example", TODAY, TODAY + timedelta(days=2)),)


# -- to somebody else


async def test_whoever_answers_requests_is_told_all_but_what_was_disclosed_and_it_is_told_of(
    full: Cast, hana: Principal
) -> None:
    told = await my_data.data_about(full.ben_himself, by=hana, now=NOW)

    assert told.disclosures == ()
    assert not told.own
    assert one(told, "identifier").said["value"] == "HR-77"
    assert [(each.look.sight, each.look.detail) for each in (await own(full)).looks] == [(Sight.EXPORT, "all data")]


async def test_nobody_else_is_told(full: Cast) -> None:
    for role in (Role.SUPERVISOR, Role.GRANT_OFFICER, Role.AUDITOR, Role.RESPONDER, Role.SYSTEM_ADMINISTRATOR):
        other = (await join(full.amara, role)).principal
        with pytest.raises(Forbidden):
            await my_data.data_about(full.ben_himself, by=other, now=NOW)
    with pytest.raises(NotFound):
        await my_data.data_about(full.ben_himself, by=full.chidi.principal, now=NOW)
    assert (await own(full)).looks == (), "who was refused has seen nothing"


async def test_what_cannot_be_told_of_is_not_told(full: Cast, hana: Principal, monkeypatch: pytest.MonkeyPatch) -> None:
    async def refuse(*_: object, **__: object) -> None:
        raise RuntimeError("no disk")

    monkeypatch.setattr("muster.services.access_log.looked", refuse)
    with pytest.raises(RuntimeError):
        await my_data.data_about(full.ben_himself, by=hana, now=NOW)


# -- to take along


async def archive(cast: Cast, language: str = "en") -> tuple[dict[str, Any], str]:
    content = await my_data.data_archive(cast.ben_himself, by=cast.ben.principal, now=NOW, words=words(language))
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert packed.namelist() == ["data.json", "data.txt"]
        return json.loads(packed.read("data.json")), packed.read("data.txt").decode()


async def test_the_archive_is_complete_for_machines(full: Cast) -> None:
    told = await own(full)
    packed, _ = await archive(full)

    assert {each["version"] for each in packed["facts"]} == {str(each.version) for each in told.items}
    assert packed["disclosures"] == [
        {"id": str(told.disclosures[0].fact), "kind": str(LIVED), "counted": False, "shown": False}
    ]
    assert [each["words"] for each in packed["requests"]] == ["my card is good until 2028"]
    assert (packed["person"], packed["name"]) == (str(full.ben_himself), "Ben Abdi")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("What is on record about Ben Abdi", "HR-77", "Safety of the year", "What I have lived through")),
        ("es", ("Ben Abdi", "HR-77", "Safety of the year")),
    ],
)
async def test_the_archive_reads_in_the_language_of_whoever_asks(
    full: Cast, language: str, said: tuple[str, ...]
) -> None:
    _, text = await archive(full, language)

    assert [each for each in said if each not in text] == []
    assert ("on record about" in text) is (language == "en")


async def test_what_an_hour_costs_is_said_to_be_there_and_not_how_much_to_whom_may_not_read_pay(full: Cast) -> None:
    packed, text = await archive(full)
    admin = await my_data.data_about(full.ben_himself, by=full.amara.principal, now=NOW)

    (rate,) = [each["said"] for each in packed["facts"] if each["kind"] == "pay-rate"]
    assert str(CENTS) not in json.dumps(rate) + text
    assert one(admin, "pay_rate").said["cents_per_hour"] == CENTS


# -- what somebody shows to others


async def test_a_calendar_and_a_card_are_told_to_their_owner_without_what_opens_them(
    cast: Cast, hana: Principal
) -> None:
    ben = cast.ben.principal
    assert (await own(cast)).card is None
    _, secret = await calendars.make_calendar(by=ben, now=NOW)
    card = await cards.make_card(shows_name=True, by=ben, now=NOW, sealing=SEALING)
    await cards.check(card.code, origin=somewhere(), at=NOW.at)

    found = await own(cast)
    said = my_data.as_json(found, NOW.at)
    text = as_text(found, words("en"))
    assert (said["card"]["times"], said["card"]["shows_name"]) == (1, True)
    assert said["calendar"]["made_at"] == NOW.at
    assert "A card, made on November 22, 2026; its code was read 1 time." in text
    assert "A calendar, to whoever has its address; made on November 22, 2026." in text
    assert secret not in repr(said) + text
    assert card.code not in repr(said) + text
    others = await my_data.data_about(cast.ben_himself, by=hana, now=NOW)
    assert (others.calendar, others.card) == (None, None)
