"""The provider: where it is, what it is asked, and no more of what it sends than belongs there."""

from __future__ import annotations

import asyncio
import json
import ssl
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote_plus, urlencode, urlsplit

import httpx
from authlib.oauth2.auth import ClientAuth
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7523 import PrivateKeyJWT
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

from muster.domain.accounts.openid import Flow, ProviderAway, ProviderRefused, TokenRefused, Vouched, counts_as_second
from muster.domain.errors import Fault, Invalid
from muster.domain.hosts import is_loopback
from muster.openid.tokens import Expected, Json, UnknownKey, claims

PATIENCE: Final = 10.0  # seconds for a whole answer
MOST: Final = 256_000  # bytes of one
KEPT: Final = timedelta(hours=1)  # the provider's description, and its keys
_ASSERTION_LASTS: Final = 60  # seconds
_SCOPE: Final = "openid email"


@dataclass(frozen=True, slots=True)
class Client:
    """What muster is to the provider: its id there, what it proves that with, and where people come back to."""

    id: str
    redirect: str
    secret: str | None = field(default=None, repr=False)
    key: RSAKey | ECKey | None = field(default=None, repr=False)


@dataclass(slots=True)
class _Kept:
    """Something of the provider's, and since when."""

    value: Any
    since: datetime


class Provider:
    """One provider, found by its issuer. What it says of itself is asked for when it is first needed."""

    def __init__(self, issuer: str, client: Client, *, name: str, patience: float = PATIENCE) -> None:
        """Remember where it is; ``name`` is what people call it."""
        self.issuer = issuer
        self.name = name
        self._client = client
        self._patience = patience
        self._described: _Kept | None = None
        self._keys: _Kept | None = None

    @classmethod
    def of(
        cls, *, issuer: str, client: str | None, redirect: str, name: str, secret: Path | None, key: Path | None
    ) -> Provider:
        """Return the provider that the settings describe.

        Raises:
            Invalid: a setting is missing, or is not what it must be.
        """
        if not _reachable(issuer):
            raise _unset("ISSUER", repr(issuer), "an address that begins with https:// (http:// only on this machine)")
        if not client:
            raise _unset("CLIENT_ID", "nothing", "the id that the provider knows this muster by")
        if (secret is None) == (key is None):
            both = "both a secret and a key" if secret else "neither a secret nor a key"
            raise _unset("CLIENT_SECRET_FILE", both, "a file with the secret, or MUSTER_OIDC_CLIENT_KEY_FILE")
        proof = Client(
            client,
            redirect,
            _read(secret, "CLIENT_SECRET_FILE").strip() if secret else None,
            _private(_read(key, "CLIENT_KEY_FILE")) if key else None,
        )
        return cls(issuer, proof, name=name)

    async def address(self, flow: Flow, *, at: datetime) -> str:
        """Return where somebody is sent to sign in.

        Raises:
            ProviderAway: the provider does not answer as it must.
        """
        described = await self._description(at)
        return str(
            prepare_grant_uri(
                described["authorization_endpoint"],
                self._client.id,
                "code",
                redirect_uri=self._client.redirect,
                scope=_SCOPE,
                state=flow.state,
                nonce=flow.nonce,
                code_challenge=create_s256_code_challenge(flow.verifier),
                code_challenge_method="S256",
            )
        )

    async def vouched(self, code: str, flow: Flow, *, at: datetime) -> Vouched:
        """Return whom the provider vouches for, given what they came back with.

        Raises:
            ProviderAway: the provider does not answer as it must.
            ProviderRefused: it does not take the code.
            TokenRefused: what it sent is not for this sign-in, or not from it.
        """
        described = await self._description(at)
        answer = await self._exchange(described, code, flow, at)
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise TokenRefused("the provider sent no ID token")
        said = await self._claims(token, described, Expected(self.issuer, self._client.id, flow.nonce, at))
        if "email" not in said and "userinfo_endpoint" in described:
            said = {**await self._userinfo(described, answer, said["sub"]), **said}
        email = said.get("email")
        verified = isinstance(email, str) and said.get("email_verified") is True
        second = counts_as_second(said.get("amr"), said.get("acr"))
        return Vouched(self.issuer, said["sub"], str(email) if verified else "", second)

    async def _claims(self, token: str, described: Json, expected: Expected) -> Json:
        """Check the token; by keys fetched anew, when it names one that was not there before."""
        try:
            return claims(token, await self._key_set(described, expected.at), expected)
        except UnknownKey:
            try:
                return claims(token, await self._key_set(described, expected.at, anew=True), expected)
            except UnknownKey as why:
                raise TokenRefused("the token is signed by a key that is not among the provider's (kid)") from why

    async def _description(self, at: datetime) -> Json:
        """Return what the provider says of itself; it must be itself that says it."""
        if self._described is None or at - self._described.since >= KEPT:
            place = f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"
            found = await self._ask("GET", place, what="its description")
            if found.get("issuer") != self.issuer:
                raise ProviderAway("the provider describes itself as another issuer than MUSTER_OIDC_ISSUER")
            for each in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
                if not self._may_ask(found.get(each)):
                    raise ProviderAway(f"the provider's {each} is no address that begins with https://")
            self._described = _Kept(found, at)
        described: Json = self._described.value
        return described

    async def _key_set(self, described: Json, at: datetime, *, anew: bool = False) -> list[Json]:
        if self._keys is None or anew or at - self._keys.since >= KEPT:
            found = await self._ask("GET", described["jwks_uri"], what="its keys")
            keys = found.get("keys")
            if not isinstance(keys, list):
                raise ProviderAway("the provider's keys cannot be read")
            self._keys = _Kept([each for each in keys if isinstance(each, dict)], at)
        kept: list[Json] = self._keys.value
        return kept

    async def _exchange(self, described: Json, code: str, flow: Flow, at: datetime) -> Json:
        place = described["token_endpoint"]
        said = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._client.redirect,
            "code_verifier": flow.verifier,
        }
        return await self._ask("POST", place, what="who it is", said=said, proof=self._proof(described, at))

    async def _userinfo(self, described: Json, answer: Json, subject: str) -> Json:
        """Return what the provider says of somebody beside the token; it must be of the same one."""
        place, token = described["userinfo_endpoint"], answer.get("access_token")
        if not self._may_ask(place) or not isinstance(token, str) or not (token.isascii() and token.isprintable()):
            return {}
        found = await self._ask("GET", place, what="an address", bearer=token)
        if found.get("sub") != subject:
            raise TokenRefused("the provider speaks of somebody else beside the token (sub)")
        return {name: found[name] for name in ("email", "email_verified") if name in found}

    def _may_ask(self, place: object) -> bool:
        """May this address be asked? Without TLS only where the provider itself is, on this machine."""
        return _reachable(place) and (str(place).startswith("https:") or self.issuer.startswith("http:"))

    def _proof(self, described: Json, at: datetime) -> ClientAuth:
        """Return what proves to the provider that it is this muster that asks."""
        if self._client.key is not None:
            made = int(at.timestamp())
            kid = self._client.key.kid
            signed = PrivateKeyJWT(
                described["token_endpoint"],
                claims={"iat": made, "exp": made + _ASSERTION_LASTS},
                headers={"kid": kid} if kid else {},
                alg="ES256" if isinstance(self._client.key, ECKey) else "RS256",
            )
            return ClientAuth(self._client.id, self._client.key, signed)
        secret = self._client.secret or ""
        offered = described.get("token_endpoint_auth_methods_supported")
        if isinstance(offered, list) and "client_secret_basic" not in offered and "client_secret_post" in offered:
            return ClientAuth(self._client.id, secret, "client_secret_post")
        return ClientAuth(quote_plus(self._client.id), quote_plus(secret), "client_secret_basic")  # RFC 6749, 2.3.1

    async def _ask(
        self,
        method: str,
        place: str,
        *,
        what: str,
        said: dict[str, str] | None = None,
        proof: ClientAuth | None = None,
        bearer: str | None = None,
    ) -> Json:
        """Ask the provider one thing; take a JSON object of a bearable size, and nothing else.

        Raises:
            ProviderAway: that is not what came.
            ProviderRefused: it says no to what it was sent.
        """
        headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
        body = None if said is None else urlencode(said)
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        if proof is not None:
            place, headers, body = proof.prepare(method, place, headers, body)
        if bearer is not None:
            headers["Authorization"] = f"Bearer {bearer}"
        try:
            async with (
                asyncio.timeout(self._patience),
                httpx.AsyncClient(follow_redirects=False, timeout=self._patience, verify=_trusted()) as client,
                client.stream(method, place, headers=headers, content=body) as reply,
            ):
                content = await _bounded(reply)
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, TimeoutError, OSError) as why:
            raise ProviderAway(f"the provider does not answer when it is asked for {what}; try again") from why
        if said is not None and reply.status_code in {400, 401, 403}:
            raise ProviderRefused("the provider does not take what you came back with; begin again")
        found = _object(content) if reply.status_code == httpx.codes.OK else None
        if found is None:
            raise ProviderAway(
                f"the provider answers {reply.status_code} to a question for {what}, in no way that helps"
            )
        return found


@cache
def _trusted() -> ssl.SSLContext:
    """Return whose certificates are believed: read once, since everybody who is served waits meanwhile."""
    return httpx.create_ssl_context()


async def _bounded(reply: httpx.Response) -> bytes:
    """Read an answer, up to what belongs there: a provider that goes on and on is left."""
    if reply.headers.get("Content-Encoding", "identity") != "identity":
        raise ProviderAway("the provider answers in an encoding that was not asked for")
    content = bytearray()
    async for part in reply.aiter_raw():
        content += part
        if len(content) > MOST:
            raise ProviderAway("the provider's answer is larger than any that belongs there")
    return bytes(content)


def _object(content: bytes) -> Json | None:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _reachable(place: object) -> bool:
    """Is it an address that may be asked: over TLS, or on this very machine?"""
    if not isinstance(place, str) or not place.isascii() or not place.isprintable() or " " in place:
        return False
    try:
        parts = urlsplit(place)
        host = parts.hostname or ""
        known = parts.port is None or parts.port > 0
    except ValueError:
        return False
    if not known or not host or parts.username is not None or parts.fragment:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))


def _private(text: str) -> RSAKey | ECKey:
    """Return a private key: PEM, or a JWK."""
    for kind in (RSAKey, ECKey):
        try:
            found = kind.import_key(json.loads(text) if text.lstrip().startswith("{") else text)
        except (JoseError, ValueError, TypeError):
            continue
        if found.is_private:
            return found
    raise _unset("CLIENT_KEY_FILE", "no private key that can be read", "one of RSA or of P-256, as PEM or as a JWK")


def _read(file: Path, setting: str) -> str:
    try:
        found = file.read_text(encoding="utf-8")
    except (OSError, UnicodeError) as why:
        raise _unset(setting, f"a file that cannot be read ({file})", "a file that muster may read") from why
    if not found.strip():
        raise _unset(setting, f"an empty file ({file})", "the secret and nothing else")
    return found


def _unset(setting: str, found: str, expected: str) -> Invalid:
    fault = Fault(f"MUSTER_OIDC_{setting}", found, expected, "correct it, or unset MUSTER_OIDC_ISSUER to do without")
    return Invalid("signing in at an organisation is not set up as it must be", code="bad-settings", faults=[fault])
