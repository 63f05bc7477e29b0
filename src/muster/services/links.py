"""Links by mail: to sign in without a password, and to set another. Who asks learns nothing of who is here."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from muster.domain.access import Membership, Role, Scope
from muster.domain.accounts.attempts import Origin
from muster.domain.accounts.links import TOKEN_BYTES, Link, LinkOver, Purpose, digest
from muster.persistence import accounts as account_store
from muster.persistence import links as store
from muster.persistence import programs as program_store
from muster.persistence.database import for_account
from muster.services import attempts, letters, passwords
from muster.services.letters import PATHS, Letter, Mailing


async def asking(purpose: Purpose, email: str, *, origin: Origin, at: datetime) -> None:
    """Count that a link is asked for, by where it is asked from alone: so nobody keeps anybody else from asking.

    Raises:
        TooManyTries: too many were asked for from there; it says how long to wait.
    """
    often = "links were asked for too often from there; wait a little"
    await attempts.count("links", f"{purpose} for {email}", origin=origin, at=at, often=often)


async def send_sign_in_link(email: str, *, language: str, mailing: Mailing, at: datetime) -> None:
    """Send a responder a link to sign in with; tell others here why they get none, and strangers nothing.

    Whoever asked has had the reply by then: it is the same whatever is done here, and comes as soon.
    """
    found = await _somebody(email, at=at)
    if found is None:
        return
    account, places = found
    token = new_token()
    if not await store.add_link(digest(token), Purpose.SIGN_IN, account, at=at):
        return
    to, words = email.lower(), await letters.words_of(account, places, mailing, language=language)
    if may_sign_in_by_link(places):
        link = mailing.link(PATHS[Purpose.SIGN_IN].format(token=token))
        agency = await _agency(account, places)
        message = letters.sign_in_link(to, link, agency=agency, words=words, at=at)
    else:  # the token goes nowhere; that a link was made keeps count of these mails too
        message = letters.no_sign_in_link(to, mailing.link("/sign-in"), words=words, at=at)
    await letters.hand_over(Letter(message, digest(token)), mailing)


async def send_reset_link(email: str, *, language: str, mailing: Mailing, at: datetime) -> None:
    """Send whoever has a place here a link to set another password with; strangers get nothing."""
    found = await _somebody(email, at=at)
    if found is None:
        return
    account, places = found
    token = new_token()
    if await store.add_link(digest(token), Purpose.RESET, account, at=at):
        link = mailing.link(PATHS[Purpose.RESET].format(token=token))
        words = await letters.words_of(account, places, mailing, language=language)
        message = letters.reset_link(email.lower(), link, words=words, at=at)
        await letters.hand_over(Letter(message, digest(token)), mailing)


async def link(token: str, purpose: Purpose, *, at: datetime) -> Link:
    """Return a link that is still good; nothing changes by looking.

    Raises:
        LinkOver: it is not, or never was.
    """
    return await store.link(digest(token), purpose, at=at)


async def sign_in_with_link(token: str, *, at: datetime) -> UUID:
    """Use a link up; return the account that it signs in to.

    Raises:
        LinkOver: it is not good any more, or the account has come to see more than a link may open.
    """
    account = (await store.use_link(digest(token), Purpose.SIGN_IN, at=at)).account
    if account is None or not may_sign_in_by_link(await account_store.memberships(account, at=at)):
        raise LinkOver
    return account


async def reset_password(token: str, password: str, *, at: datetime) -> UUID:
    """Use a link up and set another password; every session of the account ends. Return the account.

    Raises:
        Invalid: the password is none that muster takes; the link is still good then.
        LinkOver: it is not good any more.
    """
    account = (await link(token, Purpose.RESET, at=at)).account
    assert account is not None  # noqa: S101 - a check of the table says so
    kept = await passwords.digest_for(await passwords.own(account), password, at=at)
    async with for_account(account):
        await store.use_link(digest(token), Purpose.RESET, at=at)
        await account_store.keep_password(account, kept)
        await passwords.start_over(account)
    return account


def may_sign_in_by_link(places: Sequence[Membership]) -> bool:
    """Is a link alone enough? Only for whoever sees nobody but themselves."""
    return bool(places) and all(each.role is Role.RESPONDER for each in places)


def new_token() -> str:
    """Return what a link carries: 256 bits that nobody can guess."""
    return secrets.token_urlsafe(TOKEN_BYTES)


async def _somebody(email: str, *, at: datetime) -> tuple[UUID, Sequence[Membership]] | None:
    """Return the account that signs in with this address, and its places; nobody, when it has none."""
    found = await account_store.account_of(email)
    places = await account_store.memberships(found.id, at=at) if found else ()
    return (found.id, places) if found and places else None


async def _agency(account: UUID, places: Sequence[Membership]) -> str:
    """Return what the agency is called, where there is one only."""
    (first, *others) = sorted({each.agency for each in places}, key=str)
    found = None if others else await program_store.agency(Scope(first, account))
    return found.name if found else "muster"
