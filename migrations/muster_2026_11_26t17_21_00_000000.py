"""What Piccolo cannot say of heads counted, of the workforces of roles, and of who paid: keys, checks, walls, grants."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-26T17:21:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "constraints, row-level security and grants of who paid for training, heads counted, workforces of roles"

OPEN = 9223372036854775807

HERE = "(SELECT nullif(current_setting('muster.agency', true), '')::uuid)"
POSITION = f"(SELECT position FROM ledger WHERE agency = {HERE} AND xmin = pg_current_xact_id()::xid)"

_VERSION = ("id", "agency", "fact", "valid_from", "valid_until", "dating", "known_from", "known_until")
# Nothing has a default: what is left out is refused, never guessed.
COLUMNS = {
    "head_count": ("id", "agency"),
    "head_count_version": (*_VERSION, "course", "people", "workforce", "minutes", "award", "paid_elsewhere"),
    "role_workforce": ("id", "agency"),
    "role_workforce_version": (*_VERSION, "role", "workforce", "reviewed_on"),
    "completion_version": ("award", "paid_elsewhere"),
}
KINDS = ("head_count", "role_workforce")
WORKFORCES = "workforce IN ('mental-health', 'other')"


def _keys() -> list[str]:
    return [
        *(
            f"ALTER TABLE {table} ALTER COLUMN {column} DROP DEFAULT"
            for table, columns in COLUMNS.items()
            for column in columns
        ),
        *(
            f"ALTER TABLE {table} DROP CONSTRAINT {table}_pkey, ADD CONSTRAINT {table}_pkey PRIMARY KEY (agency, id)"
            for kind in KINDS
            for table in (kind, f"{kind}_version")
        ),
        *(each for kind in KINDS for each in _fact(kind)),
        "ALTER TABLE head_count_version ADD CONSTRAINT head_count_version_course_fk"
        " FOREIGN KEY (agency, course) REFERENCES course (agency, id)",
        *(
            f"ALTER TABLE {table} ADD CONSTRAINT {table}_award_fk FOREIGN KEY (agency, award)"
            " REFERENCES award (agency, id)"
            for table in ("completion_version", "head_count_version")
        ),
        f"CREATE UNIQUE INDEX role_workforce_version_once_uq ON role_workforce_version (agency, role)"
        f" WHERE known_until = {OPEN}",
    ]


def _fact(kind: str) -> list[str]:
    versions = f"{kind}_version"
    return [
        f"ALTER TABLE {kind} ADD CONSTRAINT {kind}_ledger_fk FOREIGN KEY (agency) REFERENCES ledger (agency)",
        f"ALTER TABLE {versions} ADD CONSTRAINT {versions}_fact_fk"
        f" FOREIGN KEY (agency, fact) REFERENCES {kind} (agency, id)",
        f"ALTER TABLE {versions} ADD CONSTRAINT {versions}_act_fk"
        " FOREIGN KEY (agency, known_from) REFERENCES act (agency, position)",
        f"CREATE UNIQUE INDEX {versions}_current_uq ON {versions} (agency, fact) WHERE known_until = {OPEN}",
        f"CREATE INDEX {versions}_fact_ix ON {versions} (agency, fact)",
        f"CREATE INDEX {versions}_opened_ix ON {versions} (agency, known_from)",
        f"CREATE INDEX {versions}_closed_ix ON {versions} (agency, known_until) WHERE known_until <> {OPEN}",
        f"ALTER TABLE {versions} ADD CONSTRAINT {versions}_days CHECK (valid_from < valid_until)",
        f"ALTER TABLE {versions} ADD CONSTRAINT {versions}_positions CHECK (known_from < known_until)",
        f"ALTER TABLE {versions} ADD CONSTRAINT {versions}_dating CHECK (dating = 'known')",
    ]


def _checks() -> list[str]:
    return [
        "ALTER TABLE head_count_version ADD CONSTRAINT head_count_people CHECK (people BETWEEN 1 AND 100000)",
        "ALTER TABLE head_count_version ADD CONSTRAINT head_count_minutes CHECK (minutes > 0)",
        f"ALTER TABLE head_count_version ADD CONSTRAINT head_count_version_workforce_word CHECK ({WORKFORCES})",
        f"ALTER TABLE role_workforce_version ADD CONSTRAINT role_workforce_version_workforce_word CHECK ({WORKFORCES})",
        "ALTER TABLE role_workforce_version ADD CONSTRAINT role_workforce_role CHECK (role <> '')",
        *(
            f"ALTER TABLE {table} ADD CONSTRAINT {table}_paid_once"
            " CHECK (paid_elsewhere IS NULL OR (paid_elsewhere AND award IS NULL))"
            for table in ("completion_version", "head_count_version")
        ),
    ]


def _guard(table: str, grants: str, **policies: str) -> list[str]:
    return [
        f"REVOKE ALL ON {table} FROM PUBLIC",
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"GRANT {grants} ON {table} TO muster_app",
        *(f"CREATE POLICY {table}_{verb} ON {table} FOR {verb.upper()} {rule}" for verb, rule in policies.items()),
    ]


def _policies(kind: str) -> list[str]:
    """Say who sees and writes what: neither is about anybody, and everybody in the agency sees it."""
    mine = f"agency = {HERE}"
    return [
        *_guard(
            kind,
            "SELECT, INSERT",
            select=f"USING ({mine})",
            insert=f"WITH CHECK ({mine} AND {POSITION} IS NOT NULL)",
        ),
        *_guard(
            f"{kind}_version",
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
        await _run([*_keys(), *_checks(), *(each for kind in KINDS for each in _policies(kind))])

    manager.add_raw(add)
    return manager
