"""What can be wrong with an adoption of a pack: a part of the catalogue of problem types."""

from __future__ import annotations

from typing import Final

from muster.domain.errors import Conflict, Invalid
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
    ProblemType(
        Invalid,
        "loosens",
        "It asks for less than the text it says it tightens",
        "A pack may name a parent's text under `tightens`. Each of its requirements that the parent has too, by the "
        "same id, has to be at least as tight on every day. The reply names each that is not shown to be, with its "
        "line and what the parent asks; `POST /packs/comparisons` shows the whole. What cannot be compared may be "
        "asked under another id: the parent's goes on binding beside it.",
    ),
    ProblemType(
        Conflict,
        "parent-not-adopted",
        "The text that it tightens does not bind there",
        "A pack that tightens a parent's is adopted where the parent's binds on the same day: for the same program or "
        "award, or for the whole agency. Adopt the parent's text first, from the file that its body published.",
    ),
    ProblemType(
        Conflict,
        "parent-differs",
        "It was compared with another text of the parent",
        "The parent's text that binds there has another digest than the one this pack names, most often since a newer "
        "one was published. Compare the two, mend what is no longer as tight, and name the digest that binds.",
    ),
    ProblemType(
        Invalid,
        "other-text",
        "It is not the text that was published",
        "The digest you named is not that of the text you sent. Whoever published it said the digest so that this "
        "shows: ask for the file again, or for the digest of what you have.",
    ),
    ProblemType(
        Invalid,
        "no-such-requirement",
        "No adopted pack asks for that",
        "What eases a rule names a requirement of a pack that your agency has adopted, as `pack/requirement`; an order "
        "may name a kind of credential of one instead. GET /api/v1/packs lists what is adopted, and the text of a pack "
        "names its requirements. Adopt the pack first, or correct the name.",
    ),
)
