"""What a plan asks, and what an answer writes into the recipe."""

from __future__ import annotations

import pytest

from muster.domain.importing.planning.overview import groups, overview
from muster.domain.importing.planning.plan import Accepted, Kind, Step
from muster.domain.importing.planning.questions import About, decided, question, questions
from muster.domain.importing.recipe import ConditionSaid, CourseSaid, License, MonthOnly, PaperSaid, Recipe
from muster.domain.importing.recipe_text import recipe_text
from muster.domain.importing.written_dates import Order
from muster.domain.words import ENGLISH
from muster.rules import recipes
from tests.planning import BEN, HOA, card, completion, line, person, plan, reading

NOTHING = Recipe()


def test_each_word_is_asked_about_once_with_how_many_rows_wait_for_it() -> None:
    made = plan(person(HOA), person(BEN), completion(HOA), completion(BEN), recipe=NOTHING)

    asked = {(each.about, each.word): each.count for each in questions(made)}

    assert asked[About.COURSES, completion(HOA).course] == 3, "the course itself, and both who took it"
    assert len(asked) == len(questions(made))


def test_what_most_hangs_on_is_asked_first() -> None:
    made = plan(line("A1"), card(HOA), completion(HOA), person(HOA), recipe=NOTHING)

    found = [each.about for each in questions(made)]

    assert found == sorted(found, key=list(About).index)


def test_a_key_says_nothing_of_what_it_asks() -> None:
    asked = question(("people",), "Ben Abdi")

    assert "ben" not in asked.key.lower()
    assert asked.key == question(("people",), "  ben   ABDI ").key, "however it is written"
    assert asked.key != question(("titles",), "Ben Abdi").key


def test_nothing_is_asked_that_no_recipe_knows() -> None:
    with pytest.raises(ValueError, match="colours"):
        question(("colours",), "red")


ANSWERS: list[tuple[tuple[str, ...], str, Accepted, Recipe]] = [
    ((), "date_order", "day-first", Recipe(date_order=Order.DAY_FIRST)),
    ((), "month_only", "last", Recipe(month_only=MonthOnly.LAST)),
    (("people",), "Ben", "01012", Recipe(people={"Ben": "01012"})),
    (("titles",), "RN", ("nurse",), Recipe(titles={"RN": ("nurse",)})),
    (("roles",), "EMT", "emt", Recipe(roles={"EMT": "emt"})),
    (("courses",), "CPR", CourseSaid(("cpr",), 240), Recipe(courses={"CPR": CourseSaid(("cpr",), 240)})),
    (("papers", "Lic"), "credential", "aha-bls", Recipe(papers={"Lic": PaperSaid("aha-bls")})),
    (("papers", "Lic", "by_title"), "RN", "rn", Recipe(papers={"Lic": PaperSaid("", {"RN": "rn"})})),
    (("partners",), "psap", "dispatch", Recipe(partners={"psap": "dispatch"})),
    (("conditions",), "cpr", ConditionSaid(("cpr",)), Recipe(conditions={"cpr": ConditionSaid(("cpr",))})),
    (("licenses",), "RN", License("rn"), Recipe(licenses={"RN": License("rn")})),
]


@pytest.mark.parametrize(("table", "word", "value", "expected"), ANSWERS, ids=[each[1] for each in ANSWERS])
def test_an_answer_is_a_line_of_the_recipe_and_reads_back(
    table: tuple[str, ...], word: str, value: Accepted, expected: Recipe
) -> None:
    found = decided(NOTHING, [(question(table, word), value)])

    assert found == expected
    assert recipes.parse(recipe_text(found, ()), source="a recipe") == expected


def test_answers_about_one_column_stand_beside_each_other() -> None:
    of = ("papers", "Lic", "by_title")
    found = decided(NOTHING, [(question(of, "RN"), "rn-license"), (question(of, "EMT"), "emt-certification")])

    assert found.papers == {"Lic": PaperSaid("", {"RN": "rn-license", "EMT": "emt-certification"})}


def test_a_mistake_made_often_is_read_once_with_all_of_its_places() -> None:
    made = plan(completion(HOA), completion(BEN), person(HOA), person(BEN), recipe=NOTHING)

    found = [each for each in groups(made.held_back()) if "the course" in each.found]

    assert len(found) == 1
    assert found[0].asked
    assert found[0].count == 3


def test_what_is_counted_is_what_would_be_written() -> None:
    made = plan(person(HOA), person(BEN))
    seen = overview(made, [reading(person(HOA))], ENGLISH)

    counted = sum(steps[Step.CREATE] + steps[Step.UPDATE] for steps in seen.counts.values())
    assert counted == seen.moving == len(made.writes)
    assert seen.counts[Kind.IDENTIFIER][Step.CREATE] == sum(each.kind is Kind.IDENTIFIER for each in made.writes)
