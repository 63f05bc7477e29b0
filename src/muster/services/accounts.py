"""Sign in: an address and a password become somebody in one agency."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from muster.domain.access import Membership, Principal, Scope
from muster.domain.errors import Conflict, Unauthenticated
from muster.persistence import accounts as store
from muster.services import passwords


async def sign_in(email: str, password: str, *, agency: UUID | None = None) -> Principal:
    """Return who this is, in the agency named, or in the only one they belong to.

    Raises:
        Unauthenticated: the address and the password do not belong together. It never says which is wrong.
        Conflict: they belong to several agencies, and none was named.
    """
    found = await store.account_of(email)
    if not await passwords.matches(password, found[1] if found else None) or found is None:
        raise Unauthenticated(
            "that address and that password do not belong together; check both and try again",
            code="sign-in-failed",
        )
    places = await store.memberships(found[0])
    agencies = sorted({place.agency for place in places}, key=str)
    if agency is None and len(agencies) > 1:
        raise Conflict(
            f"you belong to several agencies; say which one: {', '.join(map(str, agencies))}",
            code="which-agency",
        )
    return _principal(found[0], places, agency or (agencies[0] if agencies else None))


async def principal(account: UUID, agency: UUID) -> Principal:
    """Return who is signed in, with the memberships they have at this moment.

    Raises:
        Unauthenticated: they no longer belong to the agency.
    """
    return _principal(account, await store.memberships(account), agency)


def _principal(account: UUID, places: tuple[Membership, ...], agency: UUID | None) -> Principal:
    here = tuple(place for place in places if place.agency == agency)
    if agency is None or not here:
        raise Unauthenticated("you do not belong to that agency; ask its administrator", code="sign-in-failed")
    return Principal(Scope(agency, account), here)


async def session(key: str, *, at: datetime) -> bytes | None:
    """Return what a session holds, unless it has ended. ``key`` is a digest, never what the cookie carries."""
    return await store.session(key, at=at)


async def keep_session(key: str, data: bytes, *, ends_at: datetime) -> None:
    """Begin a browser's session."""
    await store.keep_session(key, data, ends_at=ends_at)


async def end_session(key: str) -> None:
    """End a browser's session."""
    await store.end_session(key)
