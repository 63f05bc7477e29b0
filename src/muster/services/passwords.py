"""Passwords: what one may be, what is kept of it (Argon2id, off the event loop, a few at a time), and its proof."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import lru_cache, partial
from typing import ParamSpec, TypeVar
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from muster.domain.access import Scope
from muster.domain.accounts.attempts import Origin
from muster.domain.accounts.passwords import check, normalised
from muster.domain.errors import Conflict, Forbidden, NotFound, Unauthenticated
from muster.persistence import accounts as store
from muster.persistence import one_time_codes as code_store
from muster.persistence import programs as program_store
from muster.persistence.accounts import Account
from muster.persistence.database import for_account
from muster.services.attempts import trying

P = ParamSpec("P")
T = TypeVar("T")

_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)  # OWASP's floor for Argon2id
_DECOY = _HASHER.hash("nobody's password")
_AWAY = ThreadPoolExecutor(2, thread_name_prefix="argon2")  # each at work holds 19 MiB and a core


@lru_cache
def common() -> frozenset[str]:
    """Return the passwords, words and names that are tried first, as ``zxcvbn`` lists them."""
    from zxcvbn.frequency_lists import FREQUENCY_LISTS  # noqa: PLC0415 - 94,000 words, for whoever sets a password

    return frozenset(word.casefold() for listed in FREQUENCY_LISTS.values() for word in listed)


async def digest(password: str, *, second: bool = False, own: Sequence[str] = ()) -> str:
    """Return what is kept instead of a password.

    ``second``: it stands beside a one-time code. ``own``: what is known of whoever chooses it.

    Raises:
        Invalid: it is none that a password may be.
    """
    check(password, second=second, common=common(), own=own)
    return await _away(_HASHER.hash, normalised(password))


async def matches(password: str, kept: str | None) -> bool:
    """Is it the one? It takes as long when there is no such account, so that nobody can tell."""
    same = await _away(_verify, normalised(password), kept or _DECOY)
    return same and kept is not None


async def prove(email: str, password: str, *, origin: Origin, at: datetime) -> UUID:
    """Return the account that this address and this password sign in to.

    No account, another password, an account that is disabled: all of these look alike, and take as long.

    Raises:
        Unauthenticated: they do not belong together. It never says which is wrong.
        TooManyTries: it was tried too often.
    """
    found = await store.account_of(email)
    async with trying(email, found.id if found else None, origin, at=at):
        same = await matches(password, found.password if found else None)
        if found is None or not same or found.disabled:
            raise Unauthenticated(
                "that address and that password do not belong together; check both and try again",
                code="sign-in-failed",
            )
    await _renew(found, password)
    return found.id


async def prove_own(account: UUID, password: str, *, origin: Origin, at: datetime) -> Account:
    """Let somebody who is signed in prove once more that it is they; return their account.

    Raises:
        Forbidden: it is not their password.
        TooManyTries: it was tried too often.
    """
    found = await own(account)
    async with trying(found.email, account, origin, at=at):
        if not await matches(password, found.password):
            raise Forbidden("that is not your password; nothing was changed", code="not-proved")
    return found


async def change_password(account: UUID, password: str, new: str, *, origin: Origin, at: datetime) -> None:
    """Change one's own password. Every session ends, and no browser is known as one's own any more.

    Raises:
        Forbidden: ``password`` is not the one that they have.
        Invalid: the new one is none that a password may be.
        TooManyTries: it was tried too often.
    """
    found = await prove_own(account, password, origin=origin, at=at)
    kept = await digest_for(found, new, at=at)
    async with for_account(account):
        if not await store.keep_password(account, kept, instead_of=found.password):
            raise Conflict("your password was changed a moment ago, from elsewhere; look who did, and try again")
        await start_over(account)


async def digest_for(found: Account, password: str, *, at: datetime, alone: bool = False) -> str:
    """Return what is kept of a new password of an account; ``alone``: it has to do without a second factor.

    Raises:
        Invalid: it is none that a password may be.
    """
    second = not alone and await code_store.has_second_factor(found.id)
    places = await store.memberships(found.id, at=at, even_disabled=True)
    agencies = [await program_store.agency(Scope(each, found.id)) for each in {place.agency for place in places}]
    return await digest(password, second=second, own=[found.email, *(each.name for each in agencies if each)])


async def start_over(account: UUID) -> None:
    """End every session of an account, and know no browser as its own any more. In the open transaction, if any."""
    await store.end_sessions(account)
    await store.forget_browsers(account)


async def own(account: UUID) -> Account:
    """Return an account that there is.

    Raises:
        NotFound: there is none.
    """
    found = await store.account(account)
    if found is None:
        raise NotFound("there is no such account")
    return found


async def _renew(found: Account, password: str) -> None:
    """Digest a password anew that was digested more cheaply than is done now."""
    if _HASHER.check_needs_rehash(found.password):
        renewed = await _away(_HASHER.hash, normalised(password))
        await store.keep_password(found.id, renewed, instead_of=found.password)


async def _away(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    return await asyncio.get_running_loop().run_in_executor(_AWAY, partial(work, *args, **kwargs))


def _verify(password: str, kept: str) -> bool:
    try:
        return _HASHER.verify(kept, password)
    except (VerificationError, InvalidHashError, UnicodeEncodeError):
        return False
