"""Asks for everything as everybody, and says where an answer is another than it should be."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from litestar import Litestar
from litestar.routes import HTTPRoute

from muster.domain.access import Permission, Principal
from muster.services import accounts
from tests.api.callers import ANOTHER, CALLERS, FAR, INES, MISSING, TARGETS, Caller, Stage
from tests.api.matrix import ROWS, Json, Row
from tests.api.needs import ANYBODYS, NEEDS, Answer, expected
from tests.api.world import World
from tests.cast import Member
from tests.web.matrix import PAGES, Page
from tests.web.test_pages import asked as asked_of_page

A_PAGE = {"Accept": "text/html", "Sec-Fetch-Site": "same-origin", "Origin": "https://muster.example"}
ASKED: Mapping[str, Row | Page] = {each.name: each for each in (*ROWS, *PAGES)}
STATUS = {Answer.STRANGER: {401}, Answer.REFUSED: {403}, Answer.NOTHING: {404}}
SEE_OTHER = 303
UUIDS = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
HIDDEN = {"x-request-id", "set-cookie", "date"}  # of a reply, what is another each time

Calling = Callable[[Member | None], Awaitable[httpx.AsyncClient]]


def routes(app: Litestar) -> Iterator[str]:
    """Walk the running application: every method of every address, but OPTIONS, which Litestar adds to each."""
    for route in app.routes:
        assert isinstance(route, HTTPRoute), f"{route.path} is of a kind that this rig does not walk"
        for handler in route.route_handlers:
            yield from (f"{method} {route.path_format}" for method in handler.http_methods if method != "OPTIONS")


def request(route: str, world: World) -> Json:
    """Return the request for what a world has, as httpx takes it: of a version that nobody has, where it asks for one.

    So a correction that is let in is answered 412, and nothing is changed.
    """
    row = ASKED[route]
    if isinstance(row, Page):
        return {"headers": A_PAGE, **asked_of_page(row, world)}
    asked = row.request(world)
    return {**asked, "headers": {"If-Match": f'"{uuid4()}"'}} if row.version else asked


def names(route: str, world: World) -> list[str]:
    """Return which records the request names, in its address, its query or its body."""
    said = repr({**request(route, world), "headers": {}})
    return [name for name, which in world.ids.items() if str(which) in said]


def welcome(route: str) -> set[int]:
    """Return what whoever is let in is answered; what was recorded before may be there, or in the way."""
    row, said = ASKED[route], NEEDS[route].said
    if NEEDS[route].persons:
        return {row.ben, SEE_OTHER, 409, *said}
    if isinstance(row, Page):
        return {row.amara, *said} if row.amara == SEE_OTHER else {row.amara, SEE_OTHER, *said}
    if row.version:
        return {412}
    return {row.amara, 200, 409} if row.method == "POST" else {row.amara}


def answered(route: str, reply: httpx.Response) -> str:
    """Return how a reply answers: one of ``Answer``, or the status that is none of them."""
    to_sign_in = reply.status_code == SEE_OTHER and reply.headers["Location"].startswith("/sign-in")
    if reply.status_code == httpx.codes.UNAUTHORIZED or (to_sign_in and not NEEDS[route].public):
        return Answer.STRANGER.value
    for answer, statuses in STATUS.items():
        if reply.status_code in statuses:
            return answer.value
    return Answer.WELCOME.value if reply.status_code in welcome(route) else str(reply.status_code)


def plain(reply: httpx.Response, asked: Json) -> tuple[int, list[tuple[str, str]], bytes]:
    """Return a reply without the number of its request, and without the ids that the request itself brought."""
    hidden = [reply.headers["X-Request-ID"], *UUIDS.findall(repr(asked))]
    body = re.sub("|".join(map(re.escape, hidden)).encode(), b"...", reply.content)
    return reply.status_code, [each for each in sorted(reply.headers.items()) if each[0] not in HIDDEN], body


@dataclass(frozen=True, slots=True)
class Asking:
    """Somebody's browser, and who that is."""

    caller: Caller
    client: httpx.AsyncClient


async def mismatches(route: str, stage: Stage, calling: Calling, callers: Sequence[Caller] = CALLERS) -> list[str]:
    """Ask for a route as everybody, about everybody's records; say what was answered otherwise than it should be.

    What is refused, and what is not there for somebody, is answered in the same bytes whosever it is.
    """
    found = []
    for caller in callers:
        asking = Asking(caller, await calling(stage.members[caller]))
        found += [f"{caller.name}, {each}" async for each in wrong(route, stage, asking)]
    return found


async def wrong(route: str, stage: Stage, asking: Asking) -> AsyncIterator[str]:
    """Ask for a route as one caller."""
    alike: dict[Answer, tuple[object, str]] = {}
    for target in TARGETS if names(route, stage.worlds[INES]) else (INES,):
        world = stage.worlds[target]
        asked, need = request(route, world), NEEDS[route]
        should = expected(need, asking.caller, target, names(route, world))
        if need.once and should is Answer.WELCOME:
            continue
        reply = await asking.client.request(**asked)
        got = answered(route, reply)
        if got != should.value:
            yield f"about {target}: {got}, not {should.value}"
        elif should is Answer.NOTHING or (should is Answer.REFUSED and not (need.then or need.program == "found")):
            said, whose = alike.setdefault(should, (plain(reply, asked), target))
            if said != plain(reply, asked):
                yield f"about {target}: answered otherwise than about {whose}: {reply.text}"


def foreign(route: str, stage: Stage, to: str) -> Json | None:
    """Return the request about Ines that names, beside her, somebody else's things; if it names any."""
    own, other = stage.worlds[INES], stage.worlds[to]
    inside = set(re.findall(r"\{(\w+)\}", ASKED[route].path))
    mixed = World("", {name: (own if name in inside | ANYBODYS else other).ids[name] for name in own.ids}, own.versions)
    asked = request(route, mixed)
    row = ASKED[route]
    if isinstance(row, Row) and row.version:
        asked["headers"] = {"If-Match": f'"{own.versions[row.version]}"'}
    return asked if repr(asked) != repr(request(route, own)) and set(names(route, own)) - inside else None


async def told_apart(route: str, stage: Stage, calling: Calling) -> str:
    """Name things of others beside one's own; say how that is answered otherwise than what is not there."""
    theirs, nobodys = foreign(route, stage, FAR), foreign(route, stage, MISSING)
    if theirs is None or nobodys is None:
        return ""
    client = await calling(stage.members[ANOTHER])
    first = plain(await client.request(**theirs), theirs)
    second = plain(await client.request(**nobodys), nobodys)
    if first[0] < httpx.codes.BAD_REQUEST:
        return f"let in with {first[0]}"
    return "" if first == second else f"{first}, not {second}"


# -- what a token would be allowed

_LIMITS: ContextVar[Mapping[UUID, frozenset[Permission]]] = ContextVar("limits", default={})  # noqa: B039 - never changed


@asynccontextmanager
async def limited(member: Member, to: frozenset[Permission]) -> AsyncIterator[None]:
    """While inside, somebody's roles allow at most this."""
    token = _LIMITS.set({member.principal.scope.account or UUID(int=0): to})
    try:
        yield
    finally:
        _LIMITS.reset(token)


def limit_sessions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let ``limited`` bind whoever is signed in."""
    whole = accounts.principal

    async def principal(account: UUID, *where: Any, **when: Any) -> Principal:  # noqa: ANN401 - as it takes them
        return replace(await whole(account, *where, **when), limit=_LIMITS.get().get(account))

    monkeypatch.setattr(accounts, "principal", principal)
