"""Who may import whom: the contracts in pyproject.toml hold, and each of them can turn red."""

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINTER = Path(sys.executable).with_name("lint-imports")
CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text())
CONTRACTS: tuple[str, ...] = tuple(each["name"] for each in CONFIG["tool"]["importlinter"]["contracts"])

OUTSIDE = "What is outside is met in one room each"

# For each contract, modules that break it. A name ending in "/" is a new package; a name with a room
# before it is a new module in that room.
VIOLATIONS: tuple[tuple[str, Mapping[str, str]], ...] = (
    ("The house has floors", {"domain/planted": "import muster.services"}),
    ("The house has floors", {"rules/planted": "import muster.persistence"}),
    ("The house has floors", {"a_room_without_a_floor/": ""}),
    ("The domain is plain Python", {"domain/planted": "import pydantic"}),
    ("The domain is plain Python", {"domain/planted": "def late() -> None:\n    import jinja2"}),
    ("Only persistence speaks to the database", {"services/planted": "import asyncpg"}),
    ("Only persistence speaks to the database", {"cli/planted": "from piccolo.table import Table"}),
    ("Only the edges know Litestar", {"services/planted": "from litestar import get"}),
    ("Only the command line knows typer", {"services/planted": "import typer"}),
    ("Only reports draw", {"services/planted": "from reportlab.pdfgen import canvas"}),
    ("Only reports draw", {"api/planted": "def late() -> None:\n    import xlsxwriter"}),
    (OUTSIDE, {"services/planted": "import python_calamine"}),
    (OUTSIDE, {"reports/planted": "import babel"}),
    (OUTSIDE, {"services/planted": "from aiosmtplib import send"}),
    (OUTSIDE, {"cli/planted": "import apscheduler"}),
    (OUTSIDE, {"http/planted": "import httpx"}),
    (OUTSIDE, {"services/planted": "from cryptography.hazmat.primitives import hashes"}),
    (OUTSIDE, {"services/planted": "import pyotp"}),
    (OUTSIDE, {"web/planted": "import segno"}),
    (OUTSIDE, {"domain/planted": "import zxcvbn"}),
    ("Pydantic stays at the edges", {"services/planted": "from pydantic import BaseModel"}),
    ("Pydantic stays at the edges", {"persistence/planted": "import pydantic_settings"}),
    ("Only persistence sees rows", {"services/planted": "from muster.persistence import tables"}),
    ("Only entry points read the settings", {"services/planted": "from muster.settings import Settings"}),
    (
        "No cycles inside a floor",
        {
            "domain/planted_one": "import muster.domain.planted_two",
            "domain/planted_two": "import muster.domain.planted_one",
        },
    ),
)


def verdicts(src: Path) -> dict[str, str]:
    """Lint the muster that lies in this folder; the outcome by contract name."""
    done = subprocess.run(
        [LINTER, "--config", ROOT / "pyproject.toml", "--no-cache", "--no-logo"],
        cwd=src,  # where the linter looks first for the package
        env={**os.environ, "COLUMNS": "200"},  # so that no name is broken over two lines
        capture_output=True,
        text=True,
        check=False,
    )
    found = dict(re.findall(r"^(.+) (KEPT|BROKEN)(?: \(.*\))?$", done.stdout, re.MULTILINE))
    assert set(found) == set(CONTRACTS), f"the linter did not come to an answer:\n{done.stdout}{done.stderr}"
    return found


def plant(src: Path, name: str, text: str) -> None:
    """Write a module where the name says; a room that is one module takes it at its end."""
    package = src / "muster"
    room, _, module = name.partition("/")
    if not module:
        (package / room).mkdir()
        (package / room / "__init__.py").write_text(text)
    elif (package / room).is_dir():
        (package / room / f"{module}.py").write_text(f"{text}\n")
    else:
        with (package / f"{room}.py").open("a") as file:
            file.write(f"\n{text}\n")


def test_the_contracts_hold() -> None:
    broken = [name for name, verdict in verdicts(ROOT / "src").items() if verdict == "BROKEN"]

    assert not broken, "run `make contracts` to see which import breaks them"


def test_every_contract_has_a_violation_that_proves_it() -> None:
    assert {name for name, _ in VIOLATIONS} == set(CONTRACTS)


@pytest.mark.parametrize(
    ("contract", "modules"), VIOLATIONS, ids=[f"{name}: {', '.join(modules)}" for name, modules in VIOLATIONS]
)
def test_a_planted_violation_turns_its_contract_red(copy: Path, contract: str, modules: Mapping[str, str]) -> None:
    for name, text in modules.items():
        plant(copy, name, text)

    assert verdicts(copy)[contract] == "BROKEN"
