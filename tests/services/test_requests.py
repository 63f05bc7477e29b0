"""What people ask for of what is held about them, by when it is answered, and by whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from muster.domain.access import Principal, Role
from muster.domain.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from muster.domain.privacy.requests import Ask, Request, Stage
from muster.domain.records import OnRecord
from muster.services import holds, ledger, my_data, people, requests
from tests import make
from tests.cast import NOW, TODAY, Cast, Member, join

WRONG = Request.of(Ask.CORRECTION, "my card is good until 2028", today=TODAY)
GONE = Request.of(Ask.ERASURE, "", today=TODAY)


@pytest.fixture
async def hana(cast: Cast) -> Principal:
    return (await join(cast.amara, Role.HR)).principal


async def ask(who: Member, what: Request = WRONG) -> UUID:
    return await requests.make_request(what, by=who.principal, now=NOW)


async def answer(which: UUID, by: Principal, stage: Stage = Stage.DONE, said: str = "corrected") -> UUID:
    return await requests.answer_request(which, stage, said, version=None, by=by, now=NOW)


async def own(who: Member) -> OnRecord[Request]:
    """Return the only thing that somebody asks for, as they are told of it themselves."""
    assert who.principal.person
    (found,) = (await my_data.data_about(who.principal.person, by=who.principal, now=NOW)).requests
    return found


async def test_one_asks_and_whoever_answers_sees_it_with_the_day_it_is_due(cast: Cast, hana: Principal) -> None:
    which = await ask(cast.ben)

    (seen,) = await requests.requests(by=hana)

    assert (seen.fact, seen.person, seen.value) == (which, cast.ben_himself, (await own(cast.ben)).value)
    assert (seen.value.asked_on, seen.value.due_on) == (TODAY, TODAY + timedelta(days=30))
    assert seen.value.stage is Stage.OPEN


async def test_the_open_ones_come_first_by_the_day_they_are_due(cast: Cast, hana: Principal) -> None:
    later = replace(WRONG, words="later", due_on=TODAY + timedelta(days=40))
    sooner = replace(WRONG, words="sooner", due_on=TODAY + timedelta(days=3))
    done = await ask(cast.ben)
    await ask(cast.ben, later)
    await ask(cast.ben, sooner)
    await answer(done, hana)

    assert [each.value.words for each in await requests.requests(by=hana)] == ["sooner", "later", WRONG.words]


async def test_what_is_wrong_has_to_be_said_and_to_be_erased_not_why(cast: Cast) -> None:
    for empty in ("", "   ", "\n"):
        with pytest.raises(Invalid):
            await ask(cast.ben, replace(WRONG, words=empty))
    await ask(cast.ben, GONE)
    with pytest.raises(Conflict):
        await ask(cast.ben, GONE)


async def test_whoever_is_no_person_here_asks_for_nothing(cast: Cast) -> None:
    with pytest.raises(Forbidden):
        await ask(cast.amara)


async def test_it_is_answered_once_and_the_answer_reaches_whoever_asked(cast: Cast, hana: Principal) -> None:
    which = await ask(cast.ben)
    await answer(which, hana, said="good until 2028 now")

    told = (await own(cast.ben)).value
    assert (told.stage, told.answer) == (Stage.DONE, "good until 2028 now")
    with pytest.raises(Conflict):
        await answer(which, hana)
    with pytest.raises(NotFound):
        await answer(uuid4(), hana)
    assert (await ledger.verify(by=cast.amara.principal)).faults == ()


async def test_whoever_read_an_older_version_is_told(cast: Cast, hana: Principal) -> None:
    which = await ask(cast.ben)
    with pytest.raises(Stale):
        await requests.answer_request(which, Stage.DONE, "", version=uuid4(), by=hana, now=NOW)


async def test_declining_takes_a_reason(cast: Cast, hana: Principal) -> None:
    which = await ask(cast.ben)
    for stage, said in ((Stage.DECLINED, ""), (Stage.DECLINED, "  "), (Stage.OPEN, "again")):
        with pytest.raises(Invalid):
            await answer(which, hana, stage, said)
    await answer(which, hana, Stage.DECLINED, "the card itself says 2027")


async def test_nobody_answers_their_own(cast: Cast) -> None:
    herself = await people.add_person(make.identity("Hana Herself"), by=cast.amara.principal, now=NOW)
    member = await join(cast.amara, Role.HR, person=herself)
    which = await ask(member)

    with pytest.raises(Forbidden):
        await answer(which, member.principal)


async def test_to_be_erased_is_answered_by_who_may_erase(cast: Cast, hana: Principal) -> None:
    which = await ask(cast.ben, GONE)
    for stage in (Stage.DONE, Stage.DECLINED):
        with pytest.raises(Forbidden):
            await answer(which, hana, stage, "you work here")
    await answer(which, cast.amara.principal, Stage.DECLINED, "you work here")


async def test_only_few_roles_see_what_is_asked_for(cast: Cast) -> None:
    which = await ask(cast.ben)
    for role in (Role.SUPERVISOR, Role.GRANT_OFFICER, Role.AUDITOR, Role.RESPONDER, Role.SYSTEM_ADMINISTRATOR):
        other = (await join(cast.amara, role)).principal
        with pytest.raises(Forbidden):
            await requests.requests(by=other)
        with pytest.raises(Forbidden):
            await answer(which, other)
    assert await requests.requests(by=cast.chidi.principal) == []
    with pytest.raises(NotFound):
        await answer(which, cast.chidi.principal)


async def test_who_answers_for_one_program_sees_what_its_people_ask_for(cast: Cast) -> None:
    which = await ask(cast.ben)
    there = (await join(cast.amara, Role.HR, program=cast.program)).principal

    assert await requests.requests(by=there) == []
    with pytest.raises(NotFound):
        await answer(which, there)

    await people.record_role(cast.ben_himself, make.role(program=cast.program), by=cast.amara.principal, now=NOW)
    assert [each.fact for each in await requests.requests(by=there)] == [which]


async def test_what_is_taken_back_is_erased_with_its_words_and_its_answer(cast: Cast, hana: Principal) -> None:
    which = await ask(cast.ben)
    await answer(which, hana)
    await requests.withdraw_request(which, by=cast.ben.principal, now=NOW)

    assert await requests.requests(by=hana) == []
    found = await ledger.verify(by=cast.amara.principal)
    assert found.faults == ()
    assert found.erased > 0


async def test_nobody_takes_anothers_back_and_nobody_while_a_hold_stands(cast: Cast, hana: Principal) -> None:
    which = await ask(cast.ben)
    other = await people.add_person(make.identity("Ines"), by=cast.amara.principal, now=NOW)
    ines = await join(cast.amara, Role.RESPONDER, person=other)
    with pytest.raises(NotFound):
        await requests.withdraw_request(which, by=ines.principal, now=NOW)
    await holds.place_hold(cast.ben_himself, because="Doe v. Harbor", by=cast.amara.principal, now=NOW)
    with pytest.raises(Conflict) as refused:
        await requests.withdraw_request(which, by=cast.ben.principal, now=NOW)

    assert refused.value.code == "on-hold"
    assert "Doe" not in str(refused.value), "it is told that a hold stands, and not why"
    assert [each.fact for each in await requests.requests(by=hana)] == [which]
