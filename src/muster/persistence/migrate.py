"""Bring the database's shape up to date; one process at a time."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Iterator, Mapping
from typing import Any

import asyncpg
from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.apps.migrations.commands.base import BaseMigrationManager
from piccolo.apps.migrations.tables import Migration
from piccolo.conf.apps import AppRegistry

from muster.domain.errors import Conflict, Unavailable
from muster.persistence.database import DB, unreachable
from muster.persistence.piccolo_app import APP_CONFIG

APP_REGISTRY = AppRegistry(apps=["muster.persistence.piccolo_app"])
Migration._meta.db = DB  # else Piccolo looks for a piccolo_conf.py, which an installed muster has not got

_LOCK = 7263549  # any number, as long as every muster takes the same
_OLDEST = 150000


async def migrate(owner: Mapping[str, Any]) -> list[str]:
    """Run what has not run yet, as the owner of the tables; return the ids that ran now.

    Each migration and the record that it ran are one transaction, so a process killed
    half way leaves neither.

    Raises:
        Unavailable: no database answers, it is too old, or the application's role is missing.
    """
    before = DB.config
    DB.config = dict(owner)
    try:
        lock = await DB.get_new_connection()
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as why:
        DB.config = before
        raise unreachable(why) from why
    try:
        await _ready(lock)
        await lock.execute("SELECT pg_advisory_lock($1)", _LOCK)
        with _as_piccolo_expects():
            return await _run()
    finally:
        await lock.close()
        DB.config = before


async def pending() -> list[str]:
    """Return the ids of migrations that the connected database lacks, oldest first.

    Raises:
        Conflict: the database has migrations that this muster does not know: it is older than the data.
    """
    manager = BaseMigrationManager()
    known = manager.get_migration_ids(manager.get_migration_modules(APP_CONFIG.resolved_migrations_folder_path))
    try:
        ran = await Migration.get_migrations_which_ran(app_name=APP_CONFIG.app_name)
    except asyncpg.UndefinedTableError:
        return sorted(known)
    if newer := sorted(set(ran) - set(known)):
        raise Conflict(
            f"the database was made by a newer muster (it has {', '.join(newer)}); install that one to use it",
            code="database-is-newer",
        )
    return sorted(set(known) - set(ran))


async def _run() -> list[str]:
    manager = BaseMigrationManager()
    await manager.create_migration_table()
    await DB._run_in_new_connection("GRANT SELECT ON migration TO muster_app")
    modules = manager.get_migration_modules(APP_CONFIG.resolved_migrations_folder_path)
    todo = await pending()
    for each in todo:
        async with DB.transaction():
            response = await modules[each].forwards()
            if isinstance(response, MigrationManager):
                await response.run()
            await Migration.insert().add(Migration(name=each, app_name=APP_CONFIG.app_name)).run()
    return todo


async def _ready(owner: asyncpg.Connection[asyncpg.Record]) -> None:
    """Refuse a server that is too old, and one without the role that the application signs in as."""
    if int(await owner.fetchval("SHOW server_version_num")) < _OLDEST:
        version = await owner.fetchval("SHOW server_version")
        raise Unavailable(
            f"the database server is PostgreSQL {version}; muster needs 15 or newer",
            code="database-too-old",
        )
    if not await owner.fetchval("SELECT 1 FROM pg_roles WHERE rolname = 'muster_app'"):
        raise Unavailable(
            "the database has no role 'muster_app' for muster to sign in as; create it with "
            "CREATE ROLE muster_app LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD '...', then run this again",
            code="database-role-missing",
        )


@contextlib.contextmanager
def _as_piccolo_expects() -> Iterator[None]:
    """Tell Piccolo's tools where the engine is, and keep their chatter off the screen."""
    name = "PICCOLO_CONF"
    before = os.environ.get(name)
    os.environ[name] = __name__
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before
