"""A dispatch centre's list at the prompt: brought in, brought in again, refused line by line, counted, and measured."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.cli.test_prompt import Prompt
from tests.terminal import at_work

HEADS = "dispatched_at,dispatched_by,place,arrived_at,call_type\n"


@pytest.fixture(scope="module")
def prompt() -> Iterator[Prompt]:
    """Return a home with a program in it that goes by Washington's bands."""
    with at_work() as home:
        found = Prompt(home)
        (home / "password").write_text("a sentence that only a test would say\n")
        rows = [
            f"2026-02-{day:02} 08:00,988-hub,urban,2026-02-{day:02} 08:{day + 10},suicide-concern\n"
            for day in range(1, 26)
        ]
        (home / "list.csv").write_text(HEADS + "".join(rows), encoding="utf-8")
        (home / "odd.csv").write_text(HEADS + "2026-02-01 08:00,988,town,,\n", encoding="utf-8")
        for words in (
            ("init", "--agency", "Harbor County", "--program", "Harbor CRT", "--email", "amara@example.org"),
            ("pack", "adopt", "wa-mrrct-payment", "--from", "2025-01-01", "--circumstance", "urban"),
        ):
            more = ("--password-file", home / "password") if words[0] == "init" else ()
            done = found.type(*words, *more)
            assert done.returncode == 0, done.stderr + done.stdout
        yield found


def test_a_list_is_brought_in_once_counted_and_measured(prompt: Prompt) -> None:
    file = prompt.home / "list.csv"
    first, again = (prompt.type("responses", "import", "Harbor CRT", file, "--json") for _ in range(2))
    days = ("--from", "2026-02-01", "--through", "2026-02-28")
    counted = json.loads(prompt.type("responses", "counts", "harbor crt", *days, "--json").stdout)
    said = prompt.type("responses", "counts", "Harbor CRT", *days)
    owed = json.loads(prompt.type("duty", "list", "Harbor CRT", "--on", "2026-03-01", "--json").stdout)["duties"]

    assert [json.loads(each.stdout)["recorded"] for each in (first, again)] == [25, 0], first.stderr
    assert json.loads(again.stdout)["before"] == 25
    assert (counted["total"], counted["hours"], counted["call_types"]) == (25, {"8": 25}, {"suicide-concern": 25})
    assert counted["arrival"] == {"known": 25, "half": 23, "nine_in_ten": 33}
    assert "there: half within 23 minutes, nine in ten within 33 (25 on record)" in said.stdout
    (urban,) = owed
    assert urban["verdict"] == "met"
    assert urban["sentence"].startswith("Met: in time were 20 of 25, 80.0 percent, from December 1, 2025 through")


def test_a_list_with_mistakes_is_refused_with_each_line(prompt: Prompt) -> None:
    done = prompt.type("responses", "import", "Harbor CRT", prompt.home / "odd.csv")

    assert done.returncode != 0
    assert "line 2, dispatched_by: found '988'" in done.stderr
    assert "nothing was recorded" in done.stderr
