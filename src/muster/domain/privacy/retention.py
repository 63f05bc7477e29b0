"""How long what is on record about a person is kept: by the longest of all the rules that apply.

A rule counts from an event. While the day of an event is unknown, nobody can say when the time is
over, and so it is not: what cannot be said is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from muster.domain.errors import Fault, Invalid
from muster.domain.intervals import Span
from muster.domain.requirements import Confidence


class Of(StrEnum):
    """The kinds of fact about a person that a rule may ask to keep, by the names that the ledger gives them."""

    EMPLOYMENT = "employment"
    LEAVE = "leave"
    ROLE = "role-held"
    COMPLETION = "completion"
    CREDENTIAL = "credential"
    STATUS = "credential-status"
    WAIVER = "waiver"
    EXTENSION = "extension"
    ALLOCATION = "allocation"
    EFFORT = "effort"
    CONFIRMATION = "effort-confirmation"
    PAID_DAY = "paid-day"
    PAY_RATE = "pay-rate"
    SHIFT = "shift-member"


class After(StrEnum):
    """What the time is counted from."""

    DONE = "done"  # the last day that the fact itself is about
    LAST_ENTRY = "last-entry"  # the last day that any fact of these kinds is about
    SEPARATION = "separation"  # the last day of the last employment
    FINAL_REPORT = "final-report"  # the final financial report of every award that the person was charged to


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of how long something is kept. ``topics`` and ``jurisdictions`` empty: whatever they are.

    ``names``: the rule asks for a record that names people. ``own``: the agency's own, beside the law's.
    """

    id: str
    of: frozenset[Of]
    after: After
    keep: Span
    says: str
    cite: str
    confidence: Confidence
    reviewed_on: date
    topics: frozenset[str] = frozenset()
    jurisdictions: frozenset[str] = frozenset()
    names: bool = False
    own: bool = False


@dataclass(frozen=True, slots=True)
class Dated:
    """A fact as rules of retention see it. ``last`` unset: nobody knows, or nobody knows yet, its last day.

    ``topics`` unset: it is not known what it was about, so that it may have been any of them.
    """

    fact: UUID
    of: Of
    last: date | None
    topics: frozenset[str] | None = frozenset()


@dataclass(frozen=True, slots=True)
class About:
    """What is on record about a person that days of retention are counted from.

    ``awards``: those the person was ever charged or allotted to, or went out for, each with the day on which its final
    financial report was submitted, unset while it was not. ``jurisdictions``: those of their credentials.
    """

    facts: tuple[Dated, ...] = ()
    separated_on: date | None = None
    awards: Mapping[UUID, date | None] = field(default_factory=dict)
    jurisdictions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Keeping:
    """What one rule says of one fact. ``until``: the last day on which it is kept; unset: nobody can say yet."""

    rule: Rule
    until: date | None


_LATEST: Final = date.max
_SOME_DAY: Final = date(2000, 1, 1)


def keepings(fact: Dated, about: About, rules: Iterable[Rule]) -> tuple[Keeping, ...]:
    """Return what every rule that applies says of a fact, the longest first; what nobody can say is the longest."""
    found = [Keeping(rule, _until(rule, fact, about)) for rule in rules if _applies(rule, fact, about)]
    return tuple(sorted(found, key=lambda each: (each.until or _LATEST, each.rule.id), reverse=True))


def keep_until(fact: Dated, about: About, rules: Iterable[Rule]) -> Keeping | None:
    """Return the longest of all the rules that apply to a fact; ``None`` when none does.

    >>> rule = Rule(
    ...     "card", frozenset({Of.COMPLETION}), After.DONE, Span(months=36), "", "", Confidence.READ, date(2026, 1, 1)
    ... )
    >>> keep_until(Dated(UUID(int=1), Of.COMPLETION, date(2023, 2, 28)), About(), [rule]).until
    datetime.date(2026, 2, 28)
    """
    return next(iter(keepings(fact, about, rules)), None)


def is_over(fact: Dated, about: About, rules: Iterable[Rule], *, today: date) -> bool:
    """May a fact go? From the day after the last one on which the longest rule keeps it."""
    longest = keep_until(fact, about, rules)
    return longest is None or (longest.until is not None and longest.until < today)


def check_longer(own: Rule, law: Iterable[Rule]) -> None:
    """Refuse a rule of the agency's own that keeps nothing any longer than the law does from the same event.

    Raises:
        Invalid: a rule that came with muster keeps at least as long.
    """
    for rule in law:
        if own.after is rule.after and own.of & rule.of and _SOME_DAY + own.keep <= _SOME_DAY + rule.keep:
            raise Invalid(
                f"{rule.cite} keeps this at least as long; an agency may keep longer than the law, never shorter",
                code="not-longer",
                faults=[
                    Fault("/keep", str(own.keep), f"more than {rule.keep}", "make it longer, or leave it to the law")
                ],
            )


def _applies(rule: Rule, fact: Dated, about: About) -> bool:
    if fact.of not in rule.of:
        return False
    if rule.after is After.FINAL_REPORT and not about.awards:
        return False
    if rule.jurisdictions and not _folded(rule.jurisdictions) & _folded(about.jurisdictions):
        return False
    return not rule.topics or fact.topics is None or bool(rule.topics & fact.topics)


def _folded(words: Iterable[str]) -> set[str]:
    return {each.strip().casefold() for each in words}


def _until(rule: Rule, fact: Dated, about: About) -> date | None:
    event = _event(rule, fact, about)
    return None if event is None else event + rule.keep


def _event(rule: Rule, fact: Dated, about: About) -> date | None:
    """Return the day a rule counts from; ``None`` while that is unknown."""
    if rule.after is After.DONE:
        return fact.last
    if rule.after is After.SEPARATION:
        return about.separated_on
    if rule.after is After.FINAL_REPORT:
        days = list(about.awards.values())
    else:
        days = [each.last for each in about.facts if each.of in rule.of]
    known = [each for each in days if each is not None]
    return max(known) if known and len(known) == len(days) else None
