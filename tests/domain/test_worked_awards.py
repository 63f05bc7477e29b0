"""Worked examples of what an award owes on paper, each number typed by hand: 33, 40, 50 and 52."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from muster.domain.awards import Award
from muster.domain.intervals import Interval
from muster.domain.owing.figures import Figures, FormVersion, both_deducted_and_added, worked_out
from muster.domain.owing.indirect import AwardCost, CostCategory, base
from muster.domain.owing.papers import PaperAnswer, PaperFinding, PaperKind, PaperSent, Speaks, findings, papers
from muster.rules import packs

US = packs.load("us-grants")
(INDIRECT,) = US.indirect
HERE = UUID(int=33)
YEAR = Interval.through(date(2024, 10, 1), date(2025, 9, 30))
AWARD = Award("33", "Crisis response", "BJA", YEAR, "", "16.745", awarded_on=date(2024, 10, 1), fact=HERE)
COUNTY = "Harbor County"
PASSED_ON = replace(AWARD, pass_through=COUNTY)


def of(award: Award, kind: PaperKind, *, on: date, sent: PaperSent | None = None) -> PaperFinding:
    """Return what is said of an award's last paper of a kind."""
    found = findings(award, US.papers, [sent] if sent else [], on=on)
    return [each for each in found if each.paper.kind is kind][-1]


# --- 33: the papers at the end of an award --------------------------------------------------------


@pytest.mark.parametrize("kind", [PaperKind.FINANCIAL_REPORT, PaperKind.PERFORMANCE_REPORT, PaperKind.LIQUIDATION])
@pytest.mark.parametrize(
    ("award", "due"),
    [(AWARD, date(2026, 1, 28)), (PASSED_ON, date(2025, 12, 29))],
    ids=["recipient", "subrecipient"],
)
def test_33_an_award_that_ends_on_30_september_2025_owes_its_last_papers_by(
    award: Award, due: date, kind: PaperKind
) -> None:
    last = of(award, kind, on=due)

    assert (last.answer, last.paper.due.on, last.paper.final) == (PaperAnswer.DUE, due, True)
    assert last.paper.due.speaks is Speaks.RULE
    sent = PaperSent(HERE, kind, date(2025, 9, 30), due)
    assert of(award, kind, on=date(2026, 6, 30), sent=sent).answer is PaperAnswer.MET
    late = of(award, kind, on=date(2026, 6, 30), sent=replace(sent, sent_on=date(2026, 2, 2)))
    assert (late.answer, late.days_late) == (PaperAnswer.NOT_MET, (date(2026, 2, 2) - due).days)


def test_33_the_report_of_a_year_that_ends_on_30_september_2025_is_due_on_29_december() -> None:
    annual = next(each for each in US.papers if each.id == "financial-report").of(AWARD)

    assert annual is not None
    assert annual.after_a_period(12) == (date(2025, 12, 29) - date(2025, 9, 30)).days


def test_the_last_period_that_an_award_cuts_short_ends_with_it_and_its_report_is_the_final_one() -> None:
    short = replace(
        AWARD,
        performance=Interval.through(date(2025, 1, 1), date(2025, 11, 10)),
        report_months=3,
        report_due_days=30,
        awarded_on=date(2025, 1, 1),
    )
    reports = [each for each in papers(short, US.papers) if each.kind is PaperKind.FINANCIAL_REPORT]

    assert [(each.during.last, each.final, each.due.on) for each in reports] == [
        (date(2025, 3, 31), False, date(2025, 4, 30)),
        (date(2025, 6, 30), False, date(2025, 7, 30)),
        (date(2025, 9, 30), False, date(2025, 10, 30)),
        (date(2025, 11, 10), True, date(2026, 3, 10)),
    ]


@pytest.mark.parametrize(
    ("own", "speaks", "due", "later"),
    [
        (10, Speaks.AWARD, date(2025, 7, 10), date(2025, 7, 30)),
        (30, Speaks.RULE, date(2025, 7, 30), None),
        (45, Speaks.RULE, date(2025, 7, 30), date(2025, 8, 14)),
        (None, Speaks.RULE, date(2025, 7, 30), None),
    ],
)
def test_of_the_awards_own_day_and_the_rules_the_earlier_speaks_and_the_other_is_shown(
    own: int | None, speaks: Speaks, due: date, later: date | None
) -> None:
    award = replace(AWARD, report_months=3, report_due_days=own)

    report = next(each for each in papers(award, US.papers) if each.during.last == date(2025, 6, 30))

    assert (report.due.speaks, report.due.on, report.due.later) == (speaks, due, later)


def test_papers_may_say_sooner_of_the_end_too_and_what_they_say_of_periods_is_not_taken_for_it() -> None:
    sooner = replace(AWARD, report_months=3, report_due_days=10, final_due_days=60)
    ten_days = replace(sooner, final_due_days=None)

    last = [of(each, PaperKind.FINANCIAL_REPORT, on=date(2025, 10, 1)).paper.due for each in (sooner, ten_days)]

    assert [(each.speaks, each.on) for each in last] == [
        (Speaks.AWARD, date(2025, 11, 29)),
        (Speaks.RULE, date(2026, 1, 28)),
    ]


def test_where_no_text_binds_and_no_paper_says_a_day_somebody_has_to_look() -> None:
    older = replace(AWARD, awarded_on=date(2024, 9, 30), report_months=3)

    assert of(older, PaperKind.FINANCIAL_REPORT, on=date(2026, 1, 1)).answer is PaperAnswer.NEEDS_REVIEW
    own = of(replace(older, report_due_days=30), PaperKind.FINANCIAL_REPORT, on=date(2025, 10, 1))
    assert (own.answer, own.paper.due.on, own.paper.due.speaks) == (PaperAnswer.DUE, date(2025, 10, 30), Speaks.AWARD)


def test_an_award_day_that_is_not_on_file_is_taken_to_be_the_first_day_and_that_is_said() -> None:
    assert of(replace(AWARD, awarded_on=None), PaperKind.LIQUIDATION, on=date(2025, 10, 1)).assumed
    assert not of(AWARD, PaperKind.LIQUIDATION, on=date(2025, 10, 1)).assumed


def test_what_was_sent_after_the_day_asked_about_had_not_been_sent_by_then() -> None:
    sent = PaperSent(HERE, PaperKind.LIQUIDATION, date(2025, 9, 30), date(2026, 1, 20))

    assert of(AWARD, PaperKind.LIQUIDATION, on=date(2026, 1, 19), sent=sent).answer is PaperAnswer.DUE
    assert of(AWARD, PaperKind.LIQUIDATION, on=date(2026, 1, 20), sent=sent).answer is PaperAnswer.MET


# --- 40: the lines of the financial report ---------------------------------------------------------

REPORT = Figures(
    HERE,
    date(2026, 6, 30),
    a=330_000_00,
    b=310_000_00,
    d=500_000_00,
    e=310_000_00,
    f=40_000_00,
    i=100_000_00,
    j=60_000_00,
    l=5_000_00,
    n=3_000_00,
)


def test_40_the_lines_that_are_worked_out_by_the_letters_of_the_form() -> None:
    assert {each.letter: each.cents for each in worked_out(REPORT)} == {
        "c": 20_000_00,
        "g": 350_000_00,
        "h": 150_000_00,
        "k": 40_000_00,
        "o": 2_000_00,
    }


def test_40_line_o_is_worded_by_the_print_of_the_form_and_both_m_and_n_are_shown_and_looked_at() -> None:
    how = {each.letter: each.how for each in worked_out(REPORT)}
    m = replace(REPORT, m=3_000_00, n=0)
    both = replace(REPORT, m=1_000_00)
    longer = replace(REPORT, form=FormVersion.INTEREST)

    def o(said: Figures) -> tuple[str, int]:
        line = worked_out(said)[-1]
        return line.how, line.cents

    assert how == {"c": "a - b", "g": "e + f", "h": "d - g", "k": "i - j", "o": "l - n"}
    assert [o(each) for each in (m, both, longer)] == [
        ("l - m", 2_000_00),
        ("l - m - n", 1_000_00),
        ("l - m - n", 2_000_00),
    ]
    assert [both_deducted_and_added(each) for each in (REPORT, m, both)] == [False, False, True]


# --- 50: what counts, and the indirect costs that it allows ----------------------------------------


def cost(category: CostCategory, dollars: int, year: int = 2025, number: str = "") -> AwardCost:
    """Make a cost of a calendar year."""
    return AwardCost(HERE, category, dollars * 100, Interval(date(year, 1, 1), date(year + 1, 1, 1)), number)


def dollars(costs: list[AwardCost], year: int = 2025, award: Award = AWARD) -> tuple[float, float]:
    """Return the base and what it allows, in dollars."""
    terms = INDIRECT.of(award)
    assert terms is not None
    found = base(terms, costs, Interval(date(year, 1, 1), date(year + 1, 1, 1)))
    return found.base_cents / 100, found.allowed_cents / 100


FIFTY = [
    cost(CostCategory.PAY, 200_000),
    cost(CostCategory.FRINGE, 60_000),
    cost(CostCategory.TRAVEL, 10_000),
    cost(CostCategory.EQUIPMENT, 40_000),
    cost(CostCategory.PARTICIPANT_SUPPORT, 15_000),
    cost(CostCategory.SUBAWARD, 120_000, number="S-1"),
]


def test_50_a_base_of_320_000_allows_48_000() -> None:
    assert dollars(FIFTY) == (320_000, 48_000)


def test_50_the_second_year_of_the_same_subaward_adds_nothing() -> None:
    again = cost(CostCategory.SUBAWARD, 70_000, 2026, "s-1 ")

    assert dollars([*FIFTY, again], 2026) == (0, 0)
    terms = INDIRECT.of(AWARD)
    assert terms is not None
    assert [each.subaward for each in base(terms, [again], again.during).parts] == ["s-1"]
    assert dollars([*FIFTY, again], 2025) == (320_000, 48_000), "what comes later takes nothing from what was earlier"


def test_50_two_subawards_of_30_000_and_80_000_add_80_000() -> None:
    two = [cost(CostCategory.SUBAWARD, 30_000, number="S-1"), cost(CostCategory.SUBAWARD, 80_000, number="S-2")]

    assert dollars(two) == (80_000, 12_000)


def test_50_an_older_award_had_half_of_that_cap_and_ten_percent_by_a_rule_that_is_remembered() -> None:
    older = replace(AWARD, awarded_on=date(2024, 9, 30))
    terms = INDIRECT.of(older)

    assert dollars(FIFTY, award=older) == (295_000, 29_500)
    assert terms is not None
    assert not terms.confidence.settles


# --- 52: asking for more time ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("listing", "due_on", "answer", "unlisted"),
    [
        ("16.745", date(2027, 1, 27), PaperAnswer.DUE, False),
        ("93.243", None, PaperAnswer.NEEDS_REVIEW, False),
        ("", date(2027, 1, 27), PaperAnswer.NEEDS_REVIEW, True),
    ],
)
def test_an_award_made_in_september_2025_goes_by_the_text_its_agency_had_and_unknown_is_no_answer(
    listing: str, due_on: date | None, answer: PaperAnswer, *, unlisted: bool
) -> None:
    performance = Interval.through(date(2025, 9, 30), date(2026, 9, 29))
    award = replace(AWARD, performance=performance, awarded_on=date(2025, 9, 30), assistance_listing=listing)

    found = of(award, PaperKind.LIQUIDATION, on=date(2026, 10, 1))

    assert (found.paper.due.on, found.answer, found.unlisted) == (due_on, answer, unlisted)


@pytest.mark.parametrize(
    ("sent_on", "answer", "days_late"),
    [
        (date(2026, 9, 20), PaperAnswer.MET, None),
        (date(2026, 9, 21), PaperAnswer.NOT_MET, 1),
        (date(2026, 9, 22), PaperAnswer.NOT_MET, 2),
    ],
)
def test_52_more_time_is_asked_for_by_sunday_20_september_2026_which_is_not_moved(
    sent_on: date, answer: PaperAnswer, days_late: int | None
) -> None:
    award = replace(AWARD, performance=Interval.through(date(2024, 10, 1), date(2026, 9, 30)))
    asked = PaperSent(HERE, PaperKind.EXTENSION_REQUEST, date(2026, 9, 30), sent_on)

    found = of(award, PaperKind.EXTENSION_REQUEST, on=date(2026, 9, 25), sent=asked)

    assert found.paper.due.on == date(2026, 9, 20)
    assert (found.answer, found.days_late) == (answer, days_late)
    never = of(award, PaperKind.EXTENSION_REQUEST, on=date(2026, 9, 25))
    assert never.answer is PaperAnswer.NOT_ASKED, "nobody has to ask for more time"
