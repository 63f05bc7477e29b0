"""The fewest seats in courses that close the most gaps before a day, and the last day on which acting still helps.

Whether a course closes a gap is asked of the one engine, with the completion laid over what is on record. The
definitions are docs/decisions/0049-supposed-and-planned.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, NamedTuple
from uuid import UUID

from muster.domain.approvals import Approval
from muster.domain.credentials import Proof
from muster.domain.facts import Facts
from muster.domain.findings import Finding
from muster.domain.forecasts.gaps_ahead import Gap, in_order
from muster.domain.forecasts.seating import Seated, seated
from muster.domain.forecasts.trying import Laid, Offer, Trying
from muster.domain.intervals import ONE_DAY, Interval, day_before
from muster.domain.training import Completion, Course

MOST_DAYS: Final = 366  # of getting a seat, and of processing
_SOMEBODY_ELSE: Final = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Lead:
    """How long things take: the days until a seat is got, and from the class until it is on file."""

    seat: int = 0
    processing: int = 0

    def first_class(self, on: date) -> date:
        """Return the first day on which a class is possible for whoever acts on this one."""
        return on + timedelta(days=self.seat)

    def class_for(self, on: date) -> date:
        """Return the last day of a class that is on file by this one."""
        return on - timedelta(days=self.processing)

    def act_for(self, held: date) -> date:
        """Return the last day to act for a class on this one."""
        return held - timedelta(days=self.seat)


AT_ONCE: Final = Lead()
"""Nothing takes any time."""


class Closes(NamedTuple):
    """A gap that a seat closes, alone or with others: through which day it then holds; ``None``: nothing ends it.

    ``late``: it will not be there in time, so that there are days without it.
    """

    gap: Gap
    through: date | None
    late: bool


class Seat(NamedTuple):
    """One person in one course, in a class on a day; it helps as well on every day through ``class_by``.

    ``act_by``: the last day on which asking for the seat still helps.
    """

    course: UUID
    person: UUID
    held_on: date
    class_by: date
    act_by: date
    closes: tuple[Closes, ...]

    @property
    def late(self) -> bool:
        """Is it late already for something, so that the sooner it is taken the better?"""
        return any(each.late for each in self.closes)


class Left(NamedTuple):
    """A gap that no course on record closes; the finding of the last day says what would.

    ``act_by``: the last day to ask for it, by the days of processing; ``late``: it is late already. ``tried``: what the
    finding would be after the course that comes nearest, where one is about it.
    """

    gap: Gap
    finding: Finding
    act_by: date
    late: bool
    tried: Finding | None = None

    @property
    def issuers(self) -> tuple[str, ...]:
        """Who issues the cards that would close it."""
        return tuple(dict.fromkeys(each.issuer for each in self.gap.requirement.kinds if each.issuer))


@dataclass(frozen=True, slots=True)
class Plan:
    """What to book from the first day of a period, so that the least is wanting on its last.

    ``closed``: how many gaps are; ``at_least``: how many seats any plan needs that closes as many.
    """

    period: Interval
    lead: Lead
    seats: tuple[Seat, ...]
    left: tuple[Left, ...]
    closed: int
    at_least: int

    @property
    def smallest(self) -> bool:
        """Is it proven that no plan with fewer seats closes as many?"""
        return self.at_least == len(self.seats)


def completing(course: Course, approvals: tuple[Approval, ...]) -> Completion:
    """Return what completing a course would record, on a day yet to be said.

    Confirmed as well as any rule asks, and approved by somebody else of the agency: what HR does with a certificate.
    """
    return Completion(
        course.topics,
        None,
        course.minutes,
        Proof.SOURCE_CHECKED,
        course.fact,
        course.mode,
        approvals=approvals,
        approved_by=_SOMEBODY_ELSE,
    )


class _Offered(NamedTuple):
    """A course on record, what completing it would record, and a number that those have which record the same."""

    course: UUID
    done: Completion
    same: int


def planned(
    gaps: Iterable[Gap],
    people: Mapping[UUID, Facts],
    courses: Sequence[tuple[Course, Completion]],
    period: Interval,
    lead: Lead,
) -> Plan:
    """Plan the seats that close gaps. ``courses`` in order of preference, each with what completing it records."""
    theirs: dict[UUID, list[Gap]] = {}
    for each in in_order(gaps):
        theirs.setdefault(each.person, []).append(each)
    offered = _offered(courses)
    trying = {who: Trying(tuple(several), people[who], period.last) for who, several in theirs.items()}
    offers = {who: _offers(each, offered, period, lead) for who, each in trying.items()}
    liked = Counter(
        offer.course for several in offers.values() for offer in several for _ in range(offer.closes.bit_count())
    )
    found: list[Seat] = []
    left: list[Left] = []
    closed = at_least = 0
    for who in sorted(trying):
        ordered = sorted(offers[who], key=lambda each: -liked[each.course])
        chosen = seated(trying[who], ordered)
        closed += len(chosen.closed)
        at_least += chosen.at_least
        found += _seats(who, trying[who], chosen, period, lead)
        left += _left(trying[who], ordered, chosen, period, lead)
    place = {each.fact: number for number, (each, _) in enumerate(courses)}
    found.sort(key=lambda each: (place[each.course], each.held_on, not each.late, each.act_by, each.person))
    after = {id(each): number for number, each in enumerate(in_order(one.gap for one in left))}
    left.sort(key=lambda each: after[id(each.gap)])
    return Plan(period, lead, tuple(found), tuple(left), closed, at_least)


def _offered(courses: Iterable[tuple[Course, Completion]]) -> list[_Offered]:
    """Return the courses, each with a number that those have in common which record the same."""
    same: dict[object, int] = {}
    found = []
    for course, done in courses:
        assert course.fact is not None  # noqa: S101 - it was read from a record
        said = frozenset((each.authority, each.during, each.topics) for each in done.approvals)
        key = done.topics, done.minutes, done.mode, said
        found.append(_Offered(course.fact, done, same.setdefault(key, len(same))))
    return found


def _offers(trying: Trying, offered: Iterable[_Offered], period: Interval, lead: Lead) -> list[Offer]:
    """Try each course on the first day of a class, and on the last good days of the gaps that none closes then."""
    first, last = lead.first_class(period.start), lead.class_for(period.last)
    if first > last:
        return []
    about = [each for each in offered if trying.about(each.done)]
    found = _tried(trying, about, first)
    closed = 0
    for each in found:
        closed |= each.closes
    later: set[date] = set()
    for number, gap in enumerate(trying.gaps):
        day = lead.class_for(gap.last) if gap.last else first
        if day > first and not closed >> number & 1:
            later.add(min(day, last))
    return [*found, *(offer for day in sorted(later) for offer in _tried(trying, about, day))]


def _tried(trying: Trying, offered: Iterable[_Offered], on: date) -> list[Offer]:
    """Ask of each course on a day what it closes alone: of those that record the same, once."""
    asked: dict[int, Offer] = {}
    found = []
    for course, done, same in offered:
        if same not in asked:
            asked[same] = trying.offer(course, done, on)
        found.append(asked[same]._replace(course=course, done=replace(done, completed_on=on)))
    return found


def _seats(who: UUID, trying: Trying, chosen: Seated, period: Interval, lead: Lead) -> list[Seat]:
    everything = trying.laid(each.done for each in chosen.offers)
    ends = {number: trying.through(number, everything) for number in chosen.closed}
    found: list[Seat] = []
    for offer, mine in zip(chosen.offers, _claimed(trying, chosen), strict=True):
        others = [each.done for each in chosen.offers if each is not offer]
        late = {number: _late(trying, number, offer, everything, lead) for number in mine}
        class_by = _class_by(trying, offer, others, late, period, lead)
        closes = tuple(Closes(trying.gaps[number], ends[number], late[number]) for number in mine)
        found.append(Seat(offer.course, who, offer.on, class_by, lead.act_for(class_by), closes))
    return found


def _claimed(trying: Trying, chosen: Seated) -> list[tuple[int, ...]]:
    """Return of each offer which gaps it closes: alone, or because they would be lost without it."""
    claimed = []
    for offer in chosen.offers:
        others = [each for each in chosen.offers if each is not offer]
        claimed.append({number for number in chosen.closed if _closes(trying, number, offer, others)})
    nobodys = set(chosen.closed).difference(*claimed)  # of several, any of which may be missing
    for offer, mine in zip(chosen.offers, claimed, strict=True):
        mine |= {number for number in nobodys if trying.looks(number, offer.done)}
    return [tuple(sorted(each)) for each in claimed]


def _closes(trying: Trying, number: int, offer: Offer, others: Sequence[Offer]) -> bool:
    if not trying.looks(number, offer.done):
        return False
    if offer.closes >> number & 1 or not any(trying.looks(number, each.done) for each in others):
        return True
    return not trying.met(number, trying.laid(each.done for each in others))


def _late(trying: Trying, number: int, offer: Offer, everything: Laid, lead: Lead) -> bool:
    last = trying.gaps[number].last
    if last is None or lead.class_for(last) < offer.on:
        return True
    return not trying.met(number, everything, since=last + ONE_DAY)


def _class_by(
    trying: Trying, offer: Offer, others: list[Completion], late: Mapping[int, bool], period: Interval, lead: Lead
) -> date:
    """Count back from the days by which the gaps want it; the engine is asked whether it still helps then."""
    wanted = [
        day
        for number, too_late in late.items()
        if (day := period.last if too_late else trying.gaps[number].last) is not None
    ]
    day = lead.class_for(min(wanted))
    for latest in (day, day_before(day)):
        if latest > offer.on:
            laid = trying.laid([*others, offer.later(latest)])
            if all(trying.met(number, laid, since=_since(trying.gaps[number], late[number])) for number in late):
                return latest
    return offer.on


def _since(gap: Gap, late: bool) -> date | None:  # noqa: FBT001 - what was found of the gap
    """Return the first day on which it would be wanting, where it is to be there in time."""
    return None if late or gap.last is None else gap.last + ONE_DAY


def _left(trying: Trying, offers: Sequence[Offer], chosen: Seated, period: Interval, lead: Lead) -> Iterable[Left]:
    everything = [each.done for each in chosen.offers]
    for number, gap in enumerate(trying.gaps):
        if number not in chosen.closed:
            in_time = gap.last if gap.last and lead.class_for(gap.last) >= period.start else None
            act_by = lead.class_for(in_time or period.last)
            tried = trying.nearest(number, offers, everything)
            yield Left(gap, gap.finding(period.last), act_by, in_time is None, tried)
