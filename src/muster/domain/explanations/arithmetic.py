"""The arithmetic of hours in a cycle: what counts, what is cut off, what is missing, what could be moved."""

from __future__ import annotations

from typing import Final

from muster.domain.explanations.explaining import deadline
from muster.domain.findings import Finding
from muster.domain.hours.buckets import Line, Move
from muster.domain.hours.cycles import UNKNOWN
from muster.domain.hours.paths import Bucket, Path
from muster.domain.requirements import Requirement, Terms
from muster.domain.standing.renewing import window
from muster.domain.training import Mode
from muster.domain.words import ENGLISH, Words, message

_TAKEN: Final = {
    Mode.IN_PERSON: message("taken in person"),
    Mode.LIVE_ONLINE: message("taken live and online"),
    Mode.SELF_PACED: message("taken on one's own"),
    Mode.BLENDED: message("partly online"),
    Mode.UNKNOWN: message("taken in a way that is not on file"),
}


def rows(finding: Finding, words: Words = ENGLISH) -> list[tuple[str, str]]:
    """Return the arithmetic in labelled lines; empty where the rule goes by no cycle and no renewal."""
    found: list[tuple[str, str]] = []
    cycle, tally, renewal = finding.cycle, finding.nearest, window(finding)
    if cycle is not None and cycle is not UNKNOWN:
        days = words("{first} to {last}", first=words.day(cycle.start), last=words.day(cycle.last))
        found.append((words("Cycle"), days))
    if tally is not None:
        found += [(_label(line, words), _said(line, words)) for line in tally.lines]
        if tally.carried:
            found.append((words("Carried over"), words.hours(tally.carried)))
        if not tally.complete:
            found += [(words("Could be moved"), _offered(move, words)) for move in tally.moves]
    if renewal is not None and renewal.opens_on:
        found.append((words("Renewal opens"), words.day(renewal.opens_on)))
    if renewal is not None and renewal.apply_by:
        found.append((words("Apply by"), words.day(renewal.apply_by)))
    if renewal is not None and renewal.late_through:
        found.append((words("Late renewal through"), words.day(renewal.late_through)))
    return found


def lines(finding: Finding, words: Words = ENGLISH) -> tuple[str, ...]:
    """Return the same as lines of text."""
    return tuple(f"{label}: {said}" for label, said in rows(finding, words))


def rule(requirement: Requirement, terms: Terms, words: Words = ENGLISH) -> str:
    """Return when a set of its terms wants a requirement met, and by which paths where it has any."""
    when = deadline(requirement, terms, words)
    if not terms.paths:
        return when
    return words("{when}: {ways}", when=when, ways=words(", or ").join(asked(path, words) for path in terms.paths))


def asked(path: Path, words: Words = ENGLISH) -> str:
    """Return what a path asks, in one line.

    >>> from muster.domain.hours.paths import Cap
    >>> ethics = Bucket(("ethics",), 180, cap=Cap(frozenset({Mode.SELF_PACED}), 60))
    >>> asked(Path(frozenset({"ethics", "other"}), 1800, (ethics,)))
    "30 hours in all; 3 hours ethics, of those taken on one's own at most 1 hour"
    """
    parts = [] if path.minutes is None else [words("{length} in all", length=words.hours(path.minutes))]
    parts += [_bucket(bucket, words) for bucket in path.buckets]
    return "; ".join(parts)


def _bucket(bucket: Bucket, words: Words) -> str:
    name = words.name(bucket.name)
    said = words("{length} {topic}", length=words.hours(bucket.minutes), topic=name) if bucket.minutes else name
    if bucket.inside:
        said = words("{part} inside {whole}", part=said, whole=words.name(bucket.inside))
    if bucket.cap:
        limit, taken = words.hours(bucket.cap.minutes), _modes(tuple(sorted(bucket.cap.modes)), words)
        said = words("{part}, of those {taken} at most {limit}", part=said, taken=taken, limit=limit)
    if bucket.most:
        said = words("{part}, at most {limit} of it", part=said, limit=words.hours(bucket.most))
    return said


def _label(line: Line, words: Words) -> str:
    name = words.name(line.name) if line.name else words("in all")
    return name[:1].upper() + name[1:]


def _said(line: Line, words: Words) -> str:
    if line.asked is None:
        return words("done") if line.done else words("missing")
    said = words("{done} of {asked}", done=f"{line.counted / 60:g}", asked=words.hours(line.asked))
    if line.left:
        said += "; " + words("{length} missing", length=words.hours(line.left))
    if line.cut and line.limit is not None:
        above, cap = words.hours(line.cut), words.hours(line.limit)
        taken = _modes(line.modes, words)
        cuts = words("{cut} above the cap of {cap} do not count", cut=above, cap=cap)
        if taken:
            cuts = words("{cut} {taken} above the cap of {cap} do not count", cut=above, taken=taken, cap=cap)
        said += f"; {cuts}"
    return said


def _offered(move: Move, words: Words) -> str:
    return words(
        "{length} of {source} to {to}, by recording them there, if its authority takes them",
        length=words.hours(move.minutes),
        source=words.name(move.source),
        to=words.name(move.to),
    )


def _modes(modes: tuple[Mode, ...], words: Words) -> str:
    return words(" or ").join(words(_TAKEN[mode]) for mode in modes)
