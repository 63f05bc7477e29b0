"""The bytes that the ledger commits to: canonical JSON, salted, one leaf for each subject of an act.

Canonical JSON is RFC 8785, of which muster needs strings, whole numbers, true, false, null,
lists and objects; anything else is refused, so that nothing is ever written in two ways.
Leaf hashes are those of RFC 6962 (a zero byte before the leaf), ready for a tree over them.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from muster.domain.errors import Invalid
from muster.domain.intervals import BEGINNING, FOREVER

SALT_BYTES = 32


def plain(value: object) -> object:  # noqa: PLR0911 - one line for each kind of value
    """Return a fact's value as canonical JSON can carry it.

    >>> plain(date(2026, 3, 31)), plain(FOREVER), plain(["b", "a"])
    ('2026-03-31', 'infinity', ['b', 'a'])

    Raises:
        Invalid: it is of a kind that facts do not have.
    """
    match value:
        case None | bool():
            return value
        case str() if _writable(value):
            return value
        case int() if abs(value) < 2**53:
            return value
        case UUID():
            return str(value)
        case datetime() if value.tzinfo is not None:
            return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        case date() if not isinstance(value, datetime):
            return {BEGINNING: "-infinity", FOREVER: "infinity"}.get(value, value.isoformat())
        case list() | tuple():
            return [plain(each) for each in value]
        case dict() if all(isinstance(key, str) and _writable(key) for key in value):
            return {key: plain(each) for key, each in value.items()}
    raise Invalid(f"a fact cannot carry {value!r}", code="not-canonical")


def _writable(text: str) -> bool:
    """Is it text that UTF-8 can carry? Half of a surrogate pair is not."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def canonical(value: object) -> bytes:
    r"""Return the one way to write a value (RFC 8785).

    >>> canonical({"b": 1, "a": ["é", None]}).decode()
    '{"a":["é",null],"b":1}'
    """
    return json.dumps(_ordered(plain(value)), ensure_ascii=False, separators=(",", ":")).encode()


def _ordered(value: object) -> object:
    """Return the value with every object's keys in the order of their UTF-16 code units."""
    if isinstance(value, dict):
        return {key: _ordered(value[key]) for key in sorted(value, key=lambda key: key.encode("utf-16-be"))}
    return [_ordered(each) for each in value] if isinstance(value, list) else value


@dataclass(frozen=True, slots=True)
class Leaf:
    """What an act did to one subject.

    ``place`` counts from 0 among the act's ``leaves``. ``commitment`` hides the values behind the
    leaf's own salt; ``because``, what somebody said of the act, behind a salt of its own.
    """

    agency: UUID
    position: int
    place: int
    leaves: int
    act: str
    by: UUID | None
    at: datetime
    because: bytes | None
    subject: UUID
    commitment: bytes

    def encoded(self) -> bytes:
        """Return the leaf's canonical bytes."""
        return canonical(
            {
                "act": self.act,
                "agency": self.agency,
                "at": self.at,
                "because": None if self.because is None else self.because.hex(),
                "by": self.by,
                "leaf": self.place,
                "leaves": self.leaves,
                "position": self.position,
                "subject": self.subject,
                "values": self.commitment.hex(),
                "version": 1,
            }
        )

    def hash(self) -> bytes:
        """Return the leaf's hash as a Merkle tree takes it: SHA-256 over a zero byte and the bytes."""
        return hashlib.sha256(b"\x00" + self.encoded()).digest()


def commitment(salt: bytes, values: object) -> bytes:
    """Return HMAC-SHA-256 of the canonical values under the leaf's salt.

    Without the salt nobody can guess the values from it; erasing both keeps the leaf valid.
    """
    return hmac.new(salt, canonical(values), hashlib.sha256).digest()
