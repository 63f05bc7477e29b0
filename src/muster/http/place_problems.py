"""The problems of places and tokens: who may give what to whom."""

from __future__ import annotations

from typing import Final

from muster.domain.errors import Conflict, Forbidden, Invalid, Unauthenticated
from muster.http.kinds import ProblemType

PLACES: Final = (
    ProblemType(
        Unauthenticated,
        "token-refused",
        "That token lets nobody in",
        "It is mistyped or cut short, its last day is over, it was revoked, or its owner has no place here now. It is "
        "not said which. Send it once, as `Authorization: Bearer muster_...`; its owner sees under "
        "GET /api/v1/tokens whether it is still there, and can issue another.",
    ),
    ProblemType(
        Forbidden,
        "session-required",
        "A token does not do this",
        "Making tokens, giving places, and what somebody signs in with are for people: a script that has a token could "
        "otherwise let others in, or keep itself in. Sign in and do it yourself.",
    ),
    ProblemType(
        Forbidden,
        "own-place",
        "Nobody changes their own place",
        "Whoever gives places gives none to themselves, and makes none of their own into another. Ask somebody else "
        "who may; your own can be ended, not changed.",
    ),
    ProblemType(
        Forbidden,
        "beyond-your-rights",
        "Nobody gives away more than they have",
        "The place or the token has rights that you do not have, or reaches further than yours do. An administrator's "
        "place is given, changed and ended by an administrator of as much. Ask one, or leave out what is too much.",
    ),
    ProblemType(
        Conflict,
        "last-administrator",
        "The agency would be left without an administrator",
        "It is the last place of an administrator of the whole agency that has no end. Give such a place to somebody "
        "else first; then this one can be changed or ended.",
    ),
    ProblemType(
        Invalid,
        "no-such-token",
        "Nobody can have such a token",
        "A token names at least one permission, none that lets anybody in, and a last day within a year from today.",
    ),
)
