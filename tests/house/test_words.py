"""Everything muster says to people, it says in every language it speaks."""

from __future__ import annotations

import ast
import re
import tomllib
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from muster.catalogue import LANGUAGES, LOCALE, words
from muster.domain.errors import Invalid
from muster.domain.words import ENGLISH
from muster.rules import packs
from tests.house.templates import unsaid, unseen
from tests.renew_words import SOURCE, kept, names, renewed, said, sentences

PLACES = re.compile(r"{(\w*)}")
OTHERS = LANGUAGES[1:]


TEMPLATES = sorted((SOURCE / "web" / "templates").iterdir())


@cache
def every() -> Catalog:
    """Return every message of the code, found once."""
    return said()


def messages(catalogue: Catalog) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return each message with its translation, both as all their forms."""
    return [(forms(each.id), forms(each.string)) for each in catalogue if each.id]


def untranslated(catalogue: Catalog) -> list[tuple[str, ...]]:
    """Return the messages of which a form has no translation."""
    return [one for one, other in messages(catalogue) if not all(other)]


def misplaced(catalogue: Catalog) -> list[tuple[str, ...]]:
    """Return the messages whose translation has not their places; a plural may leave one out."""
    return [
        one
        for one, other in messages(catalogue)
        for form in other
        if not set(PLACES.findall(form)) <= set(PLACES.findall(one[-1]))
        or (len(one) == 1 and set(PLACES.findall(form)) != set(PLACES.findall(one[0])))
    ]


def forms(text: object) -> tuple[str, ...]:
    return tuple(str(each) for each in text) if isinstance(text, (tuple, list)) else (str(text or ""),)


@pytest.mark.parametrize("language", OTHERS)
def test_the_catalogue_has_every_message_of_the_code_and_no_other(language: str) -> None:
    there = {each.id for each in kept(language) if each.id}

    assert there == {each.id for each in every() if each.id}, "run python -m tests.renew_words, then translate"


@pytest.mark.parametrize("language", OTHERS)
def test_the_catalogue_is_written_as_the_tool_writes_it(language: str) -> None:
    assert (LOCALE / f"{language}.po").read_bytes() == renewed(language)


@pytest.mark.parametrize("language", OTHERS)
def test_every_message_is_translated(language: str) -> None:
    assert untranslated(kept(language)) == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_message_that_nobody_has_translated_is_found(language: str) -> None:
    catalogue = kept(language)
    catalogue.add("nobody has translated this")
    catalogue.add(("{count} cat", "{count} cats"), ("{count} gato", ""))

    assert untranslated(catalogue) == [("nobody has translated this",), ("{count} cat", "{count} cats")]


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_has_the_places_of_its_message_and_no_others(language: str) -> None:
    assert misplaced(kept(language)) == []


@pytest.mark.parametrize("wrong", ["Hola, {nombre}", "Hola", "Hola, {name} {day}"])
def test_a_translation_with_other_places_is_found(wrong: str) -> None:
    catalogue = Catalog(locale="es")
    catalogue.add("Hello, {name}", wrong)

    assert misplaced(catalogue) == [("Hello, {name}",)]


def test_messages_are_found_in_code_and_in_templates(tmp_path: Path) -> None:
    (tmp_path / "module.py").write_text(
        'HERE = message("later")\nwords("now {x}", x=1)\nwords.plural("{count} cat", "{count} cats", 2)\n'
    )
    (tmp_path / "page.html").write_text('{{ words("on a page") }}{{ plural("{count} dog", "{count} dogs", 2) }}')

    found = {forms(each.id) for each in said(tmp_path)} - {forms(each.id) for each in every()}

    assert found == {
        ("later",),
        ("now {x}",),
        ("{count} cat", "{count} cats"),
        ("on a page",),
        ("{count} dog", "{count} dogs"),
    }


def test_what_the_shipped_packs_say_is_translated_in_the_catalogue_and_not_in_their_texts() -> None:
    """So no digest moves with a translation, and whoever adopted an older text reads it too."""
    said = set(sentences())

    for each in (
        "Staff complete",
        "in person only beside",
        "The list of OAR",
        "Two go in person",
        "With the application",
    ):
        assert any(one.startswith(each) for one in said), f"no pack says {each!r}: is its key looked for?"
    assert [each for each in said if words("es").told(each) == each] == []
    assert [each for each in packs.shipped() if {"es"} & set(tomllib.loads(packs.shipped_text(each)))] == []


def test_the_roles_and_topics_of_the_packs_are_messages() -> None:
    assert {"peer support specialist", "EMT", "de-escalation", "bloodborne pathogens"} <= set(names())
    assert words("es").name("de-escalation") == "desescalada"


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda each: each.name)
def test_a_page_says_nothing_but_messages(template: Path) -> None:
    text = template.read_text(encoding="utf-8")

    assert (unsaid(text), unseen(text)) == ([], [])


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("<h1>Planted</h1>", ["Planted"]),
        ('<nav aria-label="Main">{{ x }}</nav>', ["Main"]),
        ('<{{ "h1" }}>{{ words("Fine") }}: there</{{ "h1" }}>', ["there"]),
        ('{% if x %}{{ "Planted here" }}{% else %}{{ words("Fine here") }}{% endif %}', ["Planted here"]),
        ('<p class="quiet">muster · {{ words("Fine here") }}, 5</p>', []),
    ],
)
def test_words_that_are_no_message_are_found_on_a_page(template: str, found: list[str]) -> None:
    assert unsaid(template) == found


def test_a_message_is_one_text_that_a_translator_can_find() -> None:
    """A text put together from parts, or from values, is in no catalogue."""
    wrong = [
        f"{file.relative_to(SOURCE)}:{call.lineno}"
        for file in SOURCE.rglob("*.py")
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and _asks(call.func)
        for text in call.args[: 2 if _asks(call.func) == "plural" else 1]
        if isinstance(text, ast.JoinedStr | ast.BinOp)
    ]

    assert wrong == []


def _asks(call: ast.expr) -> str:
    """Return what a call asks of a language, if it asks anything."""
    name = call.id if isinstance(call, ast.Name) else call.attr if isinstance(call, ast.Attribute) else ""
    return name if name in {"words", "plural", "message"} else ""


def test_the_code_says_enough_for_these_tests_to_mean_something() -> None:
    assert len({each.id for each in every() if each.id}) > 50


def test_a_message_that_no_catalogue_has_is_said_in_english() -> None:
    assert words("es")("nobody would translate {this}", this="it") == "nobody would translate it"


def test_days_and_lengths_are_written_as_each_language_writes_them() -> None:

    assert ENGLISH.day(date(2026, 11, 1)) == "November 1, 2026"
    assert words("es").day(date(2026, 11, 1)) == "1 de noviembre de 2026"
    assert words("es").hours(90) == "1.5 horas"


def test_a_language_that_muster_does_not_speak_is_refused() -> None:
    with pytest.raises(Invalid, match="does not speak"):
        words("xx")
