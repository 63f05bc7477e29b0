"""What Piccolo cannot say of shifts: keys, checks, row-level security, grants; and what takes a person off them.

A shift is its agency's, as a program is, and says nothing about anybody. Who is on it is about that person: it is
seen and written as far as the person is reached, and goes when they are erased, through a door of the owner's.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-26T09:41:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "constraints, row-level security and grants of shifts"

OPEN = 9223372036854775807

HERE = "(SELECT nullif(current_setting('muster.agency', true), '')::uuid)"
POSITION = f"(SELECT position FROM ledger WHERE agency = {HERE} AND xmin = pg_current_xact_id()::xid)"
REACHED = (
    "((SELECT current_setting('muster.reach', true) = 'whole')"
    " OR person = (SELECT nullif(current_setting('muster.person', true), '')::uuid)"
    " OR person IN (SELECT muster_reached()))"
)

# fact kind -> what its anchor is about for ever: columns -> tables
FACTS = {
    "shift": {"program": "program"},
    "shift_member": {"person": "person", "shift": "shift"},
}
# what versions point at beside
OTHERS = {"shift": {"award": "award", "partnership": "partnership"}, "shift_member": {}}
PERSONAL = {"shift_member"}

WENT = ("went_from", "went_until", "went_equipment", "went_others", "went_circumstances")
LONGEST = "interval '3 days'"
CHECKS = {
    "shift_version": {
        "shift_team": "team <> ''",
        "shift_times": f"starts_at < ends_at AND ends_at <= starts_at + {LONGEST}",
        "shift_went": f"num_nulls({', '.join(WENT)}) IN (0, {len(WENT)})",
        "shift_went_times": f"went_from < went_until AND went_until <= went_from + {LONGEST}",
        "shift_dated": "dating = 'known' AND valid_until < 'infinity'",
    },
    "shift_member_version": {
        "shift_member_version_stage_word": "stage IN ('planned', 'went')",
        "shift_member_version_presence_word": "presence IN ('in-person', 'remote', 'reachable')",
        "shift_member_dated": "dating = 'known' AND valid_until < 'infinity'",
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
        for kind in FACTS
        for table in (kind, f"{kind}_version")
    ]
    for kind, about in FACTS.items():
        version, columns = f"{kind}_version", ", ".join(about)
        sql += [
            f"ALTER TABLE {kind} ADD CONSTRAINT {kind}_ledger_fk FOREIGN KEY (agency) REFERENCES ledger (agency)",
            f"ALTER TABLE {kind} ADD CONSTRAINT {kind}_about_uq UNIQUE (agency, id, {columns})",
            f"ALTER TABLE {version} ADD CONSTRAINT {version}_fact_fk "
            f"FOREIGN KEY (agency, fact, {columns}) REFERENCES {kind} (agency, id, {columns})",
            f"ALTER TABLE {version} ADD CONSTRAINT {version}_act_fk "
            "FOREIGN KEY (agency, known_from) REFERENCES act (agency, position)",
            f"CREATE UNIQUE INDEX {version}_current_uq ON {version} (agency, fact) WHERE known_until = {OPEN}",
            f"CREATE INDEX {version}_fact_ix ON {version} (agency, fact)",
            f"CREATE INDEX {version}_opened_ix ON {version} (agency, known_from)",
            f"CREATE INDEX {version}_closed_ix ON {version} (agency, known_until) WHERE known_until <> {OPEN}",
        ]
        sql += [
            f"ALTER TABLE {kind} ADD CONSTRAINT {kind}_{column}_fk"
            f" FOREIGN KEY (agency, {column}) REFERENCES {there} (agency, id)"
            for column, there in about.items()
        ]
        sql += [
            f"ALTER TABLE {version} ADD CONSTRAINT {version}_{column}_fk"
            f" FOREIGN KEY (agency, {column}) REFERENCES {there} (agency, id)"
            for column, there in OTHERS[kind].items()
        ]
    sql += [
        "CREATE INDEX shift_version_when_ix ON shift_version (agency, program, valid_from)",
        "CREATE INDEX shift_version_days_ix ON shift_version (agency, valid_from)",
        "CREATE INDEX shift_member_version_shift_ix ON shift_member_version (agency, shift)",
        "CREATE INDEX shift_member_version_person_ix ON shift_member_version (agency, person, valid_from)",
        "CREATE UNIQUE INDEX shift_member_version_once_uq ON shift_member_version (agency, shift, person, stage)"
        f" WHERE known_until = {OPEN}",
    ]
    return sorted(sql, key=lambda statement: "FOREIGN KEY" in statement)  # what is pointed at, first


def _checks() -> list[str]:
    sql = []
    for version in (f"{kind}_version" for kind in FACTS):
        sql += [
            f"ALTER TABLE {version} ADD CONSTRAINT {version}_days CHECK (valid_from < valid_until)",
            f"ALTER TABLE {version} ADD CONSTRAINT {version}_positions CHECK (known_from < known_until)",
        ]
    return sql + [
        f"ALTER TABLE {table} ADD CONSTRAINT {name} CHECK ({rule})"
        for table, named in CHECKS.items()
        for name, rule in named.items()
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
    """Say who sees and writes what, as for every fact before."""
    sql = []
    for kind in FACTS:
        mine = f"agency = {HERE}" + (f" AND {REACHED}" if kind in PERSONAL else "")
        sql += _guard(
            kind,
            "SELECT, INSERT",
            select=f"USING ({mine})",
            insert=f"WITH CHECK ({mine} AND {POSITION} IS NOT NULL)",
        )
        sql += _guard(
            f"{kind}_version",
            "SELECT, INSERT, UPDATE (known_until)",
            select=f"USING ({mine})",
            insert=f"WITH CHECK ({mine} AND known_from = {POSITION} AND known_until = {OPEN})",
            update=f"USING ({mine} AND known_until = {OPEN}) WITH CHECK ({mine} AND known_until = {POSITION})",
        )
    return sql


def _going() -> list[str]:
    """Return what takes one person off the shifts that an act which erases them names, as the owner."""
    by_person = "(SELECT muster_erased('person-erased'))"
    gone = "v.agency = here AND v.person = whom AND v.fact = ANY (facts) AND v.known_from = ANY (named)"
    name = "muster_erase_shifts(facts uuid[])"
    return [
        *(
            f"CREATE POLICY {table}_erase ON {table} FOR ALL TO CURRENT_USER"
            f" USING (agency = {HERE} AND person = {by_person})"
            for table in ("shift_member", "shift_member_version")
        ),
        f"""
        CREATE FUNCTION {name} RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$ DECLARE
          here uuid := {HERE};
          whom uuid := muster_erased('person-erased');
          named bigint[];
        BEGIN
          IF whom IS NULL THEN
            RAISE EXCEPTION 'nothing is erased without an act that says so, nor while a hold stands'
              USING ERRCODE = 'insufficient_privilege';
          END IF;
          SELECT array_agg(e.of_position) INTO named FROM erasure_version e
            WHERE e.agency = here AND e.known_from = {POSITION} AND e.of_place IS NOT NULL;
          DELETE FROM shift_member_version v
            WHERE {gone} AND (v.known_until = {OPEN} OR v.known_until = ANY (named));
          DELETE FROM shift_member f WHERE f.agency = here AND f.person = whom AND f.id = ANY (facts)
            AND NOT EXISTS (SELECT FROM shift_member_version v WHERE v.agency = here AND v.fact = f.id);
        END $$
        """,
        f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC",
        f"GRANT EXECUTE ON FUNCTION {name} TO muster_app",
    ]


async def _run(statements: list[str]) -> None:
    for statement in statements:
        await Table.raw(statement.replace("{", "{{").replace("}", "}}"))


async def forwards() -> MigrationManager:
    """Add them all, in one transaction."""
    manager = MigrationManager(migration_id=ID, app_name="muster", description=DESCRIPTION)

    async def add() -> None:
        await _run([*_no_defaults(), *_keys(), *_checks(), *_policies(), *_going()])

    manager.add_raw(add)
    return manager
