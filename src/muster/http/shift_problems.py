"""What can be wrong with a shift, and with what it was sent to: a part of the catalogue of problem types."""

from __future__ import annotations

from typing import Final

from muster.domain.errors import Conflict, Invalid
from muster.http.kinds import ProblemType

SHIFTS: Final = (
    ProblemType(
        Invalid,
        "twice-on-a-shift",
        "Somebody is on the shift twice",
        "Nothing was recorded. Everybody is named once, with the one way in which they are there. The reply says which "
        "line names somebody who was named before: leave it out.",
    ),
    ProblemType(
        Invalid,
        "unknown-company",
        "No rule of teams knows that word",
        "Nothing was recorded. Who else comes along is said by a word that some rule of teams looks at, of a pack that "
        "comes with muster or that your agency adopted; else every rule would pass over it. The reply names them.",
    ),
    ProblemType(
        Conflict,
        "recorded-otherwise",
        "The list says something else of a call on record",
        "Nothing was recorded. A call of a list is known by the minute it was sent, by whom, where to and of which "
        "type; of some, something else is on record. The reply says which: correct those by themselves, or leave them "
        "out, and send the list again.",
    ),
)
