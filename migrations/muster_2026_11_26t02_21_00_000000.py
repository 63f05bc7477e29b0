"""What Piccolo cannot say of drafts of imports: keys, row-level security, grants, and how they go."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-26T02:21:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "constraints, row-level security and grants of drafts of imports"

STATES = ("reading", "planned", "failed", "committing", "done")

HERE = "(SELECT nullif(current_setting('muster.agency', true), '')::uuid)"
ACCOUNT = "(SELECT nullif(current_setting('muster.account', true), '')::uuid)"
DEFINER = "SECURITY DEFINER SET search_path = public"


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
    states = ", ".join(f"'{each}'" for each in STATES)
    return [
        *(
            f"ALTER TABLE {table} DROP CONSTRAINT {table}_pkey, ADD CONSTRAINT {table}_pkey PRIMARY KEY (agency, id)"
            for table in ("import_draft", "import_draft_file")
        ),
        "ALTER TABLE import_draft ADD CONSTRAINT import_draft_account_uq UNIQUE (agency, id, account)",
        "ALTER TABLE import_draft ADD CONSTRAINT import_draft_ledger_fk"
        " FOREIGN KEY (agency) REFERENCES ledger (agency)",
        "ALTER TABLE import_draft ADD CONSTRAINT import_draft_account_fk FOREIGN KEY (account) REFERENCES account (id)",
        "ALTER TABLE import_draft ADD CONSTRAINT import_draft_act_fk"
        " FOREIGN KEY (agency, position) REFERENCES act (agency, position)",
        f"ALTER TABLE import_draft ADD CONSTRAINT import_draft_state CHECK (state IN ({states}))",
        "ALTER TABLE import_draft ADD CONSTRAINT import_draft_done"
        " CHECK ((state = 'done') = (done_at IS NOT NULL) AND (position IS NULL OR state = 'done'))",
        "ALTER TABLE import_draft ADD CONSTRAINT import_draft_leased CHECK ((work IS NULL) = (lease_until IS NULL))",
        "CREATE INDEX import_draft_ends_ix ON import_draft (agency, ends_at)",
        "ALTER TABLE import_draft_file ADD CONSTRAINT import_draft_file_draft_fk"
        " FOREIGN KEY (agency, draft, account) REFERENCES import_draft (agency, id, account)",
        "ALTER TABLE import_draft_file ADD CONSTRAINT import_draft_file_place_uq UNIQUE (agency, draft, place)",
        "ALTER TABLE import_draft_file ADD CONSTRAINT import_draft_file_said"
        " CHECK (name <> '' AND size = octet_length(content))",
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
    """Say who sees and writes what: whoever chose the files, in the agency that they chose them for."""
    own = f"agency = {HERE} AND account = {ACCOUNT}"
    changing = "state, recipe, asked, ends_at, done_at, work, lease_until, planned_at, held, position"
    return [
        *_guard(
            "import_draft",
            f"SELECT, INSERT, UPDATE ({changing})",
            select=f"USING ({own})",
            insert=f"WITH CHECK ({own} AND position IS NULL)",
            update=f"USING ({own}) WITH CHECK ({own})",
        ),
        *_guard(
            "import_draft_file",
            "SELECT, INSERT",
            select=f"USING ({own})",
            insert=f"WITH CHECK ({own})",
        ),
    ]


def _function(name: str, body: str) -> list[str]:
    return [
        f"CREATE FUNCTION {name} {body}",
        f"REVOKE ALL ON FUNCTION {name.partition(' RETURNS')[0]} FROM PUBLIC",
        f"GRANT EXECUTE ON FUNCTION {name.partition(' RETURNS')[0]} TO muster_app",
    ]


def _going() -> list[str]:
    """Return what takes drafts away, as the owner: those that are over, and all of them with an erasure.

    Nobody can tell from the bytes of a file whether it names somebody who is erased; so none of them stays.
    """
    gone = "DELETE FROM import_draft_file f WHERE f.agency = {here}{those}; DELETE FROM import_draft d WHERE {which};"
    over = "d.agency = {here} AND d.ends_at <= least(at, now())"
    swept = gone.format(
        here=HERE,
        those=f" AND f.draft IN (SELECT d.id FROM import_draft d WHERE {over.format(here=HERE)})",
        which=over.format(here=HERE),
    )
    return [
        *(
            f"CREATE POLICY {table}_sweep ON {table} FOR ALL TO CURRENT_USER USING (agency = {HERE})"
            for table in ("import_draft", "import_draft_file")
        ),
        *_function(
            "muster_sweep_drafts(at timestamptz) RETURNS void",
            f"LANGUAGE sql {DEFINER} BEGIN ATOMIC {swept} END",
        ),
        *_function(
            "muster_erase_drafts() RETURNS void",
            f"""
            LANGUAGE plpgsql {DEFINER} AS $$ BEGIN
              IF muster_erased('person-erased') IS NULL THEN
                RAISE EXCEPTION 'nothing is erased without an act that says so, nor while a hold stands'
                  USING ERRCODE = 'insufficient_privilege';
              END IF;
              {gone.format(here=HERE, those="", which=f"d.agency = {HERE}")}
            END $$
            """,
        ),
    ]


def _unremembered() -> list[str]:
    """Let the planner remember nothing of what stands in them: values, names too, would outlast the rows."""
    columns = {"import_draft": ("recipe", "asked"), "import_draft_file": ("name", "content")}
    return [
        f"ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS 0" for table in columns for column in columns[table]
    ]


async def _run(statements: list[str]) -> None:
    for statement in statements:
        await Table.raw(statement.replace("{", "{{").replace("}", "}}"))


async def forwards() -> MigrationManager:
    """Add them all, in one transaction."""
    manager = MigrationManager(migration_id=ID, app_name="muster", description=DESCRIPTION)

    async def add() -> None:
        await _run([*_no_defaults(), *_keys(), *_policies(), *_going(), *_unremembered()])

    manager.add_raw(add)
    return manager
