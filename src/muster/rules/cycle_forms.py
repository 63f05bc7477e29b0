"""The form of hours in the cycle of a card: ``cycle`` and ``path`` of terms, ``renews`` of a credential."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, PlainValidator

from muster.domain.credentials import CredentialKind, Proof, Renewing
from muster.domain.hours.cycles import Cycles
from muster.domain.hours.paths import Bucket, Cap, Path
from muster.rules.words import DayOfYear, Form, Hint, Id, Ids, Length, Minutes, Modes, Truth, one_of


class RenewingForm(Form):
    """When a card is renewed: from a day of the year, by so long before its end; late through one, or under a time."""

    opens: DayOfYear | None = None
    apply: Length | None = None
    late_through: DayOfYear | None = None
    late_under: Length | None = None

    def renewing(self) -> Renewing:
        """Return the domain's value."""
        return Renewing(self.opens, self.apply, self.late_through, self.late_under)


class CyclesForm(Form):
    """Which cards give the cycles, and how long one is. ``full``: a shorter one asks nothing.

    ``unless``: nothing is asked while one of these is held, as when a higher card takes the place of this one.
    """

    of: Annotated[Ids, Hint("the credentials whose last good day ends a cycle", '"state-license"')]
    every: Length
    full: Truth = False
    unless: Ids | None = None

    def cycles(self, kinds: Mapping[str, CredentialKind]) -> Cycles:
        """Return the domain's value."""
        unless = tuple(kinds[name] for name in self.unless or ())
        return Cycles(tuple(kinds[name] for name in self.of), self.every, self.full, unless)


class CapForm(Form):
    """No more than these hours count of those taken in these modes."""

    modes: Annotated[Modes, Hint("ways of taking a course", '["self-paced"]')]
    hours: Minutes

    def cap(self) -> Cap:
        """Return the domain's value."""
        return Cap(frozenset(self.modes), self.hours)


class BucketForm(Form):
    """Some of the hours of a path, by topic; it goes by the first of them."""

    topic: Ids
    hours: Minutes | None = None
    inside: Id | None = None
    proof: Annotated[Proof, PlainValidator(one_of(Proof))] | None = None
    cap: CapForm | None = None
    most: Minutes | None = None
    takes: Ids | None = None

    def bucket(self) -> Bucket:
        """Return the domain's value."""
        cap = self.cap.cap() if self.cap else None
        return Bucket(tuple(self.topic), self.hours, self.inside, self.proof, cap, self.most, tuple(self.takes or ()))


class PathForm(Form):
    """One way to renew. Without ``topic``: all topics of the requirement."""

    topic: Ids | None = None
    hours: Minutes | None = None
    within: Length | None = None
    carry: Minutes | None = None
    apart: Truth = False
    bucket: Annotated[list[BucketForm], Hint("a list of buckets", '[{ topic = "ethics", hours = 3 }]')] = Field(
        default_factory=list
    )

    def path(self, topics: list[str]) -> Path:
        """Return the domain's value."""
        return Path(
            frozenset(self.topic or topics),
            self.hours,
            tuple(each.bucket() for each in self.bucket),
            self.within,
            self.carry,
            self.apart,
        )
