"""The problems of coming in beside a password: by a link, by an invitation, by the sign-in of one's organisation."""

from __future__ import annotations

from typing import Final

from muster.domain.errors import Conflict, NotFound, Unauthenticated, Unavailable
from muster.http.kinds import ProblemType

ENTRANCE: Final = (
    ProblemType(
        NotFound,
        "link-over",
        "This link is over",
        "It has been used, has ended, or a newer one was sent; which of these is not said. Ask for another: a link to "
        "sign in is good for ten minutes, one to set a password for an hour, an invitation for seven days.",
    ),
    ProblemType(
        Conflict,
        "sign-in-first",
        "The invited address signs in already",
        "An account has that address. Sign in as it, then accept: so nobody gets at an account by an invitation.",
    ),
    ProblemType(
        Unauthenticated,
        "openid-refused",
        "The sign-in of your organisation did not let you in",
        "The reply says why. Begin again, or sign in another way.",
    ),
    ProblemType(
        Unauthenticated,
        "openid-flow-lost",
        "This sign-in did not begin in this browser",
        "A sign-in at your organisation ends in the browser it began in, within ten minutes, and once. Begin again.",
    ),
    ProblemType(
        Unauthenticated,
        "openid-token-refused",
        "What your organisation sent cannot be trusted",
        "It is not signed by your organisation, not for this muster, not for this sign-in, or over. The reply says "
        "which. Begin again; if it stays so, whoever runs this muster compares MUSTER_OIDC_ISSUER and the client id.",
    ),
    ProblemType(
        Unauthenticated,
        "openid-provider-refused",
        "Your organisation says no",
        "It did not sign you in, or does not take what you came back with. Begin again.",
    ),
    ProblemType(
        Unauthenticated,
        "openid-no-account",
        "No place here is yours under that address",
        "Your organisation vouches for you, but that alone opens nothing. Ask an administrator of your agency to "
        "invite the address that your organisation has of you.",
    ),
    ProblemType(
        Unauthenticated,
        "openid-no-address",
        "Your organisation vouches for no address",
        "The first time, muster finds your account by your e-mail address, and only by one that your organisation "
        "says it has verified. Ask it to do so.",
    ),
    ProblemType(
        Unauthenticated,
        "openid-other-subject",
        "The account with your address is somebody else there",
        "An account belongs to the person at your organisation who came from there first. Ask an administrator of "
        "your agency, who can look at which of the two you are.",
    ),
    ProblemType(
        Unavailable,
        "openid-provider-away",
        "The sign-in of your organisation does not answer",
        "Nobody was signed in. Try again in a minute, or sign in another way. Whoever runs this muster finds in the "
        "log what was asked and how it was answered.",
    ),
)
