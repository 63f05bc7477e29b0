"""Who the program works with, on what paper, and what they expect."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from muster.domain.intervals import Interval


class PartnerKind(StrEnum):
    """What a partner is."""

    DISPATCH = "dispatch"
    CRISIS_LINE = "crisis-line"
    HELP_LINE = "help-line"
    LAW_ENFORCEMENT = "law-enforcement"
    EMS = "ems"
    FIRE = "fire"
    BEHAVIORAL_HEALTH = "behavioral-health"
    HOSPITAL = "hospital"
    COMMUNITY = "community-organization"
    HOUSING = "housing"
    BUSINESS = "business-improvement-district"
    FAITH = "faith"
    TRANSIT = "transit"
    LIBRARY = "library"
    SCHOOL = "school"
    ADVOCACY = "advocacy"
    ASSOCIATION = "association"
    OTHER = "other"


class Instrument(StrEnum):
    """The paper a partnership rests on."""

    MOU = "mou"
    CONTRACT = "contract"
    AGREEMENT = "agreement"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Partner:
    """Somebody the program works with."""

    name: str
    kind: PartnerKind = PartnerKind.OTHER
    fact: UUID | None = None


class PaperState(StrEnum):
    """How a partnership's paper stands over some days."""

    IN_FORCE = "in-force"
    IN_FORCE_FOR_A_PART = "in-force-for-a-part"
    NOT_YET = "not-yet"
    ENDED = "ended"
    UNSIGNED = "unsigned"


@dataclass(frozen=True, slots=True)
class Partnership:
    """What the program and a partner agreed, and the award that funds it, if one does.

    ``signed_on`` unset: no signature is on file.
    """

    partner: UUID
    instrument: Instrument
    during: Interval
    signed_on: date | None = None
    award: UUID | None = None
    expects: str = ""
    fact: UUID | None = None

    def state(self, period: Interval) -> PaperState:
        """Say how the paper stands over a period.

        >>> from datetime import date
        >>> year = Interval.through(date(2026, 1, 1), date(2026, 12, 31))
        >>> paper = Partnership(UUID(int=1), Instrument.MOU, year, date(2025, 12, 1))
        >>> print(paper.state(Interval.through(date(2026, 10, 1), date(2027, 3, 31))))
        in-force-for-a-part
        """
        if self.signed_on is None or self.signed_on >= period.end:
            return PaperState.UNSIGNED
        if self.during.start >= period.end:
            return PaperState.NOT_YET
        if self.during.end <= period.start:
            return PaperState.ENDED
        first = max(self.during.start, self.signed_on)
        whole = first <= period.start and period.end <= self.during.end
        return PaperState.IN_FORCE if whole else PaperState.IN_FORCE_FOR_A_PART
