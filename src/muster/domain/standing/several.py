"""What is on file where several things are each needed: the same questions, asked of every part.

The definitions are docs/decisions/0030.
"""

from __future__ import annotations

from datetime import date
from itertools import chain
from typing import NamedTuple, TypeAlias

from muster.domain.facts import Facts, Stint
from muster.domain.hours.cycles import UNKNOWN, Cycle
from muster.domain.intervals import FOREVER
from muster.domain.requirements import Requirement, Terms
from muster.domain.standing.education import Education, educated
from muster.domain.standing.evidence import Evidence, Held, Record, gather, with_hours


class Several(NamedTuple):
    """The evidence of each part, in the order of the rule. It answers as ``Evidence`` does."""

    parts: tuple[Evidence, ...]
    minutes: int | None = None
    over_from: date = FOREVER

    @property
    def records(self) -> tuple[Record, ...]:
        """Everything that may prove a part; nothing when some part has nothing at all."""
        if not all(each.records for each in self.parts):
            return ()
        return tuple(chain.from_iterable(each.records for each in self.parts))

    def held(self, day: date) -> Held:
        """Is every part satisfied on this day, and would each be without that day's own completions?"""
        return min(each.held(day) for each in self.parts)

    def barred(self, day: date) -> tuple[bool, bool]:
        """Is a card revoked, or suspended, that would satisfy a part that is wanting?"""
        wanting = [each.barred(day) for each in self.parts if not each.held(day)]
        return any(revoked for revoked, _ in wanting), any(suspended for _, suspended in wanting)

    def partly(self, day: date) -> bool:
        """Is some part satisfied?"""
        return any(each.held(day) for each in self.parts)

    def possible(self, day: date) -> bool:
        """Would every part be satisfied at its best, by records with at least one known day?"""
        return all(each.possible(day) for each in self.parts)

    def waits(self, day: date) -> bool:
        """Would every part be satisfied if the courses of which nobody has said so were approved?"""
        return all(each.held(day) or each.waits(day) for each in self.parts)

    def undated(self, day: date) -> bool:
        """Would every part be satisfied at its best, if records of which no day is known count too?"""
        return all(each.possible(day) or each.undated(day) for each in self.parts)

    def on(self, day: date) -> list[Record]:
        """Return the records that bear on this day, each once, those that prove something first."""
        found = dict.fromkeys(chain.from_iterable(each.on(day) for each in self.parts))
        return sorted(found, key=_proves_nothing)

    def edges(self) -> set[date]:
        """Return every day on which an answer about the evidence may change."""
        return set().union(*(each.edges() for each in self.parts))


OnFile: TypeAlias = Evidence | Several | Education


def read(requirement: Requirement, terms: Terms, facts: Facts, stint: Stint, cycle: Cycle | None = None) -> OnFile:
    """Return what is on file for one requirement, read under one set of its terms for one stint, and one cycle."""
    if cycle is not None and (requirement.each_cycle or cycle is UNKNOWN):
        return educated(requirement, terms, facts, stint, cycle)
    if not requirement.parts:
        found = gather(requirement, terms, facts, stint)
        return found if terms.eased is None else with_hours(found, terms.eased, terms, facts, stint)
    return Several(tuple([gather(each, terms, facts, stint) for each in requirement.parts]), terms.minutes)


def _proves_nothing(record: Record) -> bool:
    return not record.counts
