"""In which order the long rigs run: a run that the clock may cut off begins with what tells most for its time."""

from __future__ import annotations

from typing import Final

import pytest

# What decides about people and money, then what is kept and who may see it; pages in every way take longest, and last.
FOLDERS: Final = ("domain", "rules", "persistence", "services", "journeys", "verifier", "reports", "api", "web", "cli")
TESTS: Final = "tests"


def place(item: pytest.Item) -> int:
    """Return where a test stands among the others: by the folder below ``tests``; one that is not named comes last."""
    parts = item.path.parts
    folder = parts[parts.index(TESTS) + 1] if TESTS in parts[:-1] else ""
    return FOLDERS.index(folder) if folder in FOLDERS else len(FOLDERS)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the long rigs in order; what `make test` runs stays as it was found."""
    if config.getoption("markexpr") == "prove":
        items.sort(key=place)
