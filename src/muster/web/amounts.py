"""Amounts of dollars in forms: what people type, and the same to be typed again."""

from __future__ import annotations

import re
from typing import Final

from muster.domain.words import Words
from muster.web.forms import Mistake

_AMOUNT: Final = re.compile(r"\$?\s*(\d{1,3}(?:,\d{3})+|\d{1,13})(?:\.(\d{1,2}))?")


def cents_of(written: str) -> int | None:
    """Return an amount of dollars in cents; ``None`` when it is none.

    >>> cents_of("$12,500"), cents_of("12500.5"), cents_of("12,50"), cents_of("-3"), cents_of("")
    (1250000, 1250050, None, None, None)
    """
    found = _AMOUNT.fullmatch(written.strip()) if written.isascii() else None
    return int(found[1].replace(",", "")) * 100 + int((found[2] or "0").ljust(2, "0")) if found else None


def typed_cents(cents: int) -> str:
    """Return an amount as it would be typed.

    >>> typed_cents(1250050), typed_cents(300)
    ('12500.50', '3')
    """
    whole, part = divmod(cents, 100)
    return f"{whole}.{part:02}" if part else str(whole)


def no_amount(field: str, label: str, found: str, words: Words) -> Mistake:
    """Return the mistake of an amount that cannot be read."""
    expected, fix = words("an amount of dollars"), words("Write it as 12500 or 12,500.50.")
    return Mistake(field, label, found, expected, fix)
