"""Every table. A fact has an anchor row (its identity) and version rows (what was said of it, and when).

Nothing here has a default: what is left out is refused, never guessed. The constraints,
policies and grants stand in the migrations, since Piccolo does not know them; the whole
catalogue is held against ``schema.sql`` by a test.
"""

from __future__ import annotations

from piccolo.columns import UUID, Array, BigInt, Bytea, Date, Integer, Text, Timestamptz
from piccolo.table import Table

from muster.persistence.database import DB


def _uuid(*, null: bool = False, key: bool = False) -> UUID:
    return UUID(default=None, null=null, required=not null, primary_key=key)


def _text(*, null: bool = False) -> Text:
    return Text(default=None, null=null, required=not null)


def _int(*, null: bool = False) -> Integer:
    return Integer(default=None, null=null, required=not null)


class _Anchor:
    """The identity of a fact; what foreign keys point at, together with the agency."""

    id = _uuid(key=True)
    agency = _uuid()


class _PersonAnchor(_Anchor):
    """The identity of a fact about one person."""

    person = _uuid()


class _Version:
    """What was said of a fact: the days it is true of, and the positions between which it was believed.

    ``dating`` says which of the two days are known; the open end of days is ``infinity``, of
    positions the largest bigint.
    """

    id = _uuid(key=True)
    agency = _uuid()
    fact = _uuid()
    valid_from = Date(default=None, required=True)
    valid_until = Date(default=None, required=True)
    dating = _text()
    known_from = BigInt(default=None, required=True)
    known_until = BigInt(default=None, required=True)


class _PersonVersion(_Version):
    """What was said of a fact about one person."""

    person = _uuid()


class Ledger(Table, db=DB, tablename="ledger"):
    """One counter for each agency, which everything else of it hangs on: the last position taken, and when."""

    agency = _uuid(key=True)
    position = BigInt(default=None, required=True)
    at = Timestamptz(default=None, required=True)


class ActRow(Table, db=DB, tablename="act"):
    """One thing done, at one position."""

    id = _uuid(key=True)
    agency = _uuid()
    position = BigInt(default=None, required=True)
    act = _text()
    account = _uuid(null=True)
    at = Timestamptz(default=None, required=True)
    because = Bytea(default=None, null=True)


class LeafRow(Table, db=DB, tablename="leaf"):
    """What the act did to one subject, committed to. Without its salt a leaf still stands."""

    id = _uuid(key=True)
    agency = _uuid()
    position = BigInt(default=None, required=True)
    place = _int()
    subject = _uuid()
    salt = Bytea(default=None, null=True)
    commitment = Bytea(default=None, required=True)
    hash = Bytea(default=None, required=True)


class Remark(Table, db=DB, tablename="remark"):
    """Why something was done, in somebody's own words; kept apart, since words can name people.

    The act commits to them under the salt. Without both, act and leaves still stand.
    """

    id = _uuid(key=True)
    agency = _uuid()
    position = BigInt(default=None, required=True)
    words = _text(null=True)
    salt = Bytea(default=None, null=True)


class PackText(Table, db=DB, tablename="pack_text"):
    """The text of an adopted pack, for ever, by its digest."""

    id = _uuid(key=True)
    agency = _uuid()
    digest = _text()
    pack = _text()
    text = _text()


class Account(Table, db=DB, tablename="account"):
    """A sign-in. One human may be a person in several agencies."""

    id = _uuid(key=True)
    email = _text()
    password = _text()


class Session(Table, db=DB, tablename="session"):
    """Somebody signed in on one browser; ``key`` is the digest of what the cookie carries."""

    id = _uuid(key=True)
    key = _text()
    data = Bytea(default=None, required=True)
    ends_at = Timestamptz(default=None, required=True)


class Agency(_Anchor, Table, db=DB, tablename="agency"):
    """The tenant: the legal recipient that employs people and holds awards. Its ``agency`` is itself."""


class AgencyVersion(_Version, Table, db=DB, tablename="agency_version"):
    """What an agency is called, and whose midnight it keeps."""

    name = _text()
    time_zone = _text()


class Program(_Anchor, Table, db=DB, tablename="program"):
    """A scope inside an agency."""


class ProgramVersion(_Version, Table, db=DB, tablename="program_version"):
    """What a program is called, and whose midnight it keeps."""

    name = _text()
    time_zone = _text()


class Membership(_Anchor, Table, db=DB, tablename="membership"):
    """An account's place in an agency."""

    account = _uuid()


class MembershipVersion(_Version, Table, db=DB, tablename="membership_version"):
    """Its role there."""

    account = _uuid()
    role = _text()
    person = _uuid(null=True)


class Person(_Anchor, Table, db=DB, tablename="person"):
    """A human in an agency."""


class Identity(_Version, Table, db=DB, tablename="identity"):
    """What names a person: the only table that does, so that it can be erased."""

    name = _text()
    preferred_name = _text()
    email = _text()
    phone = _text()
    language = _text()
    birth_year = _int(null=True)
    birth_month = _int(null=True)


class Employment(_PersonAnchor, Table, db=DB, tablename="employment"):
    """A stretch of working for the agency."""


class EmploymentVersion(_PersonVersion, Table, db=DB, tablename="employment_version"):
    """How, and from when to when."""

    kind = _text()


class RoleHeld(_PersonAnchor, Table, db=DB, tablename="role_held"):
    """A stretch of holding a role in a program."""


class RoleHeldVersion(_PersonVersion, Table, db=DB, tablename="role_held_version"):
    """Which, where, and from when to when."""

    program = _uuid()
    role = _text()
    fte_percent = _int()


class Course(_Anchor, Table, db=DB, tablename="course"):
    """Something that can be completed."""


class CourseVersion(_Version, Table, db=DB, tablename="course_version"):
    """What it teaches, and how long it takes."""

    title = _text()
    provider = _text()
    topics = Array(base_column=Text(), default=None, required=True)
    minutes = _int(null=True)
    mode = _text()


class Completion(_PersonAnchor, Table, db=DB, tablename="completion"):
    """A course finished by a person."""


class CompletionVersion(_PersonVersion, Table, db=DB, tablename="completion_version"):
    """Which course; ``valid_from`` is the day it was completed."""

    course = _uuid()
    minutes = _int(null=True)
    mode = _text()
    proof = _text()


class Credential(_PersonAnchor, Table, db=DB, tablename="credential"):
    """Something held that a rule may ask for."""


class CredentialVersion(_PersonVersion, Table, db=DB, tablename="credential_version"):
    """What its paper says."""

    kind = _text()
    number = _text()
    jurisdiction = _text()
    issued_on = Date(default=None, null=True)
    earned_on = Date(default=None, null=True)
    proof = _text()


class CredentialStatus(_PersonAnchor, Table, db=DB, tablename="credential_status"):
    """The issuer suspended, revoked or reinstated a credential."""

    credential = _uuid()


class CredentialStatusVersion(_PersonVersion, Table, db=DB, tablename="credential_status_version"):
    """Which of the three; ``valid_from`` is the day it took effect."""

    credential = _uuid()
    status = _text()


class Adoption(_Anchor, Table, db=DB, tablename="adoption"):
    """A pack binds a program, or the whole agency, over some days."""


class AdoptionVersion(_Version, Table, db=DB, tablename="adoption_version"):
    """Which text, and whom it binds; ``program`` unset: every program of the agency."""

    pack = _text()
    digest = _text()
    program = _uuid(null=True)
