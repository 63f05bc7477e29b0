"""API tokens: what lets a script in, for one agency, to a chosen part of what its owner may do.

``muster_``, a public id of 12 characters, ``_``, a secret of 43 and a checksum of 6. The id names
the token in lists and logs. The checksum lets whoever scans texts for leaked secrets tell a real
token from something that only looks like one, without asking anybody.
"""

from __future__ import annotations

import hashlib
import re
import string
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from uuid import UUID

from muster.domain.access import NOBODY, Membership, Permission, Principal, Scope
from muster.domain.errors import Fault, Forbidden, Invalid, Unauthenticated
from muster.domain.intervals import add_months

PATTERN: Final = r"muster_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}"
SECRET_BYTES: Final = 32
PUBLIC_LENGTH: Final = 12
LONGEST_MONTHS: Final = 12
_SECRET_LENGTH: Final = 43  # 62 to the power of 43 is more than 2 to the power of 256
_CHECK_LENGTH: Final = 6  # and 62 to the power of 6 more than a CRC-32 has values
_DIGITS: Final = string.digits + string.ascii_uppercase + string.ascii_lowercase
_TOKEN: Final = re.compile(PATTERN)

# What no token may do, whoever made it: let anybody in, itself included; erase anybody; and speak for a person
# about their own life, or read of it.
NEVER: Final = frozenset(
    {
        Permission.MEMBERSHIP_GRANT,
        Permission.TOKEN_ISSUE,
        Permission.TOKEN_READ,
        Permission.TOKEN_REVOKE,
        Permission.ERASURE_CARRY_OUT,
        Permission.OWN_DATA,
        Permission.DISCLOSURE_READ,
    }
)
ALLOWED: Final = tuple(permission for permission in Permission if permission not in NEVER)


class TokenRefused(Unauthenticated):
    """It is no token, or it has ended, or was revoked, or its owner has no place here any more: all alike."""

    code = "token-refused"

    def __init__(self) -> None:
        """Say no more than that."""
        super().__init__("that token lets nobody in: it is not one, or it has ended, or it was revoked")


@dataclass(frozen=True, slots=True)
class Token:
    """What a token is for. ``public``: the part of it that may be shown; ``through``: its last day.

    ``program``: the only one that it reaches, if it is for one.
    """

    name: str
    public: str
    permissions: frozenset[Permission]
    through: date
    program: UUID | None = None

    @property
    def begins(self) -> str:
        """How it begins: what its owner may recognise it by."""
        return f"muster_{self.public}"

    def check(self, *, today: date) -> None:
        """Refuse a token that nobody can have.

        Raises:
            Invalid: it may do nothing, or what no token may, or it lasts too long or not at all.
        """
        if not self.permissions:
            raise _invalid("/permissions", "none", "at least one permission", "name what the token is for")
        if never := sorted(self.permissions & NEVER):
            listed = ", ".join(never)
            raise _invalid("/permissions", listed, "permissions that a token may have", "leave those out")
        last = add_months(today, LONGEST_MONTHS)
        if not today <= self.through <= last:
            expected = f"a day from {today} to {last}, a year at most"
            raise _invalid("/valid_through", str(self.through), expected, "choose a day in between; issue another then")

    def grant(self, by: Principal) -> None:
        """Refuse what the owner may not do themselves.

        Raises:
            Forbidden: a permission is not theirs, or not as far as that.
        """
        beyond = [each for each in sorted(self.permissions) if not self._within(by, each)]
        if beyond:
            where = " in that program" if self.program else ""
            raise Forbidden(
                f"a token may do no more than its owner, and you do not have {', '.join(beyond)}{where}; "
                "leave it out, or ask an administrator of your agency for it",
                code="beyond-your-rights",
            )

    def _within(self, by: Principal, permission: Permission) -> bool:
        if self.program is None:
            return by.may(permission, person=by.person)
        reach = by.reach(permission)
        return reach is not None and reach.covers(self.program)

    def bearer(self, agency: UUID, account: UUID, places: Sequence[Membership]) -> Principal:
        """Return who whoever bears it is: its owner as they are now, and no more than the token is for.

        A token for one program reaches nobody beyond it, its owner neither.

        Raises:
            TokenRefused: the owner has no place left that it could stand on.
        """
        held = tuple(each for each in places if each.agency == agency)
        if self.program is not None:
            there = (each for each in held if each.program in {None, self.program})
            held = tuple(replace(each, program=self.program, person=None) for each in there)
        if not held:
            raise TokenRefused
        return Principal(Scope(agency, account, NOBODY), held, limit=self.permissions - NEVER)


@dataclass(frozen=True, slots=True)
class Issued:
    """A token as it is listed: whose it is, by the address they sign in with, and when it was used last."""

    account: UUID
    email: str
    token: Token
    issued_at: datetime
    used_at: datetime | None


def written(public: int, secret: bytes) -> str:
    """Return a token as its bearer has it; ``public`` below 62 to the power of 12, 32 bytes of secret.

    >>> written(1, bytes(32))
    'muster_000000000001_00000000000000000000000000000000000000000000bJzcj'
    """
    body = f"muster_{_encoded(public, PUBLIC_LENGTH)}_{_encoded(int.from_bytes(secret), _SECRET_LENGTH)}"
    return body + _check(body)


def public_of(text: str) -> str:
    """Return the part that may be shown of a token."""
    return text.split("_")[1]


def well_formed(text: str) -> bool:
    """Is it a token by its form and its checksum? Whether it is one that was issued is another question.

    >>> well_formed(written(1, bytes(32))), well_formed(written(1, bytes(32))[:-1] + "0")
    (True, False)
    """
    return bool(_TOKEN.fullmatch(text)) and _check(text[:-_CHECK_LENGTH]) == text[-_CHECK_LENGTH:]


def digest(text: str) -> str:
    """Return what is kept of a token: SHA-256, in hex.

    Plain, and quick, on purpose: 256 random bits cannot be guessed at any speed, so there is
    nothing that a slow hash or a salt would protect, as they do with a password that people choose.
    """
    return hashlib.sha256(text.encode()).hexdigest()


def _encoded(number: int, length: int) -> str:
    found = ""
    while number:
        number, digit = divmod(number, len(_DIGITS))
        found = _DIGITS[digit] + found
    return found.rjust(length, "0")


def _check(body: str) -> str:
    return _encoded(zlib.crc32(body.encode()), _CHECK_LENGTH)


def _invalid(where: str, found: str, expected: str, fix: str) -> Invalid:
    return Invalid(
        f"such a token cannot be issued: expected {expected}, found {found}",
        code="no-such-token",
        faults=[Fault(where, found, expected, fix)],
    )
