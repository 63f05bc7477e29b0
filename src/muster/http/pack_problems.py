"""What can be wrong with an adoption of a pack: a part of the catalogue of problem types."""

from __future__ import annotations

from typing import Final

from muster.domain.errors import Conflict
from muster.http.kinds import ProblemType

PACKS: Final = (
    ProblemType(
        Conflict,
        "nothing-to-replace",
        "There is no older text to take the place of",
        "A pack that is adopted in place of an older text ends that text the day before. None of this pack, adopted by "
        "the same, began before that day and binds on it. Adopt it without `in_place`, or from a later day; an "
        "adoption that began on the wrong day is corrected instead.",
    ),
)
