"""What a form for an order says: every mistake in it at once, or the order, and what it is about in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from muster.domain.access import Permission
from muster.domain.extensions import Order
from muster.domain.intervals import Interval, day_after
from muster.domain.programs import Program
from muster.domain.records import OnRecord
from muster.domain.words import Words
from muster.services import packs, programs
from muster.web.drawing import capital
from muster.web.easing import PARTS, said_by, shortened, too_early, typed_day, unsaid
from muster.web.forms import Mistake
from muster.web.reader import Reader
from muster.web.timeline import short_name

EVERY: Final = "every"
_DAYS: Final = ("from", "until", "through", "granted")
FIELDS: Final = (
    "id",
    "number",
    "about",
    "program",
    *(f"{which}-{part}" for which in _DAYS for part in PARTS),
    "authority",
    "because",
)
_LONGEST_NUMBER: Final = 100
_KIND: Final = "kind:"
_REQUIREMENT: Final = "requirement:"


@dataclass(frozen=True, slots=True)
class Offer:
    """What an order can be about: kinds of credential and requirements of the adopted packs, and where it may count."""

    kinds: dict[str, str]
    requirements: dict[str, str]
    programs: tuple[OnRecord[Program], ...]
    whole: bool

    def called(self, said: Order) -> str:
        """Return what an order is about, in words."""
        if said.kind:
            return self.kinds.get(f"{_KIND}{said.kind}", said.kind)
        return self.requirements.get(f"{_REQUIREMENT}{said.requirement}", said.requirement)


async def offer(reader: Reader) -> Offer:
    """Return what an order can be about here."""
    words, adopted = reader.words, await packs.adopted_packs(by=reader.by)
    reach = reader.by.reach(Permission.WAIVER_GRANT)
    there = await programs.programs(by=reader.by)
    kinds = {f"{_KIND}{kind.id}": words.told(kind.title) for _, pack in adopted for kind in pack.kinds}
    asked = {
        f"{_REQUIREMENT}{each.name}": f"{short_name(each, words)} ({words.told(pack.title)})"
        for _, pack in adopted
        for each in pack.requirements
    }
    return Offer(
        dict(sorted(kinds.items(), key=lambda each: each[1].casefold())),
        dict(sorted(asked.items(), key=lambda each: each[1].casefold())),
        tuple(each for each in there if reach and reach.covers(each.fact)),
        bool(reach and reach.whole),
    )


def read_order(typed: dict[str, str], offered: Offer, reader: Reader) -> tuple[dict[str, str], list[Mistake] | Order]:
    """Return what was typed, and the order that it says, or every mistake in it."""
    words, wrong, typed = reader.words, list[Mistake](), shortened(typed)
    typed["number"] = typed["number"][:_LONGEST_NUMBER]
    if not typed["number"]:
        wrong.append(unsaid("number", words("Its number"), words("the number on its paper"), words))
    if typed["about"] not in offered.kinds | offered.requirements:
        wrong.append(_unchosen("about", words("What it is about"), words))
    every = typed["program"] == EVERY and offered.whole
    program = next((each.fact for each in offered.programs if str(each.fact) == typed["program"]), None)
    if not every and program is None:
        wrong.append(_unchosen("program", words("Where it counts"), words))
    labels = {
        "from": words("What lapses from this day on"),
        "until": words("and through this one"),
        "through": words("Runs through this day"),
        "granted": words("The day it was given"),
    }
    days = {which: typed_day(which, label, typed, reader) for which, label in labels.items()}
    wrong += [each for each in days.values() if isinstance(each, Mistake)]
    first, last, through, granted = (each if isinstance(each, date) else None for each in days.values())
    if first and last and last < first:
        wrong.append(too_early("until", labels["until"], first, typed, words))
    if last and through and through <= last:
        wrong.append(too_early("through", labels["through"], day_after(last), typed, words))
    wrong += said_by(typed, words)
    if wrong or not (first and last and through and granted):
        return typed, wrong
    return typed, _order(typed, Interval.through(first, last), through, granted, program)


def where(said: Order, named: dict[UUID, str], words: Words) -> str:
    """Return in which program an order counts."""
    return named.get(said.program, "") if said.program else capital(words("every program"))


def _order(typed: dict[str, str], window: Interval, through: date, granted: date, program: UUID | None) -> Order:
    about = typed["about"]
    return Order(
        typed["number"],
        typed["authority"],
        granted,
        window,
        through,
        requirement=about.removeprefix(_REQUIREMENT) if about.startswith(_REQUIREMENT) else "",
        kind=about.removeprefix(_KIND) if about.startswith(_KIND) else "",
        program=program,
    )


def _unchosen(field: str, label: str, words: Words) -> Mistake:
    return Mistake(field, label, "", words("one of the answers"), words("Choose one."))
