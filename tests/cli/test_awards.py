"""What awards owe on paper, at the prompt."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

import pytest

from muster.cli import awards as command
from muster.cli.prompt import Here
from muster.domain.access import operator
from muster.domain.intervals import Interval
from muster.domain.owing.papers import PaperKind
from muster.services import awards, indirect, packs, programs
from tests import make
from tests.cast import NOW, Cast


def typed(work: object) -> Callable[..., Awaitable[None]]:
    """Return what a command does, without the loop that it would start of its own."""
    return cast("Callable[..., Awaitable[None]]", cast("Any", work).__wrapped__)


def typed_day(year: int, month: int, day: int) -> datetime:
    """Return a day as the prompt reads it."""
    return datetime(year, month, day)  # noqa: DTZ001 - as typer does, without a zone


@pytest.fixture
async def award(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> UUID:
    """CR-1 ended in September; the prompt is Harbor's, which goes by the rules of federal awards."""
    by = cast.amara.principal
    here = Here(await programs.agency_of(by), operator(cast.agency), NOW)

    @asynccontextmanager
    async def at_the_prompt(_: UUID | None) -> AsyncIterator[Here]:
        yield here

    monkeypatch.setattr(command, "here", at_the_prompt)
    await packs.adopt_pack(packs.shipped_text("us-grants"), since=date(2024, 10, 1), by=by, now=NOW)
    said = replace(make.award("CR-1", start=date(2025, 10, 1), through=date(2026, 9, 30)), report_due_days=10)
    said = replace(said, awarded_on=date(2025, 9, 15), assistance_listing="16.745")
    return await awards.add_award(said, by=by, now=NOW)


async def test_each_paper_is_told_with_its_day_its_arithmetic_and_its_paragraph(
    award: UUID, capsys: pytest.CaptureFixture[str]
) -> None:
    await typed(command.record_paper)(
        "cr-1", PaperKind.LIQUIDATION, of=typed_day(2026, 9, 30), on=typed_day(2026, 11, 2), reference="Letter 7"
    )
    assert "recorded: cr-1, liquidation through 2026-09-30, sent on 2026-11-02" in capsys.readouterr().err

    await typed(command.papers_owed)("CR-1")

    said = capsys.readouterr().out
    assert "met     Everything owed is paid, 2025-10-01 to 2026-09-30: In time\n" in said
    assert (
        "NOT MET Financial report, 2026-04-01 to 2026-06-30: 135 days late\n"
        "        June 30, 2026 and 10 days is July 10, 2026. The award's own papers say so. By the rule it would be "
        "July 30, 2026. [2 CFR 200.328]\n"
    ) in said
    assert "due     Final financial report, 2026-07-01 to 2026-09-30: Due by January 28, 2027\n" in said
    assert "-       Request for more time, 2025-10-01 to 2026-09-30: Not asked for\n" in said


async def test_the_same_is_told_as_json_of_another_day(award: UUID, capsys: pytest.CaptureFixture[str]) -> None:
    await typed(command.papers_owed)("CR-1", on=typed_day(2026, 9, 20), json=True)

    papers = {(each["kind"], each["last"]): each for each in json.loads(capsys.readouterr().out)["papers"]}
    asked = papers["extension-request", "2026-09-30"]
    assert (asked["answer"], asked["due_on"], asked["days_late"]) == ("due", "2026-09-20", None)


async def test_the_base_is_told_part_by_part(award: UUID, cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    spent = replace(make.award_cost(award), during=Interval.through(date(2026, 1, 1), date(2026, 1, 31)))
    await indirect.record_cost(spent, by=cast.amara.principal, now=NOW)

    await typed(command.indirect_allowed)("CR-1")

    said = capsys.readouterr().out
    assert "  Subaward S-1                          120,000.00  counts        50,000.00\n" in said
    assert "  50,000.00 counts; 15 % of it is 7,500.00\n" in said
    await typed(command.indirect_allowed)("CR-1", json=True)
    assert json.loads(capsys.readouterr().out)["rules"][0]["allowed_cents"] == 7_500_00
