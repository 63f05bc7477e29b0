"""Draw a report: everything it reads, at one position of the ledger; then plain values, drawn as anybody likes."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import date
from importlib.metadata import version
from uuid import UUID

from muster.domain.access import Permission, Principal, Scope
from muster.domain.awards import Award, ReportingPeriod
from muster.domain.errors import Conflict, Fault, Invalid, NotFound
from muster.domain.intervals import Interval
from muster.domain.moments import Moment
from muster.domain.owing.figures import Figures
from muster.domain.owing.indirect import base
from muster.domain.owing.papers import PaperKind, papers
from muster.domain.people import Register
from muster.domain.records import OnRecord, by_person
from muster.domain.reporting.books import Books, Worker
from muster.domain.reporting.figures_report import FiguresView, Sheet, figures_view
from muster.domain.reporting.grant_report import GrantView, grant_view
from muster.domain.reporting.parts import Proof, TreeShown
from muster.domain.reporting.state_report import Member, Roll, StateView, state_view
from muster.domain.reporting.training_report import Classroom, Taken, TrainingView, last_quarter, training_view
from muster.persistence import (
    awards,
    effort,
    head_counts,
    owing,
    partnerships,
    pay,
    people,
    positions,
    roster,
    training,
    workforces,
)
from muster.persistence import programs as program_store
from muster.persistence.database import scoped
from muster.reports import catalogue
from muster.reports.catalogue import Report
from muster.services import packs
from muster.services.checkpoints import SignedCheckpoint, checkpoint_at
from muster.services.facts import facts_of
from muster.services.judged import judged
from muster.services.programs import agency_of
from muster.signing import KeyFile


def reports(*, by: Principal) -> tuple[Report, ...]:
    """Return every report there is, by name."""
    by.require(Permission.REPORT_DRAW)
    return catalogue.reports()


async def grant_compliance(
    award: str, period: Interval | None, *, known: int, by: Principal, now: Moment, keys: KeyFile
) -> GrantView:
    """Return the grant compliance report of an award, by its number or its id.

    ``period`` unset: the last one that a report was due for and that ended before today. Dollars
    are totals by class alone: what a single hour of somebody costs is not told.

    Raises:
        NotFound: there is no such award here.
        Conflict: the period reaches outside the award's period of performance.
        Invalid: no period is named, and none can be found.
    """
    scope = by.require(Permission.REPORT_DRAW, whole=True)
    tree = await _tree(scope, known, now, keys)
    async with scoped(scope):
        found = _the_award(award, await awards.awards(scope, known=known))
        asked = _reporting_period(found.value, period, now.today)
        proof = await _proof(scope, asked.during, tree)
        books = await _books(scope, found, asked.during, known=proof.known_at, by=by)
    return await asyncio.to_thread(grant_view, books, asked, proof)


async def sf_425(
    award: str, through: date | None, *, known: int, by: Principal, now: Moment, keys: KeyFile
) -> FiguresView:
    """Return the worksheet of an award's financial report, by the award's number or its id.

    ``through`` unset: the latest report whose figures are on record.

    Raises:
        NotFound: there is no such award here, or no figures of such a report are on record.
    """
    scope = by.require(Permission.REPORT_DRAW, whole=True)
    tree = await _tree(scope, known, now, keys)
    async with scoped(scope):
        found = _the_award(award, await awards.awards(scope, known=known))
        reported = [each.value for each in await owing.figures_of(scope, found.fact, known=known)]
        said = next((each for each in reversed(reported) if through in {None, each.through}), None)
        if said is None:
            of = f" of a report through {through}" if through else ""
            raise NotFound(f"no figures{of} are on record for award {found.value.number}")
        proof = await _proof(scope, Interval.through(said.through, said.through), tree)
        sheet = await _sheet(scope, found, said, known=proof.known_at, by=by)
    return figures_view(sheet, proof)


async def state_compliance(
    period: Interval | None,
    *,
    program: UUID | None = None,
    known: int,
    by: Principal,
    now: Moment,
    keys: KeyFile,
) -> StateView:
    """Return the state compliance report of a program, or of all of them.

    ``period`` unset: the last quarter of the calendar that ended before today.

    Raises:
        NotFound: there is no such program here.
        Invalid: the period is not over.
    """
    scope = by.require(Permission.REPORT_DRAW, program=program, whole=program is None)
    during = period or last_quarter(now.today)
    _over(during, now)
    tree = await _tree(scope, known, now, keys)
    async with scoped(scope):
        proof = await _proof(scope, during, tree)
        roll = await _roll(scope, program, during, known=proof.known_at, by=by)
    return await asyncio.to_thread(state_view, roll, during, proof)


async def training_summary(
    award: str, period: Interval | None, *, known: int, by: Principal, now: Moment, keys: KeyFile
) -> TrainingView:
    """Return how many people of which workforce completed training that an award paid for, by its number or its id.

    ``period`` unset: the last quarter of the calendar that ended before today. Nobody is named.

    Raises:
        NotFound: there is no such award here.
        Conflict: no day of the period is in the award's period of performance.
        Invalid: the period is not over.
    """
    scope = by.require(Permission.REPORT_DRAW, whole=True)
    during = period or last_quarter(now.today)
    _over(during, now)
    tree = await _tree(scope, known, now, keys)
    async with scoped(scope):
        found = _the_award(award, await awards.awards(scope, known=known))
        if not during & found.value.performance:
            raise _outside(found.value, during)
        proof = await _proof(scope, during, tree)
        room = await _classroom(scope, found, during, known=proof.known_at, by=by)
    return await asyncio.to_thread(training_view, room, during, proof)


async def _books(scope: Scope, found: OnRecord[Award], during: Interval, *, known: int, by: Principal) -> Books:
    """Read what the grant report speaks of: nobody's records but those of the people charged."""
    lines = tuple(each.value for each in await awards.lines(scope, known=known) if each.value.award == found.fact)
    own = {each.fact for each in lines}
    worked = await effort.effort(scope, during=during, known=known)
    who = sorted({each.person for each in worked if each.person and each.value.line in own})
    efforts = by_person(worked)
    paid = by_person(await effort.paid_days(scope, during=during, known=known, who=who))
    shares = by_person(await effort.allocations(scope, who, known=known))
    rates = by_person(await pay.pay_rates(scope, who, known=known))
    facts = await facts_of(scope, who, known=known)
    names, numbers = await _called(scope, who, known=known)
    return Books(
        (await agency_of(by)).name,
        found.value,
        lines,
        {each.fact: each.value for each in await partnerships.partners(scope, known=known)},
        tuple(each.value for each in await partnerships.partnerships(scope, known=known)),
        tuple(
            Worker(
                one,
                names.get(one, ""),
                numbers.get(one, ""),
                facts[one],
                efforts[one],
                paid.get(one, ()),
                shares.get(one, ()),
                rates.get(one, ()),
            )
            for one in who
        ),
        tuple((each.value, pack) for each, pack in await packs.adopted_packs(by=by, known=known)),
        {each.fact: each.value.name for each in await program_store.programs(scope, known=known)},
    )


async def _sheet(scope: Scope, found: OnRecord[Award], said: Figures, *, known: int, by: Principal) -> Sheet:
    """Read what the worksheet speaks of: by the texts that bind the award on the report's last day."""
    award, day = found.value, said.through
    there = [(each, pack) for each, pack in await packs.adopted_packs(by=by, known=known) if pack.of_awards]
    texts = packs.of_award(there, found.fact, on=day)
    owed = papers(award, [rule for pack in texts for rule in pack.papers])
    spent = [each.value for each in await owing.costs(scope, found.fact, known=known)]
    first = min([award.performance.start, *(each.during.start for each in spent)])
    rules = [(rule, terms) for pack in texts for rule in pack.indirect if (terms := rule.of(award)) is not None]
    return Sheet(
        (await agency_of(by)).name,
        award,
        said,
        next(
            (each.due.on for each in owed if each.kind is PaperKind.FINANCIAL_REPORT and each.during.last == day), None
        ),
        tuple((rule, base(terms, spent, Interval.through(first, day))) for rule, terms in rules),
        tuple((each.value, pack) for each, pack in there if pack in texts),
    )


async def _roll(scope: Scope, program: UUID | None, during: Interval, *, known: int, by: Principal) -> Roll:
    """Read what the state report speaks of: everybody who held a role in one of the programs."""
    programs = {
        each.fact: each.value.name
        for each in await program_store.programs(scope, known=known)
        if program in {None, each.fact}
    }
    if program is not None and not programs:
        raise NotFound("there is no such program here")
    who = await people.working(scope, during, known=known, program=program)
    everybody = await judged(scope, who, known=known, by=by)
    names, numbers = await _called(scope, who, known=known)
    efforts = by_person(await effort.effort(scope, during=during, known=known, who=who))
    return Roll(
        (await agency_of(by)).name,
        programs,
        tuple(
            Member(one, names.get(one, ""), numbers.get(one, ""), everybody.get(one, ()), efforts.get(one, ()))
            for one in who
        ),
        tuple((each.value, pack) for each, pack in await packs.adopted_packs(by=by, known=known)),
        {each.fact: each.value for each in await partnerships.partners(scope, known=known)},
        tuple(each.value for each in await partnerships.partnerships(scope, known=known)),
        {each.fact: each.value for each in await awards.awards(scope, known=known)},
        {each.fact: each.value for each in await awards.lines(scope, known=known)},
    )


async def _classroom(scope: Scope, found: OnRecord[Award], during: Interval, *, known: int, by: Principal) -> Classroom:
    """Read what the training summary speaks of: what was completed, by whom in which roles, and heads counted."""
    done = await training.completions_in(scope, during, known=known)
    heads = await head_counts.head_counts(scope, during, known=known)
    taken = (
        *(
            Taken(each.value.course, each.value.completed_on, each.value.minutes, each.value.paid_by, each.person)
            for each in done
            if each.value.course
        ),
        *(
            Taken(said.course, said.held_on, said.minutes, said.paid_by, None, said.people, said.workforce)
            for said in (each.value for each in heads)
        ),
    )
    who = sorted({each.person for each in done if each.person})
    return Classroom(
        (await agency_of(by)).name,
        found.value,
        taken,
        by_person(await people.roles(scope, who, known=known)),
        tuple(each.value for each in await workforces.workforces(scope, known=known)),
        await training.courses_named(scope, {each.course for each in taken}, known=known),
        {each.fact: each.value for each in await awards.awards(scope, known=known)},
    )


async def _called(scope: Scope, who: list[UUID], *, known: int) -> tuple[dict[UUID, str], dict[UUID, str]]:
    """Return people's names, and the numbers that HR knows them by."""
    numbers = {
        each.person: each.value.value
        for each in await people.identifiers(scope, who, known=known)
        if each.person and each.value.register is Register.HR
    }
    return dict(await roster.names(scope, known=known)), numbers


async def _tree(scope: Scope, known: int, now: Moment, keys: KeyFile) -> SignedCheckpoint:
    """Return the ledger's tree as far as the position that is asked at; signed, and the same whoever asks again."""
    position = min(known, (await positions.head(scope)).position)
    return await checkpoint_at(scope, position, at=now.at, keys=keys)


async def _proof(scope: Scope, during: Interval, tree: SignedCheckpoint) -> Proof:
    """Return what the report is asked at: the position, when that was taken, and by which muster."""
    said = tree.checkpoint
    shown = TreeShown(said.size, said.root.hex(), tree.key)
    taken_at = await positions.taken_at(scope, said.position)
    return Proof(during.last, said.position, taken_at, shown, version("muster"))


def _the_award(asked: str, there: Iterable[OnRecord[Award]]) -> OnRecord[Award]:
    wanted = asked.strip().casefold()
    for each in there:
        if wanted in {each.value.number.strip().casefold(), str(each.fact)}:
            return each
    raise NotFound("there is no such award here")


def _reporting_period(award: Award, period: Interval | None, today: date) -> ReportingPeriod:
    """Return the days that are reported on, with the day the report is due where they are a period of the award."""
    if period is None:
        over = [each for each in award.reporting_periods() if each.during.last < today]
        if not over:
            raise _no_period(award)
        return over[-1]
    if period & award.performance != period:
        raise _outside(award, period)
    own = {each.during: each for each in award.reporting_periods()}
    return own.get(period, ReportingPeriod(period, None))


def _over(period: Interval, now: Moment) -> None:
    """Refuse a period that is not over: what has not happened cannot be reported."""
    if period.last > now.today:
        raise Invalid(
            f"the period ends on {period.last}, after today ({now.today}); what has not happened cannot be reported",
            code="in-the-future",
            faults=[
                Fault("/last", str(period.last), f"a day up to {now.today}", "end it today, or wait until it is over")
            ],
        )


def _outside(award: Award, period: Interval) -> Conflict:
    first, last = award.performance.start, award.performance.last
    early = period.start < first
    return Conflict(
        f"award {award.number} runs from {first} to {last}, its period of performance; "
        f"{period.start} to {period.last} reaches outside it",
        code="outside-the-award",
        faults=[
            Fault(
                "/first" if early else "/last",
                str(period.start if early else period.last),
                f"a day from {first} to {last}",
                "ask for days inside the award, or correct the award first",
            )
        ],
    )


def _no_period(award: Award) -> Invalid:
    why = "no period of its schedule is over yet" if award.report_months else "no reporting schedule is on file for it"
    return Invalid(
        f"say which days to report on award {award.number}: {why}",
        code="no-reporting-period",
        faults=[
            Fault(
                "/first",
                "nothing",
                f"days from {award.performance.start} to {award.performance.last}",
                "name the first and the last day, or record the award's reporting schedule",
            )
        ],
    )
