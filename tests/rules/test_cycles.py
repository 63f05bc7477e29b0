"""Hours in a cycle as packs write them: what is refused, at which line and with which advice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from muster.domain.errors import Invalid
from muster.domain.intervals import Span
from muster.domain.training import Mode
from muster.rules import packs

GOOD = """id = "peer-hours"
title = "Hours of peers"
jurisdiction = "US-WA"
authority = "Example"
kind = "required"
reviewed_on = 2026-11-22
source = "https://example.org"
[[credential]]
id = "license"
title = "License"
issuer = "Example"
renews = { opens = "10-01", apply = "30 days", late_through = "04-30" }
[[requirement]]
id = "education"
roles = ["*"]
topic = ["peer", "ethics"]
cycle = { of = "license", every = "2 years", full = true }
says = "Thirty hours in a cycle."
[[requirement.terms]]
effective = 2025-01-01
version_by = "expiration-date"
confidence = "read"
cite = "Example 1"
[[requirement.terms.path]]
hours = 30
carry = 10
bucket = [
    { topic = "peer", hours = 14, cap = { modes = ["self-paced"], hours = 7 } },
    { topic = "ethics", hours = 2, inside = "peer", takes = "peer" },
]
[[requirement]]
id = "held"
roles = ["*"]
credential = "license"
says = "They hold one."
[[requirement.terms]]
effective = 2024-01-01
confidence = "secondary"
cite = "Example 2"
"""


def faults(text: str) -> list[str]:
    """Return the faults of a pack."""
    with pytest.raises(Invalid) as refused:
        packs.parse(text, source="peers.toml")
    return [str(each) for each in refused.value.faults]


def test_a_cycle_its_paths_and_their_buckets_are_read_as_they_are_written() -> None:
    requirement = packs.parse(GOOD, source="peers.toml").requirements[0]
    (terms,) = requirement.terms
    (path,) = terms.paths

    assert terms.cycle is not None
    assert (terms.cycle.of[0].id, terms.cycle.every, terms.cycle.full) == ("license", Span(months=24), True)
    assert (path.minutes, path.carry, path.topics) == (1800, 600, frozenset({"peer", "ethics"}))
    peer, ethics = path.buckets
    assert peer.cap is not None
    assert (peer.minutes, peer.cap.modes, peer.cap.minutes) == (840, frozenset({Mode.SELF_PACED}), 420)
    assert (ethics.name, ethics.inside, ethics.takes) == ("ethics", "peer", ("peer",))


@pytest.mark.parametrize(
    ("good", "wrong", "said"),
    [
        (
            'cycle = { of = "license", every = "2 years", full = true }\n',
            "",
            "found 'path' without a cycle, expected the card whose last good day ends a cycle",
        ),
        ('of = "license"', 'of = "licence"', "found 'licence', which this pack does not define, expected 'license'"),
        (
            'confidence = "read"',
            'initial = { event = "hire", within = "90 days" }\nconfidence = "read"',
            "found 'initial' beside a cycle, expected the last day of the cycle as the deadline",
        ),
        (
            'confidence = "read"',
            'hours = 30\nconfidence = "read"',
            "found 'hours' beside a path",
        ),
        (
            'confidence = "read"',
            'prior = { within = "3 years" }\nconfidence = "read"',
            "found 'prior' beside a cycle, expected the last day of the cycle as the deadline",
        ),
        ('version_by = "expiration-date"', 'version_by = "hire-date"', "found 'version_by' beside a cycle"),
        ('{ topic = "peer", hours', '{ topic = "pear", hours', "found 'pear', expected a topic of the path"),
        ('inside = "peer"', 'inside = "ethics"', "found 'ethics', expected the first topic of a bucket above"),
        ('takes = "peer"', 'takes = "other"', "found 'other', expected another bucket"),
        (
            'topic = "ethics", hours = 2',
            'topic = "peer", hours = 2',
            "found 'peer' a second time",
        ),
        ('["self-paced"]', '["selfpaced"]', "found 'selfpaced', expected one of 'in-person'"),
        ("full = true", 'full = "yes"', "found 'yes', expected true or false"),
        ('kind = "required"', 'kind = "must"', "found 'must', expected"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(good: str, wrong: str, said: str) -> None:
    assert GOOD.count(good) == 1

    found = faults(GOOD.replace(good, wrong))

    assert any(said in each for each in found), found


HELD = GOOD[GOOD.index('[[requirement]]\nid = "held"') :]
CARDS_ALONE = GOOD[: GOOD.index("[[requirement.terms.path]]")].replace(
    'topic = ["peer", "ethics"]', 'credential = "license"'
)


def test_what_asks_for_cards_alone_asks_in_each_cycle_and_has_no_grace() -> None:
    requirement, _ = packs.parse(CARDS_ALONE + HELD, source="peers.toml").requirements
    graced = CARDS_ALONE.replace('confidence = "read"', 'confidence = "read"\ngrace = "30 days"')

    assert requirement.each_cycle
    assert any("found 'grace' where cards alone are asked for in a cycle" in each for each in faults(graced))


def test_a_requirement_refuses_grace_where_it_asks_for_cards_at_the_end_of_a_cycle() -> None:
    requirement, _ = packs.parse(CARDS_ALONE + HELD, source="peers.toml").requirements
    (terms,) = requirement.terms

    with pytest.raises(Invalid, match="where grace has no meaning"):
        replace(requirement, terms=(replace(terms, grace=Span(days=30)),))
