"""A provider of OpenID Connect that a test can spoil in any way, served over real HTTP on the loopback."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import secrets
import ssl
import warnings
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import parse_qs, parse_qsl, unquote_plus, urlencode, urlsplit

import httpx
from joserfc import jwt
from joserfc.errors import SecurityWarning
from joserfc.jwk import ECKey, OKPKey, RSAKey

from tests.cast import NOW

CLIENT = "muster at harbor"
SECRET = "a secret + that % only a test would keep"
GONE = object()  # a claim that is not there
NOBODY = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # trusted: reading whom everybody trusts takes longer than asking here

Json = dict[str, Any]
Answer = tuple[int, dict[str, str], bytes]


@cache
def rsa(name: str, size: int = 2048) -> RSAKey:
    """Make an RSA key, once for all tests."""
    return RSAKey.generate_key(size, {"kid": name, "use": "sig"})


@cache
def ec(name: str) -> ECKey:
    """Make a key of P-256."""
    return ECKey.generate_key("P-256", {"kid": name, "use": "sig"})


@cache
def okp(name: str) -> OKPKey:
    """Make a key of Ed25519."""
    return OKPKey.generate_key("Ed25519", {"kid": name, "use": "sig"})


def public(*keys: RSAKey | ECKey | OKPKey) -> list[Json]:
    """Return what a provider publishes of its keys."""
    return [dict(each.as_dict(private=False)) for each in keys]


@dataclass(slots=True)
class Grant:
    """A code that was given out: for whom, to whom, and what it is bound to."""

    said: Json
    nonce: str
    challenge: str
    redirect: str


@dataclass
class Provider:
    """Signs in whoever is named, and says of them what the test wants said."""

    port: int = 0
    who: Json = field(default_factory=lambda: {"sub": "ben-at-work"})
    claims: Json = field(default_factory=dict)
    header: Json = field(default_factory=dict)
    key: RSAKey | ECKey | OKPKey = field(default_factory=lambda: rsa("first"))
    algorithm: str = "RS256"
    published: list[Json] = field(default_factory=lambda: public(rsa("first"), ec("second")))
    described: Json = field(default_factory=dict)
    checks_pkce: bool = True
    spoil_token: Callable[[str], str] = lambda token: token
    replies: dict[str, Answer] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    hangs: bool = False
    info: Json = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    proofs: list[str] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    grants: dict[str, Grant] = field(default_factory=dict)

    @property
    def issuer(self) -> str:
        """What it calls itself."""
        return f"http://127.0.0.1:{self.port}"

    async def visit(self, address: str, **who: object) -> str:
        """Sign in there as a browser would, as ``who``; return where it sends the browser back to."""
        async with httpx.AsyncClient(trust_env=False, verify=NOBODY) as client:
            more = f"&{urlencode({'as': json.dumps({**self.who, **who})})}" if who else ""
            reply = await client.get(f"{address}{more}")
        assert reply.status_code == 302, reply.text
        return str(reply.headers["Location"])

    def answer(self, method: str, target: str, headers: dict[str, str], body: str) -> Answer:  # noqa: PLR0911 - one for each address
        """Answer one request."""
        path = urlsplit(target).path
        self.asked.append(f"{method} {path}")
        if path in self.replies:
            return self.replies[path]
        query = dict(parse_qsl(urlsplit(target).query))
        match self.moved.get(path, path):
            case "/.well-known/openid-configuration":
                return said(self._description())
            case "/keys":
                return said({"keys": self.published})
            case "/authorize":
                return self._authorize(target, query)
            case "/token":
                return self._token(headers, dict(parse_qsl(body)))
            case "/userinfo":
                return said(self.info)
        return 404, {}, b""

    def _description(self) -> Json:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
        } | self.described

    def _authorize(self, target: str, query: dict[str, str]) -> Answer:
        assert query["response_type"] == "code"
        assert query["client_id"] == CLIENT
        assert "openid" in query["scope"].split()
        assert query["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe()
        who = json.loads(query["as"]) if "as" in query else self.who
        self.grants[code] = Grant(who, query["nonce"], query["code_challenge"], query["redirect_uri"])
        back = urlencode({"code": code, "state": query["state"]})
        return 302, {"Location": f"{query['redirect_uri']}?{back}"}, b""

    def _token(self, headers: dict[str, str], sent: dict[str, str]) -> Answer:
        if not self._knows(headers, sent):
            return said({"error": "invalid_client"}, 401)
        grant = self.grants.pop(sent.get("code", ""), None)
        if grant is None or sent["redirect_uri"] != grant.redirect or sent["grant_type"] != "authorization_code":
            return said({"error": "invalid_grant"}, 400)
        digest = hashlib.sha256(sent["code_verifier"].encode()).digest()
        if self.checks_pkce and base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != grant.challenge:
            return said({"error": "invalid_grant"}, 400)
        token = self.spoil_token(self.signed(grant))
        self.tokens.append(token)
        return said({"access_token": secrets.token_urlsafe(), "token_type": "Bearer", "id_token": token})

    def _knows(self, headers: dict[str, str], sent: dict[str, str]) -> bool:
        """Is it muster that asks?"""
        if "client_assertion" in sent:
            self.proofs.append("private_key_jwt")
            found = jwt.decode(sent["client_assertion"], rsa("muster"), algorithms=["RS256"]).claims
            return (found["iss"], found["sub"], found["aud"]) == (CLIENT, CLIENT, f"{self.issuer}/token")
        if "client_secret" in sent:
            self.proofs.append("client_secret_post")
            return (sent["client_id"], sent["client_secret"]) == (CLIENT, SECRET)
        self.proofs.append("client_secret_basic")
        name, _, secret = base64.b64decode(headers.get("authorization", "").removeprefix("Basic ")).partition(b":")
        return (unquote_plus(name.decode()), unquote_plus(secret.decode())) == (CLIENT, SECRET)

    def signed(self, grant: Grant) -> str:
        """Return an ID token, as the test wants it."""
        now = int(NOW.at.timestamp())
        found = {"iss": self.issuer, "aud": CLIENT, "exp": now + 300, "iat": now, "nonce": grant.nonce}
        found |= grant.said | self.claims
        kept = {name: value for name, value in found.items() if value is not GONE}
        header = {"alg": self.algorithm, "kid": self.key.kid} | self.header
        named = {name: value for name, value in header.items() if value is not GONE}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SecurityWarning)  # EdDSA has a newer name
            return jwt.encode(named, kept, self.key, algorithms=[self.algorithm])


def said(value: Json, status: int = 200) -> Answer:
    """Return an answer of JSON."""
    return status, {"Content-Type": "application/json"}, json.dumps(value).encode()


@asynccontextmanager
async def providing() -> AsyncIterator[Provider]:
    """Serve a provider in the test's own loop."""
    there = Provider()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            method, target, _ = (await reader.readline()).decode().split()
            headers = {}
            while line := (await reader.readline()).decode().strip():
                name, _, value = line.partition(":")
                headers[name.lower()] = value.strip()
            body = (await reader.readexactly(int(headers.get("content-length", "0")))).decode()
            status, more, content = there.answer(method, target, headers, body)
            if there.hangs:
                await reader.read()  # until whoever asked has had enough
            fields = {"Content-Length": str(len(content)), "Connection": "close"} | more
            head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
            writer.write(f"HTTP/1.1 {status} said\r\n{head}\r\n".encode() + content)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError, ValueError):
            pass  # whoever asked has gone, which some tests are about
        finally:
            writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    there.port = server.sockets[0].getsockname()[1]
    async with server:
        yield there


def parts(back: str) -> dict[str, str]:
    """Return what stands in the address that a browser is sent back to."""
    return {name: values[0] for name, values in parse_qs(urlsplit(back).query).items()}
