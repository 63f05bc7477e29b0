"""What awards owe on paper: papers sent, what was spent, and the figures of reports."""

from __future__ import annotations

from piccolo.columns import BigInt, Date
from piccolo.table import Table

from muster.persistence.database import DB
from muster.persistence.tables.base import Anchor, Version, text, uuid


class PaperSent(Anchor, Table, db=DB, tablename="paper_sent"):
    """A paper of an award that was sent."""

    award = uuid()


class PaperSentVersion(Version, Table, db=DB, tablename="paper_sent_version"):
    """Which paper, of days that end when; its one day is the one on which it was sent."""

    award = uuid()
    kind = text()
    of_end = Date(default=None, required=True)
    reference = text()
    document = text()


class AwardCost(Anchor, Table, db=DB, tablename="award_cost"):
    """What was spent of an award on something."""

    award = uuid()


class AwardCostVersion(Version, Table, db=DB, tablename="award_cost_version"):
    """How much, and on what; of a subaward, which one and to whom. The days are those it is of."""

    award = uuid()
    category = text()
    cents = BigInt(default=None, required=True)
    subaward = text()
    subrecipient = text()


class ReportFigures(Anchor, Table, db=DB, tablename="report_figures"):
    """The figures of a financial report of an award."""

    award = uuid()


class ReportFiguresVersion(Version, Table, db=DB, tablename="report_figures_version"):
    """What is entered, in cents, under the letters of the form; its one day is the last that the report speaks of."""

    award = uuid()
    form = text()
    line_a = BigInt(default=None, required=True)
    line_b = BigInt(default=None, required=True)
    line_d = BigInt(default=None, required=True)
    line_e = BigInt(default=None, required=True)
    line_f = BigInt(default=None, required=True)
    line_i = BigInt(default=None, required=True)
    line_j = BigInt(default=None, required=True)
    line_l = BigInt(default=None, required=True)
    line_m = BigInt(default=None, required=True)
    line_n = BigInt(default=None, required=True)
