"""Certifications, licenses and clearances: what is held, how long it is good, what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from muster.domain.anchors import MonthDay, Renewal
from muster.domain.errors import Invalid
from muster.domain.intervals import FOREVER, Span, day_after


class Proof(StrEnum):
    """Who has confirmed a record. A source out of reach proves no more than the holder's own word."""

    SELF_REPORTED = "self-reported"
    DOCUMENT_SEEN = "document-seen"
    SOURCE_CHECKED = "source-checked"
    SOURCE_OUT_OF_REACH = "source-out-of-reach"
    SUSPECTED_MISMATCH = "suspected-mismatch"

    def reaches(self, needed: Proof | None) -> bool:
        """Is this enough where ``needed`` is asked for? A suspected mismatch never is.

        >>> Proof.SOURCE_CHECKED.reaches(Proof.DOCUMENT_SEEN), Proof.SELF_REPORTED.reaches(None)
        (True, True)
        >>> Proof.SUSPECTED_MISMATCH.reaches(None)
        False
        """
        if self is Proof.SUSPECTED_MISMATCH:
            return False
        return needed is None or _STRENGTH[self] >= _STRENGTH[needed]


_STRENGTH = {
    Proof.SUSPECTED_MISMATCH: -1,
    Proof.SELF_REPORTED: 0,
    Proof.SOURCE_OUT_OF_REACH: 0,
    Proof.DOCUMENT_SEEN: 1,
    Proof.SOURCE_CHECKED: 2,
}


class KindOf(StrEnum):
    """What sort of credential a kind is. An attestation states something about its holder that a rule hangs on."""

    CERTIFICATION = "certification"
    LICENSE = "license"
    CLEARANCE = "clearance"
    ATTESTATION = "attestation"


@dataclass(frozen=True, slots=True)
class Renewing:
    """When a card is renewed, counted from its last good day.

    ``opens``: on the last such day of the year by then. ``apply``: the application is in so long before.
    ``late_through``: through the first such day of the year after, a card that is over may still be renewed late;
    ``late_under``: or for less than so long after its last good day.
    """

    opens: MonthDay | None = None
    apply: Span | None = None
    late_through: MonthDay | None = None
    late_under: Span | None = None

    def opens_on(self, last: date) -> date | None:
        """Return the day on which renewal of a card opens, by its last good day; ``None`` where the kind says none.

        >>> str(Renewing(opens=MonthDay(10, 1)).opens_on(date(2025, 3, 31)))
        '2024-10-01'
        """
        if self.opens is None:
            return None
        here = self.opens.in_year(last.year)
        return here if here <= last else self.opens.in_year(last.year - 1)

    def closes_on(self, last: date) -> date:
        """Return the last day on which it may be renewed, late or not.

        >>> str(Renewing(late_through=MonthDay(4, 30)).closes_on(date(2025, 3, 31)))
        '2025-04-30'
        """
        if self.late_through is None or last.year == FOREVER.year:
            return last
        return self.late_through.on_or_after(day_after(last))


@dataclass(frozen=True, slots=True)
class CredentialKind:
    """A kind of credential, as its issuer defines it. ``validity`` unset: the paper alone says."""

    id: str
    title: str
    issuer: str
    sort: KindOf = KindOf.CERTIFICATION
    validity: Renewal | None = None
    renews: Renewing | None = None


class Status(StrEnum):
    """What an issuer may do to a credential it gave."""

    SUSPENDED = "suspended"
    REVOKED = "revoked"
    REINSTATED = "reinstated"


@dataclass(frozen=True, order=True, slots=True)
class StatusEvent:
    """The issuer suspended, revoked or reinstated a credential, from this day on."""

    on: date
    status: Status


class End(StrEnum):
    """What is known of the last good day of a credential."""

    PRINTED = "printed"
    NEVER = "never"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Credential:
    """Something held that a rule may ask for, as its paper says.

    ``end`` tells an open end (``never``) from one that nobody wrote down (``unknown``):
    the second is worked out from the kind's own rule, or stays unknown.
    ``earned_on`` is the day of the class behind a card, when it differs from ``issued_on``.
    """

    kind: str
    issued_on: date | None = None
    valid_from: date | None = None
    valid_through: date | None = None
    end: End = End.PRINTED
    earned_on: date | None = None
    number: str = ""
    jurisdiction: str = ""
    proof: Proof = Proof.SELF_REPORTED
    statuses: tuple[StatusEvent, ...] = ()
    fact: UUID | None = None

    def __post_init__(self) -> None:
        """Refuse an end that contradicts itself, and a card that ends before it starts."""
        if (self.end is End.PRINTED) != (self.valid_through is not None):
            raise Invalid(
                "a printed end needs its last good day, and only a printed end has one",
                code="end-contradicts-itself",
            )
        start = self.start
        if start and self.valid_through and self.valid_through < start:
            raise Invalid(
                f"the last good day {self.valid_through} is before the first, {start}; "
                "one of the two was probably mistyped",
                code="ends-before-it-starts",
            )

    @property
    def start(self) -> date | None:
        """The first good day, as far as the paper tells."""
        return self.valid_from or self.issued_on or self.earned_on

    @property
    def given_on(self) -> date | None:
        """The day that the rule of its issuer counts from: of the issue, or of the class, or its first good day."""
        return self.issued_on or self.earned_on or self.valid_from


def barred(statuses: Sequence[StatusEvent]) -> Iterator[tuple[Status, date, date]]:
    """Yield the runs of days on which a credential was suspended or revoked, in order.

    Of several events on one day the strictest is the state of the day.
    """
    events = sorted(statuses, key=lambda event: (event.on, _STRICTNESS[event.status]))
    for place, event in enumerate(events):
        until = events[place + 1].on if place + 1 < len(events) else FOREVER
        if event.status is not Status.REINSTATED and event.on < until:
            yield event.status, event.on, until


_STRICTNESS = {Status.REINSTATED: 0, Status.SUSPENDED: 1, Status.REVOKED: 2}
