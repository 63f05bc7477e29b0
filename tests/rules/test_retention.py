"""The file of retention rules: strict, cited, reviewed, and honest about what is not known."""

from __future__ import annotations

import pytest

from muster.domain.errors import Invalid
from muster.domain.privacy.retention import After, Of
from muster.domain.requirements import Confidence
from muster.rules.retention import parse, shipped

GOOD = """\
[[rule]]
id = "time-cards"
of = ["effort"]
after = "last-entry"
keep = "2 years"
says = "Time cards are kept for two years."
cite = "29 CFR 516.6"
confidence = "read"
reviewed_on = 2026-11-22
"""


def faults(text: str) -> list[str]:
    with pytest.raises(Invalid) as refused:
        parse(text, source="own.toml")
    assert refused.value.code == "bad-retention"
    return [str(each) for each in refused.value.faults]


def test_a_good_file_is_read() -> None:
    (rule,) = parse(GOOD, source="own.toml")

    assert (rule.id, str(rule.keep), rule.after) == ("time-cards", "2 years", After.LAST_ENTRY)
    assert rule.of == frozenset({Of.EFFORT})


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('after = "last-entry"', 'after = "last-year"', "own.toml:4 (rule.after): found 'last-year'"),
        ('of = ["effort"]', 'of = ["timecards"]', "own.toml:3 (rule.of): found 'timecards'"),
        ('of = ["effort"]', "of = []", "own.toml:3 (rule.of): found an empty list"),
        ('keep = "2 years"', 'keep = "0 days"', "own.toml:5 (rule.keep): found '0 days'"),
        ('keep = "2 years"', 'keep = "a while"', "own.toml:5 (rule.keep): found 'a while'"),
        ('cite = "29 CFR 516.6"', "", "own.toml:1 (rule.cite): found nothing"),
        ('confidence = "read"', 'confidence = "sure"', "own.toml:8 (rule.confidence): found 'sure'"),
        ('confidence = "read"', 'confidence = "read"\nkeeps = "9 years"', "own.toml:9 (rule.keeps): found the key"),
        ('of = ["effort"]', 'of = ["effort"]\ntopics = ["cpr"]', "own.toml:4 (rule.topics): found topics, of more"),
        (GOOD, GOOD + GOOD, "own.toml:11 (rule.id): found 'time-cards' a second time"),
        ("[[rule]]", "[rule", "own.toml:1: found"),
    ],
    ids=lambda each: each[:30].replace("\n", " "),
)
def test_a_fault_is_told_at_its_line(old: str, new: str, said: str) -> None:
    assert old in GOOD

    found = faults(GOOD.replace(old, new))

    assert any(each.startswith(said) for each in found), found


def test_the_shipped_rules_cite_and_say_how_well_they_are_known() -> None:
    rules = {rule.id: rule for rule in shipped()}

    assert all(rule.cite and rule.says.endswith(".") and not rule.own for rule in rules.values())
    assert rules["hipaa-training"].confidence is Confidence.MEMORY
    assert {rule.id for rule in rules.values() if not rule.confidence.settles} == {
        "ca-peer",
        "hipaa-training",
        "md-social-work",
    }
