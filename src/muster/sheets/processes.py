"""Have a workbook parsed by a child process, and come out of it whole whatever becomes of the child."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from datetime import date
from typing import IO, Final

from muster.domain.errors import Invalid, Unavailable
from muster.sheets.archives import protected
from muster.sheets.cells import Cell, Sheet
from muster.sheets.limits import (
    MEMORY,
    MIB,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_SAID,
    PROTECTED,
    SECONDS,
    TOO_LARGE,
    no_spreadsheet,
    too_large,
)

_CHILD: Final = ("-I", "-m", "muster.sheets.child")  # isolated: no path and no variable of the caller's


def parsed(file: str, content: bytes) -> tuple[tuple[Sheet, ...], tuple[str, ...]]:
    """Return the sheets of a workbook, and what somebody should know of them.

    Raises:
        Invalid: it cannot be parsed, or takes more memory or time than it is given.
        Unavailable: the reader itself does not start.
    """
    with tempfile.TemporaryFile() as said:
        try:
            done = subprocess.run(  # noqa: S603 - our own interpreter, with arguments written here
                [sys.executable, *_CHILD],
                input=content,
                stdout=said,
                stderr=subprocess.DEVNULL,
                env={},
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise too_large(file, f"more work than {SECONDS} seconds", f"{SECONDS} seconds of work") from None
        except OSError as why:
            raise _not_started() from why
        if done.returncode < 0 or said.tell() > MOST_SAID:
            raise too_large(file, "more than its reader is given", f"{MEMORY // MIB} MiB of memory")
        if done.returncode > 0:
            raise _not_started()
        said.seek(0)
        return _sheets(file, said)


def _not_started() -> Unavailable:
    return Unavailable(
        "the process that reads workbooks does not start; nothing was read. Run `muster doctor`, or save the file "
        "as .csv, which needs none",
        code="reader-not-started",
    )


def _sheets(file: str, said: IO[bytes]) -> tuple[tuple[Sheet, ...], tuple[str, ...]]:
    """Return what the child has said. It has met the file, so none of it is believed unseen."""
    found: list[tuple[str, list[tuple[Cell, ...]]]] = []
    notes: list[str] = []
    try:
        for line in said:
            what, *rest = json.loads(line)
            if what == "refused":
                raise _refusal(file, *map(str, rest))
            if what == "sheet":
                found.append((str(rest[0]), []))
                if rest[1] is not True:
                    notes.append(f"the sheet {rest[0]} is hidden: it was read with the others")
            else:
                found[-1][1].append(tuple(map(_cell, rest[0])))
    except (ValueError, TypeError, IndexError, AttributeError) as why:
        raise no_spreadsheet(file, "it is damaged, and its reader broke off", "damaged-spreadsheet") from why
    return tuple(Sheet(name, tuple(rows)) for name, rows in found), tuple(notes)


def _cell(said: object) -> Cell:
    if isinstance(said, list):
        return date.fromisoformat(said[0])
    if said is None or isinstance(said, str | int | float):
        return said
    raise TypeError


def _refusal(file: str, why: str, found: str) -> Invalid:
    if why == PROTECTED:
        return protected(file)
    if why == TOO_LARGE:
        return too_large(file, found, f"{MOST_ROWS:,} rows, {MOST_COLUMNS:,} columns and {MOST_CELLS:,} cells")
    return no_spreadsheet(file, "it is damaged", "damaged-spreadsheet")
