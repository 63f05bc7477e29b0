"""Why something is asked, in words: as a label, in a sentence for whoever adopts it, and where it is not met."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from muster.domain.requirements import Bar
from muster.domain.words import ENGLISH, Words, message

LABELS: Final[Mapping[Bar, str]] = {
    Bar.REQUIRED: message("Required"),
    Bar.VOLUNTARY_ENDORSEMENT: message("For a voluntary endorsement"),
    Bar.AGENCY_PLAN: message("By an agency's plan"),
    Bar.VENDOR_TERM: message("By the terms of its issuer"),
    Bar.PAYMENT_INCENTIVE: message("For an additional payment"),
    Bar.RECOMMENDED: message("Recommended"),
}
_MEANS: Final[Mapping[Bar, str]] = {
    Bar.REQUIRED: message("Whoever does not meet it is not cleared."),
    Bar.VOLUNTARY_ENDORSEMENT: message(
        "No program has to hold this endorsement. Adopt it for one that holds or seeks it: there, whoever does not "
        "meet it is not cleared."
    ),
    Bar.AGENCY_PLAN: message(
        "This is the plan of an agency and no law. Adopt it where you work by that plan: there, whoever does not meet "
        "it is not cleared."
    ),
    Bar.VENDOR_TERM: message(
        "These are the terms of whoever gives the card or the course, and no law. Adopt it where you ask for that: "
        "there, whoever does not meet it is not cleared."
    ),
    Bar.PAYMENT_INCENTIVE: message(
        "It decides about an additional payment alone. Not to meet it breaks no rule, and keeps nobody from serving."
    ),
    Bar.RECOMMENDED: message("It is recommended. Not to meet it keeps nobody from serving."),
}


def label(bar: Bar, words: Words = ENGLISH) -> str:
    """Return why something is asked, in a few words."""
    return words(LABELS[bar])


def means(bar: Bar, words: Words = ENGLISH) -> str:
    """Return what it means to adopt it, and for those below it."""
    return words(_MEANS[bar])


def only_shown(bar: Bar, words: Words = ENGLISH) -> str:
    """Return what is said where something is not met that binds nobody."""
    if bar is Bar.PAYMENT_INCENTIVE:
        return words("Not met, for an additional payment alone")
    return words("Not met, and only recommended")


def beside(what: str, bar: Bar, words: Words = ENGLISH) -> str:
    """Return a short name, with why it is asked where that binds nobody.

    >>> beside("Arrival", Bar.PAYMENT_INCENTIVE), beside("Arrival", Bar.REQUIRED)
    ('Arrival (for an additional payment)', 'Arrival')
    """
    if bar is Bar.PAYMENT_INCENTIVE:
        return words("{what} (for an additional payment)", what=what)
    return words("{what} (recommended)", what=what) if bar is Bar.RECOMMENDED else what
