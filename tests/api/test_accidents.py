"""Whatever breaks under a request, the reply shows nothing of it; the log has it, under the request's id."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import asyncpg
import httpx
import pytest

from muster import logs
from tests.api.asking import A_PAGE, NAMED
from tests.api.conftest import Caller
from tests.api.matrix import ROWS
from tests.api.world import World, gather_world
from tests.cast import PASSWORD, Cast
from tests.test_logs import Paper
from tests.web.matrix import PAGES

CANARY = "canary_4711"  # of muster's inside: for whoever runs it, in the log at most
PERSONAL = "ines-0815"  # of a row: for nobody, not even in the log
FORM = {"email": "ines@example.org", "password": PASSWORD}
# What breaks, and how: each with words that nobody outside must read.
ACCIDENTS: dict[str, Callable[[], BaseException]] = {
    "a mistake of ours": lambda: TypeError(f"unsupported operand type(s) for +: '{CANARY}' and 'str'"),
    "a table that is not there": lambda: asyncpg.UndefinedTableError(f'relation "{CANARY}" does not exist'),
    "a query that cannot be read": lambda: asyncpg.PostgresSyntaxError(f'syntax error at or near "{CANARY}"'),
    "a value that is there": lambda: of_the_row(asyncpg.UniqueViolationError),
    "a value that cannot be": lambda: of_the_row(asyncpg.CheckViolationError),
    "a query that took too long": lambda: asyncpg.QueryCanceledError("canceling statement due to statement timeout"),
    "no answer in time": lambda: TimeoutError(CANARY),
    "a connection that broke": lambda: asyncpg.ConnectionDoesNotExistError(f"connection to {CANARY} was closed"),
    "a full disk": lambda: OSError(28, "No space left on device", f"/var/lib/{CANARY}/pg_wal"),
    "anything else": lambda: LookupError(f"SELECT {PERSONAL} FROM {CANARY} at /srv/{CANARY}/app.py"),  # noqa: S608 - words only
}
INSIDE = re.compile(
    rf"{CANARY}|{PERSONAL}|Traceback|\bSELECT\b|\bINSERT\b|\bFROM \w+|relation|constraint|SQLSTATE|asyncpg|piccolo"
    r"|litestar|site-packages|\w\.py\b|/srv/|/var/|[a-z]Error\b|Exception|statement|No space left"
)


def of_the_row(kind: type[Exception]) -> BaseException:
    """Return what the database says of a row, with the row."""
    why = kind(f'new row for relation "{CANARY}" violates constraint "{CANARY}_check"')
    vars(why).update(detail=f"Key (email)=({PERSONAL}) already exists.", constraint_name=f"{CANARY}_check")
    return why


@dataclass
class Planted:
    """Breaks the query after so many others. ``left`` below nought: nothing is planted, or it went off."""

    left: int = -1
    kind: str = ""

    def plant(self, after: int, kind: str) -> None:
        """Plant an accident."""
        self.left, self.kind = after, kind

    @property
    def went_off(self) -> bool:
        """Did the request come as far?"""
        return self.left < 0


@pytest.fixture
def planted(monkeypatch: pytest.MonkeyPatch) -> Planted:
    """Have every query pass a place where it can be broken."""
    found, real = Planted(), asyncpg.connection.Connection._execute

    async def execute(*args: Any, **more: Any) -> Any:  # noqa: ANN401 - as asyncpg has it
        found.left -= 1
        if found.left == -1 and found.kind:
            accident = ACCIDENTS[found.kind]
            raise accident()
        return await real(*args, **more)

    monkeypatch.setattr(asyncpg.connection.Connection, "_execute", execute)
    return found


def requests(world: World) -> Iterator[dict[str, Any]]:
    """Return every request there is, as it should be, as a program and as a browser sends it."""
    for row in ROWS:
        asked = {"method": row.method, "url": row.path.format_map(NAMED)} if row.public else row.request(world)
        yield asked | ({"json": FORM} if row.path.endswith("/session") and row.method == "POST" else {})
    for page in PAGES:
        url = re.sub(r"\{(\w+)\}", lambda found: str(world.ids.get(found[1]) or uuid4()), page.path)
        sent = {"data": FORM} if page.method == "POST" else {}
        yield {"method": page.method, "url": url, "headers": {"Accept": A_PAGE}, **sent}


def shown(reply: httpx.Response) -> list[str]:
    """Return what a reply shows of the inside of muster."""
    return INSIDE.findall(reply.text) + INSIDE.findall(str(reply.headers))


@pytest.mark.parametrize("every", [3, pytest.param(1, marks=pytest.mark.prove)], ids="every {}".format)
async def test_no_reply_shows_what_broke_and_the_log_has_it(
    every: int, cast: Cast, calling: Caller, planted: Planted, quiet: None
) -> None:
    world = await gather_world(cast)
    paper = Paper()
    logs.set_up("debug", "json", stream=paper)
    kinds, went_off, seen = list(ACCIDENTS), 0, set()
    for place, asked in enumerate([*requests(world)][::every]):
        for step, after in enumerate((0, 1, 2, 4, 8, 16)):
            kind = kinds[(place + step) % len(kinds)]
            amara = await calling(cast.amara)  # anew each time: some requests end the session
            planted.plant(after, kind)
            reply = await amara.request(**asked)
            if not planted.went_off:
                break
            went_off += 1
            seen.add((kind, reply.status_code))
            name = f"{asked['method']} {asked['url']}, {kind} after {after}: {reply.status_code}"
            assert shown(reply) == [], name
            if reply.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
                says_only_where_to_look(reply, paper, name)
        planted.plant(-1, "")

    assert PERSONAL not in paper.getvalue()
    assert f"constraint {CANARY}_check" in paper.getvalue(), "whoever runs it is told which one"
    assert went_off > 200
    assert {(kind, 500) for kind in ACCIDENTS} <= seen


@pytest.mark.parametrize("headers", [{}, {"Accept": A_PAGE}], ids=str)
async def test_a_database_that_is_away_is_not_pointed_out(
    headers: dict[str, str], cast: Cast, calling: Caller, quiet: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    amara, paper = await calling(cast.amara), Paper()
    logs.set_up("debug", "json", stream=paper)

    async def away(_: object) -> None:
        raise ConnectionRefusedError(111, f"Connect call failed ('{CANARY}', 5432)")

    monkeypatch.setattr("piccolo.engine.postgres.PostgresTransaction.__aenter__", away)
    reply = await amara.get("/people", headers=headers)

    assert reply.status_code == httpx.codes.SERVICE_UNAVAILABLE
    assert shown(reply) == []
    says_only_where_to_look(reply, paper, "away")
    assert CANARY in paper.getvalue(), "whoever runs it is told where"


def says_only_where_to_look(reply: httpx.Response, paper: Paper, name: str) -> None:
    """Check that a reply of ours to an accident has the id, and that the log has the rest under it."""
    number = reply.headers["X-Request-ID"]
    logged = [each for each in paper.lines() if each.get("request") == number]
    assert {"warning", "error"} & {each["level"] for each in logged}, name
    if reply.headers["Content-Type"] == "application/problem+json":
        said = json.loads(reply.text)
        assert said.keys() == {"type", "title", "status", "detail", "request_id"}, name
        assert said["request_id"] == number, name
        assert said["type"] in {
            "/problems/unexpected",
            "/problems/database-unreachable",
            "/problems/outcome-unknown",
            "/problems/database-is-behind",  # what a table that is not there means, to whoever asks whether it is ready
        }, name
    else:
        assert number in reply.text, name
    if reply.status_code == httpx.codes.INTERNAL_SERVER_ERROR:
        assert any("trace" in each for each in logged), name


def test_a_reply_that_shows_something_is_found_out() -> None:
    for kind, accident in ACCIDENTS.items():
        words = str(accident()) or kind
        assert shown(httpx.Response(500, text=f"it failed: {words}")), kind
    assert shown(httpx.Response(500, text="it failed", headers={"X-Debug": "ValueError"}))
