"""Who is meant: by number, by address, by a recipe; by name alone it is only supposed, never taken for settled."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from muster.domain.importing.claims import Named
from muster.domain.importing.planning.plan import Step
from muster.domain.importing.recipe import NEW, folded
from muster.domain.people import Identity
from muster.domain.words import ENGLISH, Words

# Letters that no decomposition takes apart.
_PLAIN: Final = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    }
)
LOST: Final = frozenset("?\N{REPLACEMENT CHARACTER}")  # what stands where a letter was
_ENOUGH: Final = 2  # words that two names must share for one to be the other with less


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why nobody is settled on.

    ``suppose``: whom muster would take it for, as a recipe names them; ``whom``: as people do.
    """

    step: Step
    found: str
    expected: str
    fix: str
    suppose: str | None = None
    whom: str = ""


@dataclass(frozen=True, slots=True)
class Nobody:
    """Nobody on record is meant, and no doubt about it."""


def label(who: Named) -> str:
    """Return how a recipe names somebody: as the file does.

    >>> label(Named(number="01012", email="ben@example.org", name="Ben Abdi"))
    'Ben Abdi <ben@example.org>'
    >>> label(Named(number="01012"))
    '01012'
    """
    if who.name and who.email:
        return f"{who.name} <{who.email}>"
    return who.name or who.email or who.number


def lost(who: Named) -> bool:
    """Had the file lost letters of the name or the address when it was made?"""
    return who.lossy or not LOST.isdisjoint(who.name + who.email)


def parts(name: str) -> tuple[str, ...]:
    """Return the words of a name without their order, capitals or accents: files differ in all three.

    >>> parts("Müller, Łukasz") == parts("Lukasz Muller")
    True
    """
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_PLAIN))
    return tuple(sorted("".join(each for each in plain if not unicodedata.combining(each)).replace(",", " ").split()))


def agree(file: str, record: Identity, *, lossy: bool = False) -> bool:
    """Can both be the name of one person, whom something else identifies?

    >>> agree("?ukasz Müller", Identity("Łukasz Müller"), lossy=True), agree("Ben Abdi", Identity("Ben Müller"))
    (True, False)
    >>> agree("Maya T. Abdi", Identity("Maya Abdi"))
    True
    """
    return any(_alike(parts(file), theirs, lossy=lossy) for theirs in _variants(record))


def _alike(ours: tuple[str, ...], theirs: tuple[str, ...], *, lossy: bool) -> bool:
    if ours == theirs:
        return True
    if lossy:
        left = list(theirs)
        for each in sorted(ours, key=lambda part: sum(letter in LOST for letter in part)):
            found = next((other for other in left if _fits(each, other)), None)
            if found is None:
                return False
            left.remove(found)
        return not left
    fewer, more = sorted((set(ours), set(theirs)), key=len)
    return len(fewer) >= _ENOUGH and fewer <= more


def _fits(lossy: str, whole: str) -> bool:
    """Is this the word that lost letters? An accent folded away may have been two."""
    return bool(re.fullmatch("".join(".{1,2}" if each in LOST else re.escape(each) for each in lossy), whole))


def _variants(record: Identity) -> Iterable[tuple[str, ...]]:
    yield parts(record.name)
    words = record.name.split()
    if record.preferred_name and len(words) > 1:
        yield parts(" ".join([record.preferred_name, *words[1:]]))


@dataclass(slots=True)
class Roll:
    """Everybody, on record and new, by what files may call them."""

    accepted: Mapping[str, str]
    words: Words = ENGLISH
    people: dict[UUID, Identity] = field(default_factory=dict)
    numbers: dict[UUID, str] = field(default_factory=dict)
    _by_number: dict[str, UUID] = field(default_factory=dict)
    _by_bare: defaultdict[str, list[UUID]] = field(default_factory=lambda: defaultdict(list))
    _by_email: defaultdict[str, list[UUID]] = field(default_factory=lambda: defaultdict(list))
    _by_name: defaultdict[tuple[str, ...], list[UUID]] = field(default_factory=lambda: defaultdict(list))
    _known: dict[Named, UUID | Doubt | Nobody] = field(default_factory=dict)

    def add(self, person: UUID, who: Identity, number: str = "") -> None:
        """Take somebody in."""
        if number:
            self.give(person, number)
        self.call(person, who)

    def call(self, person: UUID, who: Identity) -> None:
        """Remember what somebody is called now; what they were called before still means them."""
        self._known.clear()
        self.people[person] = who
        addressed = self._by_email[who.email.casefold()] if who.email else [person]
        for there in (addressed, *(self._by_name[each] for each in _variants(who))):
            if person not in there:
                there.append(person)

    def give(self, person: UUID, number: str) -> None:
        """Remember somebody's number."""
        self._known.clear()
        self.numbers[person] = number
        self._by_number[number] = person
        self._by_bare[number.lstrip("0")].append(person)

    def find(self, who: Named) -> UUID | Doubt | Nobody:
        """Say who is meant: somebody, nobody on record, or why it cannot be told."""
        if who not in self._known:
            self._known[who] = self._find(who)
        return self._known[who]

    def _find(self, who: Named) -> UUID | Doubt | Nobody:
        target = self.accepted.get(folded(label(who))) or self.accepted.get(folded(who.name))
        if target:
            return self._accepted(who, target)
        lossy = lost(who)
        for found in (self._numbered(who, lossy=lossy), self._addressed(who, lossy=lossy)):
            if found is not None:
                return found
        return self._supposed(who, lossy=lossy)

    def _accepted(self, who: Named, target: str) -> UUID | Doubt | Nobody:
        """Return whom a recipe means."""
        if target == NEW:
            return self._added(who)
        if target in self._by_number:
            return self._by_number[target]
        addressed = self._by_email.get(target.casefold(), [])
        if len(addressed) == 1:
            return addressed[0]
        by_id = next((each for each in self.people if str(each) == target), None)
        if by_id:
            return by_id
        return Doubt(
            Step.REJECTED,
            self.words("'{name}', for whom the recipe says '{target}'", name=label(who), target=target),
            self.words("the HR number, e-mail address or id of somebody on record, or '{new}'", new=NEW),
            self.words("correct it under [people] in the recipe"),
        )

    def _added(self, who: Named) -> UUID | Doubt | Nobody:
        """Return somebody whom a recipe calls new: an earlier run has added them, or nobody has."""
        if who.number or who.email:
            return self._by_number.get(who.number) or self._addressed(who, lossy=False) or Nobody()
        same = [
            each
            for each in self._by_name.get(parts(who.name), [])
            if self.people[each].name == who.name and each not in self.numbers and not self.people[each].email
        ]
        if not same:
            return Nobody()
        return same[0] if len(same) == 1 else self._twins(who, same)

    def _numbered(self, who: Named, *, lossy: bool) -> UUID | Doubt | None:
        if not who.number:
            return None
        exact = self._by_number.get(who.number)
        if exact and (not who.name or agree(who.name, self.people[exact], lossy=lossy)):
            return exact
        bare = self._by_bare.get(who.number.lstrip("0"), [])
        near = [each for each in bare if who.name and agree(who.name, self.people[each], lossy=lossy)]
        if len(near) == 1 and len(bare) == 1:
            return near[0]
        if exact:
            return self._other_name(who, exact, self.words("number {number}", number=who.number))
        if bare:
            return Doubt(
                Step.CONFLICT,
                self.words("number {number}", number=who.number),
                self.words("a number on record; {others} differ by leading zeros", others=self._listed(bare)),
                self.words("write the number with its leading zeros, or say under [people] in the recipe who it is"),
                self._target(bare[0]) if len(bare) == 1 else None,
                self._called(bare[0]),
            )
        return None

    def _addressed(self, who: Named, *, lossy: bool) -> UUID | Doubt | None:
        """Find by address. Somebody with another number is somebody else: people share mailboxes."""
        if not who.email:
            return None
        found = [
            each for each in self._by_email.get(who.email.casefold(), []) if not who.number or each not in self.numbers
        ]
        if len(found) != 1:
            return None
        if not who.name or agree(who.name, self.people[found[0]], lossy=lossy):
            return found[0]
        return self._other_name(who, found[0], self.words("address {email}", email=who.email))

    def _supposed(self, who: Named, *, lossy: bool) -> Doubt | Nobody:
        """Look for somebody of that name: it is never more than a proposal."""
        if lossy:
            near = [each for each in self.people if self._could_be(who, each)]
        else:
            near = [
                each
                for each in (self._by_name.get(parts(who.name), []) if who.name else [])
                if not who.number or each not in self.numbers
            ]
        if not near:
            return Nobody()
        if len(near) > 1:
            return self._twins(who, near)
        return Doubt(
            Step.CONFLICT,
            self.words("'{name}', known by no number or address on record", name=label(who)),
            self.words("somebody settled; muster would take it for {other}", other=self._listed(near)),
            self.words(
                'if that is so, write "{name}" = "{target}" under [people] in the recipe',
                name=label(who),
                target=self._target(near[0]),
            ),
            self._target(near[0]),
            self._called(near[0]),
        )

    def _could_be(self, who: Named, person: UUID) -> bool:
        theirs = self.people[person]
        if who.number and person in self.numbers:
            return False
        if who.email and not _fits(who.email.casefold(), theirs.email.casefold()):
            return False
        return bool(who.name or who.email) and (not who.name or agree(who.name, theirs, lossy=True))

    def _twins(self, who: Named, near: list[UUID]) -> Doubt:
        return Doubt(
            Step.CONFLICT,
            self.words("'{name}', without a number or address of their own", name=label(who)),
            self.words("one of several people of that name: {others}", others=self._listed(near)),
            self.words("add the number or e-mail address to the row, or say under [people] in the recipe who it is"),
        )

    def _other_name(self, who: Named, person: UUID, key: str) -> Doubt:
        return Doubt(
            Step.CONFLICT,
            self.words("{key} with the name '{name}'", key=key, name=who.name),
            self.words("'{name}', who has it on record", name=self.people[person].name),
            self.words(
                'correct whichever is wrong; if both are one person, write "{name}" = "{target}" '
                "under [people] in the recipe",
                name=label(who),
                target=self._target(person),
            ),
            self._target(person),
            self._called(person),
        )

    def _called(self, person: UUID) -> str:
        """Return what people call somebody, with the number or address that tells them from others."""
        key = self.numbers.get(person) or self.people[person].email
        return f"{self.people[person].name} ({key})" if key else self.people[person].name

    def _target(self, person: UUID) -> str:
        return self.numbers.get(person) or self.people[person].email or str(person)

    def _listed(self, people: Iterable[UUID]) -> str:
        return ", ".join(f"{self.people[each].name} ({self._target(each)})" for each in people)
