"""Effort reviewed after the fact: of one person, and of everybody whose time an award pays for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final
from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath, QueryParameter

from muster.domain.access import Permission
from muster.domain.access_log import Sight
from muster.domain.effort import EffortKind
from muster.domain.intervals import Interval, add_months
from muster.domain.people import called
from muster.domain.records import OnRecord
from muster.domain.reviewing.confirmations import Basis, Confirmation, Share, last_month
from muster.domain.reviewing.effort_review import Move, Stretch
from muster.domain.reviewing.effort_words import HEADLINES, REASONS
from muster.domain.words import Words
from muster.services import access_log, awards, people
from muster.services import effort_review as service
from muster.services.effort_review import Reviewed, Reviews
from muster.web.drawing import drawn
from muster.web.easing import between
from muster.web.findings import SIGNS, Sign
from muster.web.forms import text
from muster.web.reader import Asked, Reader, Reading

LENGTHS: Final = (1, 3, 6, 12)
MOST: Final = 12  # months
_SHOWN_DAYS: Final = 31

Month = Annotated[str | None, QueryParameter(pattern=r"^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$")]
Length = Annotated[int, QueryParameter(ge=1, le=MOST)]


@dataclass(frozen=True, slots=True)
class Period:
    """The months looked at, and those before and after. ``ends``: the last of them, as addresses say it."""

    during: Interval
    ends: str
    length: int
    days: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Shown:
    """Some days as they are shown: each cost objective in a row, and a sentence for whatever must be moved."""

    days: str
    rows: tuple[tuple[str, str, str, str], ...]
    moves: tuple[str, ...]
    leave: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found of one person, as it is shown."""

    person: UUID
    name: str
    sign: Sign
    headline: str
    sentence: str
    cite: str
    whole: Shown
    months: tuple[Shown, ...]
    days: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Signed:
    """A confirmation, as it is shown."""

    record: OnRecord[Confirmation]
    days: str
    shares: tuple[tuple[str, str], ...]
    signed: str
    approved: str
    left_behind: bool


@get("/people/{person:uuid}/effort", include_in_schema=False)
async def effort_of_person(
    request: Asked, person: FromPath[UUID], reader: Reading, month: Month = None, months: Length = 1
) -> Response[str]:
    """Show what somebody's time went to, beside what payroll was charged by, and what was confirmed of it."""
    asked = period(month, months, reader)
    found = await service.review_person(person, during=asked.during, by=reader.by, now=reader.now)
    await access_log.looked(Sight.RECORD, [person], by=reader.by, now=reader.now)
    (one,) = found.people
    own = person == reader.by.person
    return drawn(
        request,
        "effort.html",
        answer=_answer(one, found, reader.words),
        period=asked,
        lengths=LENGTHS,
        own=own,
        signed=await _signed(one, found, reader),
        done=text(request.query_params.dict(), "done"),
        may_confirm=reader.by.may(Permission.EFFORT_CONFIRM, person=person) and asked.during.last < reader.now.today,
        may_approve=reader.may(Permission.EFFORT_APPROVE) and not own,
    )


@get("/awards/{award:uuid}/effort", include_in_schema=False)
async def effort_of_award(
    request: Asked, award: FromPath[UUID], reader: Reading, month: Month = None, months: Length = 1
) -> Response[str]:
    """Show everybody whose time an award pays for: who must be moved, and of whom something is not known."""
    asked = period(month, months, reader)
    found = await service.review_award(award, during=asked.during, by=reader.by, now=reader.now)
    await access_log.looked(Sight.RECORD, [each.person for each in found.people], by=reader.by, now=reader.now)
    order = list(SIGNS)
    ranked = sorted(found.people, key=lambda each: -order.index(each.review.verdict))
    return drawn(
        request,
        "effort-award.html",
        award=(await awards.award(award, by=reader.by)).value,
        fact=award,
        period=asked,
        lengths=LENGTHS,
        answers=[_answer(each, found, reader.words) for each in ranked],
    )


def period(month: str | None, length: int, reader: Reader) -> Period:
    """Return the months asked for, the last of them first said; unsaid: the last one that is over."""
    first = date.fromisoformat(f"{month}-01") if month else last_month(reader.now.today).start
    during = Interval(add_months(first, 1 - length), add_months(first, 1))
    ends = f"{first:%Y-%m}"
    before, after = (f"{add_months(first, by):%Y-%m}" for by in (-length, length))
    return Period(during, ends, length, between(during, reader.words), before, after)


def share_of(share: Share, basis: Basis, lines: Mapping[UUID, str], words: Words) -> tuple[str, str]:
    """Return what a share is of, and how much of it."""
    name = lines.get(share.line, "") if share.line else words("No award")
    if share.kind is EffortKind.LEAVE:
        name = words("{line}, leave", line=name)
    if basis is Basis.PERCENTAGES:
        return name, words("{percent} %", percent=f"{share.amount / 100:g}")
    return name, words.hours(share.amount)


def _answer(one: Reviewed, found: Reviews, words: Words) -> Answer:
    review = one.review
    listed = (
        (words("Days without hours"), review.hourless),
        (words("Days paid otherwise than recorded"), review.unaccounted),
        (words("Days that no payroll on file pays"), review.unpaid),
        (words("Days without an allocation"), review.unallocated),
    )
    return Answer(
        one.person,
        called(one.name, words),
        SIGNS[review.verdict],
        words(HEADLINES[review.verdict]),
        words(REASONS[review.reason]),
        review.cite,
        _shown(review.whole, found, words),
        tuple(_shown(each, found, words) for each in review.months) if len(review.months) > 1 else (),
        tuple((label, _some(days, words)) for label, days in listed if days),
    )


def _shown(stretch: Stretch, found: Reviews, words: Words) -> Shown:
    return Shown(
        between(stretch.during, words),
        tuple(
            (
                _objective(each.award, found, words),
                words.hours(each.minutes),
                _percent(each.percent_hundredths, words),
                words("not known") if each.charged_hundredths is None else _percent(each.charged_hundredths, words),
            )
            for each in stretch.parts
        ),
        tuple(_moved(each, found, words) for each in stretch.moves),
        words.hours(stretch.leave_minutes) if stretch.leave_minutes else "",
    )


def _moved(move: Move, found: Reviews, words: Words) -> str:
    cost = words("not computable") if move.cents is None else f"${move.cents / 100:,.2f}"
    return words(
        "Move {percent} ({hours}) from {giver} to {taker}. In dollars: {cost}.",
        percent=_percent(move.percent_hundredths, words),
        hours=words.hours(move.minutes),
        giver=_objective(move.giver, found, words),
        taker=_objective(move.taker, found, words),
        cost=cost,
    )


def _objective(award: UUID | None, found: Reviews, words: Words) -> str:
    return words("No award") if award is None else found.awards.get(award, "")


def _percent(hundredths: int, words: Words) -> str:
    return words("{percent} %", percent=f"{hundredths / 100:g}")


def _some(days: Iterable[date], words: Words) -> str:
    """Return days in words: as many as anybody reads."""
    every = list(days)
    said = " · ".join(words.day(each) for each in every[:_SHOWN_DAYS])
    more = len(every) - _SHOWN_DAYS
    return said if more <= 0 else f"{said} · " + words.plural("and {count} more", "and {count} more", more)


async def _signed(one: Reviewed, found: Reviews, reader: Reader) -> list[Signed]:
    """Return what was confirmed, with who signed and approved it by name, as far as whoever reads may see names."""
    words, values = reader.words, [each.value for each in one.confirmations]
    who = {each.signed_by for each in values} | {each.approved_by for each in values if each.approved_by}
    names = {one.person: one.name}
    if reader.may(Permission.PEOPLE_READ):
        names |= await people.names(who, by=reader.by)
    somebody = words("somebody else")
    left = {each.fact for each in one.review.confirmed_otherwise}
    return [
        Signed(
            each,
            between(each.value.during, words),
            tuple(share_of(share, each.value.basis, found.lines, words) for share in each.value.shares),
            words(
                "Signed by {who} on {day}",
                who=called(names.get(each.value.signed_by, somebody), words),
                day=words.day(each.value.signed_on),
            ),
            words(
                "Approved by {who} on {day}",
                who=called(names.get(each.value.approved_by, somebody), words),
                day=words.day(each.value.approved_on),
            )
            if each.value.approved_by and each.value.approved_on
            else "",
            each.fact in left,
        )
        for each in reversed(one.confirmations)
    ]
