"""Record what people hold, and what its issuers did to it."""

from __future__ import annotations

from uuid import UUID

from muster.domain.access import Permission, Principal
from muster.domain.acts import Act
from muster.domain.credentials import Credential, StatusEvent
from muster.domain.errors import Fault, Invalid, NotFound
from muster.domain.moments import Moment
from muster.domain.records import OnRecord
from muster.persistence import credentials as store
from muster.persistence.facts import NOW
from muster.persistence.ledger import recorded
from muster.services import people


async def credentials(who: UUID, *, by: Principal, known: int = NOW) -> list[OnRecord[Credential]]:
    """Return what a person holds and held, by first good day.

    Raises:
        NotFound: there is no such person here.
    """
    scope = by.require(Permission.CREDENTIAL_READ, person=who)
    await people.person(who, by=by, known=known)
    return await store.credentials(scope, [who], known=known)


async def credential(which: UUID, *, by: Principal, known: int = NOW) -> OnRecord[Credential]:
    """Return one credential.

    Raises:
        NotFound: there is no such credential here.
    """
    found = await store.credential(by.looking(Permission.CREDENTIAL_READ), which, known=known)
    by.require(Permission.CREDENTIAL_READ, person=found.person if found else None)
    if found is None:
        raise NotFound("there is no such credential here")
    return found


async def record_credential(
    who: UUID, held: Credential, *, by: Principal, now: Moment, fact: UUID | None = None
) -> UUID:
    """Record a credential as its paper says.

    Raises:
        Invalid: it says it was issued, or the class was taken, after today.
        NotFound: there is no such person here.
        Conflict: there is a credential under this id already.
    """
    scope = by.require(Permission.CREDENTIAL_RECORD)
    _past(held, now)
    async with recorded(scope, Act.CREDENTIAL_RECORDED, at=now.at) as entry:
        return await store.add_credential(entry, who, held, fact=fact)


async def correct_credential(
    which: UUID, held: Credential, *, version: UUID | None, because: str, by: Principal, now: Moment
) -> UUID:
    """Say something else of a credential; return the new version. What its issuer did to it stays.

    Raises:
        Invalid: it says it was issued, or the class was taken, after today.
        NotFound: there is no such credential here.
        Stale: somebody changed it since it was read.
    """
    scope = by.require(Permission.CREDENTIAL_RECORD)
    _past(held, now)
    async with recorded(scope, Act.CREDENTIAL_CORRECTED, at=now.at, because=because) as entry:
        return await store.correct_credential(entry, which, held, version=version)


async def withdraw_credential(which: UUID, *, version: UUID | None, because: str, by: Principal, now: Moment) -> None:
    """Say that a credential was recorded by mistake. What was believed until now stays on record."""
    scope = by.require(Permission.CREDENTIAL_RECORD)
    async with recorded(scope, Act.CREDENTIAL_WITHDRAWN, at=now.at, because=because) as entry:
        await store.withdraw_credential(entry, which, version=version)


async def record_status(which: UUID, event: StatusEvent, *, because: str, by: Principal, now: Moment) -> UUID:
    """Record that the issuer suspended, revoked or reinstated a credential.

    Raises:
        Invalid: it is dated after today.
        NotFound: there is no such credential here.
    """
    scope = by.require(Permission.CREDENTIAL_RECORD)
    if event.on > now.today:
        raise _future("/on", event.on, now)
    found = await credential(which, by=by)
    assert found.person is not None  # noqa: S101 - a credential is always somebody's
    async with recorded(scope, Act.CREDENTIAL_STATUS_RECORDED, at=now.at, because=because) as entry:
        return await store.add_status(entry, found.person, which, event)


def _past(held: Credential, now: Moment) -> None:
    """Refuse a paper that is not issued yet. It may well become good only later."""
    for name in ("issued_on", "earned_on"):
        day = getattr(held, name)
        if day and day > now.today:
            raise _future(f"/{name}", day, now)


def _future(where: str, day: object, now: Moment) -> Invalid:
    return Invalid(
        f"this cannot be dated {day}, after today ({now.today})",
        code="in-the-future",
        faults=[Fault(where, str(day), f"a day up to {now.today}", "correct the date, or record it on that day")],
    )
