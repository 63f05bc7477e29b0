"""The pages of awards: the paper to look at first, how its day is counted, what counts, the lines of the form."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import httpx
import pytest

from muster.services import awards, figures, indirect, packs, papers
from tests import make
from tests.cast import NOW, Cast
from tests.web.markup import Markup

MADE, ENDS = date(2025, 10, 1), date(2026, 9, 30)


@pytest.fixture
async def award(cast: Cast) -> UUID:
    """An award that ended in September, of an agency that goes by the rules of federal awards."""
    by = cast.amara.principal
    await packs.adopt_pack(packs.shipped_text("us-grants"), since=date(2024, 10, 1), by=by, now=NOW)
    said = replace(make.award("CR-1", start=MADE, through=ENDS), report_due_days=None, awarded_on=MADE)
    return await awards.add_award(said, by=by, now=NOW)


async def test_the_list_names_the_paper_to_look_at_first(award: UUID, amara: httpx.AsyncClient) -> None:
    page = Markup((await amara.get("/awards")).text)

    assert page.faults == []
    assert "Crisis response Award CR-1 · SAMHSA · October 1, 2025 to September 30, 2026" in page.words
    assert "296 days late Financial report, October 1, 2025 to December 31, 2025" in page.words
    assert "6 papers are late." in page.words


async def test_of_papers_that_nobody_says_the_day_of_those_press_whose_days_are_over_soon(
    cast: Cast, amara: httpx.AsyncClient
) -> None:
    said = replace(make.award("CR-9", through=date(2028, 9, 30)), report_due_days=None)
    which = await awards.add_award(said, by=cast.amara.principal, now=NOW)

    page = Markup((await amara.get(f"/awards/{which}")).text)

    assert "Needs review Financial report October 1, 2026 to December 31, 2026" in page.words
    pressing, later = page.words.split("14 other papers: sent, or due later")
    assert (pressing.count("Needs review"), later.count("Needs review")) == (2, 14)


async def test_an_award_says_how_each_day_is_counted_and_a_paper_is_recorded_from_beside_it(
    award: UUID, amara: httpx.AsyncClient, cast: Cast
) -> None:
    page = Markup((await amara.get(f"/awards/{award}")).text)
    assert (
        "October 1, 2025 to December 31, 2025 December 31, 2025 and 30 days is January 30, 2026. 2 CFR 200.328."
        in page.words
    )
    assert "It comes from the funder: your agency is the recipient. Made on October 1, 2025." in page.words

    form = Markup((await amara.get(f"/awards/{award}/papers?of=liquidation/2026-09-30")).text)
    sent = form.fields | {"paper": "liquidation/2026-09-30", "sent-day": "2"}
    done = await amara.post(f"/awards/{award}/papers", data=sent)

    assert (done.status_code, form.fields["sent-month"]) == (303, "11")
    (record,) = await papers.papers_sent(award, by=cast.amara.principal)
    assert (record.value.sent_on, record.value.of_end) == (date(2026, 11, 2), ENDS)
    shown = Markup((await amara.get(done.headers["Location"])).text)
    assert "In time Everything owed is paid" in shown.words
    assert "Sent on November 2, 2026." in shown.words


async def test_what_cannot_be_right_is_told_at_its_field_and_nothing_is_recorded(
    award: UUID, amara: httpx.AsyncClient, cast: Cast
) -> None:
    tomorrow = {"paper": "liquidation/2026-09-30", "sent-day": "23", "sent-month": "11", "sent-year": "2026"}
    loose = {"category": "subaward", "dollars": "12,50", "subaward": ""}

    late = Markup((await amara.post(f"/awards/{award}/papers", data=tomorrow)).text)
    cost = Markup((await amara.post(f"/awards/{award}/costs", data=loose)).text)
    report = Markup((await amara.post(f"/awards/{award}/figures", data={"through": "2026-06-29", "a": "-1"})).text)

    assert "Day it was sent: found “23 11 2026”. Expected: a day up to today, November 22, 2026." in late.words
    assert (
        "How much, in dollars: found “12,50”. Expected: an amount of dollars. Write it as 12500 or 12,500.50."
        in cost.words
    )
    assert (
        "Number of the subaward: nothing is chosen or written here. Expected: the number of the subaward." in cost.words
    )
    assert "Line 10a, Cash receipts: found “-1”. Expected: an amount of dollars." in report.words
    by = cast.amara.principal
    assert await papers.papers_sent(award, by=by) == []
    assert await indirect.costs(award, by=by) == []
    assert await figures.figures_of(award, by=by) == []


async def test_what_counts_and_how_each_line_is_worked_out_are_shown(
    award: UUID, amara: httpx.AsyncClient, cast: Cast
) -> None:
    month = {"first-day": "1", "first-month": "10", "first-year": "2025"}
    month |= {"last-day": "31", "last-month": "10", "last-year": "2025"}
    cost = {"category": "subaward", "dollars": "$120,000", "subaward": "S-1"} | month
    lines = {"a": "330", "b": "310", "d": "500", "e": "310", "f": "40", "i": "100", "j": "60", "l": "5", "n": "3"}
    report = {"through": "2026-06-30", "form": "4040-0014"} | lines

    for path, sent in (("costs", cost), ("figures", report)):
        assert (await amara.post(f"/awards/{award}/{path}", data=sent)).status_code == 303

    page = Markup((await amara.get(f"/awards/{award}")).text)
    assert page.faults == []
    assert "Subaward · S-1 Spent, in dollars 120,000.00 Counts 50,000.00" in page.words
    assert "15 % of $50,000.00 is $7,500.00." in page.words
    assert "g · Total federal share Dollars 350.00 How it is worked out e + f = 310.00 + 40.00" in page.words
    assert "o · Unexpended program income Dollars 2.00 How it is worked out l - n = 5.00 - 3.00" in page.words
    (record,) = await figures.figures_of(award, by=cast.amara.principal)
    form = Markup((await amara.get(f"/figures/{record.fact}")).text)
    both = form.fields | report | {"m": "1", "because": "both were used"}
    assert (await amara.post(f"/figures/{record.fact}", data=both)).status_code == 303
    assert "Both m and n are filled in" in Markup((await amara.get(f"/awards/{award}")).text).words
