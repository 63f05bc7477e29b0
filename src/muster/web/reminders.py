"""The notices that did not arrive, or may not have: who was to be told of what, and what the mail server said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from litestar import Response, get

from muster.domain.people import called
from muster.domain.programs import local_day
from muster.domain.reminders import Notice, State
from muster.services import people
from muster.services import reminders as service
from muster.web.drawing import drawn
from muster.web.reader import Asked, Reader, Reading

_MOST: Final = 200


@dataclass(frozen=True, slots=True)
class Line:
    """A notice as it is listed. ``failed``: it is known not to have arrived; otherwise nobody knows."""

    person: UUID
    name: str
    failed: bool
    requirement: str
    day: str
    detail: str


@get("/reminders", include_in_schema=False)
async def reminders(request: Asked, reader: Reading) -> Response[str]:
    """List the notices that failed, and those of which nobody knows, the latest first."""
    page = await service.reminders(by=reader.by, states=[State.FAILED, State.UNKNOWN], limit=_MOST)
    latest = sorted(page.items, key=lambda each: each.settled_at or each.planned_at, reverse=True)
    names = await people.names({each.reminder.person for each in latest}, by=reader.by)
    lines = [_line(each, names, reader) for each in latest]
    return drawn(request, "reminders.html", lines=lines, more=page.after is not None)


def _line(notice: Notice, names: dict[UUID, str], reader: Reader) -> Line:
    words, about = reader.words, notice.reminder
    at = notice.settled_at or notice.planned_at
    return Line(
        about.person,
        called(names.get(about.person, ""), words),
        notice.state is State.FAILED,
        about.requirement,
        words.day(local_day(at, reader.agency.time_zone)),
        notice.detail,
    )
