"""Found an agency; add and list its programs."""

from __future__ import annotations

from uuid import UUID, uuid4

from muster.domain.access import Membership, Permission, Principal, Role, Scope
from muster.domain.acts import Act
from muster.domain.errors import NotFound
from muster.domain.moments import Moment
from muster.domain.programs import Agency, Program
from muster.domain.records import OnRecord
from muster.persistence import accounts as account_store
from muster.persistence import programs as store
from muster.persistence.database import scoped
from muster.persistence.facts import NOW
from muster.persistence.ledger import recorded
from muster.services import passwords


async def found_agency(name: str, time_zone: str, *, email: str, password: str, now: Moment) -> Agency:
    """Found an agency with its first administrator, in one act.

    Raises:
        Invalid: the time zone is not one, or the password is none that one may be.
        Conflict: the address signs in already.
    """
    agency = Agency(uuid4(), name, time_zone)
    digest = await passwords.digest(password, own=[email, name])
    scope = Scope(agency.id)
    async with scoped(scope):
        await store.begin_ledger(scope, at=now.at)
        async with recorded(scope, Act.AGENCY_FOUNDED, at=now.at) as entry:
            await store.add_agency(entry, agency)
            account = await account_store.add_account(email, digest)
            await account_store.add_membership(entry, account, Membership(agency.id, Role.ADMINISTRATOR))
    return agency


async def agency_of(by: Principal) -> Agency:
    """Return the agency one is signed in to.

    Raises:
        NotFound: there is no such agency any more.
    """
    agency = await store.agency(by.scope)
    if agency is None:
        raise NotFound("there is no such agency here")
    return agency


async def add_program(name: str, *, time_zone: str | None = None, by: Principal, now: Moment) -> UUID:
    """Add a program; it keeps the agency's midnight unless it names its own."""
    scope = by.require(Permission.PROGRAM_ADD, whole=True)
    program = Program(uuid4(), name, time_zone or (await agency_of(by)).time_zone)
    async with recorded(scope, Act.PROGRAM_ADDED, at=now.at) as entry:
        return await store.add_program(entry, program)


async def programs(*, by: Principal, known: int = NOW) -> list[OnRecord[Program]]:
    """Return the agency's programs, by name."""
    scope = by.require(Permission.PACK_READ)
    return await store.programs(scope, known=known)
