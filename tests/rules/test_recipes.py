"""Recipes: read strictly, written so that they read back."""

from dataclasses import replace
from datetime import date

import pytest

from muster.domain.errors import Invalid
from muster.domain.importing.claims import Claim, Spot
from muster.domain.importing.planning.plan import Proposal, Step
from muster.domain.importing.recipe import ConditionSaid, CourseSaid, License, MonthOnly, PaperSaid, Recipe
from muster.domain.importing.recipe_text import recipe_text
from muster.domain.importing.written_dates import Order
from muster.rules.recipes import parse
from tests.planning import HOA, after, award, card, completion, line, named, paper, person, plan

EVERYTHING = Recipe(
    program="Harbor CRT",
    date_order=Order.MONTH_FIRST,
    month_only=MonthOnly.LAST,
    titles={"Team Lead (LCSW)": ("team-lead", "clinician")},
    roles={"LCSW": "clinician"},
    courses={"CRISIS-101 Verbal De-escalation": CourseSaid(("de-escalation",), 480, "Harbor Academy")},
    papers={
        "CPR/FA exp.": PaperSaid("aha-bls"),
        "EMT / Lic # + exp": PaperSaid("", {"LCSW": "lcsw-license", "RN": "rn-license"}),
    },
    conditions={"first aid/CPR": ConditionSaid(("first-aid",), ("aha-bls",))},
    licenses={"LCSW": License("lcsw-license", "License", "The board")},
    people={'?ukasz "Luke" Müller <?müller12@example.org>': "01012"},
    partners={"Church": "faith"},
    programs={"Far CRT": "Harbor CRT"},
)


def test_what_is_written_reads_back_as_the_same_recipe() -> None:
    assert parse(recipe_text(EVERYTHING, ()), source="recipe.toml") == EVERYTHING
    assert parse(recipe_text(Recipe(), ()), source="recipe.toml") == Recipe()
    assert parse("", source="recipe.toml") == Recipe()


def test_proposals_are_written_with_their_place_and_settle_the_plan_once_they_are_accepted() -> None:
    on = after(plan(person(HOA)))
    claims: list[Claim] = [
        person(named("Ana Ruiz", "2"), title="BH Case Mgr"),
        completion(HOA, "BBP (annual)"),
        completion(named("Hoa Tran")),
        card(HOA, "BLS card"),
        award(conditions=("naloxone",)),
        line("A1", "EMT"),
        paper("St. Brigid", "Church"),
    ]
    first = plan(*claims, on=on)
    assert first.total(Step.CONFLICT) == 8
    text = recipe_text(
        Recipe(month_only=MonthOnly.LAST, courses={"Narcan": CourseSaid(("naloxone-administration",))}), first.proposals
    )

    accepted = parse(text, source="recipe.toml")

    assert f"# proposed; {claims[0].at}" in text
    assert [str(each.fault) for each in plan(*claims, on=on, recipe=accepted).held_back()] == []


def test_what_muster_has_no_idea_of_is_written_as_a_line_that_is_not_obeyed() -> None:
    at = Spot("roster.csv", "", 3, "Title")
    nothing = [
        Proposal(("titles",), "Grand Vizier", None, at),
        Proposal(("courses",), "Basket weaving", None, at),
        Proposal(("papers", "Column\nwith a break", "by_title"), "RN", None, at),
        Proposal((), "month_only", None, at),
    ]

    text = recipe_text(Recipe(), nothing)

    assert '# "Grand Vizier" = ["..."]' in text
    assert '# [courses."Basket weaving"]' in text
    assert parse(text, source="recipe.toml") == Recipe()


@pytest.mark.parametrize(
    ("text", "where", "found", "fix"),
    [
        ("titels = 1\n", "recipe.toml:1 (titels)", "the key 'titels'", "write 'titles' instead"),
        ('\n[courses."X"]\ntopic = ["a"]\n', "recipe.toml:3 (courses.X.topic)", "the key 'topic'", "write 'topics'"),
        ('[courses]\n"X" = "de-escalation"\n', "recipe.toml:2 (courses.X)", "'de-escalation'", "{ … }"),
        ('[titles]\n"RN" = ["Nurse Practitioner"]\n', "recipe.toml:2", "'Nurse Practitioner'", "'nurse-practitioner'"),
        ('[titles]\n"RN" = ["nurse"]\n"rn" = ["emt"]\n', "recipe.toml:3", "'rn' beside 'RN'", "keep one"),
        ('month_only = "middle"\n', "recipe.toml:1 (month_only)", "'middle'", "choose one"),
        ('[partners]\n"Church" = "fath"\n', "recipe.toml:2", "'fath'", "write 'faith'"),
        ('[conditions."x"]\n', "recipe.toml:1 (conditions.x)", "neither of two keys", "add topics"),
        ('[people]\n"Ben" = 7\n', "recipe.toml:2", "7", "between quotation marks"),
        ("[titles\n", "recipe.toml:1", "'[titles'", "bracket"),
    ],
)
def test_a_recipe_that_cannot_be_obeyed_is_refused_with_the_line_and_the_way_out(
    text: str, where: str, found: str, fix: str
) -> None:
    with pytest.raises(Invalid) as refused:
        parse(text, source="recipe.toml")

    assert refused.value.code == "bad-recipe"
    (fault,) = refused.value.faults
    assert fault.where.startswith(where)
    assert found in fault.found
    assert fix in fault.fix


def test_a_proposal_is_obeyed_only_once_it_is_in_the_recipe() -> None:
    row = completion(HOA, "BBP (annual)", date(2026, 2, 1))
    on = after(plan(person(HOA)))
    offered = plan(row, on=on, recipe=Recipe()).proposals
    assert [each.key for each in offered] == ["BBP (annual)"]

    assert not plan(row, on=on, recipe=Recipe()).writes
    taken = replace(Recipe(), courses={"BBP (annual)": CourseSaid(("bloodborne-pathogens",))})
    assert plan(row, on=on, recipe=taken).writes
