"""What is to be done, and no fact: reminders."""

from __future__ import annotations

from piccolo.columns import Date, Timestamptz
from piccolo.table import Table

from muster.persistence.database import DB
from muster.persistence.tables.base import integer, text, uuid


class ReminderRow(Table, db=DB, tablename="reminder"):
    """A notice to send: no fact, but work to do. ``key`` can be recomputed by anyone; ``state`` is where it stands."""

    id = uuid(key=True)
    agency = uuid()
    key = text()
    person = uuid()
    program = uuid()
    requirement = text()
    cycle_on = Date(default=None, required=True)
    rung = integer()
    channel = text()
    due_on = Date(default=None, required=True)
    state = text()
    attempts = integer()
    planned_at = Timestamptz(default=None, required=True)
    not_before = Timestamptz(default=None, required=True)
    lease_until = Timestamptz(default=None, null=True)
    handed_over_at = Timestamptz(default=None, null=True)
    settled_at = Timestamptz(default=None, null=True)
    detail = text()
