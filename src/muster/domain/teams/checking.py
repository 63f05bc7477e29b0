"""May these people go out together? Places are filled by maximum matching, members judged by the one engine.

The definitions are docs/decisions/0032; the shapes are in ``muster.domain.teams.staffing``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Final, NamedTuple
from uuid import UUID

from muster.domain.clearance import GRAVITY, gravest
from muster.domain.findings import Verdict
from muster.domain.local_hours import minute_of, pieces
from muster.domain.teams.able import Asked, Timelines
from muster.domain.teams.staffing import Crew, Lack, Place, TeamFinding, TeamRule, TeamTerms, Want, Way
from muster.domain.teams.ways import Team


class _Answer(NamedTuple):
    """What one set of terms says of a piece."""

    verdict: Verdict
    terms: TeamTerms | None = None
    way: Way | None = None
    filled: tuple[tuple[Place, UUID], ...] = ()
    lacks: tuple[Lack, ...] = ()


_NOTHING_BINDS: Final = _Answer(Verdict.NOT_APPLICABLE)


def check(
    rule: TeamRule, crew: Crew, *, start: datetime, end: datetime, timelines: Timelines | None = None
) -> tuple[TeamFinding, ...]:
    """Answer a rule for a crew, for each piece of a shift, in order; the answer of the whole is the gravest of them.

    ``start`` and ``end`` are in the zone of the program, which is that of ``start``. ``timelines``: what is judged of
    these people already, by whoever asks about many days.

    Raises:
        Invalid: a time has no zone, or the end is not after the start.
    """

    def hours(day: date) -> set[int]:
        bound = (way.hours for terms in rule.on(day) for way in terms.ways if way.hours)
        return {minute for each in bound for minute in (each.since, each.until)}

    asked: dict[date, Asked] = {}
    timelines = {} if timelines is None else timelines
    found: list[TeamFinding] = []
    for since, until in pieces(start, end, hours):
        day = since.date()
        on_the_day = asked.setdefault(day, Asked(day, timelines))
        answers = [_answer(rule, terms, crew, on_the_day, minute_of(since)) for terms in rule.on(day)]
        found.append(TeamFinding(rule, since, until, *_together(answers)))
    return tuple(found)


def answer(findings: Iterable[TeamFinding]) -> Verdict:
    """Return the answer of a whole shift: the gravest of its pieces."""
    return gravest({each.verdict for each in findings})


def _together(answers: Sequence[_Answer]) -> _Answer:
    """Return the one answer of all texts that may be in force; where they differ a person must look."""
    known = [each for each in answers if each.terms is not None and each.terms.in_force] or [_NOTHING_BINDS]
    other = [each for each in answers if each.terms is not None and not each.terms.in_force]
    first = min((*known, *other), key=lambda each: GRAVITY.index(each.verdict))
    differing = [each for each in other if each.verdict is not known[0].verdict]
    if not differing:
        return known[0]
    readings = (Lack(Want.READINGS, each.terms.cite, Verdict.NEEDS_REVIEW) for each in differing if each.terms)
    return first._replace(verdict=Verdict.NEEDS_REVIEW, lacks=(*first.lacks, *readings))


def _answer(rule: TeamRule, terms: TeamTerms, crew: Crew, asked: Asked, minute: int) -> _Answer:
    if rule.unread:
        return _Answer(Verdict.NEEDS_REVIEW, terms, lacks=(Lack(Want.UNREAD, rule.unread, Verdict.NEEDS_REVIEW),))
    ways = [way for way in terms.ways if _binds(way, crew, minute)]
    if not ways:
        return _Answer(Verdict.NOT_APPLICABLE, terms)
    team = Team(terms, crew, asked)
    always = tuple(team.lacks())
    tried = [(way, *team.by(way)) for way in ways]
    way, filled, lacks = min(tried, key=lambda each: _weight(each[2]))
    verdict = gravest({Verdict.MET, *(each.verdict for each in (*lacks, *always))})
    return _Answer(verdict if terms.confidence.settles else Verdict.NEEDS_REVIEW, terms, way, filled, lacks + always)


def _binds(way: Way, crew: Crew, minute: int) -> bool:
    now = way.hours is None or way.hours.since <= minute < way.hours.until
    return now and (not way.circumstance or way.circumstance in crew.circumstances)


def _weight(lacks: Sequence[Lack]) -> tuple[int, int]:
    """Order ways by how much they lack: what is wanting first, then what is in doubt."""
    wanting = sum(each.verdict is Verdict.NOT_MET for each in lacks)
    return wanting, len(lacks) - wanting
