"""Whom a pack binds (decision 40): nobody renews a card that they are nowhere asked to hold; and what was not read."""

# ruff: noqa: E501 - a sentence that a person will read is written in one piece, as it is read

import pytest

from muster.domain.errors import Invalid
from muster.domain.intervals import BEGINNING, Span
from muster.rules import packs

GOOD = """\
id = "sample"
title = "A sample"
jurisdiction = "US-MD"
authority = "A board"
kind = "required"
reviewed_on = 2026-11-22
source = "https://example.org/rule"

[[credential]]
id = "license"
title = "License"
issuer = "A board"
renews = { apply = "30 days", late_under = "2 years" }

[[credential]]
id = "higher"
title = "Higher license"
issuer = "A board"

[[requirement]]
id = "held"
roles = ["social-worker"]
credential = ["license", "higher"]
says = "They hold it."

[[requirement.terms]]
effective = 2024-01-01
confidence = "read"
cite = "Rule 1"

[[requirement]]
id = "not-read"
roles = ["clinician"]
credential = "license"
unread = "Which license a clinician holds."
says = "They keep it current."

[[requirement.terms]]
effective = 2024-01-01
proof = "document-seen"
confidence = "read"
cite = "Rule 1"

[[requirement]]
id = "before"
roles = ["*"]
unread = "What was asked of those hired before."
says = "They have what was asked."

[[requirement.terms]]
effective = "unknown"
through = 2023-12-31
version_by = "hire-date"
confidence = "read"
cite = "Rule 0"

[[requirement]]
id = "hours"
roles = ["social-worker", "clinician"]
topic = "ethics"
cycle = { of = "license", every = "2 years" }
says = "Three hours on ethics."

[[requirement.terms]]
effective = 2024-01-01
confidence = "read"
cite = "Rule 2"

[[requirement.terms.path]]
hours = 3

[[requirement]]
id = "course"
roles = ["*"]
topic = "orientation"
says = "They are shown around."

[[requirement.terms]]
effective = 2024-01-01
prior = { within = "not-said" }
confidence = "read"
cite = "Rule 3"
"""


def faults(text: str) -> list[str]:
    """Return the faults of a pack that is to be adopted."""
    with pytest.raises(Invalid) as refused:
        packs.parse(text, source="sample.toml")
    return [str(each) for each in refused.value.faults]


def test_what_it_says_is_read_as_it_is_written() -> None:
    pack = packs.parse(GOOD, source="sample.toml")
    held, not_read, before, _, course = pack.requirements

    assert held.kinds[0].renews is not None
    assert held.kinds[0].renews.late_under == Span(months=24)
    assert ([kind.id for kind in not_read.kinds], not_read.only_looked_at) == (["license"], False)
    assert (before.terms[0].effective, before.only_looked_at) == (BEGINNING, True)
    assert course.terms[0].prior is not None
    assert course.terms[0].prior.lookback is None


def test_a_role_that_renews_a_card_and_is_nowhere_asked_to_hold_it_is_refused_with_its_line() -> None:
    text = GOOD.replace('roles = ["clinician"]', 'roles = ["nurse"]')

    (said,) = faults(text)

    assert said == (
        "sample.toml:59 (requirement.roles): found 'clinician', who renews 'license' here and is nowhere asked to hold it, "
        "expected a requirement that asks 'clinician' for it: whoever has none on file would be asked nothing; "
        "add a [[requirement]] with that credential and this role (and with 'unread', where the rule does not say "
        "whether they must hold it), or take the role out"
    )


@pytest.mark.parametrize(
    "instead",
    [
        'credential = "higher"',
        'credential = ["license", "higher"]\ntopic = "experience"',
        'all_of = [["license", "experience"], "higher"]',
        'credential = ["license", "higher"]\nemployed = ["volunteer"]',
    ],
    ids=["another card alone", "or a course", "or a course, and another card", "of volunteers alone"],
)
def test_what_does_not_ask_for_the_card_itself_does_not_count(instead: str) -> None:
    text = GOOD.replace('credential = ["license", "higher"]', instead)

    assert any(each.startswith("sample.toml") and "'social-worker', who renews" in each for each in faults(text))


@pytest.mark.parametrize(
    "instead",
    ['all_of = ["license", "higher"]', 'all_of = [["license", "higher"], "orientation"]'],
    ids=["one of several things", "or a card that stands beside it, as one of several"],
)
def test_what_asks_for_it_among_several_things_does(instead: str) -> None:
    assert packs.parse(GOOD.replace('credential = ["license", "higher"]', instead), source="sample.toml").requirements


def test_everybody_being_asked_is_enough() -> None:
    text = GOOD.replace('roles = ["social-worker"]', 'roles = ["*"]').replace(
        'roles = ["clinician"]', 'roles = ["emt"]'
    )

    assert packs.parse(text, source="sample.toml").requirements


@pytest.mark.parametrize(
    ("good", "wrong", "said"),
    [
        ('"US-MD"', '"MD"', "sample.toml:3 (jurisdiction): found 'MD', expected 'US', a state as 'US-MD', or a place in words; write 'US-MD'"),
        ('"US-MD"', '"us-md"', "sample.toml:3 (jurisdiction): found 'us-md', expected 'US', a state as 'US-MD', or a place in words; write 'US-MD'"),
        ('"US-MD"', '"us"', "sample.toml:3 (jurisdiction): found 'us', expected 'US', a state as 'US-MD', or a place in words; write 'US'"),
        ('version_by = "hire-date"\n', "", "sample.toml:51 (requirement.terms.effective): found 'unknown', expected a date; 'unknown' only in the first terms of what was not read ('unread'), picked by 'hire-date'; write the first day on which the text that was read is surely in force"),
        ('unread = "What was asked of those hired before."', 'topic = "orientation"', "sample.toml:51 (requirement.terms.effective): found 'unknown', expected a date; 'unknown' only in the first terms of what was not read ('unread'), picked by 'hire-date'; write the first day on which the text that was read is surely in force"),
        ('late_under = "2 years"', 'late_under = "2 years", late_through = "04-30"', "sample.toml:13 (credential.renews.late_under): found 'late_under' beside 'late_through', expected one end of a late renewal; take one of the two out"),
        ('proof = "document-seen"', 'prior = { within = "not-said" }', "sample.toml:40 (requirement.terms.prior): found 'prior' where the rule was not read, expected no such key; take it out; muster would not look at it"),
        ('credential = "license"\nunread', 'topic = "ethics"\nunread', "sample.toml:35 (requirement.unread): found 'unread' beside 'topic', expected 'unread' alone; take one of the two out, or make two requirements of it"),
        ('"not-said"', '"not said"', "sample.toml:80 (requirement.terms.prior.within): found 'not said', expected a length of time; write a whole number and days, weeks, months or years, for example '90 days'"),
    ],
)  # fmt: skip
def test_a_fault_says_where_found_expected_and_fix(good: str, wrong: str, said: str) -> None:
    assert GOOD.count(good) == 1

    assert said in faults(GOOD.replace(good, wrong))


def test_what_was_adopted_with_such_a_gap_goes_on_binding_as_it_reads() -> None:
    text = GOOD.replace('roles = ["clinician"]', 'roles = ["nurse"]').replace('"US-MD"', '"MD"')

    assert len(faults(text)) == 2
    assert packs.parse(text, source="the adopted text", kept=True).jurisdiction == "MD"
