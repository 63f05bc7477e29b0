"""Take a whole import back: what that would do, what is in the way, and the deed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, URLEncodedBody

from muster.domain.errors import Conflict
from muster.domain.importing.drafts import ImportDraft
from muster.domain.importing.planning.labels import KINDS
from muster.domain.importing.undoing import InTheWay, Undoing, because_of, called
from muster.domain.programs import local_day
from muster.services import drafts
from muster.services import imports as import_service
from muster.services import undoing as service
from muster.web.drawing import drawn, sent_to
from muster.web.forms import Mistake, Sent
from muster.web.reader import Asked, Reader, Reading
from muster.web.recording import no_reason, typed_in

_SHOWN: Final = 50  # of what is in the way


@dataclass(frozen=True, slots=True)
class Blocked:
    """A fact that is in the way, as the page shows it."""

    what: str
    why: str
    path: str


@get("/imports/{draft:uuid}/undo", include_in_schema=False)
async def undo_import_form(request: Asked, draft: FromPath[UUID], reader: Reading) -> Response[str]:
    """Show what taking an import back would do by now, and what is in the way of it."""
    found = await drafts.draft(draft, by=reader.by, now=reader.now)
    read = await _read(found, reader)
    return sent_to(f"/imports/{draft}") if read is None else _shown(request, found, read, reader)


@post("/imports/{draft:uuid}/undo", include_in_schema=False)
async def submit_undo_import(
    request: Asked, draft: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Take it back, all of it; or say why nothing was."""
    words, found = reader.words, await drafts.draft(draft, by=reader.by, now=reader.now)
    read = await _read(found, reader)
    if read is None:
        return sent_to(f"/imports/{draft}")
    typed = typed_in(data, ("because",))
    if unsaid := no_reason(typed, words, words("Why it is taken back")):
        return _shown(request, found, read, reader, mistakes=unsaid, status=422)
    because = typed["because"]
    try:
        await service.undo_import(read.imported.id, because=because, by=reader.by, now=reader.now)
    except Conflict as why:
        said = {
            "overlaps": words("Nothing was taken back: what would be put back overlaps something recorded since."),
            "said-already": words("Nothing was taken back: something recorded since says what would be put back."),
        }.get(why.code)
        again = await service.undoing(read.imported.id, by=reader.by, now=reader.now)
        wrong = Mistake("because", "", "", "", words("Correct that one first, then try again."), said=said or "")
        mistakes = [wrong] if said else []
        return _shown(request, found, again, reader, mistakes=mistakes, because=because, status=409)
    return sent_to(f"/imports/{draft}")


async def _read(found: ImportDraft, reader: Reader) -> Undoing | None:
    """Return what there is to take back; ``None``: nothing was brought in."""
    if found.position is None:
        return None
    page = await import_service.imported(position=found.position, by=reader.by)
    return await service.undoing(page.items[0].id, by=reader.by, now=reader.now) if page.items else None


def _shown(
    request: Asked,
    found: ImportDraft,
    read: Undoing,
    reader: Reader,
    *,
    mistakes: list[Mistake] | None = None,
    because: str = "",
    status: int = 200,
) -> Response[str]:
    return drawn(
        request,
        "import-undo.html",
        status=status,
        draft=found,
        read=read,
        over=read.over(reader.now.at),
        blocked=[_blocked(each, reader) for each in read.in_the_way[:_SHOWN]],
        kinds=KINDS,
        mistakes=mistakes or [],
        because=because,
        until=local_day(read.until, reader.agency.time_zone),
    )


def _blocked(each: InTheWay, reader: Reader) -> Blocked:
    words = reader.words
    return Blocked(called(each, words), because_of(each.why, words), f"/people/{each.person}" if each.person else "")
