"""What somebody has to decide before more of a plan can be carried out: each asked once, each a line of the recipe."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from muster.domain.importing.claims import Spot
from muster.domain.importing.planning.plan import Accepted, Kind, Plan, PlanLine, Proposal
from muster.domain.importing.recipe import MonthOnly, PaperSaid, Recipe, folded
from muster.domain.importing.written_dates import Order
from muster.domain.ledger.leaves import canonical


class About(StrEnum):
    """What is asked, in the order in which it is: what most of the rest hangs on comes first."""

    DATE_ORDER = "date_order"
    MONTH_ONLY = "month_only"
    PEOPLE = "people"
    TITLES = "titles"
    COURSES = "courses"
    PAPERS = "papers"
    ROLES = "roles"
    PARTNERS = "partners"
    CONDITIONS = "conditions"
    LICENSES = "licenses"


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to decide. ``key`` tells it from every other and says nothing of what it asks.

    ``count``: how many things wait for it, ``what``: the first of them, ``kinds``: what they would be on record.
    """

    key: str
    about: About
    proposal: Proposal
    count: int = 0
    what: str = ""
    kinds: frozenset[Kind] = frozenset()

    @property
    def word(self) -> str:
        """The file's own word."""
        return self.proposal.key

    @property
    def of_column(self) -> str:
        """The column that the word stands in, where one word may mean something else in another."""
        return self.proposal.table[1] if len(self.proposal.table) > 1 else ""


def questions(plan: Plan) -> tuple[Question, ...]:
    """Return everything that a plan asks."""
    asking: dict[str, list[PlanLine]] = {}
    waiting: dict[tuple[str, str], list[PlanLine]] = {}
    for line in plan.held_back():
        if line.fault:
            waiting.setdefault((line.fault.found, line.fault.expected), []).append(line)
        if line.proposal:
            asking.setdefault(_key(line.proposal), []).append(line)
    found: list[Question] = []
    for each in plan.proposals:
        key = _key(each)
        about = About(each.table[0] if each.table else each.key)
        alike = asking.get(key, [])
        fault = alike[0].fault if alike else None
        if fault is None:
            found.append(Question(key, about, each))
            continue
        theirs = set(map(id, alike))
        alike = [*alike, *(one for one in waiting[fault.found, fault.expected] if id(one) not in theirs)]
        kinds = frozenset(one.kind for one in alike)
        found.append(Question(key, about, each, len(alike), alike[0].words, kinds))
    order = list(About)
    return tuple(sorted(found, key=lambda each: order.index(each.about)))


def question(table: tuple[str, ...], word: str) -> Question:
    """Return the question about a word again, as somebody answers it.

    Raises:
        ValueError: nothing like it is ever asked.
    """
    proposal = Proposal(table, word, None, Spot(""))
    return Question(_key(proposal), About(table[0] if table else word), proposal)


def _key(proposal: Proposal) -> str:
    said = canonical({"table": list(proposal.table), "key": folded(proposal.key)})
    return hashlib.sha256(said).hexdigest()[:16]


def decided(recipe: Recipe, answers: Sequence[tuple[Question, Accepted]]) -> Recipe:
    """Return the recipe with what somebody has decided in it.

    >>> asked = question(("titles",), "RN")
    >>> decided(Recipe(titles={"rn": ("emt",)}), [(asked, ("nurse",))]).titles
    {'RN': ('nurse',)}
    """
    for question, value in answers:
        recipe = _with(recipe, question, value)
    return recipe


def _with(recipe: Recipe, question: Question, value: Accepted) -> Recipe:
    if question.about is About.DATE_ORDER:
        return replace(recipe, date_order=Order(str(value)))
    if question.about is About.MONTH_ONLY:
        return replace(recipe, month_only=MonthOnly(str(value)))
    if question.about is About.PAPERS:
        paper = next(
            (said for key, said in recipe.papers.items() if folded(key) == folded(question.of_column)), PaperSaid()
        )
        whole = len(question.proposal.table) == 2  # noqa: PLR2004 - the table of the column itself, not of titles
        if whole:
            said = replace(paper, credential=str(value))
        else:
            said = replace(paper, by_title=_over(paper.by_title, question.word, str(value)))
        return replace(recipe, papers=_over(recipe.papers, question.of_column, said))
    changed: dict[str, Any] = {question.about: _over(getattr(recipe, question.about), question.word, value)}
    return replace(recipe, **changed)


def _over(table: Mapping[str, Any], word: str, value: object) -> dict[str, Any]:
    """Return a table with a word in it, once, however it was spelt before."""
    return {key: said for key, said in table.items() if folded(key) != folded(word)} | {word: value}
