"""The county, served: a process of its own, and what it has told of itself."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from playwright._impl._api_structures import SetCookieParam

ROOT: Final = Path(__file__).resolve().parents[2]
PATIENCE: Final = 120  # seconds, of a machine that has much else to do

# Whoever is a person reads muster in their own language: the same responder once more, in Spanish.
IN_SPANISH: Final = {"chidi": "rosa", "wen": "uma"}


@dataclass(frozen=True, slots=True)
class Served:
    """Where it is, who is signed in, and what stands in the places of an address."""

    origin: str
    cookie: str
    cookies: Mapping[str, str]
    ids: Mapping[str, str]

    def at(self, path: str, other: Mapping[str, str] | None = None) -> str:
        """Return a whole address. ``other``: what stands in a place instead, by the name it has in the county."""
        return self.origin + path.format_map({**self.ids, **{k: self.ids.get(v, v) for k, v in (other or {}).items()}})

    def signed_in(self, who: str) -> SetCookieParam:
        """Return the cookie of somebody who is signed in."""
        return {
            "name": self.cookie,
            "value": self.cookies[who],
            "domain": "127.0.0.1",
            "path": "/",
            "httpOnly": True,
            "secure": True,  # which a browser takes from its own machine without TLS
            "sameSite": "Strict",
        }


@asynccontextmanager
async def serving(home: Path, said: Path) -> AsyncIterator[Served]:
    """Serve the county under a home while inside. What it says of itself is written to ``said``."""
    with said.open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-W", "error", "-m", "tests.browser.county", str(home)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=log,
            cwd=ROOT,
            limit=1_000_000,
        )
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            line = await asyncio.wait_for(process.stdout.readline(), PATIENCE)
            assert line, await asyncio.to_thread(said.read_text)
            yield Served(**json.loads(line))
        finally:
            process.stdin.close()
            await asyncio.wait_for(process.wait(), PATIENCE)
