"""Imports in the middle: chosen files and decisions kept on the server, looked over and carried out step by step.

The engine is that of ``services.imports``; what is here remembers where somebody is. Whoever works on a draft
holds it by a lease, so that one that nobody works on any more is known for what it is.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from muster import sheets
from muster.domain.access import Permission, Principal, Scope
from muster.domain.access_log import Sight
from muster.domain.errors import Conflict, Forbidden, NotFound, Refusal
from muster.domain.importing import suggestions
from muster.domain.importing.drafts import KEPT, LASTS, MOST, ImportDraft, State
from muster.domain.importing.planning.overview import Overview, overview
from muster.domain.importing.planning.plan import Kind, Plan
from muster.domain.importing.recipe import Recipe
from muster.domain.importing.recipe_text import recipe_text
from muster.domain.importing.rejects import Rejected, rejected
from muster.domain.moments import Moment
from muster.domain.programs import local_day
from muster.domain.progress import Progress, Tell, untold
from muster.domain.words import ENGLISH, Words
from muster.files import Files
from muster.persistence import drafts as store
from muster.persistence.ledger import Entry
from muster.rules import recipes
from muster.services import imports, packs, programs
from muster.services.access_log import looked

_BEAT: Final = store.LEASE / 3  # seconds between two signs of life
_SHEET: Final = 31  # letters that the name of a sheet may have
_NO_SHEET: Final = re.compile(r"[\[\]:*?/\\']")


@dataclass(frozen=True, slots=True)
class Looked:
    """What a draft would do, made from this recipe and said in this language."""

    overview: Overview
    recipe: str
    language: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What an answer may name: roles and topics that rules speak of, and kinds of credential with their titles."""

    roles: tuple[str, ...]
    topics: tuple[str, ...]
    credentials: Mapping[str, str]


async def choices(*, by: Principal) -> Choices:
    """Return what may be answered to the questions of an import: what known packs name, and what muster proposes."""
    by.require(Permission.FILES_IMPORT, whole=True)
    known = [*(pack for _, pack in await packs.adopted_packs(by=by)), *packs.shipped_packs()]
    rules = [rule for pack in known for rule in pack.requirements]
    kinds = {paper.credential: paper.title for paper in suggestions.licenses()}
    for pack in reversed(known):  # what was adopted has the last word
        kinds |= {kind.id: f"{kind.title} ({kind.issuer})" for kind in pack.kinds}
    return Choices(
        tuple(sorted({*suggestions.roles(), *(role for rule in rules for role in rule.roles)} - {"*"})),
        tuple(sorted({*suggestions.topics(), *(topic for rule in rules for topic in rule.topics)})),
        dict(sorted(kinds.items(), key=lambda each: each[1].casefold())),
    )


async def begin_draft(files: Sequence[tuple[str, bytes]], recipe: str, *, by: Principal, now: Moment) -> UUID:
    """Keep chosen files until they are brought in, with what was decided about such files before, as TOML.

    Raises:
        Invalid: the recipe is none.
        Conflict: too many are begun already.
    """
    scope = _own(by.require(Permission.FILES_IMPORT, whole=True))
    accepted = recipes.parse(recipe, source="the recipe")
    await store.sweep(scope, at=now.at)
    begun = [each for each in await store.drafts(scope, at=now.at) if each.state is not State.DONE]
    if len(begun) >= MOST:
        raise Conflict(
            f"{len(begun)} imports are begun and not finished; finish one, or throw one away, before another",
            code="too-many-imports",
        )
    return await store.add_draft(scope, files, _text(accepted), at=now.at, ends_at=now.at + LASTS)


async def draft(which: UUID, *, by: Principal, now: Moment) -> ImportDraft:
    """Return one of one's own imports.

    Raises:
        NotFound: there is no such import, or it is somebody else's.
    """
    found = await store.draft(_own(by.require(Permission.FILES_IMPORT, whole=True)), which, at=now.at)
    if found is None:
        raise NotFound("there is no such import here")
    return found


async def drafts(*, by: Principal, now: Moment) -> list[ImportDraft]:
    """Return one's own imports that are begun, or done lately, the newest first."""
    return await store.drafts(_own(by.require(Permission.FILES_IMPORT, whole=True)), at=now.at)


async def decide(
    which: UUID, recipe: str, *, asked: Collection[str] = (), was: str, by: Principal, now: Moment
) -> None:
    """Keep what somebody has decided, as the whole recipe from now on; ``asked``: the questions they were put.

    ``was`` is the recipe that they started from.

    Raises:
        NotFound: there is no such import here.
        Invalid: the recipe is none.
        Conflict: it is done, muster is at work on it, or something else was decided meanwhile.
    """
    found = await draft(which, by=by, now=now)
    found.check_open()
    said = _text(recipes.parse(recipe, source="the recipe"))
    put = sorted(found.asked | set(asked))
    if not await store.decide(
        _own(by.require(Permission.FILES_IMPORT, whole=True)), which, said, put, was=was, ends_at=now.at + LASTS
    ):
        raise _changed()


async def let_go(which: UUID, *, by: Principal, now: Moment) -> None:
    """Throw an import away, with its files. What was brought in stays on record.

    Raises:
        NotFound: there is no such import here.
        Conflict: muster is at work on it.
    """
    scope, found = _own(by.require(Permission.FILES_IMPORT, whole=True)), await draft(which, by=by, now=now)
    if found.running:
        found.check_open()
    await store.let_go(scope, which, at=now.at)
    await store.sweep(scope, at=now.at)


async def look_over(which: UUID, *, by: Principal, now: Moment, words: Words = ENGLISH, tell: Tell = untold) -> Looked:
    """Read the files of an import and plan what they would do; it takes as long as the files are long.

    Raises:
        NotFound: there is no such import here.
        Conflict: it is done, or somebody is at work on it.
        Invalid: the files cannot be read.
        Forbidden: they say something that is not yours to record.
    """
    scope, found = _own(by.require(Permission.FILES_IMPORT, whole=True)), await draft(which, by=by, now=now)
    found.check_open()
    async with _at_work(scope, which, State.READING, otherwise=State.FAILED) as work:
        recipe = recipes.parse(found.recipe, source="the recipe")
        files = await store.draft_files(scope, which)
        brought = await imports.bring(files, recipe, words=words, tell=tell, steps=len(files) + 1)
        tell(Progress(len(files), len(files) + 1, words("Comparing them with what is on record")))
        plan = await imports.plan(brought, recipe, by=by, now=now, words=words)
        await looked(Sight.RECORD, _looked_at(plan), by=by, now=now)
        seen = await asyncio.to_thread(overview, plan, [each.reading for each in brought], words)
        await store.leave(scope, which, work, State.PLANNED, planned_at=plan.position, held=seen.held)
    return Looked(seen, found.recipe, words.language)


async def carry_out(
    which: UUID, *, mark: str, by: Principal, now: Moment, kept: Files, words: Words = ENGLISH, tell: Tell = untold
) -> imports.Outcome:
    """Bring the files of an import in: what the plan said that was shown last, in one act, or nothing.

    ``mark`` tells which plan somebody has read. That it is done stands in the draft by the same transaction:
    whatever happens in between, the draft says afterwards what became of it.

    Raises:
        NotFound: there is no such import here.
        Conflict: it is done, somebody is at work on it, nobody has looked it over, or something else would be
            written by now.
        Forbidden: the files say something that is not yours to record.
    """
    scope, found = _own(by.require(Permission.FILES_IMPORT, whole=True)), await draft(which, by=by, now=now)
    found.check_open()
    if found.planned_at is None or found.state is not State.PLANNED:
        raise Conflict("nobody has looked at what this import would do; look at it first", code="import-not-planned")
    if found.mark != mark:
        raise _changed()
    async with _at_work(scope, which, State.COMMITTING, otherwise=State.PLANNED) as work:

        async def finish(entry: Entry) -> None:
            if not await store.finish_with(entry, which, work, done_at=now.at, ends_at=now.at + KEPT):
                raise Conflict("somebody else is at work on this import; nothing was stored", code="import-is-busy")

        recipe = recipes.parse(found.recipe, source="the recipe")
        files = await store.draft_files(scope, which)
        brought = await imports.bring(files, recipe, words=words, tell=tell, steps=len(files) + 1)
        tell(Progress(len(files), len(files) + 1, words("Recording them, all at once")))
        done = await imports.commit(
            brought, recipe, by=by, now=now, kept=kept, read_at=found.planned_at, words=words, beside=finish
        )
        if done.position is None:
            await store.finish(scope, which, work, position=None, done_at=now.at, ends_at=now.at + KEPT)
    return done


async def rejects(which: UUID, *, by: Principal, now: Moment, words: Words = ENGLISH) -> bytes:
    """Return the rows that are held back as a workbook that comes in again once it is mended: each with its reason.

    Of an import that is done: those that were held back then.

    Raises:
        NotFound: there is no such import here, or nothing is held back.
    """
    scope, found = _own(by.require(Permission.FILES_IMPORT, whole=True)), await draft(which, by=by, now=now)
    recipe = recipes.parse(found.recipe, source="the recipe")
    brought = await imports.bring(await store.draft_files(scope, which), recipe, words=words)
    at, known = now, None
    if found.done_at is not None:
        zone = (await programs.agency_of(by)).time_zone
        at = Moment(found.done_at, local_day(found.done_at, zone))
        known = found.planned_at if found.position is None else found.position - 1
    plan = await imports.plan(brought, recipe, by=by, now=at, words=words, known=known)
    rows = await asyncio.to_thread(rejected, plan, [each.reading for each in brought], words)
    if not rows:
        raise NotFound("no row of this import is held back")
    return await asyncio.to_thread(_workbook, rows, words)


async def sweep(scope: Scope, *, at: datetime) -> None:
    """Take away every import of an agency that nobody went on with, and the files of those that were done."""
    await store.sweep(scope, at=at)


def _changed() -> Conflict:
    return Conflict(
        "something else was decided about this import meanwhile; look at it again", code="import-was-changed"
    )


def _own(scope: Scope) -> Scope:
    if scope.account is None:
        raise Forbidden(
            "imports are kept for somebody who is signed in; at the prompt, use `muster import`", code="no-account"
        )
    return scope


def _text(recipe: Recipe) -> str:
    return recipe_text(recipe, ())


def _looked_at(plan: Plan) -> list[UUID]:
    """Return whose record the plan shows, before and after."""
    about = (each.fact if each.kind is Kind.PERSON else each.person for each in plan.writes if each.version is not None)
    return [each for each in dict.fromkeys(about) if each is not None]


@asynccontextmanager
async def _at_work(scope: Scope, which: UUID, state: State, *, otherwise: State) -> AsyncIterator[UUID]:
    """Hold a draft while inside; leave it as ``otherwise`` when what is done there is refused."""
    work = uuid4()
    if not await store.take(scope, which, work, state):
        raise Conflict("muster is at work on this import; wait until it is ready", code="import-is-busy")
    beating = asyncio.create_task(_beat(scope, which, work))
    left = state  # of work that was broken off: it shows as interrupted
    try:
        yield work
    except Exception:
        left = otherwise
        raise
    finally:
        beating.cancel()
        with suppress(asyncio.CancelledError, Refusal):
            await beating
        with suppress(Refusal):  # what cannot be written now shows as interrupted, once the lease is over
            await store.leave(scope, which, work, left)


async def _beat(scope: Scope, which: UUID, work: UUID) -> None:
    while True:
        await asyncio.sleep(_BEAT)
        await store.hold(scope, which, work)


def _workbook(rows: Sequence[Rejected], words: Words) -> bytes:
    named: dict[str, sheets.Sheet] = {}
    for number, each in enumerate(rows, start=1):
        name = _NO_SHEET.sub(" ", each.name).strip()[:_SHEET] or str(number)
        if name.casefold() in {before.casefold() for before in named}:
            name = f"{name[: _SHEET - len(str(number)) - 1]} {number}"
        named[name] = sheets.Sheet(name, each.table(words))
    return sheets.write("rejects.xlsx", list(named.values()))
