"""The problems of what is shown to whoever has an address or a code, signed in or not."""

from __future__ import annotations

from typing import Final

from muster.domain.errors import NotFound
from muster.http.kinds import ProblemType

CARDS: Final = (
    ProblemType(
        NotFound,
        "no-such-calendar",
        "No calendar is shown at this address",
        "There never was one, or whoever made it has ended it or belongs here no longer; which of these is not said. "
        "Whoever subscribed to it makes a new address, on the page of their calendar.",
    ),
    ProblemType(
        NotFound,
        "no-such-card",
        "No card answers to this code",
        "There never was one, or its holder has withdrawn it or belongs here no longer; which of these is not said. "
        "Compare the code letter by letter, or ask the holder to show the card on their own phone.",
    ),
)
