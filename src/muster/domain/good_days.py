"""When each of somebody's cards of one kind is good; an end that is not on file may hang on the card that it renews.

The definitions are docs/decisions/0003-how-a-standing-is-judged.md and 0039-a-card-that-renews-another.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple, TypeAlias

from muster.domain.anchors import Anchor, BirthMonth, Parity, Renewal
from muster.domain.credentials import Credential, CredentialKind, End, Proof, barred
from muster.domain.intervals import FOREVER, Span, day_after, day_before


class Good(NamedTuple):
    """When a credential is good. ``assumed``: one of its ends was worked out, not read off the card.

    ``perhaps_until``: it may be a first one or renew one that is not on file, which decides whether it is good on
    the days from ``end`` up to, but not including, this one. ``renews``: the last good day that it counts on from.
    """

    start: date
    end: date
    assumed: bool = False
    perhaps_until: date | None = None
    renews: date | None = None

    @property
    def last(self) -> date | None:
        """The last good day; ``None`` when it is not known, or never comes."""
        return None if self.perhaps_until is not None or self.end == FOREVER else day_before(self.end)


Papers: TypeAlias = tuple[tuple[Credential, Good | None], ...]
"""Papers of one kind, each with when it is good; ``None`` when its dates do not say."""


def good_days(held: Sequence[Credential], kind: CredentialKind | None, birth: BirthMonth | None) -> Papers:
    """Return the papers of one kind, each with when it is good, before suspension.

    A printed last good day wins. Otherwise the kind's rule counts from the day the card was issued or, marked
    ``assumed``, from the day of the class; or from the last good day of the card that it renews. Where the last good
    day alone is known, the kind's length is counted back from it, also ``assumed``. Source: the AHA counts its
    two years from the month the card was issued (cpr.heart.org, course cards).

    >>> bls = CredentialKind("aha-bls", "BLS", "AHA", validity=Renewal(Span.parse("2 years"), Anchor.END_OF_MONTH))
    >>> card = Credential("aha-bls", issued_on=date(2024, 2, 12), earned_on=date(2024, 1, 30), end=End.UNKNOWN)
    >>> [good and good.end for _, good in good_days([card], bls, None)]
    [datetime.date(2026, 3, 1)]
    """
    found = [(each, _as_it_says(each, kind)) for each in held]
    rule = kind.validity if kind else None
    if kind is None or rule is None:
        return tuple(found)
    unsaid = [place for place, each in enumerate(held) if each.end is End.UNKNOWN and each.given_on is not None]
    for place in sorted(unsaid, key=lambda each: held[each].given_on or FOREVER):
        card = held[place]
        found[place] = card, _by_the_rule(card, rule, renewed(card, found, kind), kind, birth)
    return tuple(found)


def renewed(card: Credential, papers: Iterable[tuple[Credential, Good | None]], kind: CredentialKind) -> date | None:
    """Return the last good day of the card on file that this one renews: of several, of the one that ends last."""
    rule, day = kind.validity, card.given_on
    if rule is None or day is None or not rule.counts_from_renewed:
        return None
    found = []
    for other, good in papers:
        last = good.last if good else other.valid_through
        if other is card or last is None or other.proof is Proof.SUSPECTED_MISMATCH:
            continue
        given = other.given_on or last - rule.every
        if (
            given < day
            and _may_be_renewed(last, day, rule, kind)
            and not any(since <= day < until for _, since, until in barred(other.statuses))
        ):
            found.append(last)
    return max(found, default=None)


def _as_it_says(held: Credential, kind: CredentialKind | None) -> Good | None:
    """Return when a card is good by its own words; ``None`` where they leave it to the rule, or do not say."""
    if held.start is None:
        return _worked_back(held, kind)
    if held.valid_through is not None:
        return Good(held.start, day_after(held.valid_through))
    return Good(held.start, FOREVER) if held.end is End.NEVER else None


def _worked_back(held: Credential, kind: CredentialKind | None) -> Good | None:
    """Return when a card is good of which only the last good day is known, by the length its issuer gives it."""
    if held.valid_through is None or kind is None or kind.validity is None:
        return None
    by_parity = kind.validity.anchor is Anchor.BIRTH_MONTH and kind.validity.parity is Parity.BIRTH_YEAR
    if kind.validity.anchor not in _COUNTS_BACK and not by_parity:
        return None
    return Good(held.valid_through - kind.validity.every, day_after(held.valid_through), assumed=True)


def _by_the_rule(
    held: Credential, rule: Renewal, renews: date | None, kind: CredentialKind, birth: BirthMonth | None
) -> Good | None:
    """Return when a card is good that does not say its last good day."""
    start, day = held.start, held.given_on
    if start is None or day is None:
        return None
    if renews is None:
        readings = list(_readings(day, rule, kind, birth))
    else:
        readings = [rule.through(day, birth=birth, previous=renews) if rule.names(renews, birth) else None]
    known = [each for each in readings if each is not None]
    if len(known) < len(readings) or min(known) < start:
        return None
    least, most = min(known), max(known)
    return Good(start, day_after(least), held.issued_on is None, day_after(most) if least < most else None, renews)


def _readings(day: date, rule: Renewal, kind: CredentialKind, birth: BirthMonth | None) -> Iterator[date | None]:
    """Yield each last good day of a card that renews none on file: as a first one, and as a renewal of any other."""
    yield rule.through(day, birth=birth)
    if not rule.counts_from_renewed:
        return
    if rule.anchor is Anchor.PREVIOUS_EXPIRY:
        yield rule.through(day, birth=birth, previous=_furthest(day, rule.window or Span()))
        return
    furthest = day + rule.every + _YEAR
    for last in rule.named_within(day - _YEAR, furthest, birth) if furthest != FOREVER else ():
        if _may_be_renewed(last, day, rule, kind):
            yield rule.through(day, birth=birth, previous=last)


def _furthest(day: date, window: Span) -> date:
    """Return the latest last good day whose window has begun; several months' ends have one day as their beginning."""
    last = day + window
    while last < FOREVER and day_after(last) - window <= day:
        last = day_after(last)
    return last


def _may_be_renewed(last: date, day: date, rule: Renewal, kind: CredentialKind) -> bool:
    """May a card with this last good day be renewed on that day?"""
    if rule.anchor is Anchor.PREVIOUS_EXPIRY:
        return day <= last
    opens = kind.renews.opens_on(last) if kind.renews else None
    begun = last - rule.every < day if opens is None else opens <= day
    return begun and day <= (kind.renews.closes_on(last) if kind.renews else last)


_YEAR = Span(months=12)
_COUNTS_BACK = frozenset({Anchor.COMPLETION, Anchor.END_OF_MONTH, Anchor.FIXED_DATE})
