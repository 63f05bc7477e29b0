"""What Piccolo cannot say of what an adoption states of its program: nothing by default, and never an empty list."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-26T06:21:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "constraints of what an adoption states of its program"


async def forwards() -> MigrationManager:
    """Add them, in one transaction.

    Unset says that it is not on file, or that nothing of the kind is so: thus it is of every adoption there is.
    """
    manager = MigrationManager(migration_id=ID, app_name="muster", description=DESCRIPTION)

    async def add() -> None:
        for column in ("applied_on", "circumstances"):
            await Table.raw(f"ALTER TABLE adoption_version ALTER COLUMN {column} DROP DEFAULT")
        await Table.raw(
            "ALTER TABLE adoption_version ADD CONSTRAINT adoption_version_circumstances CHECK (cardinality(circumstances) > 0)"
        )

    manager.add_raw(add)
    return manager
