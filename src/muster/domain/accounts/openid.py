"""Signing in at one's organisation: what a browser has to come back with, what was vouched for, what is refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from muster.domain.errors import Unauthenticated, Unavailable

FLOW_LASTS: Final = timedelta(minutes=10)

# What a provider says (RFC 8176 and the registries of its like) when it has asked for more than a password.
_METHODS: Final = frozenset({"mfa", "otp", "hwk", "swk", "sc"})
_CLASSES: Final = frozenset(
    {
        "mfa",
        "phr",
        "phrh",
        "http://idmanagement.gov/ns/assurance/aal/2",
        "http://idmanagement.gov/ns/assurance/aal/2?phishing_resistant=true",
        "http://idmanagement.gov/ns/assurance/aal/2?hspd12=true",
        "http://idmanagement.gov/ns/assurance/aal/3",
        "http://schemas.openid.net/pape/policies/2007/06/multi-factor",
        "https://refeds.org/profile/mfa",
    }
)


@dataclass(frozen=True, slots=True)
class Flow:
    """What was given along with somebody who went to sign in; ``after`` is the page of ours that they wanted."""

    state: str
    nonce: str
    verifier: str
    after: str


@dataclass(frozen=True, slots=True)
class Vouched:
    """Whom a provider vouches for: ``subject`` is its own name for them, which it never gives to anybody else.

    ``email`` is empty where it says none, or has not checked that it is theirs. ``second``: it
    asked for more than a password.
    """

    issuer: str
    subject: str
    email: str = ""
    second: bool = False


@dataclass(frozen=True, slots=True)
class Linked:
    """A provider that signs somebody in to an account, since it first vouched for them."""

    id: UUID
    issuer: str
    at: datetime


class OpenIdRefused(Unauthenticated):
    """Signing in at the organisation did not let them in here."""

    code = "openid-refused"


class FlowLost(OpenIdRefused):
    """Nobody who set out from this browser comes back with that."""

    code = "openid-flow-lost"

    def __init__(self) -> None:
        """Say what may have happened."""
        super().__init__(
            "this is not the end of a sign-in that this browser began within ten minutes, or it was used already; "
            "begin again"
        )


class TokenRefused(OpenIdRefused):
    """What the provider sent is not for this sign-in, or not from the provider."""

    code = "openid-token-refused"


class ProviderRefused(OpenIdRefused):
    """The provider itself says no."""

    code = "openid-provider-refused"


class ProviderAway(Unavailable):
    """The provider does not answer, or not in a way that can be used."""

    code = "openid-provider-away"


class NoAccount(OpenIdRefused):
    """The provider vouches for them, but nobody invited them here."""

    code = "openid-no-account"

    def __init__(self) -> None:
        """Say what to do first."""
        super().__init__(
            "your organisation vouches for you, but no place here is yours under that address; "
            "ask an administrator of your agency to invite it"
        )


class NoAddress(OpenIdRefused):
    """The provider vouches for them, but for no address."""

    code = "openid-no-address"

    def __init__(self) -> None:
        """Say what to do first."""
        super().__init__(
            "your organisation does not say that an e-mail address is yours and verified, and it is the first time "
            "that you come from there; ask it to verify your address"
        )


class OtherSubject(OpenIdRefused):
    """The address is of an account that is somebody else at the provider."""

    code = "openid-other-subject"

    def __init__(self) -> None:
        """Say what to do first."""
        super().__init__(
            "the account with your address is somebody else at your organisation; ask an administrator of your agency"
        )


def counts_as_second(methods: object, context: object) -> bool:
    """Do ``amr`` and ``acr`` of an ID token say that more than a password was asked for?

    >>> counts_as_second(["pwd", "otp"], None), counts_as_second(["pwd"], "mfa"), counts_as_second("mfa", 2)
    (True, True, False)
    """
    said = {each for each in methods if isinstance(each, str)} if isinstance(methods, list) else set()
    return bool(said & _METHODS) or (isinstance(context, str) and context in _CLASSES)
