"""The state compliance report as a view: for each adopted pack and program, who meets what, and who works where.

``state_view`` is pure, and its people are counted one requirement at a time: each bound person
stands in exactly one count, by the worst day of the period.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from muster.domain.adopting.adoptions import Adoption
from muster.domain.adopting.packs import Pack
from muster.domain.awards import Award, PersonnelLine
from muster.domain.effort import Effort
from muster.domain.findings import SOUND, Reason, Verdict
from muster.domain.intervals import Interval
from muster.domain.partnerships import Partner, Partnership
from muster.domain.reporting.answers import of_people
from muster.domain.reporting.parts import PackShown, Proof, fte_hundredths, full_time, last_day, packs_shown, sealed
from muster.domain.reporting.shown import PeriodShown
from muster.domain.reporting.stated import Stated, stated
from muster.domain.requirements import Requirement, Terms
from muster.domain.standing.engine import Timeline, finding
from muster.domain.standing.judged import Judged, Rule


class Member(NamedTuple):
    """Somebody who holds a role in one of the programs, as judged in each. ``efforts``: of the period."""

    person: UUID
    name: str
    number: str
    judged: tuple[Judged, ...]
    efforts: tuple[Effort, ...] = ()


@dataclass(frozen=True, slots=True)
class Roll:
    """Everything on file at one position that the report reads. ``programs``: those it speaks of.

    ``adopted``: every adoption, in the order in which the members were judged by them.
    """

    agency: str
    programs: Mapping[UUID, str]
    members: tuple[Member, ...]
    adopted: tuple[tuple[Adoption, Pack], ...]
    partners: Mapping[UUID, Partner]
    partnerships: tuple[Partnership, ...]
    awards: Mapping[UUID, Award]
    lines: Mapping[UUID, PersonnelLine]


@dataclass(frozen=True, slots=True)
class RequirementShown:
    """One requirement in one program: how many it bound, and how they stood. The four counts sum to ``bound``."""

    program: str
    pack: str
    requirement: str
    says: str
    cite: str
    confidence: str
    bar: str
    digest: str
    bound: int
    met: int
    under_condition: int
    in_review: int
    not_met: int


@dataclass(frozen=True, slots=True)
class Lapse:
    """A run of days on which one person did not meet a requirement, or somebody has to look. Both days included."""

    person: UUID
    name: str
    number: str
    program: str
    bar: str
    first: date
    last: date
    days: int
    why: Stated


@dataclass(frozen=True, slots=True)
class StaffingShown:
    """The staff that a funded partnership brings: who worked with it, in which roles, for how long."""

    partner: str
    kind: str
    instrument: str
    award: str
    state: str
    first: date
    last: date | None
    people: int
    roles: tuple[str, ...]
    minutes: int
    fte_hundredths: int | None


@dataclass(frozen=True, slots=True)
class StateView:
    """The report, frozen. The counts of people: each once, by their worst required standing in any program."""

    report: str
    agency: str
    programs: tuple[str, ...]
    period: PeriodShown
    answer: str
    full_time_minutes: int
    people: int
    met: int
    under_condition: int
    in_review: int
    not_met: int
    not_bound: int
    requirements: tuple[RequirementShown, ...]
    exceptions: tuple[Lapse, ...]
    staffing: tuple[StaffingShown, ...]
    packs: tuple[PackShown, ...]
    proof: Proof
    content_hash: str = ""


class Standings(NamedTuple):
    """How one person stood under one requirement in one program: the worst rank of the period, and its lapses."""

    member: Member
    program: UUID
    adoption: Adoption
    requirement: Requirement
    rank: int
    lapses: tuple[Lapse, ...]


_MET, _CONDITION, _REVIEW, _NOT_MET = range(4)


def state_view(roll: Roll, period: Interval, proof: Proof) -> StateView:
    """Return what the report says of a period."""
    adopted = [each for each in roll.adopted if each[0].in_programs and each[0].during & period]
    found = [
        standing
        for program, name in roll.programs.items()
        for standing in _standings(roll, _Here(program, name, _asked(roll, program), period))
    ]
    worst: dict[UUID, int] = {}
    for each in found:
        if each.requirement.bar.binds:
            worst[each.member.person] = max(worst.get(each.member.person, _MET), each.rank)
    ranks = list(worst.values())
    counts = ranks.count(_MET), ranks.count(_CONDITION), ranks.count(_REVIEW), ranks.count(_NOT_MET)
    people = sum(_serves(each, roll.programs, period) for each in roll.members)
    here = [each for each in adopted if each[0].program is None or each[0].program in roll.programs]
    return sealed(
        StateView(
            report="state-compliance",
            agency=roll.agency,
            programs=tuple(sorted(roll.programs.values(), key=str.casefold)),
            period=PeriodShown(period.start, period.last, None),
            answer=of_people(people, counts),
            full_time_minutes=full_time(period),
            people=people,
            met=counts[0],
            under_condition=counts[1],
            in_review=counts[2],
            not_met=counts[3],
            not_bound=people - len(ranks),
            requirements=_requirements(found, here, roll.programs, period),
            exceptions=tuple(sorted((lapse for each in found for lapse in each.lapses), key=_lapse_order)),
            staffing=_staffing(roll, period),
            packs=packs_shown(here, roll.programs, during=period),
            proof=proof,
        )
    )


def _serves(member: Member, programs: Mapping[UUID, str], period: Interval) -> bool:
    return any(each.program in programs and _there(each, period) for each in member.judged)


def _there(judged: Judged, period: Interval) -> bool:
    return any(held & period for held in judged.there)


class _Here(NamedTuple):
    """A program, and the adoption that each of its rules came by, in their order."""

    program: UUID
    name: str
    asked: tuple[Adoption, ...]
    period: Interval


def _asked(roll: Roll, program: UUID) -> tuple[Adoption, ...]:
    return tuple(adoption for adoption, pack in roll.adopted if adoption.binds(program) for _ in pack.requirements)


def _standings(roll: Roll, here: _Here) -> Iterator[Standings]:
    """Yield how everybody stood in a program under every requirement that bound them there."""
    for member in roll.members:
        for judged in member.judged:
            if judged.program == here.program and _there(judged, here.period):
                yield from _of_one(member, judged, here)


def _of_one(member: Member, judged: Judged, here: _Here) -> Iterator[Standings]:
    for adoption, (rule, said, runs) in zip(here.asked, judged.over(here.period), strict=True):
        if runs:
            rank = max(_rank(run.standing.verdict, run.standing.reason) for run in runs)
            days = rule.during & here.period
            lapses = tuple(_lapses(member, here.name, adoption, rule, said, days)) if days and rank >= _REVIEW else ()
            yield Standings(member, here.program, adoption, rule.requirement, rank, lapses)


def _rank(verdict: Verdict, reason: Reason) -> int:
    match verdict:
        case Verdict.NOT_MET:
            return _NOT_MET
        case Verdict.NEEDS_REVIEW:
            return _REVIEW
        case _:
            return _MET if reason in SOUND else _CONDITION


def _lapses(
    member: Member, program: str, adoption: Adoption, rule: Rule, judged: Timeline, days: Interval
) -> Iterator[Lapse]:
    for segment in judged.within(days):
        if segment.standing.verdict in {Verdict.NOT_MET, Verdict.NEEDS_REVIEW}:
            said = stated(finding(rule.requirement, judged, on=segment.during.start), adoption.digest)
            first, last = segment.during.start, segment.during.last
            bar = str(rule.requirement.bar)
            yield Lapse(member.person, member.name, member.number, program, bar, first, last, segment.during.days, said)


def _lapse_order(each: Lapse) -> tuple[object, ...]:
    return (
        each.name.casefold(),
        each.number,
        str(each.person),
        each.program,
        each.first,
        each.why.requirement,
        each.why.digest,
    )


def _requirements(
    found: Iterable[Standings], adopted: Iterable[tuple[Adoption, Pack]], programs: Mapping[UUID, str], period: Interval
) -> tuple[RequirementShown, ...]:
    """Return every requirement that was adopted, with those it bound; a requirement that bound nobody is shown too."""
    ranks: defaultdict[tuple[UUID, str, str], dict[UUID, int]] = defaultdict(dict)
    for each in found:
        key = each.program, each.requirement.name, each.adoption.digest
        before = ranks[key].get(each.member.person, _MET)
        ranks[key][each.member.person] = max(before, each.rank)
    shown: dict[tuple[UUID, str, str], RequirementShown] = {}
    for adoption, pack in adopted:
        for program, name in programs.items():
            if not adoption.binds(program):
                continue
            for rule in pack.requirements:
                counts = list(ranks[program, rule.name, adoption.digest].values())
                terms = _terms(rule, period)
                shown[program, rule.name, adoption.digest] = RequirementShown(
                    name,
                    rule.pack,
                    rule.name,
                    rule.says,
                    terms.cite,
                    str(terms.confidence),
                    str(rule.bar),
                    adoption.digest,
                    len(counts),
                    *(counts.count(rank) for rank in (_MET, _CONDITION, _REVIEW, _NOT_MET)),
                )
    order = sorted(shown.values(), key=lambda each: (each.program.casefold(), each.requirement, each.digest))
    return tuple(order)


def _terms(rule: Requirement, period: Interval) -> Terms:
    """Return the latest terms that a period has seen."""
    return next((each for each in reversed(rule.terms) if each.effective < period.end), rule.terms[0])


def _staffing(roll: Roll, period: Interval) -> tuple[StaffingShown, ...]:
    """Return what each partnership that an award funds was staffed with in the period."""
    worked: defaultdict[UUID, list[tuple[UUID, Effort]]] = defaultdict(list)
    for member in roll.members:
        if _serves(member, roll.programs, period):
            for effort in member.efforts:
                if effort.partnership is not None and effort.on in period:
                    worked[effort.partnership].append((member.person, effort))
    whole = full_time(period)
    shown = []
    for paper in roll.partnerships:
        here = worked[paper.fact] if paper.fact else []
        if paper.award is None or not (here or paper.during & period):
            continue
        minutes = sum(effort.minutes for _, effort in here)
        partner = roll.partners[paper.partner]
        shown.append(
            StaffingShown(
                partner.name,
                str(partner.kind),
                str(paper.instrument),
                roll.awards[paper.award].number,
                str(paper.state(period)),
                paper.during.start,
                last_day(paper.during),
                len({person for person, _ in here}),
                tuple(sorted({roll.lines[effort.line].role for _, effort in here if effort.line})),
                minutes,
                fte_hundredths(minutes, whole),
            )
        )
    return tuple(sorted(shown, key=lambda each: (each.partner.casefold(), each.award, each.first, each.instrument)))
