"""Pages drawn from templates, in the reader's words, under the reader's navigation."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final
from urllib.parse import quote

from litestar import MediaType, Response

from muster.domain.glossary import GLOSSARY
from muster.domain.people import called
from muster.http import origins, sessions
from muster.http.pages import drawing
from muster.http.requests import request_id
from muster.web.navigation import may_search, navigation
from muster.web.reader import Asked, known_reader, words_for

_PAGES: Final = drawing(Path(__file__).parent / "templates")


def capital(text: str) -> str:
    """Return a sentence with its first letter large.

    >>> capital("cleared through November 30, 2026")
    'Cleared through November 30, 2026'
    """
    return text[:1].upper() + text[1:]


_PAGES.globals["glossary"] = GLOSSARY
_PAGES.filters.update(
    called=called,
    capital=capital,
    named=lambda name, words: words.name(name),
    part=lambda text: quote(str(text), safe=""),
)


def drawn(
    request: Asked, template: str, *, status: int = 200, headers: Mapping[str, str] | None = None, **values: object
) -> Response[str]:
    """Return a page. No cache keeps it: whatever is on it is about somebody."""
    found, session = known_reader(request), sessions.held(request)
    html = _PAGES.get_template(template).render(
        words=words_for(request),
        reader=found,
        places=navigation(found, request.url.path) if found else [],
        may_search=found is not None and may_search(found),
        idle=int(session.idle.total_seconds()) if found and session else 0,
        request_id=request_id(request.scope),
        development=request.app.state[origins.STATE].development,
        organisation=request.app.state["organisation"],
        **values,
    )
    kept = {"Cache-Control": "no-store", "Vary": "Accept, Accept-Language, Cookie", **(headers or {})}
    return Response(html, status_code=status, media_type=MediaType.HTML, headers=kept)


def sent_to(path: str) -> Response[str]:
    """Send the browser to another page of ours, to be asked for with GET (303)."""
    headers = {"Location": path, "Cache-Control": "no-store"}
    return Response("", status_code=303, media_type=MediaType.TEXT, headers=headers)
