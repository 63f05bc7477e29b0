"""Every refusal is problem+json, of a type that is documented; and every type is met here."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from litestar import Litestar, get
from litestar.params import FromQuery

from muster import sheets
from muster.app import create_app
from muster.domain.access import Principal, Role
from muster.domain.accounts.openid import OpenIdRefused
from muster.domain.classes import MOST, fact_of
from muster.domain.errors import Conflict, Invalid, Refusal, Unavailable
from muster.domain.moments import Moment
from muster.domain.reminders import State
from muster.http.catalogue import CATALOGUE, type_of
from muster.http.kinds import STATUS
from muster.persistence import reminders as reminder_store
from muster.persistence.positions import head
from muster.persistence.reminders import Settled
from muster.rules.packs import shipped_text
from muster.services import health, members
from muster.settings import Settings
from muster.sheets import processes
from tests import make, money
from tests.api.conftest import Caller, application, browser
from tests.api.world import World, gather_world
from tests.cast import NOW, PASSWORD, Cast, Member, join
from tests.conftest import kept as still_there
from tests.letters import Tray, invited
from tests.totp import Totp

SRC = Path(__file__).resolve().parents[2] / "src" / "muster"
JSON = {"Content-Type": "application/json"}
OUR_PAGE = {"Sec-Fetch-Site": "same-origin"}
V1 = "/api/v1"
LATER = NOW.at + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything that a problem may need to come about."""

    cast: Cast
    world: World
    stranger: httpx.AsyncClient
    amara: httpx.AsyncClient
    ben: httpx.AsyncClient
    monkeypatch: pytest.MonkeyPatch
    home: Path


Provocation = Callable[[Stage], Awaitable[httpx.Response]]


AT_A_PROVIDER = (
    "openid-refused",
    "openid-flow-lost",
    "openid-token-refused",
    "openid-provider-refused",
    "openid-no-account",
    "openid-no-address",
    "openid-other-subject",
)


@get("/planted", include_in_schema=False)
async def planted(code: FromQuery[str]) -> str:
    """Refuse as a service would; or stumble."""
    kinds: dict[str, type[Refusal]] = {
        "conflict": Conflict,
        "impossible-value": Invalid,
        "unavailable": Unavailable,
        "outcome-unknown": Unavailable,
        "openid-provider-away": Unavailable,
    } | dict.fromkeys(AT_A_PROVIDER, OpenIdRefused)
    if code in kinds:
        raise kinds[code]("a sentence about it", code=code)
    secret = "what nobody should read"
    raise LookupError(secret)


def stumbles(code: str) -> Provocation:
    return lambda stage: stage.amara.get("/planted", params={"code": code})


def unready(refusal: Refusal) -> Provocation:
    async def provoke(stage: Stage) -> httpx.Response:
        async def pending() -> list[str]:
            raise refusal

        stage.monkeypatch.setattr(health, "pending", pending)
        return await stage.stranger.get("/ready")

    return provoke


async def behind(stage: Stage) -> httpx.Response:
    async def pending() -> list[str]:
        return ["2026-11-22T10:30:00:000000"]

    stage.monkeypatch.setattr(health, "pending", pending)
    return await stage.stranger.get("/ready")


async def together(stage: Stage, *people: str) -> httpx.Response:
    """Record the class that is on record already, under another id, for these people."""
    held = make.held(stage.world.ids["course"])
    body = {"course": str(held.course), "held_on": f"{held.held_on}", "people": people}
    return await stage.amara.post(f"{V1}/classes", json=body)


def of_too_many() -> dict[str, Any]:
    """Suppose two things, each of as many people as one thing is supposed of at most."""
    away = {"valid_from": "2026-12-01", "valid_through": "2026-12-24"}
    return {"suppose": [{"people": [str(uuid4()) for _ in range(MOST)], "leave": away} for _ in range(2)]}


async def changed_class(stage: Stage) -> httpx.Response:
    ids = stage.world.ids
    at = f"{V1}/completions/{fact_of(ids['sheet'], ids['person'])}"
    etag = (await stage.amara.get(at)).headers["ETag"]
    body = {"course": str(ids["course"]), "completed_on": "2026-02-04", "because": "the day after"}
    assert (await stage.amara.put(at, json=body, headers={"If-Match": etag})).status_code == httpx.codes.OK
    return await stage.amara.request("DELETE", f"{V1}/classes/{ids['sheet']}", json={"because": "by mistake"})


async def called_off(stage: Stage) -> httpx.Response:
    """Ask again for a notice that was called off."""
    scope, which = make.everybody(stage.cast.amara.principal), stage.world.ids["notice"]
    at = f"{V1}/reminders/{which}/resending"
    assert (await stage.amara.post(at)).status_code == httpx.codes.OK
    claimed = await reminder_store.claim(scope, at=LATER)
    await reminder_store.settle(scope, [Settled(each, State.WITHDRAWN, "renewed") for each in claimed], at=LATER)
    return await stage.amara.post(at)


async def taken_back(stage: Stage, *, changed: bool = False, days: int = 0) -> httpx.Response:
    """Take an import back, so many days later; ``changed``: after somebody has said something else of it."""
    at = stage.world.at(f"{V1}/imports/{{brought}}")
    if changed:
        page = (await stage.amara.get(f"{V1}/courses")).json()["items"]
        course = next(each for each in page if each["title"].startswith("Brought in"))
        etag = (await stage.amara.get(f"{V1}/courses/{course['id']}")).headers["ETag"]
        body = {"title": "Renamed", "topics": ["cpr"], "because": "a slip"}
        path = f"{V1}/courses/{course['id']}"
        assert (await stage.amara.put(path, json=body, headers={"If-Match": etag})).status_code == httpx.codes.OK
    later = Moment(NOW.at + timedelta(days), NOW.today + timedelta(days))
    stage.monkeypatch.setattr("muster.clock.moment", lambda _: later)
    return await stage.amara.request("DELETE", at, json={"because": "the wrong file"})


async def twice(stage: Stage) -> httpx.Response:
    body = {"id": str(stage.world.ids["person"]), "name": "Ines"}
    return await stage.amara.post(f"{V1}/people", json=body)


async def in_one_program(stage: Stage) -> httpx.Response:
    hers = await join(stage.cast.amara, Role.HR, program=stage.cast.program)
    await stage.stranger.post(f"{V1}/session", json={"email": hers.email, "password": PASSWORD})
    return await stage.stranger.post(f"{V1}/people", json={"name": "Hoa Tran"})


async def overlapping(stage: Stage) -> httpx.Response:
    path = stage.world.at(f"{V1}/people/{{person}}/employments")
    return await stage.amara.post(path, json={"valid_from": "2025-06-01"})


async def pointing_nowhere(stage: Stage) -> httpx.Response:
    path = stage.world.at(f"{V1}/people/{{person}}/roles")
    nowhere = {"role": "emt", "program": str(stage.world.ids["course"]), "valid_from": "2025-01-01"}
    return await stage.amara.post(path, json=nowhere)


async def corrected(stage: Stage, headers: dict[str, str]) -> httpx.Response:
    body = {"name": "Ines", "because": "because"}
    return await stage.amara.put(stage.world.at(f"{V1}/people/{{person}}"), json=body, headers=headers)


async def in_two_agencies(stage: Stage) -> httpx.Response:
    return await stage.stranger.post(f"{V1}/session", json={"email": "both@example.org", "password": PASSWORD})


async def broken_tree(stage: Stage) -> httpx.Response:
    async def nothing(*_: object) -> dict[object, bytes]:
        return {}

    stage.monkeypatch.setattr("muster.persistence.tree.hashes", nothing)
    return await stage.amara.get(f"{V1}/ledger/checkpoint")


async def no_key(stage: Stage) -> httpx.Response:
    (stage.home / "secrets").mkdir()
    (stage.home / "secrets" / "ledger-signing-key.pem").write_text("no key at all")
    return await stage.amara.get(f"{V1}/ledger/checkpoint")


async def too_many(stage: Stage) -> httpx.Response:
    stage.monkeypatch.setattr("muster.services.proofs.MOST", 0)
    return await stage.amara.get(f"{V1}/ledger/proofs/1")


async def which_agency(stage: Stage) -> httpx.Response:
    async def sign_in(*_: object, **__: object) -> None:
        raise Conflict("you belong to several agencies; say which one", code="which-agency")

    stage.monkeypatch.setattr("muster.services.accounts.sign_in", sign_in)
    return await in_two_agencies(stage)


async def changing(stage: Stage, new: str, password: str = PASSWORD) -> httpx.Response:
    body = {"password": password, "new_password": new}
    return await stage.amara.post(f"{V1}/account/password", json=body)


async def with_codes(stage: Stage, *, password: str = PASSWORD) -> Totp:
    """Let Amara have one-time codes; return what makes them."""
    made = await stage.amara.post(f"{V1}/account/one-time-codes", json={"password": password})
    phone = Totp(said(made)["secret"])
    await stage.amara.post(f"{V1}/account/one-time-codes/confirmation", json={"code": phone.code()})
    return phone


async def asked_for_a_code(stage: Stage, **more: str) -> httpx.Response:
    await with_codes(stage)
    body = {"email": stage.cast.amara.email, "password": PASSWORD}
    return await stage.stranger.post(f"{V1}/session", json=body | more)


async def twice_set_up(stage: Stage) -> httpx.Response:
    await with_codes(stage)
    return await stage.amara.post(f"{V1}/account/one-time-codes", json={"password": PASSWORD})


async def short_alone(stage: Stage) -> httpx.Response:
    phone = await with_codes(stage)
    await changing(stage, "tiny bee")
    body = {"password": "tiny bee", "code": phone.code(ahead=1)}
    return await stage.amara.request("DELETE", f"{V1}/account/one-time-codes", json=body)


async def too_often(stage: Stage) -> httpx.Response:
    for _ in range(10):
        await in_two_agencies(stage)
    return await in_two_agencies(stage)


async def sealed_elsewhere(stage: Stage) -> httpx.Response:
    phone = await with_codes(stage)
    (stage.home / "secrets" / "sealing.key").write_text("0" * 64)
    return await stage.amara.post(f"{V1}/account/recovery-codes", json={"code": phone.code(ahead=1)})


async def no_sealing_key(stage: Stage) -> httpx.Response:
    (stage.home / "secrets").write_text("no folder")
    return await stage.amara.post(f"{V1}/account/one-time-codes", json={"password": PASSWORD})


async def ended_early(stage: Stage) -> httpx.Response:
    headers = {"If-Match": f'"{stage.world.versions["adoption"]}"'}
    body = {"valid_through": "2024-01-01", "because": "because"}
    return await stage.amara.put(stage.world.at(f"{V1}/packs/{{adoption}}"), json=body, headers=headers)


async def taken(stage: Stage) -> httpx.Response:
    number = {"registry": "npi", "number": "1234567893"}
    await stage.amara.post(f"{V1}/people/{stage.cast.ben_himself}/identifiers", json=number)
    return await stage.amara.post(stage.world.at(f"{V1}/people/{{person}}/identifiers"), json=number)


async def award_twice(stage: Stage) -> httpx.Response:
    award = {"number": "CR-1", "title": "Crisis response", "funder": "SAMHSA"}
    during = {"valid_from": "2026-07-01", "valid_through": "2028-06-30"}
    await stage.amara.post(f"{V1}/awards", json=award | during)
    return await stage.amara.post(f"{V1}/awards", json=award | during | {"number": "cr-1"})


async def moved(stage: Stage) -> httpx.Response:
    headers = {"If-Match": f'"{stage.world.versions["line"]}"'}
    line = {"code": "P-2", "position": "Peer responder", "role": "peer-support", "because": "because"}
    elsewhere = line | {"award": str(stage.world.ids["course"])}
    return await stage.amara.put(stage.world.at(f"{V1}/lines/{{line}}"), json=elsewhere, headers=headers)


async def for_both(stage: Stage) -> httpx.Response:
    both = {"program": str(stage.world.ids["program"]), "award": str(stage.world.ids["award"])}
    return await stage.amara.post(f"{V1}/packs", json=both | {"shipped": "us-osha-bbp", "valid_from": "2026-01-01"})


async def never_looked_at(stage: Stage) -> httpx.Response:
    said = {"shipped": "us-osha-bbp", "valid_from": "2026-01-01", "applied_on": "2026-02-02"}
    return await stage.amara.post(f"{V1}/packs", json=said)


async def nothing_to_replace(stage: Stage) -> httpx.Response:
    said = {"shipped": "cpr-first-aid", "valid_from": "2026-01-01", "in_place": True}
    return await stage.amara.post(f"{V1}/packs", json=said)


async def other_text(stage: Stage) -> httpx.Response:
    said = {"shipped": "cpr-first-aid", "valid_from": "2026-01-01", "digest": "0" * 64}
    return await stage.amara.post(f"{V1}/packs", json=said)


def tightening(digest: str, *, of: str, every: str = "1 year") -> str:
    """Return a text of one's own that says it tightens the rule for bloodborne pathogens."""
    text = shipped_text("us-osha-bbp").replace('id = "us-osha-bbp"', 'id = "our-own"')
    parent = f'tightens = {{ pack = "{of}", digest = "{digest}" }}'
    return text.replace('kind = "required"', f'kind = "required"\n{parent}').replace("1 year", every)


async def tightened(
    stage: Stage, *, of: str = "us-osha-bbp", digest: str = "", every: str = "1 year"
) -> httpx.Response:
    """Adopt it for every program, which go by the rule for bloodborne pathogens already."""
    await stage.amara.post(f"{V1}/packs", json={"shipped": "us-osha-bbp", "valid_from": "2026-01-01"})
    kept = sha256(shipped_text("us-osha-bbp").encode()).hexdigest()
    said = {"text": tightening(digest or kept, of=of, every=every), "valid_from": "2026-02-01"}
    return await stage.amara.post(f"{V1}/packs", json=said)


async def charged(stage: Stage, to: str, **more: object) -> httpx.Response:
    bodies = {
        "effort": {"on": "2026-11-20", "minutes": 240, "line": str(stage.world.ids["line"])},
        "allocations": {
            "line": str(stage.world.ids["line"]),
            "percent_hundredths": 4000,
            "valid_from": "2026-10-01",
            "valid_through": "2027-09-30",
        },
    }
    return await stage.amara.post(stage.world.at(f"{V1}/people/{{person}}/{to}"), json=bodies[to] | more)


async def confirmed(stage: Stage, *, own: bool = False, paid: int = 0, **more: object) -> httpx.Response:
    """Confirm the one day of Ines's that has hours."""
    ids = stage.world.ids
    if own:
        officer = await join(stage.cast.amara, Role.GRANT_OFFICER, person=ids["person"])
        stage.monkeypatch.setattr("muster.http.signed.accounts.principal", answering(officer.principal))
    if paid:
        await money.paid(stage.cast.amara.principal, ids["person"], date(2026, 11, 20), paid)
    said = {
        "valid_from": "2026-11-20",
        "valid_through": "2026-11-20",
        "basis": "daily-hours",
        "shares": [{"line": str(ids["line"]), "amount": 240, "kind": "work"}],
        "statement": "As I worked.",
        "signed_by": str(ids["person"]),
        "signed_on": "2026-11-20",
    }
    return await stage.amara.post(stage.world.at(f"{V1}/people/{{person}}/effort-confirmations"), json=said | more)


async def own_effort(stage: Stage) -> httpx.Response:
    """Have Ines approve what she signed."""
    said = {"approved_by": str(stage.world.ids["person"]), "approved_on": "2026-11-20"}
    where = stage.world.at(f"{V1}/effort-confirmations/{{confirmation}}/approval")
    version = {"If-Match": f'"{stage.world.versions["confirmation"]}"'}
    return await stage.amara.put(where, json=said, headers=version)


async def waived(
    stage: Stage, requirement: str = "us-osha-bbp/annual-training", *, own: bool = False
) -> httpx.Response:
    if own:
        officer = await join(stage.cast.amara, Role.GRANT_OFFICER, person=stage.world.ids["person"])
        stage.monkeypatch.setattr("muster.http.signed.accounts.principal", answering(officer.principal))
    waiver = {
        "requirement": requirement,
        "valid_from": "2026-11-02",
        "valid_through": None,
        "granted_on": "2026-11-02",
        "authority": "State EMS office",
        "because": "no class before January",
    }
    return await stage.amara.post(stage.world.at(f"{V1}/people/{{person}}/waivers"), json=waiver)


ABOUT_BOTH = {
    "granted_on": "2026-03-01",
    "lapses_from": "2026-03-01",
    "lapses_through": "2026-06-30",
    "runs_through": "2026-09-30",
    "requirement": "us-osha-bbp/annual-training",
    "kind": "emt",
}


async def shared(stage: Stage, **more: object) -> httpx.Response:
    body = {
        "recipient": str(stage.cast.chidi.principal.scope.agency),
        "level": "counts",
        "purpose": "a plan",
        "valid_from": "2026-01-01",
        "valid_through": "2027-06-30",
        "because": "they asked",
    }
    return await stage.amara.post(f"{V1}/shares", json=body | more)


async def looked_through(stage: Stage, what: str, **asked: str) -> httpx.Response:
    which = (await shared(stage)).json()["id"]
    await stage.stranger.post(f"{V1}/session", json={"email": stage.cast.chidi.email, "password": PASSWORD})
    return await stage.stranger.get(f"{V1}/shares/received/{which}/{what}", params=asked)


def answering(found: Principal) -> Callable[..., Awaitable[Principal]]:
    async def principal(*_: object, **__: object) -> Principal:
        return found

    return principal


async def without_an_origin(stage: Stage) -> httpx.Response:
    """Send what a program with a cookie sends that does not say where it comes from."""
    del stage.amara.headers["Sec-Fetch-Site"]
    return await stage.amara.post(f"{V1}/programs", json={"name": "Night team"})


async def over_plain_http(stage: Stage) -> httpx.Response:
    """Send what a browser sends that was shown the form over plain http."""
    del stage.stranger.headers["Sec-Fetch-Site"]
    return await stage.stranger.post("/sign-in", headers={"Origin": "http://muster.example"})


async def from_another_machine(stage: Stage) -> httpx.Response:
    app = create_app(Settings(home=stage.home, insecure_cookies=True), database=False)
    async with browser(app, at="http://muster.county.example") as neighbour:
        return await neighbour.get("/health")


async def placed(stage: Stage, *, of: Member | None = None, **more: object) -> httpx.Response:
    """Change a place: Hana's, or somebody else's."""
    which, version = stage.world.ids["membership"], stage.world.versions["membership"]
    if of is not None:
        found = of.principal.memberships[0].fact
        assert found
        which, version = found, (await members.member(found, by=of.principal)).version
    body = {"role": "hr", "program": None, "through": None, "because": "because"} | more
    return await stage.amara.put(f"{V1}/memberships/{which}", json=body, headers={"If-Match": f'"{version}"'})


async def the_last(stage: Stage) -> httpx.Response:
    hers = stage.cast.amara.principal
    which = hers.memberships[0].fact
    assert which
    version = (await members.member(which, by=hers)).version
    headers = {"If-Match": f'"{version}"'}
    return await stage.amara.request(
        "DELETE", f"{V1}/memberships/{which}", json={"because": "she leaves"}, headers=headers
    )


async def beyond_their_rights(stage: Stage) -> httpx.Response:
    officer = await join(stage.cast.amara, Role.GRANT_OFFICER)
    stage.monkeypatch.setattr("muster.http.signed.accounts.principal", answering(officer.principal))
    return await stage.amara.post(f"{V1}/tokens", json=TOKEN | {"permissions": ["ledger:verify"]})


async def by_token(stage: Stage) -> httpx.Response:
    made = await stage.amara.post(f"{V1}/tokens", json=TOKEN)
    headers = {"Authorization": f"Bearer {made.json()['token']}"}
    return await stage.stranger.post(f"{V1}/tokens", json=TOKEN, headers=headers)


TOKEN = {"name": "nightly export", "permissions": ["people:read"], "valid_through": "2027-05-31"}


async def listed_otherwise(stage: Stage) -> httpx.Response:
    address = stage.world.at(f"{V1}/programs/{{program}}/responses/batch")
    sent = {"dispatched_at": "2026-11-20T21:04:00-06:00", "dispatched_by": "988-hub", "place": "urban"}
    await stage.amara.post(address, json={"items": [sent]})
    return await stage.amara.post(address, json={"items": [sent | {"arrived_after": 23}]})


async def twice_on_a_shift(stage: Stage) -> httpx.Response:
    body = SHIFT | {"program": str(stage.world.ids["program"])}
    return await stage.amara.post(f"{V1}/shifts", json=body | {"members": [{"person": NOBODY}] * 2})


async def beside_nobody_knows(stage: Stage) -> httpx.Response:
    """Plan a shift beside somebody, by a word that no rule of teams looks at."""
    members = [{"person": str(stage.world.ids["person"])}]
    body = SHIFT | {"program": str(stage.world.ids["program"]), "others": ["police"], "members": members}
    return await stage.amara.post(f"{V1}/shifts", json=body)


NOBODY = str(uuid4())
SHIFT = {"team": "mobile-crisis", "starts_at": "2026-11-22T12:00:00Z", "ends_at": "2026-11-22T20:00:00Z"}


async def asked_of_staff(stage: Stage) -> httpx.Response:
    """Let the agency ask a second factor of staff once Amara has one, and look as somebody in HR who has none."""
    await with_codes(stage)
    version = (await stage.amara.get(f"{V1}/agency/second-factor")).headers["ETag"]
    said = {"required": True, "because": "the state asks it"}
    asked = await stage.amara.put(f"{V1}/agency/second-factor", json=said, headers={"If-Match": version})
    assert asked.status_code == httpx.codes.OK, asked.text
    hr = await join(stage.cast.amara, Role.HR)
    await stage.stranger.post(f"{V1}/session", json={"email": hr.email, "password": PASSWORD})
    return await stage.stranger.get(f"{V1}/people")


async def as_herself(stage: Stage, role: Role = Role.RESPONDER) -> None:
    """Let whoever asks from now on be Ines."""
    hers = await join(stage.cast.amara, role, person=stage.world.ids["person"])
    stage.monkeypatch.setattr("muster.http.signed.accounts.principal", answering(hers.principal))


async def erased(stage: Stage, *, gone: bool = True, **more: object) -> httpx.Response:
    """Erase somebody who left; ``gone``: their job has ended."""
    who = (await stage.amara.post(f"{V1}/people", json={"name": "Hoa Tran"})).json()["id"]
    job = {"valid_from": "2020-01-01"} | ({"valid_through": "2020-12-31"} if gone else {})
    await stage.amara.post(f"{V1}/people/{who}/employments", json=job)
    read = (await stage.amara.get(f"{V1}/people/{who}/erasure")).json()["read"]
    body = {"read": read, "confirmed": "Hoa Tran", "because": "she asked"} | more
    return await stage.amara.post(f"{V1}/people/{who}/erasure", json=body)


async def erased_twice(stage: Stage) -> httpx.Response:
    await erased(stage)
    page = (await stage.amara.get(f"{V1}/people")).json()["items"]
    who = next(each["id"] for each in page if each["name"] == "identity removed")
    body = {"read": "0" * 16, "confirmed": "identity removed", "because": "again"}
    return await stage.amara.post(f"{V1}/people/{who}/erasure", json=body)


async def held(stage: Stage, times: int = 1) -> httpx.Response:
    reply = await stage.amara.get(f"{V1}/holds")
    for _ in range(times):
        reply = await stage.amara.post(f"{V1}/holds", json={"because": "Doe v. Harbor"})
    return reply


async def on_hold(stage: Stage) -> httpx.Response:
    await held(stage)
    return await erased(stage)


async def altered(stage: Stage) -> httpx.Response:
    """Let nothing that is on record verify."""
    stage.monkeypatch.setattr("muster.persistence.erasing._holds", lambda *_: False)
    return await erased(stage)


async def own_erasure(stage: Stage) -> httpx.Response:
    await as_herself(stage, Role.ADMINISTRATOR)
    body = {"read": "0" * 16, "confirmed": "Ines", "because": "mine"}
    return await stage.amara.post(stage.world.at(f"{V1}/people/{{person}}/erasure"), json=body)


async def answered(stage: Stage, times: int = 1, *, answer: str = "it says so", own: bool = False) -> httpx.Response:
    if own:
        await as_herself(stage, Role.HR)
    path = stage.world.at(f"{V1}/requests/{{wish}}")
    version = str(stage.world.versions["wish"])
    reply = await stage.amara.get(f"{V1}/ledger")
    for _ in range(times):
        body = {"stage": "declined", "answer": answer}
        reply = await stage.amara.put(path, json=body, headers={"If-Match": f'"{version}"'})
        version = reply.json().get("version", version)
    return reply


async def asked(stage: Stage, times: int, **body: str) -> httpx.Response:
    await as_herself(stage)
    reply = await stage.amara.get(f"{V1}/ledger")
    for _ in range(times):
        reply = await stage.amara.post(f"{V1}/requests", json=body)
    return reply


async def kept(stage: Stage, keep: str) -> httpx.Response:
    rule = {"name": "ours", "kinds": ["effort"], "after": "last-entry", "keep": keep, "says": "Ours.", "cite": "Ours"}
    return await stage.amara.post(f"{V1}/retention-rules", json=rule | {"because": "ours"})


ROSTER = b"Employee ID,Name,Hire Date\r\n01001,Hoa Tran,2024-04-18\r\n"
COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")


def archive(*names: str) -> bytes:
    """Make a zip of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return out.getvalue()


def bringing(*files: bytes, name: str = "theirs.xlsx", **form: str) -> Provocation:
    """Bring files in, all under one name."""
    return lambda stage: stage.amara.post(
        f"{V1}/imports", files=[("file", (name, each)) for each in files or (ROSTER,)], data=form
    )


async def differing(stage: Stage) -> httpx.Response:
    named = ROSTER.replace(b"Hoa Tran", b"Hoa B. Tran")
    at = (await stage.amara.get(f"{V1}/ledger")).json()["position"]
    await bringing(ROSTER)(stage)
    return await bringing(named, position=str(at))(stage)


async def unkept(stage: Stage) -> httpx.Response:
    (stage.home / "evidence").write_text("no folder")
    return await bringing()(stage)


async def without_a_reader(stage: Stage) -> httpx.Response:
    stage.monkeypatch.setattr(processes, "_CHILD", ("-c", "raise SystemExit(3)"))
    return await bringing(sheets.write("a.xlsx", [sheets.Sheet("A", (("Name", "Hire Date"),))]))(stage)


async def invited_twice(stage: Stage) -> httpx.Response:
    """Accept what somebody was invited to who signs in here already, without signing in."""
    tray = Tray()
    await invited(stage.cast.ben.email, by=stage.cast.amara.principal, tray=tray)
    return await stage.stranger.post(tray.paths[0], data={"password": PASSWORD}, headers=OUR_PAGE)


PROVOKED: dict[str, Provocation] = {
    **{code: stumbles(code) for code in AT_A_PROVIDER},
    "openid-provider-away": stumbles("openid-provider-away"),
    "link-over": lambda stage: stage.stranger.get(f"/reset/{'x' * 43}"),
    "no-such-calendar": lambda stage: stage.stranger.get(f"/calendar/{'x' * 43}.ics"),
    "no-such-card": lambda stage: stage.stranger.get("/verify/7K3QF9X2MBTC4RHZ0WN1"),
    "sign-in-first": invited_twice,
    "malformed-parts": lambda stage: stage.amara.post(
        f"{V1}/imports", content=b"none", headers={"Content-Type": "multipart/form-data; boundary=x"}
    ),
    "plan-differs": differing,
    "same-name": bringing(ROSTER, ROSTER),
    "empty-file": bringing(b" \r\n"),
    "not-a-spreadsheet": bringing(b"%PDF-1.7"),
    "old-spreadsheet": bringing(COMPOUND),
    "damaged-spreadsheet": bringing(b"PK\x03\x04 and no end"),
    "password-protected": bringing(COMPOUND + "EncryptedPackage".encode("utf-16-le")),
    "has-macros": bringing(archive("xl/vbaProject.bin")),
    "file-too-large": bringing(b"a," * 1_001),
    "unknown-encoding": bringing(b"Name\r\nAna \x81"),
    "unclosed-quote": bringing(b'Name,Note\r\nAna,"as agreed'),
    "no-header": bringing(b"Colour,Size\r\nred,5"),
    "bad-recipe": bringing(recipe="titles = 5"),
    "storage-failed": unkept,
    "reader-not-started": without_a_reader,
    "malformed-json": lambda stage: stage.amara.post(f"{V1}/people", content=b'{"name": ', headers=JSON),
    "bad-request": lambda stage: stage.stranger.get("/health", headers={"Host": "not a host"}),
    "sign-in-required": lambda stage: stage.stranger.get(f"{V1}/people"),
    "sign-in-failed": in_two_agencies,
    "second-factor-required": asked_for_a_code,
    "second-factor-needed": asked_of_staff,
    "wrong-code": lambda stage: asked_for_a_code(stage, code="000000"),
    "not-proved": lambda stage: changing(stage, "another sentence that nobody else would say", "not this"),
    "too-many-tries": too_often,
    "second-factor-exists": twice_set_up,
    "no-second-factor": lambda stage: stage.amara.post(f"{V1}/account/recovery-codes", json={"code": "000000"}),
    "nothing-to-confirm": lambda stage: stage.amara.post(
        f"{V1}/account/one-time-codes/confirmation", json={"code": "000000"}
    ),
    "bad-password-length": lambda stage: changing(stage, "fourteen chars"),
    "common-password": lambda stage: changing(stage, "123456789123456789"),
    "own-name-password": lambda stage: changing(stage, stage.cast.amara.email),
    "too-short-alone": short_alone,
    "sealed-elsewhere": sealed_elsewhere,
    "no-sealing-key": no_sealing_key,
    "forbidden": lambda stage: stage.ben.get(f"{V1}/people"),
    "beyond-your-program": in_one_program,
    "own-waiver": lambda stage: waived(stage, own=True),
    "only-themselves": lambda stage: stage.amara.post(f"{V1}/disclosures", json={"kind": "homelessness"}),
    "own-erasure": own_erasure,
    "own-request": lambda stage: answered(stage, own=True),
    "on-hold": on_hold,
    "held-already": lambda stage: held(stage, 2),
    "still-here": lambda stage: erased(stage, gone=False),
    "nothing-to-erase": erased_twice,
    "preview-differs": lambda stage: erased(stage, read="0" * 16),
    "does-not-verify": altered,
    "not-confirmed": lambda stage: erased(stage, confirmed="Hoa"),
    "names-the-person": lambda stage: erased(stage, because="Hoa Tran asked"),
    "asked-already": lambda stage: asked(stage, 2, ask="erasure"),
    "answered-already": lambda stage: answered(stage, 2),
    "no-words": lambda stage: asked(stage, 1, ask="correction"),
    "no-answer": lambda stage: answered(stage, answer=" "),
    "not-longer": lambda stage: kept(stage, "1 year"),
    "not-that-day": lambda stage: stage.amara.put(
        stage.world.at(f"{V1}/awards/{{award}}/final-report"), json={"on": "2020-01-01", "because": "a slip"}
    ),
    "cross-origin": lambda stage: stage.amara.delete(f"{V1}/session", headers={"Sec-Fetch-Site": "cross-site"}),
    "no-origin": without_an_origin,
    "not-over-tls": over_plain_http,
    "not-this-machine": from_another_machine,
    "not-found": lambda stage: stage.amara.get("/nowhere/at/all"),
    "points-nowhere": pointing_nowhere,
    "method-not-allowed": lambda stage: stage.amara.patch(f"{V1}/people", json={}),
    "conflict": stumbles("conflict"),
    "already-recorded": twice,
    "twice-on-a-shift": twice_on_a_shift,
    "unknown-company": beside_nobody_knows,
    "recorded-otherwise": listed_otherwise,
    "class-size": lambda stage: together(stage, *(str(uuid4()) for _ in range(MOST + 1))),
    "outside-the-plan": lambda stage: stage.amara.get(f"{V1}/plan", params={"through": "1999-01-01"}),
    "supposed-of-too-many": lambda stage: stage.amara.post(f"{V1}/what-if", json=of_too_many()),
    "nobody-new": lambda stage: together(stage, str(stage.world.ids["person"])),
    "class-changed": changed_class,
    "nothing-to-resend": called_off,
    "import-changed": lambda stage: taken_back(stage, changed=True),
    "undo-too-late": lambda stage: taken_back(stage, days=30),
    "overlaps": overlapping,
    "said-already": award_twice,
    "number-taken": taken,
    "outside-the-award": lambda stage: charged(stage, "effort", on="2026-09-30"),
    "above-the-whole": lambda stage: charged(stage, "allocations", percent_hundredths=6001),
    "above-the-day": lambda stage: charged(stage, "effort", minutes=1261),
    "own-name": lambda stage: confirmed(stage, own=True, signed_by=str(stage.world.ids["seer"])),
    "own-effort": own_effort,
    "hours-on-record": lambda stage: confirmed(
        stage, basis="percentages", shares=[{"line": None, "amount": 10_000, "kind": "work"}]
    ),
    "not-the-records": lambda stage: confirmed(stage, shares=[{"line": None, "amount": 240, "kind": "work"}]),
    "not-what-was-paid": lambda stage: confirmed(stage, paid=480),
    "which-agency": which_agency,
    "tree-broken": broken_tree,
    "no-signing-key": no_key,
    "too-many-leaves": too_many,
    "no-such-size": lambda stage: stage.amara.get(f"{V1}/ledger/consistency", params={"from": 1_000_000}),
    "stale": lambda stage: corrected(stage, {"If-Match": 'W/"weak"'}),
    "too-large": lambda stage: stage.amara.post(f"{V1}/people", content=b" " * 2_000_001, headers=JSON),
    "unsupported-media-type": lambda stage: stage.amara.post(f"{V1}/people", content=b"name=Ines"),
    "invalid": lambda stage: stage.amara.post(f"{V1}/people", json={"name": 5}),
    "in-the-future": lambda stage: stage.amara.post(
        stage.world.at(f"{V1}/people/{{person}}/completions"),
        json={"course": str(stage.world.ids["course"]), "completed_on": "2026-11-23"},
    ),
    "ends-before-it-starts": ended_early,
    "role-of-the-agency": lambda stage: placed(stage, role="grant-officer", program=str(stage.world.ids["program"])),
    "no-last-day": lambda stage: placed(stage, role="auditor"),
    "ended-already": lambda stage: placed(stage, through="2026-11-21"),
    "own-place": lambda stage: placed(stage, of=stage.cast.amara),
    "beyond-your-rights": beyond_their_rights,
    "last-administrator": the_last,
    "token-refused": lambda stage: stage.stranger.get(f"{V1}/people", headers={"Authorization": "Bearer muster_"}),
    "session-required": by_token,
    "no-such-token": lambda stage: stage.amara.post(f"{V1}/tokens", json=TOKEN | {"valid_through": "2028-01-01"}),
    "own-agency": lambda stage: shared(stage, recipient=str(stage.cast.agency)),
    "no-such-receiver": lambda stage: shared(stage, recipient=str(stage.world.ids["course"])),
    "counts-only": lambda stage: looked_through(stage, "people"),
    "outside-the-share": lambda stage: looked_through(stage, "counts", on="2025-01-01"),
    "cannot-move": moved,
    "program-or-award": for_both,
    "no-such-period": lambda stage: stage.amara.post(
        stage.world.at(f"{V1}/awards/{{award}}/papers-sent"),
        json={"kind": "liquidation", "of_end": "2026-12-31", "sent_on": "2026-11-01"},
    ),
    "no-such-duty": lambda stage: stage.amara.post(
        stage.world.at(f"{V1}/programs/{{program}}/duties-done"),
        json={"duty": "owed/unknown", "done_on": "2026-01-01"},
    ),
    "not-taught": lambda stage: stage.amara.post(
        stage.world.at(f"{V1}/courses/{{course}}/approvals"),
        json={"authority": "MDH", "topics": ["not-taught"], "valid_from": "2026-01-01", "valid_through": None},
    ),
    "requirement-or-kind": lambda stage: stage.amara.get(f"{V1}/orders/trial", params=ABOUT_BOTH),
    "never-looked-at": never_looked_at,
    "nothing-to-replace": nothing_to_replace,
    "loosens": lambda stage: tightened(stage, every="2 years"),
    "parent-not-adopted": lambda stage: tightened(stage, of="us-nremt"),
    "parent-differs": lambda stage: tightened(stage, digest="0" * 64),
    "other-text": other_text,
    "no-such-requirement": lambda stage: waived(stage, "us-osha-bbp/unknown"),
    "no-reporting-period": lambda stage: stage.amara.get(
        f"{V1}/reports/grant-compliance", params={"award": str(stage.world.ids["award"])}
    ),
    "no-such-position": lambda stage: stage.amara.get(f"{V1}/people", params={"known_at": 1_000_000}),
    "impossible-value": stumbles("impossible-value"),
    "bad-pack": lambda stage: stage.amara.post(f"{V1}/packs", json={"text": "id = 5", "valid_from": "2026-01-01"}),
    "version-required": lambda stage: corrected(stage, {}),
    "unexpected": stumbles("stumble"),
    "unavailable": stumbles("unavailable"),
    "outcome-unknown": stumbles("outcome-unknown"),
    "database-unreachable": unready(Unavailable("it does not answer", code="database-unreachable")),
    "database-is-behind": behind,
    "database-is-newer": unready(Conflict("it is newer", code="database-is-newer")),
}

# Codes that a service, the domain or the database's rooms may raise, and why no reply carries them.
NEVER_OVER_HTTP = {
    "refused": "the base of all kinds; nothing raises it",
    "no-account": "whoever is signed in has one; at the prompt there is `muster import`",
    "import-is-busy": "said on the page of the import",
    "import-is-done": "said on the page of the import",
    "import-not-planned": "said on the page of the import",
    "import-was-changed": "said on the page of the import",
    "too-many-imports": "said where files are chosen, on a page",
    "account-exists": "accounts are made at the prompt",
    "storage-damaged": "what is kept is read again at the prompt",
    "no-such-date-order": "a fault inside a recipe, under `bad-recipe`",
    "bad-address": "accounts are made at the prompt; where one is invited it is said as a fault of the field",
    "not-a-backup": "backups are taken and brought back at the prompt",
    "file-exists": "files are written at the prompt",
    "home-in-use": "backups are brought back at the prompt",
    "restore-differs": "backups are brought back at the prompt",
    "not-embedded": "backups are taken and brought back at the prompt",
    "bad-password-length": "passwords are set at the prompt",
    "no-owner": "whoever is signed in owns what they are issued; it is asked for at the prompt",
    "not-canonical": "a bug, if ever: facts have no such values",
    "empty-interval": "said as a fault of the field, under `invalid`",
    "end-contradicts-itself": "said as a fault of the field, under `invalid`",
    "bad-time-zone": "said as a fault of the field, under `invalid`",
    "odd-shift": "said as a fault of the field, under `invalid`",
    "odd-response": "said as a fault of the field, under `invalid`",
    "response-count": "said as a fault of the field, under `invalid`",
    "bad-list": "lists are files, read at the prompt",
    "odd-word": "said as a fault of the field, under `invalid`",
    "shift-size": "said as a fault of the field, under `invalid`",
    "odd-minutes": "said as a fault of the field, under `invalid`",
    "endless-award": "said as a fault of the field, under `invalid`",
    "endless-cost": "said as a fault of the field, under `invalid`",
    "figure-below-nothing": "said as a fault of the field, under `invalid`",
    "odd-cost": "said as a fault of the field, under `invalid`",
    "which-subaward": "said as a fault of the field, under `invalid`",
    "negative-amount": "said as a fault of the field, under `invalid`",
    "no-award-number": "said as a fault of the field, under `invalid`",
    "odd-schedule": "said as a fault of the field, under `invalid`",
    "odd-percentage": "said as a fault of the field, under `invalid`",
    "odd-rate": "said as a fault of the field, under `invalid`",
    "not-a-checkpoint": "a file, read at the prompt",
    "too-long": "said as a fault of the field, under `invalid`",
    "odd-smallest": "said as a fault of the field, under `invalid`",
    "no-purpose": "said as a fault of the field, under `invalid`",
    "odd-shares": "a split is asked for by muster itself",
    "no-number": "said as a fault of the field, under `invalid`",
    "no-authority": "said as a fault of the field, under `invalid`",
    "no-reason": "said as a fault of the field, under `invalid`",
    "bad-retention": "the rules that come with muster are read before they are shipped",
    "no-name": "said as `invalid`; its sentence says the rest",
    "bad-anchor": "a fault inside a pack, under `bad-pack`",
    "bad-month-day": "a fault inside a pack, under `bad-pack`",
    "bad-span": "a fault inside a pack, under `bad-pack`",
    "asks-for-nothing": "a fault inside a pack, under `bad-pack`",
    "no-terms": "a fault inside a pack, under `bad-pack`",
    "empty-terms": "a fault inside a pack, under `bad-pack`",
    "no-hours": "a fault inside a pack, under `bad-pack`",
    "mixed-version-by": "a fault inside a pack, under `bad-pack`",
    "bad-event": "a fault inside a pack, under `bad-pack`",
    "bad-interim": "a fault inside a pack, under `bad-pack`",
    "hours-of-several": "a fault inside a pack, under `bad-pack`",
    "unread-and-asked": "a fault inside a pack, under `bad-pack`",
    "head-count-size": "a fault at its place, from the schema",
    "approval-of-hours": "a fault inside a pack, under `bad-pack`",
    "terms-overlap": "a fault inside a pack, under `bad-pack`",
    "no-cycle": "a fault inside a pack, under `bad-pack`",
    "two-deadlines": "a fault inside a pack, under `bad-pack`",
    "bad-cycle": "a fault inside a pack, under `bad-pack`",
    "idle-terms": "a fault inside a pack, under `bad-pack`",
    "idle-leave": "a fault inside a pack, under `bad-pack`",
    "confirmed-too-long": "said as a fault of the field, under `invalid`",
    "no-statement": "said as a fault of the field, under `invalid`",
    "signed-too-early": "said as a fault of the field, under `invalid`",
    "odd-parts": "said as a fault of the field, under `invalid`",
    "not-the-whole": "said as a fault of the field, under `invalid`",
    "approved-too-early": "said as a fault of the field, under `invalid`",
    "leave-too-long": "said as a fault of the field, under `invalid`",
    "mixed-cycles": "a fault inside a pack, under `bad-pack`",
    "path-outside": "a fault inside a pack, under `bad-pack`",
    "empty-path": "a fault inside a pack, under `bad-pack`",
    "idle-carry": "a fault inside a pack, under `bad-pack`",
    "caps-overlap": "a fault inside a pack, under `bad-pack`",
    "repeated-bucket": "a fault inside a pack, under `bad-pack`",
    "bucket-outside": "a fault inside a pack, under `bad-pack`",
    "unknown-bucket": "a fault inside a pack, under `bad-pack`",
    "no-time": "a shift is asked for its times, and refused, before any rule is asked of it",
    "twice-on-a-crew": "a shift has each of its people once, before any rule is asked of them",
}
# Rooms that work before a request is served, or at the prompt: opening and making the database.
BEFORE_SERVING = ("embedded", "embedded_home", "migrate", "postgres_programs", "opening")
RAISED = re.compile(r'code(?:: str)?\s*=\s*"([a-z-]+)"')
# The reader of files hands its refusals their codes without naming them so.
OF_FILES = re.compile(r'no_spreadsheet\([^)]*?"([a-z]+(?:-[a-z]+)+)"')


def raised() -> dict[str, str]:
    """Find every code in the rooms that serve a request, and where it is raised."""
    rooms = ("domain", "persistence", "services", "rules", "sheets")
    files = [file for room in rooms for file in sorted((SRC / room).rglob("*.py"))]
    return {
        code: f"{file.relative_to(SRC)}"
        for file in (*files, SRC / "files.py")
        if file.stem not in BEFORE_SERVING
        for code in (*RAISED.findall(file.read_text()), *OF_FILES.findall(file.read_text()))
    }


@pytest.fixture(scope="module")
def shared_app(tmp_path_factory: pytest.TempPathFactory) -> Litestar:
    return application(tmp_path_factory.mktemp("home"), planted)


@pytest.fixture
async def world(cast: Cast, request: pytest.FixtureRequest) -> World:
    return await still_there(request, lambda: gather_world(cast))


@pytest.fixture
async def stage(
    app: Litestar, cast: Cast, world: World, calling: Caller, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Stage:
    stranger, amara, ben = await calling(None), await calling(cast.amara), await calling(cast.ben)
    return Stage(cast, world, stranger, amara, ben, monkeypatch, tmp_path)


def said(reply: httpx.Response) -> dict[str, Any]:
    found: dict[str, Any] = reply.json()
    return found


def test_every_type_is_provoked_here() -> None:
    assert PROVOKED.keys() == CATALOGUE.keys(), "show how it comes about, or take it out of the catalogue"


def test_every_code_that_may_be_raised_has_a_page() -> None:
    unknown = {code: where for code, where in raised().items() if code not in CATALOGUE and code not in NEVER_OVER_HTTP}

    assert not unknown, "say in muster/http/catalogue.py what to do about it"


def test_every_kind_has_a_type_of_its_own() -> None:
    assert {type_of(kind("a sentence")).status for kind in STATUS} == set(STATUS.values())
    assert type_of(Conflict("a sentence", code="never-heard-of")).code == "conflict"


# Where the home of the application is spoilt, it is one of its own.
IN_ITS_HOME = {"no-signing-key", "sealed-elsewhere", "no-sealing-key", "storage-failed"}
# Before these come about, something is recorded, or set up for an account: each has a world of its own.
CHANGES = {
    "own-name",
    "not-what-was-paid",
    "recorded-otherwise",
    "second-factor-required",
    "wrong-code",
    "beyond-your-program",
    "own-waiver",
    "second-factor-needed",
    "session-required",
    "beyond-your-rights",
    "counts-only",
    "own-erasure",
    "own-request",
    "nothing-to-resend",
    "said-already",
    "number-taken",
    "second-factor-exists",
    "sign-in-first",
    "plan-differs",
    "import-changed",
    "on-hold",
    "held-already",
    "still-here",
    "nothing-to-erase",
    "preview-differs",
    "does-not-verify",
    "asked-already",
    "answered-already",
    "class-changed",
    "too-short-alone",
    "outside-the-share",
    "not-confirmed",
    "names-the-person",
    "no-words",
    "sealed-elsewhere",
}


def alone(code: str) -> Any:  # noqa: ANN401 - pytest names no type for it
    """Return a code as a parameter: by itself, where it spoils what others find, or counts against who tries."""
    if code in IN_ITS_HOME:
        return pytest.param(code, marks=[pytest.mark.own_app])
    counted = CATALOGUE[code].status == httpx.codes.TOO_MANY_REQUESTS
    return pytest.param(code, marks=[] if counted or code in CHANGES else [pytest.mark.standing])


CODES = [alone(code) for code in CATALOGUE]


@pytest.mark.parametrize("code", CODES)
async def test_it_comes_about_and_its_type_leads_to_its_page(
    code: str, stage: Stage, request: pytest.FixtureRequest
) -> None:
    kind = CATALOGUE[code]
    scope = make.everybody(stage.cast.amara.principal)
    before = await head(scope)

    reply = await PROVOKED[code](stage)

    if request.node.get_closest_marker("standing"):
        assert await head(scope) == before, "it records something: name it in CHANGES"
    assert reply.headers["Content-Type"] == "application/problem+json"
    problem = said(reply)
    assert (problem["type"], problem["title"]) == (kind.path, kind.title)
    assert reply.status_code == problem["status"] == kind.status
    assert problem["detail"]
    assert problem["request_id"] == reply.headers["X-Request-ID"]
    assert ("Retry-After" in reply.headers) == (kind.status in {429, 503})
    assert ("WWW-Authenticate" in reply.headers) == (kind.status == 401)
    assert ("Allow" in reply.headers) == (kind.status == 405)
    page = await stage.stranger.get(problem["type"])
    assert page.status_code == 200
    assert kind.title in page.text
    assert kind.code in (await stage.stranger.get("/problems")).text


async def test_an_accident_shows_nothing_of_itself_but_where_the_log_has_it(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    reply = await PROVOKED["unexpected"](stage)

    assert "nobody should read" not in reply.text
    assert "Traceback" not in reply.text
    (entry,) = [each for each in caplog.records if each.name == "muster.http"]
    assert entry.exc_info is not None


async def test_the_faults_of_a_pack_are_told_with_their_lines(stage: Stage) -> None:
    faults = said(await PROVOKED["bad-pack"](stage))["errors"]

    assert all(each["at"].startswith("the pack:") for each in faults)
    assert {each["pointer"] for each in faults} == {""}


async def test_a_page_of_no_problem_is_a_problem(stranger: httpx.AsyncClient) -> None:
    reply = await stranger.get("/problems/none-of-these")

    assert (reply.status_code, said(reply)["type"]) == (404, "/problems/not-found")
