"""Adopted packs: the text as it was adopted, for ever, and whom it binds when."""

from __future__ import annotations

from uuid import UUID, uuid4

import asyncpg

from muster.domain.access import Scope
from muster.domain.adopting.adoptions import Adoption, Stated
from muster.domain.intervals import Interval
from muster.domain.records import OnRecord
from muster.persistence import tables
from muster.persistence.database import fetch, scoped
from muster.persistence.facts import ADOPTION, Dates, known_at
from muster.persistence.ledger import Entry


async def adoptions(scope: Scope, *, known: int) -> list[OnRecord[Adoption]]:
    """Return what the agency and its programs have adopted, by pack and day."""
    async with scoped(scope):
        rows = await fetch(
            f"SELECT * FROM adoption_version v WHERE v.agency = $1 AND {known_at('v', '$2')}"
            " ORDER BY pack, valid_from, fact",
            scope.agency,
            known,
        )
    return list(map(_adoption, rows))


async def texts(scope: Scope, digests: set[str]) -> dict[str, str]:
    """Return the adopted texts of these digests."""
    async with scoped(scope):
        rows = await fetch(
            "SELECT digest, text FROM pack_text WHERE agency = $1 AND digest = ANY($2)",
            scope.agency,
            sorted(digests),
        )
    return {row["digest"]: row["text"] for row in rows}


async def keep_text(entry: Entry, adoption: Adoption, text: str) -> None:
    """Keep the text that an adoption goes by, once."""
    await tables.PackText.insert(
        tables.PackText(id=uuid4(), agency=entry.scope.agency, digest=adoption.digest, pack=adoption.pack, text=text)
    ).on_conflict(target=(tables.PackText.agency, tables.PackText.digest), action="DO NOTHING")


async def add_adoption(entry: Entry, adoption: Adoption, text: str) -> UUID:
    """Add an adoption, and keep the text it adopts."""
    await keep_text(entry, adoption, text)
    return await entry.add(ADOPTION, _values(adoption), dates=Dates.of(adoption.during))


async def correct_adoption(entry: Entry, fact: UUID, adoption: Adoption, *, version: UUID | None) -> UUID:
    """Say something else of an adoption: when it ends, most often."""
    return await entry.supersede(ADOPTION, fact, _values(adoption), dates=Dates.of(adoption.during), version=version)


def _adoption(row: asyncpg.Record) -> OnRecord[Adoption]:
    during = Interval(row["valid_from"], row["valid_until"])
    value = Adoption(
        row["pack"],
        row["digest"],
        during,
        row["program"],
        row["award"],
        row["fact"],
        Stated(row["applied_on"], tuple(row["circumstances"] or ())),
        row["partnership"],
        row["team_kind"],
    )
    return OnRecord(row["fact"], row["id"], row["known_from"], value)


def _values(adoption: Adoption) -> dict[str, object]:
    return {
        "pack": adoption.pack,
        "digest": adoption.digest,
        "program": adoption.program,
        "award": adoption.award,
        "applied_on": adoption.stated.applied_on,
        "partnership": adoption.partnership,
        "team_kind": adoption.team_kind,
        "circumstances": list(adoption.stated.circumstances) or None,
    }
