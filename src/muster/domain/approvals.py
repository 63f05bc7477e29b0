"""Which authority approved a course, for what and when. The definitions are docs/decisions/0036."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from uuid import UUID

from muster.domain.intervals import Interval


class Approved(Enum):
    """Had an authority approved the course on a day?"""

    YES = "yes"
    NO = "no"
    NOT_SAID = "not-said"


@dataclass(frozen=True, slots=True)
class Approval:
    """A course approved by an authority over some days. No ``topics``: for whatever it teaches."""

    course: UUID | None
    authority: str
    during: Interval
    topics: frozenset[str] = frozenset()
    reference: str = ""
    fact: UUID | None = None

    def speaks_of(self, topics: frozenset[str], authority: str) -> bool:
        """Is it by this authority, and for one of these topics?"""
        return one_name(self.authority) == one_name(authority) and not (self.topics and self.topics.isdisjoint(topics))


def one_name(authority: str) -> str:
    """Return the one name of an authority that people write in many ways.

    >>> one_name("WA  HCA") == one_name(" wa hca ")
    True
    """
    return " ".join(authority.split()).casefold()


def approved(approvals: Iterable[Approval], authority: str, topics: frozenset[str], on: date) -> Approved:
    """Say whether an authority had approved a course on a day, for one of these topics.

    >>> year = Approval(None, "WA HCA", Interval.through(date(2026, 1, 1), date(2026, 12, 31)))
    >>> [approved([year], by, frozenset({"x"}), date(2027, 1, 1)).value for by in ("wa hca", "WA DOH")]
    ['no', 'not-said']
    """
    speaking = [each for each in approvals if each.speaks_of(topics, authority)]
    if not speaking:
        return Approved.NOT_SAID
    return Approved.YES if any(on in each.during for each in speaking) else Approved.NO


def authorities(said: Iterable[str]) -> tuple[str, ...]:
    """Return the authorities, each under the first of its names, in order."""
    found = {one_name(each): each for each in reversed(list(said)) if each}
    return tuple(sorted(found.values(), key=one_name))
