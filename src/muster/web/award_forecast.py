"""What an award would pay for, if nobody renews: when somebody's time would not be known to be qualified."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath

from muster.domain.charging import ChargeClass
from muster.domain.forecasts.award_forecast import Exposure, Share
from muster.domain.forecasts.forecasting import MONTHS
from muster.domain.people import called
from muster.domain.words import Words
from muster.services import compliance
from muster.services import forecasting as service
from muster.web.drawing import drawn
from muster.web.findings import Sign
from muster.web.forecasting import PATH, WINDOWS, Months, Named
from muster.web.reader import Asked, Reading
from muster.web.timeline import short_name


@dataclass(frozen=True, slots=True)
class Exposed:
    """Some days of somebody, as they are shown."""

    days: str
    person: Named
    line: str
    role: str
    percent: str
    hours: str
    sign: Sign
    word: str
    by: tuple[str, ...]


@get(f"{PATH}/awards/{{award:uuid}}", include_in_schema=False)
async def forecast_of_award(
    request: Asked, award: FromPath[UUID], reader: Reading, months: Months = MONTHS
) -> Response[str]:
    """Show from which day on an award would pay for somebody who is not known to be qualified, by which line."""
    known = await compliance.position(None, by=reader.by)
    found = await service.forecast_of_award(award, on=reader.now.today, months=months, known=known, by=reader.by)
    words, ahead = reader.words, found.forecast
    return drawn(
        request,
        "forecast-award.html",
        windows=WINDOWS,
        months=months,
        fact=award,
        award=ahead.award,
        ahead=ahead,
        falls_on=words.day(ahead.falls_on) if ahead.falls_on else "",
        exposures=[_exposed(each, found.names.get(each.person, ""), words) for each in ahead.exposures],
        shares=[_shared(each, words) for each in ahead.shares],
    )


def _exposed(each: Exposure, name: str, words: Words) -> Exposed:
    unqualified = each.charged_as is ChargeClass.NOT_QUALIFIED
    by = tuple(dict.fromkeys(short_name(one.requirement, words) for one in each.by))
    return Exposed(
        words("{first} to {last}", first=words.day(each.during.start), last=words.day(each.during.last)),
        (each.person, called(name, words)),
        each.line.code,
        words.name(each.line.role),
        words("{percent} %", percent=f"{each.percent_hundredths / 100:g}"),
        words.hours(each.minutes),
        Sign.NOT_MET if unqualified else Sign.REVIEW,
        words("Not qualified") if unqualified else words("In doubt"),
        (words("The role of the line is not held"),) if each.wrong_role else by,
    )


def _shared(each: Share, words: Words) -> tuple[str, list[str]]:
    """Return the day on which a share begins, and its parts in full-time people."""
    split = each.split
    exposed = (split.qualified + split.under_condition + split.not_bound, split.unproven, split.not_qualified)
    return words.day(each.start), [f"{part / 100_00:.2f}" for part in exposed]
