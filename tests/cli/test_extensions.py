"""Extensions and orders at the prompt: what one would change is said, and nothing is recorded without being told to."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

import pytest

from muster.cli import extensions, orders
from muster.cli.prompt import Here
from muster.domain.access import operator
from muster.services import credentials, packs, people, programs
from muster.services import extensions as service
from muster.services import orders as order_service
from tests import make
from tests.cast import NOW, Cast

BLS = "cpr-first-aid/bls"


def typed(work: object) -> Callable[..., Awaitable[None]]:
    """Return what a command does, without the loop that it would start of its own."""
    return cast("Callable[..., Awaitable[None]]", cast("Any", work).__wrapped__)


def day(year: int, month: int, number: int) -> datetime:
    return datetime(year, month, number)  # noqa: DTZ001 - as typer reads a day


@pytest.fixture
async def ana(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> UUID:
    """Ana's card has lapsed; the prompt is Harbor's."""
    by = cast.amara.principal
    here = Here(await programs.agency_of(by), operator(cast.agency), NOW)

    @asynccontextmanager
    async def at_the_prompt(_: UUID | None) -> AsyncIterator[Here]:
        yield here

    for module in (extensions, orders):
        monkeypatch.setattr(module, "here", at_the_prompt)
    await packs.adopt_pack(packs.shipped_text("cpr-first-aid"), since=make.LONG_AGO, by=by, now=NOW)
    who = await people.add_person(make.identity("Ana Peña"), by=by, now=NOW)
    await people.record_role(who, make.role(program=cast.program), by=by, now=NOW)
    card = make.credential("aha-bls", issued_on=date(2024, 10, 31), valid_through=date(2026, 10, 31))
    await credentials.record_credential(who, card, by=by, now=NOW)
    return who


async def test_an_extension_is_looked_at_recorded_listed_and_withdrawn(
    ana: UUID, cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    by = cast.amara.principal
    asked = {
        "moves": day(2026, 10, 31),
        "through": day(2027, 3, 31),
        "authority": "State EMS office",
        "because": "the class was full",
    }
    await typed(extensions.grant)(ana, BLS, **asked)
    said = capsys.readouterr().err

    assert f"Harbor CRT: {BLS}, 2026-11-22 to 2027-03-31: not_met (lapsed) becomes met (extended)" in said
    assert "nothing was recorded" in said
    assert await service.extensions(ana, by=by) == []

    await typed(extensions.grant)(ana, BLS, **asked, yes=True)
    which = UUID(capsys.readouterr().out.strip())
    await typed(extensions.listed)(ana)
    table = capsys.readouterr().out
    await typed(extensions.listed)(ana, json=True)
    (listed,) = json.loads(capsys.readouterr().out)
    await typed(extensions.withdraw)(which, because="a slip")
    assert len(await service.extensions(ana, by=by)) == 1
    await typed(extensions.withdraw)(which, because="a slip", yes=True)

    assert "State EMS office" in table
    assert (listed["id"], listed["moves"], listed["through"]) == (str(which), "2026-10-31", "2027-03-31")
    assert await service.extensions(ana, by=by) == []


async def test_an_order_says_whom_it_would_touch_and_is_recorded_listed_and_withdrawn(
    ana: UUID, cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    by = cast.amara.principal
    asked = {
        "authority": "State EMS office",
        "because": "by mail",
        "first": day(2026, 10, 1),
        "last": day(2026, 12, 31),
        "through": day(2027, 3, 31),
        "kind": "aha-bls",
    }
    await typed(orders.record)("2026-14", **asked)
    said = capsys.readouterr().err

    assert f"Ana Peña: {BLS} 2026-10-31 to 2027-03-31" in said
    assert "people whose day is moved: 1" in said
    assert await order_service.orders(by=by) == []

    await typed(orders.record)("2026-14", **asked, yes=True)
    which = UUID(capsys.readouterr().out.strip())
    await typed(orders.listed)()
    table = capsys.readouterr().out
    await typed(orders.listed)(json=True)
    (listed,) = json.loads(capsys.readouterr().out)
    await typed(orders.withdraw)(which, because="over")
    assert len(await order_service.orders(by=by)) == 1
    await typed(orders.withdraw)(which, because="over", yes=True)

    assert "2026-14" in table
    assert (listed["number"], listed["about"], listed["runs_through"]) == ("2026-14", "aha-bls", "2027-03-31")
    assert await order_service.orders(by=by) == []
