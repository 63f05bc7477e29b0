"""Read a spreadsheet, whatever it calls itself: what it is, its bytes say."""

from __future__ import annotations

import re
from typing import Final

from muster.domain.errors import Invalid
from muster.sheets.archives import look_over, protected
from muster.sheets.cells import Workbook
from muster.sheets.limits import MIB, MOST_BYTES, no_spreadsheet, too_large
from muster.sheets.processes import parsed
from muster.sheets.texts import read_text

_ZIP: Final = b"PK\x03\x04"
_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of Excel before 2007, and of encrypted files
_OLDER: Final = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00\x04")  # Excel 5, 4, 3 and 2
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_MARKUP: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|table|\?xml|head|body|meta|svg)", re.IGNORECASE)
_OTHERS: Final = (
    (b"%PDF-", "it is a PDF"),
    (b"\x89PNG", "it is a picture"),
    (b"\xff\xd8\xff", "it is a picture"),
    (b"GIF8", "it is a picture"),
    (b"MZ", "it is a program"),
    (b"\x7fELF", "it is a program"),
    (b"{\\rtf", "it is a text document"),
    (b"\x1f\x8b", "it is a compressed file"),
    (b"7z\xbc\xaf", "it is a compressed file"),
    (b"Rar!", "it is a compressed file"),
)


def read(name: str, content: bytes, *, encoding: str = "", separator: str = "") -> Workbook:
    """Return the cells of an xlsx, csv or tsv. ``name`` is only for saying which file is meant.

    It may take seconds and blocks meanwhile: call it off the event loop. ``encoding`` and ``separator``
    overrule what is found in a text file.

    Raises:
        Invalid: it is no spreadsheet, is empty, protected by a password, has macros, or is more than
            is read. The ``code`` tells them apart, and the sentence says what to do.
        Unavailable: the process that reads workbooks does not start.
    """
    if not content.strip():
        raise no_spreadsheet(name, "it is empty", "empty-file", "bring in a file with a row of headers")
    if len(content) > MOST_BYTES:
        raise too_large(name, f"{len(content) / MIB:.1f} MiB", f"{MOST_BYTES // MIB} MiB")
    if content.startswith((_ZIP, b"PK\x05\x06")):
        notes = look_over(name, content)
        sheets, hidden = parsed(name, content)
        if not sheets:
            raise no_spreadsheet(name, "no sheet is left in it", "damaged-spreadsheet")
        return Workbook(sheets, notes=(*notes, *hidden))
    what = _something_else(name, content)
    if what is not None:
        raise what
    return read_text(name, content, encoding=encoding, separator=separator)


def _something_else(name: str, content: bytes) -> Invalid | None:
    """Return the refusal of what its first bytes show to be no spreadsheet that is read."""
    if content.startswith(_COMPOUND):
        if _ENCRYPTED in content:
            return protected(name)
        return no_spreadsheet(name, "it is a workbook of Excel before 2007 (.xls), or no workbook", "old-spreadsheet")
    if content.startswith(_OLDER):
        return no_spreadsheet(name, "it is a workbook of a very old Excel", "old-spreadsheet")
    if _MARKUP.match(content):
        return no_spreadsheet(name, "it is a web page or XML under the name of a spreadsheet")
    found = next((what for start, what in _OTHERS if content.startswith(start)), None)
    return None if found is None else no_spreadsheet(name, found)
