"""A pack of somebody's own that brings its Spanish: read beside what it says, and never of what it no longer says."""

# ruff: noqa: E501 - a sentence that a person will read is written in one piece, as it is read

import tomllib
from collections.abc import Iterator
from copy import copy, deepcopy
from dataclasses import astuple, replace
from datetime import date
from typing import get_args

import pytest
from pydantic import BaseModel

from muster.catalogue import LANGUAGES, words
from muster.domain.errors import Invalid
from muster.domain.words import ENGLISH
from muster.rules import packs
from muster.rules.forms import PackForm
from muster.rules.wording import OTHERS, PROSE, Prose, untranslated

GOOD = """\
id = "ours"
title = "Our own rules"
jurisdiction = "Local"
authority = "local"
kind = "required"
reviewed_on = 2026-11-22
source = "Policy 7"

[[credential]]
id = "our-card"
title = "Card of the house"
issuer = "The program"

[[requirement]]
id = "both"
roles = ["*"]
topic = "greeting"
credential = "our-card"
says = "Everyone learns to greet."

[[requirement.terms]]
effective = 2025-01-01
initial = { event = "hire", within = "90 days" }
interim = "only beside a colleague"
confidence = "read"
cite = "Policy 7.1"

[[requirement]]
id = "rest"
roles = ["*"]
unread = "The annex was lost."
says = "Everyone does the rest."

[[requirement.terms]]
effective = 2025-01-01
confidence = "read"
cite = "Policy 7.2"

[[team]]
id = "pairs"
says = "Two go out together."

[[team.terms]]
effective = 2025-01-01
confidence = "read"
cite = "Policy 7.3"

[[team.terms.way]]
in_person = 2

[[duty]]
id = "plan"
says = "There is a plan."

[[duty.terms]]
effective = 2025-01-01
confidence = "read"
cite = "Policy 7.4"

[es]
"Our own rules" = "Nuestras propias normas"
"Card of the house" = "Tarjeta de la casa"
"Everyone learns to greet." = "Todos aprenden a saludar."
"only beside a colleague" = "solo junto a un colega"
"The annex was lost." = "El anexo se perdió."
"Everyone does the rest." = "Todos hacen lo demás."
"Two go out together." = "Salen dos juntos."
"There is a plan." = "Hay un plan."
"""
SPANISH = words("es")
PACK = packs.parse(GOOD, source="ours.toml")


def test_everything_it_says_is_told_in_the_words_it_brings_and_everywhere_else_as_it_was_written() -> None:
    greet, rest = PACK.requirements
    said = [
        PACK.title,
        PACK.kinds[0].title,
        greet.says,
        greet.terms[0].interim,
        rest.unread,
        rest.says,
        PACK.teams[0].says,
        PACK.duties[0].says,
    ]

    assert [SPANISH.told(each) for each in said] == list(tomllib.loads(GOOD)["es"].values())
    assert [ENGLISH.told(each) for each in said] == said == list(tomllib.loads(GOOD)["es"])


def test_a_copy_keeps_the_words_it_was_brought_with() -> None:
    says = PACK.requirements[0].says

    for again in (copy(says), deepcopy(says), replace(PACK.requirements[0], applied_on=date(2026, 1, 1)).says):
        assert SPANISH.told(again) == "Todos aprenden a saludar."
    assert astuple(PACK.kinds[0]) == ("our-card", "Card of the house", "The program", "certification", None, None)


def test_another_translation_is_another_text_and_asks_the_same() -> None:
    other = packs.parse(GOOD.replace("Todos aprenden", "Toda persona aprende"), source="ours.toml")

    assert other.digest != PACK.digest, "it was read and adopted as another text"
    assert other.requirements == PACK.requirements


def test_what_is_not_translated_is_named_and_said_as_it_was_written() -> None:
    some = GOOD.replace('"Everyone does the rest." = "Todos hacen lo demás."\n', "")

    assert untranslated(tomllib.loads(some), "es") == ["Everyone does the rest."]
    assert SPANISH.told(packs.parse(some, source="ours.toml").requirements[1].says) == "Everyone does the rest."


@pytest.mark.parametrize(
    ("change", "into", "fault"),
    [
        ('says = "Everyone learns to greet."', 'says = "Everyone learns to greet well."', "ours.toml:63 (es.Everyone learns to greet.): found a translation of what this pack does not say, expected a sentence of this pack, to the letter; compare it with 'Everyone learns to greet well.', and translate that"),
        ('"There is a plan." =', '"Nothing of the kind" =', "ours.toml:68 (es.Nothing of the kind): found a translation of what this pack does not say, expected a sentence of this pack, to the letter; take it out"),
        ('"Hay un plan."', '""', "ours.toml:68 (es.There is a plan.): found '', expected words; write them; it is empty"),
        ('"Hay un plan."', "5", 'ours.toml:68 (es.There is a plan.): found 5, expected words; put them between quotation marks: "5"'),
        ("[es]", "[fr]", "ours.toml:60 (fr): found the key 'fr', expected one of id, title, jurisdiction, authority, kind, reviewed_on, source, tightens, credential, equivalence, requirement, team, duty, paper, indirect, es; take it out; muster would not obey it"),
    ],
)  # fmt: skip
def test_a_translation_that_is_none_is_refused_at_its_line(change: str, into: str, fault: str) -> None:
    assert GOOD.count(change) == 1

    with pytest.raises(Invalid) as refused:
        packs.parse(GOOD.replace(change, into), source="ours.toml")

    assert [str(each) for each in refused.value.faults] == [fault]


def test_the_keys_that_are_prose_are_those_that_are_looked_for() -> None:
    """A key that is read as prose and not looked for would be translated by nobody, and missed by nobody."""
    assert set(prose_keys(PackForm)) == PROSE
    assert set(OTHERS) == set(LANGUAGES[1:])


def prose_keys(form: type[BaseModel]) -> Iterator[str]:
    """Yield the keys of a form, and of the forms inside it, that are read as prose."""
    for name, field in form.model_fields.items():
        inside = list(parts(field.annotation)) + field.metadata
        if get_args(Prose)[1] in inside:
            yield name
        for each in inside:
            if isinstance(each, type) and issubclass(each, BaseModel):
                yield from prose_keys(each)


def parts(annotation: object) -> Iterator[object]:
    """Yield whatever an annotation is made of."""
    yield annotation
    for each in get_args(annotation):
        yield from parts(each)
