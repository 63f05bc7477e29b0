"""Every charged minute in one class, and the class that its day deserves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.domain.adopting.adoptions import Adoption
from muster.domain.charging import (
    Asked,
    Bench,
    Charge,
    ChargeClass,
    Split,
    asked,
    charge_class,
    dollars,
    tally,
)
from muster.domain.facts import Facts
from muster.domain.findings import Reason, Verdict
from muster.domain.intervals import FOREVER, Interval, day_after, day_before
from muster.domain.people import RoleHeld
from muster.domain.requirements import Bar, Requirement
from muster.domain.standing.engine import assess
from tests.chance import examples
from tests.domain import people_at_random
from tests.reports import invented
from tests.reports.invented import AWARD, OTHER_PROGRAM, PROGRAM, SINCE

LAPSED = date(2026, 8, 4)


def ruled(facts: Facts, role: str, on: date, *, award: object = AWARD) -> ChargeClass:
    rules = asked(invented.PACKS, award=award)  # type: ignore[arg-type]
    return Bench(facts, rules).classify(role, on).charged_as


def test_the_class_turns_on_the_day_after_the_last_good_day_and_back_on_the_day_after_the_late_training() -> None:
    ben = invented.person("emt", invented.trained(date(2025, 8, 3)), invented.trained(date(2026, 8, 18)))

    assert [ruled(ben, "emt", day) for day in (day_before(LAPSED), LAPSED, date(2026, 8, 18), date(2026, 8, 19))] == [
        ChargeClass.QUALIFIED,
        ChargeClass.NOT_QUALIFIED,
        ChargeClass.NOT_QUALIFIED,
        ChargeClass.QUALIFIED,
    ]


def test_whoever_does_not_hold_the_role_of_the_line_is_not_qualified_however_well_trained() -> None:
    hoa = invented.person("emt")

    ruling = Bench(hoa, asked(invented.PACKS, award=AWARD)).classify("peer-support-specialist", LAPSED)

    assert (ruling.charged_as, ruling.wrong_role, ruling.grounds) == (ChargeClass.NOT_QUALIFIED, True, ())


def test_a_role_that_ended_pays_for_no_later_day() -> None:
    facts = Facts((RoleHeld("emt", PROGRAM, Interval.through(SINCE, day_before(LAPSED))),))

    bench = Bench(facts, ())

    assert not bench.classify("emt", day_before(LAPSED)).wrong_role
    assert bench.classify("emt", LAPSED).wrong_role


def test_where_no_rule_binds_nothing_is_said_to_be_qualified() -> None:
    assert Bench(invented.person("emt"), ()).classify("emt", LAPSED).charged_as is ChargeClass.NOT_BOUND


def test_what_another_program_adopted_does_not_bind() -> None:
    peer = invented.person("peer-support-specialist", program=OTHER_PROGRAM)  # holds no certificate

    assert ruled(peer, "peer-support-specialist", LAPSED) is ChargeClass.QUALIFIED


def test_whoever_holds_the_role_in_two_programs_answers_to_both() -> None:
    peer = invented.person("peer-support-specialist", program=OTHER_PROGRAM)
    both = replace(peer, roles=(*peer.roles, RoleHeld("peer-support-specialist", PROGRAM, Interval(SINCE))))

    assert ruled(both, "peer-support-specialist", LAPSED) is ChargeClass.NOT_QUALIFIED


def test_a_condition_of_the_award_binds_whoever_is_charged_to_it_and_nobody_else() -> None:
    untrained = replace(invented.person("emt"), completions=(invented.trained(date(2026, 6, 15)),))

    assert ruled(untrained, "emt", LAPSED) is ChargeClass.NOT_QUALIFIED
    assert ruled(untrained, "emt", LAPSED, award=None) is ChargeClass.QUALIFIED


def test_a_recommendation_never_changes_a_class() -> None:
    lapsed = invented.person("emt", invented.trained(date(2024, 8, 3)))
    only_advised = [
        (adoption, replace(pack, requirements=tuple(replace(each, bar=Bar.RECOMMENDED) for each in pack.requirements)))
        for adoption, pack in invented.PACKS
    ]

    assert Bench(lapsed, asked(only_advised, award=AWARD)).classify("emt", LAPSED).charged_as is ChargeClass.NOT_BOUND


def test_a_pack_binds_from_the_day_it_was_adopted() -> None:
    untrained = Facts((RoleHeld("emt", PROGRAM, Interval(SINCE)),))
    adopted = [(Adoption("harbor-safety", "a" * 64, Interval(LAPSED)), invented.PACKS[0][1])]

    bench = Bench(untrained, asked(adopted, award=AWARD))

    assert bench.classify("emt", day_before(LAPSED)).charged_as is ChargeClass.NOT_BOUND
    assert bench.classify("emt", LAPSED).charged_as is ChargeClass.NOT_QUALIFIED


def test_the_worst_requirement_decides_and_each_that_fails_is_named() -> None:
    lapsed = invented.person("peer-support-specialist", invented.trained(date(2024, 8, 3)))

    ruling = Bench(lapsed, asked(invented.PACKS, award=AWARD)).classify("peer-support-specialist", LAPSED)

    assert ruling.charged_as is ChargeClass.NOT_QUALIFIED
    assert {each.asked.requirement.name for each in ruling.grounds} == {
        "harbor-safety/bloodborne-pathogens",
        "example-peer-support/peer-certification",
    }


@given(people_at_random.cases(), st.lists(st.dates(SINCE, date(2026, 12, 31)), max_size=8), st.integers(1, 1500))
@settings(max_examples=examples(150))
def test_the_classes_partition_the_charged_minutes_and_agree_with_the_engine(
    case: people_at_random.Case, days: list[date], minutes: int
) -> None:
    """Against ``assess``, which judges one day afresh each time."""
    rule = case.requirement
    facts = replace(case.facts, roles=tuple(replace(each, program=PROGRAM) for each in case.facts.roles))
    role = next((each.role for each in facts.roles), "emt")
    bench = Bench(facts, (Asked(rule, "d" * 64, Interval(date.min, FOREVER), PROGRAM),))

    charges = [Charge(bench.classify(role, day).charged_as, minutes) for day in days]

    assert tally(charges).whole == minutes * len(days)
    for day, charge in zip(days, charges, strict=True):
        if not any(each.role == role and day in each.validity for each in facts.roles):
            expected = ChargeClass.NOT_QUALIFIED
        elif not {role, "*"} & rule.roles or not rule.bar.binds:
            continue
        else:
            expected = charge_class(assess(rule, facts, on=day).standing)
        assert charge.charged_as is expected


@given(
    people_at_random.cases(),
    st.lists(st.dates(SINCE, date(2026, 12, 31)), max_size=8),
    st.sampled_from([PROGRAM, OTHER_PROGRAM]),
)
@settings(max_examples=examples(150))
def test_a_day_is_ruled_the_same_whatever_days_were_asked_before_it(
    case: people_at_random.Case, days: list[date], other: UUID
) -> None:
    first, *more = case.facts.roles or (None,)
    roles = [*([replace(first, program=PROGRAM)] if first else []), *(replace(each, program=other) for each in more)]
    facts = replace(case.facts, roles=tuple(roles))
    role = next((each.role for each in facts.roles), "emt")
    adopted = (
        Asked(case.requirement, "d" * 64, Interval(date(2026, 2, 1), date(2026, 9, 1)), PROGRAM),
        Asked(case.requirement, "e" * 64, Interval(date(2026, 6, 1)), award=AWARD),
        Asked(invented.YEARLY, "f" * 64, Interval(SINCE, date(2026, 5, 1))),
    )
    bench = Bench(facts, adopted)

    for day in (*days, *days):
        assert bench.classify(role, day) == Bench(facts, adopted).classify(role, day)


def test_every_standing_there_is_has_a_class() -> None:
    def classes(rule: Requirement, facts: Facts) -> set[ChargeClass]:
        return {charge_class(assess(rule, facts, on=day).standing) for day in Interval(SINCE, date(2027, 1, 1))}

    renee = invented.planted()[3].facts

    assert classes(invented.CERTIFIED, renee) == set(ChargeClass) - {ChargeClass.NOT_BOUND}
    found = assess(invented.CERTIFIED, renee, on=date(2026, 9, 1))
    assert (found.verdict, found.reason) == (Verdict.NEEDS_REVIEW, Reason.WAIVED)


charges = st.builds(Charge, st.sampled_from(ChargeClass), st.integers(1, 1500))


@given(st.lists(st.tuples(charges, st.integers(1, 50_000)), max_size=30))
def test_dollars_sum_to_the_whole_rounded_once_and_no_class_is_off_by_a_cent(rated: list[tuple[Charge, int]]) -> None:
    found = dollars(rated)

    assert found is not None
    exact = sum(each.minutes * rate for each, rate in rated)
    assert abs(found.whole * 60 - exact) <= 30
    for charged_as, cents in found.parts().items():
        own = sum(each.minutes * rate for each, rate in rated if each.charged_as is charged_as)
        assert abs(cents * 60 - own) < 120


@given(st.lists(st.tuples(charges, st.integers(1, 50_000)), min_size=1, max_size=5), st.integers(0, 4))
def test_one_minute_without_a_rate_makes_the_dollars_not_computable(
    rated: list[tuple[Charge, int]], place: int
) -> None:
    unknown: list[tuple[Charge, int | None]] = [*rated]
    unknown[place % len(rated)] = rated[place % len(rated)][0], None

    assert dollars(unknown) is None


@pytest.mark.parametrize("charged_as", list(ChargeClass))
def test_a_split_has_each_part_in_its_own_place(charged_as: ChargeClass) -> None:
    found = Split.of({charged_as: 7})

    assert found.parts()[charged_as] == found.whole == 7
    assert getattr(found, charged_as.replace("-", "_")) == 7


def test_the_day_after_an_adoption_ends_it_asks_nothing() -> None:
    untrained = Facts((RoleHeld("emt", PROGRAM, Interval(SINCE)),))
    ended = [(Adoption("harbor-safety", "a" * 64, Interval.through(SINCE, LAPSED)), invented.PACKS[0][1])]

    assert Bench(untrained, asked(ended, award=AWARD)).classify("emt", day_after(LAPSED)).charged_as is (
        ChargeClass.NOT_BOUND
    )


def test_what_a_partnership_asks_is_asked_only_of_what_is_charged_under_it() -> None:
    trained = invented.person("emt")
    (adoption, pack), *_ = invented.PACKS
    agreed, another = UUID(int=71), UUID(int=72)
    of_it = replace(adoption, program=None, award=None, partnership=agreed)
    bench = Bench(trained, asked([(of_it, pack)], award=AWARD))
    day = day_before(LAPSED)

    alone, under = bench.classify("emt", day), bench.classify("emt", day, agreed)

    assert alone.charged_as is ChargeClass.NOT_BOUND
    assert bench.classify("emt", day, another).charged_as is ChargeClass.NOT_BOUND
    assert under.charged_as is not ChargeClass.NOT_BOUND
    assert asked([(replace(of_it, partnership=None, team_kind="mobile-crisis"), pack)], award=AWARD) == ()
