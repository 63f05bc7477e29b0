"""What Piccolo's migrations need to know."""

from piccolo.conf.apps import AppConfig, table_finder

from muster.data import folder

APP_CONFIG = AppConfig(
    app_name="muster",
    migrations_folder_path=str(folder("migrations")),
    table_classes=table_finder(modules=["muster.persistence.tables"], exclude_imported=True),
    migration_dependencies=[],
)
