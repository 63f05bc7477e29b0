"""What can be wrong with a shift: a part of the catalogue of problem types."""

from __future__ import annotations

from typing import Final

from muster.domain.errors import Invalid
from muster.http.kinds import ProblemType

SHIFTS: Final = (
    ProblemType(
        Invalid,
        "twice-on-a-shift",
        "Somebody is on the shift twice",
        "Nothing was recorded. Everybody is named once, with the one way in which they are there. The reply says which "
        "line names somebody who was named before: leave it out.",
    ),
)
