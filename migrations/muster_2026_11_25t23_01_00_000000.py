"""How people come in beside a password: what Piccolo cannot say of links, invitations and OpenID Connect.

A link, and somebody who is away to sign in, is seen by whoever holds its token or cookie, and by
nobody else: the application has to say its digest first. What an account has of links is seen as
that account; an invitation, and its link, by its agency.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-25T23:01:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "constraints, row-level security and grants of links, invitations and OpenID Connect"

OPEN = 9223372036854775807

ROLES = (
    "administrator",
    "hr",
    "supervisor",
    "grant-officer",
    "responder",
    "auditor",
    "region-liaison",
    "state-liaison",
    "system-administrator",
)
IN_A_PROGRAM = ("administrator", "hr", "supervisor", "auditor", "responder")
PURPOSES = ("sign-in", "reset", "invitation")
BECAME = ("sent", "deferred", "failed", "unknown")


def _setting(name: str) -> str:
    return f"(SELECT nullif(current_setting('muster.{name}', true), ''))"


HERE = "(SELECT nullif(current_setting('muster.agency', true), '')::uuid)"
ACCOUNT = "(SELECT nullif(current_setting('muster.account', true), '')::uuid)"
POSITION = f"(SELECT position FROM ledger WHERE agency = {HERE} AND xmin = pg_current_xact_id()::xid)"


def _words(words: tuple[str, ...]) -> str:
    return ", ".join(f"'{word}'" for word in words)


def _keys() -> list[str]:
    return [
        "ALTER TABLE invitation DROP CONSTRAINT invitation_pkey,"
        " ADD CONSTRAINT invitation_pkey PRIMARY KEY (agency, id)",
        "ALTER TABLE invitation_version DROP CONSTRAINT invitation_version_pkey,"
        " ADD CONSTRAINT invitation_version_pkey PRIMARY KEY (agency, id)",
        "ALTER TABLE invitation ADD CONSTRAINT invitation_ledger_fk FOREIGN KEY (agency) REFERENCES ledger (agency)",
        "ALTER TABLE invitation_version ADD CONSTRAINT invitation_version_fact_fk "
        "FOREIGN KEY (agency, fact) REFERENCES invitation (agency, id)",
        "ALTER TABLE invitation_version ADD CONSTRAINT invitation_version_act_fk "
        "FOREIGN KEY (agency, known_from) REFERENCES act (agency, position)",
        "ALTER TABLE invitation_version ADD CONSTRAINT invitation_version_person_fk "
        "FOREIGN KEY (agency, person) REFERENCES person (agency, id)",
        "ALTER TABLE invitation_version ADD CONSTRAINT invitation_version_program_fk "
        "FOREIGN KEY (agency, program) REFERENCES program (agency, id)",
        "CREATE UNIQUE INDEX invitation_version_current_uq ON invitation_version (agency, fact)"
        f" WHERE known_until = {OPEN}",
        "CREATE UNIQUE INDEX invitation_version_once_uq ON invitation_version (agency, email)"
        f" WHERE known_until = {OPEN}",
        "CREATE INDEX invitation_version_fact_ix ON invitation_version (agency, fact)",
        "CREATE INDEX invitation_version_opened_ix ON invitation_version (agency, known_from)",
        "CREATE INDEX invitation_version_closed_ix ON invitation_version (agency, known_until)"
        f" WHERE known_until <> {OPEN}",
        "ALTER TABLE link ADD CONSTRAINT link_digest_uq UNIQUE (digest)",
        "ALTER TABLE link ADD CONSTRAINT link_account_fk FOREIGN KEY (account) REFERENCES account (id)",
        # At most one is good at a time, whoever asks for another at the same moment.
        "CREATE UNIQUE INDEX link_good_uq ON link (purpose, coalesce(account, invitation))"
        " WHERE used_at IS NULL AND ended_at IS NULL",
        "CREATE INDEX link_account_ix ON link (account, made_at)",
        "CREATE INDEX link_invitation_ix ON link (inviting, invitation)",
        "CREATE INDEX link_ends_ix ON link (ends_at)",
        "ALTER TABLE openid_flow ADD CONSTRAINT openid_flow_digest_uq UNIQUE (digest)",
        "CREATE INDEX openid_flow_ends_ix ON openid_flow (ends_at)",
        # Somebody at a provider is one account here for good, and an account is one of its people.
        "ALTER TABLE openid_subject ADD CONSTRAINT openid_subject_uq UNIQUE (issuer, subject)",
        "ALTER TABLE openid_subject ADD CONSTRAINT openid_subject_account_uq UNIQUE (issuer, account)",
        "ALTER TABLE openid_subject ADD CONSTRAINT openid_subject_account_fk "
        "FOREIGN KEY (account) REFERENCES account (id)",
        "CREATE INDEX openid_subject_account_ix ON openid_subject (account)",
    ]


CHECKS = {
    "invitation_version": {
        "invitation_version_days": "valid_from < valid_until",
        "invitation_version_positions": "known_from < known_until",
        "invitation_version_dating": "dating = 'known' AND valid_from = '-infinity'",
        "invitation_version_role_word": f"role IN ({_words(ROLES)})",
        "invitation_in_a_program": f"program IS NULL OR role IN ({_words(IN_A_PROGRAM)})",
        "invitation_email": "email = lower(email) AND email LIKE '_%@_%'",
    },
    "link": {
        "link_digest": "digest ~ '^[0-9a-f]{64}$'",
        "link_purpose_word": f"purpose IN ({_words(PURPOSES)})",
        "link_mail_word": f"mail IN ({_words(BECAME)})",
        "link_of_one": "(purpose = 'invitation') = (invitation IS NOT NULL)"
        " AND (invitation IS NULL) = (inviting IS NULL) AND (account IS NULL) = (invitation IS NOT NULL)",
        "link_ends": "made_at < ends_at",
    },
    "openid_flow": {"openid_flow_digest": "digest ~ '^[0-9a-f]{64}$'", "openid_flow_after": "after LIKE '/%'"},
    "openid_subject": {"openid_subject_named": "issuer <> '' AND subject <> ''"},
}


def _checks() -> list[str]:
    return [
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
    """Say who sees and writes what."""
    mine = f"agency = {HERE}"
    held = f"digest = {_setting('link')}"
    theirs = f"(account = {ACCOUNT} OR inviting = {HERE})"
    away = f"digest = {_setting('openid')}"
    known = f"(issuer = {_setting('issuer')} AND subject = {_setting('subject')})"
    return [
        *_guard(
            "invitation",
            "SELECT, INSERT",
            select=f"USING ({mine})",
            insert=f"WITH CHECK ({mine} AND {POSITION} IS NOT NULL)",
        ),
        *_guard(
            "invitation_version",
            "SELECT, INSERT, UPDATE (known_until)",
            select=f"USING ({mine})",
            insert=f"WITH CHECK ({mine} AND known_from = {POSITION} AND known_until = {OPEN})",
            update=f"USING ({mine} AND known_until = {OPEN}) WITH CHECK ({mine} AND known_until = {POSITION})",
        ),
        # Only who knows the token makes a link, and only of their own account or agency.
        *_guard(
            "link",
            "SELECT, INSERT, UPDATE (used_at, ended_at, mail)",
            select=f"USING ({held} OR {theirs})",
            insert=f"WITH CHECK ({held} AND {theirs} AND used_at IS NULL AND ended_at IS NULL)",
            update=f"USING ({held} OR {theirs}) WITH CHECK ({held} OR {theirs})",
        ),
        *_guard(
            "openid_flow",
            "SELECT, INSERT, UPDATE (used_at)",
            select=f"USING ({away})",
            insert=f"WITH CHECK ({away} AND used_at IS NULL)",
            update=f"USING ({away}) WITH CHECK ({away})",
        ),
        *_guard(
            "openid_subject",
            "SELECT, INSERT",
            select=f"USING ({known} OR account = {ACCOUNT})",
            insert=f"WITH CHECK ({known} AND account = {ACCOUNT})",
        ),
    ]


def _functions() -> list[str]:
    """Return what runs as the owner: clearing away what is over, and ending the links of an account that changes."""
    return [
        # A used link stands for a day, so that there is something to look at, and to count.
        "CREATE POLICY link_sweep ON link FOR ALL TO CURRENT_USER USING (ends_at < now() - interval '1 day')",
        "CREATE FUNCTION muster_sweep_links(at timestamptz) RETURNS void LANGUAGE sql SECURITY DEFINER"
        " SET search_path = public BEGIN ATOMIC"
        " DELETE FROM link WHERE ends_at < least(at, now()) - interval '1 day'; END",
        "REVOKE ALL ON FUNCTION muster_sweep_links(timestamptz) FROM PUBLIC",
        "GRANT EXECUTE ON FUNCTION muster_sweep_links(timestamptz) TO muster_app",
        "CREATE POLICY openid_flow_sweep ON openid_flow FOR ALL TO CURRENT_USER USING (ends_at < now())",
        "CREATE FUNCTION muster_sweep_flows(at timestamptz) RETURNS void LANGUAGE sql SECURITY DEFINER"
        " SET search_path = public BEGIN ATOMIC DELETE FROM openid_flow WHERE ends_at < least(at, now()); END",
        "REVOKE ALL ON FUNCTION muster_sweep_flows(timestamptz) FROM PUBLIC",
        "GRANT EXECUTE ON FUNCTION muster_sweep_flows(timestamptz) TO muster_app",
        # Whatever changes of an account ends its links: another password, or that it was disabled.
        f"CREATE POLICY link_of_changed ON link FOR ALL TO CURRENT_USER USING (account = {_setting('changed')}::uuid)",
        """
        CREATE FUNCTION muster_end_links() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
          SET search_path = public AS $$ BEGIN
          PERFORM set_config('muster.changed', NEW.id::text, true);
          UPDATE link SET ended_at = now() WHERE account = NEW.id AND used_at IS NULL AND ended_at IS NULL;
          PERFORM set_config('muster.changed', '', true);
          RETURN NULL;
        END $$
        """,
        "REVOKE ALL ON FUNCTION muster_end_links() FROM PUBLIC",
        "CREATE TRIGGER account_changed AFTER UPDATE ON account FOR EACH ROW EXECUTE FUNCTION muster_end_links()",
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


async def _run(statements: list[str]) -> None:
    for statement in statements:
        await Table.raw(statement.replace("{", "{{").replace("}", "}}"))


async def forwards() -> MigrationManager:
    """Add them all, in one transaction."""
    manager = MigrationManager(migration_id=ID, app_name="muster", description=DESCRIPTION)

    async def add() -> None:
        await _run([*_no_defaults(), *_keys(), *_checks(), *_policies(), *_functions()])

    manager.add_raw(add)
    return manager
