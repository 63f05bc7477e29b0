"""Every place that asks whether somebody may, and the same place asking less; planted while it runs."""

from __future__ import annotations

import ast
import importlib
import inspect
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Self

from muster.domain.access import EVERYBODY, Principal, Scope
from tests.house.mutants import FUNCTIONS, Mutant, changed, keywords

SRC = Path(__file__).resolve().parents[2] / "src" / "muster"
FLOORS = ("services", "api", "web")
ASKS = {"require", "looking"}
UNASKED = "planted_scope"  # what stands where a question stood


@dataclass(frozen=True, slots=True)
class Planted:
    """One function that asks less than it should; ``module`` with its floor, as in ``services.people``."""

    module: str
    mutant: Mutant

    @property
    def function(self) -> str:
        """Which function, as ``services.people.person``."""
        return f"{self.module}.{self.mutant.function}"

    @property
    def name(self) -> str:
        """How it is called when nobody notices."""
        return f"{self.module}.{self.mutant.name}"


def asking(tree: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    """Yield every question in a module whether somebody may, with the function that asks."""
    for each in tree.body:
        if isinstance(each, FUNCTIONS):
            for node in ast.walk(each):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ASKS:
                    yield each.name, node


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Yield every module in which it may be asked, with its floor."""
    for file in (each for floor in FLOORS for each in sorted((SRC / floor).glob("*.py"))):
        yield f"{file.parent.name}.{file.stem}", ast.parse(file.read_text())


def asked_in() -> set[str]:
    """Name every function that asks whether somebody may, as ``services.people.person``."""
    return {f"{module}.{function}" for module, tree in modules() for function, _ in asking(tree)}


def every() -> list[Planted]:
    """Return each question left out, and each part of one that narrows what it allows."""
    found = []
    for module, tree in modules():
        questions = {id(node) for _, node in asking(tree)}
        for function, node in asking(tree):
            assert isinstance(node.func, ast.Attribute)
            unasked = ast.Call(ast.Name(UNASKED, ast.Load()), [node.func.value], [])
            made = Mutant(function, node.lineno, f"without {ast.unparse(node)}", changed(tree, node, unasked))
            found.append(Planted(module, made))
        found += [Planted(module, each) for each in keywords(tree, "whole", "program", "person", of=questions)]
    return found


def unasked(by: Principal) -> Scope:
    """Return the scope that somebody has whom nobody asks: everybody in the agency."""
    return replace(by.scope, reach=EVERYBODY)


@contextmanager
def planted(which: Planted) -> Iterator[None]:
    """Run the function that asks less, whoever has imported it, while inside."""
    module, function = _live(which)
    before = function.__code__
    compiled = compile(which.mutant.tree, str(module.__file__), "exec", dont_inherit=True)
    (code,) = [each for each in compiled.co_consts if isinstance(each, CodeType) and each.co_name == function.__name__]
    vars(module)[UNASKED] = unasked  # harmless, and only what is planted calls it
    function.__code__ = code
    try:
        yield
    finally:
        function.__code__ = before


def _live(which: Planted) -> tuple[ModuleType, FunctionType]:
    module = importlib.import_module(f"muster.{which.module}")
    function = getattr(module, which.mutant.function)
    function = getattr(function, "fn", function)  # what answers a route is inside its handler
    assert inspect.isfunction(function)
    return module, function


class Watch:
    """Sees which of these functions run while it is entered."""

    def __init__(self, planteds: list[Planted]) -> None:
        self._names = {_live(each)[1].__code__: each.function for each in planteds}
        self.ran: set[str] = set()

    def __enter__(self) -> Self:
        self.ran = set()
        sys.setprofile(self._seen)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(None)

    def _seen(self, frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code in self._names:
            self.ran.add(self._names[frame.f_code])
