"""What the log says of requests: who, what, how it ended; and nothing of what was in them, whichever way it came."""

from __future__ import annotations

import base64
import io
import logging
import re
import secrets
from collections.abc import Awaitable, Callable
from pathlib import Path
from uuid import UUID, uuid4

import asyncpg
import httpx
import pytest
from litestar import Litestar, get, post
from litestar.params import FromPath
from pydantic import SecretStr

from muster import logs
from muster.domain.accounts import tokens
from muster.http.sessions import SECURE_NAME
from muster.http.signed import Signed
from muster.jobs import Worker
from muster.mail import Message, Post
from muster.persistence.database import fetch, scoped
from muster.settings import Settings
from tests.api.asking import A_PAGE, everything_to_read
from tests.api.conftest import Caller, application
from tests.api.world import gather_world
from tests.cast import NOW, Cast
from tests.test_logs import Paper

C = "canary0815"
KEY = "0815" * 16  # shaped as ours, and too long to stand in an id by chance
V1 = "/api/v1"
Way = Callable[[httpx.AsyncClient], Awaitable[object]]


@post("/planted/{what:str}", include_in_schema=False)
async def planted(what: FromPath[str], principal: Signed) -> str:
    """Break in a way that brings what was sent along."""
    secret = f"{C} is in a local variable"
    async with scoped(principal.scope):
        if what == "a-row":
            await fetch("CREATE TEMPORARY TABLE one (email text UNIQUE) ON COMMIT DROP")
            await fetch("INSERT INTO one VALUES ($1), ($1)", f"{C}@example.org")
        if what == "a-value":
            await fetch("SELECT $1::text::int", secret)
        if what == "a-query":
            await fetch(f"SELECT '{C}' FROM nothing_of_that_name")  # noqa: S608 - a mistake, on purpose
    if what == "a-group":
        raise ExceptionGroup(secret, [LookupError(secret), ValueError(secret)])
    try:
        int(secret)
    except ValueError as why:
        raise LookupError(secret) from why
    return secret


def jar(client: httpx.AsyncClient, value: str) -> httpx.AsyncClient:
    """Give a browser a cookie that is not ours."""
    client.cookies.set(SECURE_NAME, value, domain="muster.example")
    return client


WAYS: dict[str, Way] = {
    "a body": lambda who: who.post(f"{V1}/people", json={"name": f"Ines {C}", "email": f"{C}@example.org"}),
    "a body that cannot be": lambda who: who.post(f"{V1}/people", json={"name": 5, C: C}),
    "a body that is none": lambda who: who.post(
        f"{V1}/people", content=f'{{"name": "{C}', headers={"Content-Type": "application/json"}
    ),
    "a form": lambda who: who.post("/sign-in", data={"email": f"{C}@example.org", "password": C, "next": f"/{C}"}),
    "a sign-in": lambda who: who.post(f"{V1}/session", json={"email": f"{C}@example.org", "password": f"{C} {C}"}),
    "a query": lambda who: who.get(f"{V1}/people", params={"named": C, C: C, "known_at": C}),
    "a query of a page": lambda who: who.get("/people", params={"named": C, "page": C}, headers={"Accept": A_PAGE}),
    "a path": lambda who: who.get(f"/people/{C}"),
    "a path of nothing": lambda who: who.get(f"/{C}/{C}?{C}={C}"),
    "a method": lambda who: who.request(C.upper(), "/people"),
    "a header": lambda who: who.get(f"{V1}/people", headers={"X-Request-ID": f"{C} {C}", "User-Agent": C, C: C}),
    "credentials": lambda who: who.get(f"{V1}/people", headers={"Authorization": f"Bearer {C}"}),
    "an If-Match": lambda who: who.put(f"{V1}/people/{uuid4()}", json={}, headers={"If-Match": f'"{C}"'}),
    "an origin": lambda who: who.post(f"{V1}/people", headers={"Sec-Fetch-Site": C, "Origin": f"https://{C}.example"}),
    "a host": lambda who: who.get("/health", headers={"Host": f"{C}.example"}),
    "a cookie": lambda who: jar(who, C).get(f"{V1}/people"),
    "a cookie like ours": lambda who: jar(who, KEY).get(f"{V1}/people"),
    "a file and its name": lambda who: who.post(
        f"{V1}/imports/plans", files={"file": (f"{C}.csv", io.BytesIO(f"{C},Name\n{C},{C}".encode()))}
    ),
    "a file that cannot be read": lambda who: who.post(
        f"{V1}/imports/plans", files={"file": (f"{C}.xlsx", io.BytesIO(b"PK\x03\x04" + C.encode()))}
    ),
    "a part's name": lambda who: who.post(f"{V1}/imports/plans", files={C: ("x.csv", io.BytesIO(C.encode()))}),
    "a row that is there": lambda who: who.post("/planted/a-row"),
    "a value the database refuses": lambda who: who.post("/planted/a-value"),
    "a query with a mistake": lambda who: who.post("/planted/a-query"),
    "an exception of a handler": lambda who: who.post("/planted/anything"),
    "a group of exceptions": lambda who: who.post("/planted/a-group"),
}


@pytest.fixture(scope="module")
def shared_app(tmp_path_factory: pytest.TempPathFactory) -> Litestar:
    return application(tmp_path_factory.mktemp("home"), planted)


@pytest.fixture
def paper(quiet: None) -> Paper:
    """Everything that is written, down to what only somebody who looks for a fault turns on."""
    found = Paper()
    logs.set_up("debug", "json", stream=found)
    return found


@pytest.mark.parametrize("way", WAYS)
async def test_nothing_that_was_sent_is_in_the_log(
    way: str, app: Litestar, cast: Cast, calling: Caller, paper: Paper
) -> None:
    amara = await calling(cast.amara)

    await WAYS[way](amara)

    (line,) = [each for each in paper.lines() if each["logger"] == "muster.requests"]
    assert line["event"] == "answered"
    assert C not in paper.getvalue().lower()
    assert KEY[:16] not in paper.getvalue()


async def test_and_without_the_redaction_it_would_be(
    app: Litestar, cast: Cast, calling: Caller, quiet: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "redacted", lambda _log, _method, event: event)
    monkeypatch.setattr(logs, "_words", str)
    paper = Paper()
    logs.set_up("debug", "json", stream=paper)
    amara = await calling(cast.amara)
    for way in ("a row that is there", "an exception of a handler", "a group of exceptions"):
        before = paper.getvalue().count(C)
        await WAYS[way](amara)
        assert paper.getvalue().count(C) > before, way


@pytest.mark.own_app
async def test_and_a_handler_that_logs_what_was_sent_would_be_found(
    app: Litestar, cast: Cast, calling: Caller, paper: Paper
) -> None:
    @get("/chatty", include_in_schema=False)
    async def chatty(principal: Signed) -> str:
        logging.getLogger("muster.chatty").info("she asked for %s", C)
        return "ok"

    app.register(chatty)
    await (await calling(cast.amara)).get("/chatty")

    assert C in paper.getvalue()


async def test_every_request_leaves_one_line_with_ids_and_the_routes_own_address(
    cast: Cast, calling: Caller, paper: Paper
) -> None:
    world, amara, stranger = await gather_world(cast), await calling(cast.amara), await calling(None)
    routes = {}
    for asked in everything_to_read(world):
        for client in (amara, stranger):
            reply = await client.request(**asked)
            routes[reply.headers["X-Request-ID"]] = (reply, client is amara)

    lines = [each for each in paper.lines() if each["logger"] == "muster.requests"]
    assert len(lines) == len(routes)
    for line in lines:
        reply, signed_in = routes.pop(line["request"])
        assert (line["method"], line["status"]) == ("GET", reply.status_code)
        assert line["ms"] > 0
        assert not re.search(r"[0-9a-f]{8}-|\?|%", line["path"]), "the route, never what stands in it"
        if signed_in and "account" in line:
            assert line["agency"] == str(cast.agency)
            assert line["account"] == str(cast.amara.principal.scope.account)
        if not signed_in:
            assert "account" not in line, "a line knows nothing of the request before it"
        if reply.headers["Content-Type"] == "application/problem+json":
            assert line["problem"] == reply.json()["type"].rpartition("/")[2]
    assert world.canary not in paper.getvalue()
    assert not [each for each in paper.lines() if cast.amara.email in str(each)]


def addresses(app: Litestar) -> list[str]:
    """Return every address of the running application, as its routes say it."""
    return sorted({each.path_format for each in app.routes})


def test_the_log_shows_every_route_as_it_is(app: Litestar) -> None:
    for path in addresses(app):
        assert logs.redacted(None, "info", {"path": path}) == {"path": path}
        assert logs.hidden(f"GET {path} was asked for") == f"GET {path} was asked for"
        asked = re.sub(r"\{\w+\}", str(uuid4()), path)
        assert logs.hidden(asked) == asked, "an id is no secret"
    assert "/api/v1/ledger/checkpoint" in addresses(app), "the control: one that was hidden once"


SECRET_KINDS: dict[str, Callable[[], str]] = {
    "a link": lambda: secrets.token_urlsafe(32),
    "a link that chance gave no digit": lambda: re.sub(r"\d", "x", secrets.token_urlsafe(32)),
    "a session": lambda: secrets.token_hex(32),
    "in base 64, with slashes": lambda: f"/{base64.b64encode(secrets.token_bytes(64)).decode()}",
    "with a slash every few letters": lambda: "/".join(secrets.token_urlsafe(6) + "0a" for _ in range(6)),
    "a token for a script": lambda: tokens.written(secrets.randbits(48), secrets.token_bytes(32)),
}


@pytest.mark.parametrize("kind", SECRET_KINDS)
def test_whatever_is_secret_in_an_address_is_hidden_in_every_route(kind: str, app: Litestar) -> None:
    """Wherever a route takes something, and after its end: no address that was really asked for shows a secret."""
    for path in addresses(app):
        for place in (*re.findall(r"\{\w+\}", path), ""):
            secret = SECRET_KINDS[kind]()
            asked = path.replace(place, secret, 1) if place else f"{path.rstrip('/')}/{secret}"
            asked = re.sub(r"\{\w+\}", str(uuid4()), asked)
            for shown in (logs.hidden(asked), str(logs.redacted(None, "info", {"path": asked})["path"])):
                assert not [each for each in secret.split("/") if len(each) >= 8 and each in shown], (path, secret)


async def test_what_is_at_no_address_is_logged_too_and_watching_only_for_who_looks_closely(
    calling: Caller, quiet: None
) -> None:
    paper = Paper()
    logs.set_up("info", "json", stream=paper)
    stranger = await calling(None)
    for path in ("/nowhere/at/all", "/health", "/ready", "/problems"):
        await stranger.get(path)

    assert [(each["path"], each["status"]) for each in paper.lines()] == [("(no route)", 404), ("/problems", 200)]


async def test_a_line_of_a_service_has_the_ids_of_the_request(
    app: Litestar, cast: Cast, calling: Caller, paper: Paper
) -> None:
    amara = await calling(cast.amara)

    reply = await amara.post("/planted/anything")

    told = [each for each in paper.lines() if each["logger"] == "muster.http"]
    assert [(each["level"], each["request"], each["agency"]) for each in told] == [
        ("error", reply.headers["X-Request-ID"], str(cast.agency))
    ]
    assert [each["kind"] for each in told[0]["trace"]] == ["LookupError", "ValueError"]
    assert UUID(told[0]["account"]) == cast.amara.principal.scope.account


async def test_a_mail_server_that_is_not_there_is_named_without_its_password(tmp_path: Path, paper: Paper) -> None:
    post = Post.of(f"smtp://muster:{C}@127.0.0.1:1", sender="muster@county.example", folder=tmp_path)
    mail = Message(f"{C}@example.org", C, C, C, "x", "en", NOW.at)

    outcome = await post.deliver(mail)

    assert C not in outcome.words
    assert C not in repr(post)
    assert C not in paper.getvalue()


async def test_a_tick_that_fails_shows_no_setting(
    cast: Cast,
    paper: Paper,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    async def fail(*_: object, **__: object) -> None:
        raise asyncpg.InvalidPasswordError(f"password authentication failed for {C}")

    monkeypatch.setattr("muster.services.reminders.plan_reminders", fail)
    settings = Settings(
        home=tmp_path, smtp_url=SecretStr(f"smtp://muster:{C}@127.0.0.1:1"), mail_from="muster@county.example"
    )

    await Worker.of(settings).tick()

    assert any("were left for the next tick" in each["event"] for each in paper.lines())
    assert C not in paper.getvalue()
