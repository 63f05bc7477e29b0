"""A session begins at sign-in under a new id, and ends at sign-out; no other id means anything."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import httpx
import pytest
from litestar import Litestar

from muster import clock
from muster.app import create_app
from muster.domain.access import Membership, Role
from muster.domain.accounts.sessions import Session
from muster.domain.acts import Act
from muster.http.sessions import PLAIN_NAME, SECURE_NAME
from muster.persistence import accounts as store
from muster.persistence import sessions as session_store
from muster.persistence.embedded import Embedded
from muster.persistence.facts import MEMBERSHIP
from muster.persistence.ledger import recorded
from muster.settings import Settings
from tests.api.conftest import browser
from tests.cast import NOW, PASSWORD, Cast, Member

SESSION = "/api/v1/session"


@pytest.fixture(autouse=True)
def _frozen() -> None:
    """Let the clock run: sessions that are over are cleared away by the database's own."""


async def sign_in(client: httpx.AsyncClient, who: Member, **more: object) -> httpx.Response:
    return await client.post(SESSION, json={"email": who.email, "password": PASSWORD, **more})


def carried(client: httpx.AsyncClient) -> str:
    return client.cookies[SECURE_NAME]


def plant(client: httpx.AsyncClient, key: str) -> None:
    client.cookies.clear()
    client.cookies.set(SECURE_NAME, key, domain="muster.example")


async def kept(key: str) -> Session | None:
    """Return what the database keeps under the digest of an id."""
    return await session_store.session(hashlib.sha256(key.encode()).hexdigest(), at=clock.instant())


async def test_signing_in_sets_a_cookie_that_scripts_and_other_sites_cannot_use(app: Litestar, cast: Cast) -> None:
    async with browser(app) as client:
        reply = await sign_in(client, cast.amara)

        assert reply.status_code == 201
        assert reply.json()["roles"] == ["administrator"]
        cookies = [each.split("; ") for each in reply.headers.get_list("Set-Cookie")]
        assert [name.partition("=")[0] for name, *_ in cookies] == ["__Host-session", "__Host-browser"]
        for (_, *flags), lasts in zip(cookies, (12 * 3600, 180 * 24 * 3600), strict=True):
            said = {each.lower() for each in flags}
            assert said == {"httponly", f"max-age={lasts}", "path=/", "samesite=strict", "secure"}
        assert (await client.get(SESSION)).json() == reply.json()


async def test_a_wrong_password_and_an_unknown_address_are_refused_alike(app: Litestar, cast: Cast) -> None:
    async with browser(app) as client:
        wrong = await client.post(SESSION, json={"email": cast.amara.email, "password": "something else entirely"})
        unknown = await client.post(SESSION, json={"email": "nobody@example.org", "password": PASSWORD})

    assert wrong.status_code == unknown.status_code == 401
    assert wrong.json() | {"request_id": ""} == unknown.json() | {"request_id": ""}
    assert "Set-Cookie" not in wrong.headers


@pytest.mark.parametrize("planted", ["5ca1ab1e" * 8, "attacker-chosen", "null", "0" * 64, "' OR 1=1 --"])
async def test_a_planted_id_is_never_accepted(planted: str, app: Litestar, cast: Cast) -> None:
    async with browser(app) as client, browser(app) as attacker:
        plant(client, planted)
        assert (await client.get(SESSION)).status_code == 401
        assert await kept(planted) is None, "an invented id was stored"

        await sign_in(client, cast.amara)

        assert carried(client) != planted
        assert await kept(planted) is None
        plant(attacker, planted)
        assert (await attacker.get(SESSION)).status_code == 401


async def test_every_sign_in_has_an_id_of_its_own_and_ends_the_one_before(app: Litestar, cast: Cast) -> None:
    async with browser(app) as client, browser(app) as thief:
        await sign_in(client, cast.amara)
        first = carried(client)
        await sign_in(client, cast.amara)

        assert carried(client) != first
        assert (await client.get(SESSION)).status_code == 200
        plant(thief, first)
        assert (await thief.get(SESSION)).status_code == 401


async def test_signing_out_ends_the_session_on_the_server_too(app: Litestar, cast: Cast) -> None:
    async with browser(app) as client, browser(app) as other, browser(app) as thief:
        await sign_in(client, cast.amara)
        await sign_in(other, cast.amara)
        copied = carried(client)

        assert (await client.delete(SESSION)).status_code == 204

        assert SECURE_NAME not in client.cookies
        plant(thief, copied)
        assert (await thief.get(SESSION)).status_code == 401
        assert (await other.get(SESSION)).status_code == 200, "only this browser was signed out"


async def test_what_the_database_keeps_lets_nobody_in(app: Litestar, cast: Cast) -> None:
    async with browser(app) as client, browser(app) as thief:
        await sign_in(client, cast.amara)
        digest = hashlib.sha256(carried(client).encode()).hexdigest()

        assert await kept(carried(client)) is not None
        assert await session_store.session(carried(client), at=clock.instant()) is None
        plant(thief, digest)
        assert (await thief.get(SESSION)).status_code == 401


async def test_a_stranger_is_given_no_cookie(app: Litestar) -> None:
    async with browser(app) as client:
        for path in (SESSION, "/health", "/ready", "/api/v1/reference", "/api/v1/people", "/nowhere"):
            assert "Set-Cookie" not in (await client.get(path)).headers, path


async def test_a_sign_in_ends_after_its_hours(app: Litestar, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    async with browser(app) as client:
        await sign_in(client, cast.amara)
        now = clock.instant()

        for minutes in (*range(29, 12 * 60, 29), 12 * 60 - 1):
            monkeypatch.setattr(clock, "instant", lambda minutes=minutes: now + timedelta(minutes=minutes))
            assert (await client.get(SESSION)).status_code == 200
        monkeypatch.setattr(clock, "instant", lambda: now + timedelta(hours=12, seconds=1))
        assert (await client.get(SESSION)).status_code == 401


async def test_a_membership_that_ends_ends_the_session_with_it(app: Litestar, cast: Cast) -> None:
    async with browser(app) as client:
        await sign_in(client, cast.ben)
        assert (await client.get("/api/v1/programs")).status_code == 200
        (place,) = cast.ben.principal.memberships
        assert place.fact is not None

        async with recorded(
            cast.amara.principal.scope, Act.MEMBERSHIP_GRANTED, at=NOW.at
        ) as entry:  # no act ends one yet
            await entry.withdraw(MEMBERSHIP, place.fact)

        assert (await client.get("/api/v1/programs")).status_code == 401


async def test_who_belongs_to_several_agencies_says_which(app: Litestar, cast: Cast) -> None:
    account = cast.amara.principal.scope.account
    assert account is not None
    far = cast.chidi.principal.scope
    async with recorded(far, Act.MEMBERSHIP_GRANTED, at=NOW.at) as entry:
        await store.add_membership(entry, account, Membership(far.agency, Role.AUDITOR))

    async with browser(app) as client:
        unsaid = await sign_in(client, cast.amara)
        said = await sign_in(client, cast.amara, agency=str(far.agency))

    assert (unsaid.status_code, unsaid.json()["type"]) == (409, "/problems/which-agency")
    assert (said.json()["agency"], said.json()["roles"]) == (str(far.agency), ["auditor"])


async def test_over_plain_http_the_cookie_has_a_plain_name(database: Embedded, cast: Cast) -> None:
    app = create_app(Settings(insecure_cookies=True), database=False)
    async with browser(app, at="http://localhost:8765") as client:
        reply = await sign_in(client, cast.amara)

        assert reply.headers["Set-Cookie"].startswith(f"{PLAIN_NAME}=")
        assert "secure" not in reply.headers["Set-Cookie"].lower()
        assert "Strict-Transport-Security" not in reply.headers
        assert (await client.get(SESSION)).status_code == 200
