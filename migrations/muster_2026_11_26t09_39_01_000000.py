"""What Piccolo cannot say of what programs did: keys, open ends, row-level security and grants."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-26T09:39:01:000000"
VERSION = "1.38.0"
DESCRIPTION = "constraints, row-level security and grants of what programs did of their duties"

OPEN = 9223372036854775807

HERE = "(SELECT nullif(current_setting('muster.agency', true), '')::uuid)"
POSITION = f"(SELECT position FROM ledger WHERE agency = {HERE} AND xmin = pg_current_xact_id()::xid)"

# Nothing has a default: what is left out is refused, never guessed.
COLUMNS = {
    "duty_done": ("id", "agency", "program"),
    "duty_done_version": (
        *("id", "agency", "fact", "valid_from", "valid_until", "dating", "known_from", "known_until"),
        *("program", "duty", "document", "reference"),
    ),
}


def _keys() -> list[str]:
    return [
        *(
            f"ALTER TABLE {table} ALTER COLUMN {column} DROP DEFAULT"
            for table, columns in COLUMNS.items()
            for column in columns
        ),
        *(
            f"ALTER TABLE {table} DROP CONSTRAINT {table}_pkey, ADD CONSTRAINT {table}_pkey PRIMARY KEY (agency, id)"
            for table in ("duty_done", "duty_done_version")
        ),
        "ALTER TABLE duty_done ADD CONSTRAINT duty_done_program_uq UNIQUE (agency, id, program)",
        "ALTER TABLE duty_done ADD CONSTRAINT duty_done_ledger_fk FOREIGN KEY (agency) REFERENCES ledger (agency)",
        "ALTER TABLE duty_done ADD CONSTRAINT duty_done_program_fk"
        " FOREIGN KEY (agency, program) REFERENCES program (agency, id)",
        "ALTER TABLE duty_done_version ADD CONSTRAINT duty_done_version_fact_fk"
        " FOREIGN KEY (agency, fact, program) REFERENCES duty_done (agency, id, program)",
        "ALTER TABLE duty_done_version ADD CONSTRAINT duty_done_version_act_fk"
        " FOREIGN KEY (agency, known_from) REFERENCES act (agency, position)",
        f"CREATE UNIQUE INDEX duty_done_version_current_uq ON duty_done_version (agency, fact) WHERE known_until = {OPEN}",
        "CREATE INDEX duty_done_version_fact_ix ON duty_done_version (agency, fact)",
        "CREATE INDEX duty_done_version_program_ix ON duty_done_version (agency, program)",
        "CREATE INDEX duty_done_version_opened_ix ON duty_done_version (agency, known_from)",
        "CREATE INDEX duty_done_version_closed_ix ON duty_done_version (agency, known_until)"
        f" WHERE known_until <> {OPEN}",
        "ALTER TABLE duty_done_version ADD CONSTRAINT duty_done_version_days CHECK (valid_from < valid_until)",
        "ALTER TABLE duty_done_version ADD CONSTRAINT duty_done_version_positions CHECK (known_from < known_until)",
        "ALTER TABLE duty_done_version ADD CONSTRAINT duty_done_version_dating"
        " CHECK (dating = 'known' AND valid_until = valid_from + 1)",
        "ALTER TABLE duty_done_version ADD CONSTRAINT duty_done_version_said"
        " CHECK (duty ~ '^[a-z0-9-]+/[a-z0-9-]+$' AND document ~ '^([0-9a-f]{64})?$')",
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
    """Say who sees and writes what: what a program did is seen by everybody in the agency, as what it adopted is."""
    mine = f"agency = {HERE}"
    return [
        *_guard(
            "duty_done",
            "SELECT, INSERT",
            select=f"USING ({mine})",
            insert=f"WITH CHECK ({mine} AND {POSITION} IS NOT NULL)",
        ),
        *_guard(
            "duty_done_version",
            "SELECT, INSERT, UPDATE (known_until)",
            select=f"USING ({mine})",
            insert=f"WITH CHECK ({mine} AND known_from = {POSITION} AND known_until = {OPEN})",
            update=f"USING ({mine} AND known_until = {OPEN}) WITH CHECK ({mine} AND known_until = {POSITION})",
        ),
    ]


async def _run(statements: list[str]) -> None:
    for statement in statements:
        await Table.raw(statement.replace("{", "{{").replace("}", "}}"))


async def forwards() -> MigrationManager:
    """Add them all, in one transaction."""
    manager = MigrationManager(migration_id=ID, app_name="muster", description=DESCRIPTION)

    async def add() -> None:
        await _run([*_keys(), *_policies()])

    manager.add_raw(add)
    return manager
