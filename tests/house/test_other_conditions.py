"""Who gets in at all, whose look is told, what nobody does for themselves: these conditions are needed as well."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import astuple
from pathlib import Path

import pytest

from tests.house.planter import Other

ROOT = Path(__file__).resolve().parents[2]
SESSIONS, STRANGERS = "tests/api/test_sessions.py", "tests/api/test_matrix.py::test_every_route_refuses_a_stranger"
SHARES = "tests/services/test_shares.py"
OTHERS = (
    Other("http.signed", ("guard",), (STRANGERS, SESSIONS)),
    Other("http.seeing", ("Telling.__call__",), ("tests/api/test_access_log.py",)),
    Other(
        "services.access_log",
        ("looked", "looks", "looks_at"),
        ("tests/services/test_access_log.py", "tests/api/test_access_log.py"),
    ),
    Other("services.accounts", ("_principal",), (SESSIONS, "tests/services/test_reach.py")),
    Other("services.received", ("_counted", "_there", "_stand"), (SHARES,), questions=True),
    Other("services.compliance", ("requirements_of_program",), (SHARES,), questions=True),
    Other("services.waivers", ("grant_waiver",), ("tests/services/test_waivers.py",)),
)

# Conditions of which another one, on the same way, says the same.
SAID_TWICE: dict[str, str] = {}


@pytest.mark.survey
def test_no_other_condition_of_access_can_be_left_out(tmp_path: Path) -> None:
    tests = sorted({test.partition("::")[0] for each in OTHERS for test in each.tests})
    told = {
        "PLANTED": json.dumps([astuple(each) for each in OTHERS]),
        "UNNOTICED": str(tmp_path / "unnoticed.json"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-n",
            "0",
            "-p",
            "no:cacheprovider",
            "-p",
            "tests.house.planter",
            *tests,
        ],
        cwd=ROOT,
        env={**os.environ, **told},
        capture_output=True,
        timeout=900,
        check=False,
    )
    unnoticed = json.loads((tmp_path / "unnoticed.json").read_text())
    count = sum(len(each.mutants()) for each in OTHERS)

    print(f"{count - len(unnoticed)} of {count} noticed")  # noqa: T201 - for reading: pytest -rP
    assert set(unnoticed) == set(SAID_TWICE), "\n".join(unnoticed)
