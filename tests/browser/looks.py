"""Looking at one page in a browser: everything that is asked of every screen, and what is wrong with this one."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from axe_playwright_python.base import AXE_SCRIPT
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Request, Response

from tests.browser.english import english
from tests.browser.screens import Screen, Way
from tests.browser.served import IN_SPANISH, Served

PATIENCE: Final = 15_000  # ms, of a machine that has much else to do
HEAVIEST: Final = 150_000  # bytes of a page beyond its rows, with all that it is drawn with, as they travel
PHONE: Final = 44  # px that a thumb needs
POINTER: Final = 24  # px that anybody needs (WCAG 2.5.8)
NARROW: Final = 320  # px of a small phone, and of a screen of 1280 px at 400 %
HEIGHTS: Final = {320: 256, 360: 640, 1280: 800}  # 1280 x 1024 at 400 % is 320 x 256
USUAL: Final = {"standard": 16, "fixed": 13}  # px of the letters that a browser comes with
LARGE: Final = {name: 2 * size for name, size in USUAL.items()}
SCRIPT: Final = (Path(__file__).with_name("looking.js")).read_text(encoding="utf-8")

# Every rule of axe for WCAG 2.2 at level AA, and those that are good practice. None is left out.
AXE: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


@dataclass
class Looking:
    """A page that is looked at, and what has been heard of it so far."""

    page: Page
    origin: str
    status: int = 0
    heard: list[str] = field(default_factory=list)
    weight: int = 0

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Hear what the page complains of, and where it asks for something."""
        self.page.on("console", self._said)
        self.page.on("pageerror", self._failed)
        self.page.on("request", self._asked)
        yield
        self.page.remove_listener("console", self._said)
        self.page.remove_listener("pageerror", self._failed)
        self.page.remove_listener("request", self._asked)

    def _said(self, message: ConsoleMessage) -> None:
        ours = message.text.startswith("Failed to load resource") and message.location["url"] == self.page.url
        if message.type in {"error", "warning"} and not ours:  # a page about what went wrong is answered so
            self.heard.append(f"the console says: {message.text}")

    def _failed(self, error: Error) -> None:
        self.heard.append(f"a script fails: {error}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith(f"{self.origin}/"):
            self.heard.append(f"{request.url} is asked for, which is elsewhere")

    async def ask(self, what: str, **given: object) -> Any:  # noqa: ANN401 - whatever the question is answered with
        """Ask the page one of the questions of looking.js."""
        return await self.page.evaluate(f"(given) => {SCRIPT.strip()}.{what}(given)", given)

    async def axe(self, *rules: str) -> list[str]:
        """Return what axe finds: all its rules, or only those named."""
        only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": AXE}
        found = await self.page.evaluate(
            "(only) => axe.run(document, {runOnly: only, resultTypes: ['violations']})", only
        )
        return [
            f"axe, {each['id']}: {each['help']}: {node['html'][:160]}"
            for each in found["violations"]
            for node in each["nodes"][:3]
        ]


@dataclass
class Lookout:
    """From where pages are looked at: a browser, the county, and a page for each language, which is used again."""

    browser: Browser
    served: Served
    kept: dict[str, Page] = field(default_factory=dict)

    async def page(self, language: str) -> Page:
        """Return a page on which nobody is signed in and nothing is remembered."""
        if language not in self.kept:
            context = await self.browser.new_context(locale=f"{language}-US")
            self.kept[language] = await context.new_page()
            self.kept[language].set_default_timeout(PATIENCE)
        await self.kept[language].context.clear_cookies()
        return self.kept[language]

    async def forget(self, page: Page) -> None:
        """Use a page no more: whatever is kept of it is not to be seen by another."""
        self.kept = {language: each for language, each in self.kept.items() if each is not page}
        await page.context.close()


@asynccontextmanager
async def opened(
    lookout: Lookout, screen: Screen, way: Way, *, first: Callable[[BrowserContext], Awaitable[None]] | None = None
) -> AsyncIterator[Looking]:
    """Open a screen. ``first`` is what is done to the browser before; nobody else uses it afterwards."""
    page = await lookout.page(way.language)
    who = IN_SPANISH.get(screen.who or "", screen.who) if way.language == "es" else screen.who
    if who is not None:
        await page.context.add_cookies([lookout.served.signed_in(who)])
    looking = Looking(page, lookout.served.origin)
    well = False
    try:
        await page.set_viewport_size({"width": way.width, "height": HEIGHTS[way.width]})
        await page.emulate_media(color_scheme="dark" if way.theme == "dark" else "light", reduced_motion="reduce")
        if first:
            await first(page.context)
        if screen.through:
            await page.goto(lookout.served.at(screen.through, screen.ids))
            await page.wait_for_url(lookout.served.at(screen.path, screen.ids))
        with looking.listening():
            reply = await page.goto(lookout.served.at(screen.path + screen.query, screen.ids))
            if screen.sent is not None:
                reply = await _sent(page, screen)
            assert reply is not None
            looking.status, looking.weight = reply.status, await _weight(looking, reply)
            yield looking
        # A page that renews itself would do so under whoever looks next.
        still = await page.evaluate(
            "() => { sessionStorage.clear(); localStorage.clear(); return !document.querySelector('[data-follow]'); }"
        )
        well = first is None and still
    finally:
        if not well:
            await lookout.forget(page)


async def _sent(page: Page, screen: Screen) -> Response:
    """Send a form of the page, as it is or with what is to be typed."""
    assert screen.sent is not None
    form = page.locator("main form").nth(screen.sent)
    for name, text in screen.typed.items():
        await form.locator(f"[name={name}]").fill(text)
    button = form.locator("button:not([formmethod=get])").first
    if not await button.is_visible():  # a grave step: what is said of it comes first
        await form.locator("summary").last.click()
    async with page.expect_response(lambda reply: reply.request.method == "POST") as answered:
        await button.click()
    await page.wait_for_load_state("load")
    return await answered.value


async def _weight(looking: Looking, reply: Response) -> int:
    """Return how many bytes came for this page, without the rows of its tables."""
    entries = await looking.page.evaluate(
        "() => performance.getEntriesByType('resource').map((each) => each.encodedBodySize)"
    )
    rows: int = await looking.ask("rows")
    return len(await reply.body()) + sum(map(int, entries)) - rows


async def faults(
    looking: Looking, screen: Screen, way: Way, *, thorough: bool = False, by_rules: bool = True
) -> list[str]:
    """Return everything that is wrong with a screen that has been opened.

    ``thorough``: in the other theme too. ``by_rules``: by those of axe as well, which take as long as all the rest.
    """
    page = looking.page
    found: list[str] = []
    if looking.status != screen.status:
        found.append(f"it is answered with {looking.status}, not {screen.status}")
    found += await looking.ask("shift")
    found += await looking.ask("frame", language=way.language)
    if looking.weight > HEAVIEST and "weight" not in screen.spared:
        found.append(f"it weighs {looking.weight} bytes beyond its rows, over {HEAVIEST}")
    if way.language != "en" and "english" not in screen.spared:
        found += [f"English on a page that is not: {each!r}" for each in english(await looking.ask("words"))]
    if "targets" not in screen.spared:  # axe asks for 24 px in any case, or for room around what is smaller
        found += await looking.ask("targets", least=PHONE if way.width < 500 else POINTER)
    if by_rules:
        await page.evaluate(AXE_SCRIPT)
        found += await looking.axe()
    await page.keyboard.press("Tab")
    found += await looking.ask("focus")
    await page.evaluate("() => document.activeElement.blur()")  # a way past the frame lies over it while it is focused
    if thorough:
        await page.emulate_media(color_scheme="light" if way.theme == "dark" else "dark", reduced_motion="reduce")
        found += await looking.axe()
        found += await looking.ask("focus")
    found += await (_enlarged(looking) if way.width > 500 else _narrow(looking))
    return [*found, *looking.heard]


async def _narrow(looking: Looking) -> list[str]:
    """Look at it on the smallest phone, which is a large screen at 400 %."""
    await looking.page.set_viewport_size({"width": NARROW, "height": HEIGHTS[NARROW]})
    return [f"at {NARROW} px: {each}" for each in await looking.ask("reflow")]


async def _enlarged(looking: Looking) -> list[str]:
    """Look at it with the letters of the browser twice as large as they come."""
    before: Sequence[float] = await looking.ask("sizes")
    line = await looking.page.context.new_cdp_session(looking.page)
    await line.send("Page.setFontSizes", {"fontSizes": LARGE})
    after: Sequence[float] = await looking.ask("sizes")
    found = [f"with letters of 200 %: {each}" for each in await looking.ask("reflow")]
    await line.send("Page.setFontSizes", {"fontSizes": USUAL})
    await line.detach()
    if after[0] < 1.9 * before[0] or after[1] < 1.5 * before[1]:  # headings may be laid out as on a phone then
        found.append(f"letters do not grow as the reader asks: {before} px became {after}")
    return found


def told(found: Mapping[str, Sequence[str]]) -> str:
    """Return faults as pytest shows them: one a line, under what was looked at."""
    return "\n".join(f"{way}\n" + "\n".join(f"    {each}" for each in faults) for way, faults in found.items())
