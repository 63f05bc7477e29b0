"""The training summary of an award as a view: how many people, of which workforce, completed what it paid for.

It has the shape of SAMHSA's IPP indicators WD2 and TR1: people are counted, not sessions; who completed, not who
came; and what another award paid for is left out. Whatever the records do not settle is counted nowhere, and listed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple
from uuid import UUID

from muster.domain.awards import Award
from muster.domain.intervals import Interval, add_months, day_before
from muster.domain.people import RoleHeld
from muster.domain.reporting.answers import of_training
from muster.domain.reporting.parts import Proof, sealed
from muster.domain.reporting.shown import AwardShown, PeriodShown, award_shown
from muster.domain.training import Course, Payer
from muster.domain.workforces import RoleWorkforce, Workforce, workforce_of

WD2: Final = "wd2"
TR1: Final = "tr1"
INDICATORS: Final = {WD2: Workforce.MENTAL_HEALTH, TR1: Workforce.OTHER}
_QUARTER: Final = 3  # months


class Why(StrEnum):
    """Why something is counted nowhere: the first two are settled; of the others somebody has to say more."""

    ANOTHER_AWARD = "another-award"
    NO_AWARD = "no-award"
    NO_DAY = "no-day"
    NO_PAYER = "no-payer"
    OUTSIDE_AWARD = "outside-award"
    NO_ROLE = "no-role"
    NO_WORKFORCE = "no-workforce"

    @property
    def settled(self) -> bool:
        """Is nothing left to be said of it?"""
        return self in {Why.ANOTHER_AWARD, Why.NO_AWARD}


class Due(StrEnum):
    """How the day is known on which the indicators of a quarter are due."""

    READ = "read"  # January to March
    PATTERN = "pattern"  # the other quarters go by the same pattern
    NO_QUARTER = "no-quarter"  # these days are no quarter, and none is due for them


class Taken(NamedTuple):
    """What one person completed; or with nobody named, what so many did, who are not on record here."""

    course: UUID
    on: date | None
    minutes: int | None
    paid_by: Payer | None
    person: UUID | None = None
    heads: int = 1
    workforce: Workforce | None = None  # of those who are not on record


@dataclass(frozen=True, slots=True)
class Classroom:
    """Everything on file at one position that the summary reads. ``roles``: those of everybody named in ``taken``."""

    agency: str
    award: Award
    taken: tuple[Taken, ...]
    roles: Mapping[UUID, tuple[RoleHeld, ...]]
    workforces: tuple[RoleWorkforce, ...]
    courses: Mapping[UUID, Course]
    awards: Mapping[UUID, Award]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many people completed how much: those ``named``, each once, and ``heads``, whom nobody can tell apart.

    ``minutes`` are those that are on file; of ``length_unknown`` completions none are.
    """

    people: int
    named: int
    heads: int
    completions: int
    minutes: int
    length_unknown: int


@dataclass(frozen=True, slots=True)
class IndicatorShown:
    """An indicator and its number: ``tally.people``."""

    indicator: str
    workforce: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class TopicShown:
    """What people of one workforce completed about one topic. A course of two topics stands under both."""

    topic: str
    workforce: str
    award: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Completions of one course that are counted nowhere for one reason. ``paid_by``: the number of the award, if any.

    ``roles``: those of which nobody has said a workforce. The days are those of the first and the last completion.
    """

    why: str
    course: str
    paid_by: str
    roles: tuple[str, ...]
    first: date | None
    last: date | None
    people: int
    completions: int


@dataclass(frozen=True, slots=True)
class WorkforceShown:
    """What is said of a role, and when somebody last looked. Both unset: nobody has said it."""

    role: str
    workforce: str
    reviewed_on: date | None


@dataclass(frozen=True, slots=True)
class TrainingView:
    """The summary, frozen. ``in_both``: people counted in both indicators, whose roles were others on another day."""

    report: str
    agency: str
    award: AwardShown
    period: PeriodShown
    due: str
    answer: str
    indicators: tuple[IndicatorShown, ...]
    in_both: int
    topics: tuple[TopicShown, ...]
    left_out: tuple[LeftOut, ...]
    to_settle: tuple[LeftOut, ...]
    workforces: tuple[WorkforceShown, ...]
    proof: Proof
    content_hash: str = ""


def training_view(room: Classroom, period: Interval, proof: Proof) -> TrainingView:
    """Return what the summary says of a period."""
    said = {each.role: each.workforce for each in room.workforces}
    counted: defaultdict[Workforce, list[Taken]] = defaultdict(list)
    others: defaultdict[tuple[Why, UUID, UUID | None, tuple[str, ...]], list[Taken]] = defaultdict(list)
    for each in room.taken:
        if each.on is not None and each.on not in period:
            continue
        roles = _roles(room, each)
        workforce = each.workforce if each.person is None else workforce_of(roles, said)
        why = _why(room.award, each, roles, workforce)
        if why is None and workforce is not None:
            counted[workforce].append(each)
        elif why is not None:
            unsaid = tuple(role for role in roles if role not in said) if why is Why.NO_WORKFORCE else ()
            others[why, each.course, each.paid_by.award if each.paid_by else None, unsaid].append(each)
    indicators = tuple(
        IndicatorShown(name, str(workforce), _tally(counted[workforce])) for name, workforce in INDICATORS.items()
    )
    named = [{each.person for each in counted[workforce] if each.person} for workforce in INDICATORS.values()]
    rows = sorted((_left_out(room, *key, found) for key, found in others.items()), key=_left_order)
    left = tuple(each for each in rows if Why(each.why).settled)
    open_ = tuple(each for each in rows if not Why(each.why).settled)
    due_on, due = due_day(period)
    counts = tuple(each.tally.people for each in indicators)
    return sealed(
        TrainingView(
            report="training-summary",
            agency=room.agency,
            award=award_shown(room.award),
            period=PeriodShown(period.start, period.last, due_on),
            due=str(due),
            answer=of_training(counts, sum(each.completions for each in left), sum(each.completions for each in open_)),
            indicators=indicators,
            in_both=len(named[0] & named[1]),
            topics=_topics(room, counted),
            left_out=left,
            to_settle=open_,
            workforces=_workforces(room, period),
            proof=proof,
        )
    )


def due_day(period: Interval) -> tuple[date | None, Due]:
    """Return the day on which the indicators of a quarter are due, and how that is known.

    January to March is due on 30 April; that is the last day of the month after, which is taken as the pattern.

    >>> [str(due_day(Interval.through(date(2026, 1, 1), date(2026, 3, last)))[0]) for last in (31, 30)]
    ['2026-04-30', 'None']
    >>> str(due_day(Interval.through(date(2026, 10, 1), date(2026, 12, 31)))[0])
    '2027-01-31'
    """
    first = period.start
    if first.day != 1 or first.month % _QUARTER != 1 or period.end != add_months(first, _QUARTER):
        return None, Due.NO_QUARTER
    return day_before(add_months(period.end, 1)), Due.READ if first.month == 1 else Due.PATTERN


def last_quarter(today: date) -> Interval:
    """Return the last quarter of the calendar that ended before today.

    >>> found = last_quarter(date(2026, 11, 24))
    >>> str(found.start), str(found.last)
    ('2026-07-01', '2026-09-30')
    """
    this = today.replace(day=1)
    this = add_months(this, -((this.month - 1) % _QUARTER))
    return Interval.through(add_months(this, -_QUARTER), day_before(this))


def _roles(room: Classroom, each: Taken) -> tuple[str, ...]:
    """Return the roles that somebody held on the day they completed it."""
    if each.person is None or each.on is None:
        return ()
    return tuple(sorted({held.role for held in room.roles.get(each.person, ()) if each.on in held.validity}))


def _why(award: Award, each: Taken, roles: tuple[str, ...], workforce: Workforce | None) -> Why | None:
    """Return why it is not counted; what another award paid for is none of this one's, whatever else is unknown."""
    payer = each.paid_by
    if payer is not None and payer.award != award.fact:
        return Why.ANOTHER_AWARD if payer.award else Why.NO_AWARD
    if each.on is None:
        return Why.NO_DAY
    if payer is None:
        return Why.NO_PAYER
    if each.on not in award.performance:
        return Why.OUTSIDE_AWARD
    if workforce is not None:
        return None
    return Why.NO_ROLE if each.person and not roles else Why.NO_WORKFORCE


def _tally(found: Iterable[Taken]) -> Tally:
    taken = list(found)
    named = len({each.person for each in taken if each.person})
    heads = sum(each.heads for each in taken if each.person is None)
    return Tally(
        named + heads,
        named,
        heads,
        sum(each.heads for each in taken),
        sum(each.heads * each.minutes for each in taken if each.minutes is not None),
        sum(each.heads for each in taken if each.minutes is None),
    )


def _topics(room: Classroom, counted: Mapping[Workforce, list[Taken]]) -> tuple[TopicShown, ...]:
    found: defaultdict[tuple[str, Workforce], list[Taken]] = defaultdict(list)
    for workforce, taken in counted.items():
        for each in taken:
            for topic in room.courses[each.course].topics:
                found[topic, workforce].append(each)
    return tuple(
        TopicShown(topic, str(workforce), room.award.number, _tally(taken))
        for (topic, workforce), taken in sorted(found.items())
    )


def _left_out(
    room: Classroom, why: Why, course: UUID, award: UUID | None, roles: tuple[str, ...], found: list[Taken]
) -> LeftOut:
    tally, days = _tally(found), [each.on for each in found if each.on is not None]
    return LeftOut(
        str(why),
        room.courses[course].title,
        room.awards[award].number if award else "",
        roles,
        min(days, default=None),
        max(days, default=None),
        tally.people,
        tally.completions,
    )


def _left_order(each: LeftOut) -> tuple[object, ...]:
    return (
        list(Why).index(Why(each.why)),
        each.course.casefold(),
        each.course,
        each.paid_by,
        each.roles,
        str(each.first),
    )


def _workforces(room: Classroom, period: Interval) -> tuple[WorkforceShown, ...]:
    """Return every role whose workforce is said, and those of the people trained of which nobody has said it."""
    said = {each.role: each for each in room.workforces}
    held = {role for each in room.taken if each.on is None or each.on in period for role in _roles(room, each)}
    return tuple(
        WorkforceShown(role, str(said[role].workforce), said[role].reviewed_on)
        if role in said
        else WorkforceShown(role, "", None)
        for role in sorted(held | set(said))
    )
