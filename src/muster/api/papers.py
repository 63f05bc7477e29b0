"""The papers that awards owe, and those that were sent."""

from __future__ import annotations

from uuid import UUID

from litestar import Response, Router, delete, get, post, put
from litestar.params import FromPath, JSONBody

from muster.api.operations import VERSIONED, corrected, recorded, says
from muster.api.shapes.papers import PaperCorrection, PaperIn, PaperOwedOut, PaperSentOut, PapersOwedOut, PapersSentOut
from muster.api.wire import Corrected, Recorded, Withdrawal
from muster.http.signed import Day, Known, Now, Signed
from muster.http.versions import Version, tagged
from muster.services import papers as service


@get("/awards/{award:uuid}/papers", summary="Say how an award stands by the papers that it owes")
async def papers(award: FromPath[UUID], principal: Signed, known: Known, day: Day) -> PapersOwedOut:
    """Say of each report and other paper by which day it is due, by whose word, and whether it was sent by then."""
    _, found = await service.papers(award, on=day, known=known, by=principal)
    return PapersOwedOut(items=tuple(map(PaperOwedOut.of, found)), on=day, known_at=known)


@get("/awards/{award:uuid}/papers-sent", summary="List the papers of an award that were sent")
async def papers_sent(award: FromPath[UUID], principal: Signed, known: Known) -> PapersSentOut:
    """List every paper of an award that was sent, by day."""
    found = await service.papers_sent(award, known=known, by=principal)
    return PapersSentOut(items=tuple(map(PaperSentOut.of, found)), known_at=known)


@post(
    "/awards/{award:uuid}/papers-sent",
    summary="Record that a paper was sent",
    opt=says("Location", problems=("already-recorded", "in-the-future", "no-such-period")),
)
async def record_paper(
    award: FromPath[UUID], data: JSONBody[PaperIn], principal: Signed, now: Now
) -> Response[Recorded]:
    """Record that a report or another paper of an award was sent."""
    fact = await service.record_paper(data.of(award), by=principal, now=now, fact=data.id)
    return recorded(fact, f"papers-sent/{fact}")


@get("/papers-sent/{paper_sent:uuid}", summary="Look a paper up that was sent", opt=VERSIONED)
async def paper_sent(paper_sent: FromPath[UUID], principal: Signed, known: Known) -> Response[PaperSentOut]:
    """Say which paper it was, and when it was sent."""
    found = await service.paper_sent(paper_sent, known=known, by=principal)
    return tagged(PaperSentOut.of(found), found.version)


@put(
    "/papers-sent/{paper_sent:uuid}",
    summary="Correct a paper that was sent",
    opt=says("ETag", problems=("in-the-future", "no-such-period")),
)
async def correct_paper(
    paper_sent: FromPath[UUID], data: JSONBody[PaperCorrection], version: Version, principal: Signed, now: Now
) -> Response[Corrected]:
    """Say something else of it. It stays with its award."""
    made = await service.correct_paper(
        paper_sent, data.value(), version=version, because=data.because, by=principal, now=now
    )
    return corrected(paper_sent, made)


@delete("/papers-sent/{paper_sent:uuid}", summary="Withdraw a paper that was sent")
async def withdraw_paper(
    paper_sent: FromPath[UUID], data: JSONBody[Withdrawal], version: Version, principal: Signed, now: Now
) -> None:
    """Say that it was recorded by mistake. What was believed until now stays on record."""
    await service.withdraw_paper(paper_sent, version=version, because=data.because, by=principal, now=now)


router = Router(
    "/",
    route_handlers=[papers, papers_sent, record_paper, paper_sent, correct_paper, withdraw_paper],
    tags=["Awards"],
)
