"""What answers for what inside one pack: the reviewed graph of inclusion, walked to its ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from muster.domain.credentials import CredentialKind
from muster.domain.duties import Equivalence, Part


class Answering:
    """Every topic and credential that answers for another, directly or by what lies between."""

    def __init__(self, given: Iterable[Equivalence], kinds: Mapping[str, CredentialKind]) -> None:
        """Take the equivalences of a pack, which run in no circle, and its credentials."""
        self._given = tuple(given)
        self._kinds = kinds

    def part(self, topics: Iterable[str], credentials: Iterable[str]) -> Part:
        """Return what satisfies one thing asked for: what is named, then whatever answers for it."""
        named = (*topics, *credentials)
        wanted = dict.fromkeys((*named, *self._answering(named)))
        kinds = tuple(self._kinds[each] for each in wanted if each in self._kinds)
        return Part(frozenset(each for each in wanted if each not in self._kinds), kinds, named)

    def named(self, names: Iterable[str]) -> Part:
        """Return what satisfies one of several things, named without saying which are credentials."""
        names = tuple(names)
        return self.part(
            (each for each in names if each not in self._kinds), (each for each in names if each in self._kinds)
        )

    def used(self, parts: Iterable[Part]) -> tuple[Equivalence, ...]:
        """Return the equivalences that bear on what is asked for."""
        there = {name for part in parts for name in (*part.topics, *(kind.id for kind in part.kinds))}
        return tuple(each for each in self._given if there & set(each.answers_for))

    def _answering(self, names: Iterable[str]) -> Iterator[str]:
        for name in names:
            for each in self._given:
                if name in each.answers_for:
                    yield each.this
                    yield from self._answering((each.this,))
