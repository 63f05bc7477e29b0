"""What a rule may ask beside one topic or card by a day: several things, credit, conditions, exemptions.

Each of these is forced by a rule that was read; the definitions are docs/decisions/0030.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from muster.domain.credentials import CredentialKind, Proof
from muster.domain.intervals import Span
from muster.domain.responses import Dispatcher, Place, Reached
from muster.domain.training import Completion


@dataclass(frozen=True, slots=True)
class Part:
    """One of several things that are all needed: any one of its topics or its kinds is enough.

    ``names`` are those that the rule names; the rest answer for them by an equivalence of the pack.
    """

    topics: frozenset[str]
    kinds: tuple[CredentialKind, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Equivalence:
    """Whoever has ``this`` has what ``answers_for`` names: reviewed, and with the words that say so."""

    this: str
    answers_for: tuple[str, ...]
    cite: str


@dataclass(frozen=True, slots=True)
class Prior:
    """What was done before hire counts if it is no older than ``lookback``, and not of the topics left out.

    ``lookback`` unset: the text does not say whether it counts, so it may, and settles nothing (docs/decisions/0040).
    ``proof``: what it takes to believe it, where that is more than of what was done since.
    """

    lookback: Span | None
    except_topics: frozenset[str] = field(default_factory=frozenset)
    proof: Proof | None = None

    def takes(self, done: Completion, topics: frozenset[str], hired: date) -> bool:
        """May it count for one of the topics? What was done since hire always may; an unknown day may be since.

        >>> three_years = Prior(Span(months=36), frozenset({"our-policies"}))
        >>> old = Completion(frozenset({"de-escalation"}), date(2021, 12, 30))
        >>> three_years.takes(old, old.topics, date(2025, 1, 6))
        False
        """
        on = done.completed_on
        if on is None or on >= hired:
            return True
        recent = self.lookback is None or on >= hired - self.lookback
        return recent and bool(done.topics & topics - self.except_topics)

    def proves(self, done: Completion, hired: date | None) -> bool:
        """Is it shown well enough to settle anything? With no day of hire on file, all of it may be prior."""
        if hired is None:
            return False
        since = done.completed_on is None or done.completed_on >= hired
        return since or (self.lookback is not None and done.proof.reaches(self.proof))


@dataclass(frozen=True, slots=True)
class Eased:
    """Fewer hours for whoever held a credential on the day of hire: experience, most often, as its paper shows."""

    kind: CredentialKind
    minutes: int


@dataclass(frozen=True, slots=True)
class OfProgram:
    """It is asked of an adopting program itself: from the day it was first done, or only if something is so of it."""

    from_first_done: bool = False
    only_if: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """Which share of a program's responses was soon enough, over so long before a day (docs/decisions/0048).

    ``within``: minutes from dispatch, that one included. ``at_least``: percent. ``dispatched_by`` and ``place`` unset:
    whoever sent it, and wherever it went.
    """

    to: Reached
    within: int
    at_least: int
    over: Span
    dispatched_by: Dispatcher | None = None
    place: Place | None = None

    def __str__(self) -> str:
        """Return it as a pack would say it.

        >>> str(Measure(Reached.ARRIVAL, 30, 80, Span(months=3), Dispatcher.HUB))
        '80 percent, arrival within 30 minutes, over 3 months, 988-hub'
        """
        of = (each for each in (self.dispatched_by, self.place) if each)
        return ", ".join(
            (f"{self.at_least} percent", f"{self.to} within {self.within} minutes", f"over {self.over}", *of)
        )

    def beside(self, other: Measure | None) -> str:
        """Return how another stands to it: ``same``, ``tighter``, ``looser``, or ``different`` where nobody can say.

        >>> thirty = Measure(Reached.ARRIVAL, 30, 80, Span(months=3))
        >>> [thirty.beside(replace(thirty, **other)) for other in ({"within": 20}, {"at_least": 70}, {"over": Span(1)})]
        ['tighter', 'looser', 'different']
        """
        if other is None or replace(other, within=self.within, at_least=self.at_least) != self:
            return "different"
        if other == self:
            return "same"
        if other.within <= self.within and other.at_least >= self.at_least:
            return "tighter"
        return "looser" if other.within >= self.within and other.at_least <= self.at_least else "different"


@dataclass(frozen=True, slots=True)
class Exemption:
    """A circumstance of the adopting program under which its people are deemed to meet the rule, and who says so."""

    circumstance: str
    cite: str
