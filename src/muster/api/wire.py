"""What goes over the wire: strict bodies in, plain records out, and the words they are made of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, ClassVar, Final, Generic, Self, TypedDict, TypeVar, cast
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from muster.domain.errors import Invalid
from muster.domain.intervals import FOREVER, Interval, day_after
from muster.domain.records import OnRecord
from muster.http import faults

T = TypeVar("T")

_KEBAB: Final = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_LINE: Final = r"^[^\x00-\x1f\x7f]*$"
_FILLED: Final = r"^[^\x00-\x1f\x7f]*[^\x00-\x20\x7f][^\x00-\x1f\x7f]*$"
_WORDS: Final = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*[^\x00-\x20\x7f][^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"
_EMAIL: Final = r"^([^\x00-\x20\x7f@]+@[^\x00-\x20\x7f@]+)?$"
KNOWN_AT: Final = "The ledger position that this was asked at. Ask at it again, and the answer is the same."
SINCE: Final = "The ledger position since which it is believed."
VERSION: Final = "The version that was read: the If-Match of a correction."

_DAY: Final = r"^(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}$"

NAME: Final = r"^[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*$"  # of a requirement or a duty, with its pack

faults.WORDS.update(
    {
        NAME: ("a requirement, as pack/requirement", "write it as in 'cpr-first-aid/cpr'"),
        _KEBAB: ("lower-case words joined by hyphens", "write it as in 'peer-support'"),
        _LINE: ("one line of text", "take out line breaks and control characters"),
        _FILLED: ("one line of text, not empty", "write at least one word, without line breaks"),
        _WORDS: ("text, not empty", "write at least one word, without control characters"),
        _EMAIL: ("one e-mail address", "write it as ines@example.org, or leave it empty"),
    }
)


Kebab = Annotated[str, Field(max_length=100, pattern=_KEBAB)]
Named = Annotated[str, Field(max_length=200, pattern=NAME)]
Line = Annotated[str, Field(max_length=400, pattern=_LINE)]
Filled = Annotated[str, Field(min_length=1, max_length=400, pattern=_FILLED)]
Email = Annotated[str, Field(max_length=320, pattern=_EMAIL)]
Day = Annotated[
    date,
    Field(ge=date(1900, 1, 1), le=date(2199, 12, 31), json_schema_extra={"pattern": _DAY, "examples": ["2026-03-31"]}),
]
Because = Annotated[
    str,
    Field(
        min_length=1,
        max_length=2000,
        pattern=_WORDS,
        description="Why, in your own words. Kept with the act for as long as the record itself.",
        examples=["the certificate says 6 January"],
    ),
]
OwnId = Annotated[
    UUID | None,
    Field(
        description="An id of your own making. Send one, and a POST that got no answer can be sent again: the second "
        "time it is answered with 409 `already-recorded`, and nothing is recorded twice.",
    ),
]


def example(**values: object) -> ConfigDict:
    """Return the configuration of a model that shows itself by one example."""
    return ConfigDict(json_schema_extra={"examples": [cast("JsonDict", values)]})


class Body(BaseModel):
    """Something sent. An unknown field is refused, and so is anything that would have to be guessed."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Said(Body, Generic[T]):
    """Something sent that becomes a value of the domain, which has the last word on whether it can be.

    ``places`` names, by the code of the domain's refusal, the field to look at.
    """

    places: ClassVar[Mapping[str, str]] = {}

    def value(self) -> T:
        """Return what it says."""
        raise TypeError(f"{type(self).__name__} says nothing")

    @model_validator(mode="after")
    def _can_be(self) -> Self:
        try:
            self.value()
        except Invalid as why:
            context: dict[str, Any] = {"expected": why.message, "fix": "correct one of the two"}
            if why.code in self.places:
                context["pointer"] = self.places[why.code]
            raise PydanticCustomError("refused", "{expected}", context) from why
        return self


class Record(BaseModel):
    """Something on record, or an answer."""

    model_config = ConfigDict(frozen=True)


class FactRecord(Record):
    """A fact as it stands on record."""

    id: UUID = Field(description="Its id, for ever.")
    version: UUID = Field(description=VERSION)
    since: int = Field(description=SINCE)


class Head(TypedDict):
    """Which fact it is, in which version, and since when it is believed."""

    id: UUID
    version: UUID
    since: int


def as_recorded(found: OnRecord[Any]) -> Head:
    """Return what every record says of itself, before what it is about."""
    return Head(id=found.fact, version=found.version, since=found.since)


class Listed(Record):
    """A list, as it was known at a position of the ledger."""

    items: tuple[Any, ...]
    known_at: int = Field(description=KNOWN_AT)


class Recorded(Record):
    """What was recorded."""

    model_config = example(id="0b6f2a52-6b0e-4b43-9a5e-1f6f3a4d2c10")

    id: UUID = Field(description="Its id, for ever.")


class Corrected(Record):
    """What was corrected. The ETag of the reply carries the version as well."""

    model_config = example(id="0b6f2a52-6b0e-4b43-9a5e-1f6f3a4d2c10", version="c1f7f0a4-3a0b-4c39-8a43-9f0d2b7f6e55")

    id: UUID = Field(description="Its id, as before.")
    version: UUID = Field(description="The version that is current now: the If-Match of a further correction.")


class Withdrawal(Body):
    """Why a record was a mistake."""

    model_config = example(because="recorded for the wrong person")

    because: Because


def last_good(during: Interval) -> date | None:
    """Return the last day of an interval; ``None`` when it has no end."""
    return None if during.end == FOREVER else during.last


def days(first: date, through: date | None) -> Interval:
    """Return the days from the first to the last good one; without a last, there is no end.

    Raises:
        Invalid: the last is before the first.
    """
    if through and through < first:
        raise Invalid(f"a day from {first} on, which is the first", code="ends-before-it-starts")
    return Interval(first, day_after(through) if through else FOREVER)
