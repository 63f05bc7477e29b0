"""The engine, and the one transaction that every read and write happens in.

Row-level security decides what is seen; ``scoped`` tells it whose eyes are looking.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from contextvars import ContextVar
from typing import Any

import asyncpg
from piccolo.engine.postgres import PostgresEngine, PostgresTransaction

from muster.domain.access import Scope
from muster.domain.errors import Unavailable


class _Engine(PostgresEngine):
    """Piccolo's engine, told where the database is only once that is known."""

    async def get_version(self) -> float:
        """Ask nothing while muster is being imported; ``migrate`` checks the server's version."""
        return 0.0


DB = _Engine(config={})

_scope: ContextVar[Scope | None] = ContextVar("muster_scope", default=None)


async def connect(parameters: Mapping[str, Any], *, pool: int = 8) -> None:
    """Open the pool that every query uses from now on.

    ``parameters`` are asyncpg's: host, port, user, password, database; or a ``dsn``.

    Raises:
        Unavailable: no database answers there.
    """
    DB.config = dict(parameters)
    try:
        await DB.start_connection_pool(min_size=1, max_size=pool)
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as why:
        raise unreachable(why) from why


async def disconnect() -> None:
    """Close the pool."""
    if DB.pool is not None:
        await DB.close_connection_pool()


def unreachable(why: Exception) -> Unavailable:
    """Return the refusal for a database that does not answer."""
    return Unavailable(
        f"the database does not answer ({str(why) or type(why).__name__}); "
        "check that it runs and that MUSTER_DATABASE_URL points at it, then try again: nothing was changed",
        code="database-unreachable",
    )


@asynccontextmanager
async def scoped(scope: Scope) -> AsyncIterator[PostgresTransaction]:
    """Open one transaction that sees one agency, or join the one already open for it.

    Raises:
        Unavailable: no database answers.
        RuntimeError: the open transaction is scoped to another agency; a bug, never a user's doing.
    """
    outer = _scope.get()
    if outer is not None:
        if outer != scope:
            raise RuntimeError("one transaction cannot look at two agencies")
        yield DB.transaction()._parent  # type: ignore[misc]
        return
    async with transaction() as opened:
        await tell(agency=scope.agency, account=scope.account)
        token = _scope.set(scope)
        try:
            yield opened
        finally:
            _scope.reset(token)


@asynccontextmanager
async def transaction() -> AsyncIterator[PostgresTransaction]:
    """Open a transaction that sees nothing of any agency, until it is told whose eyes are looking.

    Raises:
        Unavailable: no database answers.
    """
    opening = DB.transaction(allow_nested=False)
    try:
        opened = await opening.__aenter__()
    except (
        OSError,
        asyncpg.InterfaceError,
        asyncpg.PostgresConnectionError,
        asyncpg.CannotConnectNowError,
    ) as why:
        raise unreachable(why) from why
    try:
        yield opened
    except BaseException as error:
        await opening.__aexit__(type(error), error, error.__traceback__)
        raise
    else:
        await opening.__aexit__(None, None, None)


async def tell(**settings: object) -> None:
    """Set what row-level security goes by, for the rest of this transaction."""
    await fetch(
        "SELECT " + ", ".join(f"set_config('muster.{name}', ${place}, true)" for place, name in enumerate(settings, 1)),
        *("" if value is None else str(value) for value in settings.values()),
    )


def connection() -> asyncpg.Connection[asyncpg.Record]:
    """Return the connection of the open transaction: for queries that Piccolo's builder cannot say."""
    current = DB.current_transaction.get()
    if current is None:
        raise RuntimeError("every query runs inside scoped()")
    return current.connection


async def fetch(sql: str, *values: object) -> list[asyncpg.Record]:
    """Run a query inside the open transaction and return its rows."""
    rows: list[asyncpg.Record] = await connection().fetch(sql, *values)
    return rows
