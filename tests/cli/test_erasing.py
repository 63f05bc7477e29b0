"""One person, holds, retention and counts at the prompt: what is printed, what is asked for, what is done."""

from __future__ import annotations

import json
import sys
import zipfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, nullcontext
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast
from uuid import UUID, uuid4

import pytest

from muster import settings
from muster.cli import disclosures, holds, retention
from muster.cli import people as prompt
from muster.cli.prompt import Here
from muster.domain.access import operator
from muster.domain.access_log import Sight
from muster.domain.errors import Conflict, Invalid, NotFound
from muster.domain.people import REMOVED
from muster.services import access_log, ledger, people, programs
from muster.services import retention as retention_service
from muster.settings import Settings
from tests import departed
from tests.cast import NOW, Cast
from tests.departed import Departed

BECAUSE = "they asked for it"


def typed(work: object) -> Callable[..., Awaitable[None]]:
    """Return what a command does, without the loop that it would start of its own."""
    return cast("Callable[..., Awaitable[None]]", cast("Any", work).__wrapped__)


@pytest.fixture
async def harbor(cast: Cast, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Cast:
    """A prompt at Harbor."""
    here = Here(await programs.agency_of(cast.amara.principal), operator(cast.agency), NOW)

    @asynccontextmanager
    async def at_the_prompt(_: UUID | None) -> AsyncIterator[Here]:
        yield here

    for module in (prompt, holds, retention, disclosures):
        monkeypatch.setattr(module, "here", at_the_prompt)
    monkeypatch.setattr(settings, "read", lambda: Settings(home=tmp_path))
    return cast


@pytest.fixture
async def gone(harbor: Cast) -> Departed:
    return await departed.leave(harbor, "zorro", reported=False)


async def name_of(who: UUID, harbor: Cast) -> str:
    return (await people.person(who, by=harbor.amara.principal)).value.name


async def looks(who: UUID, harbor: Cast) -> list[Sight]:
    return [each.look.sight for each in (await access_log.looks(person=who, by=harbor.amara.principal)).items]


# -- what is held


async def test_what_is_held_is_printed_and_told_of(
    harbor: Cast, gone: Departed, capsys: pytest.CaptureFixture[str]
) -> None:
    await typed(prompt.data)(gone.person)
    text = capsys.readouterr().out
    await typed(prompt.data)(gone.person, json=True)
    told = json.loads(capsys.readouterr().out)

    assert "zorro Married" in text
    assert "2 CFR 200.334" in text
    assert (told["person"], told["name"]) == (str(gone.person), "zorro Married")
    assert await looks(gone.person, harbor) == [Sight.EXPORT, Sight.EXPORT], "each time"


async def test_all_of_it_goes_into_a_file_that_is_new(
    gone: Departed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "theirs.zip"
    await typed(prompt.data)(gone.person, out=out)
    with zipfile.ZipFile(out) as packed:
        assert packed.namelist() == ["data.json", "data.txt"]
    assert "zorro" not in capsys.readouterr().out
    before = out.read_bytes()

    with pytest.raises(Invalid):
        await typed(prompt.data)(gone.person, out=out)
    assert out.read_bytes() == before
    with pytest.raises(NotFound):
        await typed(prompt.data)(uuid4())


# -- to erase


async def test_the_preview_is_printed_and_nothing_goes_without_a_terminal_or_yes(
    harbor: Cast, gone: Departed, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    with pytest.raises(Invalid) as refused:
        await typed(prompt.erase)(gone.person, because=BECAUSE)
    out = capsys.readouterr().out

    assert refused.value.code == "not-confirmed"
    for line in (
        "goes:",
        "  1 x identifier",
        "stays, without the name:",
        "until a day that nobody can name yet: 2 CFR 200.334",
    ):
        assert line in out
    assert await name_of(gone.person, harbor) == "zorro Married"
    assert await looks(gone.person, harbor) == [Sight.RECORD]


@pytest.mark.parametrize(("said", "erased"), [("zorro Married", True), ("zorro", False), ("", False)])
async def test_the_name_is_typed(
    harbor: Cast, gone: Departed, said: str, monkeypatch: pytest.MonkeyPatch, *, erased: bool
) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda: said)
    with nullcontext() if erased else pytest.raises(Invalid):
        await typed(prompt.erase)(gone.person, because=BECAUSE)

    assert await name_of(gone.person, harbor) == (REMOVED if erased else "zorro Married")


async def test_yes_carries_it_out_once(harbor: Cast, gone: Departed, capsys: pytest.CaptureFixture[str]) -> None:
    await typed(prompt.erase)(gone.person, because=BECAUSE, yes=True)
    assert "backups" in capsys.readouterr().err
    with pytest.raises(Conflict) as refused:
        await typed(prompt.erase)(gone.person, because=BECAUSE, yes=True)

    assert refused.value.code == "nothing-to-erase"
    assert await name_of(gone.person, harbor) == REMOVED
    assert (await ledger.verify(by=harbor.amara.principal)).faults == ()


async def test_a_hold_is_placed_listed_and_lifted_and_stops_it_meanwhile(
    harbor: Cast, gone: Departed, capsys: pytest.CaptureFixture[str]
) -> None:
    await typed(holds.place)(because="Doe v. Harbor", person=gone.person)
    which = UUID(capsys.readouterr().out.strip())
    await typed(holds.listed)(json=True)
    (found,) = json.loads(capsys.readouterr().out)
    assert found == {
        "id": str(which),
        "person": str(gone.person),
        "since": f"{NOW.today}",
        "reason": "Doe v. Harbor",
    }

    with pytest.raises(Conflict) as refused:
        await typed(prompt.erase)(gone.person, because=BECAUSE, yes=True)
    assert "Doe v. Harbor" in str(refused.value)
    assert "stands in the way: a legal hold" in capsys.readouterr().out

    await typed(holds.lift)(which, because="settled")
    await typed(holds.listed)()
    assert "Doe" not in capsys.readouterr().out
    await typed(prompt.erase)(gone.person, because=BECAUSE, yes=True)
    assert await name_of(gone.person, harbor) == REMOVED


async def test_a_hold_on_the_whole_agency_is_listed_as_one(harbor: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    await typed(holds.place)(because="single audit 2026")
    await typed(holds.listed)()

    out = capsys.readouterr().out
    assert "the whole agency" in out
    assert "single audit 2026" in out


# -- how long; and how many


@pytest.mark.usefixtures("harbor")
async def test_the_rules_are_listed_with_what_is_known_of_them(capsys: pytest.CaptureFixture[str]) -> None:
    await typed(retention.rules)()
    table = capsys.readouterr().out
    await typed(retention.rules)(json=True)
    found = {each["name"]: each for each in json.loads(capsys.readouterr().out)}

    assert "2 CFR 200.334" in table
    award = found["federal-award"]
    assert (award["after"], award["keep"], award["confidence"]) == ("final-report", "3 years", "read")
    assert "effort" in award["kinds"]


async def test_a_final_report_is_recorded(harbor: Cast, gone: Departed) -> None:
    day = datetime.fromisoformat("2026-10-28")
    await typed(retention.final_report)(gone.award, day, because="the receipt")

    assert await retention_service.final_report(gone.award, by=harbor.amara.principal) == date(2026, 10, 28)


@pytest.mark.usefixtures("harbor")
async def test_counts_are_printed_and_few_are_not(capsys: pytest.CaptureFixture[str]) -> None:
    await typed(disclosures.counts)()
    table = capsys.readouterr().out
    await typed(disclosures.counts)(json=True)

    assert "fewer than 11" in table
    assert {each["people"] for each in json.loads(capsys.readouterr().out)} == {None}
