"""Who paid, on pages: asked with a class, said of what is on record; people from outside; workforces of roles."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs, urlsplit
from uuid import UUID, uuid4

import httpx
import pytest

from muster.domain.access import Role
from muster.domain.training import Payer
from muster.domain.workforces import Workforce
from muster.services import head_counts, people, training, workforces
from tests import make, money
from tests.cast import NOW, TODAY, Cast, join
from tests.web.conftest import Looker
from tests.web.markup import Markup
from tests.web.test_training import problems

DAY = {"day": "14", "month": "9", "year": "2026"}
ON = date(2026, 9, 14)


@pytest.fixture
async def award(cast: Cast) -> UUID:
    return await money.award(cast.amara.principal, "H79-7")


@pytest.fixture
async def course(cast: Cast) -> UUID:
    return await training.add_course(make.course("Crisis work"), by=cast.amara.principal, now=NOW)


async def test_a_class_says_who_paid_and_leads_to_counting_the_people_from_outside_who_were_in_it(
    cast: Cast, hr: httpx.AsyncClient, award: UUID, course: UUID
) -> None:
    by = cast.amara.principal
    await people.record_role(cast.ben_himself, make.role("clinician", cast.program), by=by, now=NOW)
    sheet = {"id": str(uuid4()), "course": str(course), "mode": "in-person", "proof": "document-seen", **DAY}
    sheet |= {"people": str(cast.ben_himself), "hours": "2"}

    assert problems(await hr.post("/classes/new", data=sheet | {"paid": str(uuid4())})) == ["paid"]
    done = await hr.post("/classes/new", data=sheet | {"paid": str(award)})
    page = Markup((await hr.get(done.headers["Location"])).text)

    (mine,) = await training.completions(cast.ben_himself, by=by)
    assert mine.value.paid_by == Payer(award)
    (link,) = {each for each in page.links if each.startswith("/head-counts?")}
    asked = {key: value for key, (value,) in parse_qs(urlsplit(link).query).items()}
    assert asked == {"course": str(course), "hours": "2:00", "paid": str(award), **DAY}
    shown = (await hr.get(link)).text
    form = Markup(shown)
    assert (form.faults, {name: form.fields[name] for name in DAY}) == ([], DAY)
    assert (f'value="{award}" selected' in shown, f'value="{course}" selected' in shown) == (True, True)


async def test_people_from_outside_are_counted_corrected_and_withdrawn(
    cast: Cast, hr: httpx.AsyncClient, award: UUID, course: UUID
) -> None:
    by, said = cast.amara.principal, {"id": str(uuid4()), "course": str(course), **DAY, "paid": str(award)}
    for changed, field in (
        ({"workforce": "other", "people": "0"}, "people"),
        ({"workforce": "other", "people": "25", "year": "2027"}, "completed-day"),
        ({"people": "25"}, "workforce"),
    ):
        assert problems(await hr.post("/head-counts", data=said | changed)) == [field]

    done = await hr.post("/head-counts", data=said | {"people": "25", "workforce": "unknown"})

    assert done.headers["Location"] == f"/head-counts?recorded={said['id']}"
    which = UUID(said["id"])
    found = await head_counts.head_count(which, by=by)
    assert (found.value.people, found.value.held_on, found.value.workforce) == (25, ON, None)
    page = Markup((await hr.get(f"/head-counts/{which}")).text)
    assert (page.faults, page.fields["people"]) == ([], "25")
    again = said | {"people": "24", "workforce": "other", "version": page.fields["version"]}
    assert problems(await hr.post(f"/head-counts/{which}", data=again)) == ["because"]
    await hr.post(f"/head-counts/{which}", data=again | {"because": "one left"})
    late = await hr.post(f"/head-counts/{which}", data=again | {"because": "one left"})
    assert "Nothing was recorded: somebody changed it since" in Markup(late.text).words
    found = await head_counts.head_count(which, by=by)
    assert (found.value.people, found.value.workforce, found.value.paid_by) == (24, Workforce.OTHER, Payer(award))
    listed = Markup((await hr.get("/head-counts")).text)
    assert "24 people · Crisis work, September 14, 2026 · Outside mental health" in listed.words
    why = {"version": str(found.version), "because": "another class"}
    assert (await hr.post(f"/head-counts/{which}/withdraw", data=why)).status_code == 303
    assert await head_counts.head_counts(by=by) == []


async def test_who_paid_is_said_of_what_is_ticked_and_of_nothing_else(
    cast: Cast, hr: httpx.AsyncClient, award: UUID, course: UUID
) -> None:
    by, ben = cast.amara.principal, cast.ben_himself
    ids = [
        await training.record_completion(ben, make.completion(course, day), by=by, now=NOW)
        for day in (ON, date(2026, 8, 3), None)
    ]
    assert problems(await hr.post("/paid", data={"paid": ""})) == ["paid", "which"]

    done = await hr.post("/paid", data={"paid": "elsewhere", "which": [f"{course} {ON}", str(course)]})

    assert done.headers["Location"] == "/paid?said=2"
    said = [(await training.completion(each, by=by)).value.paid_by for each in ids]
    assert said == [Payer(), None, Payer()]
    page = Markup((await hr.get("/paid?said=2")).text)
    assert page.faults == []
    assert ("August 3, 2026" in page.words, "September 14, 2026" in page.words) == (True, False)


async def test_the_workforce_of_a_role_is_said_reviewed_and_withdrawn(cast: Cast, hr: httpx.AsyncClient) -> None:
    by = cast.amara.principal
    await people.record_role(cast.ben_himself, make.role("clinician", cast.program), by=by, now=NOW)
    said = {"id": str(uuid4()), "role": "clinician"}
    assert problems(await hr.post("/workforces", data={"id": str(uuid4()), "role": "wizard"})) == ["role", "workforce"]

    await hr.post("/workforces", data=said | {"workforce": "other"})

    which = UUID(said["id"])
    page = Markup((await hr.get(f"/workforces/{which}")).text)
    assert page.faults == []
    again = {"version": page.fields["version"], "workforce": "mental-health", "because": "they treat people"}
    assert (await hr.post(f"/workforces/{which}", data=again)).status_code == 303
    found = await workforces.workforce(which, by=by)
    assert (found.value.role, found.value.workforce, found.value.reviewed_on) == (
        "clinician",
        Workforce.MENTAL_HEALTH,
        TODAY,
    )
    why = {"version": str(found.version), "because": "not agreed yet"}
    assert (await hr.post(f"/workforces/{which}/withdraw", data=why)).status_code == 303
    assert "clinician" in await workforces.unsaid_roles(by=by)


async def test_hr_of_one_program_reads_what_is_said_of_the_agency_and_says_none_of_it(
    cast: Cast, looking: Looker, course: UUID
) -> None:
    hana = await looking(await join(cast.amara, Role.HR, program=cast.program))

    for path in ("/head-counts", "/workforces"):
        page = await hana.get(path)
        assert (page.status_code, '<form method="post" action="' + path in page.text) == (200, False)
        assert (await hana.post(path, data={"id": str(uuid4())})).status_code == 403
