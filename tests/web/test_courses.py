"""The courses: listed with how many completed them, added and corrected with a form."""

from __future__ import annotations

from uuid import UUID, uuid4

import httpx
import pytest

from muster.domain.access import Role
from muster.domain.training import Mode
from muster.rules.packs import shipped_text
from muster.services import packs, training
from tests import make
from tests.cast import NOW, Cast, join
from tests.web.conftest import Looker
from tests.web.markup import Markup
from tests.web.test_training import problems

NEW = "/courses/new"


@pytest.fixture
def form() -> dict[str, str | list[str]]:
    return {
        "id": str(uuid4()),
        "title": "De-escalation basics",
        "topics": ["bloodborne-pathogens"],
        "others": "De-escalation, Suicide  prevention",
        "provider": "Harbor Academy",
        "hours": "1:30",
        "mode": "in-person",
    }


async def test_courses_are_listed_with_what_they_teach_and_how_many_completed_them(
    cast: Cast, hr: httpx.AsyncClient
) -> None:
    by = cast.amara.principal
    assert "No course is on record yet" in (await hr.get("/courses")).text
    course = await training.add_course(make.course("Abseiling", "rope-rescue"), by=by, now=NOW)
    await training.add_course(make.course("Welding", "welding", minutes=None), by=by, now=NOW)
    await training.add_course(make.course("Elsewhere only"), by=cast.chidi.principal, now=NOW)
    await training.record_completion(cast.ben_himself, make.completion(course), by=by, now=NOW)

    page = Markup((await hr.get("/courses?order=completed")).text)

    assert page.faults == []
    assert page.words.index("Abseiling") < page.words.index("Welding")
    for said in ("Rope rescue", "1 hour", "not on file", "2 courses"):
        assert said in page.words
    assert "Elsewhere only" not in page.words
    assert f"/classes/new?course={course}" in page.links
    found = Markup((await hr.get("/courses?named=rope")).text)
    assert ("Abseiling" in found.words, "Welding" in found.words) == (True, False)
    assert "No course has these words" in (await hr.get("/courses?named=nothing")).text


async def test_a_course_is_added_with_the_topics_that_are_ticked_and_written(
    form: dict[str, str], cast: Cast, hr: httpx.AsyncClient
) -> None:
    await packs.adopt_pack(shipped_text("us-osha-bbp"), since=make.LONG_AGO, by=cast.amara.principal, now=NOW)
    assert "Bloodborne pathogens" in Markup((await hr.get(NEW)).text).text("label")

    replies = [await hr.post(NEW, data=form) for _ in range(2)]

    assert {each.headers["Location"] for each in replies} == {f"/courses?recorded={form['id']}"}
    found = (await training.course(UUID(form["id"]), by=cast.amara.principal)).value
    assert (found.title, found.minutes, found.mode) == ("De-escalation basics", 90, Mode.IN_PERSON)
    assert found.topics == {"bloodborne-pathogens", "de-escalation", "suicide-prevention"}
    assert "On record: De-escalation basics." in Markup((await hr.get(replies[0].headers["Location"])).text).words


async def test_what_cannot_be_right_is_told_and_what_was_typed_is_kept(
    form: dict[str, str], cast: Cast, hr: httpx.AsyncClient
) -> None:
    reply = await hr.post(NEW, data=form | {"title": "", "others": "ok, n~t ok", "hours": "long"})

    assert problems(reply) == ["title", "others", "hours"]
    assert Markup(reply.text).fields["others"] == "ok, n~t ok"
    assert problems(await hr.post(NEW, data=form | {"topics": [], "others": ""})) == ["others"], "none is offered yet"
    assert (await training.courses(by=cast.amara.principal)).items == ()


async def test_a_course_is_corrected_and_a_correction_of_something_older_is_refused(
    cast: Cast, hr: httpx.AsyncClient
) -> None:
    by = cast.amara.principal
    course = await training.add_course(make.course("Old title", minutes=100), by=by, now=NOW)
    page = Markup((await hr.get(f"/courses/{course}")).text)
    assert (page.faults, page.fields["title"], page.fields["hours"]) == ([], "Old title", "1:40")
    said = {"version": page.fields["version"], "title": "New title", "topics": "welding", "hours": "2"}

    assert problems(await hr.post(f"/courses/{course}", data=said)) == ["because"]
    done = await hr.post(f"/courses/{course}", data=said | {"because": "it was renamed"})
    assert done.headers["Location"] == f"/courses?recorded={course}"
    late = await hr.post(f"/courses/{course}", data=said | {"title": "Third", "because": "again"})

    assert (late.status_code, Markup(late.text).faults) == (422, [])
    assert "Nothing was recorded: somebody changed it since" in Markup(late.text).words
    found = (await training.course(course, by=by)).value
    assert (found.title, sorted(found.topics), found.minutes) == ("New title", ["welding"], 120)


async def test_hr_of_one_program_adds_courses_and_corrects_none(cast: Cast, looking: Looker) -> None:
    course = await training.add_course(make.course(), by=cast.amara.principal, now=NOW)
    hana = await looking(await join(cast.amara, Role.HR, program=cast.program))

    page = Markup((await hana.get("/courses")).text)

    assert NEW in page.links
    assert f"/courses/{course}" not in page.links
    assert (await hana.get(f"/courses/{course}")).status_code == 403
