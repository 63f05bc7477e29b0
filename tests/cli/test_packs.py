"""Packs at the prompt: adopted for a program, for an award by its number, or for everybody."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import pytest
import typer

from muster.cli import packs
from muster.cli.prompt import FOUND_PROBLEMS, Here
from muster.domain.access import Principal
from muster.domain.adoptions import Stated
from muster.domain.errors import Invalid, NotFound
from muster.services import awards, programs
from muster.services import packs as service
from tests import make
from tests.cast import NOW, Cast

SINCE = datetime(2026, 10, 1)  # noqa: DTZ001 - as typer reads a day


@pytest.fixture
async def by(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Principal:
    """Amara at a prompt, with an award on record."""

    @asynccontextmanager
    async def here(agency: UUID | None) -> AsyncIterator[Here]:
        yield Here(await programs.agency_of(cast.amara.principal), cast.amara.principal, NOW)

    monkeypatch.setattr(packs, "here", here)
    await awards.add_award(make.award("CR-2026-0417"), by=cast.amara.principal, now=NOW)
    return cast.amara.principal


async def adopt(**more: object) -> None:
    """Type the command, without the loop that it would start of its own."""
    typed = cast("Callable[..., Awaitable[None]]", cast("Any", packs.adopt).__wrapped__)
    await typed("us-osha-bbp", SINCE, **more)


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

    with pytest.raises(Invalid, match="not for both"):
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
    typed = cast("Callable[..., Awaitable[None]]", cast("Any", packs.end).__wrapped__)

    await typed(UUID(capsys.readouterr().out.strip()), datetime(2026, 12, 31), "a new edition")  # noqa: DTZ001 - a day

    (adopted,) = await service.adoptions(by=by)
    assert adopted.value.during.last == datetime(2026, 12, 31).date()  # noqa: DTZ001 - a day
    assert "its last day is 2026-12-31" in capsys.readouterr().err


async def test_the_day_of_the_application_and_what_is_so_are_said_with_the_adoption(by: Principal) -> None:
    typed = cast("Callable[..., Awaitable[None]]", cast("Any", packs.adopt).__wrapped__)
    await typed("wa-mrrct", SINCE, applied=SINCE, circumstance=["tribe-operated"])

    (adopted,) = await service.adoptions(by=by)
    assert adopted.value.stated == Stated(SINCE.date(), ("tribe-operated",))


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
    assert "us-osha-bbp: 6 numbers and dates changed by one unit, 3 noticed" in said
    assert "1 cases, all hold" in said
