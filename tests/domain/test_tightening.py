"""What is said to be tighter is: under random facts, on no day does the child let pass what the parent does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields, replace
from datetime import date
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from muster.domain.adopting import tighter_terms
from muster.domain.adopting.packs import Pack
from muster.domain.adopting.tightening import compare, compare_packs
from muster.domain.adopting.tighter_terms import Relation
from muster.domain.anchors import Anchor, MonthDay, Renewal
from muster.domain.credentials import CredentialKind, Proof, Renewing
from muster.domain.duties import Exemption, Measure, OfProgram, Part, Prior
from muster.domain.errors import Invalid
from muster.domain.facts import Facts
from muster.domain.findings import Verdict
from muster.domain.intervals import Interval, Span
from muster.domain.leave import OnLeave
from muster.domain.people import EmploymentKind
from muster.domain.requirements import Bar, Confidence, Event, Initial, Requirement, Terms
from muster.domain.responses import Reached
from muster.domain.standing.engine import timeline
from muster.rules import packs
from tests.chance import examples
from tests.domain.people_at_random import ELSEWHERE, GRACES, SPANS, WITHINS, palettes, people, requirements

SEED: Final = 20261126
SPANS_TOO: Final = (*SPANS, *map(Span.parse, ("14 days", "27 days", "3 months")))
PASSES: Final = frozenset({Verdict.MET, Verdict.NOT_APPLICABLE})
FEW: Final = settings(max_examples=examples(200), deadline=None, suppress_health_check=list(HealthCheck), database=None)
MANY: Final = settings(FEW, max_examples=5_000)


def renewed(draw: st.DrawFn, terms: Terms) -> Terms:
    every = draw(st.sampled_from(SPANS_TOO))
    if terms.renewal is None:
        return replace(terms, renewal=Renewal(every, draw(st.sampled_from((Anchor.COMPLETION, Anchor.END_OF_MONTH)))))
    other = draw(st.sampled_from((replace(terms.renewal, every=every), Renewal(every), None)))
    return replace(terms, renewal=other)


def first(draw: st.DrawFn, terms: Terms) -> Terms:
    within = draw(st.sampled_from((*WITHINS, Span.parse("14 days"))))
    if terms.initial is None:
        return replace(terms, initial=Initial(draw(st.sampled_from((Event.HIRE, Event.ASSIGNMENT))), within))
    other = draw(st.sampled_from((replace(terms.initial, within=within), replace(terms.initial, within=within), None)))
    return replace(terms, initial=other, interim="" if other is None else terms.interim)


def hours(draw: st.DrawFn, terms: Terms) -> Terms:
    return replace(
        terms, minutes=draw(st.sampled_from((None, 60, 120, 150))), eased=draw(st.sampled_from((None, terms.eased)))
    )


def of_terms(draw: st.DrawFn, terms: Terms) -> Terms:
    """Change one part of a set of terms."""
    one_of: Callable[[Any], Any] = lambda several: draw(st.sampled_from(several))  # noqa: E731 - a name for it
    changes: dict[str, Callable[[], Terms]] = {
        "renewal": lambda: renewed(draw, terms),
        "initial": lambda: first(draw, terms),
        "hours": lambda: hours(draw, terms),
        "grace": lambda: replace(terms, grace=one_of((*GRACES, Span.parse("2 months")))),
        "proof": lambda: replace(terms, proof=one_of((None, Proof.DOCUMENT_SEEN, Proof.SOURCE_CHECKED))),
        "prior": lambda: replace(
            terms, prior=one_of((None, Prior(one_of((*SPANS, None))), Prior(one_of(SPANS), frozenset({"naloxone"}))))
        ),
        "exempt": lambda: replace(terms, exemption=one_of((None, Exemption(ELSEWHERE, "x")))),
        "leave": lambda: replace(terms, leave=one_of((None, *OnLeave))),
        "sure": lambda: replace(terms, confidence=Confidence.READ),
    }
    return changes[one_of(sorted(changes))]()


def of_whole(draw: st.DrawFn, rule: Requirement) -> Requirement:
    """Change whom a rule binds, or what it accepts."""
    topics = frozenset(draw(st.sampled_from((sorted(rule.topics), sorted(rule.topics)[:1]))))
    kinds = draw(st.sampled_from((rule.kinds, rule.kinds[:1], rule.kinds[1:])))
    both = Part(frozenset({"naloxone"})), Part(frozenset({"first-aid"}), rule.kinds)
    changes: tuple[Callable[[], Requirement], ...] = (
        lambda: replace(rule, roles=frozenset({"peer", "clinician"})),
        lambda: replace(rule, roles=frozenset({"*"})),
        lambda: replace(rule, roles=frozenset({"clinician"})),
        lambda: replace(rule, employed=frozenset[EmploymentKind]()),
        lambda: replace(rule, employed=frozenset({EmploymentKind.VOLUNTEER})),
        lambda: replace(rule, topics=topics, kinds=kinds, parts=()),
        lambda: replace(rule, topics=topics, kinds=kinds, parts=()),
        lambda: replace(rule, topics=frozenset({"naloxone", "first-aid"}), parts=both),
    )
    return draw(st.sampled_from(changes))()


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Requirement, Requirement, Facts]:
    """Draw a rule, the same with one to three things changed, and a person whose days are about the same edges."""
    palette = draw(palettes())
    parent = draw(requirements(palette))
    if draw(st.booleans()):
        parent = replace(parent, terms=tuple(replace(each, confidence=Confidence.READ) for each in parent.terms))
    child = parent
    for _ in range(draw(st.sampled_from((1, 1, 2, 3)))):
        with suppress(Invalid):  # what cannot be is not compared
            if draw(st.booleans()):
                child = replace(child, terms=tuple(of_terms(draw, each) for each in child.terms))
            else:
                child = of_whole(draw, child)
    return parent, child, replace(draw(people(palette)), waivers=(), extensions=(), orders=())


def faults(parent: Requirement, child: Requirement, facts: Facts) -> list[str]:
    """Return the runs of days on which the child lets pass what the parent does not."""
    theirs, ours = timeline(parent, facts), timeline(child, facts)
    edges = sorted({each.during.start for one in (theirs, ours) for each in one.segments})
    found = []
    for day in edges:
        asked, asks = (each.segments[each.at(day)].standing for each in (theirs, ours))
        if asks.verdict in PASSES and asked.verdict is Verdict.NOT_MET:
            found.append(f"from {day} on: the parent says {asked.reason}, the child {asks.reason}")
    return found


def held(pair: tuple[Requirement, Requirement, Facts]) -> Relation:
    parent, child, facts = pair
    compared = compare(parent, child)
    if not compared.loosens:
        said = [each for stretch in compared.stretches for each in stretch.differences]
        assert faults(parent, child, facts) == [], said
    return compared.relation


@seed(SEED)
@FEW
@given(pairs())
def test_what_is_said_to_be_as_tight_lets_nothing_pass_that_the_parent_does_not(
    pair: tuple[Requirement, Requirement, Facts],
) -> None:
    held(pair)


@pytest.mark.prove
def test_five_thousand_pairs_find_no_day_on_which_a_tighter_text_lets_more_pass() -> None:
    found: Counter[Relation] = Counter()

    @seed(SEED)
    @MANY
    @given(pairs())
    def thousands(pair: tuple[Requirement, Requirement, Facts]) -> None:
        found[held(pair)] += 1

    thousands()

    assert min(found[each] for each in (Relation.SAME, Relation.TIGHTER, Relation.LOOSER, Relation.DIFFERENT)) > 500


def text(**terms: object) -> Requirement:
    """Return a rule of one set of terms: within 90 days of assignment, every two years."""
    asked = {
        "initial": Initial(Event.ASSIGNMENT, Span(days=90)),
        "renewal": Renewal(Span(months=24)),
        "confidence": Confidence.READ,
        "cite": "x",
        "effective": date(2020, 1, 1),
    }
    kept = Terms(**(asked | terms))  # type: ignore[arg-type]
    return Requirement("p", "r", "Knows it.", frozenset({"peer"}), frozenset({"a", "b"}), (), (kept,))


@pytest.mark.parametrize(
    ("child", "relation", "what"),
    [
        (text(cite="y"), Relation.SAME, []),
        (text(initial=Initial(Event.ASSIGNMENT, Span(days=30))), Relation.TIGHTER, ["initial"]),
        (text(initial=Initial(Event.ASSIGNMENT, Span(days=91))), Relation.LOOSER, ["initial"]),
        (text(initial=Initial(Event.ASSIGNMENT, Span(months=3))), Relation.DIFFERENT, ["initial"]),
        (text(initial=Initial(Event.HIRE, Span(days=30))), Relation.DIFFERENT, ["initial"]),
        (text(renewal=Renewal(Span(months=12))), Relation.TIGHTER, ["renewal"]),
        (text(renewal=None), Relation.LOOSER, ["renewal"]),
        (text(renewal=Renewal(Span(months=12), Anchor.CALENDAR_YEAR)), Relation.DIFFERENT, ["renewal"]),
        (text(minutes=60), Relation.TIGHTER, ["hours"]),
        (text(proof=Proof.DOCUMENT_SEEN), Relation.TIGHTER, ["proof"]),
        (text(grace=Span(days=1)), Relation.LOOSER, ["grace"]),
        (text(exemption=Exemption("x", "y")), Relation.LOOSER, ["exempt_if"]),
        (text(confidence=Confidence.MEMORY, minutes=60), Relation.DIFFERENT, ["confidence", "hours"]),
        (replace(text(), roles=frozenset({"*"})), Relation.TIGHTER, ["roles"]),
        (replace(text(), roles=frozenset({"nurse"})), Relation.LOOSER, ["roles"]),
        (replace(text(), topics=frozenset({"a"})), Relation.TIGHTER, ["accepts"]),
        (replace(text(), topics=frozenset({"a", "c"})), Relation.DIFFERENT, ["accepts"]),
        (replace(text(), bar=Bar.RECOMMENDED), Relation.LOOSER, ["kind"]),
        (replace(text(), bar=Bar.PAYMENT_INCENTIVE), Relation.LOOSER, ["kind"]),
        (replace(text(), bar=Bar.VOLUNTARY_ENDORSEMENT), Relation.SAME, []),
        (text(effective=date(2026, 1, 1)), Relation.LOOSER, []),
    ],
)
def test_each_part_is_tighter_or_looser_by_itself(child: Requirement, relation: Relation, what: list[str]) -> None:
    found = compare(text(), child)

    assert (found.relation, sorted({each.what for one in found.stretches for each in one.differences})) == (
        relation,
        what,
    )


@pytest.mark.parametrize(
    ("renews", "relation"),
    [
        (Renewing(), Relation.SAME),
        (Renewing(apply=Span(days=14)), Relation.SAME),
        (Renewing(opens=MonthDay(4, 1)), Relation.DIFFERENT),
        (Renewing(late_through=MonthDay(10, 31)), Relation.DIFFERENT),
    ],
)
def test_cards_that_may_be_renewed_in_other_days_may_end_on_other_days(renews: Renewing, relation: Relation) -> None:
    card = CredentialKind(
        "card", "Card", "Issuer", validity=Renewal(Span(months=24), Anchor.FIXED_DATE, MonthDay(9, 30))
    )
    parent = replace(text(renewal=None), topics=frozenset(), kinds=(card,))

    found = compare(parent, replace(parent, kinds=(replace(card, renews=renews),)))

    assert found.relation is relation


def test_a_text_that_begins_later_is_as_tight_from_then_on() -> None:
    later = text(effective=date(2026, 1, 1), minutes=60)

    whole, since = compare(text(), later), compare(text(), later, during=Interval(date(2026, 1, 1)))

    assert [(each.during.start, each.relation) for each in whole.stretches] == [
        (date(2020, 1, 1), Relation.LEFT_OUT),
        (date(2026, 1, 1), Relation.TIGHTER),
    ]
    assert (whole.loosens, since.relation) == (True, Relation.TIGHTER)


def test_fewer_topics_with_no_day_by_which_they_are_due_are_not_shown_to_be_tighter() -> None:
    found = compare(text(initial=None), replace(text(initial=None), topics=frozenset({"a"})))

    assert found.relation is Relation.DIFFERENT
    assert "what is done late is late there" in found.stretches[0].differences[-1].because


def test_every_shipped_pack_is_the_same_as_itself() -> None:
    for each in map(packs.load, packs.shipped()):
        found = compare_packs(each, each)
        assert {one.relation for one in found.compared} == {Relation.SAME}
        assert found.relation is Relation.SAME


def test_what_a_program_itself_owes_is_compared_as_well() -> None:
    pack = packs.load("md-mct")
    (duty, *others) = pack.duties
    only_some = replace(pack, duties=(replace(duty, itself=OfProgram(only_if="operated-by-a-city")), *others))

    out, looser = compare_packs(pack, replace(pack, duties=tuple(others))), compare_packs(pack, only_some)

    assert [each.id for each in out.compared if each.relation is Relation.LEFT_OUT] == [duty.id]
    (found,) = [each for each in looser.compared if each.relation is not Relation.SAME]
    assert (found.id, [each.what for each in found.stretches[0].differences]) == (duty.id, ["only_if"])
    assert (out.relation, looser.relation) == (Relation.LOOSER, Relation.LOOSER)


def test_what_a_text_leaves_out_and_adds_is_named() -> None:
    pack = packs.load("or-mcis")
    fewer = replace(pack, requirements=pack.requirements[1:])

    out, added = compare_packs(pack, fewer), compare_packs(fewer, pack)

    assert (out.compared[0].relation, out.relation) == (Relation.LEFT_OUT, Relation.LOOSER)
    assert [each.id for each in added.compared if each.relation is Relation.ADDED] == [pack.requirements[0].id]
    assert added.relation is Relation.TIGHTER


def test_rules_of_awards_are_the_same_word_for_word_or_not_comparable() -> None:
    pack = packs.load("us-grants")
    text = packs.shipped_text("us-grants")
    longer = packs.parse(text.replace("final = 120", "final = 121", 1), source="ours.toml")
    fewer = replace(pack, papers=pack.papers[1:])

    def relations(child: Pack) -> set[tuple[str, Relation]]:
        return {(each.id, each.relation) for each in compare_packs(pack, child).compared} - {
            (each.id, Relation.SAME) for each in pack.of_awards
        }

    assert relations(pack) == set()
    assert relations(longer) == {("final-financial-report", Relation.DIFFERENT)}
    assert relations(fewer) == {("financial-report", Relation.LEFT_OUT)}


def test_rules_of_teams_are_the_same_word_for_word_or_not_comparable() -> None:
    pack = next(each for each in map(packs.load, packs.shipped()) if each.teams)
    (rule, *others) = pack.teams
    changed = replace(pack, id="ours", teams=(replace(rule, says="Otherwise."), *others))
    renamed = replace(pack, id="ours", teams=tuple(replace(each, pack="ours") for each in pack.teams))

    assert {each.relation for each in compare_packs(pack, renamed).compared if not each.child} == {Relation.SAME}
    assert compare_packs(pack, changed).relation is Relation.DIFFERENT


@pytest.mark.parametrize(
    ("parent", "child", "relation"),
    [
        (text(), text(approved_by="state"), Relation.TIGHTER),
        (text(approved_by="state"), text(), Relation.LOOSER),
        (text(approved_by="state"), text(approved_by="county"), Relation.DIFFERENT),
        (text(), text(by_another=True), Relation.TIGHTER),
        (text(by_another=True), text(), Relation.LOOSER),
    ],
)
def test_who_approved_a_course_is_compared(parent: Requirement, child: Requirement, relation: Relation) -> None:
    assert compare(parent, child).relation is relation


@pytest.mark.parametrize(
    ("other", "relation"),
    [
        ({"within": 20}, Relation.TIGHTER),
        ({"within": 20, "at_least": 90}, Relation.TIGHTER),
        ({"at_least": 79}, Relation.LOOSER),
        ({"within": 20, "at_least": 79}, Relation.DIFFERENT),
        ({"over": Span(months=6)}, Relation.DIFFERENT),
        ({"to": Reached.EN_ROUTE}, Relation.DIFFERENT),
    ],
)
def test_a_share_of_responses_is_compared(other: dict[str, Any], relation: Relation) -> None:
    asked = Measure(Reached.ARRIVAL, 30, 80, Span(months=3))
    parent = text(measure=asked, initial=None, renewal=None)

    assert compare(parent, text(measure=replace(asked, **other), initial=None, renewal=None)).relation is relation
    assert compare(parent, text(initial=None, renewal=None)).relation is Relation.DIFFERENT


def test_every_part_of_the_terms_is_compared_or_said_to_be_new() -> None:
    later = replace(text(), terms=(replace(text().terms[0], renewal=Renewal(Span(months=24), Anchor.END_OF_MONTH)),))

    assert {each.name for each in fields(Terms)} == tighter_terms._COMPARED, "say which of two is tighter"
    assert compare(text(), later).relation is Relation.DIFFERENT
