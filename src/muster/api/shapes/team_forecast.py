"""From when on no team could be formed as a rule asks, as the API says it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, Self
from uuid import UUID

from pydantic import Field

from muster.api.shapes.going_out import LackOut
from muster.api.wire import Record, example
from muster.domain.findings import Verdict
from muster.domain.forecasts.team_forecast import TeamRun
from muster.domain.requirements import Bar
from muster.services.forecasting import TeamAhead

_PERSON: Final = "5b0c9a1e-4a43-4b7e-8d2f-0c7f3e0c6a01"
_SOMEBODY: Final = {"person": _PERSON, "name": "Ines de la Cruz"}
_TEAM_DAYS: Final = {
    "first": "2027-01-06",
    "last": "2027-11-21",
    "verdict": "not_met",
    "ready": 3,
    "lacks": [
        {
            "want": "place",
            "what": "clinician",
            "verdict": "not_met",
            "people": [],
            "sentence": "Nobody fills this place: clinician.",
        }
    ],
    "by": [_SOMEBODY],
}
TEAM: Final = {
    "team": None,
    "rule": "md-mct/team",
    "says": "Two go out together, one of them a clinician.",
    "bar": "required",
    "cites": ["COMAR 10.63.03.20"],
    "falls_on": "2027-01-06",
    "days": [_TEAM_DAYS],
}


class SomebodyOut(Record):
    """Somebody, by id and by name."""

    model_config = example(**_SOMEBODY)

    person: UUID = Field(description="Who it is.")
    name: str = Field(description="What they are called; empty once they are erased.")


class TeamDaysOut(Record):
    """Days with one answer about a rule of teams: the best that any crew of the program would be told."""

    model_config = example(**_TEAM_DAYS)

    first: date = Field(description="The first of them.")
    last: date = Field(description="The last of them.")
    verdict: Verdict = Field(description="`met`: some crew would be as it asks. `not_applicable`: it asks nothing.")
    ready: int = Field(description="How many hold a role and are cleared on the first of them.")
    lacks: tuple[LackOut, ...] = Field(description="What would be wanting, or in doubt.")
    by: tuple[SomebodyOut, ...] = Field(
        description="Where it is graver than the days before: who was more for a crew until then. Nobody, where the "
        "rule asks something else."
    )

    @classmethod
    def of(cls, found: TeamRun, names: Mapping[UUID, str]) -> Self:
        """Say them."""
        return cls(
            first=found.during.start,
            last=found.during.last,
            verdict=found.verdict,
            ready=found.ready,
            lacks=tuple(map(LackOut.of, found.lacks)),
            by=tuple(SomebodyOut(person=each, name=names.get(each, "")) for each in found.by),
        )


class TeamForecastOut(Record):
    """From when on nobody could form a team as a rule asks: everybody in person, at every hour, with what is carried.

    Whether several teams could go out at once is not asked.
    """

    model_config = example(**TEAM)

    team: str | None = Field(description="The kind of team that is meant; null: whatever kind.")
    rule: str = Field(description="The rule, as pack/id.")
    says: str = Field(description="What it asks, in its own words.")
    bar: Bar = Field(description="Why it is asked: `payment-incentive` and `recommended` only show, the others block.")
    cites: tuple[str, ...] = Field(description="Its paragraphs.")
    falls_on: date | None = Field(description="The first day on which no crew would be as it asks; null when never.")
    days: tuple[TeamDaysOut, ...] = Field(description="The whole period, in order, without a gap.")

    @classmethod
    def of(cls, found: TeamAhead, names: Mapping[UUID, str]) -> Self:
        """Say it."""
        ahead = found.forecast
        return cls(
            team=found.team_kind,
            rule=ahead.rule.name,
            says=ahead.rule.says,
            bar=ahead.rule.bar,
            cites=ahead.rule.cites,
            falls_on=ahead.falls.during.start if ahead.falls else None,
            days=tuple(TeamDaysOut.of(each, names) for each in ahead.runs),
        )
