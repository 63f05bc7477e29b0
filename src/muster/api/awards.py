"""Awards, the positions that they pay for, and when their reports are due."""

from __future__ import annotations

from uuid import UUID

from litestar import Response, Router, get, post, put
from litestar.params import FromPath, JSONBody

from muster.api.operations import VERSIONED, corrected, recorded, says
from muster.api.shapes.awards import (
    AwardCorrection,
    AwardIn,
    AwardOut,
    AwardsOut,
    LineCorrection,
    LineIn,
    LineOut,
    LinesOut,
    ReportingPeriodOut,
    ReportingPeriodsOut,
)
from muster.api.wire import Corrected, Recorded
from muster.http.signed import Known, Now, Signed
from muster.http.versions import Version, tagged
from muster.services import awards as service


@get("/awards", summary="List the awards")
async def awards(principal: Signed, known: Known) -> AwardsOut:
    """List every award of the agency, by number."""
    found = await service.awards(by=principal, known=known)
    return AwardsOut(items=tuple(map(AwardOut.of, found)), known_at=known)


@post("/awards", summary="Add an award", opt=says("Location", problems=("already-recorded", "said-already")))
async def add_award(data: JSONBody[AwardIn], principal: Signed, now: Now) -> Response[Recorded]:
    """Add an award. No two have the same number."""
    fact = await service.add_award(data.value(), by=principal, now=now, fact=data.id)
    return recorded(fact, f"awards/{fact}")


@get("/awards/{award:uuid}", summary="Look an award up", opt=VERSIONED)
async def award(award: FromPath[UUID], principal: Signed, known: Known) -> Response[AwardOut]:
    """Say who pays how much, and over which days."""
    found = await service.award(award, by=principal, known=known)
    return tagged(AwardOut.of(found), found.version)


@put("/awards/{award:uuid}", summary="Correct an award", opt=says("ETag", problems=("said-already",)))
async def correct_award(
    award: FromPath[UUID], data: JSONBody[AwardCorrection], version: Version, principal: Signed, now: Now
) -> Response[Corrected]:
    """Say something else of an award. What was believed until now stays on record."""
    made = await service.correct_award(
        award, data.value(), version=version, because=data.because, by=principal, now=now
    )
    return corrected(award, made)


@get("/awards/{award:uuid}/reporting-periods", summary="List the periods an award wants reports of")
async def reporting_periods(award: FromPath[UUID], principal: Signed, known: Known) -> ReportingPeriodsOut:
    """List every reporting period of an award, in order, and the day its report is due."""
    found = await service.reporting_periods(award, by=principal, known=known)
    return ReportingPeriodsOut(items=tuple(map(ReportingPeriodOut.of, found)), known_at=known)


@get("/awards/{award:uuid}/lines", summary="List what an award pays for")
async def lines(award: FromPath[UUID], principal: Signed, known: Known) -> LinesOut:
    """List every position that an award pays for, by code."""
    found = await service.lines(award, by=principal, known=known)
    return LinesOut(items=tuple(map(LineOut.of, found)), known_at=known)


@post(
    "/awards/{award:uuid}/lines",
    summary="Add a personnel line",
    opt=says("Location", problems=("already-recorded", "said-already", "points-nowhere")),
)
async def add_line(award: FromPath[UUID], data: JSONBody[LineIn], principal: Signed, now: Now) -> Response[Recorded]:
    """Add a position that an award pays for. No two lines of one award have the same code."""
    fact = await service.add_line(data.line(award), by=principal, now=now, fact=data.id)
    return recorded(fact, f"lines/{fact}")


@get("/lines/{line:uuid}", summary="Look a personnel line up", opt=VERSIONED)
async def line(line: FromPath[UUID], principal: Signed, known: Known) -> Response[LineOut]:
    """Say which position it is, and the role that its holder must have."""
    found = await service.line(line, by=principal, known=known)
    return tagged(LineOut.of(found), found.version)


@put(
    "/lines/{line:uuid}",
    summary="Correct a personnel line",
    opt=says("ETag", problems=("cannot-move", "said-already")),
)
async def correct_line(
    line: FromPath[UUID], data: JSONBody[LineCorrection], version: Version, principal: Signed, now: Now
) -> Response[Corrected]:
    """Say something else of a personnel line. It stays with its award."""
    made = await service.correct_line(
        line, data.line(data.award), version=version, because=data.because, by=principal, now=now
    )
    return corrected(line, made)


router = Router(
    "/",
    route_handlers=[
        awards,
        add_award,
        award,
        correct_award,
        reporting_periods,
        lines,
        add_line,
        line,
        correct_line,
    ],
    tags=["Awards"],
)
