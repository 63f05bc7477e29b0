"""Shifts, as the API says them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, ClassVar, Final, Self
from uuid import UUID

from pydantic import AwareDatetime, Field

from muster.api.wire import KNOWN_AT, SINCE, VERSION, Because, Body, Kebab, OwnId, Record, Said, example
from muster.domain.records import OnRecord
from muster.domain.teams.shifts import MOST, MOST_WORDS, Going, Manned, Outing, Shift
from muster.domain.teams.staffing import Presence

SHIFT: Final = "0c8e5b7d-4f21-4a96-9d3e-b7a1c6f0e843"
PROGRAM: Final = "9d0a7c56-1f5b-4c0e-9f39-6a2f4f7f3b02"
PERSON: Final = "5b0c9a1e-4a43-4b7e-8d2f-0c7f3e0c6a01"
_VERSION: Final = {"version": "c1f7f0a4-3a0b-4c39-8a43-9f0d2b7f6e55", "since": 17}
OUTING: Final = {
    "starts_at": "2026-11-22T20:00:00-06:00",
    "ends_at": "2026-11-23T04:00:00-06:00",
    "equipment": ["naloxone-kit"],
    "others": [],
    "circumstances": [],
}
_WENT: Final = {**OUTING, "ends_at": "2026-11-23T04:30:00-06:00"}
MEMBERS: Final = [{"person": PERSON, "presence": "in-person"}]
_BEHIND: Final = {"award": None, "partnership": None}
_PLANNED: Final = {"program": PROGRAM, "team": "mobile-crisis", **OUTING, **_BEHIND}

_INSTANT: Final = (
    r"^(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?"
    r"([Zz]|[+-][0-9]{2}:[0-9]{2})$"
)
Instant = Annotated[
    AwareDatetime,
    Field(
        ge=datetime(1900, 1, 2, tzinfo=UTC),
        le=datetime(2199, 12, 30, tzinfo=UTC),
        json_schema_extra={"pattern": _INSTANT, "examples": ["2026-11-22T20:00:00-06:00"]},
    ),
]
Words = Annotated[tuple[Kebab, ...], Field(max_length=MOST_WORDS, strict=False)]

_TEAM: Final = "The kind of team, as a word: packs may be adopted for one."
_STARTS: Final = "When it starts, with how far that is from UTC."
_ENDS: Final = "When it ends: after it starts, and at most 3 days later."
_EQUIPMENT: Final = "What is carried, as the words that rules of teams use."
_OTHERS: Final = (
    "Who else comes along of no program here, by what they are: `law-enforcement`. Never a name: a word that some rule "
    "of teams looks at, of a pack that comes with muster or that is adopted here. Any other is refused with their list."
)
_CIRCUMSTANCES: Final = "What is so of the place, as far as rules of teams name it: `hospital-campus`."
_AWARD: Final = "The award behind it, if one is."
_PARTNERSHIP: Final = "The partnership behind it, if one is."
_MEMBERS: Final = "Who is on it, each once. Everybody holds a role in the program, now or on another day."


class MemberSaid(Body):
    """Somebody on a shift."""

    model_config = example(**MEMBERS[0])

    person: UUID = Field(description="Who it is.")
    presence: Presence = Field(
        Presence.IN_PERSON, description="How they are there. Who is reachable is not on the team."
    )

    def value(self) -> Going:
        """Return who it is, and how they are there."""
        return Going(self.person, self.presence)


Members = Annotated[tuple[MemberSaid, ...], Field(min_length=1, max_length=MOST, strict=False, description=_MEMBERS)]


class OutingSaid(Said[Outing]):
    """When a team goes out, with what and beside whom."""

    places: ClassVar = {"odd-shift": "ends_at"}
    model_config = example(**OUTING)

    starts_at: Instant = Field(description=_STARTS)
    ends_at: Instant = Field(description=_ENDS)
    equipment: Words = Field((), description=_EQUIPMENT)
    others: Words = Field((), description=_OTHERS)
    circumstances: Words = Field((), description=_CIRCUMSTANCES)

    def outing(self) -> Outing:
        """Return when it is, with what and beside whom."""
        words = (frozenset(each) for each in (self.equipment, self.others, self.circumstances))
        return Outing(self.starts_at, self.ends_at, *words)

    def value(self) -> Outing:
        """Return the outing."""
        return self.outing()


class ShiftSaid(OutingSaid):
    """A shift, as it is planned."""

    program: UUID = Field(description="The program whose team goes out. Its time zone says which days these are.")
    team: Kebab = Field(description=_TEAM)
    award: UUID | None = Field(None, description=_AWARD)
    partnership: UUID | None = Field(None, description=_PARTNERSHIP)
    members: Members

    def shift(self) -> Shift:
        """Return the shift."""
        return Shift(self.program, self.team, self.outing(), None, self.award, self.partnership)

    def crew(self) -> tuple[Going, ...]:
        """Return who is to be on it."""
        return tuple(each.value() for each in self.members)


class ShiftIn(ShiftSaid):
    """A shift to plan."""

    model_config = example(id=SHIFT, **_PLANNED, members=MEMBERS)

    id: OwnId = None


class ShiftCorrection(ShiftSaid):
    """What is true of a planned shift. Whoever is left out of `members` is taken off."""

    model_config = example(**_PLANNED, members=MEMBERS, because="two people changed places")

    because: Because


class WentIn(Body):
    """Who went, and how it was. What is left out was as planned."""

    model_config = example(went=_WENT, members=MEMBERS, because="the last call took half an hour longer")

    went: OutingSaid | None = Field(None, description="How it was; left out: as planned.")
    members: Members | None = Field(None, description="Who went; left out: those who were to go.")
    because: Because | None = Field(None, description="Why it is said, where it corrects what was said before.")

    def crew(self) -> tuple[Going, ...] | None:
        """Return who went, where it is said."""
        return None if self.members is None else tuple(each.value() for each in self.members)


class MemberOut(Record):
    """Somebody on a shift."""

    model_config = example(**MEMBERS[0])

    person: UUID = Field(description="Who it is.")
    presence: Presence = Field(description="How they are there.")

    @classmethod
    def of(cls, going: Going) -> Self:
        """Say somebody on a shift."""
        return cls(person=going.person, presence=going.presence)


class OutingOut(Record):
    """When a team went out, with what and beside whom, and who was on it."""

    model_config = example(**_WENT, members=MEMBERS)

    starts_at: datetime = Field(description="When it started.")
    ends_at: datetime = Field(description="When it ended.")
    equipment: tuple[str, ...] = Field(description=_EQUIPMENT)
    others: tuple[str, ...] = Field(description=_OTHERS)
    circumstances: tuple[str, ...] = Field(description=_CIRCUMSTANCES)
    members: tuple[MemberOut, ...] = Field(description="Who went, as far as you reach.")


class ShiftOut(Record):
    """A shift."""

    model_config = example(id=SHIFT, **_VERSION, **_PLANNED, members=MEMBERS, went={**_WENT, "members": MEMBERS})

    id: UUID = Field(description="Its id, for ever.")
    version: UUID = Field(description=VERSION)
    since: int = Field(description=SINCE)
    program: UUID = Field(description="The program whose team it is.")
    team: str = Field(description=_TEAM)
    starts_at: datetime = Field(description="When it starts, as planned.")
    ends_at: datetime = Field(description="When it ends, as planned.")
    equipment: tuple[str, ...] = Field(description=_EQUIPMENT)
    others: tuple[str, ...] = Field(description=_OTHERS)
    circumstances: tuple[str, ...] = Field(description=_CIRCUMSTANCES)
    award: UUID | None = Field(description="The award behind it; null when none is.")
    partnership: UUID | None = Field(description="The partnership behind it; null when none is.")
    members: tuple[MemberOut, ...] = Field(description="Who is to be on it, as far as you reach.")
    went: OutingOut | None = Field(description="Who went, and how it was; null while nobody has told.")

    @classmethod
    def of(cls, found: OnRecord[Manned]) -> Self:
        """Say a shift."""
        shift, planned, went = found.value
        return cls(
            id=found.fact,
            version=found.version,
            since=found.since,
            program=shift.program,
            team=shift.team,
            starts_at=shift.plan.starts_at,
            ends_at=shift.plan.ends_at,
            equipment=tuple(sorted(shift.plan.equipment)),
            others=tuple(sorted(shift.plan.others)),
            circumstances=tuple(sorted(shift.plan.circumstances)),
            award=shift.award,
            partnership=shift.partnership,
            members=tuple(map(MemberOut.of, planned)),
            went=_went(shift.went, went) if shift.went else None,
        )


def _went(was: Outing, crew: tuple[Going, ...]) -> OutingOut:
    return OutingOut(
        starts_at=was.starts_at,
        ends_at=was.ends_at,
        equipment=tuple(sorted(was.equipment)),
        others=tuple(sorted(was.others)),
        circumstances=tuple(sorted(was.circumstances)),
        members=tuple(map(MemberOut.of, crew)),
    )


class ShiftsOut(Record):
    """The shifts of a program that have some moment of some local days, by their start."""

    model_config = example(
        items=[{"id": SHIFT, **_VERSION, **_PLANNED, "members": MEMBERS, "went": None}],
        first="2026-11-01",
        last="2026-11-22",
        known_at=42,
    )

    items: tuple[ShiftOut, ...] = Field(description="Every shift of these days.")
    first: date = Field(description="The first day asked about.")
    last: date = Field(description="The last day asked about, that day included.")
    known_at: int = Field(description=KNOWN_AT)
