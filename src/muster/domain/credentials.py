"""Certifications, licenses and clearances: what is held, how long it is good, what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from muster.domain.anchors import Anchor, BirthMonth, MonthDay, Parity, Renewal
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
    ``late_through``: through the first such day of the year after, a card that is over may still be renewed late.
    """

    opens: MonthDay | None = None
    apply: Span | None = None
    late_through: MonthDay | None = None


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


class Good(NamedTuple):
    """When a credential is good. ``assumed``: one of its ends was worked out, not read off the card."""

    start: date
    end: date
    assumed: bool = False


def good(held: Credential, kind: CredentialKind | None, birth: BirthMonth | None = None) -> Good | None:
    """Return when the paper is good, before suspension; ``None`` when its dates do not say.

    A printed last good day wins. Otherwise the kind's rule counts from the day the card was
    issued, or, marked ``assumed``, from the day of the class. Where the last good day alone is
    known, the kind's length is counted back from it, also ``assumed``. Source: the AHA counts its
    two years from the month the card was issued (cpr.heart.org, course cards).

    >>> from muster.domain.intervals import Span
    >>> bls = CredentialKind("aha-bls", "BLS", "AHA", validity=Renewal(Span.parse("2 years"), Anchor.END_OF_MONTH))
    >>> card = Credential("aha-bls", issued_on=date(2024, 2, 12), earned_on=date(2024, 1, 30), end=End.UNKNOWN)
    >>> good(card, bls).end
    datetime.date(2026, 3, 1)
    """
    start = held.start
    if start is None:
        return _worked_back(held, kind)
    if held.valid_through is not None:
        return Good(start, day_after(held.valid_through))
    if held.end is End.NEVER:
        return Good(start, FOREVER)
    if kind is None or kind.validity is None:
        return None
    last = kind.validity.through(held.issued_on or held.earned_on or start, birth=birth)
    if last is None or last < start:
        return None
    return Good(start, day_after(last), assumed=held.issued_on is None)


def _worked_back(held: Credential, kind: CredentialKind | None) -> Good | None:
    """Return when a card is good of which only the last good day is known, by the length its issuer gives it."""
    if held.valid_through is None or kind is None or kind.validity is None:
        return None
    by_parity = kind.validity.anchor is Anchor.BIRTH_MONTH and kind.validity.parity is Parity.BIRTH_YEAR
    if kind.validity.anchor not in _COUNTS_BACK and not by_parity:
        return None
    return Good(held.valid_through - kind.validity.every, day_after(held.valid_through), assumed=True)


_COUNTS_BACK = frozenset({Anchor.COMPLETION, Anchor.END_OF_MONTH, Anchor.FIXED_DATE})
