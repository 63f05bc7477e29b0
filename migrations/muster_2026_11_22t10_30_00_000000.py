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
    "act": {"act_position": "position > 0"},
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
    "employment_version": "uuidrange(person, person, '[]') WITH &&",
    "adoption_version": (
        "uuidrange(agency, agency, '[]') WITH &&, textrange(pack, pack, '[]') WITH &&, "
        "uuidrange(coalesce(program, agency), coalesce(program, agency), '[]') WITH &&"
    ),
}

HERE = "(SELECT nullif(current_setting('muster.agency', true), '')::uuid)"
ACCOUNT = "(SELECT nullif(current_setting('muster.account', true), '')::uuid)"
POSITION = "(SELECT nullif(current_setting('muster.position', true), '')::bigint)"


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
        "ALTER TABLE ledger ADD CONSTRAINT ledger_agency_uq UNIQUE (agency)",
        "ALTER TABLE ledger ADD CONSTRAINT ledger_agency_fk FOREIGN KEY (agency) REFERENCES agency (id)",
        "ALTER TABLE act ADD CONSTRAINT act_position_uq UNIQUE (agency, position)",
        "ALTER TABLE act ADD CONSTRAINT act_ledger_fk FOREIGN KEY (agency) REFERENCES ledger (agency)",
        "ALTER TABLE leaf ADD CONSTRAINT leaf_place_uq UNIQUE (agency, position, place)",
        "ALTER TABLE leaf ADD CONSTRAINT leaf_act_fk "
        "FOREIGN KEY (agency, position) REFERENCES act (agency, position)",
        "ALTER TABLE remark ADD CONSTRAINT remark_act_uq UNIQUE (agency, position)",
        "ALTER TABLE remark ADD CONSTRAINT remark_act_fk "
        "FOREIGN KEY (agency, position) REFERENCES act (agency, position)",
        "ALTER TABLE pack_text ADD CONSTRAINT pack_text_digest_uq UNIQUE (agency, digest)",
        "ALTER TABLE pack_text ADD CONSTRAINT pack_text_agency_fk FOREIGN KEY (agency) REFERENCES agency (id)",
        "ALTER TABLE account ADD CONSTRAINT account_email_uq UNIQUE (email)",
        "ALTER TABLE session ADD CONSTRAINT session_key_uq UNIQUE (key)",
        "ALTER TABLE membership ADD CONSTRAINT membership_account_fk FOREIGN KEY (account) REFERENCES account (id)",
        "CREATE INDEX leaf_subject_ix ON leaf (agency, subject)",
    ]
    for kind, others in FACTS.items():
        version = VERSIONS[kind]
        person = kind in OF_A_PERSON
        sql += [
            f"ALTER TABLE {kind} ADD CONSTRAINT {kind}_id_uq UNIQUE (agency, id)",
            f"ALTER TABLE {kind} ADD CONSTRAINT {kind}_agency_fk FOREIGN KEY (agency) REFERENCES agency (id)",
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
            f"CREATE POLICY {table}_{verb} ON {table} FOR {verb.upper()} {rule}"
            for verb, rule in policies.items()
        )

    mine = f"agency = {HERE}"
    guard("agency", "SELECT, INSERT", select=f"USING (id = {HERE})", insert=f"WITH CHECK (id = {HERE})")
    # Whoever runs the machine may list the agencies on it, signed in as the owner; nothing else of them.
    sql.append("CREATE POLICY agency_owner ON agency FOR SELECT TO CURRENT_USER USING (true)")
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
    guard("pack_text", "SELECT, INSERT", select=f"USING ({mine})", insert=f"WITH CHECK ({mine})")
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
        select=f"USING ({key} OR ends_at < now())",
        insert=f"WITH CHECK ({key})",
        update=f"USING ({key}) WITH CHECK ({key})",
        delete=f"USING ({key} OR ends_at < now())",
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
    return sql


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
