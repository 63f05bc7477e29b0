"""Open the database, wherever it is: embedded under the home, or at an address of the user's own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg

from muster.domain.errors import Conflict, Unavailable
from muster.domain.programs import Agency
from muster.persistence.database import connect, disconnect, unreachable
from muster.persistence.embedded import DatabaseRole, Embedded
from muster.persistence.migrate import migrate, pending


@dataclass(frozen=True, slots=True)
class Place:
    """Where the database is. ``url`` and ``owner_url`` unset: embedded, under ``home``."""

    home: Path
    url: str | None = None
    owner_url: str | None = None
    pool: int = 8
    programs: Path | None = None

    @property
    def embedded(self) -> Embedded:
        """The server under the home."""
        return Embedded(self.home, programs=self.programs)


@asynccontextmanager
async def opened(place: Place, *, making: bool = False) -> AsyncIterator[list[str]]:
    """Use the database while inside; yield the migrations that ran now.

    ``making`` brings its shape up to date first; otherwise a database that is behind is refused.

    Raises:
        Unavailable: there is no database there, or it does not answer.
        Conflict: its shape is older, or newer, than this muster.
    """
    server = None if place.url else place.embedded
    if server is not None:
        if not making and not (server.home / "database").exists():
            raise Unavailable(
                f"there is no muster in {server.home} yet; make one with `muster init`, or point MUSTER_HOME at it",
                code="not-initialised",
            )
        await asyncio.to_thread(server.acquire)
    try:
        ran = await migrate(_owner(place, server)) if making else []
        await connect(_app(place, server), pool=place.pool)
        try:
            if behind := await pending():
                raise Conflict(
                    f"the database is {len(behind)} migrations behind this muster; run `muster init` to bring it up to "
                    "date (a backup first is wise)",
                    code="database-is-behind",
                )
            yield ran
        finally:
            await disconnect()
    finally:
        if server is not None:
            await asyncio.to_thread(server.release)


async def agencies(place: Place) -> list[Agency]:
    """Return every agency in the opened database, by name: for the prompt of whoever runs the machine.

    Raises:
        Unavailable: the owner's address is not known, or the database does not answer.
    """
    try:
        owner = await asyncpg.connect(**_owner(place, None if place.url else place.embedded))
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as why:
        raise unreachable(why) from why
    try:
        rows = await owner.fetch("SELECT fact AS id, name, time_zone FROM agency_version ORDER BY name, fact")
    finally:
        await owner.close()
    return [Agency(row["id"], row["name"], row["time_zone"]) for row in rows]


def _app(place: Place, server: Embedded | None) -> Mapping[str, Any]:
    return server.connection_parameters(DatabaseRole.APP) if server else {"dsn": place.url}


def _owner(place: Place, server: Embedded | None) -> Mapping[str, Any]:
    if server is not None:
        return server.connection_parameters(DatabaseRole.OWNER)
    if place.owner_url is None:
        raise Unavailable(
            "this needs the owner of the tables: set MUSTER_OWNER_URL to the same database, signed in to as its owner",
            code="owner-needed",
        )
    return {"dsn": place.owner_url}
