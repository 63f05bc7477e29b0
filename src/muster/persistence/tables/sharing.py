"""What an agency shares with another."""

from __future__ import annotations

from piccolo.table import Table

from muster.persistence.database import DB
from muster.persistence.tables.base import Anchor, Version, integer, text, uuid


class Share(Anchor, Table, db=DB, tablename="share"):
    """A share with one other agency, the recipient. The agency is the giver."""

    recipient = uuid()


class ShareVersion(Version, Table, db=DB, tablename="share_version"):
    """Of which program, how closely, what for, from when to when, and the smallest count that is shown."""

    recipient = uuid()
    program = uuid(null=True)
    level = text()
    purpose = text()
    smallest = integer()
