"""Calendars as files (RFC 5545): lines folded, texts escaped, whole days, and no alarm that nobody asked for."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import icalendar
from icalendar import vDate, vDuration, vText

from muster.domain.calendars import EVERY, Event, Feed

MEDIA_TYPE: Final = "text/calendar"
_MAKER: Final = "-//muster//what lapses and when//EN"


def written(feed: Feed) -> bytes:
    """Return a calendar as its bytes: the same for the same feed, so that whoever has them is told so."""
    calendar = icalendar.Calendar()
    calendar.add("PRODID", _MAKER)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("NAME", vText(feed.title))  # RFC 7986, and before it the name that everybody reads
    calendar.add("X-WR-CALNAME", vText(feed.title))
    calendar.add("REFRESH-INTERVAL", vDuration(EVERY), parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vDuration(EVERY))
    for each in feed.events:
        calendar.add_component(_event(each, feed.language))
    content: bytes = calendar.to_ical(sorted=False)
    return content


def _event(said: Event, language: str) -> icalendar.Event:
    event = icalendar.Event()
    event.add("UID", f"{said.id}@muster")
    event.add("DTSTAMP", said.changed_at)
    event.add("LAST-MODIFIED", said.changed_at)
    event.add("SEQUENCE", said.sequence)
    event.add("DTSTART", vDate(said.day), parameters={"VALUE": "DATE"})
    event.add("DTEND", vDate(said.day + timedelta(days=1)), parameters={"VALUE": "DATE"})
    event.add("SUMMARY", said.title, parameters={"LANGUAGE": language})
    if said.says:
        event.add("DESCRIPTION", said.says, parameters={"LANGUAGE": language})
    event.add("STATUS", "CANCELLED" if said.off else "CONFIRMED")
    event.add("CLASS", "PRIVATE")
    event.add("TRANSP", "TRANSPARENT")  # nobody is busy because a card lapses
    return event
