"""What people have lived through, said by themselves: a short closed list, and what each of them agrees to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from muster.domain.sharing.suppression import Rule, hidden
from muster.domain.words import message

FEWEST: Final = 11  # people: what fewer have disclosed is not counted


class Lived(StrEnum):
    """What somebody has lived through. Nobody is ever asked for more than one of these words."""

    MENTAL_HEALTH = "mental-health"
    SUBSTANCE_USE = "substance-use"
    CRISIS_SERVICE_USE = "crisis-service-use"
    HOMELESSNESS = "homelessness"
    JUSTICE_INVOLVEMENT = "justice-involvement"
    FAMILY_MEMBER = "family-member"
    NOT_SAID = "not-said"


IN_WORDS: Final = {
    Lived.MENTAL_HEALTH: message("A mental health condition of my own"),
    Lived.SUBSTANCE_USE: message("Substance use of my own, or recovery from it"),
    Lived.CRISIS_SERVICE_USE: message("I have used crisis services myself"),
    Lived.HOMELESSNESS: message("I have been without a home"),
    Lived.JUSTICE_INVOLVEMENT: message("I have been arrested, charged, or in jail or prison"),
    Lived.FAMILY_MEMBER: message("A close family member has lived through one of these"),
    Lived.NOT_SAID: message("I have lived experience, and prefer not to say which"),
}


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One thing somebody has said of their life. ``counted`` and ``shown``: what they agree to, until they do not."""

    kind: Lived
    counted: bool = False
    shown: bool = False
    fact: UUID | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """How many people have disclosed something and agreed to be counted; unset: fewer than ``FEWEST``, or nobody."""

    kind: Lived
    people: int | None


def counted(found: dict[str, int]) -> tuple[Counted, ...]:
    """Return the counts of every kind, those of a few people hidden, and that nobody has said it hidden with them.

    One person may be in several of them, and no sum of them is told, so that no hidden one can be reckoned
    from the others.

    >>> [each.people for each in counted({"mental-health": 11, "homelessness": 10})][:4]
    [11, None, None, None]
    """
    counts = {kind: found.get(kind, 0) for kind in Lived}
    gone = hidden(counts, lambda kind: ({kind: 1}, {kind: -1}), (), Rule(FEWEST, zeros=True))
    return tuple(Counted(kind, None if kind in gone else counts[kind]) for kind in Lived)
