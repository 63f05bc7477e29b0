"""Two judgements of one person laid beside each other: only the days that are otherwise, and each once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from muster.domain.easing import compared
from muster.domain.facts import Facts
from muster.domain.findings import Reason
from muster.domain.intervals import FOREVER, Interval
from muster.domain.people import RoleHeld
from muster.domain.programs import Program
from muster.domain.requirements import Confidence, Requirement, Terms
from muster.domain.standing.judged import Rule, judge
from muster.domain.waivers import Waiver

PROGRAM = UUID(int=1)
HARBOR = Program(PROGRAM, "Harbor CRT", "America/Chicago")
SINCE = date(2026, 1, 1)
ASKED = Requirement(
    "example",
    "training",
    "Done.",
    frozenset({"*"}),
    frozenset({"naloxone"}),
    (),
    (Terms(date(2020, 1, 1), "Example Code 1", Confidence.READ),),
)
NOBODY_TRAINED = Facts(roles=(RoleHeld("peer", PROGRAM, Interval(SINCE)),))


def waived(first: date, through: date, granted_on: date) -> Facts:
    granted = Waiver("example/training", Interval.through(first, through), granted_on, "Example Office")
    return replace(NOBODY_TRAINED, waivers=(granted,))


def differing(becomes: Facts, during: Interval) -> list[tuple[date, date, Reason, Reason]]:
    rules = [Rule(ASKED, during)]
    one, two = (judge(UUID(int=2), PROGRAM, rules, facts) for facts in (NOBODY_TRAINED, becomes))
    return [
        (each.during.start, each.during.end, each.was.reason, each.becomes.reason)
        for each in compared(one, two, HARBOR, on=SINCE).differences
    ]


def test_nothing_is_otherwise_where_nothing_is_eased() -> None:
    assert differing(NOBODY_TRAINED, Interval(date(2025, 1, 1))) == []


def test_each_run_is_told_from_its_first_day_to_the_day_after_its_last() -> None:
    eased = waived(date(2026, 3, 1), date(2026, 3, 31), date(2026, 3, 11))

    assert differing(eased, Interval(date(2025, 1, 1))) == [
        (date(2026, 3, 1), date(2026, 3, 11), Reason.MISSING, Reason.WAIVED),
        (date(2026, 3, 11), date(2026, 4, 1), Reason.MISSING, Reason.WAIVED),
    ]


def test_only_the_days_on_which_the_rule_is_gone_by_are_told() -> None:
    eased = replace(NOBODY_TRAINED, waivers=(Waiver("example/training", Interval(SINCE), SINCE, "Example Office"),))

    assert differing(eased, Interval(date(2026, 2, 1), date(2026, 2, 3))) == [
        (date(2026, 2, 1), date(2026, 2, 3), Reason.MISSING, Reason.WAIVED)
    ]
    assert differing(eased, Interval(date(2025, 1, 1))) == [(SINCE, FOREVER, Reason.MISSING, Reason.WAIVED)]
