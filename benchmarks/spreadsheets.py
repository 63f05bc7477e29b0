"""Invented spreadsheets of an agency, the same every time: its people, their training, an award, their days.

As programs keep them: the roster by number, the learning system by name and address, the payroll by
number, with namesakes and accents among the people. A recipe has settled everything: no row is in doubt.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import Final, NamedTuple

from benchmarks.workload import ROLE, Size
from muster.domain.importing.recipe import CourseSaid, Recipe
from muster.domain.intervals import Interval

QUARTER: Final = Interval.through(date(2026, 7, 1), date(2026, 9, 30))
WEEKDAYS: Final = tuple(day for day in QUARTER if day.weekday() < 5)  # noqa: PLR2004 - Monday to Friday
PERFORMANCE: Final = Interval.through(date(2025, 10, 1), date(2026, 9, 30))
AWARD, LINE, TITLE, PROGRAM = "H79SM000001", "A1", "Crisis Responder", "Program 1"
DAY_HOURS, RATE = 8, "31.50"

_FIRST: Final = ("Ana", "Ben", "Chidi", "Dana", "Hoa", "Ines", "Łukasz", "Maya", "Omar", "Renée", "Sam", "Uma", "Yusuf")
_LAST: Final = ("Abdi", "Brown", "García", "Johnson", "Kowalski", "Müller", "Nguyen", "Okafor", "Peña", "Tran", "Smith")
_HIRED_FROM: Final = date(2015, 1, 5)
_HIRED_WITHIN: Final = 3_650  # days: everybody is there before the award begins
_DONE_WITHIN: Final = 280  # days before the quarter: what was done in the first week of them lapses in its last days


class Somebody(NamedTuple):
    """A row of the roster, and the days on which the courses were completed."""

    number: str
    first: str
    last: str
    email: str
    hired_on: date
    completed: tuple[date, ...]


class Spreadsheet(NamedTuple):
    """A file as somebody brings it; ``rows`` without its header."""

    name: str
    content: bytes
    rows: int


def staff(size: Size) -> Iterator[Somebody]:
    """Yield the people; each has completed the first courses, as many as the size has records."""
    draw = Random(size.seed)
    for number in range(size.people):
        first, last = draw.choice(_FIRST), draw.choice(_LAST)
        done = (QUARTER.start - timedelta(days=draw.randint(1, _DONE_WITHIN)) for _ in range(size.records))
        hired = _HIRED_FROM + timedelta(days=draw.randrange(_HIRED_WITHIN))
        yield Somebody(f"{number:06}", first, last, f"person{number}@example.org", hired, tuple(done))


def course(number: int) -> str:
    """Return the title of a course, counted from 0."""
    return f"Course {number + 1:02}"


def topic(number: int) -> str:
    """Return what it teaches."""
    return f"topic-{number + 1:02}"


def recipe(size: Size) -> Recipe:
    """Return what has been accepted of these files."""
    courses = {course(number): CourseSaid((topic(number),), 60) for number in range(size.records)}
    return Recipe(PROGRAM, titles={TITLE: (ROLE,)}, roles={TITLE: ROLE}, courses=courses)


def training(size: Size) -> tuple[Spreadsheet, Spreadsheet]:
    """Return the roster, and the export of the learning system."""
    people = list(staff(size))
    roster = [
        (each.number, each.last, each.first, each.email, TITLE, each.hired_on, "A", "1.00", RATE) for each in people
    ]
    learned = [
        (f"{each.first} {each.last}", each.email, course(place), on, "1", "ILT", "Completed")
        for each in people
        for place, on in enumerate(each.completed)
    ]
    return (
        _csv(
            "roster.csv",
            ("Employee ID", "Last Name", "First Name", "Work Email", "Job Title", "Hire Date", "Status", "FTE", "Rate"),
            roster,
        ),
        _csv(
            "lms.csv",
            ("Learner Name", "Learner E-mail", "Course Title", "Completion Date", "Hours", "Delivery", "Status"),
            learned,
        ),
    )


def award() -> tuple[Spreadsheet, Spreadsheet]:
    """Return the award and its one line."""
    first, last = PERFORMANCE.start, PERFORMANCE.last
    return (
        _csv(
            "awards.csv",
            ("Award Number", "Award Title", "Funder", "Project Start", "Project End", "Amount", "Reporting"),
            [(AWARD, "Responders", "Example funder", first, last, "9000000.00", "quarterly")],
        ),
        _csv(
            "lines.csv",
            ("Award Number", "Line", "Position", "Role Required", "FTE", "Annual Amount"),
            [(AWARD, LINE, "Responder", TITLE, "500.00", "9000000.00")],
        ),
    )


def allocations(size: Size) -> Spreadsheet:
    """Return everybody's time, all of it meant for the line."""
    rows = [(each.number, AWARD, LINE, "100%", PERFORMANCE.start, PERFORMANCE.last) for each in staff(size)]
    return _csv("allocations.csv", ("Employee ID", "Award Number", "Line", "Percent", "Start", "End"), rows)


def payroll(size: Size, days: Sequence[date]) -> Spreadsheet:
    """Return everybody's days, eight hours each, charged to the line and approved by the first of them."""
    rows = [(each.number, on, f"{DAY_HOURS}.0", "REG", AWARD, LINE, "000000") for each in staff(size) for on in days]
    return _csv(
        "payroll.csv", ("Employee ID", "Work Date", "Hours", "Pay Code", "Award Number", "Line", "Approved By"), rows
    )


def _csv(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> Spreadsheet:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    count = 0
    for count, row in enumerate(rows, start=1):  # noqa: B007 - how many is told afterwards
        writer.writerow(row)
    return Spreadsheet(name, text.getvalue().encode(), count)


def rules(size: Size) -> str:
    """Return the text of a pack that asks of every responder for each course, every year."""
    return "\n".join([_PACK, *(_RULE.format(topic=topic(number)) for number in range(size.records))])


_PACK: Final = """\
id = "benchmark-training"
title = "Yearly training"
jurisdiction = "US"
authority = "Nobody"
kind = "required"
reviewed_on = 2026-11-22
source = "https://example.org"
"""
_RULE: Final = f"""
[[requirement]]
id = "{{topic}}"
roles = ["{ROLE}"]
topic = "{{topic}}"
says = "Every responder is trained every year."

[[requirement.terms]]
effective = 2000-01-01
version_by = "service-date"
initial = {{{{ event = "assignment", within = "0 days" }}}}
renewal = {{{{ every = "1 year", anchor = "completion" }}}}
confidence = "read"
cite = "invented for the benchmark"
"""
