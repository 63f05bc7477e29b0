"""What every reply carries: the id of its request, the headers that keep browsers careful, and 304."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import Final
from uuid import uuid4

from litestar.datastructures import Headers, MutableScopeHeaders
from litestar.routes import HTTPRoute
from litestar.status_codes import HTTP_200_OK, HTTP_304_NOT_MODIFIED
from litestar.types import Message, Scope

from muster.domain.hosts import host_of, is_loopback

REQUEST_ID: Final = "X-Request-ID"
_WELL_FORMED: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{7,63}")
_KEPT: Final = "muster_request_id"

# No page of muster has a script, or style inside it, and nothing is ever fetched from elsewhere. What no page
# uses is not allowed: whoever brings the first script also brings the word for it here.
_PAGES: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'"
)
_DATA: Final = "default-src 'none'; frame-ancestors 'none'"
_ALWAYS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        # Not no-referrer: with that, browsers send a page's own forms without saying where they come from.
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(self), geolocation=(), microphone=()",
    }
)
_A_YEAR: Final = "max-age=31536000"


def request_id(scope: Scope) -> str:
    """Return the id of a request: the one it came with, if that is well formed, else one of our own."""
    state = scope["state"]
    if _KEPT not in state:
        sent = Headers.from_scope(scope).get(REQUEST_ID, "")
        state[_KEPT] = sent if _WELL_FORMED.fullmatch(sent) else str(uuid4())
    return str(state[_KEPT])


def finishing(*, secure: bool) -> Callable[[Message, Scope], Awaitable[None]]:
    """Return the hook that finishes every reply. ``secure``: muster is reached over TLS."""

    async def finish(message: Message, scope: Scope) -> None:
        if message["type"] == "http.response.start":
            headers = MutableScopeHeaders.from_message(message)
            headers[REQUEST_ID] = request_id(scope)
            for name, value in _ALWAYS.items():
                headers.setdefault(name, value)  # a page whose address lets somebody in tells it to nobody
            page = headers.get("Content-Type", "").startswith("text/html")
            headers["Content-Security-Policy"] = _PAGES if page else _DATA
            headers.setdefault("Cache-Control", "no-store")
            if secure and not _on_this_machine(scope):
                headers["Strict-Transport-Security"] = _A_YEAR
            if scope.get("method") == "OPTIONS" and "Allow" in headers:
                headers["Allow"] = _allowed(scope)
            if _unchanged(scope, message["status"], headers.get("ETag")):
                message["status"] = HTTP_304_NOT_MODIFIED
                scope["state"]["muster_unchanged"] = True
                for name in ("Content-Type", "Content-Length"):
                    if name in headers:
                        del headers[name]
        elif message["type"] == "http.response.body" and scope["state"].get("muster_unchanged"):
            message["body"] = b""

    return finish


def _on_this_machine(scope: Scope) -> bool:
    """Is it asked over plain http from where it runs? Then there is no TLS to insist on."""
    return scope["scheme"] == "http" and is_loopback(host_of(Headers.from_scope(scope).get("Host", "")))


def _allowed(scope: Scope) -> str:
    """Return every method of an address; Litestar answers OPTIONS with those of one of its handlers."""
    routes = scope["litestar_app"].routes
    here = (each for each in routes if isinstance(each, HTTPRoute) and each.path_format == scope.get("path_template"))
    return ", ".join(sorted({method for route in here for method in route.methods}))


def _unchanged(scope: Scope, status: int, etag: str | None) -> bool:
    """Has the client got this already? (RFC 9110, 13.1.2: a weak comparison)."""
    if status != HTTP_200_OK or etag is None or scope.get("method") not in {"GET", "HEAD"}:
        return False
    asked = Headers.from_scope(scope).get("If-None-Match", "")
    return asked.strip() == "*" or etag in {each.strip().removeprefix("W/") for each in asked.split(",")}
