"""What can be wrong with what agencies share: a part of the catalogue of problem types."""

from __future__ import annotations

from typing import Final

from muster.domain.errors import Forbidden, Invalid
from muster.http.kinds import ProblemType

SHARES: Final = (
    ProblemType(
        Forbidden,
        "counts-only",
        "This is shared in numbers only",
        "The agency that shares with you shares counts, and you asked for people. If your work needs them, ask it for "
        "a share of people, and say what for.",
    ),
    ProblemType(
        Invalid,
        "own-agency",
        "That code is of your own agency",
        "An agency shares with others. The agency that is to receive finds its code on its overview, and gives it to "
        "you.",
    ),
    ProblemType(
        Invalid,
        "no-such-receiver",
        "No agency has this code",
        "There is no list of agencies to choose from: whoever is to receive hands over a code. Ask them for it once "
        "more, and copy it whole.",
    ),
    ProblemType(
        Invalid,
        "outside-the-share",
        "That day is not shared",
        "A share is of the days from its first through its last, and you asked about another. The reply names them.",
    ),
)
