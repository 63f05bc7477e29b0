"""Maximum matching, against trying every order."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from muster.domain.teams.matching import fill

PLACES = st.dictionaries(
    st.sampled_from("abcd"), st.lists(st.integers(0, 3), unique=True, max_size=4).map(tuple), max_size=4
)


def most(able: dict[str, tuple[int, ...]]) -> int:
    """Return the most places that can be filled, by trying every order of people."""
    orders = permutations(range(4))
    return max(sum(who in able[place] for place, who in zip(able, order, strict=False)) for order in orders)


@given(PLACES)
def test_no_order_fills_more_places(able: dict[str, tuple[int, ...]]) -> None:
    filled = fill(able)

    assert all(who in able[place] for place, who in filled.items())
    assert len(set(filled.values())) == len(filled)
    assert len(filled) == most(able)


@given(PLACES, PLACES)
def test_what_was_begun_stays_filled(sure: dict[str, tuple[int, ...]], doubts: dict[str, tuple[int, ...]]) -> None:
    able = {place: (*sure.get(place, ()), *doubts.get(place, ())) for place in {**sure, **doubts}}
    begun = fill(sure)

    filled = fill(able, begun)

    assert set(begun) <= set(filled)
    assert len(filled) == most(able)
