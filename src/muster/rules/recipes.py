"""Recipes of imports: read from TOML, strictly, into the domain's ``Recipe``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field, PlainValidator

from muster.domain.importing.recipe import (
    ConditionSaid,
    CourseSaid,
    License,
    MonthOnly,
    PaperSaid,
    Recipe,
    folded,
)
from muster.domain.importing.written_dates import Order
from muster.domain.partnerships import PartnerKind
from muster.rules.problems import Problem
from muster.rules.reading import check, document
from muster.rules.words import Form, Hint, Id, Ids, Minutes, Words, one_of, shown


class CourseForm(Form):
    """What a course teaches."""

    topics: Annotated[Ids, Hint("the topics that it teaches", '["de-escalation"]')]
    hours: Minutes | None = None
    provider: Words | None = None

    def said(self) -> CourseSaid:
        """Return the domain's value."""
        return CourseSaid(tuple(self.topics), self.hours, self.provider or "")


class PaperForm(Form):
    """The credential that a column is about."""

    credential: Id | None = None
    by_title: dict[str, Id] = Field(default_factory=dict)

    def said(self) -> PaperSaid:
        """Return the domain's value."""
        return PaperSaid(self.credential or "", self.by_title)


class ConditionForm(Form):
    """What satisfies a funder's condition."""

    topics: Ids | None = None
    credentials: Ids | None = None

    def said(self) -> ConditionSaid:
        """Return the domain's value."""
        return ConditionSaid(tuple(self.topics or ()), tuple(self.credentials or ()))


class LicenseForm(Form):
    """The license that a role's word names."""

    credential: Annotated[Id, Hint("the credential that the word names", '"lcsw-license"')]
    title: Words | None = None
    issuer: Words | None = None

    def said(self) -> License:
        """Return the domain's value."""
        return License(self.credential, self.title or "", self.issuer or "")


class RecipeForm(Form):
    """A recipe, from its top."""

    program: Words | None = None
    date_order: Annotated[Order, PlainValidator(one_of(Order))] | None = None
    month_only: Annotated[MonthOnly, PlainValidator(one_of(MonthOnly))] = MonthOnly.ASK
    titles: dict[str, Ids] = Field(default_factory=dict)
    roles: dict[str, Id] = Field(default_factory=dict)
    courses: dict[str, CourseForm] = Field(default_factory=dict)
    papers: dict[str, PaperForm] = Field(default_factory=dict)
    conditions: dict[str, ConditionForm] = Field(default_factory=dict)
    licenses: dict[str, LicenseForm] = Field(default_factory=dict)
    people: dict[str, Words] = Field(default_factory=dict)
    partners: dict[str, Annotated[PartnerKind, PlainValidator(one_of(PartnerKind))]] = Field(default_factory=dict)
    programs: dict[str, Words] = Field(default_factory=dict)


def parse(text: str, *, source: str) -> Recipe:
    """Read a recipe from its text. ``source`` is the name that faults are told under.

    Raises:
        Invalid: the text is not a recipe; every fault is listed, each with its line.
    """
    read = document(text, source=source, what="recipe")
    form = check(read, RecipeForm, _besides(read.raw))
    return Recipe(
        form.program or "",
        form.date_order,
        form.month_only,
        {key: tuple(roles) for key, roles in form.titles.items()},
        form.roles,
        {key: each.said() for key, each in form.courses.items()},
        {key: each.said() for key, each in form.papers.items()},
        {key: each.said() for key, each in form.conditions.items()},
        {key: each.said() for key, each in form.licenses.items()},
        form.people,
        {key: str(kind) for key, kind in form.partners.items()},
        form.programs,
    )


def _besides(raw: dict[str, object]) -> Iterator[Problem]:
    """Find what no single key shows: one word said twice, and what says nothing."""
    for name, table in raw.items():
        if not isinstance(table, dict):
            continue
        seen: dict[str, str] = {}
        for key in table:
            before = seen.setdefault(folded(key), key)
            if before != key:
                yield Problem(
                    (name, key),
                    f"{shown(key)} beside {shown(before)}",
                    "each word once",
                    "capitals do not matter; keep one",
                )
    for name, keys in (("conditions", ("topics", "credentials")), ("papers", ("credential", "by_title"))):
        table = raw.get(name)
        for key, said in table.items() if isinstance(table, dict) else ():
            if isinstance(said, dict) and not any(said.get(each) for each in keys):
                yield Problem(
                    (name, key), "neither of two keys", f"'{keys[0]}' or '{keys[1]}'", f"add {keys[0]}, or take it out"
                )
