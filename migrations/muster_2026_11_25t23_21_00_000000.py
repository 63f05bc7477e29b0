"""What Piccolo cannot say of shares: keys, ends, row-level security, grants, and who sees them from the other side.

A share is the giver's, as every fact is. Its receiver sees the one version that holds, and only on the days it
speaks of, by the giver's midnight: the moment is told by whoever asks (``muster.at``), and without it none is seen.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-25T23:21:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "constraints, row-level security and grants of shares"

OPEN = 9223372036854775807

HERE = "(SELECT nullif(current_setting('muster.agency', true), '')::uuid)"
POSITION = f"(SELECT position FROM ledger WHERE agency = {HERE} AND xmin = pg_current_xact_id()::xid)"
AT = "nullif(current_setting('muster.at', true), '')::timestamptz"

CHECKS = {
    "share_version_days": "valid_from < valid_until",
    "share_version_positions": "known_from < known_until",
    "share_version_dating": "dating = 'known'",
    "share_ends": "valid_until <= valid_from + interval '24 months'",
    "share_with_another": "recipient <> agency",
    "share_smallest": "smallest BETWEEN 3 AND 100",
    "share_purpose": "purpose <> ''",
    "share_version_level_word": "level IN ('counts', 'people')",
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
    return [
        *(
            f"ALTER TABLE {table} DROP CONSTRAINT {table}_pkey, ADD CONSTRAINT {table}_pkey PRIMARY KEY (agency, id)"
            for table in ("share", "share_version")
        ),
        "ALTER TABLE share ADD CONSTRAINT share_ledger_fk FOREIGN KEY (agency) REFERENCES ledger (agency)",
        "ALTER TABLE share ADD CONSTRAINT share_recipient_fk FOREIGN KEY (recipient) REFERENCES ledger (agency)",
        "ALTER TABLE share ADD CONSTRAINT share_recipient_uq UNIQUE (agency, id, recipient)",
        "ALTER TABLE share_version ADD CONSTRAINT share_version_fact_fk "
        "FOREIGN KEY (agency, fact, recipient) REFERENCES share (agency, id, recipient)",
        "ALTER TABLE share_version ADD CONSTRAINT share_version_act_fk "
        "FOREIGN KEY (agency, known_from) REFERENCES act (agency, position)",
        "ALTER TABLE share_version ADD CONSTRAINT share_version_program_fk "
        "FOREIGN KEY (agency, program) REFERENCES program (agency, id)",
        f"CREATE UNIQUE INDEX share_version_current_uq ON share_version (agency, fact) WHERE known_until = {OPEN}",
        "CREATE INDEX share_version_fact_ix ON share_version (agency, fact)",
        "CREATE INDEX share_version_opened_ix ON share_version (agency, known_from)",
        f"CREATE INDEX share_version_closed_ix ON share_version (agency, known_until) WHERE known_until <> {OPEN}",
        f"CREATE INDEX share_version_recipient_ix ON share_version (recipient) WHERE known_until = {OPEN}",
        *(f"ALTER TABLE share_version ADD CONSTRAINT {name} CHECK ({rule})" for name, rule in CHECKS.items()),
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
    mine = f"agency = {HERE}"
    today = f"(SELECT ({AT} AT TIME ZONE a.time_zone)::date FROM muster_agencies() a WHERE a.id = share_version.agency)"
    return [
        *_guard(
            "share",
            "SELECT, INSERT",
            select=f"USING ({mine})",
            insert=f"WITH CHECK ({mine} AND {POSITION} IS NOT NULL)",
        ),
        *_guard(
            "share_version",
            "SELECT, INSERT, UPDATE (known_until)",
            select=f"USING ({mine})",
            insert=f"WITH CHECK ({mine} AND known_from = {POSITION} AND known_until = {OPEN})",
            update=f"USING ({mine} AND known_until = {OPEN}) WITH CHECK ({mine} AND known_until = {POSITION})",
        ),
        f"CREATE POLICY share_version_received ON share_version FOR SELECT USING (recipient = {HERE}"
        f" AND known_until = {OPEN} AND {today} >= valid_from AND {today} < valid_until)",
        # Whoever has an agency's code may know what it is called; there is no way to ask which codes there are.
        "CREATE FUNCTION muster_agency_named(which uuid) RETURNS TABLE (name text, time_zone text) LANGUAGE sql STABLE"
        " SECURITY DEFINER SET search_path = public BEGIN ATOMIC SELECT v.name, v.time_zone FROM agency_version v"
        f" WHERE v.agency = which AND v.known_until = {OPEN}; END",
        "REVOKE ALL ON FUNCTION muster_agency_named(uuid) FROM PUBLIC",
        "GRANT EXECUTE ON FUNCTION muster_agency_named(uuid) TO muster_app",
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
