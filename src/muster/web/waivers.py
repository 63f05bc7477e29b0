"""Waive a requirement for somebody: the form, what it would change, and then the act; and withdraw a waiver."""

from __future__ import annotations

from datetime import date
from typing import Final
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, URLEncodedBody

from muster.domain.intervals import Interval
from muster.domain.people import called
from muster.domain.records import OnRecord
from muster.domain.waivers import Waiver
from muster.domain.words import Words
from muster.services import waivers as service
from muster.web.drawing import capital
from muster.web.easing import PARTS, Choice, between, choices, day_fields, no_choice, said_by, too_early, typed_day
from muster.web.forms import Mistake, Sent
from muster.web.granting import Kind, asked, asked_why, submitted, submitted_why
from muster.web.reader import Asked, Reader, Reading
from muster.web.withdrawing import Going

_NEW: Final = "/people/{person:uuid}/waivers/new"
_WITHDRAW: Final = "/waivers/{waiver:uuid}/withdraw"
_DAYS: Final = ("first", "last", "granted")
_FIELDS: Final = (
    "id",
    "requirement",
    *(f"{which}-{part}" for which in _DAYS for part in PARTS),
    "authority",
    "because",
)


@get(_NEW, include_in_schema=False)
async def grant_waiver_form(request: Asked, person: FromPath[UUID], reader: Reading) -> Response[str]:
    """Ask what is waived, for which days, and by whom."""
    today = reader.now.today
    return await asked(_KIND, request, person, reader, day_fields("first", today) | day_fields("granted", today))


@post(_NEW, include_in_schema=False)
async def submit_waiver(
    request: Asked, person: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Say what it would change, ask whether it is meant, and then record it; or say why not."""
    return await submitted(_KIND, request, person, reader, data)


@get(_WITHDRAW, include_in_schema=False)
async def withdraw_waiver_form(request: Asked, waiver: FromPath[UUID], reader: Reading) -> Response[str]:
    """Show a waiver, what withdrawing it would change, and ask why."""
    return await asked_why(_KIND, request, waiver, reader)


@post(_WITHDRAW, include_in_schema=False)
async def submit_waiver_withdrawal(
    request: Asked, waiver: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Withdraw it, or say why not."""
    return await submitted_why(_KIND, request, waiver, reader, data)


def _says(typed: dict[str, str], offered: list[Choice], reader: Reader) -> Waiver | list[Mistake]:
    """Return the waiver that the form says; or every mistake in it."""
    words, wrong = reader.words, list[Mistake]()
    if typed["requirement"] not in {each.name for each in offered}:
        wrong.append(no_choice(typed["requirement"], words))
    first = typed_day("first", words("First day"), typed, reader)
    last: date | Mistake | None = None
    if any(typed[f"last-{part}"] for part in PARTS):
        last = typed_day("last", words("Last day"), typed, reader)
    granted_on = typed_day("granted", words("The day it was granted"), typed, reader)
    wrong += [each for each in (first, last, granted_on) if isinstance(each, Mistake)]
    if isinstance(first, date) and isinstance(last, date) and last < first:
        wrong.append(too_early("last", words("Last day"), first, typed, words))
    wrong += said_by(typed, words)
    if wrong or isinstance(first, Mistake) or isinstance(last, Mistake) or isinstance(granted_on, Mistake):
        return wrong
    during = Interval(first) if last is None else Interval.through(first, last)
    return Waiver(typed["requirement"], during, granted_on, typed["authority"])


def _going(found: OnRecord[Waiver], name: str, words: Words) -> Going:
    waiver = found.value
    return Going(
        title=words("Withdraw a waiver of {name}", name=called(name, words)),
        heading=words("Withdraw a waiver"),
        requirement=(words("What is waived"), waiver.requirement),
        rows=(
            (words("Days"), capital(between(waiver.during, words))),
            (words("Who granted it"), waiver.authority),
            (words("The day it was granted"), words.day(waiver.granted_on)),
        ),
        at=f"/waivers/{found.fact}/withdraw",
        consequence=words("From now on it excuses nothing. What was answered until now stays on record."),
        button=words("Withdraw this waiver"),
    )


_KIND: Final = Kind(
    told="waived",
    fields=_FIELDS,
    template="waiver-new.html",
    offered=choices,
    says=_says,
    would=service.waiver_would,
    record=service.grant_waiver,
    read=service.waiver,
    without=service.withdrawal_would,
    withdraw=service.withdraw_waiver,
    going=_going,
)
