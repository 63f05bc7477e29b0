"""What is supposed is judged as if it were on record: the oracle judges the facts with it put in by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from muster.domain.credentials import Credential, End, Proof
from muster.domain.errors import Conflict
from muster.domain.facts import Facts
from muster.domain.forecasts.supposing import Away, Begins, Ends, Held, Lapses, Supposed, Taken, laid
from muster.domain.intervals import FOREVER, ONE_DAY, Interval
from muster.domain.leave import Leave
from muster.domain.people import RoleHeld
from muster.domain.standing.engine import coverage
from muster.domain.training import Completion
from tests.domain import oracle
from tests.domain.people_at_random import HERSELF, PROGRAM, Case, Draw, cases, near

CHRISTMAS: Final = date(2026, 12, 24)
AT_RANDOM = settings(
    max_examples=60, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


@st.composite
def things_supposed(draw: Draw, facts: Facts) -> tuple[Supposed, Facts]:
    """Draw something to suppose of somebody, and the same person with it on record, put in by hand."""
    days = [each.completed_on for each in facts.completions if each.completed_on] or [CHRISTMAS]
    day = draw(near(tuple(days)))
    match draw(st.sampled_from(("taken", "held", "lapses", "begins", "ends", "away"))):
        case "taken":
            done = Completion(
                frozenset(["naloxone"]), day, draw(st.sampled_from((60, 120, None))), Proof.SOURCE_CHECKED
            )
            return Taken(done), replace(facts, completions=(done, *facts.completions))
        case "held":
            card = Credential("card", day, None, day + timedelta(days=90), proof=Proof.SOURCE_CHECKED)
            return Held(card), replace(facts, credentials=(card, *facts.credentials))
        case "lapses":
            cards = []
            for each in facts.credentials:
                first = each.valid_from or each.issued_on or each.earned_on
                if each.kind == "card" and first and first > day:
                    continue
                sooner = each.kind == "card" and (each.end is not End.PRINTED or (each.valid_through or day) > day)
                cards.append(replace(each, valid_through=day, end=End.PRINTED) if sooner else each)
            return Lapses("card", day), replace(facts, credentials=tuple(cards))
        case "begins":
            held = RoleHeld("peer", PROGRAM, Interval(day))
            return Begins(held), replace(facts, roles=(held, *facts.roles))
        case "ends":
            roles = []
            for one in facts.roles:
                if one.role == "peer" and one.validity.start > day:
                    continue
                goes_on = one.role == "peer" and (one.validity.end == FOREVER or one.validity.end - ONE_DAY > day)
                roles.append(replace(one, validity=Interval(one.validity.start, day + ONE_DAY)) if goes_on else one)
            return Ends("peer", PROGRAM, day), replace(facts, roles=tuple(roles))
        case _:
            gone = Leave(Interval(day, day + timedelta(days=30)))
            assume(not any(each.during & gone.during for each in facts.leaves))
            return Away(gone), replace(facts, leaves=(gone, *facts.leaves))


@st.composite
def suppositions(draw: Draw) -> tuple[Case, Supposed, Facts]:
    """Draw somebody, a rule, something supposed of them, and the person with it."""
    case = draw(cases())
    return case, *draw(things_supposed(case.facts))


@AT_RANDOM
@given(suppositions())
def test_what_is_supposed_is_judged_on_every_day_as_the_oracle_judges_it_on_record(
    drawn: tuple[Case, Supposed, Facts],
) -> None:
    case, what, by_hand = drawn

    judged = coverage(case.requirement, laid(case.facts, [what]), period=Interval(oracle.FIRST, oracle.LAST))

    answers = oracle.judge_every_day(case.requirement, by_hand)
    for day, answer in answers.items():
        if day < oracle.LAST:
            (said,) = [each for each in judged if day in each.during]
            assert said.standing == answer.standing, day


def test_a_role_is_held_through_its_supposed_last_day_and_another_program_s_is_left_alone() -> None:
    here, there = (
        RoleHeld("emt", PROGRAM, Interval(date(2026, 1, 1))),
        RoleHeld("emt", HERSELF, Interval(date(2026, 1, 1))),
    )

    found = laid(Facts((here, there)), [Ends("emt", PROGRAM, CHRISTMAS)])

    assert [str(each.validity.last) for each in found.roles] == ["2026-12-24", "9999-12-31"]


def test_a_card_that_lapses_is_good_on_its_last_day_and_one_that_begins_later_is_not_there() -> None:
    there, later = (
        Credential("card", day, valid_through=date(2027, 6, 30)) for day in (CHRISTMAS, CHRISTMAS + ONE_DAY)
    )

    (left,) = laid(Facts(credentials=(there, later)), [Lapses("card", CHRISTMAS)]).credentials

    assert (left.issued_on, left.valid_through) == (CHRISTMAS, CHRISTMAS)


def test_two_leaves_that_overlap_cannot_be_supposed_as_they_cannot_be_recorded() -> None:
    away = Leave(Interval.through(date(2026, 12, 20), CHRISTMAS))

    with pytest.raises(Conflict, match="never overlap"):
        laid(Facts(leaves=(away,)), [Away(Leave(Interval.through(CHRISTMAS, date(2027, 1, 6))))])
    assert laid(Facts(leaves=(away,)), [Away(Leave(Interval(CHRISTMAS + ONE_DAY, date(2027, 1, 6))))]).leaves[0] == away
