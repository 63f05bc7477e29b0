"""A phone that shows one-time codes, by RFC 6238 and the standard library alone."""

from __future__ import annotations

import base64
import hmac
import struct
from dataclasses import dataclass
from datetime import datetime

from tests.cast import NOW


@dataclass(frozen=True, slots=True)
class Totp:
    """An app with one secret in it."""

    secret: str

    def code(self, at: datetime = NOW.at, *, ahead: int = 0) -> str:
        """Return the code that is shown at an instant, or so many half minutes after it."""
        return self.of(int(at.timestamp()) // 30 + ahead)

    def of(self, step: int) -> str:
        """Return the code of a step."""
        digest = hmac.digest(base64.b32decode(self.secret), struct.pack(">Q", step), "sha1")
        place = digest[-1] & 15
        number = struct.unpack(">I", digest[place : place + 4])[0] & 0x7FFFFFFF
        return f"{number % 1_000_000:06d}"
