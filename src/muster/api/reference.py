"""The reference: the OpenAPI document, and the same as a page to read. Nothing in it comes from elsewhere."""

from __future__ import annotations

import hashlib
import json
from typing import Any, Final

from litestar import Request, Response, Router, get

from muster.api.document import Json, document
from muster.api.reading import render
from muster.http.pages import page

_DOCUMENT: Final = "muster_document"
_PAGE: Final = "muster_reference"


@get("/openapi.json", include_in_schema=False, opt={"skip_session": True})
async def openapi(request: Request[Any, Any, Any]) -> Response[bytes]:
    """Return the OpenAPI 3.1 document."""
    body = json.dumps(_document(request), ensure_ascii=False).encode()
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    return Response(body, media_type="application/json", headers={"Cache-Control": "no-cache", "ETag": etag})


@get("/reference", include_in_schema=False, opt={"skip_session": True})
async def reference(request: Request[Any, Any, Any]) -> Response[str]:
    """Return the reference as a page."""
    state = request.app.state
    if _PAGE not in state:
        state[_PAGE] = render(_document(request))
    return page(state[_PAGE])


def _document(request: Request[Any, Any, Any]) -> Json:
    state = request.app.state
    if _DOCUMENT not in state:
        state[_DOCUMENT] = document(request.app, cookie=state["session_cookie"])
    found: Json = state[_DOCUMENT]
    return found


router = Router("/", route_handlers=[openapi, reference])
