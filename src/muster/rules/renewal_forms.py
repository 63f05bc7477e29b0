"""The table that says how long something stays good: ``renewal`` of terms, ``validity`` of a credential."""

from __future__ import annotations

from typing import Annotated

from pydantic import PlainValidator

from muster.domain.anchors import Anchor, Parity, Renewal
from muster.rules.words import DayOfMonth, DayOfYear, Form, Length, one_of


class RenewalForm(Form):
    """How long something stays good: ``renewal`` of terms, ``validity`` of a credential."""

    every: Length
    anchor: Annotated[Anchor, PlainValidator(one_of(Anchor))] = Anchor.COMPLETION
    on: DayOfYear | None = None
    rolls_from: DayOfYear | None = None
    window: Length | None = None
    day: DayOfMonth | None = None
    parity: Annotated[Parity, PlainValidator(one_of(Parity))] = Parity.ANY
    also_on: DayOfYear | None = None
    unsettled_from: DayOfYear | None = None
    unsettled_through: DayOfYear | None = None

    def renewal(self) -> Renewal:
        """Return the domain's value."""
        return Renewal(
            self.every,
            self.anchor,
            self.on,
            self.rolls_from,
            self.window,
            self.day,
            self.parity,
            self.also_on,
            self.unsettled_from,
            self.unsettled_through,
        )
