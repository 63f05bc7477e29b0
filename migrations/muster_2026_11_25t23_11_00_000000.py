"""What Piccolo cannot say of API tokens: keys, what one may never hold, row-level security and grants."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-25T23:11:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "constraints, row-level security and grants of API tokens"

OPEN = 9223372036854775807

# No token lets anybody in, itself included.
NEVER = ("membership:grant", "token:issue", "token:read", "token:revoke")

HERE = "(SELECT nullif(current_setting('muster.agency', true), '')::uuid)"
POSITION = f"(SELECT position FROM ledger WHERE agency = {HERE} AND xmin = pg_current_xact_id()::xid)"
# The digest of the token that a request brings: it is found before anybody knows which agency it is of.
BROUGHT = "(SELECT nullif(current_setting('muster.token', true), ''))"


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
    never = ", ".join(f"'{each}'" for each in NEVER)
    return [
        *(
            f"ALTER TABLE {table} DROP CONSTRAINT {table}_pkey, ADD CONSTRAINT {table}_pkey PRIMARY KEY (agency, id)"
            for table in ("token", "token_version", "token_key")
        ),
        "ALTER TABLE token ADD CONSTRAINT token_account_uq UNIQUE (agency, id, account)",
        "ALTER TABLE token ADD CONSTRAINT token_ledger_fk FOREIGN KEY (agency) REFERENCES ledger (agency)",
        "ALTER TABLE token ADD CONSTRAINT token_account_fk FOREIGN KEY (account) REFERENCES account (id)",
        "ALTER TABLE token_version ADD CONSTRAINT token_version_fact_fk"
        " FOREIGN KEY (agency, fact, account) REFERENCES token (agency, id, account)",
        "ALTER TABLE token_version ADD CONSTRAINT token_version_act_fk"
        " FOREIGN KEY (agency, known_from) REFERENCES act (agency, position)",
        "ALTER TABLE token_version ADD CONSTRAINT token_version_program_fk"
        " FOREIGN KEY (agency, program) REFERENCES program (agency, id)",
        f"CREATE UNIQUE INDEX token_version_current_uq ON token_version (agency, fact) WHERE known_until = {OPEN}",
        "CREATE INDEX token_version_fact_ix ON token_version (agency, fact)",
        "CREATE INDEX token_version_opened_ix ON token_version (agency, known_from)",
        f"CREATE INDEX token_version_closed_ix ON token_version (agency, known_until) WHERE known_until <> {OPEN}",
        "ALTER TABLE token_version ADD CONSTRAINT token_version_days CHECK (valid_from < valid_until)",
        "ALTER TABLE token_version ADD CONSTRAINT token_version_positions CHECK (known_from < known_until)",
        "ALTER TABLE token_version ADD CONSTRAINT token_version_dating"
        " CHECK (dating = 'known' AND valid_until < 'infinity')",
        "ALTER TABLE token_version ADD CONSTRAINT token_version_said"
        " CHECK (name <> '' AND public ~ '^[0-9A-Za-z]{12}$')",
        "ALTER TABLE token_version ADD CONSTRAINT token_version_permissions"
        f" CHECK (cardinality(permissions) > 0 AND NOT permissions && ARRAY[{never}])",
        "ALTER TABLE token_key ADD CONSTRAINT token_key_token_fk"
        " FOREIGN KEY (agency, token) REFERENCES token (agency, id)",
        "ALTER TABLE token_key ADD CONSTRAINT token_key_digest CHECK (digest ~ '^[0-9a-f]{64}$')",
        "ALTER TABLE token_key ADD CONSTRAINT token_key_digest_uq UNIQUE (digest, agency)",
        "ALTER TABLE token_key ADD CONSTRAINT token_key_token_uq UNIQUE (agency, token)",
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
    """Say who sees and writes what. A token is found by its digest alone, and only then is it said which agency."""
    mine = f"agency = {HERE}"
    brought = f"digest = {BROUGHT}"
    return [
        *_guard(
            "token",
            "SELECT, INSERT",
            select=f"USING ({mine})",
            insert=f"WITH CHECK ({mine} AND {POSITION} IS NOT NULL)",
        ),
        *_guard(
            "token_version",
            "SELECT, INSERT, UPDATE (known_until)",
            select=f"USING ({mine})",
            insert=f"WITH CHECK ({mine} AND known_from = {POSITION} AND known_until = {OPEN})",
            update=f"USING ({mine} AND known_until = {OPEN}) WITH CHECK ({mine} AND known_until = {POSITION})",
        ),
        *_guard(
            "token_key",
            "SELECT, INSERT, UPDATE (used_at)",
            select=f"USING ({mine} OR {brought})",
            insert=f"WITH CHECK ({mine} AND {POSITION} IS NOT NULL AND used_at IS NULL)",
            update=f"USING ({brought}) WITH CHECK ({brought})",
        ),
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
