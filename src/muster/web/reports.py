"""The reports that are due: for each award its periods, and where to get the report of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from litestar import Response, get

from muster.domain.access import Permission
from muster.domain.awards import Award, ReportingPeriod
from muster.domain.intervals import Interval
from muster.domain.records import OnRecord
from muster.domain.reporting.training_report import due_day, last_quarter
from muster.domain.words import Words
from muster.services import awards as service
from muster.web.drawing import drawn
from muster.web.findings import Sign
from muster.web.reader import Asked, Reader, Reading

_REPORTS: Final = "/api/v1/reports"
_MOST_QUARTERS: Final = 4
_FORMATS: Final = ("pdf", "xlsx", "json")


@dataclass(frozen=True, slots=True)
class Due:
    """One period, as it is shown: its days, when its report is due, and where each kind of file is."""

    days: str
    due: str
    sign: Sign
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """An award with the periods that have begun, the latest first; ``later``: how many have not.

    ``quarters``: the last of the calendar that are over and in which it ran, each with its training summary.
    """

    fact: UUID
    award: Award
    performance: str
    periods: tuple[Due, ...]
    later: int
    quarters: tuple[Due, ...]


@get("/reports", include_in_schema=False)
async def reports(request: Asked, reader: Reading) -> Response[str]:
    """List every award with its reporting periods, and the downloads."""
    reader.by.require(Permission.REPORT_DRAW)
    found = [_shown(each, reader) for each in await service.awards(by=reader.by)]
    return drawn(request, "reports.html", awards=found, may_see_ahead=reader.may(Permission.EFFORT_READ, whole=True))


def _shown(found: OnRecord[Award], reader: Reader) -> Shown:
    award, words, today = found.value, reader.words, reader.now.today
    every = award.reporting_periods() or (ReportingPeriod(award.performance, None),)
    begun = [each for each in every if each.during.start <= today]
    return Shown(
        found.fact,
        award,
        _days(award.performance.start, award.performance.last, words),
        tuple(_due(found.fact, each, today, words) for each in reversed(begun)),
        len(every) - len(begun),
        tuple(_of_quarter(found.fact, each, today, words) for each in _quarters(award, today)),
    )


def _quarters(award: Award, today: date) -> list[Interval]:
    """Return the last quarters of the calendar that are over and share a day with an award, the latest first."""
    found: list[Interval] = []
    quarter = last_quarter(today)
    while len(found) < _MOST_QUARTERS and award.performance.start < quarter.end:
        if quarter & award.performance:
            found.append(quarter)
        quarter = last_quarter(quarter.start)
    return found


def _of_quarter(award: UUID, quarter: Interval, today: date, words: Words) -> Due:
    due_on, _ = due_day(quarter)
    return _listed(award, "training-summary", ReportingPeriod(quarter, due_on), quarter.last, today, words)


def _due(award: UUID, period: ReportingPeriod, today: date, words: Words) -> Due:
    """Return a period; of one that still runs the report goes as far as today."""
    return _listed(award, "grant-compliance", period, min(period.during.last, today), today, words)


def _listed(award: UUID, report: str, period: ReportingPeriod, last: date, today: date, words: Words) -> Due:
    asked = {"award": award, "first": period.during.start, "last": last}
    at = f"{_REPORTS}/{report}"
    return Due(
        _days(period.during.start, period.during.last, words),
        _when(period, today, words),
        Sign.SOON if period.due_on and period.during.last < today <= period.due_on else Sign.NONE,
        tuple((each, f"{at}?{urlencode({**asked, 'format': each, 'language': words.language})}") for each in _FORMATS),
    )


def _when(period: ReportingPeriod, today: date, words: Words) -> str:
    if today <= period.during.last:
        return words("Still running: the report shows it up to today")
    if period.due_on is None:
        return words("When it is due is not on file")
    if today <= period.due_on:
        return words("Due by {day}", day=words.day(period.due_on))
    return words("Was due by {day}", day=words.day(period.due_on))


def _days(first: date, last: date, words: Words) -> str:
    return words("{first} to {last}", first=words.day(first), last=words.day(last))
