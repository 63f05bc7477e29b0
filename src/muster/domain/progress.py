"""How far something long has come, for whoever waits for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """``done`` of ``of`` steps are behind; ``doing`` says the one at hand, in the words of whoever waits."""

    done: int
    of: int
    doing: str


Tell = Callable[[Progress], None]


def untold(_: Progress) -> None:
    """Tell nobody."""
