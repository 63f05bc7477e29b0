"""Killed at any point, an import is wholly there or wholly absent. PROMISES.md, R11.

The rig is that of test_kills.py, over one import of every kind of row: a child brings the files in through the
real service and kills itself before, in the middle of and after each statement, bulk loads among them.
"""

# ruff: noqa: S608 - names come from the catalogue; values are parameters

from __future__ import annotations

import asyncio
import json
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest

from muster.domain.access import Principal
from muster.persistence.embedded import DatabaseRole, Embedded
from muster.persistence.facts import KINDS
from muster.services import ledger, programs
from tests.cast import NOW
from tests.persistence.rigs import FORKING, NEVER, PATIENCE, ROOT, Raw, found, superuser, surroundings

# Forks a child for each line it reads; the child brings the files in, and tells how many points it passed.
CHILDREN = (
    """
import asyncio, json, os, signal, sys
from pathlib import Path
from uuid import UUID

from muster.domain.access import operator
from muster.files import Files
from muster.persistence.database import Connection, connect, disconnect
from muster.services import imports
from muster.services.imports import Brought
from tests.cast import NOW
from tests.planning import (
    BEN, HOA, RECIPE, award, card, completion, hours, line, paper, person, reading, share,
)

told, left = {}, 0

def point():
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

async def dying(sent):
    point()
    answer = asyncio.ensure_future(sent)
    await asyncio.sleep(0)
    point()
    found = await answer
    point()
    return found

class Mortal(Connection):
    __slots__ = ()

    async def execute(self, query, *more, **options):
        return await dying(super().execute(query, *more, **options))

    async def fetch(self, query, *more, **options):
        found = await dying(super().fetch(said(query), *more, **options))
        await self.piece()
        return found

    async def copy_records_to_table(self, *more, **options):
        return await dying(super().copy_records_to_table(*more, **options))

    async def piece(self):
        # The planted mistake commits after each statement; a table beside another would be gone by then.
        if told["piecemeal"] and self.is_in_transaction():
            await super().execute("COMMIT")
            await super().execute("BEGIN")

def said(query):
    if not told["piecemeal"]:
        return query
    query = query.replace("ON COMMIT DROP", "")
    return query.replace(", true)", ", false)") if "set_config" in query else query

async def mark(connection):
    await Connection.fetch(connection, "SELECT pg_advisory_lock($1)", told["mark"])

def brought():
    claims = [
        person(HOA, rate_cents=3_150, program=""), person(BEN, program=""), completion(HOA), card(BEN),
        award(conditions=("de-escalation",)), line("A1"), paper(), share(HOA), hours(HOA, 6), hours(BEN, 8),
    ]
    return [Brought("all.csv", b"all of it", reading(*claims, file="all.csv"))]

async def record():
    await connect({**told["to"], "connection_class": Mortal, "setup": mark}, pool=1)
    kept = Files(Path(told["folder"]))
    done = await imports.commit(brought(), RECIPE, by=operator(UUID(told["agency"])), now=NOW, kept=kept)
    point()
    os.write(1, f"ack {done.position}\\n".encode())
    point()
    await disconnect()
"""
    + FORKING
)


@dataclass(slots=True)
class Children:
    """The process that forks the children."""

    process: asyncio.subprocess.Process
    server: Embedded
    folder: Path

    async def bring(self, by: Principal, *, dies_at: int, piecemeal: bool = False) -> tuple[int, bool, int]:
        """Let a child bring the files in; return how it ended, whether it said so, and the points it passed."""
        mark = uuid4().int % 2**62
        role = DatabaseRole.SUPERUSER if piecemeal else DatabaseRole.APP
        told = {
            "to": self.server.connection_parameters(role),
            "mark": mark,
            "dies_at": dies_at,
            "piecemeal": piecemeal,
            "agency": str(by.scope.agency),
            "folder": str(self.folder),
        }
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(told).encode() + b"\n")
        said: dict[str, str] = {}
        async with asyncio.timeout(PATIENCE):
            while "ended" not in said:
                word, _, rest = (await self.process.stdout.readline()).decode().strip().partition(" ")
                assert word, "the process that forks is gone"
                said[word] = rest
            async with superuser(self.server) as root:
                await root.execute("SELECT pg_advisory_lock($1)", mark)
        return int(said["ended"]), "ack" in said, int(said.get("points", 0))


@pytest.fixture
async def children(database: Embedded, tmp_path: Path) -> AsyncIterator[Children]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", CHILDREN),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        cwd=ROOT,
        env=surroundings(),
    )
    yield Children(process, database, tmp_path / "evidence")
    assert process.stdin
    process.stdin.close()
    await process.wait()


async def standing(root: Raw, by: Principal) -> dict[str, int]:
    """Count everything that the agency has, table by table."""
    tables = ["act", "leaf", "remark", "pack_text"]
    tables += [table for kind in KINDS for table in {kind.anchor._meta.tablename, kind.table}]
    counts = {
        table: await root.fetchval(f"SELECT count(*) FROM {table} WHERE agency = $1", by.scope.agency)
        for table in tables
    }
    position = await root.fetchval("SELECT position FROM ledger WHERE agency = $1", by.scope.agency)
    return {"position": position, **counts}


async def enumerate_points(children: Children, *, every: int = 1, piecemeal: bool = False) -> Counter[str]:
    """Kill a child at every point, or every so many, each in an agency of its own; say what stood afterwards."""
    words: Counter[str] = Counter()
    async with superuser(children.server) as root:

        async def one(dies_at: int) -> tuple[Principal, int, bool, int, dict[str, int], dict[str, int]]:
            by = await found()
            await programs.add_program("Harbor CRT", time_zone="UTC", by=by, now=NOW)
            before = await standing(root, by)
            code, acknowledged, points = await children.bring(by, dies_at=dies_at, piecemeal=piecemeal)
            return by, code, acknowledged, points, before, await standing(root, by)

        by, code, acknowledged, points, empty, whole = await one(NEVER)
        if not piecemeal:
            assert (code, acknowledged) == (0, True)
            assert (await ledger.verify(by=by)).faults == ()
        last = {points - 2, points - 1, points}
        for dies_at in sorted({*range(1, points + 1, every), *last}):
            by, code, acknowledged, _, before, after = await one(dies_at)
            assert code == -signal.SIGKILL
            assert before == empty
            faults = (await ledger.verify(by=by)).faults
            absent = after == empty and not acknowledged
            words["half" if faults else "whole" if after == whole else "absent" if absent else "half"] += 1
    print(f"import: {points} points, {words.total()} tried, {dict(words)}")  # noqa: T201
    return words


async def test_a_killed_import_is_wholly_there_or_wholly_absent(children: Children) -> None:
    words = await enumerate_points(children, every=37)

    assert set(words) == {"whole", "absent"}


@pytest.mark.prove
async def test_killed_at_every_single_point_an_import_is_wholly_there_or_wholly_absent(children: Children) -> None:
    words = await enumerate_points(children)

    assert set(words) == {"whole", "absent"}


async def test_the_rig_would_find_an_import_that_is_half_there(children: Children) -> None:
    """The control: the same service over a connection that commits after each statement."""
    words = await enumerate_points(children, every=101, piecemeal=True)

    assert "half" in words
