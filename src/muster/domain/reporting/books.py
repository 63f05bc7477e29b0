"""What a report reads: everything on file at one position, and the time charged to awards, ruled on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeVar
from uuid import UUID

from muster.domain.adopting.adoptions import Adoption
from muster.domain.adopting.packs import Pack
from muster.domain.awards import Allocation, Award, PayRate, PersonnelLine
from muster.domain.charging import Bench, Charge, Split, tally
from muster.domain.effort import Effort, PaidDay
from muster.domain.facts import Facts
from muster.domain.intervals import Interval
from muster.domain.partnerships import Partner, Partnership

K = TypeVar("K")


class Worker(NamedTuple):
    """What is on file about somebody charged to the award. ``efforts`` and ``paid``: all of the period."""

    person: UUID
    name: str
    number: str
    facts: Facts
    efforts: tuple[Effort, ...]
    paid: tuple[PaidDay, ...] = ()
    shares: tuple[Allocation, ...] = ()
    rates: tuple[PayRate, ...] = ()


@dataclass(frozen=True, slots=True)
class Books:
    """Everything on file at one position that the report reads. ``lines``: those of the award."""

    agency: str
    award: Award
    lines: tuple[PersonnelLine, ...]
    partners: Mapping[UUID, Partner]
    partnerships: tuple[Partnership, ...]
    workers: tuple[Worker, ...]
    adopted: tuple[tuple[Adoption, Pack], ...]
    programs: Mapping[UUID, str]


class Charged(NamedTuple):
    """One piece of effort on a line of the award, ruled on."""

    worker: Worker
    line: PersonnelLine
    effort: Effort
    charge: Charge


def charged_in(books: Books, benches: Mapping[UUID, Bench], during: Interval) -> Iterable[Charged]:
    """Yield the effort on the award's lines in the period, each with its class."""
    lines = {each.fact: each for each in books.lines}
    for worker in books.workers:
        for effort in worker.efforts:
            line = lines.get(effort.line) if effort.line else None
            if line is not None and effort.on in during:
                ruling = benches[worker.person].classify(line.role, effort.on, effort.partnership)
                yield Charged(worker, line, effort, Charge(ruling.charged_as, effort.minutes))


def grouped(charged: Iterable[Charged], key: Callable[[Charged], K]) -> dict[K, list[Charged]]:
    """Return charges by something they have in common."""
    found: defaultdict[K, list[Charged]] = defaultdict(list)
    for each in charged:
        found[key(each)].append(each)
    return dict(found)


def split(charged: Iterable[Charged]) -> Split:
    """Return the minutes of some charges by class."""
    return tally(each.charge for each in charged)
