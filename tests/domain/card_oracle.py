"""The naive reading of cards that renew others: docs/decisions/0039, read a second time.

Part of the oracle beside it, and like it without any function of the engine: it tries every day on which a card
that was renewed may have ended.
"""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from muster.domain.anchors import Anchor, BirthMonth, MonthDay, Parity, Renewal
from muster.domain.credentials import Credential, CredentialKind, End, Proof
from muster.domain.facts import Facts
from muster.domain.intervals import Span
from tests.domain import oracle

FROM_THE_DAY: Final = {Anchor.COMPLETION, Anchor.END_OF_MONTH, Anchor.CALENDAR_YEAR}
A_YEAR: Final = Span(months=12)


class Ends(NamedTuple):
    """Through which day a card is good at least, and at most; neither: unknown."""

    least: date | None = None
    most: date | None = None

    @property
    def settled(self) -> date | None:
        """The last good day, where the two are one."""
        return self.least if self.least == self.most else None


UNKNOWN: Final = Ends()


def ends(held: Credential, kind: CredentialKind, facts: Facts) -> Ends:
    """Return the printed last good day, or work it out from the kind's own rule."""
    if held.end is End.PRINTED:
        return Ends(held.valid_through, held.valid_through)
    if held.end is End.NEVER:
        return Ends(oracle.NEVER, oracle.NEVER)
    first, day, rule = oracle.first_day(held, kind), given_on(held), kind.validity
    if first is None or day is None or rule is None:
        return UNKNOWN
    readings = every_reading(held, day, kind, rule, facts)
    if None in readings:
        return UNKNOWN
    known = [each for each in readings if each is not None]
    return UNKNOWN if min(known) < first else Ends(min(known), max(known))  # an end before the start says nothing


def given_on(held: Credential) -> date | None:
    """Return the day that its rule counts from."""
    return held.issued_on or held.earned_on or held.valid_from


def every_reading(held: Credential, day: date, kind: CredentialKind, rule: Renewal, facts: Facts) -> list[date | None]:
    """Return each last good day that the rule may give it."""
    first = oracle.last_good_day(day, rule, facts.birth)
    if rule.anchor in FROM_THE_DAY:
        return [first]
    there = renewed(held, day, kind, facts)
    if there is not None:
        return [oracle.last_good_day(day, rule, facts.birth, there) if is_named(there, rule, facts.birth) else None]
    until = oracle.later(oracle.later(day, rule.every), A_YEAR)
    might = [
        each
        for each in oracle.days(oracle.earlier(day, A_YEAR), until)
        if is_named(each, rule, facts.birth) and may_be_renewed(each, day, kind, rule)
    ]
    return [first, *(oracle.last_good_day(day, rule, facts.birth, each) for each in might)]


def renewed(held: Credential, day: date, kind: CredentialKind, facts: Facts) -> date | None:
    """Return the last good day of the card on file that it renews: of several, of the one that ends last."""
    rule = kind.validity
    assert rule is not None
    found = []
    for other in facts.credentials:
        if other is held or other.kind != held.kind or other.proof is Proof.SUSPECTED_MISMATCH:
            continue
        before = given_on(other)
        if before and before >= day:
            continue
        last = ends(other, kind, facts).settled
        if last is None or last == oracle.NEVER or (not before and oracle.earlier(last, rule.every) >= day):
            continue
        taken = oracle.Evidence(None, None, proven=True, statuses=other.statuses).state(day)
        if taken is None and may_be_renewed(last, day, kind, rule):
            found.append(last)
    return max(found, default=None)


def is_named(day: date, rule: Renewal, birth: BirthMonth | None) -> bool:
    """Is this one of the days on which the rule ends cards?"""
    if rule.anchor is Anchor.PREVIOUS_EXPIRY:
        return True
    if rule.anchor is Anchor.BIRTH_MONTH:
        if birth is None or not oracle.is_the(MonthDay(birth.month, rule.day or 31), day):
            return False
        return rule.parity is Parity.ANY or day.year % 2 == birth.year % 2
    return oracle.is_the(rule.on, day) or oracle.is_the(rule.also_on, day)


def may_be_renewed(last: date, day: date, kind: CredentialKind, rule: Renewal) -> bool:
    """May a card with this last good day be renewed on that day?"""
    if rule.anchor is Anchor.PREVIOUS_EXPIRY:
        return day <= last
    window = kind.renews
    if window is not None and window.opens is not None:
        opens = last
        while not oracle.is_the(window.opens, opens):
            opens -= oracle.ONE_DAY
        begun = opens <= day
    else:
        begun = oracle.earlier(last, rule.every) < day
    closes = last
    if window is not None and window.late_through is not None:
        late = window.late_through
        closes = oracle.walk(last + oracle.ONE_DAY, lambda each: oracle.is_the(late, each))
    return begun and day <= closes
