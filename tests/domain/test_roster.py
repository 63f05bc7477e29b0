"""Who is on the list, and in what order: by name, standing, role and program."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from muster.domain.findings import Verdict
from muster.domain.overviews.roster import Listed, Order, Stand, Stands, Wanted, has_name, in_order, stands_so, together
from muster.domain.programs import Program

ON = date(2026, 11, 22)
PROGRAM = Program(UUID(int=1), "Harbor CRT", "America/Chicago")


def listed(name: str, verdict: Verdict, through: date | None = None) -> Listed:
    """Return somebody who stands so; ``through``: the last day of that."""
    return Listed(uuid4(), name, stand=together([(verdict, through)]))


def names(found: list[Listed]) -> list[str]:
    return [each.name for each in found]


@pytest.mark.parametrize(
    ("name", "asked", "is_it"),
    [
        ("Łukasz Müller", "muller luk", True),
        ("Ana María Peña", "PENA ana", True),
        ("Ben", "", True),
        ("Ben", "bea", False),
    ],
)
def test_a_name_is_found_without_case_accents_or_order(name: str, asked: str, *, is_it: bool) -> None:
    assert has_name(name, Wanted(asked)) is is_it


def test_a_clearance_lapses_within_thirty_days_through_its_thirtieth_day() -> None:
    wanted = Wanted(stands=Stands.LAPSING, within=30)

    for days, is_it in ((0, True), (29, True), (30, False)):
        somebody = listed("Ben", Verdict.MET, ON + timedelta(days=days))
        assert stands_so(somebody, wanted, on=ON) is is_it, days
    assert not stands_so(listed("Ben", Verdict.MET), wanted, on=ON), "no end is known"
    assert not stands_so(listed("Ben", Verdict.NOT_MET, ON), wanted, on=ON), "whoever is not cleared cannot lapse"


def test_everybody_stands_in_exactly_one_way() -> None:
    ways = [each for each in Stands if each is not Stands.LAPSING]
    for verdict in Verdict:
        somebody = listed("Ben", verdict)
        assert sum(stands_so(somebody, Wanted(stands=each), on=ON) for each in ways) == 1


def test_by_standing_the_worst_is_first_and_by_day_the_soonest() -> None:
    soon, late = ON + timedelta(days=3), ON + timedelta(days=90)
    people = [
        listed("Zoë", Verdict.MET, late),
        listed("Álvaro", Verdict.MET),
        listed("Ben", Verdict.NOT_MET),
        listed("Carla", Verdict.MET, soon),
        listed("Dana", Verdict.NEEDS_REVIEW),
    ]

    by_standing = in_order(people, Wanted(order=Order.STANDING))
    by_day = in_order(people, Wanted(order=Order.THROUGH))

    assert names(by_standing) == ["Ben", "Dana", "Carla", "Zoë", "Álvaro"]
    assert names(by_day) == ["Carla", "Zoë", "Álvaro", "Ben", "Dana"]
    assert names(in_order(people, Wanted(falling=True))) == ["Zoë", "Dana", "Carla", "Ben", "Álvaro"]


def test_those_that_are_alike_stand_by_name_whatever_order_they_came_in() -> None:
    people = [listed(name, Verdict.NOT_MET) for name in ("Carla", "Álvaro", "Ben")]

    assert names(in_order(people, Wanted(order=Order.STANDING))) == ["Álvaro", "Ben", "Carla"]
    assert names(in_order(people[::-1], Wanted(order=Order.STANDING))) == ["Álvaro", "Ben", "Carla"]


def test_the_worst_of_several_programs_counts_and_the_soonest_end() -> None:
    soon, late = ON + timedelta(days=2), ON + timedelta(days=9)

    assert together([(Verdict.MET, late), (Verdict.NOT_MET, soon)]) == Stand(Verdict.NOT_MET, None)
    assert together([(Verdict.MET, late), (Verdict.MET, soon)]) == Stand(Verdict.MET, soon)
    assert together([(Verdict.MET, late), (Verdict.MET, None)]) == Stand(Verdict.MET, late)
    assert together([(Verdict.MET, late), (Verdict.NOT_APPLICABLE, soon)]) == Stand(Verdict.MET, late)
    assert together([]) == Stand(Verdict.NOT_APPLICABLE, None)
