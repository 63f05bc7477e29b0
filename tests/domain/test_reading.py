"""Rows to claims: what is a fact, what is a remark, what cannot be taken, and that no cell is lost in silence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from muster.domain.effort import EffortKind
from muster.domain.errors import Invalid
from muster.domain.importing.cells import Cell
from muster.domain.importing.claims import (
    AllocationClaim,
    AwardClaim,
    Claim,
    CompletionClaim,
    CredentialClaim,
    EffortClaim,
    LineClaim,
    Named,
    PartnershipClaim,
    PersonClaim,
    Reading,
    Spot,
)
from muster.domain.importing.reading.learning import NOT_DONE, UNKNOWN_MODE
from muster.domain.importing.reading.payrolls import NO_TIME, UNKNOWN_CODE
from muster.domain.importing.reading.reader import read_sheets
from muster.domain.importing.reading.rosters import ON_LEAVE, ROUNDED, UNKNOWN_STATUS
from muster.domain.importing.reading.table import BLANK, HEADER, NOTE, OTHER_ORDER, OUTSIDE, TITLE, TOTALS
from muster.domain.importing.reading.trackers import NO_FACT, PLAN
from muster.domain.training import Mode

ROSTER: list[Cell] = ["Employee ID", "Name", "Job Title", "Hire Date", "Status"]
TRACKER: list[Cell] = ["Emp #", "Name", "Narcan", "CPR exp", "Notes"]
LMS: list[Cell] = ["Name", "Email", "Course", "Completion Date", "Hours", "Delivery", "Status"]
PAYROLL: list[Cell] = ["emp_id", "work_date", "hours", "pay_code", "award", "line"]


def read(*rows: Sequence[Cell], date_order: str | None = None) -> Reading:
    """Read one sheet."""
    return read_sheets("a.csv", [("", rows)], date_order=date_order)


def only(said: Reading) -> Claim:
    """Return the one claim of a reading in which nothing is misread."""
    assert [str(each.fault) for each in said.misread] == []
    (claim,) = said.claims
    return claim


def because(said: Reading) -> list[tuple[str, str]]:
    """Return the remarks with their reasons."""
    return [(each.words, each.because) for each in said.remarks]


def faults(said: Reading) -> list[tuple[str, str]]:
    """Return where something is misread and what was found there."""
    return [(each.at.column, each.fault.found) for each in said.misread]


# People ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "=1+1",
        "@Ana",
        "-Ana",
        "Ng",
        "Ñusta Łukasz-Šimůnek",
        "O'Brien",
        "Wolfeschlegelsteinhausenbergerdorffson",
        "María del Carmen",
    ],
)
def test_a_name_comes_out_as_it_went_in(name: str) -> None:
    claim = only(read(ROSTER, ["01000", name, "RN", "2024-05-05", "A"]))

    assert claim == PersonClaim(Spot("a.csv", "", 2), Named("01000", "", name), title="RN", hired_on=date(2024, 5, 5))


def test_a_name_in_several_columns_is_put_together_as_it_is_said() -> None:
    heads: list[Cell] = ["Employee ID", "Last Name", "First Name", "Middle Name", "Suffix", "Hire Date"]

    claim = only(read(heads, ["1", "de la Cruz", "Ines", "", "Jr.", "2024-05-05"]))

    assert isinstance(claim, PersonClaim)
    assert claim.who.name == "Ines de la Cruz Jr."


def test_a_name_is_turned_round_only_where_its_header_says_that_the_last_comes_first() -> None:
    said = [
        only(read(["Emp #", header, "Hire Date"], ["1", "Cruz, Ines", "2024-05-05"]))
        for header in ("Name (Last, First)", "Name")
    ]

    assert [each.who.name for each in said if isinstance(each, PersonClaim)] == ["Ines Cruz", "Cruz, Ines"]


@pytest.mark.parametrize("name", ["?ukasz Müller", "Ren\N{REPLACEMENT CHARACTER}e", "RenÃ©e PeÃ±a"])
def test_a_name_that_lost_letters_says_so(name: str) -> None:
    claim = only(read(ROSTER, ["1", name, "RN", "2024-05-05", "A"]))

    assert isinstance(claim, PersonClaim)
    assert claim.who.lossy


def test_a_number_that_lost_its_zeros_is_kept_as_it_was_found() -> None:
    claim = only(read(ROSTER, [1000.0, "Ana", "RN", "2024-05-05", "A"]))

    assert isinstance(claim, PersonClaim)
    assert claim.who.number == "1000"


def test_somebody_on_leave_works_here_and_the_leave_is_a_remark() -> None:
    said = read(ROSTER, ["1", "Ana", "RN", "2024-05-05", "L"], ["2", "Ben", "RN", "2024-05-05", "Seasonal"])

    assert len(said.claims) == 2
    assert because(said) == [("L", ON_LEAVE), ("Seasonal", UNKNOWN_STATUS)]


def test_somebody_who_has_left_needs_the_last_day() -> None:
    heads = [*ROSTER, "Term Date"]

    said = read(
        heads,
        ["1", "Ana", "RN", "2024-05-05", "T", "2026-01-31"],
        ["2", "Ben", "RN", "2024-05-05", "T", None],
        ["3", "Chi", "RN", "2024-05-05", "A", "12/31/9999"],
    )

    assert [(each.who.number, each.left_on) for each in said.claims if isinstance(each, PersonClaim)] == [
        ("1", date(2026, 1, 31)),
        ("3", None),
    ]
    assert faults(said) == [("Status", "'T', and no last day")]


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (["1.00", "0.50"], [100, 50]),
        (["100", "50"], [100, 50]),
        (["100%", "0.5"], [100, 50]),
        ([1.0, 0.8], [100, 80]),
    ],
)
def test_a_full_time_share_is_a_share_or_a_percentage_as_its_column_shows(cells: list[Cell], found: list[int]) -> None:
    said = read(["Emp #", "Name", "FTE"], *[[str(at), "Ana", cell] for at, cell in enumerate(cells)])

    assert [each.fte_percent for each in said.claims if isinstance(each, PersonClaim)] == found


def test_part_of_a_percent_is_not_dropped_in_silence() -> None:
    said = read(["Emp #", "Name", "FTE"], ["1", "Ana", "0.625"])

    assert because(said) == [("0.625", ROUNDED)]
    assert faults(read(["Emp #", "Name", "FTE"], ["1", "Ana", "1.5"])) == [("FTE", "'1.5'")]


def test_a_roster_may_have_rates_and_cards_beside_its_people() -> None:
    said = read(
        ["Employee ID", "Name", "Email", "Job Title", "Hire Date", "Status", "Hourly Rate", "CPR exp"],
        ["1", "Ana", "ana@example.org", "RN", "2024-05-05", "A", "$31.50", "05/27"],
    )

    person, card = said.claims
    assert isinstance(person, PersonClaim)
    assert person.rate_cents == 3150
    assert isinstance(card, CredentialClaim)
    assert (card.paper, card.title, card.through) == ("CPR exp", "RN", date(2027, 5, 31))


def test_every_fault_of_a_row_is_said_with_the_whole_row_and_the_row_is_not_taken() -> None:
    said = read(ROSTER, ["1", "Ana", "RN", "02/30/2026", "T"])

    assert said.claims == ()
    assert faults(said) == [("Hire Date", "'02/30/2026'"), ("Status", "'T', and no last day")]
    assert {each.cells for each in said.misread} == {("1", "Ana", "RN", "02/30/2026", "T")}
    assert all(each.fault.where and each.fault.expected and each.fault.fix for each in said.misread)


# Training -------------------------------------------------------------------------------------


def test_a_tracker_says_what_was_done_what_is_planned_and_what_is_held() -> None:
    said = read(
        ["Training Tracker (updated 11/3/26)"],
        [],
        TRACKER,
        ["1", "Ana", "x", "05/27", "=HYPERLINK(1)"],
        [],
        [],
        ["2", "Ben", "Jun 2025", "N/A", None],
        ["3", "Chi", "sched. 11/23/2026", date(2026, 10, 31), None],
        ["4", "Dee", "exp 08/28", "in progress", None],
        TRACKER,
        [None, "TOTAL", 3.0, 2.0, None],
        ["Ask HR before editing!", None, None, None, None],
    )

    assert said.sheets == {"": "tracker"}
    assert [str(each.fault) for each in said.misread] == []
    assert list(said.claims) == [
        CompletionClaim(Spot("a.csv", "", 4, "Narcan"), Named("1", "", "Ana"), "Narcan", None),
        CredentialClaim(Spot("a.csv", "", 4, "CPR exp"), Named("1", "", "Ana"), "CPR exp", through=date(2027, 5, 31)),
        CompletionClaim(
            Spot("a.csv", "", 7, "Narcan"), Named("2", "", "Ben"), "Narcan", date(2025, 6, 1), month_only=True
        ),
        CredentialClaim(Spot("a.csv", "", 8, "CPR exp"), Named("3", "", "Chi"), "CPR exp", through=date(2026, 10, 31)),
        CredentialClaim(Spot("a.csv", "", 9, "Narcan"), Named("4", "", "Dee"), "Narcan", through=date(2028, 8, 31)),
    ]
    assert because(said) == [
        ("Training Tracker (updated 11/3/26)", TITLE),
        ("=HYPERLINK(1)", NOTE),
        ("", BLANK),
        ("N/A", NO_FACT),
        ("sched. 11/23/2026", PLAN),
        ("in progress", PLAN),
        ("Emp # | Name | Narcan | CPR exp | Notes", HEADER),
        ("TOTAL | 3 | 2", TOTALS),
        ("Ask HR before editing!", OUTSIDE),
    ]


def test_a_cell_of_a_tracker_that_cannot_be_read_leaves_the_rest_of_its_row() -> None:
    said = read(TRACKER, ["1", "Ana", "02/30/2026", "10/31/2026", None], ["2", "Ben", "maybe", "13715", None])

    assert [each.through for each in said.claims if isinstance(each, CredentialClaim)] == [date(2026, 10, 31)]
    assert faults(said) == [("Narcan", "'02/30/2026'"), ("Narcan", "'maybe'"), ("CPR exp", "'13715'")]
    assert said.misread[0].cells == ("1", "Ana", "02/30/2026", "10/31/2026", "")


def test_a_license_whose_dates_may_be_either_is_not_taken_for_one() -> None:
    said = read(["Emp #", "Narcan", "LCSW License"], ["1", "x", "6/24/2026"], ["2", "x", "13715 exp 6/24/2026"])

    assert faults(said) == [("LCSW License", "6/24/2026 under 'LCSW License'")]
    assert [each.number for each in said.claims if isinstance(each, CredentialClaim)] == ["13715"]


def test_a_number_beside_its_last_good_day_is_one_card() -> None:
    said = read(["Emp #", "Narcan", "EMT #", "EMT Exp"], ["1", None, "E49", "3/31/2026"], ["2", None, "E50", None])

    assert [(each.number, each.through) for each in said.claims if isinstance(each, CredentialClaim)] == [
        ("E49", date(2026, 3, 31)),
        ("E50", None),
    ]


def test_real_dates_made_of_the_other_order_are_held_back() -> None:
    real: list[Cell] = [date(2026, 5, 3), date(2026, 2, 1), date(2025, 12, 9)]

    said = read(["Emp #", "Narcan"], *[[str(at), cell] for at, cell in enumerate([*real, "24/06/2026"])])

    assert [each.on for each in said.claims if isinstance(each, CompletionClaim)] == [date(2026, 6, 24)]
    assert [each.at.row for each in said.misread] == [2, 3, 4]


def test_an_export_of_a_learning_system_says_who_completed_what() -> None:
    who: list[Cell] = ["Ben Abdi", "ben@example.org"]
    said = read(
        LMS,
        [*who, "Narcan", "06/24/2026", "2", "VILT", "Completed"],
        [*who, "Narcan", "", "2", "ILT", "Incomplete"],
        [*who, "Narcan", "06/24/2026", "2", "ILT", "Waived"],
        [*who, "Narcan", "", "8 hours", "Carrier pigeon", "Completed"],
        [*who, "Narcan", "02/30/2026", "2", "ILT", "Completed"],
        [*who, "", "06/24/2026", "2", "ILT", "Completed"],
        [*who, "Narcan", "06/24/2026", "2", "ILT", "Perhaps"],
    )

    assert [(each.on, each.minutes, each.mode) for each in said.claims if isinstance(each, CompletionClaim)] == [
        (date(2026, 6, 24), 120, Mode.LIVE_ONLINE),
        (None, 480, Mode.UNKNOWN),
    ]
    assert because(said) == [
        ("Incomplete, Narcan, Ben Abdi", PLAN),
        ("Waived, Narcan, Ben Abdi", NO_FACT),
        ("Carrier pigeon", UNKNOWN_MODE),
    ]
    assert faults(said) == [
        ("Completion Date", "'02/30/2026'"),
        ("Course", "an empty cell"),
        ("Status", "'Perhaps'"),
    ]


def test_a_course_without_a_status_and_without_a_day_is_not_taken_for_completed() -> None:
    said = read(
        ["Name", "Course", "Completion Date"], ["Ana", "CPR", "2026-01-05"], ["Ben", "CPR", ""], ["Chi", "CPR", "No"]
    )

    assert len(said.claims) == 1
    assert because(said) == [("CPR, Ben", NOT_DONE), ("No, CPR, Chi", NOT_DONE)]


@pytest.mark.parametrize(
    ("words", "mode"),
    [
        ("ILT", Mode.IN_PERSON),
        ("VILT", Mode.LIVE_ONLINE),
        ("Online self-paced", Mode.SELF_PACED),
        ("Live webinar", Mode.LIVE_ONLINE),
        ("Instructor-led classroom", Mode.IN_PERSON),
        ("Blended", Mode.BLENDED),
        ("Presencial", Mode.IN_PERSON),
        ("Online", Mode.UNKNOWN),
    ],
)
def test_how_a_course_was_taken(words: str, mode: Mode) -> None:
    claim = only(read(LMS, ["Ana", "", "CPR", "2026-01-05", "2", words, "Completed"]))

    assert isinstance(claim, CompletionClaim)
    assert claim.mode is mode


# Dates ----------------------------------------------------------------------------------------


def test_a_column_that_does_not_say_its_order_is_asked_about_once_with_an_example() -> None:
    rows: list[list[Cell]] = [ROSTER, ["1", "Ana", "RN", "03/04/2026", "A"], ["2", "Ben", "RN", "05/06/2026", "A"]]

    said = read(*rows)

    (asked,) = said.undecided
    assert (asked.at.column, asked.example) == ("Hire Date", "03/04/2026")
    assert asked.days == (date(2026, 3, 4), date(2026, 4, 3))
    assert said.claims == ()
    assert len(said.misread) == 2
    for order, month in (("month-first", 3), ("day-first", 4)):
        told = read(*rows, date_order=order)
        first = told.claims[0]
        assert isinstance(first, PersonClaim)
        assert first.hired_on is not None
        assert first.hired_on.month == month
        assert told.undecided == ()


def test_a_header_that_says_the_order_is_believed_until_its_cells_say_otherwise() -> None:
    heads: list[Cell] = ["Emp #", "Name", "Hire Date (mm/dd/yyyy)"]

    claim = only(read(heads, ["1", "Ana", "03/04/2026"]))
    assert isinstance(claim, PersonClaim)
    assert claim.hired_on == date(2026, 3, 4)
    assert read(heads, ["1", "Ana", "03/04/2026"], ["2", "Ben", "24/04/2026"]).claims == ()


def test_cells_that_tell_are_believed_before_what_was_given_and_it_is_said() -> None:
    rows = [["1", "Ana", "03/04/2026"], *[[str(day), "Ben", f"{day}/04/2026"] for day in (14, 20, 24)]]
    said = read(["Emp #", "Name", "Hire Date"], *rows, date_order="month-first")

    assert date(2026, 4, 3) in {each.hired_on for each in said.claims if isinstance(each, PersonClaim)}
    assert because(said) == [("day-first", OTHER_ORDER)]


def test_one_cell_against_what_was_given_is_the_slip() -> None:
    rows: list[list[Cell]] = [["1", "Ana", "03/04/2026"], ["2", "Ben", "03/05/2026"], ["3", "Chi", "24/04/2026"]]

    said = read(["Emp #", "Name", "Hire Date"], *rows, date_order="month-first")

    assert [each.hired_on for each in said.claims if isinstance(each, PersonClaim)] == [
        date(2026, 3, 4),
        date(2026, 3, 5),
    ]
    assert faults(said) == [("Hire Date", "'24/04/2026'")]


def test_a_serial_number_is_no_date_unless_the_sheet_says_so() -> None:
    said = read(ROSTER, ["1", "Ana", "RN", 45467.0, "A"])

    assert faults(said) == [("Hire Date", "the number 45467")]


def test_an_order_that_is_none_is_refused() -> None:
    with pytest.raises(Invalid, match="month-first or day-first") as refused:
        read(ROSTER, ["1", "Ana", "RN", "2024-05-05", "A"], date_order="sideways")

    assert refused.value.code == "no-such-date-order"


# Money ----------------------------------------------------------------------------------------


def test_a_workbook_of_grants_is_read_sheet_by_sheet() -> None:
    said = read_sheets(
        "grants.xlsx",
        [
            (
                "Awards",
                [
                    ["Award No", "Title", "Funder", "Amount", "Start", "End", "Report frequency", "Conditions"],
                    [
                        "H79",
                        "Crisis",
                        "SAMHSA",
                        1500000.0,
                        date(2026, 1, 1),
                        date(2026, 12, 31),
                        "Quarterly (10 days)",
                        "naloxone; CPR",
                    ],
                ],
            ),
            (
                "Lines",
                [
                    ["Award No", "Line", "Position", "Role required", "FTE", "Annual amount"],
                    ["H79", "A1", "Medic", "EMT", 1.5, "$87,000"],
                ],
            ),
            (
                "Partners",
                [
                    ["Partner", "Kind", "Instrument", "Signed", "Effective", "Through", "Award No"],
                    ["Harbor 911", "Dispatch", "MOU", "8/14/2025", date(2025, 9, 1), None, "H79"],
                ],
            ),
            (
                "Allocations",
                [
                    ["Employee ID", "Award No", "Line", "Percent", "From", "To"],
                    ["01001", "H79", "A1", 33.33, date(2026, 1, 1), None],
                ],
            ),
            ("Lists", [["Colours"], ["red"]]),
            ("Empty", []),
        ],
    )

    assert said.sheets == {
        "Awards": "awards",
        "Lines": "lines",
        "Partners": "partnerships",
        "Allocations": "allocations",
        "Lists": "not read",
    }
    award, line, paper, share = said.claims
    assert award == AwardClaim(
        Spot("grants.xlsx", "Awards", 2),
        "H79",
        "Crisis",
        "SAMHSA",
        date(2026, 1, 1),
        date(2026, 12, 31),
        amount_cents=150_000_000,
        report_months=3,
        report_due_days=10,
        conditions=("naloxone", "CPR"),
    )
    assert line == LineClaim(Spot("grants.xlsx", "Lines", 2), "H79", "A1", "Medic", "EMT", 150, 8_700_000)
    assert paper == PartnershipClaim(
        Spot("grants.xlsx", "Partners", 2),
        "Harbor 911",
        "Dispatch",
        "MOU",
        date(2025, 9, 1),
        None,
        date(2025, 8, 14),
        "H79",
    )
    assert share == AllocationClaim(
        Spot("grants.xlsx", "Allocations", 2), Named("01001"), "H79", "A1", 3333, date(2026, 1, 1)
    )
    assert [each.at.sheet for each in said.remarks] == ["Lists"]
    assert said.heads["Lines"] == ("Award No", "Line", "Position", "Role required", "FTE", "Annual amount")
    assert said.rows["Lines", 2] == ("H79", "A1", "Medic", "EMT", "1.5", "$87,000")


@pytest.mark.parametrize(
    ("words", "months", "days"),
    [
        ("Quarterly", 3, None),
        ("Quarterly (30 days)", 3, 30),
        ("Semi-annual, within 45 days", 6, 45),
        ("Annually", 12, None),
        ("Monthly", 1, None),
        ("Trimestral (10 días)", 3, 10),
        ("When asked", None, None),
        ("", None, None),
    ],
)
def test_how_often_an_award_wants_reports(words: str, months: int | None, days: int | None) -> None:
    heads: list[Cell] = ["Award No", "Funder", "Start", "End", "Report frequency"]

    said = read(heads, ["H79", "SAMHSA", "2026-01-01", "2026-12-31", words])

    claim = only(said)
    assert isinstance(claim, AwardClaim)
    assert (claim.report_months, claim.report_due_days) == (months, days)
    assert bool(said.remarks) == (words == "When asked")


@pytest.mark.parametrize(
    ("cells", "found"),
    [([100.0, 40.0, 0.5], [10000, 4000, 50]), ([1.0, 0.4], [10000, 4000]), (["40%", "33.33 %"], [4000, 3333])],
)
def test_shares_of_time_are_percentages_or_parts_of_one_as_their_column_shows(
    cells: list[Cell], found: list[int]
) -> None:
    heads: list[Cell] = ["Employee ID", "Award No", "Line", "Percent", "From"]

    said = read(heads, *[[str(at), "H79", "A1", cell, "2026-01-01"] for at, cell in enumerate(cells)])

    assert [each.percent_hundredths for each in said.claims if isinstance(each, AllocationClaim)] == found


def test_a_share_that_would_have_to_be_rounded_is_held_back() -> None:
    said = read(["Employee ID", "Award No", "Line", "Percent", "From"], ["1", "H79", "A1", "33.333%", "2026-01-01"])

    assert faults(said) == [("Percent", "'33.333%'")]


# Payroll --------------------------------------------------------------------------------------


def test_a_payroll_says_who_worked_how_long_for_whom() -> None:
    said = read(
        [*PAYROLL, "paid hours"],
        ["01001", "2026-07-01", "3.25", "REG", "H79", "A1", "8"],
        ["01001", "2026-07-01", "4.75", "REG", "", "", "8"],
        ["01001", "2026-07-02", "8", "PTO", "", "", "8"],
    )

    assert list(said.claims) == [
        EffortClaim(
            Spot("a.csv", "", 2), Named("01001"), date(2026, 7, 1), 195, award="H79", line="A1", paid_minutes=480
        ),
        EffortClaim(Spot("a.csv", "", 3), Named("01001"), date(2026, 7, 1), 285, paid_minutes=480),
        EffortClaim(Spot("a.csv", "", 4), Named("01001"), date(2026, 7, 2), 480, EffortKind.LEAVE, paid_minutes=480),
    ]


@pytest.mark.parametrize("code", ["LEAVE", "PTO", "SICK", "HOL", "Vacation", "Sick Leave", "FMLA", "Jury duty"])
def test_pay_codes_of_leave(code: str) -> None:
    claim = only(read(PAYROLL, ["1", "2026-07-01", "8", code, "", ""]))

    assert isinstance(claim, EffortClaim)
    assert claim.kind is EffortKind.LEAVE


def test_a_pay_code_nobody_knows_is_work_and_is_said_once() -> None:
    said = read(
        PAYROLL,
        *[[str(at), "2026-07-01", "8", "ZQ7", "", ""] for at in range(3)],
        ["4", "2026-07-01", "8", "OT", "", ""],
    )

    assert len(said.claims) == 4
    assert because(said) == [("ZQ7", UNKNOWN_CODE)]


def test_hours_that_are_none_or_no_whole_minutes_or_below_nothing() -> None:
    said = read(
        PAYROLL,
        ["1", "2026-07-01", "0", "REG", "", ""],
        ["2", "2026-07-01", "7.66", "REG", "", ""],
        ["3", "2026-07-01", "-8", "REG", "", ""],
        ["4", "2026-07-01", "26", "REG", "", ""],
        ["5", "", "8", "REG", "", ""],
    )

    assert because(said) == [("0", NO_TIME)]
    assert [found for _, found in faults(said)] == ["'7.66'", "'-8'", "'26'", "an empty cell"]


# The whole file -------------------------------------------------------------------------------


def test_a_row_with_more_cells_than_columns_is_held_back_whole() -> None:
    said = read(ROSTER, ["1", "Cruz", " Ines", "RN", "2024-05-05", "A"])

    assert said.claims == ()
    assert "6 cells" in said.misread[0].fault.found


def test_a_file_without_a_header_says_what_was_looked_for_and_what_was_found() -> None:
    with pytest.raises(Invalid, match="no row of headers") as refused:
        read(["Colour", "Size"], ["red", "3"])

    (fault,) = refused.value.faults
    assert refused.value.code == "no-header"
    assert fault.found == "the columns Colour, Size"
    assert "for roster" in fault.expected
    assert "for effort" in fault.expected


def test_a_file_of_empty_cells_is_empty() -> None:
    with pytest.raises(Invalid) as refused:
        read([None, " "], [])

    assert refused.value.code == "empty-file"


def test_columns_that_nobody_knows_are_listed_and_never_hidden() -> None:
    said = read([*ROSTER, "Reports To ID", ""], ["1", "Ana", "RN", "2024-05-05", "A", "7", "?"])

    assert [str(each) for each in said.ignored] == ["a.csv, row 1, Reports To ID", "a.csv, row 1, column G"]


def test_what_the_reader_of_the_file_had_to_say_is_a_remark() -> None:
    said = read_sheets("a.csv", [("", [ROSTER])], notes=["links to other files"], encoding="utf-8", separator=";")

    assert [each.words for each in said.remarks] == ["links to other files"]
    assert (said.encoding, said.separator) == ("utf-8", ";")
