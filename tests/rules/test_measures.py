"""A duty that is measured over responses: read as it is written, and every fault at its line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from muster.domain.duties import Measure
from muster.domain.errors import Invalid
from muster.domain.intervals import Span
from muster.domain.responses import Dispatcher, Place, Reached
from muster.rules import cases, packs

HEAD = """\
id = "sample"
title = "A sample"
jurisdiction = "Local"
authority = "local"
kind = "payment-incentive"
reviewed_on = 2026-11-22
source = "https://example.org/policy"

[[duty]]
id = "in-time"
says = "The team is there in time."

[[duty.terms]]
effective = 2025-01-01
"""
TAIL = """\
confidence = "read"
cite = "Policy 1"
"""
FULL = (
    'measure = { from = "dispatch", to = "arrival", within = "30 minutes", at_least = "80 percent", over = "3 months", '
    'dispatched_by = "988-hub", place = "urban" }\n'
)


def faults(text: str) -> list[str]:
    """Say why a pack is refused."""
    with pytest.raises(Invalid) as refused:
        packs.parse(text, source="sample.toml")
    return [str(each) for each in refused.value.faults]


def test_a_measure_is_read_as_it_is_written() -> None:
    (duty,) = packs.parse(HEAD + FULL + TAIL, source="sample.toml").duties

    assert duty.measured
    assert duty.terms[0].measure == Measure(Reached.ARRIVAL, 30, 80, Span(months=3), Dispatcher.HUB, Place.URBAN)


def test_the_measure_that_the_how_to_writes_is_read() -> None:
    written = (Path(__file__).parents[2] / "docs" / "how-to" / "liaison.md").read_text()
    (terms,) = re.findall(r"```toml\n(\[\[duty\.terms\]\].*?)```", written, re.DOTALL)
    (duty,) = packs.parse(HEAD[: HEAD.index("[[duty.terms]]")] + terms, source="sample.toml").duties

    assert duty.terms[0].measure == Measure(Reached.ARRIVAL, 30, 80, Span(months=3), Dispatcher.HUB, Place.URBAN)


def test_who_sent_it_and_where_to_may_be_left_open() -> None:
    anyone = FULL.replace(', dispatched_by = "988-hub", place = "urban"', "")
    (duty,) = packs.parse(HEAD + anyone + TAIL, source="sample.toml").duties

    assert duty.terms[0].measure == Measure(Reached.ARRIVAL, 30, 80, Span(months=3))


@pytest.mark.parametrize(
    ("written", "instead", "refusal"),
    [
        ('"dispatch"', '"call"', "found 'call', expected one of 'dispatch'; choose one of them"),
        ('"arrival"', '"arived"', "found 'arived', expected one of 'en-route', 'arrival'; write 'arrival'"),
        ('"30 minutes"', '"0 minutes"', "found '0 minutes', expected minutes, 1 to 1440; write a whole number and"),
        ('"30 minutes"', '"1 hour"', "found '1 hour', expected minutes, 1 to 1440; write a whole number and"),
        (
            '"30 minutes"',
            "30",
            "found 30, expected minutes, 1 to 1440; write a whole number and 'minutes', for example",
        ),
        ('"80 percent"', '"80.5 percent"', "found '80.5 percent', expected a share, 1 to 100 percent; write a whole"),
        ('"80 percent"', '"101 percent"', "found '101 percent', expected a share, 1 to 100 percent; write a whole"),
        ('"3 months"', '"0 months"', "found '0 months', expected a length of time longer than nothing; leave it out"),
        ('"988-hub"', '"988"', "found '988', expected one of '988-hub', '911', '211', '311', 'crisis-line', 'walk-up'"),
        ('"urban"', '"town"', "found 'town', expected one of 'urban', 'suburban', 'rural', 'unknown'; choose one of"),
        ('within = "30 minutes", ', "", "sample.toml:15 (duty.terms.measure.within): found nothing, expected how soon"),
        ("over =", "ovr =", "(duty.terms.measure.ovr): found the key 'ovr', expected 'over'; write 'over' instead"),
    ],
)
def test_what_no_measure_can_be_is_refused_where_it_stands(written: str, instead: str, refusal: str) -> None:
    told = faults(HEAD + FULL.replace(written, instead) + TAIL)

    assert any(refusal in each and each.startswith("sample.toml:15") for each in told), told


@pytest.mark.parametrize(
    ("beside", "key"),
    [
        ('renewal = { every = "1 year" }\n', "renewal"),
        ('initial = { event = "adoption", within = "30 days" }\n', "initial"),
        ('exempt_if = { circumstance = "tribe-operated", cite = "Policy 2" }\n', "exempt_if"),
    ],
)
def test_what_nothing_would_look_at_beside_a_measure_is_refused(beside: str, key: str) -> None:
    (told,) = faults(HEAD + FULL + beside + TAIL)

    assert told.startswith(f"sample.toml:16 (duty.terms.{key}): found '{key}' beside 'measure', expected no such key;")


def test_all_terms_of_a_duty_are_measured_or_none_is() -> None:
    plain = "\n[[duty.terms]]\neffective = 2026-01-01\n"

    (told,) = faults(HEAD + FULL + TAIL + plain + TAIL)

    assert told.startswith(
        "sample.toml:19 (duty.terms): found terms without 'measure', expected 'measure' in all terms"
    )


def test_a_measured_duty_begins_with_no_first_doing() -> None:
    text = (HEAD + FULL + TAIL).replace("says =", "from_first_done = true\nsays =")

    assert "(duty.from_first_done): found 'from_first_done' beside 'measure'" in faults(text)[0]


def test_nobody_may_mean_a_time_by_what_is_no_number_of_minutes() -> None:
    text = """\
pack = "wa-mrrct-payment"

[[program]]
name = "a negative time"
on = 2027-01-01
duty = "urban-arrival"
adopted = 2024-07-01
responses = [{ on = 2026-11-15, count = 0, by = "988-hub", place = "urban", arrival = -1 }]
expect = { verdict = "met" }
"""
    with pytest.raises(Invalid) as refused:
        cases.parse(text, source="cases.toml")

    assert [each.where for each in refused.value.faults] == [
        "cases.toml:8 (program.responses.count)",
        "cases.toml:8 (program.responses.arrival)",
    ]


def test_the_text_before_this_one_is_still_read() -> None:
    """Adopted packs are kept as they were: duties of which somebody worked the share out."""
    before = HEAD.replace("effective = 2025-01-01", "effective = 2025-03-31\nthrough = 2026-12-31") + (
        'renewal = { every = "3 months", anchor = "end-of-month" }\n' + TAIL
    )
    (duty,) = packs.parse(before, source="sample.toml").duties

    assert not duty.measured
