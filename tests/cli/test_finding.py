"""The morning, the years, the search and the trial of a pack, at the prompt."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import date, timedelta
from typing import Any, cast
from uuid import UUID

import pytest

from muster.cli import packs as pack_commands
from muster.cli import roster, search, timeline, today
from muster.cli.prompt import Here
from muster.domain.access import operator
from muster.domain.access_log import Sight
from muster.services import access_log, leave, packs, people, programs, training
from tests import make
from tests.cast import NOW, TODAY, Cast


def typed(work: object) -> Callable[..., Awaitable[None]]:
    """Return what a command does, without the loop that it would start of its own."""
    return cast("Callable[..., Awaitable[None]]", cast("Any", work).__wrapped__)


@pytest.fixture
async def bea(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> UUID:
    """Bea is trained until tonight; the prompt is Harbor's."""
    here = Here(await programs.agency_of(cast.amara.principal), operator(cast.agency), NOW)

    @asynccontextmanager
    async def at_the_prompt(_: UUID | None) -> AsyncIterator[Here]:
        yield here

    for module in (roster, search, timeline, today, pack_commands):
        monkeypatch.setattr(module, "here", at_the_prompt)
    by = cast.amara.principal
    await packs.adopt_pack(packs.shipped_text("us-osha-bbp"), since=date(2025, 1, 1), by=by, now=NOW)
    who = await people.add_person(make.identity("Béa Núñez"), by=by, now=NOW)
    await people.record_role(who, make.role(program=cast.program), by=by, now=NOW)
    course = await training.add_course(make.course(), by=by, now=NOW)
    done = make.completion(course, TODAY.replace(year=TODAY.year - 1))
    await training.record_completion(who, done, by=by, now=NOW)
    return who


async def test_the_morning_names_who_can_today_and_not_tomorrow(bea: UUID, capsys: pytest.CaptureFixture[str]) -> None:
    await typed(today.today)()
    said = capsys.readouterr().out
    await typed(today.today)(json=True)
    found = json.loads(capsys.readouterr().out)

    assert "cannot work on 2026-11-23:\n  Béa Núñez, Harbor CRT: today, and not tomorrow" in said
    assert "2026-11-22  us-osha-bbp/annual-training: Béa Núñez" in said
    assert found["cannot_work_tomorrow"] == [
        {
            "person": str(bea),
            "name": "Béa Núñez",
            "program": "Harbor CRT",
            "verdict": "not_met",
            "cleared_today": True,
        }
    ]


async def test_whoever_is_on_leave_is_named_as_such_in_the_morning_and_on_the_roster(
    bea: UUID, cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    await leave.record_leave(bea, make.leave(TODAY, date(2026, 12, 18)), by=cast.amara.principal, now=NOW)

    await typed(today.today)()
    morning = capsys.readouterr().out
    await typed(roster.roster)("bea")
    listed = capsys.readouterr().out
    await typed(roster.roster)("bea", json=True)
    (found,) = json.loads(capsys.readouterr().out)["people"]

    assert "cannot work on 2026-11-23:\n\non leave on 2026-11-23:\n  Béa Núñez: through 2026-12-18 (not_met)" in morning
    assert "through 2026-12-18" in listed
    assert found["on_leave_through"] == "2026-12-18"


async def test_the_years_of_a_person_are_told_and_that_somebody_asked(
    bea: UUID, cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    await typed(timeline.timeline)(bea)
    said = capsys.readouterr().out
    await typed(timeline.timeline)(bea, json=True)
    found = json.loads(capsys.readouterr().out)

    last = TODAY + timedelta(days=1)
    assert f"Harbor CRT: us-osha-bbp/annual-training\n  2025-01-01 to {date(2025, 11, 21)}  not_met (missing)" in said
    assert {"first": str(last), "last": "2027-12-31", "says": "not_met (lapsed)"} in found["lanes"][1]["runs"]
    looks = await access_log.looks(by=cast.dana.principal)
    assert {(each.look.sight, each.look.subject) for each in looks.items} == {(Sight.RECORD, bea)}


async def test_somebody_is_found_without_accents_and_nobody_is_said_to_be_nobody(
    bea: UUID, capsys: pytest.CaptureFixture[str]
) -> None:
    await typed(search.search)(["nun", "bea"])
    assert f"person   {bea}  Béa Núñez" in capsys.readouterr().out

    await typed(search.search)(["nobody"])
    out, said = capsys.readouterr()
    assert (out, said) == ("", "nothing is called or numbered so\n")

    await typed(search.search)(["harbor", "crt"], json=True)
    assert [each["title"] for each in json.loads(capsys.readouterr().out)] == ["Harbor CRT"]


async def test_a_pack_is_tried_on_whoever_is_there(bea: UUID, capsys: pytest.CaptureFixture[str]) -> None:
    await typed(pack_commands.try_on_people)("us-osha-bbp", json=True)

    assert json.loads(capsys.readouterr().out) == [
        {"requirement": "us-osha-bbp/annual-training", "met": 1, "not_met": 0, "needs_review": 0}
    ]
