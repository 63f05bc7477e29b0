"""Without a browser the rest is still worth running; in CI it is not, and that is told by numbers."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.chromium import NAMES, where

ROOT = Path(__file__).resolve().parents[2]
HOOKS = """\
from tests.browser.counting import pytest_collection_modifyitems, pytest_sessionfinish, pytest_terminal_summary
"""
SETTINGS = """\
[pytest]
testpaths = .
addopts = -p no:cacheprovider --strict-markers
markers = browser: looks at pages
"""
OTHER = "def test_other(): pass\n"
LOOKING = "import pytest\n@pytest.mark.browser\ndef test_looking(): pass\n"
BROKEN = LOOKING.replace("pass", "assert 0")
SKIPPED = "import pytest\n@pytest.mark.browser\ndef test_looking(): pytest.skip('not today')\n"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "conftest.py").write_text(HOOKS)
    (tmp_path / "pytest.ini").write_text(SETTINGS)
    (tmp_path / "bin").mkdir()
    return tmp_path


def run(tree: Path, tests: str, *words: str, there: bool, ci: bool) -> subprocess.CompletedProcess[str]:
    """Run tests on a machine with a browser, or without one."""
    (tree / "test_planted.py").write_text(OTHER + tests)
    if there:
        (tree / "bin" / NAMES[0]).touch(mode=0o755)
    environment = {"PATH": str(tree / "bin"), "PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    environment |= {"CI": "true"} if ci else {}
    return subprocess.run(
        [sys.executable, "-m", "pytest", *words], env=environment, cwd=tree, capture_output=True, text=True, check=False
    )


def test_without_a_browser_the_rest_passes_and_it_is_said_what_was_left_out(tree: Path) -> None:
    done = run(tree, LOOKING, there=False, ci=False)

    assert done.returncode == 0, done.stdout
    assert "1 passed, 1 skipped" in done.stdout
    assert "LEFT OUT: 1 tests that look at the pages in a browser" in done.stdout
    assert "apt install chromium" in done.stdout


def test_it_is_said_as_well_by_several_workers(tree: Path) -> None:
    done = run(tree, LOOKING, "-p", "xdist", "-n", "2", there=False, ci=True)

    assert done.returncode == 1, done.stdout
    assert "CI: 0 browser tests ran and 1 were left out" in done.stdout


@pytest.mark.parametrize("words", [(), ("test_planted.py",)], ids=["everything", "one file"])
def test_in_ci_it_fails(tree: Path, words: tuple[str, ...]) -> None:
    done = run(tree, LOOKING, *words, there=False, ci=True)

    assert done.returncode == 1, done.stdout
    assert "CI: 0 browser tests ran and 1 were left out" in done.stdout


def test_in_ci_one_that_leaves_itself_out_fails_too(tree: Path) -> None:
    assert run(tree, SKIPPED, there=True, ci=True).returncode == 1
    assert run(tree, SKIPPED, there=True, ci=False).returncode == 0


@pytest.mark.parametrize("words", [(), ("-m", "not browser")], ids=["there are none", "none is asked for"])
def test_in_ci_a_whole_run_without_any_fails(tree: Path, words: tuple[str, ...]) -> None:
    done = run(tree, LOOKING if words else "", *words, there=True, ci=True)

    assert done.returncode == 1, done.stdout
    assert "CI: 0 browser tests ran" in done.stdout


def test_in_ci_a_part_that_has_none_may_be_run_by_itself(tree: Path) -> None:
    assert run(tree, "", "test_planted.py", there=True, ci=True).returncode == 0


@pytest.mark.parametrize("ci", [True, False])
def test_with_a_browser_nothing_is_said(tree: Path, ci: bool) -> None:  # noqa: FBT001 - pytest hands it in
    done = run(tree, LOOKING, there=True, ci=ci)

    assert done.returncode == 0, done.stdout
    assert "browser" not in done.stdout.replace(str(tree), "")
    assert run(tree, BROKEN, there=True, ci=ci).returncode == 1


def test_a_browser_is_found_by_any_of_its_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert where() is None
    for name in reversed(NAMES):
        (tmp_path / name).touch(mode=0o755)
        assert where() == os.fspath(tmp_path / name)
