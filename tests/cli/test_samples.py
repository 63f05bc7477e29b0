"""The sample spreadsheets, whenever somebody looks at them, say the same things of days that fit."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Final

import pytest

from muster import sheets
from muster.cli.samples import in_our_days
from muster.data import folder
from muster.domain.importing.claims import AwardClaim, CompletionClaim, CredentialClaim, EffortClaim, Reading
from muster.domain.importing.reading.reader import read_sheets

NAMES: Final = tuple(sorted(each.name for each in folder("samples").iterdir() if each.suffix in {".csv", ".xlsx"}))
PAYROLL: Final = "harbor-effort-2026q3.csv"
KEPT: Final = date(2026, 11, 22)
LATER: Final = (date(2027, 1, 1), date(2028, 2, 29), date(2031, 7, 4))


def read(name: str, *, today: date) -> Reading:
    name, content = in_our_days(name, (folder("samples") / name).read_bytes(), today=today)
    book = sheets.read(name, content)
    return read_sheets(name, [(each.name, each.rows) for each in book.sheets])


def test_there_are_five_of_them() -> None:
    assert len(NAMES) == 5


@pytest.mark.parametrize("name", NAMES)
def test_in_the_quarter_in_which_they_were_kept_they_are_as_they_were(name: str) -> None:
    content = (folder("samples") / name).read_bytes()

    assert in_our_days(name, content, today=KEPT) == (name, content)


@pytest.mark.parametrize("today", LATER)
@pytest.mark.parametrize("name", [each for each in NAMES if each != PAYROLL])
def test_later_they_say_as_much_of_later_days(name: str, today: date) -> None:
    then, now = read(name, today=KEPT), read(name, today=today)

    assert Counter(map(type, now.claims)) == Counter(map(type, then.claims))
    assert (len(now.remarks), len(now.misread)) == (len(then.remarks), len(then.misread))


def test_a_payroll_a_quarter_later_is_of_the_quarter_before_this_one_and_of_the_same_weekdays() -> None:
    then = [claim.on for claim in read(PAYROLL, today=KEPT).claims if isinstance(claim, EffortClaim)]
    now = [claim.on for claim in read(PAYROLL, today=date(2027, 2, 1)).claims if isinstance(claim, EffortClaim)]

    assert (min(now) >= date(2026, 10, 1), max(now) <= date(2026, 12, 31)) == (True, True)
    assert len(now) > 0.95 * len(then)
    assert {day.weekday() for day in now} == {day.weekday() for day in then}


def test_every_form_of_date_moves_along() -> None:
    tracker = read("harbor-training-tracker.xlsx", today=date(2027, 11, 22)).claims
    ines = {claim.course: claim.on for claim in tracker if isinstance(claim, CompletionClaim) and claim.at.row == 5}
    cards = {claim.at.row: claim.through for claim in tracker if isinstance(claim, CredentialClaim)}
    award = next(
        claim for claim in read("harbor-awards.xlsx", today=date(2027, 11, 22)).claims if isinstance(claim, AwardClaim)
    )

    assert ines["De-escalation 8hr"] == date(2025, 5, 30)  # a date cell, of May 30, 2024
    assert ines["BBP (annual)"] == date(2025, 7, 29)  # 7/29/2024, as text
    assert ines["Trauma Informed"] == date(2026, 6, 1)  # Jun 2025
    assert cards[13] == date(2026, 10, 31)  # 77174 exp 10/31/2025, the last of the row
    assert (award.first, award.last) == (date(2026, 9, 30), date(2029, 9, 29))
