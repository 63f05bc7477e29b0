"""What lets a script in."""

from __future__ import annotations

from piccolo.columns import Array, Text, Timestamptz
from piccolo.table import Table

from muster.persistence.database import DB
from muster.persistence.tables.base import Anchor, Version, text, uuid


class Token(Anchor, Table, db=DB, tablename="token"):
    """A token of an account's, in an agency."""

    account = uuid()


class TokenVersion(Version, Table, db=DB, tablename="token_version"):
    """What it is for, and how it begins: nothing that would let anybody in."""

    account = uuid()
    name = text()
    public = text()
    permissions = Array(base_column=Text(), default=None, required=True)
    program = uuid(null=True)


class TokenKey(Table, db=DB, tablename="token_key"):
    """The digest that a token is known by, and when it was last used: no fact, and in no leaf."""

    id = uuid(key=True)
    agency = uuid()
    token = uuid()
    digest = text()
    used_at = Timestamptz(default=None, null=True)
