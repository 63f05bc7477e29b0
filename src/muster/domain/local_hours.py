"""A stretch of time, cut at local midnights and at hours of the local day; days of 23 and 25 hours are cut right.

The hours of a day are those on the clock of the wall, which may show an hour twice, or never.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from muster.domain.errors import Invalid
from muster.domain.intervals import day_after

_MINUTE = timedelta(minutes=1)


def pieces(
    start: datetime, end: datetime, hours: Callable[[date], Iterable[int]] = lambda _: ()
) -> Iterator[tuple[datetime, datetime]]:
    """Yield the pieces, in order, each from its beginning up to, but not including, its end.

    ``hours``: where a day is cut, in minutes from its midnight. The zone is that of ``start``.

    >>> from zoneinfo import ZoneInfo
    >>> zone = ZoneInfo("America/New_York")
    >>> night = datetime(2026, 10, 31, 20, tzinfo=zone), datetime(2026, 11, 1, 6, tzinfo=zone)
    >>> [f"{since:%H:%M}-{until:%H:%M}" for since, until in pieces(*night)]
    ['20:00-00:00', '00:00-06:00']
    >>> [(until.astimezone(UTC) - since.astimezone(UTC)).seconds // 3600 for since, until in pieces(*night)]
    [4, 7]

    Raises:
        Invalid: a time has no zone, or the end is not after the start.
    """
    zone = start.tzinfo
    if zone is None or end.tzinfo is None or end.astimezone(UTC) <= start.astimezone(UTC):
        raise Invalid("a shift begins before it ends, each at a time with its zone", code="no-time")
    first, last = start.astimezone(UTC), end.astimezone(UTC)
    cuts = {first, last}
    day, through = start.date(), end.astimezone(zone).date()
    while day <= through:
        for minute in {0, *hours(day)}:
            cuts.update(each for each in _instants(day, minute, zone) if first < each < last)
        day = day_after(day)
    since: datetime | None = None
    said: tuple[date, int] | None = None
    for cut in sorted(cuts):
        local = cut.astimezone(zone)
        now = local.date(), bisect_right(sorted(hours(local.date())), minute_of(local))
        if since is None or cut == last or now != said:
            if since is not None:
                yield since, local
            since, said = local, now


def minute_of(local: datetime) -> int:
    """Return how many minutes past midnight the clock on the wall shows.

    >>> minute_of(datetime(2026, 11, 1, 8, 30))
    510
    """
    return local.hour * 60 + local.minute


def _instants(day: date, minute: int, zone: tzinfo) -> Iterator[datetime]:
    """Yield the instants at which the clock shows this: one, two, or where it was put past it; and that of the change.

    When an hour comes twice, the clock is also put back to before this minute; when one never comes, it
    jumps past it.
    """
    if minute == 24 * 60:
        day, minute = day_after(day), 0
    wall = datetime.combine(day, time(*divmod(minute, 60)))
    once, again = sorted(wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    yield once
    while once < again:
        before = once.astimezone(zone).utcoffset()
        once += _MINUTE
        if once.astimezone(zone).utcoffset() != before:
            yield once
    yield again
