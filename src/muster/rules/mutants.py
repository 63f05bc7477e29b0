"""Mutants of a pack: copies with one thing changed. What no case notices, nobody would notice.

A number, a date, a length or an hour of the day is changed by one unit each way; a word is replaced by each of
the others that could stand there, a name taken out of its list, a key left out.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, TypeAlias

from muster.domain.anchors import Anchor
from muster.domain.credentials import Proof
from muster.domain.errors import Invalid
from muster.domain.leave import OnLeave
from muster.domain.owing.indirect import CostCategory
from muster.domain.owing.papers import PaperKind
from muster.domain.people import EmploymentKind
from muster.domain.requirements import Confidence, Event, VersionBy
from muster.domain.responses import Dispatcher, Place, Reached
from muster.domain.teams.staffing import Presence
from muster.rules import packs, trials
from muster.rules.award_checks import DAYS_OF_PAPERS
from muster.rules.program_duty_forms import DutyEvent

Change: TypeAlias = Callable[[str, object], Sequence[object]]

_WORDS: Final[dict[str, Iterable[StrEnum]]] = {
    "anchor": Anchor,
    "confidence": Confidence,
    "dispatched_by": Dispatcher,
    "event": (*Event, *DutyEvent),
    "leave": OnLeave,
    "place": Place,
    "proof": Proof,
    "to": Reached,
    "version_by": VersionBy,
}
_OPTIONAL: Final = frozenset(
    (
        *("through", "initial", "renewal", "validity", "hours", "grace", "proof", "approved_by", "approved_by_another"),
        *("leave",),
        *("prior", "except", "interim", "hours_with", "exempt_if", "employed", "equivalence", "at_application"),
        *("from_first_done", "only_if", "measure", "dispatched_by"),
        *("renews", "opens", "apply", "late_through", "late_under", "full", "unless"),
        *("within", "carry", "apart", "inside", "cap", "most", "takes"),
        *("in_force", "way", "if", "in_person", "place", "somebody", "presence", "unclear", "trained"),
        *("company", "members_meet", "equipment", "never", "uncounted", "welcome", "unread"),
        *DAYS_OF_PAPERS,
    )
)
_OPTIONAL_IN_TEAMS: Final = frozenset({"roles", "credential", "topic", "of"})
_LISTS: Final = frozenset(
    (
        *(
            "roles",
            "topic",
            "credential",
            "all_of",
            "answers_for",
            "except",
            "employed",
            "of",
            "unless",
            "takes",
            "modes",
            "counts",
        ),
        *("presence", "unclear", "members_meet", "equipment", "never", "uncounted", "welcome"),
    )
)
_ONE_OF: Final = {"employed": EmploymentKind, "presence": Presence, "unclear": Presence, "counts": CostCategory}
_WHOLE_NUMBERS: Final = frozenset({"day", "in_person", "listing", "subaward_cap", *DAYS_OF_PAPERS})
_TABLES_OF_TEAMS: Final = frozenset({"way", "place", "somebody", "company"})
_SPAN: Final = re.compile(r"(\d+) (minute|day|week|month|year)s?")
_PERCENT: Final = re.compile(r"(\d+) percent")
_HOUR: Final = re.compile(r"\d\d:\d\d")
_MONTH_DAY: Final = re.compile(r"\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Mutant:
    """A pack with one thing changed, and what was changed."""

    said: str
    text: str


class Fate(StrEnum):
    """What becomes of a mutant."""

    NOTICED = "noticed"
    REFUSED = "refused"
    SURVIVED = "survived"


def mutants(text: str, change: Change) -> Iterator[Mutant]:
    """Yield the mutants of a pack by one kind of change."""
    for said, other in _changed(tomllib.loads(text), change):
        if isinstance(other, dict):
            yield Mutant(said.removeprefix("."), whole(other))


def fate(mutant: Mutant, in_turn: list[trials.AnyCase]) -> Fate:
    """Try a mutant: the reader refuses it, a case turns red, or it survives.

    A case that turns red goes to the front, to be tried first on the next mutant: what is changed there stands beside.
    """
    try:
        pack = packs.parse(mutant.text, source="mutant.toml")
    except Invalid:
        return Fate.REFUSED
    for place, case in enumerate(in_turn):
        if any(trials.failing(pack, [case])):
            in_turn.insert(0, in_turn.pop(place))
            return Fate.NOTICED
    return Fate.SURVIVED


def fates(text: str, cases: Sequence[trials.AnyCase], change: Change) -> dict[str, Fate]:
    """Return what becomes of each mutant of a pack, by what was changed."""
    in_turn = list(cases)
    return {each.said: fate(each, in_turn) for each in mutants(text, change)}


def numbers(key: str, value: object) -> Sequence[object]:
    """Return this number, date, length of time or hour of the day, changed by one unit each way.

    >>> numbers("within", "90 days"), numbers("hours", 8)
    (['89 days', '91 days'], [7, 9, 7.75, 8.25])
    >>> numbers("within", "30 minutes"), numbers("at_least", "80 percent")
    (['29 minutes', '31 minutes'], ['79 percent', '81 percent'])
    >>> numbers("hours", "08:00-24:00")
    ['07:59-24:00', '08:01-24:00', '08:00-23:59']
    """
    if isinstance(value, date) and key != "reviewed_on":
        return [value - timedelta(1), value + timedelta(1)]
    if isinstance(value, int | float) and not isinstance(value, bool):
        steps = (-1, 1) if key in _WHOLE_NUMBERS else (-1, 1, -0.25, 0.25)
        return [value + step for step in steps if value + step > 0]
    if not isinstance(value, str):
        return []
    if _MONTH_DAY.fullmatch(value):
        near = (date.fromisoformat(f"2001-{value}") + timedelta(step) for step in (-1, 1))
        return [f"{day:%m-%d}" for day in near]
    if key == "hours":
        return list(_near_hours(value))
    return _near_lengths(value)


def _near_lengths(written: str) -> Sequence[object]:
    """Return a length of time or a share, one unit more and less; nothing for other words."""
    share = _PERCENT.fullmatch(written)
    if share:
        return [f"{int(share[1]) + step} percent" for step in (-1, 1)]
    found = _SPAN.fullmatch(written)
    if not found:
        return []
    count, unit = int(found[1]), found[2]
    finer = [f"{12 * count + step} months" for step in (-1, 1)] if unit == "year" else []
    # Nothing at all is refused as a length of time, where it would be a different rule.
    return [f"{count + step} {unit}s" for step in (-1, 1) if count + step > 0] + finer


def _near_hours(written: str) -> Iterator[str]:
    """Yield hours of the day with each of their times a minute off, where the day has such a minute."""
    for found in _HOUR.finditer(written):
        hour, minute = map(int, found[0].split(":"))
        for step in (-1, 1):
            other = 60 * hour + minute + step
            if 0 <= other <= 24 * 60:
                yield f"{written[: found.start()]}{other // 60:02}:{other % 60:02}{written[found.end() :]}"


def words(key: str, value: object) -> Sequence[object]:
    """Return the other words that could stand here, and a list without each of its names."""
    choices = PaperKind if key == "kind" and value in set(PaperKind) else _WORDS.get(key)
    if choices and isinstance(value, str):
        return [other.value for other in choices if other.value != value]
    if isinstance(value, bool):
        return [not value]
    if key in _ONE_OF and isinstance(value, list):
        others = [other.value for other in _ONE_OF[key] if other.value not in value]
        return [*([*value, other] for other in others), *_shorter(value)]
    if key in _LISTS | _TABLES_OF_TEAMS and isinstance(value, list):
        return list(_shorter(value))
    if key == "approved_by":
        return ["another authority"]
    return ["90 days"] if value in ("before", "not-said") else []


def _shorter(value: list[object]) -> Iterator[list[object]]:
    """Yield a list without each of its elements, where something is left."""
    if len(value) > 1:
        yield from ([*value[:place], *value[place + 1 :]] for place in range(len(value)))


def _changed(value: object, change: Change, key: str = "", path: str = "") -> Iterator[tuple[str, object]]:
    """Yield copies of a value in which one thing is different."""
    for other in change(key, value):
        yield f"{path}: {value} -> {other}", other
    if isinstance(value, dict):
        for name, inside in value.items():
            for said, other in _changed(inside, change, name, f"{path}.{name}"):
                yield said, {**value, name: other}
            if change is words and (name in _OPTIONAL or (name in _OPTIONAL_IN_TEAMS and path.startswith(".team"))):
                yield f"{path}.{name}: left out", {each: rest for each, rest in value.items() if each != name}
    elif isinstance(value, list) and (key not in _LISTS or any(isinstance(each, dict) for each in value)):
        for place, inside in enumerate(value):
            for said, other in _changed(inside, change, "", f"{path}[{place}]"):
                yield said, [*value[:place], other, *value[place + 1 :]]


def whole(raw: dict[str, object]) -> str:
    """Write a pack as TOML, plainly."""
    return "".join(f"{key} = {_written(value)}\n" for key, value in raw.items())


def _written(value: object) -> str:
    """Write a value as TOML, on one line."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
        case dict():
            return "{" + ", ".join(f"{key} = {_written(each)}" for key, each in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_written, value)) + "]"
        case _:
            return str(value)
