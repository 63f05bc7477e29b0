"""Shifts as people look at them: a word with its shape and colour, when it is, who is on it, and what is wanting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from muster.domain.explaining import headline
from muster.domain.findings import Verdict
from muster.domain.going_out import Checked, Fit, gravest_by_rule
from muster.domain.people import called
from muster.domain.records import OnRecord
from muster.domain.shifts import Going, Manned, Outing, Tense
from muster.domain.staffing import Presence, TeamFinding
from muster.domain.staffing_words import lacking, said
from muster.domain.words import Words
from muster.web.drawing import capital
from muster.web.findings import Sign, sign_of

SIGNS = {
    Verdict.MET: Sign.MET,
    Verdict.NOT_MET: Sign.NOT_MET,
    Verdict.NEEDS_REVIEW: Sign.REVIEW,
    Verdict.NOT_APPLICABLE: Sign.NONE,
}


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
class Stand:
    """How a member stands."""

    id: UUID
    name: str
    presence: str
    sign: Sign
    word: str
    says: str
    beside: tuple[str, ...]
    counts: bool


def presences(words: Words) -> dict[Presence, str]:
    """Return the ways of being there, in words."""
    return {
        Presence.IN_PERSON: words("in person"),
        Presence.REMOTE: words("by video or phone"),
        Presence.REACHABLE: words("on call only"),
    }


def name_of(who: UUID, names: Mapping[UUID, str], words: Words) -> str:
    """Return what somebody is called; who is out of reach, or was erased, is somebody."""
    return called(names.get(who, ""), words)


def hours(out: Outing, here: ZoneInfo, words: Words) -> str:
    """Return the hours of an outing where it goes out, with the day of its end where that is another.

    >>> from muster.domain.words import ENGLISH
    >>> utc = ZoneInfo("UTC")
    >>> night = Outing(datetime(2026, 11, 22, 20, tzinfo=utc), datetime(2026, 11, 23, 4, tzinfo=utc))
    >>> hours(night, utc, ENGLISH)
    '20:00 to 04:00 on November 23, 2026'
    """
    since, until = out.starts_at.astimezone(here), out.ends_at.astimezone(here)
    if since.date() == until.date():
        return words("{since} to {until}", since=f"{since:%H:%M}", until=f"{until:%H:%M}")
    return words(
        "{since} to {until} on {day}", since=f"{since:%H:%M}", until=f"{until:%H:%M}", day=words.day(until.date())
    )


def word_of(verdict: Verdict, stage: Tense, words: Words) -> str:
    """Return the answer about a team in a word or two."""
    planned = stage is Tense.PLANNED
    match verdict:
        case Verdict.MET:
            return words("May go out") if planned else words("Went as its rules ask")
        case Verdict.NOT_MET:
            return words("May not go out") if planned else words("Went otherwise than its rules ask")
        case Verdict.NEEDS_REVIEW:
            return words("Somebody has to look")
        case Verdict.NOT_APPLICABLE:
            return words("No rule binds")


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


def wanting(checked: Checked, names: Mapping[UUID, str], words: Words) -> list[str]:
    """Return everything that keeps a team back, a sentence each."""

    def who(one: UUID) -> str:
        return name_of(one, names, words)

    found = [lacking(lack, words, who) for _, lack in checked.lacks]
    found += [f"{who(each.going.person)}: {why_not(each, words)}." for each in checked.kept_back]
    return list(dict.fromkeys(found))


def why_not(fit: Fit, words: Words) -> str:
    """Return in a few words how somebody stands."""
    if fit.clearance is None:
        return words("holds no role in the program then")
    if any(each.both for each in fit.beside) and fit.clearance.verdict is not Verdict.NOT_MET:
        return words("in person on another shift at the same time")
    return headline(fit.clearance, words)


def stand_of(fit: Fit, names: Mapping[UUID, str], here: ZoneInfo, words: Words) -> Stand:
    """Return a member as the page of a shift shows them."""
    sign, word = (Sign.REVIEW, words("Needs review")) if fit.clearance is None else sign_of(fit.clearance, words)
    others = tuple(
        words(
            "Also on a shift on {day}, {hours}.",
            day=words.day(each.starts_at.astimezone(here).date()),
            hours=hours(Outing(each.starts_at, each.ends_at), here, words),
        )
        for each in fit.beside
    )
    doubt = fit.verdict is Verdict.NEEDS_REVIEW and fit.clearance is not None
    return Stand(
        fit.going.person,
        name_of(fit.going.person, names, words),
        presences(words)[fit.going.presence],
        Sign.REVIEW if doubt else sign,
        words("Needs review") if doubt else word,
        capital(why_not(fit, words)) + ".",
        others,
        fit.counts,
    )


def rules_of(checked: Checked, names: Mapping[UUID, str], words: Words) -> list[Rule]:
    """Return what every rule says of a crew, the gravest first."""
    return [_rule(each, names, words) for each in gravest_by_rule(checked.findings)]


def _rule(found: TeamFinding, names: Mapping[UUID, str], words: Words) -> Rule:
    word = {
        Verdict.MET: words("Met"),
        Verdict.NOT_MET: words("Not met"),
        Verdict.NEEDS_REVIEW: words("Needs review"),
        Verdict.NOT_APPLICABLE: words("Does not bind"),
    }[found.verdict]

    def who(one: UUID) -> str:
        return name_of(one, names, words)

    return Rule(
        SIGNS[found.verdict],
        word,
        found.rule.says,
        said(found, words),
        words("{since} to {until}", since=f"{found.since:%H:%M}", until=f"{found.until:%H:%M}"),
        tuple((capital(words.name(place.id)), who(person)) for place, person in found.filled),
        tuple(lacking(each, words, who) for each in found.lacks),
    )
