"""Several things, conditions, and what was not read: what a person is told of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Final
from uuid import UUID

import pytest

from muster.domain.charging import ChargeClass, charge_class
from muster.domain.classes import need_of
from muster.domain.credentials import Credential, CredentialKind
from muster.domain.duties import Eased, Equivalence, Exemption, Part, Prior
from muster.domain.explanations.advising import todo, way
from muster.domain.explanations.explaining import about, conditions, deadline, needed, sentence
from muster.domain.facts import Facts
from muster.domain.findings import Reason, Verdict
from muster.domain.intervals import Interval, Span
from muster.domain.people import Employment, RoleHeld
from muster.domain.reminders import cycle_on
from muster.domain.reporting.stated import restated, stated
from muster.domain.requirements import Confidence, Event, Initial, Requirement, Terms
from muster.domain.standing.engine import assess
from muster.domain.training import Completion
from muster.domain.waivers import Waiver
from muster.domain.words import ENGLISH, Words

HIRED: Final = date(2026, 1, 5)
DUE: Final = date(2026, 2, 4)
THIRTY: Final = Initial(Event.HIRE, Span(days=30))
BLS: Final = CredentialKind("aha-bls", "BLS Provider", "AHA")


def asked(**more: Any) -> Requirement:  # noqa: ANN401 - any part of a requirement
    """Make a requirement of naloxone and of first aid, for which a card answers."""
    parts = (Part(frozenset({"naloxone-administration"})), Part(frozenset({"first-aid"}), (BLS,)))
    terms = Terms(date(2020, 1, 1), "Example Code 1", Confidence.READ, initial=THIRTY, **more)
    topics = frozenset({"naloxone-administration", "first-aid"})
    return Requirement("example", "both", "Both.", frozenset({"*"}), topics, (BLS,), (terms,), parts=parts)


def unread() -> Requirement:
    """Make a requirement whose list was cut off."""
    return replace(asked(), topics=frozenset(), kinds=(), parts=(), unread="The list of (d) was cut off.")


def person(*done: Completion, hires: tuple[date, ...] = (HIRED,), waivers: tuple[Waiver, ...] = ()) -> Facts:
    """Make somebody hired on some days, one employment after the other."""
    ends = [*hires[1:], date(2030, 1, 1)]
    jobs = tuple(Employment(Interval(start, end)) for start, end in zip(hires, ends, strict=True))
    return Facts((RoleHeld("emt", UUID(int=1), Interval(hires[0])),), jobs, done, waivers=waivers)


def completed(topic: str, on: date = date(2026, 1, 12)) -> Completion:
    """Make a completion."""
    return Completion(frozenset({topic}), on)


def test_what_is_missing_of_several_things_is_told_part_by_part() -> None:
    finding = assess(asked(), person(), on=DUE)

    assert needed(finding) == (
        "training in naloxone administration, and training in first aid, or a current credential: BLS Provider"
    )
    assert about(finding.requirement) == "naloxone administration, and 1 more"


def test_what_is_learned_of_many_things_stands_in_one_list() -> None:
    many = [Part(frozenset({each})) for each in ("de-escalation", "naloxone-administration")]
    rule = replace(asked(), parts=(*many, *asked().parts[1:]))

    assert needed(assess(rule, person(), on=DUE)) == (
        "training in each of these: de-escalation, naloxone administration, "
        "and training in first aid, or a current credential: BLS Provider"
    )


def test_what_is_there_is_no_longer_asked_for() -> None:
    finding = assess(asked(), person(completed("first-aid")), on=date(2026, 2, 5))

    assert sentence(finding) == "Short: it still needs training in naloxone administration. (Example Code 1)"
    assert way(finding) == "training in naloxone administration"


def test_a_class_in_what_is_there_already_helps_nobody() -> None:
    finding = assess(asked(), person(completed("first-aid")), on=date(2026, 2, 5))

    assert need_of([finding], frozenset({"first-aid"})) is None
    assert need_of([finding], frozenset({"naloxone-administration"})) == finding


def test_interim_service_says_its_condition_and_that_nobody_checks_it_here() -> None:
    finding = assess(asked(interim="only beside somebody who has done both"), person(), on=DUE)

    assert (finding.verdict, finding.reason, finding.due_on) == (Verdict.MET, Reason.INTERIM, DUE)
    assert sentence(finding).startswith(
        "Not there yet, and may serve until February 4, 2026 under a condition: only beside somebody who has done both."
        " Whether that is so at a call is not on file here. It needs training in naloxone administration"
    )
    assert charge_class(finding.standing) is ChargeClass.UNDER_CONDITION


def test_a_waiver_leaves_interim_days_as_they_are_and_excuses_the_days_after() -> None:
    waiver = Waiver("example/both", Interval(HIRED), HIRED, "Example Office")
    ben = person(waivers=(waiver,))

    assert assess(asked(interim="in company"), ben, on=DUE).reason is Reason.INTERIM
    assert assess(asked(interim="in company"), ben, on=date(2026, 2, 5)).reason is Reason.WAIVED


def test_a_program_that_is_exempt_is_told_by_which_paragraph() -> None:
    rule = replace(
        asked(exemption=Exemption("tribe-operated", "Example Code 4")), circumstances=frozenset({"tribe-operated"})
    )

    finding = assess(rule, person(), on=date(2026, 6, 1))

    assert sentence(finding) == "Deemed met: the program is exempt. (Example Code 4)"
    assert charge_class(finding.standing) is ChargeClass.QUALIFIED
    assert todo(finding) == ""


def test_what_was_not_read_is_said_and_asks_nobody_for_a_certificate() -> None:
    in_time = assess(unread(), person(), on=DUE)
    over = assess(unread(), person(), on=date(2026, 2, 5))

    assert (in_time.verdict, in_time.reason) == (Verdict.MET, Reason.IN_GRACE)
    assert sentence(over) == (
        "What this asks could not be read, so a person must decide: The list of (d) was cut off. (Example Code 1)"
    )
    assert sentence(in_time) == (
        "Not there, but in time: due by February 4, 2026. The list of (d) was cut off. (Example Code 1)"
    )
    nobody_knows = assess(unread(), replace(person(), employments=()), on=DUE)
    assert (nobody_knows.verdict, nobody_knows.reason) == (Verdict.NEEDS_REVIEW, Reason.UNPROVEN)
    assert sentence(nobody_knows) == sentence(over)
    assert over.missing is None
    assert {todo(in_time), todo(over), todo(nobody_knows)} == {"Ask HR to look at it: a person must decide."}
    assert cycle_on(in_time) is cycle_on(over) is None


def test_a_waiver_by_whoever_read_it_settles_what_was_not_read() -> None:
    waiver = Waiver("example/both", Interval(HIRED), HIRED, "Example Office")

    finding = assess(unread(), person(waivers=(waiver,)), on=date(2026, 2, 5))

    assert (finding.verdict, finding.reason) == (Verdict.MET, Reason.WAIVED)


def test_a_rule_that_was_not_read_is_settled_by_a_card_that_goes_by_it_and_by_nothing_else() -> None:
    rule = replace(unread(), kinds=(BLS,))
    card = Credential("aha-bls", HIRED, valid_through=date(2026, 6, 30))

    held, over, none = (
        assess(rule, replace(person(), credentials=cards), on=day)
        for cards, day in (((card,), date(2026, 6, 30)), ((card,), date(2026, 7, 1)), ((), date(2026, 2, 5)))
    )

    assert (held.verdict, held.reason) == (Verdict.MET, Reason.HELD)
    assert todo(held) == "Renew a current credential: BLS Provider, and show the new certificate to HR."
    assert cycle_on(held) == date(2026, 6, 30)
    for each in (over, none):
        assert (each.verdict, each.reason) == (Verdict.NEEDS_REVIEW, Reason.UNREAD)
        assert sentence(each).startswith("What this asks could not be read, so a person must decide: The list of (d)")
        assert todo(each) == "Ask HR to look at it: a person must decide."
        assert each.missing is not None
        assert each.missing.kinds == ("aha-bls",)


def test_what_was_done_before_hire_is_in_doubt_where_the_rule_does_not_say_that_it_counts() -> None:
    rule = asked(prior=Prior(None))
    before = person(completed("naloxone-administration", date(2010, 1, 4)), completed("first-aid"))

    finding = assess(rule, before, on=date(2026, 2, 5))

    assert (finding.verdict, finding.reason) == (Verdict.NEEDS_REVIEW, Reason.UNPROVEN)
    assert ("Done before hire", "whether it counts, the rule does not say: a person must look") in conditions(
        rule, rule.terms[0]
    )


def test_what_counts_for_one_employment_is_not_shown_as_proof_of_the_next() -> None:
    fact = UUID(int=7)
    both = Completion(frozenset({"naloxone-administration", "first-aid"}), date(2026, 1, 12), fact=fact)
    ben = person(both, hires=(HIRED, date(2027, 3, 1)))
    rule = asked(prior=Prior(Span(months=6)))

    first = assess(rule, ben, on=date(2026, 6, 1))
    second = assess(rule, ben, on=date(2027, 4, 1))

    assert (first.reason, first.satisfied_by) == (Reason.HELD, (fact,))
    assert (second.verdict, second.satisfied_by) == (Verdict.NOT_MET, ())


def test_a_deadline_of_the_application_is_told_with_both_of_its_sides() -> None:
    terms = replace(asked().terms[0], initial=replace(THIRTY, at_application=True))

    assert deadline(asked(), terms) == "at the application, or within 30 days of a hire since, once"


def test_what_else_the_terms_say_is_told_beside_the_answer() -> None:
    eased = Eased(CredentialKind("experience", "Six months of experience", "The employer"), 1200)
    prior = Prior(Span(months=36), frozenset({"staff-safety-policies"}))
    terms = replace(asked(interim="in company", prior=prior).terms[0], minutes=2400, eased=eased)
    rule = replace(asked(), equivalences=(Equivalence("aha-bls", ("first-aid",), "Policy 2"),))

    assert conditions(rule, terms) == [
        ("Done before hire", "counts if at most 3 years old on the day of hire; never staff safety policies"),
        ("Fewer hours", "20 hours with: Six months of experience"),
        ("Until then", "in company"),
        ("Also answers for it", "BLS Provider · Policy 2"),
    ]


TOLD: Final = {
    "beside a QMHP": "junto a un QMHP",
    "The list of (d) was cut off.": "La lista (d) se cortó.",
    "Both.": "Ambos.",
}
SPANISH: Final = Words("es", lambda text: TOLD.get(text, text))


def test_a_condition_and_what_was_not_read_are_told_in_the_language_of_whoever_reads() -> None:
    interim = assess(asked(interim="beside a QMHP"), person(), on=HIRED)
    cut_off = assess(unread(), person(), on=date(2026, 3, 1))

    assert "junto a un QMHP." in sentence(interim, SPANISH)
    assert ("Until then", "junto a un QMHP") in conditions(asked(), interim.terms or asked().terms[0], SPANISH)
    assert "La lista (d) se cortó." in sentence(cut_off, SPANISH)
    assert way(cut_off, SPANISH) == "Ambos."


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        (asked(), Reason.MISSING),
        (unread(), Reason.UNREAD),
        (asked(interim="beside a QMHP"), Reason.INTERIM),
        (asked(approved_by="WA HCA"), Reason.UNAPPROVED),
    ],
    ids=lambda each: str(each) if isinstance(each, Reason) else "",
)
def test_what_a_report_froze_is_said_again_whole_in_any_language(rule: Requirement, reason: Reason) -> None:
    done = (completed("naloxone-administration"), completed("first-aid")) if reason is Reason.UNAPPROVED else ()
    found = assess(rule, person(*done), on=HIRED if reason is Reason.INTERIM else date(2026, 3, 1))

    assert found.reason is reason
    for words in (SPANISH, replace(ENGLISH)):
        assert restated(stated(found, "abc"), words) == sentence(found, words)
