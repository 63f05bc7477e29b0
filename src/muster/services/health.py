"""Is muster well here? In words, with what to do about it."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from muster.domain.errors import Conflict, Refusal, Unavailable
from muster.domain.moments import Moment
from muster.persistence.database import server
from muster.persistence.migrate import pending
from muster.persistence.opening import Place, agencies, opened
from muster.rules import packs

_ROOM = 512 * 2**20  # bytes free under the home, below which a busy day could fill the disk


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. ``well`` unset: somebody should look."""

    what: str
    well: bool
    words: str


async def ready() -> None:
    """Answer whether requests can be served.

    Raises:
        Unavailable: the database does not answer, or its shape is not this muster's.
    """
    try:
        behind = await pending()
    except Conflict as why:
        raise Unavailable(why.message, code=why.code) from why
    if behind:
        raise Unavailable("the database is behind this muster; run `muster init`", code="database-is-behind")
    await server()


async def examine(place: Place, *, now: Moment) -> list[Check]:
    """Look at everything that can be wrong, and go on looking after a fault."""
    checks = [_home(place.home)] if place.url is None else []
    try:
        async with opened(place):
            checks += [each async for each in _database(place)]
    except Refusal as refusal:
        checks.append(Check("database", well=False, words=str(refusal)))
    for pack in packs.shipped():
        stale = packs.freshness(packs.load(pack), now.today)
        if stale:
            checks.append(Check(f"pack {pack}", well=False, words=stale))
    return checks


def _home(home: Path) -> Check:
    what = f"home {home}"
    if not home.is_dir():
        return Check(what, well=False, words="it is not there yet; `muster init` makes it")
    if not os.access(home, os.W_OK):
        return Check(what, well=False, words="it cannot be written to; give this account the right, or set MUSTER_HOME")
    free = shutil.disk_usage(home).free
    return Check(what, well=free > _ROOM, words=f"{free // 2**20} MiB free")


async def _database(place: Place) -> AsyncIterator[Check]:
    found = await server()
    yield Check("database", well=True, words=f"PostgreSQL {found.version} answers, and its shape is right")
    yield Check(
        "wall between agencies",
        well=found.walled,
        words=f"signed in as {found.role}, which row-level security binds"
        if found.walled
        else f"{found.role} sees every agency's rows; sign in as muster_app, without SUPERUSER and BYPASSRLS",
    )
    if place.url is None or place.owner_url is not None:
        there = await agencies(place)
        yield Check(
            "agencies",
            well=bool(there),
            words=", ".join(each.name for each in there) or "none yet; found one with `muster init --agency NAME`",
        )
