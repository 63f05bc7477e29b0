"""What goes wrong is told on a page to whoever looks at pages, and as data to everybody else."""

from __future__ import annotations

import httpx
import pytest
from litestar import Litestar, get
from litestar.params import FromPath

from muster.domain.accounts.one_time_codes import SecondFactorNeeded
from muster.domain.errors import Stale, Unavailable
from tests.api.conftest import application
from tests.cast import Cast
from tests.web.conftest import A_PAGE
from tests.web.markup import Markup


@get("/planted/{kind:str}", include_in_schema=False)
async def planted(kind: FromPath[str]) -> str:
    """Refuse as a service would; or stumble."""
    if kind == "unavailable":
        raise Unavailable("the database does not answer")
    if kind == "stale":
        raise Stale("somebody changed it")
    secret = "what nobody should read"
    raise LookupError(secret)


@pytest.fixture(scope="module")
def shared_app(tmp_path_factory: pytest.TempPathFactory) -> Litestar:
    return application(tmp_path_factory.mktemp("home"), planted)


@pytest.mark.parametrize(
    ("method", "path", "status", "title"),
    [
        ("GET", "/nowhere", 404, "There is nothing here"),
        ("GET", "/people/not-an-id", 404, "There is nothing here"),
        ("GET", "/problems/none-of-these", 404, "There is nothing here"),
        ("POST", "/people", 405, "This page cannot be asked in this way"),
        ("GET", "/people?page=x", 422, "Something in this cannot be right"),
        ("GET", "/planted/stumble", 500, "Something went wrong in muster"),
        ("GET", "/planted/unavailable", 503, "muster cannot answer just now"),
        ("GET", "/planted/stale", 412, "It does not fit what is on record"),
    ],
)
async def test_a_browser_is_shown_a_page_that_says_what_to_do(
    method: str, path: str, status: int, title: str, amara: httpx.AsyncClient
) -> None:
    reply = await amara.request(method, path)

    page = Markup(reply.text)
    assert reply.status_code == status
    assert page.faults == []
    assert page.text("h1") == title
    assert page.text("code") == reply.headers["X-Request-ID"]
    assert "/" in page.links
    assert reply.headers["Cache-Control"] == "no-store"
    assert "nobody should read" not in reply.text
    assert ("Retry-After" in reply.headers) == (status == httpx.codes.SERVICE_UNAVAILABLE)


async def test_who_may_not_reads_which_permission_it_takes(ben: httpx.AsyncClient) -> None:
    page = Markup((await ben.get("/people")).text)

    assert page.text("h1") == "You may not do this"
    assert "Your role here does not include 'people:read'" in page.words


@pytest.mark.parametrize("path", ["/nowhere", "/people", "/api/v1/people"])
@pytest.mark.parametrize("accept", ["*/*", "application/json", "application/problem+json", ""])
async def test_whoever_does_not_ask_for_a_page_is_answered_with_data(
    path: str, accept: str, stranger: httpx.AsyncClient
) -> None:
    reply = await stranger.get(path, headers={"Accept": accept})

    assert reply.headers["Content-Type"] == "application/problem+json"
    assert reply.status_code == (404 if path == "/nowhere" else 401)


@pytest.mark.parametrize("path", ["/api/v1/people", "/api/v1/nowhere"])
async def test_the_api_answers_a_browser_with_data_too(path: str, stranger: httpx.AsyncClient) -> None:
    reply = await stranger.get(path, headers={"Accept": A_PAGE})

    assert reply.headers["Content-Type"] == "application/problem+json"


async def test_a_place_in_an_agency_that_ended_is_asked_to_sign_in_again(
    cast: Cast, ben: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def nowhere(_: object, **__: object) -> tuple[object, ...]:
        return ()

    monkeypatch.setattr("muster.persistence.accounts.memberships", nowhere)

    assert (await ben.get("/me")).headers["Location"] == "/sign-in?next=/me"
    assert (await ben.get("/sign-in")).status_code == 200, "it does not send them round in a circle"


@pytest.mark.parametrize(("method", "path"), [("GET", "/nowhere"), ("GET", "/people/not-an-id"), ("POST", "/people")])
async def test_who_is_signed_in_keeps_their_frame_where_no_route_answers(
    method: str, path: str, amara: httpx.AsyncClient, ben: httpx.AsyncClient, stranger: httpx.AsyncClient
) -> None:
    mine, his, theirs = [Markup((await each.request(method, path)).text) for each in (amara, ben, stranger)]

    assert "Harbor County" in mine.words
    assert "/people" in mine.links
    assert "Go to your first page" in mine.words
    assert "/me" in his.links
    assert "/people" not in his.links
    assert "Harbor County" not in theirs.words
    assert "No sign-in yet?" in theirs.words
    for page in (mine, his, theirs):
        assert page.faults == []


async def test_who_has_to_set_a_second_factor_up_first_is_shown_nothing_of_the_agency_there(
    cast: Cast, hr: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def asked(*_: object, **__: object) -> None:
        raise SecondFactorNeeded

    monkeypatch.setattr("muster.http.signed.staff_rule.require_of", asked)

    page = Markup((await hr.get("/nowhere")).text)

    assert page.text("h1") == "There is nothing here"
    assert "Harbor County" not in page.words
