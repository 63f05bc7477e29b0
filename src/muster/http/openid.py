"""The cookie that somebody comes back with from their organisation's sign-in: for ten minutes, and once."""

from __future__ import annotations

from typing import Any, Final

from litestar import Request
from litestar.datastructures import Cookie

from muster.domain.accounts.openid import FLOW_LASTS
from muster.http.sessions import SECURE_NAME

_NAME: Final = "openid"
_LONGEST: Final = 100


def given(request: Request[Any, Any, Any], value: str) -> Cookie:
    """Return the cookie. Not strict, as the session's is: whoever comes back comes from another site."""
    return _cookie(request, value, int(FLOW_LASTS.total_seconds()))


def taken_back(request: Request[Any, Any, Any]) -> Cookie:
    """Return what makes the browser forget it."""
    return _cookie(request, "", 0)


def brought(request: Request[Any, Any, Any]) -> str:
    """Return what the browser brought; nothing, when it brought none."""
    return request.cookies.get(_key(request), "")[:_LONGEST]


def _cookie(request: Request[Any, Any, Any], value: str, max_age: int) -> Cookie:
    secure = _secure(request)
    return Cookie(
        key=_key(request), value=value, path="/", max_age=max_age, secure=secure, httponly=True, samesite="lax"
    )


def _key(request: Request[Any, Any, Any]) -> str:
    return f"__Host-{_NAME}" if _secure(request) else _NAME


def _secure(request: Request[Any, Any, Any]) -> bool:
    return bool(request.app.state["session_cookie"] == SECURE_NAME)
