"""No text of anybody's meets mark-up: what reads it, in the library that draws, is not imported at all.

A name of ``<img src="/etc/passwd">`` handed to that library's paragraphs puts the file in the report, and
``A&B`` or ``<b>Smith`` breaks it. Our own typesetting draws letters and nothing else.
"""

from __future__ import annotations

import ast
import shutil
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parents[2] / "src"
# Of the library, what measures letters, writes the file, and draws. Its paragraphs and tables read mark-up
# (``platypus``, ``lib``); its charts and images open files (``graphics``, ``lib.utils``). Of its graphics
# only shapes that hold numbers and letters: what writes them as SVG is our own, and escapes.
ALLOWED = {
    "reportlab.rl_config",
    "reportlab.pdfbase.pdfdoc",
    "reportlab.pdfbase.pdfmetrics",
    "reportlab.pdfbase.ttfonts.TTFontFace",
    "reportlab.pdfbase.ttfonts",
    "reportlab.pdfgen.canvas.Canvas",
    "reportlab.lib.colors.black",
    *(
        f"reportlab.graphics.shapes.{shape}"
        for shape in ("Circle", "Drawing", "Group", "Line", "Path", "Polygon", "Rect", "Shape", "String")
    ),
}
# What a canvas can do that brings something in from outside, or leads there.
OUTWARD = {"drawImage", "drawInlineImage", "linkURL", "linkAbsolute", "linkRect", "addPostScriptCommand", "acroForm"}


def reaching(folder: Path) -> list[str]:
    """Name the places that import more of the library than letters and a canvas, or reach outside with it."""
    found = []
    for file in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [each.name for each in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                names = [f"{node.module}.{each.name}" for each in node.names]
            wrong = [each for each in names if each.split(".")[0] == "reportlab" and each not in ALLOWED]
            if isinstance(node, ast.Attribute) and node.attr in OUTWARD:
                wrong.append(node.attr)
            found += [f"{file.relative_to(folder)}:{node.lineno}: {each}" for each in wrong]  # type: ignore[attr-defined]
    return found


def test_nothing_that_reads_markup_or_opens_files_is_imported() -> None:
    assert not reaching(SRC)


@pytest.mark.parametrize(
    "line",
    [
        "from reportlab.platypus import Paragraph",
        "from reportlab.platypus.paragraph import Paragraph",
        "from reportlab import platypus",
        "import reportlab.platypus as p",
        "import reportlab",
        "from reportlab.lib.utils import ImageReader",
        "from reportlab.graphics import renderPDF",
        "from reportlab.graphics.shapes import Image",
        "def draw(canvas):\n    canvas.drawImage('/etc/passwd', 0, 0)",
        "def draw(canvas):\n    canvas.linkURL('http://example.org', (0, 0, 1, 1))",
    ],
)
def test_a_planted_reach_outside_is_found(tmp_path: Path, line: str) -> None:
    copy = shutil.copytree(SRC / "muster" / "reports", tmp_path / "reports", ignore=shutil.ignore_patterns("*.pyc"))

    (copy / "planted.py").write_text(f"{line}\n")

    assert [each.split(":")[0] for each in reaching(tmp_path)] == ["reports/planted.py"]
