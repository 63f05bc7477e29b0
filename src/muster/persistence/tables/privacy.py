"""What was erased, what may not be, how long things are kept; what people disclose, and what they ask for."""

from __future__ import annotations

from piccolo.columns import BigInt, Boolean, Date
from piccolo.table import Table

from muster.persistence.database import DB
from muster.persistence.tables.base import Anchor, PersonAnchor, PersonVersion, Version, integer, text, uuid


class Erasure(PersonAnchor, Table, db=DB, tablename="erasure"):
    """That a leaf, or a remark, lost what it committed to, for the sake of one person."""


class ErasureVersion(PersonVersion, Table, db=DB, tablename="erasure_version"):
    """Which leaf of which position, and what is left of it, committed to anew; no place: the remark of that act.

    ``remains`` is a commitment under the leaf's new salt; unset: nothing is left.
    """

    of_position = BigInt(default=None, required=True)
    of_place = integer(null=True)
    remains = text(null=True)


class Hold(Anchor, Table, db=DB, tablename="hold"):
    """A legal hold: while it stands nothing is erased."""


class HoldVersion(Version, Table, db=DB, tablename="hold_version"):
    """Of whom; no person: of the whole agency."""

    person = uuid(null=True)


class Retention(Anchor, Table, db=DB, tablename="retention"):
    """A rule of the agency's own of how long something is kept."""


class RetentionVersion(Version, Table, db=DB, tablename="retention_version"):
    """What it keeps, from which event on, how long, and by whose word."""

    name = text()
    kinds = text()
    after = text()
    months = integer()
    days = integer()
    says = text()
    cite = text()


class FinalReport(Anchor, Table, db=DB, tablename="final_report"):
    """The final financial report of an award."""

    award = uuid()


class FinalReportVersion(Version, Table, db=DB, tablename="final_report_version"):
    """``valid_from`` is the day on which it was submitted."""

    award = uuid()


class Disclosure(PersonAnchor, Table, db=DB, tablename="disclosure"):
    """Something that a person has lived through, said by themselves."""


class DisclosureVersion(PersonVersion, Table, db=DB, tablename="disclosure_version"):
    """What it is, and what the person agrees to: that it is counted, that it is shown."""

    kind = text()
    counted = Boolean(default=None, required=True)
    shown = Boolean(default=None, required=True)


class Request(PersonAnchor, Table, db=DB, tablename="request"):
    """Something that a person asks for of what is held about them."""


class RequestVersion(PersonVersion, Table, db=DB, tablename="request_version"):
    """What is asked, in their own words, and what was answered; ``valid_from`` is the day it was asked."""

    kind = text()
    words = text()
    due_on = Date(default=None, required=True)
    state = text()
    answer = text()


class Doomed(Table, db=DB, tablename="doomed"):
    """A file on disk that nothing on record names any more, until it is gone."""

    id = uuid(key=True)
    agency = uuid()
    digest = text()
