"""Whoever changes what signs an account in, by page or over the API: its owner gets a mail, by a real server."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from litestar import Litestar
from pydantic import SecretStr

from muster.app import create_app
from muster.http.sessions import SECURE_NAME
from muster.persistence.embedded import Embedded
from muster.settings import Settings
from tests.api.conftest import browser, session_of
from tests.cast import PASSWORD, Cast
from tests.mailbox import Mailbox, mailbox
from tests.totp import Totp
from tests.web.conftest import A_PAGE, HERE
from tests.web.test_links import read
from tests.web.test_one_time_codes import NEW, set_up

V1 = "/api/v1"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
CHANGED, SET_UP = "Your password for muster was changed", "One-time codes for muster were set up"
REMOVED, RENEWED = "One-time codes for muster were removed", "Your recovery codes for muster were made anew"


@pytest.fixture(scope="module")
async def served() -> AsyncIterator[Mailbox]:
    async with mailbox() as found:
        yield found


@pytest.fixture(scope="module")
def at(served: Mailbox, tmp_path_factory: pytest.TempPathFactory) -> Litestar:
    """A muster whose mail goes to the box, made once."""
    return mailing_to(served.url, tmp_path_factory.mktemp("home"))


def mailing_to(url: str, home: Path) -> Litestar:
    """Make a muster with a mail server."""
    settings = Settings(home=home, base_url=HERE, smtp_url=SecretStr(url), mail_from="muster@county.example")
    return create_app(settings, database=False)


@pytest.fixture
def box(served: Mailbox) -> Mailbox:
    """The box, empty."""
    served.envelopes.clear()
    return served


@pytest.fixture
async def amara(at: Litestar, box: Mailbox, database: Embedded, cast: Cast) -> AsyncIterator[httpx.AsyncClient]:
    async with browser_of(cast, at) as client:
        yield client


@asynccontextmanager
async def browser_of(cast: Cast, app: Litestar) -> AsyncIterator[httpx.AsyncClient]:
    """Give Amara's browser, in front of a muster."""
    async with browser(app) as client:
        client.headers.update({"Accept": A_PAGE, "Sec-Fetch-Site": "same-origin", "User-Agent": FIREFOX})
        client.cookies.set(SECURE_NAME, (await session_of(cast.amara))[0], domain="muster.example")
        yield client


async def by_page(who: httpx.AsyncClient, phone: Totp, what: str) -> httpx.Response:
    paths = {CHANGED: "/account/password", RENEWED: "/account/recovery-codes"}
    bodies = {
        CHANGED: {"password": PASSWORD, "new": NEW, "again": NEW},
        RENEWED: {"code": phone.code()},
        REMOVED: {"password": PASSWORD, "removal-code": phone.code()},
    }
    return await who.post(paths.get(what, "/account/one-time-codes/removal"), data=bodies[what])


async def by_api(who: httpx.AsyncClient, phone: Totp, what: str) -> httpx.Response:
    if what == CHANGED:
        return await who.post(f"{V1}/account/password", json={"password": PASSWORD, "new_password": NEW})
    if what == RENEWED:
        return await who.post(f"{V1}/account/recovery-codes", json={"code": phone.code()})
    proofs = {"password": PASSWORD, "code": phone.code()}
    return await who.request("DELETE", f"{V1}/account/one-time-codes", json=proofs)


@pytest.mark.parametrize("way", [by_page, by_api])
@pytest.mark.parametrize("what", [CHANGED, RENEWED, REMOVED])
async def test_a_change_is_told_by_mail_once(
    what: str,
    way: Callable[[httpx.AsyncClient, Totp, str], Awaitable[httpx.Response]],
    cast: Cast,
    amara: httpx.AsyncClient,
    box: Mailbox,
) -> None:
    phone, codes = await set_up(amara)
    reply = await way(amara, phone, what)

    assert reply.status_code in {200, 201, 204, 303}, reply.text
    first, second = box.mails
    assert [(each["To"], each["Subject"]) for each in (first, second)] == [
        (cast.amara.email, SET_UP),
        (cast.amara.email, what),
    ]
    text = read(second)
    assert f"{HERE}/reset\n" in text
    assert "From where: Firefox, Linux." in text
    for secret in (PASSWORD, NEW, phone.secret, *codes, phone.code()):
        assert secret not in second.as_string()


@pytest.mark.parametrize("way", [by_page, by_api])
@pytest.mark.parametrize("what", [CHANGED, RENEWED, REMOVED])
async def test_what_was_refused_is_told_to_nobody(
    what: str,
    way: Callable[[httpx.AsyncClient, Totp, str], Awaitable[httpx.Response]],
    amara: httpx.AsyncClient,
    box: Mailbox,
) -> None:
    await set_up(amara)
    reply = await way(amara, Totp("A" * 32), what) if what != CHANGED else await wrongly(amara, way)

    assert reply.status_code in {403, 422}
    assert [each["Subject"] for each in box.mails] == [SET_UP]


async def wrongly(who: httpx.AsyncClient, way: object) -> httpx.Response:
    """Change a password without knowing the one there is."""
    if way is by_api:
        return await who.post(f"{V1}/account/password", json={"password": "not this", "new_password": NEW})
    return await who.post("/account/password", data={"password": "not this", "new": NEW, "again": NEW})


async def test_codes_set_up_over_the_api_are_told_too(cast: Cast, amara: httpx.AsyncClient, box: Mailbox) -> None:
    made = await amara.post(f"{V1}/account/one-time-codes", json={"password": PASSWORD})
    assert box.mails == []
    await amara.post(
        f"{V1}/account/one-time-codes/confirmation", json={"code": Totp(made.json()["secret"]).code(ahead=-1)}
    )

    assert [(each["To"], each["Subject"]) for each in box.mails] == [(cast.amara.email, SET_UP)]


async def test_the_change_stands_when_the_mail_cannot_go_out(
    database: Embedded, cast: Cast, tmp_path: Path, box: Mailbox
) -> None:
    with socket.socket() as nobody_listens:
        nobody_listens.bind(("127.0.0.1", 0))
        url = f"smtp://127.0.0.1:{nobody_listens.getsockname()[1]}"
        async with browser_of(cast, mailing_to(url, tmp_path)) as amara:
            reply = await amara.post("/account/password", data={"password": PASSWORD, "new": NEW, "again": NEW})

    assert (reply.status_code, reply.headers["Location"]) == (303, "/account?done=password")
    assert box.mails == []
