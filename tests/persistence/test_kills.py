"""Killed at any point, an act is wholly there or wholly absent, and never lost once it was acknowledged.

A child records one act through the real service and kills itself at the n-th point: before, in the middle of
(sent, not answered) and after each statement, COMMIT among them, and before and after it says that it is done.
The parent enumerates the points. PROMISES.md, R1.
"""

# ruff: noqa: S608 - names come from here or from the catalogue; values are parameters

from __future__ import annotations

import asyncio
import json
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from uuid import uuid4

import pytest

from muster.domain.access import operator
from muster.persistence.embedded import DatabaseRole, Embedded
from muster.services import ledger, training
from tests import make
from tests.cast import NOW, sign_in
from tests.persistence.rigs import FORKING, NEVER, PATIENCE, ROOT, History, Raw, history, superuser, surroundings

# Forks a child for each line it reads; the child tells over its own pipe, line by line, what it did.
CHILDREN = (
    """
import asyncio, json, os, signal, sys
from uuid import UUID

from muster.domain.access import operator
from muster.persistence.database import Connection, connect, disconnect
from muster.services import programs, training
from tests import make
from tests.cast import NOW, PASSWORD, sign_in

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
        found = await dying(super().fetch(said(query), *more, **options))
        if told["piecemeal"] and self.is_in_transaction():
            await super().execute("COMMIT")
            await super().execute("BEGIN")
        return found

def said(query):
    # The planted mistake commits after each statement; what row security goes by has to outlive that.
    return query.replace(", true)", ", false)") if told["piecemeal"] and "set_config" in query else query

async def mark(connection):
    # Held as long as the server still works for this child, and no longer: what the parent waits for.
    await Connection.fetch(connection, "SELECT pg_advisory_lock($1)", told["mark"])

async def record():
    await connect({**told["to"], "connection_class": Mortal, "setup": mark}, pool=1)
    if told["act"] == "correct":
        which, course = UUID(told["which"]), UUID(told["course"])
        longer = make.completion(course, minutes=told["minutes"])
        done = await training.correct_completion(
            which, longer, version=None, because=told["because"], by=operator(UUID(told["agency"])), now=NOW
        )
    else:
        done = (await programs.found_agency(told["name"], "UTC", email=told["email"], password=PASSWORD, now=NOW)).id
    point()
    os.write(1, f"ack {done}\\n".encode())
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

    async def record(self, *, dies_at: int, piecemeal: bool = False, **told: object) -> tuple[int, str | None, int]:
        """Let a child record an act; return how it ended, what it acknowledged, and how many points it passed.

        The server has done with it by then.
        """
        mark = uuid4().int % 2**62
        # The planted mistake has to be made as one whom the door does not stop: the application could not make it.
        role = DatabaseRole.SUPERUSER if piecemeal else DatabaseRole.APP
        to = self.server.connection_parameters(role)
        line = {"to": to, "mark": mark, "dies_at": dies_at, "piecemeal": piecemeal, **told}
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(line).encode() + b"\n")
        said: dict[str, str] = {}
        async with asyncio.timeout(PATIENCE):
            while "ended" not in said:
                word, _, rest = (await self.process.stdout.readline()).decode().strip().partition(" ")
                assert word, "the process that forks is gone"
                said[word] = rest
            async with superuser(self.server) as root:
                await root.execute("SELECT pg_advisory_lock($1)", mark)
        return int(said["ended"]), said.get("ack"), int(said.get("points", 0))


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


@dataclass(frozen=True, slots=True)
class Outcome:
    """What stood in the database after one kill: how many of the parts of the act."""

    point: int
    acknowledged: bool
    there: int
    parts: int
    faults: tuple[str, ...]

    @property
    def word(self) -> str:
        """Say it in one word."""
        if self.faults or 0 < self.there < self.parts:
            return "half"
        if self.there:
            return "whole"
        return "lost" if self.acknowledged else "absent"


async def one_correction(
    children: Children, root: Raw, on: History, dies_at: int, *, piecemeal: bool
) -> tuple[Outcome, int]:
    """Let a child correct a completion; look at each part of it apart."""
    why, minutes = f"kill {dies_at} {uuid4()}", 100 + dies_at
    before = await root.fetchval("SELECT position FROM ledger WHERE agency = $1", on.agency)
    code, acknowledged, points = await children.record(
        act="correct", dies_at=dies_at, piecemeal=piecemeal, which=str(on.corrected), course=str(on.course),
        agency=str(on.agency), minutes=minutes, because=why,
    )  # fmt: skip
    assert piecemeal or code == (0 if dies_at == NEVER else -signal.SIGKILL)
    at = before + 1
    parts = [
        await root.fetchval("SELECT count(*) FROM ledger WHERE agency = $1 AND position = $2", on.agency, at),
        await root.fetchval("SELECT count(*) FROM act WHERE agency = $1 AND position = $2", on.agency, at),
        await root.fetchval("SELECT count(*) FROM leaf WHERE agency = $1 AND position = $2", on.agency, at),
        await root.fetchval("SELECT count(*) FROM remark WHERE agency = $1 AND words = $2", on.agency, why),
        await root.fetchval(
            "SELECT count(*) FROM completion_version WHERE fact = $1 AND known_from = $2 AND minutes = $3",
            on.corrected, at, minutes,
        ),
        await root.fetchval(
            "SELECT count(*) FROM completion_version WHERE fact = $1 AND known_until = $2", on.corrected, at
        ),
    ]  # fmt: skip
    faults = (await ledger.verify(by=on.by)).faults
    return Outcome(dies_at, acknowledged is not None, sum(parts), len(parts), faults), points


async def one_founding(children: Children, root: Raw, dies_at: int, *, piecemeal: bool) -> tuple[Outcome, int]:
    """Let a child found an agency; look at each part of it apart."""
    name = f"Harbor {uuid4().hex}"
    email = f"{name.replace(' ', '').lower()}@example.org"
    code, acknowledged, points = await children.record(
        act="found", dies_at=dies_at, piecemeal=piecemeal, name=name, email=email
    )
    assert piecemeal or code == (0 if dies_at == NEVER else -signal.SIGKILL)
    agency = await root.fetchval("SELECT fact FROM agency_version WHERE name = $1", name)
    account = await root.fetchval("SELECT id FROM account WHERE email = $1", email)
    in_agency = [
        await root.fetchval(f"SELECT count(*) FROM {table} WHERE agency = $1", agency)
        for table in ("ledger", "act", "leaf", "membership", "membership_version")
    ]
    parts = [agency is not None, account is not None, *in_agency]
    faults: tuple[str, ...] = ()
    if agency:
        position = await root.fetchval("SELECT position FROM ledger WHERE agency = $1", agency)
        faults = (await ledger.verify(by=operator(agency))).faults if position else ("no act founded it",)
    if agency and account and not faults:
        who = await sign_in(email)
        assert who.scope.agency == agency
    return Outcome(dies_at, acknowledged is not None, sum(parts), len(parts), faults), points


async def enumerate_points(children: Children, act: str, *, every: int = 1, piecemeal: bool = False) -> list[Outcome]:
    """Kill a child at every point, or every so many; the last child lives."""
    on = await history()
    async with superuser(children.server) as root:

        async def one(dies_at: int) -> tuple[Outcome, int]:
            if act == "correct":
                its = await history() if piecemeal else on  # what is half written cannot be corrected again
                return await one_correction(children, root, its, dies_at, piecemeal=piecemeal)
            return await one_founding(children, root, dies_at, piecemeal=piecemeal)

        alive, points = await one(NEVER)
        assert alive.word == "whole" or piecemeal
        outcomes = []
        last = {points - 2, points - 1, points}  # before it says that it is done, after it said so, at the end
        for point in sorted({*range(1, points + 1, every), *last}):
            outcome, _ = await one(point)
            outcomes.append(outcome)
            if not piecemeal:
                await training.add_course(make.course(), by=on.by, now=NOW)  # the next act works
        if not piecemeal:
            again, _ = await one(NEVER)
            assert again.word == "whole"
            positions = await root.fetch("SELECT position FROM act WHERE agency = $1 ORDER BY position", on.agency)
            assert [row["position"] for row in positions] == list(range(1, len(positions) + 1))
            assert not (await ledger.verify(by=on.by)).faults
    counted = Counter(each.word for each in outcomes)
    acknowledged = sum(each.acknowledged for each in outcomes)
    print(f"{act}: {points} points, {len(outcomes)} tried, {dict(counted)}, {acknowledged} acknowledged")  # noqa: T201
    return outcomes


@pytest.mark.parametrize("act", ["correct", "found"])
async def test_a_killed_act_is_wholly_there_or_wholly_absent(children: Children, act: str) -> None:
    outcomes = await enumerate_points(children, act, every=5)

    assert {each.word for each in outcomes} == {"whole", "absent"}, outcomes
    assert any(each.acknowledged for each in outcomes)


@pytest.mark.prove
@pytest.mark.parametrize("act", ["correct", "found"])
async def test_killed_at_every_single_point_an_act_is_wholly_there_or_wholly_absent(
    children: Children, act: str
) -> None:
    outcomes = await enumerate_points(children, act)

    assert {each.word for each in outcomes} == {"whole", "absent"}, outcomes
    assert any(each.acknowledged for each in outcomes)


@pytest.mark.parametrize("act", ["correct", "found"])
async def test_the_rig_would_find_an_act_that_is_half_there(children: Children, act: str) -> None:
    """The control: the same service over a connection that commits after each statement."""
    outcomes = await enumerate_points(children, act, every=4, piecemeal=True)

    assert "half" in {each.word for each in outcomes}
