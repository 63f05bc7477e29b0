"""The plan of an import: what each row would do, and the facts that carrying it out writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from enum import StrEnum
from typing import Final, TypeAlias
from uuid import UUID

from muster.domain.adopting.adoptions import Adoption
from muster.domain.awards import Allocation, Award, PayRate, PersonnelLine
from muster.domain.credentials import Credential
from muster.domain.effort import Effort, PaidDay
from muster.domain.errors import Fault
from muster.domain.importing.claims import Remark, Spot
from muster.domain.importing.recipe import ConditionSaid, CourseSaid, License
from muster.domain.partnerships import Partner, Partnership
from muster.domain.people import Employment, Identifier, Identity, RoleHeld
from muster.domain.training import Completion, Course


class Step(StrEnum):
    """What becomes of a row."""

    CREATE = "create"
    UPDATE = "update"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    REJECTED = "rejected"


class Kind(StrEnum):
    """What a row is about."""

    PERSON = "person"
    IDENTIFIER = "identifier"
    EMPLOYMENT = "employment"
    ROLE = "role"
    PAY_RATE = "pay-rate"
    COURSE = "course"
    COMPLETION = "completion"
    CREDENTIAL = "credential"
    AWARD = "award"
    LINE = "personnel-line"
    PARTNER = "partner"
    PARTNERSHIP = "partnership"
    ALLOCATION = "allocation"
    EFFORT = "effort"
    PAID_DAY = "paid-day"
    CONDITIONS = "conditions"
    CELL = "cell"


Accepted: TypeAlias = str | tuple[str, ...] | CourseSaid | ConditionSaid | License


@dataclass(frozen=True, slots=True)
class Proposal:
    """What muster would suppose, and does not: it waits for somebody to write it into a recipe.

    ``table``, ``key``, ``value``: where and what to write there. ``value`` unset: muster has no idea.
    ``says``: what the value is called, where it is somebody.
    """

    table: tuple[str, ...]
    key: str
    value: Accepted | None
    at: Spot
    says: str = ""


@dataclass(frozen=True, slots=True)
class PlanLine:
    """What becomes of one thing that a row says. ``words``: what it is, for people."""

    at: Spot
    step: Step
    kind: Kind
    words: str
    changes: Mapping[str, tuple[object, object]] = field(default_factory=dict)
    fault: Fault | None = None
    proposal: Proposal | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """What an award asks of whoever is charged to it, as muster's own text of a pack, bound to the award."""

    adoption: Adoption
    text: str


Value: TypeAlias = (
    Identity
    | Identifier
    | Employment
    | RoleHeld
    | PayRate
    | Course
    | Completion
    | Credential
    | Award
    | PersonnelLine
    | Partner
    | Partnership
    | Allocation
    | Effort
    | PaidDay
    | Terms
)


@dataclass(frozen=True, slots=True)
class Write:
    """One fact to write: new (``version`` unset), said otherwise, or (``value`` unset) no longer believed.

    ``person``: whom it is about, where it is about one.
    """

    kind: Kind
    fact: UUID
    value: Value | None
    person: UUID | None = None
    version: UUID | None = None


ORDER: Final = tuple(Kind)  # what is pointed at comes before what points


@dataclass(frozen=True, slots=True)
class Plan:
    """What bringing the files in would do. ``position``: where the ledger stood when it was made.

    ``proposals`` are those of its lines, and what else a recipe might say.
    """

    position: int
    lines: Sequence[PlanLine] = ()
    remarks: Sequence[Remark] = ()
    ignored: Sequence[Spot] = ()
    proposals: Sequence[Proposal] = ()
    effects: Sequence[str] = ()
    writes: Sequence[Write] = ()
    sheets: Mapping[str, str] = field(default_factory=dict)

    def counts(self) -> dict[Kind, dict[Step, int]]:
        """Return how many lines of each kind take each step, for kinds that there are."""
        found = Counter((line.kind, line.step) for line in self.lines)
        return {
            kind: {step: found[kind, step] for step in Step} for kind in Kind if any(found[kind, step] for step in Step)
        }

    def total(self, *steps: Step) -> int:
        """Return how many lines take one of these steps."""
        return sum(line.step in steps for line in self.lines)

    def held_back(self) -> list[PlanLine]:
        """Return the lines that are not carried out: conflicts and rejected ones."""
        return [line for line in self.lines if line.step in {Step.CONFLICT, Step.REJECTED}]


def alike(one: Plan, other: Plan) -> bool:
    """Do two plans write the same? The ids of what is new do not matter: each plan makes up its own."""
    return _told(one.writes) == _told(other.writes)


def _told(writes: Sequence[Write]) -> object:
    new = {write.fact: at for at, write in enumerate(writes) if write.version is None}
    return _renamed(tuple(writes), new)


def _renamed(value: object, new: Mapping[UUID, int]) -> object:
    """Return a value in its parts, with a number for each new id."""
    if isinstance(value, UUID):
        return new.get(value, value)
    if isinstance(value, frozenset):
        return frozenset(_renamed(each, new) for each in value)
    if isinstance(value, tuple):
        return tuple(_renamed(each, new) for each in value)
    if is_dataclass(value):
        return type(value), *(_renamed(getattr(value, each.name), new) for each in fields(value))
    return value
