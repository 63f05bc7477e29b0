"""Figures: pages about everybody, as the application serves them: the slowest of twenty requests but one."""

from __future__ import annotations

import gc
import hashlib
import secrets
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from unittest.mock import patch
from uuid import uuid4

import httpx

from benchmarks import bare
from benchmarks.forms import Form
from benchmarks.loading import Loaded, Stage
from benchmarks.measure import Figure, seconds
from benchmarks.new_fact import once as record
from benchmarks.program_page import there
from benchmarks.workload import NOW
from muster import clock
from muster.app import create_app
from muster.domain.access import Role
from muster.domain.accounts.sessions import Session
from muster.http.sessions import SECURE_NAME
from muster.persistence import sessions
from muster.services import accounts
from muster.settings import Settings

_HERE: Final = "https://muster.example"
_REQUESTS: Final = 20  # of which the slowest is left out: the 95th percentile


@asynccontextmanager
async def browsing(loaded: Loaded) -> AsyncIterator[httpx.AsyncClient]:
    """Sign an administrator in to the application, on the day of the workload."""
    account = await accounts.add_member(
        f"{uuid4().hex}@example.org", "a sentence for nobody", Role.ADMINISTRATOR, by=loaded.by, now=NOW
    )
    key, idle, long = secrets.token_hex(32), timedelta(minutes=30), timedelta(days=3650)
    begun = Session(uuid4(), account, loaded.agency, False, False, NOW.at, NOW.at, idle, NOW.at + long, "")  # noqa: FBT003 - no second factor
    await sessions.begin_session(hashlib.sha256(key.encode()).hexdigest(), begun)
    with TemporaryDirectory() as home, patch.object(clock, "instant", lambda: NOW.at):
        app = create_app(Settings(home=Path(home)), database=False)
        gc.freeze()  # as the one who serves does
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app),  # type: ignore[arg-type]  # Litestar's types are narrower
            base_url=_HERE,
            headers={"Accept": "text/html", "Sec-Fetch-Site": "same-origin"},
        ) as client:
            client.cookies.set(SECURE_NAME, key, domain="muster.example")
            yield client


async def nearly_the_slowest(ask: Callable[[], Awaitable[object]], before: Callable[[], Awaitable[object]]) -> float:
    """Return what all but the slowest of some requests took at most; ``before`` each, something unmeasured."""
    took = []
    for _ in range(_REQUESTS):
        await before()
        began = time.perf_counter()
        await ask()
        took.append(time.perf_counter() - began)
    return sorted(took)[-2]


async def figures(stage: Stage, form: Form) -> AsyncIterator[Figure]:
    """Take the figures: each page after one completion was recorded, against the bare queries."""
    loaded = await stage.loaded(form.main)
    program = loaded.size.programs[0]
    async with loaded.connected(), bare.signed_in(loaded) as raw, browsing(loaded) as client:
        of_program = partial(there, raw, loaded)
        for name, path, read in (
            ("served, roster", f"/people?program={program}", of_program),
            ("served, not cleared", f"/people?program={program}&standing=not-cleared", of_program),
            ("served, matrix", f"/requirements?program={program}", of_program),
            ("served, the day", "/", partial(bare.facts, raw, loaded)),
        ):

            async def ask(path: str = path) -> None:
                answer = await client.get(path)
                answer.raise_for_status()

            await ask()
            mine, theirs = [], []
            for _ in range(form.rounds):
                gc.collect()
                mine.append(await nearly_the_slowest(ask, partial(record, loaded)))
                theirs.append(await seconds(read, alone=True))
            yield Figure(
                name,
                f"{path.partition('?')[0]}: 19 of 20 requests, each after one completion was recorded",
                f"the bare read of {'those 5,000' if read is of_program else 'everybody'}",
                tuple(mine),
                tuple(theirs),
                most=2.0,
            )
