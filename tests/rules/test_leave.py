"""``leave`` in the terms of a pack: read where it means something, and refused with its line where it does not."""

from __future__ import annotations

import pytest

from muster.domain.errors import Invalid
from muster.domain.leave import OnLeave
from muster.rules import cases, packs
from tests.rules.test_cycles import GOOD as CYCLES
from tests.rules.test_duties import GOOD as DUTIES
from tests.rules.test_duties import faults

HOURS = 'renewal = { every = "1 year", anchor = "completion" }\nhours = 12\nleave = "pro-rate"'
WITHIN = 'within = "60 days" }\nleave = "pause"'
TAKE_OUT = "take it out; muster would not look at it"
NO_LENGTH = (
    "found 'pro-rate' without hours that are asked again by a length from completion, "
    f"expected 'hours', and a 'renewal' with the anchor 'completion'; {TAKE_OUT}"
)
NO_CLOCK = (
    f"found 'pause' without an initial deadline within a length, expected 'initial' with 'within' a length; {TAKE_OUT}"
)


def test_the_sample_pro_rates_one_rule_and_pauses_another() -> None:
    said = {each.id: each.terms[-1].leave for each in packs.load("program-local").requirements}

    assert {name: each for name, each in said.items() if each} == {
        "case-review": OnLeave.PRO_RATE,
        "home-visits": OnLeave.PAUSE,
    }


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (HOURS, HOURS.replace("hours = 12\n", ""), NO_LENGTH),
        (HOURS, HOURS.partition("\n")[2], NO_LENGTH),
        (HOURS, HOURS.replace('"completion"', '"calendar-year"'), NO_LENGTH),
        (WITHIN, WITHIN.replace('"60 days"', '"before"'), NO_CLOCK),
        (WITHIN, WITHIN.replace('"pause"', '"pro-rate"'), NO_LENGTH),
        (
            HOURS,
            HOURS.replace('"pro-rate"', '"prorate"'),
            "found 'prorate', expected one of 'pro-rate', 'pause'; write 'pro-rate'",
        ),
    ],
    ids=["no hours", "no renewal", "a calendar year", "before the event", "a clock alone", "a slip"],
)
def test_leave_that_would_change_nothing_is_refused_with_its_line(before: str, after: str, told: str) -> None:
    text = packs.shipped_text("program-local")
    assert text.count(before) == 1
    head = text.partition(before)[0] + after
    line = head.count("\n") + 1

    assert f"sample.toml:{line} (requirement.terms.leave): {told}" in faults(text.replace(before, after))


def test_leave_where_the_rule_was_not_read_or_goes_by_a_cycle_is_refused() -> None:
    unread = DUTIES.replace('cite = "Policy 6"', 'cite = "Policy 6"\nleave = "pause"', 1)
    cycle = CYCLES.replace("confidence = ", 'leave = "pause"\nconfidence = ', 1)

    assert any("found 'leave' where the rule was not read" in each for each in faults(unread))
    assert any("found 'leave' beside a cycle" in each for each in faults(cycle))


def test_a_case_names_the_first_day_of_a_leave_first() -> None:
    text = (
        'pack = "program-local"\n[[case]]\nname = "x"\non = 2026-01-01\nrequirement = "case-review"\n'
        'role = "nurse"\nexpect = { verdict = "met" }\naway = [{ from = 2026-05-02, through = 2026-05-01 }]\n'
    )

    with pytest.raises(Invalid) as refused:
        cases.parse(text, source="cases.toml")
    assert any("a last day that is not before the first" in str(each) for each in refused.value.faults)
