"""What Piccolo cannot say of the money: keys, open ends, row-level security, grants; and the reminders' own."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-24T00:40:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "constraints, row-level security and grants of money, partnerships, effort, waivers and reminders"

OPEN = 9223372036854775807

# fact kind -> the anchors that its versions point at, beside their own: column -> table
FACTS = {
    "identifier": {},
    "document": {},
    "award": {},
    "personnel_line": {},
    "partner": {},
    "partnership": {"award": "award"},
    "allocation": {"line": "personnel_line", "partnership": "partnership"},
    "effort": {"line": "personnel_line", "partnership": "partnership", "approved_by": "person"},
    "paid_day": {},
    "pay_rate": {},
    "waiver": {},
}
OF_A_PERSON = ("identifier", "allocation", "effort", "paid_day", "pay_rate", "waiver")
# fact kind -> what its anchor is about for ever: column -> table
ABOUT = {"personnel_line": ("award", "award"), "partnership": ("partner", "partner")}

WORDS = {
    ("membership_version", "role"): (
        "administrator",
        "hr",
        "supervisor",
        "grant-officer",
        "responder",
        "auditor",
    ),
    ("identifier_version", "register"): ("hr", "lms", "npi"),
    ("partnership_version", "instrument"): ("mou", "contract", "agreement", "letter"),
    ("effort_version", "kind"): ("work", "leave"),
    ("reminder", "state"): ("pending", "sending", "sent", "withdrawn", "deferred", "failed", "unknown"),
    ("reminder", "channel"): ("mail",),
}

ONE_DAY = "dating = 'known' AND valid_until = valid_from + 1"
CHECKS = {
    "identifier_version": {"identifier_value": "value <> ''"},
    "document_version": {"document_digest": "digest ~ '^[0-9a-f]{64}$' AND name <> '' AND size >= 0"},
    "award_version": {
        "award_number": "number <> ''",
        "award_amount": "amount_cents >= 0",
        "award_schedule": "report_months IN (1, 3, 6, 12) AND report_due_days BETWEEN 0 AND 400",
        "award_dated": "dating = 'known'",
    },
    "personnel_line_version": {
        "personnel_line_said": "code <> '' AND role <> ''",
        "personnel_line_amounts": "fte_hundredths > 0 AND annual_cents >= 0",
    },
    "partner_version": {"partner_name": "name <> ''"},
    "partnership_version": {"partnership_dated": "dating = 'known'"},
    "allocation_version": {
        "allocation_share": "percent_hundredths BETWEEN 1 AND 10000",
        "allocation_dated": "dating = 'known'",
    },
    "effort_version": {"effort_minutes": "minutes BETWEEN 1 AND 1500", "effort_day": ONE_DAY},
    "paid_day_version": {"paid_day_minutes": "minutes BETWEEN 1 AND 1500", "paid_day_day": ONE_DAY},
    "pay_rate_version": {"pay_rate_above_zero": "cents_per_hour > 0", "pay_rate_dated": "dating = 'known'"},
    "waiver_version": {
        "waiver_said": "requirement <> '' AND authority <> ''",
        "waiver_dated": "dating = 'known'",
    },
    "adoption_version": {"adoption_binds_one": "program IS NULL OR award IS NULL"},
    "reminder": {"reminder_counts": "attempts >= 0 AND rung BETWEEN -400 AND 400"},
}

# What may be said once at a time.
ONCE = {
    "identifier_version": "register, value",
    "award_version": "lower(number)",
    "personnel_line_version": "award, lower(code)",
    "partner_version": "lower(name)",
    "paid_day_version": "person, valid_from",
}

WHOSE = "uuidrange(agency, agency, '[]') WITH &&"
EXCLUSIONS = {
    "pay_rate_version": f"{WHOSE}, uuidrange(person, person, '[]') WITH &&",
    "adoption_version": (
        f"{WHOSE}, textrange(pack, pack, '[]') WITH &&, "
        "uuidrange(coalesce(award, program, agency), coalesce(award, program, agency), '[]') WITH &&"
    ),
}

HERE = "(SELECT nullif(current_setting('muster.agency', true), '')::uuid)"
POSITION = f"(SELECT position FROM ledger WHERE agency = {HERE} AND xmin = pg_current_xact_id()::xid)"


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
        "ALTER TABLE adoption_version ADD CONSTRAINT adoption_version_award_fk "
        "FOREIGN KEY (agency, award) REFERENCES award (agency, id)",
        "CREATE INDEX effort_version_day_ix ON effort_version (agency, valid_from)",
        "CREATE INDEX effort_version_line_ix ON effort_version (agency, line, valid_from)",
        "ALTER TABLE reminder DROP CONSTRAINT reminder_pkey, ADD CONSTRAINT reminder_pkey PRIMARY KEY (agency, id)",
        "ALTER TABLE reminder ADD CONSTRAINT reminder_key_uq UNIQUE (agency, key)",
        "ALTER TABLE reminder ADD CONSTRAINT reminder_person_fk "
        "FOREIGN KEY (agency, person) REFERENCES person (agency, id)",
        "ALTER TABLE reminder ADD CONSTRAINT reminder_program_fk "
        "FOREIGN KEY (agency, program) REFERENCES program (agency, id)",
        "CREATE INDEX reminder_waiting_ix ON reminder (agency, not_before) WHERE state IN ('pending', 'deferred')",
        "CREATE INDEX reminder_leased_ix ON reminder (agency, lease_until) WHERE state = 'sending'",
    ]
    sql += [
        f"CREATE UNIQUE INDEX {table}_once_uq ON {table} (agency, {what}) WHERE known_until = {OPEN}"
        for table, what in ONCE.items()
    ]
    return sorted(sql, key=lambda statement: "FOREIGN KEY" in statement)  # what is pointed at, first


def _checks() -> list[str]:
    sql = []
    for version in (f"{kind}_version" for kind in FACTS):
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
    sql += [
        "ALTER TABLE membership_version DROP CONSTRAINT membership_version_role_word",
        "ALTER TABLE adoption_version DROP CONSTRAINT adoption_version_excl",
    ]
    for (table, column), words in WORDS.items():
        listed = ", ".join(f"'{word}'" for word in words)
        sql.append(f"ALTER TABLE {table} ADD CONSTRAINT {table}_{column}_word CHECK ({column} IN ({listed}))")
    for table, keys in EXCLUSIONS.items():
        sql.append(
            f"ALTER TABLE {table} ADD CONSTRAINT {table}_excl EXCLUDE USING gist ({keys}, "
            "daterange(valid_from, valid_until) WITH &&, int8range(known_from, known_until) WITH &&)"
        )
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
    """Say who sees and writes what, as for every fact before."""
    mine = f"agency = {HERE}"
    sql = []
    for kind in FACTS:
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
    # A reminder is no fact: it is work, and its state moves. What it is about does not.
    sql += _guard(
        "reminder",
        "SELECT, INSERT, UPDATE (state, attempts, not_before, lease_until, handed_over_at, settled_at, detail)",
        select=f"USING ({mine})",
        insert=f"WITH CHECK ({mine} AND state = 'pending' AND attempts = 0)",
        update=f"USING ({mine}) WITH CHECK ({mine})",
    )
    return [
        *sql,
        # Whoever sends reminders has to know which agencies there are: their ids and their midnights, no more.
        "CREATE FUNCTION muster_agencies() RETURNS TABLE (id uuid, time_zone text) LANGUAGE sql STABLE SECURITY DEFINER"
        f" SET search_path = public BEGIN ATOMIC SELECT fact, time_zone FROM agency_version WHERE known_until = {OPEN}; END",
        "REVOKE ALL ON FUNCTION muster_agencies() FROM PUBLIC",
        "GRANT EXECUTE ON FUNCTION muster_agencies() TO muster_app",
        # Whoever clears ended sessions away says which moment it is: one clock decides what has ended.
        "DROP FUNCTION muster_sweep_sessions()",
        "CREATE FUNCTION muster_sweep_sessions(at timestamptz) RETURNS void LANGUAGE sql SECURITY DEFINER"
        " SET search_path = public BEGIN ATOMIC DELETE FROM session WHERE ends_at < least(at, now()); END",
        "REVOKE ALL ON FUNCTION muster_sweep_sessions(timestamptz) FROM PUBLIC",
        "GRANT EXECUTE ON FUNCTION muster_sweep_sessions(timestamptz) TO muster_app",
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

    manager.add_raw(add)
    return manager
