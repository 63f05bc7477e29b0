"""Forecasts, as the API says them: what follows from what is on file, if nobody renews."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, Self
from uuid import UUID

from pydantic import Field

from muster.api.shapes.team_forecast import TEAM, TeamForecastOut
from muster.api.wire import KNOWN_AT, Record, example
from muster.domain.explanations.explaining import sentence
from muster.domain.findings import Finding, Reason, Verdict
from muster.domain.forecasts.forecasting import Count, Fall, Month, Renewals
from muster.domain.requirements import Confidence
from muster.services.forecasting import PersonAhead, ProgramAhead, RenewalsAhead

PERSON: Final = "5b0c9a1e-4a43-4b7e-8d2f-0c7f3e0c6a01"
_PROGRAM: Final = "9d0a7c56-1f5b-4c0e-9f39-6a2f4f7f3b02"
_BBP: Final = "us-osha-bbp/annual-training"
_AGAINST: Final = {
    "requirement": _BBP,
    "says": "Everyone exposed is trained at first assignment and again within a year of the last training.",
    "verdict": "not_met",
    "reason": "lapsed",
    "sentence": "Lapsed: its last good day was January 5, 2027. It needs training in bloodborne pathogens. "
    "(29 CFR 1910.1030(g)(2))",
    "cite": "29 CFR 1910.1030(g)(2)",
    "confidence": "read",
}
_LAPSE: Final = {"last_good_day": "2027-01-05", "requirement": _BBP}
_HERE: Final = {
    "program": _PROGRAM,
    "name": "Harbor CRT",
    "verdict": "met",
    "falls_on": "2027-01-06",
    "by": [_AGAINST],
    "lapses": [_LAPSE],
}
_COUNT: Final = {"first": "2026-11-22", "with_a_role": 48, "cleared": 44, "needs_review": 1, "not_cleared": 3}
_MONTH: Final = {
    "first": "2026-12-01",
    "last": "2026-12-31",
    "at_the_end": _COUNT | {"first": "2026-12-12"},
    "fewest": _COUNT | {"first": "2026-12-12"},
    "fall": 2,
}
_FALL: Final = {"on": "2027-01-06", "person": PERSON, "name": "Ines de la Cruz", "verdict": "not_met", "by": [_BBP]}
_DUE: Final = {"person": PERSON, "name": "Ines de la Cruz", "last_good_day": "2027-01-05"}
_RENEWALS: Final = {"month": "2027-01-01", "requirement": _BBP, "says": _AGAINST["says"], "people": [_DUE]}
_PERIOD: Final = {"on": "2026-11-22", "through": "2027-11-21", "known_at": 42}
_FIRST: Final = "The day that it begins on."
_NAME: Final = "What they are called; empty once they are erased."
ON: Final = "The day it begins on."
THROUGH: Final = "The last day that was looked at."


class AgainstOut(Record):
    """A required rule that is not met, or in doubt, on the day of a fall: what brings somebody down."""

    model_config = example(**_AGAINST)

    requirement: str = Field(description="The requirement, as pack/id: its name for ever.")
    says: str = Field(description="What it asks, in its own words.")
    verdict: Verdict = Field(description="Its answer on that day, in one word.")
    reason: Reason = Field(description="Why: of all reasons that apply, the first in a fixed order.")
    sentence: str = Field(description="The same for people to read. Its wording may improve.")
    cite: str | None = Field(description="The paragraph.")
    confidence: Confidence | None = Field(description="How well its words are known.")

    @classmethod
    def of(cls, found: Finding) -> Self:
        """Say it."""
        terms = found.terms
        return cls(
            requirement=found.requirement.name,
            says=found.requirement.says,
            verdict=found.verdict,
            reason=found.reason,
            sentence=sentence(found),
            cite=terms.cite if terms else None,
            confidence=terms.confidence if terms else None,
        )


class LastDayOut(Record):
    """A requirement that is met through a day, and not after it."""

    model_config = example(**_LAPSE)

    last_good_day: date = Field(description="The last day on which it is met, if nothing is done.")
    requirement: str = Field(description="The requirement.")


class PersonForecastOut(Record):
    """When one person falls in one program."""

    model_config = example(**_HERE)

    program: UUID = Field(description="The program whose adopted rules were asked.")
    name: str = Field(description="What it is called.")
    verdict: Verdict = Field(description="The answer on the first day.")
    falls_on: date | None = Field(
        description="The first day on which they are not cleared, or it is in doubt: the first of all, when that is "
        "so already; null when it is so on none of the days."
    )
    by: tuple[AgainstOut, ...] = Field(description="What brings them down on that day.")
    lapses: tuple[LastDayOut, ...] = Field(description="Every last good day, in order: the first and all later ones.")

    @classmethod
    def of(cls, found: PersonAhead) -> Self:
        """Say it."""
        ahead = found.forecast
        return cls(
            program=found.program.id,
            name=found.program.name,
            verdict=ahead.verdict,
            falls_on=ahead.falls_on,
            by=tuple(map(AgainstOut.of, found.findings)),
            lapses=tuple(
                LastDayOut(last_good_day=each.last, requirement=each.requirement.name) for each in ahead.lapses
            ),
        )


class PersonForecastsOut(Record):
    """When one person falls, program by program, if nobody renews anything."""

    model_config = example(items=[_HERE], **_PERIOD)

    items: tuple[PersonForecastOut, ...] = Field(description="One for each program with a role on some day ahead.")
    on: date = Field(description=ON)
    through: date = Field(description=THROUGH)
    known_at: int = Field(description=KNOWN_AT)


class HeadsOut(Record):
    """How those stand who hold a role in the program, from a day on until the next count."""

    model_config = example(**_COUNT)

    first: date = Field(description=_FIRST)
    with_a_role: int = Field(description="How many hold a role: those below, and those whom no rule binds.")
    cleared: int = Field(description="Of them, cleared.")
    needs_review: int = Field(description="Of them, in doubt: somebody has to look.")
    not_cleared: int = Field(description="Of them, not cleared.")

    @classmethod
    def of(cls, found: Count) -> Self:
        """Say it."""
        return cls(
            first=found.start,
            with_a_role=found.there,
            cleared=found.cleared,
            needs_review=found.review,
            not_cleared=found.not_cleared,
        )


class MonthOut(Record):
    """One month of a forecast; the first and the last as far as they are looked at."""

    model_config = example(**_MONTH)

    first: date = Field(description="Its first day.")
    last: date = Field(description="Its last day, that day included.")
    at_the_end: HeadsOut = Field(description="The count of its last day.")
    fewest: HeadsOut = Field(description="The count of its first day on which the fewest are cleared.")
    fall: int = Field(description="How many fall in it.")

    @classmethod
    def of(cls, found: Month) -> Self:
        """Say it."""
        return cls(
            first=found.during.start,
            last=found.during.last,
            at_the_end=HeadsOut.of(found.at_end),
            fewest=HeadsOut.of(found.fewest),
            fall=found.falls,
        )


class FallOut(Record):
    """Somebody who was cleared, and from a day on is not."""

    model_config = example(**_FALL)

    on: date = Field(description="The first day on which they are not.")
    person: UUID = Field(description="Who it is.")
    name: str = Field(description=_NAME)
    verdict: Verdict = Field(description="The answer on that day.")
    by: tuple[str, ...] = Field(description="The requirements that bring them down.")

    @classmethod
    def of(cls, found: Fall, names: Mapping[UUID, str]) -> Self:
        """Say it."""
        return cls(
            on=found.on,
            person=found.person,
            name=names.get(found.person, ""),
            verdict=found.verdict,
            by=tuple(each.name for each in found.by),
        )


class DueOut(Record):
    """Somebody for whom a requirement has its last good day."""

    model_config = example(**_DUE)

    person: UUID = Field(description="Who it is.")
    name: str = Field(description=_NAME)
    last_good_day: date = Field(description="The last day on which it is met, if nothing is done.")


class RenewalsOut(Record):
    """Everybody for whom one requirement has its last good day in one month: as many seats are needed."""

    model_config = example(**_RENEWALS)

    month: date = Field(description="The first of the month.")
    requirement: str = Field(description="The requirement, as pack/id.")
    says: str = Field(description="What it asks, in its own words.")
    people: tuple[DueOut, ...] = Field(description="Whom it concerns, in order of their days.")

    @classmethod
    def of(cls, found: Renewals, names: Mapping[UUID, str]) -> Self:
        """Say it."""
        people = tuple(DueOut(person=who, name=names.get(who, ""), last_good_day=last) for last, who in found.people)
        return cls(month=found.month, requirement=found.requirement.name, says=found.requirement.says, people=people)


class ProgramForecastOut(Record):
    """How everybody will stand who holds a role in a program, if nobody renews anything."""

    model_config = example(
        program=_PROGRAM,
        name="Harbor CRT",
        first_fall=_FALL,
        fewest=45,
        below_on="2026-11-22",
        counts=[_COUNT],
        months=[_MONTH],
        falls=[_FALL],
        renewals=[_RENEWALS],
        teams=[TEAM],
        **_PERIOD,
    )

    program: UUID = Field(description="The program.")
    name: str = Field(description="What it is called.")
    first_fall: FallOut | None = Field(description="The first of `falls`; null when nobody falls.")
    fewest: int | None = Field(description="How many were asked about; null when nothing was asked.")
    below_on: date | None = Field(description="The first day on which fewer than that are cleared; null when never.")
    counts: tuple[HeadsOut, ...] = Field(description="The whole curve: a count for each day on which it changes.")
    months: tuple[MonthOut, ...] = Field(description="The same month by month.")
    falls: tuple[FallOut, ...] = Field(description="Who falls when, in order: a person again after each clearance.")
    renewals: tuple[RenewalsOut, ...] = Field(description="What has its last good day when, by month and requirement.")
    teams: tuple[TeamForecastOut, ...] = Field(
        description="Each rule of teams that it goes by, and again as each kind of team is asked."
    )
    on: date = Field(description=ON)
    through: date = Field(description=THROUGH)
    known_at: int = Field(description=KNOWN_AT)

    @classmethod
    def of(cls, found: ProgramAhead, *, fewest: int | None, known: int) -> Self:
        """Say it."""
        ahead, names = found.forecast, found.names
        falls = tuple(FallOut.of(each, names) for each in ahead.falls)
        return cls(
            program=found.program.id,
            name=found.program.name,
            first_fall=falls[0] if falls else None,
            fewest=fewest,
            below_on=None if fewest is None else ahead.below(fewest),
            counts=tuple(map(HeadsOut.of, ahead.counts)),
            months=tuple(map(MonthOut.of, ahead.months())),
            falls=falls,
            renewals=tuple(RenewalsOut.of(each, names) for each in ahead.renewals),
            teams=tuple(TeamForecastOut.of(each, names) for each in found.teams),
            on=ahead.period.start,
            through=ahead.period.last,
            known_at=known,
        )


class RenewalsByMonthOut(Record):
    """What is to renew in each month, by requirement, so that seats can be planned."""

    model_config = example(items=[_RENEWALS], **_PERIOD)

    items: tuple[RenewalsOut, ...] = Field(description="By month, and in it by requirement.")
    on: date = Field(description=ON)
    through: date = Field(description=THROUGH)
    known_at: int = Field(description=KNOWN_AT)

    @classmethod
    def of(cls, found: RenewalsAhead, *, known: int) -> Self:
        """Say it."""
        return cls(
            items=tuple(RenewalsOut.of(each, found.names) for each in found.months),
            on=found.period.start,
            through=found.period.last,
            known_at=known,
        )
