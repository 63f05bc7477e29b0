"""Facts of one kind by their natural key: what is on record, and what the plan adds or says otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, Final, Generic, TypeVar
from uuid import UUID

from muster.domain.importing.planning.plan import Kind, Step, Value, Write
from muster.domain.records import OnRecord
from muster.domain.training import Mode

V = TypeVar("V", bound=Value)

_UNSET: Final[tuple[object, ...]] = (None, "", (), frozenset(), Mode.UNKNOWN)


@dataclass(slots=True)
class Held(Generic[V]):
    """A fact as it will stand. ``version`` unset: the plan adds it. ``was``: what the plan says otherwise."""

    fact: UUID
    value: V
    person: UUID | None = None
    version: UUID | None = None
    was: V | None = None


@dataclass(frozen=True, slots=True)
class Put(Generic[V]):
    """What saying something came to. ``step`` conflict: this run has said something else of it already."""

    held: Held[V]
    step: Step
    changes: dict[str, tuple[object, object]] = field(default_factory=dict)


@dataclass(slots=True)
class Book(Generic[V]):
    """The facts of one kind."""

    kind: Kind
    ids: Callable[[], UUID]
    held: dict[Hashable, Held[V]] = field(default_factory=dict)
    firsts: defaultdict[Hashable, list[Held[V]]] = field(default_factory=lambda: defaultdict(list))

    def on_record(self, key: Hashable, found: OnRecord[V]) -> Held[V]:
        """Take in a fact that is on record."""
        return self._keep(key, Held(found.fact, _bare(found.value), found.person, found.version))

    def of(self, first: Hashable) -> Sequence[Held[V]]:
        """Return every fact whose key begins with this: everything of one person, most often."""
        return self.firsts.get(first, ())

    def get(self, key: Hashable) -> Held[V] | None:
        """Return the fact under a key."""
        return self.held.get(key)

    def put(self, key: Hashable, value: V, *, person: UUID | None = None, fact: UUID | None = None) -> Put[V]:
        """Say that this is so. What the value leaves unset stays as it is on record."""
        held = self.held.get(key)
        if held is None:
            return Put(self._keep(key, Held(fact or self.ids(), value, person)), Step.CREATE)
        return self.say(held, value)

    def say(self, held: Held[V], value: V) -> Put[V]:
        """Say this of a fact that is there. What the value leaves unset stays as it is."""
        if held.value == value:
            return Put(held, Step.UNCHANGED)
        said = over(held.value, value)
        changes = differences(held.value, said)
        if not changes:
            return Put(held, Step.UNCHANGED)
        if held.version is None or held.was is not None:
            if any(old not in _UNSET for old, _ in changes.values()):
                return Put(held, Step.CONFLICT, changes)
            held.value = said
            return Put(held, Step.UNCHANGED)
        held.was, held.value = held.value, said
        return Put(held, Step.UPDATE, changes)

    def _keep(self, key: Hashable, held: Held[V]) -> Held[V]:
        self.held[key] = held
        if isinstance(key, tuple):
            self.firsts[key[0]].append(held)
        return held

    def writes(self) -> Iterator[Write]:
        """Yield what carrying the plan out writes."""
        for held in self.held.values():
            if held.version is None or held.was is not None:
                yield Write(self.kind, held.fact, held.value, held.person, held.version)


def over(old: V, new: V) -> V:
    """Return the new value, with what it leaves unset as it was.

    >>> from muster.domain.people import Identity
    >>> over(Identity("Ben Abdi", email="ben@example.org"), Identity("Ben Abdi", phone="555-0103"))
    Identity(name='Ben Abdi', preferred_name='', email='ben@example.org', phone='555-0103', language='en', birth=None)
    """
    kept: dict[str, Any] = {
        name: was for name in _names(new) if getattr(new, name) in _UNSET and (was := getattr(old, name)) not in _UNSET
    }
    return replace(new, **kept) if kept else new


def differences(old: V, new: V) -> dict[str, tuple[object, object]]:
    """Return every field that is said otherwise, before and after."""
    return {
        name: (getattr(old, name), getattr(new, name))
        for name in _names(new)
        if getattr(old, name) != getattr(new, name)
    }


def _names(value: Value) -> list[str]:
    return [each.name for each in fields(value) if each.name != "fact"]


def _bare(value: V) -> V:
    """Return a value without the id of its fact, as files say it."""
    without: dict[str, Any] = {"fact": None}
    return replace(value, **without) if getattr(value, "fact", None) is not None else value
