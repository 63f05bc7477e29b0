"""Bring spreadsheets in: what was brought in so far, what is begun, and the choice of files."""

from __future__ import annotations

from typing import Annotated, Final
from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import QueryParameter
from pydantic import BaseModel, ConfigDict

from muster.domain.access import Permission
from muster.domain.errors import Conflict, Invalid
from muster.domain.importing.planning.labels import KINDS
from muster.domain.programs import local_day
from muster.http import uploads
from muster.services import drafts
from muster.services import imports as service
from muster.services.works import Works
from muster.sheets.limits import MIB, MOST_BYTES, MOST_COLUMNS, MOST_ROWS
from muster.web.drawing import drawn, sent_to
from muster.web.forms import Mistake
from muster.web.import_work import begun, mistakes_of
from muster.web.reader import Asked, Reader, Reading

LARGEST_BODY: Final = 60_000_000  # bytes: two files of the largest that is read, and room for the rest
_SIZE: Final = 20
After = Annotated[UUID | None, QueryParameter(description="The last import of the page before.")]
Desk = NamedDependency[Works]


class Chosen(BaseModel):
    """The form, by the names of its parts."""

    model_config = ConfigDict(extra="forbid")

    file: uploads.Files
    recipe: uploads.Text = ""


@get("/imports", include_in_schema=False)
async def imports(request: Asked, reader: Reading, after: After = None) -> Response[str]:
    """Say what was brought in so far, by whom and when, and what of one's own is not finished."""
    found = await service.imported(after=after, limit=_SIZE, by=reader.by)
    own = await drafts.drafts(by=reader.by, now=reader.now)
    return drawn(
        request,
        "imports.html",
        page=found,
        first=after is None,
        open=[each for each in own if each.position is None and each.done_at is None],
        kept={each.position: each for each in own if each.position is not None},
        kinds=KINDS,
        day_of=lambda at: local_day(at, reader.agency.time_zone),
    )


@get("/imports/new", include_in_schema=False)
async def choose_files_form(request: Asked, reader: Reading) -> Response[str]:
    """Ask for files, having said what is read and how much of it."""
    reader.by.require(Permission.FILES_IMPORT, whole=True)
    return _form(request, ())


@post("/imports/new", include_in_schema=False, opt={"parts": Chosen}, request_max_body_size=LARGEST_BODY)
async def submit_files(request: Asked, reader: Reading, works: Desk) -> Response[str]:
    """Keep the files and look them over; what cannot be read is said on the same page, and nothing is kept."""
    reader.by.require(Permission.FILES_IMPORT, whole=True)
    try:
        sent = await uploads.parts(request, Chosen)
    except Invalid as why:
        told = any(each.where.startswith("/recipe") for each in why.faults)
        return _form(request, (_no_recipe(reader) if told else _nothing_chosen(reader),))
    try:
        which = await drafts.begin_draft(
            [(each.name, each.content) for each in sent.file], sent.recipe, by=reader.by, now=reader.now
        )
    except (Conflict, Invalid) as why:
        return _form(request, mistakes_of(why, reader.words))
    await begun(which, reader, works)
    outcome = works.outcome(which)
    if isinstance(outcome, Exception):
        works.forget(which)
        await drafts.let_go(which, by=reader.by, now=reader.now)
        return _form(request, mistakes_of(outcome, reader.words))
    return sent_to(f"/imports/{which}")


def _nothing_chosen(reader: Reader) -> Mistake:
    words = reader.words
    return Mistake(
        "file",
        words("Spreadsheets"),
        "",
        words("one or several files: .xlsx, .csv or .tsv"),
        words("Choose them, and send the form again."),
    )


def _no_recipe(reader: Reader) -> Mistake:
    words = reader.words
    return Mistake(
        "recipe",
        words("Recipe"),
        words("something else"),
        words("the file recipe.toml of an earlier import"),
        words("Choose that file, or none."),
    )


def _form(request: Asked, mistakes: tuple[Mistake, ...]) -> Response[str]:
    return drawn(
        request,
        "import-choose.html",
        status=422 if mistakes else 200,
        mistakes=mistakes,
        most={"size": MOST_BYTES // MIB, "rows": f"{MOST_ROWS:,}", "columns": f"{MOST_COLUMNS:,}"},
    )
