"""Whether a team may go out, in words: the answer, its hours, and everything that keeps it back."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID
from zoneinfo import ZoneInfo

from muster.domain.clearance import Clearance
from muster.domain.explanations.explaining import headline
from muster.domain.findings import Verdict
from muster.domain.people import called
from muster.domain.teams.going_out import Checked, Fit
from muster.domain.teams.shifts import Outing, Tense
from muster.domain.teams.staffing_words import lacking
from muster.domain.words import Words


def name_of(who: UUID, names: Mapping[UUID, str], words: Words) -> str:
    """Return what somebody is called; who is out of reach, or was erased, is somebody."""
    return called(names.get(who, ""), words)


def hours(out: Outing, here: ZoneInfo, words: Words) -> str:
    """Return the hours of an outing where it goes out, with the day of its end where that is another.

    >>> from datetime import datetime
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
    if any(each.both for each in fit.beside) and fit.verdict is not Verdict.NOT_MET:
        return words("in person on another shift at the same time")
    asked = _asked_of_kind(fit.of_kind, words) if fit.of_kind else ""
    return "; ".join([headline(fit.clearance, words), *([asked] if asked else ())])


def _asked_of_kind(found: Clearance, words: Words) -> str:
    """Return what keeps somebody from this kind of team, by the packs adopted for it; empty where nothing does."""
    match found.verdict:
        case Verdict.NOT_MET:
            return words.plural(
                "{count} requirement for this kind of team is not met",
                "{count} requirements for this kind of team are not met",
                sum(each.verdict is Verdict.NOT_MET for each in found.required),
            )
        case Verdict.NEEDS_REVIEW:
            return words("whether they meet what this kind of team is asked is in doubt")
        case _:
            return ""
