"""The invented spreadsheets are what they say: as long, the same every time, and nothing in them in doubt."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import bare, bare_load, drawing, reporting, spreadsheets
from benchmarks.forms import FULL, SHORT, TINY
from benchmarks.importing import brought_in, payroll_files, planned, training_files, unchanged
from benchmarks.loading import Loaded, Stage
from benchmarks.spreadsheets import QUARTER, WEEKDAYS
from benchmarks.workload import Size
from muster.domain.importing.planning.plan import Kind, Step
from muster.persistence.embedded import Embedded
from muster.reports.document import Table
from muster.rules import packs

TEN = Size(10, records=3)


@pytest.fixture
def stage(server: Embedded) -> Stage:
    return Stage(server)


@pytest.fixture
async def loaded(stage: Stage) -> Loaded:
    return await stage.founded("spreadsheets", TEN)


def test_the_same_seed_gives_the_same_files() -> None:
    assert spreadsheets.training(TEN) == spreadsheets.training(TEN)
    assert spreadsheets.training(TEN) != spreadsheets.training(Size(10, records=3, seed=12))
    assert spreadsheets.payroll(TEN, WEEKDAYS[:2]) == spreadsheets.payroll(TEN, WEEKDAYS[:2])


@pytest.mark.parametrize("form", [SHORT, FULL], ids=["short", "full"])
def test_what_is_brought_in_has_ten_thousand_rows(form: object) -> None:
    size = SHORT.brought if form is SHORT else FULL.brought
    roster, learned = spreadsheets.training(size)
    worked = spreadsheets.payroll(size, WEEKDAYS[: size.records + 1])

    assert (roster.rows, learned.rows, worked.rows) == (1_000, 9_000, 10_000)
    assert [each.content.count(b"\n") for each in (roster, learned, worked)] == [1_001, 9_001, 10_001]


def test_the_quarter_has_sixty_six_weekdays_and_everybody_was_trained_before_it() -> None:
    people = list(spreadsheets.staff(Size(500, records=10)))

    assert len(WEEKDAYS) == 66
    assert len({each.number for each in people}) == len({each.email for each in people}) == 500
    assert len({f"{each.first} {each.last}" for each in people}) < 500  # namesakes, as there are
    assert all(len(each.completed) == 10 and max(each.completed) < QUARTER.start for each in people)


def test_the_pack_asks_for_each_course_every_year() -> None:
    read = packs.parse(spreadsheets.rules(TEN), source="the benchmark's pack")

    assert [each.topics for each in read.requirements] == [{"topic-01"}, {"topic-02"}, {"topic-03"}]


async def test_the_bare_load_makes_as_many_facts_as_the_plan_and_leaves_nothing(loaded: Loaded, tmp_path: Path) -> None:
    training = training_files(loaded)
    async with loaded.connected(), bare.signed_in(loaded) as raw:
        plan = await planned(loaded, training)
        made = [await bare_load.training(raw, loaded, training) for _ in range(2)]
        again = await planned(loaded, training)

        assert made == [len(plan.writes), len(plan.writes)] == [10 * 5 + 3 + 10 * 3] * 2
        assert plan.counts() == again.counts()
        assert plan.counts()[Kind.COMPLETION][Step.CREATE] == 30

        await brought_in(loaded, [*training, *spreadsheets.award()], kept=tmp_path)
        days = payroll_files(loaded)
        paid = await planned(loaded, days)
        assert await bare_load.payroll(raw, loaded, days) == len(paid.writes) == 10 * 4 * 2
        await brought_in(loaded, days, kept=tmp_path)
        await unchanged(loaded, days)
        with pytest.raises(RuntimeError, match="not on record"):
            await unchanged(loaded, payroll_files(loaded, later=True))


async def test_the_report_is_of_everybody_charged_every_day_and_reads_what_the_bare_read_reads(stage: Stage) -> None:
    loaded = await reporting.charged(stage, TINY.charged)
    async with loaded.connected(), bare.signed_in(loaded) as raw:
        view = await reporting.report(loaded)
        rows = await reporting.read(raw, loaded)

    assert len(view.people) == TINY.charged.people == 10
    assert view.minutes.whole == 10 * 66 * 480
    assert view.cents is not None
    assert view.cents.whole == 10 * 66 * 8 * 31_50
    assert not view.mismatches
    assert rows == 10 * (66 * 2 + 1 + 1 + 2) + 10 * (3 + 10)  # days, shares, rates, names; then facts


def test_what_is_drawn_is_a_table_of_so_many_rows_the_same_every_time() -> None:
    (table,) = drawing.document(100).blocks

    assert isinstance(table, Table)
    assert len(table.rows) == 100
    assert drawing.document(100) == drawing.document(100)
