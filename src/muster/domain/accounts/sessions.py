"""A session: somebody signed in on one browser, or halfway there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from muster.domain.access import Membership, Role

HALFWAY: Final = timedelta(minutes=5)
"""How long somebody may take from the password to the code."""
SEEN_EVERY: Final = timedelta(minutes=1)
"""How often it is noted that a session is used: no oftener, so that reading stays cheap."""


@dataclass(frozen=True, slots=True)
class Lasting:
    """How long a session lasts: without being used, and in all."""

    idle: timedelta
    whole: timedelta


ON_A_PHONE: Final = Lasting(timedelta(days=7), timedelta(days=7))
"""For whoever is nothing but a responder: they see themselves only, on their own phone."""


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody signed in on one browser. ``half``: the password was right, and something is still asked for.

    ``agency`` is what is seen; halfway it is what was asked for, if anything. ``second``: a second
    factor was proved. ``browser`` is a coarse description.
    """

    id: UUID
    account: UUID
    agency: UUID | None
    half: bool
    second: bool
    began_at: datetime
    seen_at: datetime
    idle: timedelta
    ends_at: datetime
    browser: str


def lasting(places: Iterable[Membership], staff: Lasting) -> Lasting:
    """Return how long a session with these places lasts."""
    return ON_A_PHONE if all(each.role is Role.RESPONDER for each in places) else staff


_BROWSERS: Final = (
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS: Final = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def described(agent: str) -> str:
    """Return a browser as its owner would know it again, and no closer than that; empty: no browser.

    >>> described("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0")
    'Firefox, Linux'
    >>> described(
    ...     "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 Version/19.1 Safari/604.1"
    ... )
    'Safari, iPhone'
    >>> described("curl/8.14"), described("")
    ('', '')
    """
    found = [next((name for sign, name in signs if sign in agent), "") for signs in (_BROWSERS, _SYSTEMS)]
    return ", ".join(each for each in found if each)
