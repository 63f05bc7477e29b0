"""The rule packs: what comes with muster, what each would ask of whom, what is adopted; and a form to adopt one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from litestar import Response, get, post
from litestar.params import URLEncodedBody

from muster.domain.access import Permission
from muster.domain.adoptions import Adoption, Stated
from muster.domain.arithmetic import rule
from muster.domain.errors import Conflict
from muster.domain.intervals import FOREVER
from muster.domain.packs import Pack
from muster.domain.programs import Program
from muster.domain.records import OnRecord
from muster.domain.requirements import Bar, Confidence
from muster.domain.tallies import Tally
from muster.domain.words import Words
from muster.services import packs as service
from muster.services import programs, trials
from muster.web.dates import Typed, order, read_day
from muster.web.drawing import capital, drawn, sent_to
from muster.web.forms import Mistake, Sent, text
from muster.web.reader import Asked, Reader, Reading

PATH: Final = "/packs"
_ADOPT: Final = "/packs/adopt"
_FIELDS: Final = ("pack", "program", "day", "month", "year", "applied-day", "applied-month", "applied-year")
_APPLIED: Final = ("applied-day", "applied-month", "applied-year")
_EVERY: Final = "every"
_A_YEAR: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Adopted:
    """By whom a pack is adopted, and on which days. ``path``: where it is ended; empty: not by the reader."""

    line: str
    path: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A pack as it is listed. ``stale``: nobody has compared it with its source for a year."""

    pack: Pack
    kind: str
    confidence: str
    reviewed: str
    stale: bool
    adopted: tuple[Adopted, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One requirement: what it asks of whom, by when, by which paragraph; and how people would stand by it."""

    says: str
    whom: str
    when: str
    cite: str
    confidence: str
    tried: Tally


@get(PATH, include_in_schema=False)
async def packs(request: Asked, reader: Reading) -> Response[str]:
    """List the packs that come with muster, and what is adopted."""
    words, found = reader.words, await service.adopted_packs(by=reader.by)
    named = {each.fact: each.value.name for each in await programs.programs(by=reader.by)}
    ships = service.shipped_packs()
    recorded, ended = (text(request.query_params.dict(), each) for each in ("recorded", "ended"))
    return drawn(
        request,
        "packs.html",
        shipped=[_shown(each, found, named, reader) for each in ships],
        own=[
            _shown(pack, [(adoption, pack)], named, reader)
            for adoption, pack in found
            if pack.id not in {each.id for each in ships} and adoption.value.award is None
        ],
        recorded=next((pack.title for adoption, pack in found if str(adoption.fact) == recorded), ""),
        ended=next(
            (
                (pack.title, words.day(adoption.value.during.last))
                for adoption, pack in found
                if str(adoption.fact) == ended and adoption.value.during.end != FOREVER
            ),
            None,
        ),
        may_adopt=reader.may(Permission.PACK_ADOPT),
    )


@get(_ADOPT, include_in_schema=False)
async def adopt_pack_form(request: Asked, reader: Reading) -> Response[str]:
    """Show what a pack would ask, and of how many people; ask for which program, and from which day on.

    Where none is named, the list has them all.
    """
    asked, today = request.query_params.dict(), reader.now.today
    there = await _programs(reader)
    if not text(asked, "pack"):
        return sent_to(PATH)
    only = str(there[0].fact) if len(there) == 1 else ""
    typed = {
        "pack": text(asked, "pack"),
        "program": text(asked, "program") or only,
        "day": str(today.day),
        "month": str(today.month),
        "year": str(today.year),
        **dict.fromkeys((*_APPLIED, "so"), ""),
    }
    return await _asked(request, reader, typed, there, [])


@post(_ADOPT, include_in_schema=False)
async def submit_adoption(request: Asked, reader: Reading, data: URLEncodedBody[Sent]) -> Response[str]:
    """Adopt it, or say why not, on the same page with everything that was typed."""
    there = await _programs(reader)
    typed = {name: text(data, name) for name in _FIELDS}
    if not typed["pack"]:
        return sent_to(PATH)
    words = reader.words
    label = words("From which day on")
    since = read_day(
        Typed("since", label, typed["day"], typed["month"], typed["year"]),
        words,
        today=reader.now.today,
        of_paper=False,
    )
    wrong = [since] if isinstance(since, Mistake) else []
    if typed["program"] not in _offered(there, reader):
        wrong.insert(0, Mistake("program", words("Who goes by it"), "", words("a program"), words("Choose one.")))
    applied = _applied(typed, reader)
    wrong += [applied] if isinstance(applied, Mistake) else []
    typed["so"] = " ".join(_so(data))
    if wrong or isinstance(since, Mistake) or isinstance(applied, Mistake):
        return await _asked(request, reader, typed, there, wrong)
    which = None if typed["program"] == _EVERY else UUID(typed["program"])
    shipped = service.shipped_text(typed["pack"])
    try:
        fact, _ = await service.adopt_pack(
            shipped,
            since=since,
            program=which,
            stated=Stated(applied, tuple(_so(data))),
            by=reader.by,
            now=reader.now,
        )
    except Conflict:
        said = words("This pack is adopted already for some of these days.")
        return await _asked(
            request,
            reader,
            typed,
            there,
            [Mistake("since-day", label, "", "", words("Choose a later day."), said=said)],
        )
    return sent_to(f"{PATH}?recorded={fact}")


def _applied(typed: dict[str, str], reader: Reader) -> date | Mistake | None:
    """Read the day the program applied; nothing when none is typed."""
    if not any(typed[each] for each in _APPLIED):
        return None
    label = reader.words("The day the program applied")
    day, month, year = (typed[each] for each in _APPLIED)
    return read_day(Typed("applied", label, day, month, year), reader.words, today=reader.now.today, of_paper=False)


def _so(data: Sent) -> list[str]:
    """Return the circumstances that are ticked."""
    ticked = data.get("so", [])
    return sorted({ticked} if isinstance(ticked, str) else set(ticked))


async def _asked(
    request: Asked, reader: Reader, typed: dict[str, str], there: list[OnRecord[Program]], mistakes: list[Mistake]
) -> Response[str]:
    words, program = reader.words, typed["program"]
    which = UUID(program) if program in {str(each.fact) for each in there} else None
    shipped = service.shipped_text(typed["pack"])
    pack, tried = await trials.trial(shipped, program=which, on=reader.now.today, by=reader.by)
    found = await service.adopted_packs(by=reader.by)
    named = {each.fact: each.value.name for each in there}
    return drawn(
        request,
        "pack-adopt.html",
        status=422 if mistakes else 200,
        shown=_shown(pack, found, named, reader),
        lines=[line(each, words) for each in tried],
        so=[(each, capital(words.name(each))) for each in pack.circumstances],
        whom=named[which] if which else words("every program"),
        typed=typed,
        mistakes=mistakes,
        programs=there,
        whole=_EVERY in _offered(there, reader),
        order=order(words),
    )


async def _programs(reader: Reader) -> list[OnRecord[Program]]:
    """Return the programs that the reader may adopt packs for."""
    reach = reader.by.require(Permission.PACK_ADOPT).reach
    return [each for each in await programs.programs(by=reader.by) if reach.covers(each.fact)]


def _offered(there: list[OnRecord[Program]], reader: Reader) -> set[str]:
    every = {_EVERY} if reader.may(Permission.PACK_ADOPT, whole=True) else set()
    return {str(each.fact) for each in there} | every


def _shown(pack: Pack, found: list[tuple[OnRecord[Adoption], Pack]], named: dict[UUID, str], reader: Reader) -> Shown:
    words, today = reader.words, reader.now.today
    worst = min((terms.confidence for each in pack.requirements for terms in each.terms), key=_SURE.index)
    here = [each for each, adopted in found if adopted.id == pack.id and each.value.award is None]
    return Shown(
        pack,
        words("Required") if pack.bar is Bar.REQUIRED else words("Recommended"),
        _confidence(worst, words),
        words.day(pack.reviewed_on),
        today - pack.reviewed_on > _A_YEAR,
        tuple(
            Adopted(adopted_line(each.value, named, words), _ending(each, reader))
            for each in here
            if each.value.during.end > today
        ),
    )


def _ending(adoption: OnRecord[Adoption], reader: Reader) -> str:
    reach = reader.by.reach(Permission.PACK_ADOPT)
    return f"{PATH}/{adoption.fact}/end" if reach and reach.covers(adoption.value.program) else ""


def adopted_line(adoption: Adoption, named: dict[UUID, str], words: Words) -> str:
    """Return which programs go by a pack, and on which days."""
    whose = named.get(adoption.program, "") if adoption.program else words("every program")
    first: date = adoption.during.start
    if adoption.during.end == FOREVER:
        return words("{program}, since {day}", program=capital(whose), day=words.day(first))
    return words(
        "{program}, {first} to {last}",
        program=capital(whose),
        first=words.day(first),
        last=words.day(adoption.during.last),
    )


def line(tried: Tally, words: Words) -> Line:
    """Return a requirement as it is shown, with how people stand by it."""
    asked, terms = tried.requirement, tried.requirement.terms[-1]
    everyone = "*" in asked.roles
    whom = words("everybody") if everyone else ", ".join(words.name(role) for role in sorted(asked.roles))
    return Line(
        asked.says,
        capital(whom),
        capital(rule(asked, terms, words)),
        terms.cite,
        _confidence(terms.confidence, words),
        tried,
    )


# From the least sure to the surest.
_SURE: Final = (Confidence.AMBIGUOUS, Confidence.MEMORY, Confidence.SECONDARY, Confidence.READ)


def _confidence(confidence: Confidence, words: Words) -> str:
    match confidence:
        case Confidence.READ:
            return words("Read at the source")
        case Confidence.SECONDARY:
            return words("Read in what others say of the source")
        case Confidence.MEMORY:
            return words("Not read at the source: a person has to decide")
        case Confidence.AMBIGUOUS:
            return words("Can be read in two ways: a person has to decide")
