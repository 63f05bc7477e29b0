"""Waivers at the prompt: what one would change is said, and nothing is recorded without being told to."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, cast
from uuid import UUID

import pytest

from muster.cli import waivers
from muster.cli.prompt import Here
from muster.domain.access import operator
from muster.services import packs, people, programs
from muster.services import waivers as service
from tests import make
from tests.cast import NOW, Cast

BBP = "us-osha-bbp/annual-training"


def typed(work: object) -> Callable[..., Awaitable[None]]:
    """Return what a command does, without the loop that it would start of its own."""
    return cast("Callable[..., Awaitable[None]]", cast("Any", work).__wrapped__)


@pytest.fixture
async def ana(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> UUID:
    """Ana was never trained; the prompt is Harbor's."""
    by = cast.amara.principal
    here = Here(await programs.agency_of(by), operator(cast.agency), NOW)

    @asynccontextmanager
    async def at_the_prompt(_: UUID | None) -> AsyncIterator[Here]:
        yield here

    monkeypatch.setattr(waivers, "here", at_the_prompt)
    await packs.adopt_pack(packs.shipped_text("us-osha-bbp"), since=make.LONG_AGO, by=by, now=NOW)
    who = await people.add_person(make.identity("Ana Peña"), by=by, now=NOW)
    await people.record_role(who, make.role(program=cast.program), by=by, now=NOW)
    return who


async def test_it_is_looked_at_recorded_listed_and_withdrawn(
    ana: UUID, cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = {
        "authority": "State EMS office",
        "because": "no class before January",
        "through": datetime(2027, 1, 31),  # noqa: DTZ001 - as typer reads a day
    }
    await typed(waivers.grant)(ana, BBP, **asked)
    looked = capsys.readouterr()

    changes = f"Harbor CRT: {BBP}, 2026-11-22 to 2027-01-31: not_met (missing) becomes met (waived)"
    assert changes in looked.err
    assert "nothing was recorded" in looked.err
    assert await service.waivers(ana, by=cast.amara.principal) == []

    await typed(waivers.grant)(ana, BBP, **asked, yes=True)
    which = UUID(capsys.readouterr().out.strip())
    await typed(waivers.listed)(ana)
    table = capsys.readouterr().out
    await typed(waivers.listed)(ana, json=True)
    (listed,) = json.loads(capsys.readouterr().out)
    await typed(waivers.withdraw)(which, because="a slip")
    assert "met (waived) becomes not_met (missing)" in capsys.readouterr().err
    assert len(await service.waivers(ana, by=cast.amara.principal)) == 1
    await typed(waivers.withdraw)(which, because="a slip", yes=True)

    assert "State EMS office" in table
    assert (listed["id"], listed["requirement"], listed["valid_through"]) == (str(which), BBP, "2027-01-31")
    assert await service.waivers(ana, by=cast.amara.principal) == []
