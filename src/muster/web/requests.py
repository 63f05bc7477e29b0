"""What people ask for of what is held about them: a list, and an answer to each."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, URLEncodedBody

from muster.domain.access import Permission
from muster.domain.errors import Conflict, Forbidden, Invalid
from muster.domain.privacy.requests import Stage
from muster.services import people
from muster.services import requests as service
from muster.web.drawing import drawn, sent_to
from muster.web.forms import Mistake, Sent, text
from muster.web.reader import Asked, Reader, Reading

_LONGEST: Final = 4000


@get("/requests", include_in_schema=False)
async def requests(request: Asked, reader: Reading) -> Response[str]:
    """List what people ask for: the open ones first, by the day they are due."""
    return await _shown(request, reader)


@post("/requests/{wish:uuid}", include_in_schema=False)
async def submit_answer(
    request: Asked, reader: Reading, wish: FromPath[UUID], data: URLEncodedBody[Sent]
) -> Response[str]:
    """Say what became of a request."""
    words = reader.words
    stage = Stage.DONE if text(data, "stage") == Stage.DONE else Stage.DECLINED
    try:
        await service.answer_request(
            wish, stage, text(data, "answer")[:_LONGEST], version=None, by=reader.by, now=reader.now
        )
    except Invalid:
        empty = Mistake(
            f"answer-{wish}",
            words("Answer"),
            "",
            words("why it is declined"),
            words("Say it so that the person can follow it."),
        )
        return await _shown(request, reader, [empty])
    except Conflict:
        said = words("This request was answered already.")
        return await _shown(request, reader, [Mistake("requests", "", "", "", words("See below."), said=said)])
    except Forbidden as why:
        if why.code != "own-request":
            raise
        said = words("Nobody answers their own request.")
        fix = words("Ask somebody else in HR.")
        return await _shown(request, reader, [Mistake("requests", "", "", "", fix, said=said)])
    return sent_to("/requests")


async def _shown(request: Asked, reader: Reader, mistakes: list[Mistake] | None = None) -> Response[str]:
    found = await service.requests(by=reader.by)
    names = {each.person: (await people.person(each.person, by=reader.by)).value.name for each in found if each.person}
    return drawn(
        request,
        "requests.html",
        status=422 if mistakes else 200,
        mistakes=mistakes or [],
        found=found,
        names=names,
        today=reader.now.today,
        may_erase=reader.may(Permission.ERASURE_CARRY_OUT),
        may_hold=reader.may(Permission.HOLD_PLACE),
    )
