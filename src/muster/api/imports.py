"""Spreadsheets: what they would add and change, and the deed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, TypeVar
from uuid import UUID

from litestar import Request, Response, Router, delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED

from muster.api.operations import LISTED, says
from muster.api.shapes.imports import ImportedOut, ImportIn, ImportOut, ImportsOut, PlanIn, PlanOut, UndoingOut
from muster.api.wire import Withdrawal
from muster.domain.access import Permission, Principal
from muster.domain.documents import document
from muster.domain.importing.recipe import Recipe
from muster.files import Files
from muster.http import uploads
from muster.http.lists import Paging, linked
from muster.http.signed import Now, Signed
from muster.rules import recipes
from muster.services import imports as service
from muster.services import undoing as undoing_service

Asked = Request[Any, Any, Any]
Sent = TypeVar("Sent", bound=PlanIn)

LARGEST_BODY: Final = 60_000_000  # bytes: two files of the largest that is read, and room for the rest
_OF_FILES: Final = (
    "same-name",
    "empty-file",
    "not-a-spreadsheet",
    "old-spreadsheet",
    "damaged-spreadsheet",
    "password-protected",
    "has-macros",
    "file-too-large",
    "unknown-encoding",
    "unclosed-quote",
    "no-header",
    "bad-recipe",
    "reader-not-started",
)


@get("/imports", summary="List imports", opt=LISTED)
async def imported(request: Asked, principal: Signed, paging: Paging) -> Response[ImportsOut]:
    """List what was brought in, by whom, from which files, and how much, the newest first, a page at a time."""
    found = await service.imported(after=paging.after, limit=paging.limit, by=principal)
    return linked(ImportsOut(items=tuple(map(ImportedOut.of, found.items))), request, after=found.after)


@post(
    "/imports/plans",
    summary="Plan an import",
    status_code=HTTP_200_OK,
    opt=says(problems=_OF_FILES) | {"parts": PlanIn},
    request_max_body_size=LARGEST_BODY,
)
async def plan(request: Asked, principal: Signed, now: Now) -> PlanOut:
    """Say what bringing spreadsheets in would do: what is new, what changes, what is held back and why.

    Nothing is stored. Settle what is held back in the `recipe` of the reply, send it with the same files,
    and read the plan again.
    """
    _, brought, recipe = await _brought(request, PlanIn, by=principal)
    return PlanOut.of(await service.plan(brought, recipe, by=principal, now=now), recipe)


@post(
    "/imports",
    summary="Bring spreadsheets in",
    opt=says(problems=(*_OF_FILES, "plan-differs", "no-such-position", "storage-failed"))
    | {"parts": ImportIn, "also": {"200": "There was nothing to store: all of it is on record, or held back."}},
    request_max_body_size=LARGEST_BODY,
)
async def commit(request: Asked, principal: Signed, now: Now, kept: NamedDependency[Files]) -> Response[ImportOut]:
    """Store everything that a plan of these files settles, in one act, or nothing.

    What is held back stays out; the files are kept as they came. Sending the same again is harmless: what is
    on record is not recorded twice, and when nothing is left to store the reply is 200. With the `position`
    of the plan that you read, nothing else than it said is stored: when somebody has recorded something since
    that changes what the files write, the reply is 409 `plan-differs`. Without it the plan is made again.
    """
    sent, brought, recipe = await _brought(request, ImportIn, by=principal)
    done = await service.commit(brought, recipe, by=principal, now=now, kept=kept, read_at=sent.position)
    told = ImportOut.of(
        done.position, [document(each.name, each.content) for each in brought], PlanOut.of(done.plan, recipe)
    )
    return Response(told, status_code=HTTP_201_CREATED if done.position else HTTP_200_OK)


@get("/imports/{brought:uuid}", summary="Look an import up")
async def undoing(brought: FromPath[UUID], principal: Signed, now: Now) -> UndoingOut:
    """Say what an import brought in, what taking it back would do by now, and what is in the way of that."""
    return UndoingOut.read(await undoing_service.undoing(brought, by=principal, now=now))


@delete(
    "/imports/{brought:uuid}", summary="Take an import back", opt=says(problems=("import-changed", "undo-too-late"))
)
async def undo_import(brought: FromPath[UUID], data: JSONBody[Withdrawal], principal: Signed, now: Now) -> None:
    """Withdraw what an import added and put back what it said otherwise, in one act, or nothing; for 30 days.

    Refused once something was said since that this would overrule, or that is about what would go: the reply
    names each fact. What somebody has withdrawn or put back already is left so. The files stay on record.
    """
    await undoing_service.undo_import(brought, because=data.because, by=principal, now=now)


async def _brought(
    request: Asked, form: type[Sent], *, by: Principal
) -> tuple[Sent, Sequence[service.Brought], Recipe]:
    """Read what was sent, once it is known that they may send it: reading a workbook is work."""
    by.require(Permission.FILES_IMPORT)
    sent = await uploads.parts(request, form)
    recipe = recipes.parse(sent.recipe, source="the recipe")
    return sent, await service.bring([(each.name, each.content) for each in sent.file], recipe), recipe


router = Router("/", route_handlers=[imported, plan, commit, undoing, undo_import], tags=["Imports"])
