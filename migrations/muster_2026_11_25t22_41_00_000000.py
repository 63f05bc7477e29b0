"""What Piccolo cannot say of the access log: keys, row-level security, grants, and that it only grows."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-25T22:41:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "constraints, row-level security and grants of the access log"

SIGHTS = ("record", "disclosure", "export", "share", "see-as")

HERE = "(SELECT nullif(current_setting('muster.agency', true), '')::uuid)"
# The number that this very transaction has taken: the counter's own row says who wrote it last.
NUMBER = f"(SELECT number FROM access_log WHERE agency = {HERE} AND xmin = pg_current_xact_id()::xid)"


def _no_defaults() -> list[str]:
    """Drop every default: what is left out is refused, never guessed."""
    return [
        """
        DO $$ DECLARE found record; BEGIN
          FOR found IN SELECT table_name, column_name FROM information_schema.columns
            WHERE table_schema = 'public' AND table_name <> 'migration' AND column_default IS NOT NULL
          LOOP
            EXECUTE format('ALTER TABLE %I ALTER COLUMN %I DROP DEFAULT', found.table_name, found.column_name);
          END LOOP;
        END $$
        """
    ]


def _keys() -> list[str]:
    sql = [
        f"ALTER TABLE {table} DROP CONSTRAINT {table}_pkey, ADD CONSTRAINT {table}_pkey PRIMARY KEY (agency, id)"
        for table in ("look", "look_leaf")
    ]
    listed = ", ".join(f"'{word}'" for word in SIGHTS)
    return [
        *sql,
        "ALTER TABLE access_log ADD CONSTRAINT access_log_ledger_fk FOREIGN KEY (agency) REFERENCES ledger (agency)",
        "ALTER TABLE access_log ADD CONSTRAINT access_log_number CHECK (number >= 0)",
        "ALTER TABLE look ADD CONSTRAINT look_number_uq UNIQUE (agency, number)",
        "ALTER TABLE look ADD CONSTRAINT look_log_fk FOREIGN KEY (agency) REFERENCES access_log (agency)",
        f"ALTER TABLE look ADD CONSTRAINT look_sight_word CHECK (sight IN ({listed}))",
        "ALTER TABLE look ADD CONSTRAINT look_detail CHECK (detail ~ '^[a-z0-9 :.-]{0,200}$')",
        "ALTER TABLE look_leaf ADD CONSTRAINT look_leaf_place_uq UNIQUE (agency, number, place)",
        "ALTER TABLE look_leaf ADD CONSTRAINT look_leaf_look_fk "
        "FOREIGN KEY (agency, number) REFERENCES look (agency, number)",
        "ALTER TABLE look_leaf ADD CONSTRAINT look_leaf_subject_fk "
        "FOREIGN KEY (agency, subject) REFERENCES person (agency, id)",
        "ALTER TABLE look_leaf ADD CONSTRAINT look_leaf_said CHECK (place >= 0 AND length(hash) = 32)",
        "CREATE INDEX look_leaf_subject_ix ON look_leaf (agency, subject, number)",
    ]


def _guard(table: str, grants: str, **policies: str) -> list[str]:
    return [
        f"REVOKE ALL ON {table} FROM PUBLIC",
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"GRANT {grants} ON {table} TO muster_app",
        *(f"CREATE POLICY {table}_{verb} ON {table} FOR {verb.upper()} {rule}" for verb, rule in policies.items()),
    ]


def _policies() -> list[str]:
    """Say who sees and writes what: one number after the other, entries at the number taken, nothing undone."""
    mine = f"agency = {HERE}"
    at_number = f"{mine} AND number = {NUMBER} AND number > 0"
    return [
        *_guard(
            "access_log",
            "SELECT, INSERT, UPDATE (number, at)",
            select=f"USING ({mine})",
            insert=f"WITH CHECK ({mine} AND number = 0)",
            update=f"USING ({mine}) WITH CHECK ({mine})",
        ),
        *_guard("look", "SELECT, INSERT", select=f"USING ({mine})", insert=f"WITH CHECK ({at_number})"),
        *_guard("look_leaf", "SELECT, INSERT", select=f"USING ({mine})", insert=f"WITH CHECK ({at_number})"),
        """
        CREATE FUNCTION muster_next_number() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          IF NEW.agency <> OLD.agency OR NEW.number <> OLD.number + 1 OR NEW.at < OLD.at THEN
            RAISE EXCEPTION 'the access log takes one number after the other' USING ERRCODE = 'check_violation';
          END IF;
          RETURN NEW;
        END $$
        """,
        "CREATE TRIGGER access_log_next BEFORE UPDATE ON access_log FOR EACH ROW EXECUTE FUNCTION muster_next_number()",
    ]


async def _run(statements: list[str]) -> None:
    for statement in statements:
        await Table.raw(statement.replace("{", "{{").replace("}", "}}"))


async def forwards() -> MigrationManager:
    """Add them all, in one transaction."""
    manager = MigrationManager(migration_id=ID, app_name="muster", description=DESCRIPTION)

    async def add() -> None:
        await _run([*_no_defaults(), *_keys(), *_policies()])

    manager.add_raw(add)
    return manager
