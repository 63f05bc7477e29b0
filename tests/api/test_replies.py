"""What every reply carries."""

from __future__ import annotations

from uuid import UUID

import httpx
import pytest

from tests.cast import Cast

PLACES = ("/api/v1/session", "/api/v1/people", "/api/v1/reference", "/problems", "/health", "/nowhere")


@pytest.mark.parametrize("path", PLACES)
async def test_browsers_are_kept_careful(path: str, amara: httpx.AsyncClient) -> None:
    reply = await amara.get(path)

    policy = reply.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert reply.headers["Referrer-Policy"] == "same-origin"
    assert reply.headers["Strict-Transport-Security"] == "max-age=31536000"


@pytest.mark.parametrize("path", ["/api/v1/session", "/api/v1/people", "/api/v1/people/{ben}/standing", "/nowhere"])
async def test_what_is_personal_is_kept_by_nobody_on_the_way(path: str, cast: Cast, amara: httpx.AsyncClient) -> None:
    reply = await amara.get(path.format(ben=cast.ben_himself))

    assert reply.headers["Cache-Control"] == "no-store"


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
