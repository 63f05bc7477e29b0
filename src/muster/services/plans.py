"""Which seats to book so that the most gaps are closed before a day. Read only; nothing of it is kept."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple
from uuid import UUID

from muster.domain.access import Permission, Principal, Scope
from muster.domain.access_log import Sight
from muster.domain.errors import Fault, Invalid, NotFound
from muster.domain.forecasts.forecasting import MOST_MONTHS, horizon
from muster.domain.forecasts.gaps_ahead import Gap, gaps_of
from muster.domain.forecasts.plans import AT_ONCE, Lead, Plan, completing, planned
from muster.domain.intervals import Interval
from muster.domain.moments import Moment
from muster.domain.overviews.roster import folded
from muster.domain.programs import Program
from muster.domain.training import Completion, Course
from muster.persistence import approvals
from muster.persistence import members as member_store
from muster.persistence import people as people_store
from muster.persistence import training as training_store
from muster.persistence.database import scoped
from muster.persistence.facts import NOW
from muster.services import access_log
from muster.services.facts import facts_of
from muster.services.forecasting import aside, programs_by_id
from muster.services.judged import Everybody, judged

DAYS: Final = timedelta(days=90)  # how far ahead a plan looks where nobody says
_PAGE: Final = 500
_OF_PEOPLE: Final = (Permission.STANDING_READ, Permission.PEOPLE_READ, Permission.TRAINING_READ)


@dataclass(frozen=True, slots=True)
class Question:
    """What a plan is asked: from a day through another, with which lead times.

    ``required``: only what can keep somebody off the roster.
    """

    on: date
    through: date
    lead: Lead = AT_ONCE
    required: bool = False

    @property
    def period(self) -> Interval:
        """The days that it looks at.

        Raises:
            Invalid: the last is before the first, or more than three years after it.
        """
        latest = horizon(self.on, MOST_MONTHS).last
        if not self.on <= self.through <= latest:
            raise Invalid(
                f"a plan from {self.on} on ends by {latest}, and not before it begins; found {self.through}",
                code="outside-the-plan",
                faults=[Fault("/through", str(self.through), f"a day from {self.on} to {latest}", "correct the day")],
            )
        return Interval.through(self.on, self.through)


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan; the program it is of (unset: all within reach), and how programs, courses and people are called."""

    question: Question
    program: UUID | None
    plan: Plan
    programs: Mapping[UUID, Program]
    courses: Mapping[UUID, Course]
    names: Mapping[UUID, str]


class _Scopes(NamedTuple):
    """How far whoever asks sees how people stand, what they are called, and what is taught."""

    standing: Scope
    people: Scope
    training: Scope


async def plan_of_program(which: UUID, question: Question, *, known: int = NOW, by: Principal) -> Planned:
    """Return the fewest seats in courses on record that close the most gaps of a program by the last day.

    Raises:
        NotFound: no such program was on record.
        Invalid: the last day is before the first, or too far ahead.
    """
    scopes = _Scopes(*(by.require(each, program=which) for each in _OF_PEOPLE))
    return await _planned(which, question, scopes, known=known, by=by)


async def plan_of_agency(question: Question, *, known: int = NOW, by: Principal) -> Planned:
    """Return the same of every program within reach.

    Raises:
        Invalid: the last day is before the first, or too far ahead.
    """
    scopes = _Scopes(*(by.require(each) for each in _OF_PEOPLE))
    return await _planned(None, question, scopes, known=known, by=by)


async def _planned(which: UUID | None, question: Question, scopes: _Scopes, *, known: int, by: Principal) -> Planned:
    standing, scope, training = scopes
    period = question.period
    async with scoped(standing):
        programs = await programs_by_id(standing, known)
        if which is not None and which not in programs:
            raise NotFound("there is no such program here")
        last = Interval.through(period.last, period.last)
        who = await people_store.working(standing, last, known=known, program=which)
        everybody = await judged(standing, who, known=known, by=by)

        there = {which} if which else {each for each in programs if standing.reach.covers(each)}
        gaps = await aside(lambda: _wanting(everybody, there, question), everybody)
        facts = await facts_of(standing, sorted({each.person for each in gaps}), known=known)
        courses = await _courses(training, known)
    found = await aside(lambda: planned(gaps, facts, courses, period, question.lead), facts)
    names = await member_store.names(scope, facts)
    booked = {each.course for each in found.seats}
    taught = {each.fact: each for each, _ in courses if each.fact in booked and each.fact is not None}
    return Planned(question, which, found, {each: programs[each] for each in there}, taught, names)


async def plan_taken_away(
    question: Question, *, program: UUID | None = None, known: int = NOW, by: Principal, now: Moment
) -> Planned:
    """Return the same, to be taken away as a file: that it was, is told in the access log first.

    Raises:
        NotFound: no such program was on record.
        Invalid: the last day is before the first, or too far ahead.
    """
    if program is None:
        found = await plan_of_agency(question, known=known, by=by)
    else:
        found = await plan_of_program(program, question, known=known, by=by)
    await access_log.looked(Sight.EXPORT, sorted(found.names), by=by, now=now, detail="plan")
    return found


def _wanting(everybody: Everybody, programs: Container[UUID], question: Question) -> list[Gap]:
    period = question.period
    return [
        gap
        for several in everybody.values()
        for each in several
        if each.program in programs and each.holds(period.last)
        for gap in gaps_of(each, period)
        if gap.required or not question.required
    ]


async def _courses(scope: Scope, known: int) -> list[tuple[Course, Completion]]:
    """Return every course with what completing it would record, by title."""
    async with scoped(scope):
        approved = await approvals.by_course(scope, known=known)
        found: list[Course] = []
        after: UUID | None = None
        while True:
            page = await training_store.courses(scope, known=known, after=after, limit=_PAGE)
            found += [each.value for each in page.items]
            if page.after is None:
                break
            after = UUID(page.after)
    found.sort(key=lambda each: (folded(each.title), str(each.fact)))
    return [(each, completing(each, approved.get(each.fact, ()))) for each in found if each.fact]
