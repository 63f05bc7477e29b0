"""A real PostgreSQL for every test that needs one: embedded, one for each worker, gone afterwards."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import settings

from muster.persistence.database import DB, connect, disconnect
from muster.persistence.embedded import DatabaseRole, Embedded
from muster.persistence.migrate import migrate
from tests import order
from tests.browser.counting import (  # noqa: F401 - hooks of pytest
    pytest_collection_modifyitems,
    pytest_sessionfinish,
    pytest_terminal_summary,
)
from tests.cast import Cast, gather_cast
from tests.hashing import digest_quickly
from tests.rules import counting as changed_numbers

# The same examples every time: a new one is looked for on purpose, by `make prove`, never by chance.
settings.register_profile("steady", derandomize=True, deadline=None, database=None)
settings.load_profile("steady")

T = TypeVar("T")
_MIGRATED: list[Embedded] = []
_STANDING: dict[tuple[Path, str | None], Any] = {}

# A server that may forget everything when the power goes is a quarter faster, and these are tests.
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


# Where a run keeps the home that all of its servers begin as; workers have it from whoever started them.
MADE = "MUSTER_TEST_MADE"


def pytest_configure(config: pytest.Config) -> None:
    """Let a run tell how many numbers of the packs it changed, and have a folder for what its workers share."""
    config.pluginmanager.register(changed_numbers, "changed-numbers")
    config.pluginmanager.register(order, "order")
    if MADE not in os.environ:
        folder = tempfile.TemporaryDirectory(prefix="muster-", dir="/tmp")
        os.environ[MADE] = folder.name
        config.add_cleanup(folder.cleanup)
        config.add_cleanup(lambda: os.environ.__delitem__(MADE))


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for garbage only after all tests were collected, and never among those: they stay, in their thousands."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()


def lay(home: Path) -> Embedded:
    """Return a server that is migrated and does not run: a copy, made in a tenth of what the first one takes."""
    made = Path(os.environ[MADE])
    made.chmod(0o755)
    with (made / "lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if not (made / "home").exists():
            with _at(made / "new") as server, ThreadPoolExecutor(1) as aside:  # a loop may be running here
                aside.submit(asyncio.run, migrate(server.connection_parameters(DatabaseRole.OWNER))).result()
            (made / "new").rename(made / "home")
    subprocess.run(["/bin/cp", "-a", str(made / "home"), str(home)], check=True)
    return _at(home)


def _at(home: Path) -> Embedded:
    programs = os.environ.get("MUSTER_TEST_PROGRAMS")
    return Embedded(home, programs=Path(programs) if programs else None, options=FORGETFUL)


@contextmanager
def serving() -> Iterator[Embedded]:
    """Run a server, under a short path that any account can reach, and take it away afterwards."""
    with ExitStack() as undo:
        folder = Path(undo.enter_context(tempfile.TemporaryDirectory(prefix="muster-", dir="/tmp")))
        folder.chmod(0o755)
        yield undo.enter_context(lay(folder / "home"))


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> None:
    digest_quickly()


@pytest.fixture(scope="session")
def server() -> Iterator[Embedded]:
    """One server for this worker. A module whose work sees every agency there is has one of its own."""
    with serving() as made:
        yield made


@pytest.fixture
async def migrated(server: Embedded) -> Embedded:
    """The worker's server, with every migration run: once, since no test takes one back on a server it shares."""
    if not any(each is server for each in _MIGRATED):
        await migrate(server.connection_parameters(DatabaseRole.OWNER))
        _MIGRATED.append(server)
    return server


@pytest.fixture(scope="session")
async def _pools() -> AsyncIterator[dict[Path, Any]]:
    """Connections that outlast a test: a new one has to learn the whole schema before its first answer."""
    standing: dict[Path, Any] = {}
    yield standing
    for each in standing.values():
        each.terminate()


@pytest.fixture
async def database(migrated: Embedded, _pools: dict[Path, Any]) -> AsyncIterator[Embedded]:
    """The worker's database, signed in to as the application.

    Nothing is rolled back and nothing is emptied: every test founds agencies of its own, and
    one agency never sees another. That wall is the product's; here it keeps tests apart.
    """
    to = migrated.connection_parameters(DatabaseRole.APP)
    if (found := _pools.pop(migrated.home, None)) is None:
        await connect(to, pool=6)
    else:
        DB.pool, DB.config = found, dict(to)
    mine = DB.pool
    yield migrated
    if DB.pool is mine and mine is not None and mine.get_size() == mine.get_idle_size():
        _pools[migrated.home], DB.pool = mine, None
    else:
        await disconnect()


@pytest.fixture
async def cast(database: Embedded, request: pytest.FixtureRequest) -> Cast:
    """Amara coordinates Harbor; Ben responds there; Chidi coordinates elsewhere; Dana audits Harbor.

    Those of a test marked ``standing`` have been here since the first such test of the module.
    """
    return await kept(request, gather_cast)


async def kept(request: pytest.FixtureRequest, gather: Callable[[], Awaitable[T]]) -> T:
    """Gather something for a test; for one that only looks (``standing``), what an earlier test of its module had.

    An agency is seen by nobody else's tests, so what stays of it is in nobody's way.
    """
    if request.node.get_closest_marker("standing") is None:
        return await gather()
    key = (request.node.path, request.fixturename)
    if key not in _STANDING:
        _STANDING[key] = await gather()
    found: T = _STANDING[key]
    return found


@pytest.fixture
def quiet() -> Iterator[None]:
    """Leave logging as it was found, after a test in which muster sets it up."""
    names = ("", "muster", "asyncio", "apscheduler", "uvicorn", "uvicorn.access", "uvicorn.error", "py.warnings")
    found = [logging.getLogger(name) for name in names]
    before = [(each, each.handlers[:], each.level, each.propagate) for each in found]
    hook = sys.excepthook
    yield
    for each, handlers, level, propagate in before:
        each.handlers, each.propagate = handlers, propagate
        each.setLevel(level)
    logging.captureWarnings(capture=False)
    sys.excepthook = hook
