"""API tokens: issue one, list them, revoke one, and let its bearer in."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from uuid import UUID

from muster.domain.access import Permission, Principal
from muster.domain.accounts.attempts import Origin
from muster.domain.accounts.tokens import (
    PUBLIC_LENGTH,
    SECRET_BYTES,
    Issued,
    Token,
    TokenRefused,
    digest,
    public_of,
    well_formed,
    written,
)
from muster.domain.acts import Act
from muster.domain.errors import Forbidden, Invalid, NotFound
from muster.domain.moments import Moment
from muster.domain.records import OnRecord, Page
from muster.persistence import accounts as account_store
from muster.persistence import tokens as store
from muster.persistence.ledger import recorded
from muster.services import accounts, attempts


async def bearer(text: str, *, origin: Origin, at: datetime) -> Principal:
    """Return who somebody is who brings this token, with what it is good for at this moment.

    That is never more than its owner may do at this moment, so it ends with their place. One that is
    refused counts as a try to sign in from there; one that is good is never kept waiting for others' tries.

    Raises:
        TokenRefused: it lets nobody in. Why is not said.
        TooManyTries: it lets nobody in, and too many such came from there.
    """
    try:
        return await _bearer(text, at=at)
    except TokenRefused:
        async with attempts.trying(f"token {digest(text)}", None, Origin(origin.address), at=at):
            raise


async def _bearer(text: str, *, at: datetime) -> Principal:
    found = await store.brought(digest(text), at=at) if well_formed(text) else None
    if found is None:
        raise TokenRefused
    places = await account_store.memberships(found.account, at=at)
    who = found.token.bearer(found.agency, found.account, places)
    if not found.used_lately(at):
        await store.note_use(digest(text), at=at)
    return who


async def tokens(*, by: Principal, after: UUID | None = None, limit: int = 50) -> Page[OnRecord[Issued]]:
    """Return one's own tokens, and all others that one may read of, by id, a page at a time."""
    scope = by.require(Permission.TOKEN_READ) if by.may(Permission.TOKEN_READ) else by.scope
    return await store.tokens(scope, after=after, limit=limit)


async def issue_token(
    name: str,
    permissions: frozenset[Permission],
    *,
    program: UUID | None = None,
    through: date,
    owner: UUID | None = None,
    by: Principal,
    now: Moment,
    fact: UUID | None = None,
) -> tuple[UUID, str]:
    """Issue a token to oneself; return its id, and the token, which nobody can show again.

    ``owner``: whose it is to be, when whoever runs the machine issues it for somebody.

    Raises:
        Forbidden: the owner may issue none, or it may do more than they may; or they are somebody else.
        Unauthenticated: the owner has no place here.
        Invalid: nobody can have such a token.
        NotFound: there is no such program here.
        Conflict: there is one under this id already.
    """
    whose = by if owner is None else await _owner(owner, by, now)
    whose.require(Permission.TOKEN_ISSUE, program=program)
    if whose.scope.account is None:
        raise Invalid("a token is somebody's; say with whose rights it is used", code="no-owner")
    text = written(secrets.randbelow(62**PUBLIC_LENGTH), secrets.token_bytes(SECRET_BYTES))
    token = Token(name, public_of(text), permissions, through, program)
    token.check(today=now.today)
    token.grant(whose)
    async with recorded(by.scope, Act.TOKEN_ISSUED, at=now.at) as entry:
        made = await store.add_token(entry, whose.scope.account, token, digest(text), since=now.today, fact=fact)
    return made, text


async def revoke_token(which: UUID, *, by: Principal, now: Moment) -> None:
    """Revoke a token at once. Everybody may revoke their own, whatever their role has become.

    Raises:
        Forbidden: it is not their own, and they may revoke no others.
        NotFound: there is no such token here, or not where they may revoke it.
    """
    scope = by.require(Permission.TOKEN_REVOKE) if by.may(Permission.TOKEN_REVOKE) else by.scope
    if await store.token(scope, which) is None:
        by.require(Permission.TOKEN_REVOKE)
        raise NotFound("there is no such token here")
    async with recorded(by.scope, Act.TOKEN_REVOKED, at=now.at) as entry:
        await store.revoke_token(entry, which)


async def _owner(account: UUID, by: Principal, now: Moment) -> Principal:
    if by.scope.account is not None:
        raise Forbidden("a token is issued to oneself; only whoever runs the machine issues one for somebody else")
    return await accounts.principal(account, by.scope.agency, at=now.at)
