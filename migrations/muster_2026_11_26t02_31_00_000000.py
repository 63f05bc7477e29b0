"""What Piccolo cannot say of calendars and cards: keys, checks, row-level security, grants; and a look by a card.

Both are looked up by the digest of what somebody brings, before anybody knows whose they are: whoever looks
one up says the digest (``muster.calendar``, ``muster.card``), and sees that one row. Whoever else sees them
reaches the person, as of any record. Nothing of them is in the ledger, so they may be taken away.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-26T02:31:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "constraints, row-level security and grants of calendars and cards"

HERE = "(SELECT nullif(current_setting('muster.agency', true), '')::uuid)"
REACHED = (
    f"agency = {HERE} AND ((SELECT current_setting('muster.reach', true) = 'whole')"
    " OR person = (SELECT nullif(current_setting('muster.person', true), '')::uuid)"
    " OR person IN (SELECT muster_reached()))"
)
DIGEST = "~ '^[0-9a-f]{64}$'"

CHECKS = {
    "calendar": {"calendar_digest": f"digest {DIGEST}"},
    "calendar_day": {
        "calendar_day_digests": f"key {DIGEST} AND says {DIGEST}",
        "calendar_day_sequence": "sequence >= 0",
        "calendar_day_ends": "ended_at <= changed_at",
    },
    "card": {
        "card_digest": f"digest {DIGEST}",
        "card_checked": "times >= 0 AND (times = 0) = (last_at IS NULL)",
    },
}
CHANGED = {
    "calendar": ("account", "digest", "made_at", "read_at"),
    "calendar_day": ("day", "says", "sequence", "changed_at", "ended_at"),
    "card": ("account", "digest", "sealed", "shows_name", "made_at", "times", "last_at"),
}
SIGHTS = ("record", "disclosure", "export", "share", "see-as", "card")


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
    one_of_a_person = [
        statement
        for table in ("calendar", "card")
        for statement in (
            f"ALTER TABLE {table} ADD CONSTRAINT {table}_person_fk"
            " FOREIGN KEY (agency, person) REFERENCES person (agency, id)",
            f"ALTER TABLE {table} ADD CONSTRAINT {table}_account_fk FOREIGN KEY (account) REFERENCES account (id)",
            f"ALTER TABLE {table} ADD CONSTRAINT {table}_person_uq UNIQUE (agency, person)",
            f"ALTER TABLE {table} ADD CONSTRAINT {table}_digest_uq UNIQUE (digest, agency)",
            f"CREATE INDEX {table}_account_ix ON {table} (agency, account)",
        )
    ]
    return [
        *(
            f"ALTER TABLE {table} DROP CONSTRAINT {table}_pkey, ADD CONSTRAINT {table}_pkey PRIMARY KEY (agency, id)"
            for table in CHECKS
        ),
        *one_of_a_person,
        "ALTER TABLE calendar ADD CONSTRAINT calendar_whose_uq UNIQUE (agency, id, person)",
        "ALTER TABLE calendar_day ADD CONSTRAINT calendar_day_calendar_fk FOREIGN KEY (agency, calendar, person)"
        " REFERENCES calendar (agency, id, person) ON DELETE CASCADE",
        "ALTER TABLE calendar_day ADD CONSTRAINT calendar_day_key_uq UNIQUE (agency, calendar, key)",
        *(
            f"ALTER TABLE {table} ADD CONSTRAINT {name} CHECK ({rule})"
            for table, rules in CHECKS.items()
            for name, rule in rules.items()
        ),
    ]


def _policies(table: str) -> list[str]:
    """Say who sees, writes, changes and takes away a row; one that is brought is seen by its digest too."""
    brought = f" OR digest = (SELECT nullif(current_setting('muster.{table}', true), ''))"
    seen = f"({REACHED}){brought}" if table != "calendar_day" else REACHED
    columns = ", ".join(CHANGED[table])
    return [
        f"REVOKE ALL ON {table} FROM PUBLIC",
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"GRANT SELECT, INSERT, DELETE, UPDATE ({columns}) ON {table} TO muster_app",
        f"CREATE POLICY {table}_select ON {table} FOR SELECT USING ({seen})",
        f"CREATE POLICY {table}_insert ON {table} FOR INSERT WITH CHECK ({REACHED})",
        f"CREATE POLICY {table}_update ON {table} FOR UPDATE USING ({REACHED}) WITH CHECK ({REACHED})",
        f"CREATE POLICY {table}_delete ON {table} FOR DELETE USING ({REACHED})",
    ]


def _sights() -> list[str]:
    listed = ", ".join(f"'{each}'" for each in SIGHTS)
    return [
        "ALTER TABLE look DROP CONSTRAINT look_sight_word",
        f"ALTER TABLE look ADD CONSTRAINT look_sight_word CHECK (sight IN ({listed}))",
    ]


async def _run(statements: list[str]) -> None:
    for statement in statements:
        await Table.raw(statement.replace("{", "{{").replace("}", "}}"))


async def forwards() -> MigrationManager:
    """Add them all, in one transaction."""
    manager = MigrationManager(migration_id=ID, app_name="muster", description=DESCRIPTION)

    async def add() -> None:
        await _run([*_no_defaults(), *_keys(), *(rule for table in CHECKS for rule in _policies(table)), *_sights()])

    manager.add_raw(add)
    return manager
