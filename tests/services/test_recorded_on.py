"""The day on which something was recorded is the agency's own, wherever muster runs."""

from __future__ import annotations

from datetime import UTC, date, datetime

from muster.domain.moments import Moment
from muster.services import my_data, people
from tests import make
from tests.cast import Cast


async def test_what_was_recorded_in_the_evening_was_recorded_that_day(cast: Cast) -> None:
    evening = Moment(datetime(2026, 11, 24, 0, 30, tzinfo=UTC), date(2026, 11, 23))  # half past six in Chicago
    by = cast.amara.principal
    who = await people.add_person(make.identity("Kim Lee"), by=by, now=evening)

    found = await my_data.data_about(who, by=by, now=evening)

    assert {each.recorded_at.date() for each in found.items} == {date(2026, 11, 23)}
    assert {each.recorded_at for each in found.items} == {evening.at}
