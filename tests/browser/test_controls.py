"""What is planted on a page, as the server would send it, is found by the rig; and what is not, is not."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.async_api import BrowserContext, Route

from tests.browser.counting import MARK
from tests.browser.english import english
from tests.browser.looks import Lookout, faults, opened
from tests.browser.screens import SCREENS, Screen, Way

PLAIN = Screen("/account/password", "sam")
DESK = Way("en", 1280, "light")
END = "</main>"

# What is planted at the end of a page, and what is said of it; all of a row on one page.
SPANISH = {
    "<p>Look at the people of your program</p>": "English on a page that is not: 'Look at the people",
    "<p>Sign in</p>": "English on a page that is not: 'Sign in'",
    '<p class="wide">Planted</p>': "at 320 px: the page is 9.. px wide in a window of 320",
    '<p><button type="button" class="planted large">+</button></p>': "is 40 x 40, under 44 px",
}
ENGLISH = {
    '<p><img src="/assets/none.svg" width="40" height="40"></p>': "axe, image-alt",
    '<p><button type="button" class="planted">+</button></p>': "is 10 x 10, under 24 px",
    '<p style="margin: 3rem">Planted</p>': "Applying inline style .* Content Security Policy",
    "<script>document.title = 1</script>": "Executing inline script .* Content Security Policy",
    '<p><img src="https://elsewhere.example/a.png" alt="A"></p>': "elsewhere.example/a.png is asked for",
    "<h1>Planted</h1>": "there are 2 of <h1>",
    '<p class="pale">Planted</p>': "axe, color-contrast: .*pale",
    '<p class="dim">Planted</p>': "axe, color-contrast: .*dim",
    '<p><a class="unseen-focus" href="/me">Hidden</a></p>': "'Hidden' does not show that it has the focus",
    '<p class="fixed">Planted</p>': "letters do not grow",
    f"<!-- {'x' * 150_000} -->": "bytes beyond its rows",
    '<p class="moving">Planted</p>': "1 things move",
}
COVERED = {'<div class="over">Planted</div>': "has the focus and cannot be seen"}

# The style of what is planted travels as ours does: from the server, in a sheet.
SHEET = """
.planted { all: unset; display: block; width: 10px; height: 10px; font-size: 8px; overflow: hidden; }
.planted.large { width: 40px; height: 40px; }
.pale { color: #bbb; background: #fff; }
@media (prefers-color-scheme: dark) { .dim { color: #333; background: #222; } }
.unseen-focus:focus { outline: none !important; }
.over { position: fixed; inset: 0; background: Canvas; color: CanvasText; }
.wide { width: 900px; }
.fixed { font-size: 9px; }
.moving { animation: moving 1s infinite; }
@keyframes moving { from { opacity: 0.9; } }
"""


async def changed(context: BrowserContext, path: str, change: Callable[[str], str]) -> None:
    """Let whatever the server sends from there come changed, with the headers that it was sent with."""

    async def answer(route: Route) -> None:
        reply = await route.fetch()
        await route.fulfill(response=reply, body=change(await reply.text()))

    await context.route(path, answer)


async def found(lookout: Lookout, html: str, language: str) -> list[str]:
    """Return what is said of a page with this at its end."""
    way = Way(language, 360 if language == "es" else 1280, "light")

    async def plant(context: BrowserContext) -> None:
        await changed(context, f"**{PLAIN.path}", lambda page: page.replace(END, html + END))
        await changed(context, "**/assets/*.css", lambda sheet: sheet + SHEET)

    async with opened(lookout, PLAIN, way, first=plant) as looking:
        return await faults(looking, PLAIN, way, thorough=True)


@pytest.mark.parametrize("language", ["en", "es"])
async def test_of_a_page_with_nothing_planted_nothing_is_said(language: str, lookout: Lookout) -> None:
    assert await found(lookout, "<p>muster</p>", language) == []


@pytest.mark.parametrize(("planted", "language"), [(ENGLISH, "en"), (SPANISH, "es"), (COVERED, "en")])
async def test_what_is_planted_is_found(planted: dict[str, str], language: str, lookout: Lookout) -> None:
    said = "\n".join(await found(lookout, "".join(planted), language))

    assert [html for html, expected in planted.items() if not re.search(expected, said)] == [], said


async def test_what_moves_while_the_page_loads_is_found(lookout: Lookout) -> None:
    """An image without a size: what stands below it is pushed away when it comes."""

    async def plant(context: BrowserContext) -> None:
        image = '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300"><rect width="9" height="9"/></svg>'

        async def late(route: Route) -> None:
            (page,) = context.pages
            await page.locator("main").wait_for()
            await page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
            await route.fulfill(body=image, content_type="image/svg+xml")

        start = '<main id="main"'
        pushed = f'<p><img src="/assets/late.svg" alt="Late"></p>{start}'
        await changed(context, f"**{PLAIN.path}", lambda page: page.replace(start, pushed))
        await context.route("**/assets/late.svg", late)

    async with opened(lookout, PLAIN, DESK, first=plant) as looking:
        assert "the layout shifts by 0." in "\n".join(await looking.ask("shift"))


async def test_a_summary_that_leads_nowhere_or_has_not_the_focus_is_found(lookout: Lookout) -> None:
    sent = next(each for each in SCREENS if each.path == PLAIN.path and each.sent is not None)
    spoilt = "() => { document.activeElement.blur(); document.getElementById('new').id = 'planted'; }"

    async with opened(lookout, sent, DESK) as looking:
        before = await looking.ask("frame", language="en")
        await looking.page.evaluate(spoilt)
        said = "\n".join(await looking.ask("frame", language="en"))

    assert before == []
    assert "the focus is not on the summary" in said
    assert "the summary's '#new' leads to nothing to type into" in said


def test_english_is_told_from_spanish_and_from_names() -> None:
    spanish = [
        "Las personas de su programa",
        "Chidi Nguyen",
        "555-0117",
        "Iniciar sesión",
        "No",
        "PDF",
        "a las 8 a. m.",
    ]

    assert english(spanish) == []
    assert english(["The people of your program", "Sign in", "Record a completion for Ines", "There is a problem"]) == [
        "The people of your program",
        "Sign in",
        "Record a completion for Ines",
        "There is a problem",
    ]


def test_what_looks_at_pages_is_known_to_need_a_browser(request: pytest.FixtureRequest) -> None:
    here = [item for item in request.session.items if item.path.parent == request.path.parent]
    every = [item for item in here if "browser" in getattr(item, "fixturenames", ())]

    assert every
    assert all(item.get_closest_marker(MARK) for item in every)
