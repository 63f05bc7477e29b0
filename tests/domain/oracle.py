"""The naive judge: how a standing is judged, read again (decisions 3, 7, 29, 30, 34, 36, 38, 39 and 41).

It goes day by day through one small calendar and asks of each day what the page asks. It shares no
function with the engine, with the algebra of days or with the anchors; of the domain it uses only
the words (enumerations) and the plain fields of the facts and the rules. Clear over fast.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final, NamedTuple
from uuid import UUID

from muster.domain.anchors import Anchor, BirthMonth, MonthDay, Parity, Renewal
from muster.domain.approvals import Approval
from muster.domain.credentials import Credential, CredentialKind, Proof, Status, StatusEvent
from muster.domain.extensions import Extended, Extension, Order
from muster.domain.facts import Facts
from muster.domain.findings import Reason, Standing, Verdict
from muster.domain.intervals import Span
from muster.domain.leave import OnLeave
from muster.domain.people import EmploymentKind
from muster.domain.requirements import Confidence, Event, Requirement, Terms, VersionBy
from muster.domain.training import Completion
from tests.domain import card_oracle, cycle_oracle

# The calendar begins before every generated fact and ends after the last consequence of any.
FIRST: Final = date(2022, 12, 1)
LAST: Final = date(2031, 12, 31)
NEVER: Final = date.max
ONE_DAY: Final = timedelta(days=1)


class Answer(NamedTuple):
    """What the page says of one day."""

    standing: Standing
    terms: Terms | None = None
    due_on: date | None = None
    cured_on: date | None = None
    cycle: tuple[date, date] | None = None  # from its first day, to the day it closes
    extended: Extended | None = None


class BeyondError(AssertionError):
    """A fact reaches past the small calendar: the oracle would be wrong, so it says nothing."""


NOT_BOUND: Final = Answer(Standing(Verdict.NOT_APPLICABLE, Reason.NOT_BOUND))

VERDICTS: Final = {
    Reason.HELD: Verdict.MET,
    Reason.REVOKED: Verdict.NOT_MET,
    Reason.SUSPENDED: Verdict.NOT_MET,
    Reason.IN_GRACE: Verdict.MET,
    Reason.LATE: Verdict.NOT_MET,
    Reason.UNPROVEN: Verdict.NEEDS_REVIEW,
    Reason.UNAPPROVED: Verdict.NEEDS_REVIEW,
    Reason.UNREAD: Verdict.NEEDS_REVIEW,
    Reason.EXEMPT: Verdict.MET,
    Reason.INTERIM: Verdict.MET,
    Reason.LAPSED: Verdict.NOT_MET,
    Reason.SHORT: Verdict.NOT_MET,
    Reason.MISSING: Verdict.NOT_MET,
}
GOOD: Final = {Reason.HELD, Reason.IN_GRACE, Reason.EXEMPT, Reason.INTERIM}
NEVER_WAIVED: Final = {*GOOD, Reason.REVOKED, Reason.SUSPENDED}
MENDABLE: Final = {Reason.LAPSED, Reason.MISSING, Reason.SHORT, Reason.LATE}


# --- the calendar ------------------------------------------------------------------------------


def days(first: date, last: date) -> Iterator[date]:
    """Every day from the first to the last, both inside."""
    day = first
    while day <= last:
        yield day
        day += ONE_DAY


CALENDAR: Final = tuple(days(FIRST, LAST))


def clipped(year: int, month: int, number: int) -> date:
    """Return that day of the month, or the month's last when it is shorter."""
    while True:
        try:
            return date(year, month, number)
        except ValueError:
            number -= 1


def later(day: date, span: Span) -> date:
    """Step forward month by month, then day by day."""
    year, month = day.year, day.month
    for _ in range(span.months):
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    day = clipped(year, month, day.day)
    for _ in range(span.days):
        day += ONE_DAY
    return day


def earlier(day: date, span: Span) -> date:
    """Step back month by month, then day by day."""
    year, month = day.year, day.month
    for _ in range(span.months):
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    day = clipped(year, month, day.day)
    for _ in range(span.days):
        day -= ONE_DAY
    return day


def walk(day: date, arrived: Callable[[date], bool]) -> date:
    """Go on day by day until it is there."""
    while not arrived(day):
        day += ONE_DAY
    return day


def is_the(yearly: MonthDay | None, day: date) -> bool:
    """Is this that day of its year?"""
    return yearly is not None and day == clipped(day.year, yearly.month, yearly.day)


def last_good_day(  # noqa: PLR0911 - one per anchor
    earned: date, renewal: Renewal, birth: BirthMonth | None = None, renews: date | None = None
) -> date | None:
    """Count from the day it was earned, or the end of what it renews, to the anchor; None when it cannot be known."""
    day = later(earned if renews is None else renews, renewal.every)
    if renews is None and is_unsettled(earned, renewal):
        return None
    match renewal.anchor:
        case Anchor.COMPLETION:
            return later(earned, renewal.every)
        case Anchor.END_OF_MONTH:
            return walk(later(earned, renewal.every), lambda day: (day + ONE_DAY).month != day.month)
        case Anchor.CALENDAR_YEAR:
            return walk(later(earned, renewal.every), lambda day: (day + ONE_DAY).year != day.year)
        case Anchor.PERIOD_END:
            first = day if renews is None else max(day, renews + ONE_DAY)
            return walk(first, lambda day: is_the(renewal.on, day) or is_the(renewal.also_on, day))
        case Anchor.FIXED_DATE:
            return fixed_date(earned if renews is None else None, renewal, day.year)
        case Anchor.PREVIOUS_EXPIRY:
            window = renewal.window or Span()
            keeps = renews is not None and earlier(renews, window) <= earned <= renews
            return later(renews, renewal.every) if keeps and renews is not None else later(earned, renewal.every)
        case Anchor.BIRTH_MONTH:
            return None if birth is None else last_birthday(renews or earned, renewal, birth)


def is_unsettled(earned: date, renewal: Renewal) -> bool:
    """Was it earned in those days of the year for which the rule contradicts itself?"""
    first, last = renewal.unsettled_from, renewal.unsettled_through
    if first is None or last is None:
        return False
    after = (first.month, first.day) <= (earned.month, earned.day)
    before = (earned.month, earned.day) <= (last.month, last.day)
    in_order = (first.month, first.day) <= (last.month, last.day)
    return (after and before) if in_order else (after or before)


def fixed_date(first_earned: date | None, renewal: Renewal, year: int) -> date:
    """Find the fixed day of that year, or of the next for a first one that was earned late in its own."""
    on, rolls = renewal.on, renewal.rolls_from
    assert on is not None
    if (
        rolls is not None
        and first_earned is not None
        and first_earned >= clipped(first_earned.year, rolls.month, rolls.day)
    ):
        year += 1
    return clipped(year, on.month, on.day)


def last_birthday(earned: date, renewal: Renewal, birth: BirthMonth) -> date:
    """Find the birth-month day that ends it, never the day it is counted from or one before."""
    birthday = MonthDay(birth.month, renewal.day or 31)
    tomorrow = earned + ONE_DAY
    if renewal.parity is Parity.BIRTH_YEAR:
        return walk(tomorrow, lambda day: is_the(birthday, day) and day.year % 2 == birth.year % 2)
    inside = [day for day in days(tomorrow, later(earned, renewal.every)) if is_the(birthday, day)]
    return inside[-1] if inside else walk(tomorrow, lambda day: is_the(birthday, day))


# --- evidence ----------------------------------------------------------------------------------

STRENGTH: Final = {
    Proof.SELF_REPORTED: 0,
    Proof.SOURCE_OUT_OF_REACH: 0,
    Proof.DOCUMENT_SEEN: 1,
    Proof.SOURCE_CHECKED: 2,
}


def proves(proof: Proof, asked: Proof | None) -> bool:
    """Is it confirmed well enough? A suspected mismatch never is."""
    if proof is Proof.SUSPECTED_MISMATCH:
        return False
    return asked is None or STRENGTH[proof] >= STRENGTH[asked]


@dataclass(frozen=True)
class Evidence:
    """One record, read under one set of terms."""

    first: date | None  # the first good day, where it is known
    last: date | None  # the last good day, where it is known; NEVER where there is none
    proven: bool
    completed_on: date | None = None
    minutes: int | None = None
    whole: bool = False  # a credential: no hours are asked of it
    statuses: tuple[StatusEvent, ...] = ()
    not_said: bool = False  # it would be proven, but for an approval of which nobody has said anything
    fact: UUID | None = None
    at_most: bool = False  # of these days it is not known whether it is good

    @property
    def dated(self) -> bool:
        """Are both of its ends known?"""
        return self.first is not None and self.last is not None and not self.at_most

    @property
    def undated(self) -> bool:
        """Is no day of it known?"""
        return self.first is None and self.last in {None, NEVER}

    def is_over(self, day: date) -> bool:
        """Is it a proven card of which the last good day alone is known, and past?"""
        if not self.whole or not self.proven or self.first is not None:
            return False
        return self.last is not None and self.last < day

    def state(self, day: date) -> Status | None:
        """What its issuer has done to it, as of this day."""
        state = None
        strictest_last = [Status.REINSTATED, Status.SUSPENDED, Status.REVOKED]
        for event in sorted(self.statuses, key=lambda event: (event.on, strictest_last.index(event.status))):
            if event.on <= day:
                state = event.status
        return None if state is Status.REINSTATED else state

    def counts(self, day: date) -> bool:
        """Does it count on this day, every record taken at its best?"""
        begun = self.first is None or self.first <= day
        over = self.last is not None and self.last < day
        return begun and not over and (not self.statuses or self.state(day) is None)


def may_count(done: Completion, topics: frozenset[str], terms: Terms, hire: date | None) -> bool:
    """Does prior credit let it in? It is asked only of what was certainly done before the hire."""
    if terms.prior is None or hire is None or done.completed_on is None or done.completed_on >= hire:
        return True
    too_old = terms.prior.lookback is not None and done.completed_on < earlier(hire, terms.prior.lookback)
    taken = [topic for topic in done.topics if topic in topics and topic not in terms.prior.except_topics]
    return bool(taken) and not too_old


def settles(done: Completion, terms: Terms, hire: date | None) -> bool:
    """Is it confirmed well enough, and where prior credit is asked about, known to be since the hire or shown?"""
    if not proves(done.proof, terms.proof):
        return False
    if terms.prior is None:
        return True
    if hire is None:
        return False
    since = done.completed_on is None or done.completed_on >= hire
    if not since and terms.prior.lookback is None:
        return False  # whether it counts is not said
    return since or proves(done.proof, terms.prior.proof)


def one_name(authority: str) -> str:
    """Write an authority as all who differ in capitals and spaces alone are written."""
    return " ".join(authority.lower().split())


def speaking(done: Completion, topics: frozenset[str], terms: Terms) -> list[Approval]:
    """Return the approvals that speak of a completion, for the rule that asks for these topics."""
    asked_and_had = topics & done.topics
    return [
        each
        for each in done.approvals
        if one_name(each.authority) == one_name(terms.approved_by)
        and (not each.topics or any(topic in each.topics for topic in asked_and_had))
    ]


def is_refused(done: Completion, topics: frozenset[str], terms: Terms) -> bool:
    """Did somebody look the course up, and was it not approved on that day?"""
    if not terms.approved_by or done.completed_on is None:
        return False
    said = speaking(done, topics, terms)
    return bool(said) and not any(each.during.start <= done.completed_on < each.during.end for each in said)


def is_not_said(done: Completion, topics: frozenset[str], terms: Terms) -> bool:
    """Has nobody said whether its course was approved?"""
    return bool(terms.approved_by) and done.completed_on is not None and not speaking(done, topics, terms)


def is_own(done: Completion, terms: Terms, facts: Facts) -> bool:
    """Did they approve it themselves, where another has to?"""
    return terms.by_another and done.approved_by is not None and done.approved_by == facts.person


def completions(asked: Asked, terms: Terms, facts: Facts, hire: date | None) -> list[Evidence]:
    """Read the completions of the topics asked for."""
    topics = asked.topics
    relevant = [
        done
        for done in facts.completions
        if done.topics & topics
        and may_count(done, topics, terms, hire)
        and not is_refused(done, topics, terms)
        and not is_own(done, terms, facts)
    ]
    return [
        Evidence(
            first=done.completed_on,
            last=completion_last(done.completed_on, terms, relevant, facts.birth),
            proven=settles(done, terms, hire) and not is_not_said(done, topics, terms),
            completed_on=done.completed_on,
            minutes=done.minutes,
            not_said=settles(done, terms, hire) and is_not_said(done, topics, terms),
            fact=done.fact,
        )
        for done in relevant
    ]


def completion_last(
    completed_on: date | None, terms: Terms, relevant: list[Completion], birth: BirthMonth | None
) -> date | None:
    """Return the last good day; what it renews is the completion on the latest day before its own."""
    if completed_on is None:
        return None
    if terms.renewal is None:
        return NEVER
    before = [done.completed_on for done in relevant if done.completed_on and done.completed_on < completed_on]
    keeps = terms.renewal.anchor is Anchor.PREVIOUS_EXPIRY
    renews = completion_last(max(before), terms, relevant, birth) if before and keeps else None
    return last_good_day(completed_on, terms.renewal, birth, renews)


def credentials(asked: Asked, terms: Terms, facts: Facts) -> list[Evidence]:
    """Read the credentials of the kinds asked for; of the days of which it is not known whether one is good, apart."""
    kinds = {kind.id: kind for kind in asked.kinds}
    found: list[Evidence] = []
    for held in facts.credentials:
        if held.kind not in kinds:
            continue
        least, most = card_oracle.ends(held, kinds[held.kind], facts)
        sure = Evidence(
            first=first_day(held, kinds[held.kind]),
            last=least,
            proven=proves(held.proof, terms.proof),
            whole=True,
            statuses=held.statuses,
            fact=held.fact,
        )
        found.append(sure)
        if least is not None and most is not None and least < most:
            found.append(replace(sure, first=least + ONE_DAY, last=most, at_most=True))
    return found


def told(held: Credential) -> date | None:
    """Return the first good day that the paper tells."""
    return next((day for day in (held.valid_from, held.issued_on, held.earned_on) if day), None)


def that_count(asked: Asked, terms: Terms, facts: Facts, hire: date | None, day: date) -> set[UUID | None]:
    """Return which records count on a day: proven, dated, of a known length where hours are asked (0041)."""
    on_file = [*completions(asked, terms, facts, hire), *credentials(asked, terms, facts)]
    lengths = terms.minutes is not None
    return {
        each.fact
        for each in on_file
        if each.proven and each.dated and each.counts(day) and (each.whole or not lengths or each.minutes is not None)
    }


def first_day(held: Credential, kind: CredentialKind) -> date | None:
    """Return the first good day: what the paper tells, or a printed end less the kind's own length."""
    first = told(held)
    if first or held.valid_through is None or kind.validity is None:
        return first
    by_parity = kind.validity.anchor is Anchor.BIRTH_MONTH and kind.validity.parity is Parity.BIRTH_YEAR
    if kind.validity.anchor not in {Anchor.COMPLETION, Anchor.END_OF_MONTH, Anchor.FIXED_DATE} and not by_parity:
        return None
    return earlier(held.valid_through, kind.validity.every)


# --- the sets of days --------------------------------------------------------------------------


class Asked(NamedTuple):
    """One thing asked for, any of whose topics or kinds will do; alone, or one of several."""

    topics: frozenset[str]
    kinds: tuple[CredentialKind, ...]


def things_asked(requirement: Requirement) -> list[Asked]:
    """Return each thing that is needed: one, or several."""
    if requirement.parts:
        return [Asked(part.topics, part.kinds) for part in requirement.parts]
    return [Asked(requirement.topics, requirement.kinds)]


class Hours(NamedTuple):
    """How many minutes are needed, and how many if every doubtful paper that eases them is believed."""

    needed: int | None
    at_best: int | None


def hours_needed(terms: Terms, facts: Facts, hire: date | None) -> Hours:
    """Ease the hours for whoever held the paper on the day of hire."""
    if terms.eased is None:
        return Hours(terms.minutes, terms.minutes)
    papers = credentials(Asked(frozenset(), (terms.eased.kind,)), terms, facts)
    if hire is None:
        return Hours(terms.minutes, terms.eased.minutes if any_day_counts(papers) else terms.minutes)
    there = [each for each in papers if each.counts(hire)]
    if any(each.proven and each.dated for each in there):
        return Hours(terms.eased.minutes, terms.eased.minutes)
    return Hours(terms.minutes, terms.eased.minutes if there else terms.minutes)


def leave_days(facts: Facts) -> set[date]:
    """Every day on which somebody was on leave."""
    refuse_what_reaches_beyond((each.during.start, each.during.end) for each in facts.leaves)
    return {day for each in facts.leaves for day in days(each.during.start, each.during.end - ONE_DAY)}


def lessened(minutes: int | None, day: date, terms: Terms, away: set[date]) -> int | None:
    """Take from the minutes the share of the day's window that was leave; whole quarters of an hour are asked."""
    if minutes is None or terms.leave is not OnLeave.PRO_RATE or not away:
        return minutes
    assert terms.renewal is not None
    window = list(days(earlier(day, terms.renewal.every) + ONE_DAY, day))
    at_work = [each for each in window if each not in away]
    asked = 15
    while asked * len(window) < minutes * len(at_work):
        asked += 15
    return min(asked, minutes)


def any_day_counts(papers: list[Evidence]) -> bool:
    """Is there a day at all on which one of them counts?"""
    return any(each.counts(day) for each in papers for day in (*CALENDAR, date.min, date.max))


def enough(counting: Iterable[Evidence], minutes: int | None) -> bool:
    """Do these satisfy? A credential does whole; completions by their minutes, where hours are set."""
    counting = list(counting)
    if minutes is None or any(each.whole for each in counting):
        return bool(counting)
    return sum(each.minutes or 0 for each in counting) >= minutes


def enough_at_best(counting: Iterable[Evidence], minutes: int | None) -> bool:
    """Would these satisfy if hours that are not on file were enough?"""
    counting = list(counting)
    return enough(counting, minutes) or any(each.minutes is None for each in counting)


@dataclass
class Sets:
    """What one person's evidence gives on each day of the calendar, of one thing under one set of terms."""

    records: list[Evidence]
    held: set[date] = field(default_factory=set)
    carried: set[date] = field(default_factory=set)
    possible_by_a_known_day: set[date] = field(default_factory=set)
    if_approved: set[date] = field(default_factory=set)
    partly: set[date] = field(default_factory=set)
    revoked: set[date] = field(default_factory=set)
    suspended: set[date] = field(default_factory=set)
    over: set[date] = field(default_factory=set)
    undated: set[date] = field(default_factory=set)
    after_a_lapse: set[date] = field(default_factory=set)
    first_held: date | None = None


def sets_of_days(requirement: Requirement, terms: Terms, facts: Facts, hire: date | None) -> Sets:
    """Go through the calendar once for each thing that is needed, then put them together."""
    each = [sets_of_one(asked, terms, facts, hire) for asked in things_asked(requirement)]
    sets = each[0] if len(each) == 1 else put_together(each)
    sets.first_held = min(sets.held, default=None)
    sets.after_a_lapse = after_a_lapse(sets, terms)
    return sets


def put_together(each: list[Sets]) -> Sets:
    """Every part has to be there; a card taken away is spoken of only where its part is wanting."""

    def all_of(days_of: Callable[[Sets], set[date]]) -> set[date]:
        return set.intersection(*(days_of(part) for part in each))

    return Sets(
        [record for part in each for record in part.records],
        held=all_of(lambda part: part.held),
        carried=all_of(lambda part: part.carried),
        possible_by_a_known_day=all_of(lambda part: part.possible_by_a_known_day),
        if_approved=all_of(lambda part: part.held | part.if_approved),
        partly={day for part in each for day in part.held},
        revoked={day for part in each for day in part.revoked - part.held},
        suspended={day for part in each for day in part.suspended - part.held},
        undated=all_of(lambda part: part.possible_by_a_known_day | part.undated),
    )


def sets_of_one(asked: Asked, terms: Terms, facts: Facts, hire: date | None) -> Sets:
    """Go through the calendar once."""
    hours = hours_needed(terms, facts, hire)
    records = completions(asked, terms, facts, hire) + credentials(asked, terms, facts)
    refuse_what_reaches_beyond((each.first, each.last) for each in records)
    sets = Sets(records)
    away = leave_days(facts)
    for day in CALENDAR:
        needed = lessened(hours.needed, day, terms, away)
        at_best = lessened(hours.at_best, day, terms, away)
        counting = [each for each in records if each.counts(day)]
        states = {each.state(day) for each in records if each.statuses}
        for state, found in ((Status.REVOKED, sets.revoked), (Status.SUSPENDED, sets.suspended)):
            found.update({day} if state in states else ())
        sets.over.update({day} if any(each.is_over(day) for each in records) else ())
        sets.undated.update({day} if any(each.undated for each in records) else ())
        if not counting:
            continue
        if enough_at_best((each for each in counting if not each.undated), at_best):
            sets.possible_by_a_known_day.add(day)
        solid = [each for each in counting if each.proven and each.dated]
        if enough(solid, needed):
            sets.held.add(day)
        if enough([each for each in counting if (each.proven or each.not_said) and each.dated], needed):
            sets.if_approved.add(day)
        if enough((each for each in solid if each.completed_on != day), needed):
            sets.carried.add(day)
        if terms.minutes is not None and any(not each.whole and each.minutes is not None for each in solid):
            sets.partly.add(day)
    return sets


def after_a_lapse(sets: Sets, terms: Terms) -> set[date]:
    """Return the days of grace after each held day whose next day is not carried."""
    if terms.grace is None:
        return set()
    lapses = [day for day in sets.held if day != LAST and day + ONE_DAY not in sets.carried]
    return {day for lapse in lapses for day in days(lapse + ONE_DAY, later(lapse, terms.grace))}


def refuse_what_reaches_beyond(ends: Iterable[tuple[date | None, date | None]]) -> None:
    """Say nothing rather than something wrong."""
    for first, last in ends:
        if (first and first < FIRST) or (last and LAST <= last != NEVER):
            raise BeyondError(first, last)


# --- stints and their terms --------------------------------------------------------------------


@dataclass(frozen=True)
class Stint:
    """A run of days in bound roles under one employment, or under none on file."""

    days: list[date]
    hire: date | None
    assignment: date  # the first day of the run of roles, whatever became of the employment
    employed: EmploymentKind | None = None


def stints(requirement: Requirement, facts: Facts) -> list[Stint]:
    """Cut the calendar where the roles begin or end and where the employment changes."""
    bound = set(requirement.roles)
    roles = [held.validity for held in facts.roles if "*" in bound or held.role in bound]
    employments = [each.validity for each in facts.employments]
    refuse_what_reaches_beyond((each.start, each.end) for each in (*roles, *employments))
    found: list[Stint] = []
    for day in CALENDAR:
        if not any(role.start <= day < role.end for role in roles):
            continue
        job = next((each for each in facts.employments if each.validity.start <= day < each.validity.end), None)
        hire = job.validity.start if job else None
        runs_on = bool(found) and found[-1].days[-1] + ONE_DAY == day
        if runs_on and found[-1].hire == hire:
            found[-1].days.append(day)
        else:
            found.append(Stint([day], hire, found[-1].assignment if runs_on else day, job.kind if job else None))
    return [each for each in found if each.employed is None or binds_those_employed(requirement, each.employed)]


def binds_those_employed(requirement: Requirement, how: EmploymentKind) -> bool:
    """Does it bind people who are employed in this way?"""
    return not requirement.employed or how in requirement.employed


@dataclass
class Stretch:
    """The days of one stint under one set of terms, and what the evidence gives under them."""

    stint: Stint
    terms: Terms
    days: list[date]
    sets: Sets
    deadline: date | None
    hangs_on_the_unknown: bool
    cycle: cycle_oracle.Cycle | None = None


def hangs_on_the_unknown(requirement: Requirement, terms: Terms, stint: Stint, facts: Facts) -> bool:
    """Does the deadline, or the version of the terms, or the evidence, hang on what is not on file?"""
    initial = terms.initial
    asks_when_hired = (
        terms.version_by is VersionBy.HIRE_DATE
        or (initial is not None and initial.event is Event.HIRE)
        or terms.prior is not None
        or terms.eased is not None
    )
    if stint.hire is None and (asks_when_hired or requirement.employed):
        return True
    if initial is None:
        return False
    if initial.at_application and requirement.applied_on is None:
        return True
    return event_day(requirement, terms, stint, facts) is None


def stretches(requirement: Requirement, facts: Facts) -> list[Stretch]:
    """Cut each stint where its terms change; days without terms are left out."""
    if requirement.terms[0].cycle:
        return stretches_in_cycles(requirement, facts)
    found: list[Stretch] = []
    sets: dict[tuple[Terms, date | None], Sets] = {}
    for stint in stints(requirement, facts):
        for day in stint.days:
            terms = terms_of(requirement, stint, day)
            if terms is None:
                continue
            here = found[-1] if found else None
            if here and here.stint is stint and here.terms == terms and here.days[-1] + ONE_DAY == day:
                here.days.append(day)
                continue
            if (terms, stint.hire) not in sets:
                sets[terms, stint.hire] = sets_of_days(requirement, terms, facts, stint.hire)
            doubt = hangs_on_the_unknown(requirement, terms, stint, facts)
            due = deadline(requirement, terms, stint, facts)
            found.append(Stretch(stint, terms, [day], sets[terms, stint.hire], due, doubt))
    return found


def stretches_in_cycles(requirement: Requirement, facts: Facts) -> list[Stretch]:
    """Cut each stint where its terms or its cycle change; days without either are left out."""
    found: list[Stretch] = []
    on_file = cycle_oracle.cards(requirement.terms[0], facts)
    refuse_what_reaches_beyond((each.first, each.last) for each in on_file.cycles)
    sets: dict[tuple[date, int], Sets] = {}
    for stint in stints(requirement, facts):
        for day in stint.days:
            cycle = cycle_oracle.speaks(day, requirement, on_file)
            terms = cycle and terms_in(requirement, cycle, day)
            if not cycle or not terms:
                continue
            here = found[-1] if found else None
            same = here and here.stint is stint and here.terms == terms and here.cycle is cycle
            if here and same and here.days[-1] + ONE_DAY == day:
                here.days.append(day)
                continue
            key = terms.effective, id(cycle)
            if key not in sets:
                each_time = terms.paths or not (requirement.topics or requirement.unread)
                plain = not each_time and cycle is not cycle_oracle.UNKNOWN
                sets[key] = (
                    sets_of_days(requirement, terms, facts, stint.hire)
                    if plain
                    else cycle_oracle.sets_of_days(requirement, terms, facts, cycle)
                )
            unknown = cycle is cycle_oracle.UNKNOWN
            found.append(Stretch(stint, terms, [day], sets[key], None if unknown else cycle.last, unknown, cycle))
    return found


def terms_in(requirement: Requirement, cycle: cycle_oracle.Cycle, day: date) -> Terms | None:
    """Return the terms of a cycle, or of a day in it, by the version the rule goes by."""
    by_expiration = requirement.terms[0].version_by is VersionBy.EXPIRATION_DATE
    asked = cycle.last if by_expiration and cycle is not cycle_oracle.UNKNOWN else day
    return next((terms for terms in requirement.terms if terms.effective <= asked < terms.until), None)


def terms_of(requirement: Requirement, stint: Stint, day: date) -> Terms | None:
    """Return the terms of a day, by the version the rule goes by."""
    by_hire = any(terms.version_by is VersionBy.HIRE_DATE for terms in requirement.terms)
    if not by_hire or stint.hire is None:
        asked = day
    elif not any(terms.initial and terms.initial.at_application for terms in requirement.terms):
        asked = stint.hire
    elif requirement.applied_on is None:
        asked = day
    else:
        asked = max(stint.hire, requirement.applied_on)
    found = next((terms for terms in requirement.terms if terms.effective <= asked < terms.until), None)
    return found if found and found.effective <= day else None


def event_day(requirement: Requirement, terms: Terms, stint: Stint, facts: Facts) -> date | None:
    """Return the day that starts the clock; None when it is not on file."""
    if terms.initial is None:
        return None
    if terms.initial.event is Event.FIRST_SERVICE:
        paper = terms.initial.shown_by
        shown = [
            each for each in facts.credentials if paper and each.kind == paper.id and proves(each.proof, terms.proof)
        ]
        firsts = [first for each in shown if (first := each.valid_from or each.issued_on or each.earned_on)]
        return min((day for day in firsts if stint.hire is None or stint.hire <= day), default=None)
    return {
        Event.HIRE: stint.hire,
        Event.ASSIGNMENT: stint.assignment,
        Event.APPLICATION: requirement.applied_on,
    }[terms.initial.event]


def deadline(requirement: Requirement, terms: Terms, stint: Stint, facts: Facts) -> date | None:
    """Return the initial deadline; None when there is none, or when its event is unknown."""
    event, applied = event_day(requirement, terms, stint, facts), requirement.applied_on
    if terms.initial is None or event is None:
        return None
    if terms.initial.at_application:
        if applied is None:
            return None
        if event < applied:
            return applied
    if terms.initial.within is None:
        return event - ONE_DAY
    plain = later(event, terms.initial.within)
    return paused(event, plain, leave_days(facts)) if terms.leave is OnLeave.PAUSE else plain


def paused(event: date, plain: date, away: set[date]) -> date:
    """Go on from the plain deadline to the first day that is as many days later as there was leave until it."""
    return walk(plain, lambda day: (day - plain).days == sum(event < each <= day for each in away))


# --- the order of reasons ----------------------------------------------------------------------


def in_grace(day: date, here: Stretch) -> bool:
    """Is it not yet due, or not long past its lapse?"""
    return (here.deadline is not None and day <= here.deadline) or day in here.sets.after_a_lapse


def is_late(day: date, here: Stretch) -> bool:
    """Was it done on this very day, with something due before it and no grace?"""
    if day not in here.sets.held or day in here.sets.carried or in_grace(day, here):
        return False
    overdue = here.deadline is not None and here.deadline < day
    return overdue or any(other in here.sets.held for other in here.stint.days if other < day)


def reason(day: date, here: Stretch, requirement: Requirement) -> Reason:
    """Return the first reason that applies, then put the first cap on it."""
    exemption = here.terms.exemption
    if exemption and exemption.circumstance in requirement.circumstances:
        return Reason.EXEMPT
    found = first_reason(day, here, requirement)
    if here.hangs_on_the_unknown and found not in {Reason.HELD, Reason.REVOKED, Reason.SUSPENDED}:
        return Reason.UNPROVEN
    return found


def first_reason(day: date, here: Stretch, requirement: Requirement) -> Reason:  # noqa: C901, PLR0911 - one per row of the table
    """Go down the table of the page."""
    sets, late = here.sets, is_late(day, here)
    if day in sets.held and not late:
        return Reason.HELD
    if day in sets.revoked:
        return Reason.REVOKED
    if day in sets.suspended:
        return Reason.SUSPENDED
    if here.terms.interim and here.deadline is not None and day <= here.deadline:
        return Reason.INTERIM
    if in_grace(day, here):
        return Reason.IN_GRACE
    if late:
        return Reason.LATE
    if day in sets.possible_by_a_known_day:
        return Reason.UNAPPROVED if day in sets.if_approved else Reason.UNPROVEN
    if requirement.unread:
        return Reason.UNPROVEN if day in sets.undated or here.hangs_on_the_unknown else Reason.UNREAD
    if sets.first_held is not None and sets.first_held < day:
        return Reason.LAPSED
    if day in sets.over:
        return Reason.LAPSED
    if day in sets.partly:
        return Reason.SHORT
    if day in sets.undated or here.hangs_on_the_unknown:
        return Reason.UNPROVEN
    return Reason.MISSING


def waived(requirement: Requirement, facts: Facts, day: date) -> Verdict | None:
    """Return what a waiver makes of a day that is neither held nor in grace; None when none speaks of it."""
    speaking = [each for each in facts.waivers if each.requirement == f"{requirement.pack}/{requirement.id}"]
    speaking = [each for each in speaking if each.during.start <= day < each.during.end]
    if not speaking:
        return None
    return Verdict.MET if any(each.granted_on <= day for each in speaking) else Verdict.NEEDS_REVIEW


def standing(terms: Terms, why: Reason) -> Standing:
    """Put the second cap on it: what is remembered or ambiguous is never a hard verdict."""
    unsure = terms.confidence in {Confidence.MEMORY, Confidence.AMBIGUOUS}
    return Standing(Verdict.NEEDS_REVIEW if unsure else VERDICTS[why], why)


# --- what is said beside it --------------------------------------------------------------------


@dataclass
class Run:
    """A longest run of good days, or of bad ones, inside a stretch."""

    good: bool
    days: list[date]


def runs_of(stretch: list[date], reasons: dict[date, Reason]) -> list[Run]:
    """Cut a stretch where good turns to bad or bad to good."""
    runs: list[Run] = []
    for day in stretch:
        good = reasons[day] in GOOD
        if runs and runs[-1].good == good:
            runs[-1].days.append(day)
        else:
            runs.append(Run(good, [day]))
    return runs


def due(run: Run, before: Run | None, after: Run | None, initially: date | None) -> date | None:
    """Return the day by which it had, or has, to be done."""
    if run.good:
        return run.days[-1] if after else None
    return before.days[-1] if before else initially


def cured(run: Run, after: Run | None, reasons: dict[date, Reason]) -> date | None:
    """Return the day a later record mended a bad run."""
    if run.good or after is None:
        return None
    return run.days[-1] if reasons[run.days[-1]] is Reason.LATE else after.days[0]


# --- extensions --------------------------------------------------------------------------------


def days_moved(each: Extension | Order, requirement: Requirement, terms: Terms, facts: Facts) -> set[date]:
    """Return the due days that an extension or an order moves for this person, under these terms."""
    name = f"{requirement.pack}/{requirement.id}"
    if isinstance(each, Extension):
        return {each.moves} if each.requirement == name else set()
    if each.program is not None and each.program != facts.seen_from:
        return set()
    window = set(days(each.window.start, each.window.end - ONE_DAY))
    if each.requirement:
        return window if each.requirement == name else set()
    accepted = [*requirement.kinds, *(terms.cycle.of if terms.cycle else ())]
    kind = next((kind for kind in accepted if kind.id == each.kind), None)
    lasts = {card_oracle.ends(held, kind, facts).settled for held in facts.credentials if kind and held.kind == kind.id}
    found = {last for last in lasts if last is not None and last in window}
    return found | {later(last, terms.grace) for last in found if terms.grace}


def chosen(speaking: list[Extended], day: date) -> Extended | None:
    """Of those granted by then, or else of all, the one that runs longest, and then the one granted first."""
    granted = [each for each in speaking if each.granted_on <= day] or speaking
    longest = [each for each in granted if all(other.through <= each.through for other in granted)]
    return min(longest, key=lambda each: (each.granted_on, each.order, each.authority), default=None)


def extend_every_day(requirement: Requirement, facts: Facts, plainly: dict[date, Plainly]) -> dict[date, Extended]:
    """Say of each day which extension stands beside it: one that speaks of it, or moves the end of a good day."""
    found: dict[date, Extended] = {}
    there: list[Extension | Order] = [*facts.extensions, *facts.orders]
    moved_by: dict[tuple[int, Terms], set[date]] = {}  # once for each set of terms, since it is asked every day
    running: set[int] = set()
    for day in CALENDAR:
        if day not in plainly:
            running = set()
            continue
        why, terms, due_on = plainly[day]
        speaking: list[Extended] = []
        for place, each in enumerate(there):
            says = Extended(
                each.through, each.granted_on, each.authority, each.number if isinstance(each, Order) else ""
            )
            if (place, terms) not in moved_by:
                moved_by[place, terms] = days_moved(each, requirement, terms, facts)
            moved = due_on in moved_by[place, terms]
            if why in GOOD:
                running.discard(place)
                if moved and due_on and due_on < says.through and says.granted_on <= day:
                    speaking.append(says)
                continue
            if moved and due_on and due_on < day:
                running.add(place)
            if place in running and day <= says.through:
                speaking.append(says)
        best = chosen(speaking, day)
        if best and why not in {Reason.REVOKED, Reason.SUSPENDED}:
            found[day] = best
    return found


# --- the judge ---------------------------------------------------------------------------------


class Plainly(NamedTuple):
    """What a bound day is before anything is eased: why, under which terms, due when."""

    why: Reason
    terms: Terms
    due_on: date | None


def judge_every_day(requirement: Requirement, facts: Facts) -> dict[date, Answer]:
    """Judge each day of the calendar."""
    answers = dict.fromkeys(CALENDAR, NOT_BOUND)
    plainly: dict[date, Plainly] = {}
    for here in stretches(requirement, facts):
        reasons = {day: reason(day, here, requirement) for day in here.days}
        runs = runs_of(here.days, reasons)
        for before, run, after in zip([None, *runs], runs, [*runs[1:], None], strict=False):
            due_on = due(run, before, after, here.deadline)
            cured_on = cured(run, after, reasons)
            cycle = (here.cycle.first, here.cycle.closes) if here.cycle else None
            for day in run.days:
                by_the_end = here.cycle is not None and cycle_oracle.asks_each_time(requirement, here.terms)
                in_time = run.good and after is None and by_the_end and reasons[day] is Reason.IN_GRACE
                mended = cured_on if reasons[day] in MENDABLE else None
                due_day = here.deadline if in_time else due_on
                plainly[day] = Plainly(reasons[day], here.terms, due_day)
                answers[day] = Answer(standing(here.terms, reasons[day]), here.terms, due_day, mended, cycle)
    beside = extend_every_day(requirement, facts, plainly)
    for day, plain in plainly.items():
        answers[day] = eased(requirement, facts, day, plain, answers[day], beside.get(day))
    return answers


def eased(
    requirement: Requirement, facts: Facts, day: date, plain: Plainly, answer: Answer, by: Extended | None
) -> Answer:
    """Go down the table of waivers and extensions."""
    said = answer._replace(extended=by)
    if plain.why in NEVER_WAIVED:
        return said
    excuse = waived(requirement, facts, day)
    extends = by and (Verdict.MET if by.granted_on <= day else Verdict.NEEDS_REVIEW)
    rows = [
        (excuse is Verdict.MET, Verdict.MET, Reason.WAIVED),
        (extends is Verdict.MET, Verdict.MET, Reason.EXTENDED),
        (excuse is not None, Verdict.NEEDS_REVIEW, Reason.WAIVED),
        (extends is not None, Verdict.NEEDS_REVIEW, Reason.EXTENDED),
    ]
    for applies, verdict, why in rows:
        if applies:
            unsure = plain.terms.confidence in {Confidence.MEMORY, Confidence.AMBIGUOUS}
            return said._replace(standing=Standing(Verdict.NEEDS_REVIEW if unsure else verdict, why), cured_on=None)
    return said


_last_judged: dict[tuple[Requirement, Facts], dict[date, Answer]] = {}


def judge(requirement: Requirement, facts: Facts, day: date) -> Answer:
    """Judge one day; the last person judged is remembered."""
    if (requirement, facts) not in _last_judged:
        _last_judged.clear()
        _last_judged[requirement, facts] = judge_every_day(requirement, facts)
    return _last_judged[requirement, facts][day]
