"""The rows that an import held back, as a spreadsheet that comes in again once it is mended."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from muster.domain.importing.claims import Reading
from muster.domain.importing.planning.plan import Plan
from muster.domain.words import ENGLISH, Words, message

REASON: Final = message("Why it was held back")  # the column; whoever brings the file in again ignores it
_FORMULAS: Final = "=+-@\t\r\uff1d\uff0b\uff0d\uff20"


@dataclass(frozen=True, slots=True)
class Rejected:
    """The rows of one sheet that were held back. ``name``: its file and itself; each row with its reasons."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], str], ...]

    def table(self, words: Words = ENGLISH) -> tuple[tuple[str, ...], ...]:
        """Return them with their header, the reason in the last column."""
        wide = len(self.heads)
        return (
            (*self.heads, words(REASON)),
            *((*cells, *[""] * (wide - len(cells)), reason) for cells, reason in self.rows),
        )


def rejected(plan: Plan, readings: Iterable[Reading], words: Words = ENGLISH) -> tuple[Rejected, ...]:
    """Return the rows that a plan held back, by the file and sheet they come from."""
    by_file = {reading.file: reading for reading in readings}
    held: defaultdict[tuple[str, str], defaultdict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for line in plan.held_back():
        reading = by_file.get(line.at.file)
        if line.fault and reading and (line.at.sheet, line.at.row) in reading.rows:
            where = f"{line.at.column}: " if line.at.column else ""
            reason = words(
                "{where}found {found}, expected {expected}; {fix}",
                where=where,
                found=line.fault.found,
                expected=line.fault.expected,
                fix=line.fault.fix,
            )
            held[line.at.file, line.at.sheet][line.at.row].append(reason)
    return tuple(
        Rejected(
            f"{file.rpartition('.')[0] or file} {sheet}".strip(),
            by_file[file].heads[sheet],
            tuple(
                (by_file[file].rows[sheet, row], " | ".join(dict.fromkeys(why))) for row, why in sorted(rows.items())
            ),
        )
        for (file, sheet), rows in sorted(held.items())
    )


def rejected_rows(plan: Plan, readings: Iterable[Reading], words: Words = ENGLISH) -> dict[str, bytes]:
    """Return the same, each sheet as a spreadsheet of its own."""
    return {each.name: rejects_csv(each.heads, each.rows, words) for each in rejected(plan, readings, words)}


def rejects_csv(heads: Sequence[str], rows: Iterable[tuple[Sequence[str], str]], words: Words = ENGLISH) -> bytes:
    """Return rows with their reasons, for a spreadsheet program: UTF-8 with its mark, CRLF, no cell a formula.

    >>> rejects_csv(["Name"], [(["=Ann"], "no such person")]).decode("utf-8-sig").splitlines()
    ['Name,Why it was held back', "'=Ann,no such person"]
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*map(guarded, heads), words(REASON)])
    for cells, reason in rows:
        padded = [*cells, *[""] * (len(heads) - len(cells))]
        writer.writerow([*map(guarded, padded), guarded(reason)])
    return out.getvalue().encode("utf-8-sig")


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet program takes for a formula; reading it again takes the mark away.

    >>> guarded("=1+1"), guarded("O'Brien")
    ("'=1+1", "O'Brien")
    """
    return f"'{cell}" if cell[:1] in _FORMULAS and cell else cell
