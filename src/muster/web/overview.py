"""What others share: programs in numbers, ranked, as a page and as a file; and people where people are shared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final
from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath, QueryParameter

from muster.domain.explanations.explanation import Explanation
from muster.domain.sharing.count_words import answers, lapses, stands
from muster.domain.sharing.shared_counts import VERDICTS, ProgramCounts, ranked
from muster.domain.sharing.shares import Level, Received
from muster.services import overviews
from muster.services import received as service
from muster.services.received import SharedCounts
from muster.web.drawing import drawn
from muster.web.findings import credential_line, sign_of, standing
from muster.web.reader import Asked, Reading
from muster.web.taking import proofs

_SIZE: Final = 50
Shown = Annotated[date | None, QueryParameter(description="The day asked about.")]
After = Annotated[UUID | None, QueryParameter(description="The last person of the page before.")]


@dataclass(frozen=True, slots=True)
class Row:
    """A program as it is ranked; ``place`` is empty where there are too few to say."""

    place: str
    share: Received
    counts: ProgramCounts
    people: bool


def rows(found: list[SharedCounts]) -> list[Row]:
    """Return every program once for each share it is in, ranked; those that stand alike have the same place."""
    of = {id(counts): shared.share for shared in found for counts in shared.programs}
    every = ranked(counts for shared in found for counts in shared.programs)
    better = [each.share for each in every]
    return [
        Row(
            "" if each.share is None else str(better.index(each.share) + 1),
            of[id(each)],
            each,
            of[id(each)].share.level is Level.PEOPLE,
        )
        for each in every
    ]


@get("/overview", include_in_schema=False)
async def overview(request: Asked, reader: Reading, on: Shown = None) -> Response[str]:
    """Rank the programs that others share, by the part of their people that is cleared."""
    found = await service.overview(on=on, by=reader.by, at=reader.now.at)
    return drawn(
        request,
        "overview.html",
        rows=rows(found),
        on=on or reader.now.today,
        asked=on,
        smallest=sorted({each.share.share.smallest for each in found}),
    )


@get("/overview/export", include_in_schema=False)
async def export(reader: Reading, on: Shown = None) -> Response[bytes]:
    """Give exactly what is shown as a file for a spreadsheet program."""
    found = await service.overview(on=on, by=reader.by, at=reader.now.at, taken_away=True)
    name = f"overview-{on or reader.now.today}.csv"
    return Response(
        overviews.as_csv(found, reader.words),
        media_type="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )


@get("/overview/{given:uuid}", include_in_schema=False)
async def received_counts(request: Asked, given: FromPath[UUID], reader: Reading, on: Shown = None) -> Response[str]:
    """Show one share in numbers: roles, requirements, and who lapses when."""
    found = await service.received_counts(given, on=on, by=reader.by, at=reader.now.at)
    words = reader.words
    return drawn(
        request,
        "received.html",
        found=found,
        asked=on,
        people=found.share.share.level is Level.PEOPLE,
        verdicts=VERDICTS,
        answers=answers(words),
        stands=stands(words),
        lapses=lapses(words),
    )


@get("/overview/{given:uuid}/people", include_in_schema=False)
async def received_people(
    request: Asked, given: FromPath[UUID], reader: Reading, on: Shown = None, after: After = None
) -> Response[str]:
    """List the people of a share by name, a page at a time."""
    found = await service.received_people(given, on=on, after=after, limit=_SIZE, by=reader.by, at=reader.now.at)
    signs = {
        each.person: [(*sign_of(clearance, reader.words), clearance) for clearance in each.clearances]
        for each in found.page.items
    }
    return drawn(request, "received-people.html", found=found, asked=on, signs=signs, first=after is None)


@get("/overview/{given:uuid}/people/{shown:uuid}", include_in_schema=False)
async def received_person(
    request: Asked, given: FromPath[UUID], shown: FromPath[UUID], reader: Reading, on: Shown = None
) -> Response[str]:
    """Show one person of a share: roles, standing with its findings, credentials without their numbers."""
    found = await service.received_person(given, shown, on=on, by=reader.by, at=reader.now.at)
    return drawn(
        request,
        "received-person.html",
        found=found,
        asked=on,
        standings=[standing(Explanation.of(each), reader.words) for each in found.found.clearances],
        cards=[(each.value, credential_line(each.value, reader.words)) for each in found.credentials],
        proofs=proofs(reader.words),
    )
