"""The figures of awards' financial reports."""

from __future__ import annotations

from uuid import UUID

from litestar import Response, Router, delete, get, post, put
from litestar.params import FromPath, JSONBody

from muster.api.operations import VERSIONED, corrected, recorded, says
from muster.api.shapes.figures import AwardFiguresOut, FiguresCorrection, FiguresIn, FiguresOut
from muster.api.wire import Corrected, Recorded, Withdrawal
from muster.http.signed import Known, Now, Signed
from muster.http.versions import Version, tagged
from muster.services import figures as service


@get("/awards/{award:uuid}/figures", summary="List the figures of an award's financial reports")
async def figures_of(award: FromPath[UUID], principal: Signed, known: Known) -> AwardFiguresOut:
    """List the figures of every report, with the lines that are worked out of them."""
    found = await service.figures_of(award, known=known, by=principal)
    return AwardFiguresOut(items=tuple(map(FiguresOut.of, found)), known_at=known)


@post(
    "/awards/{award:uuid}/figures",
    summary="Record the figures of a financial report",
    opt=says("Location", problems=("already-recorded", "no-such-period", "said-already")),
)
async def record_figures(
    award: FromPath[UUID], data: JSONBody[FiguresIn], principal: Signed, now: Now
) -> Response[Recorded]:
    """Record the figures of a report, cumulative since the award began, in cents."""
    fact = await service.record_figures(data.of(award), by=principal, now=now, fact=data.id)
    return recorded(fact, f"figures/{fact}")


@get("/figures/{figures:uuid}", summary="Look the figures of a report up", opt=VERSIONED)
async def figures(figures: FromPath[UUID], principal: Signed, known: Known) -> Response[FiguresOut]:
    """Say what was entered, and what follows from it."""
    found = await service.figures(figures, known=known, by=principal)
    return tagged(FiguresOut.of(found), found.version)


@put(
    "/figures/{figures:uuid}",
    summary="Correct the figures of a report",
    opt=says("ETag", problems=("no-such-period", "said-already")),
)
async def correct_figures(
    figures: FromPath[UUID], data: JSONBody[FiguresCorrection], version: Version, principal: Signed, now: Now
) -> Response[Corrected]:
    """Say other figures. They stay with their award."""
    made = await service.correct_figures(
        figures, data.value(), version=version, because=data.because, by=principal, now=now
    )
    return corrected(figures, made)


@delete("/figures/{figures:uuid}", summary="Withdraw the figures of a report")
async def withdraw_figures(
    figures: FromPath[UUID], data: JSONBody[Withdrawal], version: Version, principal: Signed, now: Now
) -> None:
    """Say that they were recorded by mistake. What was believed until now stays on record."""
    await service.withdraw_figures(figures, version=version, because=data.because, by=principal, now=now)


router = Router(
    "/",
    route_handlers=[figures_of, record_figures, figures, correct_figures, withdraw_figures],
    tags=["Awards"],
)
