"""Who has a place in the agency: list the places, give, change and end them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from muster.domain.access import Membership, Permission, Principal, Role, Scope
from muster.domain.acts import Act
from muster.domain.errors import NotFound
from muster.domain.members import LastAdministrator, Member, keeps, may_give
from muster.domain.moments import Moment
from muster.domain.records import OnRecord, Page
from muster.persistence import accounts as account_store
from muster.persistence import calendars as calendar_store
from muster.persistence import cards as card_store
from muster.persistence import members as store
from muster.persistence import people as people_store
from muster.persistence import tokens as token_store
from muster.persistence.facts import NOW
from muster.persistence.ledger import recorded


async def members(*, by: Principal, after: UUID | None = None, limit: int = 50) -> Page[OnRecord[Member]]:
    """Return the places in the agency, or in the programs that somebody's own place reaches, a page at a time."""
    found = await store.members(by.require(Permission.MEMBERSHIP_READ), after=after, limit=limit)
    return Page(await _named(found.items, by), found.after)


async def member(which: UUID, *, by: Principal) -> OnRecord[Member]:
    """Return one place.

    Raises:
        NotFound: there is no such place here.
    """
    found = await store.member(by.require(Permission.MEMBERSHIP_READ), which)
    if found is None:
        raise NotFound("there is no such place here")
    return (await _named([found], by))[0]


async def members_at(email: str, *, by: Principal) -> list[OnRecord[Member]]:
    """Return the places of whoever signs in with an address."""
    return await store.members_at(by.require(Permission.MEMBERSHIP_READ), email)


async def giving(place: Membership, *, account: UUID | None = None, by: Principal, today: date) -> Scope:
    """Return the scope in which a place is given; refuse one that nobody can have, or that they may not give.

    Every way to a place comes through here: the prompt, an invitation, a change.

    Raises:
        Invalid: nobody can be given such a place.
        NotFound: the person that the account is said to be is not among those whom the giver reaches.
        Forbidden: they may not give it.
    """
    scope = may_give(place, by=by, account=account)
    place.check(today=today)
    if place.person is not None and await people_store.person(scope, place.person, known=NOW) is None:
        raise NotFound("there is no such person here", code="points-nowhere")
    return scope


async def change_membership(
    which: UUID,
    role: Role,
    *,
    program: UUID | None,
    through: date | None,
    version: UUID | None = None,
    because: str,
    by: Principal,
    now: Moment,
) -> UUID:
    """Say what a place is from now on; return the new version. Whose it is stays.

    Raises:
        NotFound: there is no such place here, or no such program.
        Forbidden: they may not give the place that it was, or the one it becomes, or it is their own.
        Invalid: nobody can be given such a place.
        LastAdministrator: the agency would be left without an administrator.
        Stale: somebody changed it since it was read.
    """
    found = await member(which, by=by)
    account, before = found.value.account, found.value.place
    may_give(before, by=by, account=account)
    place = replace(before, role=role, program=program, through=through)
    scope = await giving(place, account=account, by=by, today=now.today)
    async with recorded(scope, Act.MEMBERSHIP_CHANGED, at=now.at, because=because) as entry:
        changed = await store.change_membership(entry, which, place, version=version or found.version)
        await _still_kept(before, scope)
    return changed


async def end_membership(which: UUID, *, version: UUID | None = None, because: str, by: Principal, now: Moment) -> None:
    """End a place at once. Everybody who may give places may give their own up.

    With the last place that somebody has in the agency, their sessions and tokens there end, their calendar and
    their card: a new place brings none of them back.

    Raises:
        NotFound: there is no such place here.
        Forbidden: they may not give such a place.
        LastAdministrator: the agency would be left without an administrator.
        Stale: somebody changed it since it was read.
    """
    found = await member(which, by=by)
    scope = may_give(found.value.place, by=by)
    async with recorded(scope, Act.MEMBERSHIP_ENDED, at=now.at, because=because) as entry:
        await store.end_membership(entry, which, version=version or found.version)
        await _still_kept(found.value.place, scope)
        if not await store.has_place(scope, found.value.account):
            await account_store.end_sessions_in(scope, found.value.account)
            await token_store.revoke_all(entry, found.value.account)
            await calendar_store.end_calendars(scope, found.value.account)
            await card_store.end_cards(scope, found.value.account)


async def _still_kept(before: Membership, scope: Scope) -> None:
    """Refuse what would leave the agency without an administrator: asked while the ledger is held, one at a time."""
    if keeps(before) and not await store.is_kept(scope):
        raise LastAdministrator


async def _named(found: Sequence[OnRecord[Member]], by: Principal) -> tuple[OnRecord[Member], ...]:
    """Add what people are called, for whoever may know it."""
    people = {each.person for each in found if each.person}
    if not people or not by.may(Permission.PEOPLE_READ):
        return tuple(found)
    named = await store.names(by.require(Permission.PEOPLE_READ), people)
    return tuple(
        each._replace(value=replace(each.value, name=named.get(each.person, ""))) if each.person else each
        for each in found
    )
