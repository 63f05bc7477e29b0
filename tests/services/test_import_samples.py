"""The five sample spreadsheets, as programs really keep them, brought in by the sample recipe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from muster.data import folder
from muster.domain.importing.planning.plan import Kind, Step
from muster.domain.importing.recipe import Recipe
from muster.domain.importing.recipe_text import recipe_text
from muster.domain.importing.rejects import rejected_rows
from muster.files import Files
from muster.persistence import imports as store
from muster.rules import recipes
from muster.services import imports, ledger, packs, programs
from muster.services.imports import Brought
from tests import make
from tests.cast import NOW, Cast
from tests.planning import moved

SAMPLES = folder("samples")
NAMES = (
    "harbor-effort-2026q3.csv",
    "harbor-lms-export.csv",
    "harbor-training-tracker.xlsx",
    "harbor-awards.xlsx",
    "harbor-hr-roster.csv",
)
RECIPE = recipes.parse((SAMPLES / "harbor-recipe.toml").read_text(encoding="utf-8"), source="harbor-recipe.toml")


async def samples(*names: str, recipe: Recipe = RECIPE) -> Sequence[Brought]:
    """Bring some of the sample files, or all of them."""
    return await imports.bring([(name, (SAMPLES / name).read_bytes()) for name in names or NAMES], recipe)


@pytest.fixture
def kept(tmp_path: Path) -> Files:
    return Files(tmp_path / "evidence")


@pytest.fixture
async def harbor(cast: Cast) -> Cast:
    """Harbor, with the program that its spreadsheets name."""
    await programs.add_program("Harbor County CRT", by=cast.amara.principal, now=NOW)
    return cast


# Ben Abdi of the cast has no number: whether the roster's Ben Abdi is he, somebody has to say.
SETTLED = replace(RECIPE, people={**RECIPE.people, "Ben Abdi <babdi3@example.org>": "new"})


async def test_all_five_go_in_with_one_row_that_cannot_be_and_the_second_time_nothing_is_left_to_do(
    harbor: Cast, kept: Files
) -> None:
    by = harbor.amara.principal
    brought = await samples()

    done = await imports.commit(brought, SETTLED, by=by, now=NOW, kept=kept)

    (held,) = done.plan.held_back()
    assert held.fault
    assert held.fault.found == "'02/30/2026'"
    assert str(held.at) == "harbor-lms-export.csv, row 222, Completion Date"
    created = {kind: steps[Step.CREATE] for kind, steps in done.plan.counts().items() if steps[Step.CREATE]}
    assert created == {
        Kind.PERSON: 48,
        Kind.EMPLOYMENT: 48,
        Kind.ROLE: 55,
        Kind.COURSE: 15,
        Kind.COMPLETION: 324,
        Kind.CREDENTIAL: 71,
        Kind.AWARD: 2,
        Kind.LINE: 5,
        Kind.PARTNER: 4,
        Kind.PARTNERSHIP: 4,
        Kind.ALLOCATION: 26,
        Kind.EFFORT: 3322,
        Kind.PAID_DAY: 1857,
        Kind.CONDITIONS: 2,
    }
    assert (await ledger.verify(by=by)).faults == ()
    assert {pack.id for _, pack in await packs.adopted_packs(by=by)} == {"award-h79sm099001", "award-mbja-26-0142"}

    before = await ledger.head(by=by)
    again = await imports.commit(tuple(reversed(brought)), SETTLED, by=by, now=NOW, kept=kept)
    assert moved(again.plan) == 0
    assert again.position is None
    assert await ledger.head(by=by) == before


async def test_one_file_at_a_time_gives_the_same_as_all_at_once(harbor: Cast, kept: Files) -> None:
    by = harbor.amara.principal
    for name in reversed(NAMES):
        await imports.commit(await samples(name), SETTLED, by=by, now=NOW, kept=kept)

    assert moved(await imports.plan(await samples(), SETTLED, by=by, now=NOW)) == 0


async def test_names_come_in_letter_by_letter(harbor: Cast, kept: Files) -> None:
    by = harbor.amara.principal
    done = await imports.commit(await samples("harbor-hr-roster.csv"), SETTLED, by=by, now=NOW, kept=kept)

    on = await store.on_file(make.everybody(by), known=done.position or 0, days=None)
    names = {each.value.name for each in on.people}
    assert {"Łukasz Müller", "Renée Peña", "D'Andre Jackson", "Ines de la Cruz", "Zoë van der Berg"} <= names
    by_number = {each.value.value: each.person for each in on.identifiers}
    hired = {each.person: each.value.validity.start for each in on.employments}
    assert hired[by_number["01003"]] == date(2019, 1, 9)


async def test_somebody_who_might_be_on_record_already_is_asked_about_and_what_rests_on_them_waits(
    harbor: Cast,
) -> None:
    found = await imports.plan(await samples("harbor-hr-roster.csv"), RECIPE, by=harbor.amara.principal, now=NOW)

    (held,) = found.held_back()
    assert held.proposal
    assert held.proposal.key == "Ben Abdi <babdi3@example.org>"
    assert held.proposal.value == str(harbor.ben_himself)


async def test_without_a_recipe_no_word_is_guessed_and_what_is_proposed_reads_back(harbor: Cast) -> None:
    by, nothing = harbor.amara.principal, Recipe()
    brought = await samples(recipe=nothing)

    found = await imports.plan(brought, nothing, by=by, now=NOW)

    written = {kind for kind, steps in found.counts().items() if steps[Step.CREATE]}
    assert not written & {Kind.ROLE, Kind.COURSE, Kind.COMPLETION, Kind.CREDENTIAL, Kind.LINE, Kind.CONDITIONS}
    accepted = recipes.parse(recipe_text(nothing, found.proposals), source="proposed.toml")
    assert accepted.titles.keys() == RECIPE.titles.keys()
    assert accepted.courses.keys() == RECIPE.courses.keys()
    assert accepted.papers["EMT / Lic # + exp"].by_title == RECIPE.papers["EMT / Lic # + exp"].by_title
    assert accepted.conditions == RECIPE.conditions
    assert accepted.licenses.keys() == RECIPE.licenses.keys()


async def test_the_rows_held_back_come_in_again_once_they_are_mended(harbor: Cast, kept: Files) -> None:
    by = harbor.amara.principal
    brought = await samples()
    done = await imports.commit(brought, SETTLED, by=by, now=NOW, kept=kept)
    (rejects,) = rejected_rows(done.plan, [each.reading for each in brought]).values()
    assert rejects.startswith(b"\xef\xbb\xbf")
    assert rejects.count(b"\r\n") == 2

    mended = await imports.bring([("mended.csv", rejects.replace(b"02/30/2026", b"02/28/2026"))], SETTLED)
    again = await imports.commit(mended, SETTLED, by=by, now=NOW, kept=kept)

    assert not again.plan.held_back()
    assert again.plan.counts()[Kind.COMPLETION][Step.CREATE] == 1
    assert [each.column for each in again.plan.ignored] == ["Why it was held back"]
