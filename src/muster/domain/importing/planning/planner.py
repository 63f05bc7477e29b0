"""Make a plan of what files say, from what is on record and what a recipe has accepted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import TypeVar
from uuid import UUID

from muster.domain.importing.claims import (
    AllocationClaim,
    AwardClaim,
    Claim,
    CompletionClaim,
    CredentialClaim,
    EffortClaim,
    LineClaim,
    PartnershipClaim,
    PersonClaim,
    Reading,
    Remark,
    Undecided,
)
from muster.domain.importing.planning.conditions import plan_conditions
from muster.domain.importing.planning.draft import Draft
from muster.domain.importing.planning.effort import plan_effort
from muster.domain.importing.planning.matching import Doubt
from muster.domain.importing.planning.money import Money
from muster.domain.importing.planning.on_file import OnFile
from muster.domain.importing.planning.people import plan_person
from muster.domain.importing.planning.plan import ORDER, Kind, Plan, PlanLine, Proposal, Step, Write
from muster.domain.importing.planning.training import Training
from muster.domain.importing.recipe import Recipe
from muster.domain.words import ENGLISH, Words

C = TypeVar("C", bound=Claim)


def planned(
    readings: Sequence[Reading],
    on: OnFile,
    recipe: Recipe,
    *,
    today: date,
    ids: Callable[[], UUID],
    words: Words = ENGLISH,
) -> Plan:
    """Return what bringing these files in would do: one plan of all of them, whatever their order.

    People come first, then awards, so that a payroll may name somebody whom the roster of the same
    run adds. ``ids`` gives the ids of what is new.
    """
    draft = Draft(on, recipe, today, ids, words)
    money, training = Money(draft), Training(draft)
    for roster in _of(readings, PersonClaim):
        plan_person(draft, roster)
    awards = [each for each in _of(readings, AwardClaim) if money.award(each)]
    for line in _of(readings, LineClaim):
        money.line(line)
    for paper in _of(readings, PartnershipClaim):
        money.partnership(paper)
    for share in _of(readings, AllocationClaim):
        money.allocation(share)
    plan_conditions(draft, money, awards)
    for done in _of(readings, CompletionClaim):
        training.completion(done)
    for card in _of(readings, CredentialClaim):
        training.credential(card)
    plan_effort(draft, money, _of(readings, EffortClaim))
    misread = [
        PlanLine(each.at, Step.REJECTED, Kind.CELL, ", ".join(filter(None, each.cells)), fault=each.fault)
        for reading in readings
        for each in reading.misread
    ]
    for reading in readings:
        for column in reading.undecided:
            _undecided(draft, column)
    writes = sorted(_writes(draft), key=lambda write: ORDER.index(write.kind))
    return Plan(
        on.position,
        (*misread, *draft.lines),
        (*(each for reading in readings for each in reading.remarks), *_certificates(readings, words), *draft.remarks),
        tuple(each for reading in readings for each in reading.ignored),
        tuple(draft.proposals),
        tuple(_effects(writes, words)),
        tuple(writes),
        {f"{reading.file} {sheet}".strip(): what for reading in readings for sheet, what in reading.sheets.items()},
    )


def _of(readings: Iterable[Reading], kind: type[C]) -> list[C]:
    return [claim for reading in readings for claim in reading.claims if isinstance(claim, kind)]


def _undecided(draft: Draft, column: Undecided) -> None:
    """Ask, once for a column, which part of its dates comes first."""
    words = draft.words
    meant = words(" or ").join(words.day(day) for day in column.days)
    why = Doubt(
        Step.CONFLICT,
        words("'{example}', which is {meant}", example=column.example, meant=meant),
        words("dates of which it is certain whether month or day comes first"),
        words("set date_order in the recipe to 'month-first' or 'day-first'"),
    )
    draft.doubt(column.at, Kind.CELL, column.example, why, Proposal((), "date_order", None, column.at))


def _certificates(readings: Iterable[Reading], words: Words) -> Iterator[Remark]:
    """Say of numbers of certificates that they stay in the file."""
    for claim in _of(readings, CompletionClaim):
        if claim.certificate:
            yield Remark(
                claim.at, claim.certificate, words("the number of a certificate stays in the file, which is kept")
            )


def _writes(draft: Draft) -> Iterator[Write]:
    books = (
        draft.people, draft.numbers, draft.employments, draft.roles, draft.rates, draft.courses, draft.completions,
        draft.credentials, draft.awards, draft.personnel, draft.partners, draft.partnerships, draft.allocations,
        draft.paid_days, draft.terms,
    )  # fmt: skip
    for book in books:
        yield from book.writes()
    yield from draft.besides


def _effects(writes: Sequence[Write], words: Words) -> Iterator[str]:
    """Say what else changes when the plan is carried out."""
    whose: dict[Kind, set[UUID | None]] = {kind: set() for kind in Kind}
    for write in writes:
        whose[write.kind].add(write.person or write.fact)
    count = {kind: len(each) for kind, each in whose.items()}
    if many := count[Kind.ROLE]:
        yield words.plural("{count} person will hold a role", "{count} people will hold a role", many)
    if many := count[Kind.COMPLETION]:
        yield words.plural("training of {count} person", "training of {count} people", many)
    if many := count[Kind.CREDENTIAL]:
        yield words.plural("credentials of {count} person", "credentials of {count} people", many)
    if many := count[Kind.ALLOCATION]:
        yield words.plural("shares of the time of {count} person", "shares of the time of {count} people", many)
    if many := count[Kind.PAID_DAY]:
        yield words.plural("paid days of {count} person", "paid days of {count} people", many)
    if many := count[Kind.CONDITIONS]:
        yield words.plural(
            "{count} award will ask for training or credentials",
            "{count} awards will ask for training or credentials",
            many,
        )
