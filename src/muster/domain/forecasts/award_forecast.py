"""The first day on which an award would pay for somebody who is not qualified, if nobody renews anything.

What is read ahead are the allocations: whose time is meant for which line, on which days. They are estimates, and
support no charge; each of their days is ruled on as the day of a charge is (docs/decisions/0008).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from muster.domain.adopting.adoptions import Adoption
from muster.domain.adopting.packs import Pack
from muster.domain.awards import WHOLE, Allocation, Award, PersonnelLine
from muster.domain.charging import Asked, Bench, ChargeClass, Ruling, Split, asked
from muster.domain.facts import Facts
from muster.domain.intervals import Interval
from muster.domain.reporting.parts import full_time

_EXPOSED: Final = frozenset({ChargeClass.NOT_QUALIFIED, ChargeClass.UNPROVEN})


class Meant(NamedTuple):
    """Somebody whose time is meant for lines of the award."""

    person: UUID
    facts: Facts
    shares: tuple[Allocation, ...]


@dataclass(frozen=True, slots=True)
class Exposure:
    """Days on which somebody's time is meant for a line, and would not be known to be qualified.

    ``by``: each rule that stands against it; ``wrong_role``: the role that the line pays for is not held.
    """

    person: UUID
    line: PersonnelLine
    percent_hundredths: int
    during: Interval
    charged_as: ChargeClass
    wrong_role: bool
    by: tuple[Asked, ...]

    @property
    def minutes(self) -> int:
        """The minutes that are meant, of eight hours, Monday to Friday: an estimate, down to the whole minute."""
        return full_time(self.during) * self.percent_hundredths // WHOLE


class Share(NamedTuple):
    """How much time is meant for the award, by class, in hundredths of a percent of one person, from this day on."""

    start: date
    split: Split


@dataclass(frozen=True, slots=True)
class AwardForecast:
    """An award over a period: what is exposed, by its first day, and how much is meant for it on each day."""

    award: Award
    period: Interval | None
    exposures: tuple[Exposure, ...]
    shares: tuple[Share, ...]

    @property
    def falls_on(self) -> date | None:
        """The first day on which somebody's time would not be known to be qualified."""
        return self.exposures[0].during.start if self.exposures else None


def of_award(
    award: Award,
    lines: Iterable[PersonnelLine],
    meant: Iterable[Meant],
    adopted: Iterable[tuple[Adoption, Pack]],
    period: Interval,
) -> AwardForecast:
    """Forecast an award over the days of a period that it pays for; none of them, when it is over."""
    during = award.performance & period
    if during is None:
        return AwardForecast(award, None, (), ())
    rules = asked(adopted, award=award.fact)
    there = {each.fact: each for each in lines}
    exposures: list[Exposure] = []
    changes: defaultdict[date, defaultdict[ChargeClass, int]] = defaultdict(lambda: defaultdict(int))
    for each in meant:
        bench = Bench(each.facts, rules)
        for share in each.shares:
            line, days = there.get(share.line), share.during & during
            if line is None or days is None:
                continue
            for run, ruling in bench.rulings(line.role, days, share.partnership):
                changes[run.start][ruling.charged_as] += share.percent_hundredths
                changes[run.end][ruling.charged_as] -= share.percent_hundredths
                if ruling.charged_as in _EXPOSED:
                    exposures.append(_exposure(each.person, line, share, run, ruling))
    ordered = sorted(_joined(exposures), key=lambda each: (each.during.start, each.line.code, each.person))
    return AwardForecast(award, during, tuple(ordered), tuple(_shares(changes, during)))


def _exposure(person: UUID, line: PersonnelLine, share: Allocation, run: Interval, ruling: Ruling) -> Exposure:
    against = {
        each.asked.requirement.name: each.asked for each in ruling.grounds if each.charged_as is ruling.charged_as
    }
    by = tuple(against[name] for name in sorted(against))
    return Exposure(person, line, share.percent_hundredths, run, ruling.charged_as, ruling.wrong_role, by)


def _joined(found: Sequence[Exposure]) -> Iterator[Exposure]:
    """Join exposures that touch and say the same: one came after the other as they were ruled on."""
    last: Exposure | None = None
    for each in found:
        if last and last.during.end == each.during.start and _alike(last) == _alike(each):
            last = replace(each, during=Interval(last.during.start, each.during.end))
            continue
        if last:
            yield last
        last = each
    if last:
        yield last


def _alike(each: Exposure) -> tuple[object, ...]:
    against = tuple(one.requirement.name for one in each.by)
    return each.person, each.line.fact, each.percent_hundredths, each.charged_as, each.wrong_role, against


def _shares(changes: Mapping[date, Mapping[ChargeClass, int]], during: Interval) -> Iterator[Share]:
    running = dict.fromkeys(ChargeClass, 0)
    last = Split()
    yielded = False
    for day in sorted({during.start, *changes}):
        for charged_as, more in changes.get(day, {}).items():
            running[charged_as] += more
        now = Split.of(running)
        if day < during.end and (now != last or not yielded):
            yield Share(day, now)
            last, yielded = now, True
