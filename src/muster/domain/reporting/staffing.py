"""Who was charged: by personnel line, by partnership and by person."""

from __future__ import annotations

from dataclasses import replace

from muster.domain.awards import PersonnelLine
from muster.domain.charging import Charge, ChargeClass, tally
from muster.domain.effort import total
from muster.domain.intervals import Interval
from muster.domain.reporting.books import Books, Charged, Worker, grouped, split
from muster.domain.reporting.parts import fte_hundredths, last_day, percent_hundredths, rounded
from muster.domain.reporting.shown import LineShown, PartnershipShown, PersonShown, RoleShown, ShareShown


def lines(books: Books, charged: list[Charged], whole: int) -> tuple[LineShown, ...]:
    """Return every line of the award, by code, with what was charged to it; ``whole``: one full-time person."""
    by_line = grouped(charged, lambda each: each.line.fact)
    shown = []
    for line in sorted(books.lines, key=lambda each: (each.code.casefold(), str(each.fact))):
        here = by_line.get(line.fact, [])
        minutes = split(here)
        shown.append(
            LineShown(
                line.code,
                line.position,
                line.role,
                line.fte_hundredths,
                line.annual_cents,
                len({each.worker.person for each in here}),
                minutes,
                fte_hundredths(minutes.whole, whole),
            )
        )
    return tuple(shown)


def partnerships(books: Books, charged: list[Charged], during: Interval, whole: int) -> tuple[PartnershipShown, ...]:
    """Return the partnerships that the award funds, and any other that time was charged with."""
    by_paper = grouped(charged, lambda each: each.effort.partnership)
    shown = []
    for paper in books.partnerships:
        funded = paper.award is not None and paper.award == books.award.fact
        here = by_paper.get(paper.fact, [])
        if funded or here:
            partner = books.partners[paper.partner]
            shown.append(
                replace(
                    _nobody(here, whole),
                    partner=partner.name,
                    kind=str(partner.kind),
                    instrument=str(paper.instrument),
                    signed_on=paper.signed_on,
                    first=paper.during.start,
                    last=last_day(paper.during),
                    state=str(paper.state(during)),
                    funded=funded,
                    expects=paper.expects,
                )
            )
    shown.sort(key=lambda each: (not each.funded, each.partner.casefold(), str(each.first), each.instrument))
    if None in by_paper:
        shown.append(_nobody(by_paper[None], whole))
    return tuple(shown)


def _nobody(charged: list[Charged], whole: int) -> PartnershipShown:
    """Return time as it was charged with no partnership."""
    minutes = split(charged)
    people = len({each.worker.person for each in charged})
    return PartnershipShown(people=people, minutes=minutes, fte_hundredths=fte_hundredths(minutes.whole, whole))


def person(worker: Worker, charged: list[Charged], books: Books, during: Interval) -> PersonShown:
    """Return one person with the time charged, line by line, beside what was meant and what was paid."""
    by_line = grouped(charged, lambda each: each.line)
    by_day = grouped(charged, lambda each: each.effort.on)
    worst = [max((each.charge.charged_as for each in day), key=_GRAVITY.index) for day in by_day.values()]
    known = set(by_day) <= {each.on for each in worker.paid}
    return PersonShown(
        worker.person,
        worker.name,
        worker.number,
        tuple(
            RoleShown(held.role, books.programs.get(held.program, ""), held.validity.start, last_day(held.validity))
            for held in sorted(worker.facts.roles, key=lambda each: (each.validity, each.role, str(each.program)))
            if held.validity & during
        ),
        tuple(
            _share(worker, line, by_line[line], during, known=known)
            for line in sorted(by_line, key=lambda each: (each.code.casefold(), str(each.fact)))
        ),
        sum(each.minutes for each in worker.paid) if worker.paid else None,
        total(worker.efforts),
        split(charged),
        tally(Charge(each, 1) for each in worst),
    )


_GRAVITY = (
    ChargeClass.QUALIFIED,
    ChargeClass.NOT_BOUND,
    ChargeClass.UNDER_CONDITION,
    ChargeClass.UNPROVEN,
    ChargeClass.NOT_QUALIFIED,
)


def _share(worker: Worker, line: PersonnelLine, charged: list[Charged], during: Interval, *, known: bool) -> ShareShown:
    """Return what was meant and what happened, weighed over the same days: those paid, if payroll is on file."""
    minutes = split(charged)
    weights = {each.on: each.minutes for each in worker.paid} if known else dict.fromkeys(during, 1)
    shares = [each for each in worker.shares if each.line == line.fact]
    meant = sum(
        weight * sum(each.percent_hundredths for each in shares if day in each.during)
        for day, weight in weights.items()
    )
    allocated = rounded(meant, sum(weights.values())) if shares else None
    actual = percent_hundredths(minutes.whole, sum(weights.values())) if known else None
    difference = None if allocated is None or actual is None else actual - allocated
    return ShareShown(line.code, allocated, actual, difference, minutes)
