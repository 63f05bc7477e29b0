"""The grant compliance report as a view: was everybody charged to the award qualified for it when charged?

``grant_view`` is pure: what was on file at one position goes in, plain values come out, in an
order that is always the same. The layouts in ``muster.reports`` draw it, and ask for nothing more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from muster.domain.adopting.adoptions import Adoption
from muster.domain.adopting.packs import Pack
from muster.domain.awards import ReportingPeriod
from muster.domain.charging import Bench, Split, asked, dollars, rate_on
from muster.domain.effort import EffortKind, total
from muster.domain.reporting import answers, staffing
from muster.domain.reporting import exposures as exposing
from muster.domain.reporting import mismatches as matching
from muster.domain.reporting.books import Books, Charged, Worker, charged_in, grouped, split
from muster.domain.reporting.exposures import Exposure, Who
from muster.domain.reporting.mismatches import Mismatch, Time
from muster.domain.reporting.parts import (
    PackShown,
    Proof,
    full_time,
    packs_shown,
    sealed,
)
from muster.domain.reporting.shown import AwardShown, LineShown, PartnershipShown, PeriodShown, PersonShown, award_shown


@dataclass(frozen=True, slots=True)
class GrantView:
    """The report, frozen. Where no pay rate is on file for some minute, ``cents`` is unset: not computable."""

    report: str
    agency: str
    award: AwardShown
    period: PeriodShown
    answer: str
    full_time_minutes: int
    minutes: Split
    cents: Split | None
    leave_minutes: int
    partnerships: tuple[PartnershipShown, ...]
    lines: tuple[LineShown, ...]
    people: tuple[PersonShown, ...]
    exceptions: tuple[Exposure, ...]
    conditions: tuple[Exposure, ...]
    mismatches: tuple[Mismatch, ...]
    packs: tuple[PackShown, ...]
    proof: Proof
    content_hash: str = ""


def grant_view(books: Books, period: ReportingPeriod, proof: Proof) -> GrantView:
    """Return what the report says of a period: who was charged, as what, and whether they were qualified.

    Source: charges rest on records that reflect the work done, 2 CFR 200.430(g); awards and their
    use are identified in the accounts, 2 CFR 200.302(b).
    """
    during, award = period.during, books.award
    rules = asked(books.adopted, award=award.fact)
    benches = {each.person: Bench(each.facts, rules) for each in books.workers}
    charged = list(charged_in(books, benches, during))
    whole, minutes = full_time(during), split(charged)
    by_person = grouped(charged, lambda each: each.worker.person)
    workers = sorted(books.workers, key=lambda each: (each.name.casefold(), each.number, str(each.person)))
    workers = [each for each in workers if each.person in by_person]
    found = sorted(
        (
            exposure
            for each in workers
            for exposure in exposing.exposures(
                Who(each.person, each.name, each.number),
                benches[each.person],
                [(one.line, one.effort) for one in by_person[each.person]],
                each.facts.waivers,
            )
        ),
        key=exposing.order,
    )
    return sealed(
        GrantView(
            report="grant-compliance",
            agency=books.agency,
            award=award_shown(award),
            period=PeriodShown(during.start, during.last, period.due_on),
            answer=answers.of_charges(minutes),
            full_time_minutes=whole,
            minutes=minutes,
            cents=dollars((each.charge, rate_on(each.worker.rates, each.effort.on)) for each in charged),
            leave_minutes=total(each.effort for each in charged if each.effort.kind is EffortKind.LEAVE),
            partnerships=staffing.partnerships(books, charged, during, whole),
            lines=staffing.lines(books, charged, whole),
            people=tuple(staffing.person(each, by_person[each.person], books, during) for each in workers),
            exceptions=tuple(each for each in found if each.charged_as in exposing.UNSETTLED),
            conditions=tuple(each for each in found if each.charged_as not in exposing.UNSETTLED),
            mismatches=_mismatches(books, workers, by_person),
            packs=packs_shown(_packs_that_bind(books, workers), books.programs, during=during),
            proof=proof,
        )
    )


def _mismatches(books: Books, workers: Iterable[Worker], charged: Mapping[UUID, list[Charged]]) -> tuple[Mismatch, ...]:
    papers = {each.fact: each for each in books.partnerships if each.fact}
    partners = {which: each.name for which, each in books.partners.items()}
    found = [
        mismatch
        for each in workers
        for mismatch in matching.mismatches(
            Who(each.person, each.name, each.number),
            Time(
                each.efforts,
                tuple((one.line, one.effort) for one in charged[each.person]),
                each.paid,
                each.shares,
                each.facts.employments,
            ),
            papers,
            partners,
        )
    ]
    return tuple(sorted(found, key=matching.order))


def _packs_that_bind(books: Books, workers: Iterable[Worker]) -> list[tuple[Adoption, Pack]]:
    """Return what the award asks, its partnerships, the agency, and the programs of the people charged."""
    programs = {held.program for each in workers for held in each.facts.roles}
    partnerships = {effort.partnership for each in workers for effort in each.efforts}
    return [
        (adoption, pack)
        for adoption, pack in books.adopted
        if (adoption.award or books.award.fact) == books.award.fact
        and (adoption.program is None or adoption.program in programs)
        and (adoption.partnership is None or adoption.partnership in partnerships)
        and adoption.team_kind is None
    ]
