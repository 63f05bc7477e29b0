"""Long work done beside the requests of this process, and how it stands: for pages that somebody may close.

What is begun here goes on when whoever began it leaves. What it comes to is kept for a while, for whoever asks
again; it is never the only record of anything, since it is gone with the process.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from typing import Any, Final
from uuid import UUID

from muster.domain.errors import Refusal
from muster.domain.progress import Progress, Tell
from muster.domain.words import Words, message

AT_ONCE: Final = 2  # each holds a thread, and memory for what it reads
_KEPT: Final = 64  # outcomes
_LOG: Final = logging.getLogger("muster.works")
WAITING: Final = message("Waiting until other work is done")


class Works:
    """What this process is doing, each under the id of what it is about: one at a time of each."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        """Begin with nothing to do."""
        self._room = asyncio.Semaphore(at_once)
        self._tasks: dict[UUID, asyncio.Task[None]] = {}
        self._progress: dict[UUID, Progress] = {}
        self._outcomes: OrderedDict[UUID, object] = OrderedDict()

    def begin(self, about: UUID, work: Callable[[Tell], Coroutine[Any, Any, object]], *, words: Words) -> None:
        """Begin some work, unless the same is under way. It is handed what it tells its progress to."""
        if about in self._tasks:
            return
        self._outcomes.pop(about, None)
        self._progress[about] = Progress(0, 1, words(WAITING))
        self._tasks[about] = asyncio.create_task(self._do(about, work))

    async def _do(self, about: UUID, work: Callable[[Tell], Coroutine[Any, Any, object]]) -> None:
        def tell(progress: Progress) -> None:
            self._progress[about] = progress

        try:
            async with self._room:
                self._keep(about, await work(tell))
        except Refusal as why:
            self._keep(about, why)
        except Exception as why:  # noqa: BLE001 - it is on the log, and whoever waits is told that it went wrong
            _LOG.exception("work on %s went wrong", about)
            self._keep(about, why)
        finally:
            del self._tasks[about], self._progress[about]

    def _keep(self, about: UUID, outcome: object) -> None:
        self._outcomes[about] = outcome
        while len(self._outcomes) > _KEPT:
            self._outcomes.popitem(last=False)

    def progress(self, about: UUID) -> Progress | None:
        """Return how far the work has come; ``None`` when this process does none."""
        return self._progress.get(about)

    def outcome(self, about: UUID) -> object | None:
        """Return what the last work came to, be it what went wrong; ``None`` when this process knows of none."""
        return self._outcomes.get(about)

    def forget(self, about: UUID) -> None:
        """Forget what the last work came to."""
        self._outcomes.pop(about, None)

    async def wait(self, about: UUID, *, seconds: float) -> None:
        """Wait until the work is done, but no longer than that."""
        task = self._tasks.get(about)
        if task is not None:
            await asyncio.wait([task], timeout=seconds)

    async def close(self) -> None:
        """Break off everything, and wait until it has been."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
