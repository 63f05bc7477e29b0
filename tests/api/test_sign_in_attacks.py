"""What somebody tries who wants another's session or password: fixation, half sessions, guessing, forged headers."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from datetime import datetime, timedelta
from uuid import uuid4

import httpx
import pytest
from litestar import Litestar
from litestar.routes import HTTPRoute
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from muster import clock
from muster.domain.access import Role
from muster.domain.accounts.attempts import MOST, Counted
from muster.http.sessions import SECURE_BROWSER, SECURE_NAME
from muster.http.signed import HALFWAY, PUBLIC
from muster.persistence import accounts as store
from muster.persistence import database
from muster.persistence import sessions as session_store
from muster.services import account_events
from tests.api.conftest import Caller, browser
from tests.cast import NOW, PASSWORD, Cast, Member, address, join, somewhere
from tests.totp import Totp

V1 = "/api/v1"
SESSION = f"{V1}/session"
NEW = "another sentence that nobody else would say"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"


class Watch:
    """A clock that the test moves. It begins when the clock of the machine is: the database sweeps by that."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def on(self, **how_long: float) -> None:
        """Let time go by."""
        self.at += timedelta(**how_long)


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    found = Watch(NOW.at)
    monkeypatch.setattr(clock, "instant", lambda: found.at)
    return found


async def sign_in(client: httpx.AsyncClient, who: Member, **more: object) -> httpx.Response:
    return await client.post(SESSION, json={"email": who.email, "password": PASSWORD, **more})


def carried(client: httpx.AsyncClient) -> str:
    return client.cookies[SECURE_NAME]


async def lets_in(app: Litestar, key: str) -> bool:
    """Does a copy of this cookie, in another browser, see anything?"""
    async with browser(app) as thief:
        thief.cookies.set(SECURE_NAME, key, domain="muster.example")
        seen = {(await thief.get(path)).status_code for path in (SESSION, f"{V1}/account", f"{V1}/programs")}
    assert len(seen) == 1
    return seen == {200}


async def with_codes(client: httpx.AsyncClient) -> tuple[Totp, list[str]]:
    """Set one-time codes up for whoever is signed in; return the phone and the recovery codes."""
    made = await client.post(f"{V1}/account/one-time-codes", json={"password": PASSWORD})
    phone = Totp(made.json()["secret"])
    code = phone.code(clock.instant(), ahead=-1)
    confirmed = await client.post(f"{V1}/account/one-time-codes/confirmation", json={"code": code})
    assert confirmed.status_code == 201, confirmed.text
    return phone, confirmed.json()["recovery_codes"]


# -- fixation


async def test_no_id_outlives_what_ends_it(app: Litestar, cast: Cast, watch: Watch) -> None:
    """Every id that a browser ever carried is tried again once it should be worth nothing."""
    spent: list[str] = []
    async with browser(app) as client, browser(app) as other:
        planted = "5ca1ab1e" * 8
        client.cookies.set(SECURE_NAME, planted, domain="muster.example")
        spent.append(planted)

        async def done(what: str, reply: httpx.Response, *, status: int = 204) -> None:
            assert reply.status_code == status, f"{what}: {reply.text}"
            assert carried(client) not in spent, f"{what} kept an id"
            assert await lets_in(app, carried(client)), f"{what} signed out whoever did it"
            for key in spent:
                assert not await lets_in(app, key), f"{what}: an id of before still lets somebody in"

        await done("signing in", await sign_in(client, cast.amara), status=201)
        await sign_in(other, cast.amara)
        assert await lets_in(app, carried(other))
        spent.append(carried(client))
        await done("signing in again", await sign_in(client, cast.amara), status=201)

        spent += [carried(client), carried(other)]
        body = {"password": PASSWORD, "new_password": NEW}
        await done("changing the password", await client.post(f"{V1}/account/password", json=body))

        spent.append(carried(client))
        made = await client.post(f"{V1}/account/one-time-codes", json={"password": NEW})
        phone = Totp(made.json()["secret"])
        code = {"code": phone.code(watch.at)}
        await done(
            "setting codes up",
            await client.post(f"{V1}/account/one-time-codes/confirmation", json=code),
            status=201,
        )

        spent.append(carried(client))
        both = {"password": NEW, "code": phone.code(watch.at, ahead=1)}
        await done("removing codes", await client.request("DELETE", f"{V1}/account/one-time-codes", json=both))

        last = carried(client)
        await client.delete(SESSION)
        assert not await lets_in(app, last)
    assert len(set(spent)) == 6


@pytest.mark.parametrize("how", ["disabled", "password set", "second factor forgotten"])
async def test_what_whoever_runs_the_machine_does_ends_every_session(
    how: str, app: Litestar, cast: Cast, watch: Watch
) -> None:
    async with browser(app) as client, browser(app) as other:
        await sign_in(client, cast.amara)
        if how == "second factor forgotten":
            phone, _ = await with_codes(client)
            await sign_in(other, cast.amara, code=phone.code(watch.at))
        else:
            await sign_in(other, cast.amara)
        keys = [carried(client), carried(other)]
        assert [await lets_in(app, key) for key in keys] == [True, True]

        if how == "disabled":
            await account_events.disable(cast.amara.email, at=watch.at)
        elif how == "password set":
            await account_events.set_password(cast.amara.email, NEW, at=watch.at)
        else:
            await account_events.forget_second_factor(cast.amara.email, NEW, at=watch.at)

        assert [await lets_in(app, key) for key in keys] == [False, False]
        assert (await sign_in(client, cast.amara)).json()["type"] == "/problems/sign-in-failed"


async def test_a_disabled_account_is_answered_like_no_account(app: Litestar, cast: Cast, watch: Watch) -> None:
    await account_events.disable(cast.amara.email, at=watch.at)
    async with browser(app) as client:
        shut = await sign_in(client, cast.amara)
        unknown = await client.post(SESSION, json={"email": address(), "password": PASSWORD})

    assert shut.status_code == unknown.status_code == 401
    assert shut.json() | {"request_id": ""} == unknown.json() | {"request_id": ""}


async def test_one_s_own_sessions_are_listed_and_ended_and_nobody_else_s(
    app: Litestar, cast: Cast, watch: Watch
) -> None:
    async with browser(app) as here, browser(app) as there, browser(app) as bens:
        await sign_in(there, cast.amara)
        watch.on(minutes=2)
        here.headers["User-Agent"] = FIREFOX
        await sign_in(here, cast.amara)
        await sign_in(bens, cast.ben)

        listed = (await here.get(f"{V1}/account/sessions")).json()["items"]
        assert [(each["this"], each["browser"]) for each in listed] == [(True, "Firefox, Linux"), (False, "")]
        (bens_only,) = (await bens.get(f"{V1}/account/sessions")).json()["items"]

        assert (await here.delete(f"{V1}/account/sessions/{bens_only['id']}")).status_code == 404
        assert (await here.delete(f"{V1}/account/sessions/{uuid4()}")).status_code == 404
        assert await lets_in(app, carried(bens))
        assert (await here.delete(f"{V1}/account/sessions/{listed[1]['id']}")).status_code == 204
        assert (await there.get(SESSION)).status_code == 401
        await sign_in(there, cast.amara)
        assert (await here.delete(f"{V1}/account/sessions")).status_code == 204
        assert [await lets_in(app, carried(each)) for each in (here, there, bens)] == [True, False, True]


# -- idle


async def test_a_session_that_nothing_is_done_with_ends(app: Litestar, cast: Cast, watch: Watch) -> None:
    async with browser(app) as client:
        await sign_in(client, cast.amara)
        watch.on(minutes=29)
        assert (await client.get(SESSION)).status_code == 200
        watch.on(minutes=29)
        assert (await client.get(SESSION)).status_code == 200, "it is used, so it goes on"
        watch.on(minutes=30)
        assert (await client.get(SESSION)).status_code == 401


async def test_a_responder_s_phone_stays_signed_in_for_a_week(app: Litestar, cast: Cast, watch: Watch) -> None:
    async with browser(app) as client:
        reply = await sign_in(client, cast.ben)
        assert "Max-Age=604800" in reply.headers["Set-Cookie"]
        watch.on(days=6, hours=23)
        assert (await client.get(SESSION)).status_code == 200
        watch.on(hours=2)
        assert (await client.get(SESSION)).status_code == 401, "a week in all, used or not"


async def test_who_comes_to_see_more_than_themselves_signs_in_anew(
    app: Litestar, cast: Cast, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with browser(app) as client:
        await sign_in(client, cast.ben)
        officer = await join(cast.amara, Role.HR)
        more = (*cast.ben.principal.memberships, *officer.principal.memberships)

        async def memberships(_: object, **__: object) -> object:
            return more

        monkeypatch.setattr(store, "memberships", memberships)
        assert (await client.get(SESSION)).status_code == 401
        asked = await client.get("/sign-in", headers={"Accept": "text/html"})
        assert asked.status_code == 200, "it does not send them round in a circle"
        await sign_in(client, cast.ben)
        assert sorted((await client.get(SESSION)).json()["roles"]) == ["hr", "responder"]


async def test_that_a_session_is_used_is_written_once_a_minute(
    app: Litestar, cast: Cast, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []

    async def watched(sql: str, *values: object) -> object:
        if sql.startswith("UPDATE session"):
            written.append(sql)
        return await database.fetch(sql, *values)

    monkeypatch.setattr(session_store, "fetch", watched)
    async with browser(app) as client:
        await sign_in(client, cast.amara)
        for _ in range(600):  # ten minutes, a request a second
            watch.on(seconds=1)
            await session_store.session(hashlib.sha256(carried(client).encode()).hexdigest(), at=watch.at)

    assert len(written) == 10


# -- halfway


def routes(app: Litestar) -> list[tuple[str, str]]:
    return [
        (method, route.path_format)
        for route in app.routes
        if isinstance(route, HTTPRoute)
        for handler in route.route_handlers
        for method in handler.http_methods
    ]


async def halfway(app: Litestar, who: Member, client: httpx.AsyncClient) -> Totp:
    """Bring a browser to where the code is asked for."""
    async with browser(app) as own:
        await sign_in(own, who)
        phone, _ = await with_codes(own)
    client.headers.update({"Accept": "text/html", "Sec-Fetch-Site": "same-origin"})
    reply = await client.post("/sign-in", data={"email": who.email, "password": PASSWORD, "next": "/account"})
    assert (reply.status_code, reply.headers["Location"]) == (303, "/sign-in/code?next=/account")
    return phone


async def test_halfway_in_nothing_is_open_but_the_next_step(app: Litestar, cast: Cast, watch: Watch) -> None:
    async with browser(app) as client:
        await halfway(app, cast.amara, client)
        client.headers["Accept"] = "application/json"
        open_to_them = set()
        for method, path in routes(app):
            address = re.sub(r"\{\w+\}", str(uuid4()), path.replace("{position}", "1"))
            before = carried(client)
            if (await client.request(method, address)).status_code != httpx.codes.UNAUTHORIZED:
                open_to_them.add((method, path))
            client.cookies.set(SECURE_NAME, before, domain="muster.example")  # signing out is open to anybody

    assert open_to_them - set(PUBLIC) <= HALFWAY | {("OPTIONS", path) for _, path in HALFWAY}
    assert ("GET", "/sign-in/code") in open_to_them, "the control: the next step is open"


async def test_the_code_makes_a_session_of_it_under_another_id(app: Litestar, cast: Cast, watch: Watch) -> None:
    async with browser(app) as client:
        phone = await halfway(app, cast.amara, client)
        half = carried(client)
        assert not await lets_in(app, half)

        wrong = await client.post("/sign-in/code", data={"code": "000000", "next": "/account"})
        right = await client.post("/sign-in/code", data={"code": phone.code(watch.at), "next": "/account"})

        assert wrong.status_code == 401
        assert (right.status_code, right.headers["Location"]) == (303, "/account")
        assert carried(client) != half
        assert await lets_in(app, carried(client))
        assert not await lets_in(app, half)
        (held,) = [each for each in (await client.get(f"{V1}/account/sessions")).json()["items"] if each["this"]]
        assert held["second_factor"]


async def test_halfway_lasts_five_minutes(app: Litestar, cast: Cast, watch: Watch) -> None:
    async with browser(app) as client:
        phone = await halfway(app, cast.amara, client)
        watch.on(minutes=4, seconds=59)
        assert (await client.get("/sign-in/code")).status_code == 200
        watch.on(seconds=2)
        late = await client.post("/sign-in/code", data={"code": phone.code(watch.at)})

    assert (late.status_code, late.headers["Location"]) == (303, "/sign-in")


async def test_halfway_is_not_listed_and_ends_when_the_password_is_set(app: Litestar, cast: Cast, watch: Watch) -> None:
    async with browser(app) as client:
        phone = await halfway(app, cast.amara, client)
        await account_events.set_password(cast.amara.email, NEW, at=watch.at)
        late = await client.post("/sign-in/code", data={"code": phone.code(watch.at)})

    assert late.headers["Location"] == "/sign-in"


async def test_over_the_api_the_code_goes_with_the_password(app: Litestar, cast: Cast, watch: Watch) -> None:
    async with browser(app) as client, browser(app) as stranger:
        await sign_in(client, cast.amara)
        phone, recovery = await with_codes(client)

        asked = await sign_in(stranger, cast.amara)
        assert (asked.status_code, asked.json()["type"]) == (401, "/problems/second-factor-required")
        assert "Set-Cookie" not in asked.headers
        guessed = await stranger.post(
            SESSION, json={"email": cast.amara.email, "password": "not this", "code": "1" * 6}
        )
        assert guessed.json()["type"] == "/problems/sign-in-failed", (
            "without the password it is not said that there is a code"
        )
        wrong = await sign_in(stranger, cast.amara, code="000000")
        assert (wrong.status_code, wrong.json()["type"]) == (401, "/problems/wrong-code")

        needless = await sign_in(stranger, cast.ben, code="000000")
        (held,) = (await stranger.get(f"{V1}/account/sessions")).json()["items"]
        assert (needless.status_code, held["second_factor"]) == (201, False), (
            "a code that nobody asked for proves nothing"
        )

        code = phone.code(watch.at)
        assert (await sign_in(stranger, cast.amara, code=code)).status_code == 201
        assert (await sign_in(client, cast.amara, code=code)).json()["type"] == "/problems/wrong-code"
        assert (await sign_in(client, cast.amara, code=recovery[0])).status_code == 201
        assert (await sign_in(stranger, cast.amara, code=recovery[0])).json()["type"] == "/problems/wrong-code"


# -- guessing


async def guess(client: httpx.AsyncClient, email: str, password: str = "not this", **headers: str) -> httpx.Response:  # noqa: S107
    return await client.post(SESSION, json={"email": email, "password": password}, headers=headers)


async def test_a_thousand_guesses_of_one_account(app: Litestar, cast: Cast) -> None:
    async with browser(app) as attacker:
        replies = [await guess(attacker, cast.amara.email, str(number)) for number in range(1000)]

    assert Counter(each.status_code for each in replies) == {401: 10, 429: 990}
    refused = replies[-1]
    assert refused.json()["type"] == "/problems/too-many-tries"
    assert 0 < int(refused.headers["Retry-After"]) <= 15 * 60


async def test_a_forged_address_changes_nothing(app: Litestar, cast: Cast) -> None:
    forged = ("X-Forwarded-For", "X-Real-IP", "Forwarded", "X-Client-IP", "CF-Connecting-IP", "True-Client-IP")
    async with browser(app) as attacker:
        replies = [
            await guess(attacker, cast.amara.email, **dict.fromkeys(forged, f"203.0.113.{number % 250}"))
            for number in range(200)
        ]

    assert Counter(each.status_code for each in replies) == {401: 10, 429: 190}


def behind(app: Litestar, *trusted: str) -> ProxyHeadersMiddleware:
    """Return the application as the server calls it that was told which proxies to trust."""
    return ProxyHeadersMiddleware(app, list(trusted))  # type: ignore[arg-type]  # uvicorn types an ASGI app otherwise


async def test_behind_a_proxy_that_is_named_everybody_has_their_own_address(app: Litestar, cast: Cast) -> None:
    proxy = somewhere().address
    async with browser(behind(app, proxy), address=proxy) as through:
        attacker, other = somewhere().address, somewhere().address
        for _ in range(10):
            await guess(through, cast.amara.email, **{"X-Forwarded-For": attacker})
        for number in range(50):  # what the client says of itself stands before what the proxy adds
            forged = await guess(through, cast.amara.email, **{"X-Forwarded-For": f"203.0.113.{number}, {attacker}"})
            assert forged.status_code == 429
        victim = await guess(through, cast.amara.email, PASSWORD, **{"X-Forwarded-For": other})

    assert victim.status_code == 201


async def test_a_proxy_that_is_not_named_is_believed_nothing(app: Litestar, cast: Cast) -> None:
    async with browser(behind(app, somewhere().address)) as attacker:
        replies = [
            await guess(attacker, cast.amara.email, **{"X-Forwarded-For": somewhere().address}) for _ in range(50)
        ]

    assert Counter(each.status_code for each in replies) == {401: 10, 429: 40}


async def test_a_thousand_guesses_from_elsewhere_and_the_victim_still_gets_in(app: Litestar, cast: Cast) -> None:
    async with browser(app) as victim:
        await sign_in(victim, cast.amara)
        await victim.delete(SESSION)
        guessed: Counter[int] = Counter()
        for number in range(1000):
            async with browser(app) as attacker:
                guessed[(await guess(attacker, cast.amara.email, str(number))).status_code] += 1

        assert guessed == {401: MOST[Counted.ACCOUNT], 429: 1000 - MOST[Counted.ACCOUNT]}
        assert (await sign_in(victim, cast.amara)).status_code == 201
    async with browser(app) as stranger:
        assert (await sign_in(stranger, cast.amara)).status_code == 429, "the control: it is the browser that is known"


async def test_the_cookie_of_a_browser_is_new_at_every_sign_in_and_lets_nobody_in(app: Litestar, cast: Cast) -> None:
    async with browser(app) as client, browser(app) as thief:
        planted = "ab" * 32
        client.cookies.set(SECURE_BROWSER, planted, domain="muster.example")
        await sign_in(client, cast.amara)
        first = client.cookies[SECURE_BROWSER]
        await sign_in(client, cast.amara)

        assert len({planted, first, client.cookies[SECURE_BROWSER]}) == 3
        for value in (planted, first):
            known = await session_store.accounts_known_to(hashlib.sha256(value.encode()).hexdigest(), at=NOW.at)
            assert known == frozenset()
        thief.cookies.set(SECURE_BROWSER, client.cookies[SECURE_BROWSER], domain="muster.example")
        assert (await thief.get(SESSION)).status_code == 401


async def test_the_page_says_how_long_to_wait(app: Litestar, cast: Cast, calling: Caller) -> None:
    client = await calling(None)
    client.headers.update({"Accept": "text/html", "Sec-Fetch-Site": "same-origin"})
    wrong = {"email": cast.amara.email, "password": "not this"}
    for _ in range(10):
        await client.post("/sign-in", data=wrong)

    reply = await client.post("/sign-in", data=wrong)

    assert reply.status_code == 429
    assert reply.headers["Retry-After"] == "900"
    assert "That went wrong too often. Try again in 15 minutes." in reply.text
