"""The figures of an award's financial reports, as they are entered."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from muster.domain.access import Permission, Principal
from muster.domain.acts import Act
from muster.domain.errors import NotFound
from muster.domain.moments import Moment
from muster.domain.owing.figures import Figures
from muster.domain.records import OnRecord
from muster.persistence import owing as store
from muster.persistence.facts import NOW
from muster.persistence.ledger import recorded
from muster.services import awards
from muster.services.papers import no_such_period, period_ends


async def figures_of(which: UUID, *, by: Principal, known: int = NOW) -> list[OnRecord[Figures]]:
    """Return the figures of an award's reports, by the last day that each speaks of.

    Raises:
        NotFound: there is no such award here.
    """
    scope = by.require(Permission.AWARD_READ)
    await awards.award(which, by=by, known=known)
    return await store.figures_of(scope, which, known=known)


async def figures(which: UUID, *, by: Principal, known: int = NOW) -> OnRecord[Figures]:
    """Return the figures of one report.

    Raises:
        NotFound: there are no such figures here.
    """
    scope = by.require(Permission.AWARD_READ)
    found = await store.figures(scope, which, known=known)
    if found is None:
        raise NotFound("there are no such figures here")
    return found


async def record_figures(said: Figures, *, by: Principal, now: Moment, fact: UUID | None = None) -> UUID:
    """Record the figures of a report.

    Raises:
        NotFound: there is no such award here.
        Invalid: no period of the award ends on that day.
        Conflict: figures of the same days are on record, or there are some under this id.
    """
    scope = by.require(Permission.AWARD_RECORD, whole=True)
    await _sound(said, by=by)
    async with recorded(scope, Act.FIGURES_RECORDED, at=now.at) as entry:
        return await store.add_figures(entry, said, fact=fact)


async def correct_figures(
    which: UUID, said: Figures, *, version: UUID | None, because: str, by: Principal, now: Moment
) -> UUID:
    """Say other figures; return the new version. They stay with their award.

    Raises:
        NotFound: there are no such figures here.
        Invalid: no period of the award ends on that day.
        Conflict: figures of the same days are on record.
        Stale: somebody changed them since they were read.
    """
    scope = by.require(Permission.AWARD_RECORD, whole=True)
    said = replace(said, award=(await figures(which, by=by)).value.award)
    await _sound(said, by=by)
    async with recorded(scope, Act.FIGURES_CORRECTED, at=now.at, because=because) as entry:
        return await store.correct_figures(entry, which, said, version=version)


async def withdraw_figures(which: UUID, *, version: UUID | None, because: str, by: Principal, now: Moment) -> None:
    """Say that they were recorded by mistake. What was believed until now stays on record.

    Raises:
        NotFound: there are no such figures here.
        Stale: somebody changed them since they were read.
    """
    scope = by.require(Permission.AWARD_RECORD, whole=True)
    await figures(which, by=by)
    async with recorded(scope, Act.FIGURES_WITHDRAWN, at=now.at, because=because) as entry:
        await store.withdraw_figures(entry, which, version=version)


async def _sound(said: Figures, *, by: Principal) -> None:
    """Refuse figures of days that no report speaks of. Those of a period that is not over are a draft."""
    award = (await awards.award(said.award, by=by)).value
    if said.through not in period_ends(award):
        raise no_such_period(said.through, period_ends(award), award, "through")
