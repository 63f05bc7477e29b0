"""Secrets that muster must read again, sealed under a key that lies outside the database.

AES-256-GCM. The key is a file that only its owner may read; it is made when it is first needed. A copy
of the database without that file holds no usable secret. The file has a key to a line: the first one
seals, each of them opens, so that a key can be changed without a day on which nothing opens.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from muster.domain.errors import Unavailable

_FORM: Final = b"\x01"
_KEY_BYTES: Final = 32
_NAME_BYTES: Final = 8
_NONCE_BYTES: Final = 12
_KEY: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Sealing:
    """Seals and opens under the keys of one file."""

    file: Path

    def seal(self, secret: bytes, about: str) -> bytes:
        """Return a secret sealed; ``about`` says whose it is, and it opens for nobody else.

        Raises:
            Unavailable: there is no key, and none can be made.
        """
        key = self._keys(make=True)[0]
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return _FORM + _name(key) + nonce + AESGCM(key).encrypt(nonce, secret, about.encode())

    def open(self, sealed: bytes, about: str) -> bytes:
        """Return what was sealed.

        Raises:
            Unavailable: the key that it was sealed under is not in the file, or it was sealed for something else.
        """
        head = len(_FORM) + _NAME_BYTES
        name, nonce, rest = sealed[len(_FORM) : head], sealed[head : head + _NONCE_BYTES], sealed[head + _NONCE_BYTES :]
        for key in self._keys(make=False):
            if sealed[: len(_FORM)] == _FORM and _name(key) == name:
                try:
                    return AESGCM(key).decrypt(nonce, rest, about.encode())
                except InvalidTag:
                    break
        raise Unavailable(
            f"a secret in the database was not sealed with a key in {self.file}: bring back the file that belongs to "
            "this database; until then recovery codes let people in, or whoever runs this muster can make it forget "
            "their second factor",
            code="sealed-elsewhere",
        )

    def _keys(self, *, make: bool) -> list[bytes]:
        try:
            if make and not self.file.exists():
                self._make()
            lines = self.file.read_text(encoding="ascii").split() if self.file.exists() else []
        except (OSError, UnicodeDecodeError) as why:
            raise self._unusable(str(why)) from why
        if not all(_KEY.fullmatch(line) for line in lines) or (make and not lines):
            raise self._unusable("it has a line that is no key, or none at all: each has 64 of 0-9 and a-f")
        return [bytes.fromhex(line) for line in lines]

    def _make(self) -> None:
        """Make the file, whole from the first moment; of several processes one does, and all read that one."""
        self.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, half = tempfile.mkstemp(dir=self.file.parent, prefix=".half-")  # for its owner alone
        try:
            with os.fdopen(handle, "w", encoding="ascii") as out:
                out.write(f"{secrets.token_hex(_KEY_BYTES)}\n")
                out.flush()
                os.fsync(out.fileno())
            try:
                self.file.hardlink_to(half)
            except FileExistsError:
                return
        finally:
            Path(half).unlink(missing_ok=True)

    def _unusable(self, why: str) -> Unavailable:
        return Unavailable(
            f"the file of keys {self.file} cannot be used ({why}); see that it is there and that muster may read it",
            code="no-sealing-key",
        )


def _name(key: bytes) -> bytes:
    """Return what tells one key from another, and nothing of it."""
    return hashlib.sha256(b"muster sealing key\n" + key).digest()[:_NAME_BYTES]
