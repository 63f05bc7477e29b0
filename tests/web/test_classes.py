"""A class of 25 on one page with one submission; and nothing half done when one of them cannot be."""

from __future__ import annotations

import asyncio
import re
from uuid import UUID, uuid4

import httpx
import pytest

from muster.domain.access import Role
from muster.domain.classes import fact_of
from muster.rules.packs import shipped_text
from muster.services import compliance, packs, people, training
from tests import make
from tests.cast import NOW, Cast, join
from tests.services.test_classes import CROWD, HELD_ON, gather
from tests.web.conftest import Looker
from tests.web.markup import Markup
from tests.web.test_training import problems

FORM = "/classes/new"
Sheet = dict[str, str | list[str]]


@pytest.fixture
async def course(cast: Cast) -> UUID:
    return await training.add_course(make.course(), by=cast.amara.principal, now=NOW)


@pytest.fixture
async def crowd(cast: Cast) -> list[UUID]:
    return await gather(cast)


@pytest.fixture
def sheet(course: UUID, crowd: list[UUID]) -> Sheet:
    """Return what a browser sends when the sheet is filled in as it should be."""
    return {
        "id": str(uuid4()),
        "course": str(course),
        "day": "5",
        "month": "March",
        "year": "2026",
        "hours": "",
        "mode": "in-person",
        "proof": "document-seen",
        "named": "",
        "people": [str(each) for each in crowd],
    }


async def recorded(crowd: list[UUID], cast: Cast) -> list[int]:
    """Return how many completions each of them has."""
    return [len(await training.completions(each, by=cast.amara.principal)) for each in crowd]


def ticked(page: httpx.Response) -> set[str]:
    return set(re.findall(r'name="people" value="([^"]+)" checked', page.text))


def listed(page: httpx.Response) -> list[str]:
    return re.findall(r'<span class="who">([^<]+)</span>', page.text)


async def test_25_people_are_recorded_on_one_page_with_one_submission(
    sheet: Sheet, crowd: list[UUID], course: UUID, cast: Cast, hr: httpx.AsyncClient
) -> None:
    page = await hr.get(f"{FORM}?course={course}")
    assert Markup(page.text).faults == []
    assert len(listed(page)) == CROWD
    before = await compliance.position(None, by=cast.amara.principal)

    reply = await hr.post(FORM, data=sheet)

    assert (reply.status_code, reply.headers["Location"]) == (303, f"{FORM}?recorded={sheet['id']}")
    assert await compliance.position(None, by=cast.amara.principal) == before + 1, "one act"
    for each in crowd:
        (found,) = await training.completions(each, by=cast.amara.principal)
        assert (found.value.completed_on, found.value.minutes) == (HELD_ON, 60), "as long as the course"
    after = Markup((await hr.get(reply.headers["Location"])).text)
    assert after.faults == []
    assert "Recorded for 25 people: Bloodborne pathogens, March 5, 2026." in after.words
    assert "Undo" in after.text("button")


async def test_a_class_is_undone_where_it_was_recorded_and_only_once(
    sheet: Sheet, crowd: list[UUID], cast: Cast, hr: httpx.AsyncClient
) -> None:
    await training.record_completion(
        crowd[0], make.completion(UUID(str(sheet["course"]))), by=cast.amara.principal, now=NOW
    )
    await hr.post(FORM, data=sheet)
    before = await compliance.position(None, by=cast.amara.principal)

    replies = [await hr.post(f"/classes/{sheet['id']}/undo") for _ in range(2)]

    for reply in replies:
        assert (reply.status_code, reply.headers["Location"]) == (303, f"{FORM}?recorded={sheet['id']}")

    assert await compliance.position(None, by=cast.amara.principal) == before + 1, "one act, once"
    assert await recorded(crowd, cast) == [1, *[0] * (CROWD - 1)]
    after = Markup((await hr.get(replies[0].headers["Location"])).text)
    assert "Taken back for 25 people: Bloodborne pathogens, March 5, 2026." in after.words
    assert "Undo" not in after.text("button")


async def test_what_was_corrected_meanwhile_is_not_undone_and_the_page_says_of_whom(
    sheet: Sheet, crowd: list[UUID], course: UUID, cast: Cast, hr: httpx.AsyncClient
) -> None:
    await hr.post(FORM, data=sheet)
    fact = fact_of(UUID(str(sheet["id"])), crowd[7])
    await training.correct_completion(
        fact, make.completion(course), version=None, because="the day before", by=cast.amara.principal, now=NOW
    )

    reply = await hr.post(f"/classes/{sheet['id']}/undo")

    page = Markup(reply.text)
    assert (reply.status_code, page.faults) == (409, [])
    assert "Nothing was taken back" in page.text("h2")
    assert f"/people/{crowd[7]}" in page.links
    assert await recorded(crowd, cast) == [1] * CROWD


async def test_a_sheet_sent_five_times_is_recorded_once(
    sheet: Sheet, crowd: list[UUID], cast: Cast, hr: httpx.AsyncClient
) -> None:
    replies = await asyncio.gather(*(hr.post(FORM, data=sheet) for _ in range(5)))

    assert {(each.status_code, each.headers["Location"]) for each in replies} == {
        (303, f"{FORM}?recorded={sheet['id']}")
    }
    assert await recorded(crowd, cast) == [1] * CROWD


async def test_nothing_is_half_done_when_one_of_them_cannot_be(
    sheet: Sheet, crowd: list[UUID], cast: Cast, hr: httpx.AsyncClient
) -> None:
    stranger = await people.add_person(make.identity("Somebody Else"), by=cast.chidi.principal, now=NOW)

    for odd in (stranger, uuid4()):
        reply = await hr.post(FORM, data=sheet | {"people": [*map(str, crowd), str(odd)]})
        assert reply.status_code == 422
        assert "somebody who was ticked is no longer on record within your reach" in Markup(reply.text).words
        assert ticked(reply) == {str(each) for each in crowd}
        assert "Somebody Else" not in reply.text

    assert await recorded(crowd, cast) == [0] * CROWD


async def test_every_mistake_is_told_at_once_and_what_was_typed_and_ticked_is_kept(
    sheet: Sheet, crowd: list[UUID], cast: Cast, hr: httpx.AsyncClient
) -> None:
    reply = await hr.post(FORM, data=sheet | {"course": "", "day": "40", "hours": "soon", "proof": ""})

    assert problems(reply) == ["course", "completed-day", "hours", "proof"]
    page = Markup(reply.text)
    assert (page.fields["id"], page.fields["day"], page.fields["hours"]) == (sheet["id"], "40", "soon")
    assert ticked(reply) == {str(each) for each in crowd}
    nobody = await hr.post(FORM, data=sheet | {"people": []})
    assert problems(nobody) == ["people"]
    assert "Tick everybody who was there." in Markup(nobody.text).words
    assert problems(await hr.post(FORM, data=sheet | {"day": "23", "month": "11"})) == ["completed-day"]
    assert await recorded(crowd, cast) == [0] * CROWD


async def test_who_has_it_on_that_day_already_is_said_and_not_recorded_twice(
    sheet: Sheet, crowd: list[UUID], course: UUID, cast: Cast, hr: httpx.AsyncClient
) -> None:
    await training.record_completion(crowd[3], make.completion(course, HELD_ON), by=cast.amara.principal, now=NOW)
    look = await hr.get(FORM, params={"course": str(course), "day": "5", "month": "3", "year": "2026"})
    assert Markup(look.text).words.count("Has it on that day already") == 1

    reply = await hr.post(FORM, data=sheet)

    assert await recorded(crowd, cast) == [1] * CROWD
    after = Markup((await hr.get(reply.headers["Location"])).text)
    assert "Recorded for 24 people" in after.words
    assert "On record for that day already, and not recorded twice: Person 03." in after.words
    again = await hr.post(FORM, data=sheet | {"id": str(uuid4())})
    assert "everybody ticked has this course on record for that very day already" in Markup(again.text).words
    assert again.status_code == 422


async def test_without_script_the_sheet_is_narrowed_and_who_is_ticked_stays(
    sheet: Sheet, crowd: list[UUID], hr: httpx.AsyncClient
) -> None:
    page = await hr.get(FORM, params=sheet | {"people": [str(crowd[1]), str(crowd[2])], "named": "pers 07"})

    assert Markup(page.text).faults == []
    assert listed(page) == ["Person 01", "Person 02", "Person 07"]
    assert ticked(page) == {str(crowd[1]), str(crowd[2])}
    assert Markup(page.text).fields["year"] == "2026"
    by_role = await hr.get(FORM, params={"named": "emt"})
    assert len(listed(by_role)) == CROWD
    none = await hr.get(FORM, params={"named": "nobody at all"})
    assert "Nobody on the sheet has this name or role." in Markup(none.text).words


async def test_those_who_need_the_course_come_first_with_their_word(
    course: UUID, crowd: list[UUID], cast: Cast, hr: httpx.AsyncClient
) -> None:
    await packs.adopt_pack(shipped_text("us-osha-bbp"), since=make.LONG_AGO, by=cast.amara.principal, now=NOW)
    for each in crowd[:20]:
        await training.record_completion(each, make.completion(course), by=cast.amara.principal, now=NOW)

    page = await hr.get(f"{FORM}?course={course}")

    assert listed(page)[:5] == [f"Person {each}" for each in range(20, 25)]
    words = Markup(page.text).words
    assert words.count("Not met") == 5
    assert words.count("Met, ends soon") == 20
    assert Markup(page.text).fields["named"] == ""


async def test_hr_of_one_program_sees_and_records_only_its_people(sheet: Sheet, cast: Cast, looking: Looker) -> None:
    hana = await looking(await join(cast.amara, Role.HR, program=cast.program))
    (elsewhere,) = [await people.add_person(make.identity("Of no program"), by=cast.amara.principal, now=NOW)]

    page = await hana.get(FORM)
    assert len(listed(page)) == CROWD
    reply = await hana.post(FORM, data=sheet | {"people": [str(elsewhere)]})

    assert reply.status_code == 422
    assert await recorded([elsewhere], cast) == [0]


async def test_without_a_course_or_anybody_the_page_says_what_is_missing(cast: Cast, hr: httpx.AsyncClient) -> None:
    page = Markup((await hr.get(FORM)).text)
    assert "/courses/new" in page.links

    await training.add_course(make.course(), by=cast.amara.principal, now=NOW)

    assert "Nobody within your reach holds a role today" in Markup((await hr.get(FORM)).text).words


@pytest.mark.parametrize("said", ["", "12", str(UUID(int=1))])
async def test_an_address_that_says_something_was_recorded_is_believed_in_nothing(
    said: str, course: UUID, crowd: list[UUID], hr: httpx.AsyncClient
) -> None:
    page = await hr.get(FORM, params={"recorded": said, "already": str(crowd[0])})

    assert page.status_code == 200
    assert "Recorded for" not in page.text
