"""The trees over the two logs of an agency, and what was signed of them: all of it only grows."""

from __future__ import annotations

from piccolo.columns import BigInt, Bytea, Timestamptz
from piccolo.table import Table

from muster.persistence.database import DB
from muster.persistence.tables.base import integer, text, uuid


class Tree(Table, db=DB, tablename="tree"):
    """How far one log's tree has got: its leaves, and the last position among them."""

    id = uuid(key=True)
    agency = uuid()
    log = text()
    size = BigInt(default=None, required=True)
    position = BigInt(default=None, required=True)


class TreeLeaf(Table, db=DB, tablename="tree_leaf"):
    """A leaf in the order of the tree: which one of the log it is, and its hash when it was taken in."""

    number = BigInt(default=None, required=True, primary_key=True)
    agency = uuid()
    log = text()
    position = BigInt(default=None, required=True)
    place = integer()
    hash = Bytea(default=None, required=True)


class TreeNode(Table, db=DB, tablename="tree_node"):
    """A full subtree of two leaves and more: the ``number``-th of its level."""

    number = BigInt(default=None, required=True, primary_key=True)
    agency = uuid()
    log = text()
    level = integer()
    hash = Bytea(default=None, required=True)


class CheckpointRow(Table, db=DB, tablename="checkpoint"):
    """What was signed of a tree at one size, as the note it was handed out as; ``key``: the id of the key."""

    id = uuid(key=True)
    agency = uuid()
    log = text()
    size = BigInt(default=None, required=True)
    key = text()
    note = text()


class SigningKey(Table, db=DB, tablename="signing_key"):
    """A key that signs, or signed, for an agency: the note that introduces it, the public key inside."""

    id = uuid(key=True)
    agency = uuid()
    key = text()
    since = Timestamptz(default=None, required=True)
    note = text()
