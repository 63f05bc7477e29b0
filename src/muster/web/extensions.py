"""Extend what is due for somebody: the form, what it would change, and then the act; and withdraw an extension."""

from __future__ import annotations

from datetime import date
from typing import Final
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, URLEncodedBody

from muster.domain.extensions import Extension
from muster.domain.intervals import day_after
from muster.domain.people import called
from muster.domain.records import OnRecord
from muster.domain.words import Words
from muster.services import extensions as service
from muster.web.easing import PARTS, Choice, choices, day_fields, no_choice, said_by, too_early, typed_day
from muster.web.forms import Mistake, Sent
from muster.web.granting import Kind, asked, asked_why, submitted, submitted_why
from muster.web.reader import Asked, Reader, Reading
from muster.web.withdrawing import Going

_NEW: Final = "/people/{person:uuid}/extensions/new"
_WITHDRAW: Final = "/extensions/{extension:uuid}/withdraw"
_FIELDS: Final = (
    "id",
    "requirement",
    *(f"{which}-{part}" for which in ("through", "granted") for part in PARTS),
    "authority",
    "because",
)


@get(_NEW, include_in_schema=False)
async def grant_extension_form(request: Asked, person: FromPath[UUID], reader: Reading) -> Response[str]:
    """Ask what is extended, through which day, and by whom."""
    return await asked(_KIND, request, person, reader, day_fields("granted", reader.now.today))


@post(_NEW, include_in_schema=False)
async def submit_extension(
    request: Asked, person: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Say what it would change, ask whether it is meant, and then record it; or say why not."""
    return await submitted(_KIND, request, person, reader, data)


@get(_WITHDRAW, include_in_schema=False)
async def withdraw_extension_form(request: Asked, extension: FromPath[UUID], reader: Reading) -> Response[str]:
    """Show an extension, what withdrawing it would change, and ask why."""
    return await asked_why(_KIND, request, extension, reader)


@post(_WITHDRAW, include_in_schema=False)
async def submit_extension_withdrawal(
    request: Asked, extension: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Withdraw it, or say why not."""
    return await submitted_why(_KIND, request, extension, reader, data)


async def _offered(person: UUID, reader: Reader) -> list[Choice]:
    """Return what has a day that could be moved."""
    return [each for each in await choices(person, reader) if each.due_on is not None]


def _says(typed: dict[str, str], offered: list[Choice], reader: Reader) -> Extension | list[Mistake]:
    """Return the extension that the form says; or every mistake in it."""
    words, wrong = reader.words, list[Mistake]()
    moves = next((each.due_on for each in offered if each.name == typed["requirement"]), None)
    if moves is None:
        wrong.append(no_choice(typed["requirement"], words))
    through = typed_day("through", words("Through which day"), typed, reader)
    granted_on = typed_day("granted", words("The day it was granted"), typed, reader)
    wrong += [each for each in (through, granted_on) if isinstance(each, Mistake)]
    if moves and isinstance(through, date) and through <= moves:
        wrong.append(too_early("through", words("Through which day"), day_after(moves), typed, words))
    wrong += said_by(typed, words)
    if wrong or moves is None or isinstance(through, Mistake) or isinstance(granted_on, Mistake):
        return wrong
    return Extension(typed["requirement"], moves, through, granted_on, typed["authority"])


def _going(found: OnRecord[Extension], name: str, words: Words) -> Going:
    extension = found.value
    return Going(
        title=words("Withdraw an extension of {name}", name=called(name, words)),
        heading=words("Withdraw an extension"),
        requirement=(words("What is asked"), extension.requirement),
        rows=(
            (words("The day that is moved"), words.day(extension.moves)),
            (words("Through which day"), words.day(extension.through)),
            (words("Who granted it"), extension.authority),
            (words("The day it was granted"), words.day(extension.granted_on)),
        ),
        at=f"/extensions/{found.fact}/withdraw",
        consequence=words("From now on it excuses nothing. What was answered until now stays on record."),
        button=words("Withdraw this extension"),
    )


_KIND: Final = Kind(
    told="extended",
    fields=_FIELDS,
    template="extension-new.html",
    offered=_offered,
    says=_says,
    would=service.extension_would,
    record=service.grant_extension,
    read=service.extension,
    without=service.withdrawal_would,
    withdraw=service.withdraw_extension,
    going=_going,
)
