"""A plan and what if, at the prompt."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime
from uuid import UUID

import pytest

from muster.cli import plans, what_if
from muster.cli.prompt import Here
from muster.domain.access import operator
from muster.domain.access_log import Sight
from muster.domain.errors import Invalid
from muster.services import access_log, compliance, packs, people, programs, training
from tests import make
from tests.cast import NOW, Cast
from tests.cli.test_finding import typed

SPRING = datetime(2027, 3, 31)  # noqa: DTZ001 - a day, as the prompt reads it


@pytest.fixture
async def bea(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> UUID:
    """Bea is trained through 5 January 2027; the prompt is Harbor's."""
    here = Here(await programs.agency_of(cast.amara.principal), operator(cast.agency), NOW)

    @asynccontextmanager
    async def at_the_prompt(_: UUID | None) -> AsyncIterator[Here]:
        yield here

    for module in (plans, what_if):
        monkeypatch.setattr(module, "here", at_the_prompt)
    by = cast.amara.principal
    await packs.adopt_pack(packs.shipped_text("us-osha-bbp"), since=make.LONG_AGO, by=by, now=NOW)
    bea = await people.add_person(make.identity("Béa Núñez"), by=by, now=NOW)
    await people.record_role(bea, make.role(program=cast.program), by=by, now=NOW)
    course = await training.add_course(make.course(), by=by, now=NOW)
    await training.record_completion(bea, make.completion(course, date(2026, 1, 5)), by=by, now=NOW)
    return bea


async def test_a_plan_is_told_in_lines_and_as_json(bea: UUID, capsys: pytest.CaptureFixture[str]) -> None:
    await typed(plans.plan)(program="Harbor CRT", through=SPRING, seat_days=7, processing_days=14)
    text = capsys.readouterr().out
    assert "1 seats close 1 of 1 gaps; no fewer do" in text
    assert "2026-12-15" in text

    await typed(plans.plan)(through=SPRING, json=True)
    found = json.loads(capsys.readouterr().out)
    (seat,) = found["seats"]
    assert (seat["person"], seat["act_by"], seat["closes"][0]["last_good_day"]) == (
        str(bea),
        "2027-01-05",
        "2027-01-05",
    )


async def test_what_is_supposed_is_one_thing_and_leaves_the_ledger_as_it_was(
    bea: UUID, cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    head = await compliance.position(None, by=cast.amara.principal)

    await typed(what_if.what_if)(["Béa Núñez"], course="Bloodborne pathogens", first=datetime(2026, 12, 1))  # noqa: DTZ001 - a day
    told = capsys.readouterr()
    await typed(what_if.what_if)([str(bea)], ends="emt", program="Harbor CRT", last=SPRING, json=True)
    found = json.loads(capsys.readouterr().out)

    assert "2027-01-06 to 2027-12-01" in told.err
    assert "Harbor CRT: 1 cleared of 1 becomes 1 of 1" in told.out
    assert found["programs"][0]["months"][-1]["cleared_after"] == 0
    assert await compliance.position(None, by=cast.amara.principal) == head
    assert {each.look.sight for each in (await access_log.looks_at(bea, by=cast.dana.principal)).items} == {
        Sight.RECORD
    }
    with pytest.raises(Invalid, match="exactly one thing"):
        await typed(what_if.what_if)([str(bea)], course="a", card="b")
    with pytest.raises(Invalid, match="needs its last day"):
        await typed(what_if.what_if)([str(bea)], lapses="nremt-emt")
