"""There is one way across between agencies, and no other piece of code goes there."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parents[2] / "src" / "muster"
ONE = ("services/shares.py", "through")


def openings(src: Path) -> set[tuple[str, str]]:
    """Return every function that makes somebody of the giver's agency out of a share: where it is, and its name."""
    return {
        (str(file.relative_to(src)), function.name)
        for file in sorted(src.rglob("*.py"))
        for function in ast.walk(ast.parse(file.read_text()))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for each in ast.walk(function)
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Attribute) and each.func.attr == "eyes"
    }


def test_a_share_is_looked_through_in_one_place() -> None:
    assert openings(SRC) == {ONE}


@pytest.mark.parametrize("place", ["services/received.py", "web/overview.py", "api/shares.py"])
def test_another_place_would_be_found(copy: Path, place: str) -> None:
    with (copy / "muster" / place).open("a") as file:
        file.write("\n\ndef planted(share: object) -> object:\n    return share.eyes(None, None)\n")

    assert openings(copy / "muster") == {ONE, (place, "planted")}
