"""A workbook of grants: awards, their personnel lines, partnerships, allocations of people."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from muster.domain.importing.cells import cents, hundredths, number
from muster.domain.importing.claims import AllocationClaim, AwardClaim, LineClaim, PartnershipClaim
from muster.domain.importing.column_names import plain
from muster.domain.importing.reading.rosters import are_shares, as_percent
from muster.domain.importing.reading.table import NOTE, Line, Table
from muster.domain.words import message

NO_SCHEDULE: Final = message("a schedule of reports that muster does not know; none is kept for this award")

_EVERY: Final = (
    (
        re.compile(
            r"\bsemi ?annual|\bhalf ?year|\bbiannual|\btwice a year|\bevery 6 months|\bevery six months|\bsemestral"
        ),
        6,
    ),
    (re.compile(r"\bquarter|\btrimestral|\bevery 3 months|\bevery three months"), 3),
    (re.compile(r"\bmonthly|\bevery month|\bmensual"), 1),
    (re.compile(r"\bannual|\byearly|\bevery year|\bevery 12 months|\banual"), 12),
)
_WITHIN: Final = re.compile(r"(\d{1,3})\s*(?:calendar )?(?:days?|d[ií]as?)\b", re.IGNORECASE)


def read_awards(table: Table) -> None:
    """Read every row of a sheet of awards."""
    for line in table.lines():
        if not line.beyond():
            _award(line)
        table.misread += line.faults


def _award(line: Line) -> None:
    award = line.needed("award", line.words("the number of an award"))
    first, last = line.day("first", needed=True), line.day("last", needed=True, last=True)
    amount, (months, days) = _money(line, "amount"), _schedule(line)
    line.noted("notes", NOTE)
    if line.faults or first is None or last is None:
        return
    line.table.claims.append(
        AwardClaim(
            line.at,
            award,
            line.text("title"),
            line.text("funder"),
            first,
            last,
            line.text("pass_through"),
            line.text("assistance_listing"),
            amount,
            months,
            days,
            _listed(line.text("conditions")),
        )
    )


def _schedule(line: Line) -> tuple[int | None, int | None]:
    """Return how many months a report is for, and how many days after them it is due."""
    words = line.text("frequency")
    months = next((each for form, each in _EVERY if form.search(plain(words))), None)
    if months is None:
        line.noted("frequency", NO_SCHEDULE)
    within = _WITHIN.search(words)
    days = int(within[1]) if within and months is not None else None
    if line.text("report_days"):
        found = number(re.sub(r"\s*(?:days?|d[ií]as?)$", "", line.text("report_days"), flags=re.IGNORECASE))
        if found is None or found != int(found) or found < 0:
            line.wrong(
                "report_days",
                f"'{line.text('report_days')}'",
                line.words("a number of days"),
                line.words("write it as 30"),
            )
            return months, None
        days = int(found)
    return months, days


def _listed(words: str) -> tuple[str, ...]:
    """Return what a cell lists, by semicolons or lines; by commas only where there are neither.

    >>> _listed("de-escalation; first aid/CPR"), _listed("naloxone, CPR")
    (('de-escalation', 'first aid/CPR'), ('naloxone', 'CPR'))
    """
    parts = re.split(r"[;\n\r]+" if re.search(r"[;\n\r]", words) else r",", words)
    return tuple(filter(None, (" ".join(each.split()) for each in parts)))


def read_lines(table: Table) -> None:
    """Read every row of a sheet of personnel lines."""
    for line in table.lines():
        if not line.beyond():
            _personnel(line)
        table.misread += line.faults


def _personnel(line: Line) -> None:
    award, code = (
        line.needed("award", line.words("the number of an award")),
        line.needed("line", line.words("the code of a line")),
    )
    position, role = line.text("position"), line.text("role")
    if not (position or role):
        line.at_fault(
            None,
            line.words("neither a position nor a role"),
            line.words("the role that the line pays for"),
            line.words("fill one of them in"),
        )
    fte, annual = _fte(line), _money(line, "annual")
    line.noted("notes", NOTE)
    if not line.faults:
        line.table.claims.append(LineClaim(line.at, award, code, position or role, role or position, fte, annual))


def _fte(line: Line) -> int | None:
    """Return full-time people in hundredths."""
    if not line.text("fte"):
        return None
    found = number(re.sub(r"\s*FTEs?$", "", line.text("fte"), flags=re.IGNORECASE))
    whole = hundredths(found) if found is not None else None
    if whole is None or whole <= 0:
        line.wrong(
            "fte",
            f"'{line.text('fte')}'",
            line.words("full-time people, with two decimals at most"),
            line.words("write it as 1.50"),
        )
    return whole


def _money(line: Line, name: str) -> int | None:
    if not line.text(name):
        return None
    found = cents(line.cell(name))
    if found is None or found < 0:
        line.wrong(
            name,
            f"'{line.text(name)}'",
            line.words("an amount in dollars and cents"),
            line.words("write it as 1500000.00"),
        )
    return found


def read_partnerships(table: Table) -> None:
    """Read every row of a sheet of partnerships."""
    for line in table.lines():
        if not line.beyond():
            _partnership(line)
        table.misread += line.faults


def _partnership(line: Line) -> None:
    partner = line.needed("partner", line.words("the name of a partner"))
    first = line.day("first", needed=True)
    last, signed = line.day("last", last=True), line.day("signed")
    line.noted("notes", NOTE)
    if line.faults or first is None:
        return
    line.table.claims.append(
        PartnershipClaim(
            line.at,
            partner,
            line.text("kind"),
            line.text("instrument"),
            first,
            last,
            signed,
            line.text("award"),
            line.text("expects"),
        )
    )


def read_allocations(table: Table) -> None:
    """Read every row of a sheet of allocations."""
    share = are_shares(table, "percent", Decimal(1))
    for line in table.lines():
        if not line.beyond():
            _allocation(line, share=share)
        table.misread += line.faults


def _allocation(line: Line, *, share: bool) -> None:
    who, award = line.somebody(), line.needed("award", line.words("the number of an award"))
    first, last = line.day("first", needed=True), line.day("last", last=True)
    found = as_percent(line, "percent", share=share)
    percent = hundredths(found) if found is not None else None
    if percent is None or not 0 < percent <= 100_00:  # noqa: PLR2004 - hundredths of a percent
        line.wrong(
            "percent",
            f"'{line.text('percent')}'",
            line.words("a percentage above 0, up to 100, with two decimals at most"),
            line.words("write it as 33.33"),
        )
    line.noted("notes", NOTE)
    if line.faults or first is None or percent is None:
        return
    line.table.claims.append(
        AllocationClaim(line.at, who, award, line.text("line"), percent, first, last, line.text("partner"))
    )
