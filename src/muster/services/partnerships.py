"""Keep the partners, and what was agreed with them on which paper."""

from __future__ import annotations

from uuid import UUID

from muster.domain.access import Permission, Principal
from muster.domain.acts import Act
from muster.domain.errors import Fault, Invalid, NotFound
from muster.domain.moments import Moment
from muster.domain.partnerships import Partner, Partnership
from muster.domain.records import OnRecord
from muster.persistence import partnerships as store
from muster.persistence.facts import NOW
from muster.persistence.ledger import recorded


async def partners(*, by: Principal, known: int = NOW) -> list[OnRecord[Partner]]:
    """Return whom the agency works with, by name."""
    scope = by.require(Permission.AWARD_READ)
    return await store.partners(scope, known=known)


async def partnerships(*, by: Principal, known: int = NOW) -> list[OnRecord[Partnership]]:
    """Return what was agreed with whom, by first day."""
    scope = by.require(Permission.AWARD_READ)
    return await store.partnerships(scope, known=known)


async def partnership(which: UUID, *, by: Principal, known: int = NOW) -> OnRecord[Partnership]:
    """Return one partnership.

    Raises:
        NotFound: there is no such partnership here.
    """
    scope = by.require(Permission.AWARD_READ)
    found = await store.partnership(scope, which, known=known)
    if found is None:
        raise NotFound("there is no such partnership here")
    return found


async def add_partner(said: Partner, *, by: Principal, now: Moment, fact: UUID | None = None) -> UUID:
    """Add somebody that the agency works with.

    Raises:
        Conflict: there is one of this name already, or under this id.
    """
    scope = by.require(Permission.AWARD_RECORD, whole=True)
    async with recorded(scope, Act.PARTNER_ADDED, at=now.at) as entry:
        return await store.add_partner(entry, said, fact=fact)


async def record_partnership(agreed: Partnership, *, by: Principal, now: Moment, fact: UUID | None = None) -> UUID:
    """Record what was agreed with a partner. Without a signature it is on file, and not in force.

    Raises:
        Invalid: it is signed after today.
        NotFound: there is no such partner, or no such award, here.
        Conflict: there is one under this id already.
    """
    scope = by.require(Permission.AWARD_RECORD, whole=True)
    _signed(agreed, now)
    async with recorded(scope, Act.PARTNERSHIP_RECORDED, at=now.at) as entry:
        return await store.add_partnership(entry, agreed, fact=fact)


async def correct_partnership(
    which: UUID, agreed: Partnership, *, version: UUID | None, because: str, by: Principal, now: Moment
) -> UUID:
    """Say something else of a partnership; return the new version.

    Raises:
        Invalid: it is signed after today, or it would move to another partner.
        NotFound: there is no such partnership, or no such award, here.
        Stale: somebody changed it since it was read.
    """
    scope = by.require(Permission.AWARD_RECORD, whole=True)
    _signed(agreed, now)
    async with recorded(scope, Act.PARTNERSHIP_CORRECTED, at=now.at, because=because) as entry:
        before = await store.partnership(scope, which, known=NOW)
        if before and before.value.partner != agreed.partner:
            raise Invalid(
                "a partnership stays with its partner",
                code="cannot-move",
                faults=[
                    Fault(
                        "/partner",
                        str(agreed.partner),
                        str(before.value.partner),
                        "leave the partner as it was, and record a partnership with the other one",
                    )
                ],
            )
        return await store.correct_partnership(entry, which, agreed, version=version)


def _signed(agreed: Partnership, now: Moment) -> None:
    """Refuse a signature that has not been given yet."""
    if agreed.signed_on and agreed.signed_on > now.today:
        raise Invalid(
            f"a paper cannot have been signed on {agreed.signed_on}, after today ({now.today})",
            code="in-the-future",
            faults=[
                Fault(
                    "/signed_on",
                    str(agreed.signed_on),
                    f"a day up to {now.today}",
                    "correct the date, or leave it out until it is signed",
                )
            ],
        )
