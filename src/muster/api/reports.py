"""Reports, to be read or downloaded."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from litestar import Response, Router, get
from litestar.di import NamedDependency, Provide
from litestar.params import QueryParameter

from muster.api.operations import says
from muster.api.shapes.reports import ReportOut, ReportsOut
from muster.domain.errors import Fault
from muster.domain.intervals import Interval
from muster.domain.moments import Moment
from muster.http.faults import shown
from muster.http.kinds import BadParameter
from muster.http.signed import Known, Signed, now
from muster.services import downloads
from muster.services import reports as service
from muster.services.downloads import MEDIA_TYPES, Format
from muster.signing import KeyFile

Keys = NamedDependency[KeyFile]
Period = NamedDependency[Interval | None]
Kind = Annotated[Literal["json", "pdf", "xlsx"], QueryParameter(description="What it is given as.")]
Spoken = Annotated[
    Literal["en", "es"], QueryParameter(description="The language of PDF and XLSX. JSON is the same in every language.")
]
_AWARD: Final = "H79SM099001"


def period(
    first: Annotated[
        date | None,
        QueryParameter(description="The first day reported on. Left out, as `last` is: the last period."),
    ] = None,
    last: Annotated[
        date | None,
        QueryParameter(description="The last day reported on. Left out, as `first` is: the last period."),
    ] = None,
) -> Interval | None:
    """Return the days to report on, if they are named.

    Raises:
        BadParameter: one is named without the other, or the last is before the first.
    """
    if first is None and last is None:
        return None
    if first is None or last is None:
        where = "first" if first is None else "last"
        fault = Fault(f"/{where}", "nothing", "a day, beside the other one", "name both, or none")
        raise BadParameter("a period needs both its first and its last day", part="query", fault=fault)
    if first > last:
        fault = Fault("/last", shown(last), f"a day from {first} on, which is the first", "correct one of the two")
        raise BadParameter("the last day is before the first", part="query", fault=fault, code="ends-before-it-starts")
    return Interval.through(first, last)


async def moment(principal: Signed, known: Known) -> Moment:  # noqa: ARG001 - never at the same time, see DEPENDENCIES
    """Return the instant, and the day it is where the agency is, asked for after the position."""
    return await now(principal)


def given(*problems: str, **example: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
    """Return what the reference should know of a report: the files it comes as, and one example."""
    files = {MEDIA_TYPES[each]: example if each is Format.JSON else None for each in Format}
    return says("Content-Disposition", "ETag", problems=("not-found", *problems)) | {"files": files}


@get("/reports", summary="List the reports")
async def reports(principal: Signed) -> ReportsOut:
    """List the reports there are, what each promises, and what may be said when asking for it."""
    return ReportsOut(items=tuple(map(ReportOut.of, service.reports(by=principal))))


@get(
    "/reports/grant-compliance",
    summary="Draw the grant compliance report",
    opt=given(
        "outside-the-award",
        "no-reporting-period",
        "ends-before-it-starts",
        report="grant-compliance",
        agency="Harbor County",
        award={"number": _AWARD},
        period={"first": "2026-07-01", "last": "2026-09-30", "due_on": "2026-10-30"},
        answer="Nothing was charged to this award in this period.",
        content_hash="3f1c0f0b5c3e7c9f6d5b8a1e2f4d7c6b9a8e0d1c2b3a4f5e6d7c8b9a0f1e2d3c",
    ),
)
async def grant_compliance(
    principal: Signed,
    known: Known,
    moment: NamedDependency[Moment],
    keys: Keys,
    period: Period,
    award: Annotated[str, QueryParameter(description="The number of the award, or its id.", min_length=1)],
    format: Kind = "json",  # noqa: A002 - the name of the parameter
    language: Spoken = "en",
) -> Response[bytes]:
    """Say whether everybody charged to an award was qualified for it when charged: in full, line by line, with proof.

    Without days: the last reporting period of the award that is over. The ETag is the hash of what
    the report says, in any format.
    """
    view = await service.grant_compliance(award, period, known=known, by=principal, now=moment, keys=keys)
    return _attached(await downloads.download(view, Format(format), language=language, by=principal, now=moment))


@get(
    "/reports/state-compliance",
    summary="Draw the state compliance report",
    opt=given(
        "in-the-future",
        "ends-before-it-starts",
        report="state-compliance",
        agency="Harbor County",
        period={"first": "2026-07-01", "last": "2026-09-30", "due_on": None},
        answer="All 6 people who held a role met every required rule on every day of the period.",
        content_hash="3f1c0f0b5c3e7c9f6d5b8a1e2f4d7c6b9a8e0d1c2b3a4f5e6d7c8b9a0f1e2d3c",
    ),
)
async def state_compliance(
    principal: Signed,
    known: Known,
    moment: NamedDependency[Moment],
    keys: Keys,
    period: Period,
    program: Annotated[UUID | None, QueryParameter(description="One program. Left out: all of them.")] = None,
    format: Kind = "json",  # noqa: A002 - the name of the parameter
    language: Spoken = "en",
) -> Response[bytes]:
    """Say who met which adopted requirement in a period, who did not and when, and the staff of each partnership.

    Without days: the last quarter of the calendar that is over.
    """
    view = await service.state_compliance(period, program=program, known=known, by=principal, now=moment, keys=keys)
    return _attached(await downloads.download(view, Format(format), language=language, by=principal, now=moment))


@get(
    "/reports/sf-425",
    summary="Draw the worksheet of a federal financial report",
    opt=given(
        report="sf-425",
        agency="Harbor County",
        award={"number": _AWARD},
        period={"first": "2025-09-30", "last": "2027-03-31", "due_on": "2027-04-30"},
        answer="The federal share comes to $350,000.00 of $500,000.00 authorized; $150,000.00 is not obligated yet.",
        content_hash="3f1c0f0b5c3e7c9f6d5b8a1e2f4d7c6b9a8e0d1c2b3a4f5e6d7c8b9a0f1e2d3c",
    ),
)
async def sf_425(
    principal: Signed,
    known: Known,
    moment: NamedDependency[Moment],
    keys: Keys,
    award: Annotated[str, QueryParameter(description="The number of the award, or its id.", min_length=1)],
    through: Annotated[
        date | None,
        QueryParameter(description="The last day of the report. Left out: the latest whose figures are on record."),
    ] = None,
    format: Kind = "json",  # noqa: A002 - the name of the parameter
    language: Spoken = "en",
) -> Response[bytes]:
    """Say each line of section 10 of the form with its working, and the indirect costs that the costs allow."""
    view = await service.sf_425(award, through, known=known, by=principal, now=moment, keys=keys)
    return _attached(await downloads.download(view, Format(format), language=language, by=principal, now=moment))


@get(
    "/reports/training-summary",
    summary="Draw the training summary",
    opt=given(
        "outside-the-award",
        "in-the-future",
        "ends-before-it-starts",
        report="training-summary",
        agency="Harbor County",
        award={"number": _AWARD},
        period={"first": "2026-01-01", "last": "2026-03-31", "due_on": "2026-04-30"},
        indicators=[{"indicator": "wd2", "workforce": "mental-health", "tally": {"people": 8}}],
        answer="8 people of the mental health and related workforce, and 25 people outside it, completed training in "
        "this period that this award paid for.",
        content_hash="3f1c0f0b5c3e7c9f6d5b8a1e2f4d7c6b9a8e0d1c2b3a4f5e6d7c8b9a0f1e2d3c",
    ),
)
async def training_summary(
    principal: Signed,
    known: Known,
    moment: NamedDependency[Moment],
    keys: Keys,
    period: Period,
    award: Annotated[str, QueryParameter(description="The number of the award, or its id.", min_length=1)],
    format: Kind = "json",  # noqa: A002 - the name of the parameter
    language: Spoken = "en",
) -> Response[bytes]:
    """Say how many people of which workforce completed what an award paid for, and what is not counted and why.

    In the shape of SAMHSA's indicators WD2 and TR1. Nobody is named. Without days: the last quarter that is over.
    """
    view = await service.training_summary(award, period, known=known, by=principal, now=moment, keys=keys)
    return _attached(await downloads.download(view, Format(format), language=language, by=principal, now=moment))


def _attached(file: downloads.Download) -> Response[bytes]:
    """Return a file to be kept; its name has nothing in it that would need quoting (RFC 6266)."""
    return Response(
        file.content,
        media_type=file.media_type,
        headers={"Content-Disposition": f'attachment; filename="{file.name}"', "ETag": f'"{file.content_hash}"'},
    )


router = Router(
    "/",
    route_handlers=[reports, grant_compliance, state_compliance, sf_425, training_summary],
    dependencies={"period": Provide(period, sync_to_thread=False), "moment": Provide(moment)},
    tags=["Reports"],
)
