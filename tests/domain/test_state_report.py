"""The state report: who meets what in each program, and who works where."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from muster.domain.reporting.parts import content_hash
from tests.reports import invented
from tests.reports.invented import OTHER_PROGRAM

VIEW = invented.state()
CLEAN = invented.state(invented.clean())


def test_a_clean_quarter_has_nobody_to_report() -> None:
    assert CLEAN.exceptions == ()
    assert (CLEAN.people, CLEAN.met, CLEAN.not_bound) == (6, 6, 0)
    assert CLEAN.answer == "All 6 people who held a role met every required rule on every day of the period."


def test_each_bound_person_stands_in_one_count_by_their_worst_day() -> None:
    shown = {each.requirement: each for each in VIEW.requirements}

    peers, yearly = shown["example-peer-support/peer-certification"], shown["harbor-safety/bloodborne-pathogens"]
    assert (peers.bound, peers.met, peers.under_condition, peers.in_review, peers.not_met) == (2, 0, 1, 1, 0)
    assert (yearly.bound, yearly.met, yearly.under_condition, yearly.in_review, yearly.not_met) == (6, 4, 0, 1, 1)
    assert (VIEW.met, VIEW.under_condition, VIEW.in_review, VIEW.not_met) == (2, 1, 2, 1)


def test_a_condition_of_an_award_is_no_rule_of_the_state_report() -> None:
    assert "harbor-award-conditions" not in {each.pack for each in VIEW.packs}


def test_exceptions_are_runs_of_days_with_the_paragraph_and_the_cure() -> None:
    ben = [each for each in VIEW.exceptions if each.name == "Ben Abdi"]

    assert [(each.first, each.last, each.days, each.why.reason) for each in ben] == [
        (date(2026, 8, 4), date(2026, 8, 17), 14, "lapsed"),
        (date(2026, 8, 18), date(2026, 8, 18), 1, "late"),
    ]
    assert {each.why.cite for each in ben} == {"29 CFR 1910.1030(g)(2)"}
    assert ben[0].why.cured_on == date(2026, 8, 18)


def test_a_requirement_that_bound_nobody_is_shown_with_nobody() -> None:
    without_peers = tuple(each for each in invented.clean() if each.facts.roles[0].role != "peer-support-specialist")

    (shown,) = (each for each in invented.state(without_peers).requirements if each.pack == "example-peer-support")

    assert (shown.bound, shown.met) == (0, 0)


def test_each_funded_partnership_shows_the_staff_it_brings() -> None:
    assert [
        (each.partner, each.people, each.minutes // 60, each.fte_hundredths, each.roles) for each in VIEW.staffing
    ] == [
        ("Harbor 988 Center", 5, 2376, 4_50, ("clinician", "emt", "peer-support-specialist")),
        ("Harbor Police Department", 1, 528, 1_00, ("peer-support-specialist",)),
        ("Northside Housing", 0, 0, 0, ()),
    ]


def test_whoever_serves_in_another_program_is_not_in_it() -> None:
    ines, *others = invented.clean()
    elsewhere = replace(ines.facts, roles=tuple(replace(each, program=OTHER_PROGRAM) for each in ines.facts.roles))

    view = invented.state((ines._replace(facts=elsewhere), *others))

    assert view.people == 5
    assert sum(each.people for each in view.staffing) == 5


def test_the_same_records_in_another_order_give_the_same_hash() -> None:
    assert invented.state(invented.planted()[::-1]) == VIEW
    assert content_hash(VIEW) == VIEW.content_hash
