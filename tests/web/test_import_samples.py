"""The samples by the pages alone: few clicks, and on record is what the command line makes of the same files."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path
from urllib.parse import urlencode

import pytest

from muster.data import folder
from muster.domain.access import Principal
from muster.domain.importing.planning.on_file import OnFile
from muster.domain.intervals import Interval
from muster.persistence import imports as store
from muster.persistence.embedded import DatabaseRole, Embedded
from muster.services import ledger, programs
from muster.web import import_work
from tests import make, terminal
from tests.cast import NOW, Member, found
from tests.web.conftest import Looker
from tests.web.importing import Importer

SAMPLES = folder("samples")
EVERYTHING = (
    "harbor-awards.xlsx",
    "harbor-effort-2026q3.csv",
    "harbor-hr-roster.csv",
    "harbor-lms-export.csv",
    "harbor-training-tracker.xlsx",
)
SETS = {
    "all of them, and the county's recipe": (EVERYTHING, True),
    "all of them, and no recipe": (EVERYTHING, False),
    "people and their training, and no recipe": (EVERYTHING[2:], False),
    **{f"{name} alone": ((name,), True) for name in EVERYTHING},
}
MOST = 12
IDS = re.compile(r"UUID\('[0-9a-f-]+'\)")
REVIEWED = re.compile(r"reviewed_on = [0-9-]+|[0-9a-f]{64}")
QUARTERS = Interval.through(NOW.today.replace(year=2020), NOW.today.replace(year=2030))


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a request wait as long as it takes: how busy the machine is, is no matter of these tests."""
    monkeypatch.setattr(import_work, "AT_ONCE", 60.0)


async def harbor() -> Member:
    """Found the agency that the samples are of."""
    amara, _ = await found("Harbor County")
    await programs.add_program("Harbor County CRT", by=amara.principal, now=NOW)
    return amara


def yes_they_are(about: list[str], options: list[str]) -> list[str] | None:
    """Say whom muster supposes to be meant, and that a month counts as its end: what is never chosen beforehand."""
    if about[0] == "people" or about == ["month_only"]:
        return [options[0]]
    return None


async def on_record(by: Principal) -> dict[str, list[str]]:
    """Return everything that is on record, without the ids, which differ each time."""
    known = (await ledger.head(by=by)).position
    on: OnFile = await store.on_file(make.everybody(by), known=known, days=QUARTERS)
    told = {}
    for each in fields(on):
        if each.name not in {"position", "kinds", "terms"}:
            told[each.name] = sorted(IDS.sub("...", repr(one.value)) for one in getattr(on, each.name))
    texts = [text for _, text in on.terms.values()]
    named = {one.fact: one.value.name for one in on.people}
    told["whose"] = sorted(
        repr((named[one.person], each, IDS.sub("...", repr(one.value))))
        for each in ("completions", "credentials", "roles", "allocations", "efforts")
        for one in getattr(on, each)
    )
    return {**told, "terms": sorted(REVIEWED.sub("...", text) for text in texts)}


def address(database: Embedded, role: DatabaseRole) -> str:
    """Return where the database is, as a setting says it."""
    to = database.connection_parameters(role)
    return f"postgresql://{to['user']}:{to.get('password', '')}@/{to['database']}?{urlencode({'host': to['host']})}"


def typed(database: Embedded, by: Principal, home: Path, files: tuple[str, ...], recipe: str) -> None:
    """Bring files in at the prompt, in a process of its own."""
    written = home / "recipe.toml"
    written.write_text(recipe, encoding="utf-8")
    done = terminal.typed(
        ["import", *(SAMPLES / name for name in files), "--recipe", written, "--yes"],
        folder=home,
        environment={
            "HOME": str(home),
            "MUSTER_HOME": str(home / "muster"),
            "MUSTER_AGENCY": str(by.scope.agency),
            "MUSTER_DATABASE_URL": address(database, DatabaseRole.APP),
            "MUSTER_OWNER_URL": address(database, DatabaseRole.OWNER),
        },
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("files", "with_recipe"),
    [
        pytest.param(*each, id=name, marks=[pytest.mark.prove] if "no recipe" in name else [])
        for name, each in SETS.items()
    ],
)
async def test_the_samples_take_twelve_clicks_at_most_and_give_what_the_command_line_gives(
    files: tuple[str, ...], *, with_recipe: bool, database: Embedded, looking: Looker, tmp_path: Path
) -> None:
    by_pages, by_prompt = await harbor(), await harbor()
    at = Importer(await looking(by_pages))
    recipe = (SAMPLES / "harbor-recipe.toml").read_text(encoding="utf-8") if with_recipe else ""

    await at.choose([(name, (SAMPLES / name).read_bytes()) for name in files], recipe)
    while at.at.endswith("/questions"):
        await at.answer(yes_they_are)
    decided = (await at.client.get(f"{at.at}/recipe/file")).text
    if at.may_record:
        assert "on record, at position" in (await at.record()).words

    assert at.pressed <= MOST, f"{at.pressed} clicks after choosing the files"
    typed(database, by_prompt.principal, tmp_path, files, decided)
    assert await on_record(by_pages.principal) == await on_record(by_prompt.principal)
    print(f"{at.pressed} clicks")  # noqa: T201 - for reading: pytest -rP
