"""Who looked at whom: what the access log says, and the bytes that it commits to.

An entry names ids only, never words about anybody, so that it still stands when a person is erased.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from muster.domain.ledger.leaves import canonical

_DETAIL: Final = re.compile(r"[a-z0-9 :.-]{0,200}")


class Sight(StrEnum):
    """What somebody did when they looked. A name, once used, never changes its meaning."""

    RECORD = "record"  # opened somebody's page or record
    DISCLOSURE = "disclosure"  # read what somebody disclosed of their own life
    EXPORT = "export"  # took something away: a report, an archive
    SHARE = "share"  # looked from another agency, by a share
    SEE_AS = "see-as"  # looked with somebody else's rights
    CARD = "card"  # somebody outside, with no sign-in, read the code of a card

    @property
    def once_a_day(self) -> bool:
        """Is it told once for each account, person and local day, however often it is done?"""
        return self in {Sight.RECORD, Sight.CARD}


@dataclass(frozen=True, slots=True)
class Look:
    """One entry of an agency's access log, as it is about one subject; its bytes are a leaf.

    ``number`` counts the entries of the agency, ``place`` from 0 the ``leaves`` of one entry.
    ``account`` unset: somebody at the machine's own prompt, or, by a card, somebody outside. ``subject`` unset:
    everybody.
    """

    agency: UUID
    number: int
    place: int
    leaves: int
    sight: Sight
    account: UUID | None
    at: datetime
    on: date
    detail: str
    subject: UUID | None

    def encoded(self) -> bytes:
        """Return the leaf's canonical bytes (RFC 8785)."""
        return canonical(
            {
                "account": self.account,
                "agency": self.agency,
                "at": self.at,
                "detail": self.detail,
                "leaf": self.place,
                "leaves": self.leaves,
                "log": "access",
                "number": self.number,
                "on": self.on,
                "sight": self.sight,
                "subject": self.subject,
                "version": 1,
            }
        )

    def hash(self) -> bytes:
        """Return the leaf's hash as a Merkle tree takes it: SHA-256 over a zero byte and the bytes."""
        return hashlib.sha256(b"\x00" + self.encoded()).digest()


@dataclass(frozen=True, slots=True)
class Seen:
    """An entry as people read it. ``id`` continues a list; ``who`` is how the agency knows whoever looked.

    ``who`` is empty for somebody outside or at the machine's own prompt, and where the name was erased.
    """

    id: UUID
    look: Look
    who: str


def plain_detail(detail: str) -> str:
    """Return what an entry says besides, if it can be nobody's name: ids, codes and days in small letters.

    >>> plain_detail("grant-compliance 2026-07-01 2026-09-30 pdf")
    'grant-compliance 2026-07-01 2026-09-30 pdf'

    Raises:
        ValueError: it has anything else in it; whoever wrote the code erred, never whoever looked.
    """
    if not _DETAIL.fullmatch(detail):
        raise ValueError(
            f"the access log names ids and codes only, in at most 200 small letters and digits, not {detail!r}"
        )
    return detail
