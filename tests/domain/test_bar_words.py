"""Why something is asked, in words: every reason has its own, and what binds nobody is never said like a breach."""

import pytest

from muster.cli.compliance import on_one_line
from muster.domain.bar_words import LABELS, beside, label, means, only_shown
from muster.domain.requirements import Bar
from tests.domain.test_clearance import findings, requirement


def test_every_reason_has_words_of_its_own() -> None:
    assert set(LABELS) == set(Bar)
    assert len({label(bar) for bar in Bar}) == len({means(bar) for bar in Bar}) == len(Bar)


@pytest.mark.parametrize("bar", [bar for bar in Bar if not bar.binds])
def test_what_binds_nobody_says_so_wherever_it_is_not_met(bar: Bar) -> None:
    asked = requirement("arrival", bar=bar)
    (finding,) = findings(asked)

    assert only_shown(bar).startswith("Not met, ")
    assert beside("Arrival", bar) == f"Arrival ({label(bar).lower()})"
    assert on_one_line(finding).startswith(f"not met local/arrival ({label(bar).lower()}): Missing")


def test_what_binds_is_said_in_capitals_and_without_a_reason() -> None:
    (finding,) = findings(requirement("arrival"))

    assert on_one_line(finding).startswith("NOT MET local/arrival: Missing")
