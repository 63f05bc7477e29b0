"""Parse one workbook, in a process of its own that may be lost: bytes in, lines of JSON out.

Started as ``python -I -m muster.sheets.child``. What a file does to this process, it does to nobody else.
"""

from __future__ import annotations

import io
import json
import signal
import sys
from contextlib import suppress
from datetime import date, datetime, time, timedelta

from muster.sheets.limits import (
    DAMAGED,
    MEMORY,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_SAID,
    PROTECTED,
    SECONDS,
    TOO_LARGE,
)


def main() -> int:
    """Read a workbook from standard input and write its rows to standard output."""
    _limit()
    content = sys.stdin.buffer.read()
    import python_calamine as calamine  # noqa: PLC0415 - not before the limits are set

    cells = 0
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        for about in book.sheets_metadata:
            if about.typ is not calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(about.name)
            rows, columns = (sheet.end[0] + 1, sheet.end[1] + 1) if sheet.end else (0, 0)
            cells += rows * columns
            if rows > MOST_ROWS or columns > MOST_COLUMNS or cells > MOST_CELLS:
                _say("refused", TOO_LARGE, f"{rows:,} rows of {columns:,} columns, {cells:,} cells in all")
                return 0
            _say("sheet", about.name, about.visible is calamine.SheetVisibleEnum.Visible)
            for row in sheet.to_python(skip_empty_area=False):
                _say("row", list(map(_plain, row)))
    except calamine.PasswordError:
        _say("refused", PROTECTED, "")
    except (MemoryError, OverflowError):
        _say("refused", TOO_LARGE, "more than the memory it is given")
    except Exception as why:  # noqa: BLE001 - whatever a hostile file brings about, the caller is told
        _say("refused", DAMAGED, str(why)[:200])
    sys.stdout.flush()
    return 0


def _limit() -> None:
    """Give up what this process does not need: memory, time, large files, core dumps."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)  # who says too much is ended, as who takes too much is
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, MOST_SAID),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # some systems know a limit and do not let it be set
            resource.setrlimit(what, (most, most))


def _say(*what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")


def _plain(cell: object) -> object:
    """Return a cell as JSON has it; a date as a list of one text."""
    if isinstance(cell, datetime):
        return [cell.date().isoformat()]
    if isinstance(cell, date):
        return [cell.isoformat()]
    if isinstance(cell, timedelta):
        minutes = round(cell.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    if isinstance(cell, time):
        return cell.isoformat("minutes")
    return None if cell == "" else cell


if __name__ == "__main__":
    sys.exit(main())
