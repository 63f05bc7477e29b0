"""Reports at the prompt: JSON into a pipe, files under their own name, refusals in words."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import pytest
from typer.testing import CliRunner

from muster.cli import reports
from muster.cli.main import app
from muster.cli.prompt import Here
from muster.domain.errors import Conflict, Invalid, NotFound
from muster.services import programs
from muster.services.downloads import Format
from tests.cast import NOW, Cast
from tests.keys import KEYS
from tests.quarter import DAYS, NUMBER, gather_quarter

NAME = f"grant-compliance-{NUMBER}-2026-07-01-2026-09-30"


def typed(work: object) -> Callable[..., Awaitable[None]]:
    """Return what a command does, without the loop that it would start of its own."""
    return cast("Callable[..., Awaitable[None]]", cast("Any", work).__wrapped__)


@pytest.fixture
async def harbor(cast: Cast, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Cast:
    """A clean quarter at Harbor, and a prompt there in an empty folder."""
    await gather_quarter(cast)

    @asynccontextmanager
    async def here(agency: UUID | None) -> AsyncIterator[Here]:
        yield Here(await programs.agency_of(cast.amara.principal), cast.amara.principal, NOW)

    monkeypatch.setattr(reports, "here", here)
    monkeypatch.setattr(reports, "signing", lambda: KEYS)
    monkeypatch.chdir(tmp_path)
    return cast


async def test_into_a_pipe_a_report_is_json_and_the_answer_is_said_beside_it(
    harbor: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    await typed(reports.grant_compliance)(NUMBER)

    out, said = capsys.readouterr()
    assert json.loads(out)["minutes"]["qualified"] == len(DAYS) * 480
    assert said.startswith(f"All {len(DAYS) * 8} hours charged to this award")


async def test_the_days_and_the_position_may_be_named(harbor: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    first, last = datetime(2026, 7, 6), datetime(2026, 7, 10)  # noqa: DTZ001 - as typer reads a day

    await typed(reports.grant_compliance)(NUMBER, first=first, last=last)
    now = json.loads(capsys.readouterr().out)
    await typed(reports.grant_compliance)(NUMBER, first=first, last=last, known_at=str(now["proof"]["known_at"]))

    assert json.loads(capsys.readouterr().out) == now
    assert now["minutes"]["qualified"] == 5 * 480


async def test_before_the_award_was_on_record_there_is_none(harbor: Cast) -> None:
    with pytest.raises(NotFound):
        await typed(reports.grant_compliance)(NUMBER, known_at="1")


async def test_a_drawing_is_written_under_its_own_name_and_never_over_another(
    harbor: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await typed(reports.grant_compliance)(NUMBER, given=Format.PDF)
    assert capsys.readouterr().out == f"{NAME}.pdf\n"
    assert (tmp_path / f"{NAME}.pdf").read_bytes().startswith(b"%PDF-")

    (tmp_path / f"{NAME}.pdf").write_bytes(b"signed by hand")
    with pytest.raises(Conflict, match="already"):
        await typed(reports.grant_compliance)(NUMBER, given=Format.PDF)

    assert (tmp_path / f"{NAME}.pdf").read_bytes() == b"signed by hand"


async def test_a_file_that_is_named_is_written(harbor: Cast, tmp_path: Path) -> None:
    await typed(reports.state_compliance)(given=Format.JSON, out=str(tmp_path / "state.json"))

    assert json.loads((tmp_path / "state.json").read_text())["report"] == "state-compliance"


async def test_a_folder_that_is_not_there_is_said_to_be_the_reason(harbor: Cast, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="cannot be written"):
        await typed(reports.state_compliance)(given=Format.JSON, out=str(tmp_path / "nowhere" / "state.json"))


async def test_the_training_summary_of_an_award_is_written(
    harbor: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await typed(reports.training_summary)(NUMBER, given=Format.JSON, out=str(tmp_path / "training.json"))

    said = json.loads((tmp_path / "training.json").read_text())
    assert (said["report"], said["period"]["due_on"]) == ("training-summary", "2026-10-31")
    assert capsys.readouterr().err.startswith("0 people of the mental health and related workforce")


async def test_half_a_period_is_refused(harbor: Cast) -> None:
    with pytest.raises(Invalid, match="a first and a last day"):
        await typed(reports.state_compliance)(last=datetime(2026, 7, 10))  # noqa: DTZ001 - as typer reads a day


def test_the_list_names_every_report_and_its_promise() -> None:
    found = CliRunner().invoke(app, ["report", "list", "--json"])

    assert found.exit_code == 0
    assert [each["id"] for each in json.loads(found.stdout)] == [
        "grant-compliance",
        "sf-425",
        "state-compliance",
        "training-summary",
    ]
