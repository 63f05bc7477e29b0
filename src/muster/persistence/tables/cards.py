"""A card to show. No fact: what it proves is asked anew each time."""

from __future__ import annotations

from piccolo.columns import Boolean, Bytea, Timestamptz
from piccolo.table import Table

from muster.persistence.database import DB
from muster.persistence.tables.base import integer, text, uuid


class CardRow(Table, db=DB, tablename="card"):
    """One person's card, found by the digest of its code; the code itself is sealed, so that it can be drawn again."""

    id = uuid(key=True)
    agency = uuid()
    person = uuid()
    account = uuid()
    digest = text()
    sealed = Bytea(default=None, required=True)
    shows_name = Boolean(default=None, required=True)
    made_at = Timestamptz(default=None, required=True)
    times = integer()
    last_at = Timestamptz(default=None, null=True)
