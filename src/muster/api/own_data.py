"""What is held about somebody, told to them; and what they ask for."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from litestar import Response, Router, delete, get, post, put
from litestar.params import FromPath, JSONBody, QueryParameter

from muster.api.operations import corrected, recorded, says
from muster.api.shapes.own_data import AnswerIn, OwnDataOut, RequestIn, RequestOut, RequestsOut
from muster.api.wire import Corrected, Recorded
from muster.catalogue import words
from muster.domain.privacy.requests import Stage
from muster.http.signed import Now, Signed
from muster.http.versions import Version
from muster.services import my_data as service
from muster.services import requests as request_service

ZIP = "application/zip"


@get("/people/{person:uuid}/data", summary="Say what is held about a person")
async def data_about(person: FromPath[UUID], principal: Signed, now: Now) -> OwnDataOut:
    """Say what is held, since when, by whom recorded and how long it is kept, who looked, and what was asked for.

    Everybody may ask it of themselves. That somebody else did is told in the access log first.
    """
    return OwnDataOut.of(await service.data_about(person, by=principal, now=now))


@get(
    "/people/{person:uuid}/data/archive",
    summary="Take along what is held about a person",
    opt=says("Content-Disposition") | {"files": {ZIP: None}},
)
async def data_archive(
    person: FromPath[UUID],
    principal: Signed,
    now: Now,
    language: Annotated[
        Literal["en", "es"], QueryParameter(description="The language of the text. The JSON is the same in every one.")
    ] = "en",
) -> Response[bytes]:
    """Return everything as a zip: `data.json`, complete with every version, and `data.txt`, for reading."""
    content = await service.data_archive(person, by=principal, now=now, words=words(language))
    headers = {"Content-Disposition": 'attachment; filename="my-data.zip"'}
    return Response(content, media_type=ZIP, headers=headers)


@get("/requests", summary="List what people ask for")
async def requests(principal: Signed) -> RequestsOut:
    """List the corrections and erasures that people ask for: the open ones first, by the day they are due."""
    return RequestsOut(items=tuple(map(RequestOut.of, await request_service.requests(by=principal))))


@post(
    "/requests",
    summary="Ask for a correction, or to be erased",
    opt=says("Location", problems=("already-recorded", "asked-already", "no-words", "only-themselves")),
)
async def make_request(data: JSONBody[RequestIn], principal: Signed, now: Now) -> Response[Recorded]:
    """Ask for something of what is held about oneself. It is answered by the day that the list shows."""
    fact = await request_service.make_request(data.value(today=now.today), by=principal, now=now, fact=data.id)
    return recorded(fact, f"people/{principal.person}/data")


@put(
    "/requests/{wish:uuid}",
    summary="Answer a request",
    opt=says("ETag", problems=("answered-already", "no-answer", "own-request")),
)
async def answer_request(
    wish: FromPath[UUID], data: JSONBody[AnswerIn], version: Version, principal: Signed, now: Now
) -> Response[Corrected]:
    """Say what became of a request: what was done, or why it is declined."""
    made = await request_service.answer_request(
        wish, Stage(data.stage), data.answer, version=version, by=principal, now=now
    )
    return corrected(wish, made)


@delete(
    "/requests/{wish:uuid}",
    summary="Take a request back",
    opt=says(problems=("does-not-verify", "on-hold", "only-themselves")),
)
async def withdraw_request(wish: FromPath[UUID], principal: Signed, now: Now) -> None:
    """Take back what one has asked for, with its words."""
    await request_service.withdraw_request(wish, by=principal, now=now)


router = Router(
    "/",
    route_handlers=[data_about, data_archive, requests, make_request, answer_request, withdraw_request],
    tags=["My data"],
)
