"""One text of rules beside another, requirement by requirement: what is tighter, looser, added, left out.

What may be shown to be tighter is sound: under facts that are alike, on no day does the child let pass what the
parent does not (docs/decisions/0035).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from muster.domain.adopting.packs import Pack
from muster.domain.adopting.tighter_terms import Difference, Relation, differences, worst
from muster.domain.intervals import ALWAYS, FOREVER, Interval
from muster.domain.owing.indirect import IndirectRule
from muster.domain.owing.papers import PaperRule
from muster.domain.requirements import Requirement, Terms, VersionBy
from muster.domain.teams.staffing import TeamRule, TeamTerms

Said: TypeAlias = TeamRule | PaperRule | IndirectRule


class Stretch(NamedTuple):
    """Some days, and what is otherwise on them: of service, or of hire where that picks the terms."""

    during: Interval
    relation: Relation
    differences: tuple[Difference, ...]


class Compared(NamedTuple):
    """One requirement in two texts, by the id that it has in both; or in one of them.

    Or, with neither, a rule of a team or of awards, by what it ``says``: the same word for word, or not comparable.
    """

    id: str
    parent: Requirement | None
    child: Requirement | None
    relation: Relation
    stretches: tuple[Stretch, ...] = ()
    says: str = ""

    @property
    def loosens(self) -> bool:
        """Is the child's not shown to be as tight? Whatever cannot be compared is not."""
        return self.relation in {Relation.LOOSER, Relation.DIFFERENT}


class Texts(NamedTuple):
    """Two texts, requirement by requirement: those of the parent in its order, then what the child adds."""

    parent: Pack
    child: Pack
    compared: tuple[Compared, ...]

    @property
    def relation(self) -> Relation:
        """What all of them come to, where whatever is left out is no longer asked."""
        return worst(each.relation for each in self.compared)


def compare_packs(parent: Pack, child: Pack, *, during: Interval = ALWAYS) -> Texts:
    """Compare two texts on some days, by the ids of their requirements, and of what a program itself owes."""
    ours = {each.id: each for each in child.everything}
    theirs = {each.id for each in parent.everything}
    found = [
        compare(each, ours[each.id], during=during)
        if each.id in ours
        else Compared(each.id, each, None, Relation.LEFT_OUT)
        for each in parent.everything
    ]
    found += [Compared(each.id, None, each, Relation.ADDED) for each in child.everything if each.id not in theirs]
    return Texts(parent, child, (*found, *_teams(parent, child), *_of_awards(parent, child)))


def _teams(parent: Pack, child: Pack) -> Iterator[Compared]:
    theirs, ours = ({each.id: _plain(each) for each in pack.teams} for pack in (parent, child))
    yield from _word_for_word(theirs, ours)


def _of_awards(parent: Pack, child: Pack) -> Iterator[Compared]:
    theirs, ours = ({each.id: replace(each, pack="") for each in pack.of_awards} for pack in (parent, child))
    yield from _word_for_word(theirs, ours)


def _word_for_word(theirs: Mapping[str, Said], ours: Mapping[str, Said]) -> Iterator[Compared]:
    """Compare rules of teams, or of awards, by their ids: word for word the same, or not comparable."""
    for name, rule in {**theirs, **ours}.items():
        if name not in ours or name not in theirs:
            relation = Relation.LEFT_OUT if name in theirs else Relation.ADDED
        else:
            relation = Relation.SAME if theirs[name] == ours[name] else Relation.DIFFERENT
        yield Compared(name, None, None, relation, says=rule.says)


def _plain(rule: TeamRule) -> TeamRule:
    """Return a rule of a team as if it were nobody's."""

    def plain(terms: TeamTerms) -> TeamTerms:
        return replace(terms, members_meet=tuple(replace(each, pack="", authority="") for each in terms.members_meet))

    return replace(rule, pack="", authority="", terms=tuple(map(plain, rule.terms)))


def compare(parent: Requirement, child: Requirement, *, during: Interval = ALWAYS) -> Compared:
    """Compare one requirement with another on some days; where the day of hire picks the terms, whatever the hire."""
    by_hire = VersionBy.HIRE_DATE in {parent.terms[0].version_by, child.terms[0].version_by}
    found = tuple(_stretches(parent, child, ALWAYS if by_hire else during))
    return Compared(child.id, parent, child, worst(each.relation for each in found), found)


def _stretches(parent: Requirement, child: Requirement, during: Interval) -> Iterator[Stretch]:
    """Yield the runs of days on which one set of terms of each speaks, those that say the same left out."""
    terms = (*parent.terms, *child.terms)
    edges = {during.start, during.end, *(edge for each in terms for edge in (each.effective, each.until))}
    said: Stretch | None = None
    for start, end in pairwise(sorted(edge for edge in edges if during.start <= edge <= during.end)):
        asked, asks = _on(parent, start), _on(child, start)
        if asked is None and asks is None:
            continue
        here = _stretch(Interval(start, end), parent, asked, child, asks)
        if said and said.during.end == start and said[1:] == here[1:]:
            said = said._replace(during=Interval(said.during.start, end))
            continue
        if said and said.relation is not Relation.SAME:
            yield said
        said = here
    if said and said.relation is not Relation.SAME:
        yield said


def _stretch(
    during: Interval, parent: Requirement, asked: Terms | None, child: Requirement, asks: Terms | None
) -> Stretch:
    if asked is None or asks is None:
        return Stretch(during, Relation.LEFT_OUT if asks is None else Relation.ADDED, ())
    found = tuple(differences(parent, asked, child, asks))
    return Stretch(during, worst(each.relation for each in found), found)


def _on(rule: Requirement, day: date) -> Terms | None:
    return next((each for each in rule.terms if each.effective <= day < each.until and day < FOREVER), None)
