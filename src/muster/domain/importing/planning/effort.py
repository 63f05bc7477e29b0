"""What a payroll plans: every person's day is taken whole, or not at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from muster.domain.effort import LONGEST_DAY, Effort, PaidDay, excess, total
from muster.domain.errors import Invalid
from muster.domain.importing.claims import EffortClaim, Named
from muster.domain.importing.planning.draft import Draft
from muster.domain.importing.planning.matching import Doubt, label
from muster.domain.importing.planning.money import Money
from muster.domain.importing.planning.plan import Kind, PlanLine, Step, Write
from muster.domain.records import OnRecord


@dataclass(slots=True)
class Day:
    """One person's day in the files. ``broken``: a row of it cannot be taken, so that none is."""

    rows: list[tuple[EffortClaim, Effort]] = field(default_factory=list)
    broken: EffortClaim | None = None


def plan_effort(draft: Draft, money: Money, claims: Iterable[EffortClaim]) -> None:
    """Plan every row of the payrolls."""
    days: defaultdict[tuple[UUID, date], Day] = defaultdict(Day)
    for claim in claims:
        what = f"{label(claim.who)}, {claim.on}"
        person = draft.who(claim.at, Kind.EFFORT, claim.who, what)
        if person is None:
            continue
        day = days[person, claim.on]
        done = _effort(draft, money, claim, what)
        if done is None:
            day.broken = day.broken or claim
        else:
            day.rows.append((claim, done))
    there: defaultdict[tuple[UUID | None, date], list[OnRecord[Effort]]] = defaultdict(list)
    for each in draft.on.efforts:
        there[each.person, each.value.on].append(each)
    for (person, on), day in days.items():
        if day.broken is None:
            day.broken = _above(draft, person, on, day)
        if day.broken is not None:
            _hold_back(draft, person, on, day, day.broken)
        else:
            _day(draft, person, on, day, there.get((person, on), []))


def _effort(  # noqa: PLR0911 - one for each thing that a row may have wrong
    draft: Draft, money: Money, claim: EffortClaim, what: str
) -> Effort | None:
    """Return what one row says; write a line when it cannot be taken."""
    words = draft.words
    if claim.on > draft.today:
        draft.reject(
            claim.at,
            Kind.EFFORT,
            what,
            found=str(claim.on),
            expected=words("a day up to {today}", today=draft.today),
            fix=words("correct the date; time is recorded once it has been worked"),
        )
        return None
    award = line = paper = None
    if claim.award or claim.line:
        award = money.award_named(claim.at, Kind.EFFORT, what, claim.award)
        line = money.line_named(claim.at, Kind.EFFORT, what, award, claim.award, claim.line)
        if award is None or line is None:
            return None
        if claim.on not in award.value.performance:
            days = award.value.performance
            draft.reject(
                claim.at,
                Kind.EFFORT,
                what,
                found=words("{day}, charged to {number}", day=claim.on, number=award.value.number),
                expected=words("a day of the award, {first} to {last}", first=days.start, last=days.last),
                fix=words("charge the time elsewhere, or correct the date"),
            )
            return None
    if claim.partner:
        paper = money.paper_with(claim.at, Kind.EFFORT, what, claim.partner, award.fact if award else None, claim.on)
        if paper is None:
            return None
    approver = draft.who(claim.at, Kind.EFFORT, _named(claim.approved_by), what) if claim.approved_by else None
    if claim.approved_by and approver is None:
        return None
    try:
        return Effort(
            claim.on, claim.minutes, claim.kind, line.fact if line else None, paper.fact if paper else None, approver
        )
    except Invalid as why:
        fix = words("correct the hours")
        draft.reject(claim.at, Kind.EFFORT, what, found=str(claim.minutes), expected=why.message, fix=fix)
        return None


def _named(words: str) -> Named:
    """Return somebody named in one cell: a number has a digit in it, an address an at sign."""
    if "@" in words:
        return Named(email=words)
    return Named(number=words) if any(each.isdigit() for each in words) else Named(name=words)


def _above(draft: Draft, person: UUID, on: date, day: Day) -> EffortClaim | None:
    """Return the row that takes a day above what was paid for it, and write its line."""
    words = draft.words
    paid = {claim.paid_minutes for claim, _ in day.rows if claim.paid_minutes is not None}
    efforts = [done for _, done in day.rows]
    claim = day.rows[-1][0]
    what = f"{draft.name(person)}, {on}"
    fix = words("correct the hours of the row, or the paid hours of the day")
    if len(paid) > 1:
        listed = ", ".join(words.hours(each) for each in sorted(paid))
        expected = words("one figure for what the day paid")
        draft.reject(claim.at, Kind.EFFORT, what, found=listed, expected=expected, fix=fix)
        return claim
    whole = next(iter(paid), LONGEST_DAY)
    if not 0 < whole <= LONGEST_DAY:
        draft.reject(
            claim.at, Kind.EFFORT, what, found=words.hours(whole), expected=words("the paid hours of a day"), fix=fix
        )
        return claim
    if not excess(efforts, PaidDay(on, whole)):
        return None
    draft.reject(
        claim.at,
        Kind.EFFORT,
        what,
        found=words("{hours} on one day", hours=words.hours(total(efforts))),
        expected=words("at most the {hours} that the day paid", hours=words.hours(whole))
        if paid
        else words("at most {hours} in a day", hours=words.hours(LONGEST_DAY)),
        fix=fix,
    )
    return claim


def _hold_back(draft: Draft, person: UUID, on: date, day: Day, broken: EffortClaim) -> None:
    """Write the lines of the rows that wait for another row of the same day."""
    words = draft.words
    why = Doubt(
        Step.CONFLICT,
        words("a day of which a row cannot be taken"),
        words("every row of that person's day in order"),
        words("mend the row of that day that cannot be taken, and bring in the whole day"),
    )
    for claim, _ in day.rows:
        if claim is not broken:
            draft.doubt(claim.at, Kind.EFFORT, f"{draft.name(person)}, {on}", why)


def _multiset(done: Effort) -> tuple[object, ...]:
    return (done.minutes, done.kind, done.line, done.partnership)


def _day(draft: Draft, person: UUID, on: date, day: Day, there: list[OnRecord[Effort]]) -> None:
    """Plan a day that is in order: as on record, or said otherwise as a whole."""
    left: defaultdict[tuple[object, ...], list[OnRecord[Effort]]] = defaultdict(list)
    for each in there:
        left[_multiset(each.value)].append(each)
    new: list[tuple[EffortClaim, Effort]] = []
    what = f"{draft.name(person)}, {on}"
    for claim, done in day.rows:
        same = left.get(_multiset(done))
        if same:
            same.pop()
            draft.lines.append(PlanLine(claim.at, Step.UNCHANGED, Kind.EFFORT, what))
        else:
            new.append((claim, done))
    gone = [each for same in left.values() for each in same]
    for claim, done in new:
        if gone:
            old = gone.pop()
            changes = {"minutes": (old.value.minutes, done.minutes), "line": (old.value.line, done.line)}
            changed = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
            draft.lines.append(PlanLine(claim.at, Step.UPDATE, Kind.EFFORT, what, changed))
            draft.besides.append(Write(Kind.EFFORT, old.fact, done, person, old.version))
        else:
            draft.lines.append(PlanLine(claim.at, Step.CREATE, Kind.EFFORT, what))
            draft.besides.append(Write(Kind.EFFORT, draft.ids(), done, person))
    first = day.rows[0][0]
    for old in gone:
        changes = {"minutes": (old.value.minutes, 0)}
        draft.lines.append(PlanLine(first.at, Step.UPDATE, Kind.EFFORT, what, changes))
        draft.besides.append(Write(Kind.EFFORT, old.fact, None, person, old.version))
    paid = next((claim.paid_minutes for claim, _ in day.rows if claim.paid_minutes is not None), None)
    whole = PaidDay(on, total(done for _, done in day.rows) if paid is None else paid)
    draft.put(draft.paid_days, (person, on), whole, at=first.at, what=what, person=person)
