"""The page of a program's responses: a quarter counted and measured, a form for one, and one to correct it."""

from __future__ import annotations

from uuid import UUID, uuid4

import httpx
import pytest

from muster.domain.adopting.adoptions import Stated
from muster.services import packs, responses
from tests import make
from tests.cast import NOW, Cast
from tests.web.markup import Markup
from tests.web.test_training import problems

Sent = dict[str, str]


@pytest.fixture
def form() -> Sent:
    sent = {"id": str(uuid4()), "day": "20", "month": "November", "year": "2026", "at": "9:04 pm"}
    return sent | {"by": "988-hub", "place": "urban", "setting-out": "4", "arriving": "23", "backup": "none"}


async def test_a_response_is_recorded_once_shown_counted_and_measured(
    cast: Cast, hr: httpx.AsyncClient, form: Sent
) -> None:
    by, there = cast.amara.principal, f"/programs/{cast.program}/responses"
    text, stated = packs.shipped_text("wa-mrrct-payment"), Stated(circumstances=("urban",))
    await packs.adopt_pack(text, since=make.LONG_AGO, program=cast.program, stated=stated, by=by, now=NOW)

    sent = [await hr.post(there, data=form | {"call-type": "Suicide concern"}) for _ in range(2)]

    assert {each.headers["Location"] for each in sent} == {f"{there}?from=2026-11-20&recorded={form['id']}"}
    page = Markup((await hr.get(there)).text)
    assert page.faults == []
    assert "1 of 1, 100.0 percent" in page.words
    assert "November 20, 2026, 21:04" in page.words
    assert "Suicide concern" in page.words
    duties = Markup((await hr.get(f"/programs/{cast.program}/duties")).text)
    assert there in duties.links
    assert ("For an additional payment" in duties.words, "Recommended" in duties.words) == (True, False)
    other = await hr.post(there, data=form | {"arriving": "24"})
    assert (other.status_code, "this form has been used before" in Markup(other.text).words) == (422, True)
    assert "0 responses on record" in Markup((await hr.get(f"{there}?from=2026-09-30")).text).words


async def test_each_mistake_is_told_beside_its_question(cast: Cast, hr: httpx.AsyncClient, form: Sent) -> None:
    there = f"/programs/{cast.program}/responses"
    for wrong, fields in (
        ({"at": "late"}, ["at"]),
        ({"by": "", "place": "town"}, ["by", "place"]),
        ({"setting-out": "soon"}, ["setting-out"]),
        ({"arriving": "3"}, ["arriving"]),
        ({"day": "30"}, ["sent-day"]),
        ({"month": "March", "day": "8", "at": "2:30"}, ["at"]),
        ({"month": "11", "day": "1", "at": "1:30"}, ["again"]),
    ):
        assert problems(await hr.post(there, data=form | wrong)) == fields, wrong


async def test_a_time_that_the_clock_showed_twice_is_asked_about(cast: Cast, hr: httpx.AsyncClient, form: Sent) -> None:
    by, night = cast.amara.principal, form | {"day": "1", "at": "1:30"}
    there, answers = f"/programs/{cast.program}/responses", {"no": 6, "yes": 7}
    for again, hour in answers.items():
        which = str(uuid4())
        assert (await hr.post(there, data=night | {"id": which, "again": again})).status_code == 303
        found = (await responses.response(UUID(which), by=by)).value.response
        assert found.dispatched_at.utctimetuple()[3:5] == (hour, 30)
        page = Markup((await hr.get(f"/responses/{which}")).text)
        assert page.faults == []


async def test_it_is_corrected_and_withdrawn_with_a_reason(cast: Cast, hr: httpx.AsyncClient, form: Sent) -> None:
    by, shift = cast.amara.principal, None
    which = await responses.record_response(make.response(cast.program, shift=shift), by=by, now=NOW)
    version = str((await responses.response(which, by=by)).version)
    said = form | {"version": version, "arriving": "", "outcome": "Stayed in place"}

    assert problems(await hr.post(f"/responses/{which}", data=said)) == ["because"]
    done = await hr.post(f"/responses/{which}", data=said | {"because": "nobody took the time"})
    late = await hr.post(f"/responses/{which}", data=said | {"because": "again"})

    assert done.status_code == 303
    assert "Nothing was recorded: somebody changed it since" in Markup(late.text).words
    found = (await responses.response(which, by=by)).value.response
    assert (found.arrived_after, found.outcome) == (None, "stayed-in-place")
    current = str((await responses.response(which, by=by)).version)
    assert problems(await hr.post(f"/responses/{which}/withdraw", data={"version": current})) == ["why-withdrawn"]
    gone = await hr.post(f"/responses/{which}/withdraw", data={"version": current, "because": "of another program"})
    assert gone.headers["Location"].startswith(f"/programs/{cast.program}/responses?from=2026-11-20&withdrawn=")
    assert (await hr.get(f"/responses/{which}")).status_code == 404
