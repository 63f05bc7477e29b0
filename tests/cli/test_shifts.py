"""A shift at the prompt: planned by names, asked about, told of and listed; a script can tell whether it may go out."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from uuid import UUID

import pytest
import typer

from muster.cli import shifts
from muster.cli.prompt import FOUND_PROBLEMS, Here
from muster.domain.errors import Invalid, NotFound
from muster.domain.intervals import Interval
from muster.services import programs
from muster.services import shifts as service
from tests import teams
from tests.cast import NOW, Cast
from tests.cli.test_shares import typed

SINCE, UNTIL = datetime(2026, 11, 22, 6), datetime(2026, 11, 22, 14)  # noqa: DTZ001 - as typer reads them
HERE = "harbor crt"
TODAY = Interval.through(NOW.today, NOW.today)


@pytest.fixture
async def crew(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    by = cast.amara.principal

    @asynccontextmanager
    async def here(agency: UUID | None) -> AsyncIterator[Here]:
        yield Here(await programs.agency_of(by), by, NOW)

    monkeypatch.setattr(shifts, "here", here)
    await teams.adopt(by, cast.program)
    await teams.clinician(by, "Lee Park", cast.program)
    await teams.emt(by, "Ines Cruz", cast.program)


@pytest.mark.usefixtures("crew")
async def test_a_shift_is_planned_told_of_and_listed(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    people = ["lee park", "Ines Cruz"]
    await typed(shifts.plan_shift)(HERE, "mobile-crisis", SINCE, UNTIL, who=people, carry=["naloxone-kit"])
    told = capsys.readouterr()
    made = UUID(told.out.strip())
    assert "planned: met" in told.err

    await typed(shifts.say_who_went)(made, who=["Ines Cruz"])
    assert "Nobody fills this place: clinician." in capsys.readouterr().err
    await typed(shifts.shifts)(HERE)
    listed = capsys.readouterr().out
    await typed(shifts.shifts)(HERE, json=True)
    (read,) = json.loads(capsys.readouterr().out)

    assert f"{made}  2026-11-22  06:00 to 14:00  mobile-crisis  went: not_met" in listed
    assert (read["id"], read["stage"], read["verdict"]) == (str(made), "went", "not_met")
    assert [each["name"] for each in read["members"]] == ["Ines Cruz"]
    assert len((await service.shift(made, by=cast.amara.principal)).value.planned) == len(people)


@pytest.mark.usefixtures("crew")
async def test_a_crew_that_may_not_go_ends_with_3_and_nothing_is_recorded(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    before = await service.shifts(cast.program, TODAY, by=cast.amara.principal)

    with pytest.raises(typer.Exit) as ended:
        await typed(shifts.check_crew)(HERE, SINCE, UNTIL, who=["Ines Cruz"], remote=["Lee Park"])

    told = capsys.readouterr().out
    assert ended.value.exit_code == FOUND_PROBLEMS
    assert "Not carried: naloxone kit." in told
    assert "Lee Park, remote: not_applicable" in told
    assert await service.shifts(cast.program, TODAY, by=cast.amara.principal) == before == []


@pytest.mark.usefixtures("crew")
async def test_who_cannot_be_told_is_refused(cast: Cast) -> None:
    with pytest.raises(Invalid):
        await typed(shifts.plan_shift)(HERE, "mobile-crisis", SINCE, UNTIL, who=["Lee"])
    with pytest.raises(NotFound):
        await typed(shifts.plan_shift)("Night team", "mobile-crisis", SINCE, UNTIL, who=["Lee Park"])

    assert await service.shifts(cast.program, TODAY, by=cast.amara.principal) == []


@pytest.mark.usefixtures("crew")
async def test_a_crew_is_asked_as_a_kind_of_team(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    await teams.adopt_for_kind(cast.amara.principal, cast.program, "night")

    with pytest.raises(typer.Exit):
        await typed(shifts.check_crew)(
            HERE, SINCE, UNTIL, who=["Ines Cruz", "Lee Park"], carry=["naloxone-kit"], team="night"
        )
    told = capsys.readouterr().out
    await typed(shifts.check_crew)(HERE, SINCE, UNTIL, who=["Ines Cruz", "Lee Park"], carry=["naloxone-kit"])

    assert "night/three" in told
    assert "    night/ride-along: Missing" in told
    assert "night" not in capsys.readouterr().out
