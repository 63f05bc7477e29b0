"""How the checks look into a file as TOML gives it, and the faults that several of them tell.

Whatever has the wrong type is passed over: the forms speak of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import TypeAlias

from muster.rules.places import Path
from muster.rules.problems import Problem

Table: TypeAlias = dict[str, object]


def tables(value: object) -> list[tuple[int, Table]]:
    """Return the tables of an array, each with its place."""
    listed = value if isinstance(value, list) else []
    return [(place, each) for place, each in enumerate(listed) if isinstance(each, dict)]


def names(value: object) -> list[str]:
    """Return the names in a value: one, or a list of them."""
    listed = value if isinstance(value, list) else [value]
    return [each for each in listed if isinstance(each, str)]


def repeated(found: Iterable[tuple[int, Table]], path: Path, key: str) -> Iterator[Problem]:
    """Find names that are given twice."""
    seen: set[str] = set()
    for place, each in found:
        name = each.get(key)
        if isinstance(name, str):
            if name in seen:
                yield Problem(
                    (*path, place, key), f"'{name}' a second time", f"each {key} once", f"give this one another {key}"
                )
            seen.add(name)


def unknown(path: Path, name: str, known: Iterable[str], expected: str) -> Problem:
    """Tell of a name that the pack has nothing by."""
    near = get_close_matches(name, sorted(known), n=1)
    return Problem(
        path,
        f"'{name}', which is none",
        f"'{near[0]}'" if near else expected,
        f"write '{near[0]}'" if near else "name one that this pack has",
    )


def idle(path: Path, found: str, expected: str) -> Problem:
    """Tell of what muster would not look at: somebody would rely on it."""
    return Problem(path, found, expected, "take it out; muster would not look at it")
