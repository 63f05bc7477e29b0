"""How many numbers and dates of packs a run changed by one unit: told at the end, by pack; none is a failure.

These are hooks of pytest: tests/conftest.py registers this module. Nothing here imports muster.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import pytest

MARK: Final = "changes_numbers"
CHANGED: Final = "numbers and dates changed"
_COUNTED: Final = pytest.StashKey[dict[str, int] | None]()
_WHOLE: Final = frozenset({"", "not prove"})  # what is asked for by marks where everything is


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let every report of a test that changes numbers say that it does, also where it was left out."""
    for item in items:
        if item.get_closest_marker(MARK) is not None:
            item.user_properties.append((CHANGED, None))


def counted(stats: Mapping[str, Iterable[object]]) -> dict[str, int] | None:
    """Return how many were changed, by pack; ``None``: no test was there that changes any."""
    found: dict[str, int] = {}
    there = False
    for outcome in ("passed", "failed", "error", "skipped"):
        for report in stats.get(outcome, ()):
            for name, said in report.user_properties if isinstance(report, pytest.TestReport) else ():
                there |= name == CHANGED
                if name == CHANGED and isinstance(said, list | tuple):
                    found[str(said[0])] = int(str(said[1]))
    return found if there else None


def wrong(found: Mapping[str, int] | None, *, everything: bool) -> str:
    """Return what is wrong with a run; nothing, if nothing is. ``everything``: nothing was left out on purpose."""
    if found is None:
        return "no test changed the numbers and dates of the packs" if everything else ""
    none = sorted(pack for pack, count in found.items() if not count)
    if none or not found:
        return f"not one number or date was changed: {', '.join(none) or 'in no pack at all'}"
    return ""


def _everything(config: pytest.Config) -> bool:
    named = config.args_source is pytest.Config.ArgsSource.ARGS
    return not named and not config.option.keyword and config.option.markexpr in _WHOLE


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run in which nothing was changed."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or hasattr(session.config, "workerinput") or session.config.option.collectonly:
        return
    session.config.stash[_COUNTED] = found = counted(reporter.stats)
    if wrong(found, everything=_everything(session.config)) and session.exitstatus in {
        pytest.ExitCode.OK,
        pytest.ExitCode.NO_TESTS_COLLECTED,
    }:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say at the end how many were changed, in each pack and in all; or that none was."""
    if _COUNTED not in config.stash:
        return
    found = config.stash[_COUNTED]
    if said := wrong(found, everything=_everything(config)):
        terminalreporter.write_line(f"MUTATION: {said}", red=True, bold=True)
    elif found:
        each = ", ".join(f"{pack} {count}" for pack, count in sorted(found.items()))
        total = f"{sum(found.values())} numbers and dates in {len(found)} packs"
        terminalreporter.write_line(f"MUTATION: {total} were changed by one unit, one at a time: {each}")
