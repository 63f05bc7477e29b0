"""Links by mail, as a browser and a mail program meet them: to look changes nothing, and nothing is told."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from email.message import EmailMessage
from pathlib import Path

import httpx
import pytest
from litestar import Litestar

from muster.app import create_app
from muster.domain.access import Role
from muster.http.sessions import SECURE_NAME
from muster.persistence import accounts as account_store
from muster.persistence.embedded import Embedded
from muster.services import links as service
from muster.settings import Settings
from tests.api.conftest import browser
from tests.cast import NOW, PASSWORD, Cast, Member, join
from tests.letters import HERE, Tray, invited, path_in
from tests.mailbox import mailbox, parsed
from tests.persistence.rigs import superuser, tables
from tests.totp import Totp
from tests.web.conftest import A_PAGE, Looker
from tests.web.markup import Markup

ANOTHER = "another sentence that only a test would say"
ASKING = {"/sign-in/link": "Send the link", "/reset": "Send the link"}


@pytest.fixture
async def tray() -> Tray:
    return Tray()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def at(home: Path) -> Litestar:
    """A muster that writes its mail into a folder, made once."""
    return create_app(Settings(home=home, base_url=HERE), database=False)


@pytest.fixture
async def box(database: Embedded, at: Litestar, home: Path) -> AsyncIterator[Post]:
    """A browser in front of it, and what comes from now on."""
    async with browser(at) as client:
        client.headers.update({"Accept": A_PAGE, "Sec-Fetch-Site": "same-origin", "Origin": HERE})
        found = Post(at, client, home / "mail")
        found.letters()
        yield found


def read(mail: EmailMessage) -> str:
    plain = mail.get_body(["plain"])
    assert plain
    return str(plain.get_content()).replace("\r\n", "\n")


class Post:
    """A browser, and what comes by mail."""

    def __init__(self, app: Litestar, client: httpx.AsyncClient, folder: Path) -> None:
        self.app, self.client, self._folder, self._read = app, client, folder, set[Path]()

    def letters(self) -> list[tuple[str, str, str]]:
        """Return what has come since the last time: to whom, about what, and the plain text."""
        new = [each for each in sorted(self._folder.glob("*.eml")) if each not in self._read]
        self._read |= set(new)
        found = [parsed(each.read_bytes()) for each in new]
        return [(each["To"], each["Subject"], read(each)) for each in found]

    def path(self) -> str:
        """Return where the link of the one letter that has come leads."""
        ((_, _, text),) = self.letters()
        (found,) = [line.removeprefix(HERE) for line in text.splitlines() if line.startswith(HERE)]
        return found


def let_in(reply: httpx.Response) -> bool:
    return any(each.startswith(f"{SECURE_NAME}=") for each in reply.headers.get_list("Set-Cookie"))


def same(reply: httpx.Response, email: str) -> str:
    """Return a reply without the address that was typed and the number of its request."""
    return reply.text.replace(email, "").replace(reply.headers["X-Request-ID"], "")


# -- asking


@pytest.mark.parametrize("path", ASKING)
async def test_the_reply_is_the_same_whoever_is_asked_for(path: str, cast: Cast, stranger: httpx.AsyncClient) -> None:
    said, page = set(), ""
    for email in (cast.ben.email, cast.amara.email, "nobody@example.org", "no@address@at.all"):
        reply = await stranger.post(path, data={"email": email})
        said.add((reply.status_code, same(reply, email), tuple(sorted(set(reply.headers) - {"content-length"}))))
        page = reply.text

    ((status, text, _),) = said
    assert status == 200
    assert "Look at your mail" in text
    assert Markup(page).faults == []


@pytest.mark.parametrize("path", ASKING)
async def test_the_reply_has_gone_before_anybody_is_looked_for(
    path: str, cast: Cast, stranger: httpx.AsyncClient, shared_app: Litestar, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ask as a server does, message by message: the last of the reply is out while the question is still stuck."""
    stuck, looked, replied = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def look(_: str) -> None:
        looked.set()
        await stuck.wait()

    monkeypatch.setattr(account_store, "account_of", look)
    body = f"email={cast.ben.email}".encode()
    request = stranger.build_request(
        "POST", path, content=body, headers={"Content-Type": "application/x-www-form-urlencoded"}
    )

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, object]) -> None:
        if message["type"] == "http.response.body" and not message.get("more_body"):
            assert not looked.is_set(), "it was looked who that is before the reply had gone"
            replied.set()

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "https",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
        "client": ("127.0.0.1", 1),
        "server": ("muster.example", 443),
    }
    working = asyncio.create_task(shared_app(scope, receive, send))  # type: ignore[arg-type]  # plainer than Litestar types it
    async with asyncio.timeout(10):
        await replied.wait()
        await looked.wait()
    assert not working.done(), "the control: it is being looked for by now"
    stuck.set()
    await working


@pytest.mark.parametrize("path", ASKING)
async def test_what_is_no_address_is_asked_for_again(path: str, stranger: httpx.AsyncClient) -> None:
    reply = await stranger.post(path, data={"email": "ines"})

    page = Markup(reply.text)
    assert (reply.status_code, page.faults) == (422, [])
    assert page.fields == {"email": "ines"}


async def test_the_sign_in_page_offers_both(stranger: httpx.AsyncClient) -> None:
    assert set(ASKING) <= set(Markup((await stranger.get("/sign-in")).text).links)


# -- signing in


async def test_a_responder_signs_in_with_a_link_and_it_is_good_once(cast: Cast, box: Post) -> None:
    await box.client.post("/sign-in/link", data={"email": cast.ben.email})
    path = box.path()

    page = Markup((await box.client.get(path)).text)
    first, second = await box.client.post(path), await browser_of(box).post(path)

    assert page.faults == []
    assert page.text("button") == "Sign in on this device"
    assert (first.status_code, first.headers["Location"], let_in(first)) == (303, "/", True)
    assert (await box.client.get("/me")).status_code == 200
    assert (second.status_code, let_in(second)) == (404, False)
    assert Markup(second.text).text("h1") == "This link is over"
    assert Markup(second.text).faults == []


def browser_of(box: Post) -> httpx.AsyncClient:
    """Return another browser."""
    found = browser(box.app)
    found.headers.update(box.client.headers)
    return found


async def test_of_a_hundred_browsers_that_press_the_button_at_once_one_is_let_in(cast: Cast, box: Post) -> None:
    await box.client.post("/sign-in/link", data={"email": cast.ben.email})
    path = box.path()

    replies = await asyncio.gather(*(browser_of(box).post(path) for _ in range(100)))

    assert sum(map(let_in, replies)) == 1
    assert sorted({each.status_code for each in replies}) == [303, 404]


async def test_staff_read_why_they_get_no_link(cast: Cast, box: Post) -> None:
    hr = await join(cast.amara, Role.HR)
    await box.client.post("/sign-in/link", data={"email": hr.email})

    ((to, subject, text),) = box.letters()
    assert (to, subject) == (hr.email, "Signing in to muster takes more than a link")
    assert f"{HERE}/sign-in\n" in text
    assert "/sign-in/link/" not in text


async def test_a_link_in_another_browser_than_it_was_asked_in_is_as_good(cast: Cast, box: Post) -> None:
    await box.client.post("/sign-in/link", data={"email": cast.ben.email})

    assert let_in(await browser_of(box).post(box.path()))


# -- looking


async def everything(server: Embedded) -> dict[str, list[str]]:
    async with superuser(server) as root:
        return {
            table: sorted(map(repr, await root.fetch(f"SELECT * FROM {table}")))  # noqa: S608 - from the catalogue
            for table in await tables(root)
        }


@pytest.fixture
async def every_link(cast: Cast, box: Post) -> list[str]:
    """Return one link of each purpose."""
    found = []
    for path in ASKING:
        await box.client.post(path, data={"email": cast.ben.email})
        found.append(box.path())
    tray = Tray()
    for email in (f"new.{cast.agency.hex}@example.org", cast.ben.email):
        await invited(email, by=cast.amara.principal, tray=tray)
    return [*found, *tray.paths]


@pytest.mark.prove
async def test_to_look_at_a_link_changes_nothing_however_often(
    database: Embedded, box: Post, every_link: list[str]
) -> None:
    before = await everything(database)

    for path in every_link:
        for headers in ({}, {"Sec-Fetch-Site": "none"}, {"Sec-Fetch-Site": "cross-site"}, {"Accept": "*/*"}):
            for method in ("GET", "HEAD", "OPTIONS"):
                reply = await browser_of(box).request(method, path, headers=headers)
                assert reply.status_code in {200, 303, 401, 405}, f"{method} {path}"
                assert "Set-Cookie" not in reply.headers

    assert await everything(database) == before
    assert let_in(await box.client.post(every_link[0])), "the control: it was still good"
    assert await everything(database) != before


async def test_the_page_of_a_link_is_kept_by_nobody_and_told_to_nobody(box: Post, every_link: list[str]) -> None:
    for path in every_link:
        for reply in (await box.client.get(path), await box.client.get(f"{path[:-1]}_")):
            assert reply.headers["Referrer-Policy"] == "no-referrer"
            assert reply.headers["Cache-Control"] == "no-store"
            assert Markup(reply.text).faults == []


async def test_no_link_and_no_address_gets_into_the_log(
    cast: Cast, box: Post, every_link: list[str], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    for path in every_link:
        await box.client.get(path)
        await box.client.post(path, data={"password": "short"})
        await box.client.post(f"{path}x", data={"password": "short"})

    async def fails(*_: object, **__: object) -> None:
        raise LookupError(cast.ben.email)

    monkeypatch.setattr("muster.services.letters.hand_over", fails)
    await box.client.post("/reset", data={"email": cast.ben.email})

    ours = [each for each in caplog.records if each.name.split(".")[0] not in {"asyncio", "httpx"}]
    logged = "\n".join(logging.Formatter().format(each) for each in ours)
    assert "a letter could not be written or sent: LookupError" in logged, "the control: something is logged"
    for path in every_link:
        assert path.rpartition("/")[2] not in logged
    assert cast.ben.email not in logged


# -- setting another password


async def reset(box: Post, who: Member, password: str) -> httpx.Response:
    await box.client.post("/reset", data={"email": who.email})
    return await box.client.post(box.path(), data={"password": password})


async def test_another_password_is_set_and_said_by_mail(cast: Cast, box: Post) -> None:
    reply = await reset(box, cast.ben, ANOTHER)

    assert (reply.status_code, reply.headers["Location"], let_in(reply)) == (303, "/", True)
    ((to, subject, text),) = box.letters()
    assert (to, subject) == (cast.ben.email, "Your password for muster was changed")
    assert f"{HERE}/reset\n" in text
    old = await browser_of(box).post("/sign-in", data={"email": cast.ben.email, "password": PASSWORD, "next": "/"})
    new = await browser_of(box).post("/sign-in", data={"email": cast.ben.email, "password": ANOTHER, "next": "/"})
    assert (let_in(old), let_in(new)) == (False, True)


async def test_every_session_of_the_account_ends_by_a_reset(
    cast: Cast, box: Post, looking: Looker, amara: httpx.AsyncClient
) -> None:
    elsewhere = [await looking(cast.ben), await looking(cast.ben)]
    assert [(await each.get("/me")).status_code for each in elsewhere] == [200, 200]

    await reset(box, cast.ben, ANOTHER)

    assert [(await each.get("/me")).status_code for each in elsewhere] == [303, 303]
    assert (await amara.get("/people")).status_code == 200, "the control: other people's go on"


async def test_a_password_that_is_not_taken_is_said_at_its_place_and_the_link_stays_good(cast: Cast, box: Post) -> None:
    await box.client.post("/reset", data={"email": cast.ben.email})
    path = box.path()

    refused = await box.client.post(path, data={"password": "short"})
    empty = await box.client.post(path)

    page = Markup(refused.text)
    assert (refused.status_code, page.faults, let_in(refused)) == (422, [], False)
    assert "#password" in page.links
    assert empty.status_code in {415, 422}
    assert let_in(await box.client.post(path, data={"password": ANOTHER}))


async def test_who_is_asked_in_spanish_is_answered_in_spanish(cast: Cast, box: Post) -> None:
    spanish = {"Accept-Language": "es"}
    page = await box.client.post("/reset", data={"email": cast.amara.email}, headers=spanish)

    ((_, subject, _),) = box.letters()
    assert "Revise su correo" in page.text
    assert subject == "Establecer otra contraseña para muster"


# -- beside a one-time code


async def with_codes(box: Post, who: Member) -> Totp:
    """Give somebody a second factor; return their phone."""
    async with browser_of(box) as client:
        await client.post("/sign-in", data={"email": who.email, "password": PASSWORD, "next": "/"})
        made = await client.post("/api/v1/account/one-time-codes", json={"password": PASSWORD})
        phone = Totp(made.json()["secret"])
        code = {"code": phone.code()}
        assert (await client.post("/api/v1/account/one-time-codes/confirmation", json=code)).status_code == 201
    ((_, subject, _),) = box.letters()
    assert subject == "One-time codes for muster were set up"
    return phone


@pytest.mark.parametrize("path", ASKING)
async def test_a_link_never_skips_the_second_factor(path: str, cast: Cast, box: Post) -> None:
    phone = await with_codes(box, cast.ben)
    await box.client.post(path, data={"email": cast.ben.email})

    halfway = await box.client.post(box.path(), data={"password": ANOTHER})

    assert (halfway.status_code, halfway.headers["Location"]) == (303, "/sign-in/code")
    assert (await box.client.get("/me")).status_code == 303, "halfway opens nothing"
    assert (await box.client.get("/api/v1/session")).status_code == 401
    wrong = await box.client.post("/sign-in/code", data={"code": "000000", "next": "/"})
    right = await box.client.post("/sign-in/code", data={"code": phone.code(ahead=1), "next": "/"})
    assert (wrong.status_code, right.status_code) == (401, 303)
    assert (await box.client.get("/me")).status_code == 200


async def test_beside_a_code_a_shorter_password_is_taken_and_the_page_says_so(cast: Cast, box: Post) -> None:
    await with_codes(box, cast.ben)
    await box.client.post("/reset", data={"email": cast.ben.email})
    path = box.path()

    assert "8 characters or more" in (await box.client.get(path)).text
    assert (await box.client.post(path, data={"password": "kw3!nine"})).status_code == 303


# -- asking too often


@pytest.mark.parametrize("path", ASKING)
async def test_who_asks_too_often_is_told_to_wait_whoever_is_asked_for(path: str, cast: Cast, box: Post) -> None:
    for email in (cast.ben.email, "nobody@example.org"):
        client = browser_of(box)
        replies = [await client.post(path, data={"email": email}) for _ in range(11)]

        assert [each.status_code for each in replies] == [200] * 10 + [429]
        assert int(replies[-1].headers["Retry-After"]) > 0
        assert Markup(replies[-1].text).faults == []
        assert "Links were asked for too often from here. Try again in 15 minutes." in replies[-1].text


# -- a mail server


async def test_the_mail_arrives_and_its_link_works_once(database: Embedded, cast: Cast, tmp_path: Path) -> None:
    async with mailbox() as box:
        said = Settings.model_validate(
            {"home": tmp_path, "base_url": HERE, "smtp_url": box.url, "mail_from": "muster@harbor.example"}
        )
        app = create_app(said, database=False)
        async with browser(app) as client, browser(app) as other:
            for each in (client, other):
                each.headers.update({"Accept": A_PAGE, "Sec-Fetch-Site": "same-origin", "Origin": HERE})
            await client.post("/sign-in/link", data={"email": cast.ben.email})
            (mail,) = box.mails
            plain, html = mail.get_body(["plain"]), mail.get_body(["html"])
            assert plain
            assert html
            (path,) = [line.removeprefix(HERE) for line in plain.get_content().splitlines() if line.startswith(HERE)]
            assert f'<a href="{HERE}{path}">' in html.get_content()
            assert mail["To"] == cast.ben.email
            assert mail["Subject"] == "Your link to sign in to muster, Harbor County"
            first, second = await client.post(path), await other.post(path)
            await client.post("/sign-in/link", data={"email": cast.ben.email})

    assert (let_in(first), let_in(second)) == (True, False)
    assert box.mails[0]["Message-ID"] != box.mails[1]["Message-ID"]


async def test_what_became_of_the_mail_is_kept(database: Embedded, cast: Cast, tray: Tray) -> None:
    await service.send_reset_link(cast.ben.email, language="en", mailing=tray.mailing, at=NOW.at)

    async with superuser(database) as root:
        kept = await root.fetchval("SELECT mail FROM link WHERE account = $1", cast.ben.principal.scope.account)
    assert kept == "sent"
    assert path_in(tray.messages[0]).startswith("/reset/")
