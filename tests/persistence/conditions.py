"""Every condition of every policy, and the same policy without it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from tests.persistence.rigs import Raw

POLICIES = """
SELECT p.polname AS name, c.relname AS table, pg_get_expr(p.polqual, c.oid) AS shown,
       pg_get_expr(p.polwithcheck, c.oid) AS written
  FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE p.polroles = '{0}' OR p.polname = ANY ($1)
 ORDER BY c.relname, p.polname
"""
FUNCTIONS = """
SELECT proname AS name, pg_get_functiondef(oid) AS text FROM pg_proc
 WHERE pronamespace = 'public'::regnamespace AND prosecdef AND proname = ANY ($1) ORDER BY proname
"""


@dataclass(frozen=True, slots=True)
class Weakened:
    """A policy, or a function, with one condition less: which, and the statement that makes it so."""

    of: str
    condition: str
    statement: str
    table: str = ""

    @property
    def name(self) -> str:
        """How it is called when nobody notices."""
        return f"{self.of} without {self.condition}"


def parts(expression: str, word: str) -> list[str]:
    """Split what stands between ``AND``, or ``OR``, outside of any parenthesis.

    >>> parts("((a = 1) AND (b = (SELECT c WHERE (d AND e))))", "AND")
    ['(a = 1)', '(b = (SELECT c WHERE (d AND e)))']
    >>> parts("(a OR b)", "AND")
    ['(a OR b)']
    """
    inside, depth, start, found = _bare(expression), 0, 0, []
    for place, letter in enumerate(inside):
        depth += (letter == "(") - (letter == ")")
        if depth == 0 and inside.startswith(f" {word} ", place):
            found.append(inside[start:place].strip())
            start = place + len(word) + 2
    return [*found, inside[start:].strip()] if found else [expression]


def _bare(expression: str) -> str:
    """Take the outermost parentheses off, if they are one pair."""
    if not expression.startswith("("):
        return expression
    depth = 0
    for place, letter in enumerate(expression):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return expression[1:-1] if place == len(expression) - 1 else expression
    return expression


def without(expression: str) -> Iterator[tuple[str, str]]:
    """Yield each condition of an expression, and the expression without it: looser, or, of an alternative, narrower."""
    conditions = parts(expression, "AND")
    for place, each in enumerate(conditions):
        others = [*conditions[:place], *conditions[place + 1 :]]
        yield each, " AND ".join(others) or "true"
        alternatives = parts(each, "OR")
        for which, one in enumerate(alternatives if len(alternatives) > 1 else []):
            left = " OR ".join([*alternatives[:which], *alternatives[which + 1 :]])
            yield f"the alternative {one}", " AND ".join([*others, f"({left})"])


async def weakened(by: Raw, owners: Collection[str]) -> list[Weakened]:
    """Return every policy that binds the application, and these of the owner, with each condition taken out in turn."""
    found = []
    for row in await by.fetch(POLICIES, list(owners)):
        policy, table, shown, written = row
        clauses = [("USING", shown), ("WITH CHECK", written)]
        for place, (clause, expression) in enumerate(clauses):
            for condition, rest in without(expression) if expression else ():
                changed = clauses.copy()
                changed[place] = (clause, rest)
                said = " ".join(f"{name} ({text})" for name, text in changed if text)
                statement = f"ALTER POLICY {policy} ON {table} {said}"
                found.append(Weakened(policy, f"{clause} {' '.join(condition.split())}", statement, table))
    return found


async def weakened_functions(by: Raw, names: Collection[str]) -> list[Weakened]:
    """Return these functions, which act for their owner, with each condition of their query taken out in turn."""
    found = []
    for name, text in await by.fetch(FUNCTIONS, list(names)):
        before, where, after = text.partition("WHERE ")
        expression, end, rest = after.partition(";\n")
        assert where, f"{name} has no condition: say in this rig how it is held"
        found += [
            Weakened(name, " ".join(condition.split()), f"{before}{where}{left}{end}{rest}")
            for condition, left in without(expression)
        ]
    return found
