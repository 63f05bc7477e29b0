"""What whoever runs the machine does to an account. Each agency that it has a place in finds it in its ledger.

An account belongs to no agency, so there is no one ledger for it. What is done holds from the first entry
on, in the same transaction; where it has places in several agencies, each of the others is told in a
transaction of its own.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime
from uuid import UUID

from muster.domain.access import Scope
from muster.domain.acts import Act
from muster.domain.errors import Conflict, NotFound
from muster.persistence import accounts as store
from muster.persistence import calendars as calendar_store
from muster.persistence import cards as card_store
from muster.persistence import one_time_codes as code_store
from muster.persistence import openid as openid_store
from muster.persistence import tokens as token_store
from muster.persistence.accounts import Account
from muster.persistence.database import for_account
from muster.persistence.ledger import Entry, recorded
from muster.services import passwords

Opening = Callable[[Scope], AbstractAsyncContextManager[Entry]]


async def disable(email: str, *, at: datetime) -> None:
    """Shut somebody's account: every session ends, and nothing lets them in until it is opened again.

    Their tokens, calendars and cards end for good, in every agency: an account that was disabled may not have
    been in good hands.

    Raises:
        NotFound: nobody signs in with this address.
        Conflict: it is disabled already.
    """
    found = await _found(email)
    if found.disabled:
        raise Conflict(f"{found.email} is disabled already; `muster user enable` opens it again")

    async def work() -> None:
        await store.disable(found.id, since=at)
        await passwords.start_over(found.id)

    @asynccontextmanager
    async def opening(scope: Scope) -> AsyncIterator[Entry]:
        async with recorded(scope, Act.ACCOUNT_DISABLED, at=at) as entry:
            yield entry
            await token_store.revoke_all(entry, found.id)
            await calendar_store.end_calendars(scope, found.id)
            await card_store.end_cards(scope, found.id)

    await _record(found.id, "disabled", opening, work, at=at)


async def enable(email: str, *, at: datetime) -> None:
    """Open somebody's account again. They sign in with what they had.

    Raises:
        NotFound: nobody signs in with this address.
        Conflict: it is not disabled.
    """
    found = await _found(email)
    if not found.disabled:
        raise Conflict(f"{found.email} is not disabled")

    async def work() -> None:
        await store.disable(found.id, since=None)

    await _record(found.id, "enabled", lambda scope: recorded(scope, Act.ACCOUNT_ENABLED, at=at), work, at=at)


async def set_password(email: str, password: str, *, at: datetime) -> UUID:
    """Set somebody's password for them, once they have shown who they are; return the account. Every session ends.

    Raises:
        NotFound: nobody signs in with this address.
        Invalid: it is none that a password may be.
    """
    found = await _found(email)
    kept = await passwords.digest_for(found, password, at=at)

    async def work() -> None:
        await store.keep_password(found.id, kept)
        await passwords.start_over(found.id)

    await _record(found.id, "password-set", lambda scope: recorded(scope, Act.ACCOUNT_PASSWORD_SET, at=at), work, at=at)
    return found.id


async def forget_second_factor(email: str, password: str, *, at: datetime) -> UUID:
    """Stop asking somebody for codes that they cannot show, once they have shown who they are otherwise.

    Return the account. They get another password, of a length that can stand alone: the one they had may be too
    short for that.

    Raises:
        NotFound: nobody signs in with this address.
        Conflict: they have no second factor.
        Invalid: the password is none that may stand alone.
    """
    found = await _found(email)
    if not await code_store.has_second_factor(found.id):
        raise Conflict(f"{found.email} has no second factor to forget", code="no-second-factor")
    kept = await passwords.digest_for(found, password, at=at, alone=True)

    async def work() -> None:
        await code_store.forget(found.id)
        await store.keep_password(found.id, kept)
        await passwords.start_over(found.id)

    await _record(
        found.id,
        "second-factor-forgotten",
        lambda scope: recorded(scope, Act.SECOND_FACTOR_FORGOTTEN, at=at),
        work,
        at=at,
    )
    return found.id


async def unlink(email: str, *, at: datetime) -> UUID:
    """Forget who somebody is at every provider; return the account. Every session ends; their password stays.

    For an organisation that has given somebody, or their address, another identity: the next time it vouches for
    the verified address, it is linked anew.

    Raises:
        NotFound: nobody signs in with this address.
        Conflict: no provider signs them in.
    """
    found = await _found(email)
    linked = await openid_store.linked(found.id)
    if not linked:
        raise Conflict(f"no organisation signs {found.email} in")

    async def work() -> None:
        for each in linked:
            await openid_store.remove_subject(found.id, each.id)
        await passwords.start_over(found.id)

    await _record(found.id, "unlinked", lambda scope: recorded(scope, Act.ACCOUNT_UNLINKED, at=at), work, at=at)
    return found.id


async def _found(email: str) -> Account:
    found = await store.account_of(email)
    if found is None:
        raise NotFound(f"nobody signs in with {email}; check how it is written")
    return found


async def _record(
    account: UUID, what: str, opening: Opening, work: Callable[[], Awaitable[None]], *, at: datetime
) -> None:
    """Do it, and say so in the ledger of every agency that the account has a place in."""
    places = await store.memberships(account, at=at, even_disabled=True)
    agencies = sorted({each.agency for each in places}, key=str)
    if not agencies:
        async with for_account(account):
            await work()
        return
    first, *others = agencies
    async with opening(Scope(first)) as entry:
        await work()
        await store.add_account_event(entry, account, what)
    for each in others:
        async with opening(Scope(each)) as entry:
            await store.add_account_event(entry, account, what)
