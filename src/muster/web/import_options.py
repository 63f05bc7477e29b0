"""What may be answered to each kind of question of an import, with what muster supposes chosen.

Of words it is: they are read, corrected and sent. Of people it is not, nor of dates: a guess about those is
never one click away from being taken for settled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from muster.domain.importing.planning.plan import Kind
from muster.domain.importing.planning.questions import About, Question
from muster.domain.importing.recipe import NEW, ConditionSaid, CourseSaid, License, MonthOnly
from muster.domain.importing.written_dates import Order, Written, written
from muster.domain.partnerships import PartnerKind
from muster.domain.words import Words
from muster.services.drafts import Choices

TOPIC: Final = "topic:"  # what satisfies a condition is one of these, and one of those
CARD: Final = "credential:"
_ORDERS: Final = (Order.MONTH_FIRST, Order.DAY_FIRST)


@dataclass(frozen=True, slots=True)
class Option:
    """One answer. ``english``: it is called as whoever issues it does."""

    value: str
    label: str
    chosen: bool = False
    english: bool = False


def _left_out(words: Words, *, chosen: bool = True) -> Option:
    return Option("", words("Leave these out for now"), chosen)


def _date_order(asked: Question, _: Choices, words: Words) -> Iterator[Option]:
    yield from (Option(each, _as_read(asked.what, each, words)) for each in _ORDERS)
    yield _left_out(words)


def _as_read(example: str, order: Order, words: Words) -> str:
    """Return what a cell means in one order, as somebody chooses between the two."""
    found = written(example, order)
    day = words.day(found.day) if isinstance(found, Written) else words("no day at all")
    if order is Order.MONTH_FIRST:
        return words("The month comes first: {example} is {day}", example=example, day=day)
    return words("The day comes first: {example} is {day}", example=example, day=day)


def _month_only(_: Question, __: Choices, words: Words) -> Iterator[Option]:
    yield Option(MonthOnly.LAST, words("The last day of the month: nobody counts as trained too early"))
    yield Option(MonthOnly.FIRST, words("The first day of the month"))
    yield _left_out(words)


def _people(asked: Question, _: Choices, words: Words) -> Iterator[Option]:
    supposed = asked.proposal.value
    if supposed and supposed != NEW:
        yield Option(str(supposed), words("Yes, this is {name}, who is on record", name=asked.proposal.says))
    if Kind.PERSON in asked.kinds:
        yield Option(NEW, words("No, this is somebody new: add them"))
    yield Option("", words("I do not know: leave these out for now"), chosen=True)


def _titles(asked: Question, choices: Choices, words: Words) -> Iterator[Option]:
    return _named(choices.roles, asked.proposal.value, words)


def _roles(asked: Question, choices: Choices, words: Words) -> Iterator[Option]:
    yield _left_out(words, chosen=asked.proposal.value is None)
    yield from _named(choices.roles, asked.proposal.value, words)


def _courses(asked: Question, choices: Choices, words: Words) -> Iterator[Option]:
    supposed = asked.proposal.value
    return _named(choices.topics, supposed.topics if isinstance(supposed, CourseSaid) else (), words)


def _papers(asked: Question, choices: Choices, words: Words) -> Iterator[Option]:
    yield _left_out(words, chosen=asked.proposal.value is None)
    for name, title in choices.credentials.items():
        yield Option(name, title, name == asked.proposal.value, english=True)


def _conditions(asked: Question, choices: Choices, words: Words) -> Iterator[Option]:
    supposed = asked.proposal.value
    said = supposed if isinstance(supposed, ConditionSaid) else ConditionSaid()
    yield from _named(choices.topics, said.topics, words, before=TOPIC)
    for name, title in choices.credentials.items():
        yield Option(f"{CARD}{name}", title, name in said.credentials, english=True)


def _partners(asked: Question, _: Choices, words: Words) -> Iterator[Option]:
    yield _left_out(words, chosen=asked.proposal.value is None)
    yield from _named(tuple(map(str, PartnerKind)), asked.proposal.value, words)


def _licenses(asked: Question, _: Choices, words: Words) -> Iterator[Option]:
    supposed = asked.proposal.value
    title = supposed.title if isinstance(supposed, License) else asked.word
    yield Option("yes", words("It asks for: {title}", title=title), chosen=True)


def _named(names: tuple[str, ...], supposed: object, words: Words, *, before: str = "") -> Iterator[Option]:
    """Yield names of the rule packs as people read them, and what is supposed among them, known or not."""
    now = set(supposed) if isinstance(supposed, tuple) else {supposed} if isinstance(supposed, str) else set()
    for name in dict.fromkeys((*names, *sorted(now))):
        label = words.name(name)
        yield Option(f"{before}{name}", label[:1].upper() + label[1:], name in now)


OPTIONS: Final[Mapping[About, Callable[[Question, Choices, Words], Iterator[Option]]]] = {
    About.DATE_ORDER: _date_order,
    About.MONTH_ONLY: _month_only,
    About.PEOPLE: _people,
    About.TITLES: _titles,
    About.COURSES: _courses,
    About.PAPERS: _papers,
    About.ROLES: _roles,
    About.PARTNERS: _partners,
    About.CONDITIONS: _conditions,
    About.LICENSES: _licenses,
}
