"""Leave, effort and the approvals of courses at the prompt: recorded, listed, withdrawn, and how each ends."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.cli.test_prompt import Prompt
from tests.terminal import at_work

ROSTER = """\
Employee ID,Name,Hire Date,Program
01001,Béa Núñez,2024-04-18,Harbor CRT
"""
COURSES = """\
Employee ID,Name,Course,Completed On
01001,Béa Núñez,Naloxone,2026-01-05
"""
SLIP = ("--because", "a slip of the hand")


@pytest.fixture(scope="module")
def prompt() -> Iterator[Prompt]:
    """Return a home with Béa in it, who has completed a course."""
    with at_work() as home:
        found = Prompt(home)
        password = home / "password"
        password.write_text("a sentence that only a test would say\n")
        files = {
            "roster.csv": ROSTER,
            "courses.csv": COURSES,
            "r.toml": '[courses."Naloxone"]\ntopics = ["naloxone"]\n',
        }
        for name, text in files.items():
            (home / name).write_text(text, encoding="utf-8")
        for words in (
            ("init", "--agency", "Harbor County", "--program", "Harbor CRT", "--email", "amara@example.org"),
            ("import", home / "roster.csv", home / "courses.csv", "--recipe", home / "r.toml", "--yes"),
        ):
            more = ("--password-file", password) if words[0] == "init" else ()
            done = found.type(*words, *more)
            assert done.returncode == 0, done.stderr + done.stdout
        yield found


def listed(prompt: Prompt, *words: str) -> list[dict[str, object]]:
    done = prompt.type(*words, "--json")
    assert done.returncode == 0, done.stderr
    found: list[dict[str, object]] = json.loads(done.stdout)
    return found


def test_a_leave_is_recorded_listed_corrected_and_withdrawn(prompt: Prompt) -> None:
    days = ("--from", "2026-03-02", "--through", "2026-05-29")
    done = prompt.type("leave", "record", "béa núñez", *days)
    assert done.returncode == 0, done.stderr
    which = done.stdout.strip()
    assert listed(prompt, "leave", "list", "Béa Núñez") == [
        {"id": which, "valid_from": "2026-03-02", "valid_through": "2026-05-29"}
    ]

    longer = prompt.type("leave", "correct", which, "--through", "2026-06-12", *SLIP)
    assert longer.returncode == 0, longer.stderr
    assert f"{which}  2026-03-02  2026-06-12" in prompt.type("leave", "list", "Béa Núñez").stdout

    over = prompt.type("leave", "record", "Béa Núñez", "--from", "2026-06-12", "--through", "2026-06-30")
    assert (over.returncode, over.stdout) == (6, ""), "it overlaps the other by a day"
    for words, code in (
        (("record", "Nobody At All", *days), 1),
        (("record", "Béa Núñez", "--from", "2027-05-29", "--through", "2027-03-02"), 1),
        (("correct", "00000000-0000-4000-8000-000000000001", *SLIP), 4),
        (("withdraw", which), 2),
    ):
        assert prompt.type("leave", *words).returncode == code, words

    assert prompt.type("leave", "withdraw", which, *SLIP).returncode == 0
    assert listed(prompt, "leave", "list", "Béa Núñez") == []


def test_an_approval_is_recorded_listed_corrected_and_withdrawn(prompt: Prompt) -> None:
    hca = ("--authority", "WA HCA", "--from", "2026-01-12")
    made = prompt.type("approval", "record", "naloxone", *hca, "--through", "2026-12-31", "--topic", "naloxone")
    assert made.returncode == 0, made.stderr
    which = made.stdout.strip()
    asked = {"id": which, "authority": "WA HCA", "topics": ["naloxone"], "valid_from": "2026-01-12"}
    whole = asked | {"valid_through": "2026-12-31", "reference": ""}
    assert listed(prompt, "approval", "list", "Naloxone") == [whole]

    said = ("--no-end", "--every-topic", "--reference", "the list of 12 January 2026", *SLIP)
    other = prompt.type("approval", "correct", which, *said)
    assert other.returncode == 0, other.stderr
    (found,) = listed(prompt, "approval", "list", "Naloxone")
    assert found == whole | {"topics": [], "valid_through": None, "reference": "the list of 12 January 2026"}
    assert "no end" in prompt.type("approval", "list", "Naloxone").stdout

    for words, code in (
        (("record", "Naloxone", *hca, "--topic", "first-aid"), 1),
        (("record", "No such course", *hca), 4),
        (("correct", which, "--no-end", "--through", "2026-12-31", *SLIP), 1),
        (("withdraw", which), 2),
    ):
        assert prompt.type("approval", *words).returncode == code, words

    assert prompt.type("approval", "withdraw", which, *SLIP).returncode == 0
    assert listed(prompt, "approval", "list", "Naloxone") == []


def test_effort_is_reviewed_confirmed_approved_and_withdrawn(prompt: Prompt) -> None:
    october = ("--from", "2025-10-01", "--through", "2025-10-31")
    person = prompt.type("effort", "review", "béa núñez", *october)
    assert person.returncode == 0, person.stderr
    assert "Béa Núñez: Somebody has to look at it." in person.stdout
    assert prompt.type("effort", "review", *october).returncode == 1, "of nobody, and of no award"

    all_of_it = ("--percent", "none=100", "--signed-on", "2025-11-03")
    done = prompt.type("effort", "confirm", "Béa Núñez", *october, *all_of_it)
    assert done.returncode == 0, done.stderr
    which = done.stdout.strip()
    (said,) = listed(prompt, "effort", "list", "Béa Núñez")
    assert (said["id"], said["basis"], said["approved_on"]) == (which, "percentages", None)
    assert prompt.type("effort", "confirm", "Béa Núñez", *october, *all_of_it).returncode == 6, "it overlaps the other"
    assert prompt.type("effort", "approve", which, "--by", "Béa Núñez").returncode == 6, "nobody approves their own"
    (found,) = listed(prompt, "effort", "review", "Béa Núñez", *october)
    assert (found["verdict"], found["reason"]) == ("needs_review", "nothing-on-file")

    assert prompt.type("effort", "withdraw", which, *SLIP).returncode == 0
    assert listed(prompt, "effort", "list", "Béa Núñez") == []
