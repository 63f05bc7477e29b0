"""The forecast of an award, as the API says it."""

from __future__ import annotations

from datetime import date
from typing import Final, Self
from uuid import UUID

from pydantic import Field

from muster.api.shapes.forecasting import ON, PERSON, THROUGH
from muster.api.wire import KNOWN_AT, Record, example
from muster.domain.charging import ChargeClass
from muster.domain.forecasts.award_forecast import Exposure, Share
from muster.services.forecasting import AwardAhead

_RULE: Final = {
    "requirement": "us-osha-bbp/annual-training",
    "says": "Everyone exposed is trained at first assignment and again within a year of the last training.",
    "asked_by": "program",
}
_EXPOSURE: Final = {
    "person": PERSON,
    "name": "Ines de la Cruz",
    "line": "4d9b1e63-72ac-4c58-a0f5-e6b8c3d7f123",
    "code": "PL-2",
    "role": "peer-support-specialist",
    "first": "2027-01-06",
    "last": "2027-06-30",
    "percent_hundredths": 4000,
    "minutes": 24192,
    "charged_as": "not-qualified",
    "wrong_role": False,
    "by": [_RULE],
}
_SHARE: Final = {
    "first": "2027-01-06",
    "qualified": 10000,
    "under_condition": 0,
    "unproven": 0,
    "not_qualified": 4000,
    "not_bound": 0,
}


class AgainstChargeOut(Record):
    """A rule that stands against somebody's being paid."""

    model_config = example(**_RULE)

    requirement: str = Field(description="The requirement, as pack/id.")
    says: str = Field(description="What it asks, in its own words.")
    asked_by: str = Field(description="Who adopted its pack: the `award`, a `program`, or the whole `agency`.")


class ExposureOut(Record):
    """Days on which somebody's time is meant for a line, and would not be known to be qualified for it."""

    model_config = example(**_EXPOSURE)

    person: UUID = Field(description="Whose time it is.")
    name: str = Field(description="What they are called; empty once they are erased.")
    line: UUID = Field(description="The personnel line that their time is meant for.")
    code: str = Field(description="What the budget calls that line.")
    role: str = Field(description="The role that it pays for.")
    first: date = Field(description="The first of the days.")
    last: date = Field(description="The last of them, that day included: no later than was looked at.")
    percent_hundredths: int = Field(description="How much of their time is meant for it: 4000 is 40 %.")
    minutes: int = Field(description="The minutes that this is, of eight hours from Monday to Friday: an estimate.")
    charged_as: ChargeClass = Field(description="What a charge of these days would be.")
    wrong_role: bool = Field(description="Whether they do not hold the role that the line pays for.")
    by: tuple[AgainstChargeOut, ...] = Field(description="The rules that stand against it.")

    @classmethod
    def of(cls, found: Exposure, name: str) -> Self:
        """Say it."""
        by = tuple(
            AgainstChargeOut(
                requirement=each.requirement.name,
                says=each.requirement.says,
                asked_by="award" if each.award else "program" if each.program else "agency",
            )
            for each in found.by
        )
        assert found.line.fact is not None  # noqa: S101 - it was read from a record
        return cls(
            person=found.person,
            name=name,
            line=found.line.fact,
            code=found.line.code,
            role=found.line.role,
            first=found.during.start,
            last=found.during.last,
            percent_hundredths=found.percent_hundredths,
            minutes=found.minutes,
            charged_as=found.charged_as,
            wrong_role=found.wrong_role,
            by=by,
        )


class MeantOut(Record):
    """How much time is meant for the award from a day on, by class: 10000 is one whole person."""

    model_config = example(**_SHARE)

    first: date = Field(description="The day that it begins on.")
    qualified: int = Field(description="Of people who would be qualified.")
    under_condition: int = Field(description="Of people who would be, under a condition, in grace, or by a waiver.")
    unproven: int = Field(description="Of people of whom it would be in doubt.")
    not_qualified: int = Field(description="Of people who would not be.")
    not_bound: int = Field(description="Of people whom no rule would bind.")

    @classmethod
    def of(cls, found: Share) -> Self:
        """Say it."""
        parts = {each.replace("-", "_"): several for each, several in found.split.parts().items()}
        return cls(first=found.start, **parts)


class AwardForecastOut(Record):
    """When an award would pay for somebody who is not known to be qualified, if nobody renews anything."""

    model_config = example(
        award="6c0f3d92-8e47-4a1b-9b25-d4a7e1c8f526",
        number="CR-2026-0417",
        falls_on="2027-01-06",
        exposures=[_EXPOSURE],
        shares=[_SHARE],
        on="2026-11-22",
        through="2027-06-30",
        known_at=42,
    )

    award: UUID = Field(description="The award.")
    number: str = Field(description="Its number.")
    falls_on: date | None = Field(description="The first day of `exposures`; null when there is none.")
    exposures: tuple[ExposureOut, ...] = Field(description="What would be exposed, by its first day.")
    shares: tuple[MeantOut, ...] = Field(description="How much is meant for it, from each day on that changes it.")
    on: date | None = Field(description=f"{ON} null when the award pays for none of the days.")
    through: date | None = Field(description=f"{THROUGH} No later than the award's.")
    known_at: int = Field(description=KNOWN_AT)

    @classmethod
    def of(cls, which: UUID, found: AwardAhead, *, known: int) -> Self:
        """Say it."""
        ahead = found.forecast
        return cls(
            award=which,
            number=ahead.award.number,
            falls_on=ahead.falls_on,
            exposures=tuple(ExposureOut.of(each, found.names.get(each.person, "")) for each in ahead.exposures),
            shares=tuple(map(MeantOut.of, ahead.shares)),
            on=ahead.period.start if ahead.period else None,
            through=ahead.period.last if ahead.period else None,
            known_at=known,
        )
