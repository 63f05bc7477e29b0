"""A payroll: who worked how long, on which day, for whom."""

from __future__ import annotations

import re
from typing import Final

from muster.domain.effort import LONGEST_DAY, EffortKind
from muster.domain.importing.cells import minutes
from muster.domain.importing.claims import EffortClaim
from muster.domain.importing.reading.table import NOTE, Line, Table
from muster.domain.words import message

NO_TIME: Final = message("no time at all")
UNKNOWN_CODE: Final = message("a pay code that muster does not know; its hours are taken for work")

_LEAVE: Final = re.compile(
    r"(?:annual|sick|paid|admin(?:istrative)?|fmla|parental|military|family|medical|personal|"
    r"unpaid)?[ _-]?leave\b.*|lv|"
    r"pto\b.*|sick\b.*|sck|hol|holiday\b.*|vac|vacation\b.*|brv|bereav\w*.*|jury\b.*|fmla|"
    r"comp(?:ensatory)? time(?: off)?|"
    r"personal\b.*|float(?:ing)?\b.*|enfermedad|vacaciones|feriado|licencia|permiso",
    re.IGNORECASE,
)
_WORK: Final = re.compile(
    r"|reg\w*|ot\w?|overtime\b.*|dt|double\s?time|work\w*|hrly|hourly|sal\w*|std|standard|wrk|str(?:aight)?|"
    r"st|normal|horas|"
    r"train\w*|trn|meet\w*|travel|trv|night|shift|diff\w*|call ?back|on[ -]?call|standby|extra|trabajo|ordinari[oa]s?",
    re.IGNORECASE,
)


def read_payroll(table: Table) -> None:
    """Read every row of a payroll."""
    asked: set[str] = set()
    for line in table.lines():
        if not line.beyond():
            _effort(line, asked)
        table.misread += line.faults


def _effort(line: Line, asked: set[str]) -> None:
    who, on = line.somebody(), line.day("on", needed=True)
    worked, paid = _time(line, "hours", needed=True), _time(line, "paid", needed=False)
    code = line.text("pay_code")
    line.noted("notes", NOTE)
    if line.faults or on is None or worked is None:
        return
    leave = bool(_LEAVE.fullmatch(code))
    if not leave and not _WORK.fullmatch(code) and code not in asked:
        asked.add(code)
        line.noted("pay_code", UNKNOWN_CODE)
    if worked == 0 and paid is None:
        line.noted("hours", NO_TIME)
        return
    line.table.claims.append(
        EffortClaim(
            line.at,
            who,
            on,
            worked,
            EffortKind.LEAVE if leave else EffortKind.WORK,
            line.text("award"),
            line.text("line"),
            line.text("partner"),
            line.text("approved_by"),
            paid,
        )
    )


def _time(line: Line, name: str, *, needed: bool) -> int | None:
    """Return hours in whole minutes, no more than a day has."""
    if not line.text(name):
        if needed:
            line.needed(name, line.words("hours"))
        return None
    found = minutes(line.cell(name))
    if found is None:
        line.wrong(
            name,
            f"'{line.text(name)}'",
            line.words("hours that are whole minutes, as 3.25 or 7:40"),
            line.words("write the hours as hours and minutes, 7:40"),
        )
    elif not 0 <= found <= LONGEST_DAY:
        line.wrong(
            name,
            f"'{line.text(name)}'",
            line.words("hours of one day, from 0 to {most}", most=LONGEST_DAY // 60),
            line.words("correct the row that the hours were taken from, instead of taking them away in another"),
        )
        return None
    return found
