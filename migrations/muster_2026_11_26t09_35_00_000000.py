"""What Piccolo cannot say of extensions and of the orders that extend: keys, row-level security, grants; and erasing.

An extension is about a person, and is seen and written as far as a place reaches. An order is about nobody: like
an adoption it is seen by the whole agency, since everybody's days are judged by it.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-26T09:35:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "constraints, row-level security and grants of extensions and of orders that extend"

OPEN = 9223372036854775807

HERE = "(SELECT nullif(current_setting('muster.agency', true), '')::uuid)"
POSITION = f"(SELECT position FROM ledger WHERE agency = {HERE} AND xmin = pg_current_xact_id()::xid)"
REACHED = (
    "((SELECT current_setting('muster.reach', true) = 'whole')"
    " OR person = (SELECT nullif(current_setting('muster.person', true), '')::uuid)"
    " OR person IN (SELECT muster_reached()))"
)

KINDS = ("extension", "extension_order")
CHECKS = {
    "extension_version": {
        "extension_said": "requirement <> '' AND authority <> ''",
        "extension_dated": "dating = 'known' AND valid_until < 'infinity'",
    },
    "extension_order_version": {
        "extension_order_said": "number <> '' AND authority <> ''",
        "extension_order_about": "(requirement IS NULL) <> (kind IS NULL) AND requirement <> '' AND kind <> ''",
        "extension_order_dated": "dating = 'known' AND runs_through >= valid_until",
    },
}


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
        for kind in KINDS
        for table in (kind, f"{kind}_version")
    ]
    sql += [
        "ALTER TABLE extension ADD CONSTRAINT extension_person_uq UNIQUE (agency, id, person)",
        "ALTER TABLE extension ADD CONSTRAINT extension_person_fk"
        " FOREIGN KEY (agency, person) REFERENCES person (agency, id)",
        "CREATE INDEX extension_version_person_ix ON extension_version (agency, person)",
        "CREATE UNIQUE INDEX extension_order_version_once_uq ON extension_order_version (agency, lower(number))"
        f" WHERE known_until = {OPEN}",
        "ALTER TABLE extension_order_version ADD CONSTRAINT extension_order_version_program_fk"
        " FOREIGN KEY (agency, program) REFERENCES program (agency, id)",
    ]
    for kind in KINDS:
        version, also = f"{kind}_version", ", person" if kind == "extension" else ""
        sql += [
            f"ALTER TABLE {kind} ADD CONSTRAINT {kind}_ledger_fk FOREIGN KEY (agency) REFERENCES ledger (agency)",
            f"ALTER TABLE {version} ADD CONSTRAINT {version}_fact_fk "
            f"FOREIGN KEY (agency, fact{also}) REFERENCES {kind} (agency, id{also})",
            f"ALTER TABLE {version} ADD CONSTRAINT {version}_act_fk "
            "FOREIGN KEY (agency, known_from) REFERENCES act (agency, position)",
            f"CREATE UNIQUE INDEX {version}_current_uq ON {version} (agency, fact) WHERE known_until = {OPEN}",
            f"CREATE INDEX {version}_fact_ix ON {version} (agency, fact)",
            f"CREATE INDEX {version}_opened_ix ON {version} (agency, known_from)",
            f"CREATE INDEX {version}_closed_ix ON {version} (agency, known_until) WHERE known_until <> {OPEN}",
        ]
    return sql


def _checks() -> list[str]:
    sql = []
    for version, named in CHECKS.items():
        sql += [
            f"ALTER TABLE {version} ADD CONSTRAINT {version}_days CHECK (valid_from < valid_until)",
            f"ALTER TABLE {version} ADD CONSTRAINT {version}_positions CHECK (known_from < known_until)",
            *(f"ALTER TABLE {version} ADD CONSTRAINT {name} CHECK ({rule})" for name, rule in named.items()),
        ]
    return sql


def _guard(table: str, grants: str, **policies: str) -> list[str]:
    return [
        f"REVOKE ALL ON {table} FROM PUBLIC",
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"GRANT {grants} ON {table} TO muster_app",
        *(f"CREATE POLICY {table}_{verb} ON {table} FOR {verb.upper()} {rule}" for verb, rule in policies.items()),
    ]


def _policies() -> list[str]:
    sql = []
    for kind in KINDS:
        mine = f"agency = {HERE}" + (f" AND {REACHED}" if kind == "extension" else "")
        sql += [
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
    return sql


def _erasing() -> list[str]:
    """Let what erases a person take their extensions too: as it takes their waivers, and just before."""
    gone = "v.agency = here AND v.person = whom AND v.fact = ANY (facts) AND v.known_from = ANY (named)"
    step = (
        f"DELETE FROM extension_version v WHERE {gone} AND (v.known_until = {OPEN} OR v.known_until = ANY (named));\n"
        "        DELETE FROM extension f WHERE f.agency = here AND f.person = whom AND f.id = ANY (facts)\n"
        "          AND NOT EXISTS (SELECT FROM extension_version v WHERE v.agency = here AND v.fact = f.id);\n        "
    )
    return [
        *(
            f"CREATE POLICY {table}_erase ON {table} FOR ALL TO CURRENT_USER"
            f" USING (agency = {HERE} AND person = (SELECT muster_erased('person-erased')))"
            for table in ("extension", "extension_version")
        ),
        f"""
        DO $do$ DECLARE
          before text := pg_get_functiondef('muster_erase(uuid[])'::regprocedure);
          there text := 'DELETE FROM waiver_version v';
        BEGIN
          IF length(before) - length(replace(before, there, '')) <> length(there) THEN
            RAISE EXCEPTION 'muster_erase does not take waivers once, so that nobody knows where extensions go';
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
