"""How long is it kept? Named cases, both sides of every edge, under the rules that come with muster."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.domain.errors import Invalid
from muster.domain.intervals import Span
from muster.domain.privacy.retention import About, After, Dated, Of, Rule, check_longer, is_over, keep_until, keepings
from muster.domain.requirements import Confidence
from muster.rules.retention import shipped

FACT, AWARD, ANOTHER = UUID(int=1), UUID(int=2), UUID(int=3)
RULES = {rule.id: rule for rule in shipped()}


def dated(of: Of, last: date | None, *topics: str) -> Dated:
    return Dated(FACT, of, last, frozenset(topics))


@dataclass(frozen=True, slots=True)
class Case:
    """A fact, what else is on record, the longest rule, and its last day; no day: nobody can say yet."""

    name: str
    fact: Dated
    about: About
    rule: str | None
    until: date | None


TRAINED = dated(Of.COMPLETION, date(2023, 2, 28), "bloodborne-pathogens")
WORKED = dated(Of.EFFORT, date(2023, 9, 30))
LATER = replace(WORKED, last=date(2024, 3, 31))
CASES = (
    Case("a course of nothing in particular", dated(Of.COMPLETION, date(2023, 2, 28), "cpr"), About(), None, None),
    Case("bloodborne pathogens", TRAINED, About(), "bloodborne-pathogens", date(2026, 2, 28)),
    Case(
        "a course whose day nobody knows",
        replace(TRAINED, last=None),
        About(),
        "bloodborne-pathogens",
        None,
    ),
    Case(
        "a course that may have been about anything is kept as if it had been",
        replace(TRAINED, topics=None),
        About(),
        "hipaa-training",
        date(2029, 2, 28),
    ),
    Case(
        "a remembered rule keeps as long as any other",
        dated(Of.COMPLETION, date(2023, 2, 28), "hipaa", "bloodborne-pathogens"),
        About(),
        "hipaa-training",
        date(2029, 2, 28),
    ),
    Case(
        "three years from 29 February end on the 28th",
        replace(TRAINED, last=date(2024, 2, 29)),
        About(),
        "bloodborne-pathogens",
        date(2027, 2, 28),
    ),
    Case(
        "time cards: from the last entry, not from this one",
        WORKED,
        About((WORKED, LATER)),
        "time-cards",
        date(2026, 3, 31),
    ),
    Case(
        "an entry whose day nobody knows may be the last one",
        WORKED,
        About((WORKED, replace(LATER, last=None))),
        "time-cards",
        None,
    ),
    Case(
        "charged to an award whose final report is in",
        WORKED,
        About((WORKED,), awards={AWARD: date(2024, 1, 28)}),
        "federal-award",
        date(2027, 1, 28),
    ),
    Case(
        "charged to an award whose final report is not in yet",
        WORKED,
        About((WORKED,), awards={AWARD: None}),
        "federal-award",
        None,
    ),
    Case(
        "of two awards the later report counts, and one that is missing counts for ever",
        WORKED,
        About((WORKED,), awards={AWARD: date(2024, 1, 28), ANOTHER: None}),
        "federal-award",
        None,
    ),
    Case(
        "a card of a Marylander",
        dated(Of.CREDENTIAL, date(2025, 10, 31)),
        About(jurisdictions=frozenset({"md"})),
        "md-nursing",
        date(2031, 10, 31),
    ),
    Case(
        "a card of a Virginian",
        dated(Of.CREDENTIAL, date(2025, 10, 31)),
        About(jurisdictions=frozenset({"VA"})),
        None,
        None,
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_it_is_kept_by_the_longest_of_all_rules_that_apply(case: Case) -> None:
    longest = keep_until(case.fact, case.about, shipped())

    assert (longest.rule.id if longest else None, longest.until if longest else None) == (case.rule, case.until)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_it_may_go_the_day_after_its_last_day_and_not_on_it(case: Case) -> None:
    far = date(2999, 12, 31)
    if case.rule is None:
        assert is_over(case.fact, case.about, shipped(), today=date(1990, 1, 1))
    elif case.until is None:
        assert not is_over(case.fact, case.about, shipped(), today=far)
    else:
        after = date.fromordinal(case.until.toordinal() + 1)
        assert not is_over(case.fact, case.about, shipped(), today=case.until)
        assert is_over(case.fact, case.about, shipped(), today=after)


def test_every_rule_that_applies_is_told_the_longest_first() -> None:
    found = keepings(WORKED, About((WORKED,), awards={AWARD: date(2024, 1, 28)}), shipped())

    assert [(each.rule.id, each.until) for each in found] == [
        ("federal-award", date(2027, 1, 28)),
        ("time-cards", date(2025, 9, 30)),
    ]


def own(**changed: object) -> Rule:
    rule = Rule(
        "own",
        frozenset({Of.EFFORT}),
        After.LAST_ENTRY,
        Span(months=84),
        "Ours.",
        "Policy 7",
        Confidence.READ,
        date(2026, 11, 22),
        own=True,
    )
    return replace(rule, **changed)  # type: ignore[arg-type]  # each as its name says


def test_an_agency_may_keep_longer() -> None:
    check_longer(own(), shipped())

    longest = keep_until(WORKED, About((WORKED,)), [*shipped(), own()])
    assert (longest.rule.id if longest else None, longest.until if longest else None) == ("own", date(2030, 9, 30))


@pytest.mark.parametrize("keep", [Span(months=24), Span(months=1), Span(days=730)], ids=str)
def test_an_agency_may_not_keep_shorter_nor_as_long(keep: Span) -> None:
    with pytest.raises(Invalid) as refused:
        check_longer(own(keep=keep), shipped())

    assert refused.value.code == "not-longer"
    assert refused.value.faults[0].expected == "more than 2 years"


def test_from_another_event_any_length_may_be_the_longer_one() -> None:
    check_longer(own(after=After.SEPARATION, keep=Span(days=1)), shipped())


DAYS = st.dates(date(2000, 1, 1), date(2060, 1, 1))
KNOWN_OR_NOT = st.none() | DAYS
FACTS = st.builds(
    Dated,
    st.uuids(),
    st.sampled_from(Of),
    KNOWN_OR_NOT,
    st.none() | st.frozensets(st.sampled_from(["bloodborne-pathogens", "hipaa", "cpr"])),
)
PEOPLE = st.builds(
    About,
    st.lists(FACTS, max_size=4).map(tuple),
    KNOWN_OR_NOT,
    st.dictionaries(st.uuids(), KNOWN_OR_NOT, max_size=2),
    st.frozensets(st.sampled_from(["MD", "CA", "TX"])),
)
MORE = st.builds(
    own,
    of=st.frozensets(st.sampled_from(Of), min_size=1),
    after=st.sampled_from(After),
    keep=st.builds(Span, st.integers(1, 200)),
    confidence=st.sampled_from(Confidence),
)


@given(FACTS, PEOPLE, MORE, DAYS)
def test_one_more_rule_of_whatever_confidence_never_lets_anything_go_sooner(
    fact: Dated, about: About, rule: Rule, today: date
) -> None:
    about = replace(about, facts=(*about.facts, fact))

    if not is_over(fact, about, shipped(), today=today):
        assert not is_over(fact, about, [*shipped(), rule], today=today)


@given(FACTS, PEOPLE, DAYS, DAYS)
def test_what_may_go_today_may_go_on_every_later_day(fact: Dated, about: About, one: date, other: date) -> None:
    about = replace(about, facts=(*about.facts, fact))
    sooner, later = sorted((one, other))

    if is_over(fact, about, shipped(), today=sooner):
        assert is_over(fact, about, shipped(), today=later)
