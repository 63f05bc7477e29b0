"""What Piccolo cannot say of what signs somebody in: a second factor asked of staff, and a provider that is removed."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-26T02:11:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "constraints of the second factor of staff; who may remove the link to a provider"

EVENTS = ("disabled", "enabled", "password-set", "second-factor-forgotten", "unlinked")


async def forwards() -> MigrationManager:
    """Add them, in one transaction.

    Unset says that none is asked: so it is for every agency there is. An account
    removes its own links to providers, and nobody else's.
    """
    manager = MigrationManager(migration_id=ID, app_name="muster", description=DESCRIPTION)

    async def add() -> None:
        await Table.raw("ALTER TABLE agency_version ALTER COLUMN second_factor DROP DEFAULT")
        await Table.raw(
            "ALTER TABLE agency_version ADD CONSTRAINT agency_version_second_factor CHECK (second_factor = 'required')"
        )

        await Table.raw(
            "ALTER TABLE account_event_version DROP CONSTRAINT account_event_version_what_word,"
            " ADD CONSTRAINT account_event_version_what_word"
            f" CHECK (what IN ({', '.join(repr(each) for each in EVENTS)}))"
        )
        await Table.raw("GRANT DELETE ON openid_subject TO muster_app")
        await Table.raw(
            "CREATE POLICY openid_subject_delete ON openid_subject FOR DELETE"
            " USING (account = (SELECT nullif(current_setting('muster.account', true), '')::uuid))"
        )

    manager.add_raw(add)
    return manager
