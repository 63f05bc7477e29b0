"""What Piccolo's migrations need to know."""

from piccolo.conf.apps import AppConfig, table_finder

from muster.data import folder

ROOMS = (
    "access_log",
    "accounts",
    "calendars",
    "cards",
    "drafts",
    "entrance",
    "ledger",
    "money",
    "owing",
    "people",
    "privacy",
    "responses",
    "sharing",
    "shifts",
    "tokens",
    "training",
    "tree",
    "work",
)

APP_CONFIG = AppConfig(
    app_name="muster",
    migrations_folder_path=str(folder("migrations")),
    table_classes=table_finder(modules=[f"muster.persistence.tables.{room}" for room in ROOMS], exclude_imported=True),
    migration_dependencies=[],
)
