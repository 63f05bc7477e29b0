"""Signed checkpoints of a log's tree: how large it is, its root, and when; as text that people and programs read.

The form is the signed note that transparency logs share (C2SP ``signed-note`` and ``tlog-checkpoint``): lines, an
empty line, and a line for each signature. What is signed are the lines with the line end of the last one.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final, Self
from uuid import UUID

from muster.domain.errors import Invalid

_INSTANT: Final = "%Y-%m-%dT%H:%M:%SZ"
_NUMBER: Final = re.compile(r"0|[1-9][0-9]{0,17}")
_SIGNATURE: Final = re.compile(r"\N{EM DASH} (?P<name>[^\s+]+) (?P<signed>[A-Za-z0-9+/]+=*)")
_HASH_BYTES, _KEY_BYTES, _SIGNATURE_BYTES = 4, 32, 64
_ED25519: Final = b"\x01"  # the kind of signature, as notes number them
ID_LENGTH: Final = 16


class Log(StrEnum):
    """What a tree stands on. A name, once used, never changes its meaning."""

    LEDGER = "ledger"
    ACCESS = "access-log"

    def origin(self, agency: UUID) -> str:
        """Return the name of one agency's log, for ever.

        >>> Log.LEDGER.origin(UUID(int=1))
        'muster/ledger/00000000-0000-0000-0000-000000000001'
        """
        return f"muster/{self}/{agency}"


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key that signs checkpoints: 32 bytes of Ed25519, by which anybody can check a signature."""

    raw: bytes

    @property
    def id(self) -> str:
        """What people call it by: the first half of the hash of the key, in hex."""
        return hashlib.sha256(self.raw).hexdigest()[:ID_LENGTH]

    def hash_under(self, name: str) -> bytes:
        """Return the four bytes by which a signature names its key."""
        return hashlib.sha256(f"{name}\n".encode() + _ED25519 + self.raw).digest()[:_HASH_BYTES]


@dataclass(frozen=True, slots=True)
class Signature:
    """One line under a note: whose name, the four bytes that name the key, and the signature itself."""

    name: str
    key: bytes
    signed: bytes

    def line(self) -> str:
        """Return it as its line."""
        return f"\N{EM DASH} {self.name} {_written(self.key + self.signed)}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A signed text. ``text`` ends with its last line end, and is what every signature is of."""

    text: str
    signatures: tuple[Signature, ...]

    def written(self) -> str:
        """Return the whole note."""
        return f"{self.text}\n" + "".join(each.line() for each in self.signatures)

    @classmethod
    def read(cls, written: str) -> Self:
        """Read a note; whether a signature is right is another question.

        Raises:
            Invalid: it is none.
        """
        text, found, below = written.rpartition("\n\n")
        lines = below.split("\n")
        if not found or not text or lines[-1] != "" or len(lines) == 1:
            raise _no_note("it has no lines of signature under an empty line")
        signatures = []
        for line in lines[:-1]:
            said = _SIGNATURE.fullmatch(line)
            signed = _read(said["signed"]) if said else None
            if said is None or signed is None or len(signed) != _HASH_BYTES + _SIGNATURE_BYTES:
                raise _no_note(f"{line!r} is no signature")
            signatures.append(Signature(said["name"], signed[:_HASH_BYTES], signed[_HASH_BYTES:]))
        note = cls(f"{text}\n", tuple(signatures))
        if note.written() != written:
            raise _no_note("it is not written in the one way that a note is")
        return note


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How a log stood: its size in leaves, the root over them, the last position among them, and when it was signed.

    ``at`` has whole seconds. Of the access log, the position is the number of an entry.
    """

    agency: UUID
    log: Log
    size: int
    root: bytes
    position: int
    at: datetime

    @property
    def origin(self) -> str:
        """The name of the log; also the name that it is signed under."""
        return self.log.origin(self.agency)

    def text(self) -> str:
        """Return what is signed."""
        at = self.at.astimezone(UTC).strftime(_INSTANT)
        return f"{self.origin}\n{self.size}\n{_written(self.root)}\nposition {self.position}\nat {at}\n"

    @classmethod
    def read(cls, text: str) -> Self:
        """Read what is signed.

        Raises:
            Invalid: it is no checkpoint of muster's, or not written in the one way.
        """
        lines = text.split("\n")
        try:
            origin, size, root, position, at, _ = lines
            _, log, agency = origin.split("/")
            found = cls(
                UUID(agency),
                Log(log),
                _whole(size),
                _read(root) or b"",
                _whole(position.removeprefix("position ")),
                datetime.strptime(at, f"at {_INSTANT}").replace(tzinfo=UTC),
            )
        except ValueError as why:
            raise _no_note(str(why)) from why
        if found.text() != text or len(found.root) != hashlib.sha256().digest_size:
            raise _no_note("it is not written in the one way that a checkpoint is")
        return found


@dataclass(frozen=True, slots=True)
class Introduction:
    """How a key is introduced to an agency: signed by itself, and by the key before it, if there was one."""

    agency: UUID
    key: PublicKey
    since: datetime
    after: str = ""

    @property
    def name(self) -> str:
        """The name it is signed under."""
        return f"muster/keys/{self.agency}"

    def text(self) -> str:
        """Return what is signed."""
        since = self.since.astimezone(UTC).strftime(_INSTANT)
        return (
            f"{self.name}\nkey {self.key.id}\n{_written(self.key.raw)}\nsince {since}\nafter {self.after or 'none'}\n"
        )

    @classmethod
    def read(cls, text: str) -> Self:
        """Read what is signed.

        Raises:
            Invalid: it introduces no key, or is not written in the one way.
        """
        try:
            name, _, key, since, after, _ = text.split("\n")
            found = cls(
                UUID(name.rpartition("/")[2]),
                PublicKey(_read(key) or b""),
                datetime.strptime(since, f"since {_INSTANT}").replace(tzinfo=UTC),
                after.removeprefix("after ").replace("none", ""),
            )
        except ValueError as why:
            raise _no_note(str(why)) from why
        if found.text() != text or len(found.key.raw) != _KEY_BYTES:
            raise _no_note("it is not written in the one way that a key is introduced")
        return found


def _whole(text: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"{text!r} is no number of leaves")
    return int(text)


def _written(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _read(text: str) -> bytes | None:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        return None


def _no_note(why: str) -> Invalid:
    return Invalid(f"this is no signed checkpoint of muster's: {why}", code="not-a-checkpoint")
