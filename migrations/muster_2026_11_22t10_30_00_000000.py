"""What Piccolo cannot say: keys that cannot cross agencies, the open ends, row-level security, grants.

The application signs in as ``muster_app``, which owns nothing: it may add facts at the position
it holds, close the version that is open, and nothing else.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-22T10:30:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "constraints, row-level security and grants"

OPEN = 9223372036854775807

# fact kind -> the anchors that its versions point at, beside their own: column -> table
FACTS = {
    "agency": {},
    "program": {},
    "membership": {"person": "person"},
    "person": {},
    "employment": {},
    "role_held": {"program": "program"},
    "course": {},
    "completion": {"course": "course"},
    "credential": {},
    "credential_status": {"credential": "credential"},
    "adoption": {"program": "program"},
}
OF_A_PERSON = ("employment", "role_held", "completion", "credential", "credential_status")
VERSIONS = {kind: "identity" if kind == "person" else f"{kind}_version" for kind in FACTS}

WORDS = {
    ("identity", "language"): ("en", "es"),
    ("membership_version", "role"): ("administrator", "hr", "supervisor", "responder", "auditor"),
    ("employment_version", "kind"): ("employee", "contractor", "volunteer"),
    ("course_version", "mode"): ("in-person", "live-online", "self-paced", "blended", "unknown"),
    ("completion_version", "mode"): ("in-person", "live-online", "self-paced", "blended", "unknown"),
    ("credential_status_version", "status"): ("suspended", "revoked", "reinstated"),
}
PROOFS = ("self-reported", "document-seen", "source-checked", "source-out-of-reach", "suspected-mismatch")
WORDS |= {(table, "proof"): PROOFS for table in ("completion_version", "credential_version")}

CHECKS = {
    "ledger": {"ledger_counts": "position >= 0"},
    "agency": {"agency_itself": "id = agency"},
    "remark": {"remark_salt": "(words IS NULL) = (salt IS NULL) AND octet_length(salt) = 32"},
    "act": {"act_position": "position > 0", "act_because": "octet_length(because) = 32"},
    "leaf": {
        "leaf_place": "place >= 0",
        "leaf_salt": "salt IS NULL OR octet_length(salt) = 32",
        "leaf_digests": "octet_length(commitment) = 32 AND octet_length(hash) = 32",
    },
    "pack_text": {"pack_text_digest": "digest ~ '^[0-9a-f]{64}$'"},
    "account": {"account_email": "email = lower(email) AND email LIKE '_%@_%'"},
    "identity": {
        "identity_name": "name <> ''",
        "identity_birth": "(birth_year IS NULL) = (birth_month IS NULL) AND birth_month BETWEEN 1 AND 12",
    },
    "role_held_version": {
        "role_held_fte": "fte_percent BETWEEN 0 AND 100",
        "role_held_dated": "dating = 'known'",
    },
    "course_version": {"course_minutes": "minutes > 0", "course_title": "title <> ''"},
    "completion_version": {
        "completion_minutes": "minutes > 0",
        "completion_stays": "valid_until = 'infinity'",
    },
    "credential_status_version": {"credential_status_dated": "dating = 'known' AND valid_until = 'infinity'"},
    "employment_version": {"employment_dated": "dating = 'known'"},
    "adoption_version": {"adoption_dated": "dating = 'known'"},
}

# Only what truly excludes another: while it is believed, it cannot overlap its like.
EXCLUSIONS = {
    "employment_version": "uuidrange(agency, agency, '[]') WITH &&, uuidrange(person, person, '[]') WITH &&",
    "adoption_version": (
        "uuidrange(agency, agency, '[]') WITH &&, textrange(pack, pack, '[]') WITH &&, "
        "uuidrange(coalesce(program, agency), coalesce(program, agency), '[]') WITH &&"
    ),
}

HERE = "(SELECT nullif(current_setting('muster.agency', true), '')::uuid)"
ACCOUNT = "(SELECT nullif(current_setting('muster.account', true), '')::uuid)"
# The position that this very transaction has taken; none, when it has taken none.
POSITION = f"(SELECT position FROM ledger WHERE agency = {HERE} AND xmin = pg_current_xact_id()::xid)"


def _types() -> list[str]:
    return [
        "CREATE TYPE uuidrange AS RANGE (subtype = uuid)",
        'CREATE TYPE textrange AS RANGE (subtype = text, collation = "C")',
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


def _keys() -> list[str]:
    sql = [
        f"ALTER TABLE {table} DROP CONSTRAINT {table}_pkey, ADD CONSTRAINT {table}_pkey PRIMARY KEY (agency, id)"
        for table in ("act", "leaf", "remark", "pack_text", *FACTS, *VERSIONS.values())
    ]
    sql += [
        "ALTER TABLE act ADD CONSTRAINT act_position_uq UNIQUE (agency, position)",
        "ALTER TABLE act ADD CONSTRAINT act_ledger_fk FOREIGN KEY (agency) REFERENCES ledger (agency)",
        "ALTER TABLE leaf ADD CONSTRAINT leaf_place_uq UNIQUE (agency, position, place)",
        "ALTER TABLE leaf ADD CONSTRAINT leaf_act_fk FOREIGN KEY (agency, position) REFERENCES act (agency, position)",
        "ALTER TABLE remark ADD CONSTRAINT remark_act_uq UNIQUE (agency, position)",
        "ALTER TABLE remark ADD CONSTRAINT remark_act_fk "
        "FOREIGN KEY (agency, position) REFERENCES act (agency, position)",
        "ALTER TABLE pack_text ADD CONSTRAINT pack_text_digest_uq UNIQUE (agency, digest)",
        "ALTER TABLE pack_text ADD CONSTRAINT pack_text_ledger_fk FOREIGN KEY (agency) REFERENCES ledger (agency)",
        "ALTER TABLE account ADD CONSTRAINT account_email_uq UNIQUE (email)",
        "ALTER TABLE session ADD CONSTRAINT session_key_uq UNIQUE (key)",
        "ALTER TABLE membership ADD CONSTRAINT membership_account_fk FOREIGN KEY (account) REFERENCES account (id)",
        "CREATE INDEX leaf_subject_ix ON leaf (agency, subject)",
    ]
    for kind, others in FACTS.items():
        version = VERSIONS[kind]
        person = kind in OF_A_PERSON
        sql += [
            f"ALTER TABLE {kind} ADD CONSTRAINT {kind}_ledger_fk FOREIGN KEY (agency) REFERENCES ledger (agency)",
        ]
        if person:
            sql += [
                f"ALTER TABLE {kind} ADD CONSTRAINT {kind}_person_uq UNIQUE (agency, id, person)",
                f"ALTER TABLE {kind} ADD CONSTRAINT {kind}_person_fk "
                "FOREIGN KEY (agency, person) REFERENCES person (agency, id)",
                f"CREATE INDEX {version}_person_ix ON {version} (agency, person)",
            ]
        also, their = (", person", ", person") if person else ("", "")
        sql += [
            f"ALTER TABLE {version} ADD CONSTRAINT {version}_fact_fk "
            f"FOREIGN KEY (agency, fact{also}) REFERENCES {kind} (agency, id{their})",
            f"ALTER TABLE {version} ADD CONSTRAINT {version}_act_fk "
            "FOREIGN KEY (agency, known_from) REFERENCES act (agency, position)",
            f"CREATE UNIQUE INDEX {version}_current_uq ON {version} (agency, fact) WHERE known_until = {OPEN}",
            f"CREATE INDEX {version}_fact_ix ON {version} (agency, fact)",
            f"CREATE INDEX {version}_opened_ix ON {version} (agency, known_from)",
            f"CREATE INDEX {version}_closed_ix ON {version} (agency, known_until) WHERE known_until <> {OPEN}",
        ]
        sql += [
            f"ALTER TABLE {version} ADD CONSTRAINT {version}_{column}_fk "
            f"FOREIGN KEY (agency, {column}) REFERENCES {other} (agency, id)"
            for column, other in others.items()
        ]
    sql += [
        "ALTER TABLE membership ADD CONSTRAINT membership_account_uq UNIQUE (agency, id, account)",
        "ALTER TABLE membership_version ADD CONSTRAINT membership_version_account_fk "
        "FOREIGN KEY (agency, fact, account) REFERENCES membership (agency, id, account)",
        "CREATE INDEX membership_version_account_ix ON membership_version (account)",
        "ALTER TABLE credential_status ADD CONSTRAINT credential_status_credential_fk "
        "FOREIGN KEY (agency, credential, person) REFERENCES credential (agency, id, person)",
    ]
    return sorted(sql, key=lambda statement: "FOREIGN KEY" in statement)  # what is pointed at, first


def _checks() -> list[str]:
    sql = []
    for version in VERSIONS.values():
        sql += [
            f"ALTER TABLE {version} ADD CONSTRAINT {version}_days CHECK (valid_from < valid_until)",
            f"ALTER TABLE {version} ADD CONSTRAINT {version}_positions CHECK (known_from < known_until)",
            f"ALTER TABLE {version} ADD CONSTRAINT {version}_dating CHECK ("
            "dating IN ('known', 'start-unknown', 'end-unknown', 'unknown')"
            " AND (dating NOT IN ('start-unknown', 'unknown') OR valid_from = '-infinity')"
            " AND (dating NOT IN ('end-unknown', 'unknown') OR valid_until = 'infinity'))",
        ]
    for table, named in CHECKS.items():
        sql += [f"ALTER TABLE {table} ADD CONSTRAINT {name} CHECK ({rule})" for name, rule in named.items()]
    for (table, column), words in WORDS.items():
        listed = ", ".join(f"'{word}'" for word in words)
        sql.append(f"ALTER TABLE {table} ADD CONSTRAINT {table}_{column}_word CHECK ({column} IN ({listed}))")
    for table, keys in EXCLUSIONS.items():
        sql.append(
            f"ALTER TABLE {table} ADD CONSTRAINT {table}_excl EXCLUDE USING gist ({keys}, "
            "daterange(valid_from, valid_until) WITH &&, int8range(known_from, known_until) WITH &&)"
        )
    return sql


def _policies() -> list[str]:
    """Say who sees and writes what. Without ``muster.agency`` nothing of any agency is seen."""
    sql = [
        "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC",
        "GRANT USAGE ON SCHEMA public TO muster_app",
    ]

    def guard(table: str, grants: str, **policies: str) -> None:
        sql.extend(
            [
                f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
                f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
                f"GRANT {grants} ON {table} TO muster_app",
            ]
        )
        sql.extend(
            f"CREATE POLICY {table}_{verb} ON {table} FOR {verb.upper()} {rule}" for verb, rule in policies.items()
        )

    mine = f"agency = {HERE}"
    guard(
        "ledger",
        "SELECT, INSERT, UPDATE (position, at)",
        select=f"USING ({mine})",
        insert=f"WITH CHECK ({mine} AND position = 0)",
        update=f"USING ({mine}) WITH CHECK ({mine})",
    )
    at_position = f"{mine} AND position = {POSITION}"
    for table in ("act", "leaf", "remark"):
        guard(table, "SELECT, INSERT", select=f"USING ({mine})", insert=f"WITH CHECK ({at_position})")
    guard(
        "pack_text",
        "SELECT, INSERT",
        select=f"USING ({mine})",
        insert=f"WITH CHECK ({mine} AND {POSITION} IS NOT NULL)",
    )
    guard(
        "account",
        "SELECT, INSERT",
        select=(
            f"USING (id = {ACCOUNT} OR email = (SELECT nullif(current_setting('muster.signing_in', true), ''))"
            f" OR id IN (SELECT account FROM membership WHERE {mine}))"
        ),
        insert=f"WITH CHECK ({HERE} IS NOT NULL)",
    )
    key = "key = (SELECT nullif(current_setting('muster.session', true), ''))"
    guard(
        "session",
        "SELECT, INSERT, UPDATE, DELETE",
        select=f"USING ({key})",
        insert=f"WITH CHECK ({key})",
        update=f"USING ({key}) WITH CHECK ({key})",
        delete=f"USING ({key})",
    )
    for kind, version in VERSIONS.items():
        seen = f"{mine} OR account = {ACCOUNT}" if kind == "membership" else mine
        guard(
            kind,
            "SELECT, INSERT",
            select=f"USING ({seen})",
            insert=f"WITH CHECK ({mine} AND {POSITION} IS NOT NULL)",
        )
        guard(
            version,
            "SELECT, INSERT, UPDATE (known_until)",
            select=f"USING ({seen})",
            insert=f"WITH CHECK ({mine} AND known_from = {POSITION} AND known_until = {OPEN})",
            update=f"USING ({mine} AND known_until = {OPEN}) WITH CHECK ({mine} AND known_until = {POSITION})",
        )
    return [
        *sql,
        # Whoever runs the machine may list the agencies on it, signed in as the owner; nothing else of them.
        f"CREATE POLICY agency_version_owner ON agency_version FOR SELECT TO CURRENT_USER USING (known_until = {OPEN})",
        # The application sees no session but its own; what clears the ended ones away runs as the owner.
        "CREATE POLICY session_sweep ON session FOR ALL TO CURRENT_USER USING (ends_at < now())",
        "CREATE FUNCTION muster_sweep_sessions() RETURNS void LANGUAGE sql SECURITY DEFINER"
        " SET search_path = public BEGIN ATOMIC DELETE FROM session WHERE ends_at < now(); END",
        "REVOKE ALL ON FUNCTION muster_sweep_sessions() FROM PUBLIC",
        "GRANT EXECUTE ON FUNCTION muster_sweep_sessions() TO muster_app",
        # A position is taken one at a time, and time never runs backwards.
        """
        CREATE FUNCTION muster_next_position() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          IF NEW.agency <> OLD.agency OR NEW.position <> OLD.position + 1 OR NEW.at < OLD.at THEN
            RAISE EXCEPTION 'the ledger takes one position after the other' USING ERRCODE = 'check_violation';
          END IF;
          RETURN NEW;
        END $$
        """,
        "CREATE TRIGGER ledger_next BEFORE UPDATE ON ledger FOR EACH ROW EXECUTE FUNCTION muster_next_position()",
    ]


async def _run(statements: list[str]) -> None:
    for statement in statements:
        await Table.raw(statement.replace("{", "{{").replace("}", "}}"))


async def forwards() -> MigrationManager:
    """Add them all, in one transaction."""
    manager = MigrationManager(migration_id=ID, app_name="muster", description=DESCRIPTION)

    async def add() -> None:
        await _run([*_types(), *_no_defaults(), *_keys(), *_checks(), *_policies()])

    manager.add_raw(add)
    return manager
