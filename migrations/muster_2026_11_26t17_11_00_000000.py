"""What Piccolo cannot say of what awards owe on paper: keys, open ends, row-level security and grants."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-26T17:11:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "constraints, row-level security and grants of what awards owe on paper"

OPEN = 9223372036854775807

HERE = "(SELECT nullif(current_setting('muster.agency', true), '')::uuid)"
POSITION = f"(SELECT position FROM ledger WHERE agency = {HERE} AND xmin = pg_current_xact_id()::xid)"

# Nothing has a default: what is left out is refused, never guessed.
_DATED = ("id", "agency", "fact", "valid_from", "valid_until", "dating", "known_from", "known_until")
SAID = {
    "paper_sent": ("kind", "of_end", "reference", "document"),
    "award_cost": ("category", "cents", "subaward", "subrecipient"),
    "report_figures": ("form", *(f"line_{letter}" for letter in "abdefijlmn")),
}
OWED = tuple(SAID)


def _keys() -> list[str]:
    columns = [(table, column) for table in OWED for column in ("id", "agency", "award")]
    columns += [(f"{table}_version", column) for table in OWED for column in (*_DATED, "award", *SAID[table])]
    columns += [("award_version", "awarded_on"), ("award_version", "final_due_days")]
    sql = [f"ALTER TABLE {table} ALTER COLUMN {column} DROP DEFAULT" for table, column in columns]
    for table in OWED:
        said = f"{table}_version"
        sql += [
            *(
                f"ALTER TABLE {each} DROP CONSTRAINT {each}_pkey, ADD CONSTRAINT {each}_pkey PRIMARY KEY (agency, id)"
                for each in (table, said)
            ),
            f"ALTER TABLE {table} ADD CONSTRAINT {table}_award_uq UNIQUE (agency, id, award)",
            f"ALTER TABLE {table} ADD CONSTRAINT {table}_ledger_fk FOREIGN KEY (agency) REFERENCES ledger (agency)",
            f"ALTER TABLE {table} ADD CONSTRAINT {table}_award_fk"
            " FOREIGN KEY (agency, award) REFERENCES award (agency, id)",
            f"ALTER TABLE {said} ADD CONSTRAINT {said}_fact_fk"
            f" FOREIGN KEY (agency, fact, award) REFERENCES {table} (agency, id, award)",
            f"ALTER TABLE {said} ADD CONSTRAINT {said}_act_fk"
            " FOREIGN KEY (agency, known_from) REFERENCES act (agency, position)",
            f"CREATE UNIQUE INDEX {said}_current_uq ON {said} (agency, fact) WHERE known_until = {OPEN}",
            f"CREATE INDEX {said}_fact_ix ON {said} (agency, fact)",
            f"CREATE INDEX {said}_award_ix ON {said} (agency, award)",
            f"CREATE INDEX {said}_opened_ix ON {said} (agency, known_from)",
            f"CREATE INDEX {said}_closed_ix ON {said} (agency, known_until) WHERE known_until <> {OPEN}",
            f"ALTER TABLE {said} ADD CONSTRAINT {said}_days CHECK (valid_from < valid_until)",
            f"ALTER TABLE {said} ADD CONSTRAINT {said}_positions CHECK (known_from < known_until)",
        ]
    return sql


def _said() -> list[str]:
    of_one_day = "dating = 'known' AND valid_until = valid_from + 1"
    lines = " AND ".join(f"{column} BETWEEN 0 AND 1000000000000000" for column in SAID["report_figures"][1:])
    return [
        f"ALTER TABLE paper_sent_version ADD CONSTRAINT paper_sent_version_dating CHECK ({of_one_day})",
        "ALTER TABLE paper_sent_version ADD CONSTRAINT paper_sent_version_said CHECK (kind IN"
        " ('financial-report', 'performance-report', 'liquidation', 'extension-request')"
        " AND isfinite(of_end) AND document ~ '^([0-9a-f]{64})?$')",
        "ALTER TABLE award_cost_version ADD CONSTRAINT award_cost_version_dating"
        " CHECK (dating = 'known' AND isfinite(valid_until))",
        "ALTER TABLE award_cost_version ADD CONSTRAINT award_cost_version_said CHECK (category IN"
        " ('pay', 'fringe', 'materials', 'services', 'travel', 'subaward', 'equipment', 'capital', 'patient-care',"
        " 'rent', 'tuition', 'scholarships', 'participant-support')"
        " AND cents BETWEEN 1 AND 1000000000000000 AND (category = 'subaward') = (subaward <> ''))",
        f"ALTER TABLE report_figures_version ADD CONSTRAINT report_figures_version_dating CHECK ({of_one_day})",
        "ALTER TABLE report_figures_version ADD CONSTRAINT report_figures_version_said"
        f" CHECK (form IN ('4040-0014', '3265-0022') AND {lines})",
        "CREATE UNIQUE INDEX report_figures_version_once_uq ON report_figures_version (agency, award, valid_from)"
        f" WHERE known_until = {OPEN}",
        "ALTER TABLE award_version ADD CONSTRAINT award_final_due CHECK (final_due_days BETWEEN 0 AND 400)",
        "ALTER TABLE award_version ADD CONSTRAINT award_awarded CHECK (isfinite(awarded_on))",
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
    """Say who sees and writes what: it is kept as the awards themselves are."""
    mine = f"agency = {HERE}"
    return [
        sql
        for table in OWED
        for sql in (
            *_guard(
                table,
                "SELECT, INSERT",
                select=f"USING ({mine})",
                insert=f"WITH CHECK ({mine} AND {POSITION} IS NOT NULL)",
            ),
            *_guard(
                f"{table}_version",
                "SELECT, INSERT, UPDATE (known_until)",
                select=f"USING ({mine})",
                insert=f"WITH CHECK ({mine} AND known_from = {POSITION} AND known_until = {OPEN})",
                update=f"USING ({mine} AND known_until = {OPEN}) WITH CHECK ({mine} AND known_until = {POSITION})",
            ),
        )
    ]


async def _run(statements: list[str]) -> None:
    for statement in statements:
        await Table.raw(statement.replace("{", "{{").replace("}", "}}"))


async def forwards() -> MigrationManager:
    """Add them all, in one transaction."""
    manager = MigrationManager(migration_id=ID, app_name="muster", description=DESCRIPTION)

    async def add() -> None:
        await _run([*_keys(), *_said(), *_policies()])

    manager.add_raw(add)
    return manager
