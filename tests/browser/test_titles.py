"""What a page is called tells it from every other: in a row of tabs, and to whoever hears it first."""

from __future__ import annotations

import html
import re
from collections import defaultdict

import pytest
from playwright.async_api import Browser

from tests.browser.screens import SCREENS
from tests.browser.served import IN_SPANISH, Served

_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


@pytest.mark.parametrize("language", ["en", "es"])
async def test_no_two_pages_are_called_the_same(language: str, browser: Browser, served: Served) -> None:
    called = defaultdict(set)
    for screen in SCREENS:
        if screen.sent is None and screen.status == 200 and language in screen.languages:
            who = IN_SPANISH.get(screen.who or "", screen.who) if language == "es" else screen.who
            context = await browser.new_context(locale=f"{language}-US", storage_state=served.signed_in(who))
            reply = await context.request.get(served.at(screen.path, screen.ids), headers={"Accept": "text/html"})
            title = _TITLE.search(await reply.text())
            await context.close()
            assert title, screen.name
            called[html.unescape(title[1])].add(screen.path)

    assert {title: paths for title, paths in called.items() if len(paths) > 1} == {}
    assert len(called) > 20
