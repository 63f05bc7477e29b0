"""Take a whole import back: everything that it said, in one act, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from muster.domain.access import Permission, Principal, Scope
from muster.domain.access_log import Sight
from muster.domain.acts import Act
from muster.domain.errors import Conflict, Fault, NotFound
from muster.domain.importing.imports import Imported
from muster.domain.importing.undoing import Undoing, because_of, counted
from muster.domain.moments import Moment
from muster.domain.words import ENGLISH
from muster.persistence import imports as import_store
from muster.persistence import undoing as store
from muster.persistence.database import scoped
from muster.persistence.ledger import recorded
from muster.persistence.undoing import Touched
from muster.services.access_log import looked
from muster.services.imports import RECORDS

_MOST = 100  # of what is in the way, named in a refusal


class _AlreadyDoneError(Exception):
    """Nothing of it stands: nothing is written."""


async def undoing(which: UUID, *, by: Principal, now: Moment) -> Undoing:
    """Return what taking an import back would do, and what is in the way; of whom that tells, is told of the look.

    Raises:
        NotFound: there is no such import here.
        Forbidden: it said something that is not yours to record.
    """
    scope = by.require(Permission.FILES_IMPORT, whole=True)
    async with scoped(scope):
        imported = await _imported(scope, which)
        read = await _read(scope, imported, await _touched(scope, imported, by))
    await looked(Sight.RECORD, [each.person for each in read.in_the_way if each.person], by=by, now=now)
    return read


async def undo_import(which: UUID, *, because: str, by: Principal, now: Moment) -> int | None:
    """Withdraw what an import added and put back what it said otherwise, in one act; return its position.

    What somebody has withdrawn or put back by hand is left so. ``None``: nothing of it stands any longer.

    Raises:
        NotFound: there is no such import here.
        Forbidden: it said something that is not yours to record.
        Conflict: something was said since that this would overrule or leave without what it is about; or it
            is too late.
    """
    scope = by.require(Permission.FILES_IMPORT, whole=True)
    imported = await _imported(scope, which)
    try:
        async with recorded(scope, Act.IMPORT_UNDONE, at=now.at, because=because) as entry:
            found = await _touched(scope, imported, by)
            read = await _read(scope, imported, found)
            _possible(read, now)
            await store.take_back(entry, found)
    except _AlreadyDoneError:
        return None
    return entry.position


async def _imported(scope: Scope, which: UUID) -> Imported:
    found = await import_store.import_by_id(scope, which)
    if found is None:
        raise NotFound("there is no such import here")
    return found


async def _touched(scope: Scope, imported: Imported, by: Principal) -> list[Touched]:
    """Return what an import said, to whoever may record all of it."""
    found = await store.touched(scope, imported.position)
    for kind in {each.kind for each in found}:
        by.require(RECORDS[kind])
    return found


async def _read(scope: Scope, imported: Imported, found: Sequence[Touched]) -> Undoing:
    return Undoing(
        imported,
        counted(each.kind for each in found if each.added),
        counted(each.kind for each in found if each.back),
        tuple(await store.in_the_way(scope, found)),
    )


def _possible(read: Undoing, now: Moment) -> None:
    if read.done:
        raise _AlreadyDoneError
    if read.over(now.at):
        raise Conflict(
            "this import was brought in more than 30 days ago, and is not taken back as a whole any more",
            code="undo-too-late",
        )
    if read.in_the_way:
        raise Conflict(
            f"{len(read.in_the_way)} things were said since that taking this import back would overrule, or leave "
            "without what they are about; nothing was taken back",
            code="import-changed",
            faults=[
                Fault(
                    f"/{each.kind}/{each.fact}",
                    because_of(each.why, ENGLISH),
                    "as this import left it",
                    "correct or withdraw it by itself, or keep the import",
                )
                for each in read.in_the_way[:_MOST]
            ],
        )
