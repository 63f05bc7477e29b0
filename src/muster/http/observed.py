"""One line in the log for every request: who, what, how it ended and how long it took; never what was in it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from time import perf_counter
from typing import Any, Final

from litestar import Request, Response
from litestar.enums import ScopeType
from litestar.status_codes import HTTP_400_BAD_REQUEST, HTTP_500_INTERNAL_SERVER_ERROR
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from muster import logs
from muster.http.requests import request_id

Asked = Request[Any, Any, Any]

_LOG: Final = logging.getLogger("muster.requests")
_PROBLEM: Final = "muster_problem"
_NO_ROUTE: Final = "(no route)"
_WATCHED: Final = frozenset({"/health", "/ready"})  # asked every few seconds: for who looks closely
_METHODS: Final = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"})


def observed(handle: ASGIApp, answered: Callable[[Asked, Exception], Response[Any]]) -> ASGIApp:
    """Return the application with every request of it on the log, also those that no route answers.

    The address is the route's own, as `/people/{person}`: what stands in its place may be a link
    that lets somebody in, and a query may be anything. ``answered`` answers what goes wrong too
    late for Litestar: in the moment of sending, as when a session cannot be kept.
    """

    async def observe(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await handle(scope, receive, send)
            return
        status: int | None = None

        async def sent(message: Message) -> None:
            nonlocal status
            await send(message)
            if message["type"] == "http.response.start":
                status = message["status"]  # after the hooks, one of which makes a 304 of a 200

        began = perf_counter()
        with logs.about(request=request_id(scope)):
            try:
                await handle(scope, receive, sent)
            except Exception as why:
                if status is not None:
                    raise  # half a reply is out, and only the server can break the line
                request = Request[Any, Any, Any](scope, receive, sent)
                cause = why.__cause__ if isinstance(why.__cause__, Exception) else why
                reply = answered(request, cause).to_asgi_response(None, request)
                await reply(scope, receive, sent)
            finally:
                _write(scope, status, (perf_counter() - began) * 1000)

    return observe


def refused_with(scope: Scope, code: str) -> None:
    """Remember the code of the problem that a request is answered with."""
    scope["state"][_PROBLEM] = code


def _write(scope: Scope, status: int | None, took: float) -> None:
    path, method = str(scope.get("path_template") or _NO_ROUTE), str(scope.get("method"))
    fields: dict[str, object] = {
        "method": method if method in _METHODS else "(another)",
        "path": path,
        "status": status,
        "ms": round(took, 1),
    }
    if code := scope["state"].get(_PROBLEM):
        fields["problem"] = code
    if status is None or status >= HTTP_500_INTERNAL_SERVER_ERROR:
        level = logging.ERROR
    else:
        level = logging.DEBUG if path in _WATCHED and status < HTTP_400_BAD_REQUEST else logging.INFO
    logs.line(_LOG, level, "answered" if status is not None else "broken off", **fields)
