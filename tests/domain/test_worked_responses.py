"""REGULATIONS.md section 16, example 43, typed by hand: how fast Washington's teams are, for an additional payment."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from muster.domain.clearance import worst
from muster.domain.explanations.explaining import deadline, sentence
from muster.domain.findings import Finding, Reason, Verdict
from muster.domain.in_time import Sent, sent
from muster.domain.intervals import Interval
from muster.domain.program_duties import DutyDone, owed
from muster.domain.requirements import Bar
from muster.domain.responses import Dispatcher, Place, Response
from muster.rules import packs

HERE: Final = ZoneInfo("America/Los_Angeles")
PROGRAM: Final = UUID(int=1)
PACK: Final = packs.load("wa-mrrct-payment")
ENDORSED: Final = Interval(date(2024, 7, 1))
NEW_YEAR: Final = date(2027, 1, 1)
APRIL: Final = date(2027, 4, 1)


def went(
    count: int,
    arrived_after: int | None,
    *,
    at: datetime = datetime(2026, 11, 14, 20, 30, tzinfo=HERE),
    by: Dispatcher = Dispatcher.HUB,
    place: Place = Place.URBAN,
    en_route_after: int | None = None,
) -> list[Sent]:
    """Make so many responses that all were there so many minutes after they were sent."""
    return sent([Response(PROGRAM, at, by, place, en_route_after, arrived_after)] * count, HERE)


def stands(responses: list[Sent], *, on: date = NEW_YEAR, where: str = "urban") -> Finding:
    """Say how a program stands that serves such a place."""
    duties = [replace(each, circumstances=frozenset({where})) for each in PACK.duties]
    (found,) = owed([(each, (ENDORSED,)) for each in duties], [], responses, on=on)
    return found.finding


def answer(found: Finding) -> tuple[Verdict, Reason]:
    """Say the answer in two words."""
    return found.verdict, found.reason


def test_43_forty_of_fifty_are_eighty_percent_and_that_is_enough() -> None:
    found = stands(went(40, 30) + went(10, 31))

    assert answer(found) == (Verdict.MET, Reason.HELD)
    assert sentence(found) == (
        "Met: in time were 40 of 50, 80.0 percent, from October 1, 2026 through December 31, 2026. Asked is at least "
        "80 percent there within 30 minutes of dispatch (sent by the 988 hub, to urban places). "
        "(RCW 71.24.903: arrival within 30 minutes)"
    )


def test_43_thirty_nine_are_too_few_and_the_endorsement_stays_as_it_is() -> None:
    found = stands(went(39, 30) + went(11, 31))

    assert answer(found) == (Verdict.NOT_MET, Reason.SHORT)
    assert sentence(found).startswith("Too few: in time were 39 of 50, 78.0 percent, from October 1, 2026 through")
    assert found.requirement.bar is Bar.PAYMENT_INCENTIVE
    assert not found.requirement.bar.binds
    assert {each.pack for each in packs.load("wa-mrrct").everything} == {"wa-mrrct"}
    assert worst([found]) is not Verdict.NOT_MET


def test_43_from_2027_on_an_arrival_at_twenty_four_minutes_is_late() -> None:
    february = datetime(2027, 2, 14, 20, 30, tzinfo=HERE)

    assert answer(stands(went(4, 24), on=NEW_YEAR))[1] is Reason.HELD
    assert answer(stands(went(4, 24, at=february), on=APRIL)) == (Verdict.NOT_MET, Reason.SHORT)
    assert answer(stands(went(4, 20, at=february), on=APRIL)) == (Verdict.MET, Reason.HELD)


def test_43_a_response_goes_by_the_day_on_which_it_was_sent_where_it_was_sent() -> None:
    """New Year's Eve in the west is the new year in London; that night's team is there in the new year."""
    eve = datetime(2026, 12, 31, 23, 50, tzinfo=HERE)

    assert eve.astimezone(UTC).year == NEW_YEAR.year
    assert answer(stands(went(1, 24, at=eve)))[1] is Reason.HELD
    assert answer(stands(went(1, 24, at=eve + timedelta(minutes=10)), on=APRIL))[1] is Reason.SHORT
    assert answer(stands(went(1, 24, at=eve + timedelta(minutes=10))))[1] is Reason.MISSING


def test_43_where_days_of_both_bands_are_measured_together_a_person_decides() -> None:
    """The text dates the standard and not the three months, so it is read either way, and both must agree."""
    found = stands(went(4, 24), on=date(2027, 1, 15))

    assert answer(found) == (Verdict.NEEDS_REVIEW, Reason.UNPROVEN)
    assert "These days lie under two bands, and the rule does not say which of them is meant." in sentence(found)
    assert answer(stands(went(4, 20), on=date(2027, 1, 15)))[1] is Reason.HELD
    assert answer(stands(went(4, 31), on=date(2027, 1, 15)))[1] is Reason.SHORT


def test_43_in_the_country_it_is_setting_out_that_counts_and_not_arriving() -> None:
    on_the_road = went(4, 55, place=Place.RURAL, en_route_after=15)

    assert answer(stands(on_the_road, where="rural"))[1] is Reason.HELD
    assert answer(stands(went(4, 55, place=Place.RURAL, en_route_after=16), where="rural"))[1] is Reason.SHORT


def test_43_only_what_the_hub_sends_counts() -> None:
    assert answer(stands(went(4, 30) + went(1, 31) + went(40, 90, by=Dispatcher.LINE_911)))[1] is Reason.HELD
    assert answer(stands(went(40, 5, by=Dispatcher.CRISIS_LINE))) == (Verdict.NOT_MET, Reason.MISSING)


@pytest.mark.parametrize(
    ("in_time", "late", "answers"),
    [
        (38, 9, (Verdict.NEEDS_REVIEW, Reason.UNPROVEN)),
        (40, 7, (Verdict.MET, Reason.HELD)),
        (36, 11, (Verdict.NOT_MET, Reason.SHORT)),
    ],
)
def test_43_a_time_that_is_not_on_record_counts_neither_way(
    in_time: int, late: int, answers: tuple[Verdict, Reason]
) -> None:
    assert answer(stands(went(in_time, 30) + went(late, 31) + went(3, None))) == answers


def test_43_what_is_in_doubt_comes_with_its_arithmetic() -> None:
    found = stands(went(38, 30) + went(9, 31) + went(3, None))

    assert "in time were between 38 of 50, 76.0 percent, and 41 of 50, 82.0 percent, from" in sentence(found)
    assert "3 times are not on record, and could decide it: look them up." in sentence(found)


def test_43_nothing_is_rounded_up() -> None:
    found = stands(went(1999, 30) + went(501, 31))

    assert answer(found) == (Verdict.NOT_MET, Reason.SHORT)
    assert "1999 of 2500, 79.9 percent" in sentence(found)


def test_43_without_a_response_there_is_nothing_to_measure_and_no_record_stands_in_for_one() -> None:
    found = stands([])
    (duty,) = [each for each in PACK.duties if each.id == found.requirement.id]
    said = [DutyDone(PROGRAM, duty.name, date(2026, 12, 31))]
    (still,) = owed([(found.requirement, (ENDORSED,))], said, [], on=NEW_YEAR)

    assert answer(found) == (Verdict.NOT_MET, Reason.MISSING)
    assert sentence(found).startswith("Nothing to measure: no response that counts is on record from October 1, 2026")
    assert answer(still.finding)[1] is Reason.MISSING


def test_43_what_is_asked_is_said_on_the_page_of_the_pack() -> None:
    (duty, *_) = PACK.duties

    assert [deadline(duty, terms) for terms in duty.terms] == [
        f"at least 80 percent there within {minutes} minutes of dispatch (sent by the 988 hub, to urban places), "
        "over the 3 months before"
        for minutes in (30, 20)
    ]
