"""Signing in and out with a form."""

from __future__ import annotations

from uuid import uuid4

import httpx
import pytest

from muster.domain.access import Membership, Role
from muster.domain.acts import Act
from muster.http.sessions import SECURE_NAME
from muster.persistence import accounts as store
from muster.persistence.ledger import recorded
from muster.web.accounts import own_path
from tests.cast import NOW, PASSWORD, Cast, Member, join
from tests.web.conftest import Looker
from tests.web.markup import Markup

SIGN_IN = "/sign-in"


@pytest.fixture(autouse=True)
def _frozen() -> None:
    """Let the clock run: sessions that are over are cleared away by the database's own."""


async def sign_in(client: httpx.AsyncClient, who: Member, **more: str) -> httpx.Response:
    return await client.post(SIGN_IN, data={"email": who.email, "password": PASSWORD, **more})


async def test_who_signs_in_comes_back_to_the_page_they_asked_for(cast: Cast, stranger: httpx.AsyncClient) -> None:
    asked = await stranger.get("/people", params={"named": "ben", "page": "1"})
    form = Markup((await stranger.get(asked.headers["Location"])).text)

    reply = await sign_in(stranger, cast.amara, next=form.fields["next"])

    assert (reply.status_code, reply.headers["Location"]) == (303, "/people?named=ben&page=1")
    assert "SameSite=strict" in reply.headers["Set-Cookie"]
    page = await stranger.get(reply.headers["Location"])
    assert page.status_code == 200
    assert "Ben Abdi" in page.text


@pytest.mark.parametrize(
    ("role", "home"),
    [
        (Role.ADMINISTRATOR, "/"),
        (Role.HR, "/"),
        (Role.SUPERVISOR, "/"),
        (Role.GRANT_OFFICER, "/reports"),
        (Role.AUDITOR, "/reports"),
        (Role.RESPONDER, "/me"),
        (Role.SYSTEM_ADMINISTRATOR, "/members"),
    ],
)
async def test_everybody_begins_where_their_work_is(
    role: Role, home: str, cast: Cast, stranger: httpx.AsyncClient
) -> None:
    await sign_in(stranger, await join(cast.amara, role))

    reply = await stranger.get("/", follow_redirects=True)

    assert (reply.status_code, reply.url.path) == (200, home)


async def test_a_wrong_password_is_said_on_the_same_page_with_the_address_kept(
    cast: Cast, stranger: httpx.AsyncClient
) -> None:
    wrong = await stranger.post(SIGN_IN, data={"email": cast.amara.email, "password": "not this", "next": "/people"})
    unknown = await stranger.post(SIGN_IN, data={"email": "who@example.org", "password": "not this"})

    page = Markup(wrong.text)
    assert (wrong.status_code, unknown.status_code) == (401, 401)
    assert page.faults == []
    assert page.text("title").startswith("Error:")
    assert page.fields | {"password": ""} == {"email": cast.amara.email, "password": "", "next": "/people"}
    assert "not this" not in wrong.text
    assert "Set-Cookie" not in wrong.headers
    told = wrong.text.replace(cast.amara.email, "").replace('"/people"', '"/"')
    assert told == unknown.text.replace("who@example.org", ""), "it tells which of the two was wrong"


@pytest.mark.parametrize(
    ("sent", "fields"),
    [({}, ["email", "password"]), ({"email": "ines@example.org"}, ["password"]), ({"password": "x"}, ["email"])],
    ids=str,
)
async def test_what_is_left_empty_is_asked_for(
    sent: dict[str, str], fields: list[str], stranger: httpx.AsyncClient
) -> None:
    reply = await stranger.post(SIGN_IN, data={"next": "/", **sent})

    page = Markup(reply.text)
    assert reply.status_code == 422
    assert [link[1:] for link in page.links if link.startswith("#") and link != "#main"] == fields
    assert page.faults == []


@pytest.mark.parametrize(
    "wanted",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "/\\elsewhere.example",
        "/a//elsewhere.example",
        "javascript:alert(1)",
        "/a\r\nSet-Cookie: x=1",
        "people",
        "/sign-in",
        "/sign-in/code",
        "",
    ],
)
async def test_nobody_is_sent_to_another_site(wanted: str, cast: Cast, stranger: httpx.AsyncClient) -> None:
    assert own_path(wanted) == "/"
    assert (await sign_in(stranger, cast.ben, next=wanted)).headers["Location"] == "/"


async def test_signing_out_ends_the_session_and_asks_again(cast: Cast, stranger: httpx.AsyncClient) -> None:
    await sign_in(stranger, cast.ben)
    kept = stranger.cookies[SECURE_NAME]

    reply = await stranger.post("/sign-out")

    assert (reply.status_code, reply.headers["Location"]) == (303, SIGN_IN)
    stranger.cookies.set(SECURE_NAME, kept, domain="muster.example")
    assert (await stranger.get("/me")).headers["Location"].startswith(SIGN_IN)
    assert (await stranger.post("/sign-out")).status_code == 303, "twice does no harm"


async def test_whoever_is_signed_in_is_not_asked_again(ben: httpx.AsyncClient) -> None:
    reply = await ben.get(SIGN_IN, params={"next": "/me"})

    assert (reply.status_code, reply.headers["Location"]) == (303, "/me")


@pytest.mark.parametrize("path", [SIGN_IN, "/sign-out"])
async def test_a_page_of_another_site_signs_nobody_in_or_out(path: str, ben: httpx.AsyncClient) -> None:
    reply = await ben.post(path, headers={"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"})

    assert reply.status_code == 403
    assert Markup(reply.text).text("h1") == "You may not do this"
    assert (await ben.get("/me")).status_code == 200


async def test_a_link_in_a_web_mailbox_does_not_ask_again_who_is_signed_in(
    stranger: httpx.AsyncClient, ben: httpx.AsyncClient
) -> None:
    """Follow it as a browser does: from another site without the session, and from our own page with it."""
    first = await stranger.get("/me?a=1&b=2", headers={"Sec-Fetch-Site": "cross-site"})

    assert first.status_code == 200
    assert 'content="0; url=/me?a=1&amp;b=2"' in first.text
    assert Markup(first.text).faults == []
    assert (await ben.get("/me?a=1&b=2")).status_code == 200
    assert (await stranger.get("/me")).status_code == 303, "a second time it is asked who it is"


async def test_who_belongs_to_several_agencies_chooses_one_by_name(cast: Cast, looking: Looker) -> None:
    await give_place_at_far(cast)
    client = await looking(None)

    asked = await sign_in(client, cast.amara, next="/reports")
    assert (asked.status_code, asked.headers["Location"]) == (303, "/sign-in/agency?next=/reports")
    form = await client.get(asked.headers["Location"])
    unsaid = await client.post("/sign-in/agency", data={"next": "/reports"})
    said = await client.post(
        "/sign-in/agency", data={"next": "/reports", "agency": str(cast.chidi.principal.scope.agency)}
    )

    for reply, status in ((form, 200), (unsaid, 422)):
        page = Markup(reply.text)
        assert reply.status_code == status
        assert page.faults == []
        assert [text for tag, text in page.texts if tag == "option"] == ["Choose one", "Far County", "Harbor County"]
    assert (said.status_code, said.headers["Location"]) == (303, "/reports")
    assert "Far County" in (await client.get("/reports")).text


async def test_before_an_agency_is_chosen_nobody_is_signed_in(cast: Cast, looking: Looker) -> None:
    await give_place_at_far(cast)
    client = await looking(None)
    await sign_in(client, cast.amara)
    before = client.cookies[SECURE_NAME]

    assert (await client.get("/reports")).headers["Location"].startswith(SIGN_IN)
    await client.post("/sign-in/agency", data={"agency": str(cast.agency)})

    assert client.cookies[SECURE_NAME] != before
    assert (await client.get("/reports")).status_code == 200


async def test_an_agency_of_somebody_else_lets_nobody_in(cast: Cast, looking: Looker) -> None:
    await give_place_at_far(cast)
    client = await looking(None)
    await sign_in(client, cast.amara)

    reply = await client.post("/sign-in/agency", data={"agency": str(uuid4())})

    assert (reply.status_code, reply.headers["Location"]) == (303, SIGN_IN)
    assert (await client.get("/reports")).headers["Location"].startswith(SIGN_IN)


async def give_place_at_far(cast: Cast) -> None:
    """Give Amara a place at the other agency too."""
    account, far = cast.amara.principal.scope.account, cast.chidi.principal.scope
    assert account is not None
    async with recorded(far, Act.MEMBERSHIP_GRANTED, at=NOW.at) as entry:
        await store.add_membership(entry, account, Membership(far.agency, Role.AUDITOR))
