"""The first page: how the day begins for whoever runs a team; everybody else is led to where their work begins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Annotated, Any, Final
from uuid import UUID

from litestar import Response, get
from litestar.params import QueryParameter

from muster.domain.access import Permission
from muster.domain.findings import Verdict
from muster.domain.overviews.today import SOON, WINDOWS, Away, Lapsing
from muster.domain.people import called
from muster.domain.programs import zone
from muster.domain.words import Words
from muster.services import explaining, first_steps, going_out, people
from muster.services import today as service
from muster.services.today import Today, Wait
from muster.web.drawing import drawn, sent_to
from muster.web.findings import Item, Sign, standing
from muster.web.navigation import home_of
from muster.web.reader import Asked, Reader, Reading
from muster.web.shift_words import Line, line_of
from muster.web.timeline import short_name

_SHOWN: Final = 8  # people who cannot work, and days on which something lapses; the lists have the others
_NAMED: Final = 3  # people of one requirement and day


@dataclass(frozen=True, slots=True)
class Tile:
    """A number that leads to the list behind it."""

    count: int
    label: str
    path: str
    sign: Sign


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who cannot work tomorrow; ``why``: the first reason."""

    id: UUID
    name: str
    program: str
    sign: Sign
    word: str
    why: Item | None


@dataclass(frozen=True, slots=True)
class Off:
    """Somebody who is on leave tomorrow; ``word``: how they stand then, where they would not be cleared either."""

    id: UUID
    name: str
    through: str
    sign: Sign
    word: str


@dataclass(frozen=True, slots=True)
class Ending:
    """One requirement that some people meet no longer after a day; ``more``: how many are not named."""

    label: str
    people: tuple[tuple[UUID, str], ...]
    more: int


@dataclass(frozen=True, slots=True)
class LastDay:
    """A last good day, and what ends with it."""

    day: str
    endings: tuple[Ending, ...]


@get("/", include_in_schema=False)
async def home(
    request: Asked, reader: Reading, within: Annotated[int, QueryParameter(ge=1, le=90)] = SOON
) -> Response[Any]:
    """Show who cannot work tomorrow, what lapses next and what waits, to whoever may know."""
    if (begins := home_of(reader.by)) != "/":
        return sent_to(begins)
    steps = await first_steps.first_steps(by=reader.by, now=reader.now)
    found = await service.today(within=within, by=reader.by, now=reader.now)
    days = list(_last_days(found.lapsing, found, reader))
    return drawn(
        request,
        "home.html",
        steps=steps,
        found=found,
        windows=WINDOWS,
        tiles=_tiles(found, reader),
        unable=await _unable(found, reader),
        away=[_off(each, found, reader.words) for each in found.away[:_SHOWN]],
        days=days[:_SHOWN],
        more_days=max(len(days) - _SHOWN, 0),
        waiting=list(_waiting(found, reader)),
        soon=await _soon(reader) if reader.may(Permission.SHIFT_READ) else None,
        may_import=reader.may(Permission.FILES_IMPORT, whole=True),
        may_adopt=reader.may(Permission.PACK_ADOPT),
        may_invite=reader.may(Permission.MEMBERSHIP_GRANT),
    )


def _tiles(found: Today, reader: Reader) -> list[Tile]:
    words, counts = reader.words, found.counts
    tiles = [
        Tile(counts.not_cleared, words("Not cleared today"), "/people?standing=not-cleared", Sign.NOT_MET),
        Tile(
            counts.lapsing,
            words("Cleared, and no longer in {days} days", days=SOON),
            f"/people?standing=lapsing&within={SOON}",
            Sign.SOON,
        ),
        Tile(counts.review, words("Somebody has to look"), "/people?standing=review", Sign.REVIEW),
    ]
    if reader.may(Permission.REMINDER_READ):
        failed = found.waiting.get(Wait.MAIL, 0)
        return [*tiles, Tile(failed, words("Notices that did not arrive"), "/reminders", Sign.NONE)]
    return [*tiles, Tile(counts.there, words("Hold a role"), "/people", Sign.NONE)]


async def _soon(reader: Reader) -> list[tuple[str, Line]]:
    """Return which teams are out now or go out within a day, each with its program, and whether it may."""
    found = await going_out.going_out_soon(by=reader.by, now=reader.now)
    who = {one.person for each in found for one in (*each.found.value.planned, *each.found.value.went)}
    names = await people.names(who, by=reader.by)
    return [
        (
            each.program.name,
            line_of(each.found, each.checked, names, zone(each.program.time_zone), reader.words, now=reader.now.at),
        )
        for each in found
    ]


async def _unable(found: Today, reader: Reader) -> list[Person]:
    """Return the first of those who cannot work tomorrow, each assessed in full for that day."""
    words, first = reader.words, found.unable[:_SHOWN]
    stands = await explaining.explanations_of_people(
        sorted({each.person for each in first}), on=found.tomorrow, by=reader.by
    )
    there = []
    for each in first:
        here = next((one for one in stands.get(each.person, ()) if one.clearance.program.id == each.program), None)
        shown = standing(here, words) if here else None
        there.append(
            Person(
                each.person,
                called(found.names.get(each.person, ""), words),
                found.programs.get(each.program, ""),
                Sign.SOON if each.newly else shown.sign if shown else Sign.NOT_MET,
                words("Today, and not tomorrow") if each.newly else shown.word if shown else words("Not cleared"),
                shown.items[0] if shown and shown.items else None,
            )
        )
    return there


def _off(each: Away, found: Today, words: Words) -> Off:
    word = {Verdict.NOT_MET: words("Not cleared"), Verdict.NEEDS_REVIEW: words("Needs review")}.get(each.verdict, "")
    sign = Sign.NOT_MET if each.verdict is Verdict.NOT_MET else Sign.REVIEW
    name = called(found.names.get(each.person, ""), words)
    return Off(each.person, name, words.day(each.through), sign, word)


def _last_days(lapsing: Iterable[Lapsing], found: Today, reader: Reader) -> Iterator[LastDay]:
    words = reader.words
    for last, several in groupby(lapsing, key=lambda each: each.last):
        endings = []
        for each in several:
            named = sorted((called(found.names.get(one, ""), words), one) for one in each.people)
            shown = tuple((one, name) for name, one in named[:_NAMED])
            endings.append(Ending(short_name(each.requirement, words), shown, len(named) - len(shown)))
        yield LastDay(words.day(last), tuple(endings))


def _waiting(found: Today, reader: Reader) -> Iterator[tuple[str, str]]:
    """Yield what waits, in words, with where to see to it."""
    words = reader.words
    for wait, count in found.waiting.items():
        match wait:
            case Wait.REQUESTS:
                yield words.plural("{count} request to answer", "{count} requests to answer", count), "/requests"
            case Wait.INVITATIONS:
                said = words.plural(
                    "{count} invitation that nobody has accepted yet",
                    "{count} invitations that nobody has accepted yet",
                    count,
                )
                yield said, "/invitations"
            case Wait.IMPORTS:
                said = words.plural(
                    "{count} import that you began and did not finish",
                    "{count} imports that you began and did not finish",
                    count,
                )
                yield said, "/imports"
            case Wait.MAIL:
                said = words.plural(
                    "{count} notice that failed, or may not have arrived",
                    "{count} notices that failed, or may not have arrived",
                    count,
                )
                yield said, "/reminders"
            case Wait.REVIEW:
                said = words.plural(
                    "{count} person whose record somebody has to look at",
                    "{count} people whose records somebody has to look at",
                    count,
                )
                yield said, "/people?standing=review"
