"""Invitations: rows to values and back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

import asyncpg

from muster.domain.access import Role, Scope
from muster.domain.accounts.invitations import Invitation
from muster.domain.intervals import BEGINNING, FOREVER, Interval
from muster.domain.records import OnRecord, Page
from muster.persistence.database import fetch, scoped
from muster.persistence.facts import INVITATION, OPEN_POSITION, Dates
from muster.persistence.ledger import Entry

_REACHED: Final = "($2 OR v.program = ANY ($3::uuid[]))"


@dataclass(frozen=True, slots=True)
class Offered:
    """An invitation that nobody has accepted or withdrawn: who sent it and when, and what became of its mail.

    ``who`` is the address of the account ``by``; both are empty when it is whoever runs the machine.
    """

    record: OnRecord[Invitation]
    by: UUID | None
    who: str
    at: datetime
    mail: str | None


async def invitations(scope: Scope, *, at: datetime, after: UUID | None = None, limit: int) -> Page[Offered]:
    """Return the invitations that may still be accepted, as far as the scope reaches, by id, a page at a time."""
    found = await _offered(
        scope,
        "v.ends_at > $4 AND ($5::uuid IS NULL OR v.fact > $5) ORDER BY v.fact LIMIT $6",
        at,
        after,
        limit + 1,
    )
    items = tuple(found[:limit])
    return Page(items, str(items[-1].record.fact) if len(found) > limit else None)


async def invitation(scope: Scope, which: UUID) -> Offered | None:
    """Return one invitation that nobody has accepted or withdrawn."""
    found = await _offered(scope, "v.fact = $4", which)
    return found[0] if found else None


async def invitation_to(scope: Scope, email: str) -> Offered | None:
    """Return the invitation to an address that nobody has accepted or withdrawn."""
    found = await _offered(scope, "v.email = $4", email.lower())
    return found[0] if found else None


async def add_invitation(entry: Entry, offer: Invitation, *, fact: UUID | None = None) -> UUID:
    """Add an invitation."""
    return await entry.add(INVITATION, _values(offer), dates=Dates(BEGINNING, offer.through), fact=fact)


async def close_invitation(entry: Entry, fact: UUID, *, version: UUID | None = None) -> None:
    """Close an invitation: it was accepted, or withdrawn."""
    await entry.withdraw(INVITATION, fact, version=version)


def _values(offer: Invitation) -> dict[str, object]:
    return {
        "email": offer.email,
        "role": str(offer.role),
        "person": offer.person,
        "program": offer.program,
        "ends_at": offer.ends_at,
    }


async def _offered(scope: Scope, which: str, *values: object) -> list[Offered]:
    async with scoped(scope):
        rows = await fetch(
            "SELECT v.*, a.account, a.at, w.email AS who, (SELECT l.mail FROM link l WHERE l.inviting = v.agency"
            " AND l.invitation = v.fact ORDER BY l.made_at DESC, l.ends_at DESC LIMIT 1) AS mail"
            " FROM invitation_version v JOIN act a ON a.agency = v.agency AND a.position = v.known_from"
            " LEFT JOIN account w ON w.id = a.account"
            f" WHERE v.agency = $1 AND v.known_until = {OPEN_POSITION} AND {_REACHED} AND {which}",
            scope.agency,
            scope.reach.whole,
            list(scope.reach.programs),
            *values,
        )
    return list(map(_of, rows))


def _of(row: asyncpg.Record) -> Offered:
    during = Interval(row["valid_from"], row["valid_until"])
    offer = Invitation(
        row["email"],
        Role(row["role"]),
        row["ends_at"],
        row["person"],
        row["program"],
        None if during.end == FOREVER else during.last,
    )
    record = OnRecord(row["fact"], row["id"], row["known_from"], offer, row["person"])
    return Offered(record, row["account"], row["who"] or "", row["at"], row["mail"])
