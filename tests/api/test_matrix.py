"""Who is answered what: every route, every caller."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest
from litestar import Litestar, get
from litestar.routes import HTTPRoute

from muster.api.document import document
from muster.http.sessions import SECURE_NAME
from muster.http.signed import PUBLIC
from tests.api.matrix import ROWS, Row
from tests.api.world import World, gather_world
from tests.cast import Cast
from tests.conftest import kept
from tests.web.matrix import PAGES

GUARDED = [row for row in ROWS if not row.public]


def only_looking(row: Row, *, refused: bool = False) -> Any:  # noqa: ANN401 - pytest names no type for it
    """Return a row as a parameter; ``standing`` where what is there stays as it is: it looks, adds, or is ``refused``.

    What is about one's own account or session changes it for whoever asks.
    """
    own = "/account" in row.path or "/session" in row.path
    here = row.chidi != httpx.codes.CREATED if refused else row.amara == httpx.codes.CREATED
    standing = row.method == "GET" or (here and not own)
    return pytest.param(row, id=row.name, marks=[pytest.mark.standing] if standing else [])


def routes(app: Litestar, *, options: bool = False) -> Iterator[tuple[str, str]]:
    """Walk the application: every method of every address; OPTIONS, which Litestar adds to each, if asked for."""
    for route in app.routes:
        assert isinstance(route, HTTPRoute), f"{route.path} is of a kind that this test does not walk"
        for handler in route.route_handlers:
            yield from (
                (method, route.path_format) for method in handler.http_methods if options or method != "OPTIONS"
            )


def without_a_row(app: Litestar) -> set[tuple[str, str]]:
    return set(routes(app)) - {(row.method, row.path) for row in (*ROWS, *PAGES)}


async def let_in(app: Litestar, stranger: httpx.AsyncClient) -> set[tuple[str, str]]:
    """Ask for everything without signing in; name what did not answer 401."""
    found = set()
    for method, path in routes(app, options=True):
        address = re.sub(r"\{\w+\}", str(uuid4()), path.replace("{position}", "1"))
        if (await stranger.request(method, address)).status_code != httpx.codes.UNAUTHORIZED:
            found.add((method, path))
    return found


@get("/planted", include_in_schema=False)
async def planted() -> str:
    return "anything at all"


@pytest.fixture
async def world(cast: Cast, request: pytest.FixtureRequest) -> World:
    return await kept(request, lambda: gather_world(cast))


@pytest.fixture(scope="module")
def documented(shared_app: Litestar) -> dict[str, Any]:
    found: dict[str, Any] = document(shared_app, cookie=SECURE_NAME)["paths"]
    return found


def test_every_route_has_a_row(app: Litestar) -> None:
    said = "say in tests/api/matrix.py, or of a page in tests/web/matrix.py, what each caller is answered"
    assert without_a_row(app) == set(), said
    assert {(row.method, row.path) for row in (*ROWS, *PAGES)} == set(routes(app)), "a row names a route that is gone"


@pytest.mark.own_app
def test_a_planted_route_without_a_row_is_found(app: Litestar) -> None:
    app.register(planted)

    assert without_a_row(app) == {("GET", "/planted")}


async def test_every_route_refuses_a_stranger_but_the_public_ones(app: Litestar, stranger: httpx.AsyncClient) -> None:
    assert await let_in(app, stranger) == set(PUBLIC)
    assert {(row.method, row.path) for row in (*ROWS, *PAGES) if row.public} == set(PUBLIC)


@pytest.mark.own_app
async def test_a_planted_route_refuses_a_stranger_without_being_told(
    app: Litestar, stranger: httpx.AsyncClient
) -> None:
    app.register(planted)

    assert await let_in(app, stranger) == set(PUBLIC)


@pytest.mark.parametrize("row", [only_looking(row, refused=True) for row in GUARDED])
async def test_whoever_may_not_is_refused_and_learns_nothing(
    row: Row, world: World, stranger: httpx.AsyncClient, chidi: httpx.AsyncClient, ben: httpx.AsyncClient
) -> None:
    strangers = await stranger.request(**row.request(world))
    assert (strangers.status_code, said(strangers)["type"]) == (401, "/problems/sign-in-required")

    chidis = await chidi.request(**row.request(world))
    assert chidis.status_code == row.chidi
    assert world.canary not in chidis.text
    if row.chidi == httpx.codes.NOT_FOUND:  # what is elsewhere is answered like what is not
        nobodys = await chidi.request(**row.request(world, missing=True))
        assert said(chidis) | {"request_id": ""} == said(nobodys) | {"request_id": ""}

    bens = await ben.request(**row.request(world))
    assert bens.status_code == row.ben


@pytest.mark.parametrize("row", [only_looking(row) for row in GUARDED])
async def test_amara_may_and_what_cannot_be_right_is_refused_at_its_place(
    row: Row, world: World, documented: dict[str, Any], amara: httpx.AsyncClient
) -> None:
    replies = documented[row.path][row.method.lower()]["responses"]
    before = (await amara.get("/api/v1/ledger")).json()["position"]

    bad = await amara.request(**row.request(world, bad=True))
    assert (bad.status_code, bad.headers["Content-Type"]) == (422, "application/problem+json"), bad.text
    faults = {each["pointer"]: each for each in said(bad)["errors"]}
    assert faults.keys() == {row.bad[1]}
    assert all(each["found"] and each["expected"] and each["fix"] for each in faults.values())

    if row.version:
        asked = row.request(world)
        unconditional = await amara.request(**{**asked, "headers": {}})
        stale = await amara.request(**{**asked, "headers": {"If-Match": f'"{uuid4()}"'}})
        assert (unconditional.status_code, said(unconditional)["type"]) == (428, "/problems/version-required")
        assert (stale.status_code, said(stale)["type"]) == (412, "/problems/stale")
        assert {"412", "428"} <= replies.keys()

    assert (await amara.get("/api/v1/ledger")).json()["position"] == before, "a refused request recorded something"
    good = await amara.request(**row.request(world))
    assert good.status_code == row.amara, good.text
    assert str(good.status_code) in replies
    if row.body or row.files:
        assert "422" in replies


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/employments",
        "/roles",
        "/identifiers",
        "/completions",
        "/credentials",
        "/allocations",
        "/effort",
        "/effort-review",
        "/effort-confirmations",
        "/waivers",
        "/leave",
        "/standing",
    ],
    ids=lambda path: path or "/",
)
async def test_ben_may_see_what_is_about_himself(path: str, cast: Cast, ben: httpx.AsyncClient) -> None:
    reply = await ben.get(f"/api/v1/people/{cast.ben_himself}{path}")

    assert reply.status_code == 200


async def test_amara_finds_the_canary_that_chidi_must_not(world: World, amara: httpx.AsyncClient) -> None:
    for path in ("/people", "/courses", "/people/{person}/roles", "/people/{person}/credentials"):
        assert world.canary in (await amara.get(world.at(f"/api/v1{path}"))).text, path


def said(reply: httpx.Response) -> dict[str, Any]:
    found: dict[str, Any] = reply.json()
    return found
