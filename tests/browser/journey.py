"""A journey through the pages, told in the words of whoever makes it, with what it costs them counted."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final, Protocol

from playwright.async_api import Browser, Locator, Page, expect

from tests.browser.looks import HEIGHTS, PATIENCE, SCRIPT
from tests.browser.served import Served

FAR: Final = 150  # stops of the Tab key, after which nobody looks any further


class Setting(Protocol):
    """What sets somebody out: ``who`` is a name of the county's, or ``None``; the page that they begin on."""

    async def __call__(
        self, who: str | None, path: str = "/", *, width: int = 1280, script: bool = True
    ) -> Journey: ...


@dataclass
class Journey:
    """Somebody at a page. ``clicks`` and ``keys`` count what they pressed; typing is counted in no key."""

    page: Page
    served: Served
    clicks: int = 0
    keys: int = 0

    @classmethod
    @asynccontextmanager
    async def begun(
        cls, browser: Browser, served: Served, who: str | None, path: str, *, width: int, script: bool
    ) -> AsyncIterator[Journey]:
        """Set somebody out, in a browser of their own that speaks English."""
        context = await browser.new_context(
            locale="en-US",
            viewport={"width": width, "height": HEIGHTS[width]},
            reduced_motion="reduce",
            java_script_enabled=script,
        )
        try:
            context.set_default_timeout(PATIENCE)
            if who is not None:
                await context.add_cookies([served.signed_in(who)])
            found = cls(await context.new_page(), served)
            await found.page.goto(served.at(path))
            yield found
        finally:
            await context.close()

    @property
    def at(self) -> str:
        """The path of the page they are at."""
        return self.page.url.removeprefix(self.served.origin)

    def sees(self, text: str | re.Pattern[str]) -> Locator:
        """Return what they read, to be expected of: ``await expect(amara.sees("Recorded")).to_be_visible()``."""
        return self.page.get_by_text(text).first

    async def opens_the_menu(self) -> None:
        """Open the places that the navigation leads to, where a narrow window hides them behind a button."""
        button = self.page.get_by_role("button", name="Menu")
        if await button.is_visible():
            await self._click(button)

    # With a mouse or a thumb

    async def follows(self, name: str) -> None:
        """Click a link."""
        await self._click(self.page.get_by_role("link", name=name).first)

    async def clicks_on(self, name: str | re.Pattern[str], *, role: str = "button") -> None:
        """Click a button, or whatever else has that role and name."""
        await self._click(self.page.get_by_role(role, name=name).first)  # type: ignore[arg-type]  # any of ARIA's

    async def writes(self, label: str, text: str) -> None:
        """Type into a field, which costs a click to come to it."""
        self.clicks += 1
        await self.page.get_by_label(label, exact=True).fill(text)

    async def chooses(self, label: str, option: str | re.Pattern[str]) -> None:
        """Choose from a list, by what it says."""
        self.clicks += 1
        field = self.page.get_by_label(label, exact=True)
        words = await field.locator("option").filter(has_text=option).first.text_content()
        await field.select_option(label=(words or "").strip())

    async def _click(self, what: Locator) -> None:
        self.clicks += 1
        await what.click()

    # With the keyboard alone

    async def presses(self, key: str) -> None:
        """Press a key, and wait for what it leads to."""
        self.keys += 1
        await self.page.keyboard.press(key)

    async def goes_on(self, key: str, to: str) -> None:
        """Press a key that leads to another page, and be there. ``to``: the path, or how it begins and a star."""
        self.keys += 1
        async with self.page.expect_navigation(url=f"{self.served.origin}{to}"):
            await self.page.keyboard.press(key)

    async def reaches(self, role: str, name: str | re.Pattern[str]) -> None:
        """Press Tab until this has the focus; at every stop it is seen where one is."""
        wanted = self.page.get_by_role(role, name=name).first  # type: ignore[arg-type]  # any of ARIA's
        await expect(wanted).to_be_visible()
        for _ in range(FAR):
            if await wanted.evaluate("(each) => document.activeElement === each"):
                return
            await self.presses("Tab")
            lost = await self.page.evaluate(_LOST)
            assert lost is None, lost
        raise AssertionError(f"the {role} {name!r} is not reached within {FAR} stops of the Tab key at {self.at}")

    async def types(self, text: str) -> None:
        """Type what a person would type into the field that has the focus."""
        await self.page.keyboard.type(text)


# Where the focus is: seen, and in the window? Nothing, when it is; at the end of the page it is nowhere.
_LOST: Final = f"""() => {{
  const looking = {SCRIPT.strip()};
  const here = document.activeElement;
  if (!here || here === document.body) return null;
  const box = here.getBoundingClientRect();
  if (box.bottom <= 0 || box.top >= innerHeight) return `${{looking.named(here)}} has the focus outside the window`;
  const {{ outline }} = looking.looks(here);
  return outline > 0 ? null : `${{looking.named(here)}} does not show that it has the focus`;
}}"""
