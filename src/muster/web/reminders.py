"""The notices that did not arrive, or may not have: who was to be told of what, and why; and asking for them again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from litestar import Response, get, post
from litestar.params import URLEncodedBody

from muster.domain.access import Permission
from muster.domain.errors import Conflict
from muster.domain.people import called
from muster.domain.programs import local_day
from muster.domain.reminders import Notice, State
from muster.domain.words import Words
from muster.services import people
from muster.services import reminders as service
from muster.web.drawing import drawn, sent_to
from muster.web.forms import Mistake, Sent, id_of, ticked
from muster.web.reader import Asked, Reader, Reading

PATH: Final = "/reminders"
_MOST: Final = 200


@dataclass(frozen=True, slots=True)
class Line:
    """A notice as it is listed. ``failed``: it is known not to have arrived; otherwise nobody knows."""

    id: UUID
    person: UUID
    name: str
    failed: bool
    requirement: str
    day: str
    detail: str


@dataclass(frozen=True, slots=True)
class Again:
    """A notice that was asked for again, and how it stands by now."""

    person: UUID
    name: str
    requirement: str
    sign: str
    stands: str


@get(PATH, include_in_schema=False)
async def reminders(request: Asked, reader: Reading) -> Response[str]:
    """List the notices that failed, and those of which nobody knows, the latest first."""
    return await _shown(request, reader)


@post(PATH, include_in_schema=False)
async def submit_resending(request: Asked, reader: Reading, data: URLEncodedBody[Sent]) -> Response[str]:
    """Have the notices that are ticked sent again, each looked at anew first; then show how they stand."""
    reader.by.require(Permission.REMINDER_RESEND)
    words = reader.words
    which = {one for each in ticked(data, "again") if (one := id_of(each))}
    if not which:
        expected = words("at least one notice")
        return await _shown(
            request, reader, Mistake("again", words("Notices"), "", expected, words("Tick those to send again."))
        )
    try:
        found = await service.resend_reminders(which, by=reader.by, now=reader.now.at)
    except Conflict:
        said = words("Nothing was asked for again: one of them was sent or called off meanwhile.")
        fix = words("Look at the list as it is now.")
        return await _shown(request, reader, Mistake("again", words("Notices"), "", "", fix, said=said))
    return sent_to(f"{PATH}?{urlencode([('again', each.id) for each in found])}")


async def _shown(request: Asked, reader: Reader, *mistakes: Mistake) -> Response[str]:
    page = await service.reminders(by=reader.by, states=[State.FAILED, State.UNKNOWN], limit=_MOST)
    latest = sorted(page.items, key=lambda each: each.settled_at or each.planned_at, reverse=True)
    names = await people.names({each.reminder.person for each in latest}, by=reader.by)
    lines = [_line(each, names, reader) for each in latest]
    return drawn(
        request,
        "reminders.html",
        status=422 if mistakes else 200,
        lines=lines,
        more=page.after is not None,
        mistakes=mistakes,
        again=await _again(request, reader),
        may_resend=reader.may(Permission.REMINDER_RESEND),
    )


async def _again(request: Asked, reader: Reader) -> list[Again]:
    """Return how the notices stand that were asked for again, which the address names."""
    which = {one for each in request.query_params.getall("again", []) if (one := id_of(each))}
    found = await service.notices_on_file(which, by=reader.by) if which else []
    names = await people.names({each.reminder.person for each in found}, by=reader.by)
    return [
        Again(
            each.reminder.person,
            called(names.get(each.reminder.person, ""), reader.words),
            each.reminder.requirement,
            *_stands(each.state, reader.words),
        )
        for each in found
    ]


def _stands(state: State, words: Words) -> tuple[str, str]:
    """Return with which sign and in which words a notice stands that was asked for again."""
    match state:
        case State.SENT:
            return "met", words("Sent")
        case State.WITHDRAWN:
            return "none", words("Not sent: there is nothing to tell any more, or a later notice tells it")
        case State.FAILED:
            return "not-met", words("Failed again")
        case State.UNKNOWN:
            return "review", words("May not have arrived")
        case _:
            return "none", words("Waits to be sent")


def _line(notice: Notice, names: dict[UUID, str], reader: Reader) -> Line:
    words, about = reader.words, notice.reminder
    at = notice.settled_at or notice.planned_at
    return Line(
        notice.id,
        about.person,
        called(names.get(about.person, ""), words),
        notice.state is State.FAILED,
        about.requirement,
        words.day(local_day(at, reader.agency.time_zone)),
        notice.detail,
    )
