"""Taking an import back at the prompt: first what it would do, and only with --yes the deed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
import typer

from muster.cli import undoing
from muster.cli.prompt import FOUND_PROBLEMS, Here
from muster.domain.acts import Act
from muster.domain.errors import NotFound
from muster.persistence import training as store
from muster.persistence.ledger import recorded
from muster.services import ledger, programs, training
from tests import make
from tests.cast import NOW, Cast
from tests.cli.test_shares import typed


@pytest.fixture
async def position(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> int:
    """Bring in a course; return where in the ledger."""
    by = cast.amara.principal

    @asynccontextmanager
    async def here(agency: object) -> AsyncIterator[Here]:
        yield Here(await programs.agency_of(by), by, NOW)

    monkeypatch.setattr(undoing, "here", here)
    async with recorded(make.everybody(by), Act.FILES_IMPORTED, at=NOW.at, because="courses.csv") as entry:
        await store.add_course(entry, make.course("Narcan"))
    return entry.position


async def test_it_says_what_it_would_do_and_does_it_with_yes(
    position: int, cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    by = cast.amara.principal

    await typed(undoing.undo)(position, because="the wrong file")
    told = capsys.readouterr()
    assert "would be withdrawn" in told.out
    assert "run the same again with --yes" in told.err
    assert len((await training.courses(by=by)).items) == 1

    await typed(undoing.undo)(position, because="the wrong file", yes=True)
    assert f"taken back, at position {position + 1} of the ledger" in capsys.readouterr().err
    assert (await training.courses(by=by)).items == ()

    await typed(undoing.undo)(position, because="the wrong file", yes=True)
    assert "there is nothing to take back" in capsys.readouterr().err
    assert (await ledger.head(by=by)).position == position + 1


async def test_what_is_in_the_way_ends_it_with_its_own_code(
    position: int, cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    by = cast.amara.principal
    (course,) = (await training.courses(by=by)).items
    said = replace(course.value, title="Naloxone")
    await training.correct_course(course.fact, said, version=None, because="a slip", by=by, now=NOW)

    with pytest.raises(typer.Exit) as ended:
        await typed(undoing.undo)(position, because="the wrong file", yes=True)

    assert ended.value.exit_code == FOUND_PROBLEMS
    assert "the course Naloxone" in capsys.readouterr().out
    assert len((await training.courses(by=by)).items) == 1


async def test_a_position_at_which_nothing_was_brought_in_is_refused(position: int) -> None:
    with pytest.raises(NotFound, match="nothing was brought in at position 1"):
        await typed(undoing.undo)(1, because="the wrong file")
