"""Who is on the list, and in what order: by name, standing, role and program."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from muster.domain.clearance import Clearance
from muster.domain.findings import Change, Finding, Reason, Standing, Verdict
from muster.domain.intervals import Interval
from muster.domain.programs import Program
from muster.domain.requirements import Confidence, Requirement, Terms
from muster.domain.roster import Listed, Order, Stands, Wanted, has_name, holds_role, in_order, stands_so

ON = date(2026, 11, 22)
PROGRAM = Program(UUID(int=1), "Harbor CRT", "America/Chicago")
RULE = Requirement(
    "local",
    "cpr",
    "Everybody holds a CPR card.",
    frozenset("*"),
    frozenset({"cpr"}),
    (),
    (Terms(date(2020, 1, 1), "Policy 1", Confidence.READ),),
)
REASON = {Verdict.MET: Reason.HELD, Verdict.NOT_MET: Reason.MISSING, Verdict.NEEDS_REVIEW: Reason.UNPROVEN}
DAY, NIGHT = uuid4(), uuid4()


def listed(name: str, verdict: Verdict, through: date | None = None) -> Listed:
    """Return somebody with one finding of this verdict; ``through``: its last day, not met afterwards."""
    found: tuple[Finding, ...] = ()
    if verdict is not Verdict.NOT_APPLICABLE:
        lapse = Change(through + timedelta(days=1), Standing(Verdict.NOT_MET, Reason.LAPSED)) if through else None
        found = (Finding(RULE, ON, Standing(verdict, REASON[verdict]), Interval(date(2026, 1, 1)), next=lapse),)
    who = uuid4()
    return Listed(who, name, (("emt", DAY),), (Clearance(who, PROGRAM, ON, found),))


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


@pytest.mark.parametrize(
    ("role", "program", "is_it"),
    [
        ("", None, True),
        ("emt", None, True),
        ("emt", DAY, True),
        ("", NIGHT, True),
        ("emt", NIGHT, False),  # the EMT is in the day team, and the nurse in the night team
        ("clinician", None, False),
    ],
)
def test_a_role_and_a_program_are_asked_for_together(role: str, program: UUID | None, *, is_it: bool) -> None:
    assert holds_role((("emt", DAY), ("nurse", NIGHT)), Wanted(role=role, program=program)) is is_it


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
    good, bad = listed("Ben", Verdict.MET, ON + timedelta(days=9)), listed("Ben", Verdict.NOT_MET)
    other = listed("Ben", Verdict.MET, ON + timedelta(days=2))

    assert replace(good, clearances=good.clearances + bad.clearances).verdict is Verdict.NOT_MET
    assert replace(good, clearances=good.clearances + bad.clearances).through is None
    assert replace(good, clearances=good.clearances + other.clearances).through == ON + timedelta(days=2)
