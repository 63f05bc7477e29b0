"""A token at the door: what lets a script in, and everything that must not."""

from __future__ import annotations

import re
import string
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from litestar import Litestar
from litestar.routes import HTTPRoute

from muster import clock
from muster.api.document import document
from muster.domain.access import Permission, Role
from muster.domain.accounts.tokens import ALLOWED, PATTERN, well_formed, written
from muster.http.sessions import SECURE_NAME
from muster.http.signed import PUBLIC
from muster.services import accounts, members, people, programs, tokens
from tests import make
from tests.api.conftest import Caller
from tests.cast import NOW, Cast, Member, join

DIGITS = string.digits + string.ascii_uppercase + string.ascii_lowercase
V1 = "/api/v1"
PEOPLE = f"{V1}/people"
BODY = {"name": "nightly export", "permissions": ["people:read"], "valid_through": "2027-05-31"}

# What only people do, signed in themselves.
BY_PEOPLE_ONLY = {
    ("DELETE", f"{V1}/session"),
    ("GET", f"{V1}/account"),
    ("POST", f"{V1}/account/password"),
    ("GET", f"{V1}/account/one-time-codes"),
    ("POST", f"{V1}/account/one-time-codes"),
    ("DELETE", f"{V1}/account/one-time-codes"),
    ("POST", f"{V1}/account/one-time-codes/confirmation"),
    ("POST", f"{V1}/account/recovery-codes"),
    ("GET", f"{V1}/account/providers"),
    ("DELETE", f"{V1}/account/providers/{{link}}"),
    ("GET", f"{V1}/account/sessions"),
    ("DELETE", f"{V1}/account/sessions"),
    ("DELETE", f"{V1}/account/sessions/{{session}}"),
    ("PUT", f"{V1}/agency/second-factor"),
    ("GET", f"{V1}/calendars"),
    ("POST", f"{V1}/calendars"),
    ("DELETE", f"{V1}/calendars/{{calendar}}"),
    ("GET", f"{V1}/cards"),
    ("POST", f"{V1}/cards"),
    ("POST", f"{V1}/cards/{{card}}/consents"),
    ("DELETE", f"{V1}/cards/{{card}}"),
    ("PUT", f"{V1}/memberships/{{membership}}"),
    ("DELETE", f"{V1}/memberships/{{membership}}"),
    ("GET", f"{V1}/tokens"),
    ("POST", f"{V1}/tokens"),
    ("DELETE", f"{V1}/tokens/{{token}}"),
}


@dataclass(frozen=True, slots=True)
class Stage:
    """Hana is HR; her token reads of people, through May 31. ``bare`` is a script, without a cookie."""

    cast: Cast
    hana: Member
    id: UUID
    token: str
    bare: httpx.AsyncClient
    monkeypatch: pytest.MonkeyPatch


def bears(token: str, scheme: str = "Bearer") -> dict[str, str]:
    return {"Authorization": f"{scheme} {token}"}


@pytest.fixture
async def stage(cast: Cast, calling: Caller, monkeypatch: pytest.MonkeyPatch) -> Stage:
    hana = await join(cast.amara, Role.HR)
    reply = await (await calling(hana)).post(f"{V1}/tokens", json=BODY)
    assert reply.status_code == 201, reply.text
    made = reply.json()
    return Stage(cast, hana, UUID(made["id"]), made["token"], await calling(None), monkeypatch)


def code(reply: httpx.Response) -> str:
    return str(reply.json()["type"]).rpartition("/")[2] if reply.is_error else ""


# -- it lets a script in


async def test_a_token_is_shown_once_and_known_by_its_beginning_afterwards(stage: Stage, calling: Caller) -> None:
    assert re.fullmatch(PATTERN, stage.token)
    reply = await (await calling(stage.hana)).get(f"{V1}/tokens")

    (listed,) = reply.json()["items"]
    assert reply.headers["Cache-Control"] == "no-store"
    assert (listed["id"], listed["used_at"]) == (str(stage.id), None)
    assert stage.token.startswith(f"{listed['begins']}_")
    assert stage.token[len(listed["begins"]) :] not in reply.text


async def test_it_does_what_it_is_for_and_no_more(stage: Stage) -> None:
    read = await stage.bare.get(PEOPLE, headers=bears(stage.token))
    write = await stage.bare.post(PEOPLE, headers=bears(stage.token), json={"name": "Ines"})
    who = await stage.bare.get(f"{V1}/session", headers=bears(stage.token))

    assert [each["name"] for each in read.json()["items"]] == ["Ben Abdi"]
    assert (write.status_code, code(write)) == (403, "forbidden")
    assert who.json()["account"] == str(stage.hana.principal.scope.account)
    for reply in (read, write, who):
        assert "Set-Cookie" not in reply.headers


async def test_another_site_has_nothing_to_do_with_it(stage: Stage, calling: Caller) -> None:
    hana = await calling(stage.hana)
    _, text = await tokens.issue_token(
        "intake", frozenset({Permission.TRAINING_RECORD}), through=NOW.today, by=stage.hana.principal, now=NOW
    )
    elsewhere = {"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"}
    course = {"title": "Naloxone", "topics": ["naloxone"]}

    by_cookie = await hana.post(f"{V1}/courses", json=course, headers=elsewhere)
    by_token = await stage.bare.post(f"{V1}/courses", json=course, headers=elsewhere | bears(text))

    assert (by_cookie.status_code, code(by_cookie)) == (403, "cross-origin")
    assert by_token.status_code == 201


async def test_a_request_with_both_is_judged_by_the_token_alone(stage: Stage, calling: Caller) -> None:
    amara = await calling(stage.cast.amara)

    assert (await amara.get(f"{V1}/ledger/verification")).status_code == 200
    assert (await amara.get(f"{V1}/ledger/verification", headers=bears(stage.token))).status_code == 403
    refused = await amara.get(PEOPLE, headers=bears(f"{stage.token[:-1]}-"))
    assert (refused.status_code, code(refused)) == (401, "token-refused")


async def test_another_scheme_is_somebody_elses_affair(stage: Stage, calling: Caller) -> None:
    """A proxy before muster may ask for a password of its own, and pass it on."""
    amara = await calling(stage.cast.amara)

    assert (await amara.get(PEOPLE, headers=bears("YTpi", "Basic"))).status_code == 200
    assert (await stage.bare.get(PEOPLE, headers=bears(stage.token, "bearer"))).status_code == 200


# -- and nothing else does


async def with_header(stage: Stage, text: str) -> httpx.Response:
    return await stage.bare.get(PEOPLE, headers=bears(text))


async def after_ending(stage: Stage) -> httpx.Response:
    (place,) = stage.hana.principal.memberships
    assert place.fact
    await members.end_membership(place.fact, because="she left", by=stage.cast.amara.principal, now=NOW)
    return await with_header(stage, stage.token)


async def after_revoking(stage: Stage) -> httpx.Response:
    await tokens.revoke_token(stage.id, by=stage.cast.amara.principal, now=NOW)
    return await with_header(stage, stage.token)


async def after_its_last_day(stage: Stage) -> httpx.Response:
    later = NOW.at + timedelta(days=200)
    stage.monkeypatch.setattr(clock, "instant", lambda: later)
    return await with_header(stage, stage.token)


async def twice(stage: Stage, first: dict[str, str], second: dict[str, str]) -> httpx.Response:
    return await stage.bare.get(PEOPLE, headers=[*first.items(), *second.items()])


def resealed(stage: Stage) -> str:
    """Return the token with another secret, and the checksum that goes with it."""
    public = 0
    for letter in stage.token.split("_")[1]:
        public = public * 62 + DIGITS.index(letter)
    altered = written(public, bytes(32))
    assert well_formed(altered)
    assert altered[:20] == stage.token[:20]
    return altered


Attack = Callable[[Stage], Awaitable[httpx.Response]]
REFUSED: dict[str, Attack] = {
    "revoked": after_revoking,
    "after its last day": after_its_last_day,
    "its owner's place ended": after_ending,
    "another checksum": lambda stage: with_header(stage, stage.token[:-1] + ("0" if stage.token[-1] != "0" else "1")),
    "another secret under the old checksum": lambda stage: with_header(
        stage, f"{stage.token[:30]}{'0' if stage.token[30] != '0' else '1'}{stage.token[31:]}"
    ),
    "another secret with its own checksum": lambda stage: with_header(stage, resealed(stage)),
    "the public part alone": lambda stage: with_header(stage, stage.token[:19]),
    "without its checksum": lambda stage: with_header(stage, stage.token[:-6]),
    "with something behind it": lambda stage: with_header(stage, f"{stage.token}0"),
    "in capitals": lambda stage: with_header(stage, stage.token.upper()),
    "nothing": lambda stage: with_header(stage, ""),
    "its id": lambda stage: with_header(stage, str(stage.id)),
    "a null byte's worth": lambda stage: with_header(stage, "%00"),
    "two headers": lambda stage: twice(stage, bears(stage.token), bears(stage.token)),
    "two headers, one of them another's": lambda stage: twice(stage, bears("YTpi", "Basic"), bears(stage.token)),
    "very long": lambda stage: with_header(stage, stage.token * 50),
}


@pytest.mark.parametrize("attack", REFUSED.values(), ids=REFUSED)
async def test_what_is_no_token_any_more_or_never_was_is_refused_alike(attack: Attack, stage: Stage) -> None:
    assert (await with_header(stage, stage.token)).status_code == 200, "the control"
    other = await with_header(stage, written(7, bytes(32)))

    reply = await attack(stage)

    assert (reply.status_code, code(reply)) == (401, "token-refused")
    assert reply.headers["WWW-Authenticate"] == 'Bearer realm="muster", error="invalid_token"'
    assert reply.json() | {"request_id": ""} == other.json() | {"request_id": ""}
    assert "Ben Abdi" not in reply.text


NOT_HEARD: dict[str, Attack] = {
    "in the query": lambda stage: stage.bare.get(PEOPLE, params={"access_token": stage.token}),
    "in the query, as token": lambda stage: stage.bare.get(PEOPLE, params={"token": stage.token}),
    "in a cookie of its own": lambda stage: stage.bare.get(PEOPLE, headers={"Cookie": f"token={stage.token}"}),
    "as the session": lambda stage: stage.bare.get(PEOPLE, headers={"Cookie": f"{SECURE_NAME}={stage.token}"}),
    "in a form": lambda stage: stage.bare.post(PEOPLE, data={"access_token": stage.token}),
    "in another header": lambda stage: stage.bare.get(PEOPLE, headers={"X-Api-Key": stage.token}),
    "as a password": lambda stage: stage.bare.get(PEOPLE, auth=("", stage.token)),
    "in another scheme": lambda stage: stage.bare.get(PEOPLE, headers=bears(stage.token, "Token")),
    "without a scheme": lambda stage: stage.bare.get(PEOPLE, headers={"Authorization": stage.token}),
}


@pytest.mark.parametrize("attack", NOT_HEARD.values(), ids=NOT_HEARD)
async def test_a_token_anywhere_else_is_not_heard(attack: Attack, stage: Stage) -> None:
    reply = await attack(stage)

    assert (reply.status_code, code(reply)) == (401, "sign-in-required")
    assert "Ben Abdi" not in reply.text


@pytest.mark.parametrize("path", ["/people", "/me", "/tokens", "/members", "/roles", "/"])
async def test_a_token_opens_no_page(path: str, stage: Stage) -> None:
    reply = await stage.bare.get(path, headers=bears(stage.token) | {"Accept": "text/html"})

    assert (reply.status_code, reply.headers["Location"].split("?")[0]) == (303, "/sign-in")


async def test_ten_refusals_from_one_place_are_enough_and_hinder_no_good_token(stage: Stage, calling: Caller) -> None:
    wrong = written(7, bytes(32))
    replies = [await with_header(stage, wrong) for _ in range(11)]

    assert [each.status_code for each in replies] == [401] * 10 + [429]
    assert code(replies[-1]) == "too-many-tries"
    assert int(replies[-1].headers["Retry-After"]) > 0
    assert (await with_header(stage, stage.token)).status_code == 200
    elsewhere = await (await calling(None)).get(PEOPLE, headers=bears(wrong))
    assert (elsewhere.status_code, code(elsewhere)) == (401, "token-refused")


async def test_another_agency_is_not_there(stage: Stage) -> None:
    theirs = await people.add_person(make.identity("Zoe Far"), by=stage.cast.chidi.principal, now=NOW)

    assert (await stage.bare.get(f"{PEOPLE}/{theirs}", headers=bears(stage.token))).status_code == 404
    assert (await stage.bare.get(f"{PEOPLE}/{uuid4()}", headers=bears(stage.token))).status_code == 404
    named = await stage.bare.get(PEOPLE, headers=bears(stage.token) | {"X-Agency": str(stage.cast.elsewhere)})
    assert "Zoe" not in named.text


async def test_what_the_owner_lost_the_token_lost(stage: Stage) -> None:
    (place,) = stage.hana.principal.memberships
    assert place.fact
    assert (await with_header(stage, stage.token)).status_code == 200

    await members.change_membership(
        place.fact,
        Role.STATE_LIAISON,
        program=None,
        through=None,
        because="moved",
        by=stage.cast.amara.principal,
        now=NOW,
    )

    reply = await with_header(stage, stage.token)
    assert (reply.status_code, code(reply)) == (403, "forbidden")


async def test_a_token_for_one_program_shows_its_people_and_nobody_else(stage: Stage) -> None:
    by, cast = stage.cast.amara.principal, stage.cast
    night = await programs.add_program("Night team", by=by, now=NOW)
    ines, hoa = [await people.add_person(make.identity(name), by=by, now=NOW) for name in ("Ines Cruz", "Hoa Tran")]
    await people.record_role(ines, make.role("emt", cast.program), by=by, now=NOW)
    await people.record_role(hoa, make.role("emt", night), by=by, now=NOW)
    _, text = await tokens.issue_token(
        "day team", frozenset(ALLOWED), program=cast.program, through=NOW.today, by=by, now=NOW
    )

    listed = await stage.bare.get(PEOPLE, headers=bears(text))
    assert [each["name"] for each in listed.json()["items"]] == ["Ines Cruz"]
    assert (await stage.bare.get(f"{PEOPLE}/{hoa}", headers=bears(text))).status_code == 404
    added = await stage.bare.post(PEOPLE, headers=bears(text), json={"name": "Kim"})
    assert (added.status_code, code(added)) == (403, "beyond-your-program")


# -- what only people do


def of_people_only(app: Litestar) -> set[tuple[str, str]]:
    return {
        (method, route.path_format)
        for route in app.routes
        if isinstance(route, HTTPRoute)
        for handler in route.route_handlers
        for method in handler.http_methods
        if handler.opt.get("session")
    }


def test_what_is_of_people_only_is_what_is_said_here(app: Litestar) -> None:
    assert of_people_only(app) == BY_PEOPLE_ONLY


def test_whatever_anybody_may_change_for_themselves_is_of_people_only(app: Litestar) -> None:
    """No permission guards it, so that a token, which has few, could do it."""
    unguarded = {
        (method, route.path_format)
        for route in app.routes
        if isinstance(route, HTTPRoute)
        for handler in route.route_handlers
        for method in handler.http_methods & {"POST", "PUT", "PATCH", "DELETE"}
        if handler.opt.get("anyone") and (method, route.path_format) not in PUBLIC
    }

    assert unguarded <= BY_PEOPLE_ONLY
    assert unguarded, "the control: there are such routes"


@pytest.mark.parametrize(("method", "path"), sorted(BY_PEOPLE_ONLY))
async def test_a_token_with_every_right_that_one_may_have_does_none_of_it(method: str, path: str, stage: Stage) -> None:
    by = stage.cast.amara.principal
    _, text = await tokens.issue_token("everything", frozenset(ALLOWED), through=NOW.today, by=by, now=NOW)
    address = re.sub(r"\{\w+\}", str(uuid4()), path)

    reply = await stage.bare.request(method, address, headers=bears(text))

    assert (reply.status_code, code(reply)) == (403, "session-required")


async def test_a_right_that_no_token_may_have_is_not_to_be_had(stage: Stage, calling: Caller) -> None:
    amara = await calling(stage.cast.amara)

    for never in ("membership:grant", "token:issue", "token:revoke", "everything"):
        reply = await amara.post(f"{V1}/tokens", json=BODY | {"permissions": [never]})
        assert reply.status_code == 422, never


async def test_issuing_twice_under_one_id_issues_once(stage: Stage, calling: Caller) -> None:
    hana = await calling(stage.hana)
    body: dict[str, Any] = BODY | {"id": str(uuid4())}

    first, second = await hana.post(f"{V1}/tokens", json=body), await hana.post(f"{V1}/tokens", json=body)

    assert (first.status_code, second.status_code, code(second)) == (201, 409, "already-recorded")
    assert (await with_header(stage, first.json()["token"])).status_code == 200


def test_the_document_says_which_operations_take_a_token(app: Litestar) -> None:
    found = document(app, cookie=SECURE_NAME)

    scheme = found["components"]["securitySchemes"]["bearer"]
    assert (scheme["type"], scheme["scheme"]) == ("http", "bearer")
    assert PATTERN in scheme["description"]
    for path, item in found["paths"].items():
        for method, operation in item.items():
            takes = {"bearer": []} in operation["security"]
            route = (method.upper(), path)
            assert takes == (route not in BY_PEOPLE_ONLY | PUBLIC), route
            assert ("token-refused" in str(operation["responses"])) == (route not in PUBLIC), route


async def test_a_session_is_what_it_was(stage: Stage) -> None:
    """The control: who is signed in is not hindered by there being tokens."""
    account = stage.hana.principal.scope.account
    assert account
    assert await accounts.principal(account, stage.cast.agency, at=NOW.at) == stage.hana.principal
