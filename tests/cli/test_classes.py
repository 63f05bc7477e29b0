"""A class at the prompt: by names, ids and a file; nothing when somebody cannot be told."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from muster.cli import classes
from muster.cli.prompt import Here
from muster.domain.errors import Invalid, NotFound
from muster.domain.training import Payer
from muster.services import people, programs, training
from tests import make, money
from tests.cast import NOW, Cast
from tests.cli.test_shares import typed

ON = datetime(2026, 3, 5)  # noqa: DTZ001 - a day, as typer reads it
TITLE = "Bloodborne pathogens"


@pytest.fixture
async def crowd(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> list[UUID]:
    by = cast.amara.principal

    @asynccontextmanager
    async def here(agency: UUID | None) -> AsyncIterator[Here]:
        yield Here(await programs.agency_of(by), by, NOW)

    monkeypatch.setattr(classes, "here", here)
    await training.add_course(make.course(TITLE, minutes=90), by=by, now=NOW)
    names = ("Łukasz Müller", "Hoa Tran", "Hoa Tran", "Ines Cruz")
    return [await people.add_person(make.identity(name), by=by, now=NOW) for name in names]


async def days(who: UUID, cast: Cast) -> list[object]:
    return [
        (each.value.completed_on, each.value.minutes)
        for each in await training.completions(who, by=cast.amara.principal)
    ]


async def test_who_paid_for_a_class_is_named_by_the_number_of_the_award(crowd: list[UUID], cast: Cast) -> None:
    paying = await money.award(cast.amara.principal, "H79-7")

    await typed(classes.record_class)(TITLE, ON, who=[str(crowd[0])], paid_by="h79-7")
    await typed(classes.record_class)(TITLE, ON, who=[str(crowd[1])], paid_by="elsewhere")
    with pytest.raises(NotFound, match="no award with the number 'H79-8'"):
        await typed(classes.record_class)(TITLE, ON, who=[str(crowd[2])], paid_by="H79-8")

    said = [await training.completions(each, by=cast.amara.principal) for each in crowd[:3]]
    assert [[done.value.paid_by for done in each] for each in said] == [[Payer(paying)], [Payer()], []]


async def test_a_class_is_recorded_from_names_ids_and_a_file_and_taken_back(
    crowd: list[UUID], cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "sheet.txt"
    sheet.write_text(f"\ufefflukasz  muller\n\n{crowd[1]}\n", "utf-8")

    await typed(classes.record_class)("bloodborne PATHOGENS", ON, who=["Ines Cruz"], file=sheet)

    told = capsys.readouterr()
    assert "recorded for 3: Bloodborne pathogens, 2026-03-05" in told.err
    assert [await days(each, cast) for each in crowd] == [[(ON.date(), 90)], [(ON.date(), 90)], [], [(ON.date(), 90)]]
    await typed(classes.withdraw_class)(UUID(told.out.strip()), because="the wrong day")
    assert [await days(each, cast) for each in crowd] == [[], [], [], []]


async def test_nothing_is_recorded_when_a_name_is_nobodys_or_of_two_people(crowd: list[UUID], cast: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        await typed(classes.record_class)(TITLE, ON, who=["Ines Cruz", "Hoa Tran", "Ines"])

    assert [each.found for each in refused.value.faults] == [
        "'Hoa Tran', the name of 2 people",
        "'Ines', nobody on record",
    ]
    with pytest.raises(NotFound, match="no courses here are called"):
        await typed(classes.record_class)("Welding", ON, who=["Ines Cruz"])
    assert [await days(each, cast) for each in crowd] == [[], [], [], []]


async def test_sent_again_under_its_id_it_is_recorded_once(
    crowd: list[UUID], cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = uuid4()

    for _ in range(2):
        await typed(classes.record_class)(TITLE, ON, who=[str(crowd[0])], minutes=60, sheet=sheet)

    assert await days(crowd[0], cast) == [(ON.date(), 60)]
    assert capsys.readouterr().out.count(str(sheet)) == 2
