"""Who and what is meant by a name that is typed at the prompt."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from muster.cli.prompt import Here
from muster.domain.errors import Fault, Invalid, NotFound
from muster.domain.overviews.roster import folded
from muster.domain.programs import Program
from muster.domain.records import OnRecord
from muster.domain.training import Course
from muster.services import people, programs, training

_AT_A_TIME: Final = 500


async def program_meant(written: str, at: Here) -> Program:
    """Return the program that is meant, by its name or its id.

    Raises:
        NotFound: no program is called so, or several are.
    """
    found = [each.value for each in await programs.programs(by=at.by)]
    meant = [each for each in found if written in {str(each.id), each.name}]
    meant = meant or [each for each in found if folded(each.name) == folded(written)]
    if len(meant) != 1:
        raise NotFound(f"{len(meant) or 'no'} programs here are called {written!r}; name one by its id")
    return meant[0]


async def course_meant(written: str, at: Here) -> OnRecord[Course]:
    """Return the course that is meant, by its title or its id.

    Raises:
        NotFound: no course is called so, or several are.
    """
    found: list[OnRecord[Course]] = []
    after: UUID | None = None
    while True:
        page = await training.courses(by=at.by, after=after, limit=_AT_A_TIME)
        found += page.items
        if page.after is None:
            break
        after = UUID(page.after)
    meant = [each for each in found if written in {str(each.fact), each.value.title}]
    meant = meant or [each for each in found if folded(each.value.title) == folded(written)]
    if len(meant) != 1:
        raise NotFound(f"{len(meant) or 'no'} courses here are called {written!r}; name one by its id")
    return meant[0]


async def people_meant(written: Iterable[str], at: Here) -> list[UUID]:
    """Return who is meant; a name has to be somebody's whole name, and of one person only.

    Raises:
        Invalid: somebody is nobody, or could be several people.
    """
    named: dict[str, list[UUID]] = {}
    after: UUID | None = None
    while True:
        page = await people.people(by=at.by, after=after, limit=_AT_A_TIME)
        for each in page.items:
            named.setdefault(" ".join(folded(each.value.name).split()), []).append(each.fact)
            named[str(each.fact)] = [each.fact]
        if page.after is None:
            break
        after = UUID(page.after)
    found, faults = list[UUID](), list[Fault]()
    for place, name in enumerate(written, 1):
        meant = named.get(" ".join(folded(name).split()), [])
        if len(meant) == 1:
            found.append(meant[0])
        else:
            what = f"the name of {len(meant)} people" if meant else "nobody on record"
            faults.append(Fault(f"line {place}", f"{name!r}, {what}", "one person", "write the whole name, or the id"))
    if faults:
        raise Invalid("not everybody can be told, so nothing was recorded", faults=faults)
    return found
