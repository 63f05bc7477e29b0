"""Agencies, programs, memberships, people, and how they work there."""

from __future__ import annotations

from piccolo.table import Table

from muster.persistence.database import DB
from muster.persistence.tables.base import Anchor, PersonAnchor, PersonVersion, Version, integer, text, uuid


class Agency(Anchor, Table, db=DB, tablename="agency"):
    """The tenant: the legal recipient that employs people and holds awards. Its ``agency`` is itself."""


class AgencyVersion(Version, Table, db=DB, tablename="agency_version"):
    """What an agency is called, whose midnight it keeps, and whether its staff need a second factor (unset: no)."""

    name = text()
    time_zone = text()
    second_factor = text(null=True)


class Program(Anchor, Table, db=DB, tablename="program"):
    """A scope inside an agency."""


class ProgramVersion(Version, Table, db=DB, tablename="program_version"):
    """What a program is called, and whose midnight it keeps."""

    name = text()
    time_zone = text()


class Membership(Anchor, Table, db=DB, tablename="membership"):
    """An account's place in an agency."""

    account = uuid()


class MembershipVersion(Version, Table, db=DB, tablename="membership_version"):
    """Its role there, and the program it is in, when it is in one only."""

    account = uuid()
    role = text()
    person = uuid(null=True)
    program = uuid(null=True)


class Person(Anchor, Table, db=DB, tablename="person"):
    """A human in an agency."""


class Identity(Version, Table, db=DB, tablename="identity"):
    """What names a person: the only table that does, so that it can be erased."""

    name = text()
    preferred_name = text()
    email = text()
    phone = text()
    language = text()
    birth_year = integer(null=True)
    birth_month = integer(null=True)


class Employment(PersonAnchor, Table, db=DB, tablename="employment"):
    """A stretch of working for the agency."""


class EmploymentVersion(PersonVersion, Table, db=DB, tablename="employment_version"):
    """How, and from when to when."""

    kind = text()


class Leave(PersonAnchor, Table, db=DB, tablename="leave"):
    """A stretch of days away from work."""


class LeaveVersion(PersonVersion, Table, db=DB, tablename="leave_version"):
    """From when to when; never why."""


class RoleHeld(PersonAnchor, Table, db=DB, tablename="role_held"):
    """A stretch of holding a role in a program."""


class RoleHeldVersion(PersonVersion, Table, db=DB, tablename="role_held_version"):
    """Which, where, and from when to when."""

    program = uuid()
    role = text()
    fte_percent = integer()
    flsa = text(null=True)


class Identifier(PersonAnchor, Table, db=DB, tablename="identifier"):
    """A person's number in somebody else's books."""


class IdentifierVersion(PersonVersion, Table, db=DB, tablename="identifier_version"):
    """Whose books, and the number."""

    register = text()
    value = text()
