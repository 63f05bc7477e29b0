"""What Piccolo cannot say of responses: keys, checks, row-level security, grants.

A response is its agency's, as a shift is, and says nothing about anybody: neither who went, nor who called.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-26T17:31:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "constraints, row-level security and grants of responses"

OPEN = 9223372036854775807

HERE = "(SELECT nullif(current_setting('muster.agency', true), '')::uuid)"
POSITION = f"(SELECT position FROM ledger WHERE agency = {HERE} AND xmin = pg_current_xact_id()::xid)"

SENDERS = ("988-hub", "911", "211", "311", "crisis-line", "walk-up", "partner", "own-team", "unknown")
PLACES = ("urban", "suburban", "rural", "unknown")
BACKUP = ("none", "police", "medical", "police-and-medical", "unknown")
WORD = "^([a-z0-9]+(-[a-z0-9]+)*)?$"


def _no_defaults() -> list[str]:
    """Drop every default: what is left out is refused, never guessed."""
    return [
        f"ALTER TABLE {table} ALTER COLUMN {column} DROP DEFAULT"
        for table, columns in {
            "response": ("id", "agency", "program"),
            "response_version": (
                *("id", "agency", "fact", "valid_from", "valid_until", "dating", "known_from", "known_until"),
                *("program", "dispatched_at", "dispatched_by", "place", "en_route_after", "arrived_after"),
                *("call_type", "backup", "outcome", "shift"),
            ),
        }.items()
        for column in columns
    ]


def _keys() -> list[str]:
    version = "ALTER TABLE response_version ADD CONSTRAINT response_version_"
    return [
        *(
            f"ALTER TABLE {table} DROP CONSTRAINT {table}_pkey, ADD CONSTRAINT {table}_pkey PRIMARY KEY (agency, id)"
            for table in ("response", "response_version")
        ),
        "ALTER TABLE response ADD CONSTRAINT response_ledger_fk FOREIGN KEY (agency) REFERENCES ledger (agency)",
        "ALTER TABLE response ADD CONSTRAINT response_about_uq UNIQUE (agency, id, program)",
        "ALTER TABLE response ADD CONSTRAINT response_program_fk"
        " FOREIGN KEY (agency, program) REFERENCES program (agency, id)",
        f"{version}fact_fk FOREIGN KEY (agency, fact, program) REFERENCES response (agency, id, program)",
        f"{version}act_fk FOREIGN KEY (agency, known_from) REFERENCES act (agency, position)",
        f"{version}shift_fk FOREIGN KEY (agency, shift) REFERENCES shift (agency, id)",
        f"CREATE UNIQUE INDEX response_version_current_uq ON response_version (agency, fact) WHERE known_until = {OPEN}",
        "CREATE INDEX response_version_fact_ix ON response_version (agency, fact)",
        "CREATE INDEX response_version_when_ix ON response_version (agency, program, valid_from)",
        "CREATE INDEX response_version_opened_ix ON response_version (agency, known_from)",
        f"CREATE INDEX response_version_closed_ix ON response_version (agency, known_until) WHERE known_until <> {OPEN}",
    ]


def _one_of(column: str, words: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(each) for each in words)})"


def _checks() -> list[str]:
    rules = {
        "version_days": "valid_from < valid_until",
        "version_positions": "known_from < known_until",
        "dated": "dating = 'known' AND valid_until = valid_from + 1",
        "minute": "date_trunc('minute', dispatched_at) = dispatched_at",
        "dispatched_by_word": _one_of("dispatched_by", SENDERS),
        "place_word": _one_of("place", PLACES),
        "backup_word": _one_of("backup", BACKUP),
        "en_route": "en_route_after BETWEEN 0 AND 1440",
        "arrived": "arrived_after BETWEEN 0 AND 1440 AND arrived_after >= coalesce(en_route_after, 0)",
        "call_type_word": f"call_type ~ '{WORD}' AND length(call_type) <= 40",
        "outcome_word": f"outcome ~ '{WORD}' AND length(outcome) <= 40",
    }
    return [
        f"ALTER TABLE response_version ADD CONSTRAINT response_{name} CHECK ({rule})" for name, rule in rules.items()
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
    return [
        *_guard(
            "response",
            "SELECT, INSERT",
            select=f"USING ({mine})",
            insert=f"WITH CHECK ({mine} AND {POSITION} IS NOT NULL)",
        ),
        *_guard(
            "response_version",
            "SELECT, INSERT, UPDATE (known_until)",
            select=f"USING ({mine})",
            insert=f"WITH CHECK ({mine} AND known_from = {POSITION} AND known_until = {OPEN})",
            update=f"USING ({mine} AND known_until = {OPEN}) WITH CHECK ({mine} AND known_until = {POSITION})",
        ),
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
