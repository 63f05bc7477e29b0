"""Pages for people, drawn on the server: nothing from elsewhere. And the pages of the problems."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from jinja2 import BaseLoader, ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from litestar import MediaType, Response, get
from litestar.params import FromPath

from muster.domain.errors import NotFound
from muster.http.catalogue import CATALOGUE

_HERE: Final = Path(__file__).parent
_KINDS: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
_FOR_EVER: Final = "public, max-age=31536000, immutable"
_FOR_AN_HOUR: Final = "public, max-age=3600"


def _named(file: Path) -> str:
    """Return the name a file is served under: it changes with its content, so that it can be kept for ever."""
    return f"{file.stem}.{hashlib.sha256(file.read_bytes()).hexdigest()[:12]}{file.suffix}"


_ASSETS: Final = {_named(file): file for file in sorted((_HERE / "static").iterdir()) if file.suffix in _KINDS}
_PLACES: Final = {file.name: f"/assets/{name}" for name, file in _ASSETS.items()}


def drawing(*folders: Path) -> Environment:
    """Return what draws pages from templates: the caller's folders first, then what all pages share."""
    loaders: list[BaseLoader] = [FileSystemLoader(folder) for folder in (*folders, _HERE / "templates")]
    found = Environment(
        loader=ChoiceLoader(loaders), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    found.globals["assets"] = _PLACES
    return found


def page(html: str) -> Response[str]:
    """Return a page that holds nothing personal."""
    return Response(html, media_type=MediaType.HTML, headers={"Cache-Control": _FOR_AN_HOUR})


_PAGES: Final = drawing()


@get("/problems", include_in_schema=False, opt={"skip_session": True})
async def problem_types() -> Response[str]:
    """List everything that can go wrong."""
    return page(_PAGES.get_template("problems.html").render(problems=CATALOGUE.values()))


@get("/problems/{code:str}", include_in_schema=False, opt={"skip_session": True})
async def problem_type(code: FromPath[str]) -> Response[str]:
    """Say what a problem is, and what to do about it.

    Raises:
        NotFound: there is no problem of this name.
    """
    if code not in CATALOGUE:
        raise NotFound("there is no problem of this name; /problems lists them all")
    return page(_PAGES.get_template("problem.html").render(problem=CATALOGUE[code]))


@get("/assets/{name:str}", include_in_schema=False, opt={"skip_session": True})
async def asset(name: FromPath[str]) -> Response[bytes]:
    """Return what the pages are drawn with.

    Raises:
        NotFound: there is no such file.
    """
    if name not in _ASSETS:
        raise NotFound("there is no such file")
    file = _ASSETS[name]
    return Response(file.read_bytes(), media_type=_KINDS[file.suffix], headers={"Cache-Control": _FOR_EVER})


ROUTES: Final = (problem_types, problem_type, asset)
