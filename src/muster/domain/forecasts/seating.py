"""The fewest seats of one person, among what is offered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Final, NamedTuple

from muster.domain.forecasts.covering import fewest
from muster.domain.forecasts.trying import Offer, Trying

ASKINGS: Final = 40  # sets of courses of which it is asked whether they close together what none closes alone
LOOKS: Final = 4_000  # sets of courses of which it is looked whether they close what single ones do


class Seated(NamedTuple):
    """What was chosen, the places of the gaps that are closed so, and how many seats it takes at least."""

    offers: tuple[Offer, ...]
    closed: tuple[int, ...]
    at_least: int


def seated(trying: Trying, offers: Sequence[Offer]) -> Seated:
    """Choose the fewest offers that close the most gaps; all that are chosen are then laid over at once."""
    alone = fewest([each.closes for each in offers])
    together = _together(trying, offers)
    if not together:
        return _needed(trying, [offers[each] for each in alone.chosen], alone.at_least)
    enough = _needed(trying, [offers[each] for each in _joined(trying, offers, alone.chosen, together)], 0)
    return _fewer(trying, offers, together, enough)


def _together(trying: Trying, offers: Sequence[Offer]) -> list[int]:
    """Return the gaps that several courses close together, none of which closes them alone: hours, most often."""
    found = []
    for number in range(len(trying.gaps)):
        some = [each.done for each in offers if trying.looks(number, each.done) and not each.closes >> number & 1]
        if len(some) > 1 and trying.met(number, trying.laid(some)):
            found.append(number)
    return found


def _fewer(trying: Trying, offers: Sequence[Offer], together: Sequence[int], enough: Seated) -> Seated:
    """Look for fewer than are known to be enough, the smallest sets first; as far as so many askings go."""
    only_alone = [each.closes & ~sum(1 << number for number in together) for each in offers]
    whole = _covered(only_alone, range(len(offers)))
    asked = looked = 0
    for size in range(max(fewest(only_alone).at_least, 1), len(enough.offers)):
        for some in combinations(range(len(offers)), size):
            if asked == ASKINGS or looked == LOOKS:
                return enough._replace(at_least=size)
            looked += 1
            if _covered(only_alone, some) == whole:
                asked += 1
                laid = trying.laid(offers[each].done for each in some)
                if all(trying.met(number, laid) for number in together):
                    return _needed(trying, [offers[each] for each in some], size)
    return enough._replace(at_least=len(enough.offers))


def _covered(sets: Sequence[int], some: Iterable[int]) -> int:
    found = 0
    for each in some:
        found |= sets[each]
    return found


def _joined(
    trying: Trying, offers: Sequence[Offer], alone: tuple[int, ...], together: Sequence[int]
) -> tuple[int, ...]:
    """Add to what was chosen, for each gap still open, whatever brings the most hours to it, until it is closed."""
    chosen = list(alone)
    for number in together:
        rest = [each for each in range(len(offers)) if each not in chosen and trying.looks(number, offers[each].done)]
        rest.sort(key=lambda each: (-(offers[each].done.minutes or 0), each))
        while rest and not trying.met(number, trying.laid(offers[each].done for each in chosen)):
            chosen.append(rest.pop(0))
    return tuple(sorted(chosen))


def _needed(trying: Trying, chosen: list[Offer], at_least: int) -> Seated:
    """Leave out every seat without which no gap is lost, the last first."""
    closed = _closed(trying, chosen)
    for each in reversed(chosen[:]):
        fewer = [other for other in chosen if other is not each]
        if not _alone_closes(trying, each, fewer, closed) and set(closed) <= set(left := _closed(trying, fewer)):
            chosen, closed = fewer, left
    return Seated(tuple(chosen), closed, min(at_least, len(chosen)))


def _alone_closes(trying: Trying, offer: Offer, others: Sequence[Offer], closed: Iterable[int]) -> bool:
    """Is there a gap that is closed, and that none of the others is about?"""
    return any(
        trying.looks(number, offer.done) and not any(trying.looks(number, each.done) for each in others)
        for number in closed
    )


def _closed(trying: Trying, chosen: Sequence[Offer]) -> tuple[int, ...]:
    """Return the gaps that are met with all of these laid over; of one that only one is about, that was asked."""
    laid = trying.laid(each.done for each in chosen)
    found = []
    for number in range(len(trying.gaps)):
        about = [each for each in chosen if trying.looks(number, each.done)]
        if trying.met(number, laid) if len(about) > 1 else any(each.closes >> number & 1 for each in about):
            found.append(number)
    return tuple(found)
