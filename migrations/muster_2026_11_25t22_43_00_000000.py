"""What Piccolo cannot say of the trees: keys, row-level security, grants, and that they only grow."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-25T22:43:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "constraints, row-level security and grants of trees, checkpoints and keys"

HERE = "(SELECT nullif(current_setting('muster.agency', true), '')::uuid)"
# The tree of the same log whose row this very transaction has written: nobody else holds it.
HELD = (
    "EXISTS (SELECT FROM tree t WHERE t.agency = {table}.agency AND t.log = {table}.log"
    " AND t.xmin = pg_current_xact_id()::xid AND {inside})"
)
# What is taken into a tree stands in its log, with the same hash.
IN_ITS_LOG = (
    "CASE log WHEN 'ledger' THEN EXISTS (SELECT FROM leaf l WHERE l.agency = tree_leaf.agency"
    " AND l.position = tree_leaf.position AND l.place = tree_leaf.place AND l.hash = tree_leaf.hash)"
    " ELSE EXISTS (SELECT FROM look_leaf l WHERE l.agency = tree_leaf.agency"
    " AND l.number = tree_leaf.position AND l.place = tree_leaf.place AND l.hash = tree_leaf.hash) END"
)


def _keys() -> list[str]:
    return [
        *(
            f"ALTER TABLE {table} DROP CONSTRAINT {table}_pkey, ADD CONSTRAINT {table}_pkey PRIMARY KEY ({columns})"
            for table, columns in {
                "tree": "agency, id",
                "tree_leaf": "agency, log, number",
                "tree_node": "agency, log, level, number",
                "checkpoint": "agency, id",
                "signing_key": "agency, id",
            }.items()
        ),
        "ALTER TABLE tree ADD CONSTRAINT tree_log_uq UNIQUE (agency, log)",
        "ALTER TABLE tree ADD CONSTRAINT tree_ledger_fk FOREIGN KEY (agency) REFERENCES ledger (agency)",
        "ALTER TABLE tree ADD CONSTRAINT tree_log_word CHECK (log IN ('ledger', 'access-log'))",
        "ALTER TABLE tree_leaf ADD CONSTRAINT tree_leaf_place_uq UNIQUE (agency, log, position, place)",
        "ALTER TABLE checkpoint ADD CONSTRAINT checkpoint_size_uq UNIQUE (agency, log, size)",
        "ALTER TABLE signing_key ADD CONSTRAINT signing_key_uq UNIQUE (agency, key)",
        "ALTER TABLE signing_key ADD CONSTRAINT signing_key_ledger_fk FOREIGN KEY (agency) REFERENCES ledger (agency)",
        *(
            f"ALTER TABLE {table} ADD CONSTRAINT {table}_tree_fk"
            " FOREIGN KEY (agency, log) REFERENCES tree (agency, log)"
            for table in ("tree_leaf", "tree_node", "checkpoint")
        ),
        "ALTER TABLE checkpoint ADD CONSTRAINT checkpoint_key_fk"
        " FOREIGN KEY (agency, key) REFERENCES signing_key (agency, key)",
        "ALTER TABLE tree ADD CONSTRAINT tree_counts CHECK (size >= 0 AND position >= 0)",
        "ALTER TABLE tree_leaf ADD CONSTRAINT tree_leaf_counts"
        " CHECK (number >= 0 AND position > 0 AND place >= 0 AND length(hash) = 32)",
        "ALTER TABLE tree_node ADD CONSTRAINT tree_node_counts CHECK (level > 0 AND number >= 0 AND length(hash) = 32)",
        "ALTER TABLE checkpoint ADD CONSTRAINT checkpoint_counts CHECK (size >= 0)",
        "ALTER TABLE signing_key ADD CONSTRAINT signing_key_id CHECK (key ~ '^[0-9a-f]{16}$')",
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
    """Say who sees and writes what: a tree is extended by whoever holds its row, and nothing is undone."""
    mine = f"agency = {HERE}"
    leaf_inside = HELD.format(
        table="tree_leaf", inside="tree_leaf.number < t.size AND tree_leaf.position <= t.position"
    )
    node_inside = HELD.format(table="tree_node", inside="(tree_node.number + 1) << tree_node.level <= t.size")
    signed = "EXISTS (SELECT FROM tree t WHERE t.agency = checkpoint.agency AND t.log = checkpoint.log AND {inside})"
    return [
        *_guard(
            "tree",
            "SELECT, INSERT, UPDATE (size, position)",
            select=f"USING ({mine})",
            insert=f"WITH CHECK ({mine} AND size = 0 AND position = 0)",
            update=f"USING ({mine}) WITH CHECK ({mine})",
        ),
        *_guard(
            "tree_leaf",
            "SELECT, INSERT",
            select=f"USING ({mine})",
            insert=f"WITH CHECK ({mine} AND {leaf_inside} AND {IN_ITS_LOG})",
        ),
        *_guard(
            "tree_node",
            "SELECT, INSERT",
            select=f"USING ({mine})",
            insert=f"WITH CHECK ({mine} AND {node_inside})",
        ),
        *_guard(
            "checkpoint",
            "SELECT, INSERT",
            select=f"USING ({mine})",
            insert=f"WITH CHECK ({mine} AND {signed.format(inside='checkpoint.size <= t.size')})",
        ),
        *_guard("signing_key", "SELECT, INSERT", select=f"USING ({mine})", insert=f"WITH CHECK ({mine})"),
        """
        CREATE FUNCTION muster_tree_grows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          IF NEW.agency <> OLD.agency OR NEW.log <> OLD.log
            OR NEW.size < OLD.size OR NEW.position <= OLD.position THEN
            RAISE EXCEPTION 'a tree only grows' USING ERRCODE = 'check_violation';
          END IF;
          RETURN NEW;
        END $$
        """,
        "CREATE TRIGGER tree_grows BEFORE UPDATE ON tree FOR EACH ROW EXECUTE FUNCTION muster_tree_grows()",
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
        await _run([*_no_defaults(), *_keys(), *_policies()])

    manager.add_raw(add)
    return manager
