"""Who looked at whom: append-only, numbered, and apart from the facts."""

from __future__ import annotations

from piccolo.columns import BigInt, Bytea, Date, Timestamptz
from piccolo.table import Table

from muster.persistence.database import DB
from muster.persistence.tables.base import integer, text, uuid


class AccessLog(Table, db=DB, tablename="access_log"):
    """One counter for each agency: the last number taken, and when."""

    agency = uuid(key=True)
    number = BigInt(default=None, required=True)
    at = Timestamptz(default=None, required=True)


class LookRow(Table, db=DB, tablename="look"):
    """One entry. ``on_day``: the agency's local day, by which looking again is not told again."""

    id = uuid(key=True)
    agency = uuid()
    number = BigInt(default=None, required=True)
    sight = text()
    account = uuid(null=True)
    at = Timestamptz(default=None, required=True)
    on_day = Date(default=None, required=True)
    detail = text()


class LookLeaf(Table, db=DB, tablename="look_leaf"):
    """What an entry says of one subject, hashed; no subject: of everybody."""

    id = uuid(key=True)
    agency = uuid()
    number = BigInt(default=None, required=True)
    place = integer()
    subject = uuid(null=True)
    hash = Bytea(default=None, required=True)
