"""The application: wiring only."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from litestar import Litestar
from litestar.di import Provide

from muster.api import document
from muster.api.routes import ROUTES
from muster.http import faults, lists, pages, refusals, requests, sessions, signed, versions
from muster.persistence.opening import Place, opened
from muster.settings import Settings

_LARGEST_BODY = 2_000_000  # bytes


def create_app(settings: Settings, *, database: bool = True) -> Litestar:
    """Return the application. Without ``database``, whoever calls has opened it."""
    secure = not settings.insecure_cookies
    kept = sessions.configured(secure=secure, hours=settings.session_hours)

    @asynccontextmanager
    async def with_database(_: Litestar) -> AsyncIterator[None]:
        async with opened(Place(**settings.database())):
            yield

    app = Litestar(
        [*pages.ROUTES, *ROUTES],
        before_send=[requests.finishing(secure=secure)],
        dependencies={
            **signed.DEPENDENCIES,
            "paging": Provide(lists.paging, sync_to_thread=False),
            "version": Provide(versions.version, sync_to_thread=False),
        },
        exception_handlers=refusals.HANDLERS,
        guards=[signed.guard],
        lifespan=[with_database] if database else [],
        logging_config=None,
        middleware=[kept.middleware],
        openapi_config=document.configured(),
        plugins=[faults.Bodies()],
        request_max_body_size=_LARGEST_BODY,
        stores={kept.store: sessions.SessionStore()},
    )
    app.state["session_cookie"] = kept.key
    return app
