"""Sign in: what somebody shows becomes somebody in one agency."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from muster.domain.access import NOBODY, Membership, Principal, Role, Scope
from muster.domain.accounts.attempts import Origin
from muster.domain.accounts.one_time_codes import SecondFactor
from muster.domain.acts import Act
from muster.domain.errors import Conflict, Invalid, Unauthenticated
from muster.domain.moments import Moment
from muster.domain.programs import Agency
from muster.persistence import accounts as store
from muster.persistence import one_time_codes as code_store
from muster.persistence import programs as program_store
from muster.persistence.ledger import recorded
from muster.sealing import Sealing
from muster.services import members, one_time_codes, passwords


class WhichAgency(Conflict):
    """Somebody belongs to several agencies, and named none. ``agencies``: those they may name, by name."""

    code = "which-agency"

    def __init__(self, agencies: Sequence[Agency]) -> None:
        """Keep the agencies, so that a page can offer them."""
        super().__init__(
            f"you belong to several agencies; say which one: {', '.join(str(each.id) for each in agencies)}"
        )
        self.agencies = tuple(agencies)


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """What somebody signs in with, as they are shown it."""

    account: UUID
    email: str
    second: SecondFactor


class LetIn(NamedTuple):
    """Somebody let in. ``second``: they proved a second factor too."""

    who: Principal
    second: bool


class SecondFactorRequired(Unauthenticated):
    """The password was right, or whatever else was shown; a one-time code is asked for beside it."""

    code = "second-factor-required"

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__("a one-time code is asked for as well; send it as `code` with the address and the password")


async def sign_in(
    email: str,
    password: str,
    *,
    code: str = "",
    agency: UUID | None = None,
    origin: Origin,
    at: datetime,
    sealing: Sealing,
) -> LetIn:
    """Let somebody in, in the agency named, or in the only one they belong to.

    Raises:
        Unauthenticated: address and password do not belong together, or the code is not right.
        SecondFactorRequired: a code is asked for, and there is none.
        WhichAgency: they belong to several agencies, and none was named.
        TooManyTries: it was tried too often.
    """
    account = await passwords.prove(email, password, origin=origin, at=at)
    try:
        return LetIn(await admit(account, agency=agency, at=at), second=False)
    except SecondFactorRequired:
        if not code:
            raise
    await one_time_codes.prove_second(account, code, origin=origin, at=at, sealing=sealing)
    return LetIn(await admit(account, agency=agency, at=at, second=True), second=True)


async def admit(account: UUID, *, agency: UUID | None = None, at: datetime, second: bool = False) -> Principal:
    """Return who this is, once they have proved to be this account, in the agency named or in their only one.

    ``second``: they have proved it by a second factor too.

    Raises:
        SecondFactorRequired: the account has a second factor, and it is not proved yet.
        Unauthenticated: they do not belong to the agency, or to none; or the account is disabled.
        WhichAgency: they belong to several agencies, and none was named.
    """
    places = await store.memberships(account, at=at)
    if places and not second and await code_store.has_second_factor(account):
        raise SecondFactorRequired
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
        Invalid: the address is none, the password is none that one may be, or nobody can be given such a place.
        Forbidden: they may not give such a place.
        NotFound: there is no such person here.
        Conflict: the address signs in already.
    """
    place = Membership(by.scope.agency, role, person, program=program, through=through)
    scope = await members.giving(place, by=by, today=now.today)
    if not _ADDRESS.fullmatch(email):
        raise Invalid(f"{email!r} is not an address; write it as in amara@county.example", code="bad-address")
    agency = await program_store.agency(scope)
    digest = await passwords.digest(password, own=[email, *([agency.name] if agency else [])])
    async with recorded(scope, Act.MEMBERSHIP_GRANTED, at=now.at) as entry:
        account = await store.add_account(email, digest)
        await store.add_membership(entry, account, place)
    return account


_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")


async def principal(account: UUID, agency: UUID, *, at: datetime) -> Principal:
    """Return who is signed in, with the memberships they have at this moment.

    Raises:
        Unauthenticated: they no longer belong to the agency, or the account is disabled.
    """
    return _principal(account, await store.memberships(account, at=at), agency)


def _principal(account: UUID, places: tuple[Membership, ...], agency: UUID | None) -> Principal:
    here = tuple(place for place in places if place.agency == agency)
    if agency is None or not here:
        raise Unauthenticated("you do not belong to that agency; ask its administrator", code="sign-in-failed")
    return Principal(Scope(agency, account, NOBODY), here)


async def own_account(account: UUID, *, at: datetime) -> OwnAccount:
    """Return what somebody signs in with."""
    found = await passwords.own(account)
    return OwnAccount(account, found.email, await one_time_codes.second_factor(account, at=at))
