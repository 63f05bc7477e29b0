"""The share of responses, beside every way in which what is not on record could have been (docs/decisions/0048)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from fractions import Fraction
from itertools import product
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from muster.domain.duties import Measure
from muster.domain.in_time import Sent, share
from muster.domain.intervals import Interval, Span
from muster.domain.responses import Dispatcher, Place, Reached, Response

ON = date(2026, 11, 15)
QUARTER = Interval(date(2026, 10, 1), date(2027, 1, 1))
MINUTES = (19, 21, 29, 31, None)


def band(within: int) -> Measure:
    """Make a band of arrivals in town, of what the hub sent."""
    return Measure(Reached.ARRIVAL, within, 80, Span(months=3), Dispatcher.HUB, Place.URBAN)


def sent(by: Dispatcher, place: Place, minutes: int | None, on: date) -> Sent:
    """Make a response."""
    return Sent(on, Response(UUID(int=0), datetime(2026, 11, 15, 12, tzinfo=UTC), by, place, None, minutes))


responses = st.builds(
    sent,
    st.sampled_from((Dispatcher.HUB, Dispatcher.HUB, Dispatcher.LINE_911, Dispatcher.UNKNOWN)),
    st.sampled_from((Place.URBAN, Place.URBAN, Place.RURAL, Place.UNKNOWN)),
    st.sampled_from(MINUTES),
    st.sampled_from((ON, ON, ON, QUARTER.end)),
)


def outcomes(each: Sent, bands: list[int]) -> set[str]:
    """Return how one response may have been, as the page says it: not counted, in time or late."""
    hub = {Dispatcher.HUB: {True}, Dispatcher.UNKNOWN: {True, False}}.get(each.response.dispatched_by, {False})
    town = {Place.URBAN: {True}, Place.UNKNOWN: {True, False}}.get(each.response.place, {False})
    counts = {one and other for one, other in product(hub, town)} if each.day in QUARTER else {False}
    after = each.response.arrived_after
    there = {True, False} if after is None else {after <= within for within in bands}
    ways = {"in time" if timely else "late" for timely in there} if True in counts else set()
    return ways | ({"not counted"} if False in counts else set())


def worlds(there: list[Sent], bands: list[int]) -> Iterator[Fraction | None]:
    """Yield the share in each of the ways in which all of them may have been; ``None``: nothing counts."""
    for ways in product(*(sorted(outcomes(each, bands)) for each in there)):
        counted = [each for each in ways if each != "not counted"]
        yield Fraction(100 * counted.count("in time"), len(counted)) if counted else None


@settings(max_examples=150, deadline=None)
@given(st.lists(responses, max_size=6), st.sampled_from(([30], [20], [30, 20])))
def test_a_share_settles_what_every_way_it_may_have_been_says(there: list[Sent], bands: list[int]) -> None:
    found = share(QUARTER, [band(each) for each in bands], there)
    said = set(worlds(there, bands))
    known = {each for each in said if each is not None}

    assert (not found.among and not found.beside) == (not known)
    if None not in said:
        assert (found.lowest, found.highest) == (min(known), max(known))
    for percent in (1, 50, 80, 100):
        reached = {None if each is None else each >= percent for each in said}
        if known:
            assert found.reaches(percent) is (reached.pop() if len(reached) == 1 else None)
