"""Every screen in each language at each width, in both themes, by every rule: the long way round."""

from __future__ import annotations

from itertools import product

import pytest

from tests.browser.looks import Lookout, faults, opened, told
from tests.browser.screens import LONG, SCREENS, THEMES, WIDTHS, Screen, Way

pytestmark = pytest.mark.prove


@pytest.mark.parametrize("screen", [*SCREENS, *LONG], ids=lambda screen: screen.name)
async def test_nothing_keeps_anybody_out_whichever_way_they_look(screen: Screen, lookout: Lookout) -> None:
    found = {}
    for language, (width, theme) in product(screen.languages, zip(WIDTHS, THEMES, strict=True)):
        way = Way(language, width, theme)  # in the same visit it is looked at in the other theme
        async with opened(lookout, screen, way) as looking:
            if wrong := await faults(looking, screen, way, thorough=True):
                found[f"{screen.name}: {way}, and the other theme"] = wrong

    assert not found, f"\n{told(found)}"
