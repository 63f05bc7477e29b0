"""A finding as plain values: what was found, and enough to say it again in another language."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from datetime import date

from muster.domain.credentials import CredentialKind
from muster.domain.explanations.explaining import sentence
from muster.domain.extensions import Extended
from muster.domain.findings import Finding, Missing, Reason, Standing, Verdict
from muster.domain.intervals import BEGINNING, Interval
from muster.domain.requirements import Confidence, Event, Initial, Requirement, Terms
from muster.domain.words import ENGLISH, Words


@dataclass(frozen=True, slots=True)
class Moved:
    """What moved the day: through which one, granted when and by whom; ``order`` is empty for one person's own."""

    through: date
    granted_on: date
    authority: str
    order: str


@dataclass(frozen=True, slots=True)
class Needed:
    """One of several things that were each needed: any of its topics, or any of its credentials, by their titles."""

    topics: tuple[str, ...]
    credentials: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stated:
    """What one requirement said of somebody. ``sentence`` is in English; ``restated`` says it in any language.

    ``topics``, ``credentials`` and ``minutes``: what would have satisfied it. ``since``: the first
    day of this answer. ``unread``, ``interim`` and ``approved_by`` are the rule's, where the answer speaks of them.
    """

    requirement: str
    says: str
    verdict: str
    reason: str
    sentence: str
    cite: str
    authority: str
    confidence: str
    digest: str
    since: date | None
    due_on: date | None
    cured_on: date | None
    days_late: int | None
    topics: tuple[str, ...] = ()
    credentials: tuple[str, ...] = ()
    minutes: int | None = None
    lacks: bool = False
    assumed: bool = False
    moved: Moved | None = None
    either: bool = False
    parts: tuple[Needed, ...] = ()
    unread: str = ""
    interim: str = ""
    approved_by: str = ""


def stated(found: Finding, digest: str) -> Stated:
    """Return a finding as plain values."""
    rule, terms, missing = found.requirement, found.terms, found.missing
    return Stated(
        rule.name,
        rule.says,
        str(found.verdict),
        str(found.reason),
        sentence(found),
        terms.cite if terms else "",
        rule.authority,
        str(terms.confidence) if terms else "",
        digest,
        None if found.during.start == BEGINNING else found.during.start,
        found.due_on,
        found.cured_on,
        found.days_late,
        missing.topics if missing else (),
        _titles(rule, missing) if missing else (),
        missing.minutes if missing else None,
        missing is not None,
        found.assumed,
        Moved(*found.extended) if found.extended else None,
        found.either,
        tuple(Needed(each.topics, _titles(rule, each)) for each in missing.parts) if missing else (),
        rule.unread,
        terms.interim if terms and found.reason is Reason.INTERIM else "",
        terms.approved_by if terms and found.reason is Reason.UNAPPROVED else "",
    )


def _titles(rule: Requirement, missing: Missing) -> tuple[str, ...]:
    return tuple(kind.title for kind in map(rule.kind, missing.kinds) if kind)


def restated(said: Stated, words: Words) -> str:
    """Return the sentence of a finding in any language.

    It is put together again from the values, and said as any other finding is.
    """
    if words is ENGLISH:
        return said.sentence
    titles = dict.fromkeys((*said.credentials, *(title for each in said.parts for title in each.credentials)))
    kinds = tuple(CredentialKind(title, title, "") for title in titles)
    terms = _terms(said) if said.cite else None
    pack, _, own = said.requirement.partition("/")
    topics = frozenset() if said.unread else frozenset(said.topics) or frozenset({own})
    rule = Requirement(
        pack, own, said.says, frozenset({"*"}), topics, kinds, (terms or _ANY_TERMS,), unread=said.unread
    )
    parts = tuple(Missing(each.topics, each.credentials) for each in said.parts)
    start = said.since or BEGINNING
    found = Finding(
        rule,
        start,
        Standing(Verdict(said.verdict), Reason(said.reason)),
        Interval(start),
        terms,
        said.due_on,
        said.cured_on,
        missing=Missing(said.topics, said.credentials, said.minutes, parts) if said.lacks else None,
        assumed=said.assumed,
        extended=Extended(*astuple(said.moved)) if said.moved else None,
        either=said.either,
    )
    return sentence(found, words)


def _terms(said: Stated) -> Terms:
    initial = Initial(Event.ASSIGNMENT, None) if said.interim else None  # which the condition lasts until
    return Terms(
        BEGINNING,
        said.cite,
        Confidence(said.confidence),
        initial=initial,
        interim=said.interim,
        approved_by=said.approved_by,
    )


_ANY_TERMS = Terms(BEGINNING, "", Confidence.READ)
