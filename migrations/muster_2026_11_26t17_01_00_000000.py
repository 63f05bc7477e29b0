"""What Piccolo cannot say of confirmed effort: keys, what excludes what, row-level security, grants; and erasing.

A confirmation is about a person, and is seen and written as far as a place reaches. Two of one person never overlap,
and nobody approves their own. Of a role it is said whether it is exempt, or nothing is said: by default nothing.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-26T17:01:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "constraints, row-level security and grants of confirmed effort"

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
            "effort_confirmation": ("id", "agency", "person"),
            "effort_confirmation_version": (
                *("id", "agency", "fact", "person", "valid_from", "valid_until"),
                *("dating", "known_from", "known_until", "basis", "shares", "statement"),
                *("signed_by", "signed_on", "approved_by", "approved_on"),
            ),
            "role_held_version": ("flsa",),
        }.items()
        for column in columns
    ]


def _keys() -> list[str]:
    return [
        *(
            f"ALTER TABLE {table} DROP CONSTRAINT {table}_pkey, ADD CONSTRAINT {table}_pkey PRIMARY KEY (agency, id)"
            for table in ("effort_confirmation", "effort_confirmation_version")
        ),
        "ALTER TABLE effort_confirmation ADD CONSTRAINT effort_confirmation_ledger_fk FOREIGN KEY (agency) REFERENCES ledger (agency)",
        "ALTER TABLE effort_confirmation ADD CONSTRAINT effort_confirmation_person_uq UNIQUE (agency, id, person)",
        "ALTER TABLE effort_confirmation ADD CONSTRAINT effort_confirmation_person_fk FOREIGN KEY (agency, person) REFERENCES person (agency, id)",
        "ALTER TABLE effort_confirmation_version ADD CONSTRAINT effort_confirmation_version_fact_fk"
        " FOREIGN KEY (agency, fact, person) REFERENCES effort_confirmation (agency, id, person)",
        "ALTER TABLE effort_confirmation_version ADD CONSTRAINT effort_confirmation_version_act_fk"
        " FOREIGN KEY (agency, known_from) REFERENCES act (agency, position)",
        f"CREATE UNIQUE INDEX effort_confirmation_version_current_uq ON effort_confirmation_version (agency, fact) WHERE known_until = {OPEN}",
        *(
            f"ALTER TABLE effort_confirmation_version ADD CONSTRAINT effort_confirmation_version_{column}_fk"
            f" FOREIGN KEY (agency, {column}) REFERENCES person (agency, id)"
            for column in ("signed_by", "approved_by")
        ),
        "CREATE INDEX effort_confirmation_version_fact_ix ON effort_confirmation_version (agency, fact)",
        "CREATE INDEX effort_confirmation_version_person_ix ON effort_confirmation_version (agency, person)",
        "CREATE INDEX effort_confirmation_version_opened_ix ON effort_confirmation_version (agency, known_from)",
        f"CREATE INDEX effort_confirmation_version_closed_ix ON effort_confirmation_version (agency, known_until) WHERE known_until <> {OPEN}",
    ]


def _checks() -> list[str]:
    return [
        "ALTER TABLE effort_confirmation_version ADD CONSTRAINT effort_confirmation_version_days CHECK (valid_from < valid_until)",
        "ALTER TABLE effort_confirmation_version ADD CONSTRAINT effort_confirmation_version_positions CHECK (known_from < known_until)",
        "ALTER TABLE effort_confirmation_version ADD CONSTRAINT effort_confirmation_dated CHECK (dating = 'known' AND valid_until < 'infinity')",
        "ALTER TABLE effort_confirmation_version ADD CONSTRAINT effort_confirmation_said CHECK (statement <> '' AND cardinality(shares) > 0)",
        "ALTER TABLE effort_confirmation_version ADD CONSTRAINT effort_confirmation_basis CHECK (basis IN ('daily-hours', 'percentages'))",
        "ALTER TABLE effort_confirmation_version ADD CONSTRAINT effort_confirmation_signed CHECK (signed_on >= valid_until - 1)",
        "ALTER TABLE effort_confirmation_version ADD CONSTRAINT effort_confirmation_approved CHECK ("
        "(approved_by IS NULL) = (approved_on IS NULL) AND approved_by NOT IN (person, signed_by))",
        "ALTER TABLE role_held_version ADD CONSTRAINT role_held_flsa CHECK (flsa IN ('exempt', 'non-exempt'))",
        "ALTER TABLE effort_confirmation_version ADD CONSTRAINT effort_confirmation_version_excl EXCLUDE USING gist ("
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
            "effort_confirmation",
            "SELECT, INSERT",
            select=f"USING ({mine})",
            insert=f"WITH CHECK ({mine} AND {POSITION} IS NOT NULL)",
        ),
        *_guard(
            "effort_confirmation_version",
            "SELECT, INSERT, UPDATE (known_until)",
            select=f"USING ({mine})",
            insert=f"WITH CHECK ({mine} AND known_from = {POSITION} AND known_until = {OPEN})",
            update=f"USING ({mine} AND known_until = {OPEN}) WITH CHECK ({mine} AND known_until = {POSITION})",
        ),
    ]


def _erasing() -> list[str]:
    """Let what erases a person take what was confirmed of them too: as it takes their waivers, and just before."""
    gone = "v.agency = here AND v.person = whom AND v.fact = ANY (facts) AND v.known_from = ANY (named)"
    step = (
        f"DELETE FROM effort_confirmation_version v WHERE {gone} AND (v.known_until = {OPEN} OR v.known_until = ANY (named));\n"
        "        DELETE FROM effort_confirmation f WHERE f.agency = here AND f.person = whom AND f.id = ANY (facts)\n"
        "          AND NOT EXISTS (SELECT FROM effort_confirmation_version v WHERE v.agency = here AND v.fact = f.id);\n        "
    )
    return [
        *(
            f"CREATE POLICY {table}_erase ON {table} FOR ALL TO CURRENT_USER"
            f" USING (agency = {HERE} AND person = (SELECT muster_erased('person-erased')))"
            for table in ("effort_confirmation", "effort_confirmation_version")
        ),
        f"""
        DO $do$ DECLARE
          before text := pg_get_functiondef('muster_erase(uuid[])'::regprocedure);
          there text := 'DELETE FROM waiver_version v';
        BEGIN
          IF length(before) - length(replace(before, there, '')) <> length(there) THEN
            RAISE EXCEPTION 'muster_erase does not take waivers once, so that nobody knows where this goes';
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
