"""How often somebody may try to sign in, and how long they wait after that."""

from __future__ import annotations

import hashlib
import ipaddress
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

WINDOW: Final = timedelta(minutes=15)
_V6_NETWORK: Final = 64  # what one subscriber has; an address inside it is theirs to change


class Counted(StrEnum):
    """What tries are counted by."""

    PAIR = "pair"
    PLACE = "place"
    ACCOUNT = "account"


MOST: Final[Mapping[Counted, int]] = MappingProxyType({Counted.PAIR: 10, Counted.PLACE: 100, Counted.ACCOUNT: 50})
"""Tries within the window that went wrong: of one account from one place; from one place; of one account."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a try comes from. ``browser`` is the digest of what a browser shows that has signed in before."""

    address: str
    browser: str = ""


@dataclass(frozen=True, slots=True)
class Try:
    """A try as it is counted: whose account it is about, and where it comes from, both as digests.

    ``known``: the browser has signed in to this account before. Then it is counted for itself, and what
    others try from elsewhere, or from the same address, hinders it in nothing.
    """

    account: str
    place: str
    known: bool

    @property
    def limits(self) -> tuple[Counted, ...]:
        """The limits that it is held to."""
        return (Counted.PAIR,) if self.known else (Counted.PAIR, Counted.PLACE, Counted.ACCOUNT)


def attempt(whom: str, origin: Origin, *, known: bool) -> Try:
    """Return how a try is counted; ``whom`` is the address that somebody says is theirs, there or not."""
    place = f"browser {origin.browser}" if known else f"address {network(origin.address)}"
    return Try(_digest(f"account {whom.lower()}"), _digest(place), known)


def network(address: str) -> str:
    """Return what stands for an address: itself, or of IPv6 the network that one subscriber has.

    >>> network("203.0.113.9"), network("2001:db8:1:2:3:4:5:6"), network("::ffff:203.0.113.9"), network("?")
    ('203.0.113.9', '2001:db8:1:2::/64', '203.0.113.9', '?')
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, _V6_NETWORK), strict=False))
    return address


def free_again(full: Sequence[datetime | None]) -> datetime | None:
    """Return when the next try is taken; nothing when it is taken now.

    ``full``: for each limit that holds, the try that has to be forgotten first, if it is reached.
    """
    reached = [each for each in full if each is not None]
    return max(reached) + WINDOW if reached else None


def _digest(text: str) -> str:
    return hashlib.sha256(f"muster attempt\n{text}".encode()).hexdigest()
