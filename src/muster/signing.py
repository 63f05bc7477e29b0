"""The key that signs checkpoints: Ed25519, in a file that nobody else may read; and how signatures are checked."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from muster.domain.errors import Unavailable
from muster.domain.ledger.checkpoints import Note, PublicKey, Signature


@dataclass(frozen=True, slots=True)
class Signer:
    """A private key. It is never shown, and never leaves the process."""

    _private: Ed25519PrivateKey

    @classmethod
    def made(cls) -> Self:
        """Make a new key."""
        return cls(Ed25519PrivateKey.generate())

    @property
    def public(self) -> PublicKey:
        """The key that its signatures are checked with."""
        return PublicKey(self._private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))

    def sign(self, text: str, *, name: str) -> Signature:
        """Sign a text under a name."""
        return Signature(name, self.public.hash_under(name), self._private.sign(text.encode()))

    def pem(self) -> bytes:
        """Return the key as its file holds it."""
        return self._private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def signers(note: Note, keys: Iterable[PublicKey], *, name: str) -> tuple[PublicKey, ...]:
    """Return those of the keys that have really signed a note under a name."""
    return tuple(key for key in keys if any(_holds(key, note.text, each, name) for each in note.signatures))


def _holds(key: PublicKey, text: str, signature: Signature, name: str) -> bool:
    if (signature.name, signature.key) != (name, key.hash_under(name)):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(key.raw).verify(signature.signed, text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


@dataclass(frozen=True, slots=True)
class KeyFile:
    """Where the private key is. ``given``: somebody named the file, so that a missing one is a mistake."""

    path: Path
    given: bool = False

    @property
    def next(self) -> KeyFile:
        """The file of the key that is to follow, while one follows the other."""
        return KeyFile(self.path.with_name(f"{self.path.name}.next"))

    def signer(self) -> Signer:
        """Return the key; make it where there is none yet.

        Raises:
            Unavailable: it can be neither read nor made; the words say why.
        """
        try:
            if not self.given and not self.path.exists():
                self._make()
            return self._load()
        except OSError as why:
            raise Unavailable(
                f"the key that signs checkpoints cannot be read or made at {self.path} ({why.strerror or why}); "
                "see who may read it, or name another file in MUSTER_SIGNING_KEY_FILE",
                code="no-signing-key",
            ) from why

    def _load(self) -> Signer:
        if self.path.stat().st_mode & stat.S_IRWXO:
            raise Unavailable(
                f"others on this machine may use {self.path}, the key that signs checkpoints: take that right away "
                f"(chmod 600 {self.path})",
                code="no-signing-key",
            )
        try:
            private = load_pem_private_key(self.path.read_bytes(), password=None)
        except (ValueError, TypeError) as why:
            raise _no_key(self.path) from why
        if not isinstance(private, Ed25519PrivateKey):
            raise _no_key(self.path)
        return Signer(private)

    def _make(self) -> None:
        """Make the file, whole and readable by nobody else from its first byte; whoever is first has made it."""
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, half = tempfile.mkstemp(dir=self.path.parent, prefix=".half-")  # made with 0600
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(Signer.made().pem())
                out.flush()
                os.fsync(out.fileno())
            os.link(half, self.path)
        except FileExistsError:
            pass
        finally:
            Path(half).unlink()

    def follow(self) -> None:
        """Let the next key take this one's place; this one's file is gone afterwards.

        Raises:
            Unavailable: it cannot be written.
        """
        try:
            self.next.path.replace(self.path)
        except OSError as why:
            raise Unavailable(
                f"{self.path} could not be written ({why.strerror or why})", code="no-signing-key"
            ) from why


def _no_key(path: Path) -> Unavailable:
    return Unavailable(
        f"{path} is no Ed25519 key in PEM without a password; make one with "
        "`openssl genpkey -algorithm ed25519`, or restore it from where you keep it",
        code="no-signing-key",
    )
