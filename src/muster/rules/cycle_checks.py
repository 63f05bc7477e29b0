"""What no single key shows of hours in a cycle: paths that suit their terms, buckets that name one another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from muster.domain.requirements import VersionBy
from muster.rules.looking import Table, names
from muster.rules.places import Path
from muster.rules.problems import Problem

# What goes by a hire, a program or leave, and what a path says itself: terms with a cycle may not say it as well.
_BY_HIRE: Final = ("initial", "prior", "hours_with", "exempt_if", "leave")
_SAID_BY_A_PATH: Final = ("hours", "renewal", "grace")


def cards_of(requirement: Table) -> Iterator[tuple[Path, str]]:
    """Yield the cards that give cycles, or excuse from them: where each is named inside the requirement."""
    cycle = requirement.get("cycle")
    for key in ("of", "unless") if isinstance(cycle, dict) else ():
        for inside, name in enumerate(_list(cycle.get(key)) if isinstance(cycle, dict) else ()):
            if isinstance(name, str):
                yield ("cycle", key, inside), name


def of_cycle(terms: Table, path: Path, topics: Sequence[str], *, cycle: bool) -> Iterator[Problem]:
    """Find what is wrong between a cycle, its paths and the rest of the terms."""
    by_expiration = terms.get("version_by") == VersionBy.EXPIRATION_DATE.value
    if not cycle:
        for key, needs in (("path", "path" in terms), ("version_by", by_expiration)):
            if needs:
                yield Problem(
                    (*path, key),
                    f"'{key}' without a cycle",
                    "the card whose last good day ends a cycle",
                    'add cycle = { of = "…", every = "2 years" } to the requirement',
                )
        return
    by_hire = terms.get("version_by") == VersionBy.HIRE_DATE.value
    for key in (*(key for key in _BY_HIRE if key in terms), *(("version_by",) if by_hire else ())):
        yield Problem(
            (*path, key),
            f"'{key}' beside a cycle",
            "the last day of the cycle as the deadline",
            "take it out, or take 'cycle' out",
        )
    if "grace" in terms and not topics:
        yield Problem(
            (*path, "grace"),
            "'grace' where cards alone are asked for in a cycle",
            "the last day of the cycle as the deadline",
            "take it out",
        )
    for key in _SAID_BY_A_PATH:
        if "path" in terms and key in terms:
            yield Problem((*path, key), f"'{key}' beside a path", "hours in the path", "take it out")
    for place, each in enumerate(_list(terms.get("path"))):
        if isinstance(each, dict):
            yield from _path(each, (*path, "path", place), topics)


def _path(each: Table, path: Path, topics: Sequence[str]) -> Iterator[Problem]:
    own = names(each.get("topic")) or list(topics)
    yield from _outside(names(each.get("topic")), topics, (*path, "topic"), "a topic of the requirement")
    buckets = [bucket for bucket in _list(each.get("bucket")) if isinstance(bucket, dict)]
    if "hours" not in each and not buckets:
        yield Problem(path, "neither hours nor a bucket", "something to ask for", "add hours = …, or bucket = […]")
    firsts: list[str] = []
    for place, bucket in enumerate(buckets):
        here = (*path, "bucket", place)
        named = names(bucket.get("topic"))
        yield from _outside(named, own, (*here, "topic"), "a topic of the path")
        if named and named[0] in firsts:
            yield Problem((*here, "topic"), f"'{named[0]}' a second time", "each bucket once", "join the two")
        inside = bucket.get("inside")
        if isinstance(inside, str) and inside not in firsts:
            yield Problem(
                (*here, "inside"), f"'{inside}'", "the first topic of a bucket above", "write the outer bucket first"
            )
        firsts += named[:1]
    for place, bucket in enumerate(buckets):
        yield from _outside(names(bucket.get("takes")), firsts, (*path, "bucket", place, "takes"), "another bucket")


def _outside(named: Sequence[str], known: Sequence[str], path: Path, expected: str) -> Iterator[Problem]:
    for name in named:
        if name not in known:
            yield Problem(path, f"'{name}'", expected, f"write one of {', '.join(known)}")


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]
