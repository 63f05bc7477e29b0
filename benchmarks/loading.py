"""Put the workload into an embedded PostgreSQL: a temporary home, one database for each size.

The agency and its rules go in by muster's own services. The people are COPYed by the superuser
straight into the real tables, past row-level security but under every constraint and index, with
one act and one true leaf each: the ledger verifies. Only its counter is moved on in one step.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from itertools import count, islice
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, Final
from uuid import UUID

import asyncpg

from benchmarks.workload import NOW, Member, Size, members, pack, some_id
from muster.domain.access import Principal, Scope, operator
from muster.domain.acts import Act
from muster.domain.credentials import Credential
from muster.domain.ledger.leaves import SALT_BYTES, Leaf, commitment
from muster.domain.people import Identity
from muster.domain.programs import Program
from muster.domain.training import Course, Mode
from muster.persistence import programs as program_store
from muster.persistence.database import connect, disconnect
from muster.persistence.embedded import ConnectionParameters, DatabaseRole, Embedded
from muster.persistence.facts import (
    ALWAYS_TRUE,
    CREDENTIAL,
    EMPLOYMENT,
    OPEN_POSITION,
    PERSON,
    ROLE_HELD,
    SYSTEM,
    Dates,
    FactKind,
)
from muster.persistence.ledger import Change, opened, recorded
from muster.persistence.migrate import migrate
from muster.services import packs, programs, training

# The wait for the disk at every commit is the same for muster and for the baseline: left out, it
# hides nothing. Nothing runs beside what is timed.
OPTIONS: Final = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_wal_size": "8GB",
}
ZONE: Final = "America/Chicago"
SHAPE: Final = "muster_shape"  # an empty database, from which the others are copied
_PEOPLE_AT_ONCE: Final = 5_000

_ACT = ("id", "agency", "position", "act", "account", "at", "because")
_LEAF = ("id", "agency", "position", "place", "subject", "salt", "commitment", "hash")
_ANCHORS = {kind: ("id", "agency", *kind.anchored) for kind in (PERSON, EMPLOYMENT, ROLE_HELD, CREDENTIAL)}
_VERSIONS = {kind: (*SYSTEM, *kind.values) for kind in _ANCHORS}


@dataclass(frozen=True, slots=True)
class Loaded:
    """A database that holds one size of the workload; ``to`` signs in as the application."""

    size: Size
    to: ConnectionParameters
    agency: UUID
    course: UUID

    @property
    def by(self) -> Principal:
        """An administrator of the agency that all of it belongs to."""
        return operator(self.agency)

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[None]:
        """Let muster use this database while inside."""
        await connect(self.to, pool=2)
        try:
            yield
        finally:
            await disconnect()


class Stage:
    """A running server, on which each size is loaded when first asked for."""

    def __init__(self, server: Embedded) -> None:
        """Take the server; nothing is loaded yet."""
        self._server = server
        self._loaded: dict[Size, Loaded] = {}
        self._shaped = False
        self.seconds = 0.0

    async def loaded(self, size: Size) -> Loaded:
        """Return the database with this size of the workload."""
        if size not in self._loaded:
            began = time.perf_counter()
            self._loaded[size] = await self._load(size)
            self.seconds += time.perf_counter() - began
        return self._loaded[size]

    async def founded(self, name: str, size: Size, *, rules: str = "") -> Loaded:
        """Return a database of that name, made anew: an agency, its programs and rules, a course, and nobody in it."""
        to = await self._new(f"muster_{name}")
        await connect(to, pool=2)
        try:
            agency, course = await _found(size, rules or pack())
        finally:
            await disconnect()
        return Loaded(size, to, agency, course)

    async def settle(self, loaded: Loaded) -> None:
        """Let the server take stock of what has been put into a database, as it does after any load."""
        async with self._root(str(loaded.to["database"])) as root:
            await root.execute("VACUUM ANALYZE")

    async def version(self) -> str:
        """Return the version of the server."""
        async with self._root("postgres") as root:
            return str(await root.fetchval("SHOW server_version"))

    async def _load(self, size: Size) -> Loaded:
        name = f"{size.people}_{size.records}"
        loaded = await self.founded(name, size)
        async with self._root(f"muster_{name}") as root:
            await _copy(root, size, loaded.agency)
        await self.settle(loaded)
        return loaded

    async def _new(self, name: str) -> ConnectionParameters:
        """Make an empty database, in place of any of that name."""
        if not self._shaped:
            await self._make(SHAPE, like="template0")
            await migrate(self._server.connection_parameters(DatabaseRole.OWNER, database=SHAPE))
            self._shaped = True
        await self._make(name, like=SHAPE)
        return self._server.connection_parameters(DatabaseRole.APP, database=name)

    async def _make(self, name: str, *, like: str) -> None:
        async with self._root("postgres") as root:
            await root.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            await root.execute(f"CREATE DATABASE {name} OWNER muster_owner TEMPLATE {like}")

    @asynccontextmanager
    async def _root(self, database: str) -> AsyncIterator[asyncpg.Connection[asyncpg.Record]]:
        to = self._server.connection_parameters(DatabaseRole.SUPERUSER, database=database)
        root = await asyncpg.connect(**to)
        try:
            yield root
        finally:
            await root.close()


@contextmanager
def stage() -> Iterator[Stage]:
    """Start a server under a temporary home; both are gone afterwards."""
    with TemporaryDirectory(prefix="muster-benchmarks-", dir="/tmp") as folder:
        Path(folder).chmod(0o755)  # the account that runs PostgreSQL for root has to pass
        with Embedded(Path(folder) / "home", options=OPTIONS) as server:
            yield Stage(server)


async def _found(size: Size, rules: str) -> tuple[UUID, UUID]:
    """Found the agency, its programs, its rules and one course, as muster does; return agency and course."""
    password = "a sentence for nobody"  # noqa: S105 - the database is gone in a minute
    agency = await programs.found_agency("A state", ZONE, email="nobody@example.org", password=password, now=NOW)
    scope, by = Scope(agency.id), operator(agency.id)
    for number, program in enumerate(size.programs, start=1):
        async with recorded(scope, Act.PROGRAM_ADDED, at=NOW.at) as entry:
            await program_store.add_program(entry, Program(program, f"Program {number}", ZONE))
    await packs.adopt_pack(rules, since=NOW.today.replace(year=2000), by=by, now=NOW)
    course = Course("A class", frozenset({"a-topic"}), "Example Institute", 60, Mode.IN_PERSON)
    return agency.id, await training.add_course(course, by=by, now=NOW)


async def _copy(root: asyncpg.Connection[asyncpg.Record], size: Size, agency: UUID) -> None:
    """COPY everybody in, a few thousand at a time, and move the ledger on behind them."""
    draw = Random(size.seed + 1)
    positions = count(1 + await root.fetchval("SELECT position FROM ledger"))
    everybody = members(size)
    while some := list(islice(everybody, _PEOPLE_AT_ONCE)):
        rows = _Rows(draw, agency)
        for member in some:
            rows.add(member, next(positions))
        async with root.transaction():
            for (table, columns), records in rows.found.items():
                await root.copy_records_to_table(table, records=records, columns=list(columns))
    async with root.transaction():
        await root.execute("SET LOCAL session_replication_role = replica")  # it counts one by one, by a trigger
        await root.execute("UPDATE ledger SET position = $1", next(positions) - 1)


@dataclass(slots=True)
class _Rows:
    """The rows of some people, by table, in an order that foreign keys allow."""

    draw: Random
    agency: UUID
    found: defaultdict[tuple[str, tuple[str, ...]], list[tuple[Any, ...]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def add(self, member: Member, position: int) -> None:
        """Add one person: the act, their facts, and the leaf over them."""
        act = (some_id(self.draw), self.agency, position, str(Act.PERSON_ADDED), None, NOW.at, None)
        self.found["act", _ACT].append(act)
        change = Change()
        about = {"person": member.id}
        job, role = member.job, member.role
        self._fact(change, position, PERSON, member.id, ALWAYS_TRUE, _identity(member.identity))
        values: dict[str, object] = {"kind": str(job.kind)}
        self._fact(change, position, EMPLOYMENT, job.fact, Dates.of(job.validity), about | values)
        values = {"program": role.program, "role": role.role, "fte_percent": role.fte_percent, "flsa": role.flsa}
        self._fact(change, position, ROLE_HELD, role.fact, Dates.of(role.validity), about | values)
        for held in member.credentials:
            dates = Dates(held.valid_from, held.valid_through)
            self._fact(change, position, CREDENTIAL, held.fact, dates, about | _card(held))
        salt = self.draw.randbytes(SALT_BYTES)
        committed = commitment(salt, change.values())
        leaf = Leaf(
            self.agency,
            position,
            place=0,
            leaves=1,
            act=Act.PERSON_ADDED,
            by=None,
            at=NOW.at,
            because=None,
            subject=member.id,
            commitment=committed,
        )
        self.found["leaf", _LEAF].append(
            (some_id(self.draw), self.agency, position, 0, member.id, salt, committed, leaf.hash())
        )

    def _fact(
        self,
        change: Change,
        position: int,
        kind: FactKind,
        fact: UUID | None,
        dates: Dates,
        values: dict[str, object],
    ) -> None:
        said = {"id": some_id(self.draw), "fact": fact, **dates.columns(), **values}
        change.opened.append(opened(kind, said))
        anchor = {"id": fact, "agency": self.agency, **values}
        version = {**said, "agency": self.agency, "known_from": position, "known_until": OPEN_POSITION}
        for table, columns, row in ((kind.name, _ANCHORS[kind], anchor), (kind.table, _VERSIONS[kind], version)):
            self.found[table, columns].append(tuple(row[column] for column in columns))


def _identity(who: Identity) -> dict[str, object]:
    return {
        "name": who.name,
        "preferred_name": who.preferred_name,
        "email": who.email,
        "phone": who.phone,
        "language": who.language,
        "birth_year": None,
        "birth_month": None,
    }


def _card(held: Credential) -> dict[str, object]:
    return {
        "kind": held.kind,
        "number": held.number,
        "jurisdiction": held.jurisdiction,
        "issued_on": held.issued_on,
        "earned_on": held.earned_on,
        "proof": str(held.proof),
    }
