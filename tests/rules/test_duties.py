"""Several things, credit, exemptions and equivalence in a pack: read whole, and every fault at its line."""

# ruff: noqa: E501 - a sentence that a person will read is written in one piece, as it is read

import pytest

from muster.domain.credentials import Proof
from muster.domain.errors import Invalid
from muster.domain.intervals import Span
from muster.domain.people import EmploymentKind
from muster.domain.requirements import Requirement
from muster.rules import packs

GOOD = """\
id = "sample"
title = "A sample"
jurisdiction = "Local"
authority = "local"
kind = "required"
reviewed_on = 2026-11-22
source = "https://example.org/policy"

[[credential]]
id = "emt-card"
title = "EMT card"
issuer = "An issuer"

[[credential]]
id = "experience"
title = "Six months"
issuer = "The employer"
sort = "attestation"

[[credential]]
id = "first-day"
title = "First day with clients"
issuer = "The program"
sort = "attestation"

[[equivalence]]
this = "emt-card"
answers_for = "first-aid"
cite = "Policy 2"

[[equivalence]]
this = "first-aid"
answers_for = "cpr"
cite = "Policy 3"

[[requirement]]
id = "both"
roles = ["*"]
employed = ["employee", "contractor"]
all_of = ["cpr", ["naloxone", "overdose"]]
says = "They know both."

[[requirement.terms]]
effective = 2025-01-01
initial = { event = "hire", within = "90 days", at_application = true }
prior = { within = "3 years", except = "naloxone", proof = "document-seen" }
interim = "only in company"
exempt_if = { circumstance = "tribe-operated", cite = "Policy 4" }
confidence = "read"
cite = "Policy 1"

[[requirement]]
id = "hours"
roles = ["*"]
topic = "orientation"
says = "They are shown around."

[[requirement.terms]]
effective = 2025-01-01
initial = { event = "first-service", within = "before", shown_by = "first-day" }
hours = 40
hours_with = { credential = "experience", hours = 20 }
confidence = "read"
cite = "Policy 5"

[[requirement]]
id = "rest"
roles = ["*"]
unread = "The rest was cut off."
says = "They do the rest."

[[requirement.terms]]
effective = 2025-01-01
confidence = "read"
cite = "Policy 6"
"""


def read(text: str = GOOD) -> dict[str, Requirement]:
    return {each.id: each for each in packs.parse(text, source="sample.toml").requirements}


def faults(text: str) -> list[str]:
    with pytest.raises(Invalid) as refused:
        packs.parse(text, source="sample.toml")
    assert refused.value.code == "bad-pack"
    return [str(each) for each in refused.value.faults]


def test_several_things_are_read_with_what_answers_for_them() -> None:
    both = read()["both"]
    cpr, naloxone = both.parts

    assert (cpr.topics, [kind.id for kind in cpr.kinds]) == (frozenset({"cpr", "first-aid"}), ["emt-card"])
    assert (naloxone.topics, naloxone.kinds) == (frozenset({"naloxone", "overdose"}), ())
    assert both.topics == cpr.topics | naloxone.topics
    assert [each.cite for each in both.equivalences] == ["Policy 2", "Policy 3"]
    assert both.employed == {EmploymentKind.EMPLOYEE, EmploymentKind.CONTRACTOR}


def test_the_terms_of_decision_30_are_read() -> None:
    (both,), (hours,) = read()["both"].terms, read()["hours"].terms

    assert both.prior is not None
    assert (both.prior.lookback, both.prior.except_topics) == (Span(months=36), frozenset({"naloxone"}))
    assert both.prior.proof is Proof.DOCUMENT_SEEN
    assert (both.interim, both.exemption and both.exemption.circumstance) == ("only in company", "tribe-operated")
    assert both.initial is not None
    assert both.initial.at_application
    assert hours.eased is not None
    assert (hours.minutes, hours.eased.minutes, hours.eased.kind.id) == (2400, 1200, "experience")
    assert hours.initial is not None
    assert hours.initial.shown_by is not None
    assert hours.initial.shown_by.id == "first-day"


def test_what_was_not_read_asks_for_nothing() -> None:
    rest = read()["rest"]

    assert (rest.unread, rest.topics, rest.kinds) == ("The rest was cut off.", frozenset(), ())


WRONG = [
    ('answers_for = "cpr"', 'answers_for = "emt-card"', "sample.toml:33 (equivalence.answers_for): found a circle: first-aid answers for emt-card answers for first-aid, expected what answers for something else, and never comes back to itself; take the equivalence out that is not so; two things that are the same have one name"),
    ('answers_for = "cpr"', 'answers_for = "first-aid"', "sample.toml:33 (equivalence.answers_for): found a circle: first-aid answers for first-aid, expected what answers for something else, and never comes back to itself; take the equivalence out that is not so; two things that are the same have one name"),
    ('answers_for = "cpr"', 'answers_for = "cprr"', "sample.toml:33 (equivalence.answers_for): found 'cprr', which is none, expected 'cpr'; write 'cpr'"),
    ('cite = "Policy 3"\n', "", 'sample.toml:31 (equivalence.cite): found nothing, expected who says so, and where; add cite = "Program policy 2.2"'),
    ('all_of = ["cpr", ["naloxone", "overdose"]]', 'all_of = ["cpr", ["naloxone", "overdose"]]\ntopic = "fire"', "sample.toml:40 (requirement.all_of): found 'all_of' beside 'topic', expected 'all_of' alone; take one of the two out, or make two requirements of it"),
    ('employed = ["employee", "contractor"]', 'employed = ["volunter"]', "sample.toml:39 (requirement.employed): found 'volunter', expected one of 'employee', 'contractor', 'volunteer'; write 'volunteer'"),
    ('except = "naloxone"', 'except = "naloxon"', "sample.toml:46 (requirement.terms.prior.except): found 'naloxon', which is none, expected 'naloxone'; write 'naloxone'"),
    ('within = "3 years"', 'within = "3 yeers"', "sample.toml:46 (requirement.terms.prior.within): found '3 yeers', expected a length of time; write '3 years'"),
    ('initial = { event = "hire", within = "90 days", at_application = true }\n', "", "sample.toml:46 (requirement.terms.interim): found 'interim' without 'initial', expected a deadline that it lasts until; take it out; muster would not look at it"),
    ('event = "hire", within', 'event = "assignment", within', "sample.toml:45 (requirement.terms.initial.at_application): found 'at_application' beside the event 'assignment', expected the event 'hire'; take it out; muster would not look at it"),
    ('event = "hire", within = "90 days", at_application = true', 'event = "first-service", within = "90 days"', "sample.toml:45 (requirement.terms.initial.event): found 'first-service' without 'shown_by', expected 'shown_by' beside it; add shown_by, and a [[credential]] of the sort 'attestation' with that id"),
    ('shown_by = "first-day"', 'shown_by = "first-dey"', "sample.toml:60 (requirement.terms.initial.shown_by): found 'first-dey', which is none, expected 'first-day'; write 'first-day'"),
    ("hours = 20 }", "hours = 40 }", "sample.toml:62 (requirement.terms.hours_with.hours): found 40, expected fewer than 40; write the hours of those who need less"),
    ("hours = 40\n", "", "sample.toml:61 (requirement.terms.hours_with): found 'hours_with' without 'hours', expected 'hours' beside it; take it out; muster would not look at it"),
    ('credential = "experience"', 'credential = "experiense"', "sample.toml:62 (requirement.terms.hours_with.credential): found 'experiense', which is none, expected 'experience'; write 'experience'"),
    ('interim = "only in company"', 'interim = "only in company"\nhours = 3', "sample.toml:48 (requirement.terms.hours): found 'hours' over several things, expected hours for each of them; make a requirement of each thing that has hours"),
    ('cite = "Policy 6"', 'cite = "Policy 6"\nhours = 3', "sample.toml:76 (requirement.terms.hours): found 'hours' where the rule was not read, expected no such key; take it out; muster would not look at it"),
    ('topic = "orientation"', 'topic = "emt-card"', "sample.toml:55 (requirement.topic): found 'emt-card', which is a credential of this pack too, expected another name than any credential has; give the topic or the credential another name"),
]  # fmt: skip


@pytest.mark.parametrize(("good", "wrong", "said"), WRONG, ids=[f"{good} -> {wrong}"[:60] for good, wrong, _ in WRONG])
def test_a_fault_says_where_found_expected_and_fix(good: str, wrong: str, said: str) -> None:
    assert good in GOOD
    assert faults(GOOD.replace(good, wrong, 1)) == [said]


@pytest.mark.parametrize("one", ['all_of = ["cpr"]', 'all_of = "cpr"'])
def test_one_thing_is_not_several(one: str) -> None:
    said = faults(GOOD.replace('all_of = ["cpr", ["naloxone", "overdose"]]', one, 1))

    assert any(each.startswith("sample.toml:40 (requirement.all_of)") for each in said)
