"""A person's years as they are looked at: a picture of each program's rules and of every credential, and in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from markupsafe import Markup

from muster.domain.bar_words import beside
from muster.domain.explanations.explaining import about, deadline
from muster.domain.findings import Reason, Standing, Verdict
from muster.domain.intervals import Interval
from muster.domain.overviews.timeline import CardLane, Paper, PersonTimeline, ProgramTimeline
from muster.domain.requirements import Requirement
from muster.domain.words import Words
from muster.reports import pictures
from muster.reports.charts import Bar, Chart, Form, Row
from muster.web.drawing import capital
from muster.web.findings import Sign


@dataclass(frozen=True, slots=True)
class Run:
    """Some days of a lane, in words."""

    days: str
    sign: Sign
    word: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One lane in words. ``says``: the rule's own sentence, in English; empty for what is no rule."""

    label: str
    says: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """What belongs together: one program, or all credentials."""

    title: str
    wide: Markup
    narrow: Markup
    lanes: tuple[Lane, ...]


@dataclass(frozen=True, slots=True)
class Years:
    """All of it, with what the bars stand for."""

    first: date
    last: date
    sections: tuple[Section, ...]
    legend: tuple[tuple[Markup, str], ...]


class _Days(NamedTuple):
    during: Interval
    sign: Sign
    word: str


class _Told(NamedTuple):
    label: str
    says: str
    days: tuple[_Days, ...]
    head: bool = False


_FORMS: Final = {
    Sign.MET: Form.WHOLE,
    Sign.SOON: Form.HALF,
    Sign.NOT_MET: Form.HATCHED,
    Sign.REVIEW: Form.BROKEN,
    Sign.NONE: Form.LINES,
}


async def years(found: PersonTimeline, words: Words) -> Years:
    """Return a person's years, drawn and in words."""
    parts = [(each.program.name, _of_program(each, words)) for each in found.programs if each.lanes]
    if found.cards:
        parts.append((words("Credentials"), [_of_card(each, words) for each in found.cards]))
    sections = tuple([await _section(place, *part, found, words) for place, part in enumerate(parts, 1)])
    return Years(found.period.start, found.period.last, sections, await _legend(words))


async def _section(place: int, title: str, told: Sequence[_Told], found: PersonTimeline, words: Words) -> Section:
    first, last = found.period.start.year, found.period.last.year
    chart = Chart(
        f"years-{place}",
        words("{what}, from {first} to {last}", what=title, first=first, last=last),
        words("Below the picture the same is said in words."),
        found.period,
        found.on,
        words("Today"),
        tuple(
            Row(each.label, tuple(Bar(run.during, _FORMS[run.sign], run.sign) for run in each.days), each.head)
            for each in told
        ),
    )
    drawn = await pictures.drawn(chart)
    lanes = tuple(
        Lane(
            each.label,
            each.says,
            tuple(Run(_between(run.during, found.period, words), run.sign, run.word) for run in each.days),
        )
        for each in told
    )
    return Section(title, _picture(drawn.wide), _picture(drawn.narrow), lanes)


async def _legend(words: Words) -> tuple[tuple[Markup, str], ...]:
    said = (
        (Sign.MET, words("Met, or good")),
        (Sign.SOON, words("In time, not done yet")),
        (Sign.NOT_MET, words("Not met, or no longer good")),
        (Sign.REVIEW, words("Not yet known")),
        (Sign.NONE, words("Waived")),
    )
    drawn = await pictures.swatches(tuple((_FORMS[sign], str(sign)) for sign, _ in said))
    return tuple((_picture(svg), word) for svg, (_, word) in zip(drawn, said, strict=True))


def _of_program(found: ProgramTimeline, words: Words) -> list[_Told]:
    """Return the lanes of a program: first all that is required together, then each requirement."""
    together = tuple(_Days(Interval(each.start, each.end), *_whole(each.verdict, words)) for each in found.answers)
    labels = _labels([each.requirement for each in found.lanes], words)
    return [
        _Told(words("All that is required"), "", together, head=True),
        *(
            _Told(
                label,
                each.requirement.says,
                tuple(_Days(Interval(run.start, run.end), *look(run.standing, words)) for run in each.runs),
            )
            for label, each in zip(labels, found.lanes, strict=True)
        ),
    ]


def _of_card(found: CardLane, words: Words) -> _Told:
    label = capital(words.told(found.title) or words.name(found.kind))
    return _Told(label, "", tuple(_Days(Interval(run.start, run.end), *_paper(run.paper, words)) for run in found.runs))


def _labels(asked: Sequence[Requirement], words: Words) -> list[str]:
    """Return a short name for each requirement; where two would have the same, with when it is wanted."""
    short = [short_name(each, words) for each in asked]
    counted = Counter(short)
    return [
        f"{label}, {deadline(each, each.terms[-1], words)}" if counted[label] > 1 else label
        for label, each in zip(short, asked, strict=True)
    ]


def short_name(asked: Requirement, words: Words) -> str:
    """Return what a requirement is about, in a few words of the reader's language."""
    label = capital(about(asked, words) or words.told(asked.kinds[0].title))
    return beside(label, asked.bar, words)


def _whole(verdict: Verdict, words: Words) -> tuple[Sign, str]:
    match verdict:
        case Verdict.NOT_MET:
            return Sign.NOT_MET, words("Not cleared")
        case Verdict.NEEDS_REVIEW:
            return Sign.REVIEW, words("Needs review")
        case _:
            return Sign.MET, words("Cleared")


def look(standing: Standing, words: Words) -> tuple[Sign, str]:
    """Return how a standing looks over time, and what it is called."""
    waived = standing.reason is Reason.WAIVED and standing.verdict is Verdict.MET
    if waived or standing.verdict is Verdict.NOT_APPLICABLE:
        return Sign.NONE, words("Waived") if waived else words("Does not bind")
    if standing.verdict is Verdict.NEEDS_REVIEW:
        return Sign.REVIEW, words("Not yet known")
    if standing.verdict is Verdict.MET:
        if standing.reason is Reason.EXTENDED:
            return Sign.SOON, words("Extended, not done yet")
        if standing.reason is Reason.INTERIM:
            return Sign.SOON, words("Under a condition, not done yet")
        late = standing.reason is Reason.IN_GRACE
        return (Sign.SOON, words("In time, not done yet")) if late else (Sign.MET, words("Met"))
    said = {
        Reason.REVOKED: words("Revoked"),
        Reason.SUSPENDED: words("Suspended"),
        Reason.LAPSED: words("Lapsed"),
        Reason.SHORT: words("Only a part is there"),
        Reason.LATE: words("Done too late on this day"),
    }
    return Sign.NOT_MET, said.get(standing.reason, words("Nothing on record"))


def _paper(paper: Paper, words: Words) -> tuple[Sign, str]:
    return {
        Paper.GOOD: (Sign.MET, words("Good")),
        Paper.UNKNOWN: (Sign.REVIEW, words("Its dates are not on file")),
        Paper.SUSPENDED: (Sign.NOT_MET, words("Suspended")),
        Paper.REVOKED: (Sign.NOT_MET, words("Revoked")),
        Paper.LAPSED: (Sign.NOT_MET, words("Lapsed")),
    }[paper]


def _between(during: Interval, period: Interval, words: Words) -> str:
    """Return the days of a run: one that goes on when the picture ends has no last day."""
    if during.end >= period.end:
        return words("from {day} on", day=words.day(during.start))
    if during.days == 1:
        return words.day(during.start)
    return words("{first} to {last}", first=words.day(during.start), last=words.day(during.last))


def _picture(svg: str) -> Markup:
    return Markup(svg)  # noqa: S704 - drawn by us, with every text in it escaped
