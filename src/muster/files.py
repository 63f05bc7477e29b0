"""Files kept as they came, each under the digest of its bytes: nothing is ever overwritten."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from muster.domain.errors import NotFound, Unavailable

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Files:
    """A folder of files, by digest."""

    folder: Path

    def keep(self, content: bytes) -> str:
        """Keep some bytes, on disk before this returns; return their digest. Twice the same is once.

        Raises:
            Unavailable: the folder cannot be written to.
        """
        digest = hashlib.sha256(content).hexdigest()
        place = self._place(digest)
        if place.exists():
            return digest
        try:
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, half = tempfile.mkstemp(dir=place.parent, prefix=".half-")
            try:
                with os.fdopen(handle, "wb") as out:
                    out.write(content)
                    out.flush()
                    os.fsync(out.fileno())
                Path(half).replace(place)
            except BaseException:
                Path(half).unlink(missing_ok=True)
                raise
            _settle(place.parent)
        except OSError as why:
            raise Unavailable(
                f"the file could not be kept in {self.folder} ({why.strerror or why}); free some space there, "
                "or see who may write to it, and try again",
                code="storage-failed",
            ) from why
        return digest

    def read(self, digest: str) -> bytes:
        """Return the bytes kept under a digest.

        Raises:
            NotFound: none are.
            Unavailable: they are no longer what they were.
        """
        place = self._place(digest)
        try:
            content = place.read_bytes()
        except FileNotFoundError:
            raise NotFound(f"no file is kept under {digest}") from None
        if hashlib.sha256(content).hexdigest() != digest:
            raise Unavailable(
                f"{place} was changed after it was kept; restore it from a backup", code="storage-damaged"
            )
        return content

    def destroy(self, digest: str) -> None:
        """Take the bytes kept under a digest away, if they are there.

        Raises:
            Unavailable: the folder cannot be written to.
        """
        place = self._place(digest)
        try:
            place.unlink(missing_ok=True)
            if place.parent.exists():
                _settle(place.parent)
        except OSError as why:
            raise Unavailable(
                f"{place} could not be taken away ({why.strerror or why}); see who may write there, and try again",
                code="storage-failed",
            ) from why

    def digests(self) -> list[str]:
        """Return the digest of every file kept, in order."""
        if not self.folder.is_dir():
            return []
        return sorted(each.name for each in self.folder.glob("??/*") if _DIGEST.fullmatch(each.name))

    def _place(self, digest: str) -> Path:
        if not _DIGEST.fullmatch(digest):
            raise NotFound("a file is kept under 64 hexadecimal digits")
        return self.folder / digest[:2] / digest


def _settle(folder: Path) -> None:
    """Make the name itself last through a loss of power, where the system can."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
