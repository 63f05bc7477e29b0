"""The only SQL is in persistence."""

from __future__ import annotations

import ast
import re
from pathlib import Path

SRC = Path(__file__).resolve().parents[2] / "src" / "muster"
SQL = re.compile(r"^\s*(SELECT|INSERT INTO|UPDATE \w+ SET|DELETE FROM|WITH \w+ AS \()", re.MULTILINE)


def sql_outside_persistence(src: Path) -> list[str]:
    """Return where a text that looks like a query stands in a module that is not persistence's."""
    return [
        f"{module.relative_to(src)}:{node.lineno}"
        for module in sorted(src.rglob("*.py"))
        if "persistence" not in module.relative_to(src).parts
        for node in ast.walk(ast.parse(module.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.search(node.value)
    ]


def test_no_query_is_written_outside_persistence() -> None:
    assert sql_outside_persistence(SRC) == []


def test_a_query_in_a_service_is_found(copy: Path) -> None:
    (copy / "muster" / "services" / "planted.py").write_text('ROWS = "SELECT * FROM person"\n')

    assert sql_outside_persistence(copy / "muster") == ["services/planted.py:1"]
