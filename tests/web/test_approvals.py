"""The page about who approved a course: what is on record, a form for more, one to correct it, and its withdrawal."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import httpx
import pytest

from muster.domain.access import Role
from muster.domain.intervals import Interval
from muster.rules.packs import shipped_text
from muster.services import approvals, packs, training
from tests import make
from tests.cast import NOW, Cast, join
from tests.web.conftest import Looker
from tests.web.markup import Markup
from tests.web.test_training import problems

Sent = dict[str, str]


@pytest.fixture
async def course(cast: Cast) -> UUID:
    return await training.add_course(make.course("Crisis team basics"), by=cast.amara.principal, now=NOW)


@pytest.fixture
def form() -> Sent:
    day = {"first-day": "1", "first-month": "Jan", "first-year": "2026"}
    last = {"last-day": "31", "last-month": "12", "last-year": "2026"}
    return {"id": str(uuid4()), "authority": "MDH", "reference": "List of January"} | day | last


async def test_an_approval_is_recorded_once_however_often_the_form_is_sent(
    cast: Cast, hr: httpx.AsyncClient, course: UUID, form: Sent
) -> None:
    by, there = cast.amara.principal, f"/courses/{course}/approvals"
    await packs.adopt_pack(shipped_text("md-mct"), since=make.LONG_AGO, by=by, now=NOW)
    empty = Markup((await hr.get(there)).text)
    assert (empty.faults, "Nobody has said yet" in empty.words) == ([], True)
    assert "ask for: MDH" in empty.words

    sent = [await hr.post(there, data=form | {"topics": "bloodborne-pathogens"}) for _ in range(2)]

    assert {each.headers["Location"] for each in sent} == {f"{there}?recorded={form['id']}"}
    (found,) = await approvals.approvals(course, by=by)
    assert (found.value.authority, found.value.reference) == ("MDH", "List of January")
    assert (found.value.topics, str(found.value.during.last)) == (frozenset({"bloodborne-pathogens"}), "2026-12-31")
    page = Markup((await hr.get(there)).text)
    assert "January 1, 2026 to December 31, 2026" in page.words


async def test_a_mistake_is_told_beside_its_question_and_nothing_that_was_typed_is_lost(
    cast: Cast, hr: httpx.AsyncClient, course: UUID, form: Sent
) -> None:
    there = f"/courses/{course}/approvals"

    for changed, field in (
        ({"authority": ""}, "authority"),
        ({"first-month": "13"}, "first-month"),
        ({"last-year": "2025"}, "last-day"),
    ):
        reply = await hr.post(there, data=form | changed)
        assert problems(reply) == [field]
        assert Markup(reply.text).fields["reference"] == "List of January"
    assert await approvals.approvals(course, by=cast.amara.principal) == []


async def test_it_is_corrected_with_a_reason_and_withdrawn(
    cast: Cast, hr: httpx.AsyncClient, course: UUID, form: Sent
) -> None:
    by = cast.amara.principal
    which = await approvals.record_approval(make.approval(course), by=by, now=NOW)
    page = Markup((await hr.get(f"/approvals/{which}")).text)
    assert (page.faults, page.fields["authority"]) == ([], "WA HCA")
    said = form | {"version": page.fields["version"], "last-day": "", "last-month": "", "last-year": ""}

    assert problems(await hr.post(f"/approvals/{which}", data=said)) == ["because"]
    done = await hr.post(f"/approvals/{which}", data=said | {"because": "the list of June"})
    late = await hr.post(f"/approvals/{which}", data=said | {"because": "again"})

    assert done.headers["Location"] == f"/courses/{course}/approvals?recorded={which}"
    assert "Nothing was recorded: somebody changed it since" in Markup(late.text).words
    found = await approvals.approval(which, by=by)
    assert (found.value.authority, found.value.during) == ("MDH", Interval(date(2026, 1, 1)))
    why = {"version": str(found.version)}
    unsaid = await hr.post(f"/approvals/{which}/withdraw", data=why)
    assert problems(unsaid) == ["why-withdrawn"]
    assert Markup(unsaid.text).fields["reference"] == "List of January", "the other form says what it said"
    gone = await hr.post(f"/approvals/{which}/withdraw", data=why | {"because": "another course"})
    assert gone.headers["Location"] == f"/courses/{course}/approvals?withdrawn={which}"
    assert await approvals.approvals(course, by=by) == []


async def test_hr_of_one_program_reads_approvals_and_records_none(
    cast: Cast, looking: Looker, course: UUID, form: Sent
) -> None:
    hana = await looking(await join(cast.amara, Role.HR, program=cast.program))

    page = Markup((await hana.get(f"/courses/{course}/approvals")).text)

    assert (page.faults, "Record an approval" in page.words) == ([], False)
    assert (await hana.post(f"/courses/{course}/approvals", data=form)).status_code == 403
