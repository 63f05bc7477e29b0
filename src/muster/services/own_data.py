"""What only the person themself may do with what is theirs alone: take it back, and with it what it said."""

from __future__ import annotations

from uuid import UUID

from muster.domain.access import Permission, Principal, Scope
from muster.domain.acts import Act
from muster.domain.errors import Conflict, Forbidden
from muster.domain.moments import Moment
from muster.persistence import erasing
from muster.persistence import holds as hold_store
from muster.persistence.ledger import recorded
from muster.services.erasure import on_hold


def oneself(by: Principal) -> tuple[Scope, UUID]:
    """Return the scope of one's own, and the person one is.

    Raises:
        Forbidden: the account is no person here.
    """
    scope = by.require(Permission.OWN_DATA, person=by.person)
    if by.person is None:
        raise Forbidden(
            "this is for the person it is about, signed in to an account of their own; nobody does it for them",
            code="only-themselves",
        )
    return scope, by.person


async def take_back(which: UUID, *, by: Principal, now: Moment) -> None:
    """Erase one thing that a person has said of themselves: what it said, in every version, and the salts of it.

    Raises:
        Conflict: a legal hold stands.
    """
    scope, who = oneself(by)
    async with recorded(scope, Act.OWN_DATA_ERASED, at=now.at) as entry:
        if holds := await hold_store.holds_on(scope, who):
            raise on_hold(holds, reasons=False)  # it may be about them, and not for them
        found = await erasing.stored(scope, who)
        lost = erasing.anew(found, {which}, blank=False)
        if broken := erasing.broken(found, lost):
            raise Conflict(
                f"what is on record does not verify, at the positions {', '.join(map(str, broken))}; "
                "erasing would hide it. Ask your administrator to verify the ledger",
                code="does-not-verify",
            )
        await erasing.erase(entry, who, lost, going={which}, remarks=(), blank=False)
