"""What Piccolo cannot say of erasing: keys, row-level security, and the only doors through which anything goes.

The application may still change and delete nothing. What is erased goes through functions of the
owner, which look for themselves: that this very transaction has taken a position with an act that
says so, that the rows are named by that act and are that one person's, and that no hold stands.
What people disclose of their lives stands behind a third wall: ``muster.disclosures`` says what it
is read for, and no query that does not say so sees any of it.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-25T23:31:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "erasures, holds, retention, disclosures and requests: constraints, row-level security, functions"

OPEN = 9223372036854775807
FEWEST = 11  # people: what fewer have disclosed is never counted
REMOVED = "identity removed"

HERE = "(SELECT nullif(current_setting('muster.agency', true), '')::uuid)"
POSITION = f"(SELECT position FROM ledger WHERE agency = {HERE} AND xmin = pg_current_xact_id()::xid)"
WHOLE = "(SELECT current_setting('muster.reach', true) = 'whole')"
ONESELF = "(SELECT nullif(current_setting('muster.person', true), '')::uuid)"
PURPOSE = "(SELECT nullif(current_setting('muster.disclosures', true), ''))"
FORGOTTEN = "(SELECT nullif(current_setting('muster.forgotten', true), '')::uuid)"
FILE = "(SELECT nullif(current_setting('muster.file', true), ''))"

# fact kind -> the anchors that its versions point at, beside their own: column -> table
FACTS = {
    "erasure": {},
    "hold": {"person": "person"},
    "retention": {},
    "final_report": {},
    "disclosure": {},
    "request": {},
}
OF_A_PERSON = ("erasure", "disclosure", "request")
ABOUT = {"final_report": ("award", "award")}

KINDS = (
    "crisis-service-use",
    "family-member",
    "homelessness",
    "justice-involvement",
    "mental-health",
    "not-said",
    "substance-use",
)
WORDS = {
    ("disclosure_version", "kind"): KINDS,
    ("request_version", "kind"): ("correction", "erasure"),
    ("request_version", "state"): ("open", "done", "declined"),
    ("retention_version", "after"): ("done", "last-entry", "separation", "final-report"),
}
CHECKS = {
    "erasure_version": {
        "erasure_named": "of_position > 0 AND of_position < known_from AND of_place >= 0",
        "erasure_remains": "remains ~ '^[0-9a-f]{64}$' AND (of_place IS NOT NULL OR remains IS NULL)",
    },
    "retention_version": {
        "retention_said": "name <> '' AND kinds <> '' AND says <> '' AND cite <> ''",
        "retention_length": "months >= 0 AND days >= 0 AND months + days > 0",
    },
    "final_report_version": {"final_report_dated": "dating = 'known' AND valid_until = 'infinity'"},
    "request_version": {
        "request_dated": "dating = 'known' AND valid_until = 'infinity' AND due_on >= valid_from",
        "request_answered": "state <> 'declined' OR answer <> ''",
    },
    "doomed": {"doomed_digest": "digest ~ '^[0-9a-f]{64}$'"},
}
ONCE = {
    "disclosure_version": "person, kind",
    "retention_version": "lower(name)",
    "final_report_version": "award",
}

# What no token may hold any more, beside what it might not before.
NEVER = (
    "membership:grant",
    "token:issue",
    "token:read",
    "token:revoke",
    "erasure:carry-out",
    "own-data:manage",
    "disclosure:read",
)

# What goes with a sign-in.
OF_A_SIGN_IN = ("session", "second_factor", "recovery_code", "known_browser", "link", "openid_subject")

# Kinds of fact about a person whose rows may be deleted by an act that erases the person; what points at another
# first. Of these two, the person may have them erased alone.
MAY_GO = (
    "credential_status",
    "employment",
    "role_held",
    "completion",
    "credential",
    "identifier",
    "allocation",
    "effort",
    "paid_day",
    "pay_rate",
    "waiver",
    "disclosure",
    "request",
)
ONES_OWN = ("disclosure", "request")
REMEMBERED = (
    "credential_version",
    "document_version",
    "identifier_version",
    "identity",
    "invitation_version",
    "remark",
    "reminder",
    "request_version",
    "token_version",
)


def _keys() -> list[str]:
    sql = [
        f"ALTER TABLE {table} DROP CONSTRAINT {table}_pkey, ADD CONSTRAINT {table}_pkey PRIMARY KEY (agency, id)"
        for kind in FACTS
        for table in (kind, f"{kind}_version")
    ]
    for kind, others in FACTS.items():
        version, person = f"{kind}_version", kind in OF_A_PERSON
        sql.append(
            f"ALTER TABLE {kind} ADD CONSTRAINT {kind}_ledger_fk FOREIGN KEY (agency) REFERENCES ledger (agency)"
        )
        column, there = ("person", "person") if person else ABOUT.get(kind, ("", ""))
        if column:
            sql += [
                f"ALTER TABLE {kind} ADD CONSTRAINT {kind}_{column}_uq UNIQUE (agency, id, {column})",
                f"ALTER TABLE {kind} ADD CONSTRAINT {kind}_{column}_fk "
                f"FOREIGN KEY (agency, {column}) REFERENCES {there} (agency, id)",
                f"CREATE INDEX {version}_{column}_ix ON {version} (agency, {column})",
            ]
        also = f", {column}" if column else ""
        sql += [
            f"ALTER TABLE {version} ADD CONSTRAINT {version}_fact_fk "
            f"FOREIGN KEY (agency, fact{also}) REFERENCES {kind} (agency, id{also})",
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
        "CREATE UNIQUE INDEX hold_version_once_uq ON hold_version (agency, coalesce(person, agency))"
        f" WHERE known_until = {OPEN}",
        "CREATE UNIQUE INDEX erasure_version_once_uq ON erasure_version"
        " (agency, known_from, of_position, coalesce(of_place, -1))",
        "CREATE INDEX erasure_version_of_ix ON erasure_version (agency, of_position)",
        "ALTER TABLE doomed DROP CONSTRAINT doomed_pkey, ADD CONSTRAINT doomed_pkey PRIMARY KEY (agency, id)",
        "ALTER TABLE doomed ADD CONSTRAINT doomed_digest_uq UNIQUE (agency, digest)",
        "ALTER TABLE doomed ADD CONSTRAINT doomed_ledger_fk FOREIGN KEY (agency) REFERENCES ledger (agency)",
        "CREATE INDEX document_version_digest_ix ON document_version (digest)",
        *(
            f"CREATE UNIQUE INDEX {table}_once_uq ON {table} (agency, {what}) WHERE known_until = {OPEN}"
            for table, what in ONCE.items()
        ),
    ]
    return sorted(sql, key=lambda statement: "FOREIGN KEY" in statement)  # what is pointed at, first


def _checks() -> list[str]:
    sql = []
    for version in (f"{kind}_version" for kind in FACTS):
        sql += [
            f"ALTER TABLE {version} ADD CONSTRAINT {version}_days CHECK (valid_from < valid_until)",
            f"ALTER TABLE {version} ADD CONSTRAINT {version}_positions CHECK (known_from < known_until)",
            f"ALTER TABLE {version} ADD CONSTRAINT {version}_dating CHECK (dating = 'known')",
        ]
    for table, named in CHECKS.items():
        sql += [f"ALTER TABLE {table} ADD CONSTRAINT {name} CHECK ({rule})" for name, rule in named.items()]
    for (table, column), words in WORDS.items():
        listed = ", ".join(f"'{word}'" for word in words)
        sql.append(f"ALTER TABLE {table} ADD CONSTRAINT {table}_{column}_word CHECK ({column} IN ({listed}))")
    never = ", ".join(f"'{each}'" for each in NEVER)
    return [
        *sql,
        "ALTER TABLE token_version DROP CONSTRAINT token_version_permissions",
        "ALTER TABLE token_version ADD CONSTRAINT token_version_permissions"
        f" CHECK (cardinality(permissions) > 0 AND NOT permissions && ARRAY[{never}])",
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
    reached = f"({WHOLE} OR person = {ONESELF} OR person IN (SELECT muster_reached()))"
    own = f"{PURPOSE} = 'own' AND person = {ONESELF}"
    # Whoever verifies the ledger recomputes what every leaf commits to, and shows none of it.
    seen = {
        "disclosure": f"(({own}) OR {PURPOSE} = 'ledger')",
        "disclosure_version": f"(({own}) OR {PURPOSE} = 'ledger' OR ({PURPOSE} = 'shown' AND shown AND {reached}))",
    }
    written = {"disclosure": own, "erasure": reached, "request": reached}
    sql = []
    for kind in FACTS:
        version = f"{kind}_version"
        may_write = f" AND {written[kind]}" if kind in written else ""
        may_see = f" AND {reached}" if kind in OF_A_PERSON else ""
        sql += _guard(
            kind,
            "SELECT, INSERT",
            select=f"USING ({mine} AND {seen[kind]})" if kind in seen else f"USING ({mine}{may_see})",
            insert=f"WITH CHECK ({mine} AND {POSITION} IS NOT NULL{may_write})",
        )
        sql += _guard(
            version,
            # An erasure is never taken back.
            "SELECT, INSERT" if kind == "erasure" else "SELECT, INSERT, UPDATE (known_until)",
            select=f"USING ({mine} AND {seen[version]})" if version in seen else f"USING ({mine}{may_see})",
            insert=f"WITH CHECK ({mine} AND known_from = {POSITION} AND known_until = {OPEN}{may_write})",
            **(
                {}
                if kind == "erasure"
                else {
                    "update": f"USING ({mine} AND known_until = {OPEN}{may_write})"
                    f" WITH CHECK ({mine} AND known_until = {POSITION}{may_write})"
                }
            ),
        )
    return [*sql, *_guard("doomed", "SELECT", select=f"USING ({mine})")]


def _owner_sees() -> list[str]:
    """Let the functions below, which run as the owner, see and take what they are for; and nothing else."""
    mine = f"agency = {HERE}"
    by_person = "(SELECT muster_erased('person-erased'))"
    by_either = f"coalesce({by_person}, (SELECT muster_erased('own-data-erased')))"
    named = (
        f"IN (SELECT e.of_position FROM erasure_version e WHERE e.agency = {HERE} AND e.known_from = {POSITION}"
        " AND e.of_place IS NULL)"
    )
    leaf_named = (
        f"(position, place) IN (SELECT e.of_position, e.of_place FROM erasure_version e WHERE e.agency = {HERE}"
        f" AND e.known_from = {POSITION})"
    )
    sql = [
        f"CREATE POLICY {table}_owner ON {table} FOR SELECT TO CURRENT_USER USING ({mine})"
        for table in ("ledger", "act", "leaf", "hold_version", "erasure_version")
    ]
    for kind in MAY_GO:
        who = by_either if kind in ONES_OWN else by_person
        sql += [
            f"CREATE POLICY {table}_erase ON {table} FOR ALL TO CURRENT_USER USING ({mine} AND person = {who})"
            for table in (kind, f"{kind}_version")
        ]
    return [
        *sql,
        f"CREATE POLICY identity_erase ON identity FOR ALL TO CURRENT_USER USING ({mine} AND fact = {by_person})",
        f"CREATE POLICY reminder_erase ON reminder FOR ALL TO CURRENT_USER USING ({mine} AND person = {by_person})",
        f"CREATE POLICY remark_erase ON remark FOR ALL TO CURRENT_USER USING ({mine} AND position {named})",
        f"CREATE POLICY leaf_erase ON leaf FOR UPDATE TO CURRENT_USER USING ({mine} AND {leaf_named})",
        *(
            f"CREATE POLICY {table}_erase ON {table} FOR ALL TO CURRENT_USER"
            f" USING ({mine} AND {by_person} IS NOT NULL AND {column} IN"
            f" (SELECT l.subject FROM leaf l WHERE l.agency = {HERE} AND {leaf_named}))"
            for table, column in (("document", "id"), ("document_version", "fact"))
        ),
        f"CREATE POLICY document_version_wanted ON document_version FOR SELECT TO CURRENT_USER USING (digest = {FILE})",
        f"CREATE POLICY doomed_owner ON doomed FOR ALL TO CURRENT_USER USING ({mine})",
        f"CREATE POLICY account_forget ON account FOR ALL TO CURRENT_USER USING (id = {FORGOTTEN})",
        *(
            f"CREATE POLICY {table}_forget ON {table} FOR ALL TO CURRENT_USER USING (account = {FORGOTTEN})"
            for table in OF_A_SIGN_IN
        ),
        *(
            f"CREATE POLICY {table}_erase ON {table} FOR ALL TO CURRENT_USER"
            f" USING ({mine} AND {by_person} IS NOT NULL AND {column} IN"
            f" (SELECT l.subject FROM leaf l WHERE l.agency = {HERE} AND {leaf_named}))"
            for table, column in (
                ("token", "id"),
                ("token_version", "fact"),
                ("token_key", "token"),
                ("invitation", "id"),
                ("invitation_version", "fact"),
            )
        ),
        f"CREATE POLICY link_erase ON link FOR ALL TO CURRENT_USER USING (inviting = {HERE} AND {by_person} IS NOT NULL"
        f" AND invitation IN (SELECT l.subject FROM leaf l WHERE l.agency = {HERE} AND {leaf_named}))",
        "CREATE POLICY membership_version_forget ON membership_version FOR SELECT TO CURRENT_USER"
        f" USING (account = {FORGOTTEN})",
        "CREATE POLICY disclosure_version_count ON disclosure_version FOR SELECT TO CURRENT_USER"
        f" USING ({mine} AND counted AND known_until = {OPEN})",
    ]


def _function(name: str, body: str) -> list[str]:
    return [
        f"CREATE FUNCTION {name} {body}",
        f"REVOKE ALL ON FUNCTION {name.partition(' RETURNS')[0]} FROM PUBLIC",
        f"GRANT EXECUTE ON FUNCTION {name.partition(' RETURNS')[0]} TO muster_app",
    ]


DEFINER = "SECURITY DEFINER SET search_path = public"
REFUSED = "USING ERRCODE = 'insufficient_privilege'"


def _who() -> list[str]:
    """Return whom this very transaction erases, by an act of that name; nobody while a hold stands."""
    return _function(
        "muster_erased(what text) RETURNS uuid",
        f"LANGUAGE sql STABLE {DEFINER} BEGIN ATOMIC"
        f" SELECT min(e.person::text)::uuid FROM erasure_version e JOIN act a"
        f" ON a.agency = e.agency AND a.position = e.known_from"
        f" WHERE e.agency = {HERE} AND e.known_from = {POSITION} AND a.act = what"
        f" AND NOT EXISTS (SELECT FROM hold_version h WHERE h.agency = e.agency AND h.known_until = {OPEN}"
        "  AND (h.person IS NULL OR h.person = e.person))"
        " HAVING count(DISTINCT e.person) = 1; END",
    )


def _erase() -> list[str]:
    """Return what takes rows away: those named by the act, of the one person, and only of kinds that may go."""
    gone = "v.agency = here AND v.person = whom AND v.fact = ANY (facts) AND v.known_from = ANY (named)"
    steps = "\n".join(
        f"""
        {"IF NOT alone THEN" if kind not in ONES_OWN else ""}
        DELETE FROM {kind}_version v WHERE {gone} AND (v.known_until = {OPEN} OR v.known_until = ANY (named));
        DELETE FROM {kind} f WHERE f.agency = here AND f.person = whom AND f.id = ANY (facts)
          AND NOT EXISTS (SELECT FROM {kind}_version v WHERE v.agency = here AND v.fact = f.id);
        {"END IF;" if kind not in ONES_OWN else ""}
        """
        for kind in MAY_GO
    )
    return _function(
        "muster_erase(facts uuid[]) RETURNS void",
        f"""
        LANGUAGE plpgsql {DEFINER} AS $$ DECLARE
          here uuid := {HERE};
          at bigint := {POSITION};
          whom uuid := muster_erased('person-erased');
          alone boolean := false;
          named bigint[];
          files uuid[];
          tokens uuid[];
          offers uuid[];
        BEGIN
          IF whom IS NULL THEN
            whom := muster_erased('own-data-erased');
            alone := true;
          END IF;
          IF whom IS NULL THEN
            RAISE EXCEPTION 'nothing is erased without an act that says so, nor while a hold stands' {REFUSED};
          END IF;
          SELECT array_agg(e.of_position) INTO named FROM erasure_version e
            WHERE e.agency = here AND e.known_from = at AND e.of_place IS NOT NULL;
          {steps}
          UPDATE remark r SET words = NULL, salt = NULL WHERE r.agency = here AND r.position IN
            (SELECT e.of_position FROM erasure_version e
              WHERE e.agency = here AND e.known_from = at AND e.of_place IS NULL);
          IF alone THEN
            RETURN;
          END IF;
          UPDATE credential_version v SET number = ''
            WHERE v.agency = here AND v.person = whom AND v.known_from = ANY (named);
          DELETE FROM reminder r WHERE r.agency = here AND r.person = whom;
          SELECT array_agg(l.subject) INTO files FROM leaf l JOIN erasure_version e
            ON e.agency = l.agency AND e.of_position = l.position AND e.of_place = l.place
            WHERE l.agency = here AND e.known_from = at AND l.subject = ANY (facts);
          INSERT INTO doomed (id, agency, digest)
            SELECT DISTINCT ON (v.digest) gen_random_uuid(), here, v.digest FROM document_version v
            WHERE v.agency = here AND v.fact = ANY (files)
            ON CONFLICT (agency, digest) DO NOTHING;
          DELETE FROM document_version v WHERE v.agency = here AND v.fact = ANY (files);
          DELETE FROM document f WHERE f.agency = here AND f.id = ANY (files);
          -- The tokens of a sign-in that is this person's alone.
          SELECT array_agg(t.id) INTO tokens FROM token t
            WHERE t.agency = here AND t.id = ANY (files) AND muster_only_of(t.account, whom);
          DELETE FROM token_key k WHERE k.agency = here AND k.token = ANY (tokens);
          DELETE FROM token_version v WHERE v.agency = here AND v.fact = ANY (tokens);
          DELETE FROM token f WHERE f.agency = here AND f.id = ANY (tokens);
          -- Invitations to this person, or to one of their addresses.
          SELECT array_agg(DISTINCT v.fact) INTO offers FROM invitation_version v
            WHERE v.agency = here AND v.fact = ANY (files)
              AND (v.person = whom
                OR v.email IN (SELECT lower(i.email) FROM identity i WHERE i.agency = here AND i.fact = whom)
                OR v.email IN (SELECT a.email FROM account a JOIN membership_version m ON m.account = a.id
                                WHERE m.agency = here AND m.person = whom));
          DELETE FROM link k WHERE k.inviting = here AND k.invitation = ANY (offers);
          DELETE FROM invitation_version v WHERE v.agency = here AND v.fact = ANY (offers);
          DELETE FROM invitation f WHERE f.agency = here AND f.id = ANY (offers);
          UPDATE identity i SET name = '{REMOVED}', preferred_name = '', email = '', phone = '', language = 'en',
              birth_year = NULL, birth_month = NULL
            WHERE i.agency = here AND i.fact = whom AND i.known_from = ANY (named);
          -- What the planner remembers of columns are values out of them, names too.
          ANALYZE {", ".join(REMEMBERED)};
        END $$
        """,
    )


def _resalt() -> list[str]:
    """Return what takes the salts of the leaves that an act names, and commits to what is left under new ones."""
    return _function(
        "muster_resalt(positions bigint[], places integer[], salts bytea[]) RETURNS void",
        f"""
        LANGUAGE plpgsql {DEFINER} AS $$ BEGIN
          IF coalesce(muster_erased('person-erased'), muster_erased('own-data-erased')) IS NULL THEN
            RAISE EXCEPTION 'no salt goes without an act that says so, nor while a hold stands' {REFUSED};
          END IF;
          UPDATE leaf l SET salt = n.salt FROM unnest(positions, places, salts) AS n (position, place, salt)
            JOIN erasure_version e ON e.of_position = n.position AND e.of_place = n.place
            WHERE e.agency = {HERE} AND e.known_from = {POSITION}
              AND l.agency = {HERE} AND l.position = n.position AND l.place = n.place;
        END $$
        """,
    )


def _forget() -> list[str]:
    """Return what tells whether a sign-in is nobody's but one person's, and what takes everything of such a one."""
    forgetting = " ".join(f"DELETE FROM {table} s WHERE s.account = which;" for table in OF_A_SIGN_IN)
    return [
        *_function(
            "muster_only_of(which uuid, whom uuid) RETURNS boolean",
            f"""
            LANGUAGE plpgsql {DEFINER} AS $$ DECLARE
              others integer;
              theirs integer;
            BEGIN
              PERFORM set_config('muster.forgotten', which::text, true);
              SELECT count(*) FILTER (WHERE v.agency = {HERE} AND v.person = whom),
                     count(*) FILTER (WHERE v.known_until = {OPEN}
                       AND (v.agency <> {HERE} OR v.person IS DISTINCT FROM whom))
                INTO theirs, others FROM membership_version v WHERE v.account = which;
              PERFORM set_config('muster.forgotten', '', true);
              RETURN theirs > 0 AND others = 0;
            END $$
            """,
        ),
        *_function(
            "muster_forget(which uuid) RETURNS void",
            f"""
            LANGUAGE plpgsql {DEFINER} AS $$ DECLARE
              whom uuid := muster_erased('person-erased');
            BEGIN
              IF whom IS NULL OR NOT muster_only_of(which, whom) THEN
                RAISE EXCEPTION 'a sign-in goes with the one person whose it is, by an act that says so' {REFUSED};
              END IF;
              PERFORM set_config('muster.forgotten', which::text, true);
              UPDATE account a SET email = a.id || '@removed.invalid', password = '',
                  disabled_at = coalesce(a.disabled_at, now())
                WHERE a.id = which;
              {forgetting}
              ANALYZE account, openid_subject, session;
              PERFORM set_config('muster.forgotten', '', true);
            END $$
            """,
        ),
    ]


def _others() -> list[str]:
    return [
        # Files lie by the digest of their bytes, so that another agency may have brought in the very same.
        *_function(
            "muster_file_wanted(which text) RETURNS boolean",
            f"""
            LANGUAGE plpgsql {DEFINER} AS $$ DECLARE wanted boolean; BEGIN
              PERFORM set_config('muster.file', which, true);
              SELECT EXISTS (SELECT FROM document_version v WHERE v.digest = which) INTO wanted;
              PERFORM set_config('muster.file', '', true);
              RETURN wanted;
            END $$
            """,
        ),
        *_function(
            "muster_file_gone(which text) RETURNS void",
            f"LANGUAGE sql {DEFINER} BEGIN ATOMIC DELETE FROM doomed WHERE agency = {HERE} AND digest = which; END",
        ),
        # How many have disclosed what, of those who agreed to be counted; where they are few, that they are.
        *_function(
            "muster_disclosure_counts() RETURNS TABLE (kind text, people bigint)",
            f"LANGUAGE sql STABLE {DEFINER} BEGIN ATOMIC"
            f" SELECT v.kind, count(*) FROM disclosure_version v WHERE v.agency = {HERE} AND v.counted"
            f" AND v.known_until = {OPEN} GROUP BY v.kind HAVING count(*) >= {FEWEST}; END",
        ),
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
        await _run([*_no_defaults(), *_keys(), *_checks(), *_policies()])
        await _run([*_who(), *_owner_sees(), *_forget(), *_erase(), *_resalt(), *_others()])

    manager.add_raw(add)
    return manager
