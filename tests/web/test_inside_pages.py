"""Nothing in a page runs but our one script, and nothing is styled from within: every page, whoever asks."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from muster.domain.access import Role
from tests.api.asking import A_PAGE, everything_to_read
from tests.api.world import World
from tests.cast import Cast, join
from tests.web.conftest import Looker

INSIDE = {"style", "iframe", "object", "embed", "base", "applet"}
LEADS = {"action", "cite", "data", "formaction", "href", "poster", "src", "srcset", "xlink:href"}


class Inside(HTMLParser):
    """Collects what a policy without exceptions would stop, or should."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._in_script = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name.lower(): (value or "").strip() for name, value in attrs}
        if tag in INSIDE or (tag == "script" and not said.get("src", "").startswith("/assets/")):
            self.found.append(f"<{tag}>")
        self._in_script = tag == "script"
        self.found += [f"{name}=" for name in said if name in {"style", "srcdoc"} or name.startswith("on")]
        self.found += [f"{name}={said[name]}" for name in said.keys() & LEADS if not is_ours(said[name])]
        refresh = said.get("content", "").partition("url=")[2]
        if tag == "meta" and "http-equiv" in said and not (said["http-equiv"] == "refresh" and is_ours(refresh)):
            self.found.append("http-equiv=")

    def handle_data(self, data: str) -> None:
        if self._in_script and data.strip():
            self.found.append("a script of the page's own")

    def handle_endtag(self, tag: str) -> None:
        self._in_script = False


def is_ours(address: str) -> bool:
    """Does it lead to a page of ours, or to a place on the same one?"""
    return address == "" or (address.startswith(("/", "#", "?")) and not address.startswith(("//", "/\\")))


@pytest.mark.prove
async def test_no_page_has_script_or_style_inside_or_leads_elsewhere(world: World, cast: Cast, looking: Looker) -> None:
    read = 0
    for who in (None, cast.amara, cast.ben, cast.chidi, cast.dana, await join(cast.amara, Role.HR)):
        client = await looking(who)
        for asked in (*everything_to_read(world), {"method": "GET", "url": "/nowhere"}):
            for method in ("GET", "PATCH"):
                reply = await client.request(**{**asked, "method": method, "headers": {"Accept": A_PAGE}})
                if reply.headers.get("Content-Type", "").startswith("text/html"):
                    read += 1
                    assert Inside(reply.text).found == [], f"{method} {asked['url']} {reply.status_code}"
    assert read > 50


async def test_a_page_sent_back_with_what_was_typed_has_none_of_it_either(
    world: World, looking: Looker, cast: Cast
) -> None:
    typed = "\"><script>alert(1)</script><p style='x' onclick=\"alert(1)\"><a href='javascript:alert(1)'>"
    stranger, amara = await looking(None), await looking(cast.amara)
    replies = [
        await stranger.post("/sign-in", data={"email": typed, "password": "x", "next": typed}),
        await amara.post(
            world.at("/people/{person}/completions/new"), data={"course": typed, "day": typed, "hours": typed}
        ),
        await amara.get("/people", params={"named": typed}),
        await amara.get("/people", params={"page": typed}),
        await stranger.get("/sign-in", params={"next": f"/{typed}"}),
    ]

    for reply in replies:
        assert Inside(reply.text).found == [], reply.request.url
    assert any("alert(1)" in reply.text for reply in replies), "nothing that was typed came back: this proves nothing"


@pytest.mark.parametrize(
    "html",
    [
        "<script src='/x.js'></script>",
        "<script>alert(1)</script>",
        "<script src='/assets/muster.js'>alert(1)</script>",
        "<script src='//elsewhere.example/assets/x.js'></script>",
        "<p style='color: red'>",
        "<p onclick='x()'>",
        "<a href='javascript:alert(1)'>",
        "<a href=' JavaScript:alert(1)'>",
        "<img src='data:image/svg+xml,x'>",
        "<img src='https://elsewhere.example/x.png'>",
        "<form action='//elsewhere.example/'>",
        "<style>p { color: red }</style>",
        "<meta http-equiv='refresh' content='0; url=https://elsewhere.example/'>",
        "<base href='https://elsewhere.example/'>",
    ],
)
def test_what_is_planted_is_found(html: str) -> None:
    assert len(Inside(f"<!doctype html><html><body>{html}</body></html>").found) > 0
