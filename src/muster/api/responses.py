"""Responses to calls: when they were sent, how soon they were there, and how many there were."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, Router, delete, get, post, put
from litestar.params import FromPath, JSONBody

from muster.api.operations import VERSIONED, corrected, recorded, says
from muster.api.shapes.responses import (
    ListRecordedOut,
    ResponseCorrection,
    ResponseCountsOut,
    ResponseIn,
    ResponseOut,
    ResponsesIn,
    ResponsesOut,
)
from muster.api.wire import Corrected, Recorded, Withdrawal
from muster.http.lists import Paging, linked
from muster.http.signed import During, Known, Now, Signed
from muster.http.versions import Version, tagged
from muster.services import responses as service


@get(
    "/programs/{program:uuid}/responses",
    summary="List the responses of a program",
    opt=says("Link", problems=("ends-before-it-starts",)),
)
async def responses(
    request: Request[Any, Any, Any],
    program: FromPath[UUID],
    principal: Signed,
    known: Known,
    during: During,
    paging: Paging,
) -> Response[ResponsesOut]:
    """List the responses that a program sent on some local days, as they were sent, a page at a time."""
    found = await service.responses(program, during, by=principal, known=known, after=paging.after, limit=paging.limit)
    items = tuple(map(ResponseOut.of, found.items))
    page = ResponsesOut(items=items, first=during.start, last=during.last, known_at=known)
    return linked(page, request, after=found.after, known_at=known)


@get(
    "/programs/{program:uuid}/responses/counts",
    summary="Count the responses of a program",
    opt=says(problems=("ends-before-it-starts",)),
)
async def response_counts(
    program: FromPath[UUID], principal: Signed, known: Known, during: During
) -> ResponseCountsOut:
    """Count the responses of some local days: by type of call, sender, place, outcome, day and hour, and how soon.

    Whether enough of them were in time, the program's duties say.
    """
    _, found = await service.response_counts(program, during, by=principal, known=known)
    return ResponseCountsOut.said(found, known=known)


@post(
    "/programs/{program:uuid}/responses",
    summary="Record a response",
    opt=says("Location", problems=("already-recorded", "in-the-future", "points-nowhere")),
)
async def record_response(
    program: FromPath[UUID], data: JSONBody[ResponseIn], principal: Signed, now: Now
) -> Response[Recorded]:
    """Record one response of a program."""
    fact = await service.record_response(data.of(program), by=principal, now=now, fact=data.id)
    return recorded(fact, f"responses/{fact}")


@post(
    "/programs/{program:uuid}/responses/batch",
    summary="Record a list of responses",
    opt=says(problems=("in-the-future", "points-nowhere", "recorded-otherwise")),
)
async def record_responses(
    program: FromPath[UUID], data: JSONBody[ResponsesIn], principal: Signed, now: Now
) -> ListRecordedOut:
    """Record a list of responses in one act: all that are new, or none.

    A call is known by the minute it was sent, by whom, where to and of which type, so that the same list can be sent
    again: what is on record already is left as it is, and told apart.
    """
    said = [each.of(program) for each in data.items]
    return ListRecordedOut.of(await service.record_responses(program, said, by=principal, now=now))


@get("/responses/{response:uuid}", summary="Look a response up", opt=VERSIONED)
async def response(response: FromPath[UUID], principal: Signed, known: Known) -> Response[ResponseOut]:
    """Say when a response was sent, how soon it was there and what came of it."""
    found = await service.response(response, by=principal, known=known)
    return tagged(ResponseOut.of(found), found.version)


@put(
    "/responses/{response:uuid}",
    summary="Correct a response",
    opt=says("ETag", problems=("in-the-future", "points-nowhere", "beyond-your-program")),
)
async def correct_response(
    response: FromPath[UUID], data: JSONBody[ResponseCorrection], version: Version, principal: Signed, now: Now
) -> Response[Corrected]:
    """Say something else of a response. It stays with its program."""
    made = await service.correct_response(
        response, data.value(), version=version, because=data.because, by=principal, now=now
    )
    return corrected(response, made)


@delete("/responses/{response:uuid}", summary="Withdraw a response")
async def withdraw_response(
    response: FromPath[UUID], data: JSONBody[Withdrawal], version: Version, principal: Signed, now: Now
) -> None:
    """Say that a response was recorded by mistake. What was believed until now stays on record."""
    await service.withdraw_response(response, version=version, because=data.because, by=principal, now=now)


router = Router(
    "/",
    route_handlers=[
        responses,
        response_counts,
        record_response,
        record_responses,
        response,
        correct_response,
        withdraw_response,
    ],
    tags=["Responses"],
)
