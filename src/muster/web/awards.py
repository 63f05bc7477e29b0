"""Awards on pages: which there are, and of one what it pays for, the papers it owes, its costs and its figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath

from muster.domain.access import Permission
from muster.domain.awards import Award, PersonnelLine
from muster.domain.owing.figures import ENTERED, Figures, both_deducted_and_added, worked_out
from muster.domain.owing.indirect import AwardCost, Base, IndirectRule
from muster.domain.owing.owing_words import CATEGORIES, LINES, answered, arithmetic, dollars, named
from muster.domain.owing.papers import PaperAnswer, PaperFinding
from muster.domain.records import OnRecord
from muster.domain.words import Words
from muster.services import awards as service
from muster.services import compliance, figures, indirect, papers
from muster.web.drawing import drawn
from muster.web.findings import Sign
from muster.web.forms import id_of, text
from muster.web.papers import key_of
from muster.web.reader import Asked, Reader, Reading

_SIGNS: Final = {
    PaperAnswer.MET: Sign.MET,
    PaperAnswer.DUE: Sign.SOON,
    PaperAnswer.NOT_MET: Sign.NOT_MET,
    PaperAnswer.NEEDS_REVIEW: Sign.REVIEW,
    PaperAnswer.NOT_ASKED: Sign.NONE,
}
_SF_425: Final = "/api/v1/reports/sf-425"
_FORMATS: Final = ("pdf", "xlsx", "json")
_SOON: Final = timedelta(days=120)  # as long as the papers at the end of an award have
_URGENT: Final = (PaperAnswer.NOT_MET, PaperAnswer.NEEDS_REVIEW, PaperAnswer.DUE)


@dataclass(frozen=True, slots=True)
class Owed:
    """One paper as it is shown: its answer, how its day is counted, whose rule that is, and what was sent."""

    name: str
    days: str
    sign: Sign
    word: str
    how: str
    cite: str
    sent: str
    fact: UUID | None
    key: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One award in the list: the paper to look at first, and how many are late."""

    fact: UUID
    award: Award
    days: str
    first: Owed | None
    late: int


@dataclass(frozen=True, slots=True)
class Part:
    """What was spent on something, and how much of it counts."""

    what: str
    spent: str
    counts: str


@dataclass(frozen=True, slots=True)
class Allowed:
    """What one rule counts, and allows. ``doubt``: the rule is remembered, so that somebody has to look."""

    says: str
    cite: str
    days: str
    parts: tuple[Part, ...]
    sum: str
    doubt: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the form: its letter, what it is, how it is worked out, and what it comes to."""

    letter: str
    name: str
    how: str
    dollars: str


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of one report, in the order of the form. ``both``: m and n are filled in."""

    fact: UUID
    through: str
    lines: tuple[Line, ...]
    both: bool
    files: tuple[tuple[str, str], ...]


@get("/awards", include_in_schema=False)
async def awards(request: Asked, reader: Reading) -> Response[str]:
    """List the awards, each with the paper that is late or due next."""
    known = await compliance.position(None, by=reader.by)
    found = await service.awards(by=reader.by, known=known)
    return drawn(request, "awards.html", awards=[await _listed(each, known, reader) for each in found])


@get("/awards/{award:uuid}", include_in_schema=False)
async def award(request: Asked, award: FromPath[UUID], reader: Reading) -> Response[str]:
    """Show what an award pays for, the papers it owes, what was spent of it, and the figures of its reports."""
    words, today, by = reader.words, reader.now.today, reader.by
    known = await compliance.position(None, by=by)
    found, owed = await papers.papers(award, on=today, known=known, by=by)
    _, allowed = await indirect.indirect(award, on=today, known=known, by=by)
    query = request.query_params.dict()
    return drawn(
        request,
        "award.html",
        fact=award,
        award=found.value,
        days=_days(found.value, words),
        lines=[_position(each.value, words) for each in await service.lines(award, by=by, known=known)],
        pressing=[_owed(each, words) for each in owed if _presses(each)],
        other=[_owed(each, words) for each in owed if not _presses(each)],
        soon=_SOON.days,
        costs=[_cost(each, words) for each in await indirect.costs(award, by=by, known=known)],
        allowed=[_allowed(rule, each, words) for rule, each in allowed],
        reports=[_report(each, words) for each in await figures.figures_of(award, by=by, known=known)],
        recorded=id_of(text(query, "recorded")) is not None,
        corrected=id_of(text(query, "corrected")) is not None,
        withdrawn=id_of(text(query, "withdrawn")) is not None,
        may_record=reader.may(Permission.AWARD_RECORD, whole=True),
        may_draw=reader.may(Permission.REPORT_DRAW, whole=True),
    )


async def _listed(each: OnRecord[Award], known: int, reader: Reader) -> Listed:
    _, owed = await papers.papers(each.fact, on=reader.now.today, known=known, by=reader.by)
    first = _first(owed)
    return Listed(
        each.fact,
        each.value,
        _days(each.value, reader.words),
        _owed(first, reader.words) if first else None,
        sum(paper.answer is PaperAnswer.NOT_MET for paper in owed),
    )


def _first(owed: Iterable[PaperFinding]) -> PaperFinding | None:
    """Return the paper to look at first: one that is late, in doubt, or due next."""
    there = [each for each in owed if each.answer is PaperAnswer.DUE or _presses(each)]
    return min(there, key=lambda each: _URGENT.index(each.answer), default=None)


def _presses(each: PaperFinding) -> bool:
    """Is it still to be sent, and late, or due soon? What was sent too late is not sent sooner by looking.

    Where nobody says a day it is none before the last day that it speaks of.
    """
    day = each.paper.due.on or each.paper.during.last
    return each.answer in _URGENT and each.sent is None and day <= each.on + _SOON


def _days(award: Award, words: Words) -> str:
    return words("{first} to {last}", first=words.day(award.performance.start), last=words.day(award.performance.last))


def _owed(found: PaperFinding, words: Words) -> Owed:
    paper, due, sent = found.paper, found.paper.due, found.sent
    during = paper.during
    return Owed(
        named(paper, words),
        words("{first} to {last}", first=words.day(during.start), last=words.day(during.last)),
        _SIGNS[found.answer],
        answered(found, words),
        arithmetic(found, words),
        due.terms.cite if due.terms else "",
        words("Sent on {day}.", day=words.day(sent.sent_on)) if sent else "",
        sent.fact if sent else None,
        key_of(paper.kind, during.last),
    )


def _position(line: PersonnelLine, words: Words) -> tuple[str, str, str, str]:
    fte = f"{line.fte_hundredths / 100:g}" if line.fte_hundredths is not None else ""
    return line.code, line.position, words.name(line.role), fte


def _cost(each: OnRecord[AwardCost], words: Words) -> tuple[UUID, str, str, str]:
    spent = each.value
    what = " · ".join(part for part in (words(CATEGORIES[spent.category]), spent.subaward, spent.subrecipient) if part)
    days = words("{first} to {last}", first=words.day(spent.during.start), last=words.day(spent.during.last))
    return each.fact, what, days, dollars(spent.cents)


def _allowed(rule: IndirectRule, found: Base, words: Words) -> Allowed:
    terms, during = found.terms, found.during
    return Allowed(
        rule.says,
        terms.cite,
        words("{first} to {last}", first=words.day(during.start), last=words.day(during.last)),
        tuple(
            Part(
                " · ".join(each for each in (words(CATEGORIES[part.category]), part.subaward) if each),
                dollars(part.spent_cents),
                dollars(part.counts_cents),
            )
            for part in found.parts
        ),
        words(
            "{rate} % of ${base} is ${allowed}.",
            rate=f"{terms.rate_hundredths / 100:g}",
            base=dollars(found.base_cents),
            allowed=dollars(found.allowed_cents),
        ),
        not terms.confidence.settles,
    )


def _report(each: OnRecord[Figures], words: Words) -> Report:
    said = each.value
    lines = {letter: Line(letter, words(LINES[letter]), "", dollars(getattr(said, letter))) for letter in ENTERED}
    for line in worked_out(said):
        how = " ".join(f"{sign} {dollars(cents)}".strip() for sign, _, cents in line.parts)
        lines[line.letter] = Line(line.letter, words(LINES[line.letter]), f"{line.how} = {how}", dollars(line.cents))
    in_order = tuple(lines[letter] for letter in sorted(lines))
    asked = {"award": said.award, "through": said.through, "language": words.language}
    files = tuple((kind, f"{_SF_425}?{urlencode({**asked, 'format': kind})}") for kind in _FORMATS)
    return Report(each.fact, words.day(said.through), in_order, both_deducted_and_added(said), files)
