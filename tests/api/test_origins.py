"""No page of somebody else's changes anything here: the table of attacks, over every route that could."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from litestar import Litestar, post
from litestar.routes import HTTPRoute

from muster.app import create_app
from muster.domain.access import Permission
from muster.http import origins
from muster.services import tokens
from muster.settings import Settings
from tests.api.conftest import HERE, browser
from tests.cast import NOW, PASSWORD, Cast

A_PAGE = {"Accept": "text/html"}
HARMLESS = {"GET", "HEAD", "OPTIONS"}
# What a browser sends along, by the page that the request comes from. None of it can be set by that page.
ATTACKS: Mapping[str, Mapping[str, str]] = {
    "a page of another site": {"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"},
    "a page of a sibling of ours": {"Sec-Fetch-Site": "same-site", "Origin": "https://wiki.muster.example"},
    "a page of our own name over plain http": {"Sec-Fetch-Site": "cross-site", "Origin": "http://muster.example"},
    "a sandboxed frame": {"Sec-Fetch-Site": "cross-site", "Origin": "null"},
    "an older browser, on another site": {"Origin": "https://elsewhere.example"},
    "an older browser, on a sibling": {"Origin": "https://wiki.muster.example"},
    "an older browser, in a sandboxed frame": {"Origin": "null"},
    "an older browser, on our name over plain http": {"Origin": "http://muster.example"},
    "an older browser, on our name and another port": {"Origin": "https://muster.example:8443"},
    "an older browser, on a name that ends in ours": {"Origin": "https://notmuster.example"},
    "an older browser, on a name that begins with ours": {"Origin": "https://muster.example.elsewhere.example"},
    "a browser that says nothing": {},
    "another site, under a name that leads here": {"Host": "elsewhere.example", "Origin": "https://elsewhere.example"},
    "the same, in a newer browser": {"Host": "elsewhere.example", "Sec-Fetch-Site": "same-origin"},
}
OURS: Mapping[str, Mapping[str, str]] = {
    "a page of ours": {"Sec-Fetch-Site": "same-origin", "Origin": HERE},
    "the address line": {"Sec-Fetch-Site": "none"},
    "an older browser, on a page of ours": {"Origin": HERE},
    "the same, through a web server that names itself": {"Origin": HERE, "Host": "127.0.0.1:8765"},
}


# What people do about themselves alone, which Amara, who is nobody's person here, is refused wherever she comes from.
FOR_ONESELF = r"DELETE /api/v1/(calendars|cards|disclosures|requests)/[^/]+$"


def unsafe(app: Litestar) -> list[tuple[str, str]]:
    """Walk the application: every method that may change something, with an address to send it to."""
    return sorted(
        (method, re.sub(r"\{\w+\}", str(uuid4()), route.path_format))
        for route in app.routes
        if isinstance(route, HTTPRoute)
        for method in route.methods - HARMLESS
    )


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Litestar:
    """The application, knowing its own address, as it should where people sign in."""
    return create_app(Settings(home=tmp_path_factory.mktemp("home"), base_url=HERE), database=False)


@asynccontextmanager
async def carrying(app: Litestar, signed_in: httpx.AsyncClient) -> AsyncIterator[httpx.AsyncClient]:
    """Give somebody's cookies to a browser that says nothing by itself."""
    async with browser(app, says={}) as client:
        client.cookies.update(signed_in.cookies)
        yield client


async def let_through(app: Litestar, amara: httpx.AsyncClient, attack: Mapping[str, str]) -> list[str]:
    """Send everything that may change something; name what was not refused for where it comes from."""
    found = []
    async with carrying(app, amara) as client:
        for method, address in unsafe(app):
            for kind in ({}, A_PAGE):
                reply = await client.request(method, address, headers={**attack, **kind}, data={"email": "a", "x": "b"})
                if reply.status_code != httpx.codes.FORBIDDEN:
                    found.append(f"{method} {address}: {reply.status_code}")
    return found


@pytest.mark.parametrize("attack", ATTACKS)
async def test_every_route_refuses(attack: str, named: Litestar, amara: httpx.AsyncClient) -> None:
    assert len(unsafe(named)) > 30
    assert await let_through(named, amara, ATTACKS[attack]) == []


@pytest.mark.parametrize("site", OURS)
async def test_and_lets_through_what_is_ours(site: str, named: Litestar, amara: httpx.AsyncClient) -> None:
    async with carrying(named, amara) as client:
        reply = await client.post("/api/v1/programs", headers=OURS[site], json={"name": "Night team"})

    assert reply.status_code == httpx.codes.CREATED, reply.text


async def test_a_refusal_says_why_and_nothing_was_changed(named: Litestar, amara: httpx.AsyncClient) -> None:
    before = (await amara.get("/api/v1/ledger")).json()
    said = {}
    async with carrying(named, amara) as client:
        for name, attack in ATTACKS.items():
            reply = await client.post("/api/v1/programs", headers=attack, json={"name": "Night team"})
            said[name] = reply.json()["type"].rpartition("/")[2]

    assert (await amara.get("/api/v1/ledger")).json() == before
    assert said.pop("a browser that says nothing") == "no-origin"
    assert said.pop("an older browser, on our name over plain http") == "not-over-tls"
    assert set(said.values()) == {"cross-origin"}


@pytest.mark.own_app
async def test_a_route_that_changes_something_is_found_without_being_told(
    app: Litestar, amara: httpx.AsyncClient
) -> None:
    @post("/planted", include_in_schema=False)
    async def planted() -> str:
        return "changed"

    before = len(unsafe(app))
    app.register(planted)

    assert len(unsafe(app)) == before + 1
    assert await let_through(app, amara, ATTACKS["a page of another site"]) == []


async def test_the_table_would_notice(
    named: Litestar, amara: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Take the wall away: every attack comes through to where only sign-in and sense hold it up."""
    monkeypatch.setattr("muster.http.signed.refuse_others", lambda _: None)

    own = [address for method, address in unsafe(named) if re.match(FOR_ONESELF, f"{method} {address}")]
    assert own

    for attack in ATTACKS.values():
        assert len(await let_through(named, amara, attack)) >= 2 * (len(unsafe(named)) - len(own))


async def test_reading_is_harmless_wherever_it_comes_from(named: Litestar, amara: httpx.AsyncClient) -> None:
    async with carrying(named, amara) as client:
        for attack in ATTACKS.values():
            assert (await client.get("/api/v1/programs", headers=attack)).status_code == httpx.codes.OK


async def test_a_program_without_a_cookie_need_not_say_where_it_is(named: Litestar, cast: Cast) -> None:
    async with browser(named, says={}) as program:
        form = await program.post("/sign-in", data={"email": cast.ben.email, "password": PASSWORD})
        json = await program.post("/api/v1/session", json={"email": cast.ben.email, "password": PASSWORD})

    assert form.status_code == httpx.codes.FORBIDDEN, "a form signs nobody in for somebody else's page"
    assert json.status_code == httpx.codes.CREATED


async def test_what_brings_a_token_is_judged_by_it_wherever_it_comes_from(
    named: Litestar, amara: httpx.AsyncClient, cast: Cast
) -> None:
    """No page can add one for another site without asking that site first."""
    by, may = cast.amara.principal, frozenset({Permission.PROGRAM_ADD})
    _, text = await tokens.issue_token("setting up", may, through=NOW.today, by=by, now=NOW)
    async with carrying(named, amara) as client:
        token, none = {"Authorization": f"Bearer {text}"}, {"Authorization": "Bearer of something"}
        bare = await client.post("/api/v1/programs", json={"name": "Night team"})
        added = await client.post("/api/v1/programs", json={"name": "Night team"}, headers=token)
        foreign = await client.post(
            "/api/v1/programs", json={"name": "Night team"}, headers={**token, **ATTACKS["a page of another site"]}
        )

        refused = await client.post("/api/v1/programs", json={"name": "Night team"}, headers=none)
        basic = await client.post("/api/v1/programs", json={"name": "Night team"}, auth=("somebody", "or other"))

    assert (added.status_code, foreign.status_code) == (201, 201)
    assert (refused.status_code, refused.json()["type"]) == (401, "/problems/token-refused")
    assert (bare.status_code, basic.status_code) == (403, 403), "what a browser adds by itself proves nothing"


async def test_no_reply_invites_another_site(named: Litestar, amara: httpx.AsyncClient) -> None:
    """Ask beforehand, as a browser does for another site's page: no permission is given, so it sends nothing."""
    asked = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "POST"}
    async with carrying(named, amara) as client:
        for address in {address for _, address in unsafe(named)}:
            reply = await client.options(address, headers=asked)
            assert not [name for name in reply.headers if name.lower().startswith("access-control-")], address


@pytest.fixture
def at_home(tmp_path: Path) -> Litestar:
    """The application in development mode."""
    return create_app(Settings(home=tmp_path, insecure_cookies=True), database=False)


@pytest.mark.parametrize("host", ["localhost", "localhost:8765", "127.0.0.1:8765", "[::1]:8765"])
async def test_development_mode_answers_to_this_machine(host: str, at_home: Litestar, cast: Cast) -> None:
    said = {"email": cast.amara.email, "password": PASSWORD}
    async with browser(at_home, says={"Origin": f"http://{host}"}, at=f"http://{host}") as client:
        assert (await client.get("/sign-in")).status_code == httpx.codes.OK
        assert (await client.post("/sign-in", data=said)).status_code == httpx.codes.SEE_OTHER
        assert (await client.get("/people")).status_code == httpx.codes.OK


@pytest.mark.parametrize(
    "host", ["elsewhere.example", "localhost.elsewhere.example", "127.0.0.1.nip.example", "10.0.0.7"]
)
async def test_and_to_no_other_name_that_leads_to_it(host: str, at_home: Litestar) -> None:
    async with browser(at_home, at=f"http://{host}:8765") as client:
        for path in ("/sign-in", "/health", "/api/v1/people"):
            reply = await client.get(path)
            assert (reply.status_code, reply.json()["type"]) == (403, "/problems/not-this-machine")


def test_how_muster_is_reached_is_said_in_one_place(named: Litestar, at_home: Litestar) -> None:
    assert named.state[origins.STATE] == origins.Reach(development=False, address=HERE)
    assert at_home.state[origins.STATE] == origins.Reach(development=True)
