"""Reminders, as the API says them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final, Self
from uuid import UUID

from pydantic import Field

from muster.api.wire import Record, example
from muster.domain.reminders import Channel, Notice, State

_PERSON: Final = "5b0c9a1e-4a43-4b7e-8d2f-0c7f3e0c6a01"
_PROGRAM: Final = "9d0a7c56-1f5b-4c0e-9f39-6a2f4f7f3b02"
_SHOWN: Final = {
    "id": "2d7f0b86-3c45-4e19-a8d6-9b1e5c7f4028",
    "key": f"{_PERSON}:{_PROGRAM}:us-osha-bbp/annual-training:2027-03-10:30d:mail",
    "person": _PERSON,
    "program": _PROGRAM,
    "requirement": "us-osha-bbp/annual-training",
    "cycle_on": "2027-03-10",
    "rung": 30,
    "channel": "mail",
    "due_on": "2027-02-08",
    "state": "sent",
    "detail": "the mail server took it: 2.0.0 queued",
    "attempts": 1,
    "planned_at": "2027-02-08T14:00:05Z",
    "not_before": "2027-02-08T14:00:05Z",
    "settled_at": "2027-02-08T14:00:07Z",
}


class ReminderOut(Record):
    """A reminder, and what became of it."""

    model_config = example(**_SHOWN)

    id: UUID = Field(description="Its id, for ever.")
    key: str = Field(description="Who, where, what, which cycle, which rung and how: two with one key are one.")
    person: UUID = Field(description="Who is told.")
    program: UUID = Field(description="In which program the requirement binds.")
    requirement: str = Field(description="The requirement, as `pack/requirement`.")
    cycle_on: date = Field(description="The last good day, or the day it was due.")
    rung: int = Field(description="How many days before that day; below zero, after it.")
    channel: Channel = Field(description="How the person is reached.")
    due_on: date = Field(description="The first day on which it may be sent.")
    state: State = Field(description="Where it stands. `unknown`: the mail server may have taken it, or not.")
    detail: str = Field(description="Why it stands so, in words.")
    attempts: int = Field(description="How often it was taken up to be sent.")
    planned_at: datetime = Field(description="When it was filed.")
    not_before: datetime = Field(description="When it may be sent, or tried again.")
    settled_at: datetime | None = Field(description="When it was settled; null while it is not.")

    @classmethod
    def of(cls, notice: Notice) -> Self:
        """Say it."""
        about = notice.reminder
        return cls(
            id=notice.id,
            key=about.key,
            person=about.person,
            program=about.program,
            requirement=about.requirement,
            cycle_on=about.cycle_on,
            rung=about.rung,
            channel=about.channel,
            due_on=about.due_on,
            state=notice.state,
            detail=notice.detail,
            attempts=notice.attempts,
            planned_at=notice.planned_at,
            not_before=notice.not_before,
            settled_at=notice.settled_at,
        )


class RemindersOut(Record):
    """Reminders, a page of them."""

    model_config = example(items=[_SHOWN])

    items: tuple[ReminderOut, ...] = Field(description="Reminders, by id.")
