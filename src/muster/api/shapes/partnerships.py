"""Partners and partnerships, as the API says them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Final, Self
from uuid import UUID

from pydantic import Field

from muster.api.shapes.awards import AWARD
from muster.api.wire import Because, Day, FactRecord, Filled, Listed, OwnId, Said, as_recorded, days, example, last_good
from muster.domain.partnerships import Instrument, Partner, PartnerKind, Partnership
from muster.domain.records import OnRecord

_PARTNER: Final = "0e7d4b29-5fa8-4c63-91d0-b8e2f6a3c728"
_PARTNERSHIP: Final = "8f2a6c0d-95e1-4b37-8d4a-1c7e9b5f3024"
_VERSION: Final = {"version": "c1f7f0a4-3a0b-4c39-8a43-9f0d2b7f6e55", "since": 17}
_CALLED: Final = {"name": "Harbor County 911", "kind": "dispatch"}
_AGREED: Final = {
    "partner": _PARTNER,
    "instrument": "mou",
    "valid_from": "2026-07-01",
    "valid_through": "2028-06-30",
    "signed_on": "2026-06-18",
    "award": AWARD,
    "expects": "Two responders on every shift; monthly figures of diverted calls.",
}

Text = Annotated[str, Field(max_length=4000, pattern=r"^[^\x00]*$")]
_WITH: Final = "The partner it was agreed with."
_PAPER: Final = "The paper it rests on."
_SIGNED: Final = "The day it was signed; null: no signature is on file, and it is not in force."
_AWARD: Final = "The award that funds it; null: none does."
_EXPECTS: Final = "What the two expect of each other, in their own words; may be empty."
_FIRST: Final = "The first day it is agreed for."
_LAST: Final = "The last day it is agreed for, that day included; null: until further notice."


class PartnerIn(Said[Partner]):
    """A partner to add."""

    model_config = example(id=_PARTNER, **_CALLED)

    id: OwnId = None
    name: Filled = Field(description="What it is called. No two partners have the same name.")
    kind: PartnerKind = Field(PartnerKind.OTHER, description="What it is.")

    def value(self) -> Partner:
        """Return the partner."""
        return Partner(self.name, self.kind)


class PartnerOut(FactRecord):
    """Somebody that the agency works with."""

    model_config = example(id=_PARTNER, **_VERSION, **_CALLED)

    name: str = Field(description="What it is called.")
    kind: PartnerKind = Field(description="What it is.")

    @classmethod
    def of(cls, found: OnRecord[Partner]) -> Self:
        """Say a partner."""
        partner = found.value
        return cls(**as_recorded(found), name=partner.name, kind=partner.kind)


class PartnersOut(Listed):
    """Whom the agency works with, by name: all of them."""

    model_config = example(items=[{"id": _PARTNER, **_VERSION, **_CALLED}], known_at=42)

    items: tuple[PartnerOut, ...] = Field(description="Every partner on record.")


class PartnershipSaid(Said[Partnership]):
    """What was agreed with a partner, on which paper."""

    places: ClassVar = {"ends-before-it-starts": "valid_through"}

    partner: UUID = Field(description=_WITH)
    instrument: Instrument = Field(description=_PAPER)
    valid_from: Day = Field(description=_FIRST)
    valid_through: Day | None = Field(None, description=_LAST)
    signed_on: Day | None = Field(None, description=_SIGNED)
    award: UUID | None = Field(None, description=_AWARD)
    expects: Text = Field("", description=_EXPECTS)

    def value(self) -> Partnership:
        """Return the partnership."""
        during = days(self.valid_from, self.valid_through)
        return Partnership(self.partner, self.instrument, during, self.signed_on, self.award, self.expects)


class PartnershipIn(PartnershipSaid):
    """A partnership to record."""

    model_config = example(id=_PARTNERSHIP, **_AGREED)

    id: OwnId = None


class PartnershipCorrection(PartnershipSaid):
    """What is true of a partnership: that it was signed, or ended, most often. It stays with its partner."""

    model_config = example(**{**_AGREED, "valid_through": "2027-06-30"}, because="not renewed for the second year")

    because: Because


class PartnershipOut(FactRecord):
    """A partnership."""

    model_config = example(id=_PARTNERSHIP, **_VERSION, **_AGREED)

    partner: UUID = Field(description=_WITH)
    instrument: Instrument = Field(description=_PAPER)
    valid_from: date = Field(description=_FIRST)
    valid_through: date | None = Field(description=_LAST)
    signed_on: date | None = Field(description=_SIGNED)
    award: UUID | None = Field(description=_AWARD)
    expects: str = Field(description=_EXPECTS)

    @classmethod
    def of(cls, found: OnRecord[Partnership]) -> Self:
        """Say a partnership."""
        agreed = found.value
        return cls(
            **as_recorded(found),
            partner=agreed.partner,
            instrument=agreed.instrument,
            valid_from=agreed.during.start,
            valid_through=last_good(agreed.during),
            signed_on=agreed.signed_on,
            award=agreed.award,
            expects=agreed.expects,
        )


class PartnershipsOut(Listed):
    """What was agreed with whom, by first day: all of it."""

    model_config = example(items=[{"id": _PARTNERSHIP, **_VERSION, **_AGREED}], known_at=42)

    items: tuple[PartnershipOut, ...] = Field(description="Every partnership on record.")
