"""Inviting people at the prompt."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import pytest

from muster import settings
from muster.cli import invitations
from muster.cli.prompt import Here
from muster.cli.reports import Language
from muster.domain.access import Role, operator
from muster.services import invitations as service
from muster.services import programs
from muster.settings import Settings
from tests.cast import NOW, PASSWORD, Cast
from tests.letters import HERE
from tests.mailbox import parsed


def typed(work: object) -> Callable[..., Awaitable[None]]:
    """Return what a command does, without the loop that it would start of its own."""
    return cast("Callable[..., Awaitable[None]]", cast("Any", work).__wrapped__)


@pytest.fixture
async def harbor(cast: Cast, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Cast:
    """A prompt at Harbor, whose mail becomes files."""
    here = Here(await programs.agency_of(cast.amara.principal), operator(cast.agency), NOW)

    @asynccontextmanager
    async def at_the_prompt(_: UUID | None) -> AsyncIterator[Here]:
        yield here

    monkeypatch.setattr(invitations, "here", at_the_prompt)
    monkeypatch.setattr(settings, "read", lambda: Settings(home=tmp_path, base_url=HERE))
    return cast


async def test_who_is_invited_at_the_prompt_gets_a_mail_and_comes(
    harbor: Cast, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    await typed(invitations.invite)(
        "auditor@example.org",
        Role.AUDITOR,
        through=datetime.fromisoformat("2027-01-31"),
        language=Language.ES,
    )
    made, said = capsys.readouterr()
    (file,) = (tmp_path / "mail").glob("*.eml")
    mail = parsed(file.read_bytes())
    plain = mail.get_body(["plain"])
    assert plain
    (token,) = [line.rpartition("/")[2] for line in plain.get_content().splitlines() if line.startswith(HERE)]

    account = await service.accept_invitation(token, password=PASSWORD, at=NOW.at)

    assert (mail["To"], mail["Content-Language"]) == ("auditor@example.org", "es")
    assert token not in said
    assert account != UUID(made.strip())


async def test_the_list_says_who_has_not_come_and_a_slip_is_taken_back(
    harbor: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    await typed(invitations.invite)("ines@example.org", Role.RESPONDER, program=harbor.program)
    made = UUID(capsys.readouterr().out.strip())

    await typed(invitations.invited)(json=True)
    (found,) = json.loads(capsys.readouterr().out)
    await typed(invitations.invited)()
    listed = capsys.readouterr().out
    await typed(invitations.uninvite)(made, because="a slip")
    await typed(invitations.invited)()

    assert found == {
        "invitation": str(made),
        "email": "ines@example.org",
        "role": "responder",
        "person": None,
        "program": str(harbor.program),
        "through": None,
        "invited_by": None,
        "ends_at": "2026-11-29T15:00:00.000000Z",
        "mail": "sent",
    }
    assert "ines@example.org" in listed
    assert "2026-11-29 15:00 UTC" in listed
    assert "nobody is invited" in capsys.readouterr().out


async def test_a_mail_that_cannot_go_out_is_said(
    harbor: Cast, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    nowhere = {"home": tmp_path, "base_url": HERE, "smtp_url": "smtp://127.0.0.1:1", "mail_from": "muster@example.org"}
    monkeypatch.setattr(settings, "read", lambda: Settings.model_validate(nowhere))

    await typed(invitations.invite)("ines@example.org", Role.RESPONDER)

    assert "its mail is deferred: the mail server cannot be reached" in capsys.readouterr().err
