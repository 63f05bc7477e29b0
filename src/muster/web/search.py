"""Find people, courses, awards, programs and partners by name or number."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from litestar import Response, get

from muster.domain.access import Permission
from muster.domain.overviews.search import Entry, Sought
from muster.domain.people import called
from muster.domain.words import Words
from muster.services import search as service
from muster.web.drawing import capital, drawn
from muster.web.forms import text
from muster.web.reader import Asked, Reader, Reading

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Found:
    """Something that was found. ``path`` is empty for what has no page of its own."""

    title: str
    more: str
    path: str


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind."""

    heading: str
    items: tuple[Found, ...]
    more: int


@get("/search", include_in_schema=False)
async def search(request: Asked, reader: Reading) -> Response[str]:
    """Show what is called or numbered as is asked for."""
    asked = text(request.query_params.dict(), "q")[:_LONGEST]
    headings = _headings(reader.words)
    groups = [
        Group(headings[each.kind], tuple(_found(one, reader) for one in each.items), each.total - len(each.items))
        for each in await service.search(asked, by=reader.by)
    ]
    return drawn(request, "search.html", asked=asked, groups=groups)


def _headings(words: Words) -> dict[Sought, str]:
    return {
        Sought.PERSON: words("People"),
        Sought.COURSE: words("Courses"),
        Sought.AWARD: words("Awards"),
        Sought.PROGRAM: words("Programs"),
        Sought.PARTNER: words("Partners"),
    }


def _found(found: Entry, reader: Reader) -> Found:
    words = reader.words
    match found.kind:
        case Sought.PERSON:
            more = words("Goes by {name}.", name=found.more) if found.more else ""
            return Found(called(found.title, words), more, f"/people/{found.fact}")
        case Sought.COURSE:
            return Found(found.title, found.more, f"/courses?{urlencode({'named': found.title})}")
        case Sought.AWARD:
            path = f"/reports#award-{found.fact}" if reader.may(Permission.REPORT_DRAW) else ""
            return Found(found.title, found.more, path)
        case Sought.PARTNER:
            told = words("It has no page of its own: its agreements stand in the reports of the awards that fund them.")
            return Found(found.title, f"{capital(words.name(found.more))}. {told}", "")
        case Sought.PROGRAM if reader.may(Permission.PEOPLE_READ):
            return Found(found.title, found.more, f"/people?program={found.fact}")
        case _:
            return Found(found.title, found.more, "")
