"""The grant report, against errors planted to the minute."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from muster.catalogue import LANGUAGES, words
from muster.domain.charging import ChargeClass
from muster.domain.effort import EffortKind
from muster.domain.intervals import Interval
from muster.domain.ledger.leaves import canonical
from muster.domain.partnerships import PaperState
from muster.domain.reporting.exposures import Exposure, sentence_of
from muster.domain.reporting.grant_report import GrantView
from muster.domain.reporting.mismatches import MismatchKind
from muster.domain.reporting.parts import content_hash, plain
from muster.domain.words import ENGLISH
from tests.reports import invented
from tests.reports.invented import DAY, weekdays

VIEW = invented.grant()
CLEAN = invented.grant(invented.clean())


def only(name: str, reason: str) -> Exposure:
    (found,) = (each for each in VIEW.exceptions if (each.name, each.why.reason) == (name, reason))
    return found


def test_a_clean_quarter_has_nothing_to_report() -> None:
    assert (CLEAN.exceptions, CLEAN.conditions, CLEAN.mismatches) == ((), (), ())
    assert CLEAN.minutes.qualified == CLEAN.minutes.whole == 66 * (5 * DAY + 240)
    assert CLEAN.answer.startswith("All 2,904 hours charged to this award")


def test_a_lapse_in_mid_quarter_is_found_to_the_day_and_the_minute_with_its_paragraph() -> None:
    found = only("Ben Abdi", "lapsed")

    assert [each.on for each in found.days] == [
        day for day in weekdays() if date(2026, 8, 4) <= day <= date(2026, 8, 17)
    ]
    assert found.minutes == 10 * DAY
    assert (found.line, found.charged_as) == ("P-2", ChargeClass.NOT_QUALIFIED)
    assert found.why.cite == "29 CFR 1910.1030(g)(2)"
    assert found.why.cite in found.why.sentence
    assert (found.why.due_on, found.why.cured_on, found.why.days_late) == (date(2026, 8, 3), date(2026, 8, 18), 15)


def test_the_day_of_the_late_training_is_not_qualified_either() -> None:
    found = only("Ben Abdi", "late")

    assert [(each.on, each.minutes) for each in found.days] == [(date(2026, 8, 18), DAY)]


def test_a_charge_to_the_wrong_line_is_found_with_what_the_line_pays_for_and_what_was_held() -> None:
    found = only("Hoa Tran", "wrong-role")

    assert [(str(each.on), each.minutes) for each in found.days] == [("2026-09-02", DAY), ("2026-09-03", DAY)]
    assert (found.line, found.pays_for, found.holds) == ("P-1", "peer-support-specialist", ("emt",))
    assert found.why.sentence == (
        "Charged to a line that pays for peer support specialist; held on these days: EMT. (2 CFR 200.430(g))"
    )


def test_a_waiver_granted_afterwards_leaves_the_days_before_it_an_exception_with_the_day_of_the_grant() -> None:
    before, since = (
        next(each for each in shown if (each.name, each.why.reason) == ("Renée Peña", "waived"))
        for shown in (VIEW.exceptions, VIEW.conditions)
    )

    assert (before.charged_as, before.minutes) == (ChargeClass.UNPROVEN, 15 * DAY)
    assert [before.days[0].on, before.days[-1].on] == [date(2026, 8, 31), date(2026, 9, 18)]
    assert [(each.authority, each.granted_on) for each in before.waivers] == [("Program director", date(2026, 9, 21))]
    assert before.why.cite == "Example Admin. Code 100-1"
    assert (since.charged_as, since.days[0].on) == (ChargeClass.UNDER_CONDITION, date(2026, 9, 21))


def test_each_class_of_the_totals_is_what_was_planted() -> None:
    assert VIEW.minutes.parts() == {
        ChargeClass.QUALIFIED: VIEW.minutes.whole - 6240 - 23_040 - 19_680,
        ChargeClass.UNDER_CONDITION: 19_680,  # two graces, and the waiver from the day it was granted
        ChargeClass.UNPROVEN: 15 * DAY + 66 * 240,  # Renée before the grant; Łukasz, all quarter
        ChargeClass.NOT_QUALIFIED: 11 * DAY + 2 * DAY,  # Ben; Hoa
        ChargeClass.NOT_BOUND: 0,
    }
    assert VIEW.minutes.whole == CLEAN.minutes.whole


@pytest.mark.parametrize("view", [VIEW, CLEAN], ids=["planted", "clean"])
def test_lines_people_and_partnerships_each_sum_to_the_totals(view: GrantView) -> None:
    for parts in (view.lines, view.people, view.partnerships):
        assert [sum(column) for column in zip(*(each.minutes.parts().values() for each in parts), strict=True)] == list(
            view.minutes.parts().values()
        )
    for each in view.people:
        assert sum(share.minutes.whole for share in each.shares) == each.minutes.whole
        assert each.days.whole == 66


def test_dollars_are_there_when_every_rate_is_and_sum_to_what_was_paid() -> None:
    assert VIEW.cents is not None
    paid = sum(
        effort.minutes * each.rates[0].cents_per_hour
        for each in invented.planted()
        for effort in each.efforts
        if effort.line
    )
    assert VIEW.cents.whole == round(paid / 60)


def test_without_one_rate_dollars_are_not_computable_rather_than_nothing() -> None:
    ines, *others = invented.planted()

    assert invented.grant((ines._replace(rates=()), *others)).cents is None


def test_an_allocation_is_shown_beside_what_happened_in_points() -> None:
    half = replace(invented.clean()[0].shares[0], percent_hundredths=50_00)
    ines, *others = invented.clean()

    (share,) = next(
        each.shares
        for each in invented.grant((ines._replace(shares=(half,)), *others)).people
        if each.name == ines.name
    )

    assert (share.allocated_hundredths, share.actual_hundredths, share.difference_hundredths) == (50_00, 100_00, 50_00)


def test_without_the_payroll_of_every_charged_day_the_share_is_not_computed() -> None:
    ines, *others = invented.clean()
    view = invented.grant((ines._replace(paid=ines.paid[1:]), *others))

    (share,) = next(each.shares for each in view.people if each.name == ines.name)

    assert (share.actual_hundredths, share.difference_hundredths) == (None, None)
    assert [(each.kind, len(each.days)) for each in view.mismatches] == [(MismatchKind.NOT_ON_PAYROLL, 1)]


def test_records_that_do_not_add_up_are_found_to_the_minute() -> None:
    assert [(each.name, each.kind, each.minutes, each.cite) for each in VIEW.mismatches] == [
        ("D'Andre Jackson", MismatchKind.NOT_APPROVED, DAY, "2 CFR 200.430(g)(1)"),
        ("D'Andre Jackson", MismatchKind.PAPER_NOT_IN_FORCE, 8 * DAY, "2 CFR 200.302(b)"),
        ("Hoa Tran", MismatchKind.OUTSIDE_ALLOCATION, 2 * DAY, "2 CFR 200.430(g)(1)"),
        ("Łukasz Müller", MismatchKind.PAID_DIFFERS, 240, "2 CFR 200.430(g)(1)"),
    ]
    paper = VIEW.mismatches[1]
    assert paper.partner == "Harbor Police Department"
    assert [each.on for each in paper.days] == [day for day in weekdays() if day < date(2026, 7, 13)]
    (day,) = VIEW.mismatches[3].days
    assert (day.on, day.minutes, day.against) == (date(2026, 8, 20), 240, 300)


def test_whoever_had_left_is_found_when_their_employment_is_on_file() -> None:
    ines, *others = invented.clean()
    gone = replace(
        ines.facts,
        employments=(replace(ines.facts.employments[0], validity=Interval.through(invented.SINCE, date(2026, 9, 28))),),
    )

    (found,) = invented.grant((ines._replace(facts=gone), *others)).mismatches

    assert (found.kind, [str(each.on) for each in found.days]) == (
        MismatchKind.NOT_EMPLOYED,
        ["2026-09-29", "2026-09-30"],
    )


def test_partnerships_show_their_paper_and_the_staff_charged_with_each() -> None:
    shown = {each.partner: each for each in VIEW.partnerships}

    assert {name: each.state for name, each in shown.items()} == {
        "Harbor 988 Center": PaperState.IN_FORCE,
        "Harbor Police Department": PaperState.IN_FORCE_FOR_A_PART,
        "Northside Housing": PaperState.UNSIGNED,
    }
    assert {name: (each.people, each.fte_hundredths) for name, each in shown.items()} == {
        "Harbor 988 Center": (5, 4_50),
        "Harbor Police Department": (1, 1_00),
        "Northside Housing": (0, 0),
    }


def test_time_charged_with_no_partnership_is_a_row_of_its_own() -> None:
    ines, *others = invented.clean()
    alone = tuple(replace(each, partnership=None) for each in ines.efforts)

    last = invented.grant((ines._replace(efforts=alone), *others)).partnerships[-1]

    assert (last.partner, last.people, last.minutes.whole) == ("", 1, 66 * DAY)


def test_leave_charged_to_a_line_is_counted_and_named() -> None:
    ines, *others = invented.clean()
    leave = tuple(
        replace(each, kind=EffortKind.LEAVE) if each.on == date(2026, 7, 6) else each for each in ines.efforts
    )

    view = invented.grant((ines._replace(efforts=leave), *others))

    assert (view.leave_minutes, view.minutes.whole) == (DAY, CLEAN.minutes.whole)


def test_packs_say_who_adopted_them_since_when_and_the_digest_of_their_text() -> None:
    assert [(each.pack, each.adopted_by, each.program, each.since, each.digest[0]) for each in VIEW.packs] == [
        ("example-peer-support", "program", "Harbor CRT", invented.SINCE, "b"),
        ("harbor-award-conditions", "award", "", invented.SINCE, "c"),
        ("harbor-safety", "agency", "", invented.SINCE, "a"),
    ]


def test_the_same_records_in_another_order_give_the_same_hash_and_another_minute_another() -> None:
    backwards = tuple(
        each._replace(efforts=each.efforts[::-1], paid=each.paid[::-1]) for each in invented.planted()[::-1]
    )
    ines, *others = invented.planted()
    longer = replace(ines.efforts[0], minutes=ines.efforts[0].minutes - 1)

    assert invented.grant(backwards) == VIEW
    assert (
        invented.grant((ines._replace(efforts=(longer, *ines.efforts[1:])), *others)).content_hash != VIEW.content_hash
    )


def test_the_hash_is_that_of_the_canonical_view_without_it() -> None:
    assert content_hash(VIEW) == VIEW.content_hash == content_hash(replace(VIEW, content_hash="anything"))
    assert json.loads(canonical(plain(VIEW)))["minutes"]["not_qualified"] == VIEW.minutes.not_qualified


def test_effort_outside_the_period_or_on_another_award_is_not_in_it() -> None:
    ines, *others = invented.clean()
    more = (
        replace(ines.efforts[0], on=invented.QUARTER.start - timedelta(days=1)),
        replace(ines.efforts[0], on=invented.QUARTER.end),
        replace(ines.efforts[0], line=invented.OTHER_PROGRAM),
        replace(ines.efforts[0], line=None),
    )

    assert invented.grant((ines._replace(efforts=(*ines.efforts, *more)), *others)).minutes == CLEAN.minutes


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_exception_can_be_said_in_every_language(language: str) -> None:
    for each in (*VIEW.exceptions, *VIEW.conditions):
        assert each.why.cite in sentence_of(each, words(language))


def test_a_sentence_put_together_again_is_the_one_that_was_found() -> None:
    again = replace(ENGLISH)  # English, and yet not the one that is passed through

    assert again is not ENGLISH
    for each in (*VIEW.exceptions, *VIEW.conditions):
        assert sentence_of(each, again) == each.why.sentence
