"""In tests a password is digested in no time. What muster takes for one is as shipped, and is looked at by itself."""

from __future__ import annotations

from typing import Final

from argon2 import PasswordHasher

from muster.services import passwords

AS_SHIPPED: Final = passwords._HASHER
QUICK: Final = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def digest_quickly() -> None:
    """Let this process digest passwords in no time from now on: how hard they are to guess is another question."""
    passwords._HASHER, passwords._DECOY = QUICK, QUICK.hash("nobody's password")
