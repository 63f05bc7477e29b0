"""What Piccolo cannot say of the second factor that an agency asks of its staff: the one word there is for it."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-26T02:11:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "constraints of the second factor that an agency asks of its staff"


async def forwards() -> MigrationManager:
    """Add them, in one transaction. Unset says that none is asked: so it is for every agency there is."""
    manager = MigrationManager(migration_id=ID, app_name="muster", description=DESCRIPTION)

    async def add() -> None:
        await Table.raw("ALTER TABLE agency_version ALTER COLUMN second_factor DROP DEFAULT")
        await Table.raw(
            "ALTER TABLE agency_version ADD CONSTRAINT agency_version_second_factor CHECK (second_factor = 'required')"
        )

    manager.add_raw(add)
    return manager
