"""Links that are good once: what each is for, how long it lasts, and what the database keeps of it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from uuid import UUID

from muster.domain.errors import NotFound


class Purpose(StrEnum):
    """What a link is for; it is good for nothing else."""

    SIGN_IN = "sign-in"
    RESET = "reset"
    INVITATION = "invitation"


LASTS: Final[Mapping[Purpose, timedelta]] = MappingProxyType(
    {
        Purpose.SIGN_IN: timedelta(minutes=10),
        Purpose.RESET: timedelta(hours=1),
        Purpose.INVITATION: timedelta(days=7),
    }
)
MOST_AT_A_TIME: Final = 5
"""Links of one purpose for one account in the time that one lasts. Nobody's mailbox is filled by somebody else, and
whoever is asked for by others always has a good one: it is as good for them as if they had asked."""
TOKEN_BYTES: Final = 32
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{43}")  # so many bytes, as base64 for addresses writes them


@dataclass(frozen=True, slots=True)
class Link:
    """A link that is still good: of an account, or to an invitation of an agency's."""

    purpose: Purpose
    ends_at: datetime
    account: UUID | None = None
    inviting: UUID | None = None
    invitation: UUID | None = None


class LinkOver(NotFound):
    """The link lets nobody in: it never did, or does no longer. Which of the two is not said."""

    code = "link-over"

    def __init__(self) -> None:
        """Say the same of every such link."""
        super().__init__("this link has been used, has ended, or a newer one was sent; ask for another")


def digest(token: str) -> str:
    """Return what the database keeps instead of a token: with it nobody can make the link again.

    >>> len(digest("W7mHiqKp3BSbXzVb0aqYzPPCuvn1cgo0nS6Mqk8rJ7U"))
    64

    Raises:
        LinkOver: it is no token of ours.
    """
    if not _TOKEN.fullmatch(token):
        raise LinkOver
    return hashlib.sha256(token.encode()).hexdigest()
