"""Packs at the prompt: adopted for a program, for an award by its number, or for everybody."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import pytest
import typer

from muster.cli import adoptions, packs
from muster.cli.prompt import FOUND_PROBLEMS, Here
from muster.domain.access import Principal
from muster.domain.adopting.adoptions import Stated
from muster.domain.errors import Invalid, NotFound
from muster.services import awards, people, programs
from muster.services import packs as service
from tests import make
from tests.cast import NOW, Cast
from tests.quarter import DAYS, NUMBER, gather_quarter
from tests.rules.test_wording import GOOD

SINCE = datetime(2026, 10, 1)  # noqa: DTZ001 - as typer reads a day


@pytest.fixture
async def by(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Principal:
    """Amara at a prompt, with an award on record."""

    @asynccontextmanager
    async def here(agency: UUID | None) -> AsyncIterator[Here]:
        yield Here(await programs.agency_of(cast.amara.principal), cast.amara.principal, NOW)

    monkeypatch.setattr(adoptions, "here", here)
    await awards.add_award(make.award("CR-2026-0417"), by=cast.amara.principal, now=NOW)
    return cast.amara.principal


async def adopt(**more: object) -> None:
    """Type the command, without the loop that it would start of its own."""
    typed = cast("Callable[..., Awaitable[None]]", cast("Any", adoptions.adopt).__wrapped__)
    await typed("us-osha-bbp", SINCE, **more)


async def test_before_an_award_asks_for_it_the_command_says_whose_charged_days_would_count_otherwise(
    by: Principal, cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    await gather_quarter(cast)
    adopting: Any = adoptions.adopt  # without the loop that it would start of its own
    typed = adopting.__wrapped__
    before = len(await service.adoptions(by=by))

    await typed("program-local", datetime(2026, 7, 1), award=NUMBER, preview=True)  # noqa: DTZ001 - as typer reads a day
    told = capsys.readouterr().out
    await typed("program-local", datetime(2026, 7, 1), award=NUMBER, preview=True, json=True)  # noqa: DTZ001
    charges = json.loads(capsys.readouterr().out)["charges"]

    whole = len(DAYS) * 480
    assert "of 1 people charged or meant to be, days of 1 would count otherwise" in told
    assert re.search(rf"not-qualified +0 -> +{whole} +minutes charged", told)
    assert "Ben Abdi" in told
    (one,) = charges["days"]
    assert (one["minutes"], one["before"], one["after"]) == (whole, "qualified", "not-qualified")
    assert {each["requirement"] for each in one["through"]} >= {"program-local/naloxone"}
    assert len(await service.adoptions(by=by)) == before, "nothing was adopted"


def test_a_text_of_ones_own_is_told_what_it_says_in_english_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "ours.toml"
    own.write_text(GOOD.replace('"There is a plan." = "Hay un plan."\n', ""), encoding="utf-8")

    packs.check(str(own))
    mine = capsys.readouterr().out.splitlines()
    packs.check("or-mcis")

    assert mine[1:] == ["not in [es]: There is a plan."]
    assert "not in" not in capsys.readouterr().out, "what comes with muster is translated in its catalogue"


async def test_an_award_is_named_by_its_number_and_its_adoption_says_so(
    by: Principal, capsys: pytest.CaptureFixture[str]
) -> None:
    await adopt(award="cr-2026-0417")

    (adopted,) = await service.adoptions(by=by)
    (award,) = await awards.awards(by=by)
    assert (adopted.value.award, adopted.value.program) == (award.fact, None)
    out, said = capsys.readouterr()
    assert out.strip() == str(adopted.fact)
    assert "for the award CR-2026-0417 from 2026-10-01 on" in said


async def test_a_number_that_no_award_has_adopts_nothing(by: Principal) -> None:
    with pytest.raises(NotFound, match="no award with this number"):
        await adopt(award="CR-2026-0418")

    assert await service.adoptions(by=by) == []


async def test_an_award_and_a_program_at_once_are_refused(by: Principal) -> None:
    (program,) = await programs.programs(by=by)

    with pytest.raises(Invalid, match="not for two of them"):
        await adopt(award="CR-2026-0417", program=program.fact)

    assert await service.adoptions(by=by) == []


async def test_without_an_award_a_pack_binds_everybody_as_before(
    by: Principal, capsys: pytest.CaptureFixture[str]
) -> None:
    await adopt()

    (adopted,) = await service.adoptions(by=by)
    assert (adopted.value.award, adopted.value.program) == (None, None)
    assert "for the award" not in capsys.readouterr().err


async def test_an_adoption_is_ended_by_the_id_that_was_printed(
    by: Principal, capsys: pytest.CaptureFixture[str]
) -> None:
    await adopt()
    typed = cast("Callable[..., Awaitable[None]]", cast("Any", adoptions.end).__wrapped__)

    await typed(UUID(capsys.readouterr().out.strip()), datetime(2026, 12, 31), "a new edition")  # noqa: DTZ001 - a day

    (adopted,) = await service.adoptions(by=by)
    assert adopted.value.during.last == datetime(2026, 12, 31).date()  # noqa: DTZ001 - a day
    assert "its last day is 2026-12-31" in capsys.readouterr().err


async def test_the_day_of_the_application_and_what_is_so_are_said_with_the_adoption(by: Principal) -> None:
    typed = cast("Callable[..., Awaitable[None]]", cast("Any", adoptions.adopt).__wrapped__)
    await typed("wa-mrrct", SINCE, applied=SINCE, circumstance=["tribe-operated"])

    (adopted,) = await service.adoptions(by=by)
    assert adopted.value.stated == Stated(SINCE.date(), ("tribe-operated",))


async def typed(which: str, *said: object, **more: object) -> None:
    """Type a command of adoptions."""
    await cast("Callable[..., Awaitable[None]]", cast("Any", getattr(adoptions, which)).__wrapped__)(*said, **more)


async def test_who_would_stand_otherwise_is_said_first_and_nothing_is_adopted(
    by: Principal, capsys: pytest.CaptureFixture[str]
) -> None:
    (program,) = await programs.programs(by=by)
    who = await people.add_person(make.identity("Ana Peña"), by=by, now=NOW)
    await people.record_role(who, make.role(program=program.fact, start=date(2026, 1, 5)), by=by, now=NOW)

    await adopt(preview=True)
    await adopt(preview=True, json=True)

    assert await service.adoptions(by=by) == []
    told, _, told_as_json = capsys.readouterr().out.partition("{")
    assert "2026-10-01: of 1 people whom us-osha-bbp would bind, the answer of 1 would be another" in told
    assert "      1  not_applicable -> not_met" in told
    assert re.search(r"Ana Peña +Harbor CRT +not_applicable +not_met +us-osha-bbp/annual-training \(missing\)", told)
    (one,) = json.loads("{" + told_as_json)["people"]
    assert (one["name"], one["after"], one["through"][0]["because"]) == ("Ana Peña", "not_met", "missing")


async def test_a_newer_text_is_adopted_in_place_of_the_older_one(by: Principal, tmp_path: Path) -> None:
    await adopt()
    newer = tmp_path / "newer.toml"
    newer.write_text(service.shipped_text("us-osha-bbp").replace('every = "1 year"', 'every = "6 months"'))

    await typed("adopt", str(newer), datetime(2027, 1, 1), in_place=True)  # noqa: DTZ001 - a day

    older, new = await service.adoptions(by=by)
    assert (older.value.during.last, new.value.during.start) == (date(2026, 12, 31), date(2027, 1, 1))
    assert older.value.digest != new.value.digest


async def test_an_adoption_is_corrected_with_a_reason_and_looked_at_before(
    by: Principal, capsys: pytest.CaptureFixture[str]
) -> None:
    await adopt()
    which, january = UUID(capsys.readouterr().out.strip()), datetime(2026, 1, 1)  # noqa: DTZ001 - a day

    await typed("correct", which, january, preview=True)
    assert "2026-01-01: of 0 people" in capsys.readouterr().out
    with pytest.raises(typer.BadParameter, match="say why"):
        await typed("correct", which, january)
    await typed("correct", which, january, because="the order says so")

    (adopted,) = await service.adoptions(by=by)
    assert (adopted.fact, adopted.value.during.start) == (which, january.date())


async def test_a_kind_of_team_is_adopted_for_at_the_prompt(by: Principal) -> None:
    await adopt(team_kind="mobile-crisis")

    (adopted,) = await service.adoptions(by=by)
    assert (adopted.value.team_kind, adopted.value.in_programs) == ("mobile-crisis", False)


def test_what_no_case_notices_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (Path(__file__).parents[1] / "rules/cases/us-osha-bbp.toml").read_text()
    first = text.index("[[case]]")
    one = text[: text.index("[[case]]", first + 1)]
    (tmp_path / "few.toml").write_text(one)

    with pytest.raises(typer.Exit) as ended:
        packs.try_([str(tmp_path / "few.toml")], mutate=True)

    said = capsys.readouterr().out
    assert ended.value.exit_code == FOUND_PROBLEMS
    assert "us-osha-bbp: no case notices requirement[0].terms[0].effective: 1992-03-06 -> 1992-03-05" in said
    assert "us-osha-bbp: 6 numbers, dates and hours changed by one unit, 3 noticed" in said
    assert "1 cases, all hold" in said


@pytest.mark.parametrize(("every", "code", "relation"), [("6 months", 0, "tighter"), ("2 years", 3, "looser")])
def test_two_texts_are_compared_and_what_is_looser_ends_with_three(
    every: str, code: int, relation: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    child = tmp_path / "child.toml"
    child.write_text(service.shipped_text("us-osha-bbp").replace("1 year", every))

    ended = 0
    try:
        packs.diff("us-osha-bbp", str(child), json=False)
    except typer.Exit as found:
        ended = found.exit_code

    said = capsys.readouterr().out
    assert ended == code
    assert f"{relation:10} annual-training" in said
    assert f"renewal: every 1 year, completion -> every {every}, completion" in said
