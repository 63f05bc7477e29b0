"""The first page: whatever somebody's work begins on."""

from __future__ import annotations

from typing import Any

from litestar import Response, get

from muster.http.signed import Signed
from muster.web.drawing import sent_to
from muster.web.navigation import home_of


@get("/", include_in_schema=False)
async def home(principal: Signed) -> Response[Any]:
    """Lead everybody to where their work begins."""
    return sent_to(home_of(principal))
