"""Lived experience: said by the person themself, consented to and taken back by them, and read by few."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from muster.domain.access import Permission, Principal, Scope
from muster.domain.access_log import Sight
from muster.domain.acts import Act
from muster.domain.errors import Conflict, NotFound
from muster.domain.moments import Moment
from muster.domain.privacy.disclosures import Counted, Disclosure, counted
from muster.domain.records import OnRecord
from muster.persistence import disclosures as store
from muster.persistence import people as people_store
from muster.persistence.facts import NOW
from muster.persistence.ledger import recorded
from muster.services import access_log
from muster.services.own_data import oneself, take_back


async def disclosures(who: UUID, *, by: Principal, now: Moment) -> list[OnRecord[Disclosure]]:
    """Return what a person has disclosed: all of it to themselves, to others what they agreed to have shown.

    Whoever else reads is told of in the access log first, each time, whether there is anything to see or not.

    Raises:
        NotFound: there is no such person here.
    """
    if who == by.person:
        return await store.disclosures(oneself(by)[0], who, purpose=store.OWN)
    scope = by.require(Permission.DISCLOSURE_READ)
    if await people_store.person(scope, who, known=NOW) is None:
        raise NotFound("there is no such person here")
    await access_log.looked(Sight.DISCLOSURE, [who], by=by, now=now)
    return await store.disclosures(scope, who, purpose=store.SHOWN)


async def disclose(said: Disclosure, *, by: Principal, now: Moment, fact: UUID | None = None) -> UUID:
    """Say something of one's own life. Nobody says it for another.

    Raises:
        Forbidden: the account is no person here.
        Conflict: one has said it already.
    """
    scope, who = oneself(by)
    async with recorded(scope, Act.OWN_DATA_CHANGED, at=now.at) as entry:
        if any(each.value.kind is said.kind for each in await store.disclosures(scope, who, purpose=store.OWN)):
            raise Conflict("you have said this already; change what you agree to instead", code="said-already")
        return await store.add_disclosure(entry, who, said, fact=fact)


async def record_consent(
    which: UUID, *, counts: bool, shown: bool, version: UUID | None, by: Principal, now: Moment
) -> UUID:
    """Switch on or off that it is counted, and that it is shown; it holds from this moment. Return the new version.

    Raises:
        NotFound: one has said no such thing.
        Stale: it was changed since it was read.
    """
    scope, who = oneself(by)
    async with recorded(scope, Act.OWN_DATA_CHANGED, at=now.at) as entry:
        found = await _own(scope, who, which)
        said = replace(found.value, counted=counts, shown=shown)
        return await store.consent(entry, which, said, version=version)


async def withdraw_disclosure(which: UUID, *, by: Principal, now: Moment) -> None:
    """Take it back: what was said is erased, with the salts that the ledger committed to it under.

    Raises:
        NotFound: one has said no such thing.
        Conflict: a legal hold stands; switch the consents off, which holds at once, and take it back later.
    """
    scope, who = oneself(by)
    await _own(scope, who, which)
    await take_back(which, by=by, now=now)


async def disclosure_counts(*, by: Principal) -> tuple[Counted, ...]:
    """Return how many people have disclosed what, of those who agreed to be counted; a few are never counted."""
    scope = by.require(Permission.DISCLOSURE_COUNT, whole=True)
    return counted(await store.disclosure_counts(scope))


async def _own(scope: Scope, who: UUID, which: UUID) -> OnRecord[Disclosure]:
    there = await store.disclosures(scope, who, purpose=store.OWN)
    found = next((each for each in there if each.fact == which), None)
    if found is None:
        raise NotFound("you have said no such thing")
    return found
