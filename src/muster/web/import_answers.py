"""The questions of an import as a form asks them, and what was answered, as the recipe will have it.

The form carries what each question is about, so that an answer is understood whatever became of the page.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Final

from muster.domain.importing.planning.plan import Accepted
from muster.domain.importing.planning.questions import About, Question, question
from muster.domain.importing.recipe import ConditionSaid, CourseSaid
from muster.domain.importing.suggestions import license_named
from muster.domain.words import Words
from muster.services.drafts import Choices
from muster.web.forms import Mistake, Sent, text
from muster.web.import_options import CARD, OPTIONS, TOPIC, Option

_MOST_HOURS: Final = 1_000
MANY: Final = frozenset({About.TITLES, About.COURSES, About.CONDITIONS})


@dataclass(frozen=True, slots=True)
class Put:
    """A question as it stands in the form. ``carries``: what it is about, for the reply; ``hours``: of a course."""

    question: Question
    carries: str
    options: tuple[Option, ...]
    hours: str = ""

    @property
    def id(self) -> str:
        """What the names of its fields begin with."""
        return f"q-{self.question.key}"

    @property
    def several(self) -> bool:
        """May several answers be chosen?"""
        return self.question.about in MANY

    @property
    def chosen(self) -> str:
        """What is chosen now, in one line."""
        return ", ".join(each.label for each in self.options if each.chosen and each.value)


def put(asked: Question, choices: Choices, words: Words, typed: Mapping[str, Any] | None = None) -> Put:
    """Return a question as the form puts it: with what muster supposes chosen, or with what was typed."""
    about, carries = asked.about, json.dumps([*asked.proposal.table, asked.word], ensure_ascii=False)
    options = tuple(OPTIONS[about](asked, choices, words))
    hours = ""
    if about is About.COURSES and isinstance(asked.proposal.value, CourseSaid) and asked.proposal.value.minutes:
        hours = f"{asked.proposal.value.minutes / 60:g}"
    if typed is not None and f"w-{asked.key}" in typed:
        said = chosen(typed, f"q-{asked.key}")
        options = tuple(replace(each, chosen=each.value in said) for each in options)
        hours = text(typed, f"h-{asked.key}")
    return Put(asked, carries, options, hours)


def chosen(sent: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """Return every value that a field has: none, one or several."""
    found = sent.get(name, ())
    return tuple(str(each) for each in found) if isinstance(found, list) else (str(found),) if found else ()


def answers(sent: Sent, words: Words) -> tuple[list[Question], list[tuple[Question, Accepted]], list[Mistake]]:
    """Return which questions a form put, what was answered to them, and what of it cannot be right."""
    asked: list[Question] = []
    said: list[tuple[Question, Accepted]] = []
    wrong: list[Mistake] = []
    for name in sent:
        found = _carried(text(sent, name, exactly=True)) if name.startswith("w-") else None
        if found is None or name != f"w-{found.key}":
            continue
        asked.append(found)
        value = _answer(found, chosen(sent, f"q-{found.key}"), text(sent, f"h-{found.key}"), words)
        if isinstance(value, Mistake):
            wrong.append(value)
        elif value is not None:
            said.append((found, value))
    return asked, said, wrong


def _carried(written_down: str) -> Question | None:
    try:
        parts = json.loads(written_down)
        if not (isinstance(parts, list) and parts and all(isinstance(each, str) for each in parts)):
            return None
        *table, word = parts
        return question(tuple(table), word)
    except ValueError:
        return None


def _answer(asked: Question, values: tuple[str, ...], hours: str, words: Words) -> Accepted | Mistake | None:
    """Return what was answered; ``None`` when it was left open."""
    values = tuple(each for each in values if each)
    if not values:
        return None
    match asked.about:
        case About.TITLES:
            return values
        case About.COURSES:
            return _course(asked, values, hours, words)
        case About.CONDITIONS:
            topics = (each.removeprefix(TOPIC) for each in values if each.startswith(TOPIC))
            cards = (each.removeprefix(CARD) for each in values if each.startswith(CARD))
            return ConditionSaid(tuple(topics), tuple(cards))
        case About.LICENSES:
            return license_named(asked.word)
    return values[0]


def _course(asked: Question, topics: tuple[str, ...], hours: str, words: Words) -> CourseSaid | Mistake:
    minutes = _minutes(hours)
    if hours and minutes is None:
        return Mistake(
            f"h-{asked.key}",
            words("Hours of {course}", course=asked.word),
            hours,
            words("a length in hours"),
            words("Write 8, or 1.5, or leave it empty."),
        )
    return CourseSaid(topics, minutes)


def _minutes(hours: str) -> int | None:
    number = hours.replace(",", ".", 1)
    if not (number.isascii() and number.replace(".", "", 1).isdecimal() and len(number) <= 8):  # noqa: PLR2004
        return None
    length = Fraction(number) * 60
    return int(length) if length.denominator == 1 and 0 < length <= _MOST_HOURS * 60 else None
