"""One-time codes as RFC 6238 has them, and the recovery codes that stand in when the phone is lost."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from muster.domain.access import Membership, Role
from muster.domain.errors import Forbidden

STEP: Final = 30
"""Seconds that one code is good for."""
WINDOW: Final = 1
"""Steps to either side in which a code is taken: phones' clocks differ."""
DIGITS: Final = 6
WAITS: Final = timedelta(minutes=30)
"""How long a secret that no code has confirmed yet is kept."""

RECOVERY_CODES: Final = 10
RECOVERY_ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's: no letter that looks like another
RECOVERY_LENGTH: Final = 24  # five bits each: 120, above the 112 of SP 800-63B-4, 3.1.2.2
_GROUP: Final = 4
_ALIKE: Final = str.maketrans("oil", "011")


@dataclass(frozen=True, slots=True)
class SecondFactor:
    """What an account is asked for beside the password. ``since`` unset: nothing."""

    since: datetime | None = None
    recovery_codes: int = 0


@dataclass(frozen=True, slots=True)
class StaffRule:
    """Whether an agency lets nobody but responders in without a second factor. ``since`` unset: as it was founded."""

    required: bool = False
    since: datetime | None = None

    def binds(self, places: Iterable[Membership]) -> bool:
        """Is somebody with these places there bound by it? A responder, who sees themselves only, is not.

        >>> from muster.domain.access import Membership, Role
        >>> hr, ben = Membership(UUID(int=1), Role.HR), Membership(UUID(int=1), Role.RESPONDER)
        >>> StaffRule(required=True).binds([ben, hr]), StaffRule(required=True).binds([ben]), StaffRule().binds([hr])
        (True, False, False)
        """
        return self.required and any(each.role is not Role.RESPONDER for each in places)


class SecondFactorNeeded(Forbidden):
    """The agency shows nothing to staff who have no second factor."""

    code = "second-factor-needed"

    def __init__(self) -> None:
        """Say what opens it."""
        super().__init__(
            "your agency asks a second factor of everybody but responders, and your account has none; "
            "set one-time codes up, and go on with the session that gives you"
        )


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What the phone is told. ``uri`` says the same as ``secret``, for a QR code."""

    secret: str
    uri: str


def step_at(at: datetime) -> int:
    """Return the number of the step that an instant falls into.

    >>> from datetime import UTC
    >>> step_at(datetime(1970, 1, 1, 0, 1, 29, tzinfo=UTC)), step_at(datetime(1970, 1, 1, 0, 1, 30, tzinfo=UTC))
    (2, 3)
    """
    return int(at.timestamp()) // STEP


def taken_at(at: datetime, *, after: int) -> list[int]:
    """Return the steps whose codes are taken at an instant: those around it, later than the last one used."""
    now = step_at(at)
    return [step for step in range(now - WINDOW, now + WINDOW + 1) if step > after]


def digits(typed: str) -> str:
    """Return a one-time code as it was meant, or nothing when it is none.

    >>> digits(" 123 456 "), digits("12345"), digits("k3f7-0000")
    ('123456', '', '')
    """
    found = "".join(typed.split())
    return found if len(found) == DIGITS and found.isascii() and found.isdigit() else ""


def recovery(typed: str) -> str:
    """Return a recovery code as it was meant, or nothing when it is none: however it is spaced and written.

    >>> recovery("K3F7 0o1l-abcd efgh-jkmn pqrs")
    'k3f70011abcdefghjkmnpqrs'
    >>> recovery("123456")
    ''
    """
    found = "".join(typed.replace("-", " ").split()).lower().translate(_ALIKE)
    return found if len(found) == RECOVERY_LENGTH and set(found) <= set(RECOVERY_ALPHABET) else ""


def shown(recovery_code: str) -> str:
    """Return a recovery code as people copy it.

    >>> shown("k3f70011abcdefghjkmnpqrs")
    'k3f7-0011-abcd-efgh-jkmn-pqrs'
    """
    return "-".join(recovery_code[start : start + _GROUP] for start in range(0, len(recovery_code), _GROUP))


def digest(account: UUID, recovery_code: str) -> str:
    """Return what is kept instead of a recovery code. It is random enough to need no slow digest."""
    return hashlib.sha256(f"muster recovery code\n{account}\n{recovery_code}".encode()).hexdigest()
