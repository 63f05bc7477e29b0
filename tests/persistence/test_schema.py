"""The shape of the database: what is committed, what Piccolo thinks, and what stands there are one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from difflib import unified_diff
from pathlib import Path

import pytest
from piccolo.apps.migrations.auto.schema_snapshot import SchemaSnapshot
from piccolo.apps.migrations.commands.new import AutoMigrationManager
from piccolo.columns import Text
from piccolo.conf.apps import AppConfig
from piccolo.table import Table

from muster.persistence import catalogue, migrate
from muster.persistence.database import DB, connect, disconnect, fetch, transaction
from muster.persistence.embedded import DatabaseRole, Embedded
from muster.persistence.piccolo_app import APP_CONFIG
from tests.persistence.renew_schema import HEADER, RENEW, SCHEMA, fresh
from tests.persistence.rigs import versions

# Days and instants that a row may leave open, and why; anything else that has no day says so in words.
MAY_BE_EMPTY = {
    ("import_draft", "done_at"): "it is not done",
    ("import_draft", "lease_until"): "nobody is at work on it",
    ("adoption_version", "applied_on"): "few packs ask, and a program may not have applied yet",
    ("account", "disabled_at"): "only once somebody has shut it",
    ("second_factor", "confirmed_at"): "only once a code of it has been shown",
    ("recovery_code", "used_at"): "only once it was used",
    ("credential_version", "issued_on"): "many papers do not print it",
    ("credential_version", "earned_on"): "only where the class was on another day than the card",
    ("award_version", "awarded_on"): "of many awards it is not on file, and their first day stands for it",
    ("partnership_version", "signed_on"): "a paper may be on file before anybody has signed it",
    ("effort_confirmation_version", "approved_on"): "until somebody who saw the work has approved it",
    ("shift_version", "went_from"): "until somebody tells who went",
    ("shift_version", "went_until"): "as above",
    ("calendar", "read_at"): "only once a calendar has read it",
    ("calendar_day", "ended_at"): "only once it is no longer asked",
    ("card", "last_at"): "only once somebody has checked it",
    ("link", "used_at"): "only once it was used",
    ("link", "ended_at"): "only once another took its place, or it was taken back",
    ("openid_flow", "used_at"): "only once somebody came back",
    ("reminder", "lease_until"): "only while somebody is sending it",
    ("reminder", "handed_over_at"): "only once a mail server may have it",
    ("token_key", "used_at"): "only once it is used",
    ("reminder", "settled_at"): "only once it is known what became of it",
}

DRIFTS = (
    "DROP POLICY completion_version_select ON completion_version",
    "ALTER POLICY act_insert ON act WITH CHECK (true)",
    "ALTER POLICY act_insert ON act TO muster_app",
    "CREATE POLICY planted ON leaf FOR UPDATE USING (true)",
    "CREATE POLICY planted ON leaf AS RESTRICTIVE FOR SELECT USING (false)",
    "ALTER TABLE person DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE person NO FORCE ROW LEVEL SECURITY",
    "ALTER TABLE session ALTER ends_at SET DEFAULT now()",
    "ALTER TABLE course_version DROP CONSTRAINT course_minutes, ADD CONSTRAINT course_minutes CHECK (minutes >= 0)",
    "ALTER TABLE course_version DROP CONSTRAINT course_minutes",
    "ALTER TABLE employment_version DROP CONSTRAINT employment_version_excl",
    "ALTER TABLE completion_version DROP CONSTRAINT completion_version_course_fk",
    "ALTER TABLE session DROP CONSTRAINT session_key_uq",
    "ALTER TABLE leaf ALTER hash DROP NOT NULL",
    "ALTER TABLE reminder ALTER rung TYPE bigint",
    "ALTER TABLE leaf ADD planted text",
    "ALTER TABLE leaf DROP salt",
    "ALTER TABLE leaf RENAME salt TO pepper",
    "ALTER TABLE leaf DISABLE TRIGGER ALL",
    "DROP INDEX leaf_subject_ix",
    "CREATE INDEX planted ON leaf (place)",
    "CREATE TABLE planted (id uuid)",
    "CREATE VIEW planted AS SELECT salt FROM leaf",
    "CREATE SEQUENCE planted",
    "CREATE TYPE planted AS ENUM ('yes', 'no')",
    "CREATE DOMAIN planted AS text CHECK (value <> '')",
    "CREATE FUNCTION planted() RETURNS integer LANGUAGE sql RETURN 1",
    "CREATE RULE planted AS ON DELETE TO leaf DO INSTEAD NOTHING",
    "CREATE TRIGGER planted BEFORE UPDATE ON leaf FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "GRANT DELETE ON act TO muster_app",
    "GRANT SELECT ON leaf TO PUBLIC",
    "GRANT UPDATE (hash) ON leaf TO muster_app",
    "REVOKE UPDATE (known_until) ON identity FROM muster_app",
    "GRANT CREATE ON SCHEMA public TO muster_app",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON TABLES TO muster_app",
)


@pytest.fixture
async def as_superuser(migrated: Embedded) -> AsyncIterator[Embedded]:
    """The worker's database, signed in to as the one who may change its shape."""
    await connect(migrated.connection_parameters(DatabaseRole.SUPERUSER), pool=1)
    yield migrated
    await disconnect()


class UndoneError(Exception):
    """Ends a transaction of which nothing is to stay."""


@asynccontextmanager
async def undone() -> AsyncIterator[None]:
    """Change the shape for a moment."""
    with suppress(UndoneError):
        async with transaction():
            yield
            raise UndoneError


def difference(found: str) -> str:
    """Return how a shape differs from the committed one, as a reader wants to see it."""
    committed = SCHEMA.read_text()
    lines = unified_diff(committed.splitlines(), (HEADER + found).splitlines(), "committed", "found", n=1, lineterm="")
    return "\n".join(lines)


async def test_the_database_has_the_shape_that_is_committed(database: Embedded) -> None:
    found = difference(await catalogue.dump())

    assert not found, f"the migrations make another shape than schema.sql; if you mean it: {RENEW}\n{found}"


@pytest.mark.prove
@pytest.mark.parametrize("programs", versions(), ids=lambda folder: str(folder).replace("/", "-"))
async def test_every_version_of_postgresql_makes_the_same_shape(programs: Path) -> None:
    assert not difference(await fresh(programs))


@pytest.mark.parametrize("change", DRIFTS)
async def test_a_planted_drift_is_found(as_superuser: Embedded, change: str) -> None:
    async with undone():
        assert not difference(await catalogue._text())
        await fetch(change)
        found = difference(await catalogue._text())

    assert found, "the shape was changed and reads the same"


async def test_what_is_in_the_database_is_no_part_of_its_shape(as_superuser: Embedded) -> None:
    async with undone():
        await fetch("INSERT INTO account (id, email, password) VALUES (gen_random_uuid(), 'a@b', 'c')")

        assert not difference(await catalogue._text())


async def drifts(app: AppConfig) -> list[str]:
    """Return what Piccolo would migrate, and the constraints that it would not notice (STACK.md 1)."""
    manager = AutoMigrationManager(auto_input="y")
    with migrate._as_piccolo_expects():
        found = [line for each in await manager.get_alter_statements(app) for line in each.statements]
        snapshot = SchemaSnapshot(await manager.get_migration_managers(app_config=app)).get_snapshot()
    known = {(table.tablename, each._meta.name): each.ddl for table in snapshot for each in table.constraints}
    return found + [
        each.ddl
        for table in app.table_classes
        for each in table._meta.constraints
        if known.get((table._meta.tablename, each._meta.name), each.ddl) != each.ddl
    ]


async def test_piccolo_finds_nothing_to_migrate(database: Embedded) -> None:
    assert await drifts(APP_CONFIG) == []


async def test_piccolo_would_find_a_planted_table_and_a_planted_column(database: Embedded) -> None:
    class Planted(Table, tablename="planted", db=DB):
        words = Text()

    class Leaf(Table, tablename="leaf", db=DB):
        planted = Text()

    others = [each for each in APP_CONFIG.table_classes if each._meta.tablename != "leaf"]
    planted: tuple[list[type[Table]], ...] = ([*APP_CONFIG.table_classes, Planted], [*others, Leaf])
    for tables in planted:
        app = AppConfig(APP_CONFIG.app_name, APP_CONFIG.migrations_folder_path, tables, [])

        assert await drifts(app) != []


async def test_no_column_has_a_default(database: Embedded) -> None:
    async with transaction():
        rows = await fetch(
            "SELECT table_name, column_name, column_default FROM information_schema.columns"
            " WHERE table_schema = 'public' AND column_default IS NOT NULL AND table_name <> 'migration'"
        )

    assert [tuple(row) for row in rows] == [], "what is left out must be refused, never guessed"


async def test_a_day_may_be_empty_only_where_somebody_argued_for_it(database: Embedded) -> None:
    async with transaction():
        rows = await fetch(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
            " AND is_nullable = 'YES' AND data_type ~ '^(date|time|interval|daterange|tsrange|tstzrange)'"
        )

    assert {tuple(row) for row in rows} == set(MAY_BE_EMPTY)
