"""From the built wheel, in an empty folder with an empty environment and no checkout near."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.prove

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="muster-", dir="/tmp") as made:
        Path(made).chmod(0o755)
        yield Path(made)


@pytest.fixture(scope="module")
def muster(folder: Path) -> Path:
    """The command, installed from a wheel built just now; what it depends on is lent, so nothing is fetched."""
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT],
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("*.whl")
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    python = folder / "venv" / "bin" / "python"
    subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", wheel], check=True, capture_output=True
    )
    ours = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    )
    # A plain path line: Python does not read the lender's own .pth files, so its checkout stays out of sight.
    (Path(ours.stdout.strip()) / "lent.pth").write_text(sysconfig.get_path("purelib"))
    return folder / "venv" / "bin" / "muster"


def run(muster: Path, *words: str) -> subprocess.CompletedProcess[str]:
    home = muster.parents[2]
    return subprocess.run(
        [muster, *words],
        env={"HOME": str(home), "PATH": "/usr/bin:/bin", "MUSTER_HOME": str(home / "home")},
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def test_the_wheel_is_what_runs(muster: Path) -> None:
    python = muster.parent / "python"
    done = subprocess.run(
        [python, "-c", "import muster; print(muster.__file__)"], capture_output=True, text=True, check=True, env={}
    )
    assert str(muster.parents[1]) in done.stdout


def test_its_packs_hold_their_cases(muster: Path) -> None:
    done = run(muster, "pack", "test")

    assert done.returncode == 0, done.stderr
    assert "all hold" in done.stdout


def test_a_county_sets_up_adopts_a_pack_and_asks_who_is_cleared(muster: Path) -> None:
    password = muster.parents[2] / "password"
    password.write_text("a sentence that only a test would say")
    made = run(muster, "init", "--agency", "Harbor", "--program", "CRT", "--email", "a@example.org",
               "--password-file", str(password))  # fmt: skip
    assert made.returncode == 0, made.stderr
    adopted = run(muster, "pack", "adopt", "us-osha-bbp", "--from", "2026-01-01")
    assert adopted.returncode == 0, adopted.stderr

    asked = run(muster, "assess", "--json")

    assert asked.returncode == 0, asked.stderr
    assert json.loads(asked.stdout)["clearances"] == []
    assert run(muster, "ledger", "verify").returncode == 0
    assert run(muster, "doctor").returncode == 0


def test_nothing_of_it_runs_on_once_the_last_command_is_done(muster: Path) -> None:
    done = run(muster, "stop")

    assert done.returncode == 0
    assert "not running" in done.stderr
    assert not (muster.parents[2] / "home" / "database" / "postmaster.pid").exists()
