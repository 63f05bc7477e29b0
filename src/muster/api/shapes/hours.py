"""Hours in the cycle of a card, as the API says them: the cycle, what each path has come to, and the renewal."""

from __future__ import annotations

from datetime import date
from typing import Final, Self

from pydantic import Field

from muster.api.wire import Record, example
from muster.domain.hours.buckets import Line, Tally
from muster.domain.hours.cycles import Cycle
from muster.domain.standing.renewing import Window
from muster.domain.training import Mode

_LINE: Final = {
    "topic": "nccp-national",
    "counted": 1080,
    "asked": 1200,
    "left": 120,
    "done": False,
    "cut": 120,
    "cap": 420,
    "modes": ["self-paced"],
}
_MOVE: Final = {"minutes": 60, "source": "nccp-national", "to": "nccp-individual"}


class CycleOut(Record):
    """The cycle of a card in which education counts."""

    model_config = example(start="2023-04-01", last="2025-03-31", closes="2025-03-31")

    start: date = Field(description="Its first day.")
    last: date = Field(description="The last good day of the card: all of it has to be done by then.")
    closes: date = Field(description="The last day on which education counts: earlier, if the next was approved.")

    @classmethod
    def of(cls, cycle: Cycle) -> Self:
        """Say a cycle."""
        return cls(start=cycle.start, last=cycle.last, closes=cycle.closes)


class BucketOut(Record):
    """What a bucket, or the total, has come to, in minutes."""

    model_config = example(**_LINE)

    topic: str | None = Field(description="The bucket, by the first of its topics; null for the total.")
    counted: int = Field(description="The minutes that count.")
    asked: int | None = Field(description="The minutes that the rule asks; null where one completion is enough.")
    left: int = Field(description="The minutes that are still needed.")
    done: bool = Field(description="Whether that is enough.")
    cut: int = Field(description="The minutes above a cap, which do not count.")
    cap: int | None = Field(description="The cap that cut them off.")
    modes: tuple[Mode, ...] = Field(description="The ways of taking a course that the cap is about; empty for all.")

    @classmethod
    def of(cls, line: Line) -> Self:
        """Say a line."""
        return cls(
            topic=line.name or None,
            counted=line.counted,
            asked=line.asked,
            left=line.left,
            done=line.done,
            cut=line.cut,
            cap=line.limit if line.cut else None,
            modes=line.modes if line.cut else (),
        )


class MoveOut(Record):
    """Minutes beyond what one bucket asks, which another could take if they were recorded there."""

    model_config = example(**_MOVE)

    minutes: int = Field(description="How many.")
    source: str = Field(description="The bucket that has more than it needs.")
    to: str = Field(description="The bucket that is short.")


class TallyOut(Record):
    """What one way to renew has come to. Any one that is complete is enough."""

    model_config = example(complete=False, left=120, carried=0, lines=[_LINE], moves=[_MOVE])

    complete: bool = Field(description="Whether everything is done that this way asks.")
    left: int | None = Field(description="The least that is still needed, in minutes; null when minutes cannot say it.")
    carried: int = Field(description="Minutes carried over from the cycle before.")
    lines: tuple[BucketOut, ...] = Field(description="Each bucket, then the total if there is one.")
    moves: tuple[MoveOut, ...] = Field(description="What could be moved. Nothing moves by itself.")

    @classmethod
    def of(cls, tally: Tally) -> Self:
        """Say a tally."""
        return cls(
            complete=tally.complete,
            left=tally.left,
            carried=tally.carried,
            lines=tuple(map(BucketOut.of, tally.lines)),
            moves=tuple(MoveOut(minutes=each.minutes, source=each.source, to=each.to) for each in tally.moves),
        )


class RenewalOut(Record):
    """When a card is renewed."""

    model_config = example(opens_on="2024-10-01", apply_by=None, late_through="2025-04-30")

    opens_on: date | None = Field(description="The first day on which it may be renewed.")
    apply_by: date | None = Field(description="The last day for the application.")
    late_through: date | None = Field(description="The last day on which a card that is over may be renewed late.")

    @classmethod
    def of(cls, window: Window) -> Self:
        """Say the days of a renewal."""
        return cls(opens_on=window.opens_on, apply_by=window.apply_by, late_through=window.late_through)
