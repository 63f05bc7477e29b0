"""What the form asks that supposes something of a person: one thing, of whom, and on which days."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from muster.domain.access import Permission
from muster.domain.credentials import Credential, End, Proof
from muster.domain.errors import Invalid
from muster.domain.forecasts.supposing import Away, Begins, Ends, Held, Lapses, Supposed, Taken
from muster.domain.intervals import Interval
from muster.domain.leave import Leave
from muster.domain.people import RoleHeld
from muster.domain.records import OnRecord
from muster.domain.training import Completion, Course
from muster.domain.words import Words
from muster.services import packs, programs
from muster.web.easing import PARTS, too_early, typed_day
from muster.web.forms import Mistake
from muster.web.reader import Reader
from muster.web.taking import all_courses

FIELDS: Final = (
    "what",
    "course",
    "kind",
    "role",
    "program",
    *(f"{one}-{part}" for one in ("first", "last") for part in PARTS),
)


class Thing(StrEnum):
    """What can be supposed on the form."""

    COURSE = "course"
    CARD = "card"
    LAPSES = "lapses"
    BEGINS = "begins"
    ENDS = "ends"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose from."""

    courses: tuple[OnRecord[Course], ...]
    kinds: Mapping[str, str]
    roles: tuple[str, ...]
    programs: Mapping[UUID, str]


def finished(course: Course, on: date) -> Completion:
    """Return what a course would record, if its certificate is confirmed."""
    return Completion(frozenset(), on, course.minutes, Proof.SOURCE_CHECKED, course.fact, course.mode)


async def choices_for(reader: Reader) -> Choices:
    """Return what the agency has on record to choose from."""
    adopted = [pack for _, pack in await packs.adopted_packs(by=reader.by)]
    kinds = {each.id: reader.words.told(each.title) for pack in adopted for each in pack.kinds}
    roles = {role for pack in adopted for each in pack.requirements for role in each.roles} - {"*"}
    return Choices(
        await all_courses(reader) if reader.may(Permission.TRAINING_READ) else (),
        dict(sorted(kinds.items(), key=lambda each: each[1].casefold())),
        tuple(sorted(roles)),
        {each.fact: each.value.name for each in await programs.programs(by=reader.by)},
    )


def supposed(typed: dict[str, str], choices: Choices, reader: Reader) -> Supposed | list[Mistake]:
    """Return what is supposed, or every mistake in it."""
    words = reader.words
    thing = next((each for each in Thing if each == typed["what"]), None)
    if thing is None:
        return [_unchosen("what", words("What is supposed"), words)]
    wrong = _not_chosen(thing, typed, choices, words)
    first: date | Mistake | None = reader.now.today
    if thing not in {Thing.LAPSES, Thing.ENDS}:
        first = typed_day("first", words("First day"), typed, reader)
    last: date | Mistake | None = None
    needed = thing in {Thing.LAPSES, Thing.ENDS, Thing.LEAVE}
    if needed or (thing is not Thing.COURSE and any(typed[f"last-{part}"] for part in PARTS)):
        last = typed_day("last", words("Last day"), typed, reader)
    wrong += [each for each in (first, last) if isinstance(each, Mistake)]
    if isinstance(first, date) and isinstance(last, date) and thing not in {Thing.LAPSES, Thing.ENDS} and last < first:
        wrong.append(too_early("last", words("Last day"), first, typed, words))
    if wrong or not isinstance(first, date) or isinstance(last, Mistake):
        return wrong
    try:
        return _MADE[thing](typed, choices, first, last)
    except Invalid as why:
        return [Mistake("last-day", words("Last day"), str(last), why.message, words("Correct one of the two."))]


def _not_chosen(thing: Thing, typed: Mapping[str, str], choices: Choices, words: Words) -> list[Mistake]:
    role = thing in {Thing.BEGINS, Thing.ENDS}
    asked = (
        (thing is Thing.COURSE, "course", words("Course"), {str(each.fact) for each in choices.courses}),
        (thing in {Thing.CARD, Thing.LAPSES}, "kind", words("Kind of card"), set(choices.kinds)),
        (role, "role", words("Role"), set(choices.roles)),
        (role, "program", words("Program"), set(map(str, choices.programs))),
    )
    return [
        _unchosen(field, label, words) for wanted, field, label, there in asked if wanted and typed[field] not in there
    ]


def _unchosen(field: str, label: str, words: Words) -> Mistake:
    return Mistake(field, label, "", words("one of the answers"), words("Choose one."))


def overlapping(typed: Mapping[str, str], words: Words) -> Mistake:
    """Return the mistake of a leave that overlaps another of theirs."""
    written = " ".join(typed[f"first-{part}"] for part in PARTS)
    expected = words("days on which no other leave of theirs is on record")
    return Mistake("first-day", words("First day"), written, expected, words("Correct the days."))


def _course(typed: Mapping[str, str], choices: Choices, first: date, _: date | None) -> Supposed:
    return Taken(finished(next(each for each in choices.courses if str(each.fact) == typed["course"]).value, first))


def _card(typed: Mapping[str, str], _: Choices, first: date, last: date | None) -> Supposed:
    end = End.PRINTED if last else End.UNKNOWN
    return Held(Credential(typed["kind"], first, first, last, end, proof=Proof.SOURCE_CHECKED))


def _lapses(typed: Mapping[str, str], _: Choices, first: date, last: date | None) -> Supposed:
    return Lapses(typed["kind"], last or first)


def _begins(typed: Mapping[str, str], _: Choices, first: date, last: date | None) -> Supposed:
    return Begins(
        RoleHeld(typed["role"], UUID(typed["program"]), Interval.through(first, last) if last else Interval(first))
    )


def _ends(typed: Mapping[str, str], _: Choices, first: date, last: date | None) -> Supposed:
    return Ends(typed["role"], UUID(typed["program"]), last or first)


def _away(_: Mapping[str, str], __: Choices, first: date, last: date | None) -> Supposed:
    return Away(Leave(Interval.through(first, last or first)))


_MADE: Final[Mapping[Thing, Callable[[Mapping[str, str], Choices, date, date | None], Supposed]]] = {
    Thing.COURSE: _course,
    Thing.CARD: _card,
    Thing.LAPSES: _lapses,
    Thing.BEGINS: _begins,
    Thing.ENDS: _ends,
    Thing.LEAVE: _away,
}


def things(words: Words) -> dict[Thing, str]:
    """Return what can be supposed, in words."""
    return {
        Thing.COURSE: words("They finish a course, on the first day"),
        Thing.CARD: words("They hold a card, from the first day through the last"),
        Thing.LAPSES: words("Their cards of a kind are good through the last day, and no longer"),
        Thing.BEGINS: words("They begin a role, on the first day"),
        Thing.ENDS: words("A role of theirs ends, on the last day"),
        Thing.LEAVE: words("They are on leave, from the first day through the last"),
    }
