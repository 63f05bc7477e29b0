"""One import: how far it is, what it would do, the deed, and what came of it."""

from __future__ import annotations

from typing import Annotated, Final
from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter, URLEncodedBody

from muster.domain.errors import Conflict
from muster.domain.importing.drafts import ImportDraft, State
from muster.domain.importing.planning.labels import KINDS, SHEETS
from muster.domain.importing.planning.overview import places
from muster.domain.importing.planning.plan import Step
from muster.domain.programs import local_day
from muster.files import Files
from muster.services import drafts
from muster.services import imports as service
from muster.services.drafts import Looked
from muster.web.drawing import drawn, sent_to
from muster.web.forms import Sent, text
from muster.web.import_work import begun, carried_out, is_busy, looked, mistakes_of
from muster.web.imports import Desk
from muster.web.reader import Asked, Reader, Reading

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Still = Annotated[str | None, QueryParameter(description="Anything: the page does not load itself again.")]


@get("/imports/{draft:uuid}", include_in_schema=False)
async def one_import(
    request: Asked, draft: FromPath[UUID], reader: Reading, works: Desk, still: Still = None
) -> Response[str]:
    """Show where an import stands: at work, broken off, ready to be looked at, or done."""
    found = await drafts.draft(draft, by=reader.by, now=reader.now)
    if found.state is State.DONE:
        return await _done(request, found, reader)
    idle = not (found.running or works.progress(draft))
    known = looked(found, reader, works) is not None or isinstance(works.outcome(draft), Exception)
    if idle and not known and not found.interrupted:
        await begun(draft, reader, works)  # as after a restart: what was read then is gone with it
        found = await drafts.draft(draft, by=reader.by, now=reader.now)
        idle = not (found.running or works.progress(draft))
    if not idle:
        return _waiting(request, found, works, still=still is not None)
    return _ready(request, found, works, reader)


@post("/imports/{draft:uuid}/commit", include_in_schema=False)
async def submit_import(
    draft: FromPath[UUID],
    reader: Reading,
    works: Desk,
    kept: NamedDependency[Files],
    data: URLEncodedBody[Sent],
) -> Response[str]:
    """Carry out what was shown, in one act or not at all. Sent twice, it is done once."""
    found = await drafts.draft(draft, by=reader.by, now=reader.now)
    if found.state is State.PLANNED and not found.running:
        await carried_out(draft, text(data, "mark"), reader, works, kept)
    return sent_to(f"/imports/{draft}")


@post("/imports/{draft:uuid}/again", include_in_schema=False)
async def submit_look_again(draft: FromPath[UUID], reader: Reading, works: Desk) -> Response[str]:
    """Look at the files again: after an interruption, or when something was recorded since."""
    found = await drafts.draft(draft, by=reader.by, now=reader.now)
    if found.state is not State.DONE and not found.running:
        works.forget(draft)
        await begun(draft, reader, works)
    return sent_to(f"/imports/{draft}")


@post("/imports/{draft:uuid}/end", include_in_schema=False)
async def submit_throwing_away(draft: FromPath[UUID], reader: Reading, works: Desk) -> Response[str]:
    """Throw the import away, with its files. What was brought in stays."""
    try:
        await drafts.let_go(draft, by=reader.by, now=reader.now)
    except Conflict as why:
        if not is_busy(why):
            raise
        return sent_to(f"/imports/{draft}")
    works.forget(draft)
    return sent_to("/imports")


@get("/imports/{draft:uuid}/rejects", include_in_schema=False)
async def rejects(draft: FromPath[UUID], reader: Reading) -> Response[bytes]:
    """Give the rows that are held back as a workbook, each with its reason."""
    content = await drafts.rejects(draft, by=reader.by, now=reader.now, words=reader.words)
    return Response(
        content,
        media_type=XLSX,
        headers={"Content-Disposition": 'attachment; filename="held-back.xlsx"', "Cache-Control": "no-store"},
    )


def _ready(request: Asked, found: ImportDraft, works: Desk, reader: Reader) -> Response[str]:
    """Show what nobody is at work on: what it would do, what went wrong with it, or that it was broken off."""
    outcome, seen = works.outcome(found.id), looked(found, reader, works)
    if isinstance(outcome, Exception):
        return _failed(request, found, outcome, reader)
    if seen is None:
        committing = found.state is State.COMMITTING
        return drawn(request, "import-interrupted.html", draft=found, committing=committing)
    if any(each.key not in found.asked for each in seen.overview.questions):
        return sent_to(f"/imports/{found.id}/questions")
    return _shown(request, found, seen, reader)


def _waiting(request: Asked, found: ImportDraft, works: Desk, *, still: bool) -> Response[str]:
    return drawn(
        request,
        "import-waiting.html",
        draft=found,
        progress=works.progress(found.id),
        here=f"/imports/{found.id}",
        still=still,
        committing=found.state is State.COMMITTING,
    )


def _failed(request: Asked, found: ImportDraft, why: Exception, reader: Reader) -> Response[str]:
    return drawn(
        request,
        "import-failed.html",
        draft=found,
        mistakes=mistakes_of(why, reader.words),
        read=found.planned_at is not None,
    )


async def _done(request: Asked, found: ImportDraft, reader: Reader) -> Response[str]:
    record = None
    if found.position is not None:
        page = await service.imported(position=found.position, by=reader.by)
        record = next(iter(page.items), None)
    return drawn(
        request,
        "import-done.html",
        draft=found,
        record=record,
        kinds=KINDS,
        day_of=lambda at: local_day(at, reader.agency.time_zone),
    )


def _shown(request: Asked, found: ImportDraft, seen: Looked, reader: Reader) -> Response[str]:
    return drawn(
        request,
        "import-check.html",
        draft=found,
        seen=seen.overview,
        kinds=KINDS,
        steps=Step,
        sheets=SHEETS,
        where=lambda spots: places(spots, reader.words),
    )
