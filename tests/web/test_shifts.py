"""A supervisor plans a shift, sees whether it may go out and what is wanting, and says who went; without any script."""

from __future__ import annotations

import re
from uuid import UUID, uuid4

import httpx
import pytest

from muster.domain.access import Role
from muster.domain.intervals import Interval
from muster.domain.teams.shifts import Going
from muster.domain.teams.staffing import Presence
from muster.services import access_log, programs, shifts
from tests import make, teams
from tests.cast import NOW, Cast, join
from tests.web.conftest import Looker
from tests.web.filling import Forms
from tests.web.test_training import problems

NEW = "/shifts/new"
Sent = dict[str, str | list[str]]


@pytest.fixture
async def crew(cast: Cast) -> dict[str, UUID]:
    by = cast.amara.principal
    await teams.adopt(by, cast.program)
    return {
        "lee": await teams.clinician(by, "Lee Park", cast.program),
        "ines": await teams.emt(by, "Ines de la Cruz", cast.program),
        "wen": await teams.emt(by, "Wen Li", cast.program, through=None),
    }


@pytest.fixture
async def sue(cast: Cast, looking: Looker) -> httpx.AsyncClient:
    return await looking(await join(cast.amara, Role.SUPERVISOR, program=cast.program))


def filled(cast: Cast, **going: UUID) -> Sent:
    """Return what a browser sends for a shift of this morning, with these people on it in person."""
    return {
        "id": str(uuid4()),
        "program": str(cast.program),
        "team": "Mobile crisis",
        "day": "22",
        "month": "Nov",
        "year": "2026",
        "since": "6:00",
        "until": "2 pm",
        "equipment": "naloxone-kit",
        "also": "radio, Wound care bag",
        **{f"going-{who}": "in-person" for who in going.values()},
    }


def said(page: httpx.Response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


async def test_a_supervisor_plans_a_shift_and_reads_that_it_may_go_out(
    cast: Cast, crew: dict[str, UUID], sue: httpx.AsyncClient
) -> None:
    form = await sue.get(NEW)
    (offered,) = [each for each in Forms(form.text).forms if each.action == NEW]
    assert offered.options["equipment"] == ["naloxone-kit"], "what the rules of teams here look for"

    done = await sue.post(NEW, data=filled(cast, lee=crew["lee"], ines=crew["ines"]))
    page = await sue.get(done.headers["Location"])

    assert (done.status_code, page.status_code) == (303, 200)
    assert "Mobile crisis, November 22, 2026" in said(page)
    assert "May go out" in said(page)
    (made,) = await shifts.shifts(cast.program, Interval.through(NOW.today, NOW.today), by=cast.amara.principal)
    assert made.value.shift.plan.equipment == {"naloxone-kit", "radio", "wound-care-bag"}
    assert made.value.shift.plan == make.outing(equipment=made.value.shift.plan.equipment), "6 to 14 where it is"
    told = [each.who for each in (await access_log.looks_at(crew["lee"], by=cast.dana.principal)).items]
    assert len(told) == 1, "who looked at how somebody stands is told"


async def test_what_is_wanting_stands_on_the_list_in_sentences_with_who_could_take_a_place(
    cast: Cast, crew: dict[str, UUID], sue: httpx.AsyncClient
) -> None:
    evening = filled(cast, ines=crew["ines"], wen=crew["wen"]) | {"since": "8 pm", "until": "04:00", "equipment": ""}
    done = await sue.post(NEW, data=evening)

    there, page = said(await sue.get("/shifts")), said(await sue.get(done.headers["Location"]))

    for text in (there, page):
        assert "May not go out" in text
        assert "Nobody fills this place: clinician." in text
        assert "Not carried: naloxone kit." in text
        assert "Wen Li: not cleared: 1 requirement not met." in text
    assert "20:00 to 04:00 on November 23, 2026" in there
    assert "Lee Park Less is wanting then in the place of Wen Li" in page
    assert "(Policy 2)" in page


async def test_a_form_that_cannot_be_right_comes_back_with_all_that_was_typed(
    cast: Cast, crew: dict[str, UUID], sue: httpx.AsyncClient
) -> None:
    wrong = filled(cast, lee=crew["lee"]) | {"since": "25:00", "team": " ", "day": "31"}

    page = await sue.post(NEW, data=wrong)

    assert page.status_code == 422
    assert problems(page) == ["team", "on-day", "since"]
    (form,) = [each for each in Forms(page.text).forms if each.action == NEW]
    assert form.sent[f"going-{crew['lee']}"] == ["in-person"]
    assert form.sent["also"] == ["radio, Wound care bag"]
    assert form.sent["equipment"] == ["naloxone-kit"]


async def test_who_comes_along_by_a_word_that_no_rule_knows_is_refused_on_the_page(
    sue: httpx.AsyncClient, cast: Cast, crew: dict[str, UUID]
) -> None:
    page = await sue.post(NEW, data=filled(cast, lee=crew["lee"], ines=crew["ines"]) | {"others": ["police"]})

    assert page.status_code == 422
    assert "no rule of teams knows some word for who else comes along" in said(page)
    assert await shifts.shifts(cast.program, Interval.through(NOW.today, NOW.today), by=cast.amara.principal) == []


async def test_to_look_for_somebody_keeps_who_is_chosen(
    cast: Cast, crew: dict[str, UUID], sue: httpx.AsyncClient
) -> None:
    typed = filled(cast, lee=crew["lee"]) | {"named": "ines"}

    page = await sue.get(NEW, params=typed)

    shown = re.findall(r'<span class="who">([^<]+)</span>', page.text)
    assert shown == ["Lee Park", "Ines de la Cruz"]
    assert 'value="Mobile crisis"' in page.text


async def test_one_like_it_a_week_later_is_filled_in_already(
    cast: Cast, crew: dict[str, UUID], sue: httpx.AsyncClient
) -> None:
    done = await sue.post(NEW, data=filled(cast, lee=crew["lee"], ines=crew["ines"]))
    model = done.headers["Location"].rpartition("/")[2]

    page = await sue.get(f"{NEW}?like={model}")

    (form,) = [each for each in Forms(page.text).forms if each.action == NEW]
    assert [form.sent[each] for each in ("day", "month", "year", "since", "until")] == [
        ["29"],
        ["11"],
        ["2026"],
        ["06:00"],
        ["14:00"],
    ]
    assert {each for each in form.sent if each.startswith("going-")} == {
        f"going-{crew['lee']}",
        f"going-{crew['ines']}",
    }


async def test_who_went_is_said_from_the_plan_and_corrected_with_a_reason(
    cast: Cast, crew: dict[str, UUID], sue: httpx.AsyncClient
) -> None:
    by = cast.amara.principal
    done = await sue.post(NEW, data=filled(cast, lee=crew["lee"], ines=crew["ines"]))
    at = done.headers["Location"]
    page = await sue.get(f"{at}/went")
    (form,) = [each for each in Forms(page.text).forms if each.action == f"{at}/went"]

    form.sent[f"going-{crew['lee']}"] = ["remote"]
    told = await sue.post(f"{at}/went", data=form.sent)
    again = await sue.post(f"{at}/went", data=form.sent)

    found = (await shifts.shift(UUID(at.rpartition("/")[2]), by=by)).value
    assert (told.status_code, told.headers["Location"]) == (303, at)
    assert set(found.went) == {Going(crew["lee"], Presence.REMOTE), Going(crew["ines"])}
    assert again.status_code == 422, "somebody has said something since that form was read"
    assert "somebody changed this shift meanwhile" in said(again)
    assert "Went otherwise than its rules ask" in said(await sue.get(at))
    assert "May go out" in said(await sue.get(f"{at}?stage=planned"))


async def test_a_correction_and_a_withdrawal_need_a_reason(
    cast: Cast, crew: dict[str, UUID], sue: httpx.AsyncClient
) -> None:
    done = await sue.post(NEW, data=filled(cast, lee=crew["lee"]))
    at = done.headers["Location"]
    (form,) = [each for each in Forms((await sue.get(f"{at}/plan")).text).forms if each.action == f"{at}/plan"]
    form.sent[f"going-{crew['ines']}"] = ["in-person"]

    without = await sue.post(f"{at}/plan", data=form.sent)
    corrected = await sue.post(f"{at}/plan", data=form.sent | {"because": ["one more goes"]})
    kept = await sue.post(f"{at}/withdrawal", data={"because": ""})
    gone = await sue.post(f"{at}/withdrawal", data={"because": "it did not go out"})

    assert problems(without) == ["because"]
    assert corrected.headers["Location"] == f"{at}?stage=planned"
    assert problems(kept) == ["because"]
    assert gone.status_code == 303
    assert (await sue.get(at)).status_code == 404


async def test_a_supervisor_of_one_program_is_refused_the_shifts_of_another(
    cast: Cast, crew: dict[str, UUID], looking: Looker
) -> None:
    night = await programs.add_program("Night team", by=cast.amara.principal, now=NOW)
    theirs = await looking(await join(cast.amara, Role.SUPERVISOR, program=night))

    assert (await theirs.get(f"/shifts?program={cast.program}")).status_code == 403
    assert (await theirs.post(NEW, data=filled(cast, lee=crew["lee"]))).status_code == 403
    assert "Night team" in said(await theirs.get("/shifts"))


async def test_what_a_kind_of_team_asks_of_each_is_a_line_beside_how_they_are_cleared(
    cast: Cast, crew: dict[str, UUID], sue: httpx.AsyncClient
) -> None:
    by = cast.amara.principal
    await teams.adopt_for_kind(by, cast.program, "mobile-crisis")
    await teams.rode_along(by, crew["lee"])
    done = await sue.post(NEW, data=filled(cast, lee=crew["lee"], ines=crew["ines"]))

    page = said(await sue.get(done.headers["Location"]))

    assert "Ines de la Cruz: cleared through March 31, 2027; 1 requirement for this kind of team is not met." in page, (
        page
    )
    assert "May not go" in page
    assert "Not met Whoever goes out has ridden along. Missing" in page
    assert "Met Whoever goes out has ridden along. Met, with no end on record. (Policy 7)" in page
    assert "Three go out together." in page
