"""The pages in a real browser: one browser and one served county for each worker.

How to add a page:     a row in tests/web/matrix.py, and at least one Screen in screens.py. That is all: it is then
                       looked at by test_screens.py in both languages, widths and themes.
How to add a journey:  a test that takes ``journey``, in a few lines (the helper is tests/browser/journey.py):

    @pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
    async def test_hr_finds_somebody(journey: Setting, *, script: bool) -> None:
        hana = await journey("hana", "/people", script=script)
        await hana.writes("Name", "chidi")
        await hana.presses("Enter")
        await hana.follows("Chidi Nguyen")
        assert hana.clicks <= 1

How to add an account: a line in PLACES of county.py; an account that a journey may spoil: ``spare``.

Tests here share one loop, marked so below: a browser and a server outlast a test.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from itertools import count
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from muster.persistence.embedded import Embedded
from tests.browser import chromium
from tests.browser.county import SPARE
from tests.browser.journey import Journey, Setting
from tests.browser.looks import Lookout
from tests.browser.served import Served, serving

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the tests of this folder that look at pages share one loop, and be known as needing a browser."""
    for item in items:
        asked = getattr(item, "fixturenames", ())
        if item.path.is_relative_to(HERE) and "browser" in asked:
            item.add_marker("browser")
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One browser for this worker."""
    async with async_playwright() as driver:
        running = await driver.chromium.launch(executable_path=chromium.where(), args=chromium.FLAGS)
        yield running
        await running.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def served(server: Embedded, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Served]:
    """One county for this worker, in the worker's database."""
    async with serving(server.home, tmp_path_factory.mktemp("county") / "said") as found:
        yield found


@pytest.fixture(scope="session")
def lookout(browser: Browser, served: Served) -> Lookout:
    """Return from where this worker looks at pages."""
    return Lookout(browser, served)


@pytest_asyncio.fixture(loop_scope="session")
async def journey(browser: Browser, served: Served) -> AsyncIterator[Setting]:
    """Return what sets somebody out on a journey, in a browser of their own."""
    async with AsyncExitStack() as undo:

        async def sets_out(who: str | None, path: str = "/", *, width: int = 1280, script: bool = True) -> Journey:
            return await undo.enter_async_context(Journey.begun(browser, served, who, path, width=width, script=script))

        yield sets_out


@pytest.fixture(scope="session")
def _spares() -> Iterator[int]:
    return count()


@pytest.fixture
def spare(_spares: Iterator[int]) -> str:
    """Return the name of somebody in HR whom nobody else asks for: a journey may do to them what it likes."""
    number = next(_spares)
    assert number < SPARE, "more journeys than spare accounts: raise SPARE in county.py"
    return f"spare-{number}"
