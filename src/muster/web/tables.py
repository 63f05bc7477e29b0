"""Lists that people narrow, put in order and take away: all that was chosen stands in the address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from litestar.datastructures.multi_dicts import MultiDict

from muster.domain.errors import Fault, Invalid
from muster.web.forms import text

T = TypeVar("T", bound=StrEnum)
LIST = "list"  # says in the address of something from which list somebody came


@dataclass(frozen=True, slots=True)
class Column:
    """A column. ``ordered``: the list can be put in order by it. ``always``: it cannot be left out.

    ``usual``: it is shown to whoever has chosen nothing.
    """

    key: str
    label: str
    ordered: bool = False
    always: bool = False
    usual: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """What somebody chose of a list. ``filters`` narrow it; ``chosen`` are the keys of the columns that are shown."""

    path: str
    columns: tuple[Column, ...]
    chosen: frozenset[str]
    filters: Mapping[str, str]
    order: str
    falling: bool = False

    @property
    def shown(self) -> tuple[Column, ...]:
        """The columns that are shown, in their order."""
        return tuple(each for each in self.columns if each.key in self.chosen)

    @property
    def narrowed(self) -> bool:
        """Does anything narrow the list?"""
        return bool(self.filters)

    def pairs(self, *leaving: str) -> list[tuple[str, str]]:
        """Return what the address says, without what was not chosen; ``leaving`` out these names.

        A form that changes the filters takes the rest along in hidden fields.
        """
        usual = frozenset(each.key for each in self.columns if each.usual or each.always)
        found = list(self.filters.items())
        found += [("order", self.order)] if self.order != self.columns[0].key else []
        found += [("falling", "1")] if self.falling else []
        if self.chosen != usual:
            found += [("column", each.key) for each in self.shown]
        return [(name, value) for name, value in found if name not in leaving]

    def address(self, page: int = 1) -> str:
        """Return where this list is, at a page."""
        return _address(self.path, [*self.pairs(), *([("page", str(page))] if page > 1 else [])])

    def file(self, kind: str) -> str:
        """Return where exactly what is shown is taken away as a file: ``csv`` or ``xlsx``."""
        return _address(f"{self.path}/file", [("kind", kind), *self.pairs()])

    def by(self, column: Column) -> str:
        """Return where the list is in order of a column; of the one that it is in order of, the other way round."""
        falling = column.key == self.order and not self.falling
        return replace(self, order=column.key, falling=falling).address()

    def item(self, path: str, **more: object) -> str:
        """Return where something on this list is, so that the way back, and on to the next, is known there.

        >>> Table("/people", (Column("name", "Name"),), frozenset({"name"}), {"role": "emt"}, "name").item("/people/7")
        '/people/7?list=%2Fpeople&role=emt'
        """
        return _address(path, [(LIST, self.path), *self.pairs(), *((name, str(value)) for name, value in more.items())])

    def sorting(self, column: Column) -> str:
        """Return how the list is in order of a column, as ``aria-sort`` says it; empty: it is not."""
        return ("descending" if self.falling else "ascending") if column.key == self.order else ""


def asked(path: str, columns: Iterable[Column], query: MultiDict[str], *, filters: Iterable[str]) -> Table:
    """Read an address. The first column is what a list is in order of, unless something else is asked for.

    Raises:
        Invalid: there is no such column, or the list is not put in order by it.
    """
    there = tuple(columns)
    said = query.dict()
    chosen = frozenset(each for each in query.getall("column", []) if each)
    order = text(said, "order") or there[0].key
    for each in chosen - {column.key for column in there}:
        raise _unknown("column", each, [column.key for column in there])
    if order not in (ordered := [column.key for column in there if column.ordered]):
        raise _unknown("order", order, ordered)
    return Table(
        path,
        there,
        frozenset(each.key for each in there if each.always or (each.key in chosen if chosen else each.usual)),
        {name: value for name in filters if (value := text(said, name)[:200])},
        order,
        text(said, "falling") == "1",
    )


def one_of(kind: type[T], name: str, value: str) -> T | None:
    """Return which of a closed list a filter names; ``None`` when it is empty.

    Raises:
        Invalid: it is none of them.
    """
    if not value:
        return None
    try:
        return kind(value)
    except ValueError:
        raise _unknown(name, value, list(kind)) from None


def _unknown(name: str, found: str, there: Iterable[str]) -> Invalid:
    expected = "one of " + ", ".join(there)
    fault = Fault(f"?{name}=", found, expected, "take one of these, or leave it out of the address")
    return Invalid(f"the address asks for something that is not there: {name}={found}", faults=[fault])


def _address(path: str, pairs: list[tuple[str, str]]) -> str:
    return f"{path}?{urlencode(pairs)}" if pairs else path
