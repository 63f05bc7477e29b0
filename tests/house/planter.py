"""A plugin that runs the same tests once for each condition that is left out, in one process, with one server.

``python -m pytest -p tests.house.planter TESTS``, with the table of ``OTHERS`` by its places in ``PLANTED`` and a
file for what nobody noticed in ``UNNOTICED``. Nothing here is a test.
"""

from __future__ import annotations

import ast
import importlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from tests.api.planting import UNASKED, every, unasked
from tests.house.mutants import Mutant, conditions

SRC = Path(__file__).resolve().parents[2] / "src" / "muster"


@dataclass(frozen=True, slots=True)
class Other:
    """Functions of a module whose conditions decide who gets in, and the tests that should notice, likeliest first."""

    module: str
    functions: tuple[str, ...]
    tests: tuple[str, ...]
    questions: bool = False

    def mutants(self) -> list[Mutant]:
        """Return each condition of these functions changed; or each of their ``questions`` left out."""
        if self.questions:
            found = [each.mutant for each in every() if each.module == self.module]
        else:
            file = (SRC / self.module.replace(".", "/")).with_suffix(".py")
            found = list(conditions(ast.parse(file.read_text())))
        return [each for each in found if each.function in self.functions]


@contextmanager
def planted(module: str, mutant: Mutant) -> Iterator[None]:
    """Run the function as it is changed, whoever has imported it, while inside."""
    live = importlib.import_module(f"muster.{module}")
    function: Any = live
    for name in mutant.function.split("."):
        function = getattr(function, name)
    function = getattr(function, "fn", function)
    assert isinstance(function, FunctionType)
    before = function.__code__
    compiled = compile(mutant.tree, str(live.__file__), "exec", dont_inherit=True)
    vars(live)[UNASKED] = unasked  # harmless, and only what is planted calls it
    function.__code__ = _code(compiled, mutant.function.split("."))
    try:
        yield
    finally:
        function.__code__ = before


def _code(code: CodeType, path: list[str]) -> CodeType:
    for name in path:
        code = next(each for each in code.co_consts if isinstance(each, CodeType) and each.co_name == name)
    return code


def pytest_runtestloop(session: pytest.Session) -> bool:
    """Run the tests of each module once as they are, then once for each of its conditions, until one turns red."""
    unnoticed: list[str] = []
    for other in (Other(*each) for each in json.loads(os.environ["PLANTED"])):
        items = [each for test in other.tests for each in session.items if each.nodeid.startswith(test)]
        if red := _red(items):
            unnoticed.append(f"{other.module}: {red} is red with nothing changed")
        for mutant in other.mutants():
            with planted(other.module, mutant):
                if not _red(items):
                    unnoticed.append(f"{other.module}.{mutant.function}: {mutant.change}")
    Path(os.environ["UNNOTICED"]).write_text(json.dumps(unnoticed))
    return True


def _red(items: list[pytest.Item]) -> str:
    """Run tests until one turns red; return which."""
    for item in items:
        state, another = item.session._setupstate, next(each for each in item.session.items if each is not item)
        state.teardown_exact(item)  # of what ran before, all that this one does not share
        if any(report.failed for report in runtestprotocol(item, nextitem=another, log=False)):
            return item.nodeid
    return ""
