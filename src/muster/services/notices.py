"""The mail that tells somebody what is due: one for everything, in the reader's language, as text and as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from html import escape
from typing import NamedTuple

from muster.domain.explanations.explaining import about, sentence
from muster.domain.findings import EASED, GOOD, Finding, Reason
from muster.domain.people import Identity
from muster.domain.reminders import Reminder
from muster.domain.requirements import Requirement
from muster.domain.words import Words
from muster.mail import Message, named


class Item(NamedTuple):
    """One thing to tell: the reminder, what was found on the day it is told, and where it binds."""

    reminder: Reminder
    finding: Finding
    program: str


def digest(
    items: Sequence[Item], who: Identity, *, agency: str, link: str, words: Words, today: date, at: datetime
) -> Message:
    """Return the one message that tells a person everything that is due.

    Raises:
        Invalid: the address on file is not one.
    """
    ordered = sorted(items, key=lambda each: (each.reminder.cycle_on, each.reminder.requirement))
    subject = _subject(ordered, words)
    lines = [_line(each, words, today) for each in ordered]
    opening = [
        words("Hello {name},", name=who.preferred_name or who.name),
        words("this is what the records of {agency} say on {day}:", agency=agency, day=words.day(today)),
    ]
    closing = [
        words(
            "This notice is required: these rules bind you in your role, so nobody can unsubscribe from it. "
            "It stops by itself once the record is renewed."
        ),
        words("Is something wrong or missing on record? Tell your HR office. Nobody reads answers to this mail."),
    ]
    see = words("See what to do next, and everything on record about you:")
    text = [*opening, *(f"* {head}\n  {said}" for head, said in lines), f"{see}\n{link}", *closing]
    return Message(
        to=who.email,
        subject=subject,
        text="\n\n".join(text) + "\n",
        html=_html(subject, opening, lines, see, link, closing, words.language),
        name=named([each.reminder.key for each in items]),
        language=words.language,
        at=at,
    )


def thing(requirement: Requirement, words: Words) -> str:
    """Return what a requirement is about, in a few words: its cards by their titles, its topics by name."""
    if requirement.parts:
        said = about(requirement, words)
        return said[:1].upper() + said[1:]
    names = [words.told(kind.title) for kind in requirement.kinds]
    names += [words.name(topic) for topic in sorted(requirement.topics)]
    said = words(" or ").join(names[:2])
    return said[:1].upper() + said[1:]


def _subject(items: Sequence[Item], words: Words) -> str:
    """Name the thing and the date of what comes first, and say how much more there is."""
    first, more = items[0], len(items) - 1
    names = {"thing": thing(first.finding.requirement, words), "day": words.day(first.reminder.cycle_on)}
    match first.finding.reason:
        case Reason.HELD | Reason.EXEMPT if first.finding.moved_to is None:
            said = words("{thing}: good through {day}", **names)
        case _ if first.finding.reason in GOOD | EASED:
            said = words("{thing}: due by {day}", **names)
        case _:
            said = words("{thing}: was due by {day}", **names)
    return words("{first}, and {count} more", first=said, count=more) if more else said


def _line(item: Item, words: Words, today: date) -> tuple[str, str]:
    """Return what it is about and how long there is, then what was found."""
    left = (item.reminder.cycle_on - today).days
    if left > 0:
        when = words.plural("{count} day left", "{count} days left", left)
    elif left == 0:
        when = words("today is the last day")
    else:
        when = words.plural("{count} day over", "{count} days over", -left)
    head = f"{thing(item.finding.requirement, words)} ({item.program}): {when}"
    return head, sentence(item.finding, words)


def _html(
    title: str,
    opening: Sequence[str],
    lines: Sequence[tuple[str, str]],
    see: str,
    link: str,
    closing: Sequence[str],
    language: str,
) -> str:
    """Return the same as a page: nothing in it comes from elsewhere, and nothing in it is a script."""
    items = "\n".join(f"<li><strong>{escape(head)}</strong><br>{escape(said)}</li>" for head, said in lines)
    return "\n".join(
        [
            "<!doctype html>",
            f'<html lang="{escape(language)}"><head><meta charset="utf-8"><title>{escape(title)}</title></head>',
            '<body style="font-family: sans-serif; line-height: 1.5; max-width: 40em">',
            *(f"<p>{escape(each)}</p>" for each in opening),
            f"<ul>\n{items}\n</ul>",
            f'<p>{escape(see)}<br><a href="{escape(link)}">{escape(link)}</a></p>',
            *(f"<p>{escape(each)}</p>" for each in closing),
            "</body></html>",
            "",
        ]
    )
