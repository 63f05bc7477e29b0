"""The export of a learning system: a row for each course that somebody was in."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from muster.domain.importing.cells import Word, minutes, number, text_of, word
from muster.domain.importing.claims import CompletionClaim
from muster.domain.importing.reading.table import NOTE, Line, Table
from muster.domain.importing.reading.trackers import NO_FACT, PLAN
from muster.domain.training import Mode
from muster.domain.words import message

NOT_DONE: Final = message("no day of completion: it is not taken for completed")
UNKNOWN_MODE: Final = message("a way of delivery that muster does not know; it is kept as unknown")

_MODES: Final = (
    (re.compile(r"blended|hybrid|mixt[oa]|h[ií]brid[oa]", re.IGNORECASE), Mode.BLENDED),
    (
        re.compile(
            r"self[- ]?(?:paced|study|directed)|e-?learning|\bwbt\b|on[- ]?demand|asynchron|autodirigid", re.IGNORECASE
        ),
        Mode.SELF_PACED,
    ),
    (
        re.compile(
            r"\bvilt\b|virtual|webinar|live[- ]?(?:online|web|virtual)|online[- ]live|zoom|synchronous|en vivo en",
            re.IGNORECASE,
        ),
        Mode.LIVE_ONLINE,
    ),
    (
        re.compile(
            r"\bilt\b|class ?room|in[- ]?person|instructor|face[- ]to[- ]face|on[- ]?site|presencial", re.IGNORECASE
        ),
        Mode.IN_PERSON,
    ),
)
_DONE: Final = re.compile(
    r"attended|certified|credit(?: earned)?|satisfied|successful(?:ly completed)?|c", re.IGNORECASE
)
_LONGEST: Final = 100_000  # minutes, and no course is longer


def read_lms(table: Table) -> None:
    """Read every row of an export of a learning system."""
    for line in table.lines():
        if not line.beyond():
            _completion(line)
        table.misread += line.faults


def _completion(line: Line) -> None:
    who = line.somebody()
    course = " ".join(line.needed("course", line.words("the title of a course")).split())
    status = line.text("status")
    said = Word.DONE if not status or _DONE.fullmatch(status) else word(status)
    if said is None:
        line.wrong(
            "status",
            f"'{status}'",
            line.words("Completed, Incomplete, Waived or the like"),
            line.words("write one of these"),
        )
    line.noted("notes", NOTE)
    if line.faults:
        return
    if said is not Word.DONE:
        _remark(line, status, PLAN if said is Word.PLAN else NO_FACT)
        return
    if not status and not line.text("on"):
        _remark(line, course, NOT_DONE)
        return
    claim = _dated(line)
    length, mode = _length(line), _mode(line)
    if not line.faults and claim is not None:
        on, month_only = claim
        line.table.claims.append(
            CompletionClaim(line.at, who, course, on, month_only, length, mode, line.text("certificate"))
        )


def _dated(line: Line) -> tuple[date | None, bool] | None:
    """Return the day of completion, and whether its month alone is known."""
    cell = line.cell("on")
    if not line.text("on"):
        return None, False
    if word(text_of(cell)) is Word.DONE:  # a column called Completed may hold no more than a yes
        return None, False
    if word(text_of(cell)) is not None and not line.text("status"):
        _remark(line, text_of(cell), NOT_DONE)
        return None
    found = line.written(line.table.layout.fields["on"], cell)
    return None if found is None else (found.day, found.month_only)


def _remark(line: Line, status: str, because: str) -> None:
    """Keep a row that is no completion, whole."""
    named = line.who()
    words = ", ".join(
        dict.fromkeys(filter(None, (status, line.text("course"), named.name or named.email or named.number)))
    )
    line.remark(line.table.layout.fields.get("status"), words, because)


def _length(line: Line) -> int | None:
    if line.text("hours"):
        found = minutes(line.cell("hours"))
        if found is None or not 0 <= found <= _LONGEST:
            line.wrong(
                "hours",
                f"'{line.text('hours')}'",
                line.words("hours, as 1.5 or 8 hours"),
                line.words("write the hours as a number"),
            )
        return found or None
    if line.text("minutes"):
        whole = number(line.cell("minutes"))
        if whole is None or whole != int(whole) or not 0 <= whole <= _LONGEST:
            line.wrong(
                "minutes",
                f"'{line.text('minutes')}'",
                line.words("whole minutes"),
                line.words("write the minutes as a number"),
            )
            return None
        return int(whole) or None
    return None


def _mode(line: Line) -> Mode:
    words = line.text("mode")
    found = next((mode for form, mode in _MODES if form.search(words)), None)
    if found is None:
        line.noted("mode", UNKNOWN_MODE)
    return found or Mode.UNKNOWN
