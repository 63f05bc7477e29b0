"""Killed at any statement, a tree has a whole batch or none of it, and whoever comes next goes on from there."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator
from uuid import uuid4

import pytest

from muster.domain.ledger.checkpoints import Log
from muster.persistence import tree as store
from muster.persistence.embedded import DatabaseRole, Embedded
from muster.services import people
from muster.services import tree as service
from tests import make
from tests.cast import NOW
from tests.persistence.rigs import FORKING, NEVER, PATIENCE, ROOT, History, history, superuser, surroundings
from tests.persistence.test_tree import hashes, root_of

BATCH = 4  # positions; the history has nine, so that there are three batches

# Forks a child for each line it reads; the child extends a tree over a connection that kills it at the n-th point.
CHILDREN = (
    """
import asyncio, json, os, signal, sys
from uuid import UUID

from muster.domain.access import Scope
from muster.domain.ledger.checkpoints import Log
from muster.persistence import tree as store
from muster.persistence.database import Connection, connect, disconnect
from muster.services import tree

told, left = {}, 0

def point():
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

async def dying(sent):
    point()                                    # before it is sent
    answer = asyncio.ensure_future(sent)
    await asyncio.sleep(0)                     # its bytes are with the kernel now
    point()                                    # in the middle
    found = await answer
    point()                                    # after
    return found

class Mortal(Connection):
    __slots__ = ()

    async def execute(self, query, *more, **options):
        return await dying(super().execute(query, *more, **options))

    async def fetch(self, query, *more, **options):
        if told["piecemeal"] and "set_config" in query:
            query = query.replace(", true)", ", false)")  # what is committed piecemeal has to go on seeing
        found = await dying(super().fetch(query, *more, **options))
        if told["piecemeal"] and self.is_in_transaction():
            await super().execute("COMMIT")
            await super().execute("BEGIN")
        return found

async def mark(connection):
    await Connection.fetch(connection, "SELECT pg_advisory_lock($1)", told["mark"])

async def record():
    store.BATCH = told["batch"]
    await connect({**told["to"], "connection_class": Mortal, "setup": mark}, pool=1)
    size = await tree.sequence(Scope(UUID(told["agency"])), Log.LEDGER)
    os.write(1, f"size {size}\\n".encode())
    await disconnect()
"""
    + FORKING
)


class Children:
    """The process that forks the children."""

    def __init__(self, process: asyncio.subprocess.Process, server: Embedded) -> None:
        self._process, self.server = process, server

    async def extend(self, on: History, *, dies_at: int, piecemeal: bool = False) -> int:
        """Let a child extend the tree; return how many points it passed, once the server has done with it."""
        mark = uuid4().int % 2**62
        # The planted mistake is made as one whom the database does not stop.
        to = self.server.connection_parameters(DatabaseRole.SUPERUSER if piecemeal else DatabaseRole.APP)
        line = {"to": to, "mark": mark, "dies_at": dies_at, "piecemeal": piecemeal, "batch": BATCH}
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(line | {"agency": str(on.agency)}).encode() + b"\n")
        said: dict[str, str] = {}
        async with asyncio.timeout(PATIENCE):
            while "ended" not in said:
                word, _, rest = (await self._process.stdout.readline()).decode().strip().partition(" ")
                assert word, "the process that forks is gone"
                said[word] = rest
            async with superuser(self.server) as root:
                await root.execute("SELECT pg_advisory_lock($1)", mark)
        assert piecemeal or int(said["ended"]) == (0 if dies_at == NEVER else -signal.SIGKILL)
        return int(said.get("points", 0))


@pytest.fixture
async def children(database: Embedded) -> AsyncIterator[Children]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", CHILDREN),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        cwd=ROOT,
        env=surroundings(),
    )
    yield Children(process, database)
    assert process.stdin
    process.stdin.close()
    await process.wait()


async def whole(on: History) -> bool:
    """Is what is kept of the tree exactly a tree of some first batches?"""
    stand = await store.stand(on.by.scope, Log.LEDGER)
    found = await service.recomputed(on.by.scope, Log.LEDGER, set())
    return not found.faults and stand.position in {0, 4, 8, 9}


async def enumerate_points(children: Children, *, every: int, piecemeal: bool = False) -> Counter[str]:
    """Kill a child at every point, or every so many, each over a history of its own; then somebody goes on."""
    points = await children.extend(await history(), dies_at=NEVER)
    words: Counter[str] = Counter()
    for point in range(1, points + 1, every):
        on = await history()
        await children.extend(on, dies_at=point, piecemeal=piecemeal)
        held = await whole(on)
        words["whole" if held else "half"] += 1
        if held:
            await people.add_person(make.identity(), by=on.by, now=NOW)
            assert await service.sequence(on.by.scope, Log.LEDGER) == 11
            leaves = await hashes(children.server, on.agency)
            assert await service.root(on.by.scope, Log.LEDGER, 11) == root_of(leaves)
    print(f"{points} points, every {every}: {dict(words)}")  # noqa: T201 - for reading: pytest -rP
    return words


async def test_a_killed_sequencer_leaves_whole_batches_and_the_next_goes_on(children: Children) -> None:
    assert set(await enumerate_points(children, every=7)) == {"whole"}


@pytest.mark.prove
async def test_killed_at_every_single_point_a_sequencer_leaves_whole_batches(children: Children) -> None:
    assert set(await enumerate_points(children, every=1)) == {"whole"}


async def test_the_rig_would_find_half_a_batch(children: Children) -> None:
    """The control: the same sequencer over a connection that commits after each statement."""
    assert "half" in await enumerate_points(children, every=7, piecemeal=True)
