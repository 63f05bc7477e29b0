"""What people disclose of their lives: rows to values and back, each time for a purpose that is said."""

from __future__ import annotations

from uuid import UUID

import asyncpg

from muster.domain.access import Scope
from muster.domain.privacy.disclosures import Disclosure, Lived
from muster.domain.records import OnRecord
from muster.persistence.database import disclosing, fetch, scoped
from muster.persistence.facts import ALWAYS_TRUE, DISCLOSURE, NOW, known_at
from muster.persistence.ledger import Entry

OWN, SHOWN = "own", "shown"


async def disclosures(scope: Scope, who: UUID, *, purpose: str) -> list[OnRecord[Disclosure]]:
    """Return what a person has disclosed, as far as the purpose goes: all that is one's own, or what is shown."""
    async with scoped(scope), disclosing(purpose):
        rows = await fetch(
            f"SELECT * FROM disclosure_version v WHERE v.agency = $1 AND {known_at('v', '$2')} AND v.person = $3"
            " ORDER BY v.kind",
            scope.agency,
            NOW,
            who,
        )
    return list(map(_disclosure, rows))


async def disclosure_counts(scope: Scope) -> dict[str, int]:
    """Return how many agreed to be counted, by kind; the database itself leaves out what only a few have."""
    async with scoped(scope):
        rows = await fetch("SELECT kind, people FROM muster_disclosure_counts()")
    return {row["kind"]: row["people"] for row in rows}


async def add_disclosure(entry: Entry, who: UUID, said: Disclosure, *, fact: UUID | None = None) -> UUID:
    """Add what a person says of their own life."""
    async with disclosing(OWN):
        return await entry.add(DISCLOSURE, _values(said), dates=ALWAYS_TRUE, fact=fact, person=who)


async def consent(entry: Entry, fact: UUID, said: Disclosure, *, version: UUID | None) -> UUID:
    """Say what its owner agrees to from now on."""
    async with disclosing(OWN):
        return await entry.supersede(DISCLOSURE, fact, _values(said), dates=ALWAYS_TRUE, version=version)


def _values(said: Disclosure) -> dict[str, object]:
    return {"kind": str(said.kind), "counted": said.counted, "shown": said.shown}


def _disclosure(row: asyncpg.Record) -> OnRecord[Disclosure]:
    value = Disclosure(Lived(row["kind"]), row["counted"], row["shown"], row["fact"])
    return OnRecord(row["fact"], row["id"], row["known_from"], value, row["person"])
