"""Those who have nothing on file that a requirement looks at: judged once for each way to have served.

Whoever has no record of its topics, no card of its kinds, no leave, and nothing that eases it stands as everybody
else does who served on the same days under the same employment. In an agency of any size most answers are theirs.
"""

from __future__ import annotations

from typing import Final, NamedTuple, TypeAlias

from muster.domain.facts import Facts, Stint
from muster.domain.requirements import Requirement
from muster.domain.standing.engine import Timeline, timeline

_Served: TypeAlias = dict[int, Timeline]  # by the identity of the requirement
_NEVER: Final[tuple[Stint, ...]] = ()


class _Looks(NamedTuple):
    """A requirement, and the kinds of card that its answer may depend on; ``None``: on the cycles of a card."""

    requirement: Requirement
    kinds: frozenset[str] | None


class Alike:
    """The timelines of many people, one after the other; those of people alike are one and the same."""

    __slots__ = ("_last", "_looks", "_served", "_there")

    def __init__(self) -> None:
        """Nobody is judged yet."""
        self._looks: dict[int, _Looks] = {}
        self._served: dict[tuple[Stint, ...], _Served] = {_NEVER: {}}
        self._last = _NEVER  # the stints looked up last: one person's, rule after rule
        self._there = self._served[_NEVER]

    def timeline(self, requirement: Requirement, facts: Facts) -> Timeline:
        """Judge every day of the calendar, as ``standing.timeline`` does."""
        looks = self._looks.get(id(requirement))
        if looks is None:
            looks = self._looks[id(requirement)] = _Looks(requirement, _kinds(requirement))
        if looks.kinds is None or facts.leaves or not facts.nothing_of(requirement.topics, looks.kinds):
            return timeline(requirement, facts)
        if (facts.waivers or facts.extensions or facts.orders) and _eased(requirement, facts):
            return timeline(requirement, facts)
        there = self._having_served(facts.stints(requirement.roles))
        found = there.get(id(requirement))
        if found is None:
            found = there[id(requirement)] = timeline(requirement, facts)
        return found

    def _having_served(self, stints: tuple[Stint, ...]) -> _Served:
        if stints is not self._last:
            self._last, self._there = stints, self._served.setdefault(stints, {})
        return self._there


def _kinds(requirement: Requirement) -> frozenset[str] | None:
    """Return every kind of card that is looked at, the papers that ease hours or show a first service among them."""
    if requirement.terms[0].cycle is not None:
        return None
    papers = [terms.eased.kind for terms in requirement.terms if terms.eased]
    papers += [terms.initial.shown_by for terms in requirement.terms if terms.initial and terms.initial.shown_by]
    return frozenset(kind.id for kind in (*requirement.kinds, *papers))


def _eased(requirement: Requirement, facts: Facts) -> bool:
    """Is a waiver, an extension or an order about this requirement? One about a kind of card moves only held cards."""
    named = {each.requirement for several in (facts.waivers, facts.extensions, facts.orders) for each in several}
    return requirement.name in named
