"""Shifts as people look at them: a word with its shape and colour, when it is, who is on it, and what is wanting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from muster.domain.explanations.explaining import sentence
from muster.domain.findings import Verdict
from muster.domain.records import OnRecord
from muster.domain.teams.going_out import Checked, Fit, gravest_by_rule
from muster.domain.teams.going_out_words import hours, name_of, wanting, why_not, word_of
from muster.domain.teams.shifts import Going, Manned, Outing
from muster.domain.teams.staffing import Presence, TeamFinding
from muster.domain.teams.staffing_words import lacking, said
from muster.domain.words import Words
from muster.web.drawing import capital
from muster.web.findings import SIGNS, Sign, sign_of


@dataclass(frozen=True, slots=True)
class Somebody:
    """Somebody on a shift, as a line names them."""

    id: UUID
    name: str
    presence: str


@dataclass(frozen=True, slots=True)
class Line:
    """A shift on a list. ``wanting``: what keeps it back, a sentence each. ``told``: it is said who went."""

    path: str
    team: str
    when: str
    day: date
    people: tuple[Somebody, ...]
    sign: Sign
    word: str
    wanting: tuple[str, ...]
    told: bool
    begun: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """What one rule says of a crew at its worst; ``places``: who is put where."""

    sign: Sign
    word: str
    says: str
    sentence: str
    when: str
    places: tuple[tuple[str, str], ...]
    lacks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a pack adopted for this kind of team says of a member."""

    sign: Sign
    word: str
    says: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Stand:
    """How a member stands; ``asked``: beside what the program goes by, by what their kind of team is asked."""

    id: UUID
    name: str
    presence: str
    sign: Sign
    word: str
    says: str
    beside: tuple[str, ...]
    counts: bool
    asked: tuple[Asked, ...]


def presences(words: Words) -> dict[Presence, str]:
    """Return the ways of being there, in words."""
    return {
        Presence.IN_PERSON: words("in person"),
        Presence.REMOTE: words("by video or phone"),
        Presence.REACHABLE: words("on call only"),
    }


def line_of(
    found: OnRecord[Manned],
    checked: Checked,
    names: Mapping[UUID, str],
    here: ZoneInfo,
    words: Words,
    *,
    now: datetime,
) -> Line:
    """Return a shift as it is listed."""
    shift = found.value.shift
    out = shift.outing(checked.stage) or shift.plan
    return Line(
        f"/shifts/{found.fact}",
        capital(words.name(shift.team)),
        hours(out, here, words),
        out.starts_at.astimezone(here).date(),
        tuple(somebody(each, names, words) for each in found.value.crew(checked.stage)),
        SIGNS[checked.verdict],
        word_of(checked.verdict, checked.stage, words),
        tuple(wanting(checked, names, words)),
        shift.went is not None,
        shift.plan.starts_at <= now,
    )


def somebody(going: Going, names: Mapping[UUID, str], words: Words) -> Somebody:
    """Return somebody on a shift; how they are there is said where it is not in person."""
    presence = "" if going.presence is Presence.IN_PERSON else presences(words)[going.presence]
    return Somebody(going.person, name_of(going.person, names, words), presence)


def stand_of(fit: Fit, names: Mapping[UUID, str], here: ZoneInfo, words: Words) -> Stand:
    """Return a member as the page of a shift shows them."""
    sign, word = _whole(fit, words)
    others = tuple(
        words(
            "Also on a shift on {day}, {hours}.",
            day=words.day(each.starts_at.astimezone(here).date()),
            hours=hours(Outing(each.starts_at, each.ends_at), here, words),
        )
        for each in fit.beside
    )
    return Stand(
        fit.going.person,
        name_of(fit.going.person, names, words),
        presences(words)[fit.going.presence],
        sign,
        word,
        capital(why_not(fit, words)) + ".",
        others,
        fit.counts,
        tuple(
            Asked(SIGNS[each.verdict], _word(each.verdict, words), each.requirement.says, sentence(each, words))
            for each in (fit.of_kind.findings if fit.of_kind else ())
        ),
    )


def _whole(fit: Fit, words: Words) -> tuple[Sign, str]:
    """Return the sign and the word for a member: how they are cleared, unless something else is graver."""
    if fit.clearance is not None and fit.verdict is fit.clearance.verdict:
        return sign_of(fit.clearance, words)
    return SIGNS[fit.verdict], {
        Verdict.NOT_MET: words("May not go"),
        Verdict.NEEDS_REVIEW: words("Needs review"),
        Verdict.MET: words("May go"),
        Verdict.NOT_APPLICABLE: words("No rule binds"),
    }[fit.verdict]


def rules_of(checked: Checked, names: Mapping[UUID, str], words: Words) -> list[Rule]:
    """Return what every rule says of a crew, the gravest first."""
    return [_rule(each, names, words) for each in gravest_by_rule(checked.findings)]


def _rule(found: TeamFinding, names: Mapping[UUID, str], words: Words) -> Rule:
    def who(one: UUID) -> str:
        return name_of(one, names, words)

    return Rule(
        SIGNS[found.verdict],
        _word(found.verdict, words),
        found.rule.says,
        said(found, words),
        words("{since} to {until}", since=f"{found.since:%H:%M}", until=f"{found.until:%H:%M}"),
        tuple((capital(words.name(place.id)), who(person)) for place, person in found.filled),
        tuple(lacking(each, words, who) for each in found.lacks),
    )


def _word(verdict: Verdict, words: Words) -> str:
    return {
        Verdict.MET: words("Met"),
        Verdict.NOT_MET: words("Not met"),
        Verdict.NEEDS_REVIEW: words("Needs review"),
        Verdict.NOT_APPLICABLE: words("Does not bind"),
    }[verdict]
