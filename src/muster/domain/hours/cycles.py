"""The cycles of a card: in which days the education for each renewal falls.

The definitions are docs/decisions/0029-hours-in-a-cycle.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from muster.domain.credentials import Credential, CredentialKind, Proof
from muster.domain.facts import Facts
from muster.domain.good_days import Good, renewed
from muster.domain.intervals import BEGINNING, FOREVER, Days, Interval, Span, day_after, day_before


@dataclass(frozen=True, slots=True)
class Cycles:
    """Which cards give the cycles of a rule, and how long one is.

    ``full``: a cycle shorter than ``every`` asks nothing. ``unless``: it asks nothing while one of these is held.
    """

    of: tuple[CredentialKind, ...]
    every: Span
    full: bool = False
    unless: tuple[CredentialKind, ...] = ()


class Cycle(NamedTuple):
    """The days from ``start`` to ``last``, the last good day of a card.

    ``closes``: the last day on which education counts for it. ``before``: the window of the cycle just
    before, where there was one. ``assumed``: its first day is not on file.
    """

    start: date
    last: date
    closes: date
    before: tuple[date, date] | None = None
    assumed: bool = False
    full: bool = True


UNKNOWN: Final = Cycle(BEGINNING, FOREVER, FOREVER)


def runs(rule: Cycles, facts: Facts, *, first_only: bool = False) -> Iterator[tuple[Interval, Cycle]]:
    """Yield the runs of days of which a cycle speaks, in order: which, or that it is ``UNKNOWN``.

    ``first_only``: the first cycle speaks for ever.
    """
    speaking = _runs(rule, facts, first_only=first_only)
    if not rule.unless:
        yield from speaking
        return
    instead = Days.union(_good_days(rule.unless, facts))
    for during, cycle in speaking:
        for left in instead.gaps_within(during):
            yield left, cycle


def _good_days(kinds: tuple[CredentialKind, ...], facts: Facts) -> Iterator[Interval]:
    for kind in kinds:
        for held, dates in facts.papers(kind):
            if dates is not None and held.proof is not Proof.SUSPECTED_MISMATCH:
                yield Interval(dates.start, dates.end)


def _runs(rule: Cycles, facts: Facts, *, first_only: bool) -> Iterator[tuple[Interval, Cycle]]:
    cycles, doubtful = _cycles(rule, facts)
    if first_only:
        cycles = [each for each in cycles if each.full or not rule.full][:1]
    starts = {day for each in cycles for day in (each.start, day_after(each.last))}
    edges = sorted({BEGINNING, *starts, *(day for start, end in doubtful for day in (start, end))} - {FOREVER})
    since, speaks = BEGINNING, None
    for edge in edges:
        here = _speaking(edge, cycles, doubtful, for_ever=first_only)
        if here != speaks:
            if speaks is not None and _asks(speaks, rule):
                yield Interval(since, edge), speaks
            since, speaks = edge, here
    if speaks is not None and _asks(speaks, rule):
        yield Interval(since), speaks


def _asks(cycle: Cycle, rule: Cycles) -> bool:
    return cycle.full or not rule.full


def _speaking(day: date, cycles: list[Cycle], doubtful: list[tuple[date, date]], *, for_ever: bool) -> Cycle | None:
    begun = [each for each in cycles if each.start <= day]
    if begun and (for_ever or day <= begun[-1].last):
        return begun[-1]
    if any(start <= day < end for start, end in doubtful):
        return UNKNOWN
    return begun[-1] if begun else None


def _cycles(rule: Cycles, facts: Facts) -> tuple[list[Cycle], list[tuple[date, date]]]:
    """Return the cycles in order, and the half-open runs of days on which a card in doubt may be current."""
    starts: dict[date, tuple[date, bool]] = {}
    doubtful: list[tuple[date, date]] = []
    for kind in rule.of:
        for held, dates in facts.papers(kind):
            last = None if held.proof is Proof.SUSPECTED_MISMATCH else _last(held, dates)
            if last is None:
                doubtful.append((held.start or BEGINNING, _over_from(held, dates)))
            else:
                here = _start(held, kind, last, rule.every, facts)
                starts[last] = min(starts.get(last, here), here)
    kept: list[tuple[date, date, bool]] = []
    for last, (start, assumed) in sorted(starts.items()):
        while kept and start <= kept[-1][0]:
            kept.pop()
        kept.append((start, last, assumed))
    found: list[Cycle] = []
    for place, (start, last, assumed) in enumerate(kept):
        closes = last if place + 1 == len(kept) else min(last, day_before(kept[place + 1][0]))
        before = (found[-1].start, found[-1].closes) if found else None
        found.append(Cycle(start, last, closes, before, assumed, full=start <= day_after(last - rule.every)))
    return found, doubtful


def last_days(kind: CredentialKind, facts: Facts) -> Iterator[date]:
    """Yield the last good day of each card of a kind, where it is known, and comes."""
    for held, dates in facts.papers(kind):
        last = _last(held, dates)
        if last is not None:
            yield last


def _last(held: Credential, dates: Good | None) -> date | None:
    return held.valid_through or (dates.last if dates else None)


def _over_from(held: Credential, dates: Good | None) -> date:
    """Return the day from which a card in doubt is over, as far as its days tell."""
    if dates is not None:
        return dates.perhaps_until or dates.end
    return day_after(held.valid_through) if held.valid_through else FOREVER


def _start(held: Credential, kind: CredentialKind, last: date, every: Span, facts: Facts) -> tuple[date, bool]:
    """Return the first day of the cycle of a card, and whether it is assumed."""
    earliest = day_after(last - every)
    first = held.issued_on or held.start
    if first is None:
        return earliest, True
    if first >= earliest or kind.validity is None:
        return max(first, earliest), False
    if kind.validity.through(first, birth=facts.birth) == last:
        return first, False
    renews = renewed(held, facts.papers(kind), kind)
    whole = renews is not None and kind.validity.through(first, birth=facts.birth, previous=renews) == last
    return first if whole else earliest, False
