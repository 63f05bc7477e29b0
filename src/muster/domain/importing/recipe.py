"""What somebody has accepted about an agency's spreadsheets: who is meant, what a title or a course stands for.

Reading words as facts is a decision; a recipe is where a person has taken it, once, in writing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from muster.domain.importing.written_dates import Order


class MonthOnly(StrEnum):
    """What a date is that gives its month alone."""

    FIRST = "first"
    LAST = "last"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class CourseSaid:
    """What a course teaches. ``minutes``: how long it is, for rows that do not say."""

    topics: tuple[str, ...]
    minutes: int | None = None
    provider: str = ""


@dataclass(frozen=True, slots=True)
class PaperSaid:
    """The kind of credential a column is about: one for everybody, or one for each job title."""

    credential: str = ""
    by_title: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ConditionSaid:
    """What satisfies a funder's condition: any one of these topics, or any one of these credentials."""

    topics: tuple[str, ...] = ()
    credentials: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class License:
    """The license that a role's word names. ``title`` and ``issuer`` empty: a pack that is known defines it."""

    credential: str
    title: str = ""
    issuer: str = ""


NEW = "new"  # under [people]: nobody on record; add them


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything accepted, each by the file's own words.

    ``program``: where no row names one. ``date_order``: of columns that do not say it themselves.
    ``people``: whom a name means, by HR number, e-mail address or id; ``new`` for somebody who is to be
    added by name alone.
    """

    program: str = ""
    date_order: Order | None = None
    month_only: MonthOnly = MonthOnly.ASK
    titles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    courses: Mapping[str, CourseSaid] = field(default_factory=dict)
    papers: Mapping[str, PaperSaid] = field(default_factory=dict)
    conditions: Mapping[str, ConditionSaid] = field(default_factory=dict)
    licenses: Mapping[str, License] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    partners: Mapping[str, str] = field(default_factory=dict)
    programs: Mapping[str, str] = field(default_factory=dict)


def folded(words: str) -> str:
    """Return words as they are compared: spaces and capitals do not matter.

    >>> folded("  CPR/FA   Exp. ")
    'cpr/fa exp.'
    """
    return " ".join(words.split()).casefold()
