"""Passwords: Argon2id, off the event loop, a few at a time."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from muster.domain.errors import Invalid

SHORTEST = 15  # characters, without a second factor: NIST SP 800-63B-4
LONGEST = 1024

_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)  # OWASP's floor for Argon2id
_DECOY = _HASHER.hash("nobody's password")
_AWAY = ThreadPoolExecutor(2, thread_name_prefix="argon2")  # each at work holds 19 MiB and a core


async def digest(password: str) -> str:
    """Return what is kept instead of a password.

    Raises:
        Invalid: it is too short, or absurdly long.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise Invalid(
            f"a password has {SHORTEST} to {LONGEST} characters, this one has {len(password)}; "
            "a short sentence that only you would say makes a good one",
            code="bad-password-length",
        )
    return await asyncio.get_running_loop().run_in_executor(_AWAY, _HASHER.hash, password)


async def matches(password: str, kept: str | None) -> bool:
    """Is it the one? It takes as long when there is no such account, so that nobody can tell."""
    same = await asyncio.get_running_loop().run_in_executor(_AWAY, _verify, password, kept or _DECOY)
    return same and kept is not None


def _verify(password: str, kept: str) -> bool:
    try:
        return _HASHER.verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False
