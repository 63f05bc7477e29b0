"""The five sample files, cell by cell: the counts were taken from the files by hand, not from the reader."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache

import pytest

from muster import sheets
from muster.data import folder
from muster.domain.effort import EffortKind
from muster.domain.importing.claims import (
    AllocationClaim,
    AwardClaim,
    CompletionClaim,
    CredentialClaim,
    EffortClaim,
    Named,
    PartnershipClaim,
    PersonClaim,
    Reading,
    Spot,
)
from muster.domain.importing.reading.reader import FROM_THE_FILE, read_sheets
from muster.domain.importing.reading.rosters import ON_LEAVE
from muster.domain.importing.reading.table import BLANK, NOTE, TITLE, TOTALS
from muster.domain.importing.reading.trackers import NO_FACT, PLAN
from muster.domain.training import Mode

ROSTER, TRACKER, LMS = "harbor-hr-roster.csv", "harbor-training-tracker.xlsx", "harbor-lms-export.csv"
AWARDS, PAYROLL = "harbor-awards.xlsx", "harbor-effort-2026q3.csv"


@cache
def reading(name: str) -> Reading:
    """Read a sample as an import does."""
    book = sheets.read(name, (folder("samples") / name).read_bytes())
    return read_sheets(name, book.sheets, encoding=book.encoding, separator=book.separator, notes=book.notes)


def tracker() -> tuple[list[CompletionClaim], list[CredentialClaim]]:
    """Return the completions and the cards of the tracker."""
    claims = reading(TRACKER).claims
    return (
        [each for each in claims if isinstance(each, CompletionClaim)],
        [each for each in claims if isinstance(each, CredentialClaim)],
    )


def kinds(said: Reading) -> dict[str, int]:
    """Count claims by kind."""
    return dict(Counter(type(each).__name__ for each in said.claims))


def reasons(said: Reading) -> dict[str, int]:
    """Count remarks by reason."""
    return dict(Counter(each.because for each in said.remarks))


@pytest.mark.parametrize(
    ("name", "claims", "remarks", "misread", "ignored", "written"),
    [
        (ROSTER, {"PersonClaim": 48}, {ON_LEAVE: 3}, 0, ["Reports To ID"], ("utf-8-sig", ",")),
        # 48 people in 5 columns of courses: 140 real dates, 32 as text, 14 months, 6 x. In 2 columns of cards:
        # 34 dates, 14 as "exp 05/27", 22 as "13715 exp 10/31/2026", one as "E4936613 / 3-31-26".
        (
            TRACKER,
            {"CompletionClaim": 192, "CredentialClaim": 71},
            {TITLE: 2, NO_FACT: 8, PLAN: 17, NOTE: 2, BLANK: 2, TOTALS: 1, FROM_THE_FILE: 1},
            0,
            ["DOH"],
            ("", ""),
        ),
        # 221 rows: 133 completed, one of them on a day that no calendar has; 50 incomplete; 38 waived.
        (LMS, {"CompletionClaim": 132}, {PLAN: 50, NO_FACT: 38, BLANK: 1}, 1, [], ("windows-1252", ";")),
        (
            AWARDS,
            {"AwardClaim": 2, "LineClaim": 5, "PartnershipClaim": 4, "AllocationClaim": 26},
            {},
            0,
            [],
            ("", ""),
        ),
        (PAYROLL, {"EffortClaim": 3322}, {}, 0, [], ("utf-8", ",")),
    ],
)
def test_every_cell_of_a_sample_is_a_claim_a_remark_a_fault_or_listed(
    name: str,
    claims: dict[str, int],
    remarks: dict[str, int],
    misread: int,
    ignored: list[str],
    written: tuple[str, str],
) -> None:
    said = reading(name)

    assert kinds(said) == claims
    assert reasons(said) == remarks
    assert len(said.misread) == misread
    assert [each.column for each in said.ignored] == ignored
    assert (said.encoding, said.separator) == written
    assert said.undecided == ()


def test_what_each_sheet_is_taken_for() -> None:
    assert [reading(name).sheets for name in (ROSTER, TRACKER, LMS, AWARDS, PAYROLL)] == [
        {"": "roster"},
        {"Training Tracker FY26": "tracker"},
        {"": "lms"},
        {"Awards": "awards", "Personnel Lines": "lines", "Partnerships": "partnerships", "Allocations": "allocations"},
        {"": "effort"},
    ]


def test_the_first_and_the_last_of_the_roster() -> None:
    people = [each for each in reading(ROSTER).claims if isinstance(each, PersonClaim)]

    assert people[0] == PersonClaim(
        Spot(ROSTER, "", 2),
        Named("01000", "ide0@example.org", "Ines de la Cruz"),
        "Ine",
        "555-0100",
        "LCSW",
        date(2021, 11, 10),
        None,
        100,
        "Harbor County CRT",
    )
    assert people[-1].who == Named("01047", "kst.47@example.org", "Keisha St. Clair")
    assert Counter(each.fte_percent for each in people) == {100: 24, 50: 12, 80: 12}
    assert people[12].who.name == "Łukasz Müller"


def test_the_forms_of_a_date_in_the_tracker() -> None:
    done, cards = tracker()
    ines = Named("1000", "", "de la Cruz, Ines")
    at = "Training Tracker FY26"

    assert done[0] == CompletionClaim(
        Spot(TRACKER, at, 5, "De-escalation 8hr"), ines, "De-escalation 8hr", date(2024, 5, 30), minutes=480
    )
    assert done[2] == CompletionClaim(
        Spot(TRACKER, at, 5, "Trauma Informed"), ines, "Trauma Informed", date(2025, 6, 1), month_only=True
    )
    assert cards[0] == CredentialClaim(
        Spot(TRACKER, at, 5, "CPR/FA exp."), ines, "CPR/FA exp.", "LCSW", through=date(2026, 11, 17)
    )
    assert cards[1] == CredentialClaim(
        Spot(TRACKER, at, 5, "EMT / Lic # + exp"), ines, "EMT / Lic # + exp", "LCSW", "13715", date(2026, 10, 31)
    )
    assert sum(each.month_only for each in done) == 14
    assert sum(each.on is None for each in done) == 6
    assert sum(bool(each.number) for each in cards) == 23
    assert Counter(each.course for each in done) == {
        "De-escalation 8hr": 44,
        "MHFA": 33,
        "Narcan": 35,
        "Trauma Informed": 44,
        "BBP (annual)": 36,
    }


@pytest.mark.parametrize(
    ("row", "paper", "number", "through"),
    [
        (13, "CPR/FA exp.", "", date(2027, 5, 31)),  # exp 05/27
        (18, "CPR/FA exp.", "", date(2026, 11, 30)),  # exp 11/26
        (46, "CPR/FA exp.", "", date(2027, 3, 2)),  # 3/2/2027
        (26, "EMT / Lic # + exp", "E4936613", date(2026, 3, 31)),  # E4936613 / 3-31-26
        (50, "EMT / Lic # + exp", "73958", date(2025, 10, 31)),  # 73958 exp 10/31/2025
    ],
)
def test_the_forms_of_a_card_in_the_tracker(row: int, paper: str, number: str, through: date) -> None:
    (card,) = [each for each in tracker()[1] if (each.at.row, each.paper) == (row, paper)]

    assert (card.number, card.through) == (number, through)


def test_what_looks_like_a_formula_in_the_tracker_is_a_note_and_unharmed() -> None:
    notes = [(each.at.row, each.words) for each in reading(TRACKER).remarks if each.because == NOTE]

    assert notes == [(10, '=HYPERLINK("http://x")'), (14, "on leave since 9/15, back 1/4/27")]


def test_the_learning_system_lost_letters_and_has_a_30th_of_february() -> None:
    said = reading(LMS)
    done = [each for each in said.claims if isinstance(each, CompletionClaim)]

    assert done[0] == CompletionClaim(
        Spot(LMS, "", 2),
        Named("", "babdi3@example.org", "Ben Abdi"),
        "Opioid Overdose Response w/ Naloxone",
        date(2024, 6, 22),
        month_only=False,
        minutes=120,
        mode=Mode.LIVE_ONLINE,
        certificate="C895310",
    )
    assert {each.who.name for each in done if each.who.lossy} == {"?ukasz Müller", "?ukasz Jackson", "?ukasz Peña"}
    assert sum(each.who.lossy for each in done) == 7
    assert any(each.who.name == "Renée Peña" for each in done)
    (fault,) = said.misread
    assert (fault.at.row, fault.at.column, fault.fault.found) == (222, "Completion Date", "'02/30/2026'")
    assert fault.cells[0] == "Ines de la Cruz"


def test_the_awards_are_read_to_the_cent_and_the_day() -> None:
    claims = reading(AWARDS).claims
    first, second = [each for each in claims if isinstance(each, AwardClaim)]

    assert (first.number, first.first, first.last) == ("H79SM099001", date(2025, 9, 30), date(2028, 9, 29))
    assert (first.amount_cents, first.report_months, first.report_due_days) == (150_000_000, 3, None)
    assert first.conditions == ("de-escalation", "trauma-informed care", "naloxone")
    assert (second.pass_through, second.assistance_listing) == ("State Office of Justice Programs", "16.745")
    assert (second.report_months, second.report_due_days) == (3, 10)
    assert [each.award for each in claims if isinstance(each, PartnershipClaim)] == [
        "H79SM099001",
        "MBJA-26-0142",
        "",
        "H79SM099001",
    ]
    shares = [each.percent_hundredths for each in claims if isinstance(each, AllocationClaim)]
    assert Counter(shares) == {10000: 5, 6000: 7, 5000: 5, 4000: 9}


def test_the_payroll_is_read_to_the_minute() -> None:
    rows = [each for each in reading(PAYROLL).claims if isinstance(each, EffortClaim)]

    assert Counter(each.minutes for each in rows) == {195: 1110, 285: 1110, 240: 710, 480: 392}
    assert Counter(each.kind for each in rows) == {EffortKind.WORK: 3267, EffortKind.LEAVE: 55}
    assert Counter(each.award for each in rows) == {"": 1520, "H79SM099001": 1050, "MBJA-26-0142": 752}
    assert {(bool(each.award), bool(each.line), bool(each.partner)) for each in rows} == {(True,) * 3, (False,) * 3}
    assert Counter(each.approved_by for each in rows) == {"01000": 3267, "": 55}
    assert rows[-1].at == Spot(PAYROLL, "", 3323)
