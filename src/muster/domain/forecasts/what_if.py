"""What would be otherwise if something supposed were so: what is judged with it, laid beside what is judged without."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple
from uuid import UUID

from muster.domain.awards import Award
from muster.domain.easing import Becomes, Difference
from muster.domain.forecasts.award_forecast import AwardForecast, Exposure
from muster.domain.forecasts.forecasting import Month, ProgramForecast
from muster.domain.forecasts.supposing import Supposed
from muster.domain.forecasts.team_forecast import TeamForecast
from muster.domain.intervals import Interval
from muster.domain.programs import Program


@dataclass(frozen=True, slots=True)
class Supposition:
    """One thing supposed of some people."""

    people: tuple[UUID, ...]
    what: Supposed


class TeamTurns(NamedTuple):
    """A rule of teams that would fall on another day, or be told otherwise. ``team_kind``: of that kind of team."""

    team_kind: str | None
    was: TeamForecast
    becomes: TeamForecast


class MonthTurns(NamedTuple):
    """A month at the end of which others would be cleared, or hold a role."""

    was: Month
    becomes: Month


@dataclass(frozen=True, slots=True)
class ProgramTurns:
    """A program that it concerns: how those stand who hold a role there, without it and with it."""

    program: Program
    was: ProgramForecast
    becomes: ProgramForecast
    teams: tuple[TeamTurns, ...] = ()

    @property
    def months(self) -> tuple[MonthTurns, ...]:
        """The months whose last day counts otherwise."""
        pairs = zip(self.was.months(), self.becomes.months(), strict=True)
        return tuple(MonthTurns(one, two) for one, two in pairs if one.at_end[1:] != two.at_end[1:])


@dataclass(frozen=True, slots=True)
class AwardTurns:
    """An award that those people's time is meant for: the days that it would pay for and should not, and no longer."""

    award: Award
    gained: tuple[Exposure, ...]
    lost: tuple[Exposure, ...]


class PersonTurns(NamedTuple):
    """One person: program by program, what becomes of the day and of the days after it."""

    person: UUID
    programs: tuple[Becomes, ...]


def since(found: Becomes, on: date) -> Becomes:
    """Return the same, of the days from one on."""
    ahead = Interval(on)
    clipped = (_clipped(each, ahead) for each in found.differences)
    return replace(found, differences=tuple(each for each in clipped if each is not None))


def turned(was: TeamForecast, becomes: TeamForecast) -> bool:
    """Would a rule of teams be answered otherwise on some day?"""
    return [(each.during, each.verdict) for each in was.runs] != [(each.during, each.verdict) for each in becomes.runs]


def exposed(was: AwardForecast, becomes: AwardForecast) -> AwardTurns | None:
    """Return what an award would pay for, and no longer; ``None``: the same as now."""
    gained = tuple(_without(becomes.exposures, was.exposures))
    lost = tuple(_without(was.exposures, becomes.exposures))
    return AwardTurns(becomes.award, gained, lost) if gained or lost else None


def _clipped(each: Difference, ahead: Interval) -> Difference | None:
    during = each.during & ahead
    return each._replace(during=during) if during else None


def _without(some: Iterable[Exposure], others: tuple[Exposure, ...]) -> list[Exposure]:
    return [each for each in some if each not in others]
