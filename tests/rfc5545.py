"""RFC 5545 read by its grammar and by nothing of ours: a second parser, which refuses what the first may forgive."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime

_LINE = re.compile(
    r'(?P<name>[A-Za-z0-9-]+)(?P<parameters>(;[A-Za-z0-9-]+=("[^"\x00-\x1f]*"|[^";:,\x00-\x1f]*))*):(?P<value>.*)',
    re.DOTALL,
)
_TEXT = re.compile(r"(?:[^\\;,\x00-\x08\x0a-\x1f\x7f]|\\[\\;,nN])*")
_TEXTS = {"SUMMARY", "DESCRIPTION", "NAME", "X-WR-CALNAME"}
LONGEST = 75  # octets, without the line break


@dataclass
class Component:
    """A component: its lines by name, and what is inside it."""

    name: str
    lines: dict[str, str] = field(default_factory=dict)
    parameters: dict[str, str] = field(default_factory=dict)
    inside: list[Component] = field(default_factory=list)


def parsed(content: bytes) -> Component:
    """Read one calendar; anything that the grammar does not have fails."""
    assert content.endswith(b"\r\n"), "the last line ends as every line does"
    assert b"\n" not in content.replace(b"\r\n", b""), "a line feed stands alone"
    assert b"\r" not in content.replace(b"\r\n", b""), "a carriage return stands alone"
    physical = content.split(b"\r\n")[:-1]
    assert max(map(len, physical)) <= LONGEST, "a line is too long"
    for each in physical:
        each.decode()  # a fold never splits a character
    assert not physical[0].startswith(b" ")
    logical = content[:-2].decode().replace("\r\n ", "").split("\r\n")
    open_: list[Component] = []
    done: list[Component] = []
    for line in logical:
        found = _LINE.fullmatch(line)
        assert found, f"no content line: {line!r}"
        name, value = found["name"].upper(), found["value"]
        if name == "BEGIN":
            open_.append(Component(value))
        elif name == "END":
            closed = open_.pop()
            assert closed.name == value, f"{value} closes {closed.name}"
            (open_[-1].inside if open_ else done).append(closed)
        else:
            assert name not in open_[-1].lines, f"{name} stands there twice"
            if name in _TEXTS:
                assert _TEXT.fullmatch(value), f"{name} is not escaped: {value!r}"
                value = re.sub(r"\\(.)", lambda each: "\n" if each[1] in "nN" else each[1], value)
            open_[-1].lines[name], open_[-1].parameters[name] = value, found["parameters"]
    assert not open_, "a component is never closed"
    (calendar,) = done
    _required(calendar)
    return calendar


def _required(calendar: Component) -> None:
    assert calendar.name == "VCALENDAR"
    assert {"PRODID", "VERSION"} <= calendar.lines.keys()
    assert calendar.lines["VERSION"] == "2.0"
    uids = [each.lines["UID"] for each in calendar.inside]
    assert len(uids) == len(set(uids)), "two events have one id"
    for event in calendar.inside:
        assert event.name == "VEVENT", f"{event.name} is no event"
        assert not event.inside, "an alarm that nobody asked for"
        assert {"UID", "DTSTAMP", "DTSTART", "SEQUENCE"} <= event.lines.keys()
        datetime.strptime(event.lines["DTSTAMP"], "%Y%m%dT%H%M%SZ")  # noqa: DTZ007 - the Z says it
        assert event.parameters["DTSTART"] == ";VALUE=DATE"
        assert day(event.lines["DTEND"]) > day(event.lines["DTSTART"])


def day(written: str) -> date:
    """Read a day."""
    assert re.fullmatch(r"\d{8}", written), f"no day: {written}"
    return date(int(written[:4]), int(written[4:6]), int(written[6:]))
