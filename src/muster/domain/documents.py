"""A file that was brought in, kept as it came: its name, and the digest of its bytes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Document:
    """A file on record. ``digest`` is the SHA-256 of its bytes, in hex; the bytes are kept under it."""

    name: str
    digest: str
    size: int
    fact: UUID | None = None


def document(name: str, content: bytes) -> Document:
    """Return what is recorded of a file."""
    return Document(name, hashlib.sha256(content).hexdigest(), len(content))
