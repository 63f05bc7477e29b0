"""Place a legal hold, which stops every erasure, and lift it again."""

from __future__ import annotations

from uuid import UUID

from muster.domain.access import Permission, Principal
from muster.domain.acts import Act
from muster.domain.errors import Conflict, Invalid, NotFound
from muster.domain.moments import Moment
from muster.domain.privacy.erasure import Held
from muster.persistence import holds as store
from muster.persistence import people as people_store
from muster.persistence.facts import NOW
from muster.persistence.ledger import recorded


async def holds(*, by: Principal) -> list[Held]:
    """Return the legal holds that stand, the oldest first."""
    scope = by.require(Permission.HOLD_PLACE, whole=True)
    return await store.holds(scope)


async def place_hold(who: UUID | None, *, because: str, by: Principal, now: Moment, fact: UUID | None = None) -> UUID:
    """Place a hold on a person, or on the whole agency: from now on nothing that it covers is erased.

    Raises:
        NotFound: there is no such person here.
        Invalid: no reason is given.
        Conflict: there is a hold on them already.
    """
    scope = by.require(Permission.HOLD_PLACE, whole=True)
    if not because.strip():
        raise Invalid("a legal hold has a reason, since whoever tries to erase is told it", code="no-reason")
    if who is not None and await people_store.person(scope, who, known=NOW) is None:
        raise NotFound("there is no such person here")
    async with recorded(scope, Act.HOLD_PLACED, at=now.at, because=because) as entry:
        if any(each.person == who for each in await store.holds(scope)):
            raise Conflict(
                "there is a legal hold on them already; lift that one first if its reason is over", code="held-already"
            )
        return await store.place_hold(entry, who, on=now.today, fact=fact)


async def lift_hold(which: UUID, *, because: str, by: Principal, now: Moment) -> None:
    """Lift a hold: what it covered may be erased again, by an act of its own.

    Raises:
        NotFound: there is no such hold here, or it was lifted.
    """
    scope = by.require(Permission.HOLD_PLACE, whole=True)
    async with recorded(scope, Act.HOLD_LIFTED, at=now.at, because=because) as entry:
        await store.lift_hold(entry, which)
