"""Signing in at an organisation: one way in, and every other way shut. The provider is asked over real HTTP."""

from __future__ import annotations

import asyncio
import base64
import gzip
import hmac
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from joserfc import jws, jwt
from joserfc.jwk import ECKey, OctKey, OKPKey, RSAKey
from litestar import Litestar

from muster.app import create_app
from muster.domain.errors import Invalid
from muster.http.sessions import SECURE_NAME
from muster.openid import provider as client
from muster.persistence import accounts
from muster.persistence import openid as store
from muster.persistence.embedded import Embedded
from muster.services import invitations
from muster.settings import Settings
from tests.api.conftest import browser
from tests.cast import NOW, PASSWORD, Cast, Member, join
from tests.letters import Tray, invited
from tests.persistence.rigs import superuser
from tests.provider import CLIENT, GONE, SECRET, Provider, ec, okp, parts, providing, public, rsa
from tests.totp import Totp
from tests.web.conftest import A_PAGE
from tests.web.markup import Markup

Key = RSAKey | ECKey | OKPKey

HERE = "https://muster.example"
BACK = "/sign-in/openid/callback"
COOKIE = "__Host-openid"
SECONDS = int(NOW.at.timestamp())
A_MOMENT = 0.3  # seconds: what a test waits for what never comes


def settings(home: Path, issuer: str, **more: Path | str | None) -> Settings:
    """Return settings with an organisation's sign-in connected."""
    secret = home / "openid-secret"
    secret.write_text(f"{SECRET}\n")
    said = {"oidc_client_secret_file": secret, "oidc_name": "Harbor County", "oidc_client_id": CLIENT, **more}
    return Settings.model_validate({"home": home, "base_url": HERE, "oidc_issuer": issuer, **said})


@dataclass
class Stage:
    """A muster, a provider, and a browser or two."""

    app: Litestar
    provider: Provider
    cast: Cast
    undo: AsyncExitStack
    opened: list[httpx.AsyncClient] = field(default_factory=list)

    async def browser(self) -> httpx.AsyncClient:
        """Return a browser that nobody has used."""
        found = await self.undo.enter_async_context(browser(self.app))
        found.headers.update({"Accept": A_PAGE, "Sec-Fetch-Site": "same-origin", "Origin": HERE})
        return found

    async def set_out(self, there: httpx.AsyncClient, after: str = "/me") -> str:
        """Press the button; return the address at the provider."""
        reply = await there.post("/sign-in/openid", data={"next": after})
        assert reply.status_code == 200, reply.text
        found = re.search(r'content="0; url=([^"]+)"', reply.text)
        assert found
        return unescape(found[1])

    async def back(self, there: httpx.AsyncClient, after: str = "/me", **who: object) -> str:
        """Press the button and sign in there; return the address that leads back."""
        return (await self.provider.visit(await self.set_out(there, after), **who)).removeprefix(HERE)

    async def sign_in(self, there: httpx.AsyncClient, after: str = "/me", **who: object) -> httpx.Response:
        """Go all the way."""
        return await there.get(await self.back(there, after, **who))


@pytest.fixture(scope="module")
def connected(tmp_path_factory: pytest.TempPathFactory) -> Litestar:
    """The application, made once; each test tells it where its provider is."""
    return create_app(settings(tmp_path_factory.mktemp("home"), "http://127.0.0.1:1"), database=False)


@pytest.fixture
async def stage(database: Embedded, cast: Cast, connected: Litestar) -> AsyncIterator[Stage]:
    async with AsyncExitStack() as undo:
        provider = await undo.enter_async_context(providing())
        provider.who = {"sub": f"ben of {cast.agency}", "email": cast.ben.email, "email_verified": True}
        found = Stage(connected, provider, cast, undo)
        asking = provided(found)
        asking.__init__(provider.issuer, asking._client, name=asking.name)  # type: ignore[misc]  # as if just made
        yield found


def let_in(reply: httpx.Response) -> bool:
    """Did it sign somebody in, or lead them on to the next step?"""
    return any(each.startswith(f"{SECURE_NAME}=") for each in reply.headers.get_list("Set-Cookie"))


async def signed_in(there: httpx.AsyncClient) -> str | None:
    """Return the account that is signed in."""
    reply = await there.get("/api/v1/session")
    return reply.json()["account"] if reply.status_code == httpx.codes.OK else None


# -- the way in


async def test_whoever_the_organisation_vouches_for_is_let_in_to_the_page_they_wanted(stage: Stage) -> None:
    there = await stage.browser()
    form = Markup((await there.get("/sign-in?next=/me")).text)
    assert "Sign in with Harbor County" in form.words

    reply = await stage.sign_in(there)

    assert (reply.status_code, reply.headers["Location"]) == (303, "/me")
    assert await signed_in(there) == str(stage.cast.ben.principal.scope.account)
    assert (await there.get("/me")).status_code == 200
    assert stage.provider.proofs == ["client_secret_basic"]


async def test_the_cookie_of_the_way_there_is_lax_short_and_gone_afterwards(stage: Stage) -> None:
    there = await stage.browser()
    away = await there.post("/sign-in/openid", data={"next": "/"})
    given = away.headers["Set-Cookie"]
    back = await there.get(await stage.back(there))

    assert given.startswith(f"{COOKIE}=")
    assert {"HttpOnly", "Secure", "SameSite=lax", "Path=/", "Max-Age=600"} <= set(given.split("; "))
    assert any(each.startswith(f'{COOKIE}=""') and "Max-Age=0" in each for each in back.headers.get_list("Set-Cookie"))
    assert away.headers["Referrer-Policy"] == "no-referrer"
    assert Markup(away.text).faults == []


async def test_who_comes_back_from_another_site_is_sent_once_more_by_a_page_of_ours(stage: Stage) -> None:
    there = await stage.browser()
    back = await stage.back(there)

    first = await there.get(back, headers={"Sec-Fetch-Site": "cross-site"})

    assert first.status_code == 200
    assert not let_in(first)
    assert first.headers["Referrer-Policy"] == "no-referrer"
    again = re.search(r'content="0; url=([^"]+)"', first.text)
    assert again
    assert unescape(again[1]) == back
    assert let_in(await there.get(unescape(again[1])))


@pytest.mark.parametrize(
    ("key", "algorithm"),
    [(rsa("first"), "RS256"), (rsa("first"), "PS256"), (ec("second"), "ES256"), (okp("third"), "EdDSA")],
    ids=["RS256", "PS256", "ES256", "EdDSA"],
)
async def test_every_algorithm_on_the_list_is_taken(stage: Stage, key: Key, algorithm: str) -> None:
    stage.provider.key, stage.provider.algorithm = key, algorithm
    stage.provider.published = public(rsa("first"), ec("second"), okp("third"))

    assert let_in(await stage.sign_in(await stage.browser()))


async def test_a_key_that_is_new_is_asked_for_once(stage: Stage) -> None:
    assert let_in(await stage.sign_in(await stage.browser()))
    stage.provider.key = rsa("newer")
    stage.provider.published = public(rsa("newer"))

    assert let_in(await stage.sign_in(await stage.browser()))
    assert stage.provider.asked.count("GET /keys") == 2
    assert stage.provider.asked.count("GET /.well-known/openid-configuration") == 1


def provided(stage: Stage) -> client.Provider:
    """Return the application's own client."""
    found = stage.app.dependencies["provider"].dependency()  # type: ignore[union-attr]
    assert isinstance(found, client.Provider)
    return found


async def test_the_first_time_counts_the_address_and_from_then_on_the_subject(stage: Stage) -> None:
    ben, amara = (str(each.principal.scope.account) for each in (stage.cast.ben, stage.cast.amara))
    for email in (stage.cast.ben.email, stage.cast.amara.email, "elsewhere@example.org", GONE):
        there = await stage.browser()
        stage.provider.claims = {"email": email, "email_verified": email is not GONE}
        assert let_in(await stage.sign_in(there))
        assert await signed_in(there) == ben != amara, "a changed address at the provider moved an account"


async def test_an_address_that_the_token_leaves_out_is_asked_for_beside_it(stage: Stage) -> None:
    stage.provider.described = {"userinfo_endpoint": f"{stage.provider.issuer}/userinfo"}
    stage.provider.info = dict(stage.provider.who)
    stage.provider.claims = {"email": GONE, "email_verified": GONE}

    assert let_in(await stage.sign_in(await stage.browser()))


async def test_a_secret_is_posted_where_the_provider_takes_it_only_so(stage: Stage) -> None:
    stage.provider.described = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}

    assert let_in(await stage.sign_in(await stage.browser()))
    assert stage.provider.proofs == ["client_secret_post"]


async def test_a_private_key_proves_muster_as_well_as_a_secret(stage: Stage, tmp_path: Path) -> None:
    key = tmp_path / "key.json"
    key.write_text(json.dumps(rsa("muster").as_dict(private=True)))
    said = settings(tmp_path, stage.provider.issuer, oidc_client_secret_file=None, oidc_client_key_file=key)
    stage.app = create_app(said, database=False)

    assert let_in(await stage.sign_in(await stage.browser()))
    assert stage.provider.proofs == ["private_key_jwt"]


async def with_codes(stage: Stage) -> Totp:
    """Give Ben a second factor; return his phone."""
    there = await stage.browser()
    await there.post("/sign-in", data={"email": stage.cast.ben.email, "password": PASSWORD, "next": "/"})
    made = await there.post("/api/v1/account/one-time-codes", json={"password": PASSWORD})
    phone = Totp(made.json()["secret"])
    code = {"code": phone.code()}
    assert (await there.post("/api/v1/account/one-time-codes/confirmation", json=code)).status_code == 201
    return phone


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"amr": ["pwd"]},
        {"amr": "mfa"},
        {"amr": [["mfa"]]},
        {"acr": "0"},
        {"acr": ["mfa"]},
        {"amr": ["pwd"], "acr": "urn:mace:incommon:iap:bronze"},
    ],
    ids=str,
)
async def test_a_second_factor_is_asked_for_where_the_organisation_asked_for_none(
    stage: Stage, said: dict[str, object]
) -> None:
    phone, there = await with_codes(stage), await stage.browser()

    halfway = await claiming_in(there, stage, said)

    assert (halfway.status_code, halfway.headers["Location"]) == (303, "/sign-in/code?next=/me")
    assert await signed_in(there) is None
    right = await there.post("/sign-in/code", data={"code": phone.code(ahead=1), "next": "/me"})
    assert right.headers["Location"] == "/me"
    assert await signed_in(there) is not None


@pytest.mark.parametrize(
    "said",
    [
        {"amr": ["pwd", "mfa"]},
        {"amr": ["otp"]},
        {"amr": ["hwk", "user"]},
        {"acr": "phr"},
        {"acr": "http://idmanagement.gov/ns/assurance/aal/2"},
    ],
    ids=str,
)
async def test_it_is_not_where_the_organisation_has_asked_for_one(stage: Stage, said: dict[str, object]) -> None:
    await with_codes(stage)
    there = await stage.browser()

    reply = await claiming_in(there, stage, said)

    assert reply.headers["Location"] == "/me"
    assert await signed_in(there) is not None


async def claiming_in(there: httpx.AsyncClient, stage: Stage, said: dict[str, object]) -> httpx.Response:
    """Sign in in this browser, with something more in the token."""
    stage.provider.claims = said
    return await stage.sign_in(there)


async def test_who_belongs_to_several_agencies_chooses_one(stage: Stage) -> None:
    cast, there = stage.cast, await stage.browser()
    tray = Tray()
    await invited(cast.ben.email, by=cast.chidi.principal, tray=tray)
    account = cast.ben.principal.scope.account
    await invitations.accept_invitation(tray.tokens[0], account=account, at=NOW.at)

    reply = await stage.sign_in(there)

    assert reply.headers["Location"] == "/sign-in/agency?next=/me"
    assert "Far County" in (await there.get(reply.headers["Location"])).text


async def test_of_twenty_who_come_back_with_the_same_at_once_one_is_let_in(stage: Stage) -> None:
    there = await stage.browser()
    back = await stage.back(there)

    replies = await asyncio.gather(*(there.get(back) for _ in range(20)))

    assert sum(map(let_in, replies)) == 1


@pytest.mark.parametrize(
    "after", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "me", ""]
)
async def test_nobody_is_sent_to_another_site_afterwards(stage: Stage, after: str) -> None:
    reply = await stage.sign_in(await stage.browser(), after)

    assert let_in(reply)
    assert reply.headers["Location"] == "/"


# -- every other way


Attack = Callable[[Stage], Awaitable[httpx.Response]]


def claiming(**claims: object) -> Attack:
    """Say something else in the token."""

    async def attack(stage: Stage) -> httpx.Response:
        stage.provider.claims = claims
        return await stage.sign_in(await stage.browser())

    return attack


def heading(key: Key | None = None, algorithm: str = "RS256", **header: object) -> Attack:
    """Sign the token with something else, or say something else of how it is signed."""

    async def attack(stage: Stage) -> httpx.Response:
        stage.provider.header, stage.provider.algorithm = header, algorithm
        stage.provider.key = key or stage.provider.key
        return await stage.sign_in(await stage.browser())

    return attack


def spoiling(spoil: Callable[[str], str]) -> Attack:
    """Change the token once it is signed."""

    async def attack(stage: Stage) -> httpx.Response:
        stage.provider.spoil_token = spoil
        return await stage.sign_in(await stage.browser())

    return attack


def answering(path: str, status: int, headers: dict[str, str], content: bytes) -> Attack:
    """Answer something else than was asked for."""

    async def attack(stage: Stage) -> httpx.Response:
        there = await stage.browser()
        stage.provider.replies[path] = (status, headers, content)
        reply = await there.post("/sign-in/openid", data={"next": "/me"})
        found = re.search(r'content="0; url=([^"]+)"', reply.text)
        if found is None:
            return reply
        return await there.get((await stage.provider.visit(unescape(found[1]))).removeprefix(HERE))

    return attack


def led_elsewhere(path: str, status: int) -> Attack:
    """Answer that what was asked for is elsewhere, where it is indeed."""

    async def attack(stage: Stage) -> httpx.Response:
        stage.provider.moved[f"{path}-elsewhere"] = path
        return await answering(path, status, {"Location": f"{stage.provider.issuer}{path}-elsewhere"}, b"")(stage)

    return attack


def describing(**said: object) -> Attack:
    """Describe the provider in another way."""

    async def attack(stage: Stage) -> httpx.Response:
        stage.provider.described = said
        return await (await stage.browser()).post("/sign-in/openid", data={"next": "/me"})

    return attack


def returning(change: Callable[[dict[str, str]], dict[str, str]]) -> Attack:
    """Come back with something else than one was given."""

    async def attack(stage: Stage) -> httpx.Response:
        there = await stage.browser()
        found = change(parts(await stage.back(there)))
        return await there.get(f"{BACK}?{urlencode(found)}")

    return attack


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def forged(token: str, header: dict[str, object], signature: Callable[[bytes], bytes]) -> str:
    """Return the token under another header, signed in another way."""
    head = b64(json.dumps(header).encode())
    body = token.split(".")[1]
    return f"{head}.{body}.{b64(signature(f'{head}.{body}'.encode()))}"


def unsigned(token: str) -> str:
    return forged(token, {"alg": "none"}, lambda _: b"")


def with_secret(secret: bytes) -> Callable[[str], str]:
    """Sign the token with HS256 under a secret that is none; by hand, since libraries warn of it."""
    return lambda token: forged(
        token, {"alg": "HS256", "kid": "first"}, lambda said: hmac.digest(secret, said, "sha256")
    )


def one_bit_off(token: str) -> str:
    head, body, signature = token.split(".")
    other = "B" if signature[10] != "B" else "C"
    return f"{head}.{body}.{signature[:10]}{other}{signature[11:]}"


def somebody_else(token: str) -> str:
    head, body, signature = token.split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=="))
    return f"{head}.{b64(json.dumps(claims | {'sub': 'amara'}).encode())}.{signature}"


def own_key(token: str) -> str:
    """Return a token that brings the key along that it is to be believed by."""
    claims = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
    header = {"alg": "RS256", "jwk": dict(rsa("mallory").as_dict(private=False))}
    return jwt.encode(header, claims, rsa("mallory"), algorithms=["RS256"])


def not_encoded(token: str) -> str:
    """Return a token whose payload is said not to be base64, and that it is critical to know that."""
    content = base64.urlsafe_b64decode(token.split(".")[1] + "==")
    header = {"alg": "RS256", "kid": "first", "b64": False, "crit": ["b64"]}
    return jws.serialize_compact(header, content, rsa("first"), algorithms=["RS256"])


async def the_token_of_the_time_before(stage: Stage) -> httpx.Response:
    """Answer with the token of an earlier sign-in: its nonce has been used."""
    first = await stage.sign_in(await stage.browser())
    assert let_in(first)
    before = stage.provider.tokens[-1]
    return await spoiling(lambda _: before)(stage)


async def the_state_of_another_browser(stage: Stage) -> httpx.Response:
    """Have Amara finish what Mallory began: she would sign in as him, and not know it."""
    mallory, amara = await stage.browser(), await stage.browser()
    await stage.set_out(amara)
    return await amara.get(await stage.back(mallory))


async def without_the_cookie(stage: Stage) -> httpx.Response:
    back = await stage.back(await stage.browser())
    return await (await stage.browser()).get(back)


async def with_a_cookie_of_ones_own(stage: Stage) -> httpx.Response:
    there = await stage.browser()
    back = await stage.back(await stage.browser())
    there.cookies.set(COOKIE, "A" * 43, domain="muster.example")
    return await there.get(back)


async def the_same_twice(stage: Stage) -> httpx.Response:
    there = await stage.browser()
    back = await stage.back(there)
    cookie = there.cookies[COOKIE]
    assert let_in(await there.get(back))
    again = await stage.browser()
    again.cookies.set(COOKIE, cookie, domain="muster.example")
    return await again.get(back)


async def a_code_that_was_used(stage: Stage) -> httpx.Response:
    there = await stage.browser()
    back = await stage.back(there)
    assert let_in(await there.get(back))
    other = await stage.browser()
    mine = parts(await stage.back(other)) | {"code": parts(back)["code"]}
    return await other.get(f"{BACK}?{urlencode(mine)}")


async def a_code_of_somebody_elses_flow(stage: Stage) -> httpx.Response:
    """Bring a code that was stolen from Ben on his way back: it is bound to the verifier of his flow."""
    stolen = parts(await stage.back(await stage.browser()))["code"]
    mallory = await stage.browser()
    mine = parts(await stage.back(mallory, sub="mallory")) | {"code": stolen}
    return await mallory.get(f"{BACK}?{urlencode(mine)}")


async def the_same_at_a_provider_that_does_not_look(stage: Stage) -> httpx.Response:
    stage.provider.checks_pkce = False
    return await a_code_of_somebody_elses_flow(stage)


async def a_flow_that_is_over(stage: Stage) -> httpx.Response:
    there = await stage.browser()
    back = await stage.back(there)
    taken = store.take_flow
    later = NOW.at.replace(minute=NOW.at.minute + 10)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "take_flow", lambda digest, at: taken(digest, at=later))
        return await there.get(back)


async def a_no_of_the_provider(stage: Stage) -> httpx.Response:
    there = await stage.browser()
    state = parts(await stage.back(there))["state"]
    no = {"error": "access_denied", "error_description": "<b>call 555-0100</b>", "state": state}
    return await there.get(f"{BACK}?{urlencode(no)}")


async def a_no_of_somebody_elses(stage: Stage) -> httpx.Response:
    there = await stage.browser()
    return await there.get(f"{BACK}?{urlencode({'error': 'call 555-0100', 'state': 'x'})}")


async def two_states(stage: Stage) -> httpx.Response:
    there = await stage.browser()
    back = await stage.back(there)
    return await there.get(f"{back}&state=x")


async def an_account_that_is_disabled(stage: Stage) -> httpx.Response:
    """Come as somebody who was linked, and whose account was disabled since."""
    assert let_in(await stage.sign_in(await stage.browser()))
    account = stage.cast.ben.principal.scope.account
    assert account
    await accounts.disable(account, since=NOW.at)
    return await stage.sign_in(await stage.browser())


async def a_provider_that_is_away(stage: Stage) -> httpx.Response:
    provided(stage).issuer = "http://127.0.0.1:1"
    return await (await stage.browser()).post("/sign-in/openid", data={"next": "/me"})


async def a_provider_that_never_ends(stage: Stage) -> httpx.Response:
    provided(stage)._patience = A_MOMENT
    stage.provider.hangs = True
    return await (await stage.browser()).post("/sign-in/openid", data={"next": "/me"})


async def a_second_subject(stage: Stage) -> httpx.Response:
    """Come as somebody else at the provider, with the address of an account that was linked."""
    assert let_in(await stage.sign_in(await stage.browser()))
    return await stage.sign_in(await stage.browser(), sub="mallory")


async def an_address_nobody_invited(stage: Stage) -> httpx.Response:
    return await stage.sign_in(await stage.browser(), sub="mallory", email="mallory@example.org")


async def an_address_that_only_looks_the_same(stage: Stage) -> httpx.Response:
    """Come with the Kelvin sign for a K: in small letters it is one."""
    kim = await join_as("kim", stage)
    return await stage.sign_in(await stage.browser(), sub="mallory", email=kim.email.replace("k", "\u212a", 1))


async def join_as(name: str, stage: Stage) -> Member:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tests.cast.address", lambda: f"{name}.{stage.cast.agency.hex}@example.org")
        return await join(stage.cast.amara, stage.cast.ben.principal.memberships[0].role)


async def beside_the_token_somebody_else(stage: Stage) -> httpx.Response:
    stage.provider.described = {"userinfo_endpoint": f"{stage.provider.issuer}/userinfo"}
    stage.provider.info = {"sub": "amara", "email": stage.cast.amara.email, "email_verified": True}
    return await claiming(email=GONE, email_verified=GONE)(stage)


async def a_key_for_something_else(stage: Stage) -> httpx.Response:
    stage.provider.published = [each | {"use": "enc"} for each in public(rsa("first"))]
    return await stage.sign_in(await stage.browser())


async def a_short_key(stage: Stage) -> httpx.Response:
    """Sign properly, but with 1024 bits; by hand, since libraries refuse to."""
    key = generate_private_key(65537, 1024)  # noqa: S505 - that is the attack
    number = key.public_key().public_numbers().n.to_bytes(128)
    stage.provider.published = [{"kty": "RSA", "kid": "first", "n": b64(number), "e": "AQAB"}]
    sign = partial(key.sign, padding=PKCS1v15(), algorithm=SHA256())
    return await spoiling(lambda token: forged(token, {"alg": "RS256", "kid": "first"}, sign))(stage)


async def a_secret_among_the_keys(stage: Stage) -> httpx.Response:
    secret = OctKey.import_key(b"x" * 32, {"kid": "first"})
    stage.provider.published = [dict(secret.as_dict(private=True))]
    return await spoiling(with_secret(b"x" * 32))(stage)


async def two_keys_and_no_name(stage: Stage) -> httpx.Response:
    stage.provider.published = public(rsa("first"), rsa("mallory"))
    return await heading(kid=GONE)(stage)


PEM = rsa("first").as_pem(private=False)
MODULUS = str(rsa("first").as_dict(private=False)["n"]).encode()
HUGE = b'{"keys": [' + b'"' + b"x" * (client.MOST + 1) + b'"]}'

TOKEN, LOST, AWAY = "openid-token-refused", "openid-flow-lost", "openid-provider-away"
NO, NOBODY, UNVERIFIED = "openid-provider-refused", "openid-no-account", "openid-no-address"

ATTACKS: dict[str, tuple[Attack, str]] = {
    "another issuer": (claiming(iss="https://elsewhere.example"), TOKEN),
    "an issuer that begins alike": (claiming(iss="http://127.0.0.1:80808"), TOKEN),
    "no issuer": (claiming(iss=GONE), TOKEN),
    "for somebody else": (claiming(aud="another client"), TOKEN),
    "for nobody": (claiming(aud=GONE), TOKEN),
    "for a list without us": (claiming(aud=["one", "two"]), TOKEN),
    "given to somebody else": (claiming(azp="another client"), TOKEN),
    "for several, given to nobody": (claiming(aud=[CLIENT, "another client"]), TOKEN),
    "without a nonce": (claiming(nonce=GONE), TOKEN),
    "with another nonce": (claiming(nonce="x" * 43), TOKEN),
    "with a nonce that is no text": (claiming(nonce=["x"]), TOKEN),
    "with the nonce of the time before": (the_token_of_the_time_before, TOKEN),
    "not signed (alg none)": (spoiling(unsigned), TOKEN),
    "signed with the public key as a secret (PEM)": (spoiling(with_secret(PEM)), TOKEN),
    "signed with the modulus as a secret": (spoiling(with_secret(MODULUS)), TOKEN),
    "signed with our own secret (HS256)": (spoiling(with_secret(SECRET.encode())), TOKEN),
    "signed with a secret among the keys": (a_secret_among_the_keys, TOKEN),
    "signed in a way that is not on the list": (heading(algorithm="RS512"), TOKEN),
    "one bit of the signature changed": (spoiling(one_bit_off), TOKEN),
    "the subject changed": (spoiling(somebody_else), TOKEN),
    "signed with another key under the same name": (heading(rsa("mallory"), kid="first"), TOKEN),
    "signed with a key it brings along": (spoiling(own_key), TOKEN),
    "an unknown key": (heading(rsa("mallory")), TOKEN),
    "no name for one of two keys": (two_keys_and_no_name, TOKEN),
    "a key that is not for signing": (a_key_for_something_else, TOKEN),
    "a key that is too short": (a_short_key, TOKEN),
    "a critical header": (spoiling(not_encoded), TOKEN),
    "encrypted": (spoiling(lambda token: f"{token}.x.y"), TOKEN),
    "no token at all": (spoiling(lambda _: ""), TOKEN),
    "over": (claiming(exp=SECONDS - 61), TOKEN),
    "over at no time": (claiming(exp=GONE), TOKEN),
    "over at a time that is none": (claiming(exp=float("nan")), TOKEN),
    "over in the far beyond": (claiming(exp=float("inf")), TOKEN),
    "from the future": (claiming(iat=SECONDS + 61), TOKEN),
    "from no time": (claiming(iat=GONE), TOKEN),
    "not good yet": (claiming(nbf=SECONDS + 61), TOKEN),
    "about nobody": (claiming(sub=GONE), TOKEN),
    "about nobody in particular": (claiming(sub=""), TOKEN),
    "an address that is not verified": (claiming(email_verified=False), UNVERIFIED),
    "an address of which it is not said": (claiming(email_verified=GONE), UNVERIFIED),
    "an address that is verified in words": (claiming(email_verified="true"), UNVERIFIED),
    "no address": (claiming(email=GONE), UNVERIFIED),
    "an address nobody invited": (an_address_nobody_invited, NOBODY),
    "an address that only looks the same": (an_address_that_only_looks_the_same, NOBODY),
    "an account that is disabled": (an_account_that_is_disabled, "sign-in-failed"),
    "a second subject for a linked account": (a_second_subject, "openid-other-subject"),
    "somebody else beside the token": (beside_the_token_somebody_else, TOKEN),
    "another state": (returning(lambda found: found | {"state": "x" * 43}), LOST),
    "no state": (returning(lambda found: {"code": found["code"]}), LOST),
    "two states": (two_states, LOST),
    "no code": (returning(lambda found: {"state": found["state"]}), LOST),
    "the state of another browser": (the_state_of_another_browser, LOST),
    "without the cookie": (without_the_cookie, LOST),
    "with a cookie of one's own making": (with_a_cookie_of_ones_own, LOST),
    "the same twice": (the_same_twice, LOST),
    "ten minutes later": (a_flow_that_is_over, LOST),
    "a code that was used": (a_code_that_was_used, NO),
    "a code of somebody else's flow": (a_code_of_somebody_elses_flow, NO),
    "the same at a provider that does not look": (the_same_at_a_provider_that_does_not_look, TOKEN),
    "another provider answers": (returning(lambda found: found | {"iss": "https://elsewhere.example"}), TOKEN),
    "the provider says no": (a_no_of_the_provider, NO),
    "somebody else says no": (a_no_of_somebody_elses, LOST),
    "a provider that is away": (a_provider_that_is_away, AWAY),
    "a provider that never ends": (a_provider_that_never_ends, AWAY),
    "a huge description": (answering("/.well-known/openid-configuration", 200, {}, HUGE), AWAY),
    "a huge key set": (answering("/keys", 200, {}, HUGE), AWAY),
    "a huge token": (answering("/token", 200, {}, HUGE), AWAY),
    "a token that unpacks hugely": (
        answering("/token", 200, {"Content-Encoding": "gzip"}, gzip.compress(b"x" * 50_000_000)),
        AWAY,
    ),
    "a description that is no JSON": (answering("/.well-known/openid-configuration", 200, {}, b"<html>"), AWAY),
    "a description that is a list": (answering("/.well-known/openid-configuration", 200, {}, b"[]"), AWAY),
    "a description that is deep": (
        answering("/.well-known/openid-configuration", 200, {}, b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}"),
        AWAY,
    ),
    "keys that are none": (answering("/keys", 200, {}, b'{"keys": 5}'), AWAY),
    "keys from elsewhere": (led_elsewhere("/keys", 302), AWAY),
    "a token from elsewhere": (led_elsewhere("/token", 307), AWAY),
    "a description of another issuer": (describing(issuer="https://elsewhere.example"), AWAY),
    "an endpoint without TLS": (describing(jwks_uri="http://elsewhere.example/keys"), AWAY),
    "an endpoint that is no address": (describing(jwks_uri="file:///etc/passwd"), AWAY),
    "an endpoint that is nothing": (describing(authorization_endpoint=None), AWAY),
}


async def test_the_untouched_flow_lets_ben_in(stage: Stage) -> None:
    """Stand as the control of every attack below."""
    assert let_in(await claiming()(stage))


@pytest.mark.parametrize("attack", ATTACKS)
async def test_nobody_is_let_in_any_other_way(stage: Stage, attack: str) -> None:
    mount, code = ATTACKS[attack]

    reply = await mount(stage)

    page = Markup(reply.text)
    assert not let_in(reply)
    assert page.faults == []
    assert page.text("h1") == "You are not signed in"
    assert page.text("code").split()[0] == code
    assert reply.status_code == (503 if code == AWAY else 401)
    assert "555-0100" not in reply.text


@pytest.mark.parametrize("attack", ["another issuer", "without the cookie", "a provider that is away"])
async def test_whoever_does_not_look_at_pages_reads_why_as_data(stage: Stage, attack: str) -> None:
    mount, code = ATTACKS[attack]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("muster.web.openid.wants_page", lambda _: False)
        patch.setattr("muster.web.refusals.wants_page", lambda _: False)
        reply = await mount(stage)

    assert reply.headers["Content-Type"] == "application/problem+json"
    assert reply.json()["type"] == f"/problems/{code}"


async def test_within_a_minute_clocks_may_differ(stage: Stage) -> None:
    assert let_in(await claiming(exp=SECONDS - 59, iat=SECONDS + 59)(stage))


async def test_the_database_holds_nothing_that_lets_anybody_finish(stage: Stage, database: Embedded) -> None:
    there = await stage.browser()
    await stage.set_out(there)

    async with superuser(database) as root:
        rows = repr(await root.fetch("SELECT * FROM openid_flow"))
    assert there.cookies[COOKIE] not in rows


async def test_without_an_organisation_there_is_neither_button_nor_way(stranger: httpx.AsyncClient) -> None:
    assert "/sign-in/openid" not in (await stranger.get("/sign-in")).text
    assert (await stranger.post("/sign-in/openid", data={"next": "/"})).status_code == 404
    assert (await stranger.get(BACK)).status_code == 404


# -- settings


@pytest.mark.parametrize(
    "issuer",
    [
        "http://sign-in.county.example",
        "http://127.0.0.1.county.example",
        "ftp://sign-in.county.example",
        "sign-in.county.example",
        "https://user@sign-in.county.example",
        "https://sign-in.county.example/#x",
        "https://",
        "",
    ],
)
def test_an_issuer_off_this_machine_without_tls_is_refused(issuer: str, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="MUSTER_OIDC_ISSUER"):
        create_app(settings(tmp_path, issuer), database=False)


@pytest.mark.parametrize("issuer", ["https://sign-in.county.example", "http://localhost:8080", "http://[::1]:8080/a"])
def test_an_issuer_with_tls_or_on_this_machine_is_taken(issuer: str, tmp_path: Path) -> None:
    assert create_app(settings(tmp_path, issuer), database=False).state["organisation"] == "Harbor County"


@pytest.mark.parametrize(
    ("more", "named"),
    [
        ({"oidc_client_id": None}, "MUSTER_OIDC_CLIENT_ID"),
        ({"oidc_client_secret_file": None}, "MUSTER_OIDC_CLIENT_SECRET_FILE"),
        ({"oidc_client_secret_file": Path("/nowhere/secret")}, "MUSTER_OIDC_CLIENT_SECRET_FILE"),
        ({"oidc_client_key_file": Path("/nowhere/key")}, "MUSTER_OIDC_CLIENT_SECRET_FILE"),
        (
            {"oidc_client_secret_file": None, "oidc_client_key_file": Path("/nowhere/key")},
            "MUSTER_OIDC_CLIENT_KEY_FILE",
        ),
    ],
    ids=["no id", "no secret", "a secret that is away", "both", "a key that is away"],
)
def test_what_is_missing_is_named(more: dict[str, Any], named: str, tmp_path: Path) -> None:
    said = settings(tmp_path, "https://sign-in.county.example").model_copy(update=more)
    with pytest.raises(Invalid) as refused:
        create_app(said, database=False)

    assert [each.where for each in refused.value.faults] == [named]
    assert SECRET not in str(refused.value)
