"""Lists taken away as they are shown, for a spreadsheet program."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from litestar import Response

from muster.sheets import writing
from muster.sheets.cells import Cell, Sheet


class Kind(StrEnum):
    """What kind of file a list is taken away as."""

    CSV = "csv"
    XLSX = "xlsx"


_MEDIA: Final = {
    Kind.CSV: "text/csv",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def as_file(stem: str, title: str, rows: Sequence[tuple[Cell, ...]], kind: Kind) -> Response[bytes]:
    """Return rows, the first of which are their headings, as a file that no cache keeps."""
    name = f"{stem}.{kind}"
    return Response(
        writing.write(name, [Sheet(title, tuple(rows))], heading=True),
        media_type=_MEDIA[kind],
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )
