"""What an erasure would take, what stays and why: told before it is done, and compared when it is."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from muster.domain.ledger.leaves import canonical
from muster.domain.privacy.retention import Keeping


class Fate(StrEnum):
    """What becomes of a person's sign-in."""

    NONE = "none"  # there is none
    GOES = "goes"
    STAYS = "stays"  # it is somebody else's as well, or somebody's elsewhere


@dataclass(frozen=True, slots=True)
class Held:
    """A legal hold. ``person`` unset: on the whole agency. ``reason`` is whoever placed it's own words."""

    fact: UUID
    person: UUID | None
    since: date
    reason: str


@dataclass(frozen=True, slots=True)
class Staying:
    """Facts of one kind that a rule keeps. ``until``: the last day of the last of them; unset: nobody can say yet."""

    kind: str
    count: int
    keeping: Keeping
    until: date | None


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that was brought in and names the person. ``until`` as for facts; ``others``: people it is kept for."""

    fact: UUID
    name: str
    digest: str
    goes: bool
    until: date | None = None
    others: int = 0


@dataclass(frozen=True, slots=True)
class Preview:
    """Exactly what an erasure of a person would take, and what it would leave.

    ``identity``: there is still a name to remove. ``going``: facts that go whole, by kind, in number;
    ``blanked``: those that lose a number and stay. ``named``: rules that ask for a record with the name.
    """

    person: UUID
    name: str
    identity: bool
    going: dict[str, int]
    blanked: dict[str, int]
    staying: tuple[Staying, ...]
    remarks: int
    reminders: int
    mails: int
    files: tuple[KeptFile, ...]
    account: Fate
    holds: tuple[Held, ...]
    still_here: bool
    named: tuple[str, ...] = ()
    leaves: tuple[tuple[int, int | None], ...] = field(default=(), repr=False)

    @property
    def takes(self) -> bool:
        """Is there anything for it to take?"""
        counted = (*self.going.values(), *self.blanked.values(), self.remarks, self.reminders, self.mails)
        return self.identity or self.account is Fate.GOES or any(counted) or any(each.goes for each in self.files)

    @property
    def digest(self) -> str:
        """What it is known by: whoever carries it out says which one was read."""
        told = {
            "account": str(self.account),
            "files": sorted(str(each.fact) for each in self.files if each.goes),
            "going": self.going,
            "leaves": [list(each) for each in self.leaves],
            "person": self.person,
            "reminders": self.reminders,
        }
        return hashlib.sha256(canonical(told)).hexdigest()[:16]


_SHORTEST = 4  # letters: a shorter word says too little to be looked for by itself


@dataclass(frozen=True, slots=True)
class Naming:
    """The words by which somebody is known here: names, addresses, numbers. Whole words, whatever their case.

    >>> naming = Naming.of(["Ines de la Cruz", "", "ines@example.org", "12"])
    >>> naming.is_in("ask INES  de la Cruz"), naming.is_in("Vines de la Cruzada"), naming.is_in("room 12")
    (True, False, False)
    """

    pattern: re.Pattern[str] | None

    @classmethod
    def of(cls, words: Iterable[str]) -> Naming:
        """Return the naming of these words; what is shorter than four letters is left out."""
        each = {" ".join(word.casefold().split()) for word in words}
        found = sorted((word for word in each if len(word) >= _SHORTEST), key=len, reverse=True)
        listed = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in found)
        return cls(re.compile(rf"(?<!\w)(?:{listed})(?!\w)") if listed else None)

    def is_in(self, text: str) -> bool:
        """Does the text name them?"""
        return self.pattern is not None and self.pattern.search(text.casefold()) is not None
