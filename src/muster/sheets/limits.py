"""How much of a spreadsheet is read, and the refusal that names the limit."""

from __future__ import annotations

from typing import Final

from muster.domain.errors import Fault, Invalid

MIB: Final = 2**20
MOST_BYTES: Final = 25 * MIB
MOST_UNZIPPED: Final = 128 * MIB
MOST_ENTRIES: Final = 2_000
MOST_RATIO: Final = 250  # unzipped to zipped; honest sheets stay below 100
RATIO_FROM: Final = 8 * MIB  # a small part may be as repetitive as it likes
MOST_ROWS: Final = 200_000
MOST_COLUMNS: Final = 1_000
MOST_CELLS: Final = 2_000_000
MOST_IN_A_CELL: Final = 32_767  # characters; what spreadsheet programs themselves keep
MEMORY: Final = 512 * MIB  # of the child that parses
SECONDS: Final = 20
MOST_SAID: Final = 96 * MIB  # by the child, of what it has read

PROTECTED: Final = "protected"  # why the child refuses a file
TOO_LARGE: Final = "too-large"
DAMAGED: Final = "damaged"


def too_large(file: str, found: str, most: str, fix: str = "") -> Invalid:
    """Return the refusal of a file that is too much, with the limit named."""
    mend = fix or "take out what is not needed, or bring it in as several smaller files"
    return Invalid(
        f"{file} is too large to read: {found}, and at most {most} are read",
        code="file-too-large",
        faults=[Fault(file, found, f"at most {most}", mend)],
    )


def no_spreadsheet(file: str, found: str, code: str = "not-a-spreadsheet", fix: str = "") -> Invalid:
    """Return the refusal of a file that is none of those that are read."""
    mend = fix or "open it in a spreadsheet program and save it as .xlsx or .csv"
    return Invalid(
        f"{file} cannot be read: {found}; {mend}",
        code=code,
        faults=[Fault(file, found, "a spreadsheet: xlsx, csv or tsv", mend)],
    )
