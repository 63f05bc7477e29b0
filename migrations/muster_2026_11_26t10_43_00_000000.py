"""What Piccolo cannot say of leave: keys, what excludes what, row-level security, grants; and erasing.

Leave is about a person, and is seen and written as far as a place reaches. Two of one person never overlap.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-26T10:43:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "constraints, row-level security and grants of leave"

OPEN = 9223372036854775807

HERE = "(SELECT nullif(current_setting('muster.agency', true), '')::uuid)"
POSITION = f"(SELECT position FROM ledger WHERE agency = {HERE} AND xmin = pg_current_xact_id()::xid)"
REACHED = (
    "((SELECT current_setting('muster.reach', true) = 'whole')"
    " OR person = (SELECT nullif(current_setting('muster.person', true), '')::uuid)"
    " OR person IN (SELECT muster_reached()))"
)


def _no_defaults() -> list[str]:
    """Drop every default: what is left out is refused, never guessed."""
    return [
        f"ALTER TABLE {table} ALTER COLUMN {column} DROP DEFAULT"
        for table, columns in {
            "leave": ("id", "agency", "person"),
            "leave_version": (
                *("id", "agency", "fact", "person", "valid_from", "valid_until"),
                *("dating", "known_from", "known_until"),
            ),
        }.items()
        for column in columns
    ]


def _keys() -> list[str]:
    return [
        *(
            f"ALTER TABLE {table} DROP CONSTRAINT {table}_pkey, ADD CONSTRAINT {table}_pkey PRIMARY KEY (agency, id)"
            for table in ("leave", "leave_version")
        ),
        "ALTER TABLE leave ADD CONSTRAINT leave_ledger_fk FOREIGN KEY (agency) REFERENCES ledger (agency)",
        "ALTER TABLE leave ADD CONSTRAINT leave_person_uq UNIQUE (agency, id, person)",
        "ALTER TABLE leave ADD CONSTRAINT leave_person_fk FOREIGN KEY (agency, person) REFERENCES person (agency, id)",
        "ALTER TABLE leave_version ADD CONSTRAINT leave_version_fact_fk"
        " FOREIGN KEY (agency, fact, person) REFERENCES leave (agency, id, person)",
        "ALTER TABLE leave_version ADD CONSTRAINT leave_version_act_fk"
        " FOREIGN KEY (agency, known_from) REFERENCES act (agency, position)",
        f"CREATE UNIQUE INDEX leave_version_current_uq ON leave_version (agency, fact) WHERE known_until = {OPEN}",
        "CREATE INDEX leave_version_fact_ix ON leave_version (agency, fact)",
        "CREATE INDEX leave_version_person_ix ON leave_version (agency, person)",
        "CREATE INDEX leave_version_opened_ix ON leave_version (agency, known_from)",
        f"CREATE INDEX leave_version_closed_ix ON leave_version (agency, known_until) WHERE known_until <> {OPEN}",
    ]


def _checks() -> list[str]:
    return [
        "ALTER TABLE leave_version ADD CONSTRAINT leave_version_days CHECK (valid_from < valid_until)",
        "ALTER TABLE leave_version ADD CONSTRAINT leave_version_positions CHECK (known_from < known_until)",
        "ALTER TABLE leave_version ADD CONSTRAINT leave_dated CHECK (dating = 'known' AND valid_until < 'infinity')",
        "ALTER TABLE leave_version ADD CONSTRAINT leave_version_excl EXCLUDE USING gist ("
        "uuidrange(agency, agency, '[]') WITH &&, uuidrange(person, person, '[]') WITH &&, "
        "daterange(valid_from, valid_until) WITH &&, int8range(known_from, known_until) WITH &&)",
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
    mine = f"agency = {HERE} AND {REACHED}"
    return [
        *_guard(
            "leave",
            "SELECT, INSERT",
            select=f"USING ({mine})",
            insert=f"WITH CHECK ({mine} AND {POSITION} IS NOT NULL)",
        ),
        *_guard(
            "leave_version",
            "SELECT, INSERT, UPDATE (known_until)",
            select=f"USING ({mine})",
            insert=f"WITH CHECK ({mine} AND known_from = {POSITION} AND known_until = {OPEN})",
            update=f"USING ({mine} AND known_until = {OPEN}) WITH CHECK ({mine} AND known_until = {POSITION})",
        ),
    ]


def _erasing() -> list[str]:
    """Let what erases a person take their leave too: as it takes their waivers, and just before."""
    gone = "v.agency = here AND v.person = whom AND v.fact = ANY (facts) AND v.known_from = ANY (named)"
    step = (
        f"DELETE FROM leave_version v WHERE {gone} AND (v.known_until = {OPEN} OR v.known_until = ANY (named));\n"
        "        DELETE FROM leave f WHERE f.agency = here AND f.person = whom AND f.id = ANY (facts)\n"
        "          AND NOT EXISTS (SELECT FROM leave_version v WHERE v.agency = here AND v.fact = f.id);\n        "
    )
    return [
        *(
            f"CREATE POLICY {table}_erase ON {table} FOR ALL TO CURRENT_USER"
            f" USING (agency = {HERE} AND person = (SELECT muster_erased('person-erased')))"
            for table in ("leave", "leave_version")
        ),
        f"""
        DO $do$ DECLARE
          before text := pg_get_functiondef('muster_erase(uuid[])'::regprocedure);
          there text := 'DELETE FROM waiver_version v';
        BEGIN
          IF length(before) - length(replace(before, there, '')) <> length(there) THEN
            RAISE EXCEPTION 'muster_erase does not take waivers once, so that nobody knows where leave goes';
          END IF;
          EXECUTE replace(before, there, $step${step}$step$ || there);
        END $do$
        """,
    ]


async def _run(statements: list[str]) -> None:
    for statement in statements:
        await Table.raw(statement.replace("{", "{{").replace("}", "}}"))


async def forwards() -> MigrationManager:
    """Add them all, in one transaction."""
    manager = MigrationManager(migration_id=ID, app_name="muster", description=DESCRIPTION)

    async def add() -> None:
        await _run([*_no_defaults(), *_keys(), *_checks(), *_policies(), *_erasing()])

    manager.add_raw(add)
    return manager
