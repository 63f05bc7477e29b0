"""What forms that record or correct a fact have in common: sent twice, sent too late, sent without a reason.

A form to record carries the id of what it records. Sent twice, it records once; sent again with something
else in it, it is shown again under a new id: nothing that was typed is lost, and nothing is taken for
recorded that is not. A form to correct carries the version that was read.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeVar
from uuid import UUID, uuid4

from muster.domain.errors import NotFound
from muster.domain.records import OnRecord
from muster.domain.words import Words
from muster.web.forms import Mistake, id_of, text

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    Value = TypeVar("Value", bound=DataclassInstance)

LONGEST: Final = 400
LONGEST_REASON: Final = 2000


def typed_in(data: Mapping[str, object], fields: Iterable[str]) -> dict[str, str]:
    """Return what was typed, no longer than it may be, under an id of its own where it has one."""
    typed = {name: text(data, name)[: LONGEST_REASON if name == "because" else LONGEST] for name in fields}
    return numbered(typed) if "id" in typed else typed


def numbered(typed: dict[str, str]) -> dict[str, str]:
    """Return what was typed under the id that it came with; under a new one where that is none."""
    return typed if id_of(typed["id"]) else renumbered(typed)


def renumbered(typed: dict[str, str]) -> dict[str, str]:
    """Return what was typed under a new id: under the old one, something else is recorded."""
    return typed | {"id": str(uuid4())}


def apart(value: Value) -> Value:
    """Return a value without the fact that it stands on record as."""
    return replace(value, fact=None)


async def same_on_record(
    read: Awaitable[OnRecord[Value]],
    said: Value,
    person: UUID | None = None,
    *,
    key: Callable[[Value], object] = apart,
) -> bool:
    """Was the very same recorded under this id, by the same form sent before? ``key``: what a form says of it."""
    try:
        before = await read
    except NotFound:
        return False
    return before.person == person and key(before.value) == key(said)


def used_before(field: str, label: str, words: Words) -> Mistake:
    """Return what to say of a form that recorded something else before."""
    said = words("Nothing was recorded: this form has been used before, for something else.")
    fix = words("Look at the list. If this one is not on it, send the form once more.")
    return Mistake(field, label, "", "", fix, said=said)


def changed_meanwhile(field: str, label: str, words: Words, *, withdrawn: bool = False) -> Mistake:
    """Return what to say of a form that was read in an older version. ``withdrawn``: that is what it asked for."""
    if withdrawn:
        said = words("Nothing was withdrawn: somebody changed it since you opened the page.")
        return Mistake(field, label, "", "", words("Read what it says now, and send it once more."), said=said)
    said = words("Nothing was recorded: somebody changed it since you opened the page.")
    fix = words("Look at it in another tab, and send this form once more if it is still right.")
    return Mistake(field, label, "", "", fix, said=said)


def no_reason(
    typed: Mapping[str, str], words: Words, label: str | None = None, *, field: str = "because"
) -> list[Mistake]:
    """Return the mistake of not saying why, where that is one."""
    if typed["because"]:
        return []
    return [Mistake(field, label or words("Why"), "", words("a reason, for the ledger"), words("Write a few words."))]
