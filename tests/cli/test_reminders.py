"""Reminders at the prompt."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, nullcontext
from datetime import date
from pathlib import Path
from typing import Any, cast
from uuid import UUID, uuid4

import pytest
from typer.testing import CliRunner

from muster import clock, settings
from muster.cli import reminders
from muster.cli.main import app
from muster.cli.prompt import Here
from muster.domain.reminders import State
from muster.persistence import reminders as store
from muster.persistence.embedded import Embedded
from muster.persistence.reminders import Settled
from muster.services import packs, people, programs, training
from muster.services import reminders as service
from muster.settings import Settings
from tests import make
from tests.cast import NOW, Cast
from tests.conftest import serving
from tests.mailbox import parsed

LAST = date(2026, 11, 29)  # a week from now


def typed(work: object) -> Callable[..., Awaitable[None]]:
    """Return what a command does, without the loop that it would start of its own."""
    return cast("Callable[..., Awaitable[None]]", cast("Any", work).__wrapped__)


@pytest.fixture(scope="module")
def server() -> Iterator[Embedded]:
    """A server of these tests' own: reminders are sent for every agency there is."""
    with serving() as made:
        yield made


@pytest.fixture
async def harbor(quiet: None, cast: Cast, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Cast:
    """Somebody at Harbor who has a week left, and a prompt there, in the morning."""
    by = cast.amara.principal
    course = await training.add_course(make.course(), by=by, now=NOW)
    await packs.adopt_pack(packs.shipped_text("us-osha-bbp"), since=date(2025, 1, 1), by=by, now=NOW)
    who = uuid4()
    await people.add_person(make.identity(email=f"{who}@example.org"), by=by, now=NOW, fact=who)
    await people.record_employment(who, make.employment(), by=by, now=NOW)
    await people.record_role(who, make.role(program=cast.program), by=by, now=NOW)
    await training.record_completion(who, make.completion(course, LAST.replace(year=2025)), by=by, now=NOW)

    @asynccontextmanager
    async def here(agency: UUID | None) -> AsyncIterator[Here]:
        yield Here(await programs.agency_of(by), by, NOW)

    monkeypatch.setattr(reminders, "here", here)
    monkeypatch.setattr(reminders, "opened", lambda _: nullcontext())  # the test has opened it
    monkeypatch.setattr(settings, "read", lambda: Settings(home=tmp_path))
    monkeypatch.setattr(clock, "instant", lambda: NOW.at)
    return cast


async def listed(capsys: pytest.CaptureFixture[str], **asked: object) -> list[dict[str, Any]]:
    """Return what `muster remind --json` prints."""
    capsys.readouterr()
    await typed(reminders.remind)(json=True, **asked)
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


async def test_what_would_be_told_is_shown_and_nothing_is_filed(
    harbor: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    (due,) = await listed(capsys, plan=True)

    assert (due["name"], due["program"]) == ("Ines de la Cruz", "Harbor CRT")
    assert (due["requirement"], due["cycle_on"], due["rung"]) == ("us-osha-bbp/annual-training", str(LAST), 7)
    assert due["filed"] is False
    assert await listed(capsys) == []


async def test_work_sends_it_once_and_the_list_says_what_became_of_it(
    harbor: Cast, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for _ in range(2):
        await typed(reminders.work)(once=True)

    assert capsys.readouterr().err.splitlines()[-1] == "nothing was due"
    (notice,) = await listed(capsys)
    assert (notice["state"], notice["attempts"]) == ("sent", 1)
    mails = [parsed(file.read_bytes()) for file in (tmp_path / "mail").glob("*.eml")]
    mine = f"{notice['person']}@example.org"
    assert [str(each["To"]) for each in mails if each["To"] == mine] == [mine]
    assert [each["filed"] for each in await listed(capsys, plan=True)] == [True]
    assert await listed(capsys, state=[State.FAILED]) == []


async def test_what_failed_is_sent_again_by_its_id(harbor: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    scope = make.everybody(harbor.amara.principal)
    await service.plan_reminders(scope, now=NOW.at)
    (claimed,) = await store.claim(scope, at=NOW.at)
    await store.settle(scope, [Settled(claimed, State.FAILED, "the mailbox is full")], at=NOW.at)

    await typed(reminders.resend)([claimed.id])

    assert f"{claimed.id}: pending, from 2026-11-22 15:00 UTC on" in capsys.readouterr().err
    await typed(reminders.work)(once=True)
    (notice,) = await listed(capsys)
    assert (notice["state"], notice["attempts"]) == ("sent", 2)


async def test_for_people_it_is_a_table(harbor: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    await typed(reminders.remind)()
    assert capsys.readouterr().out == "no reminder is on file\n"

    await typed(reminders.work)(once=True)
    await typed(reminders.remind)()

    said = capsys.readouterr().out
    assert all(word in said for word in ("Ines de la Cruz", "us-osha-bbp/annual-training", "2026-11-29", "sent"))


@pytest.mark.parametrize("words", [["work", "--once"], ["serve"]])
def test_settings_that_could_send_nothing_are_refused_without_showing_the_password(words: list[str]) -> None:
    done = CliRunner().invoke(app, words, env={"MUSTER_SMTP_URL": "smtp://ben:secret@mx.example"})

    assert done.exit_code == 1
    assert "MUSTER_MAIL_FROM" in done.output
    assert "secret" not in done.output
