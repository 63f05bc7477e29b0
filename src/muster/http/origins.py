"""Where a request comes from: a page of ours, a program, or a page of somebody else's.

Decision 19. No form carries a token: browsers themselves say where a request comes from, and
what does not say it is not let change anything on the strength of a cookie. A request that brings
an API token is judged by that instead: no page can add one for another site without asking that site first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from litestar.connection import ASGIConnection

from muster.domain.errors import Forbidden
from muster.domain.hosts import host_of, is_loopback
from muster.http.sessions import signed_in_as

Connection = ASGIConnection[Any, Any, Any, Any]

STATE: Final = "reach"
_HARMLESS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_OUR_PAGES: Final = frozenset({"same-origin", "none"})  # none: typed into the address line, or a bookmark
_API: Final = "/api/"


@dataclass(frozen=True, slots=True)
class Reach:
    """How muster is reached. ``development``: over plain http, from this machine only; ``address``: its own."""

    development: bool = False
    address: str | None = None

    @property
    def origin(self) -> str | None:
        """What a browser calls the place that its pages come from."""
        return "{0.scheme}://{0.netloc}".format(urlsplit(self.address)).lower() if self.address else None


def refuse_other_machines(connection: Connection) -> None:
    """Refuse, in development mode, what is asked under the name of another machine.

    Raises:
        Forbidden: it is (``not-this-machine``).
    """
    reach: Reach = connection.app.state[STATE]
    if reach.development and not is_loopback(host_of(connection.headers.get("Host", ""))):
        raise Forbidden(
            "muster runs in development mode, for this machine alone: open it as http://localhost",
            code="not-this-machine",
        )


def refuse_others(connection: Connection) -> None:
    """Refuse what a page of another site may have sent, before anything of it is read.

    Raises:
        Forbidden: it comes from elsewhere (``cross-origin``), does not say where from although a cookie
            or a form would let it in (``no-origin``), from our own address over plain http
            (``not-over-tls``), or in development mode under the name of another machine
            (``not-this-machine``).
    """
    refuse_other_machines(connection)
    reach: Reach = connection.app.state[STATE]
    host = connection.headers.get("Host", "").lower()
    if connection.scope.get("method") in _HARMLESS:
        return
    if reach.origin and host != urlsplit(reach.origin).netloc and not is_loopback(host_of(host)):
        raise Forbidden("muster is not called by that name here; nothing was changed", code="cross-origin")
    site, origin = connection.headers.get("Sec-Fetch-Site"), connection.headers.get("Origin", "").lower()
    if site is not None or origin:
        if site in _OUR_PAGES if site is not None else origin in _ours(reach, host):
            return
        if site is None and origin == f"http://{host}":
            raise Forbidden(
                "this page was opened over plain http, where anybody on the way can read along; open it as https://",
                code="not-over-tls",
            )
        raise Forbidden("a page of another site sent this; nothing was changed", code="cross-origin")
    if signed_in_as(connection) is not None or not connection.url.path.startswith(_API):
        raise Forbidden(
            "this does not say where it comes from; nothing was changed. A program that sends a cookie also sends "
            "Origin, with the address of muster",
            code="no-origin",
        )


def _ours(reach: Reach, host: str) -> set[str]:
    """Return the origins of our pages; where no address is set, that is wherever the request was sent to."""
    scheme = "http" if reach.development else "https"
    found = {f"{scheme}://{host}"}
    return found | {reach.origin} if reach.origin else found
