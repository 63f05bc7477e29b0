"""The problems of signing in, and of what somebody signs in with."""

from __future__ import annotations

from typing import Final

from muster.domain.errors import Conflict, Forbidden, Invalid, TooManyTries, Unauthenticated, Unavailable
from muster.http.kinds import ProblemType

SIGN_IN: Final = (
    ProblemType(
        Unauthenticated,
        "sign-in-required",
        "Nobody is signed in",
        "Sign in with POST /api/v1/session and send the cookie it sets with every further request. A sign-in lasts "
        "some hours, less when nothing is done with it, and ends at once when your membership does.",
    ),
    ProblemType(
        Unauthenticated,
        "sign-in-failed",
        "That sign-in did not work",
        "The address and the password do not belong together, or you do not belong to the agency you named. It is not "
        "said which. Check all of them; an administrator of your agency can tell you whether you have a place there.",
    ),
    ProblemType(
        Unauthenticated,
        "second-factor-required",
        "A one-time code is asked for as well",
        "This account has a second factor. Send the same again with `code`: the one-time code that your phone shows "
        "now, or one of your recovery codes.",
    ),
    ProblemType(
        Unauthenticated,
        "wrong-code",
        "That code lets nobody in",
        "It is not the code of this half minute, or it was used before: each is taken once, a recovery code too. Wait "
        "for the next one. If none is ever taken, the clock of your phone is wrong by more than half a minute.",
    ),
    ProblemType(
        Forbidden,
        "second-factor-needed",
        "Your agency asks a second factor of you",
        "It shows nothing to anybody but responders who signs in with a password alone. "
        "POST /api/v1/account/one-time-codes begins to set one-time codes up; once they are confirmed, the session "
        "that this gives you sees everything again. Tokens are not concerned.",
    ),
    ProblemType(
        Forbidden,
        "not-proved",
        "It is not proved that it is you",
        "The password is not the one you have, or the code is not a current one, or was used before. Nothing was "
        "changed.",
    ),
    ProblemType(
        TooManyTries,
        "too-many-tries",
        "It was tried too often",
        "Ten tries of one account from one place may go wrong within a quarter of an hour, and then no more are taken, "
        "right ones neither. Wait as many seconds as Retry-After says. A browser that has signed in to the account "
        "before is counted for itself: what others try hinders it in nothing. A token that is refused counts as a try; "
        "a good one is never kept waiting.",
    ),
    ProblemType(
        Conflict,
        "which-agency",
        "You belong to several agencies",
        "Say with `agency` which of them you want to sign in to, with the next code where one is asked for. The reply "
        "lists their ids.",
    ),
    ProblemType(
        Conflict,
        "second-factor-exists",
        "You have one-time codes already",
        "An account has one secret for them. To move to another phone, remove what there is and set it up anew.",
    ),
    ProblemType(
        Conflict,
        "no-second-factor",
        "There are no one-time codes",
        "This account has none, so there is nothing to remove and nothing to recover, and nobody else can be asked for "
        "them. POST /api/v1/account/one-time-codes begins to set them up.",
    ),
    ProblemType(
        Conflict,
        "nothing-to-confirm",
        "No secret waits for its first code",
        "POST /api/v1/account/one-time-codes makes one; it waits half an hour. What is confirmed already stays so.",
    ),
    ProblemType(
        Invalid,
        "bad-password-length",
        "The password is too short or too long",
        "It takes 15 characters, 8 beside one-time codes, and 1,024 are the most. Any character will do, spaces too; "
        "a short sentence that only you would say makes a good one.",
    ),
    ProblemType(
        Invalid,
        "common-password",
        "That password is tried first",
        "It is on the lists that guessing begins with, or is such a word over and over. Take a short sentence that "
        "only you would say.",
    ),
    ProblemType(
        Invalid,
        "own-name-password",
        "That password is a name that anybody knows",
        "Your address, your agency's name and muster's are tried first. Take a short sentence that only you would say.",
    ),
    ProblemType(
        Invalid,
        "too-short-alone",
        "Your password is too short to stand alone",
        "It has fewer than 15 characters, which is enough only beside one-time codes. Change it to a longer one, then "
        "remove the codes.",
    ),
    ProblemType(
        Unavailable,
        "sealed-elsewhere",
        "The key to your secret is missing",
        "One-time codes cannot be checked: this muster does not have the key that your secret was sealed with. A "
        "recovery code lets you in meanwhile. Whoever runs this muster brings the file of keys back.",
    ),
    ProblemType(
        Unavailable,
        "no-sealing-key",
        "The file of keys cannot be used",
        "Whoever runs this muster sees that it is there, and that muster may read it. The log says where it is "
        "looked for.",
    ),
)
