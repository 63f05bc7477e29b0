"""Where the days of an answer come from: from which event, plus how much, each is worked out.

Nothing is judged here. What a day was judged from is read once more, and each day that it gives is named with what it
was counted from; ``reckonings`` keeps those that bear on the day asked about, or give a day that the finding names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from muster.domain.anchors import Anchor, Renewal
from muster.domain.credentials import Credential, CredentialKind, End
from muster.domain.duties import Part
from muster.domain.extensions import Extended
from muster.domain.facts import Facts
from muster.domain.findings import Finding
from muster.domain.hours.cycles import UNKNOWN
from muster.domain.intervals import BEGINNING, FOREVER, ONE_DAY, Interval, Span, day_after, day_before
from muster.domain.leave import OnLeave
from muster.domain.requirements import Event, Initial, Requirement
from muster.domain.standing.binding import bound
from muster.domain.standing.clocks import event_day
from muster.domain.standing.education import Education
from muster.domain.standing.engine import Timeline
from muster.domain.standing.evidence import Evidence, Record
from muster.domain.standing.excusing import movers
from muster.domain.standing.judged import Rule
from muster.domain.standing.judging import Judge, Stretch
from muster.domain.standing.several import OnFile, Several
from muster.domain.waivers import Waiver


class By(StrEnum):
    """What gives the days."""

    ADOPTION = "adoption"
    TERMS = "terms"
    ROLE = "role"
    DEADLINE = "deadline"
    CYCLE = "cycle"
    CARDS = "cards"
    COMPLETION = "completion"
    CREDENTIAL = "credential"
    GRACE = "grace"
    LEAVE = "leave"
    SUSPENSION = "suspension"
    REVOCATION = "revocation"
    WAIVER = "waiver"
    EXTENSION = "extension"


class Reading(StrEnum):
    """What is known of a card that may be a first one, or renew one that is not on file: all, or only some days."""

    SETTLED = "settled"
    AT_LEAST = "at-least"
    PERHAPS = "perhaps"


class Reckoning(NamedTuple):
    """One reckoning: counted from ``since``, plus ``plus``, it gives the days from ``first`` through ``last``.

    A day that is not set is not known, or never comes. ``renewal``: by which anchor; ``previous``: the last good day
    that a renewal counts on from. ``assumed``: worked out by the rule of an issuer. ``days``: how many of leave were
    added. ``minutes``: how many are asked on these days, in part of which somebody was on leave.
    """

    by: By
    since: date | None = None
    plus: Span | None = None
    first: date | None = None
    last: date | None = None
    initial: Initial | None = None
    renewal: Renewal | None = None
    previous: date | None = None
    topics: tuple[str, ...] = ()
    kind: CredentialKind | None = None
    assumed: bool = False
    authority: str = ""
    fact: UUID | None = None
    extended: Extended | None = None
    days: int = 0
    minutes: int | None = None
    reading: Reading = Reading.SETTLED

    def begins(self, day: date | None) -> bool:
        """Does an answer that begins on this day begin by it?"""
        if day is None or day == BEGINNING:
            return False
        late = self.since if self.by is By.COMPLETION else None  # good from the day after the one it was done on
        return day == self.first or day_before(day) in {self.last, late}

    def ends(self, day: date | None) -> bool:
        """Does an answer whose last day is this one end by it?"""
        return day is not None and day != FOREVER and (day == self.last or day + ONE_DAY == self.first)

    def spans(self, day: date) -> bool:
        """Does it speak of this day?"""
        return (self.first or BEGINNING) <= day <= (self.last or FOREVER)


def reckonings(found: Finding, rule: Rule, judged: Timeline, facts: Facts) -> tuple[Reckoning, ...]:
    """Return where the days of a finding come from, in the order in which they are told.

    ``facts`` as they are seen from the program, and ``judged`` what was judged from them.
    """
    on = found.on
    binding = [each for each in bound(rule.requirement, facts) if found.during.start < each.end and each.start <= on]
    stretch = next((each for each in binding if on < each.end), None)
    if stretch is None:
        return ()
    every = [*_bound(rule, binding), *_every(rule, stretch, judged, facts, on)]
    begun = (found.during.start, found.cured_on, found.next.on if found.next else None)
    return tuple(
        each for each in every if _bears(each, found) or each.ends(found.due_on) or any(map(each.begins, begun))
    )


def _bears(each: Reckoning, found: Finding) -> bool:
    """Is it worth telling, whatever days the finding names?"""
    if each.by in {By.ADOPTION, By.TERMS, By.ROLE, By.CARDS}:
        return False
    if each.by is By.EXTENSION:
        return each.extended == found.extended
    return each.by in {By.DEADLINE, By.CYCLE} or each.spans(found.on)


def _bound(rule: Rule, binding: Sequence[Stretch]) -> Iterator[Reckoning]:
    """Yield why it binds on the days of an answer, and since when and until when it does."""
    yield _days(By.ADOPTION, rule.during)
    for each in dict.fromkeys(Interval(each.terms.effective, each.terms.until) for each in binding):
        yield _days(By.TERMS, each)
    for each in dict.fromkeys(each.stint.during for each in binding):
        yield _days(By.ROLE, each)
    for each in dict.fromkeys(Interval(each.start, each.end) for each in binding if each.cycle is not None):
        yield _days(By.CARDS, each)


def _every(rule: Rule, stretch: Stretch, judged: Timeline, facts: Facts, on: date) -> Iterator[Reckoning]:
    asked, terms, on_file = rule.requirement, stretch.terms, judged.on_file(on)
    if terms.initial is not None:
        yield _deadline(asked, terms.initial, stretch, facts)
    if stretch.cycle is not None and stretch.cycle is not UNKNOWN and terms.cycle is not None:
        cycle = stretch.cycle
        whole = terms.cycle.every if cycle.start == day_after(cycle.last - terms.cycle.every) else None
        yield Reckoning(By.CYCLE, cycle.start, whole, cycle.start, cycle.last, previous=cycle.closes)
    for part, evidence in parts(asked, on_file):
        yield from of_records(part, evidence, terms.renewal, facts)
        yield from _lessened(evidence, terms.renewal)
        for by, runs in ((By.REVOCATION, evidence.revoked), (By.SUSPENSION, evidence.suspended)):
            yield from (_days(by, Interval(start, end)) for start, end in runs)
    if isinstance(on_file, Education):
        for each in on_file.completions:
            topics = _topics(each, asked, facts)
            yield Reckoning(By.COMPLETION, each.done_on, None, each.done_on, None, topics=topics, fact=each.fact)
    for start, end in Judge(stretch, on_file).history.graces:
        yield Reckoning(By.GRACE, day_before(start), terms.grace, start, _last(end))
    for waiver in facts.waivers:
        if waiver.requirement == asked.name:
            yield from _waived(waiver)
    yield from _extended(asked, facts)


def _lessened(evidence: Evidence, renewal: Renewal | None) -> Iterator[Reckoning]:
    """Yield the days on which leave makes the hours others, with what they are."""
    every = renewal.every if renewal else None
    for steps in (evidence.steps, evidence.steps_at_best):
        for (first, minutes), (after, _) in zip(steps, (*steps[1:], (FOREVER, 0)), strict=False):
            yield Reckoning(By.LEAVE, None, every, first, _last(after), minutes=minutes)


def _extended(asked: Requirement, facts: Facts) -> Iterator[Reckoning]:
    """Yield what each extension and order gives that may move a day of this requirement."""
    for each in movers(asked, facts):
        says = each.says
        yield Reckoning(By.EXTENSION, says.granted_on, None, says.granted_on, says.through, extended=says)


def _waived(waiver: Waiver) -> Iterator[Reckoning]:
    """Yield the days that a waiver excuses, and before them those of which it speaks only afterwards."""
    first, end = max(waiver.during.start, waiver.granted_on), waiver.during.end
    before = Reckoning(By.WAIVER, waiver.granted_on, authority=waiver.authority)
    if waiver.during.start < first:
        yield before._replace(first=waiver.during.start, last=day_before(min(first, end)))
    if first < end:
        yield before._replace(first=first, last=_last(end))


def _deadline(asked: Requirement, initial: Initial, stretch: Stretch, facts: Facts) -> Reckoning:
    since, last = event_day(asked, initial, stretch.terms, stretch.stint, facts), stretch.clock[0]
    applied = asked.applied_on
    if initial.at_application and since is not None and applied is not None and since < applied:
        met = Initial(Event.APPLICATION, initial.within)
        return Reckoning(By.DEADLINE, applied, Span(), None, last, initial=met)
    added = 0
    if stretch.terms.leave is OnLeave.PAUSE and since is not None and last is not None and initial.within is not None:
        added = (last - (since + initial.within)).days
    return Reckoning(By.DEADLINE, since, initial.within, None, last, initial=initial, days=added)


def parts(asked: Requirement, on_file: OnFile) -> Iterator[tuple[Requirement | Part, Evidence]]:
    """Yield each thing that is asked for, with what is on file for it; of hours in a cycle, the cards beside them."""
    if isinstance(on_file, Evidence):
        yield asked, on_file
    elif isinstance(on_file, Several):
        yield from zip(asked.parts, on_file.parts, strict=True)
    else:
        yield Part(frozenset(), asked.kinds), on_file.cards


def of_records(
    asked: Requirement | Part, evidence: Evidence, renewal: Renewal | None, facts: Facts
) -> Iterator[Reckoning]:
    """Yield what each record gives, those that were completed in the order of their days."""
    done = [each for each in evidence.on_file if each.done_on is not None]
    previous: date | None = None
    latest: tuple[date | None, date | None] = (None, None)
    for each in sorted(done, key=lambda one: one.done_on or BEGINNING):
        if each.done_on != latest[0]:
            previous = latest[1]
        last = None if each.dating < 2 else _last(each.end)  # noqa: PLR2004 - both of its days are known
        latest = each.done_on, last
        yield Reckoning(
            By.COMPLETION,
            each.done_on,
            renewal.every if renewal else None,
            each.start,
            last,
            renewal=renewal,
            previous=_kept(renewal, each, last, previous),
            topics=_topics(each, asked, facts),
            fact=each.fact,
        )
    for each in evidence.on_file:
        if each.done_on is None:
            yield _undated(each, asked, facts)


def _undated(each: Record, asked: Requirement | Part, facts: Facts) -> Reckoning:
    """Return what a card gives, by its own words or by the rule of its issuer; or a completion with no day."""
    kind, held = _card(each, asked, facts)
    if kind is None or held is None:
        return Reckoning(By.COMPLETION, topics=_topics(each, asked, facts), fact=each.fact)
    first, last = None if each.start == BEGINNING else each.start, _last(each.end)
    printed = held.valid_through is not None or held.end is End.NEVER
    dates = next((good for card, good in facts.papers(kind) if card is held), None)
    renews = dates.renews if dates else None
    at_least = Reading.AT_LEAST if dates and dates.perhaps_until else Reading.SETTLED
    return Reckoning(
        By.CREDENTIAL,
        renews or held.given_on,
        None if printed or kind.validity is None or each.either else kind.validity.every,
        first,
        last,
        renewal=None if printed else kind.validity,
        previous=renews,
        kind=kind,
        assumed=each.assumed,
        fact=each.fact,
        reading=Reading.PERHAPS if each.either else at_least,
    )


def _kept(renewal: Renewal | None, each: Record, last: date | None, previous: date | None) -> date | None:
    """Return the last good day that a completion counts on from, where it keeps the anniversary of one."""
    if renewal is None or renewal.anchor is not Anchor.PREVIOUS_EXPIRY or previous is None or each.done_on is None:
        return None
    keeps = each.done_on <= previous and last == previous + renewal.every
    return previous if keeps and last != each.done_on + renewal.every else None


def _card(each: Record, asked: Requirement | Part, facts: Facts) -> tuple[CredentialKind | None, Credential | None]:
    """Return the card that a record without a day of its own was read from, with its kind; neither: a completion."""
    for kind in asked.kinds:
        for held in facts.held(kind.id):
            if held.fact == each.fact:
                return kind, held
    return None, None


def _topics(each: Record, asked: Requirement | Part, facts: Facts) -> tuple[str, ...]:
    """Return what a completion was about, as far as it is asked for."""
    read = facts.completed(asked.topics)
    done = next((one for one in read if one.fact == each.fact and one.completed_on == each.done_on), None)
    return tuple(sorted((done.topics & asked.topics) if done else asked.topics))


def _days(by: By, during: Interval) -> Reckoning:
    first = None if during.start == BEGINNING else during.start
    return Reckoning(by, first, None, first, _last(during.end))


def _last(end: date) -> date | None:
    return None if end == FOREVER else day_before(end)
