"""Every requirement and every credential of one person over the years: runs of days, read off the one engine.

Nothing is judged here. ``lanes`` is what was judged of each requirement on the days on which a program
goes by it; ``answers`` what the required ones say together; ``cards`` is what the papers say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Final, NamedTuple, TypeVar
from uuid import UUID

from muster.domain.anchors import BirthMonth
from muster.domain.credentials import Credential, CredentialKind, Status, barred
from muster.domain.facts import Facts
from muster.domain.findings import Reason, Standing, Verdict
from muster.domain.good_days import Good, good_days
from muster.domain.intervals import BEGINNING, FOREVER, Interval, day_after
from muster.domain.programs import Program
from muster.domain.requirements import Requirement
from muster.domain.standing.engine import Run
from muster.domain.standing.judged import Judged

T = TypeVar("T")

_BACK: Final = 10  # years before today that are shown at most
_AHEAD: Final = 3  # and after it


@dataclass(frozen=True, slots=True)
class Lane:
    """One requirement over a period: its runs of days, in order. Between them it did not bind."""

    requirement: Requirement
    runs: tuple[Run, ...]

    def on(self, day: date) -> Standing | None:
        """Return the standing on a day; ``None`` when it does not bind."""
        return next((each.standing for each in self.runs if each.start <= day < each.end), None)


class Answer(NamedTuple):
    """The days from ``start`` up to, but not including, ``end``, with one answer to all that is required."""

    start: date
    end: date
    verdict: Verdict


class Paper(StrEnum):
    """What the papers of one kind say of a day, the best first."""

    GOOD = "good"
    UNKNOWN = "unknown"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    LAPSED = "lapsed"


class Held(NamedTuple):
    """The days from ``start`` up to, but not including, ``end``, of which the papers say one thing."""

    start: date
    end: date
    paper: Paper


@dataclass(frozen=True, slots=True)
class CardLane:
    """One kind of credential over a period. ``title``: as its issuer calls it; empty when no pack defines it."""

    kind: str
    title: str
    runs: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class ProgramTimeline:
    """A person in one program over a period: the whole answer, then every requirement."""

    program: Program
    answers: tuple[Answer, ...]
    lanes: tuple[Lane, ...]


@dataclass(frozen=True, slots=True)
class PersonTimeline:
    """A person over the years, as of a day, as known at a position of the ledger."""

    person: UUID
    on: date
    known: int
    period: Interval
    programs: tuple[ProgramTimeline, ...]
    cards: tuple[CardLane, ...]


def lanes(judged: Judged, *, period: Interval) -> tuple[Lane, ...]:
    """Return each requirement over a period, in the order given.

    A pack that was adopted again, as it reads by then, goes on in the same lane.
    """
    found: dict[str, list[Lane]] = {}
    for rule, judgement in sorted(judged.rules, key=lambda each: each[0].during.start):
        shared = rule.during & period
        if shared is None:
            continue
        runs = tuple(
            Run(each.during.start, each.during.end, each.standing)
            for each in judgement.within(shared)
            if each.standing.reason is not Reason.NOT_BOUND
        )
        if not runs:
            continue
        there = found.setdefault(rule.requirement.name, [])
        if there and there[-1].runs[-1].end <= runs[0].start and there[-1].requirement.bar is rule.requirement.bar:
            runs = (*there.pop().runs, *runs)
        there.append(Lane(rule.requirement, tuple(joined(runs))))
    return tuple([each for several in found.values() for each in several])


def answers(judged: Judged, *, period: Interval) -> tuple[Answer, ...]:
    """Return the answer of all that is required on each day of a period; nothing where none binds."""
    ends = [*(each.start for each in judged.turns[1:]), FOREVER]
    found = ((Interval(each.start, end) & period, each.verdict) for each, end in zip(judged.turns, ends, strict=True))
    bound = ((days, said) for days, said in found if days and said is not Verdict.NOT_APPLICABLE)
    return tuple(Answer(days.start, days.end, said) for days, said in bound)


def cards(
    held: Iterable[Credential],
    kinds: Mapping[str, CredentialKind],
    birth: BirthMonth | None,
    *,
    period: Interval,
) -> tuple[CardLane, ...]:
    """Return each kind of credential that somebody holds or held, over a period, by kind."""
    by_kind: dict[str, list[Credential]] = {}
    for card in held:
        by_kind.setdefault(card.kind, []).append(card)
    found = []
    for kind, several in sorted(by_kind.items()):
        defined = kinds.get(kind)
        papers = _papers(several, defined, birth)
        edges = {edge for each in papers for edge in _edges(each)}

        def paper(day: date, papers: Sequence[_Dated] = papers) -> Paper | None:
            return _on(papers, day)

        inside = {min(max(edge, period.start), period.end) for edge in edges} | {period.start, period.end}
        runs = tuple(Held(start, end, said) for start, end, said in _runs(inside, paper))
        found.append(CardLane(kind, defined.title if defined else "", runs))
    return tuple(found)


def paper_on(
    held: Sequence[Credential], kind: CredentialKind | None, birth: BirthMonth | None, day: date
) -> Paper | None:
    """Return what the cards of one kind say of a day: the best of them, since one good card is enough."""
    return _on(_papers(held, kind, birth), day)


def extent(facts: Facts, *, today: date) -> Interval:
    """Return the whole years worth looking at: from the first fact on file to the last end that is near."""
    begun = [
        *(held.validity.start for held in facts.roles),
        *(done.completed_on for done in facts.completions if done.completed_on),
        *(card.start for card in facts.credentials if card.start),
    ]
    ends = [card.valid_through for card in facts.credentials if card.valid_through]
    first = min([each.year for each in begun if each != BEGINNING], default=today.year)
    last = max([each.year for each in ends], default=today.year)
    since = min(max(first, today.year - _BACK), today.year - 1)
    until = min(max(last, today.year + 1), today.year + _AHEAD)
    return Interval(date(since, 1, 1), date(until + 1, 1, 1))


def joined(runs: Iterable[Run]) -> Iterator[Run]:
    """Join runs that touch and say the same."""
    last: Run | None = None
    for each in runs:
        if last and last.end == each.start and last.standing == each.standing:
            last = Run(last.start, each.end, each.standing)
            continue
        if last:
            yield last
        last = each
    if last:
        yield last


def _runs(edges: Iterable[date], said: Callable[[date], T | None]) -> Iterator[tuple[date, date, T]]:
    """Yield the runs between days on which the answer may change, joined where it does not."""
    start: date | None = None
    before: T | None = None
    ordered = sorted(set(edges))
    for day, _ in pairwise(ordered):
        now = said(day)
        if now != before:
            if start is not None and before is not None:
                yield start, day, before
            start, before = day, now
    if start is not None and before is not None:
        yield start, ordered[-1], before


class _Dated(NamedTuple):
    """A card, and its days: from ``start`` until ``sure`` it is known to be good, and until ``end`` it may be."""

    card: Credential
    start: date
    sure: date
    end: date


def _papers(held: Sequence[Credential], kind: CredentialKind | None, birth: BirthMonth | None) -> list[_Dated]:
    return [_dated(card, dates) for card, dates in good_days(held, kind, birth)]


def _dated(card: Credential, dates: Good | None) -> _Dated:
    if dates is not None:
        return _Dated(card, dates.start, dates.end, dates.perhaps_until or dates.end)
    end = day_after(card.valid_through) if card.valid_through else FOREVER
    return _Dated(card, card.start or BEGINNING, BEGINNING, end)


def _on(papers: Sequence[_Dated], day: date) -> Paper | None:
    said = {_paper(each, day) for each in papers}
    return next((each for each in Paper if each in said), None)


def _paper(paper: _Dated, day: date) -> Paper | None:
    if day < paper.start:
        return None
    if day >= paper.end:
        return Paper.LAPSED
    for status, since, until in barred(paper.card.statuses):
        if since <= day < until:
            return Paper.REVOKED if status is Status.REVOKED else Paper.SUSPENDED
    return Paper.GOOD if day < paper.sure else Paper.UNKNOWN


def _edges(paper: _Dated) -> Iterator[date]:
    start, end = paper.start, paper.end
    yield from (start, min(max(paper.sure, start), end), end)
    for _, since, until in barred(paper.card.statuses):
        yield from (min(max(since, start), end), min(max(until, start), end))
