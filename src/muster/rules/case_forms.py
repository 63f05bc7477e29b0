"""The form of a file of cases: a person in a few words, a day, and what is expected of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Annotated, Final, Self, TypeAlias
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, model_validator

from muster.domain.anchors import BirthMonth
from muster.domain.approvals import Approval
from muster.domain.credentials import Credential, End, Proof, Status, StatusEvent
from muster.domain.errors import Invalid
from muster.domain.facts import Facts
from muster.domain.findings import Reason, Verdict
from muster.domain.intervals import BEGINNING, Interval, day_after
from muster.domain.leave import Leave
from muster.domain.people import Employment, EmploymentKind, RoleHeld
from muster.domain.requirements import Confidence
from muster.domain.training import Completion, Mode
from muster.rules.words import (
    AnyMinutes,
    Day,
    Form,
    Hint,
    Id,
    Ids,
    Truth,
    Words,
    any_hours,
    day,
    one_of,
    refuse,
    words,
)

PROGRAM: Final = UUID(int=0)  # cases happen in one program
NONE: Final = "none"
ONESELF: Final = UUID(int=1)  # whom a case is about
UNKNOWN: Final = "unknown"


def _or(word: str) -> Callable[[object], date | None]:
    """Return a reader of a date, or of the word that says there is none."""

    def read(value: object) -> date | None:
        if isinstance(value, str) and value != word:
            refuse(f"a date, or '{word}'", f"write the date without quotation marks, or '{word}'")
        return None if value == word else day(value)

    return read


def _birth(value: object) -> BirthMonth:
    found = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", value) if isinstance(value, str) else None
    if not found:
        refuse("a month of birth", "write year and month between quotation marks, for example '1980-02'")
    return BirthMonth(int(found[1]), int(found[2]))


def _count(value: object) -> int | None:
    if value == NONE:
        return None
    if type(value) is not int:
        refuse("a number of days, or 'none'", "write the number alone, or 'none'")
    return value


def _hours(value: object) -> float | None:
    return None if value == NONE else any_hours(value) / 60


def _missing(value: object) -> list[str] | None:
    """Read the names of what is missing, in any order."""
    listed = value if isinstance(value, list) else [value]
    return None if value == NONE else sorted(words(each) for each in listed)


def _by_bucket(value: object) -> dict[str, float]:
    if not isinstance(value, dict):
        refuse("hours by bucket", "write { ethics = 2 }, with 'total' for the total, or {} for none")
    return {str(name): any_hours(hours) / 60 for name, hours in value.items()}


def _cite(value: object) -> str | None:
    return None if value == NONE else words(value)


def as_tables(key: str) -> Callable[[object], object]:
    """Let a table of which only one key matters be written as that key's value, and one stand for a list."""

    def read(value: object) -> object:
        listed = value if isinstance(value, list) else [value]
        return [each if isinstance(each, dict) else {key: each} for each in listed]

    return read


class RunForm(Form):
    """A run of days, both ends inside; each may be left open."""

    since: Annotated[Day | None, Field(alias="from")] = None
    through: Day | None = None

    @model_validator(mode="after")
    def _forwards(self) -> Self:
        if self.since and self.through and self.through < self.since:
            refuse(
                "a last day that is not before the first",
                "exchange 'from' and 'through', or mend one of them",
            )
        return self

    def days(self, start: date = BEGINNING) -> Interval:
        """Return the days, from ``start`` where no first day is given."""
        since = self.since or start
        return Interval(since, day_after(self.through)) if self.through else Interval(since)


class RoleForm(RunForm):
    """A role held. Without ``from``: since the person was hired, or all along."""

    role: Annotated[Id, Hint("a role", '"emt"')]


class HiredForm(RunForm):
    """An employment, and how somebody is employed."""

    as_: Annotated[EmploymentKind, PlainValidator(one_of(EmploymentKind)), Field(alias="as")] = EmploymentKind.EMPLOYEE


class AwayForm(Form):
    """A leave: its first and its last day, both inside."""

    since: Annotated[Day, Field(alias="from"), Hint("the first day", "2026-03-02")]
    through: Annotated[Day, Hint("the last day", "2026-05-29")]

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.through < self.since:
            refuse("a last day that is not before the first", "exchange 'from' and 'through', or mend one of them")
        try:
            self.leave()
        except Invalid as error:
            refuse(f"a leave that can be ({error.message})", "mend its dates")
        return self

    def leave(self) -> Leave:
        """Return the domain's value."""
        return Leave(Interval.through(self.since, self.through))


class ApprovedForm(RunForm):
    """What an authority said of the course. Without ``topic``: for whatever it teaches."""

    by: Annotated[Words, Hint("the authority", '"WA HCA"')]
    topic: Ids | None = None

    def approval(self) -> Approval:
        """Return the domain's value."""
        return Approval(None, self.by, self.days(), frozenset(self.topic or ()))


def _approver(value: object) -> UUID:
    if value not in {"self", "another"}:
        refuse("'self' or 'another'", "write who approved it: the person of the case, or another")
    return ONESELF if value == "self" else UUID(int=2)


class CompletedForm(Form):
    """A course completed. Without ``hours``: how long it took is not on file."""

    topic: Ids
    on: Annotated[date | None, PlainValidator(_or(UNKNOWN)), Hint("a date, or 'unknown'", "2026-11-30")]
    hours: AnyMinutes | None = None
    mode: Annotated[Mode, PlainValidator(one_of(Mode))] = Mode.UNKNOWN
    proof: Annotated[Proof, PlainValidator(one_of(Proof))] = Proof.SELF_REPORTED
    approved: Annotated[list[ApprovedForm], BeforeValidator(as_tables("by"))] = Field(default_factory=list)
    approver: Annotated[UUID, PlainValidator(_approver)] | None = None

    def completion(self) -> Completion:
        """Return the domain's value."""
        return Completion(
            frozenset(self.topic),
            self.on,
            self.hours,
            self.proof,
            mode=self.mode,
            approvals=tuple(each.approval() for each in self.approved),
            approved_by=self.approver,
        )


class StatusForm(Form):
    """What the issuer did to a credential."""

    on: Day
    status: Annotated[Status, PlainValidator(one_of(Status)), Hint("what the issuer did", '"suspended"')]


class HeldForm(Form):
    """A credential held. Without ``valid_through`` its last good day is not on file, or never comes."""

    credential: Annotated[Id, Hint("a kind of credential of the pack", '"aha-bls"')]
    issued_on: Day | None = None
    earned_on: Day | None = None
    valid_from: Day | None = None
    valid_through: Day | None = None
    end: Annotated[End, PlainValidator(one_of(End))] | None = None
    proof: Annotated[Proof, PlainValidator(one_of(Proof))] = Proof.SELF_REPORTED
    statuses: list[StatusForm] = Field(default_factory=list)

    @model_validator(mode="after")
    def _possible(self) -> Self:
        try:
            self.held()
        except Invalid as error:
            refuse(f"a credential that can be ({error.message})", "mend its dates or its 'end'")
        return self

    def held(self) -> Credential:
        """Return the domain's value."""
        return Credential(
            self.credential,
            self.issued_on,
            self.valid_from,
            self.valid_through,
            self.end or (End.PRINTED if self.valid_through else End.UNKNOWN),
            self.earned_on,
            proof=self.proof,
            statuses=tuple(StatusEvent(each.on, each.status) for each in self.statuses),
        )


class NextForm(Form):
    """The next change: the first day of the next standing, and what it is."""

    on: Day
    verdict: Annotated[Verdict, PlainValidator(one_of(Verdict)), Hint("a verdict", '"not_met"')]
    reason: Annotated[Reason, PlainValidator(one_of(Reason))] | None = None


ByBucket: TypeAlias = Annotated[dict[str, float], PlainValidator(_by_bucket)]
DayOrNone: TypeAlias = Annotated[date | None, PlainValidator(_or(NONE))]
CountOrNone: TypeAlias = Annotated[int | None, PlainValidator(_count)]
CiteOrNone: TypeAlias = Annotated[str | None, PlainValidator(_cite)]


def _no_change(value: object) -> object:
    return None if value == NONE else value


class ExpectForm(Form):
    """What the finding should say: only what is written is compared, and ``"none"`` expects none."""

    verdict: Annotated[Verdict, PlainValidator(one_of(Verdict)), Hint("a verdict", '"met"')]
    reason: Annotated[Reason, PlainValidator(one_of(Reason))] | None = None
    since: DayOrNone = None
    until: DayOrNone = None
    due_on: DayOrNone = None
    cured_on: DayOrNone = None
    days_late: CountOrNone = None
    next: Annotated[NextForm | None, BeforeValidator(_no_change)] = None
    missing_hours: Annotated[float | None, PlainValidator(_hours)] = None
    missing: Annotated[list[str] | None, PlainValidator(_missing)] = None
    confidence: Annotated[Confidence, PlainValidator(one_of(Confidence))] | None = None
    assumed: Truth | None = None
    cite: CiteOrNone = None
    cycle_from: DayOrNone = None
    cycle_through: DayOrNone = None
    left: ByBucket | None = None
    cut: ByBucket | None = None
    could_move: ByBucket | None = None
    renewal_opens: DayOrNone = None
    apply_by: DayOrNone = None
    late_through: DayOrNone = None
    share: Annotated[str | None, PlainValidator(_cite)] = None


def _apart(runs: list[HiredForm]) -> list[HiredForm]:
    """Two employments of one person never overlap."""
    days = sorted(each.days() for each in runs)
    for earlier, later in pairwise(days):
        if earlier & later:
            refuse("employments that do not overlap", f"end the one of {earlier.start} before {later.start}")
    return runs


class PersonForm(Form):
    """Somebody in a few words: the roles held, how employed, what was completed and is held."""

    role: Annotated[list[RoleForm], BeforeValidator(as_tables("role")), Hint("the role held", '"emt"')]
    hired: Annotated[list[HiredForm], BeforeValidator(as_tables("from")), AfterValidator(_apart)] = Field(
        default_factory=list
    )
    born: Annotated[BirthMonth, PlainValidator(_birth)] | None = None
    completed: list[CompletedForm] = Field(default_factory=list)
    held: list[HeldForm] = Field(default_factory=list)
    away: list[AwayForm] = Field(default_factory=list)

    def employments(self) -> tuple[Employment, ...]:
        """Return the domain's values."""
        return tuple(Employment(each.days(), each.as_) for each in self.hired)

    def facts(self) -> Facts:
        """Return what is on file about them."""
        jobs = self.employments()
        since = min((job.validity.start for job in jobs), default=BEGINNING)
        return Facts(
            tuple(RoleHeld(each.role, PROGRAM, each.days(since)) for each in self.role),
            jobs,
            tuple(each.completion() for each in self.completed),
            tuple(each.held() for each in self.held),
            self.born,
            person=ONESELF,
            leaves=tuple(each.leave() for each in self.away),
        )


class CaseForm(PersonForm):
    """One case: who, when, by which requirement, and the answer."""

    name: Annotated[Words, Hint("a sentence that says what is so", '"the first day after the last good day"')]
    on: Annotated[Day, Hint("the day that is asked about", "2026-03-01")]
    requirement: Annotated[Id, Hint("the id of a requirement of the pack", '"annual-training"')]
    applied_on: Annotated[Day | None, Hint("the day on which the program applied", "2026-03-01")] = None
    circumstances: Annotated[Ids | None, Hint("what is so of the program", '["tribe-operated"]')] = None
    expect: Annotated[ExpectForm, Hint("the answer", '{ verdict = "met" }')]
