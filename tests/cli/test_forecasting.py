"""What is ahead, and why somebody stands as they do, at the prompt."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime
from uuid import UUID

import pytest

from muster.cli import explaining, forecasting
from muster.cli.prompt import Here
from muster.domain.access import operator
from muster.domain.access_log import Sight
from muster.domain.errors import Conflict, Invalid, NotFound
from muster.services import access_log, awards, effort, packs, people, programs, training
from tests import make
from tests.cast import NOW, Cast
from tests.cli.test_finding import typed

BBP = "us-osha-bbp/annual-training"


@pytest.fixture
async def bea(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> UUID:
    """Bea is trained through 5 January 2027; the prompt is Harbor's."""
    here = Here(await programs.agency_of(cast.amara.principal), operator(cast.agency), NOW)

    @asynccontextmanager
    async def at_the_prompt(_: UUID | None) -> AsyncIterator[Here]:
        yield here

    for module in (explaining, forecasting):
        monkeypatch.setattr(module, "here", at_the_prompt)
    by = cast.amara.principal
    await packs.adopt_pack(packs.shipped_text("us-osha-bbp"), since=make.LONG_AGO, by=by, now=NOW)
    bea = await people.add_person(make.identity("Béa Núñez"), by=by, now=NOW)
    await people.record_role(bea, make.role(program=cast.program), by=by, now=NOW)
    course = await training.add_course(make.course(), by=by, now=NOW)
    await training.record_completion(bea, make.completion(course, date(2026, 1, 5)), by=by, now=NOW)
    return bea


async def test_why_is_told_in_lines_and_as_json_and_the_look_is_told(
    bea: UUID, cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    await typed(explaining.explain)("bea nu")  # a name may be typed without its accents, as it is everywhere else
    text = capsys.readouterr().out
    assert "Béa Núñez, Harbor CRT: cleared through January 5, 2027" in text
    assert "Worked out: Training in bloodborne pathogens, completed January 5, 2026, plus 1 year" in text

    await typed(explaining.explain)(str(bea), on=datetime(2027, 1, 6), requirement=BBP, json=True)  # noqa: DTZ001 - a day
    found = json.loads(capsys.readouterr().out)
    (finding,) = found["items"][0]["findings"]
    assert (finding["reason"], finding["cite"]) == ("lapsed", "29 CFR 1910.1030(g)(2)")
    assert [(each["why"], each["done_on"]) for each in finding["left_out"]] == [("over", "2026-01-05")]
    assert {each["last"] for each in finding["reckonings"] if each["by"] == "completion"} == {"2027-01-05"}
    sights = [each.look.sight for each in (await access_log.looks_at(bea, by=cast.dana.principal)).items]
    assert set(sights) == {Sight.RECORD}
    with pytest.raises(NotFound):
        await typed(explaining.explain)(str(bea), requirement="us-osha-bbp/no-such")


async def test_programs_are_forecast_together_and_one_person_or_one_award_alone(
    bea: UUID, cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    await typed(forecasting.forecast)(fewest=1, json=True)
    (program,) = json.loads(capsys.readouterr().out)["items"]
    assert (program["program"], program["below_on"]) == ("Harbor CRT", "2027-01-06")
    assert [(each["on"], each["name"], each["by"]) for each in program["falls"]] == [("2027-01-06", "Béa Núñez", [BBP])]

    await typed(forecasting.forecast)()
    text = capsys.readouterr().out
    assert "2027-01-06" in text
    assert BBP in text

    await typed(forecasting.forecast)(person="béa", json=True)
    (person,) = json.loads(capsys.readouterr().out)["items"]
    assert (person["falls_on"], person["lapses"][0]["last_good_day"]) == ("2027-01-06", "2027-01-05")

    by = cast.amara.principal
    award = await awards.add_award(make.award("CR-9"), by=by, now=NOW)
    line = await awards.add_line(make.line(award), by=by, now=NOW)
    await effort.record_allocation(bea, make.allocation(line), by=by, now=NOW)
    await typed(forecasting.forecast)(award="CR-9", json=True)
    found = json.loads(capsys.readouterr().out)
    assert (found["falls_on"], found["exposures"][0]["wrong_role"]) == ("2026-11-22", True)


async def test_one_thing_is_forecast_at_a_time_and_nobody_is_guessed(bea: UUID, cast: Cast) -> None:
    with pytest.raises(Invalid):
        await typed(forecasting.forecast)(person="béa", award="CR-9")
    await people.add_person(make.identity("Béatrice"), by=cast.amara.principal, now=NOW)
    with pytest.raises(Conflict):
        await typed(explaining.explain)("béa")
