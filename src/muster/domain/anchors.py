"""Where a validity ends: every anchor that a rule may count from.

All functions return the *last good day*. Dates are days of the program's own calendar.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from muster.domain.errors import Invalid
from muster.domain.intervals import FOREVER, Span, day_after, month_end


class Anchor(StrEnum):
    """What the end of a validity is counted from."""

    COMPLETION = "completion"
    END_OF_MONTH = "end-of-month"
    FIXED_DATE = "fixed-date"
    BIRTH_MONTH = "birth-month"
    CALENDAR_YEAR = "calendar-year"
    PREVIOUS_EXPIRY = "previous-expiry"
    PERIOD_END = "period-end"


class Parity(StrEnum):
    """Which years a birth-month anchor may fall in."""

    ANY = "any"
    BIRTH_YEAR = "birth-year"


@dataclass(frozen=True, order=True, slots=True)
class MonthDay:
    """A day of every year; 29 February is 28 February in a common year."""

    month: int
    day: int

    @classmethod
    def parse(cls, words: str) -> MonthDay:
        """Read ``"03-31"``.

        Raises:
            Invalid: it is not a day of the year.
        """
        month, _, day = words.partition("-")
        if len(words) == len("03-31") and month.isdigit() and day.isdigit():
            try:
                date(2000, int(month), int(day))
            except ValueError:
                pass
            else:
                return cls(int(month), int(day))
        raise Invalid(f"{words!r} is not a day of the year; write month and day, as in '03-31'", code="bad-month-day")

    def __str__(self) -> str:
        """Return it as packs write it."""
        return f"{self.month:02}-{self.day:02}"

    def in_year(self, year: int) -> date:
        """Return this day in that year."""
        return date(year, self.month, min(self.day, monthrange(year, self.month)[1]))

    def on_or_after(self, day: date) -> date:
        """Return the first such day that is not before ``day``."""
        here = self.in_year(day.year)
        return here if here >= day else self.in_year(day.year + 1)


@dataclass(frozen=True, slots=True)
class BirthMonth:
    """The month and year somebody was born; kept only where a rule needs it."""

    year: int
    month: int


@dataclass(frozen=True, slots=True)
class Renewal:
    """How long something stays good, and where its end is anchored.

    ``on``: the day of the year for ``fixed-date`` and ``period-end``. ``also_on``: the end of the other half-year,
    ``period-end`` only. ``unsettled_from`` to ``unsettled_through``: earned in these days of the year, the end
    cannot be known, because the words of the rule contradict themselves there.
    ``rolls_from``: ``fixed-date`` only; earned for the first time on or after this day of the year, one year is added.
    ``window``: ``previous-expiry`` only; how long before its end a renewal keeps the anniversary.
    ``day`` and ``parity``: ``birth-month`` only; ``day`` unset is the month's last day.
    """

    every: Span
    anchor: Anchor = Anchor.COMPLETION
    on: MonthDay | None = None
    rolls_from: MonthDay | None = None
    window: Span | None = None
    day: int | None = None
    parity: Parity = Parity.ANY
    also_on: MonthDay | None = None
    unsettled_from: MonthDay | None = None
    unsettled_through: MonthDay | None = None

    def __post_init__(self) -> None:
        """Refuse an anchor without what it counts from, and a part that the anchor does not use."""
        needs_on = self.anchor in {Anchor.FIXED_DATE, Anchor.PERIOD_END}
        if needs_on != (self.on is not None):
            raise Invalid(
                f"anchor '{self.anchor}' {'needs' if needs_on else 'does not use'} 'on' (a day of the year, '03-31')",
                code="bad-anchor",
            )
        for name, used_by in _ONLY.items():
            if getattr(self, name) not in {None, Parity.ANY} and self.anchor is not used_by:
                raise Invalid(f"'{name}' belongs to anchor '{used_by}', not to '{self.anchor}'", code="bad-anchor")
        if self.every == Span() and self.anchor not in {Anchor.PERIOD_END, Anchor.CALENDAR_YEAR, Anchor.END_OF_MONTH}:
            raise Invalid(f"anchor '{self.anchor}' needs a length of at least a day ('every')", code="bad-anchor")
        if self.day is not None and not 1 <= self.day <= _LONGEST_MONTH:
            raise Invalid(f"'day' is a day of the month, 1 to {_LONGEST_MONTH}, not {self.day}", code="bad-anchor")
        since, until = self.unsettled_from, self.unsettled_through
        if (since is None) != (until is None):
            raise Invalid("what is unsettled has a first and a last day of the year", code="bad-anchor")
        if self.anchor is Anchor.PREVIOUS_EXPIRY and self.window is None:
            raise Invalid("anchor 'previous-expiry' needs 'window', for example '90 days'", code="bad-anchor")

    def through(self, earned: date, *, birth: BirthMonth | None = None, previous: date | None = None) -> date | None:
        """Return the last good day of something earned on this day; ``None`` when it cannot be known.

        ``previous`` is the last good day of what this renews, if anything: an anchor that has two readings counts from
        that (docs/decisions/0039). It cannot be known when the anchor is the birth month and the birth month is not
        on file, nor where the rule is unsettled.

        >>> card = Renewal(Span.parse("2 years"), Anchor.END_OF_MONTH)
        >>> card.through(date(2024, 2, 10))
        datetime.date(2026, 2, 28)
        >>> Renewal(Span.parse("1 year")).through(date(2025, 3, 10))
        datetime.date(2026, 3, 10)
        >>> registry = Renewal(Span.parse("2 years"), Anchor.FIXED_DATE, MonthDay(9, 30), MonthDay(7, 1))
        >>> (
        ...     str(registry.through(date(2025, 8, 20))),
        ...     str(registry.through(date(2025, 8, 20), previous=date(2025, 9, 30))),
        ... )
        ('2028-09-30', '2027-09-30')
        """
        if previous is None and self._unsettled(earned):
            return None
        try:
            return self._through(earned, birth, previous)
        except (ValueError, OverflowError):  # past the last year of the calendar
            return FOREVER

    @property
    def counts_from_renewed(self) -> bool:
        """Does what renews something end on another day than what is had for the first time?"""
        return self.anchor in _COUNTS_FROM_RENEWED

    def names(self, day: date, birth: BirthMonth | None) -> bool:
        """Is this one of the days on which it ends things? By a length alone, every day is."""
        yearly = list(self._yearly(birth))
        if self.parity is Parity.BIRTH_YEAR and birth is not None and (day.year - birth.year) % 2:
            return False
        return not yearly or any(each.in_year(day.year) == day for each in yearly)

    def named_within(self, first: date, last: date, birth: BirthMonth | None) -> Iterator[date]:
        """Yield the days of the year on which it ends things, from one day through another; by a length alone, none."""
        for year in range(first.year, last.year + 1):
            for each in self._yearly(birth):
                day = each.in_year(year)
                if first <= day <= last and self.names(day, birth):
                    yield day

    def _yearly(self, birth: BirthMonth | None) -> Iterator[MonthDay]:
        if self.anchor is Anchor.BIRTH_MONTH and birth is not None:
            yield MonthDay(birth.month, self.day or _LONGEST_MONTH)
        yield from (each for each in (self.on, self.also_on) if each)

    def _unsettled(self, earned: date) -> bool:
        """Does the rule contradict itself about what is earned on this day of the year?"""
        if self.unsettled_from is None or self.unsettled_through is None:
            return False
        since, until = self.unsettled_from.in_year(earned.year), self.unsettled_through.in_year(earned.year)
        return since <= earned <= until if since <= until else earned >= since or earned <= until

    def _through(  # noqa: PLR0911 - one line for each anchor
        self, earned: date, birth: BirthMonth | None, previous: date | None
    ) -> date | None:
        since = previous if previous and self.counts_from_renewed else earned
        ends = since + self.every
        if ends == FOREVER:
            return FOREVER
        match self.anchor:
            case Anchor.COMPLETION:
                return ends
            case Anchor.END_OF_MONTH:
                return month_end(ends)
            case Anchor.CALENDAR_YEAR:
                return date(ends.year, 12, 31)
            case Anchor.PERIOD_END:
                after = max(ends, day_after(previous)) if previous else ends
                first = self._on.on_or_after(after)
                return min(first, self.also_on.on_or_after(after)) if self.also_on else first
            case Anchor.FIXED_DATE:
                rolls = self.rolls_from if previous is None else None
                return self._on.in_year(ends.year + (rolls is not None and earned >= rolls.in_year(earned.year)))
            case Anchor.PREVIOUS_EXPIRY:
                keeps = previous is not None and previous - (self.window or Span()) <= earned <= previous
                return ends if keeps else earned + self.every
            case Anchor.BIRTH_MONTH:
                return None if birth is None else self._birth_month(since, birth)

    @property
    def _on(self) -> MonthDay:
        assert self.on is not None  # noqa: S101 - __post_init__ has seen to it
        return self.on

    def _birth_month(self, since: date, birth: BirthMonth) -> date:
        """Return the birth-month day that ends it, counted from when it was earned, or from the end of what it renews.

        By parity: the first one of a matching year after that. Otherwise the last one not later than ``every`` on,
        so that no reading of the rule makes it longer; but always after that day.
        """
        days = MonthDay(birth.month, self.day or _LONGEST_MONTH)
        if self.parity is Parity.BIRTH_YEAR:
            year = since.year
            while days.in_year(year) <= since or (year - birth.year) % 2:
                year += 1
            return days.in_year(year)
        limit = since + self.every
        latest = days.in_year(limit.year)
        if latest > limit:
            latest = days.in_year(limit.year - 1)
        return latest if latest > since else days.in_year(latest.year + 1)


_LONGEST_MONTH = 31
_COUNTS_FROM_RENEWED = frozenset({Anchor.FIXED_DATE, Anchor.PERIOD_END, Anchor.BIRTH_MONTH, Anchor.PREVIOUS_EXPIRY})
_ONLY = {
    "rolls_from": Anchor.FIXED_DATE,
    "also_on": Anchor.PERIOD_END,
    "window": Anchor.PREVIOUS_EXPIRY,
    "day": Anchor.BIRTH_MONTH,
    "parity": Anchor.BIRTH_MONTH,
}
