"""What an address has told, and what it tells next: counted up when it changes, said to be off before it goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from muster.domain.calendars import OFF_FOR, CalendarGone, Due, Told, digest, events, told_anew
from muster.domain.findings import Finding, Reason, Standing, Verdict
from muster.domain.intervals import Interval
from muster.domain.requirements import Confidence, Requirement, Terms

AT = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
LATER = AT + timedelta(days=1)
ENDS = date(2026, 11, 30)


def finding(verdict: Verdict = Verdict.MET, reason: Reason = Reason.HELD) -> Finding:
    asked = Requirement(
        "local",
        "cpr",
        "Everyone knows CPR.",
        frozenset({"*"}),
        frozenset({"cpr"}),
        (),
        (Terms(date(2020, 1, 1), "Manual 1", Confidence.READ),),
    )
    return Finding(
        asked, AT.date(), Standing(verdict, reason), Interval(date(2025, 12, 1), date(2026, 12, 1)), due_on=ENDS
    )


def ids() -> Iterator[UUID]:
    yield from (UUID(int=n) for n in range(1, 100))


def told(before: list[Told], *asked: tuple[str, Due], at: datetime = AT) -> list[Told]:
    given = ids()
    return told_anew(before, dict(asked), at=at, fresh=lambda: next(given))


CPR = ("k" * 64, Due("Harbor CRT", finding(), ENDS))


def test_what_is_as_it_was_stays_to_the_letter() -> None:
    first = told([], CPR)

    assert told(first, CPR, at=LATER) == first


@pytest.mark.parametrize(
    "changed",
    [
        replace(CPR[1], day=date(2027, 11, 30)),
        replace(CPR[1], finding=finding(Verdict.NOT_MET, Reason.LAPSED)),
        replace(CPR[1], program="Harbor Night CRT"),
    ],
    ids=["another day", "another standing", "another program's name"],
)
def test_what_differs_keeps_its_id_and_is_counted_up(changed: Due) -> None:
    (first,) = told([], CPR)
    (second,) = told([first], (CPR[0], changed), at=LATER)

    assert (second.id, second.sequence, second.changed_at) == (first.id, 1, LATER)
    assert (second.day, second.says) == (changed.day, changed.says)


def test_what_is_no_longer_asked_is_off_for_a_while_and_then_left_out() -> None:
    first = told([], CPR)
    (off,) = told(first, at=LATER)
    assert (off.id, off.sequence, off.ended_at) == (first[0].id, 1, LATER)

    assert told([off], at=LATER + OFF_FOR - timedelta(seconds=1)) == [off], "said again, and not counted again"
    assert told([off], at=LATER + OFF_FOR) == []


def test_what_comes_back_is_on_again_under_its_own_id() -> None:
    (first,) = told([], CPR)
    (off,) = told([first], at=LATER)
    (back,) = told([off], CPR, at=LATER)

    assert (back.id, back.sequence, back.ended_at) == (first.id, 2, None)


def test_an_event_says_what_to_do_and_by_what_rule_and_where_to_look() -> None:
    (said,) = events(told([], CPR), dict([CPR]), link="https://muster.example/me")

    assert said.title == "Last good day: training in cpr".replace("cpr", "CPR")
    for line in ("Renew training in CPR", "Everyone knows CPR.", "Harbor CRT", "https://muster.example/me"):
        assert line in said.says


def test_what_is_not_met_is_due() -> None:
    late = ("k" * 64, replace(CPR[1], finding=finding(Verdict.NOT_MET, Reason.LAPSED)))
    (said,) = events(told([], late), dict([late]), link="")

    assert said.title == "Due: training in CPR"


def test_what_is_off_says_no_more_than_that() -> None:
    off = told(told([], CPR), at=LATER)
    (said,) = events(off, {}, link="https://muster.example/me")

    assert (said.off, said.title, said.says) == (True, "No longer asked of you", "")


@pytest.mark.parametrize("wrong", ["", "x" * 42, "x" * 44, "x" * 42 + "/", "x" * 42 + "é"])
def test_what_is_no_secret_of_ours_is_an_address_that_shows_nothing(wrong: str) -> None:
    with pytest.raises(CalendarGone):
        digest(wrong)
