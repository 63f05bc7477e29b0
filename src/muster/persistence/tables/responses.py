"""Responses to calls: times and words, and nothing of whom they were for."""

from __future__ import annotations

from piccolo.columns import Timestamptz
from piccolo.table import Table

from muster.persistence.database import DB
from muster.persistence.tables.base import Anchor, Version, integer, text, uuid


class Response(Anchor, Table, db=DB, tablename="response"):
    """One response of a program to a call."""

    program = uuid()


class ResponseVersion(Version, Table, db=DB, tablename="response_version"):
    """When it was sent, by whom, where to, how soon it was there and what came of it; the day is the local one.

    Minutes that are null are not on record; words that are empty neither.
    """

    program = uuid()
    dispatched_at = Timestamptz(default=None, required=True)
    dispatched_by = text()
    place = text()
    en_route_after = integer(null=True)
    arrived_after = integer(null=True)
    call_type = text()
    backup = text()
    outcome = text()
    shift = uuid(null=True)
