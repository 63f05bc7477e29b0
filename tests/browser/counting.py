"""What happens to tests that need a browser where there is none: left out, and said so; in CI that is a failure.

These are hooks of pytest: tests/conftest.py has them. Nothing here imports muster.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Final

import pytest

from tests.browser.chromium import INSTALL, where

MARK: Final = "browser"
_NEEDS: Final = "needs a browser"
_COUNTED: Final = pytest.StashKey[tuple[int, int]]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what needs a browser where there is none; let every report say that it needed one."""
    there = where() is not None
    for item in items:
        if item.get_closest_marker(MARK) is not None:
            item.user_properties.append((_NEEDS, True))
            if not there:
                item.add_marker(pytest.mark.skip(reason=f"there is no browser here: {INSTALL}"))


def counted(stats: Mapping[str, Iterable[object]]) -> tuple[int, int]:
    """Return how many browser tests ran, and how many were left out."""
    done = {
        (report.nodeid, outcome == "skipped")
        for outcome in ("passed", "failed", "error", "skipped")
        for report in stats.get(outcome, ())
        if isinstance(report, pytest.TestReport) and (_NEEDS, True) in report.user_properties
    }
    return sum(not left for _, left in done), sum(left for _, left in done)


def wrong(ran: int, left: int, *, everything: bool, environment: Mapping[str, str] = os.environ) -> str:
    """Return what is wrong with a run, in CI; nothing, if nothing is. ``everything``: no path was named."""
    if environment.get("CI") != "true" or (not left and (ran or not everything)):
        return ""
    return f"CI: {ran} browser tests ran and {left} were left out. Every one has to run: {INSTALL}"


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run in CI in which the pages were not looked at."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or hasattr(session.config, "workerinput"):
        return
    session.config.stash[_COUNTED] = ran, left = counted(reporter.stats)
    everything = session.config.args_source is not pytest.Config.ArgsSource.ARGS
    if wrong(ran, left, everything=everything) and session.exitstatus in {
        pytest.ExitCode.OK,
        pytest.ExitCode.NO_TESTS_COLLECTED,
    }:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say at the end, plainly, what was left out and what to install; and what is wrong with that in CI."""
    ran, left = config.stash.get(_COUNTED, (0, 0))
    everything = config.args_source is not pytest.Config.ArgsSource.ARGS
    if said := wrong(ran, left, everything=everything):
        terminalreporter.write_line(said, red=True, bold=True)
    elif left:
        terminalreporter.write_line(
            f"LEFT OUT: {left} tests that look at the pages in a browser, because there is none here. "
            f"Install one ({INSTALL}) and run this again.",
            yellow=True,
            bold=True,
        )
