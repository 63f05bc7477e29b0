"""The shape of the source: small modules, and nothing left for later."""

import re
from pathlib import Path
from statistics import median

import pytest

from tests.house.conftest import mend

SRC = Path(__file__).resolve().parents[2] / "src"
MOST_LINES = 400

# Spelt so that this file does not find itself.
UNFINISHED = re.compile(r"\b(?:TO[D]O|FIX[M]E)\b|NotImplemented[E]rror")


def lengths(folder: Path) -> dict[Path, int]:
    """Count the lines of each module in a folder."""
    return {file: len(file.read_text().splitlines()) for file in sorted(folder.rglob("*.py"))}


def too_long(folder: Path) -> list[str]:
    """Name the modules over the bound, each probably two ideas."""
    return [
        f"{file.relative_to(folder)}: {lines} lines, at most {MOST_LINES}"
        for file, lines in lengths(folder).items()
        if lines > MOST_LINES
    ]


def unfinished(folder: Path) -> list[str]:
    """Find the places that say they are not finished, in any kind of text."""
    return [
        f"{file.relative_to(folder)}:{number}: {line.strip()}"
        for file in sorted(folder.rglob("*"))
        if file.suffix in {".css", ".html", ".js", ".po", ".py", ".sql", ".toml", ".txt"}
        for number, line in enumerate(file.read_text().splitlines(), start=1)
        if UNFINISHED.search(line)
    ]


def test_no_module_is_too_long() -> None:
    counts = [lines for file, lines in lengths(SRC).items() if file.name != "__init__.py"]

    said = f"median {median(counts):g} lines (hoped for: under 80), longest {max(counts)}"
    print(f"{len(counts)} modules, {said}")  # noqa: T201 - for reading: pytest -rP
    assert not too_long(SRC)


def test_nothing_is_left_for_later() -> None:
    assert not unfinished(SRC)


@pytest.mark.parametrize(("lines", "found"), [(MOST_LINES, 0), (MOST_LINES + 1, 1)])
def test_a_planted_long_module_is_found(copy: Path, lines: int, found: int) -> None:
    before = len(too_long(copy))

    (copy / "muster" / "domain" / "planted.py").write_text("x = 1\n" * lines)

    assert len(too_long(copy)) == before + found


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("planted.py", "# TO" + "DO: the other half"),
        ("planted.py", "x = 1  # FIX" + "ME"),
        ("planted.py", "raise NotImplemented" + "Error"),
        ("planted.html", "<!-- TO" + "DO: words -->"),
    ],
)
def test_a_planted_leftover_is_found(copy: Path, name: str, line: str) -> None:
    before = unfinished(copy)

    (copy / "muster" / "domain" / name).write_text(f"\n{line}\n")

    assert set(unfinished(copy)) - set(before) == {f"muster/domain/{name}:2: {line}"}


def texts(folder: Path) -> dict[Path, bytes]:
    """Return every file of a folder, but what Python keeps for itself."""
    found = [each for each in folder.rglob("*") if each.is_file() and each.parent.name != "__pycache__"]
    return {each.relative_to(folder): each.read_bytes() for each in found}


def test_whatever_was_planted_is_gone_again(copy: Path) -> None:
    file = copy / "muster" / "domain" / "intervals.py"
    file.write_text(file.read_text().replace("Interval", "Interfal"))
    (copy / "muster" / "planted" / "deep").mkdir(parents=True)
    (copy / "muster" / "planted" / "deep" / "module.py").touch()
    before = texts(copy)

    mend(copy)

    assert texts(copy) == texts(SRC) != before
