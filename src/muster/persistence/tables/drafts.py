"""Imports that somebody is in the middle of: no facts, and gone after a while."""

from __future__ import annotations

from piccolo.columns import Array, BigInt, Bytea, Text, Timestamptz
from piccolo.table import Table

from muster.persistence.database import DB
from muster.persistence.tables.base import integer, text, uuid


class ImportDraft(Table, db=DB, tablename="import_draft"):
    """An import, from the choice of its files to a while after it is done; of one account, in one agency.

    ``work`` tells whoever works on it from everybody who did before, for as long as ``lease_until`` says;
    ``asked`` are the questions that were put; ``planned_at`` is the position of the plan that was shown,
    ``held`` how much of it stays out; ``position`` is the one of the act, written with it or not at all.
    """

    id = uuid(key=True)
    agency = uuid()
    account = uuid()
    state = text()
    recipe = text()
    asked = Array(base_column=Text(), default=None, required=True)
    made_at = Timestamptz(default=None, required=True)
    ends_at = Timestamptz(default=None, required=True)
    done_at = Timestamptz(default=None, null=True)
    work = uuid(null=True)
    lease_until = Timestamptz(default=None, null=True)
    planned_at = BigInt(default=None, null=True)
    held = integer(null=True)
    position = BigInt(default=None, null=True)


class ImportDraftFile(Table, db=DB, tablename="import_draft_file"):
    """A file of one, as it came."""

    id = uuid(key=True)
    agency = uuid()
    account = uuid()
    draft = uuid()
    place = integer()
    name = text()
    size = integer()
    content = Bytea(default=None, required=True)
