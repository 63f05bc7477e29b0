"""Sign in: an address and a password become somebody in one agency."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from muster.domain.access import NOBODY, Membership, Principal, Role, Scope
from muster.domain.acts import Act
from muster.domain.errors import Conflict, Invalid, Unauthenticated
from muster.domain.moments import Moment
from muster.domain.programs import Agency
from muster.persistence import accounts as store
from muster.persistence import programs as program_store
from muster.persistence.ledger import recorded
from muster.services import members, passwords


class WhichAgency(Conflict):
    """Somebody belongs to several agencies, and named none. ``agencies``: those they may name, by name."""

    code = "which-agency"

    def __init__(self, agencies: Sequence[Agency]) -> None:
        """Keep the agencies, so that a page can offer them."""
        super().__init__(
            f"you belong to several agencies; say which one: {', '.join(str(each.id) for each in agencies)}"
        )
        self.agencies = tuple(agencies)


async def sign_in(email: str, password: str, *, agency: UUID | None = None, at: datetime) -> Principal:
    """Return who this is, in the agency named, or in the only one they belong to.

    Raises:
        Unauthenticated: the address and the password do not belong together. It never says which is wrong.
        WhichAgency: they belong to several agencies, and none was named.
    """
    found = await store.account_of(email)
    if not await passwords.matches(password, found[1] if found else None) or found is None:
        raise Unauthenticated(
            "that address and that password do not belong together; check both and try again",
            code="sign-in-failed",
        )
    return await admit(found[0], agency=agency, at=at)


async def admit(account: UUID, *, agency: UUID | None = None, at: datetime) -> Principal:
    """Return who this is, once they have proved to be this account, in the agency named or in their only one.

    Raises:
        Unauthenticated: they do not belong to the agency, or to none.
        WhichAgency: they belong to several agencies, and none was named.
    """
    places = await store.memberships(account, at=at)
    agencies = sorted({place.agency for place in places}, key=str)
    if agency is None and len(agencies) > 1:
        found_agencies = [await program_store.agency(Scope(each, account)) for each in agencies]
        raise WhichAgency(sorted((each for each in found_agencies if each), key=lambda each: (each.name, str(each.id))))
    return _principal(account, places, agency or (agencies[0] if agencies else None))


async def add_member(
    email: str,
    password: str,
    role: Role,
    *,
    person: UUID | None = None,
    program: UUID | None = None,
    through: date | None = None,
    by: Principal,
    now: Moment,
) -> UUID:
    """Let somebody in: make their account, and give it its place in the agency; return the account.

    Raises:
        Invalid: the address is none, the password is too short, or nobody can be given such a place.
        Forbidden: they may not give such a place.
        NotFound: there is no such person here.
        Conflict: the address signs in already.
    """
    place = Membership(by.scope.agency, role, person, program=program, through=through)
    scope = await members.giving(place, by=by, today=now.today)
    if not _ADDRESS.fullmatch(email):
        raise Invalid(f"{email!r} is not an address; write it as in amara@county.example", code="bad-address")
    digest = await passwords.digest(password)
    async with recorded(scope, Act.MEMBERSHIP_GRANTED, at=now.at) as entry:
        account = await store.add_account(email, digest)
        await store.add_membership(entry, account, place)
    return account


_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")


async def principal(account: UUID, agency: UUID, *, at: datetime) -> Principal:
    """Return who is signed in, with the memberships they have at this moment.

    Raises:
        Unauthenticated: they no longer belong to the agency.
    """
    return _principal(account, await store.memberships(account, at=at), agency)


def _principal(account: UUID, places: tuple[Membership, ...], agency: UUID | None) -> Principal:
    here = tuple(place for place in places if place.agency == agency)
    if agency is None or not here:
        raise Unauthenticated("you do not belong to that agency; ask its administrator", code="sign-in-failed")
    return Principal(Scope(agency, account, NOBODY), here)


async def session(key: str, *, at: datetime) -> bytes | None:
    """Return what a session holds, unless it has ended. ``key`` is a digest, never what the cookie carries."""
    return await store.session(key, at=at)


async def keep_session(key: str, data: bytes, *, ends_at: datetime) -> None:
    """Begin a browser's session."""
    await store.keep_session(key, data, ends_at=ends_at)


async def end_session(key: str, *, at: datetime) -> None:
    """End a browser's session."""
    await store.end_session(key, at=at)
