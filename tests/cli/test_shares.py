"""Sharing at the prompt: given, listed, ended."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, cast
from uuid import UUID, uuid4

import pytest

from muster.cli import ledger, shares
from muster.cli.prompt import Here
from muster.domain.errors import Invalid
from muster.domain.sharing.shares import Level
from muster.services import programs, received
from tests.cast import NOW, Cast
from tests.sharing import County, gather_county


def typed(work: object) -> Callable[..., Awaitable[None]]:
    """Return what a command does, without the loop that it would start of its own."""
    return cast("Callable[..., Awaitable[None]]", cast("Any", work).__wrapped__)


@pytest.fixture
async def county(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> County:
    by = cast.amara.principal

    @asynccontextmanager
    async def here(agency: UUID | None) -> AsyncIterator[Here]:
        yield Here(await programs.agency_of(by), by, NOW)

    for room in (shares, ledger):
        monkeypatch.setattr(room, "here", here)
    return await gather_county(cast)


async def add(county: County, recipient: UUID, **more: object) -> None:
    asked = {"level": Level.COUNTS, "purpose": "a plan", "because": "they asked", "through": datetime(2027, 6, 30)}  # noqa: DTZ001 - as typer reads a day
    await typed(shares.add)(recipient, program=county.program, **{**asked, **more})


async def listed(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    capsys.readouterr()
    await typed(shares.listed)(json=True)
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


async def test_it_is_given_listed_ended_and_withdrawn(county: County, capsys: pytest.CaptureFixture[str]) -> None:
    await add(county, county.region)
    (given,) = await listed(capsys)
    which = UUID(given["id"])
    await typed(shares.end)(which, because="done", through=datetime(2026, 12, 31))  # noqa: DTZ001 - as typer reads a day
    (ended,) = await listed(capsys)
    await typed(shares.listed)()
    table = capsys.readouterr().out
    await typed(shares.end)(which, because="done")

    assert (given["recipient_name"], given["valid_from"], given["valid_through"]) == (
        "Three Rivers Region",
        "2026-11-22",
        "2027-06-30",
    )
    assert ended["valid_through"] == "2026-12-31"
    assert "Three Rivers Region" in table
    assert "Harbor CRT" in table
    assert await listed(capsys) == []


async def test_with_nobody_it_is_refused_in_a_sentence(county: County, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Invalid, match="no agency here has this code"):
        await add(county, uuid4())


async def test_who_looked_from_outside_is_named_by_their_agency(
    county: County, capsys: pytest.CaptureFixture[str]
) -> None:
    await add(county, county.region)
    (given,) = await listed(capsys)
    await received.received_counts(UUID(given["id"]), on=None, by=county.rosa.principal, at=NOW.at)

    await typed(ledger.looks)(limit=50)

    assert "Three Rivers Region" in capsys.readouterr().out
