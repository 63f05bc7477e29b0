"""What Piccolo cannot say of signing in: keys, row-level security, grants, and what is swept away."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-25T22:51:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "constraints, row-level security and grants of second factors, sessions, tries and account events"

OPEN = 9223372036854775807

HERE = "(SELECT nullif(current_setting('muster.agency', true), '')::uuid)"
ACCOUNT = "(SELECT nullif(current_setting('muster.account', true), '')::uuid)"
SESSION = "(SELECT nullif(current_setting('muster.session', true), ''))"
BROWSER = "(SELECT nullif(current_setting('muster.browser', true), ''))"
# Whose tries are counted, and of which place: digests both.
TRIED = "(SELECT nullif(current_setting('muster.tried', true), ''))"
TRIED_FROM = "(SELECT nullif(current_setting('muster.tried_from', true), ''))"
POSITION = f"(SELECT position FROM ledger WHERE agency = {HERE} AND xmin = pg_current_xact_id()::xid)"

DIGEST = "~ '^[0-9a-f]{64}$'"
CHECKS = {
    "session": {
        "session_whole": "half OR agency IS NOT NULL",
        "session_lasts": "idle_minutes > 0 AND began_at < ends_at AND began_at <= seen_at",
    },
    "second_factor": {"second_factor_step": "step >= 0", "second_factor_sealed": "octet_length(sealed) > 0"},
    "recovery_code": {"recovery_code_digest": f"digest {DIGEST}"},
    "attempt": {"attempt_digests": f"account {DIGEST} AND place {DIGEST}"},
    "account_event_version": {
        "account_event_version_days": "valid_from < valid_until",
        "account_event_version_positions": "known_from < known_until",
        "account_event_version_dating": "dating = 'known'",
        "account_event_version_what_word": "what IN ('disabled', 'enabled', 'password-set', 'second-factor-forgotten')",
    },
}


def _keys() -> list[str]:
    event, version = "account_event", "account_event_version"
    return [
        f"ALTER TABLE {event} DROP CONSTRAINT {event}_pkey, ADD CONSTRAINT {event}_pkey PRIMARY KEY (agency, id)",
        f"ALTER TABLE {version} DROP CONSTRAINT {version}_pkey, ADD CONSTRAINT {version}_pkey PRIMARY KEY (agency, id)",
        f"ALTER TABLE {event} ADD CONSTRAINT {event}_account_uq UNIQUE (agency, id, account)",
        f"ALTER TABLE {event} ADD CONSTRAINT {event}_ledger_fk FOREIGN KEY (agency) REFERENCES ledger (agency)",
        f"ALTER TABLE {event} ADD CONSTRAINT {event}_account_fk FOREIGN KEY (account) REFERENCES account (id)",
        f"ALTER TABLE {version} ADD CONSTRAINT {version}_fact_fk "
        f"FOREIGN KEY (agency, fact, account) REFERENCES {event} (agency, id, account)",
        f"ALTER TABLE {version} ADD CONSTRAINT {version}_act_fk "
        "FOREIGN KEY (agency, known_from) REFERENCES act (agency, position)",
        f"CREATE UNIQUE INDEX {version}_current_uq ON {version} (agency, fact) WHERE known_until = {OPEN}",
        f"CREATE INDEX {version}_fact_ix ON {version} (agency, fact)",
        f"CREATE INDEX {version}_opened_ix ON {version} (agency, known_from)",
        f"CREATE INDEX {version}_closed_ix ON {version} (agency, known_until) WHERE known_until <> {OPEN}",
        *(
            f"ALTER TABLE {table} ADD CONSTRAINT {table}_account_fk FOREIGN KEY (account) REFERENCES account (id)"
            for table in ("session", "second_factor", "recovery_code", "known_browser")
        ),
        "ALTER TABLE session ADD CONSTRAINT session_ledger_fk FOREIGN KEY (agency) REFERENCES ledger (agency)",
        "CREATE INDEX session_account_ix ON session (account)",
        "ALTER TABLE second_factor ADD CONSTRAINT second_factor_account_uq UNIQUE (account)",
        "ALTER TABLE recovery_code ADD CONSTRAINT recovery_code_digest_uq UNIQUE (account, digest)",
        "ALTER TABLE known_browser ADD CONSTRAINT known_browser_key_uq UNIQUE (key)",
        "CREATE INDEX known_browser_account_ix ON known_browser (account)",
        "CREATE INDEX attempt_account_ix ON attempt (account, at)",
        "CREATE INDEX attempt_place_ix ON attempt (place, at)",
        "CREATE INDEX attempt_at_ix ON attempt (at)",
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
    own, mine = f"account = {ACCOUNT}", f"agency = {HERE}"
    this, key = f"key = {SESSION}", f"key = {BROWSER}"
    counted = f"account = {TRIED} OR place = {TRIED_FROM}"
    return [
        *_guard(
            "account_event",
            "SELECT, INSERT",
            select=f"USING ({mine})",
            insert=f"WITH CHECK ({mine} AND {POSITION} IS NOT NULL)",
        ),
        *_guard(
            "account_event_version",
            "SELECT, INSERT, UPDATE (known_until)",
            select=f"USING ({mine})",
            insert=f"WITH CHECK ({mine} AND known_from = {POSITION} AND known_until = {OPEN})",
            update=f"USING ({mine} AND known_until = {OPEN}) WITH CHECK ({mine} AND known_until = {POSITION})",
        ),
        # An account changes its own password, and nobody else's; whoever runs the machine acts for it.
        "GRANT UPDATE (password, disabled_at) ON account TO muster_app",
        f"CREATE POLICY account_update ON account FOR UPDATE USING (id = {ACCOUNT}) WITH CHECK (id = {ACCOUNT})",
        # A session is seen by the browser that has its key, and by the account whose it is. It is used, and
        # ended; whose it is and how far it goes never changes.
        "REVOKE UPDATE ON session FROM muster_app",
        "GRANT UPDATE (seen_at) ON session TO muster_app",
        f"ALTER POLICY session_select ON session USING ({this} OR {own})",
        f"ALTER POLICY session_delete ON session USING ({this} OR {own})",
        *_guard(
            "second_factor",
            "SELECT, INSERT, UPDATE (step, confirmed_at), DELETE",
            select=f"USING ({own})",
            insert=f"WITH CHECK ({own} AND confirmed_at IS NULL)",
            update=f"USING ({own}) WITH CHECK ({own})",
            delete=f"USING ({own})",
        ),
        *_guard(
            "recovery_code",
            "SELECT, INSERT, UPDATE (used_at), DELETE",
            select=f"USING ({own})",
            insert=f"WITH CHECK ({own} AND used_at IS NULL)",
            update=f"USING ({own} AND used_at IS NULL) WITH CHECK ({own})",
            delete=f"USING ({own})",
        ),
        *_guard(
            "known_browser",
            "SELECT, INSERT, DELETE",
            select=f"USING ({key} OR {own})",
            insert=f"WITH CHECK ({key} AND {own})",
            delete=f"USING ({key} OR {own})",
        ),
        *_guard(
            "attempt",
            "SELECT, INSERT, UPDATE (counts)",
            select=f"USING ({counted})",
            insert=f"WITH CHECK (account = {TRIED} AND place = {TRIED_FROM})",
            update=f"USING (account = {TRIED} AND place = {TRIED_FROM}) WITH CHECK (NOT counts)",
        ),
        # What is over is swept away by the owner, whom the application tells which moment it is.
        "CREATE POLICY known_browser_sweep ON known_browser FOR ALL TO CURRENT_USER USING (ends_at < now())",
        "CREATE POLICY attempt_sweep ON attempt FOR ALL TO CURRENT_USER USING (at < now() - interval '1 hour')",
        "CREATE FUNCTION muster_sweep_sign_ins(up_to timestamptz) RETURNS void LANGUAGE sql SECURITY DEFINER"
        " SET search_path = public BEGIN ATOMIC"
        " DELETE FROM session WHERE ends_at < least(up_to, now());"
        " DELETE FROM known_browser WHERE ends_at < least(up_to, now());"
        " DELETE FROM attempt WHERE at < least(up_to, now()) - interval '1 hour'; END",
        "REVOKE ALL ON FUNCTION muster_sweep_sign_ins(timestamptz) FROM PUBLIC",
        "GRANT EXECUTE ON FUNCTION muster_sweep_sign_ins(timestamptz) TO muster_app",
        "DROP FUNCTION muster_sweep_sessions(timestamptz)",
    ]


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


def _checks() -> list[str]:
    return [
        f"ALTER TABLE {table} ADD CONSTRAINT {name} CHECK ({rule})"
        for table, named in CHECKS.items()
        for name, rule in named.items()
    ]


async def _run(statements: list[str]) -> None:
    for statement in statements:
        await Table.raw(statement.replace("{", "{{").replace("}", "}}"))


async def forwards() -> MigrationManager:
    """Add them all, in one transaction."""
    manager = MigrationManager(migration_id=ID, app_name="muster", description=DESCRIPTION)

    async def add() -> None:
        await _run([*_no_defaults(), *_keys(), *_checks(), *_policies()])

    manager.add_raw(add)
    return manager
