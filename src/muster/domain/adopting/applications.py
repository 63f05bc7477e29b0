"""The test of an organisation: whoever was hired before its program applied has it all on the day of the application.

Nothing is judged here: each answer is a finding of the one engine (docs/decisions/0030).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from muster.domain.adopting.packs import Pack
from muster.domain.clearance import gravest
from muster.domain.facts import Facts
from muster.domain.findings import SOUND, Reason, Verdict
from muster.domain.intervals import day_after
from muster.domain.requirements import Requirement, Terms
from muster.domain.standing.engine import finding, timeline


class Tested(NamedTuple):
    """One of the staff: the gravest of what is said of them, and each requirement that is not met, or in doubt."""

    person: UUID
    verdict: Verdict
    by: tuple[Requirement, ...] = ()


@dataclass(frozen=True, slots=True)
class ApplicationTest:
    """What the day of an application says of the whole staff of a program, by one pack."""

    pack: Pack
    applied_on: date
    people: tuple[Tested, ...]

    @property
    def verdict(self) -> Verdict:
        """Met when everybody has all of it; ``not_applicable`` when nobody had been hired before."""
        return gravest({each.verdict for each in self.people})

    def count(self, verdict: Verdict) -> int:
        """How many have this answer?"""
        return sum(each.verdict is verdict for each in self.people)


def application_test(pack: Pack, applied_on: date, everybody: Mapping[UUID, Facts]) -> ApplicationTest | None:
    """Test a program's staff, each as seen from it; ``None`` when the pack asks nothing at an application.

    Source: WAC 182-140-0090(1).
    """
    asked = [each for each in pack.requirements if any(map(_at_application, each.terms))]
    if not asked:
        return None
    people: list[Tested] = []
    for person, facts in everybody.items():
        said = [(each, verdict) for each in asked if (verdict := _said(each, facts, applied_on)) is not None]
        if said:
            wanting = tuple(each for each, verdict in said if verdict is not Verdict.MET)
            people.append(Tested(person, gravest({verdict for _, verdict in said}), wanting))
    return ApplicationTest(pack, applied_on, tuple(people))


def _at_application(terms: Terms) -> bool:
    return terms.initial is not None and terms.initial.at_application


def _staff(requirement: Requirement, facts: Facts, day: date) -> bool:
    """Were they there on the day, and hired before it? Of whom that is not on file, it is asked as well."""
    there = (each for each in facts.stints(requirement.roles) if day in each.during)
    return any(each.hired is None or each.hired < day for each in there)


def _said(requirement: Requirement, facts: Facts, day: date) -> Verdict | None:
    """Return whether they had it: on the day itself everybody is still in time, so the next one tells who had not.

    ``None``: it was not asked of them.
    """
    judged = timeline(requirement, facts)
    found = finding(requirement, judged, on=day)
    if found.terms is None or not _at_application(found.terms) or not _staff(requirement, facts, day):
        return None
    if found.reason in SOUND or found.reason is Reason.WAIVED:
        return found.verdict
    after = finding(requirement, judged, on=day_after(day)).verdict
    return Verdict.NEEDS_REVIEW if after is Verdict.NOT_APPLICABLE else after  # they left that very day
