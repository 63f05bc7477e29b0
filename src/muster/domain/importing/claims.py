"""What a spreadsheet says, before anybody has checked it against what is on record.

A claim names people, courses and awards in the file's own words; nothing here is an id. Reading
a file gives claims, remarks and faults, each with the place it stands at, and loses no cell in silence.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from muster.domain.effort import EffortKind
from muster.domain.errors import Fault
from muster.domain.training import Mode
from muster.domain.words import ENGLISH, Words


@dataclass(frozen=True, order=True, slots=True)
class Spot:
    """Where something stands: the file, its sheet (empty in a text file), the row and the column, as people count."""

    file: str
    sheet: str = ""
    row: int = 0
    column: str = ""

    def __str__(self) -> str:
        """Return the place as one finds it again: ``roster.csv row 7, Hire Date``.

        >>> print(Spot("a.xlsx", "Lines", 7, "FTE"))
        a.xlsx, sheet Lines, row 7, FTE
        """
        return self.said(ENGLISH)

    def said(self, words: Words) -> str:
        """Return the place in a language."""
        parts = [self.file]
        if self.sheet:
            parts.append(words("sheet {sheet}", sheet=self.sheet))
        if self.row:
            parts.append(words("row {row}", row=self.row))
        if self.column:
            parts.append(self.column)
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody, as a row names them: by number, by address, by name; any of them may be empty.

    ``lossy``: the file had lost letters when it was made (a ``?`` stands for one).
    """

    number: str = ""
    email: str = ""
    name: str = ""
    lossy: bool = False


@dataclass(frozen=True, slots=True)
class PersonClaim:
    """A row of a roster: who works here, since when, as what."""

    at: Spot
    who: Named
    preferred_name: str = ""
    phone: str = ""
    title: str = ""
    hired_on: date | None = None
    left_on: date | None = None
    fte_percent: int | None = None
    program: str = ""
    rate_cents: int | None = None


@dataclass(frozen=True, slots=True)
class CompletionClaim:
    """Somebody finished a course. ``on`` unset: finished, and nobody wrote down when.

    ``month_only``: the file gives the month alone; ``on`` is then its first day, and the recipe
    has to say how such dates are meant.
    """

    at: Spot
    who: Named
    course: str
    on: date | None
    month_only: bool = False
    minutes: int | None = None
    mode: Mode = Mode.UNKNOWN
    certificate: str = ""


@dataclass(frozen=True, slots=True)
class CredentialClaim:
    """Somebody holds a paper. ``paper`` is the column's own name, ``title`` the holder's, for telling the kind.

    ``through`` unset: its last good day is not in the file.
    """

    at: Spot
    who: Named
    paper: str
    title: str = ""
    number: str = ""
    through: date | None = None


@dataclass(frozen=True, slots=True)
class AwardClaim:
    """A row of the awards. ``conditions``: topics that the funder asks for, in the file's words."""

    at: Spot
    number: str
    title: str
    funder: str
    first: date
    last: date
    pass_through: str = ""
    assistance_listing: str = ""
    amount_cents: int | None = None
    report_months: int | None = None
    report_due_days: int | None = None
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LineClaim:
    """A row of the personnel lines. ``role`` is in the file's words."""

    at: Spot
    award: str
    code: str
    position: str
    role: str
    fte_hundredths: int | None = None
    annual_cents: int | None = None


@dataclass(frozen=True, slots=True)
class PartnershipClaim:
    """A row of the partnerships. ``last`` unset: no end is on the paper."""

    at: Spot
    partner: str
    kind: str
    instrument: str
    first: date
    last: date | None = None
    signed_on: date | None = None
    award: str = ""
    expects: str = ""


@dataclass(frozen=True, slots=True)
class AllocationClaim:
    """A row of the allocations."""

    at: Spot
    who: Named
    award: str
    line: str
    percent_hundredths: int
    first: date
    last: date | None = None
    partner: str = ""


@dataclass(frozen=True, slots=True)
class EffortClaim:
    """A row of a payroll. ``paid_minutes``: the whole of that day, where the file has a column for it."""

    at: Spot
    who: Named
    on: date
    minutes: int
    kind: EffortKind = EffortKind.WORK
    award: str = ""
    line: str = ""
    partner: str = ""
    approved_by: str = ""
    paid_minutes: int | None = None


Claim = (
    PersonClaim
    | CompletionClaim
    | CredentialClaim
    | AwardClaim
    | LineClaim
    | PartnershipClaim
    | AllocationClaim
    | EffortClaim
)


@dataclass(frozen=True, slots=True)
class Remark:
    """A cell that is no fact: a plan, a note, a word as ``N/A``. Shown in the plan, so that nothing is lost."""

    at: Spot
    words: str
    because: str


@dataclass(frozen=True, slots=True)
class Misread:
    """A row, or a cell of it, that cannot be taken: where, what was found, what was expected, how to mend it."""

    at: Spot
    fault: Fault
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Undecided:
    """A column of dates that does not say whether month or day comes first: one of them, and what it could mean."""

    at: Spot
    example: str
    days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Ordered:
    """A column of dates whose order was settled: one of its cells, and the day that it was read as."""

    at: Spot
    example: str
    day: date


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that one file says. ``sheets``: what each sheet was taken for; ``ignored``: columns nobody knew.

    ``undecided``: columns of dates about which somebody has to be asked, once. ``heads``: the header of each
    sheet, as it stands there. ``rows``: every row below a header, by sheet and number, as wide as its header.
    ``columns``: by sheet, every column that was understood, with the name of what it holds.
    ``ordered``: columns of written dates about which nobody has to be asked.
    """

    file: str
    claims: tuple[Claim, ...] = ()
    remarks: tuple[Remark, ...] = ()
    misread: tuple[Misread, ...] = ()
    sheets: dict[str, str] = field(default_factory=dict)
    ignored: tuple[Spot, ...] = ()
    encoding: str = ""
    separator: str = ""
    undecided: tuple[Undecided, ...] = ()
    heads: dict[str, tuple[str, ...]] = field(default_factory=dict)
    rows: dict[tuple[str, int], tuple[str, ...]] = field(default_factory=dict)
    columns: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    ordered: tuple[Ordered, ...] = ()
