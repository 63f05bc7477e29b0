"""Each condition of access is needed: whichever is taken out, a test turns red.

Of the table of roles and of what ``Principal`` asks, here; of services, routes and pages, in
``tests/api/test_conditions.py``; of the database, in ``tests/persistence/test_walls.py``; of who gets in at
all, in ``test_other_conditions.py``.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Any

import pytest

from muster.domain import access, matrix
from muster.domain.access import Permission, Role
from tests.house.mutants import conditions, keywords

ROOT = Path(__file__).resolve().parents[2]
ACCESS = ROOT / "src" / "muster" / "domain" / "access.py"
SOURCE = ast.parse(ACCESS.read_text())
TESTS = compile((ROOT / "tests" / "domain" / "test_access.py").read_text(), "test_access", "exec")
PAGE = compile((ROOT / "tests" / "renew_matrix.py").read_text(), "renew_matrix", "exec")
ABOUT = ("agency", "person", "program", "programs", "whole", "reach", "limit", "account", "code")

Change = Callable[[Any], None]


@contextmanager
def planted(tree: ast.Module | None = None, change: Change | None = None) -> Iterator[None]:
    """Let whoever imports ``muster.domain.access`` now get another one: from this tree, and then changed.

    What is drawn from the table is imported anew as well.
    """
    made = ModuleType(access.__name__)
    made.__file__ = str(ACCESS)
    before = {name: sys.modules.pop(name) for name in (access.__name__, matrix.__name__)}
    sys.modules[access.__name__] = made
    try:
        exec(compile(tree or SOURCE, str(ACCESS), "exec"), vars(made))  # noqa: S102 - our own source
        if change:
            change(made)
        yield
    finally:
        sys.modules.update(before)


def run(source: Any) -> dict[str, Any]:  # noqa: ANN401 - a code object
    """Run a module of tests anew, so that it imports what is planted; return what it defines."""
    names: dict[str, Any] = {"__name__": "planted_tests", "__file__": str(ROOT / "tests" / "renew_matrix.py")}
    exec(source, names)  # noqa: S102 - our own source
    return names


def cases(test: Callable[..., None]) -> Iterator[Mapping[str, object]]:
    """Yield the arguments that a test is run with, by its ``parametrize`` marks."""
    marks = [each for each in getattr(test, "pytestmark", ()) if each.name == "parametrize"]
    names = [[each.args[0]] if isinstance(each.args[0], str) else each.args[0] for each in marks]
    for chosen in product(*(each.args[1] for each in marks)):
        yield {
            name: value
            for group, values in zip(names, chosen, strict=True)
            for name, value in zip(group, values if len(group) > 1 else [values], strict=True)
        }


def noticed() -> str:
    """Run the tests of who may do what against what is planted; return the first that turns red."""
    try:
        found = run(TESTS)
    except Exception as why:  # noqa: BLE001 - whatever it is, it is noticed
        return f"import: {why}"
    for name, test in found.items():
        if name.startswith("test_") and callable(test):
            for case in cases(test):
                try:
                    test(**case)
                except (Exception, pytest.fail.Exception):  # noqa: BLE001 - whatever it is, it is noticed
                    return name
    return ""


def differs_on_the_page() -> bool:
    """Is the table that is planted another than the one in the reference?"""
    names = run(PAGE)
    return bool(names["written"]() != names["REFERENCE"].read_text())


def cell(role: Role, permission: Permission) -> Change:
    """Return what gives a role one permission more in the table, or one less."""

    def change(made: Any) -> None:  # noqa: ANN401 - a module
        row = made.MATRIX[role] ^ {made.Permission(permission)}
        made.MATRIX = MappingProxyType({each: row if each == role else made.MATRIX[each] for each in made.MATRIX})

    return change


def own(permission: Permission) -> Change:
    """Return what lets people read one thing more of themselves, or one less."""

    def change(made: Any) -> None:  # noqa: ANN401 - a module
        made.OWN = made.OWN ^ {made.Permission(permission)}

    return change


def test_what_is_not_changed_is_not_noticed() -> None:
    with planted():
        assert (noticed(), differs_on_the_page()) == ("", False)


def test_every_condition_of_who_may_do_what_is_needed() -> None:
    every, unnoticed = [*conditions(SOURCE), *keywords(SOURCE, *ABOUT)], []
    for mutant in every:
        with planted(mutant.tree):
            if not noticed():
                unnoticed.append(mutant.name)

    print(f"{len(every) - len(unnoticed)} of {len(every)} noticed")  # noqa: T201 - for reading: pytest -rP
    assert not unnoticed, "\n".join(["write the test that notices, in tests/domain/test_access.py", *unnoticed])


def test_every_cell_of_the_table_is_needed() -> None:
    """A permission more or less for any role: the table in the reference, which people read, is not that one."""
    changes = {f"{role} {each}": cell(role, each) for role, each in product(Role, Permission)}
    changes |= {f"own {each}": own(each) for each in Permission}

    unnoticed = []
    for name, change in changes.items():
        with planted(change=change):
            if not differs_on_the_page() and not noticed():
                unnoticed.append(name)

    print(f"{len(changes) - len(unnoticed)} of {len(changes)} noticed")  # noqa: T201 - for reading: pytest -rP
    assert unnoticed == []
