"""Spreadsheets brought in at the prompt: the plan first, the deed only when asked for."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from muster.data import folder
from tests.terminal import at_work, typed

ROSTER = """\
Employee ID,Name,Work Email,Job Title,Hire Date,Program
01001,Hoa Tran,htran@example.org,RN,2024-04-18,Harbor CRT
01002,Yusuf Kowalski,yk@example.org,BH Case Mgr,2024-06-21,Harbor CRT
01003,=Ann O'Brien,ann@example.org,RN,2024-13-45,Harbor CRT
"""
RECIPE = '[titles]\n"RN" = ["nurse"]\n'


class Prompt:
    """A home of its own, and a way to type a command there."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def type(self, *words: str | Path, language: str = "en") -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        told = {
            "HOME": str(self.home),
            "MUSTER_HOME": str(self.home / "muster"),
            "MUSTER_LANGUAGE": language,
        }
        return typed(words, folder=self.home, environment=told)

    def write(self, name: str, text: str) -> Path:
        """Write a file into the home."""
        file = self.home / name
        file.write_text(text, encoding="utf-8")
        return file

    def head(self) -> str:
        """Return where the ledger stands."""
        return self.type("ledger", "head").stdout


@pytest.fixture(scope="module")
def prompt() -> Iterator[Prompt]:
    with at_work() as home:
        at = Prompt(home)
        password = at.write("password", "a sentence that only a test would say\n")
        done = at.type(
            "init", "--agency", "Harbor County", "--program", "Harbor CRT", "--time-zone", "America/Chicago",
            "--email", "amara@example.org", "--password-file", password,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        yield at


def test_without_yes_the_plan_is_printed_and_nothing_is_stored(prompt: Prompt) -> None:
    before = prompt.head()

    done = prompt.type("import", prompt.write("roster.csv", ROSTER))

    assert done.returncode == 0, done.stderr
    assert "nothing was stored" in done.stderr
    assert "--yes" in done.stderr
    assert "the title 'BH Case Mgr'" in done.stdout
    assert "roster.csv, row 3" in done.stdout
    assert prompt.head() == before


def test_what_is_proposed_is_written_once_accepted_it_is_obeyed_and_rejects_come_in_once_mended(prompt: Prompt) -> None:
    roster = prompt.write("roster.csv", ROSTER)
    proposed, held = prompt.home / "proposed.toml", prompt.home / "held-back.csv"

    first = prompt.type("import", roster, "--recipe", prompt.write("r.toml", RECIPE), "--write-recipe", proposed)
    assert first.returncode == 0, first.stderr
    assert '"BH Case Mgr" = ["case-manager"]' in proposed.read_text()

    stored = prompt.type("import", roster, "--recipe", proposed, "--yes", "--rejects", held)
    assert stored.returncode == 0, stored.stderr
    assert "stored" in stored.stderr
    (row,) = csv.DictReader(io.StringIO(held.read_bytes().decode("utf-8-sig")))
    assert row["Name"] == "'=Ann O'Brien"
    assert "2024-13-45" in row["Why it was held back"]
    assert b"\r\n" in held.read_bytes()

    held.write_bytes(held.read_bytes().replace(b"2024-13-45", b"2024-11-05"))
    mended = prompt.type("import", held, "--recipe", proposed, "--yes", "--strict")
    assert mended.returncode == 0, mended.stdout + mended.stderr

    before = prompt.head()
    again = prompt.type("import", held, roster, "--recipe", proposed, "--yes", "--json")
    assert again.returncode == 0, again.stderr
    counts = json.loads(again.stdout)["counts"]
    assert counts["person"]["unchanged"] >= 3
    assert all(found["create"] == found["update"] == 0 for found in counts.values())
    assert prompt.head() == before
    assert "=Ann O'Brien" in {each["words"] for each in json.loads(again.stdout)["lines"]}
    assert prompt.type("ledger", "verify").returncode == 0
    assert list((prompt.home / "muster" / "evidence").glob("??/*"))


def test_a_plan_in_spanish_says_in_spanish_what_is_wrong_and_its_rejects_come_in_again(prompt: Prompt) -> None:
    held = prompt.home / "retenidas.csv"

    done = prompt.type("import", folder("samples") / "harbor-lms-export.csv", "--rejects", held, language="es")

    assert done.returncode == 0, done.stderr
    assert (
        "se encontró '02/30/2026', se esperaba un día que exista en el calendario, de 1900 a 2100; "
        "esta columna está escrita con el mes primero\n"
        "    para arreglarlo: corrija el día, el mes o el año\n"
        "    harbor-lms-export.csv, Completion Date, fila 222\n"
    ) in done.stdout
    assert "cursos completados" in done.stdout
    assert "no se guardó nada" in done.stderr
    assert "expected" not in done.stdout
    (impossible,) = [
        row
        for row in csv.DictReader(io.StringIO(held.read_bytes().decode("utf-8-sig")))
        if row["Completion Date"] == "02/30/2026"
    ]
    assert "se esperaba un día que exista" in impossible["Por qué se retuvo"]

    again = prompt.type("import", held, "--json", language="es")

    assert again.returncode == 0, again.stderr
    assert [each.rpartition(", ")[2] for each in json.loads(again.stdout)["ignored"]] == ["Por qué se retuvo"]


def test_a_language_that_the_prompt_does_not_speak_is_refused(prompt: Prompt) -> None:
    done = prompt.type("import", prompt.write("roster.csv", ROSTER), language="xx")

    assert done.returncode == 1
    assert "MUSTER_LANGUAGE" in done.stderr


def test_strict_ends_with_3_when_anything_is_held_back(prompt: Prompt) -> None:
    assert prompt.type("import", prompt.write("roster.csv", ROSTER), "--strict").returncode == 3


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("nowhere.csv",), 4, "there is no file"),
        (("roster.csv", "--recipe", "bad.toml"), 1, "bad.toml:1 (titels)"),
        (("roster.csv", "--write-recipe", "r.toml"), 6, "is there already"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_is_stored(
    prompt: Prompt, words: tuple[str, ...], code: int, said: str
) -> None:
    prompt.write("roster.csv", ROSTER)
    prompt.write("r.toml", RECIPE)
    prompt.write("bad.toml", "titels = 1\n")
    before = prompt.head()

    done = prompt.type("import", *words)

    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert prompt.head() == before
