"""The same code with one condition less: what a rig plants, so that a test has to notice."""

from __future__ import annotations

import ast
import copy
from collections.abc import Collection, Iterator
from dataclasses import dataclass

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module with one thing changed inside one function."""

    function: str
    line: int
    change: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """How it is called when nobody notices."""
        return f"{self.function}, line {self.line}: {self.change}"


def conditions(tree: ast.Module) -> Iterator[Mutant]:
    """Yield the module with each condition of its functions taken to hold, taken not to, or one part of it left out.

    >>> every = list(conditions(ast.parse("def f(a, b):\\n    return a and b")))
    >>> [(each.change, ast.unparse(each.tree).partition("return ")[2]) for each in every]
    [('a and b is True', 'True'), ('a and b is False', 'False'), ('without a', 'b'), ('without b', 'a')]
    """
    for function, node in _inside_functions(tree):
        if isinstance(node, ast.Compare | ast.BoolOp) or (
            isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)
        ):
            for held in (True, False):
                yield _changed(tree, function, node, ast.Constant(held), f"{ast.unparse(node)} is {held}")
        if isinstance(node, ast.BoolOp):
            for place, part in enumerate(node.values):
                rest = [*node.values[:place], *node.values[place + 1 :]]
                left = rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
                yield _changed(tree, function, node, left, f"without {ast.unparse(part)}")


def keywords(tree: ast.Module, *names: str, of: Collection[int] | None = None) -> Iterator[Mutant]:
    """Yield the module with each argument of these names left out where it is given by name.

    ``of``: only of these calls, by the ``id`` of each.
    """
    for function, node in _inside_functions(tree):
        if isinstance(node, ast.Call) and (of is None or id(node) in of):
            for each in node.keywords:
                if each.arg in names:
                    rest = [other for other in node.keywords if other is not each]
                    without = ast.Call(node.func, node.args, rest)
                    said = f"{ast.unparse(node.func)} without {ast.unparse(each)}"
                    yield _changed(tree, function, node, without, said)


def _inside_functions(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    """Yield every expression inside a function, with the name of the function."""
    owned = [(each.name, each) for each in tree.body if isinstance(each, FUNCTIONS)]
    for owner in (each for each in tree.body if isinstance(each, ast.ClassDef)):
        owned += [(f"{owner.name}.{each.name}", each) for each in owner.body if isinstance(each, FUNCTIONS)]
    for name, function in owned:
        for statement in function.body:
            yield from ((name, node) for node in ast.walk(statement) if isinstance(node, ast.expr))


def _changed(tree: ast.Module, function: str, old: ast.expr, new: ast.expr, change: str) -> Mutant:
    return Mutant(function, old.lineno, change, changed(tree, old, new))


def changed(tree: ast.Module, old: ast.AST, new: ast.AST) -> ast.Module:
    """Return a copy of a module with one node in it exchanged."""
    made = copy.deepcopy(tree, {id(old): ast.copy_location(new, old)})
    return ast.fix_missing_locations(made)
