"""Orders that extend, as the API says them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Final, Self
from uuid import UUID

from pydantic import Field

from muster.api.wire import Because, Day, FactRecord, Filled, Listed, Named, OwnId, Record, Said, as_recorded, example
from muster.domain.extensions import Order
from muster.domain.findings import Verdict
from muster.domain.intervals import Interval
from muster.domain.orders import Touched
from muster.domain.records import OnRecord
from muster.services.orders import Effect

_ORDER: Final = "7b1d9e40-2c5f-4a83-8e06-f3a9c1d57b28"
_PERSON: Final = "5b0c9a1e-4a43-4b7e-8d2f-0c7f3e0c6a01"
_PROGRAM: Final = "9d0a7c56-1f5b-4c0e-9f39-6a2f4f7f3b02"
_VERSION: Final = {"version": "c1f7f0a4-3a0b-4c39-8a43-9f0d2b7f6e55", "since": 17}
_SAID: Final = {
    "number": "2026-14",
    "authority": "State EMS office",
    "granted_on": "2026-03-01",
    "requirement": None,
    "kind": "emt",
    "lapses_from": "2026-03-01",
    "lapses_through": "2026-06-30",
    "runs_through": "2026-09-30",
    "program": None,
}
_MOVES: Final = {"requirement": "cpr-first-aid/cpr", "due_on": "2026-03-31", "through": "2026-09-30"}
_TOUCHED: Final = {
    "person": _PERSON,
    "program": _PROGRAM,
    "moves": [_MOVES],
    "without": "not_met",
    "under": "met",
    "otherwise": True,
}

_NUMBER: Final = "The number on its paper. Findings name it."
_AUTHORITY: Final = "The office that gave it. Never a person's name."
_GRANTED: Final = "The day it was given. It excuses from then on; of days before, somebody has to judge."
_REQUIREMENT: Final = "The requirement that it is about, as `pack/requirement`; null: it is about a kind of credential."
_KIND: Final = "The kind of credential that it is about, as in an adopted pack; null: it is about a requirement."
_FROM: Final = "It moves what lapses, or is due, from this day on,"
_UNTIL: Final = "through this one, that day included."
_RUNS: Final = "Through which day that runs now."
_IN: Final = "The program in which it counts; null: in every program."

KIND: Final = r"^[a-z0-9]+(-[a-z0-9]+)*$"


class OrderIn(Said[Order]):
    """An order to record, about one requirement or one kind of credential. `because` is kept with the act."""

    model_config = example(id=_ORDER, **_SAID, because="it came by mail, and is filed")

    places: ClassVar = {"ends-before-it-starts": "runs_through", "requirement-or-kind": "kind"}

    id: OwnId = None
    number: Annotated[Filled, Field(max_length=100)] = Field(description=_NUMBER)
    authority: Filled = Field(description=_AUTHORITY)
    granted_on: Day = Field(description=_GRANTED)
    requirement: Named | None = Field(None, description=_REQUIREMENT)
    kind: Annotated[str, Field(max_length=100, pattern=KIND)] | None = Field(None, description=_KIND)
    lapses_from: Day = Field(description=_FROM)
    lapses_through: Day = Field(description=_UNTIL)
    runs_through: Day = Field(description=_RUNS)
    program: UUID | None = Field(None, description=_IN)
    because: Because

    def value(self) -> Order:
        """Return the order."""
        return Order(
            self.number,
            self.authority,
            self.granted_on,
            Interval.through(self.lapses_from, self.lapses_through),
            self.runs_through,
            self.requirement or "",
            self.kind or "",
            self.program,
        )


class OrderOut(FactRecord):
    """An order. One record: whom it touches is found whenever they are judged."""

    model_config = example(id=_ORDER, **_VERSION, **_SAID)

    version: UUID = Field(description="The version that was read: the If-Match of a withdrawal.")
    number: str = Field(description=_NUMBER)
    authority: str = Field(description=_AUTHORITY)
    granted_on: date = Field(description=_GRANTED)
    requirement: str | None = Field(description=_REQUIREMENT)
    kind: str | None = Field(description=_KIND)
    lapses_from: date = Field(description=_FROM)
    lapses_through: date = Field(description=_UNTIL)
    runs_through: date = Field(description=_RUNS)
    program: UUID | None = Field(description=_IN)

    @classmethod
    def of(cls, found: OnRecord[Order]) -> Self:
        """Say an order."""
        said = found.value
        return cls(
            **as_recorded(found),
            number=said.number,
            authority=said.authority,
            granted_on=said.granted_on,
            requirement=said.requirement or None,
            kind=said.kind or None,
            lapses_from=said.window.start,
            lapses_through=said.window.last,
            runs_through=said.through,
            program=said.program,
        )


class OrdersOut(Listed):
    """Every order on record, the one given last first."""

    model_config = example(items=[{"id": _ORDER, **_VERSION, **_SAID}], known_at=42)

    items: tuple[OrderOut, ...] = Field(description="Every order.")


class MovedDayOut(Record):
    """A day that an order moves."""

    model_config = example(**_MOVES)

    requirement: str = Field(description="The requirement, as `pack/requirement`.")
    due_on: date = Field(description="The day by which it was due.")
    through: date = Field(description=_RUNS)


class TouchedOut(Record):
    """What an order does to one person in one program."""

    model_config = example(**_TOUCHED)

    person: UUID = Field(description="Who.")
    program: UUID = Field(description="As judged in this program.")
    moves: tuple[MovedDayOut, ...] = Field(description="Which days are moved, and whither.")
    without: Verdict = Field(description="The answer of the day without the order.")
    under: Verdict = Field(description="The answer of the day under it.")
    otherwise: bool = Field(description="Whether any day at all is answered otherwise by it.")

    @classmethod
    def of(cls, found: Touched) -> Self:
        """Say it."""
        return cls(
            person=found.person,
            program=found.program,
            moves=tuple(
                MovedDayOut(requirement=each.requirement, due_on=each.due_on, through=each.through)
                for each in found.moves
            ),
            without=found.without,
            under=found.under,
            otherwise=found.otherwise,
        )


class EffectOut(Record):
    """Whom an order touches among those who hold a role on the day; whose answer changes that day comes first."""

    model_config = example(items=[_TOUCHED], on="2026-11-22", moved=1, changed=1)

    items: tuple[TouchedOut, ...] = Field(description="Each person, in each program.")
    on: date = Field(description="The day that the answers are of.")
    moved: int = Field(description="Of how many people a day is moved.")
    changed: int = Field(description="Of how many of them the answer of the day is another one.")

    @classmethod
    def of(cls, found: Effect, on: date) -> Self:
        """Say it."""
        return cls(items=tuple(map(TouchedOut.of, found.people)), on=on, moved=found.moved, changed=found.changed)
