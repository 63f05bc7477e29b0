"""Find something by what it is called or numbered: without capitals, without accents, by how words begin."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Final, NamedTuple
from uuid import UUID

from muster.domain.overviews.roster import folded

_WORD: Final = re.compile(r"\w+")
_BETWEEN: Final = re.compile(r"[\W_]+")


class Sought(StrEnum):
    """What can be found, in the order in which it is shown."""

    PERSON = "person"
    COURSE = "course"
    AWARD = "award"
    PROGRAM = "program"
    PARTNER = "partner"


class Entry(NamedTuple):
    """Something that can be found. ``more`` is shown beside its title; ``numbers`` are looked through and not shown."""

    kind: Sought
    fact: UUID
    title: str
    more: str = ""
    numbers: tuple[str, ...] = ()


def matching(entries: Iterable[Entry], asked: str) -> list[Entry]:
    """Return the entries in which every word that is asked for begins a word, the closest first.

    A number is found by how it begins as well, whatever strokes and dots stand in it. Nothing asked, nothing found.

    >>> ana, luz = (
    ...     Entry(Sought.PERSON, UUID(int=1), "Ana Peña"),
    ...     Entry(Sought.PERSON, UUID(int=2), "Luz", "", ("E-100-7",)),
    ... )
    >>> [each.title for each in matching([ana, luz], "PENA an")], [each.title for each in matching([ana, luz], "e1007")]
    (['Ana Peña'], ['Luz'])
    """
    wanted = _WORD.findall(folded(asked))
    if not wanted:
        return []
    whole = " ".join(wanted)
    ranked = [
        (place, folded(each.title), str(each.fact), each) for each in entries if (place := _place(each, wanted, whole))
    ]
    return [each for *_, each in sorted(ranked, key=lambda one: one[:3])]


def _place(entry: Entry, wanted: list[str], whole: str) -> int:
    """Return how close an entry is: 1 the closest, 0 not at all."""
    title = folded(entry.title)
    words = _WORD.findall(title)
    if " ".join(words) == whole:
        return 1
    if all(any(word.startswith(each) for word in words) for each in wanted):
        return 2 if " ".join(words).startswith(whole) else 3
    numbers = [folded(each) for each in entry.numbers]
    words += [word for text in (folded(entry.more), *numbers) for word in _WORD.findall(text)]
    words += [_BETWEEN.sub("", text) for text in numbers]
    joined = "".join(wanted)
    if all(any(word.startswith(each) for word in words) for each in wanted) or any(
        _BETWEEN.sub("", text).startswith(joined) for text in numbers
    ):
        return 4
    return 0
