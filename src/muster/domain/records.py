"""A value as it stands on record: which fact it is, and which version of it was read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, NamedTuple, TypeVar
from uuid import UUID

T = TypeVar("T")


class OnRecord(NamedTuple, Generic[T]):
    """A fact's value, the version it was read in, and the ledger position since which it is believed."""

    fact: UUID
    version: UUID
    since: int
    value: T
    person: UUID | None = None


def by_person(records: Iterable[OnRecord[T]]) -> dict[UUID, tuple[T, ...]]:
    """Return the values by whose they are, in the order they come in; what is nobody's is left out.

    >>> ana, ben = UUID(int=1), UUID(int=2)
    >>> found = by_person(OnRecord(ana, ana, 1, value, who) for value, who in (("a", ana), ("b", ben), ("c", ana)))
    >>> found[ana], found[ben]
    (('a', 'c'), ('b',))
    """
    found: defaultdict[UUID, list[T]] = defaultdict(list)
    for each in records:
        if each.person is not None:
            found[each.person].append(each.value)
    return {who: tuple(values) for who, values in found.items()}


@dataclass(frozen=True, slots=True)
class Head:
    """Where an agency's ledger stands: its last position, and when that was taken."""

    position: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of a list, in a stable order. ``after`` continues it; ``None`` when this was the last."""

    items: tuple[T, ...]
    after: str | None = None
