"""A run says how many numbers and dates of packs it changed, and fails where that is none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HOOKS = (
    "from tests.rules.counting import pytest_collection_modifyitems, pytest_sessionfinish, pytest_terminal_summary\n"
)
SETTINGS = """\
[pytest]
testpaths = .
addopts = -p no:cacheprovider --strict-markers
markers =
    changes_numbers: changes numbers
    prove: long
"""
OTHER = "import pytest\ndef test_other(): pass\n"
COUNTS = (
    OTHER
    + """\
@pytest.mark.changes_numbers
@pytest.mark.parametrize(("pack", "count"), {packs})
def test_numbers(pack, count, record_property):
    record_property("numbers and dates changed", [pack, count])
"""
)


def run(tree: Path, tests: str, *words: str) -> subprocess.CompletedProcess[str]:
    (tree / "conftest.py").write_text(HOOKS)
    (tree / "pytest.ini").write_text(SETTINGS)
    (tree / "test_planted.py").write_text(tests)
    return subprocess.run(
        [sys.executable, "-m", "pytest", *words],
        env={"PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        cwd=tree,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("words", [(), ("-p", "xdist", "-n", "2")], ids=["one process", "workers"])
def test_the_count_of_each_pack_and_of_all_is_told(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = run(tmp_path, COUNTS.format(packs=[("md-mct", 12), ("us-nremt", 30)]), *words)

    assert done.returncode == 0, done.stdout
    said = "MUTATION: 42 numbers and dates in 2 packs were changed by one unit, one at a time: md-mct 12, us-nremt 30"
    assert said in done.stdout


@pytest.mark.parametrize(
    ("tests", "words", "says"),
    [
        (COUNTS.format(packs=[("md-mct", 12), ("us-nremt", 0)]), (), "not one number or date was changed: us-nremt"),
        (COUNTS.format(packs=[]), (), "not one number or date was changed: in no pack at all"),
        (OTHER, ("-m", "not prove"), "no test changed the numbers and dates of the packs"),
    ],
    ids=["a pack without any", "no pack", "no such test in a whole run"],
)
def test_none_is_a_failure(tmp_path: Path, tests: str, words: tuple[str, ...], says: str) -> None:
    done = run(tmp_path, tests, *words)

    assert done.returncode == 1, done.stdout
    assert f"MUTATION: {says}" in done.stdout


@pytest.mark.parametrize("words", [("test_planted.py",), ("-k", "other")], ids=["one file", "by name"])
def test_a_part_that_changes_none_may_be_run_by_itself(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = run(tmp_path, OTHER, *words)

    assert done.returncode == 0, done.stdout
    assert "MUTATION" not in done.stdout
