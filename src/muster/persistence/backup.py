"""Copy the embedded database out, online and at one moment; and back into an empty home.

PostgreSQL's own dump does the copying. It runs in the snapshot of an open transaction, in which
what the database holds is counted as well, so that both speak of the same moment.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg

from muster.domain.ledger.backups import LedgerStand, Stand
from muster.persistence.database import unreachable
from muster.persistence.embedded import DatabaseRole, Embedded
from muster.persistence.facts import DOCUMENT

DUMP = "database.dump"


@asynccontextmanager
async def dumped(server: Embedded) -> AsyncIterator[tuple[Path, Stand]]:
    """Dump the running database; yield the dump, which goes afterwards, and what it holds.

    Raises:
        Unavailable: the database does not answer, or cannot be dumped.
    """
    with server.scratch() as folder:
        async with _snapshot(server) as (reader, name):
            holds = await stand(reader)
            await asyncio.to_thread(server.client, "pg_dump", "-F", "c", "--snapshot", name, "-f", str(folder / DUMP))
        yield folder / DUMP, holds


async def restore_dump(server: Embedded, dump: bytes) -> Stand:
    """Put a dump into the database, which must be empty; return what it then holds.

    Raises:
        Unavailable: PostgreSQL does not take it.
    """
    with server.scratch() as folder:
        await asyncio.to_thread(_lay_down, server, folder / DUMP, dump)
        await asyncio.to_thread(
            server.client, "pg_restore", "--exit-on-error", "--single-transaction", str(folder / DUMP)
        )
    async with _snapshot(server) as (reader, _name):
        return await stand(reader)


def _lay_down(server: Embedded, place: Path, dump: bytes) -> None:
    place.write_bytes(dump)
    server.give(place)


@asynccontextmanager
async def _snapshot(server: Embedded) -> AsyncIterator[tuple[asyncpg.Connection[asyncpg.Record], str]]:
    """Open a transaction that sees one moment, every agency, and may change nothing."""
    try:
        reader = await asyncpg.connect(**server.connection_parameters(DatabaseRole.SUPERUSER))
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as why:
        raise unreachable(why) from why
    try:
        async with reader.transaction(isolation="repeatable_read", readonly=True):
            yield reader, await reader.fetchval("SELECT pg_export_snapshot()")
    finally:
        await reader.close()


async def stand(reader: asyncpg.Connection[asyncpg.Record]) -> Stand:
    """Count what the database holds, as the transaction sees it."""
    tables = await reader.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
    rows = [
        (each["tablename"], await reader.fetchval(f'SELECT count(*) FROM "{each["tablename"]}"')) for each in tables
    ]
    migrations = await reader.fetch("SELECT name FROM migration ORDER BY name")
    documents = await reader.fetch(f"SELECT DISTINCT digest FROM {DOCUMENT.table} ORDER BY digest")
    ledgers = []
    for each in await reader.fetch("SELECT agency, position FROM ledger ORDER BY agency"):
        count, digest = 0, hashlib.sha256()
        async for leaf in reader.cursor(
            "SELECT hash FROM leaf WHERE agency = $1 ORDER BY position, place", each["agency"], prefetch=5000
        ):
            count += 1
            digest.update(leaf["hash"])
        ledgers.append(LedgerStand(each["agency"], each["position"], count, digest.hexdigest()))
    return Stand(
        tuple(each["name"] for each in migrations),
        tuple(rows),
        tuple(ledgers),
        tuple(each["digest"] for each in documents),
    )
