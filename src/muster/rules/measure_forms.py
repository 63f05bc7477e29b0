"""The table of a duty that is measured over responses, and of the responses of a case (docs/decisions/0048)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, time
from enum import StrEnum
from typing import Annotated, Final
from uuid import UUID

from pydantic import Field, PlainValidator

from muster.domain.duties import Measure
from muster.domain.in_time import Sent
from muster.domain.responses import LONGEST, Dispatcher, Place, Reached, Response
from muster.rules.looking import Table, idle, tables
from muster.rules.places import Path
from muster.rules.problems import Problem
from muster.rules.words import Day, Form, Hint, Length, one_of, refuse

_MINUTES: Final = re.compile(r"(\d{1,4}) minutes?")
_PERCENT: Final = re.compile(r"(\d{1,3}) percent")
_WHOLE: Final = 100


class Since(StrEnum):
    """What a time is measured from."""

    DISPATCH = "dispatch"


def _minutes(value: object) -> int:
    found = _MINUTES.fullmatch(value) if isinstance(value, str) else None
    if not found or not 1 <= int(found[1]) <= LONGEST:
        refuse(f"minutes, 1 to {LONGEST}", "write a whole number and 'minutes', for example '30 minutes'")
    return int(found[1])


def _percent(value: object) -> int:
    found = _PERCENT.fullmatch(value) if isinstance(value, str) else None
    if not found or not 1 <= int(found[1]) <= _WHOLE:
        refuse("a share, 1 to 100 percent", "write a whole number and 'percent', for example '80 percent'")
    return int(found[1])


def _count(value: object) -> int:
    if type(value) is not int or value < 1:
        refuse("a number of responses", "write the number alone")
    return value


def _after(value: object) -> int:
    if type(value) is not int or not 0 <= value <= LONGEST:
        expected = f"minutes since dispatch, 0 to {LONGEST}"
        refuse(expected, "write the number alone; leave it out where it is not on record")
    return value


Sender = Annotated[Dispatcher, PlainValidator(one_of(Dispatcher)), Hint("who sent it", '"988-hub"')]
Where = Annotated[Place, PlainValidator(one_of(Place)), Hint("where it went", '"urban"')]
After = Annotated[int, PlainValidator(_after), Hint("minutes since dispatch", "24")]


class MeasureForm(Form):
    """Which share of responses is to be soon enough."""

    since: Annotated[
        Since, PlainValidator(one_of(Since)), Field(alias="from"), Hint("what is measured from", '"dispatch"')
    ]
    to: Annotated[Reached, PlainValidator(one_of(Reached)), Hint("what is measured to", '"arrival"')]
    within: Annotated[int, PlainValidator(_minutes), Hint("how soon", '"30 minutes"')]
    at_least: Annotated[int, PlainValidator(_percent), Hint("which share", '"80 percent"')]
    over: Annotated[Length, Hint("over how long before the day that is asked about", '"3 months"')]
    dispatched_by: Sender | None = None
    place: Where | None = None

    def measure(self) -> Measure:
        """Return the domain's value."""
        return Measure(self.to, self.within, self.at_least, self.over, self.dispatched_by, self.place)


class ResponsesForm(Form):
    """Responses of a case of which all of this is the same. A time left out is not on record."""

    on: Annotated[Day, Hint("the day on which they were sent", "2026-11-15")]
    count: Annotated[int, PlainValidator(_count), Hint("how many", "40")]
    by: Sender
    place: Where
    en_route: After | None = None
    arrival: After | None = None

    def sent(self) -> list[Sent]:
        """Return them, each with its day."""
        at = datetime.combine(self.on, time(12), UTC)
        one = Response(UUID(int=0), at, self.by, self.place, self.en_route, self.arrival)
        return [Sent(self.on, one)] * self.count


def of_duty(duty: Table, path: Path) -> Iterator[Problem]:
    """Find what no single key of a measured duty shows."""
    terms = tables(duty.get("terms"))
    if not any("measure" in each for _, each in terms):
        return
    if "from_first_done" in duty:
        yield idle((*path, "from_first_done"), "'from_first_done' beside 'measure'", "no such key")
    for place, each in terms:
        here = (*path, "terms", place)
        for key in ("initial", "renewal", "grace", "exempt_if"):
            if key in each:
                yield idle((*here, key), f"'{key}' beside 'measure'", "no such key")
        if "measure" not in each:
            fix = "add 'measure', or make another duty of these terms"
            yield Problem(here, "terms without 'measure'", "'measure' in all terms of the duty, or in none", fix)
