"""For Piccolo's own tools only (``piccolo migrations new muster --auto``). Run time never needs it."""

from piccolo.conf.apps import AppRegistry

from muster.persistence.database import DB

__all__ = ["APP_REGISTRY", "DB"]

APP_REGISTRY = AppRegistry(apps=["muster.persistence.piccolo_app"])
