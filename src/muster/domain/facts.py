"""What is on file about one person, as the rules read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple
from uuid import UUID

from muster.domain.anchors import BirthMonth
from muster.domain.credentials import Credential, CredentialKind
from muster.domain.extensions import Extension, Order
from muster.domain.good_days import Papers, good_days
from muster.domain.intervals import Days, Interval
from muster.domain.leave import Leave
from muster.domain.people import Employment, EmploymentKind, RoleHeld
from muster.domain.training import Completion
from muster.domain.waivers import Waiver

EVERY_ROLE = "*"


class Stint(NamedTuple):
    """A run of days in some roles, under one employment.

    ``assigned`` is the first day of the roles; ``hired`` of the employment, unset when none is on file,
    and ``employed`` says how.
    """

    during: Interval
    assigned: date
    hired: date | None
    employed: EmploymentKind | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one person that were on file at one position of the ledger, and the orders that may move their days.

    ``person`` unset: nobody asks who. ``seen_from``: the program that they are judged in; unset: none in particular.
    """

    roles: tuple[RoleHeld, ...] = ()
    employments: tuple[Employment, ...] = ()
    completions: tuple[Completion, ...] = ()
    credentials: tuple[Credential, ...] = ()
    birth: BirthMonth | None = None
    waivers: tuple[Waiver, ...] = ()
    person: UUID | None = None
    extensions: tuple[Extension, ...] = ()
    orders: tuple[Order, ...] = ()
    seen_from: UUID | None = None
    leaves: tuple[Leave, ...] = ()
    _by_topic: dict[str, list[Completion]] = field(init=False, repr=False, compare=False, default_factory=dict)
    _by_kind: dict[str, list[Credential]] = field(init=False, repr=False, compare=False, default_factory=dict)
    _papers: dict[int, tuple[CredentialKind, Papers]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )  # by the identity of the kind, which is kept beside: hashing its values costs more than reading
    _stints: dict[frozenset[str], tuple[Stint, ...]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        """File the evidence by what it is evidence of, since every requirement asks."""
        for done in self.completions:
            for topic in done.topics:
                self._by_topic.setdefault(topic, []).append(done)
        for held in self.credentials:
            self._by_kind.setdefault(held.kind, []).append(held)

    def in_program(self, program: UUID) -> Facts:
        """Return the same person, seen from one program: only the roles held there, and the orders that count there."""
        roles = tuple(held for held in self.roles if held.program == program)
        if len(roles) == len(self.roles) and not any(each.program for each in self.orders):
            return self
        return replace(self, roles=roles, seen_from=program)

    def completed(self, topics: Iterable[str]) -> list[Completion]:
        """Return the completions of any of the topics, each once; two that are alike are still two."""
        found = {id(done): done for topic in topics for done in self._by_topic.get(topic, ())}
        return list(found.values())

    def approved_own(self, done: Completion) -> bool:
        """Did they approve it themselves?"""
        return done.approved_by is not None and done.approved_by == self.person

    @property
    def away(self) -> Days:
        """The days on which they were on leave."""
        return Days.union(each.during for each in self.leaves)

    def papers(self, kind: CredentialKind) -> Papers:
        """Return the credentials of one kind, each with when it is good: worked out once, since every rule asks."""
        found = self._papers.get(id(kind))
        if found is None:
            found = self._papers[id(kind)] = kind, good_days(self.held(kind.id), kind, self.birth)
        return found[1]

    def held(self, kind: str) -> list[Credential]:
        """Return the credentials of one kind."""
        return self._by_kind.get(kind, [])

    def nothing_of(self, topics: frozenset[str], kinds: frozenset[str]) -> bool:
        """Is there no completion of any of these topics, and no credential of any of these kinds?"""
        return topics.isdisjoint(self._by_topic) and kinds.isdisjoint(self._by_kind)

    def stints(self, roles: frozenset[str]) -> tuple[Stint, ...]:
        """Return the runs of days in any of the roles, in order, split wherever the employment changes."""
        found = self._stints.get(roles)
        if found is None:
            everyone = EVERY_ROLE in roles
            runs = Days.union(held.validity for held in self.roles if everyone or held.role in roles)
            jobs = sorted(self.employments, key=_start)
            found = tuple(stint for run in runs for stint in _split(run, jobs))
            self._stints[roles] = found
        return found


def _start(job: Employment) -> Interval:
    return job.validity


def _split(run: Interval, jobs: list[Employment]) -> list[Stint]:
    """Split a run of days in a role by the employments that hold it."""
    found: list[Stint] = []
    reached = run.start
    for job in jobs:
        shared = job.validity & run
        if shared is None:
            continue
        if reached < shared.start:
            found.append(Stint(Interval(reached, shared.start), run.start, None))
        found.append(Stint(shared, run.start, job.validity.start, job.kind))
        reached = shared.end
    if reached < run.end:
        found.append(Stint(Interval(reached, run.end), run.start, None))
    return found
