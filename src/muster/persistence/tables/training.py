"""Courses, completions and heads counted, credentials, packs adopted, duties done, what was waived or extended."""

from __future__ import annotations

from piccolo.columns import Array, Boolean, Date, Text
from piccolo.table import Table

from muster.persistence.database import DB
from muster.persistence.tables.base import Anchor, PersonAnchor, PersonVersion, Version, integer, text, uuid


class Course(Anchor, Table, db=DB, tablename="course"):
    """Something that can be completed."""


class CourseVersion(Version, Table, db=DB, tablename="course_version"):
    """What it teaches, and how long it takes."""

    title = text()
    provider = text()
    topics = Array(base_column=Text(), default=None, required=True)
    minutes = integer(null=True)
    mode = text()


class Approval(Anchor, Table, db=DB, tablename="approval"):
    """An authority approved a course."""

    course = uuid()


class ApprovalVersion(Version, Table, db=DB, tablename="approval_version"):
    """By whom, and for which of its topics: none named, for all of them."""

    course = uuid()
    authority = text()
    topics = Array(base_column=Text(), default=None, required=True)
    reference = text()


class Completion(PersonAnchor, Table, db=DB, tablename="completion"):
    """A course finished by a person."""


class CompletionVersion(PersonVersion, Table, db=DB, tablename="completion_version"):
    """Which course, and who paid if that is said; ``valid_from`` is the day it was completed."""

    course = uuid()
    minutes = integer(null=True)
    mode = text()
    proof = text()
    approved_by = uuid(null=True)
    award = uuid(null=True)
    paid_elsewhere = Boolean(default=None, null=True)


class HeadCount(Anchor, Table, db=DB, tablename="head_count"):
    """People from outside who completed a course."""


class HeadCountVersion(Version, Table, db=DB, tablename="head_count_version"):
    """How many, of which workforce; ``valid_from`` is the day on which they completed it."""

    course = uuid()
    people = integer()
    workforce = text(null=True)
    minutes = integer(null=True)
    award = uuid(null=True)
    paid_elsewhere = Boolean(default=None, null=True)


class RoleWorkforce(Anchor, Table, db=DB, tablename="role_workforce"):
    """The workforce that the holders of a role are counted with."""


class RoleWorkforceVersion(Version, Table, db=DB, tablename="role_workforce_version"):
    """Which role, which workforce, and when somebody last looked."""

    role = text()
    workforce = text()
    reviewed_on = Date(default=None, required=True)


class Credential(PersonAnchor, Table, db=DB, tablename="credential"):
    """Something held that a rule may ask for."""


class CredentialVersion(PersonVersion, Table, db=DB, tablename="credential_version"):
    """What its paper says."""

    kind = text()
    number = text()
    jurisdiction = text()
    issued_on = Date(default=None, null=True)
    earned_on = Date(default=None, null=True)
    proof = text()


class CredentialStatus(PersonAnchor, Table, db=DB, tablename="credential_status"):
    """The issuer suspended, revoked or reinstated a credential."""

    credential = uuid()


class CredentialStatusVersion(PersonVersion, Table, db=DB, tablename="credential_status_version"):
    """Which of the three; ``valid_from`` is the day it took effect."""

    credential = uuid()
    status = text()


class Adoption(Anchor, Table, db=DB, tablename="adoption"):
    """A pack binds a program, or the whole agency, over some days."""


class AdoptionVersion(Version, Table, db=DB, tablename="adoption_version"):
    """Which text, and what it binds: a program, an award, a partnership, or with all unset every program of the agency.

    ``team_kind``: of a program or of all, only those who go out on a shift of that kind of team.
    """

    pack = text()
    digest = text()
    program = uuid(null=True)
    award = uuid(null=True)
    applied_on = Date(default=None, null=True)
    circumstances = Array(base_column=Text(), default=None, null=True)
    partnership = uuid(null=True)
    team_kind = Text(default=None, null=True)


class DutyDone(Anchor, Table, db=DB, tablename="duty_done"):
    """A program did what a duty of a pack asks of it."""

    program = uuid()


class DutyDoneVersion(Version, Table, db=DB, tablename="duty_done_version"):
    """Which duty; ``valid_from`` is the day on which it was done."""

    program = uuid()
    duty = text()
    document = text()
    reference = text()


class Waiver(PersonAnchor, Table, db=DB, tablename="waiver"):
    """A requirement waived for a person."""


class WaiverVersion(PersonVersion, Table, db=DB, tablename="waiver_version"):
    """Which one, by whom, and on which day it was granted."""

    requirement = text()
    granted_on = Date(default=None, required=True)
    authority = text()


class Extension(PersonAnchor, Table, db=DB, tablename="extension"):
    """A day by which something was due, moved for a person."""


class ExtensionVersion(PersonVersion, Table, db=DB, tablename="extension_version"):
    """Of which requirement, by whom, and granted when; ``valid_from`` is the day after the one that it moves."""

    requirement = text()
    granted_on = Date(default=None, required=True)
    authority = text()


class ExtensionOrder(Anchor, Table, db=DB, tablename="extension_order"):
    """Many days moved at once."""


class ExtensionOrderVersion(Version, Table, db=DB, tablename="extension_order_version"):
    """Its number, by whom, granted when; its days are the window, which run through another; about what, and where."""

    number = text()
    authority = text()
    granted_on = Date(default=None, required=True)
    runs_through = Date(default=None, required=True)
    requirement = text(null=True)
    kind = text(null=True)
    program = uuid(null=True)
