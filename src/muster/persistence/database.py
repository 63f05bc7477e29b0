"""The engine, and the one transaction that every read and write happens in.

Row-level security decides what is seen; ``scoped`` tells it whose eyes are looking.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from contextvars import ContextVar
from typing import Any, Final, NamedTuple
from uuid import UUID

import asyncpg
from piccolo.engine.postgres import PostgresEngine, PostgresTransaction

from muster.domain.access import Reach, Scope
from muster.domain.errors import Unavailable


class _Engine(PostgresEngine):
    """Piccolo's engine, told where the database is only once that is known."""

    async def get_version(self) -> float:
        """Ask nothing while muster is being imported; ``migrate`` checks the server's version."""
        return 0.0


class Connection(asyncpg.Connection):  # type: ignore[misc]  # asyncpg brings no types
    """A connection that is given back as it is: whatever it was told holds for one transaction and no longer.

    One that is given back in the middle of a transaction is still rolled back.
    """

    def get_reset_query(self) -> str:
        """Ask nothing: it took as long as a query, after every transaction."""
        return ""


DB = _Engine(config={})

# Statements that a connection knows by heart. There are some two thousand; of asyncpg's hundred, one in five was
# forgotten when the tests of all pages asked it again, and was parsed and planned anew.
REMEMBERED: Final = 500

# What asyncpg says when the server is away, or goes away.
LOST: Final = (
    OSError,
    asyncpg.InterfaceError,
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,  # or drops this session, when told to
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
)

_scope: ContextVar[Scope | None] = ContextVar("muster_scope", default=None)


async def connect(parameters: Mapping[str, Any], *, pool: int = 8) -> None:
    """Open the pool that every query uses from now on.

    ``parameters`` are asyncpg's: host, port, user, password, database; or a ``dsn``.

    Raises:
        Unavailable: no database answers there.
    """
    DB.config = {"connection_class": Connection, "statement_cache_size": REMEMBERED, **parameters}
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
    """Open one transaction that sees one agency, as far as the scope reaches, or join the one already open for it.

    Inside one that is open, another reach holds only as long as this: it may see more people, or fewer.

    Raises:
        Unavailable: no database answers.
        RuntimeError: the open transaction is scoped to another agency; a bug, never a user's doing.
    """
    outer = _scope.get()
    if outer is not None:
        if (outer.agency, outer.account) != (scope.agency, scope.account):
            raise RuntimeError("one transaction cannot look at two agencies")
        async with _reaching(outer, scope):
            yield DB.transaction()._parent  # type: ignore[misc]
        return
    async with transaction() as opened:
        await tell(agency=scope.agency, account=scope.account, **_reach(scope.reach))
        token = _scope.set(scope)
        try:
            yield opened
        finally:
            _scope.reset(token)


def is_open() -> bool:
    """Is a scoped transaction open here, which whatever is written now would stand or fall with?"""
    return _scope.get() is not None


@asynccontextmanager
async def _reaching(outer: Scope, inner: Scope) -> AsyncIterator[None]:
    """Reach as far as the inner scope does while inside. After a failure the transaction is over anyway."""
    if outer.reach == inner.reach:
        yield
        return
    await tell(**_reach(inner.reach))
    token = _scope.set(inner)
    try:
        yield
    finally:
        _scope.reset(token)
    await tell(**_reach(outer.reach))


def _reach(reach: Reach) -> dict[str, object]:
    """Return the settings by which row-level security decides which people are seen."""
    return {
        "reach": "whole" if reach.whole else "some",
        "programs": ",".join(sorted(map(str, reach.programs))),
        "person": reach.person,
    }


@asynccontextmanager
async def transaction() -> AsyncIterator[PostgresTransaction]:
    """Open a transaction that sees nothing of any agency, until it is told whose eyes are looking.

    Raises:
        Unavailable: no database answers, or it went away meanwhile. ``outcome-unknown``: in the
            moment of committing, so that nobody can tell whether it was.
    """
    opening = DB.transaction(allow_nested=False)
    try:
        opened = await opening.__aenter__()
    except BaseException as why:  # whoever waited may be gone by now; what was half opened still goes back
        await _give_back(opening)
        if isinstance(why, LOST):
            raise unreachable(why) from why
        raise
    try:
        yield opened
    except BaseException as error:
        if await _left_by_rolling_back(opening) and isinstance(error, (asyncpg.PostgresError, *LOST)):
            raise unreachable(error) from error
        raise
    else:
        try:
            await opening.commit()  # type: ignore[no-untyped-call]
        except LOST as why:
            if not _gone(opening):
                raise
            raise Unavailable(
                "the database went away just as this was being recorded, and nobody can tell from here whether it was; "
                "look it up before you enter it again",
                code="outcome-unknown",
            ) from why
    finally:
        try:
            await _give_back(opening)
        finally:
            DB.current_transaction.reset(opening.context)


async def _left_by_rolling_back(used: PostgresTransaction) -> bool:
    """Roll back; is the connection gone, so that whatever failed on it failed for that?"""
    try:
        await used.rollback()  # type: ignore[no-untyped-call]
    except LOST:
        return _gone(used)
    return False


def _gone(used: PostgresTransaction) -> bool:
    try:
        return bool(used.connection.is_closed())
    except asyncpg.InterfaceError:  # the pool has noticed already, and taken it back
        return True


async def _give_back(used: PostgresTransaction) -> None:
    """Return the connection, so that one which broke is replaced; by now everything is settled."""
    held = getattr(used, "connection", None)
    if held is not None:
        with suppress(*LOST):
            await (DB.pool.release(held) if DB.pool else held.close())


class Server(NamedTuple):
    """The server that answers, and who muster is to it. ``walled``: row-level security binds that role."""

    version: str
    role: str
    walled: bool


async def server() -> Server:
    """Ask the server who it is, and who is asking.

    Raises:
        Unavailable: no database answers.
    """
    async with transaction():
        (row,) = await fetch(
            "SELECT current_setting('server_version') AS version, rolname AS role,"
            " NOT (rolsuper OR rolbypassrls) AS walled FROM pg_roles WHERE rolname = current_user"
        )
    return Server(row["version"], row["role"], row["walled"])


async def tell(**settings: object) -> None:
    """Set what row-level security goes by, for the rest of this transaction."""
    await fetch(
        "SELECT " + ", ".join(f"set_config('muster.{name}', ${place}, true)" for place, name in enumerate(settings, 1)),
        *("" if value is None else str(value) for value in settings.values()),
    )


@asynccontextmanager
async def for_account(account: UUID) -> AsyncIterator[None]:
    """See what one account has, in the open transaction or in one of its own; afterwards it sees as before."""
    if DB.current_transaction.get() is None:
        async with transaction():
            await tell(account=account)
            yield
        return
    (before,) = await fetch("SELECT current_setting('muster.account', true) AS account")
    await tell(account=account)
    yield  # where this fails, the transaction is over, and with it what it was told
    await tell(account=before["account"])


@asynccontextmanager
async def disclosing(purpose: str) -> AsyncIterator[None]:
    """See what people have disclosed of their lives, as far as the purpose goes, while inside; else nobody does.

    ``own``: one's own. ``shown``: what its owner agreed to have shown. ``ledger``: all, to recompute what
    leaves commit to. After a failure the transaction is over anyway.
    """
    await tell(disclosures=purpose)
    yield
    await tell(disclosures="")


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
