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
SHARES, STAFF = "tests/services/test_shares.py", "tests/web/test_staff_rule.py"
OTHERS = (
    Other(
        "http.signed",
        ("guard",),
        (STRANGERS, STAFF, "tests/api/test_tokens.py", "tests/web/test_one_time_codes.py", SESSIONS),
    ),
    Other("http.seeing", ("Telling.__call__",), ("tests/api/test_access_log.py",)),
    Other(
        "services.access_log",
        ("looked", "looks", "looks_at"),
        ("tests/services/test_access_log.py", "tests/api/test_access_log.py"),
    ),
    Other("services.accounts", ("_principal",), (SESSIONS, "tests/services/test_reach.py")),
    Other("services.received", ("_counted", "_there", "_stand"), (SHARES,), questions=True),
    Other("services.compliance", ("requirements_of_program",), (SHARES,), questions=True),
    Other(
        "services.members",
        ("_named",),
        ("tests/services/test_members.py::test_whoever_reads_of_people",),
        questions=True,
    ),
    Other("services.easing", ("allowed", "granted"), ("tests/services/test_waivers.py",)),
)

# What something else says again on the same way: left out alone, nothing is lost.
LOOKED = "services.access_log.looked leaves out whoever looks at themselves, and no handler tells of nobody"
QUERIED = "the query names the program of the share as well, and row security the agency"
SEEING = "http.seeing.Telling.__call__"
SAID_TWICE: dict[str, str] = {
    f"{SEEING}: each is not None and each != self.by.person is True": LOOKED,
    f"{SEEING}: without each is not None": LOOKED,
    f"{SEEING}: without each != self.by.person": LOOKED,
    f"{SEEING}: each is not None is True": LOOKED,
    f"{SEEING}: each != self.by.person is True": LOOKED,
    "services.received._counted: without eyes.require(Permission.STANDING_READ, program=program.id)": QUERIED,
    "services.received._counted: eyes.require without program=program.id": QUERIED,
    "services.received._there: without eyes.require(Permission.PEOPLE_READ)": QUERIED,
    "services.received._stand: without eyes.require(Permission.PEOPLE_READ)": QUERIED,
    "services.compliance.requirements_of_program: without by.require(Permission.STANDING_READ, program=which)": QUERIED,
    "services.compliance.requirements_of_program: by.require without program=which": QUERIED,
}


@pytest.mark.prove
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
        timeout=1800,
        check=False,
    )
    unnoticed = json.loads((tmp_path / "unnoticed.json").read_text())
    count = sum(len(each.mutants()) for each in OTHERS)

    print(f"{count - len(unnoticed)} of {count} noticed")  # noqa: T201 - for reading: pytest -rP
    assert set(unnoticed) == set(SAID_TWICE), "\n".join(unnoticed)
