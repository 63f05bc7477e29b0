"""A value as it stands on record: which fact it is, and which version of it was read."""

from __future__ import annotations

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
