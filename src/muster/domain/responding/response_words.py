"""What is said of a response, in words."""

from __future__ import annotations

from muster.domain.overviews.responses import Times
from muster.domain.responses import Backup, Response
from muster.domain.words import ENGLISH, Words


def backup_name(each: Backup, words: Words = ENGLISH) -> str:
    """Return whom the team asked to come as well."""
    return {
        Backup.NONE: words("nobody"),
        Backup.POLICE: words("police"),
        Backup.MEDICAL: words("medical help"),
        Backup.BOTH: words("police and medical help"),
        Backup.UNKNOWN: words("not on record"),
    }[each]


def soon(said: Response, words: Words = ENGLISH) -> str:
    """Return how soon a response was under way and there.

    >>> from datetime import UTC, datetime
    >>> from uuid import UUID
    >>> from muster.domain.responses import Dispatcher, Place
    >>> at = datetime(2026, 11, 20, 21, 4, tzinfo=UTC)
    >>> soon(Response(UUID(int=1), at, Dispatcher.HUB, Place.URBAN, 4, 23))
    'under way after 4 min, there after 23 min'
    >>> soon(Response(UUID(int=1), at, Dispatcher.HUB, Place.URBAN, None, 23))
    'there after 23 min'
    """
    parts = []
    if said.en_route_after is not None:
        parts.append(words("under way after {count} min", count=said.en_route_after))
    if said.arrived_after is not None:
        parts.append(words("there after {count} min", count=said.arrived_after))
    return ", ".join(parts) or words("no time on record")


def spread(times: Times, words: Words = ENGLISH) -> str:
    """Return within how many minutes half of them were, and nine in ten.

    >>> spread(Times(47, 18, 29)), spread(Times(0, None, None))
    ('half within 18 min, nine in ten within 29 min (47 on record)', 'no time on record')
    """
    if not times.known:
        return words("no time on record")
    said = {"half": times.half, "most": times.nine_in_ten, "count": times.known}
    return words("half within {half} min, nine in ten within {most} min ({count} on record)", **said)
