"""What a page is called tells it from every other: in a row of tabs, and to whoever hears it first."""

from __future__ import annotations

import html
import re
from collections import defaultdict

import httpx
import pytest
from playwright.async_api import Browser

from tests.browser.screens import LANGUAGES, SCREENS
from tests.browser.served import IN_SPANISH, Served

_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


@pytest.mark.prove
@pytest.mark.parametrize("language", LANGUAGES)
async def test_no_two_pages_are_called_the_same(language: str, browser: Browser, served: Served) -> None:
    called = defaultdict(set)
    async with httpx.AsyncClient(headers={"Accept": "text/html", "Accept-Language": language}) as client:
        for screen in SCREENS:
            if screen.sent is None and screen.status == httpx.codes.OK and language in screen.languages:
                who = IN_SPANISH.get(screen.who or "", screen.who) if language == "es" else screen.who
                cookie = {"Cookie": f"{served.cookie}={served.cookies[who]}"} if who else {}
                page = await client.get(served.at(screen.path, screen.ids), headers=cookie)
                title = _TITLE.search(page.text)
                if page.status_code == httpx.codes.OK:  # what is still being read leads elsewhere
                    assert title, screen.name
                    called[html.unescape(title[1])].add(screen.path)

    assert {title: paths for title, paths in called.items() if len(paths) > 1} == {}
    assert len(called) > 20
