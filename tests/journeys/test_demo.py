"""The main job, as somebody new sees it: one command, from spreadsheets to a report with its proof."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.reports.listening import listen


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """A folder that the database's account can reach, under a short path."""
    with tempfile.TemporaryDirectory(prefix="muster-", dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def muster(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).with_name("muster"), *words],
        env={"PATH": os.environ["PATH"], "MUSTER_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="module")
def shown(home: Path) -> subprocess.CompletedProcess[str]:
    """The demonstration, made once."""
    return muster(home, "demo", "--no-serve")


def report(home: Path, kind: str) -> Path:
    (found,) = (home / "demo" / "reports").glob(f"grant-compliance-*.{kind}")
    return found


def test_the_demonstration_brings_five_files_in_and_finds_nothing_new_in_them_the_second_time(
    shown: subprocess.CompletedProcess[str],
) -> None:
    assert shown.returncode == 0, shown.stderr
    assert re.search(r"^effort +3,?\d\d\d", shown.stdout, re.MULTILINE)
    assert "The same files again: 0 to create, 0 to update." in shown.stdout
    assert "'02/30/2026', expected a day that the calendar has" in shown.stdout
    assert "0 faults" in shown.stdout


def test_tonights_team_may_go_out_and_tomorrows_may_not_and_it_says_why(
    shown: subprocess.CompletedProcess[str],
) -> None:
    told = shown.stdout.split("Which team may go out?")[1].split("Who pays")[0]

    assert re.search(r"20:00 to 04:00 on [^:]+: May go out$", told, re.MULTILINE)
    kept = told.split("08:00 to 16:00: May not go out")[1]
    assert "Not carried: naloxone kit." in kept
    assert "Rosa O'Brien: not cleared" in kept
    assert "Chidi" not in kept


def test_what_the_report_prints_is_what_its_data_says(home: Path, shown: subprocess.CompletedProcess[str]) -> None:
    said = json.loads(report(home, "json").read_text())
    heard = listen(report(home, "pdf").read_bytes())
    printed = " ".join(heard.tree.says().split())

    hours = {name: f"{minutes / 60:,.2f}" for name, minutes in said["minutes"].items()}
    assert sum(said["minutes"].values()) == sum(sum(line["minutes"].values()) for line in said["lines"])
    for figure in (hours["qualified"], hours["not_qualified"], f"{sum(said['minutes'].values()) / 60:,.2f}"):
        assert figure in printed
    assert said["content_hash"] in printed
    assert said["answer"].split(".")[0] in printed


def test_a_second_look_finds_the_demonstration_as_it_was_left(
    home: Path, shown: subprocess.CompletedProcess[str]
) -> None:
    again = muster(home, "demo", "--no-serve")

    assert again.returncode == 0, again.stderr
    assert "is there already" in again.stderr
    assert again.stdout.split("Who is ready")[1] == shown.stdout.split("Who is ready")[1]
