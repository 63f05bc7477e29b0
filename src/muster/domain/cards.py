"""A card that its holder shows, and what whoever reads its code is told: valid today or not, and no reason why.

The code is read from a screen, from paper, or aloud: of its letters none looks like a digit, and what
is written instead of one is understood (Crockford's base 32). It has twenty, which is 100 bits drawn by lot.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from muster.domain.adopting.adoptions import Adoption
from muster.domain.adopting.packs import Pack
from muster.domain.clearance import Clearance
from muster.domain.errors import NotFound
from muster.domain.findings import Verdict

LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH: Final = 20
_GROUP: Final = 5
_CODE: Final = re.compile(f"[{LETTERS}]{{{LENGTH}}}")
_READ_AS: Final = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", " ": ""})


class CardUnknown(NotFound):
    """No card answers to the code: none ever did, or none does any more. Which of the two is not said."""

    code = "no-such-card"

    def __init__(self) -> None:
        """Say the same of every such code."""
        super().__init__("no card answers to this code: there never was one, or its holder has withdrawn it")


@dataclass(frozen=True, slots=True)
class Card:
    """Somebody's card. ``code``: empty where it can be drawn no more; ``times``: how often it was checked."""

    id: UUID
    code: str
    shows_name: bool
    made_at: datetime
    times: int = 0
    last_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """A pack that was gone by, and when its text was last compared with its source."""

    title: str
    reviewed_on: date


@dataclass(frozen=True, slots=True)
class Answer:
    """What is told of one program: whether its holder is cleared there on the day that is asked about."""

    program: str
    cleared: bool
    rules: tuple[Rules, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What whoever reads a code is told. ``name``: empty, unless its holder shows it."""

    agency: str
    on: date
    name: str
    answers: tuple[Answer, ...]

    @property
    def valid(self) -> bool:
        """Is its holder cleared anywhere on that day?"""
        return any(each.cleared for each in self.answers)


def made(choose: Callable[[str], str]) -> str:
    """Return a code drawn by lot.

    >>> made(lambda letters: letters[-1])
    'ZZZZZZZZZZZZZZZZZZZZ'
    """
    return "".join(choose(LETTERS) for _ in range(LENGTH))


def read(typed: str) -> str | None:
    """Return the code that somebody has typed; ``None`` when it can be none.

    >>> read("7k3qf-9x2mb-tc4rh-zowni"), read("7K3QF")
    ('7K3QF9X2MBTC4RHZ0WN1', None)
    """
    found = typed.upper().translate(_READ_AS)
    return found if _CODE.fullmatch(found) else None


def written(code: str) -> str:
    """Return a code as people read it.

    >>> written("7K3QF9X2MBTC4RHZ0WN1")
    '7K3QF-9X2MB-TC4RH-Z0WN1'
    """
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))


def digest(code: str) -> str:
    """Return what a code is looked up by.

    Raises:
        CardUnknown: it can be none of ours.
    """
    found = read(code)
    if found is None:
        raise CardUnknown
    return hashlib.sha256(f"muster card\n{found}".encode()).hexdigest()


def answers(found: Iterable[Clearance], adopted: Sequence[tuple[Adoption, Pack]]) -> tuple[Answer, ...]:
    """Return what is told of each program: yes or no, and by which rules. What is missing is not told."""
    return tuple(_answer(each, adopted) for each in found)


def _answer(found: Clearance, adopted: Sequence[tuple[Adoption, Pack]]) -> Answer:
    used = {each.requirement.pack for each in found.required}
    rules = {
        Rules(pack.title, pack.reviewed_on)
        for each, pack in adopted
        if pack.id in used and each.binds(found.program.id) and found.on in each.during
    }
    return Answer(
        found.program.name,
        found.verdict is Verdict.MET,
        tuple(sorted(rules, key=lambda each: (each.title, each.reviewed_on))),
    )
