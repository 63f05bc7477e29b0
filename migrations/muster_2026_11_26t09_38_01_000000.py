"""What Piccolo cannot say of approvals: keys, open ends, row-level security and grants; and of who approved a completion."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-26T09:38:01:000000"
VERSION = "1.38.0"
DESCRIPTION = "constraints, row-level security and grants of approvals"

OPEN = 9223372036854775807

HERE = "(SELECT nullif(current_setting('muster.agency', true), '')::uuid)"
POSITION = f"(SELECT position FROM ledger WHERE agency = {HERE} AND xmin = pg_current_xact_id()::xid)"

# Nothing has a default: what is left out is refused, never guessed.
COLUMNS = {
    "approval": ("id", "agency", "course"),
    "approval_version": (
        *("id", "agency", "fact", "valid_from", "valid_until", "dating", "known_from", "known_until"),
        *("course", "authority", "topics", "reference"),
    ),
    "completion_version": ("approved_by",),
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
            for table in ("approval", "approval_version")
        ),
        "ALTER TABLE approval ADD CONSTRAINT approval_course_uq UNIQUE (agency, id, course)",
        "ALTER TABLE approval ADD CONSTRAINT approval_ledger_fk FOREIGN KEY (agency) REFERENCES ledger (agency)",
        "ALTER TABLE approval ADD CONSTRAINT approval_course_fk"
        " FOREIGN KEY (agency, course) REFERENCES course (agency, id)",
        "ALTER TABLE approval_version ADD CONSTRAINT approval_version_fact_fk"
        " FOREIGN KEY (agency, fact, course) REFERENCES approval (agency, id, course)",
        "ALTER TABLE approval_version ADD CONSTRAINT approval_version_act_fk"
        " FOREIGN KEY (agency, known_from) REFERENCES act (agency, position)",
        f"CREATE UNIQUE INDEX approval_version_current_uq ON approval_version (agency, fact) WHERE known_until = {OPEN}",
        "CREATE INDEX approval_version_fact_ix ON approval_version (agency, fact)",
        "CREATE INDEX approval_version_course_ix ON approval_version (agency, course)",
        "CREATE INDEX approval_version_opened_ix ON approval_version (agency, known_from)",
        "CREATE INDEX approval_version_closed_ix ON approval_version (agency, known_until)"
        f" WHERE known_until <> {OPEN}",
        "ALTER TABLE approval_version ADD CONSTRAINT approval_version_days CHECK (valid_from < valid_until)",
        "ALTER TABLE approval_version ADD CONSTRAINT approval_version_positions CHECK (known_from < known_until)",
        "ALTER TABLE approval_version ADD CONSTRAINT approval_version_dating CHECK (dating = 'known')",
        "ALTER TABLE approval_version ADD CONSTRAINT approval_version_said CHECK (btrim(authority) <> '')",
        "ALTER TABLE completion_version ADD CONSTRAINT completion_version_approved_by_fk"
        " FOREIGN KEY (agency, approved_by) REFERENCES person (agency, id)",
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
    """Say who sees and writes what: an approval is of a course, which everybody in the agency sees."""
    mine = f"agency = {HERE}"
    return [
        *_guard(
            "approval",
            "SELECT, INSERT",
            select=f"USING ({mine})",
            insert=f"WITH CHECK ({mine} AND {POSITION} IS NOT NULL)",
        ),
        *_guard(
            "approval_version",
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
