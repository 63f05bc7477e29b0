"""The day and the instant are handed in: no module but muster.clock reads a clock."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RULE = "TID251"

READINGS = (
    "from datetime import date\n\nprint(date.today())\n",
    "import datetime\n\nprint(datetime.date.today())\n",
    "from datetime import UTC, datetime\n\nprint(datetime.now(UTC))\n",
    "from datetime import datetime\n\nprint(datetime.today())\n",
    "from datetime import datetime as moment\n\nprint(moment.utcnow())\n",
    "import time\n\nprint(time.time())\n",
    "from time import time_ns\n\nprint(time_ns())\n",
)


def readings(source: str, name: str) -> list[str]:
    """Lint this source as if it lay under this name, by the project's own rules; what is said of clocks."""
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--output-format=json", "--stdin-filename", name, "-"],
        cwd=ROOT,
        input=source,
        capture_output=True,
        text=True,
        check=False,
    )
    return [found["message"] for found in json.loads(done.stdout) if found["code"] == RULE]


@pytest.mark.parametrize("source", READINGS)
def test_a_planted_clock_reading_is_refused(source: str) -> None:
    said = readings(source, "src/muster/domain/planted.py")

    assert len(said) == 1
    assert "only entry points read a clock" in said[0]


@pytest.mark.parametrize("source", READINGS)
def test_the_clock_room_may_read_it(source: str) -> None:
    assert not readings(source, "src/muster/clock.py")


def test_no_module_excuses_itself() -> None:
    excused = [file for file in sorted((ROOT / "src").rglob("*.py")) if RULE in file.read_text()]

    assert not excused, "hand the day in, or ask for it in muster.clock"
