"""Shifts, and who is on them."""

from __future__ import annotations

from piccolo.columns import Array, Text, Timestamptz
from piccolo.table import Table

from muster.persistence.database import DB
from muster.persistence.tables.base import Anchor, PersonAnchor, PersonVersion, Version, text, uuid


class Shift(Anchor, Table, db=DB, tablename="shift"):
    """A time that a team of a program goes out."""

    program = uuid()


class ShiftVersion(Version, Table, db=DB, tablename="shift_version"):
    """The team, when and with what as planned and, once that is told, as it was; the days are the local ones planned.

    The columns that begin with ``went`` are unset together: nobody has told yet who went.
    """

    program = uuid()
    team = text()
    starts_at = Timestamptz(default=None, required=True)
    ends_at = Timestamptz(default=None, required=True)
    equipment = Array(base_column=Text(), default=None, required=True)
    others = Array(base_column=Text(), default=None, required=True)
    circumstances = Array(base_column=Text(), default=None, required=True)
    went_from = Timestamptz(default=None, null=True)
    went_until = Timestamptz(default=None, null=True)
    went_equipment = Array(base_column=Text(), default=None, null=True)
    went_others = Array(base_column=Text(), default=None, null=True)
    went_circumstances = Array(base_column=Text(), default=None, null=True)
    award = uuid(null=True)
    partnership = uuid(null=True)


class ShiftMember(PersonAnchor, Table, db=DB, tablename="shift_member"):
    """Somebody who is to go on a shift, or went."""

    shift = uuid()


class ShiftMemberVersion(PersonVersion, Table, db=DB, tablename="shift_member_version"):
    """Which of the two, and how they are there; the days are those of the shift."""

    shift = uuid()
    stage = text()
    presence = text()
