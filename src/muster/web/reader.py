"""Who reads a page: their agency, the day it is there, and the language they read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from litestar import Request
from litestar.di import NamedDependency

from muster import clock
from muster.domain.access import Permission, Principal
from muster.domain.moments import Moment
from muster.domain.programs import Agency
from muster.domain.words import Words
from muster.http import language
from muster.http.signed import Signed
from muster.services import people, programs

Asked = Request[Any, Any, Any]

_KEPT: Final = "muster_reader"


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody signed in who reads a page. ``name`` is empty for an account that is no person."""

    by: Principal
    agency: Agency
    now: Moment
    words: Words
    name: str = ""

    def may(self, permission: Permission, *, whole: bool = False) -> bool:
        """Is it allowed (``whole``: everywhere here)? Decides what is offered; the services decide what is done."""
        reach = self.by.reach(permission)
        return reach is not None and (reach.whole or not whole)


Reading = NamedDependency[Reader]


async def reader(request: Asked, principal: Signed) -> Reader:
    """Return who reads the page; a page about what went wrong finds them again in the request."""
    agency = await programs.agency_of(principal)
    spoken, name = _accepted(request), ""
    if principal.person is not None:
        himself = (await people.person(principal.person, by=principal)).value
        spoken, name = himself.language, himself.preferred_name or himself.name
    found = Reader(principal, agency, clock.moment(agency.time_zone), language.words(spoken), name)
    request.scope["state"][_KEPT] = found
    return found


def known_reader(request: Asked) -> Reader | None:
    """Return who reads, if that was found out before something went wrong."""
    found = request.scope["state"].get(_KEPT)
    return found if isinstance(found, Reader) else None


def words_for(request: Asked) -> Words:
    """Return the words for whoever asks, signed in or not."""
    found = known_reader(request)
    return found.words if found else language.words(_accepted(request))


def _accepted(request: Asked) -> str:
    return language.accepted(request)
