"""The arithmetic of a path: what counts in each bucket and in the total, what is cut off, what is left.

The definitions are docs/decisions/0029-hours-in-a-cycle.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from muster.domain.hours.paths import Bucket, Path
from muster.domain.training import Completion, Mode

DOUBTFUL_MODES: Final = frozenset({Mode.UNKNOWN, Mode.BLENDED})


class Line(NamedTuple):
    """One line of a tally: a bucket by its name, or, without one, the total.

    ``asked`` unset: one completion is enough, and ``done`` says whether there is one. ``cut``: minutes
    that a cap or a ceiling of ``limit`` takes away, of these ``modes`` or of all.
    """

    name: str
    counted: int
    asked: int | None
    done: bool
    cut: int = 0
    limit: int | None = None
    modes: tuple[Mode, ...] = ()

    @property
    def left(self) -> int:
        """How many minutes are still needed."""
        return 0 if self.asked is None else max(self.asked - self.counted, 0)

    @property
    def surplus(self) -> int:
        """How many minutes there are beyond those asked for."""
        return 0 if self.asked is None else max(self.counted - self.asked, 0)


class Move(NamedTuple):
    """Minutes beyond what one bucket asks, which another that is short could take."""

    minutes: int
    source: str
    to: str


class Tally(NamedTuple):
    """What a path has come to: a line for each bucket, then the total if it has one."""

    lines: tuple[Line, ...]
    carried: int = 0
    moves: tuple[Move, ...] = ()
    apart: bool = False

    @property
    def complete(self) -> bool:
        """Is everything done that the path asks?"""
        return all(line.done for line in self.lines)

    @property
    def left(self) -> int | None:
        """The least that is still needed, in minutes; ``None`` when it is not a matter of minutes."""
        if any(line.asked is None and not line.done for line in self.lines):
            return None
        buckets = [line.left for line in self.lines if line.name]
        total = max((line.left for line in self.lines if not line.name), default=0)
        return max(total, sum(buckets) if self.apart else max(buckets, default=0))


def tally(path: Path, done: Sequence[Completion], *, carried: int = 0) -> Tally:
    """Count what is proven, each completion with its minutes known.

    >>> from datetime import date
    >>> ethics = Bucket(("ethics",), minutes=120)
    >>> path = Path(frozenset({"ethics", "other"}), 300, (ethics,))
    >>> course = Completion(frozenset({"ethics", "other"}), date(2026, 5, 1), minutes=180)
    >>> [(line.name, line.counted, line.left) for line in tally(path, [course]).lines]
    [('ethics', 180, 0), ('', 180, 120)]
    """
    lines = [_line(path, bucket, done) for bucket in path.buckets]
    if path.minutes is not None:
        counted = sum(each.minutes or 0 for each in done) - sum(line.cut for line in lines) + carried
        lines.append(Line("", counted, path.minutes, counted >= path.minutes))
    return Tally(tuple(lines), carried, tuple(_moves(path, lines)), path.apart)


def counts(path: Path, bucket: Bucket, done: Completion) -> bool:
    """Does a completion count in a bucket, as far as its topics and its proof say?"""
    if done.topics.isdisjoint(bucket.topics) or (bucket.proof and not done.proof.reaches(bucket.proof)):
        return False
    if path.apart and not settled(path, done):
        return False
    return bucket.inside is None or counts(path, path.bucket(bucket.inside), done)


def settled(path: Path, done: Completion) -> bool:
    """Do the topics of a completion say which one bucket its hours belong to?"""
    return sum(not done.topics.isdisjoint(bucket.topics) for bucket in path.buckets) <= 1


def possible(path: Path, done: Sequence[Completion], *, carried: int = 0) -> bool:
    """Would the path be complete if each of its numbers were taken by itself, every record at its best?"""
    return all(_reachable(path, bucket, done) for bucket in path.buckets) and _total_reachable(path, done, carried)


def _line(path: Path, bucket: Bucket, done: Iterable[Completion]) -> Line:
    inside = [each for each in done if counts(path, bucket, each)]
    whole = sum(each.minutes or 0 for each in inside)
    counted, limit, modes = whole, None, frozenset[Mode]()
    if bucket.cap is not None:
        in_modes = sum(each.minutes or 0 for each in inside if each.mode in bucket.cap.modes | DOUBTFUL_MODES)
        counted -= max(in_modes - bucket.cap.minutes, 0)
        limit, modes = bucket.cap.minutes, bucket.cap.modes
    if bucket.most is not None and counted > bucket.most:
        counted, limit, modes = bucket.most, bucket.most, frozenset()
    reached = bool(inside) if bucket.minutes is None else counted >= bucket.minutes
    return Line(bucket.name, counted, bucket.minutes, reached, whole - counted, limit, tuple(sorted(modes)))


def _moves(path: Path, lines: Sequence[Line]) -> Iterable[Move]:
    """Offer what is beyond one bucket to another that is short, in the order in which it takes from them."""
    beyond = {line.name: line.surplus for line in lines if line.name}
    for bucket, line in zip(path.buckets, lines, strict=False):
        short = line.left
        for source in bucket.takes:
            minutes = min(short, beyond[source])
            if minutes:
                yield Move(minutes, source, bucket.name)
                beyond[source] -= minutes
                short -= minutes


def _reachable(path: Path, bucket: Bucket, done: Iterable[Completion]) -> bool:
    inside = [each for each in done if _might_count(path, bucket, each)]
    if bucket.minutes is None or any(each.minutes is None for each in inside):
        return bool(inside)
    return _at_best(bucket, inside) >= bucket.minutes


def _might_count(path: Path, bucket: Bucket, done: Completion) -> bool:
    if done.topics.isdisjoint(bucket.topics):
        return False
    return bucket.inside is None or _might_count(path, path.bucket(bucket.inside), done)


def _at_best(bucket: Bucket, inside: Sequence[Completion]) -> int:
    """Return what counts in a bucket if what is not known of the modes is at its best."""
    counted = sum(each.minutes or 0 for each in inside)
    if bucket.cap is not None:
        in_modes = sum(each.minutes or 0 for each in inside if each.mode in bucket.cap.modes)
        counted -= max(in_modes - bucket.cap.minutes, 0)
    return counted if bucket.most is None else min(counted, bucket.most)


def _total_reachable(path: Path, done: Sequence[Completion], carried: int) -> bool:
    if path.minutes is None or any(each.minutes is None for each in done):
        return True
    cut = 0
    for bucket in path.buckets:
        sure = [each for each in done if settled(path, each)] if path.apart else done
        inside = [each for each in sure if _might_count(path, bucket, each)]
        cut += sum(each.minutes or 0 for each in inside) - _at_best(bucket, inside)
    return sum(each.minutes or 0 for each in done) - cut + carried >= path.minutes
