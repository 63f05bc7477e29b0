"""What Piccolo cannot say of whom an adoption binds: one of several, that is there; and one at a time of each pack."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-26T09:37:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "constraints of adoptions of a partnership, or of a kind of team"

WHOSE = "coalesce(award, partnership, program, agency)"
KIND = "coalesce(team_kind, '')"


async def forwards() -> MigrationManager:
    """Add them, in one transaction. Every adoption there is names neither, and stays as alone as it was."""
    manager = MigrationManager(migration_id=ID, app_name="muster", description=DESCRIPTION)

    async def add() -> None:
        for column in ("partnership", "team_kind"):
            await Table.raw(f"ALTER TABLE adoption_version ALTER COLUMN {column} DROP DEFAULT")
        await Table.raw(
            "ALTER TABLE adoption_version DROP CONSTRAINT adoption_binds_one, ADD CONSTRAINT adoption_binds_one CHECK ("
            "num_nonnulls(program, award, partnership) <= 1"
            " AND (team_kind IS NULL OR num_nonnulls(award, partnership) = 0))"
        )
        await Table.raw(
            "ALTER TABLE adoption_version ADD CONSTRAINT adoption_team_kind"
            " CHECK (team_kind ~ '^[a-z0-9]+(-[a-z0-9]+)*$')"
        )
        await Table.raw(
            "ALTER TABLE adoption_version ADD CONSTRAINT adoption_version_partnership_fk"
            " FOREIGN KEY (agency, partnership) REFERENCES partnership (agency, id)"
        )
        await Table.raw("ALTER TABLE adoption_version DROP CONSTRAINT adoption_version_excl")
        await Table.raw(
            "ALTER TABLE adoption_version ADD CONSTRAINT adoption_version_excl EXCLUDE USING gist ("
            "uuidrange(agency, agency, '[]') WITH &&, textrange(pack, pack, '[]') WITH &&, "
            f"uuidrange({WHOSE}, {WHOSE}, '[]') WITH &&, textrange({KIND}, {KIND}, '[]') WITH &&, "
            "daterange(valid_from, valid_until) WITH &&, int8range(known_from, known_until) WITH &&)"
        )

    manager.add_raw(add)
    return manager
