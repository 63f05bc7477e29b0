"""What can be wrong with a class: a part of the catalogue of problem types."""

from __future__ import annotations

from typing import Final

from muster.domain.errors import Conflict, Invalid
from muster.http.kinds import ProblemType

CLASSES: Final = (
    ProblemType(
        Invalid,
        "class-size",
        "A class has somebody in it, and not too many",
        "Nothing was recorded. Say who was there: at least one person, and at most 500. A larger class is recorded as "
        "two, each under an id of its own.",
    ),
    ProblemType(
        Conflict,
        "nobody-new",
        "Everybody has this course on that day already",
        "Nothing was recorded, since there was nothing new: each of these people has the same course on record, "
        "completed on that very day. If it was another day, or another course, say that one.",
    ),
    ProblemType(
        Conflict,
        "class-changed",
        "Something else was said of this class meanwhile",
        "Taking a class back takes back exactly what was recorded with it. Of at least one person something else was "
        "said since, and the reply names them. Nothing was taken back: correct or withdraw each completion by itself.",
    ),
)
