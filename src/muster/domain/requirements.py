"""Rules as data: a requirement, and the dated terms it has had.

Law, a funder's condition, a partner's MOU and a program's own policy are the same kind of
thing with a different authority.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from muster.domain.anchors import Anchor, Renewal
from muster.domain.credentials import CredentialKind, Proof
from muster.domain.duties import Eased, Equivalence, Exemption, Measure, OfProgram, Part, Prior
from muster.domain.errors import Invalid
from muster.domain.hours.cycles import Cycles
from muster.domain.hours.paths import Path
from muster.domain.intervals import FOREVER, Span
from muster.domain.leave import OnLeave
from muster.domain.people import EmploymentKind


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
    """Why something is asked, and so what happens to those below it (docs/decisions/0040).

    Nobody has to seek a voluntary endorsement, follow an agency's plan or take a vendor's terms: whoever adopts such a
    pack does, and then it binds like a duty. A payment incentive and a recommendation only show.
    """

    REQUIRED = "required"
    VOLUNTARY_ENDORSEMENT = "voluntary-endorsement"
    AGENCY_PLAN = "agency-plan"
    VENDOR_TERM = "vendor-term"
    PAYMENT_INCENTIVE = "payment-incentive"
    RECOMMENDED = "recommended"

    @property
    def binds(self) -> bool:
        """Can it keep somebody off the roster, where it was adopted?

        >>> [each.value for each in Bar if not each.binds]
        ['payment-incentive', 'recommended']
        """
        return self not in {Bar.PAYMENT_INCENTIVE, Bar.RECOMMENDED}


class VersionBy(StrEnum):
    """Which date picks the version of the terms."""

    SERVICE_DATE = "service-date"
    HIRE_DATE = "hire-date"
    EXPIRATION_DATE = "expiration-date"


class Event(StrEnum):
    """What starts the clock of an initial deadline."""

    HIRE = "hire"
    ASSIGNMENT = "assignment"
    FIRST_SERVICE = "first-service"
    APPLICATION = "application"


@dataclass(frozen=True, slots=True)
class Initial:
    """By when it must first be done.

    ``within`` unset means *before*: strictly earlier than the event. Otherwise due on the
    event plus ``within``, met on or before that day.

    ``shown_by``, for first service: the paper whose first good day it is.
    ``at_application``: whoever was hired before the program applied has it on the day of the
    application, whatever ``within`` would give.
    """

    event: Event
    within: Span | None
    shown_by: CredentialKind | None = None
    at_application: bool = False

    def __post_init__(self) -> None:
        """Refuse a first service that nothing shows, and a test at the application that has no hires to part."""
        if (self.event is Event.FIRST_SERVICE) != (self.shown_by is not None):
            raise Invalid("'shown_by' belongs to the event 'first-service', which needs it", code="bad-event")
        if self.at_application and self.event is not Event.HIRE:
            raise Invalid("'at_application' belongs to the event 'hire'", code="bad-event")


@dataclass(frozen=True, slots=True)
class Terms:
    """What a requirement has asked since a day.

    ``minutes`` unset: the rule sets no hours; never 0 and never a failure.
    ``renewal`` unset: once is enough. ``initial`` unset: needed on every day, with no time to get it.
    ``grace``: how long after the last good day it still counts.
    ``proof`` unset: any record will do, except a suspected mismatch.
    ``prior`` unset: what was done before hire counts like anything else.
    ``eased``: fewer minutes for whoever held something on the day of hire.
    ``interim``: the condition, in words, under which somebody may serve until the initial deadline.
    ``approved_by``: the authority that must have approved a course on the day it was completed; ``by_another``: what
    somebody approved themselves counts for nothing (docs/decisions/0036).
    ``leave``: what days of leave change of it; unset: nothing (docs/decisions/0038).
    ``cycle``: it binds in the cycles of a card (docs/decisions/0029); ``paths`` are the ways to renew that card.
    ``measure``, of what a program owes: it is worked out from the program's responses, and no record satisfies it.
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
    prior: Prior | None = None
    eased: Eased | None = None
    interim: str = ""
    exemption: Exemption | None = None
    cycle: Cycles | None = None
    paths: tuple[Path, ...] = ()
    approved_by: str = ""
    by_another: bool = False
    leave: OnLeave | None = None
    measure: Measure | None = None

    def __post_init__(self) -> None:
        """Refuse terms that are over before they begin, hours that ask for nothing, and cycles that do not suit."""
        if self.effective >= self.until:
            raise Invalid(f"terms of {self.effective} cannot end before {self.until}", code="empty-terms")
        if self.minutes is not None and self.minutes <= 0:
            raise Invalid("hours left out mean that the rule sets none; 0 hours mean nothing", code="no-hours")
        if self.eased is not None and not 0 < self.eased.minutes < (self.minutes or 0):
            raise Invalid("'hours_with' gives fewer hours than 'hours', and some", code="no-hours")
        if self.interim and self.initial is None:
            raise Invalid("'interim' lasts until the initial deadline, so it needs 'initial'", code="bad-interim")
        if self.cycle is None and (self.paths or self.version_by is VersionBy.EXPIRATION_DATE):
            raise Invalid("paths, and terms picked by an expiration date, need the cycle of a card", code="no-cycle")
        if self.cycle is not None and (self.initial or self.by_hire or self.version_by is VersionBy.HIRE_DATE):
            raise Invalid("in the cycle of a card its last day is the deadline; no hire sets one", code="two-deadlines")
        if self.cycle is not None and self.exemption is not None:
            raise Invalid("a cycle is asked of whoever holds the card, whatever is so of a program", code="bad-cycle")
        if self.paths and self.approved_by:
            raise Invalid("'approved_by' has no meaning beside paths of hours", code="approval-of-hours")
        if self.paths and any(each is not None for each in (self.minutes, self.renewal, self.grace)):
            raise Invalid("paths set the hours, and the cycle how long they last", code="idle-terms")
        self._suit_leave()

    def _suit_leave(self) -> None:
        """Refuse what leave would change nothing of: hours without a length to take a share of, and no deadline."""
        by_length = self.renewal is not None and self.renewal.anchor is Anchor.COMPLETION
        if self.leave is OnLeave.PRO_RATE and (self.minutes is None or not by_length or self.cycle is not None):
            raise Invalid(
                "leave pro-rates hours that a renewal by a length from completion asks for", code="idle-leave"
            )
        if self.leave is OnLeave.PAUSE and (self.initial is None or self.initial.within is None):
            raise Invalid("leave pauses the length within which it is first due", code="idle-leave")

    @property
    def by_hire(self) -> bool:
        """Is the evidence itself read by the day of hire?"""
        return self.prior is not None or self.eased is not None


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that holders of some roles must have done, or must hold.

    Any one of ``topics`` completed, or any one of ``kinds`` held, satisfies it. ``kinds``
    carries the definitions that the pack gives, so that a missing last good day can be
    worked out. Where there are ``parts``, each of them is needed, and ``topics`` and ``kinds``
    are all of theirs together.

    ``unread``: what could not be read at the source, so that a person must look; nothing satisfies it, or nothing but
    a card of ``kinds``, where whoever holds one goes by it (docs/decisions/0040).
    ``employed``: only people employed in these ways are bound; empty: all.
    ``applied_on`` and ``circumstances`` are the adopting program's, not the text's.
    ``itself``: it is asked of the program and not of its people (docs/decisions/0036).
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
    parts: tuple[Part, ...] = ()
    unread: str = ""
    employed: frozenset[EmploymentKind] = frozenset()
    equivalences: tuple[Equivalence, ...] = ()
    applied_on: date | None = None
    circumstances: frozenset[str] = frozenset()
    itself: OfProgram | None = None

    def __post_init__(self) -> None:
        """Refuse a rule that nothing could satisfy, and terms that overlap or run backwards."""
        if not self.terms:
            raise Invalid(f"{self.name} has no terms", code="no-terms")
        if self.unread and (self.topics or self.parts or (self.kinds and self.terms[0].cycle is not None)):
            raise Invalid(f"{self.name} says what was not read, and yet asks for something", code="unread-and-asked")
        if not self.topics and not self.kinds and not self.unread:
            raise Invalid(f"{self.name} asks for neither a topic nor a credential", code="asks-for-nothing")
        if self.parts and any(terms.minutes is not None for terms in self.terms):
            raise Invalid(f"{self.name} sets hours over several things, each needed", code="hours-of-several")
        if len({terms.version_by for terms in self.terms}) > 1:
            raise Invalid(
                f"{self.name}: all its terms must be picked by the same date (version_by)", code="mixed-version-by"
            )
        self._suit_a_cycle()
        for earlier, later in zip(self.terms, self.terms[1:], strict=False):
            if later.effective < earlier.until:
                raise Invalid(
                    f"{self.name}: terms of {earlier.effective} run until {earlier.until}, "
                    f"but the next start {later.effective}",
                    code="terms-overlap",
                )

    @property
    def only_looked_at(self) -> bool:
        """Is there nothing that could be recorded to satisfy it, so that a person can only look?"""
        return self.unread != "" and not self.kinds

    @property
    def tests_at_application(self) -> bool:
        """Is whoever was hired before the program applied tested on that day, by the terms of that day?"""
        return any(terms.initial is not None and terms.initial.at_application for terms in self.terms)

    @property
    def each_cycle(self) -> bool:
        """Does it ask in every cycle of its card, rather than once, by the end of the first?"""
        return self.terms[0].cycle is not None and bool(self.terms[0].paths or not self.topics)

    def _suit_a_cycle(self) -> None:
        """Refuse a cycle beside what it cannot be read with, and paths that ask for what the requirement does not."""
        if self.terms[0].cycle is not None and (self.parts or self.employed):
            raise Invalid(
                f"{self.name} goes by a cycle: it has no 'all_of', and binds the holder of the card",
                code="bad-cycle",
            )
        if self.terms[0].cycle is not None and not self.topics and any(terms.grace for terms in self.terms):
            raise Invalid(
                f"{self.name} asks for cards at the end of a cycle, where grace has no meaning", code="bad-cycle"
            )
        if len({(terms.cycle, bool(terms.paths)) for terms in self.terms}) > 1:
            raise Invalid(f"{self.name}: all its terms must go by the same cycle, or by none", code="mixed-cycles")
        if not all(self.topics >= path.topics for terms in self.terms for path in terms.paths):
            raise Invalid(f"{self.name}: a path has a topic that the requirement has not", code="path-outside")

    @property
    def name(self) -> str:
        """The name it is known by, for ever: ``pack/id``."""
        return f"{self.pack}/{self.id}"

    @property
    def measured(self) -> bool:
        """Is it worked out from responses, so that nobody records that it was done?"""
        return self.terms[0].measure is not None

    def kind(self, kind: str) -> CredentialKind | None:
        """Return the accepted credential kind of that name."""
        return next((each for each in self.kinds if each.id == kind), None)


@dataclass(frozen=True, slots=True)
class Tightens:
    """The published text that a pack tightens: the parent's id, and the digest of what it was compared with."""

    pack: str
    digest: str
