"""What forms have in common: what was typed, and what cannot be right in it, in four parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from muster.domain.words import Words

Sent = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that cannot be right. ``field`` is the id of the first bad field; ``also`` of others to mark.

    ``where`` is the label of the question, ``found`` what was typed (empty: nothing), ``said`` a
    sentence to open with where the four parts alone would leave a question.
    """

    field: str
    where: str
    found: str
    expected: str
    fix: str
    also: tuple[str, ...] = ()
    said: str = ""

    def sentence(self, words: Words) -> str:
        """Return it as one text: the same in the summary and beside the field."""
        if self.said:
            return f"{self.said} {self.fix}"
        if not self.found:
            return words(
                "{where}: nothing is chosen or written here. Expected: {expected}. {fix}",
                where=self.where,
                expected=self.expected,
                fix=self.fix,
            )
        return words(
            "{where}: found “{found}”. Expected: {expected}. {fix}",
            where=self.where,
            found=self.found,
            expected=self.expected,
            fix=self.fix,
        )


def text(sent: Mapping[str, Any], name: str, *, exactly: bool = False) -> str:
    r"""Return what stands in a field: one line, trimmed; ``exactly``: as it was typed, for a password.

    >>> text({"day": " 5\x00 "}, "day"), text({"day": ["1", "2"]}, "day"), text({}, "day")
    ('5', '1', '')
    """
    found = sent.get(name, "")
    if isinstance(found, list):
        found = found[0]
    if not isinstance(found, str):
        return ""
    if exactly:
        return found
    return "".join(each if each.isprintable() else " " for each in found).strip()


def ticked(sent: Mapping[str, Any], name: str) -> list[str]:
    """Return what is ticked under a name, in order.

    >>> ticked({"people": "a"}, "people"), ticked({"people": ["a", "b"]}, "people"), ticked({}, "people")
    (['a'], ['a', 'b'], [])
    """
    found = sent.get(name, [])
    return [each for each in (found if isinstance(found, list) else [found]) if isinstance(each, str)]


def id_of(written: str) -> UUID | None:
    """Return the id that is written; ``None`` when it is none.

    >>> id_of("7c4b9f10-2d7d-4f3b-9c1a-6b1de0a5c705"), id_of("' OR 1=1")
    (UUID('7c4b9f10-2d7d-4f3b-9c1a-6b1de0a5c705'), None)
    """
    try:
        return UUID(written)
    except ValueError:
        return None
