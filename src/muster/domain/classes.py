"""A class: one course, held on one day, and everybody who was in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID, uuid5

from muster.domain.credentials import Proof
from muster.domain.findings import Finding, Reason, Verdict, good_through
from muster.domain.intervals import BEGINNING, FOREVER
from muster.domain.training import Completion, Mode, Payer

MOST: Final = 500  # people in one class


@dataclass(frozen=True, slots=True)
class Class:
    """What everybody in it completed. ``minutes`` unset: its length is not on file; ``paid_by``: nor is who paid."""

    course: UUID
    held_on: date
    minutes: int | None = None
    mode: Mode = Mode.UNKNOWN
    proof: Proof = Proof.SELF_REPORTED
    paid_by: Payer | None = None

    @property
    def completion(self) -> Completion:
        """What is recorded of each person; its topics are the course's."""
        return Completion(
            frozenset(), self.held_on, self.minutes, self.proof, self.course, self.mode, paid_by=self.paid_by
        )


@dataclass(frozen=True, slots=True)
class Recorded:
    """A class on record. ``people`` were recorded; ``already`` had the course on that day, and were left alone.

    ``standing`` still says of everybody what was recorded; without it, ``withdrawn`` tells whether all of it was
    taken back, and ``changed`` of whom something else was said.
    """

    sheet: UUID
    held: Class
    people: tuple[UUID, ...]
    already: tuple[UUID, ...] = ()
    withdrawn: bool = False
    changed: tuple[UUID, ...] = ()

    @property
    def standing(self) -> bool:
        """Does all of it stand as it was recorded?"""
        return not self.withdrawn and not self.changed


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a sign-in sheet: who it is, their roles of the day, and what the course's topics are to them.

    ``need`` is the most urgent finding about the topics, if any rule asks this person for them.
    """

    person: UUID
    name: str
    roles: tuple[str, ...]
    need: Finding | None = None
    already: bool = False


def fact_of(sheet: UUID, person: UUID) -> UUID:
    """Return the id of what somebody completed in a class.

    The same sheet and person give the same id, so that a sheet sent twice is recorded once, and what it
    recorded is found again.

    >>> fact_of(UUID(int=1), UUID(int=2)) == fact_of(UUID(int=1), UUID(int=2)) != fact_of(UUID(int=2), UUID(int=2))
    True
    """
    return uuid5(sheet, str(person))


def need_of(findings: Iterable[Finding], topics: frozenset[str]) -> Finding | None:
    """Return the most urgent finding that training in these topics would do something about."""
    about = [each for each in findings if _wanted(each) & topics]
    return min(about, key=urgency) if about else None


def _wanted(finding: Finding) -> frozenset[str]:
    """Return the topics that would help: of several things that are each needed, those that are wanting."""
    if finding.missing is not None and finding.missing.parts:
        return frozenset(finding.missing.topics)
    return finding.requirement.topics


def urgency(need: Finding | None) -> tuple[int, date]:
    """Put in order what is not met, then what is in doubt, then what lapses, by its day; then everything else."""
    if need is None or need.reason is Reason.WAIVED:
        return _NOT_NEEDED, FOREVER
    if not need.requirement.bar.binds and need.verdict is not Verdict.MET:
        return _RECOMMENDED, FOREVER
    if need.verdict is not Verdict.MET:
        return (0 if need.verdict is Verdict.NOT_MET else 1), need.due_on or BEGINNING
    worse = need.next is not None and need.next.standing.verdict is not Verdict.MET
    ends = good_through(need) if worse else None
    return (_LAPSES, ends) if ends else (_NOT_NEEDED, FOREVER)


_LAPSES: Final = 2
_RECOMMENDED: Final = 3
_NOT_NEEDED: Final = 4
