"""The application in the test's own loop, asked by the cast through HTTP."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from pathlib import Path
from types import MappingProxyType
from typing import Any

import httpx
import pytest
from litestar import Litestar
from litestar.handlers import HTTPRouteHandler

from muster import clock
from muster.app import create_app
from muster.domain.accounts.sessions import Session
from muster.http.sessions import SECURE_NAME
from muster.persistence import sessions
from muster.persistence.embedded import Embedded
from muster.settings import Settings
from tests import make
from tests.cast import NOW, Cast, Member, somewhere

HERE = "https://muster.example"
OUR_PAGE: Mapping[str, str] = MappingProxyType({"Sec-Fetch-Site": "same-origin"})

Caller = Callable[[Member | None], Awaitable[httpx.AsyncClient]]


@pytest.fixture(autouse=True)
def _frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "instant", lambda: NOW.at)


@pytest.fixture(scope="session")
def shared_app(tmp_path_factory: pytest.TempPathFactory) -> Litestar:
    """The application, made once: it keeps nothing of whoever asked before."""
    return application(tmp_path_factory.mktemp("home"))


def application(home: Path, *planted: HTTPRouteHandler) -> Litestar:
    """Make the application, with routes of a test's own if it has any."""
    app = create_app(Settings(home=home), database=False)
    for each in planted:
        app.register(each)
    return app


@pytest.fixture
def app(database: Embedded, tmp_path: Path, shared_app: Litestar, request: pytest.FixtureRequest) -> Litestar:
    """The application; one of their own for tests that change it, or that look into its home (``own_app``)."""
    if request.node.get_closest_marker("own_app") is None:
        return shared_app
    return application(tmp_path)


@pytest.fixture
async def calling(app: Litestar) -> AsyncIterator[Caller]:
    """Return somebody's own browser: signed in, without the trouble of a password; or a stranger's."""
    async with AsyncExitStack() as undo:

        async def call(who: Member | None) -> httpx.AsyncClient:
            client = await undo.enter_async_context(browser(app))
            if who is not None:
                client.cookies.set(SECURE_NAME, (await session_of(who))[0], domain="muster.example")
            return client

        yield call


async def session_of(who: Member) -> tuple[str, Session]:
    """Let somebody be signed in; return what their cookie carries, and the session."""
    key, scope, at = secrets.token_hex(32), who.principal.scope, clock.instant()
    assert scope.account is not None
    begun = make.session(scope.account, scope.agency, at=at)
    await sessions.begin_session(hashlib.sha256(key.encode()).hexdigest(), begun)
    return key, begun


def browser(
    app: Callable[..., Any], *, says: Mapping[str, str] = OUR_PAGE, at: str = HERE, address: str | None = None
) -> httpx.AsyncClient:
    """Return a browser that nobody has used, at an address that nobody has used either.

    It says where its requests come from, as browsers do by themselves.
    """
    asked = httpx.ASGITransport(app, client=(address or somewhere().address, 5150))
    return httpx.AsyncClient(transport=asked, base_url=at, headers=says)


@pytest.fixture
async def stranger(calling: Caller) -> httpx.AsyncClient:
    return await calling(None)


@pytest.fixture
async def amara(calling: Caller, cast: Cast) -> httpx.AsyncClient:
    return await calling(cast.amara)


@pytest.fixture
async def ben(calling: Caller, cast: Cast) -> httpx.AsyncClient:
    return await calling(cast.ben)


@pytest.fixture
async def chidi(calling: Caller, cast: Cast) -> httpx.AsyncClient:
    return await calling(cast.chidi)
