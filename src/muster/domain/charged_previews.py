"""Whose charged days would count otherwise, if other packs bound what is charged: to an award, or under a partnership.

Two rulings of the same days, by the rules as they are and as they would be, compared. What was charged is ruled on as
the day of a charge is (docs/decisions/0008); what is only meant, by an allocation, speaks for the days after that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from muster.domain.adopting.adoptions import Adoption
from muster.domain.adopting.packs import Pack
from muster.domain.awards import Allocation, Award, PersonnelLine
from muster.domain.charging import WORST_FIRST, Asked, Bench, Charge, ChargeClass, Ground, Split, asked, tally
from muster.domain.effort import Effort
from muster.domain.facts import Facts
from muster.domain.intervals import BEGINNING, Interval, day_after
from muster.domain.requirements import Requirement

_RANK: Final = {charged_as: place for place, charged_as in enumerate((*WORST_FIRST, ChargeClass.NOT_BOUND))}


class Paid(NamedTuple):
    """A personnel line, and the award that pays for it."""

    line: PersonnelLine
    award: Award


class Worker(NamedTuple):
    """Somebody whose time is charged to lines, or meant for them: all of it that the packs could bind."""

    person: UUID
    facts: Facts
    efforts: tuple[Effort, ...]
    shares: tuple[Allocation, ...]


class Turned(NamedTuple):
    """What a requirement makes of a day, before and after; not bound also where it is not asked."""

    requirement: Requirement
    before: ChargeClass
    after: ChargeClass


@dataclass(frozen=True, slots=True)
class Otherwise:
    """Somebody's days on one line that would count otherwise, all of them for the same requirements.

    ``minutes`` were charged on them; unset: they are only meant. ``during``: from the first to the last of them.
    """

    person: UUID
    line: PersonnelLine
    before: ChargeClass
    after: ChargeClass
    during: Interval
    minutes: int | None
    turned: tuple[Turned, ...]


@dataclass(frozen=True, slots=True)
class ChargedPreview:
    """What would count otherwise from a day on.

    ``people``: how many are charged, or meant to be, on a day that the pack would bind. ``before`` and ``after``: what
    is charged since, by class. ``changed``: whose days would be of another class, the worst news first. ``others``: of
    how many people a requirement would say something else, and every day stays in its class.
    """

    since: date
    people: int
    before: Split
    after: Split
    changed: tuple[Otherwise, ...]
    others: int

    @property
    def moved(self) -> int:
        """Of how many people days would be of another class."""
        return len({each.person for each in self.changed})


class _Run(NamedTuple):
    """Days of somebody's on one line on which neither ruling says anything else."""

    during: Interval
    before: ChargeClass
    after: ChargeClass
    turned: tuple[Turned, ...]


class _Days(NamedTuple):
    """Some days of a run on a line. ``minutes`` were charged on them; unset: they are meant."""

    line: PersonnelLine
    during: Interval
    minutes: int | None
    run: _Run


def previewed_charges(
    workers: Iterable[Worker],
    lines: Mapping[UUID, Paid],
    before: Sequence[tuple[Adoption, Pack]],
    after: Sequence[tuple[Adoption, Pack]],
    *,
    during: Interval,
) -> ChargedPreview:
    """Rule on everybody's days twice, and compare: each by what binds the award that its line is of."""
    awards = {each.award.fact for each in lines.values()}
    then = {award: (asked(before, award=award), asked(after, award=award)) for award in awards}
    people, changed, others = 0, list[Otherwise](), 0
    was, will = list[Charge](), list[Charge]()
    for worker in workers:
        days = list(_days(worker, lines, then, during))
        people += bool(days)
        was += [Charge(each.run.before, each.minutes) for each in days if each.minutes is not None]
        will += [Charge(each.run.after, each.minutes) for each in days if each.minutes is not None]
        otherwise = [each for each in days if each.run.before is not each.run.after]
        changed += _joined(worker.person, otherwise)
        others += bool(not otherwise and any(each.run.turned for each in days))
    changed.sort(key=lambda each: (_news(each), each.during.start, str(each.person), each.line.code))
    return ChargedPreview(during.start, people, tally(was), tally(will), tuple(changed), others)


def _days(
    worker: Worker,
    lines: Mapping[UUID, Paid],
    rules: Mapping[UUID | None, tuple[tuple[Asked, ...], tuple[Asked, ...]]],
    during: Interval,
) -> Iterator[_Days]:
    """Yield what is charged, day by day, and then what is meant after the last day charged to that line."""
    benches = {award: (Bench(worker.facts, was), Bench(worker.facts, will)) for award, (was, will) in rules.items()}
    charged: defaultdict[tuple[UUID, UUID | None], list[Effort]] = defaultdict(list)
    through: dict[UUID, date] = {}
    for each in worker.efforts:
        if each.line is not None and each.line in lines and each.on in during:
            charged[each.line, each.partnership].append(each)
            through[each.line] = max(through.get(each.line, each.on), each.on)
    for (which, partnership), efforts in charged.items():
        line, award = lines[which]
        whole = Interval.through(min(each.on for each in efforts), max(each.on for each in efforts))
        runs = list(_runs(benches[award.fact], line.role, whole, partnership))
        for effort in efforts:
            run = next(each for each in runs if effort.on in each.during)
            yield _Days(line, Interval.through(effort.on, effort.on), effort.minutes, run)
    for share in worker.shares:
        if share.line not in lines:
            continue
        line, award = lines[share.line]
        last = through.get(share.line)
        days = _all(share.during, award.performance, during, Interval(day_after(last) if last else BEGINNING))
        if days:
            for run in _runs(benches[award.fact], line.role, days, share.partnership):
                yield _Days(line, run.during, None, run)


def _all(*each: Interval) -> Interval | None:
    """Return the days that all of them have."""
    found: Interval | None = each[0]
    for one in each[1:]:
        found = found & one if found else None
    return found


def _runs(benches: tuple[Bench, Bench], role: str, during: Interval, partnership: UUID | None) -> Iterator[_Run]:
    """Yield what both benches rule of some days."""
    before, after = benches
    later = list(after.rulings(role, during, partnership))
    for run, was in before.rulings(role, during, partnership):
        for other, will in later:
            both = run & other
            if both:
                grounds = [each.grounds(role, both.start, partnership) for each in benches]
                yield _Run(both, was.charged_as, will.charged_as, _turned(*grounds))


def _turned(before: Iterable[Ground], after: Iterable[Ground]) -> tuple[Turned, ...]:
    was, will = _by_requirement(before), _by_requirement(after)
    found = []
    for name in sorted(was.keys() | will.keys()):
        then, now = was.get(name), will.get(name)
        one = now or then
        assert one is not None  # noqa: S101 - it is named by one of them
        turned = Turned(
            one.asked.requirement,
            then.charged_as if then else ChargeClass.NOT_BOUND,
            now.charged_as if now else ChargeClass.NOT_BOUND,
        )
        found += [turned] if turned.before is not turned.after else []
    return tuple(found)


def _by_requirement(grounds: Iterable[Ground]) -> dict[str, Ground]:
    """Return what each requirement makes of a day: of one that is asked for twice, the worse."""
    found: dict[str, Ground] = {}
    for each in grounds:
        name = each.asked.requirement.name
        if name not in found or _RANK[each.charged_as] < _RANK[found[name].charged_as]:
            found[name] = each
    return found


def _joined(person: UUID, days: Iterable[_Days]) -> Iterator[Otherwise]:
    """Yield days that are alike as one: on the same line, turned by the same, charged or meant."""
    alike: defaultdict[tuple[object, ...], list[_Days]] = defaultdict(list)
    for each in days:
        turned = tuple((one.requirement.name, one.before, one.after) for one in each.run.turned)
        alike[each.line.fact, each.run.before, each.run.after, turned, each.minutes is None].append(each)
    for several in alike.values():
        line, _, minutes, run = several[0]
        whole = Interval(min(each.during.start for each in several), max(each.during.end for each in several))
        charged = None if minutes is None else sum(each.minutes or 0 for each in several)
        yield Otherwise(person, line, run.before, run.after, whole, charged, run.turned)


def _news(each: Otherwise) -> tuple[int, int]:
    """Order what changes by what it comes to, the worst first."""
    return _RANK[each.after], -_RANK[each.before]
