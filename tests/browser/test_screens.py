"""Every screen, looked at in a browser: nothing keeps anybody out of it, in either language, width and theme."""

from __future__ import annotations

from collections import Counter
from dataclasses import astuple

import pytest

from tests.browser.looks import Lookout, faults, opened, told
from tests.browser.screens import LANGUAGES, NO_SCREEN, SCREENS, THEMES, WIDTHS, Screen
from tests.web.matrix import PAGES

EACH = pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)


def without_a_screen() -> set[str]:
    """Return the pages of the matrix that nobody looks at."""
    every = {page.path for page in PAGES if page.method == "GET" and not page.file}
    return every - {screen.path for screen in SCREENS} - NO_SCREEN.keys()


def test_every_page_has_a_screen() -> None:
    assert without_a_screen() == set(), "give each a Screen in tests/browser/screens.py"


def test_a_page_without_a_screen_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.browser.test_screens.SCREENS", [each for each in SCREENS if each.path != "/people"])

    assert without_a_screen() == {"/people"}


def test_no_screen_is_there_twice_and_none_is_left_out_that_is_looked_at() -> None:
    assert [name for name, times in Counter(each.name for each in SCREENS).items() if times > 1] == []
    assert not {each.path for each in SCREENS} & NO_SCREEN.keys()
    assert NO_SCREEN.keys() <= {page.path for page in PAGES}


def test_a_quick_run_sees_each_screen_in_every_language_width_and_theme() -> None:
    for screen in SCREENS:
        seen = [set(each) for each in zip(*map(astuple, screen.chosen), strict=True)]
        assert seen == [set(LANGUAGES), set(WIDTHS), set(THEMES)] or screen.languages != LANGUAGES


@EACH
async def test_nothing_keeps_anybody_out(screen: Screen, lookout: Lookout) -> None:
    found = {}
    for way in screen.chosen:
        async with opened(lookout, screen, way) as looking:
            if wrong := await faults(looking, screen, way):
                found[f"{screen.name}: {way}"] = wrong

    assert not found, f"\n{told(found)}"
