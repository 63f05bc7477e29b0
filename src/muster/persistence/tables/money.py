"""Awards, their lines and partnerships, and the time charged to them; files brought in."""

from __future__ import annotations

from piccolo.columns import Array, BigInt, Date, Text
from piccolo.table import Table

from muster.persistence.database import DB
from muster.persistence.tables.base import Anchor, PersonAnchor, PersonVersion, Version, integer, text, uuid


class Document(Anchor, Table, db=DB, tablename="document"):
    """A file that was brought in."""


class DocumentVersion(Version, Table, db=DB, tablename="document_version"):
    """Its name, and the digest that its bytes are kept under."""

    name = text()
    digest = text()
    size = BigInt(default=None, required=True)


class Award(Anchor, Table, db=DB, tablename="award"):
    """Money from a funder."""


class AwardVersion(Version, Table, db=DB, tablename="award_version"):
    """What its papers say; the days are the period of performance."""

    number = text()
    title = text()
    funder = text()
    pass_through = text()
    assistance_listing = text()
    amount_cents = BigInt(default=None, null=True)
    report_months = integer(null=True)
    report_due_days = integer(null=True)
    awarded_on = Date(default=None, null=True)
    final_due_days = integer(null=True)


class PersonnelLine(Anchor, Table, db=DB, tablename="personnel_line"):
    """A position that an award pays for."""

    award = uuid()


class PersonnelLineVersion(Version, Table, db=DB, tablename="personnel_line_version"):
    """What it is called, and the role that its holder must have."""

    award = uuid()
    code = text()
    position = text()
    role = text()
    fte_hundredths = integer(null=True)
    annual_cents = BigInt(default=None, null=True)


class Partner(Anchor, Table, db=DB, tablename="partner"):
    """Somebody the program works with."""


class PartnerVersion(Version, Table, db=DB, tablename="partner_version"):
    """What it is called, and what it is."""

    name = text()
    kind = text()


class Partnership(Anchor, Table, db=DB, tablename="partnership"):
    """What was agreed with a partner."""

    partner = uuid()


class PartnershipVersion(Version, Table, db=DB, tablename="partnership_version"):
    """On what paper, and which award funds it."""

    partner = uuid()
    instrument = text()
    signed_on = Date(default=None, null=True)
    award = uuid(null=True)
    expects = text()


class Allocation(PersonAnchor, Table, db=DB, tablename="allocation"):
    """A share of a person's time meant for a line."""


class AllocationVersion(PersonVersion, Table, db=DB, tablename="allocation_version"):
    """Which line and partnership, and how much."""

    line = uuid()
    partnership = uuid(null=True)
    percent_hundredths = integer()


class Effort(PersonAnchor, Table, db=DB, tablename="effort"):
    """Some minutes of a person's day."""


class EffortVersion(PersonVersion, Table, db=DB, tablename="effort_version"):
    """How many, and what they were charged to; ``line`` unset: to no award."""

    minutes = integer()
    kind = text()
    line = uuid(null=True)
    partnership = uuid(null=True)
    approved_by = uuid(null=True)


class PaidDay(PersonAnchor, Table, db=DB, tablename="paid_day"):
    """What payroll paid a person for one day."""


class PaidDayVersion(PersonVersion, Table, db=DB, tablename="paid_day_version"):
    """How many minutes, leave included."""

    minutes = integer()


class EffortConfirmation(PersonAnchor, Table, db=DB, tablename="effort_confirmation"):
    """What was signed of some days of a person's effort."""


class EffortConfirmationVersion(PersonVersion, Table, db=DB, tablename="effort_confirmation_version"):
    """On what basis, how much for which line, in what words, by whom and when; and who approved it, once one has."""

    basis = text()
    shares = Array(base_column=Text(), default=None, required=True)
    statement = text()
    signed_by = uuid()
    signed_on = Date(default=None, required=True)
    approved_by = uuid(null=True)
    approved_on = Date(default=None, null=True)


class PayRate(PersonAnchor, Table, db=DB, tablename="pay_rate"):
    """What an hour of a person's work costs."""


class PayRateVersion(PersonVersion, Table, db=DB, tablename="pay_rate_version"):
    """How much, over these days."""

    cents_per_hour = integer()
