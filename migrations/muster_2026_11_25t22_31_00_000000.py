"""How far a place reaches: the whole agency, the people of some programs, or only oneself.

Every table with something about a person is seen, and written, only as far as ``muster.reach``,
``muster.programs`` and ``muster.person`` say. With none of them set nobody is reached.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-25T22:31:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "row-level security by reach; the roles of liaisons and of who runs muster"

OPEN = 9223372036854775807

HERE = "(SELECT nullif(current_setting('muster.agency', true), '')::uuid)"
POSITION = f"(SELECT position FROM ledger WHERE agency = {HERE} AND xmin = pg_current_xact_id()::xid)"
WHOLE = "(SELECT current_setting('muster.reach', true) = 'whole')"
ONESELF = "(SELECT nullif(current_setting('muster.person', true), '')::uuid)"
PROGRAMS = "string_to_array(nullif(current_setting('muster.programs', true), ''), ',')::uuid[]"

# Tables about a person -> the column that says whom. A version is seen with its anchor.
ANCHORS = {
    "person": "id",
    "employment": "person",
    "role_held": "person",
    "completion": "person",
    "credential": "person",
    "credential_status": "person",
    "identifier": "person",
    "allocation": "person",
    "effort": "person",
    "paid_day": "person",
    "pay_rate": "person",
    "waiver": "person",
}
VERSIONS = {
    "identity" if anchor == "person" else f"{anchor}_version": "fact" if anchor == "person" else "person"
    for anchor in ANCHORS
}

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


def _reached(column: str) -> str:
    """Return the condition that somebody is reached. What comes first is cheap, and settles it for most."""
    return f"({WHOLE} OR {column} = {ONESELF} OR {column} IN (SELECT muster_reached()))"


def _words(words: tuple[str, ...]) -> str:
    return ", ".join(f"'{word}'" for word in words)


def _memberships() -> list[str]:
    return [
        "ALTER TABLE membership_version DROP CONSTRAINT membership_version_role_word",
        f"ALTER TABLE membership_version ADD CONSTRAINT membership_version_role_word CHECK (role IN ({_words(ROLES)}))",
        "ALTER TABLE membership_version ADD CONSTRAINT membership_in_a_program"
        f" CHECK (program IS NULL OR role IN ({_words(IN_A_PROGRAM)}))",
        "ALTER TABLE membership_version ADD CONSTRAINT membership_version_program_fk"
        " FOREIGN KEY (agency, program) REFERENCES program (agency, id)",
    ]


def _function() -> list[str]:
    """Return whoever held or holds a role in the programs that are reached, as far as was ever recorded.

    It runs as the owner, since a policy that asked the table it guards would ask itself without end.
    """
    return [
        "CREATE INDEX role_held_version_program_ix ON role_held_version (agency, program, person)",
        f"CREATE POLICY role_held_version_owner ON role_held_version FOR SELECT TO CURRENT_USER USING (agency = {HERE})",
        "CREATE FUNCTION muster_reached() RETURNS SETOF uuid LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER"
        " SET search_path = public BEGIN ATOMIC SELECT DISTINCT person FROM role_held_version"
        f" WHERE agency = {HERE} AND program = ANY ({PROGRAMS}); END",
        "REVOKE ALL ON FUNCTION muster_reached() FROM PUBLIC",
        "GRANT EXECUTE ON FUNCTION muster_reached() TO muster_app",
    ]


def _policies() -> list[str]:
    mine = f"agency = {HERE}"
    sql = []
    for table, column in ANCHORS.items():
        reached = _reached(column)
        sql += [
            f"ALTER POLICY {table}_select ON {table} USING ({mine} AND {reached})",
            f"ALTER POLICY {table}_insert ON {table} WITH CHECK ({mine} AND {POSITION} IS NOT NULL AND {reached})",
        ]
    for table, column in VERSIONS.items():
        reached = _reached(column)
        sql += [
            f"ALTER POLICY {table}_select ON {table} USING ({mine} AND {reached})",
            f"ALTER POLICY {table}_insert ON {table} WITH CHECK"
            f" ({mine} AND known_from = {POSITION} AND known_until = {OPEN} AND {reached})",
            f"ALTER POLICY {table}_update ON {table} USING ({mine} AND known_until = {OPEN} AND {reached})"
            f" WITH CHECK ({mine} AND known_until = {POSITION} AND {reached})",
        ]
    reached = _reached("person")
    return [
        *sql,
        f"ALTER POLICY reminder_select ON reminder USING ({mine} AND {reached})",
        "ALTER POLICY reminder_insert ON reminder"
        f" WITH CHECK ({mine} AND state = 'pending' AND attempts = 0 AND {reached})",
        f"ALTER POLICY reminder_update ON reminder USING ({mine} AND {reached}) WITH CHECK ({mine} AND {reached})",
    ]


async def _run(statements: list[str]) -> None:
    for statement in statements:
        await Table.raw(statement.replace("{", "{{").replace("}", "}}"))


async def forwards() -> MigrationManager:
    """Narrow every policy, in one transaction."""
    manager = MigrationManager(migration_id=ID, app_name="muster", description=DESCRIPTION)

    async def narrow() -> None:
        await _run([*_memberships(), *_function(), *_policies()])

    manager.add_raw(narrow)
    return manager
