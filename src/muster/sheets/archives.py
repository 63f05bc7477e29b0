"""Look an xlsx over before anything parses it: cheaply, and without believing what it says of itself."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from muster.domain.errors import Invalid
from muster.sheets.limits import (
    MIB,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ENTRIES,
    MOST_RATIO,
    MOST_ROWS,
    MOST_UNZIPPED,
    RATIO_FROM,
    no_spreadsheet,
    too_large,
)

_END: Final = b"PK\x05\x06"
_DIRECTORY: Final = MIB  # bytes; what 2,000 entries need, and no more
_ENCRYPTED: Final = 0x1
_TAIL: Final = 65_557  # bytes, in which the end of a zip has to stand

# A cell in which something stands, and where; what is only formatted costs nothing to read. The lengths are
# bounded, so that no file can make the looking itself long.
_CELL: Final = re.compile(
    rb"<(?:\w{1,20}:)?c\s[^<>]{0,200}?\br=[\"']\s?([A-Za-z]{1,7})(\d{1,10})[\"'][^<>]{0,200}(?<!/)>(?!\s{0,9}</)"
)
_ANY_CELL: Final = re.compile(rb"<(?:\w{1,20}:)?c[\s>/]")
_FORMULA: Final = re.compile(rb"<(?:\w{1,20}:)?f[\s>/]")
_ERROR: Final = re.compile(rb"<(?:\w{1,20}:)?c\s[^<>]{0,200}\bt=[\"']e[\"']")
_DTD: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_LETTERS: Final = 26


def look_over(file: str, content: bytes) -> tuple[str, ...]:
    """Return what somebody should know of a workbook that may be parsed.

    Raises:
        Invalid: it is no xlsx, is protected, has macros, or is more than is read; the limit is named.
    """
    archive = _opened(file, content)
    entries = archive.infolist()
    names = {each.filename.replace("\\", "/").casefold() for each in entries}
    if len(entries) > MOST_ENTRIES:
        raise too_large(file, f"{len(entries):,} parts inside", f"{MOST_ENTRIES:,} parts")
    if any(each.flag_bits & _ENCRYPTED for each in entries):
        raise protected(file)
    _kind(file, names)
    whole = sum(each.file_size for each in entries)
    if whole > MOST_UNZIPPED:
        raise too_large(file, f"{whole / MIB:,.0f} MiB once unpacked", f"{MOST_UNZIPPED // MIB} MiB")
    for each in entries:
        if each.file_size > RATIO_FROM and each.file_size > MOST_RATIO * max(each.compress_size, 1):
            raise too_large(
                file, f"a part that unpacks to {each.file_size // max(each.compress_size, 1)} times its size",
                f"{MOST_RATIO} times",
            )  # fmt: skip
    return (*_parts(file, archive, entries), *_linked(names))


def protected(file: str) -> Invalid:
    """Return the refusal of a workbook with a password."""
    return no_spreadsheet(
        file,
        "it is protected by a password",
        "password-protected",
        "open it with the password and save a copy without one",
    )


def _opened(file: str, content: bytes) -> zipfile.ZipFile:
    """Open the zip, once its directory is known to be of a size that can be read."""
    at = content.rfind(_END, max(0, len(content) - _TAIL))
    if at < 0 or len(content) < at + 22:
        raise no_spreadsheet(file, "the file is cut short, or damaged", "damaged-spreadsheet")
    (size,) = struct.unpack_from("<I", content, at + 12)
    if size > _DIRECTORY:
        raise too_large(file, "more parts inside than can be listed", f"{MOST_ENTRIES:,} parts")
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, RuntimeError, OSError, struct.error) as why:
        raise no_spreadsheet(file, "the file is cut short, or damaged", "damaged-spreadsheet") from why


def _kind(file: str, names: set[str]) -> None:
    """Refuse what is no xlsx, and say what it is."""
    if any(each.endswith("vbaproject.bin") or each.startswith("xl/macrosheets/") for each in names):
        raise _macros(file)
    if "xl/workbook.bin" in names:
        raise no_spreadsheet(file, "it is a binary workbook (.xlsb)", "old-spreadsheet")
    if "[content_types].xml" not in names or not any(each.startswith("xl/") for each in names):
        found = "it is an OpenDocument file" if "mimetype" in names else "it is a zip archive, and no workbook"
        raise no_spreadsheet(file, found)


def _macros(file: str) -> Invalid:
    return no_spreadsheet(
        file, "it holds macros, which are programs", "has-macros", "save it as .xlsx, which holds none, or as .csv"
    )


def _parts(file: str, archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> Iterator[str]:
    """Read every part of text once; refuse what is forged or goes too far out."""
    formulas = errors = 0
    for entry in entries:
        if not entry.filename.casefold().endswith((".xml", ".rels", ".vml")):
            continue
        sheet = _Sheet(file)
        try:
            for at, piece in _pieces(archive, entry):
                _fair(file, entry.filename, at, piece)
                sheet.look(piece)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError) as why:
            raise no_spreadsheet(file, f"its part {entry.filename} is damaged", "damaged-spreadsheet") from why
        formulas += sheet.formulas
        errors += sheet.errors
    if formulas:
        yield (
            f"{_cells(formulas)} a formula: what the spreadsheet program last worked out was read; one that was "
            "never worked out reads as empty"
        )
    if errors:
        yield f"{_cells(errors)} an error, as #N/A, and read as empty"


def _cells(count: int) -> str:
    return "1 cell holds" if count == 1 else f"{count:,} cells hold"


def _fair(file: str, part: str, at: int, piece: bytes) -> None:
    """Refuse a piece that no spreadsheet program writes into an xlsx."""
    if at == 0 and (b"\x00" in piece or piece[:2] in {b"\xff\xfe", b"\xfe\xff"}):
        raise no_spreadsheet(file, f"its part {part} is not UTF-8", "damaged-spreadsheet")
    if _DTD.search(piece):
        raise no_spreadsheet(file, "it defines entities of its own, as no spreadsheet program does")
    if part.casefold() == "[content_types].xml" and b"macroenabled" in piece.lower():
        raise _macros(file)


def _pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[tuple[int, bytes]]:
    """Yield a part in pieces that end between two tags, so that no tag is torn."""
    at, rest = 0, b""
    with archive.open(entry) as part:
        while read := part.read(MIB):
            piece = rest + read
            end = piece.rfind(b"<")
            # A cell is looked at together with what comes after it, so its tag goes with the next piece.
            end = piece.rfind(b"<", 0, end) if end > 0 else end
            if end <= 0:
                end = len(piece)
            yield at, piece[:end]
            at, rest = at + end, piece[end:]
    if rest:
        yield at, rest


class _Sheet:
    """What was seen of one sheet."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.cells = self.formulas = self.errors = self.row = self.column = 0

    def look(self, piece: bytes) -> None:
        """Count the cells of a piece, and see how far out they stand."""
        self.cells += len(_ANY_CELL.findall(piece))
        if self.cells > MOST_CELLS:
            raise too_large(self.file, f"more than {MOST_CELLS:,} cells", f"{MOST_CELLS:,} cells")
        self.formulas += len(_FORMULA.findall(piece))
        self.errors += len(_ERROR.findall(piece))
        places = set(_CELL.findall(piece))
        if places:
            self.row = max(self.row, *(int(row) for _, row in places))
            self.column = max(self.column, *map(_index, {letters for letters, _ in places}))
        if self.row > MOST_ROWS or self.column > MOST_COLUMNS or self.row * self.column > MOST_CELLS:
            raise too_large(
                self.file,
                f"cells out to row {self.row:,} and column {self.column:,}",
                f"{MOST_ROWS:,} rows, {MOST_COLUMNS:,} columns and {MOST_CELLS:,} cells",
                "delete the rows and columns far below and beside the table, and save it again",
            )


def _index(letters: bytes) -> int:
    """Return the number of a column, counted from 1."""
    number = 0
    for each in letters.upper():
        number = number * _LETTERS + each - 64
    return number


def _linked(names: set[str]) -> Iterator[str]:
    if any(each.startswith("xl/externallinks/") for each in names):
        yield "links to other files: they were not followed"
    if any(each.startswith(("xl/embeddings/", "xl/activex/")) for each in names):
        yield "embedded objects: they were not read"
