"""Sign in at one's organisation: send somebody there, and find out whose account it is when they come back."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from muster.domain.accounts.attempts import Origin
from muster.domain.accounts.openid import (
    FLOW_LASTS,
    Flow,
    FlowLost,
    Linked,
    NoAccount,
    NoAddress,
    ProviderRefused,
    TokenRefused,
    Vouched,
)
from muster.domain.errors import NotFound
from muster.openid.provider import Provider
from muster.persistence import accounts as account_store
from muster.persistence import openid as store
from muster.persistence.database import for_account
from muster.services import passwords

_BYTES: Final = 32
_OURS: Final = re.compile(r"[A-Za-z0-9_-]{43}")
_WORD: Final = re.compile(r"[a-z_]{1,60}")
_LONGEST_CODE: Final = 4096


@dataclass(frozen=True, slots=True)
class SetOut:
    """Where somebody is sent, and the cookie that they come back with."""

    address: str
    cookie: str


@dataclass(frozen=True, slots=True)
class CameBack:
    """The account that somebody proved to be; ``second``: by more than a password. ``after``: the page they wanted."""

    account: UUID
    second: bool
    after: str


async def set_out(provider: Provider, *, after: str, at: datetime) -> SetOut:
    """Send somebody to sign in there.

    Raises:
        ProviderAway: the provider does not answer as it must.
    """
    state, nonce, verifier = (secrets.token_urlsafe(_BYTES) for _ in range(3))
    flow = Flow(state, nonce, verifier, after)
    address = await provider.address(flow, at=at)
    cookie = secrets.token_urlsafe(_BYTES)
    await store.begin_flow(_digest(cookie), flow, at=at, ends_at=at + FLOW_LASTS)
    return SetOut(address, cookie)


async def come_back(provider: Provider, cookie: str, said: Mapping[str, str], *, at: datetime) -> CameBack:
    """Return whom the provider vouches for, given the cookie and what stands in the address they came back to.

    Raises:
        OpenIdRefused: this browser did not set out, or the provider does not vouch for them, or nobody here is them.
        ProviderAway: the provider does not answer as it must.
    """
    flow = await store.take_flow(_digest(cookie), at=at) if _OURS.fullmatch(cookie) else None
    if flow is None or not hmac.compare_digest(flow.state.encode(), said.get("state", "").encode()):
        raise FlowLost
    if said.get("iss", provider.issuer) != provider.issuer:  # RFC 9207
        raise TokenRefused("another provider answers than the one that was asked (iss)")
    if "error" in said:
        word = said["error"] if _WORD.fullmatch(said["error"]) else "something that is no word"
        raise ProviderRefused(f"the provider says no: {word}")
    code = said.get("code", "")
    if not 0 < len(code) <= _LONGEST_CODE:
        raise FlowLost
    vouched = await provider.vouched(code, flow, at=at)
    return CameBack(await _account(vouched, at=at), vouched.second, flow.after)


async def linked(account: UUID) -> list[Linked]:
    """Return the providers that sign somebody in to their account."""
    return await store.linked(account)


async def link_of(account: UUID, which: UUID) -> Linked:
    """Return one of them.

    Raises:
        NotFound: there is no such link, or it is of another account.
    """
    found = next((each for each in await store.linked(account) if each.id == which), None)
    if found is None:
        raise NotFound("no such organisation signs you in")
    return found


async def unlink(account: UUID, which: UUID, password: str, *, origin: Origin, at: datetime) -> None:
    """Let a provider sign somebody in no longer. Every session ends: one of them may be somebody else's from there.

    It takes the password, so that nobody takes their last way in away.

    Raises:
        NotFound: there is no such link.
        Forbidden: it is not their password.
        TooManyTries: it was tried too often.
    """
    await link_of(account, which)
    await passwords.prove_own(account, password, origin=origin, at=at)
    async with for_account(account):
        await store.remove_subject(account, which)
        await passwords.start_over(account)


async def _account(vouched: Vouched, *, at: datetime) -> UUID:
    """Return whose account it is: by the provider's own name for them; the first time, by a verified address.

    Raises:
        NoAddress: it is the first time, and no address is verified.
        NoAccount: nobody with that address has an account.
        OtherSubject: the account is somebody else at that provider.
    """
    known = await store.account_of_subject(vouched.issuer, vouched.subject)
    if known is not None:
        return known
    if not vouched.email:
        raise NoAddress
    found = await account_store.account_of(vouched.email) if _plain(vouched.email) else None
    if found is None:
        raise NoAccount
    await store.add_subject(vouched.issuer, vouched.subject, found.id, at=at)
    return found.id


def _plain(email: str) -> bool:
    """Is it the same address in small letters, and none that only looks so? The Kelvin sign is no K."""
    return email.lower() == "".join(chr(ord(each) + 32) if "A" <= each <= "Z" else each for each in email)


def _digest(cookie: str) -> str:
    return hashlib.sha256(cookie.encode()).hexdigest()
