"""Who would stand otherwise on a day, if other packs were adopted: two judgements of the same people, compared.

Nothing is judged here: both are what the one engine made of the same facts, by the rules as they are and as they
would be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from muster.domain.adopting.packs import Pack
from muster.domain.clearance import GRAVITY, gravest
from muster.domain.findings import Standing, Verdict
from muster.domain.overviews.tallies import Tally
from muster.domain.requirements import Requirement
from muster.domain.standing.engine import NOT_BOUND
from muster.domain.standing.judged import Judged


class Moved(NamedTuple):
    """A requirement that would say something else of somebody."""

    requirement: Requirement
    before: Standing
    after: Standing


class Changed(NamedTuple):
    """Somebody, as one program sees them, before and after: the answer, and the requirements that move it."""

    person: UUID
    program: UUID
    before: Verdict
    after: Verdict
    moved: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be otherwise on a day, of everybody who holds a role on it where the pack would bind.

    ``bound``: how many people that are. ``changed``: whose answer is another, the worst news first.
    ``others``: of how many the answer stays, but a requirement says something else.
    ``roleless``: how many people are on record who hold no role there on the day: of them nothing can be said.
    ``tallies``: how everybody would stand by each requirement of the pack.
    """

    on: date
    bound: int
    changed: tuple[Changed, ...]
    others: int
    roleless: int
    tallies: tuple[Tally, ...]

    @property
    def people(self) -> int:
        """How many people's answer is another; somebody in two programs is one."""
        return len({each.person for each in self.changed})

    @property
    def counts(self) -> dict[tuple[Verdict, Verdict], int]:
        """How many people go from which answer to which, the worst news first."""
        there: defaultdict[tuple[Verdict, Verdict], set[UUID]] = defaultdict(set)
        for each in self.changed:
            there[each.before, each.after].add(each.person)
        return {pair: len(there[pair]) for pair in sorted(there, key=lambda each: _news(*each))}


def previewed(pairs: Iterable[tuple[Judged, Judged]], pack: Pack, *, on: date, on_record: int) -> Preview:
    """Compare two judgements of everybody who holds a role on a day; ``on_record``: how many people there are.

    Each pair is let go once it is compared: of thousands, what they rest on is millions of things.
    """
    bound, others, otherwise = set[UUID](), set[UUID](), list[Changed]()
    said: dict[str, defaultdict[UUID, set[Verdict]]] = {each.name: defaultdict(set) for each in pack.requirements}
    for before, after in pairs:
        if not after.holds(on):
            continue
        compared = changed(before, after, on)
        bound.add(compared.person)
        if compared.before is not compared.after:
            otherwise.append(compared)
        elif compared.moved:
            others.add(compared.person)
        for name, (_, standing) in _said(after, on).items():
            if name in said:
                said[name][after.person].add(standing.verdict)
    otherwise.sort(key=lambda each: (_news(each.before, each.after), str(each.person), str(each.program)))
    others -= {each.person for each in otherwise}
    tallies = tuple(Tally.of(each, map(gravest, said[each.name].values())) for each in pack.requirements)
    return Preview(on, len(bound), tuple(otherwise), len(others), on_record - len(bound), tallies)


def changed(before: Judged, after: Judged, on: date) -> Changed:
    """Compare what two judgements of one person in one program say of a day."""
    was, will = _said(before, on), _said(after, on)
    moved = tuple(
        Moved(requirement, was.get(name, (requirement, NOT_BOUND))[1], will.get(name, (requirement, NOT_BOUND))[1])
        for name, (requirement, _) in sorted((was | will).items())
    )
    return Changed(
        after.person,
        after.program,
        before.verdict(on),
        after.verdict(on),
        tuple(each for each in moved if each.before.verdict is not each.after.verdict),
    )


def _said(judged: Judged, on: date) -> dict[str, tuple[Requirement, Standing]]:
    """Return what each requirement says of a day: of one that is asked for twice, the graver."""
    found: dict[str, tuple[Requirement, Standing]] = {}
    for rule, timeline in judged.rules:
        if on not in rule.during:
            continue
        standing = timeline.segments[timeline.at(on)].standing
        said = found.get(rule.requirement.name)
        if said is None or _GRAVITY[standing.verdict] < _GRAVITY[said[1].verdict]:
            found[rule.requirement.name] = rule.requirement, standing
    return found


def _news(before: Verdict, after: Verdict) -> tuple[int, int]:
    """Order changes by what they come to, the worst first."""
    return _GRAVITY[after], -_GRAVITY[before]


_GRAVITY: Final = {verdict: place for place, verdict in enumerate(GRAVITY)}
