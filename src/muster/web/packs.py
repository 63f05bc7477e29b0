"""The rule packs: what comes with muster, what each would ask of whom, and what is adopted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from litestar import Response, get

from muster.domain import bar_words
from muster.domain.access import Permission
from muster.domain.adopting.adoptions import Adoption
from muster.domain.adopting.packs import Pack
from muster.domain.explanations.arithmetic import rule
from muster.domain.intervals import FOREVER
from muster.domain.overviews.tallies import Tally
from muster.domain.records import OnRecord
from muster.domain.requirements import Confidence
from muster.domain.words import Words
from muster.services import packs as service
from muster.services import programs
from muster.web.drawing import capital, drawn
from muster.web.forms import text
from muster.web.reader import Asked, Reader, Reading

PATH: Final = "/packs"
_A_YEAR: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Adopted:
    """By whom a pack is adopted, and on which days. ``path``: its place; empty: the reader ends or corrects nothing."""

    line: str
    path: str


@dataclass(frozen=True, slots=True)
class TeamLine:
    """One rule of a team: what it asks of those who go out together, or what of it could not be read."""

    says: str
    unread: str
    cite: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A pack as it is listed. ``means``: what it means to adopt it, by its kind.

    ``stale``: nobody has compared it with its source for a year. ``parent``: the pack that it says it tightens.
    ``newer``: where it is compared with the parent's text that binds now, when that is not the one of then.
    """

    pack: Pack
    kind: str
    means: str
    confidence: str
    reviewed: str
    stale: bool
    adopted: tuple[Adopted, ...]
    teams: tuple[TeamLine, ...] = ()
    parent: str = ""
    newer: str = ""


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
    asked = request.query_params.dict()
    recorded, ended, corrected = (text(asked, each) for each in ("recorded", "ended", "corrected"))
    return drawn(
        request,
        "packs.html",
        shipped=[shown(each, found, named, reader) for each in ships],
        own=[
            shown(pack, found, named, reader, only=adoption)
            for adoption, pack in found
            if pack.id not in {each.id for each in ships} and adoption.value.award is None
        ],
        recorded=next((words.told(pack.title) for adoption, pack in found if str(adoption.fact) == recorded), ""),
        corrected=next((words.told(pack.title) for adoption, pack in found if str(adoption.fact) == corrected), ""),
        ended=next(
            (
                (words.told(pack.title), words.day(adoption.value.during.last))
                for adoption, pack in found
                if str(adoption.fact) == ended and adoption.value.during.end != FOREVER
            ),
            None,
        ),
        may_adopt=reader.may(Permission.PACK_ADOPT),
        owing=_owing(found, named) if reader.may(Permission.STANDING_READ) else {},
    )


def _owing(found: list[tuple[OnRecord[Adoption], Pack]], named: dict[UUID, str]) -> dict[UUID, str]:
    """Return the programs of which some adopted pack asks something itself."""
    return {
        program: name
        for program, name in named.items()
        if any(pack.duties and adoption.value.binds(program) for adoption, pack in found)
    }


def shown(
    pack: Pack,
    found: list[tuple[OnRecord[Adoption], Pack]],
    named: dict[UUID, str],
    reader: Reader,
    *,
    only: OnRecord[Adoption] | None = None,
) -> Shown:
    """Return a pack as it is listed; ``only``: with one of its adoptions."""
    words, today = reader.words, reader.now.today
    asked = (terms.confidence for each in pack.everything for terms in each.terms)
    of_teams = (terms.confidence for each in pack.teams for terms in each.terms)
    of_awards = (terms.confidence for each in pack.of_awards for terms in each.terms)
    worst = min((*asked, *of_teams, *of_awards), key=_SURE.index)
    here = [only] if only else [each for each, adopted in found if adopted.id == pack.id and each.value.award is None]
    return Shown(
        pack,
        bar_words.label(pack.bar, words),
        bar_words.means(pack.bar, words),
        _confidence(worst, words),
        words.day(pack.reviewed_on),
        today - pack.reviewed_on > _A_YEAR,
        tuple(
            Adopted(adopted_line(each.value, named, words), _at(each, reader))
            for each in here
            if each.value.during.end > today
        ),
        tuple(
            TeamLine(each.says, each.unread, "; ".join(each.cites), _confidence(each.terms[-1].confidence, words))
            for each in pack.teams
        ),
        pack.tightens.pack if pack.tightens else "",
        _newer(pack, found, here, today),
    )


def _newer(
    pack: Pack, found: list[tuple[OnRecord[Adoption], Pack]], here: list[OnRecord[Adoption]], today: date
) -> str:
    """Return where a pack is compared with its parent's text that binds today; empty where it was already."""
    tightens, mine = pack.tightens, next((each for each in here if today in each.value.during), None)
    if tightens is None or mine is None:
        return ""
    binding = [
        each
        for each, parent in found
        if parent.id == tightens.pack and today in each.value.during and each.value.reaches(mine.value)
    ]
    if not binding or any(each.value.digest == tightens.digest for each in binding):
        return ""
    return f"{PATH}/compare?parent={binding[0].fact}&child={mine.fact}"


def _at(adoption: OnRecord[Adoption], reader: Reader) -> str:
    reach = reader.by.reach(Permission.PACK_ADOPT)
    return f"{PATH}/{adoption.fact}" if reach and reach.covers(adoption.value.program) else ""


def adopted_line(adoption: Adoption, named: dict[UUID, str], words: Words) -> str:
    """Return who goes by a pack, and on which days."""
    whose = named.get(adoption.program, "") if adoption.program else words("every program")
    if adoption.partnership:
        whose = words("what is charged under a partnership")
    elif adoption.team_kind:
        whose = words("{whose}, teams of the kind {kind}", whose=whose, kind=words.name(adoption.team_kind))
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
