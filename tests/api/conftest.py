"""The application in the test's own loop, asked by the cast through HTTP."""

from __future__ import annotations

import json
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from pathlib import Path
from types import MappingProxyType

import httpx
import pytest
from argon2 import PasswordHasher
from litestar import Litestar

from muster import clock
from muster.app import create_app
from muster.http.sessions import SECURE_NAME, SessionStore
from muster.persistence.embedded import Embedded
from muster.services import passwords
from muster.settings import Settings
from tests.cast import NOW, Cast, Member

HERE = "https://muster.example"
OUR_PAGE: Mapping[str, str] = MappingProxyType({"Sec-Fetch-Site": "same-origin"})
TEN_YEARS = 10 * 365 * 24 * 3600  # in seconds: the database sweeps away what is over by its own clock, which runs on

Caller = Callable[[Member | None], Awaitable[httpx.AsyncClient]]


@pytest.fixture(autouse=True)
def _quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash passwords in no time: how hard they are to guess is proved elsewhere."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_HASHER", quick)
    monkeypatch.setattr(passwords, "_DECOY", quick.hash("nobody's password"))


@pytest.fixture(autouse=True)
def _frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "instant", lambda: NOW.at)


@pytest.fixture(scope="session")
def shared_app(tmp_path_factory: pytest.TempPathFactory) -> Litestar:
    """The application, made once: it keeps nothing of whoever asked before."""
    return create_app(Settings(home=tmp_path_factory.mktemp("home")), database=False)


@pytest.fixture
def app(database: Embedded, tmp_path: Path, shared_app: Litestar, request: pytest.FixtureRequest) -> Litestar:
    """The application; one of their own for tests that change it, or that look into its home (``own_app``)."""
    if request.node.get_closest_marker("own_app") is None:
        return shared_app
    return create_app(Settings(home=tmp_path), database=False)


@pytest.fixture
async def calling(app: Litestar) -> AsyncIterator[Caller]:
    """Return somebody's own browser: signed in, without the trouble of a password; or a stranger's."""
    async with AsyncExitStack() as undo:

        async def call(who: Member | None) -> httpx.AsyncClient:
            client = await undo.enter_async_context(browser(app))
            if who is not None:
                key, scope = secrets.token_hex(32), who.principal.scope
                held = json.dumps({"account": str(scope.account), "agency": str(scope.agency)})
                await SessionStore().set(key, held, expires_in=TEN_YEARS)
                client.cookies.set(SECURE_NAME, key, domain="muster.example")
            return client

        yield call


def browser(app: Litestar, *, says: Mapping[str, str] = OUR_PAGE, at: str = HERE) -> httpx.AsyncClient:
    """Return a browser that nobody has used. It says where its requests come from, as browsers do by themselves."""
    asked = httpx.ASGITransport(app)  # type: ignore[arg-type]  # Litestar types an ASGI app more narrowly
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
