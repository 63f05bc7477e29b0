"""Asks for everything that an application answers, follows every link, and hunts through what it says."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from html import unescape
from typing import cast

import httpx
import pikepdf
from litestar import Litestar

from tests.api.matrix import ROWS, Json, Row
from tests.api.tenancy import A_PAGE, routes
from tests.api.world import World
from tests.reports.listening import listen
from tests.web.matrix import PAGES
from tests.web.test_pages import asked as asked_of_page

MOST = 600  # links followed
NOT_TRIED = {"DELETE /api/v1/session", "POST /api/v1/imports", "POST /api/v1/imports/plans", "POST /sign-out"}
REPORTS = "/api/v1/reports/"
FILES = ("pdf", "xlsx")
_ROWS = {each.name: each for each in ROWS}
_PAGES = {each.name: each for each in PAGES}
_LINKS = re.compile(r'<a\s[^>]*?href="([^"]*)"')
_NEXT = re.compile(r'<([^>]+)>; rel="next"')


@dataclass(slots=True)
class Crawl:
    """One caller's walk. ``seen``: where each word was found; ``statuses``: how it was answered on the way."""

    client: httpx.AsyncClient
    words: frozenset[str]
    seen: dict[str, list[str]] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    statuses: set[int] = field(default_factory=set)
    links: list[str] = field(default_factory=list)

    async def ask(self, request: Json) -> httpx.Response:
        """Ask, and hunt through the answer: its headers, its text, and what is packed into it."""
        reply = await self.client.request(**request)
        where = f"{request['method']} {reply.request.url.raw_path.decode()}"
        self.asked.add(where)
        self.statuses.add(reply.status_code)
        asked = repr(request)
        said = [str(reply.headers.multi_items()), *texts(reply)]
        for word in self.words:
            if word not in asked and any(word in each for each in said):
                self.seen.setdefault(word, []).append(f"{where}: {reply.status_code}")
        self._note(reply)
        return reply

    def _note(self, reply: httpx.Response) -> None:
        """Keep what an answer leads to."""
        found = [*_NEXT.findall(reply.headers.get("Link", "")), reply.headers.get("Location", "")]
        if reply.headers.get("Content-Type", "").startswith("text/html"):
            found += map(unescape, _LINKS.findall(reply.text))
        self.links += [each for each in found if each.startswith("/") and not each.startswith("//")]

    async def follow(self) -> None:
        """Follow every link that was found, and those behind it, each once."""
        followed: set[str] = set()
        while self.links and len(followed) < MOST:
            link = self.links.pop()
            if link in followed or "format=" in link or link.startswith(("/problems/", "/sign-out")):
                continue  # files are asked for by themselves; what is explained is the same for everybody
            followed.add(link)
            page = not link.startswith("/api/")
            await self.ask({"method": "GET", "url": link, "headers": A_PAGE if page else {}})


def reads(app: Litestar, world: World) -> Iterator[Json]:
    """Yield a request for everything that can be read of a world: every route that there is, with a row or without."""
    for route in sorted(routes(app)):
        method, _, path = route.partition(" ")
        if method != "GET":
            continue
        if route in _ROWS and not _ROWS[route].public:
            request = _ROWS[route].request(world)
        else:
            request = {"method": "GET", "url": path.format_map(_Named(world))}
        if route in _PAGES:
            request["headers"] = A_PAGE
        yield request
        if "limit" not in str(request.get("params")) and "/api/" in path and not path.startswith(REPORTS):
            yield {**request, "params": {**request.get("params", {}), "limit": "1"}}
    for word in (world.canary[:5],):
        yield {"method": "GET", "url": "/people", "params": {"named": word}, "headers": A_PAGE}


class _Named(dict[str, object]):
    """What an address names: a thing of this world, or, of the public ones, a word."""

    def __init__(self, world: World) -> None:
        super().__init__({"code": "not-found", "name": "muster.css", "position": 1})
        self._world = world

    def __missing__(self, name: str) -> object:
        return self._world.ids[name]


def files(world: World) -> Iterator[Json]:
    """Yield a request for every report, in every kind of file."""
    for route, row in _ROWS.items():
        if route.startswith(f"GET {REPORTS}"):
            for kind in FILES:
                asked = row.request(world)
                yield {**asked, "params": {**asked["params"], "format": kind, "language": "es"}}


def provocations(app: Litestar, world: World) -> Iterator[Json]:
    """Yield what is refused, one way or another: what is not one's own, said badly, at no version or at a wrong one."""
    for route in sorted(set(routes(app)) - NOT_TRIED):
        row: Row | None = _ROWS.get(route)
        if row is not None and row.method != "GET" and not row.public:
            yield row.request(world)
            yield row.request(world, bad=True)
            yield {**row.request(world), "headers": {}}
        elif row is not None and not row.public:
            yield row.request(world, bad=True)
        elif route in _PAGES and _PAGES[route].method == "POST" and not _PAGES[route].public:
            yield {"headers": A_PAGE, **asked_of_page(_PAGES[route], world)}


def texts(reply: httpx.Response) -> Iterator[str]:
    """Yield everything that an answer says, unpacked."""
    kind = reply.headers.get("Content-Type", "")
    yield from unpacked(reply.content, pdf="pdf" in kind)


def unpacked(content: bytes, *, pdf: bool = False) -> Iterator[str]:
    """Yield what is in a file: of an archive, each of its members; of a PDF, what it says and all that it holds."""
    if pdf or content.startswith(b"%PDF"):
        yield from _heard(content)
    elif content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name
                yield from unpacked(archive.read(name))
    else:
        yield content.decode(errors="replace")


def _heard(content: bytes) -> Iterator[str]:
    """Yield what a PDF says to whoever sees it and whoever hears it, its properties, bookmarks and loose strings."""
    heard = listen(content)
    yield heard.tree.says()
    yield " ".join(each.alt for each in heard.tree.walk())
    yield from ("".join(texts.values()) for texts in heard.pieces)
    yield from ("".join(texts) for texts in (*heard.artifacts, heard.loose))
    for each in heard.pdf.objects:
        if isinstance(each, pikepdf.Stream):
            yield each.read_bytes().decode("latin-1")
        else:
            yield repr(each)
    yield " ".join(_strings(heard.pdf))


def _strings(pdf: pikepdf.Pdf) -> Iterable[str]:
    return [str(value) for value in cast("dict[str, object]", pdf.docinfo).values()]


def mail(content: bytes) -> Iterator[str]:
    """Yield what a message says: its headers, and each part as whoever reads it sees it."""
    message = message_from_bytes(content, policy=policy.default)
    yield str(message.items())
    for part in message.walk():
        if not part.is_multipart():
            said = part.get_content()
            yield said if isinstance(said, str) else said.decode(errors="replace")
