"""Somebody's record is shown: told in the access log before the answer goes out."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from litestar.di import NamedDependency

from muster import clock
from muster.domain.access import Principal
from muster.domain.access_log import Sight
from muster.http.signed import Signed
from muster.services import access_log, programs


@dataclass(frozen=True, slots=True)
class Telling:
    """Tells that whoever asks is shown somebody's record; asks the database nothing before it is called."""

    by: Principal

    async def __call__(self, *people: UUID | None) -> None:
        """Tell it of these people; who looks at themselves, or at what is nobody's, is not told of."""
        others = [each for each in people if each is not None and each != self.by.person]
        if others:
            agency = await programs.agency_of(self.by)
            await access_log.looked(Sight.RECORD, others, by=self.by, now=clock.moment(agency.time_zone))


Seeing = NamedDependency[Telling]


def seeing(principal: Signed) -> Telling:
    """Return what a handler calls once it knows that the record may be shown, and before it answers."""
    return Telling(principal)
