"""Mail that goes out once the reply has gone: who asked waits for neither, and learns nothing from how long it took."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from typing import Any, Final, TypeVar
from uuid import UUID

from litestar import Request, Response
from litestar.background_tasks import BackgroundTask
from litestar.di import NamedDependency

from muster.http import language, sessions
from muster.services import account_letters
from muster.services.account_letters import Change
from muster.services.letters import Mailing

T = TypeVar("T")

Mailed = NamedDependency[Mailing]

_LOG: Final = logging.getLogger("muster.letters")


def afterwards(reply: Response[T], work: Callable[[], Awaitable[object]]) -> Response[T]:
    """Return the reply; what is to be done is begun when it has been sent."""
    reply.background = BackgroundTask(_done, work)
    return reply


def told(
    reply: Response[T],
    request: Request[Any, Any, Any],
    account: UUID,
    change: Change,
    *,
    mailing: Mailing,
    at: datetime,
) -> Response[T]:
    """Return the reply; when it has been sent, the account's owner is told by mail what was changed of it."""
    browser, spoken = sessions.browser(request), language.accepted(request)
    tell = partial(account_letters.tell, account, change, browser=browser, language=spoken, mailing=mailing, at=at)
    return afterwards(reply, tell)


async def _done(work: Callable[[], Awaitable[object]]) -> None:
    """Do it. What goes wrong is on the log by its kind: words of it may name people, or carry a link."""
    try:
        await work()
    except Exception as why:  # noqa: BLE001 - the reply has gone; nobody is left to be told
        _LOG.error("a letter could not be written or sent: %s", type(why).__name__)
