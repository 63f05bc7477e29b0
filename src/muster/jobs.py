"""When the work is done that nobody asks for: a plain tick, in every process that works.

The scheduler knows no dates and keeps no jobs: what is due stands in the database, where any
number of workers find it, each thing once. A tick that was missed is made up for by the next.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import date
from typing import Final
from uuid import UUID

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from muster import catalogue, clock
from muster.domain.access import Scope
from muster.domain.errors import Refusal, Unavailable
from muster.domain.reminders import State
from muster.mail import Post
from muster.services import checkpoints, drafts, reminders
from muster.services.reminders import Sending
from muster.settings import Settings
from muster.signing import KeyFile

EVERY: Final = 30  # seconds
_LAST_MAIL: Final = 20.0  # seconds to get the reply to a message that is just going out
_LOG: Final = logging.getLogger("muster.jobs")


class Worker:
    """Plans and sends the reminders of every agency, and tends the trees over their logs."""

    def __init__(self, sending: Sending, keys: KeyFile) -> None:
        """Remember how mail is sent, what signs checkpoints, and on which local day each program was planned."""
        self._sending, self._keys = sending, keys
        self._planned: dict[UUID, dict[UUID, date]] = {}
        self._busy = asyncio.Lock()
        self._stopping = False

    @classmethod
    def of(cls, settings: Settings) -> Worker:
        """Return the worker that the settings describe.

        Raises:
            Invalid: the address of the mail server, or of the sender, is not one.
        """
        sending = Sending(Post.of(**settings.mail()).deliver, catalogue.words, settings.link("/me"))
        return cls(sending, KeyFile(**settings.signing()))

    async def tick(self) -> Counter[State]:
        """Do what is due now, agency by agency; return what became of how many reminders."""
        done: Counter[State] = Counter()
        async with self._busy:
            try:
                for agency in await reminders.agencies():
                    await self._work_for(Scope(agency), done)
                    await self._tend(Scope(agency))
            except Unavailable as why:
                _LOG.warning("nothing can be done now: %s", why)
        return done

    async def _work_for(self, scope: Scope, done: Counter[State]) -> None:
        """Do what is due for one agency. What goes wrong with it is no matter of the others."""
        try:
            planned = self._planned.get(scope.agency)
            self._planned[scope.agency] = await reminders.plan_reminders(scope, now=clock.instant(), planned=planned)
            done[State.UNKNOWN] += await reminders.give_up(scope, now=clock.instant())
            while not self._stopping:
                run = await reminders.send_next(scope, now=clock.instant(), sending=self._sending)
                if run is None:
                    break
                done.update(each.state for each in run.settled)
                if not run.more:
                    break
        except Unavailable:
            raise
        except Exception:  # noqa: BLE001 - whatever it is, it is on the log, and the next agency waits
            _LOG.exception("the reminders of agency %s were left for the next tick", scope.agency)

    async def _tend(self, scope: Scope) -> None:
        """Take what is new into the trees, and sign how they stand. What does not hold is said at every tick.

        Imports that nobody went on with are taken away, with their files.
        """
        try:
            await drafts.sweep(scope, at=clock.instant())
            await checkpoints.tend(scope, at=clock.instant(), keys=self._keys)
        except Unavailable:
            raise
        except Refusal as why:
            _LOG.error("agency %s: %s", scope.agency, why)

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """Tick while inside. A message that is just going out when this ends is waited for, a little."""
        scheduler = AsyncIOScheduler(timezone="UTC")
        scheduler.add_job(
            self.tick,
            "interval",
            seconds=EVERY,
            next_run_time=clock.instant(),
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )
        self._stopping = False
        scheduler.start()
        try:
            yield
        finally:
            self._stopping = True
            scheduler.pause()
            with suppress(TimeoutError):
                async with asyncio.timeout(_LAST_MAIL), self._busy:
                    pass
            scheduler.shutdown(wait=False)
