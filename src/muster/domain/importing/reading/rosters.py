"""A roster: who works here, since when, as what."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Final

from muster.domain.importing.cells import cents, percent
from muster.domain.importing.claims import Named, PersonClaim
from muster.domain.importing.column_names import plain
from muster.domain.importing.reading.table import NOTE, Line, Table
from muster.domain.importing.reading.trackers import read_courses
from muster.domain.words import message

ON_LEAVE: Final = message("on leave: from when to when is not said, so nothing is recorded; record that leave by hand")
UNKNOWN_STATUS: Final = message("a status that muster does not know; the person is taken to work here")
ROUNDED: Final = message("a full-time share with a part of a percent; the whole percent next to it is taken")

_ACTIVE: Final = re.compile(
    r"|a|active|act|activo|activa|employed|current|working|regular|ft|pt|full[- ]?time|part[- ]?time", re.IGNORECASE
)
_LEAVE: Final = re.compile(r"l|loa|(?:on |paid |unpaid |medical )?leave\b.*|fmla|licencia|de licencia", re.IGNORECASE)
_LEFT: Final = re.compile(
    r"t|i|term|termed|terminated|inactive|inact|separated|resigned|retired|deceased|left|dismissed|baja|inactiv[oa]",
    re.IGNORECASE,
)
_LAST_FIRST: Final = re.compile(r"\blast(?: name)?(?: and)? first\b|\bapellidos?(?: y| and)? nombres?\b")
_MOST: Final = Decimal(2)  # no share of a full-time job is larger, and no percentage of one is smaller


def read_roster(table: Table) -> None:
    """Read every row of a roster."""
    turned = _last_first(table)
    share = are_shares(table, "fte", _MOST)
    for line in table.lines():
        if not line.beyond():
            who = line.somebody()
            _person(line, _turned(who) if turned else who, share=share)
        if line.faults:
            table.misread += line.faults
        else:
            read_courses(line)


def _person(line: Line, who: Named, *, share: bool) -> None:
    hired, left = line.day("hired_on", needed=False), line.day("left_on", last=True)
    claim = PersonClaim(
        line.at,
        who,
        line.text("preferred_name"),
        line.text("phone"),
        " ".join(line.text("title").split()),
        hired,
        left,
        _fte(line, share=share),
        line.text("program"),
        _rate(line),
    )
    _status(line, ended=left is not None)
    line.noted("notes", NOTE)
    if not line.faults:
        line.table.claims.append(claim)


def _status(line: Line, *, ended: bool) -> None:
    words = line.text("status")
    if _LEFT.fullmatch(words):
        if not ended:
            line.wrong(
                "status",
                line.words("'{status}', and no last day", status=words),
                line.words("the last day of somebody who has left"),
                line.words("add it in a column called End Date"),
            )
    elif _LEAVE.fullmatch(words):
        line.noted("status", ON_LEAVE)
    elif not _ACTIVE.fullmatch(words):
        line.noted("status", UNKNOWN_STATUS)


def _fte(line: Line, *, share: bool) -> int | None:
    """Return a full-time share in whole percent."""
    if not line.text("fte"):
        return None
    found = as_percent(line, "fte", share=share)
    if found is None or not 0 <= found <= 100:  # noqa: PLR2004 - percent
        line.wrong(
            "fte",
            f"'{line.text('fte')}'",
            line.words("a share of a full-time job, up to 1 or 100 %"),
            line.words("write it as 0.80"),
        )
        return None
    if found != int(found):
        line.noted("fte", ROUNDED)
    return round(found)


def _rate(line: Line) -> int | None:
    if not line.text("rate"):
        return None
    found = cents(line.cell("rate"))
    if found is None or found < 0:
        line.wrong(
            "rate",
            f"'{line.text('rate')}'",
            line.words("an hourly rate in dollars and cents"),
            line.words("write it as 31.50"),
        )
        return None
    return found or None


def are_shares(table: Table, name: str, most: Decimal) -> bool:
    """Are the numbers of a column shares of one, rather than percentages? All of its cells settle that."""
    if not table.has(name):
        return False
    found = [each for each in map(percent, table.column(table.layout.fields[name])) if each is not None]
    return not any(not signed and value > most for value, signed in found)


def as_percent(line: Line, name: str, *, share: bool) -> Decimal | None:
    """Return a cell as a percentage, exactly."""
    found = percent(line.cell(name))
    if found is None:
        return None
    value, signed = found
    return value * 100 if share and not signed else value


def _last_first(table: Table) -> bool:
    """Does the header of the names say that the last name comes first?"""
    return "name" in table.layout.fields and bool(
        _LAST_FIRST.search(plain(table.layout.titles[table.layout.fields["name"]]))
    )


def _turned(who: Named) -> Named:
    """Return a name as it is said, where its column has it last name first.

    >>> _turned(Named(name="de la Cruz, Ines")).name
    'Ines de la Cruz'
    """
    last, comma, first = who.name.partition(",")
    if not comma or "," in first or not first.strip() or not last.strip():
        return who
    return replace(who, name=f"{first.strip()} {last.strip()}")
