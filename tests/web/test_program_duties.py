"""The page of what a program itself owes: how it stands, a form for what it did, and one to correct or withdraw it."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import httpx
import pytest

from muster.domain.adopting.adoptions import Stated
from muster.services import packs, people, program_duties
from tests import make
from tests.cast import NOW, TODAY, Cast
from tests.web.markup import Markup
from tests.web.test_training import problems

Sent = dict[str, str]


@pytest.fixture
def form() -> Sent:
    return {
        "id": str(uuid4()),
        "duty": "owed/plan",
        "day": "30",
        "month": "June",
        "year": "2026",
        "reference": "Binder",
    }


async def test_a_duty_is_shown_with_its_day_and_recorded_once_however_often_it_is_sent(
    cast: Cast, hr: httpx.AsyncClient, form: Sent
) -> None:
    by, there = cast.amara.principal, f"/programs/{cast.program}/duties"
    assert "asks anything of the program itself" in Markup((await hr.get(there)).text).words
    await packs.adopt_pack(make.OWED, since=make.LONG_AGO, program=cast.program, by=by, now=NOW)
    page = Markup((await hr.get(there)).text)
    assert (page.faults, "Not met" in page.words, "Example Code 1" in page.words) == ([], True, True)
    assert there in Markup((await hr.get("/packs")).text).links

    sent = [await hr.post(there, data=form) for _ in range(2)]

    assert {each.headers["Location"] for each in sent} == {f"{there}?recorded={form['id']}"}
    (found,) = await program_duties.duties_done(cast.program, by=by)
    assert (found.value.duty, found.value.reference) == ("owed/plan", "Binder")
    assert "Good through June 30, 2027" in Markup((await hr.get(there)).text).words


async def test_the_day_of_an_application_tells_who_of_the_staff_had_not_all_of_it(
    cast: Cast, hr: httpx.AsyncClient
) -> None:
    by, applied, there = cast.amara.principal, date(2026, 3, 2), f"/programs/{cast.program}/duties"
    ines = await people.add_person(make.identity("Ines Ray"), by=by, now=NOW)
    await people.record_employment(ines, make.employment(), by=by, now=NOW)
    await people.record_role(ines, make.role(program=cast.program), by=by, now=NOW)
    text = packs.shipped_text("wa-mrrct")
    await packs.adopt_pack(text, since=TODAY, program=cast.program, stated=Stated(applied), by=by, now=NOW)

    page = Markup((await hr.get(there)).text)
    (test,) = (await hr.get(f"/api/v1{there}")).json()["applications"]

    assert page.faults == []
    assert "On the day it applied, March 2, 2026" in page.words
    assert "0 of 1 person hired before had all that it asks by then." in page.words
    assert f"/people/{ines}" in page.links
    assert (test["pack"], test["applied_on"], test["verdict"]) == ("wa-mrrct", "2026-03-02", "not_met")
    assert [each["person"] for each in test["people"]] == [str(ines)]
    assert "wa-mrrct/naloxone" in test["people"][0]["by"]


async def test_a_mistake_is_told_beside_its_question(cast: Cast, hr: httpx.AsyncClient, form: Sent) -> None:
    by, there = cast.amara.principal, f"/programs/{cast.program}/duties"
    await packs.adopt_pack(make.OWED, since=make.LONG_AGO, program=cast.program, by=by, now=NOW)

    for changed, field in (
        ({"duty": "owed/plans"}, "duty"),
        ({"year": "2031"}, "done-day"),
        ({"document": "ab"}, "document"),
    ):
        reply = await hr.post(there, data=form | changed)
        assert problems(reply) == [field]
        assert Markup(reply.text).fields["reference"] == "Binder"
    assert await program_duties.duties_done(cast.program, by=by) == []


async def test_it_is_corrected_with_a_reason_and_withdrawn(cast: Cast, hr: httpx.AsyncClient, form: Sent) -> None:
    by = cast.amara.principal
    await packs.adopt_pack(make.OWED, since=make.LONG_AGO, program=cast.program, by=by, now=NOW)
    which = await program_duties.record_duty(make.duty_done(cast.program), by=by, now=NOW)
    page = Markup((await hr.get(f"/duties-done/{which}")).text)
    said = form | {"version": page.fields["version"], "day": "1", "month": "7"}

    assert problems(await hr.post(f"/duties-done/{which}", data=said)) == ["because"]
    done = await hr.post(f"/duties-done/{which}", data=said | {"because": "the minutes say so"})
    late = await hr.post(f"/duties-done/{which}", data=said | {"because": "again"})

    assert done.headers["Location"] == f"/programs/{cast.program}/duties?recorded={which}"
    assert "Nothing was recorded: somebody changed it since" in Markup(late.text).words
    found = await program_duties.duty_done(which, by=by)
    assert str(found.value.done_on) == "2026-07-01"
    why = {"version": str(found.version)}
    unsaid = await hr.post(f"/duties-done/{which}/withdraw", data=why)
    assert problems(unsaid) == ["why-withdrawn"]
    assert Markup(unsaid.text).fields["day"] == "1", "the other form says what it said"
    gone = await hr.post(f"/duties-done/{which}/withdraw", data=why | {"because": "of another program"})
    assert gone.headers["Location"] == f"/programs/{cast.program}/duties?withdrawn={which}"
    assert await program_duties.duties_done(cast.program, by=by) == []
