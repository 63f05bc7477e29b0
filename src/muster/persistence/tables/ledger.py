"""The ledger and what was adopted: what every other table hangs on."""

from __future__ import annotations

from piccolo.columns import BigInt, Bytea, Timestamptz
from piccolo.table import Table

from muster.persistence.database import DB
from muster.persistence.tables.base import integer, text, uuid


class Ledger(Table, db=DB, tablename="ledger"):
    """One counter for each agency, which everything else of it hangs on: the last position taken, and when."""

    agency = uuid(key=True)
    position = BigInt(default=None, required=True)
    at = Timestamptz(default=None, required=True)


class ActRow(Table, db=DB, tablename="act"):
    """One thing done, at one position."""

    id = uuid(key=True)
    agency = uuid()
    position = BigInt(default=None, required=True)
    act = text()
    account = uuid(null=True)
    at = Timestamptz(default=None, required=True)
    because = Bytea(default=None, null=True)


class LeafRow(Table, db=DB, tablename="leaf"):
    """What the act did to one subject, committed to. Without its salt a leaf still stands."""

    id = uuid(key=True)
    agency = uuid()
    position = BigInt(default=None, required=True)
    place = integer()
    subject = uuid()
    salt = Bytea(default=None, null=True)
    commitment = Bytea(default=None, required=True)
    hash = Bytea(default=None, required=True)


class Remark(Table, db=DB, tablename="remark"):
    """Why something was done, in somebody's own words; kept apart, since words can name people.

    The act commits to them under the salt. Without both, act and leaves still stand.
    """

    id = uuid(key=True)
    agency = uuid()
    position = BigInt(default=None, required=True)
    words = text(null=True)
    salt = Bytea(default=None, null=True)


class PackText(Table, db=DB, tablename="pack_text"):
    """The text of an adopted pack, for ever, by its digest."""

    id = uuid(key=True)
    agency = uuid()
    digest = text()
    pack = text()
    text = text()
