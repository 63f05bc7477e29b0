"""A reckoning in words: from which event, plus how much, it gives which day."""

from __future__ import annotations

from datetime import date
from typing import Final

from muster.domain.anchors import Anchor, Parity, Renewal
from muster.domain.explanations.dating import By, Reading, Reckoning
from muster.domain.explanations.explaining import event_name, moved, span
from muster.domain.intervals import BEGINNING, FOREVER, Span
from muster.domain.words import ENGLISH, Words, message

_UNTIL: Final = {
    Anchor.COMPLETION: message("plus {length}"),
    Anchor.END_OF_MONTH: message("plus {length}, to the end of that month"),
    Anchor.FIXED_DATE: message("plus {length}, to the day of the year that the rule names"),
    Anchor.BIRTH_MONTH: message("plus {length} at the most, to the birth month"),
    Anchor.CALENDAR_YEAR: message("plus {length}, to the end of that year"),
    Anchor.PREVIOUS_EXPIRY: message("plus {length}"),
    Anchor.PERIOD_END: message("plus {length}, to the end of the period that the rule names"),
}


def said(each: Reckoning, words: Words = ENGLISH) -> str:  # noqa: PLR0911 - one sentence for each way
    """Return a reckoning as a sentence: from which event, plus how much, it gives which day."""
    match each.by:
        case By.DEADLINE:
            return _deadline(each, words)
        case By.COMPLETION:
            return _completion(each, words)
        case By.CREDENTIAL:
            return _credential(each, words)
        case By.GRACE if each.since and each.plus and each.last:
            last, length = words.day(each.since), span(each.plus, words)
            return words(
                "The last good day, {day}, plus {length} of grace: through {last}.",
                day=last,
                length=length,
                last=words.day(each.last),
            )
        case By.CYCLE:
            return _cycle(each, words)
        case By.LEAVE if each.minutes and each.plus:
            return words(
                "{hours} asked {days}, by how much of the {length} before was leave.",
                hours=words.hours(each.minutes),
                days=between(each.first, each.last, words),
                length=span(each.plus, words),
            )
        case By.EXTENSION if each.extended:
            return f"{capital(moved(each.extended, words))}."
        case By.WAIVER:
            granted = words.day(each.since) if each.since else ""
            return words(
                "Waived by {authority} on {day}: {days}.",
                authority=each.authority,
                day=granted,
                days=between(each.first, each.last, words),
            )
        case _:
            return words(_SPEAKS.get(each.by, "{days}"), days=between(each.first, each.last, words))


_SPEAKS: Final = {
    By.ADOPTION: message("The program goes by this pack {days}."),
    By.TERMS: message("The rule says this {days}."),
    By.ROLE: message("A role that it binds is held, under one employment, {days}."),
    By.CARDS: message("By the cards on file it is asked in this way {days}."),
    By.SUSPENSION: message("A card is suspended {days}."),
    By.REVOCATION: message("A card is revoked {days}."),
}


def _deadline(each: Reckoning, words: Words) -> str:
    assert each.initial is not None  # noqa: S101 - a deadline has the terms that set it
    named = event_name(each.initial, words)
    if each.since is None or each.last is None:
        return words("The day of {event} is not on file, so no deadline can be worked out.", event=named)
    day, last = words.day(each.since), words.day(each.last)
    if each.plus is None:
        return words("It has to be done before {event}, {day}: by {last}.", event=named, day=day, last=last)
    if each.days:
        return words(
            "From {event}, {day}, plus {length} and {added} of leave: due by {last}.",
            event=named,
            day=day,
            length=span(each.plus, words),
            added=span(Span(days=each.days), words),
            last=last,
        )
    return words(
        "From {event}, {day}, plus {length}: due by {last}.",
        event=named,
        day=day,
        length=span(each.plus, words),
        last=last,
    )


def _cycle(each: Reckoning, words: Words) -> str:
    days = {name: words.day(day or FOREVER) for name, day in (("first", each.first), ("last", each.last))}
    closes = words.day(each.previous or FOREVER)
    if each.plus is None:
        return words(
            "The card is good through {last}, and its cycle begins with it, on {first}; education counts through "
            "{closes}.",
            closes=closes,
            **days,
        )
    return words(
        "The card is good through {last}, and its cycle is the {length} that begin on {first} at the earliest; "
        "education counts through {closes}.",
        length=span(each.plus, words),
        closes=closes,
        **days,
    )


def _completion(each: Reckoning, words: Words) -> str:
    what = capital(words("training in {topics}", topics=words(" or ").join(map(words.name, each.topics))))
    if each.since is None:
        return words("{what}, on a day that is not on file: it gives no day.", what=what)
    day = words.day(each.since)
    if each.renewal is None:
        return words("{what}, completed {day}: it counts from then on.", what=what, day=day)
    if each.last is None:
        return words("{what}, completed {day}: until when that is good cannot be worked out.", what=what, day=day)
    if each.previous is not None:
        return words(
            "{what}, completed {day}, in time to count on from {previous}, plus {length}: good through {last}.",
            what=what,
            day=day,
            previous=words.day(each.previous),
            length=span(each.renewal.every, words),
            last=words.day(each.last),
        )
    return words(
        "{what}, completed {day}, {until}: good through {last}.",
        what=what,
        day=day,
        until=_until(each.renewal, words),
        last=words.day(each.last),
    )


def _until(renewal: Renewal, words: Words) -> str:
    if renewal.parity is Parity.BIRTH_YEAR:
        return words("to the next day of the birth month in a year that is odd or even as the year of birth")
    return words(_UNTIL[renewal.anchor], length=span(renewal.every, words))


def _credential(each: Reckoning, words: Words) -> str:
    title = words.told(each.kind.title) if each.kind else ""
    if each.renewal is not None and each.since and (each.last or each.reading is Reading.PERHAPS):
        return _by_the_rule(each, each.renewal, title, words)
    if each.assumed and each.first and each.last:
        return words(
            "{title}: good through {last}; by the rule of its issuer it began on {first}.",
            title=title,
            last=words.day(each.last),
            first=words.day(each.first),
        )
    if each.first and each.last:
        first, last = words.day(each.first), words.day(each.last)
        return words("{title}, from {first}: good through {last}, as it says.", title=title, first=first, last=last)
    if each.first:
        return words("{title}, from {first}: with no end on record.", title=title, first=words.day(each.first))
    if each.last:
        return words("{title}: its last good day is {last}.", title=title, last=words.day(each.last))
    return words("{title}: its days are not on file.", title=title)


def _by_the_rule(each: Reckoning, renewal: Renewal, title: str, words: Words) -> str:
    """Return what the rule of its issuer makes of a card; it may count on from another, or not be known to do so."""
    day, last = words.day(each.first or each.since or BEGINNING), words.day(each.last or FOREVER)
    since = words.day(each.since or BEGINNING)
    if each.reading is Reading.PERHAPS:
        return words(
            "{title}, from {day}: whether it is good {days} too hangs on which card it renews, if any, and that is not "
            "on record.",
            title=title,
            day=since,
            days=between(each.first, each.last, words),
        )
    if each.reading is Reading.AT_LEAST:
        return words(
            "{title}, from {day}: good through {last} at least, whether it is a first one or renews another.",
            title=title,
            day=since,
            last=last,
        )
    if each.previous is not None:
        return words(
            "{title}, from {day}, renews the card before it. From the last good day of that, {previous}, {until}: good "
            "through {last}, by the rule of its issuer.",
            title=title,
            day=day,
            previous=words.day(each.previous),
            until=_until(renewal, words),
            last=last,
        )
    return words(
        "{title}, from {day}, {until}: good through {last}, by the rule of its issuer.",
        title=title,
        day=since,
        until=_until(renewal, words),
        last=last,
    )


def between(first: date | None, last: date | None, words: Words) -> str:
    """Return from which day and through which."""
    if first and last:
        return words("from {first} through {last}", first=words.day(first), last=words.day(last))
    if first:
        return words("from {first} on", first=words.day(first))
    return words("through {last}", last=words.day(last)) if last else words("at all times")


def capital(text: str) -> str:
    """Return a text as a sentence begins."""
    return text[:1].upper() + text[1:]
