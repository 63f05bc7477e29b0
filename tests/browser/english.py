"""English where another language is read: what the catalogue has in English, and what has English words in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from tests.renew_words import kept

# Words that only English has, and that most English sentences have one of.
ENGLISH: Final = frozenset(
    [
        "the",
        "of",
        "and",
        "your",
        "you",
        "with",
        "for",
        "from",
        "this",
        "that",
        "these",
        "those",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "has",
        "have",
        "had",
        "not",
        "what",
        "who",
        "whom",
        "which",
        "when",
        "where",
        "how",
        "why",
        "it",
        "its",
        "they",
        "their",
        "them",
        "we",
        "our",
        "by",
        "at",
        "as",
        "an",
        "on",
        "into",
        "than",
        "then",
        "there",
        "here",
        "every",
        "each",
        "all",
        "any",
        "only",
        "other",
        "some",
        "more",
        "most",
        "must",
        "may",
        "can",
        "could",
        "should",
        "would",
        "will",
        "do",
        "does",
        "did",
        "if",
        "until",
        "before",
        "after",
    ]
)
_WORD: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_ID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_PLACE: Final = re.compile(r"\\{\w+\\}")


@cache
def _untranslated(language: str) -> re.Pattern[str]:
    """Return what matches a message of the catalogue in English, whatever stands in its places.

    What its own translation repeats is a name: 'Heartsaver First Aid' is sold under it, in Spanish too.
    """
    found = set()
    for each in kept(language):
        one = each.id if isinstance(each.id, tuple | list) else (each.id,)
        other = each.string if isinstance(each.string, tuple | list) else (each.string,)
        found |= {
            text
            for text in one
            if text and not any(text in (said or "") for said in other) and _WORD.search(text.partition("{")[0])
        }
    return re.compile("|".join(_PLACE.sub(".+", re.escape(each)) for each in sorted(found)))


def english(texts: Iterable[str], language: str = "es") -> list[str]:
    """Return the texts that are English: a message as the catalogue has it, or two English words or more."""
    return [each for each in texts if _untranslated(language).fullmatch(each) or _is_english(each)]


def _is_english(text: str) -> bool:
    return sum(each.lower() in ENGLISH for each in _WORD.findall(_ID.sub("", text))) >= 2
