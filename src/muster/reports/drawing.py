"""Drawing a document in a process of its own: a server goes on answering, and nothing in a report can reach it.

The child gets no setting and no secret: its environment is empty, and it reads one document.
"""

from __future__ import annotations

import asyncio
import pickle
import sys
from contextlib import redirect_stdout
from enum import StrEnum
from typing import Final

from muster.domain.errors import Unavailable
from muster.reports.document import Document

LONGEST: Final = 300.0  # seconds


class Drawing(StrEnum):
    """What a document is drawn as."""

    PDF = "pdf"
    XLSX = "xlsx"


async def drawn(document: Document, kind: Drawing) -> bytes:
    """Return a document as a file. The same document, the same bytes.

    Raises:
        Unavailable: it took too long.
        RuntimeError: it cannot be drawn; what the child said is in it.
    """
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-I",  # nothing from the folder that muster happens to stand in
        "-m",
        "muster.reports.drawing",
        kind,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={},
    )
    try:
        async with asyncio.timeout(LONGEST):
            out, said = await child.communicate(pickle.dumps(document))
    except TimeoutError as why:
        raise Unavailable("the report took too long to draw; ask for fewer days, or for JSON") from why
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if child.returncode:
        raise RuntimeError(f"a report could not be drawn as {kind}:\n{said.decode(errors='replace')}")
    return out


def main() -> None:
    """Draw the one document that comes in, as what the command line says."""
    document: Document = pickle.load(sys.stdin.buffer)  # noqa: S301 - our own parent wrote it
    with redirect_stdout(sys.stderr):
        content = _draw(document, Drawing(sys.argv[1]))
    sys.stdout.buffer.write(content)


def _draw(document: Document, kind: Drawing) -> bytes:
    """Load what draws only here: it is heavy, and its vendor is kept out of the server."""
    match kind:
        case Drawing.PDF:
            from muster.reports import pdf  # noqa: PLC0415

            return pdf.draw(document)
        case Drawing.XLSX:
            from muster.reports import workbook  # noqa: PLC0415

            return workbook.draw(document)


if __name__ == "__main__":
    main()
