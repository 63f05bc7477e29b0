"""Invite somebody to a place in the agency; accept it, or take it back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from muster.domain.access import Membership, Permission, Principal, Scope
from muster.domain.accounts.invitations import Invitation
from muster.domain.accounts.links import LASTS, LinkOver, Purpose, digest
from muster.domain.acts import Act
from muster.domain.errors import Conflict, Fault, Invalid, NotFound
from muster.domain.members import gives, may_give
from muster.domain.moments import Moment
from muster.domain.programs import Agency, local_day
from muster.domain.records import Page
from muster.persistence import accounts as account_store
from muster.persistence import invitations as store
from muster.persistence import links as link_store
from muster.persistence import people as people_store
from muster.persistence import programs as program_store
from muster.persistence.facts import NOW
from muster.persistence.invitations import Offered
from muster.persistence.ledger import recorded
from muster.services import letters, links, members, passwords, programs
from muster.services.letters import PATHS, Letter, Mailing

_ADDRESS: Final = re.compile(r"[^\s@<>()\[\]\\,;:\"\x00-\x1f\x7f]{1,64}@[^\s@<>()\[\]\\,;:\"\x00-\x1f\x7f]{1,255}")
BECAUSE: Final = "by invitation"


class SignInFirst(Conflict):
    """The address signs in already: whoever accepts has to be that account."""

    code = "sign-in-first"

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__("the invited address signs in already; sign in as it, then accept")


@dataclass(frozen=True, slots=True)
class Offer:
    """What somebody is invited to, as whoever holds the link is told. ``known``: the address signs in already."""

    agency: Agency
    invitation: Invitation
    fact: UUID
    who: str
    account: UUID | None

    @property
    def known(self) -> bool:
        """Does the address sign in already?"""
        return self.account is not None


async def invitations(*, by: Principal, at: datetime, after: UUID | None = None, limit: int = 50) -> Page[Offered]:
    """Return the invitations that may still be accepted, a page at a time."""
    scope = by.require(Permission.MEMBERSHIP_GRANT)
    return await store.invitations(scope, at=at, after=after, limit=limit)


async def invitation(which: UUID, *, by: Principal) -> Offered:
    """Return one invitation that nobody has accepted or withdrawn.

    Raises:
        NotFound: there is no such invitation here.
    """
    found = await store.invitation(by.require(Permission.MEMBERSHIP_GRANT), which)
    if found is None:
        raise NotFound("there is no such invitation here")
    return found


async def invite(
    email: str,
    place: Membership,
    *,
    by: Principal,
    now: Moment,
    mailing: Mailing,
    language: str,
    fact: UUID | None = None,
) -> tuple[UUID, Letter]:
    """Offer a place to whoever reads the mail at an address; return the invitation, and the letter to hand over.

    An invitation to the same address that nobody has accepted yet ends by this one.

    Raises:
        Invalid: the address is none, or nobody can be given such a place.
        NotFound: there is no such person or program here.
        Forbidden: they may not give such a place, or it is for themselves.
        Conflict: there is an invitation under this id already, or one to this address beyond their reach.
    """
    offer, who = _offer(email, place, now), await _who(by)
    scope = await members.giving(
        place, account=by.scope.account if who == offer.email else None, by=by, today=now.today
    )
    spoken = await _spoken(scope, place.person) or language
    agency = await programs.agency_of(by)
    token = links.new_token()
    async with recorded(scope, Act.MEMBER_INVITED, at=now.at) as entry:
        before = await store.invitation_to(scope, offer.email)
        if before is not None and before.record.fact != fact:
            await link_store.end_invitation_link(entry, before.record.fact)
            await store.close_invitation(entry, before.record.fact)
        made = await store.add_invitation(entry, offer, fact=fact)
        await link_store.add_invitation_link(entry, digest(token), made)
    message = letters.invitation(
        offer.email,
        mailing.link(PATHS[Purpose.INVITATION].format(token=token)),
        agency=agency.name,
        role=offer.role,
        by=who,
        through=local_day(offer.ends_at, agency.time_zone),
        words=mailing.words(spoken),
        at=now.at,
    )
    return made, Letter(message, digest(token))


async def withdraw_invitation(which: UUID, *, version: UUID | None, because: str, by: Principal, now: Moment) -> None:
    """Take an invitation back: its link lets nobody in any more.

    Raises:
        NotFound: there is no such invitation here, or it was accepted already.
        Forbidden: they may not give such a place.
        Stale: somebody changed it since it was read.
    """
    scope = may_give((await invitation(which, by=by)).record.value.place(by.scope.agency), by=by)
    async with recorded(scope, Act.INVITATION_WITHDRAWN, at=now.at, because=because) as entry:
        await store.close_invitation(entry, which, version=version)
        await link_store.end_invitation_link(entry, which)


async def offered(token: str, *, at: datetime) -> Offer:
    """Return what somebody is invited to; nothing changes by looking.

    Raises:
        LinkOver: the link is not good any more, or whoever sent it may no longer give such a place.
    """
    held = await links.link(token, Purpose.INVITATION, at=at)
    assert held.inviting is not None  # noqa: S101 - a check of the table says so
    assert held.invitation is not None  # noqa: S101 - as above
    scope = Scope(held.inviting)
    found, agency = await store.invitation(scope, held.invitation), await program_store.agency(scope)
    if found is None or agency is None or not await _still_may(found, agency, at=at):
        raise LinkOver
    offer = found.record.value
    if offer.through is not None and offer.through < local_day(at, agency.time_zone):
        raise LinkOver
    known = await account_store.account_of(offer.email)
    return Offer(agency, offer, found.record.fact, found.who, known.id if known else None)


async def accept_invitation(token: str, *, account: UUID | None = None, password: str = "", at: datetime) -> UUID:
    """Take the place that is offered, in one act with the account, if there is none yet; return the account.

    ``account`` is who is signed in. Who signs in nowhere yet chooses a password.

    Raises:
        Invalid: the password is none that muster takes; the link is still good then.
        SignInFirst: the address signs in already, and somebody else, or nobody, is signed in.
        LinkOver: the link is not good any more.
    """
    offer = await offered(token, at=at)
    if offer.account is not None and offer.account != account:
        raise SignInFirst
    own = [offer.invitation.email, offer.agency.name]
    kept = "" if offer.account else await passwords.digest(password, own=own)
    mine = offer.account or uuid4()
    try:
        async with recorded(Scope(offer.agency.id, mine), Act.MEMBERSHIP_GRANTED, at=at, because=BECAUSE) as entry:
            await link_store.use_invitation_link(entry, digest(token))
            await store.close_invitation(entry, offer.fact)
            if offer.account is None:
                await account_store.add_account(offer.invitation.email, kept, account=mine)
            await account_store.add_membership(entry, mine, offer.invitation.place(offer.agency.id))
    except Conflict as why:
        if why.code == "account-exists":
            raise SignInFirst from why
        raise
    return mine


def _offer(email: str, place: Membership, now: Moment) -> Invitation:
    """Return the invitation, if there can be such a one."""
    if not _ADDRESS.fullmatch(email):
        fault = Fault("/email", repr(email), "one e-mail address", "write it as ines@county.example")
        raise Invalid(f"{email!r} is not one e-mail address", code="bad-address", faults=[fault])
    ends_at = now.at + LASTS[Purpose.INVITATION]
    return Invitation(email.lower(), place.role, ends_at, place.person, place.program, place.through)


async def _spoken(scope: Scope, person: UUID | None) -> str:
    """Return the language of the person who is invited, if it is one of the people here."""
    found = await people_store.person(scope, person, known=NOW) if person else None
    return found.value.language if found else ""


async def _who(by: Principal) -> str:
    """Return who invites, as the mail says it; nobody, for whoever runs the machine."""
    return (await passwords.own(by.scope.account)).email if by.scope.account else ""


async def _still_may(found: Offered, agency: Agency, *, at: datetime) -> bool:
    """May whoever sent it still give such a place? An invitation is worth no more than who stands behind it."""
    if found.by is None:
        return True
    places = await account_store.memberships(found.by, at=at)
    here = tuple(each for each in places if each.agency == agency.id)
    by = Principal(Scope(agency.id, found.by), here)
    return gives(found.record.value.place(agency.id), by=by)
