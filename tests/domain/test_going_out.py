"""The whole answer about a crew is the gravest of what its rules say and how its members stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.domain.clearance import Clearance, gravest
from muster.domain.errors import Invalid
from muster.domain.findings import Verdict
from muster.domain.intervals import Interval
from muster.domain.programs import Program
from muster.domain.requirements import Bar, Confidence
from muster.domain.teams.going_out import Checked, Fit, Question, substitutes
from muster.domain.teams.shifts import LONGEST, Going, Manned, Outing, Shift, Tense, beside, within
from muster.domain.teams.staffing import Lack, Presence, TeamFinding, TeamRule, TeamTerms, Want, Way
from tests import make

PROGRAM = Program(UUID(int=9), "Harbor CRT", "America/Chicago")
START = datetime(2026, 11, 1, 2, tzinfo=UTC)
TERMS = TeamTerms(date(2020, 1, 1), "P", Confidence.READ, (Way(1, ()),))
LEE, INES, WEN = (UUID(int=each) for each in (1, 2, 3))


def fit(person: UUID, verdict: Verdict = Verdict.MET, presence: Presence = Presence.IN_PERSON) -> Fit:
    """Make a member of whom no rule asks anything, or who holds no role then."""
    held = Clearance(person, PROGRAM, date(2026, 11, 1), ()) if verdict is not Verdict.NEEDS_REVIEW else None
    return Fit(Going(person, presence), held)


def found(verdict: Verdict, *, bar: Bar = Bar.REQUIRED, lacks: tuple[Lack, ...] = ()) -> TeamFinding:
    """Make what one rule says."""
    rule = TeamRule("p", str(bar), "Two go.", (TERMS,), bar)
    return TeamFinding(rule, START, START + timedelta(hours=1), verdict, TERMS, lacks=lacks)


def test_a_recommendation_never_changes_the_answer() -> None:
    advised = Checked(Tense.PLANNED, (found(Verdict.NOT_MET, bar=Bar.RECOMMENDED), found(Verdict.MET)), ())

    assert (advised.team, advised.verdict, advised.lacks) == (Verdict.MET, Verdict.MET, ())


def test_whoever_can_only_be_reached_keeps_nobody_back() -> None:
    on_call = fit(WEN, Verdict.NEEDS_REVIEW, Presence.REACHABLE)
    there = fit(WEN, Verdict.NEEDS_REVIEW, Presence.REMOTE)

    assert Checked(Tense.PLANNED, (found(Verdict.MET),), (on_call,)).verdict is Verdict.MET
    assert Checked(Tense.PLANNED, (found(Verdict.MET),), (there,)).verdict is Verdict.NEEDS_REVIEW


@given(st.lists(st.sampled_from(list(Verdict))))
def test_the_answer_is_the_gravest_of_its_pieces(said: list[Verdict]) -> None:
    assert Checked(Tense.WENT, tuple(map(found, said)), ()).verdict is gravest(set(said))


def asking(needs: UUID, never: UUID | None = None) -> Question:
    """Ask a rule that wants somebody, and may not have somebody else."""

    def ask(crew: Sequence[Going]) -> tuple[TeamFinding, ...]:
        there = {each.person for each in crew}
        lacks = [] if needs in there else [Lack(Want.PLACE, "clinician", Verdict.NOT_MET)]
        lacks += [Lack(Want.NEVER, "police", Verdict.NOT_MET, (never,))] if never is not None and never in there else []
        return (found(Verdict.NOT_MET if lacks else Verdict.MET, lacks=tuple(lacks)),)

    return Question(Tense.PLANNED, (fit(INES), *([fit(never)] if never is not None else [])), ask)


def test_a_substitute_comes_as_one_more_where_that_is_enough() -> None:
    (one,) = substitutes(asking(LEE), [fit(LEE), fit(WEN)])

    assert (one.person, one.instead_of, one.fills) == (LEE, None, True)


def test_a_substitute_takes_the_place_of_whoever_is_the_trouble() -> None:
    lee, *_ = substitutes(asking(LEE, never=WEN), [fit(LEE)])

    assert (lee.person, lee.instead_of, lee.fills) == (LEE, WEN, True)


def test_who_leaves_as_much_wanting_is_no_substitute_and_a_team_that_may_go_needs_none() -> None:
    assert substitutes(asking(LEE), [fit(WEN)]) == []
    assert substitutes(asking(INES), [fit(WEN)]) == []


def test_two_shifts_that_only_touch_are_not_at_once() -> None:
    first = make.outing(START, 8)
    crew = [Going(LEE)]
    after = Manned(Shift(PROGRAM.id, "mobile-crisis", make.outing(START + timedelta(hours=8))), tuple(crew))
    during = Manned(Shift(PROGRAM.id, "mobile-crisis", make.outing(START + timedelta(hours=7))), tuple(crew))

    assert beside(None, first, crew, [(UUID(int=5), after)]) == {}
    assert [each.both for each in beside(None, first, crew, [(UUID(int=6), during)])[LEE]] == [True]


def test_who_went_counts_and_not_who_was_to_go() -> None:
    out = make.outing(START, 8)
    told = Manned(Shift(PROGRAM.id, "mobile-crisis", out, out), (Going(LEE),), (Going(INES),))

    assert set(beside(None, out, [Going(LEE), Going(INES)], [(UUID(int=5), told)])) == {INES}


def test_a_night_on_which_the_clocks_go_back_is_of_its_two_local_days() -> None:
    here = ZoneInfo(PROGRAM.time_zone)
    night = Outing(datetime(2026, 10, 31, 22, tzinfo=here), datetime(2026, 11, 1, 6, tzinfo=here))

    assert list(night.days(here)) == [date(2026, 10, 31), date(2026, 11, 1)]
    part = within(night, Interval(date(2026, 11, 1)), here)
    assert part is not None
    assert part[1].astimezone(UTC) - part[0].astimezone(UTC) == timedelta(hours=7)


@pytest.mark.parametrize("longer", [timedelta(0), timedelta(minutes=-1), LONGEST + timedelta(minutes=1)])
def test_what_ends_before_it_starts_or_is_no_one_shift_is_refused(longer: timedelta) -> None:
    with pytest.raises(Invalid) as refused:
        Outing(START, START + longer)

    assert refused.value.code == "odd-shift"
    assert Outing(START, START + LONGEST).ends_at == START + LONGEST


@pytest.mark.parametrize("word", ["Officer Smith", "", "naloxone kit", "x" * 101])
def test_what_is_no_word_is_refused(word: str) -> None:
    with pytest.raises(Invalid) as refused:
        make.outing(equipment=frozenset({word}))

    assert refused.value.code == "odd-word"
