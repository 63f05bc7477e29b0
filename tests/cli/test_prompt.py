"""muster at the prompt: what it prints, and the code it ends with."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal import at_work, typed

ROOT = Path(__file__).parents[2]


class Prompt:
    """A home of its own, and a way to type a command there."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def type(self, *words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end, with nothing of this process's environment but the path."""
        told = {"HOME": str(self.home), "MUSTER_HOME": str(self.home / "muster")} | environment
        return typed(words, folder=self.home, environment=told)


@pytest.fixture(scope="module")
def prompt() -> Iterator[Prompt]:
    with at_work() as home:
        yield Prompt(home)


@pytest.fixture(scope="module")
def founded(prompt: Prompt) -> Prompt:
    """The home with Harbor in it."""
    password = prompt.home / "password"
    password.write_text("a sentence that only a test would say\n")
    done = prompt.type(
        "init", "--agency", "Harbor County", "--program", "Harbor CRT", "--time-zone", "America/Chicago",
        "--email", "amara@example.org", "--password-file", password,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.split()) == 2  # the agency's id and the program's
    return prompt


def test_before_init_every_command_says_what_to_do_and_makes_nothing(prompt: Prompt) -> None:
    done = Prompt(prompt.home).type("assess", MUSTER_HOME=str(prompt.home / "elsewhere"))

    assert done.returncode == 7
    assert "muster init" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert not (prompt.home / "elsewhere").exists()


def test_init_twice_migrates_once_and_founds_nothing_more(founded: Prompt) -> None:
    done = founded.type("init")

    assert done.returncode == 0
    assert "nothing to migrate" in done.stderr
    assert done.stdout == ""


def test_an_adopted_pack_is_what_assess_goes_by(founded: Prompt) -> None:
    adopted = founded.type("pack", "adopt", "us-osha-bbp", "--from", "2026-01-01")
    assert adopted.returncode == 0, adopted.stderr

    again = founded.type("pack", "adopt", "us-osha-bbp", "--from", "2026-06-01")

    assert again.returncode == 6
    assert "overlaps" in again.stderr


def test_assess_names_the_day_and_the_position_it_answers_for(founded: Prompt) -> None:
    done = founded.type("assess", "--on", "2026-11-22", "--json")

    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["on"] == "2026-11-22"
    assert said["known_at"] >= 2
    assert said["clearances"] == []


def test_somebody_unknown_is_not_found(founded: Prompt) -> None:
    done = founded.type("assess", "Nobody")

    assert done.returncode == 4
    assert "Nobody" in done.stderr


def test_a_position_that_the_ledger_has_not_reached_is_refused(founded: Prompt) -> None:
    done = founded.type("assess", "--known-at", "4711")

    assert done.returncode == 1
    assert "4711" in done.stderr


def test_the_ledger_verifies(founded: Prompt) -> None:
    done = founded.type("ledger", "verify", "--json")

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["faults"] == []


def test_doctor_finds_nothing_to_look_at_in_a_fresh_home(founded: Prompt) -> None:
    done = founded.type("doctor")

    assert done.returncode == 0, done.stdout
    assert "LOOK" not in done.stdout


def test_doctor_says_what_is_missing_before_init(prompt: Prompt) -> None:
    done = prompt.type("doctor", MUSTER_HOME=str(prompt.home / "nowhere"))

    assert done.returncode == 3
    assert "muster init" in done.stdout


def test_a_malformed_pack_names_file_line_found_and_expected(prompt: Prompt) -> None:
    bad = prompt.home / "bad.toml"
    text = (ROOT / "src/muster/rules/packs/us-osha-bbp.toml").read_text()
    bad.write_text(text.replace("cite =", "citation =", 1))

    done = prompt.type("pack", "check", bad)

    assert done.returncode == 3
    assert "bad.toml:" in done.stderr
    assert "citation" in done.stderr
    assert "Traceback" not in done.stderr


def test_every_shipped_case_holds(prompt: Prompt) -> None:
    done = prompt.type("pack", "test")

    assert done.returncode == 0, done.stdout
    assert "all hold" in done.stdout


def test_a_case_that_does_not_hold_says_expected_and_found(prompt: Prompt) -> None:
    cases = (ROOT / "tests/rules/cases/us-osha-bbp.toml").read_text()
    (prompt.home / "wrong.toml").write_text(cases.replace('verdict = "met"', 'verdict = "not_met"', 1))

    done = prompt.type("pack", "test", "wrong.toml")

    assert done.returncode == 3
    assert "expected not_met, found met" in done.stdout


def test_a_home_that_cannot_be_written_to_is_refused_in_words(prompt: Prompt) -> None:
    blocked = prompt.home / "a-file"
    blocked.write_text("not a folder")

    done = prompt.type("init", MUSTER_HOME=str(blocked / "home"))

    assert done.returncode == 7
    assert "Traceback" not in done.stderr


def test_a_database_that_does_not_answer_is_said_in_words(prompt: Prompt) -> None:
    done = prompt.type("assess", MUSTER_DATABASE_URL="postgresql://muster_app@127.0.0.1:1/muster")

    assert done.returncode == 7
    assert "does not answer" in done.stderr
    assert "Traceback" not in done.stderr


def test_serving_a_home_with_nothing_in_it_is_refused_in_words(prompt: Prompt) -> None:
    done = prompt.type("serve", MUSTER_HOME=str(prompt.home / "nothing"))

    assert done.returncode == 7
    assert "muster init" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_setting_that_cannot_be_is_named(prompt: Prompt) -> None:
    done = prompt.type("serve", MUSTER_PORT="eighty")

    assert done.returncode == 1
    assert "MUSTER_PORT" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_short_password_is_refused_and_founds_nothing(prompt: Prompt) -> None:
    short = prompt.home / "short"
    short.write_text("harbor")

    done = prompt.type(
        "init", "--agency", "Small County", "--email", "b@example.org", "--password-file", short,
        MUSTER_HOME=str(prompt.home / "small"),
    )  # fmt: skip

    assert done.returncode == 1
    assert "15" in done.stderr
    doctor = prompt.type("doctor", "--json", MUSTER_HOME=str(prompt.home / "small"))
    agencies = next(each for each in json.loads(doctor.stdout) if each["what"] == "agencies")
    assert not agencies["well"]
    prompt.type("stop", "--force", MUSTER_HOME=str(prompt.home / "small"))
