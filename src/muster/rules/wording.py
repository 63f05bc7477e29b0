"""What a pack says in prose, and the same in another language where its text brings it (docs/decisions/0044)."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Annotated, Final, TypeAlias

from pydantic import PlainValidator, ValidationInfo

from muster.domain.words import Wording
from muster.rules.looking import Table
from muster.rules.places import Path
from muster.rules.problems import Problem
from muster.rules.words import Hint, shown, words

OTHERS: Final = ("es",)
"""The languages that a text may be translated into: those muster speaks beside the one that packs are written in."""
PROSE: Final = frozenset({"title", "says", "unread", "interim"})
"""The keys that are prose, in whatever table: what they say reaches people."""


def _prose(value: object, info: ValidationInfo) -> str:
    """Read words, with the translations that the text has of them."""
    said = words(value)
    others = {language: there[said] for language, there in (info.context or {}).items() if said in there}
    return Wording(said, others) if others else said


Prose: TypeAlias = Annotated[str, PlainValidator(_prose), Hint("words", '"…"')]


def translations(raw: Table) -> dict[str, dict[str, str]]:
    """Return what a text translates of itself: under each language, each sentence with its other words."""
    found = {}
    for language in OTHERS:
        table = raw.get(language)
        if isinstance(table, dict):
            found[language] = {str(key).strip(): said.strip() for key, said in table.items() if isinstance(said, str)}
    return found


def prose(value: object) -> Iterator[str]:
    """Yield every sentence of a text as TOML gives it, where it stands first.

    >>> list(prose({"title": "A sample", "requirement": [{"id": "x", "says": "Knows it."}, {"says": "Knows it."}]}))
    ['A sample', 'Knows it.']
    """
    yield from dict.fromkeys(_said(value))


def untranslated(raw: Table, language: str) -> list[str]:
    """Return the sentences of a text that it has not in a language."""
    there = translations(raw).get(language, {})
    return [each for each in prose(raw) if each not in there]


def problems(raw: Table) -> Iterator[Problem]:
    """Find translations of what the pack does not say: of a sentence that was changed since, most of all."""
    said = list(prose({key: value for key, value in raw.items() if key not in OTHERS}))
    for language in OTHERS:
        table = raw.get(language)
        for key in table if isinstance(table, dict) else ():
            if str(key).strip() not in said:
                yield _unsaid((language, str(key)), said)


def _unsaid(path: Path, said: list[str]) -> Problem:
    near = get_close_matches(str(path[-1]), said, n=1)
    fix = f"compare it with {shown(near[0])}, and translate that" if near else "take it out"
    return Problem(path, "a translation of what this pack does not say", "a sentence of this pack, to the letter", fix)


def _said(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _said(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            if key in OTHERS:
                continue
            if key in PROSE and isinstance(each, str) and each.strip():
                yield each.strip()
            else:
                yield from _said(each)
