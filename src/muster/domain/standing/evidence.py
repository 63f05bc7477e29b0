"""What a person's records prove, or might prove, under one set of terms.

The definitions are docs/decisions/0003-how-a-standing-is-judged.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from enum import IntEnum
from typing import NamedTuple
from uuid import UUID

from muster.domain.anchors import Anchor
from muster.domain.approvals import Approved, approved
from muster.domain.credentials import Credential, Status, barred
from muster.domain.duties import Eased, Part
from muster.domain.facts import Facts, Stint
from muster.domain.intervals import BEGINNING, FOREVER, day_after
from muster.domain.leave import OnLeave, Steps, asked_on, steps
from muster.domain.requirements import Requirement, Terms
from muster.domain.training import Completion


class Dating(IntEnum):
    """How many of a record's two ends are known."""

    NEITHER = 0
    ONE = 1
    BOTH = 2


class Record(NamedTuple):
    """A completion, or a clear stretch of a credential, as the terms read it.

    ``minutes`` unset: whole, it satisfies by itself. ``UNKNOWN_MINUTES``: not on file.
    ``done_on`` is set for completions: the day that a late one does not mend. ``waits``: it would be
    proven, but nobody has said whether its course was approved. ``either``: a card that would be good only as a first
    one, or only as a renewal, and which it is is not on file.
    """

    start: date
    end: date
    proven: bool
    dating: Dating
    minutes: int | None = None
    done_on: date | None = None
    fact: UUID | None = None
    assumed: bool = False
    waits: bool = False
    either: bool = False

    @property
    def counts(self) -> bool:
        """May it prove anything?"""
        return self.proven and self.dating is Dating.BOTH


UNKNOWN_MINUTES = -1
_NOT_BARRED = (False, False)
ENOUGH = 2**31


class Held(IntEnum):
    """Is a day satisfied by proven, dated records: not, only by what was completed that very day, or anyhow?"""

    NOT = 0
    TODAY = 1
    CARRIED = 2


class Evidence(NamedTuple):
    """Everything on file that bears on one requirement under one set of terms.

    ``records`` may prove something; ``doubtful`` are those that cannot: unproven, or with an
    end that is not known. ``revoked`` and ``suspended`` are half-open runs of days. ``over_from``:
    the first day on which a proven card, of which the last good day alone is known, is over.
    ``minutes_at_best``: the hours that would do if whatever might ease them did; unset: ``minutes``.
    ``steps``: the days from which leave makes the hours others; ``steps_at_best``: those at best.
    """

    records: tuple[Record, ...] = ()
    doubtful: tuple[Record, ...] = ()
    revoked: tuple[tuple[date, date], ...] = ()
    suspended: tuple[tuple[date, date], ...] = ()
    minutes: int | None = None
    over_from: date = FOREVER
    minutes_at_best: int | None = None
    steps: Steps = ()
    steps_at_best: Steps = ()

    def asked(self, day: date) -> int | None:
        """Return the minutes asked on this day; unset: the rule sets none."""
        return asked_on(day, self.minutes, self.steps) if self.steps else self.minutes

    def held(self, day: date) -> Held:
        """Do proven, dated records satisfy this day, and would they without that day's own completions?"""
        carried = today = 0
        for start, end, _proven, _dating, minutes, done_on, _fact, _assumed, _waits, _either in self.records:
            if start <= day < end:
                if minutes is None and done_on != day:
                    return Held.CARRIED
                if minutes is None:
                    today = ENOUGH
                elif done_on == day:
                    today += max(minutes, 0)
                else:
                    carried += max(minutes, 0)
        needed = self.asked(day)
        if needed is None:
            return Held.TODAY if today else Held.NOT
        if carried >= needed:
            return Held.CARRIED
        return Held.TODAY if carried + today >= needed else Held.NOT

    def partly(self, day: date) -> bool:
        """Do the terms set hours, and does some proven, dated record bring some?"""
        if self.minutes is None:
            return False
        return any(
            record.start <= day < record.end and record.minutes is not None and record.minutes != UNKNOWN_MINUTES
            for record in self.records
        )

    def possible(self, day: date) -> bool:
        """Would the records satisfy this day at their best, by those with at least one known day?"""
        total = 0
        for record in self.on_file if self.doubtful else self.records:
            if record.start <= day < record.end and record.dating is not Dating.NEITHER:
                if record.minutes is None or record.minutes == UNKNOWN_MINUTES:
                    return True
                total += record.minutes
        needed = asked_on(day, self.minutes_at_best, self.steps_at_best) or self.asked(day)
        return needed is not None and total >= needed

    def waits(self, day: date) -> bool:
        """Would the records satisfy this day if the courses of which nobody has said so were approved?"""
        waiting = tuple([record for record in self.doubtful if record.waits and record.dating is Dating.BOTH])
        return bool(waiting) and bool(self._replace(records=(*self.records, *waiting)).held(day))

    def barred(self, day: date) -> tuple[bool, bool]:
        """Is an accepted card revoked on this day, or suspended?"""
        if not self.revoked and not self.suspended:
            return _NOT_BARRED
        return inside(self.revoked, day), inside(self.suspended, day)

    def undated(self, day: date) -> bool:
        """Is a record there of which no day is known?"""
        if not self.doubtful:
            return False
        return any(record.dating is Dating.NEITHER and record.start <= day < record.end for record in self.doubtful)

    @property
    def on_file(self) -> tuple[Record, ...]:
        """Everything on file, whether it may prove anything or not."""
        return (*self.records, *self.doubtful)

    def on(self, day: date) -> list[Record]:
        """Return the records that bear on this day, those that prove something first."""
        there = self.on_file if self.doubtful else self.records
        return [record for record in there if record.start <= day < record.end]

    def edges(self) -> set[date]:
        """Return every day on which an answer about the evidence may change."""
        found = {self.over_from}
        for start, end, _proven, _dating, _minutes, done_on, *_ in self.on_file if self.doubtful else self.records:
            found.add(start)
            found.add(end)
            if done_on is not None:
                found.add(day_after(done_on))
        if self.revoked or self.suspended:
            found.update(edge for run in (*self.revoked, *self.suspended) for edge in run)
        if self.steps or self.steps_at_best:
            found.update(day for day, _ in (*self.steps, *self.steps_at_best))
        return found


def gather(asked: Requirement | Part, terms: Terms, facts: Facts, stint: Stint) -> Evidence:
    """Return what is on file for one thing asked for, read under one set of its terms for one stint."""
    found: list[Record] = []
    revoked: list[tuple[date, date]] = []
    suspended: list[tuple[date, date]] = []
    over_from = FOREVER
    if asked.topics:
        found += completed(asked, terms, facts, stint)
    for kind in asked.kinds:
        for held, dates in facts.papers(kind):
            whole = Record(
                dates.start if dates else held.start or BEGINNING,
                dates.end if dates else day_after(held.valid_through) if held.valid_through else FOREVER,
                held.proof.reaches(terms.proof),
                Dating.BOTH if dates else _known_ends(held),
                fact=held.fact,
                assumed=bool(dates and dates.assumed),
            )
            if dates is None and held.start is None and whole.proven:
                over_from = min(over_from, whole.end)
            bars = list(barred(held.statuses)) if held.statuses else []
            for status, since, until in bars:
                (revoked if status is Status.REVOKED else suspended).append((since, until))
            found += _clear_of(bars, whole) if bars else (whole,)
            if dates is not None and dates.perhaps_until is not None:
                perhaps = whole._replace(start=dates.end, end=dates.perhaps_until, dating=Dating.ONE, either=True)
                found += _clear_of(bars, perhaps)
    lessened = by_leave(terms.minutes, terms, facts)
    if not found and not revoked and not suspended:
        return Evidence(minutes=terms.minutes, steps=lessened)
    records = tuple([record for record in found if record.counts])
    doubtful = tuple([record for record in found if not record.counts]) if len(records) < len(found) else ()
    return Evidence(records, doubtful, tuple(revoked), tuple(suspended), terms.minutes, over_from, steps=lessened)


def _clear_of(bars: Iterable[tuple[Status, date, date]], whole: Record) -> Iterator[Record]:
    """Yield the stretches of a card on which its issuer has not taken it away."""
    start = whole.start
    for _, since, until in bars:
        if start < min(since, whole.end):
            yield whole._replace(start=start, end=min(since, whole.end))
        start = max(start, until)
    if start < whole.end:
        yield whole._replace(start=start)


def by_leave(minutes: int | None, terms: Terms, facts: Facts) -> Steps:
    """Return the days from which leave makes these minutes others; none where the terms do not say so."""
    if terms.leave is not OnLeave.PRO_RATE or not facts.leaves or minutes is None or terms.renewal is None:
        return ()
    return steps(minutes, terms.renewal.every, facts.away)


def with_hours(found: Evidence, eased: Eased, terms: Terms, facts: Facts, stint: Stint) -> Evidence:
    """Set the hours of somebody who held, or may have held, what eases them on the day of hire."""
    papers = gather(Part(frozenset(), (eased.kind,)), terms, facts, stint)
    fewer = by_leave(eased.minutes, terms, facts)
    if stint.hired is not None and papers.held(stint.hired):
        return found._replace(minutes=eased.minutes, steps=fewer)
    doubted = papers.possible(stint.hired) or papers.undated(stint.hired) if stint.hired else bool(papers.on_file)
    return found._replace(minutes_at_best=eased.minutes, steps_at_best=fewer) if doubted else found


def _known_ends(held: Credential) -> Dating:
    """Return how much the paper alone tells; the whole is not known, or it would be good."""
    return Dating.NEITHER if held.start is None and held.valid_through is None else Dating.ONE


def taken(asked: Requirement | Part, terms: Terms, facts: Facts, stint: Stint) -> list[Completion]:
    """Return the completions that may bear on it, in order of date, since one may renew the one before."""
    done = facts.completed(asked.topics)
    if terms.by_another:
        done = [each for each in done if not facts.approved_own(each)]
    if terms.approved_by:
        done = [each for each in done if _approved(each, asked.topics, terms) is not Approved.NO]
    if terms.prior is not None and stint.hired is not None:
        done = [each for each in done if terms.prior.takes(each, asked.topics, stint.hired)]
    return sorted(done, key=_day)


def completed(asked: Requirement | Part, terms: Terms, facts: Facts, stint: Stint) -> Iterator[Record]:
    """Read the completions that are taken, a record for each, in their order."""
    previous: date | None = None
    previous_on: date | None = None
    latest: date | None = None
    for each in taken(asked, terms, facts, stint):
        minutes = None if terms.minutes is None else UNKNOWN_MINUTES if each.minutes is None else each.minutes
        proven = each.proof.reaches(terms.proof)
        if terms.prior is not None:
            proven = proven and terms.prior.proves(each, stint.hired)
        on = each.completed_on
        if on is None:
            yield Record(BEGINNING, FOREVER, proven, Dating.NEITHER, minutes, None, each.fact)
            continue
        if on != previous_on:
            previous, previous_on = latest, on
        last: date | None = FOREVER
        if terms.renewal is not None:
            keeps = terms.renewal.anchor is Anchor.PREVIOUS_EXPIRY
            last = terms.renewal.through(on, birth=facts.birth, previous=previous if keeps else None)
        latest = last
        ends = FOREVER if last is None else day_after(last)
        dating = Dating.ONE if last is None else Dating.BOTH
        waits = proven and _approved(each, asked.topics, terms) is Approved.NOT_SAID
        yield Record(on, ends, proven and not waits, dating, minutes, on, each.fact, waits=waits)


def _day(done: Completion) -> date:
    return done.completed_on or BEGINNING


def _approved(done: Completion, topics: frozenset[str], terms: Terms) -> Approved:
    """Say how its course stood on the day; without a rule about it, or a day, nothing is asked."""
    if not terms.approved_by or done.completed_on is None:
        return Approved.YES
    return approved(done.approvals, terms.approved_by, done.topics & topics, done.completed_on)


def inside(runs: tuple[tuple[date, date], ...], day: date) -> bool:
    """Is the day in one of these half-open runs?"""
    return bool(runs) and any(start <= day < end for start, end in runs)
