"""The application: wiring only."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext

from litestar import Litestar
from litestar.di import Provide

from muster import catalogue
from muster.api import document
from muster.api.routes import ROUTES
from muster.files import Files
from muster.http import faults, lists, origins, pages, requests, seeing, sessions, signed, versions
from muster.http.observed import observed
from muster.mail import Post
from muster.openid.provider import Provider
from muster.persistence.opening import Place, opened
from muster.sealing import Sealing
from muster.services.erasure import Home
from muster.services.letters import Mailing
from muster.services.works import Works
from muster.settings import Settings
from muster.signing import KeyFile
from muster.web import refusals
from muster.web.routes import ROUTES as PAGES

_LARGEST_BODY = 2_000_000  # bytes


def create_app(
    settings: Settings, *, database: bool = True, beside: Callable[[], AbstractAsyncContextManager[None]] | None = None
) -> Litestar:
    """Return the application. Without ``database``, whoever calls has opened it.

    ``beside`` is what runs for as long as it serves.

    Raises:
        Invalid: the settings of mail, or of the organisation's sign-in, are not what they must be.
    """
    secure = not settings.insecure_cookies
    kept = sessions.configured(secure=secure, hours=settings.session_hours, idle_minutes=settings.idle_minutes)
    evidence = Files(settings.home / "evidence")
    keys = KeyFile(**settings.signing())
    sealing = Sealing(settings.sealing_file)
    mailing = Mailing(Post.of(**settings.mail()).deliver, catalogue.words, settings.link)
    organisation = settings.openid()
    provider = Provider.of(**organisation) if organisation else None

    @asynccontextmanager
    async def with_database(_: Litestar) -> AsyncIterator[None]:
        async with opened(Place(**settings.database())):
            yield

    works = Works()

    @asynccontextmanager
    async def with_works(_: Litestar) -> AsyncIterator[None]:
        try:
            yield
        finally:
            await works.close()

    @asynccontextmanager
    async def with_work(_: Litestar) -> AsyncIterator[None]:
        async with beside() if beside else nullcontext():
            yield

    app = Litestar(
        [*pages.ROUTES, *ROUTES, *PAGES],
        after_exception=[refusals.find_reader],
        before_send=[requests.finishing(secure=secure)],
        dependencies={
            **signed.DEPENDENCIES,
            "keys": Provide(lambda: keys, sync_to_thread=False),
            "mailing": Provide(lambda: mailing, sync_to_thread=False),
            "provider": Provide(lambda: provider, sync_to_thread=False),
            "home": Provide(lambda: Home(evidence, settings.home / "mail"), sync_to_thread=False),
            "kept": Provide(lambda: evidence, sync_to_thread=False),
            "sealing": Provide(lambda: sealing, sync_to_thread=False),
            "paging": Provide(lists.paging, sync_to_thread=False),
            "seeing": Provide(seeing.seeing, sync_to_thread=False),
            "works": Provide(lambda: works, sync_to_thread=False),
            "version": Provide(versions.version, sync_to_thread=False),
        },
        exception_handlers=refusals.HANDLERS,
        guards=[signed.guard],
        lifespan=[with_database, with_work, with_works] if database else [with_work, with_works],
        logging_config=None,
        middleware=[sessions.Sessions(kept)],
        openapi_config=document.configured(),
        plugins=[faults.Bodies()],
        request_max_body_size=_LARGEST_BODY,
    )
    app.state["session_cookie"] = kept.name
    app.state[sessions.STATE] = kept
    app.state[origins.STATE] = origins.Reach(development=not secure, address=settings.base_url)
    # Around the router, so that what no route answers is logged too.
    app.asgi_handler = observed(app.asgi_handler, refusals.answered)
    app.state["organisation"] = provider.name if provider else ""
    return app
