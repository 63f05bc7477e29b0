"""The ID token: who signed it, for whom, for which sign-in, and when. Whatever is not certain is refused."""

from __future__ import annotations

import hmac
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from joserfc import jws, jwt
from joserfc.errors import JoseError, SecurityWarning
from joserfc.jwk import JWKRegistry

from muster.domain.accounts.openid import TokenRefused

Json = Mapping[str, Any]

LEEWAY: Final = 60  # seconds that two clocks may differ by
_LONGEST_SUBJECT: Final = 255  # characters: OpenID Connect Core 1.0, section 2
_LATEST: Final = 1e12  # seconds: some thousands of years from now
_SHORTEST_RSA: Final = 2048  # bits

# The algorithms that are taken, and the keys that each is for. `none` and whatever signs with a
# shared secret are not among them.
ALGORITHMS: Final[Mapping[str, Mapping[str, str]]] = {
    "RS256": {"kty": "RSA"},
    "PS256": {"kty": "RSA"},
    "ES256": {"kty": "EC", "crv": "P-256"},
    "EdDSA": {"kty": "OKP", "crv": "Ed25519"},
}


class UnknownKey(Exception):  # noqa: N818 - it is no error yet: the provider may have a new key
    """The token names a key that is not among those at hand."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What an ID token has to say."""

    issuer: str
    client_id: str
    nonce: str
    at: datetime


def claims(token: str, keys: Sequence[Json], expected: Expected) -> Json:
    """Return what an ID token says, once all of it is as it must be (OpenID Connect Core 1.0, 3.1.3.7).

    Raises:
        TokenRefused: something is not; it is said which.
        UnknownKey: it names a key that is not among these.
    """
    said = _signed(token, keys)
    _for_us(said, expected)
    _in_time(said, expected.at)
    nonce = said.get("nonce")
    if not isinstance(nonce, str) or not hmac.compare_digest(nonce.encode(), expected.nonce.encode()):
        raise TokenRefused("the provider answered another sign-in than this one (nonce); begin again")
    subject = said.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= _LONGEST_SUBJECT or not subject.isprintable():
        raise TokenRefused("the provider does not say who it is (sub)")
    return said


def _signed(token: str, keys: Sequence[Json]) -> Json:
    """Return what the token says, signed by one of the keys with an algorithm that we take."""
    try:
        header = jws.extract_compact(token.encode()).headers()
    except (JoseError, ValueError, TypeError) as why:
        raise TokenRefused("what the provider sent is no signed token") from why
    algorithm = header.get("alg")
    if not isinstance(algorithm, str) or algorithm not in ALGORITHMS:
        raise TokenRefused(f"the provider signs in a way that is not taken; expected one of {', '.join(ALGORITHMS)}")
    named = header.get("kid")
    found = [key for key in _fitting(keys, algorithm) if named is None or key.get("kid") == named]
    if not found:
        raise UnknownKey
    if len(found) > 1:
        raise TokenRefused("the token does not say which of the provider's keys signed it (kid)")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SecurityWarning)  # EdDSA has a newer name, and providers use the old one
            return jwt.decode(token, JWKRegistry.import_key(dict(found[0])), algorithms=[algorithm]).claims
    except (JoseError, ValueError, TypeError) as why:
        raise TokenRefused("the token is not signed by the provider's key") from why


def _fitting(keys: Sequence[Json], algorithm: str) -> Iterator[Json]:
    """Yield the keys that may sign with this algorithm."""
    for key in keys:
        kind = all(key.get(name) == value for name, value in ALGORITHMS[algorithm].items())
        if kind and key.get("use", "sig") == "sig" and key.get("alg", algorithm) == algorithm and _long_enough(key):
            yield key


def _long_enough(key: Json) -> bool:
    modulus = key.get("n", "")
    return key.get("kty") != "RSA" or (isinstance(modulus, str) and len(modulus) * 6 >= _SHORTEST_RSA)


def _for_us(said: Json, expected: Expected) -> None:
    if said.get("iss") != expected.issuer:
        raise TokenRefused("the token is from another provider (iss)")
    audience = said.get("aud")
    listed = [audience] if isinstance(audience, str) else audience
    if not isinstance(listed, list) or expected.client_id not in listed:
        raise TokenRefused("the token is for somebody else than this muster (aud)")
    party = said.get("azp")
    if party != expected.client_id and (party is not None or len(listed) > 1):
        raise TokenRefused("the token was given to somebody else than this muster (azp)")


def _in_time(said: Json, at: datetime) -> None:
    now = at.timestamp()
    ends, made, before = _instant(said.get("exp")), _instant(said.get("iat")), _instant(said.get("nbf", now))
    if ends is None or made is None or before is None:
        raise TokenRefused("the token does not say when it was made and when it ends (iat, exp)")
    if ends <= now - LEEWAY:
        raise TokenRefused("the token is over (exp); are the clocks of both machines right?")
    if made > now + LEEWAY:
        raise TokenRefused("the token is from the future (iat); are the clocks of both machines right?")
    if before > now + LEEWAY:
        raise TokenRefused("the token is not good yet (nbf); are the clocks of both machines right?")


def _instant(value: Any) -> float | None:  # noqa: ANN401 - any JSON
    """Return a number of seconds. JSON as Python reads it knows NaN, which is neither before nor after anything."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not abs(value) < _LATEST:
        return None
    return float(value)
