"""Responses, as the API says them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, ClassVar, Final, Self
from uuid import UUID

from pydantic import AwareDatetime, Field

from muster.api.wire import (
    KNOWN_AT,
    Because,
    Body,
    FactRecord,
    Kebab,
    Listed,
    OwnId,
    Record,
    Said,
    as_recorded,
    example,
)
from muster.domain.in_time import Sent
from muster.domain.overviews.responses import Counted, Times
from muster.domain.records import OnRecord
from muster.domain.responses import LONGEST, Backup, Dispatcher, Place, Response
from muster.domain.responses import Listed as ListRecorded

_MOST: Final = 1000  # in one body
RESPONSE: Final = "1d7b3f90-6c2e-4a58-b4f1-9e0d5c8a7236"
_PROGRAM: Final = "9d0a7c56-1f5b-4c0e-9f39-6a2f4f7f3b02"
_SHIFT: Final = "0c8e5b7d-4f21-4a96-9d3e-b7a1c6f0e843"
_VERSION: Final = {"version": "c1f7f0a4-3a0b-4c39-8a43-9f0d2b7f6e55", "since": 17}
_SENT: Final = {
    "dispatched_at": "2026-11-20T21:04:00-06:00",
    "dispatched_by": "988-hub",
    "place": "urban",
    "en_route_after": 4,
    "arrived_after": 23,
    "call_type": "suicide-concern",
    "backup": "none",
    "outcome": "stayed-in-place",
    "shift": _SHIFT,
}
_MINUTE: Final = (
    r"^(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:00(\.0{1,6})?)?([Zz]|[+-][0-9]{2}:[0-9]{2})$"
)
Minute = Annotated[
    AwareDatetime,
    Field(
        ge=datetime(1900, 1, 2, tzinfo=UTC),
        le=datetime(2199, 12, 30, tzinfo=UTC),
        json_schema_extra={"pattern": _MINUTE, "examples": ["2026-11-20T21:04:00-06:00"]},
    ),
]
Minutes = Annotated[int, Field(ge=0, le=LONGEST)]
Word = Annotated[Kebab, Field(max_length=40)]

_AT: Final = "When it was sent, to the minute, with how far that is from UTC. Its day is the one where the program is."
_BY: Final = "Who sent it; `unknown`: that is not on record."
_PLACE: Final = "How densely people live where it went. Never an address."
_EN_ROUTE: Final = "Minutes until it was under way, a begun one counted whole; null: not on record."
_ARRIVED: Final = "Minutes until it was there, likewise; never fewer than until it was under way."
_TYPE: Final = "What it was about, in a word of the program's own; null: not on record."
_BACKUP: Final = "Whom the team asked to come as well."
_OUTCOME: Final = "What came of it, in a word of the program's own; null: not on record."
_ON_SHIFT: Final = "The shift that went, if that is known."


class ResponseSaid(Said[Response]):
    """A response: counts and times. Nothing of who called, nor from where."""

    places: ClassVar = {"odd-response": "arrived_after"}

    dispatched_at: Minute = Field(description=_AT)
    dispatched_by: Dispatcher = Field(description=_BY)
    place: Place = Field(description=_PLACE)
    en_route_after: Minutes | None = Field(None, description=_EN_ROUTE)
    arrived_after: Minutes | None = Field(None, description=_ARRIVED)
    call_type: Word | None = Field(None, description=_TYPE)
    backup: Backup = Field(Backup.UNKNOWN, description=_BACKUP)
    outcome: Word | None = Field(None, description=_OUTCOME)
    shift: UUID | None = Field(None, description=_ON_SHIFT)

    def of(self, program: UUID) -> Response:
        """Return what it says of a program."""
        return Response(
            program,
            self.dispatched_at,
            self.dispatched_by,
            self.place,
            self.en_route_after,
            self.arrived_after,
            self.call_type or "",
            self.backup,
            self.outcome or "",
            self.shift,
        )

    def value(self) -> Response:
        """Return what it says; the program is the one in the address."""
        return self.of(UUID(int=0))


class ResponseIn(ResponseSaid):
    """A response to record."""

    model_config = example(id=RESPONSE, **_SENT)

    id: OwnId = None


class ResponseInList(ResponseSaid):
    """A response of a list."""

    model_config = example(**_SENT)


class ResponsesIn(Body):
    """A list of responses, recorded in one act. Send it again, and what is on record already is left as it is."""

    model_config = example(items=[_SENT])

    items: Annotated[tuple[ResponseInList, ...], Field(min_length=1, max_length=_MOST, strict=False)] = Field(
        description="The responses, each once."
    )


class ResponseCorrection(ResponseSaid):
    """What is true of a response. It stays with its program."""

    model_config = example(**{**_SENT, "arrived_after": 25}, because="the dispatch centre's list says 25 minutes")

    because: Because


class ResponseOut(FactRecord):
    """A response."""

    model_config = example(id=RESPONSE, **_VERSION, program=_PROGRAM, on="2026-11-20", **_SENT)

    program: UUID = Field(description="The program that sent a team.")
    on: date = Field(description="The day on which it was sent, where the program is.")
    dispatched_at: datetime = Field(description=_AT)
    dispatched_by: Dispatcher = Field(description=_BY)
    place: Place = Field(description=_PLACE)
    en_route_after: int | None = Field(description=_EN_ROUTE)
    arrived_after: int | None = Field(description=_ARRIVED)
    call_type: str | None = Field(description=_TYPE)
    backup: Backup = Field(description=_BACKUP)
    outcome: str | None = Field(description=_OUTCOME)
    shift: UUID | None = Field(description=_ON_SHIFT)

    @classmethod
    def of(cls, found: OnRecord[Sent]) -> Self:
        """Say a response."""
        on, said = found.value
        return cls(
            **as_recorded(found),
            program=said.program,
            on=on,
            dispatched_at=said.dispatched_at,
            dispatched_by=said.dispatched_by,
            place=said.place,
            en_route_after=said.en_route_after,
            arrived_after=said.arrived_after,
            call_type=said.call_type or None,
            backup=said.backup,
            outcome=said.outcome or None,
            shift=said.shift,
        )


class ResponsesOut(Listed):
    """The responses of some local days of a program, as they were sent: one page of them."""

    model_config = example(
        items=[{"id": RESPONSE, **_VERSION, "program": _PROGRAM, "on": "2026-11-20", **_SENT}],
        first="2026-11-01",
        last="2026-11-22",
        known_at=42,
    )

    items: tuple[ResponseOut, ...] = Field(description="These responses.")
    first: date = Field(description="The first day asked about.")
    last: date = Field(description="The last day asked about, that day included.")


class ListRecordedOut(Record):
    """What became of a list of responses."""

    model_config = example(recorded=[RESPONSE], before=[])

    recorded: tuple[UUID, ...] = Field(description="What was recorded now.")
    before: tuple[UUID, ...] = Field(
        description="What was on record before, as the list says it, or was withdrawn since: it was left as it is."
    )

    @classmethod
    def of(cls, found: ListRecorded) -> Self:
        """Say what became of it."""
        return cls(recorded=found.recorded, before=found.before)


class WordCount(Record):
    """How many responses of one word."""

    model_config = example(word="suicide-concern", count=12)

    word: str | None = Field(description="The word; null: not on record.")
    count: int = Field(description="How many.")


class DayCount(Record):
    """How many responses on one day."""

    model_config = example(on="2026-11-20", count=3)

    on: date = Field(description="The day, where the program is.")
    count: int = Field(description="How many were sent.")


class HourCount(Record):
    """How many responses in one hour of the day."""

    model_config = example(hour=21, count=5)

    hour: int = Field(description="The hour on the clock of the wall, 0 to 23.")
    count: int = Field(description="How many were sent.")


_TIMES: Final = {"known": 47, "half": 18, "nine_in_ten": 29}


class TimesOut(Record):
    """How soon, of those of which that is on record."""

    model_config = example(**_TIMES)

    known: int = Field(description="Of how many responses the time is on record.")
    half: int | None = Field(description="The minutes within which half of those were.")
    nine_in_ten: int | None = Field(description="The minutes within which nine in ten of those were.")

    @classmethod
    def of(cls, found: Times) -> Self:
        """Say how soon."""
        return cls(known=found.known, half=found.half, nine_in_ten=found.nine_in_ten)


class ResponseCountsOut(Record):
    """The responses of some local days of a program, counted. The same two clocks give the same answer."""

    model_config = example(
        first="2026-11-01",
        last="2026-11-22",
        total=50,
        call_types=[{"word": "suicide-concern", "count": 12}],
        senders=[{"word": "988-hub", "count": 50}],
        places=[{"word": "urban", "count": 50}],
        outcomes=[{"word": "stayed-in-place", "count": 31}],
        days=[{"on": "2026-11-20", "count": 3}],
        hours=[{"hour": 21, "count": 5}],
        police_asked=2,
        medical_asked=4,
        backup_unknown=0,
        en_route=_TIMES,
        arrival=_TIMES,
        known_at=42,
    )

    first: date = Field(description="The first day asked about.")
    last: date = Field(description="The last day asked about, that day included.")
    total: int = Field(description="How many responses.")
    call_types: tuple[WordCount, ...] = Field(description="By what they were about, most first.")
    senders: tuple[WordCount, ...] = Field(description="By who sent them.")
    places: tuple[WordCount, ...] = Field(description="By how densely people live there.")
    outcomes: tuple[WordCount, ...] = Field(description="By what came of them.")
    days: tuple[DayCount, ...] = Field(description="By day: those on which any was sent.")
    hours: tuple[HourCount, ...] = Field(description="By hour of the day: those in which any was sent.")
    police_asked: int = Field(description="How often police were asked to come as well.")
    medical_asked: int = Field(description="How often medical help was.")
    backup_unknown: int = Field(description="Of how many that is not on record.")
    en_route: TimesOut = Field(description="How soon they were under way.")
    arrival: TimesOut = Field(description="How soon they were there.")
    known_at: int = Field(description=KNOWN_AT)

    @classmethod
    def said(cls, found: Counted, *, known: int) -> Self:
        """Say the counts."""
        by_word = (found.call_types, found.senders, found.places, found.outcomes)
        words = [tuple(WordCount(word=word or None, count=count) for word, count in each) for each in by_word]
        call_types, senders, places, outcomes = words
        return cls(
            first=found.during.start,
            last=found.during.last,
            total=found.total,
            call_types=call_types,
            senders=senders,
            places=places,
            outcomes=outcomes,
            days=tuple(DayCount(on=day, count=count) for day, count in found.days),
            hours=tuple(HourCount(hour=hour, count=count) for hour, count in found.hours),
            police_asked=found.police,
            medical_asked=found.medical,
            backup_unknown=found.backup_unknown,
            en_route=TimesOut.of(found.en_route),
            arrival=TimesOut.of(found.arrival),
            known_at=known,
        )
