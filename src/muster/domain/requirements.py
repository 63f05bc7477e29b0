"""Rules as data: a requirement, and the dated terms it has had.

Law, a funder's condition, a partner's MOU and a program's own policy are the same kind of
thing with a different authority.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from muster.domain.anchors import Renewal
from muster.domain.credentials import CredentialKind, Proof
from muster.domain.errors import Invalid
from muster.domain.intervals import FOREVER, Span


class Confidence(StrEnum):
    """How well the words of a rule are known."""

    READ = "read"
    SECONDARY = "secondary"
    MEMORY = "memory"
    AMBIGUOUS = "ambiguous"

    @property
    def settles(self) -> bool:
        """May a verdict rest on it? What is remembered or ambiguous yields ``needs_review``."""
        return self is Confidence.READ or self is Confidence.SECONDARY


class Bar(StrEnum):
    """What happens to those below it: a duty blocks, a recommendation only shows."""

    REQUIRED = "required"
    RECOMMENDED = "recommended"


class VersionBy(StrEnum):
    """Which date picks the version of the terms."""

    SERVICE_DATE = "service-date"
    HIRE_DATE = "hire-date"


class Event(StrEnum):
    """What starts the clock of an initial deadline."""

    HIRE = "hire"
    ASSIGNMENT = "assignment"


@dataclass(frozen=True, slots=True)
class Initial:
    """By when it must first be done.

    ``within`` unset means *before*: strictly earlier than the event. Otherwise due on the
    event plus ``within``, met on or before that day.
    """

    event: Event
    within: Span | None


@dataclass(frozen=True, slots=True)
class Terms:
    """What a requirement has asked since a day.

    ``minutes`` unset: the rule sets no hours; never 0 and never a failure.
    ``renewal`` unset: once is enough. ``initial`` unset: needed on every day, with no time to get it.
    ``grace``: how long after the last good day it still counts.
    ``proof`` unset: any record will do, except a suspected mismatch.
    """

    effective: date
    cite: str
    confidence: Confidence
    version_by: VersionBy = VersionBy.SERVICE_DATE
    initial: Initial | None = None
    renewal: Renewal | None = None
    minutes: int | None = None
    grace: Span | None = None
    proof: Proof | None = None
    until: date = FOREVER

    def __post_init__(self) -> None:
        """Refuse terms that are over before they begin, and hours that ask for nothing."""
        if self.effective >= self.until:
            raise Invalid(f"terms of {self.effective} cannot end before {self.until}", code="empty-terms")
        if self.minutes is not None and self.minutes <= 0:
            raise Invalid("hours left out mean that the rule sets none; 0 hours mean nothing", code="no-hours")


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that holders of some roles must have done, or must hold.

    Any one of ``topics`` completed, or any one of ``kinds`` held, satisfies it. ``kinds``
    carries the definitions that the pack gives, so that a missing last good day can be
    worked out.
    """

    pack: str
    id: str
    says: str
    roles: frozenset[str]
    topics: frozenset[str]
    kinds: tuple[CredentialKind, ...]
    terms: tuple[Terms, ...]
    bar: Bar = Bar.REQUIRED
    authority: str = ""

    def __post_init__(self) -> None:
        """Refuse a rule that nothing could satisfy, and terms that overlap or run backwards."""
        if not self.topics and not self.kinds:
            raise Invalid(f"{self.name} asks for neither a topic nor a credential", code="asks-for-nothing")
        if not self.terms:
            raise Invalid(f"{self.name} has no terms", code="no-terms")
        if len({terms.version_by for terms in self.terms}) > 1:
            raise Invalid(
                f"{self.name}: all its terms must be picked by the same date (version_by)", code="mixed-version-by"
            )
        for earlier, later in zip(self.terms, self.terms[1:], strict=False):
            if later.effective < earlier.until:
                raise Invalid(
                    f"{self.name}: terms of {earlier.effective} run until {earlier.until}, "
                    f"but the next start {later.effective}",
                    code="terms-overlap",
                )

    @property
    def name(self) -> str:
        """The name it is known by, for ever: ``pack/id``."""
        return f"{self.pack}/{self.id}"

    def kind(self, kind: str) -> CredentialKind | None:
        """Return the accepted credential kind of that name."""
        return next((each for each in self.kinds if each.id == kind), None)


@dataclass(frozen=True, slots=True)
class Pack:
    """Requirements that one authority publishes together, as one reviewed text.

    ``digest`` is the SHA-256 of the text, in hex: what an adoption refers to.
    """

    id: str
    title: str
    jurisdiction: str
    authority: str
    bar: Bar
    reviewed_on: date
    source: str
    requirements: tuple[Requirement, ...]
    kinds: tuple[CredentialKind, ...]
    digest: str
