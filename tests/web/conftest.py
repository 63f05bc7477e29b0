"""The application looked at in a browser: whoever asks, asks for a page."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import httpx
import pytest

from muster.domain.access import Role
from tests.api.conftest import Caller, _frozen, app, calling, shared_app  # noqa: F401 - the same application
from tests.api.world import World, gather_world
from tests.cast import Cast, Member, join
from tests.conftest import kept

A_PAGE = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
HERE = "https://muster.example"

Looker = Callable[[Member | None], Awaitable[httpx.AsyncClient]]


@pytest.fixture
def looking(calling: Caller) -> Looker:  # noqa: F811 - the fixture of that name
    """Return somebody's browser."""

    async def look(who: Member | None) -> httpx.AsyncClient:
        client = await calling(who)
        client.headers.update({"Accept": A_PAGE, "Sec-Fetch-Site": "same-origin", "Origin": HERE})
        return client

    return look


@pytest.fixture
async def stranger(looking: Looker) -> httpx.AsyncClient:
    return await looking(None)


@pytest.fixture
async def amara(looking: Looker, cast: Cast) -> httpx.AsyncClient:
    return await looking(cast.amara)


@pytest.fixture
async def hr(looking: Looker, cast: Cast) -> httpx.AsyncClient:
    """Return the browser of somebody in HR, who is no person of the agency's."""
    return await looking(await join(cast.amara, Role.HR))


@pytest.fixture
async def ben(looking: Looker, cast: Cast) -> httpx.AsyncClient:
    return await looking(cast.ben)


@pytest.fixture
async def chidi(looking: Looker, cast: Cast) -> httpx.AsyncClient:
    return await looking(cast.chidi)


@pytest.fixture
async def world(cast: Cast, request: pytest.FixtureRequest) -> World:
    return await kept(request, lambda: gather_world(cast))
