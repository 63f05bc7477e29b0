"""A calendar as a file: read back by two parsers, whatever stands in it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

import icalendar
import pytest

from muster import calendars
from muster.domain.calendars import Event, Feed
from tests.rfc5545 import parsed

AT = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
AWKWARD = [
    "Renew; by, comma\\backslash",
    "Ñandú Ibáñez de la Peña y Ōtani-Þórsdóttir, EMT; RN",
    "emoji 🚑🧯 and a very long line " + "x" * 200,
    "ends with a backslash\\",
    'quotes " and : colons; END:VEVENT',
    "語" * 60,
    "line one\nline two\r\nBEGIN:VEVENT",
    " leading and trailing ",
    "",
]


def feed(*events: Event, title: str = "What lapses and when") -> Feed:
    return Feed("es", title, events)


def event(title: str = "Due: CPR", says: str = "", *, off: bool = False, sequence: int = 0) -> Event:
    return Event(UUID(int=7), date(2026, 11, 30), sequence, AT, title, says, off)


@pytest.mark.parametrize("text", AWKWARD)
def test_what_stands_in_it_is_read_back_as_it_was(text: str) -> None:
    content = calendars.written(feed(event(text, text), title=text))

    strict, (told,) = parsed(content), parsed(content).inside
    said = text.replace("\r\n", "\n")
    assert (strict.lines["NAME"], told.lines["SUMMARY"], told.lines.get("DESCRIPTION", "")) == (said, said, said)
    (second,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert str(second["SUMMARY"]) == said


def test_a_day_is_a_day_and_nobody_is_busy_or_woken_by_it() -> None:
    (told,) = parsed(calendars.written(feed(event(sequence=3)))).inside

    assert (told.lines["DTSTART"], told.lines["DTEND"]) == ("20261130", "20261201")
    assert (told.lines["TRANSP"], told.lines["CLASS"]) == ("TRANSPARENT", "PRIVATE")
    assert (told.lines["STATUS"], told.lines["SEQUENCE"]) == ("CONFIRMED", "3")
    assert told.parameters["SUMMARY"] == ";LANGUAGE=es"


def test_what_is_off_is_said_to_be_cancelled() -> None:
    (told,) = parsed(calendars.written(feed(event(off=True)))).inside

    assert told.lines["STATUS"] == "CANCELLED"


def test_it_says_how_often_it_may_be_read() -> None:
    found = parsed(calendars.written(feed()))

    assert (found.lines["REFRESH-INTERVAL"], found.parameters["REFRESH-INTERVAL"]) == ("PT12H", ";VALUE=DURATION")
    assert found.lines["X-PUBLISHED-TTL"] == "PT12H"


def test_the_same_feed_is_the_same_bytes() -> None:
    assert calendars.written(feed(event())) == calendars.written(feed(event()))


@pytest.mark.parametrize(
    "broken",
    [
        b"BEGIN:VCALENDAR\nEND:VCALENDAR\n",
        b"BEGIN:VCALENDAR\r\nPRODID:x\r\nVERSION:2.0\r\n",
        b"BEGIN:VCALENDAR\r\nPRODID:x\r\nVERSION:2.0\r\nNAME:a;b\r\nEND:VCALENDAR\r\n",
        b"BEGIN:VCALENDAR\r\nPRODID:" + b"x" * 80 + b"\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n",
    ],
)
def test_the_second_parser_refuses_what_is_broken(broken: bytes) -> None:
    with pytest.raises((AssertionError, ValueError)):
        parsed(broken)
