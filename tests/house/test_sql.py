"""The only SQL is in persistence, and what it tells a connection ends with its transaction."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parents[2] / "src" / "muster"
SQL = re.compile(r"^\s*(SELECT|INSERT INTO|UPDATE \w+ SET|DELETE FROM|WITH \w+ AS \()", re.MULTILINE)

# What would outlast a transaction, on a connection that is given back as it is.
LASTING = re.compile(
    r"\bpg_(try_)?advisory_(lock|unlock)\b|\A\s*(SET (?!LOCAL\b)|LISTEN\b|PREPARE\b)|WITH HOLD"
    r"|set_config\([^()]*, false\)|TEMP(ORARY)? TABLE(?!.*ON COMMIT DROP)",
    re.DOTALL,
)
# On connections of their own, which are closed afterwards.
ALONE = {"migrate.py", "embedded.py", "embedded_home.py", "postgres_programs.py"}


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


def lasting(src: Path) -> list[str]:
    """Return where a query tells its connection something that outlasts its transaction."""
    return [
        f"{module.name}:{line}"
        for module in sorted((src / "persistence").rglob("*.py"))
        if module.name not in ALONE
        for line, text in queries(ast.parse(module.read_text()))
        if LASTING.search(text)
    ]


def queries(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield every text with its line; one with values in it whole, and its pieces not once more."""
    pieces = {id(each) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for each in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and id(node) not in pieces):
            yield node.lineno, _text(node)


def _text(node: ast.Constant | ast.JoinedStr) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(each) if isinstance(each, ast.Constant) else "x" for each in node.values)
    return node.value if isinstance(node.value, str) else ""


def test_nothing_that_a_connection_is_told_outlasts_its_transaction() -> None:
    assert lasting(SRC) == []


@pytest.mark.parametrize(
    "query",
    [
        "SELECT pg_advisory_lock($1)",
        "SET search_path = public",
        "SELECT set_config('muster.agency', $1, false)",
        "CREATE TEMPORARY TABLE beside (LIKE person)",
        "LISTEN anything",
    ],
)
def test_a_query_that_would_outlast_it_is_found(query: str, copy: Path) -> None:
    (copy / "muster" / "persistence" / "planted.py").write_text(f'QUERY = "{query}"\n')

    assert lasting(copy / "muster") == ["planted.py:1"]
