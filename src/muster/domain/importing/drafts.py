"""Imports that somebody is in the middle of: chosen files, what they have decided so far, and where it stands."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from muster.domain.errors import Conflict

LASTS: Final = timedelta(days=14)  # since somebody last did something with it
KEPT: Final = timedelta(days=30)  # since it was done: so long its rejected rows can be had
MOST: Final = 20  # of one account at a time


class State(StrEnum):
    """Where a draft stands, as it was last written down."""

    READING = "reading"
    PLANNED = "planned"
    FAILED = "failed"
    COMMITTING = "committing"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class ImportDraft:
    """A draft. ``alive``: whoever works on it has said so lately; ``files``: the names and sizes of what was chosen.

    ``recipe`` is what has been decided, as TOML; ``asked`` the keys of the questions that were put.
    ``planned_at``: the position of the plan that was shown last; ``held``: how much of that stays out.
    ``position``: of the act, once it is done; unset then: there was nothing to store.
    """

    id: UUID
    state: State
    recipe: str
    asked: frozenset[str]
    made_at: datetime
    ends_at: datetime
    files: tuple[tuple[str, int], ...]
    done_at: datetime | None = None
    alive: bool = False
    planned_at: int | None = None
    held: int | None = None
    position: int | None = None

    @property
    def mark(self) -> str:
        """What tells the plan that somebody has read from one of other decisions, or of another moment."""
        return hashlib.sha256(f"{self.planned_at} {self.recipe}".encode()).hexdigest()[:16]

    @property
    def running(self) -> bool:
        """Is somebody at work on it?"""
        return self.alive and self.state in {State.READING, State.COMMITTING}

    @property
    def interrupted(self) -> bool:
        """Did whoever worked on it stop without a word, as when muster is started again?"""
        return not self.alive and self.state in {State.READING, State.COMMITTING}

    def check_open(self) -> None:
        """Refuse to change what is done, or is just being done.

        Raises:
            Conflict: it is one of the two.
        """
        if self.state is State.DONE:
            raise Conflict("this import is done; choose the files again for another", code="import-is-done")
        if self.running:
            raise Conflict("muster is at work on this import; wait until it is ready", code="import-is-busy")
