"""What somebody supposes: facts that are not on record, to be laid over those that are (docs/decisions/0049).

Nothing is judged here. Each thing supposed gives the facts of a person as they would be.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias
from uuid import UUID

from muster.domain.credentials import Credential, End
from muster.domain.errors import Conflict
from muster.domain.facts import Facts
from muster.domain.intervals import Interval, day_after
from muster.domain.leave import Leave
from muster.domain.people import RoleHeld
from muster.domain.training import Completion


@dataclass(frozen=True, slots=True)
class Taken:
    """A course is finished: its topics and approvals are the course's."""

    done: Completion

    def over(self, facts: Facts) -> Facts:
        """Return the facts with it."""
        return replace(facts, completions=(*facts.completions, self.done))


@dataclass(frozen=True, slots=True)
class Held:
    """A card is held, as its paper would say."""

    card: Credential

    def over(self, facts: Facts) -> Facts:
        """Return the facts with it."""
        return replace(facts, credentials=(*facts.credentials, self.card))


@dataclass(frozen=True, slots=True)
class Lapses:
    """No card of a kind is good after a day; one that would begin only then is not there."""

    kind: str
    last: date

    def over(self, facts: Facts) -> Facts:
        """Return the facts with it."""
        cards = tuple([self._ended(each) for each in facts.credentials if not self._later(each)])
        return replace(facts, credentials=cards)

    def _later(self, card: Credential) -> bool:
        return card.kind == self.kind and card.start is not None and card.start > self.last

    def _ended(self, card: Credential) -> Credential:
        if card.kind != self.kind or (card.valid_through is not None and card.valid_through <= self.last):
            return card
        return replace(card, valid_through=self.last, end=End.PRINTED)


@dataclass(frozen=True, slots=True)
class Begins:
    """A role is begun."""

    role: RoleHeld

    def over(self, facts: Facts) -> Facts:
        """Return the facts with it."""
        return replace(facts, roles=(*facts.roles, self.role))


@dataclass(frozen=True, slots=True)
class Ends:
    """A role in a program is held through a day, and not after it; what would begin only then is not there."""

    role: str
    program: UUID
    last: date

    def over(self, facts: Facts) -> Facts:
        """Return the facts with it."""
        return replace(facts, roles=tuple([left for each in facts.roles if (left := self._left(each))]))

    def _left(self, held: RoleHeld) -> RoleHeld | None:
        if (held.role, held.program) != (self.role, self.program) or held.validity.end <= day_after(self.last):
            return held
        if held.validity.start > self.last:
            return None
        return replace(held, validity=Interval.through(held.validity.start, self.last))


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody is on leave."""

    leave: Leave

    def over(self, facts: Facts) -> Facts:
        """Return the facts with it.

        Raises:
            Conflict: it overlaps another leave of theirs.
        """
        if any(each.during & self.leave.during for each in facts.leaves):
            raise Conflict("two leaves of one person never overlap; this one does another", code="overlaps")
        return replace(facts, leaves=(*facts.leaves, self.leave))


Supposed: TypeAlias = Taken | Held | Lapses | Begins | Ends | Away


def laid(facts: Facts, supposed: Iterable[Supposed]) -> Facts:
    """Return the facts of a person as they would be, one thing supposed laid over after the other.

    >>> card = Credential("cpr-card", issued_on=date(2026, 1, 5), valid_through=date(2028, 1, 31))
    >>> gone = laid(Facts(credentials=(card,)), [Lapses("cpr-card", date(2026, 12, 31))])
    >>> str(gone.credentials[0].valid_through), laid(gone, [Lapses("cpr-card", date(2025, 1, 1))]).credentials
    ('2026-12-31', ())
    """
    for each in supposed:
        facts = each.over(facts)
    return facts
