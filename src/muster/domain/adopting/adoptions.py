"""A pack adopted: which text binds whom, over which days; and what is about to be adopted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from muster.domain.adopting.packs import Pack
from muster.domain.errors import Conflict, Fault, Invalid
from muster.domain.intervals import Interval
from muster.domain.records import OnRecord


@dataclass(frozen=True, slots=True)
class Stated:
    """What an adopter states of itself, where the text asks.

    ``applied_on``: when the program applied for what the text is about; unset: not on file.
    ``circumstances``: those the text names that are so of the program.
    """

    applied_on: date | None = None
    circumstances: tuple[str, ...] = ()


NOTHING_STATED: Final = Stated()


@dataclass(frozen=True, slots=True)
class Whom:
    """Who goes by a text: a program, with all unset every program of the agency, an award, or a partnership.

    ``team_kind``: of the program, or of every program, only whoever goes out on a shift of that kind of team.
    """

    program: UUID | None = None
    award: UUID | None = None
    partnership: UUID | None = None
    team_kind: str | None = None

    def __post_init__(self) -> None:
        """Refuse two at once."""
        named = {"program": self.program, "award": self.award, "partnership": self.partnership}
        there = [name for name, each in named.items() if each is not None]
        if len(there) > 1 or (self.team_kind is not None and there not in ([], ["program"])):
            wrong = there[-1] if len(there) > 1 else "team_kind"
            found = str(named.get(wrong) or self.team_kind)
            expected = "a program, an award or a partnership; a kind of team with a program or with none of them"
            raise Invalid(
                "a pack is adopted for a program, for an award or for a partnership, not for two of them at once",
                code="program-or-award",
                faults=[Fault(f"/{wrong}", found, expected, "adopt the pack twice, once for each")],
            )


EVERY_PROGRAM: Final = Whom()


@dataclass(frozen=True, slots=True)
class Adoption:
    """What goes by this text on these days: see ``Whom``."""

    pack: str
    digest: str
    during: Interval
    program: UUID | None = None
    award: UUID | None = None
    fact: UUID | None = None
    stated: Stated = NOTHING_STATED
    partnership: UUID | None = None
    team_kind: str | None = None

    @property
    def whom(self) -> Whom:
        """Who goes by it."""
        return Whom(self.program, self.award, self.partnership, self.team_kind)

    @property
    def charged(self) -> bool:
        """Does it bind only what is charged, to an award or under a partnership?"""
        return self.award is not None or self.partnership is not None

    @property
    def in_programs(self) -> bool:
        """Does it bind people by the roles that they hold in programs, whatever they are charged to, or go out with?"""
        return not self.charged and self.team_kind is None

    def binds(self, program: UUID) -> bool:
        """Does it bind everybody with a role in this program?"""
        return self.in_programs and self.program in {None, program}

    def binds_team(self, program: UUID, team_kind: str) -> bool:
        """Does it bind whoever goes out from this program on a shift of this kind of team?"""
        return self.team_kind == team_kind and self.program in {None, program}

    def reaches(self, other: Adoption) -> bool:
        """Does it bind wherever another adoption would: as it does, or in all of its programs?"""
        return self.whom in {EVERY_PROGRAM, other.whom} or (
            self.in_programs and self.program is not None and self.program == other.program
        )

    def same_as(self, other: Adoption) -> bool:
        """Is it the same pack, whatever its text, adopted by the same? On one day only one of them may be."""
        return (self.pack, self.whom) == (other.pack, other.whom)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is about to be adopted, or said anew of an adoption; nothing is recorded yet.

    ``first``: the first day on which anything is answered otherwise. ``instead``: what it takes the place of: the
    adoption as it stands, or, where it ``ends``, an older text of the same pack, through the day before.
    """

    adoption: Adoption
    pack: Pack
    text: str
    first: date
    instead: OnRecord[Adoption] | None = None
    ends: bool = False

    @property
    def ended(self) -> Adoption | None:
        """The older text, through the day before; ``None`` when none ends."""
        if self.instead is None or not self.ends:
            return None
        before = self.instead.value
        return replace(before, during=Interval(before.during.start, self.adoption.during.start))

    def among(self, adopted: Iterable[tuple[OnRecord[Adoption], Pack]]) -> Iterator[tuple[OnRecord[Adoption], Pack]]:
        """Yield what would be adopted, of what is."""
        for each, pack in adopted:
            if self.instead is None or each.fact != self.instead.fact:
                yield each, pack
            elif self.ended is not None:
                yield each._replace(value=self.ended), pack
        yield OnRecord(UUID(int=0), UUID(int=0), 0, self.adoption), self.pack


def older(same: Sequence[OnRecord[Adoption]], adoption: Adoption) -> OnRecord[Adoption]:
    """Return the adoption, of the same pack by the same, that a newer text takes the place of.

    Raises:
        Conflict: none began before and runs on that day.
    """
    first = adoption.during.start
    for each in same:
        if each.value.during.start < first and first in each.value.during:
            return each
    raise Conflict(
        f"no text of {adoption.pack} that this could take the place of was adopted before {first} and binds on it",
        code="nothing-to-replace",
    )


def alone(adoption: Adoption, same: Iterable[OnRecord[Adoption]]) -> None:
    """Refuse an adoption beside others of the same pack by the same.

    Raises:
        Conflict: one of them shares a day with it.
    """
    if any(each.value.during & adoption.during for each in same):
        raise Conflict(
            f"this adoption overlaps one of {adoption.pack} that is on record for the same days; "
            "end or correct that one first, or adopt this text in its place",
            code="overlaps",
        )


def first_day_otherwise(before: Adoption, after: Adoption) -> date:
    """Return the first day on which a correction of an adoption can make any answer another; its first, if none can.

    >>> said = Adoption("local", "", Interval(date(2026, 1, 1), date(2026, 7, 1)))
    >>> first_day_otherwise(said, replace(said, during=Interval(date(2026, 1, 1))))
    datetime.date(2026, 7, 1)
    >>> first_day_otherwise(said, said)
    datetime.date(2026, 1, 1)
    """
    if (before.during, before.stated) == (after.during, after.stated):
        return after.during.start
    if (before.during.start, before.stated) == (after.during.start, after.stated):
        return min(before.during.end, after.during.end)
    return min(before.during.start, after.during.start)


def is_text(pack: Pack, digest: str | None) -> None:
    """Refuse another text than the one that its body published.

    Raises:
        Invalid: its digest is another.
    """
    if digest is not None and pack.digest != digest.strip().lower():
        fix = "ask the body that published it for the file again, or for the digest of what you have"
        raise Invalid(
            f"this is not the text of {pack.id} that was published under that digest",
            code="other-text",
            faults=[Fault("/digest", pack.digest, digest, fix)],
        )


def looked_at(pack: Pack, stated: Stated) -> None:
    """Refuse what the pack would never look at: somebody would rely on it.

    Raises:
        Invalid: it asks for no application, or names no such circumstance.
    """
    faults = [
        Fault(f"/circumstances/{place}", each, " or ".join(pack.circumstances) or "nothing", "leave it out")
        for place, each in enumerate(stated.circumstances)
        if each not in pack.circumstances
    ]
    if stated.applied_on and not pack.asks_when_applied:
        faults.append(Fault("/applied_on", str(stated.applied_on), "nothing", "leave it out"))
    if faults:
        raise Invalid(f"{pack.id} does not look at what is said of the program", code="never-looked-at", faults=faults)
