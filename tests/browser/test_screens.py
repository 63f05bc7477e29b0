"""Every screen, looked at in a browser: nothing keeps anybody out of it. The ways to look take turns."""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest

from tests.browser.looks import Lookout, faults, opened, told
from tests.browser.screens import LANGUAGES, NO_SCREEN, SCREENS, THEMES, WIDTHS, Screen, Way
from tests.web.matrix import PAGES

# A page is held to the rules of axe as it first opens; however it may then look, in `make prove`.
FIRST = {screen.path: screen.name for screen in reversed(SCREENS)}
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


def test_a_quick_run_looks_in_every_way_about_as_often() -> None:
    seen = Counter(screen.chosen for screen in SCREENS)

    assert seen.keys() == {Way(*each) for each in product(LANGUAGES, WIDTHS, THEMES)}
    assert min(seen.values()) > len(SCREENS) / 20


@EACH
async def test_nothing_keeps_anybody_out(screen: Screen, lookout: Lookout) -> None:
    way = screen.chosen
    async with opened(lookout, screen, way) as looking:
        wrong = await faults(looking, screen, way, by_rules=FIRST[screen.path] == screen.name)

    assert not wrong, f"\n{told({f'{screen.name}: {way}': wrong})}"
