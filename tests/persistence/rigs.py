"""What several rigs need: other ways into the database than the product's own, and other processes."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeAlias
from uuid import UUID, uuid4

import asyncpg

from muster.domain.access import Principal, operator
from muster.domain.acts import Act
from muster.domain.errors import Unavailable
from muster.persistence import people as people_store
from muster.persistence import postgres_programs, programs
from muster.persistence.embedded import DATABASE, ConnectionParameters, DatabaseRole, Embedded
from muster.persistence.ledger import recorded
from muster.rules.packs import shipped_text
from muster.services import packs, people, training
from tests import make
from tests.cast import NOW

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0

Raw: TypeAlias = "asyncpg.Connection[asyncpg.Record]"


# The end of a script that has defined `record`: for each line it is told, a child that dies at a point.
FORKING = """
for text in sys.stdin:
    told = json.loads(text)
    left = told["dies_at"]
    child = os.fork()
    if child == 0:
        try:
            asyncio.run(record())
        finally:
            os.write(1, f"points {told['dies_at'] - left}\\n".encode())
        os._exit(0)
    _, status = os.waitpid(child, 0)
    os.write(1, f"ended {os.waitstatus_to_exitcode(status)}\\n".encode())
"""
NEVER = 10**6  # later than any point


def versions() -> list[Path]:
    """Return one folder of PostgreSQL's programs for each version on this machine that muster works with."""
    with suppress(Unavailable):
        first = postgres_programs.find()
        found = {each.major: each.folder for each in reversed(list(postgres_programs._candidates(None)))}
        found[first.major] = first.folder
        return [folder for major, folder in sorted(found.items()) if major >= postgres_programs.OLDEST]
    return []


@asynccontextmanager
async def raw(server: Embedded, role: DatabaseRole, *, database: str = DATABASE) -> AsyncIterator[Raw]:
    """Sign in past every floor of muster, as somebody with a SQL prompt would."""
    opened = await asyncpg.connect(**server.connection_parameters(role, database=database))
    try:
        yield opened
    finally:
        await opened.close()


@asynccontextmanager
async def superuser(server: Embedded, *, database: str = DATABASE, tampering: bool = False) -> AsyncIterator[Raw]:
    """Sign in as the one whom nothing stops; ``tampering`` keeps foreign keys from stopping them as well."""
    async with raw(server, DatabaseRole.SUPERUSER, database=database) as root:
        if tampering:
            await root.execute("SET session_replication_role = replica")
        yield root


async def look_at(by: Raw, agency: UUID | None) -> None:
    """Tell row-level security whose eyes are looking, for the rest of the transaction."""
    await by.execute(
        "SELECT set_config('muster.agency', $1, true), set_config('muster.reach', 'whole', true)",
        "" if agency is None else str(agency),
    )


async def tables(by: Raw) -> list[str]:
    """Return every table there is, whoever made it."""
    rows = await by.fetch(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        " AND relkind IN ('r', 'p', 'f', 'v', 'm') ORDER BY relname"
    )
    return [row["relname"] for row in rows]


@asynccontextmanager
async def another_database(server: Embedded, *, like: str = "template1") -> AsyncIterator[str]:
    """Make a database beside the worker's own, and take it away again."""
    name = f"rig_{uuid4().hex}"
    async with superuser(server, database="postgres") as root:
        await root.execute(f"CREATE DATABASE {name} OWNER muster_owner TEMPLATE {like}")
    try:
        yield name
    finally:
        async with superuser(server, database="postgres") as root:
            await root.execute(f"DROP DATABASE {name} WITH (FORCE)")


@dataclass(frozen=True, slots=True)
class Ended:
    """How another process ended, and what it said."""

    code: int
    said: str
    complained: str


def surroundings() -> dict[str, str]:
    """Return the environment in which another process finds muster and these tests."""
    return {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "PYTHONDONTWRITEBYTECODE": "1"}


async def run(script: str, to: ConnectionParameters, **more: object) -> Ended:
    """Run a script in a process of its own; it reads ``to`` and ``more`` as JSON from its standard input."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", script),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        cwd=ROOT,
        env=surroundings(),
    )
    told = json.dumps({"to": to, **more}).encode()
    async with asyncio.timeout(PATIENCE):
        said, complained = await process.communicate(told)
    return Ended(process.returncode or 0, said.decode(), complained.decode())


async def found(name: str = "Harbor County", *, at: datetime = NOW.at) -> Principal:
    """Found an agency with nobody in it; return its operator. No password is digested, so it is quick."""
    by = operator(uuid4())
    await programs.begin_ledger(by.scope, at=at)
    return by


@dataclass(frozen=True, slots=True)
class History:
    """An agency whose ledger has something of everything; see ``history`` for what stands where."""

    by: Principal
    ben: UUID
    ines: UUID
    course: UUID
    corrected: UUID
    """Ben's completion, recorded at position 4 and corrected at 5, with a remark."""
    withdrawn: UUID
    """Ben's other completion, recorded at position 6 and withdrawn at 7."""
    adoption: UUID
    """Of a pack, at position 8."""

    @property
    def agency(self) -> UUID:
        """Whose ledger it is."""
        return self.by.scope.agency


async def history(name: str = "Harbor County") -> History:
    """Found an agency and record, correct, withdraw and adopt; the ninth act is about two people."""
    by = await found(name)
    ben = await people.add_person(make.identity("Ben Abdi"), by=by, now=NOW)
    ines = await people.add_person(make.identity("Ines de la Cruz"), by=by, now=NOW)
    course = await training.add_course(make.course(), by=by, now=NOW)
    corrected = await training.record_completion(ben, make.completion(course), by=by, now=NOW)
    longer = make.completion(course, minutes=90)
    await training.correct_completion(corrected, longer, version=None, because="typed in a hurry", by=by, now=NOW)
    withdrawn = await training.record_completion(ben, make.completion(course), by=by, now=NOW)
    await training.withdraw_completion(withdrawn, version=None, because="another Ben", by=by, now=NOW)
    adoption, _ = await packs.adopt_pack(shipped_text("us-osha-bbp"), since=make.LONG_AGO, by=by, now=NOW)
    async with recorded(by.scope, Act.EMPLOYMENT_RECORDED, at=NOW.at) as entry:
        for one in (ben, ines):
            await people_store.add_employment(entry, one, make.employment())
    return History(by, ben, ines, course, corrected, withdrawn, adoption)
