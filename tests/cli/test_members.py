"""Places and tokens at the prompt: what is printed, what is kept in a file, and how each command ends."""

from __future__ import annotations

import json
import re
import stat
from collections.abc import Iterator
from datetime import timedelta

import pytest

from muster import clock
from muster.domain.accounts.tokens import PATTERN
from tests.cli.test_prompt import Prompt
from tests.terminal import at_work

AMARA, HANA = "amara@example.org", "hana@example.org"
BECAUSE = ("--because", "she leads the day team now")
FOR = ("--owner", AMARA, "--permission", "people:read")


@pytest.fixture(scope="module")
def prompt() -> Iterator[Prompt]:
    """Return a home with Harbor in it, Amara its administrator and Hana in HR."""
    with at_work() as home:
        found = Prompt(home)
        password = home / "password"
        password.write_text("a sentence that only a test would say\n")
        done = found.type("init", "--agency", "Harbor County", "--email", AMARA, "--password-file", password)
        assert done.returncode == 0, done.stderr
        done = found.type("user", "add", HANA, "--role", "hr", "--password-file", password)
        assert done.returncode == 0, done.stderr
        yield found


def places(prompt: Prompt) -> dict[str, dict[str, object]]:
    done = prompt.type("user", "list", "--json")
    assert done.returncode == 0, done.stderr
    return {each["email"]: each for each in json.loads(done.stdout)}


def issued(prompt: Prompt) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(prompt.type("token", "list", "--json").stdout)
    return found


def through(days: int) -> str:
    """Return a day from now on: at the prompt the clock is the machine's own."""
    return f"{clock.instant() + timedelta(days=days):%Y-%m-%d}"


def test_a_place_is_listed_changed_and_ended(prompt: Prompt) -> None:
    assert places(prompt)[HANA]["role"] == "hr"

    changed = prompt.type("user", "change", HANA, "--role", "auditor", "--through", through(90), *BECAUSE)
    assert changed.returncode == 0, changed.stderr
    assert (places(prompt)[HANA]["role"], places(prompt)[HANA]["through"]) == ("auditor", through(90))
    endless = prompt.type("user", "change", HANA, "--no-end", *BECAUSE)
    assert endless.returncode == 1
    assert "auditor" in endless.stderr

    ended = prompt.type("user", "end", str(places(prompt)[HANA]["id"]), *BECAUSE)
    assert ended.returncode == 0, ended.stderr
    assert HANA not in places(prompt)
    assert HANA not in prompt.type("user", "list").stdout


def test_what_cannot_be_done_to_a_place_is_said_and_ends_with_its_code(prompt: Prompt) -> None:
    for words, code, said in (
        (("end", AMARA, *BECAUSE), 6, "last administrator"),
        (("end", "nobody@example.org", *BECAUSE), 4, "nobody@example.org"),
        (("change", AMARA, "--no-end", "--through", through(1), *BECAUSE), 1, "--no-end"),
        (("end", AMARA), 2, "because"),
    ):
        done = prompt.type("user", *words)
        assert (done.returncode, said in done.stderr) == (code, True), done.stderr
        assert "Traceback" not in done.stderr


def test_a_token_is_printed_once_and_alone(prompt: Prompt) -> None:
    done = prompt.type("token", "add", "nightly export", *FOR, "--through", through(30))

    assert done.returncode == 0, done.stderr
    assert re.fullmatch(PATTERN, done.stdout.strip())
    assert re.findall(PATTERN, done.stderr) == []
    listed = prompt.type("token", "list")
    assert done.stdout[:19] in listed.stdout
    assert done.stdout.strip() not in listed.stdout


def test_a_token_in_a_file_is_for_its_owner_alone_and_on_no_screen(prompt: Prompt) -> None:
    out = prompt.home / "token"

    done = prompt.type("token", "add", "intake", *FOR, "--through", through(30), "--out", out)

    assert done.returncode == 0, done.stderr
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert re.fullmatch(PATTERN, out.read_text().strip())
    assert out.read_text().strip() not in done.stdout + done.stderr
    again = prompt.type("token", "add", "intake", *FOR, "--through", through(30), "--out", out)
    assert again.returncode == 6


def test_what_is_refused_leaves_no_file_and_no_token_behind(prompt: Prompt) -> None:
    before = issued(prompt)
    out = prompt.home / "refused"

    for words, code in (
        ((*FOR, "--through", through(400)), 1),
        ((*FOR[:2], "--permission", "membership:grant", "--through", through(30)), 1),
        (("--owner", "nobody@example.org", *FOR[2:], "--through", through(30)), 4),
        ((*FOR[:2], "--permission", "everything", "--through", through(30)), 2),
    ):
        done = prompt.type("token", "add", "x", *words, "--out", out)
        assert done.returncode == code, done.stderr
        assert not out.exists()
    nowhere = prompt.type("token", "add", "x", *FOR, "--through", through(30), "--out", prompt.home / "no" / "file")
    assert nowhere.returncode == 1
    assert issued(prompt) == before


def test_a_token_is_revoked_once(prompt: Prompt) -> None:
    prompt.type("token", "add", "to be revoked", *FOR, "--through", through(30))
    (which,) = (str(each["id"]) for each in issued(prompt) if each["name"] == "to be revoked")

    assert prompt.type("token", "revoke", which).returncode == 0
    assert prompt.type("token", "revoke", which).returncode == 4
    assert prompt.type("ledger", "verify").returncode == 0


def test_codes_are_not_asked_of_staff_before_an_administrator_has_them(prompt: Prompt) -> None:
    said = prompt.type("user", "second-factor")
    no_reason = prompt.type("user", "second-factor", "--ask")
    nobody = prompt.type("user", "second-factor", "--ask", *BECAUSE)
    off = prompt.type("user", "second-factor", "--do-not-ask", *BECAUSE, "--json")

    assert (said.returncode, said.stdout) == (0, "one-time codes are not asked of staff\n")
    assert no_reason.returncode == 1
    assert "--because" in no_reason.stderr
    assert nobody.returncode == 6
    assert "no administrator of the whole agency has one-time codes" in nobody.stderr
    assert (off.returncode, json.loads(off.stdout)["required"]) == (0, False)
