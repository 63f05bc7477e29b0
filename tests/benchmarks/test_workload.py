"""The benchmarks measure what they say: the workload has its shape, and every figure can be taken."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from benchmarks import bare
from benchmarks.__main__ import FIGURES, run, table
from benchmarks.forms import FULL, SHORT, TINY
from benchmarks.loading import Stage
from benchmarks.measure import Figure, packed, unpacked
from benchmarks.statewide import quarter, quarter_after, quarter_first
from benchmarks.verification import verify
from benchmarks.workload import DAY, KINDS, QUARTER, ROLE, Size, members, pack
from muster.domain.facts import Facts
from muster.domain.findings import Reason, Standing
from muster.domain.standing.engine import standings
from muster.persistence.embedded import Embedded
from muster.rules import packs

FIFTY = Size(50)


@pytest.fixture
def stage(server: Embedded) -> Stage:
    return Stage(server)


def test_the_same_seed_gives_the_same_people() -> None:
    assert list(members(FIFTY)) == list(members(FIFTY))
    assert list(members(FIFTY)) != list(members(Size(50, seed=12)))


def test_everybody_has_a_job_a_role_and_five_cards_that_end_around_the_day() -> None:
    people = list(members(Size(2_000)))
    cards = [card for each in people for card in each.credentials]
    ends = [(card.valid_through - DAY).days for card in cards if card.valid_through]

    assert len({each.id for each in people}) == 2_000
    assert {len(each.credentials) for each in people} == {5}
    assert len(ends) == 10_000
    assert (min(ends), max(ends)) == (-200, 720)
    assert {card.kind for card in cards} == set(KINDS)
    assert all(DAY in each.job.validity and DAY in each.role.validity for each in people)
    assert {each.role.role for each in people} == {ROLE}
    assert all(card.issued_on and card.issued_on <= DAY - timedelta(days=9) for card in cards)


def test_a_program_holds_five_thousand_people_at_most() -> None:
    programs = Counter(each.role.program for each in members(Size(10_000, records=0)))

    assert sorted(programs.values()) == [5_000, 5_000]


def test_the_pack_asks_for_each_of_ten_kinds() -> None:
    read = packs.parse(pack(), source="the benchmark's pack")

    assert [[kind.id for kind in each.kinds] for each in read.requirements] == [[kind] for kind in KINDS]


def test_the_forms_are_as_big_as_promised() -> None:
    assert (SHORT.main.people, SHORT.main.facts, SHORT.dense.facts, SHORT.small.facts) == (
        10_000,
        50_000,
        100_000,
        10_000,
    )
    assert (FULL.main.people, FULL.main.facts, FULL.dense.facts, FULL.small.facts) == (
        100_000,
        500_000,
        1_000_000,
        10_000,
    )
    assert all(form.main.people == 2 * form.half.people for form in (SHORT, FULL, TINY))


async def test_what_is_loaded_is_what_was_built_and_its_ledger_holds(stage: Stage) -> None:
    rules = packs.parse(pack(), source="the benchmark's pack").requirements
    expected: Counter[Standing] = Counter()
    for each in members(FIFTY):
        facts = Facts((each.role,), (each.job,), (), each.credentials)
        for rule in rules:
            for start, end, standing in standings(rule, facts, period=QUARTER):
                expected[standing] += (end - start).days

    loaded = unpacked(packed(await stage.loaded(FIFTY)))
    async with loaded.connected(), bare.signed_in(loaded) as raw:
        counted = await quarter(loaded)
        verified = await verify(loaded)
        rows = await bare.facts(raw, loaded)
        kept = [await quarter_first(loaded), await quarter_after(loaded)]

    assert counted.days == expected
    assert kept == [counted, counted], "a completion that no rule asks for changes nothing"
    assert {each.reason for each in expected} == {Reason.HELD, Reason.LAPSED, Reason.MISSING}
    assert verified.leaves == 50 + 5  # and the agency, its administrator, the program, the pack and the course
    assert rows == 50 * (1 + 1 + 1 + 5)


@pytest.mark.prove
async def test_every_figure_can_be_taken(stage: Stage) -> None:
    figures, machine = await run(TINY, list(FIGURES), on=stage)

    printed = table(figures)
    assert all(each.ratio > 0 for each in figures)
    assert all(each.peak for each in figures if not each.name.startswith("served"))  # by the application itself
    assert all(name in printed for name in ("matrix, findings", "statewide memory", "one person", "program page"))
    assert all(name in printed for name in ("import, payroll", "import, again", "grant report, view", "table, PDF"))
    assert machine["cores"]


def test_a_figure_knows_whether_it_meets_its_target() -> None:
    figure = Figure("a", "b", "c", muster=(3.0, 9.0, 2.0), bare=(1.0, 1.0, 2.0), most=3.0)

    assert (figure.ratio, figure.spread, figure.met) == (3.0, (1.0, 9.0), True)
    assert Figure("a", "b", "c", (1.0,), (2.0,), most=1.2, least=0.8).met is False
    assert Figure("a", "b", "c", (1.0,), (2.0,)).met is None
