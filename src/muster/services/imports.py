"""Bring spreadsheets in: plan what they would do, then do all of it at once, or nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID, uuid4

from muster import sheets
from muster.domain.access import Permission, Principal
from muster.domain.acts import Act
from muster.domain.credentials import CredentialKind
from muster.domain.documents import document
from muster.domain.errors import Conflict, Fault, Invalid
from muster.domain.importing.claims import EffortClaim, Reading
from muster.domain.importing.imports import Imported
from muster.domain.importing.planning.on_file import OnFile
from muster.domain.importing.planning.plan import Kind, Plan, Terms, alike
from muster.domain.importing.planning.planner import planned
from muster.domain.importing.reading.reader import read_sheets
from muster.domain.importing.recipe import Recipe
from muster.domain.intervals import Interval
from muster.domain.moments import Moment
from muster.domain.progress import Progress, Tell, untold
from muster.domain.records import Page
from muster.domain.words import ENGLISH, Words
from muster.files import Files
from muster.persistence import imports as store
from muster.persistence import positions
from muster.persistence.ledger import Entry, recorded
from muster.rules import packs as rules
from muster.services import packs as pack_service

# What carrying out a line of each kind is, by the table of permissions.
RECORDS: Final[Mapping[Kind, Permission]] = {
    Kind.PERSON: Permission.PEOPLE_RECORD,
    Kind.IDENTIFIER: Permission.PEOPLE_RECORD,
    Kind.EMPLOYMENT: Permission.PEOPLE_RECORD,
    Kind.ROLE: Permission.PEOPLE_RECORD,
    Kind.PAY_RATE: Permission.PAY_RECORD,
    Kind.COURSE: Permission.TRAINING_RECORD,
    Kind.COMPLETION: Permission.TRAINING_RECORD,
    Kind.CREDENTIAL: Permission.CREDENTIAL_RECORD,
    Kind.AWARD: Permission.AWARD_RECORD,
    Kind.LINE: Permission.AWARD_RECORD,
    Kind.PARTNER: Permission.AWARD_RECORD,
    Kind.PARTNERSHIP: Permission.AWARD_RECORD,
    Kind.ALLOCATION: Permission.EFFORT_RECORD,
    Kind.CONDITIONS: Permission.AWARD_RECORD,
    Kind.EFFORT: Permission.EFFORT_RECORD,
    Kind.PAID_DAY: Permission.EFFORT_RECORD,
}


@dataclass(frozen=True, slots=True)
class Brought:
    """A file somebody brings: its name, its bytes, and what it says."""

    name: str
    content: bytes
    reading: Reading


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done. ``position`` unset: nothing, since all of it is on record already.

    ``plan`` is the one that was carried out: made again when somebody had recorded something meanwhile.
    """

    plan: Plan
    position: int | None = None
    documents: tuple[UUID, ...] = ()


Beside = Callable[[Entry], Awaitable[None]]


async def imported(
    *, position: int | None = None, after: UUID | None = None, limit: int = 50, by: Principal
) -> Page[Imported]:
    """Return what was brought in so far, the newest first: who did it, when, from which files, and how much.

    ``position``: only the one of that position.
    """
    scope = by.require(Permission.FILES_IMPORT, whole=True)
    return await store.imported(scope, position=position, after=after, limit=limit)


async def bring(
    files: Sequence[tuple[str, bytes]],
    recipe: Recipe,
    *,
    words: Words = ENGLISH,
    tell: Tell = untold,
    steps: int | None = None,
) -> tuple[Brought, ...]:
    """Read files, each by its name and bytes, off the event loop; say in ``words`` what is wrong in them.

    Each file is told before it is read, as one step of so many; left out: of as many as there are files.

    Raises:
        Invalid: one is no spreadsheet that can be read, or has no header that is known; or two have one name.
    """
    names = [name for name, _ in files]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise Invalid(
            f"two of the files are called {twice}, and nobody could tell later which of them a row came from",
            code="same-name",
            faults=[Fault(twice, "two files of this name", "each name once", "rename one of them")],
        )
    brought = []
    for place, (name, content) in enumerate(files):
        tell(Progress(place, steps or len(files), words("Reading {file}", file=name)))
        brought.append(await asyncio.to_thread(_bring, name, content, recipe, words))
    return tuple(brought)


def _bring(name: str, content: bytes, recipe: Recipe, words: Words) -> Brought:
    book = sheets.read(name, content)
    reading = read_sheets(
        name,
        [(sheet.name, sheet.rows) for sheet in book.sheets],
        date_order=recipe.date_order,
        encoding=book.encoding,
        separator=book.separator,
        notes=book.notes,
        words=words,
    )
    return Brought(name, content, reading)


class _NothingToDoError(Exception):
    """Everything is on record by now; the position that was taken goes back."""


async def plan(
    brought: Sequence[Brought],
    recipe: Recipe,
    *,
    by: Principal,
    now: Moment,
    words: Words = ENGLISH,
    known: int | None = None,
) -> Plan:
    """Return what bringing these files in would do. Nothing is written, and nobody waits for it.

    ``known``: what it would have done when the ledger stood there; left out: now.

    Raises:
        Forbidden: the files say something that is not yours to record; a plan tells what of it is there.
    """
    scope = by.require(Permission.FILES_IMPORT, whole=True)
    at = (await positions.head(scope)).position if known is None else known
    made = await _planned(brought, recipe, at, by=by, now=now, words=words)
    _permit(made, by)
    return made


async def commit(  # noqa: PLR0913 - what, by whom and when; and what it is held to, each by its name
    brought: Sequence[Brought],
    recipe: Recipe,
    *,
    by: Principal,
    now: Moment,
    kept: Files,
    shown: Plan | None = None,
    read_at: int | None = None,
    words: Words = ENGLISH,
    beside: Beside | None = None,
) -> Outcome:
    """Carry out what the files say, in one act: all that the plan settles, or nothing.

    ``shown`` is the plan that somebody has read. It is made again when the ledger has moved since.
    ``read_at``, in its stead, is the position that such a plan was made at: then nothing is written that
    the plan of these files at that position did not say. Conflicts and rejected lines stay undone.
    ``beside`` is done in the same transaction: it stands or falls with the act.

    Raises:
        Forbidden: the files say something that is not yours to record.
        Conflict: the ledger has moved since ``read_at``, and something else would be written now.
        Invalid: the ledger has not got as far as ``read_at``.
    """
    scope = by.require(Permission.FILES_IMPORT, whole=True)
    plan_ = shown or await plan(brought, recipe, by=by, now=now, words=words)
    _permit(plan_, by)
    _reached(read_at, plan_.position)
    if not plan_.writes:
        return Outcome(plan_)
    if read_at is not None and read_at != plan_.position:
        read = await _planned(brought, recipe, read_at, by=by, now=now, words=words)
        await asyncio.to_thread(_as_read, read, plan_)
    for each in brought:
        await asyncio.to_thread(kept.keep, each.content)
    names = ", ".join(each.name for each in brought)
    try:
        async with recorded(scope, Act.FILES_IMPORTED, at=now.at, because=names) as entry:
            if plan_.position != entry.position - 1:
                before, plan_ = plan_, await _planned(brought, recipe, entry.position - 1, by=by, now=now, words=words)
                _permit(plan_, by)
                if read_at is not None and plan_.writes:
                    await asyncio.to_thread(_as_read, before, plan_)
            _needed(plan_)
            documents = await store.keep_documents(entry, [document(each.name, each.content) for each in brought])
            await store.carry_out(entry, plan_.writes)
            if beside is not None:
                await beside(entry)
    except _NothingToDoError:
        return Outcome(plan_)
    return Outcome(plan_, entry.position, tuple(documents))


def _needed(plan_: Plan) -> None:
    if not plan_.writes:
        raise _NothingToDoError


def _reached(read_at: int | None, head: int) -> None:
    if read_at is not None and not 0 <= read_at <= head:
        fault = Fault("/position", str(read_at), f"a position from 0 to {head}", "send the one that the plan came with")
        raise Invalid(
            f"the ledger stands at position {head}; no plan was made at {read_at}",
            code="no-such-position",
            faults=[fault],
        )


def _as_read(read: Plan, now: Plan) -> None:
    if not alike(read, now):
        raise Conflict(
            f"something was recorded since position {read.position}, and these files would now write something else "
            "than was planned; nothing was stored. Ask for the plan again, and read it",
            code="plan-differs",
        )


def _permit(plan_: Plan, by: Principal) -> None:
    for kind in {line.kind for line in plan_.lines} - {Kind.CELL}:
        by.require(RECORDS[kind])


async def _planned(
    brought: Sequence[Brought], recipe: Recipe, known: int, *, by: Principal, now: Moment, words: Words
) -> Plan:
    readings = [each.reading for each in brought]
    claims = [claim for reading in readings for claim in reading.claims]
    days = [claim.on for claim in claims if isinstance(claim, EffortClaim)]
    on = await store.on_file(
        by.require(Permission.FILES_IMPORT, whole=True),
        known=known,
        days=Interval.through(min(days), max(days)) if days else None,
        said={type(claim) for claim in claims},
    )
    on = await _with_kinds(on, by)
    made = await asyncio.to_thread(planned, readings, on, recipe, today=now.today, ids=uuid4, words=words)
    for write in made.writes:
        if isinstance(write.value, Terms):
            rules.parse(write.value.text, source=write.value.adoption.pack)
    return made


async def _with_kinds(on: OnFile, by: Principal) -> OnFile:
    """Add the kinds of credential that known packs define; what muster wrote for an award defines none."""
    adopted = [pack for _, pack in await pack_service.adopted_packs(by=by, known=on.position)]
    kinds: dict[str, CredentialKind] = {}
    for pack in (*adopted, *pack_service.shipped_packs()):
        if not pack.id.startswith("award-"):
            for kind in pack.kinds:
                kinds.setdefault(kind.id, kind)
    return replace(on, kinds=kinds)
