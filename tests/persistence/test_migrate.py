"""Bringing the database's shape up to date: once, by one process at a time, wholly or not at all."""

from __future__ import annotations

import asyncio
import shutil
import signal
from pathlib import Path

import pytest

from muster.data import folder
from muster.persistence.catalogue import dump
from muster.persistence.database import connect, disconnect
from muster.persistence.embedded import DatabaseRole, Embedded
from muster.persistence.migrate import migrate
from tests.persistence.renew_schema import HEADER, SCHEMA
from tests.persistence.rigs import Ended, another_database, raw, run

# Another muster that migrates. ``dies_at`` is the number of the statement before which it is killed;
# without it, the last line says how many there were. ``piecemeal`` plants the mistake of committing
# after each statement.
MIGRATE = """
import asyncio, json, os, signal, sys
import asyncpg
from muster.persistence import migrate

told = json.load(sys.stdin)
said = 0

class Mortal(asyncpg.Connection):
    __slots__ = ()

    async def execute(self, *query, **more):
        count()
        return await super().execute(*query, **more)

    async def fetch(self, *query, **more):
        count()
        found = await super().fetch(*query, **more)
        if told.get("piecemeal") and self.is_in_transaction():
            await super().execute("COMMIT")
            await super().execute("BEGIN")
        return found

def count():
    global said
    said += 1
    if said == told.get("dies_at"):
        os.kill(os.getpid(), signal.SIGKILL)

if "folder" in told:
    migrate.APP_CONFIG.migrations_folder_path = told["folder"]
print(*asyncio.run(migrate.migrate({**told["to"], "connection_class": Mortal})))
print(said)
"""

RAISES = """
from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2999-01-01T00:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "planted"


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="muster", description=DESCRIPTION)

    async def change():
        await Table.raw("CREATE TABLE planted (id uuid PRIMARY KEY)")
        await Table.raw("ALTER TABLE leaf ADD planted text")
        {between}
        await Table.raw("ALTER TABLE act ADD planted text")

    manager.add_raw(change)
    return manager
"""


async def migrating(server: Embedded, database: str, **more: object) -> Ended:
    return await run(MIGRATE, server.connection_parameters(DatabaseRole.OWNER, database=database), **more)


async def shape(server: Embedded, database: str) -> tuple[str, list[str]]:
    """Return the shape of a database, and which migrations it has on record."""
    await connect(server.connection_parameters(DatabaseRole.OWNER, database=database), pool=1)
    try:
        found = await dump()
    finally:
        await disconnect()
    async with raw(server, DatabaseRole.OWNER, database=database) as owner:
        there = await owner.fetchval("SELECT to_regclass('migration') IS NOT NULL")
        rows = await owner.fetch("SELECT name FROM migration ORDER BY name") if there else []
    return found, [row["name"] for row in rows]


async def test_migrating_a_second_time_changes_nothing(migrated: Embedded) -> None:
    again = await migrate(migrated.connection_parameters(DatabaseRole.OWNER))

    found, on_record = await shape(migrated, "muster")
    assert again == []
    assert HEADER + found == SCHEMA.read_text()
    assert len(on_record) == len(list(folder("migrations").glob("*.py")))


async def test_two_processes_that_migrate_at_once_both_succeed_and_each_migration_runs_once(
    server: Embedded,
) -> None:
    async with another_database(server) as database:
        ended = await asyncio.gather(*(migrating(server, database) for _ in range(2)))

        assert [(each.code, each.complained) for each in ended] == [(0, ""), (0, "")]
        found, on_record = await shape(server, database)
        assert HEADER + found == SCHEMA.read_text()
        assert sorted(name for each in ended for name in each.said.splitlines()[0].split()) == on_record


@pytest.mark.prove
async def test_killed_between_its_statements_it_leaves_neither_shape_nor_record(
    server: Embedded, tmp_path: Path
) -> None:
    seen = await killed(server, tmp_path, points=24)

    assert [point for point, whole in seen.items() if not whole] == []


@pytest.mark.prove
async def test_the_rig_would_find_a_migration_that_is_half_there(server: Embedded, tmp_path: Path) -> None:
    seen = await killed(server, tmp_path, points=4, piecemeal=True)

    assert [point for point, whole in seen.items() if not whole] != []


async def killed(server: Embedded, tmp_path: Path, *, points: int, piecemeal: bool = False) -> dict[int, bool]:
    """Kill a migrating process before so many of its statements, evenly; is the shape that of what is on record?"""
    number = len(list(folder("migrations").glob("*.py")))
    whole, last = await whole_shapes(server, tmp_path, number)
    assert {HEADER + each for each in whole} == {SCHEMA.read_text()}
    seen = {}
    for point in (2 + place * (last - 2) // (points - 1) for place in range(points)):
        async with another_database(server) as database:
            ended = await migrating(server, database, dies_at=point, piecemeal=piecemeal)
            assert ended.code == -signal.SIGKILL
            found, on_record = await shape(server, database)
            seen[point] = found in (await whole_shapes(server, tmp_path, len(on_record)))[0]
            if not piecemeal:
                again = await migrating(server, database)
                assert again.code == 0, again.complained
                assert (await shape(server, database))[0] in whole
    print(f"{points} of {last} statements; the shape was whole before {sum(seen.values())}")  # noqa: T201 - pytest -rP
    return seen


KNOWN: dict[int, tuple[set[str], int]] = {}


async def whole_shapes(server: Embedded, tmp_path: Path, number: int) -> tuple[set[str], int]:
    """Return which shapes are whole with so many migrations on record, and how many statements these take."""
    if number not in KNOWN:
        some = tmp_path / f"the-first-{number}"
        some.mkdir()
        for file in sorted(folder("migrations").glob("*.py"))[:number]:
            shutil.copy(file, some)
        async with another_database(server) as database:
            untouched = (await shape(server, database))[0]
            ended = await migrating(server, database, folder=str(some))
            assert ended.code == 0, ended.complained
            found = (await shape(server, database))[0]
        KNOWN[number] = {found}, int(ended.said.splitlines()[-1])
        if not number:  # the table of what is on record comes before its grant, and both before any migration
            KNOWN[0][0].update({untouched, found.replace("GRANT SELECT ON migration TO muster_app;\n", "")})
    return KNOWN[number]


async def test_a_migration_that_fails_half_way_leaves_nothing_and_runs_once_it_is_mended(
    server: Embedded, tmp_path: Path
) -> None:
    copied = shutil.copytree(folder("migrations"), tmp_path / "migrations")
    planted = copied / "planted.py"
    async with another_database(server) as database:
        planted.write_text(RAISES.format(between="raise RuntimeError('half way')"))
        failed = await migrating(server, database, folder=str(copied))
        found, on_record = await shape(server, database)

        planted.write_text(RAISES.format(between=""))
        mended = await migrating(server, database, folder=str(copied))
        afterwards, recorded_now = await shape(server, database)

    assert failed.code == 1
    assert "half way" in failed.complained
    assert HEADER + found == SCHEMA.read_text()
    assert "planted" in afterwards
    assert mended.code == 0, mended.complained
    assert set(recorded_now) - set(on_record) == {"2999-01-01T00:00:00:000000"}
