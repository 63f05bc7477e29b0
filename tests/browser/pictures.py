"""Every screen as pictures, to be looked at one by one, with an overview to begin from.

    python -m tests.browser.pictures OUT [--language es] [--only WORDS]

takes each screen at 360 and at 1280 px, light and dark, the whole page from top to foot, into the folder OUT, and
writes OUT/index.html. No test does this: whether a page is beautiful is for people to say.
"""

from __future__ import annotations

import argparse
import asyncio
import html
import re
import sys
import tempfile
from pathlib import Path
from typing import Final

from playwright.async_api import async_playwright

from tests.browser import chromium
from tests.browser.looks import Lookout, opened
from tests.browser.screens import LANGUAGES, SCREENS, THEMES, WIDTHS, Screen, Way
from tests.browser.served import serving
from tests.conftest import serving as a_server

SHEET: Final = """\
body { font: 1rem/1.4 system-ui, sans-serif; margin: 1rem; background: #ddd; color: #111; }
section { display: flex; gap: 0.5rem; overflow-x: auto; align-items: flex-start; }
img { height: 26rem; object-fit: cover; object-position: top; border: 1px solid #888; }
"""


def file_name(screen: Screen, language: str, width: int, theme: str) -> str:
    """Return what a picture is called."""
    plain = re.sub(r"[^a-z0-9]+", "-", screen.name.lower()).strip("-")
    return f"{plain}-{language}-{width}-{theme}.png"


async def taken(lookout: Lookout, screen: Screen, into: Path, *, language: str) -> list[str]:
    """Take one screen at every width and in every theme; return what the pictures are called."""
    made = []
    for width in WIDTHS:
        for theme in THEMES:
            name = file_name(screen, language, width, theme)
            async with opened(lookout, screen, Way(language, width, theme)) as looking:
                await looking.page.screenshot(path=into / name, full_page=True)
            made.append(name)
    return made


def overview(pictures: dict[str, list[str]]) -> str:
    """Return a page with all of them, a row for each screen."""
    rows = [
        f"<h2>{html.escape(name)}</h2><section>"
        + "".join(f'<a href="{each}"><img src="{each}" alt="{each}" loading="lazy"></a>' for each in names)
        + "</section>"
        for name, names in pictures.items()
    ]
    return f"<!doctype html><meta charset=utf-8><title>muster</title><style>{SHEET}</style>{''.join(rows)}"


async def take(into: Path, *, language: str, only: str) -> None:
    """Serve a county of its own, and take every screen of it whose name has these words in it."""
    pictures = {}
    with a_server() as database, tempfile.TemporaryDirectory() as folder:
        async with serving(database.home, Path(folder) / "said") as served, async_playwright() as driver:
            browser = await driver.chromium.launch(executable_path=chromium.where(), args=chromium.FLAGS)
            lookout = Lookout(browser, served)
            for screen in (each for each in SCREENS if language in each.languages and only in each.name):
                pictures[screen.name] = await taken(lookout, screen, into, language=language)
                sys.stdout.write(f"{screen.name}\n")
            await browser.close()
    await asyncio.to_thread((into / "index.html").write_text, overview(pictures), encoding="utf-8")


def main() -> None:
    """Take them."""
    asked = argparse.ArgumentParser(prog="python -m tests.browser.pictures", description=__doc__)
    asked.add_argument("out", type=Path, help="the folder that they go to")
    asked.add_argument("--language", choices=LANGUAGES, default=LANGUAGES[0])
    asked.add_argument("--only", default="", metavar="WORDS", help="only screens with these words in their name")
    given = asked.parse_args()
    if chromium.where() is None:
        sys.exit(f"there is no browser here: {chromium.INSTALL}")
    given.out.mkdir(parents=True, exist_ok=True)
    asyncio.run(take(given.out, language=given.language, only=given.only))


if __name__ == "__main__":
    main()
