"""What every reply carries."""

from __future__ import annotations

import re
from uuid import UUID

import httpx
import pytest

from tests.api.asking import everything_to_read
from tests.api.conftest import Caller
from tests.api.world import gather_world
from tests.cast import Cast

# The whole set. A reply of any route, by anybody, has them all.
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=()",
    "Strict-Transport-Security": "max-age=31536000",
}
PAGE = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'"
)
DATA = "default-src 'none'; frame-ancestors 'none'"
# What anybody may read, and so any cache may keep: the description of muster itself.
KEPT = {
    "/api/v1/openapi.json": "no-cache",
    "/api/v1/reference": "public, max-age=3600",
    "/problems": "public, max-age=3600",
    "/problems/{code}": "public, max-age=3600",
    "/assets/{name}": "public, max-age=31536000, immutable",
}


def missing(reply: httpx.Response, *, kept: str = "no-store") -> set[str]:
    """Name the headers that a reply does not have as it should."""
    page = reply.headers.get("Content-Type", "").startswith("text/html")
    wanted = {**ALWAYS, "Content-Security-Policy": PAGE if page else DATA, "Cache-Control": kept}
    if reply.headers.get("Referrer-Policy") == "no-referrer":  # as a page whose own address lets somebody in
        wanted["Referrer-Policy"] = "no-referrer"
    return (
        {name for name, value in wanted.items() if reply.headers.get(name) != value}
        | (set() if reply.headers.get("X-Request-ID") else {"X-Request-ID"})
        | (reply.headers.keys() & {"server", "x-powered-by"})
    )


@pytest.mark.parametrize("every", [2, pytest.param(1, marks=pytest.mark.prove)], ids="every {}".format)
async def test_every_reply_of_every_route_keeps_browsers_careful(every: int, cast: Cast, calling: Caller) -> None:
    world, kinds = await gather_world(cast), set()
    for turn, who in enumerate((None, cast.amara, cast.ben, cast.chidi)):  # each route is asked for by two of them
        client = await calling(who)
        for asked in (*[*everything_to_read(world)][turn % every :: every], {"method": "GET", "url": "/nowhere"}):
            for method in ("GET", "HEAD", "OPTIONS", "PATCH"):
                reply = await client.request(**{**asked, "method": method})
                kinds.add((reply.status_code, reply.headers.get("Content-Type", "").partition(";")[0]))
                path = template(reply)
                kept = KEPT.get(path, "no-store") if reply.is_success and method == "GET" else "no-store"
                assert missing(reply, kept=kept) == set(), f"{method} {asked['url']} {reply.status_code}"
    for seen in ((200, "text/html"), (200, "application/json"), (200, "text/css"), (303, "text/plain")):
        assert seen in kinds
    for refused in (401, 403, 404, 405):
        assert (refused, "application/problem+json") in kinds
    assert {(403, "text/html"), (404, "text/html")} <= kinds


def test_a_reply_without_them_is_found_out() -> None:
    bare = httpx.Response(200, headers={"Content-Type": "text/html", "Server": "something/1.0", **ALWAYS})
    del bare.headers["X-Frame-Options"]

    assert missing(bare) == {"X-Frame-Options", "Content-Security-Policy", "Cache-Control", "X-Request-ID", "server"}


def template(reply: httpx.Response) -> str:
    """Return the route that an address of something public is one of."""
    path = reply.request.url.path
    return next((each for each in KEPT if re.fullmatch(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(each)), path)), path)


@pytest.mark.parametrize("sent", ["7f3c2f0e-6f0a-4f56-9c55-0d6a3f0c9f11", "a1b2c3d4e5f60718"])
async def test_a_well_formed_request_id_is_kept(sent: str, stranger: httpx.AsyncClient) -> None:
    for path in ("/health", "/nowhere", "/api/v1/people"):
        assert (await stranger.get(path, headers={"X-Request-ID": sent})).headers["X-Request-ID"] == sent


@pytest.mark.parametrize(
    "sent", ["", "short", "x" * 65, "a b c d e f", "line\tbreak-12345", "<script>alert(1)</script>"]
)
async def test_any_other_is_replaced(sent: str, stranger: httpx.AsyncClient) -> None:
    found = (await stranger.get("/health", headers={"X-Request-ID": sent})).headers["X-Request-ID"]

    assert found != sent
    assert str(UUID(found)) == found


@pytest.mark.parametrize(
    ("path", "methods"),
    [("/api/v1/people", "GET, OPTIONS, POST"), (f"/api/v1/completions/{UUID(int=1)}", "DELETE, GET, OPTIONS, PUT")],
)
async def test_every_method_of_an_address_is_told(path: str, methods: str, amara: httpx.AsyncClient) -> None:
    asked = await amara.options(path)
    refused = await amara.patch(path)

    assert asked.status_code == 204
    assert asked.headers["Allow"] == ", ".join(sorted(refused.headers["Allow"].split(", "))) == methods


async def test_no_two_requests_have_the_same(stranger: httpx.AsyncClient) -> None:
    found = {(await stranger.get("/health")).headers["X-Request-ID"] for _ in range(20)}

    assert len(found) == 20


async def test_health_asks_nobody_and_ready_asks_the_database(
    stranger: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (await stranger.get("/ready")).json() == {"status": "ok"}

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("it asked the database")

    monkeypatch.setattr("muster.persistence.database.DB.transaction", refuse)
    stranger.cookies.set("__Host-session", "0" * 64, domain="muster.example")
    assert (await stranger.get("/health")).json() == {"status": "ok"}
    assert (await stranger.get("/ready")).status_code == 500
