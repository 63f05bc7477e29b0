"""Charged days that are not simply qualified: who, which line, which requirement, which days, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from muster.domain.awards import PersonnelLine
from muster.domain.charging import WRONG_ROLE_CITE, Bench, ChargeClass, Ground
from muster.domain.effort import Effort
from muster.domain.findings import Verdict
from muster.domain.reporting.parts import DayMinutes, last_day
from muster.domain.reporting.stated import Stated, restated, stated
from muster.domain.requirements import Confidence
from muster.domain.waivers import Waiver
from muster.domain.words import ENGLISH, Words

WRONG_ROLE: Final = "wrong-role"


@dataclass(frozen=True, slots=True)
class WaiverShown:
    """A waiver that speaks of the days, and when it was granted."""

    authority: str
    granted_on: date
    first: date
    last: date | None


@dataclass(frozen=True, slots=True)
class Exposure:
    """Some days that one person was charged to one line, and what one requirement said of them.

    One day may be under several requirements, and so in several exposures.
    """

    person: UUID
    name: str
    number: str
    line: str
    pays_for: str
    holds: tuple[str, ...]
    charged_as: ChargeClass
    why: Stated
    waivers: tuple[WaiverShown, ...]
    minutes: int
    days: tuple[DayMinutes, ...]


class Who(NamedTuple):
    """Whose days they are."""

    person: UUID
    name: str
    number: str


def exposures(
    who: Who,
    bench: Bench,
    charged: Iterable[tuple[PersonnelLine, Effort]],
    waivers: Iterable[Waiver],
) -> Iterator[Exposure]:
    """Yield what keeps a person's charged days from being simply qualified."""
    minutes: defaultdict[tuple[PersonnelLine, date, UUID | None], int] = defaultdict(int)
    for line, effort in charged:
        minutes[line, effort.on, effort.partnership] += effort.minutes
    wrong: defaultdict[tuple[PersonnelLine, tuple[str, ...]], dict[date, int]] = defaultdict(dict)
    found: defaultdict[tuple[PersonnelLine, str, object], dict[date, tuple[int, Ground]]] = defaultdict(dict)
    for (line, day, partnership), count in minutes.items():
        ruling = bench.classify(line.role, day, partnership)
        if ruling.wrong_role:
            held = wrong[line, bench.roles(day)]
            held[day] = held.get(day, 0) + count
        # One requirement may be asked by several: its minutes are counted once.
        asking: dict[tuple[PersonnelLine, str, object], Ground] = {}
        for ground in ruling.grounds:
            same = ground.asked.requirement.name, ground.asked.digest, ground.segment[1:]
            asking.setdefault((line, ground.asked.requirement.name, same), ground)
        for key, ground in asking.items():
            before = found[key].get(day, (0, ground))
            found[key][day] = before[0] + count, before[1]
    for (line, holds), days in wrong.items():
        yield _wrong_role(who, line, holds, days)
    granted = tuple(waivers)
    for (line, _, _), grounds in found.items():
        yield _exposure(who, bench, line, grounds, granted)


def sentence_of(each: Exposure, words: Words) -> str:
    """Return why these days are shown, in any language."""
    if each.why.reason == WRONG_ROLE:
        return _wrong_role_sentence(each.pays_for, each.holds, words)
    return restated(each.why, words)


def order(each: Exposure) -> tuple[object, ...]:
    """Return where it stands among the others: by name, line, day and requirement."""
    first = each.days[0].on
    return each.name.casefold(), each.number, str(each.person), each.line, first, each.why.requirement, each.why.reason


def _exposure(
    who: Who,
    bench: Bench,
    line: PersonnelLine,
    grounds: Mapping[date, tuple[int, Ground]],
    granted: tuple[Waiver, ...],
) -> Exposure:
    first = min(grounds)
    _, ground = grounds[first]
    requirement = ground.asked.requirement.name
    speaking = [
        each for each in granted if each.requirement == requirement and any(on in each.during for on in grounds)
    ]
    shown = sorted(
        (WaiverShown(each.authority, each.granted_on, each.during.start, last_day(each.during)) for each in speaking),
        key=lambda each: (each.granted_on, each.first, each.authority),
    )
    days = tuple(DayMinutes(on, grounds[on][0]) for on in sorted(grounds))
    return Exposure(
        *who,
        line.code,
        line.role,
        bench.roles(first),
        ground.charged_as,
        stated(bench.finding(ground, first), ground.asked.digest),
        tuple(shown),
        sum(each.minutes for each in days),
        days,
    )


def _wrong_role(who: Who, line: PersonnelLine, holds: tuple[str, ...], minutes: Mapping[date, int]) -> Exposure:
    days = tuple(DayMinutes(on, minutes[on]) for on in sorted(minutes))
    why = Stated(
        requirement="",
        says="",
        verdict=str(Verdict.NOT_MET),
        reason=WRONG_ROLE,
        sentence=_wrong_role_sentence(line.role, holds, ENGLISH),
        cite=WRONG_ROLE_CITE,
        authority="",
        confidence=str(Confidence.READ),
        digest="",
        since=None,
        due_on=None,
        cured_on=None,
        days_late=None,
    )
    total = sum(each.minutes for each in days)
    return Exposure(*who, line.code, line.role, holds, ChargeClass.NOT_QUALIFIED, why, (), total, days)


def _wrong_role_sentence(pays_for: str, holds: tuple[str, ...], words: Words) -> str:
    role = words.name(pays_for)
    if not holds:
        said = words("Charged to a line that pays for {role}; no role is on record for these days.", role=role)
    else:
        held = ", ".join(words.name(each) for each in holds)
        said = words("Charged to a line that pays for {role}; held on these days: {roles}.", role=role, roles=held)
    return f"{said} ({WRONG_ROLE_CITE})"


UNSETTLED: Final = frozenset({ChargeClass.NOT_QUALIFIED, ChargeClass.UNPROVEN})
