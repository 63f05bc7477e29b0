"""Paths of continuing education: the hours, in buckets, by which a card may be renewed.

The definitions are docs/decisions/0029-hours-in-a-cycle.md.
"""

from __future__ import annotations

from dataclasses import dataclass

from muster.domain.credentials import Proof
from muster.domain.errors import Invalid
from muster.domain.intervals import Span
from muster.domain.training import Mode


@dataclass(frozen=True, slots=True)
class Cap:
    """Of the hours taken in these modes, no more than ``minutes`` count in a bucket."""

    modes: frozenset[Mode]
    minutes: int


@dataclass(frozen=True, slots=True)
class Bucket:
    """Some of a path's hours, by topic. It goes by the first of its topics.

    ``minutes`` unset: one completion is enough. ``inside``: the name of a bucket in which it must
    count as well. ``proof``: what its hours need beyond the rest. ``most``: no more than this counts.
    ``takes``: the names of buckets whose surplus could be recorded here.
    """

    topics: tuple[str, ...]
    minutes: int | None = None
    inside: str | None = None
    proof: Proof | None = None
    cap: Cap | None = None
    most: int | None = None
    takes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What it is called: the first of its topics."""
        return self.topics[0]


@dataclass(frozen=True, slots=True)
class Path:
    """One way to renew. ``minutes`` unset: it has no total of its own.

    ``within``: education counts that long up to the last day of the cycle; unset, inside the cycle.
    ``carry``: at most so many surplus minutes of the cycle before are added to the total.
    ``apart``: an hour belongs to one bucket only.
    """

    topics: frozenset[str]
    minutes: int | None = None
    buckets: tuple[Bucket, ...] = ()
    within: Span | None = None
    carry: int | None = None
    apart: bool = False

    def __post_init__(self) -> None:
        """Refuse a path that asks for nothing, and buckets that name what is not there."""
        if self.minutes is None and not self.buckets:
            raise Invalid("a path of renewal asks for hours in total, or has buckets", code="empty-path")
        if self.carry is not None and (self.minutes is None or self.within is not None):
            raise Invalid("hours are carried over into a total of the cycle; this path has none", code="idle-carry")
        limited = [bucket for bucket in self.buckets if bucket.cap is not None or bucket.most is not None]
        if len(limited) > 1 and not self.apart:
            raise Invalid(
                "two buckets cut hours off; only where hours are 'apart' is it clear what of both",
                code="caps-overlap",
            )
        names = [bucket.name for bucket in self.buckets]
        if len(set(names)) < len(names):
            raise Invalid("two buckets of one path begin with the same topic", code="repeated-bucket")
        for place, bucket in enumerate(self.buckets):
            if not self.topics.issuperset(bucket.topics):
                raise Invalid(f"bucket '{bucket.name}' has a topic that its path has not", code="bucket-outside")
            if bucket.inside is not None and (self.apart or bucket.inside not in names[:place]):
                raise Invalid(
                    f"bucket '{bucket.name}' is inside '{bucket.inside}', which must stand before it, and not be apart",
                    code="unknown-bucket",
                )
            if not set(names).issuperset(bucket.takes) or bucket.name in bucket.takes:
                raise Invalid(f"bucket '{bucket.name}' takes from a bucket that is not there", code="unknown-bucket")

    def bucket(self, name: str) -> Bucket:
        """Return the bucket of that name."""
        return next(each for each in self.buckets if each.name == name)
