"""A calendar to subscribe to: its address, and what it has told. No fact: it says nothing of anybody."""

from __future__ import annotations

from piccolo.columns import Date, Timestamptz
from piccolo.table import Table

from muster.persistence.database import DB
from muster.persistence.tables.base import integer, text, uuid


class CalendarRow(Table, db=DB, tablename="calendar"):
    """One person's address, known by the digest of its secret; ``account`` is with whose rights it is read."""

    id = uuid(key=True)
    agency = uuid()
    person = uuid()
    account = uuid()
    digest = text()
    made_at = Timestamptz(default=None, required=True)
    read_at = Timestamptz(default=None, null=True)


class CalendarDay(Table, db=DB, tablename="calendar_day"):
    """An event as it was last told; ``key`` and ``says`` are digests. With ``ended_at`` it is off."""

    id = uuid(key=True)
    agency = uuid()
    person = uuid()
    calendar = uuid()
    key = text()
    day = Date(default=None, required=True)
    says = text()
    sequence = integer()
    changed_at = Timestamptz(default=None, required=True)
    ended_at = Timestamptz(default=None, null=True)
