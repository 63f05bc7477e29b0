"""What whoever runs the machine does to an account, at the prompt."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from muster.persistence.opening import Place, opened
from muster.sealing import Sealing
from muster.services import accounts, one_time_codes, passwords
from tests.cast import somewhere
from tests.cli.test_prompt import Prompt, founded, prompt  # noqa: F401 - the same home
from tests.totp import Totp

EMAIL = "amara@example.org"
FIRST = "a sentence that only a test would say"
NEW = "another sentence that nobody else would say"
AT = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)


@pytest.fixture
def new(founded: Prompt) -> Path:  # noqa: F811 - the fixture of that name
    file = founded.home / "new-password"
    file.write_text(f"{NEW}\n")
    return file


def test_an_account_is_shut_and_opened_and_the_ledger_says_so(founded: Prompt) -> None:  # noqa: F811
    shut = founded.type("user", "disable", EMAIL)
    again = founded.type("user", "disable", EMAIL)
    opened_again = founded.type("user", "enable", EMAIL)
    twice = founded.type("user", "enable", EMAIL)
    verified = founded.type("ledger", "verify")

    assert shut.returncode == 0, shut.stderr
    assert "signed out everywhere" in shut.stderr
    assert (again.returncode, twice.returncode) == (6, 6)
    assert "muster user enable" in again.stderr
    assert opened_again.returncode == verified.returncode == 0


def test_a_password_comes_from_a_file_and_never_from_an_argument(founded: Prompt, new: Path) -> None:  # noqa: F811
    assert founded.type("user", "password", EMAIL, NEW).returncode == 2
    assert founded.type("user", "password", EMAIL).returncode == 1, "there is no terminal to ask at"
    weak = founded.home / "weak"
    weak.write_text("amara@example.org\n")
    refused = founded.type("user", "password", EMAIL, "--password-file", weak)
    done = founded.type("user", "password", EMAIL, "--password-file", new)

    assert refused.returncode == 1
    assert "your own address" in refused.stderr
    assert done.returncode == 0, done.stderr
    assert NEW not in done.stdout + done.stderr


def test_nobody_is_found_under_a_mistyped_address(founded: Prompt, new: Path) -> None:  # noqa: F811
    for words in (("disable",), ("enable",), ("password",), ("forget-second-factor",)):
        more = ("--password-file", new) if words[0] in {"password", "forget-second-factor"} else ()
        done = founded.type("user", *words, "amra@example.org", *more)
        assert done.returncode == 4, words
        assert "check how it is written" in done.stderr


def test_a_lost_phone_is_forgotten(founded: Prompt, new: Path) -> None:  # noqa: F811
    founded.type("user", "password", EMAIL, "--password-file", new)
    sealing = Sealing(founded.home / "muster" / "secrets" / "sealing.key")

    async def set_up() -> None:
        async with opened(Place(founded.home / "muster")):
            account = await passwords.prove(EMAIL, NEW, origin=somewhere(), at=AT)
            made = await one_time_codes.begin_one_time_codes(account, NEW, origin=somewhere(), at=AT, sealing=sealing)
            code = Totp(made.secret).code(AT)
            await one_time_codes.confirm_one_time_codes(account, code, origin=somewhere(), at=AT, sealing=sealing)
            with pytest.raises(accounts.SecondFactorRequired):
                await accounts.admit(account, at=AT)

    async def admitted() -> None:
        async with opened(Place(founded.home / "muster")):
            await accounts.admit(await passwords.prove(EMAIL, FIRST, origin=somewhere(), at=AT), at=AT)

    asyncio.run(set_up())
    first = founded.home / "first"
    first.write_text(FIRST)
    done = founded.type("user", "forget-second-factor", EMAIL, "--password-file", first)
    again = founded.type("user", "forget-second-factor", EMAIL, "--password-file", first)

    assert done.returncode == 0, done.stderr
    assert again.returncode == 6
    asyncio.run(admitted())


def test_a_link_that_is_not_there_cannot_be_removed(founded: Prompt) -> None:  # noqa: F811
    none = founded.type("user", "unlink", EMAIL)
    nobody = founded.type("user", "unlink", "amra@example.org")

    assert (none.returncode, nobody.returncode) == (6, 4)
    assert "no organisation signs" in none.stderr
