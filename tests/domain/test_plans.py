"""A plan of seats: none is idle, what it says it closes the engine finds met, and no smaller one closes as many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from typing import Final, NamedTuple
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from muster.domain.anchors import Anchor, Renewal
from muster.domain.credentials import Credential, CredentialKind, Proof
from muster.domain.facts import Facts
from muster.domain.findings import Reason, Verdict
from muster.domain.forecasts.gaps_ahead import Gap, gaps_of
from muster.domain.forecasts.plans import Lead, Plan, Seat, planned
from muster.domain.intervals import ONE_DAY, Interval, Span
from muster.domain.people import RoleHeld
from muster.domain.requirements import Bar, Confidence, Requirement, Terms
from muster.domain.standing.engine import assess
from muster.domain.standing.judged import Rule, judge
from muster.domain.training import Completion, Course
from tests.domain.people_at_random import PROGRAM, Draw, near, palettes, people, requirements

BEN: Final = UUID(int=7)
TODAY: Final = date(2026, 11, 26)
SPRING: Final = date(2027, 3, 31)
ALWAYS: Final = Interval(date(1990, 1, 1))
NO_LEAD: Final = Lead()
BINDING: Final = (Bar.REQUIRED,) * 6


def asks(topic: str, *, every: str = "1 year", minutes: int | None = None, bar: Bar = Bar.REQUIRED) -> Requirement:
    """One thing asked of every EMT, yearly unless it is said otherwise."""
    terms = Terms(
        date(1992, 3, 6),
        "Example Code 1",
        Confidence.READ,
        renewal=Renewal(Span.parse(every), Anchor.COMPLETION),
        minutes=minutes,
    )
    return Requirement("example", topic, "Says so.", frozenset(["emt"]), frozenset([topic]), (), (terms,), bar)


def emt(*done: Completion, who: UUID = BEN, cards: Sequence[Credential] = ()) -> Facts:
    """An EMT since long ago, with what was completed."""
    return Facts((RoleHeld("emt", PROGRAM, ALWAYS),), (), done, tuple(cards), person=who)


def course(number: int, *topics: str, minutes: int | None = 60) -> tuple[Course, Completion]:
    """A course on record, and what completing it records."""
    taught = Course(f"Course {number}", frozenset(topics), minutes=minutes, fact=UUID(int=100 + number))
    return taught, Completion(taught.topics, None, minutes, Proof.SOURCE_CHECKED, taught.fact)


def had(topic: str, on: date, minutes: int = 60) -> Completion:
    """Something that was completed."""
    return Completion(frozenset([topic]), on, minutes, Proof.SOURCE_CHECKED)


def gaps(rules: Iterable[Requirement], people: Iterable[Facts], period: Interval) -> list[Gap]:
    """What will be wanting of people, as they are judged."""
    asked = [Rule(each, ALWAYS) for each in rules]
    return [
        gap for facts in people if facts.person for gap in gaps_of(judge(facts.person, PROGRAM, asked, facts), period)
    ]


def plan(
    rules: Sequence[Requirement],
    people: Sequence[Facts],
    courses: Sequence[tuple[Course, Completion]],
    *,
    on: date = TODAY,
    through: date = SPRING,
    lead: Lead = NO_LEAD,
) -> Plan:
    """The plan for people under some rules."""
    period = Interval.through(on, through)
    there = {each.person: each for each in people if each.person}
    return planned(gaps(rules, people, period), there, courses, period, lead)


def said(seat: Seat) -> tuple[UUID, list[str]]:
    return seat.course, [each.gap.requirement.id for each in seat.closes]


def test_one_course_that_closes_two_gaps_takes_the_seat_of_two_courses() -> None:
    rules = [asks("naloxone"), asks("cpr")]
    courses = [course(1, "naloxone"), course(2, "cpr"), course(3, "cpr", "naloxone")]

    found = plan(rules, [emt()], courses)

    assert [said(each) for each in found.seats] == [(UUID(int=103), ["cpr", "naloxone"])]
    (seat,) = found.seats
    assert [(each.through, each.late) for each in seat.closes] == [(date(2027, 11, 26), True)] * 2
    assert (found.smallest, found.closed, found.left) == (True, 2, ())


def test_the_course_that_most_people_need_is_taken_where_another_would_do_so_that_one_class_is_held() -> None:
    rules = [asks("naloxone"), asks("cpr")]
    courses = [course(1, "naloxone"), course(2, "cpr"), course(3, "cpr", "naloxone")]
    bea = emt(had("cpr", TODAY), who=UUID(int=8))

    found = plan(rules, [emt(), bea], courses)

    assert [(each.course.int, each.person.int) for each in found.seats] == [(103, 7), (103, 8)]


def test_what_lapses_before_the_day_is_a_gap_and_acting_helps_until_a_seat_is_got_and_the_class_on_file_by_then() -> (
    None
):
    last = date(2027, 2, 10)
    person = emt(had("naloxone", date(2026, 2, 10)))

    (seat,) = plan([asks("naloxone")], [person], [course(1, "naloxone")], lead=Lead(21, 14)).seats

    assert (seat.held_on, seat.class_by, seat.act_by) == (
        TODAY + timedelta(days=21),
        last - timedelta(days=14),
        last - timedelta(days=14 + 21),
    )
    assert [each.late for each in seat.closes] == [False]


def test_what_cannot_be_in_time_for_its_own_day_still_helps_until_the_last_day_of_the_plan() -> None:
    person = emt(had("naloxone", date(2025, 12, 10)))

    (seat,) = plan([asks("naloxone")], [person], [course(1, "naloxone")], lead=Lead(21, 14)).seats

    assert seat.closes[0].late, "it lapses on 10 December, and no class is got before the 17th"
    assert (seat.class_by, seat.act_by) == (SPRING - timedelta(days=14), SPRING - timedelta(days=35))
    (over,) = plan([asks("naloxone")], [emt(had("naloxone", date(2025, 1, 5)))], [course(1, "naloxone")]).seats
    assert over.class_by == SPRING - ONE_DAY, "who completes it late is late on that day still"


def test_a_course_taken_too_soon_would_be_over_again_so_the_last_good_day_is_tried() -> None:
    rule = asks("naloxone", every="90 days")
    person = emt(had("naloxone", TODAY - timedelta(days=5)))
    last = TODAY + timedelta(days=85)

    (seat,) = plan([rule], [person], [course(1, "naloxone")]).seats

    assert (seat.held_on, seat.class_by, seat.closes[0].late) == (last, last, False)


def test_two_short_courses_close_hours_that_neither_does_alone_and_the_third_is_not_booked() -> None:
    rule = asks("ethics", minutes=180)
    courses = [course(1, "ethics", minutes=60), course(2, "ethics", minutes=90), course(3, "ethics", minutes=91)]

    found = plan([rule], [emt()], courses)

    assert [(each.course.int, each.closes[0].gap.requirement.id) for each in found.seats] == [
        (102, "ethics"),
        (103, "ethics"),
    ]
    assert found.smallest


def test_two_courses_that_are_alike_bring_their_hours_together() -> None:
    alike = [course(1, "ethics", minutes=90), course(2, "ethics", minutes=90)]

    assert [each.course.int for each in plan([asks("ethics", minutes=180)], [emt()], alike).seats] == [101, 102]


def test_one_long_course_and_a_short_one_are_fewer_than_three_short_ones() -> None:
    courses = [course(number, "ethics", minutes=minutes) for number, minutes in enumerate((60, 61, 62, 120))]

    found = plan([asks("ethics", minutes=180)], [emt()], courses)

    assert [each.course.int for each in found.seats] == [102, 103]
    assert found.smallest


def test_a_course_whose_hours_two_others_bring_along_is_not_booked() -> None:
    rules = [asks("a"), asks("b"), asks("ethics", minutes=120)]
    courses = [course(1, "a", "ethics"), course(2, "b", "ethics"), course(3, "ethics", minutes=120)]

    found = plan(rules, [emt()], courses)

    assert [said(each)[0].int for each in found.seats] == [101, 102]
    assert (found.closed, found.smallest) == (3, True)


def test_of_two_courses_that_close_a_gap_that_one_is_booked_whose_hours_make_a_third_idle() -> None:
    rules = [asks("a"), asks("b"), asks("ethics", minutes=120)]
    courses = [course(1, "a"), course(2, "a", "ethics"), course(3, "b", "ethics"), course(4, "ethics", minutes=120)]

    found = plan(rules, [emt()], courses)

    assert [each.course.int for each in found.seats] == [102, 103]
    assert (found.closed, found.smallest) == (3, True)


def test_of_more_gaps_than_are_tried_in_every_way_no_seat_is_idle_and_it_is_said_how_many_are_needed() -> None:
    topics = [f"topic-{number:02}" for number in range(14)]
    halves = [course(1, *topics[:7]), course(2, *topics[7:])]
    largest, more = course(3, *topics[:4], *topics[7:11]), course(4, "one-more")

    found = plan(list(map(asks, topics)), [emt()], [largest, *halves])
    three = plan(
        list(map(asks, [*topics, "one-more", "and-another"])), [emt()], [*halves, more, course(5, "and-another")]
    )

    assert sorted(each.course.int for each in found.seats) == [101, 102]
    assert (found.closed, found.at_least, found.smallest) == (14, 2, True)
    assert (len(three.seats), three.at_least, three.smallest) == (4, 3, False), "seven at a time, sixteen take three"


def test_a_gap_begins_where_the_hours_fell_short_and_not_where_the_last_of_them_was_over() -> None:
    person = emt(had("ethics", TODAY - timedelta(days=355), 120), had("ethics", TODAY - timedelta(days=345), 60))

    (gap,) = gaps([asks("ethics", minutes=180)], [person], Interval.through(TODAY, SPRING))

    assert gap.last == TODAY + timedelta(days=10)


def test_what_holds_on_the_last_day_and_not_on_all_days_before_it_is_late() -> None:
    changed = date(2027, 3, 1)
    yearly = asks("naloxone").terms[0]
    monthly = replace(yearly, renewal=Renewal(Span.parse("30 days"), Anchor.COMPLETION), until=changed)
    person = emt(had("naloxone", TODAY - timedelta(days=400)), had("naloxone", TODAY - timedelta(days=15)))
    rule = replace(asks("naloxone"), terms=(monthly, replace(yearly, effective=changed, minutes=61)))

    found = plan([rule], [person], [course(1, "naloxone", minutes=61)])

    (seat,) = found.seats
    assert seat.closes[0].gap.last == TODAY + timedelta(days=15)
    assert seat.closes[0].late, "it lapses once more in December, and holds again from March on"


def test_a_card_is_closed_by_no_course_and_the_finding_names_what_would() -> None:
    kind = CredentialKind("emt-card", "EMT card", "State EMS office")
    terms = (Terms(date(1992, 3, 6), "Example Code 1", Confidence.READ),)
    rule = Requirement("example", "card", "Holds it.", frozenset(["emt"]), frozenset(), (kind,), terms)
    card = Credential("emt-card", issued_on=date(2025, 1, 31), valid_through=date(2027, 1, 31))

    found = plan([rule], [emt(cards=[card])], [course(1, "emt-card")], lead=Lead(0, 30))

    (left,) = found.left
    assert (found.seats, left.gap.last, left.finding.reason) == ((), date(2027, 1, 31), Reason.LAPSED)
    assert (left.act_by, left.tried) == (date(2027, 1, 1), None)


def test_a_course_whose_length_nobody_wrote_down_closes_no_hours_and_it_is_said_what_it_would_leave() -> None:
    found = plan([asks("ethics", minutes=180)], [emt()], [course(1, "ethics", minutes=None)])

    (left,) = found.left
    assert found.seats == ()
    assert left.tried is not None
    assert left.tried.reason is Reason.UNPROVEN


def test_what_is_required_comes_before_what_is_recommended_and_what_is_met_on_the_day_is_no_gap() -> None:
    rules = [asks("advice", bar=Bar.RECOMMENDED), asks("naloxone"), asks("cpr")]
    person = emt(had("cpr", date(2026, 6, 1)))

    found = plan(rules, [person], [])

    assert [each.gap.requirement.id for each in found.left] == ["naloxone", "advice"]


def test_the_same_question_gives_the_same_plan_whatever_the_order_of_people() -> None:
    rules = [asks("naloxone"), asks("cpr")]
    courses = [course(1, "naloxone"), course(2, "cpr"), course(3, "cpr", "naloxone")]
    many = [emt(*([had("cpr", TODAY)] if number % 3 else []), who=UUID(int=number)) for number in range(1, 12)]

    assert plan(rules, many, courses) == plan(rules, many[::-1], courses)


class Question(NamedTuple):
    """Some rules, somebody, the courses there are, and the days of a plan."""

    rules: list[Requirement]
    facts: Facts
    courses: list[tuple[Course, Completion]]
    period: Interval
    lead: Lead

    def found(self) -> Plan:
        """Return the plan."""
        first, last = self.period.start, self.period.last
        return plan(self.rules, [self.facts], self.courses, on=first, through=last, lead=self.lead)

    def wanting(self) -> set[str]:
        """Return what would be wanting on the last day."""
        return {each.name for each in self.rules if is_bad(each, self.facts, self.period.last)}

    def booked(self, seats: Iterable[tuple[UUID, date]]) -> Facts:
        """Return the person as they would be with some seats taken."""
        records = {each.fact: done for each, done in self.courses}
        laid = [replace(records[which], completed_on=day) for which, day in seats]
        return replace(self.facts, completions=(*self.facts.completions, *laid))

    def closed(self, seats: Iterable[tuple[UUID, date]]) -> set[str]:
        """Return what of it would then be met."""
        after, on = self.booked(seats), self.period.last
        met = {each.name for each in self.rules if assess(each, after, on=on).verdict is Verdict.MET}
        return met & self.wanting()


@st.composite
def any_question(draw: Draw) -> Question:
    """Draw nasty rules, somebody nasty, and a plan about the same days."""
    palette = draw(palettes())
    rules = [replace(draw(requirements(palette)), id=f"rule-{number}") for number in range(draw(st.integers(1, 3)))]
    on = draw(near(palette))
    period = Interval(on, on + timedelta(days=draw(st.sampled_from((1, 2, 30, 90, 366)))))
    return Question(rules, draw(people(palette)), draw(offered("naloxone", "first-aid", "cpr")), period, draw(leads()))


@st.composite
def plain_question(draw: Draw) -> Question:
    """Draw rules that courses satisfy, and somebody of whom some lapse about the days of the plan."""
    pool = ("a", "b", "c", "d")
    lengths = st.sampled_from((30, 90, 365))
    rules, done = [], list[Completion]()
    days = draw(st.sampled_from((1, 20, 40, 90, 200)))
    for number in range(draw(st.integers(1, 4))):
        topics = draw(st.lists(st.sampled_from(pool), min_size=1, max_size=2, unique=True))
        every, hours = draw(lengths), draw(st.sampled_from((None, None, None, 60, 150)))
        rule = asks(topics[0], every=f"{every} days", minutes=hours, bar=draw(st.sampled_from((*BINDING, *Bar))))
        rules.append(replace(rule, id=f"rule-{number}", topics=frozenset(topics)))
        if draw(st.sampled_from((True, True, False))):
            last = TODAY + timedelta(days=draw(st.sampled_from((-1, 0, 1, 2, 15, days - 1, days, days + 1, days // 2))))
            done.append(had(topics[0], last - timedelta(days=every), draw(st.sampled_from((60, 150, 30)))))
    return Question(
        rules, emt(*done), draw(offered(*pool)), Interval.through(TODAY, TODAY + timedelta(days=days)), draw(leads())
    )


@st.composite
def offered(draw: Draw, *pool: str) -> list[tuple[Course, Completion]]:
    """Draw a few courses of some topics each."""
    topics = st.lists(st.sampled_from(pool), min_size=1, max_size=3, unique=True)
    lengths = st.sampled_from((60, 120, 30, None))
    return [course(number, *draw(topics), minutes=draw(lengths)) for number in range(draw(st.integers(1, 4)))]


def leads() -> st.SearchStrategy[Lead]:
    """Draw how long a seat and a certificate take: often no time."""
    return st.builds(Lead, st.sampled_from((0, 0, 1, 20)), st.sampled_from((0, 0, 1, 14)))


questions = any_question() | plain_question() | plain_question() | plain_question()
AT_RANDOM = settings(
    max_examples=80, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


@AT_RANDOM
@given(questions)
def test_no_seat_is_idle_every_closed_gap_is_met_and_no_smaller_plan_closes_as_many(asked: Question) -> None:
    found = asked.found()

    booked = [(each.course, each.held_on) for each in found.seats]
    closed = {each.gap.requirement.name for seat in found.seats for each in seat.closes}
    assert closed | {each.gap.requirement.name for each in found.left} == asked.wanting()
    assert asked.closed(booked) == closed, "every gap that is said to be closed is met, and no other is"
    for each in booked:
        assert closed - asked.closed(other for other in booked if other != each), "no seat is idle"
    first = asked.period.start + timedelta(days=asked.lead.seat)
    offers = {(each.fact, first) for each, _ in asked.courses if each.fact} | set(booked)
    possible = [each for each in sorted(offers) if each[1] + timedelta(days=asked.lead.processing) in asked.period]
    smaller = max(
        (len(asked.closed(some)) for size in range(found.at_least) for some in combinations(possible, size)), default=0
    )
    assert not booked or smaller < len(closed), "a smaller plan closes as many"
    assert found.smallest or len(asked.courses) > 2, "with so few everything is tried"
    for some in (some for size in (1, 2) for some in combinations(possible, size)):
        assert len(asked.closed(some)) <= len(closed), "one or two of the courses close more"


@AT_RANDOM
@given(questions)
def test_on_the_last_day_on_which_acting_helps_it_does_and_what_is_in_time_leaves_no_day_without(
    asked: Question,
) -> None:
    found = asked.found()

    rules = {each.name: each for each in asked.rules}
    booked = [(each.course, each.held_on) for each in found.seats]
    for seat in found.seats:
        assert asked.period.start + timedelta(days=asked.lead.seat) <= seat.held_on <= seat.class_by
        assert seat.class_by + timedelta(days=asked.lead.processing) <= asked.period.last
        assert seat.act_by == seat.class_by - timedelta(days=asked.lead.seat)
        moved = [(each.course, seat.class_by if each is seat else each.held_on) for each in found.seats]
        assert {each.gap.requirement.name for each in seat.closes} <= asked.closed(moved)
        for each in seat.closes:
            rule = rules[each.gap.requirement.name]
            until = each.through or asked.period.last
            good = [asked.period.last + ONE_DAY * ahead for ahead in range((until - asked.period.last).days + 1)]
            assert all(assess(rule, asked.booked(booked), on=day).verdict is Verdict.MET for day in good)
            if each.through:
                assert assess(rule, asked.booked(booked), on=each.through + ONE_DAY).verdict is not Verdict.MET
            if not each.late:
                assert each.gap.last is not None
                ahead = (asked.period.last - each.gap.last).days + 1
                bad = [asked.booked(some) for some in (booked, moved)]
                for day in (each.gap.last + ONE_DAY * more for more in range(ahead)):
                    assert not any(is_bad(rule, one, day) for one in bad)


def is_bad(rule: Requirement, facts: Facts, day: date) -> bool:
    """Is a rule not met on a day, or in doubt?"""
    return assess(rule, facts, on=day).verdict in {Verdict.NOT_MET, Verdict.NEEDS_REVIEW}
