"""What a program itself owes: duties of a rule pack, judged by the one engine from the records of their being done.

The definitions are docs/decisions/0036; those of what is measured over responses, docs/decisions/0048.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from muster.domain.facts import Facts
from muster.domain.findings import Finding, Reason
from muster.domain.in_time import Sent
from muster.domain.intervals import Interval
from muster.domain.people import RoleHeld
from muster.domain.requirements import Requirement
from muster.domain.responding.measures import measured
from muster.domain.standing.engine import assess
from muster.domain.training import Completion

PROGRAM: Final = "program"  # the role in which a program owes its duties
_ITSELF: Final = UUID(int=0)


@dataclass(frozen=True, slots=True)
class DutyDone:
    """A program did on a day what a duty (``pack/id``) asks.

    ``document``: the SHA-256 of the paper, in hex. ``reference``: where it can be looked up.
    """

    program: UUID
    duty: str
    done_on: date
    document: str = ""
    reference: str = ""
    fact: UUID | None = None


class Owed(NamedTuple):
    """How a program stands by one duty."""

    duty: Requirement
    finding: Finding


def facts(duty: Requirement, adopted: Iterable[Interval], done: Iterable[DutyDone]) -> Facts:
    """Return a program as the engine reads it: in its own role on the days it went by the pack, with what it did."""
    roles = tuple(RoleHeld(PROGRAM, _ITSELF, each) for each in adopted)
    completions = tuple(
        Completion(frozenset({duty.id}), each.done_on, fact=each.fact) for each in done if each.duty == duty.name
    )
    return Facts(roles, (), completions)


def judged(duty: Requirement, there: Facts, responses: Iterable[Sent] = (), *, on: date) -> Finding:
    """Return how a program stands by a duty on a day: by what it did, or by its responses where they are measured."""
    bound = begun(duty, there)
    if duty.measured:
        return measured(duty, (each.validity for each in bound.roles), responses, on=on)
    return assess(duty, bound, on=on)


def begun(duty: Requirement, there: Facts) -> Facts:
    """Return the same as far as the duty binds at all: where something is so, or from the day it was first done."""
    itself = duty.itself
    if itself is None:
        return there
    if itself.only_if and itself.only_if not in duty.circumstances:
        return replace(there, roles=())
    if not itself.from_first_done:
        return there
    first = min((each.completed_on for each in there.completed(duty.topics) if each.completed_on), default=None)
    since = None if first is None else Interval(first)
    shared = ((each, since & each.validity) for each in there.roles if since)
    return replace(there, roles=tuple(replace(each, validity=days) for each, days in shared if days))


def owed(
    duties: Iterable[tuple[Requirement, tuple[Interval, ...]]],
    done: Iterable[DutyDone],
    responses: Iterable[Sent] = (),
    *,
    on: date,
) -> tuple[Owed, ...]:
    """Return how a program stands by each duty on a day; one that it has not begun with is said not to bind.

    Each duty comes with the days on which the program went by its pack.
    """
    there, went = tuple(done), tuple(responses)
    found = (Owed(duty, judged(duty, facts(duty, days, there), went, on=on)) for duty, days in duties)
    return tuple(each for each in found if each.finding.reason is not Reason.NOT_BOUND or _may_begin(each.duty))


def _may_begin(duty: Requirement) -> bool:
    itself = duty.itself
    return itself is not None and itself.from_first_done and itself.only_if in {"", *duty.circumstances}
