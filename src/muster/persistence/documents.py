"""Files that were brought in, by the digest of their bytes: rows to values and back."""

from __future__ import annotations

from uuid import UUID

import asyncpg

from muster.domain.access import Scope
from muster.domain.documents import Document
from muster.domain.records import OnRecord
from muster.persistence.database import fetch, scoped
from muster.persistence.facts import ALWAYS_TRUE, DOCUMENT, known_at
from muster.persistence.ledger import Entry


async def documents(scope: Scope, *, known: int) -> list[OnRecord[Document]]:
    """Return the files on record, in the order in which they were brought in."""
    async with scoped(scope):
        rows = await fetch(
            f"SELECT * FROM document_version v WHERE v.agency = $1 AND {known_at('v', '$2')}"
            " ORDER BY v.known_from, v.name, v.fact",
            scope.agency,
            known,
        )
    return list(map(_document, rows))


async def add_document(entry: Entry, document: Document) -> UUID:
    """Add a file."""
    values = {"name": document.name, "digest": document.digest, "size": document.size}
    return await entry.add(DOCUMENT, values, dates=ALWAYS_TRUE)


def _document(row: asyncpg.Record) -> OnRecord[Document]:
    value = Document(row["name"], row["digest"], row["size"], row["fact"])
    return OnRecord(row["fact"], row["id"], row["known_from"], value)
