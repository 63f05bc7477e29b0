"""Every route there is, with what each caller is answered. A route without a row fails."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from tests.api.world import World
from tests.cast import PASSWORD

Json = dict[str, Any]
V1 = "/api/v1"
BECAUSE = "it says so on the paper"


@dataclass(frozen=True, slots=True)
class Row:
    """One route. ``bad`` is what to change in the request, and the pointer that the refusal has to give.

    The records asked for are Ines's: Ben is not her, Chidi is in another agency. Where no address
    names a record, Chidi is asking for his own agency's.
    """

    method: str
    path: str
    amara: int
    ben: int
    chidi: int
    bad: tuple[Json, str]
    body: Callable[[World], Json] | None = None
    version: str | None = None
    public: bool = False
    query: Json | None = None
    files: Json | None = None

    @property
    def name(self) -> str:
        """How it is called in the output of pytest."""
        return f"{self.method} {self.path}"

    def request(self, world: World, *, missing: bool = False, bad: bool = False) -> Json:
        """Return the request, as httpx takes it."""
        asked: Json = {"method": self.method, "url": (world.missing if missing else world.at)(self.path)}
        changed = self.bad[0] if bad else {}
        if self.query:
            asked["params"] = filled(self.query, world, missing=missing) | changed
        if self.version:
            asked["headers"] = {"If-Match": f'"{world.versions[self.version]}"'}
        if self.body:
            asked["json"] = self.body(world) | changed
        elif self.files:
            asked["files"], asked["data"] = self.files, changed
        elif changed and not self.query:
            asked["params"] = changed
        return asked


def reads(path: str, *, ben: int = 403, chidi: int = 404) -> Row:
    """Return the row of a route that only reads."""
    return Row("GET", f"{V1}{path}", 200, ben, chidi, ({"known_at": "yesterday"}, "/known_at"))


def writes(path: str, body: Json, bad: tuple[Json, str], *, chidi: int = 404) -> Row:
    """Return the row of a route that records something new."""
    return Row("POST", f"{V1}{path}", 201, 403, chidi, bad, lambda world: filled(body, world))


def corrects(path: str, of: str, body: Json, bad: tuple[Json, str]) -> Row:
    """Return the row of a route that corrects something."""
    said = body | {"because": BECAUSE}
    return Row("PUT", f"{V1}{path}", 200, 403, 404, bad, lambda world: filled(said, world), of)


def withdraws(path: str, of: str) -> Row:
    """Return the row of a route that withdraws something."""
    return Row(
        "DELETE", f"{V1}{path}", 204, 403, 404, ({"because": ""}, "/because"), lambda _: {"because": BECAUSE}, of
    )


def own(method: str, path: str, status: int, body: Json, bad: str) -> Row:
    """Return the row of what everybody does to their own account, and is answered alike."""
    return Row(method, f"{V1}{path}", status, status, status, ({bad: ""}, f"/{bad}"), lambda _: body)


def asks(
    method: str, path: str, amara: int = 200, *, bad: tuple[Json, str] | None = None, body: Json | None = None
) -> Row:
    """Return the row of a route for which Ben is not enough, and which Chidi's agency has nothing at."""
    said = (lambda world: filled(body, world)) if body else None
    return Row(method, f"{V1}{path}", amara, 403, 404, bad or NO_PARAMETERS, said)


def public(path: str) -> Row:
    """Return the row of a page that anybody may read."""
    return Row("GET", path, 200, 200, 200, ({}, ""), public=True)


def filled(body: Json, world: World, *, missing: bool = False) -> Json:
    """Return a body or a query with the ids that it names by ``:course``; ``missing``: with ids of nothing."""
    return {
        key: str(uuid4() if missing else world.ids[value[1:]])
        if isinstance(value, str) and value.startswith(":")
        else value
        for key, value in body.items()
    }


def _class(world: World) -> Json:
    return filled(DONE_TOGETHER, world) | {"people": [str(world.ids["person"])]}


def _suppose(world: World) -> Json:
    return {"suppose": [{"people": [str(world.ids["person"])], "completion": filled(SUPPOSED, world)}]}


def _shift(world: World) -> Json:
    return filled(SHIFT, world) | {"members": [{"person": str(world.ids["person"])}]}


def _crew(world: World) -> Json:
    return {name: value for name, value in _shift(world).items() if name not in {"team", "award"}}


def _shift_again(world: World) -> Json:
    return _shift(world) | {"because": BECAUSE}


SENT = {
    "dispatched_at": "2026-11-20T21:04:00-06:00",
    "dispatched_by": "988-hub",
    "place": "urban",
    "en_route_after": 4,
    "arrived_after": 23,
}
NEW_PASSWORD = "another sentence that nobody else would say"
PLACE = {"role": "responder", "program": ":program", "through": None}
TOKEN = {"name": "nightly export", "permissions": ["people:read"], "valid_through": "2027-05-31"}
OFFERED = {"email": "new@example.org", "role": "responder"}
PERSON = {"name": "Ines de la Cruz"}
JOB = {"valid_from": "2020-01-01", "valid_through": "2020-12-31"}
AWAY = {"valid_from": "2020-01-01", "valid_through": "2020-02-28"}
ROLE = {"role": "emt", "program": ":program", "valid_from": "2025-01-01"}
SUPPOSED = {"course": ":course", "completed_on": "2026-11-20"}
COURSE = {"title": "Bloodborne pathogens", "topics": ["bloodborne-pathogens"]}
APPROVED = {"authority": "MDH", "valid_from": "2026-02-02", "valid_through": None}
WORKFORCE = {"role": "night-clinician", "workforce": "mental-health", "reviewed_on": "2026-01-05"}
DUTY = {"duty": "owed/plan", "done_on": "2026-02-02"}
COUNTED = {"course": ":course", "held_on": "2026-01-05", "people": 25, "workforce": "other"}
TRAINING_REPORT = {"award": ":award", "first": "2026-10-01", "last": "2026-11-22"}
DONE = {"course": ":course", "completed_on": "2026-01-05"}
DONE_TOGETHER = {"course": ":course", "held_on": "2026-03-05"}
CARD = {"kind": "emt", "issued_on": "2025-03-01", "valid_through": "2027-03-31"}
SHIFT = {
    "program": ":program",
    "team": "mobile-crisis",
    "starts_at": "2026-11-22T06:00:00-06:00",
    "ends_at": "2026-11-22T14:00:00-06:00",
    "equipment": ["naloxone-kit"],
    "award": ":award",
}
AWARD = {
    "number": "CR-2026-0417",
    "title": "Crisis response",
    "funder": "SAMHSA",
    "valid_from": "2026-07-01",
    "valid_through": "2028-06-30",
}
PAPER = {"kind": "extension-request", "of_end": "2027-09-30", "sent_on": "2026-11-20"}
COST = {"category": "pay", "cents": 20_000_00, "valid_from": "2026-10-01", "valid_through": "2026-10-31"}
FIGURES = {"through": "2027-09-30", "a": 33_000, "b": 31_000, "d": 50_000, "e": 31_000, "f": 4_000}
LINE = {"code": "P-2", "position": "Peer responder", "role": "peer-support"}
AGREED = {"partner": ":partner", "instrument": "mou", "valid_from": "2026-07-01", "signed_on": "2026-06-18"}
NUMBER = {"registry": "hr", "number": ":person"}
SHARE = {"line": ":line", "percent_hundredths": 4000, "valid_from": "2026-10-01", "valid_through": "2027-09-30"}
WORKED = {"on": "2026-11-20", "minutes": 240, "line": ":line"}
SIGNED = {
    "valid_from": "2019-01-01",
    "valid_through": "2019-01-31",
    "basis": "percentages",
    "shares": [{"line": None, "amount": 10000}],
    "statement": "As I worked.",
    "signed_by": ":person",
    "signed_on": "2019-02-01",
}
WAIVED = {
    "requirement": "us-osha-bbp/annual-training",
    "valid_from": "2026-11-02",
    "valid_through": "2027-01-31",
    "granted_on": "2026-11-02",
    "authority": "State EMS office",
    "because": BECAUSE,
}
EXTENDED = {
    "requirement": "us-osha-bbp/annual-training",
    "moves": "2026-11-01",
    "through": "2027-01-31",
    "granted_on": "2026-11-02",
    "authority": "State EMS office",
    "because": BECAUSE,
}
MOVED = {
    "granted_on": "2026-03-01",
    "requirement": "us-osha-bbp/annual-training",
    "lapses_from": "2026-03-01",
    "lapses_through": "2026-06-30",
    "runs_through": "2026-09-30",
    "program": ":program",
}
ORDERED = MOVED | {"number": "2026-14", "authority": "State EMS office", "because": BECAUSE}
SHARED = {
    "recipient": ":region",
    "program": ":program",
    "level": "counts",
    "purpose": "Regional plan",
    "valid_from": "2026-01-01",
    "valid_through": "2027-06-30",
    "because": BECAUSE,
}
BACKWARDS = ({"valid_from": "2026-01-02", "valid_through": "2026-01-01"}, "/valid_through")
GRANT_REPORT = {"award": ":award", "first": "2026-10-01", "last": "2026-11-22"}
STATE_REPORT = {"program": ":program", "first": "2026-07-01", "last": "2026-09-30"}
TRIED = {"shipped": "cpr-first-aid", "program": ":program"}
ROSTER = {"file": ("roster.csv", b"Employee ID,Name,Hire Date\r\n01001,Hoa Tran,2024-04-18\r\n")}
NO_PARAMETERS = ({"nonsense": "1"}, "/nonsense")
WHY = {"because": BECAUSE}
SHOWN_AS = ({"shows_name": "yes"}, "/shows_name")
LIVED = {"kind": "homelessness"}
SCHEDULE = {
    "name": "county-schedule",
    "kinds": ["effort"],
    "after": "last-entry",
    "keep": "7 years",
    "says": "Time cards are kept for seven years.",
    "cite": "County records schedule 12",
    "because": BECAUSE,
}
CONFIRMED = {"read": "0123456789abcdef", "confirmed": "Ines", "because": BECAUSE}

ROWS = (
    Row(
        "POST",
        f"{V1}/session",
        401,
        401,
        401,
        ({"password": None}, "/password"),
        lambda _: {"email": "nobody@example.org", "password": PASSWORD},
        public=True,
    ),
    Row("GET", f"{V1}/session", 200, 200, 200, NO_PARAMETERS),
    Row("DELETE", f"{V1}/session", 204, 204, 204, NO_PARAMETERS),
    Row("GET", f"{V1}/account", 200, 200, 200, NO_PARAMETERS),
    own("POST", "/account/password", 204, {"password": PASSWORD, "new_password": NEW_PASSWORD}, "new_password"),
    Row("GET", f"{V1}/account/one-time-codes", 200, 200, 200, NO_PARAMETERS),
    own("POST", "/account/one-time-codes", 201, {"password": PASSWORD}, "password"),
    own("POST", "/account/one-time-codes/confirmation", 409, {"code": "000000"}, "code"),
    own("DELETE", "/account/one-time-codes", 409, {"password": PASSWORD, "code": "000000"}, "code"),
    own("POST", "/account/recovery-codes", 409, {"code": "000000"}, "code"),
    Row("GET", f"{V1}/account/providers", 200, 200, 200, NO_PARAMETERS),
    Row(
        "DELETE",
        f"{V1}/account/providers/{{link}}",
        204,
        404,
        404,
        ({"password": ""}, "/password"),
        lambda _: {"password": PASSWORD},
    ),
    Row("GET", f"{V1}/account/sessions", 200, 200, 200, NO_PARAMETERS),
    Row("DELETE", f"{V1}/account/sessions", 204, 204, 204, NO_PARAMETERS),
    Row("DELETE", f"{V1}/account/sessions/{{session}}", 204, 404, 404, NO_PARAMETERS),
    Row("GET", f"{V1}/memberships", 200, 403, 200, ({"limit": "0"}, "/limit")),
    Row("GET", f"{V1}/memberships/{{membership}}", 200, 403, 404, NO_PARAMETERS),
    corrects("/memberships/{membership}", "membership", PLACE, ({"through": "2026-11-21"}, "/through")),
    withdraws("/memberships/{membership}", "membership"),
    Row("GET", f"{V1}/agency/second-factor", 200, 403, 200, NO_PARAMETERS),
    Row(
        "PUT",
        f"{V1}/agency/second-factor",
        200,
        403,
        412,
        ({"because": ""}, "/because"),
        lambda _: {"required": False, "because": BECAUSE},
        "agency",
    ),
    Row("GET", f"{V1}/tokens", 200, 200, 200, ({"limit": "0"}, "/limit")),
    writes("/tokens", TOKEN, ({"permissions": []}, "/permissions"), chidi=201),
    Row("DELETE", f"{V1}/tokens/{{token}}", 204, 403, 404, NO_PARAMETERS),
    Row("GET", f"{V1}/invitations", 200, 403, 200, ({"limit": 0}, "/limit")),
    writes("/invitations", OFFERED, ({"email": "nobody"}, "/email"), chidi=201),
    Row("GET", f"{V1}/invitations/{{invitation}}", 200, 403, 404, NO_PARAMETERS),
    withdraws("/invitations/{invitation}", "invitation"),
    reads("/programs", ben=200, chidi=200),
    writes("/programs", {"name": "Night team"}, ({"time_zone": "America/Nowhere"}, "/time_zone"), chidi=201),
    reads("/programs/{program}/standing"),
    Row("GET", f"{V1}/programs/{{program}}/forecast", 200, 403, 404, ({"months": "37"}, "/months")),
    Row("GET", f"{V1}/renewals", 200, 403, 200, ({"months": "0"}, "/months")),
    Row("GET", f"{V1}/programs/{{program}}/plan", 200, 403, 404, ({"seat_days": "-1"}, "/seat_days")),
    Row("GET", f"{V1}/plan", 200, 403, 200, ({"through": "soon"}, "/through")),
    Row(
        "POST",
        f"{V1}/what-if",
        200,
        403,
        404,
        ({"months": 0}, "/months"),
        _suppose,
    ),
    reads("/roster", chidi=200),
    Row("GET", f"{V1}/today", 200, 403, 200, ({"within": "0"}, "/within")),
    Row("GET", f"{V1}/search", 200, 200, 200, ({"q": ""}, "/q"), query={"q": "canary"}),
    reads("/people", chidi=200),
    writes("/people", PERSON, ({"birth": {"year": 1990, "month": 13}}, "/birth/month"), chidi=201),
    reads("/people/{person}"),
    corrects("/people/{person}", "person", PERSON, ({"name": " "}, "/name")),
    reads("/people/{person}/employments"),
    writes("/people/{person}/employments", JOB, BACKWARDS),
    corrects("/employments/{employment}", "employment", JOB, BACKWARDS),
    reads("/people/{person}/leave"),
    writes("/people/{person}/leave", AWAY, ({"valid_through": None}, "/valid_through")),
    reads("/leave/{leave}"),
    corrects("/leave/{leave}", "leave", AWAY, BACKWARDS),
    withdraws("/leave/{leave}", "leave"),
    reads("/people/{person}/roles"),
    writes("/people/{person}/roles", ROLE, ({"role": "Peer Support"}, "/role")),
    corrects("/roles/{role}", "role", ROLE, ({"fte_percent": 101}, "/fte_percent")),
    reads("/people/{person}/standing"),
    reads("/people/{person}/explanation"),
    Row("GET", f"{V1}/people/{{person}}/forecast", 200, 403, 404, ({"months": "a year"}, "/months")),
    reads("/people/{person}/timeline"),
    reads("/courses", chidi=200),
    writes("/courses", COURSE, ({"topics": ["ok", "not ok"]}, "/topics/1"), chidi=201),
    reads("/courses/{course}"),
    corrects("/courses/{course}", "course", COURSE, ({"minutes": 0}, "/minutes")),
    reads("/courses/{course}/approvals"),
    writes("/courses/{course}/approvals", APPROVED, ({"topics": ["not-taught"]}, "/topics")),
    reads("/approvals/{approval}"),
    corrects("/approvals/{approval}", "approval", APPROVED, ({"valid_through": "2026-01-01"}, "/valid_through")),
    withdraws("/approvals/{approval}", "approval"),
    reads("/head-counts", chidi=200),
    writes("/head-counts", COUNTED, ({"people": 0}, "/people")),
    reads("/head-counts/{head_count}"),
    corrects("/head-counts/{head_count}", "head_count", COUNTED, ({"held_on": "2026-13-01"}, "/held_on")),
    withdraws("/head-counts/{head_count}", "head_count"),
    reads("/workforces", chidi=200),
    writes("/workforces", WORKFORCE, ({"workforce": "both"}, "/workforce"), chidi=201),
    reads("/workforces/{workforce}"),
    corrects("/workforces/{workforce}", "workforce", WORKFORCE, ({"role": "Peer Support"}, "/role")),
    withdraws("/workforces/{workforce}", "workforce"),
    reads("/programs/{program}/duties"),
    reads("/programs/{program}/duties-done"),
    writes("/programs/{program}/duties-done", DUTY, ({"duty": "owed/unknown"}, "/duty")),
    reads("/duties-done/{duty_done}"),
    corrects("/duties-done/{duty_done}", "duty_done", DUTY, ({"done_on": "2027-01-01"}, "/done_on")),
    withdraws("/duties-done/{duty_done}", "duty_done"),
    reads("/people/{person}/completions"),
    writes("/people/{person}/completions", DONE, ({"completed_on": "2026-11-23"}, "/completed_on")),
    Row("POST", f"{V1}/classes", 201, 403, 404, ({"people": []}, "/people"), _class),
    asks("GET", "/classes/{sheet}"),
    asks("DELETE", "/classes/{sheet}", 204, bad=({"because": ""}, "/because"), body=WHY),
    reads("/completions/{completion}"),
    corrects("/completions/{completion}", "completion", DONE, ({"completed_on": "5 January"}, "/completed_on")),
    withdraws("/completions/{completion}", "completion"),
    reads("/people/{person}/credentials"),
    writes("/people/{person}/credentials", CARD, ({"end": "never"}, "/end")),
    reads("/credentials/{credential}"),
    corrects("/credentials/{credential}", "credential", CARD, ({"valid_through": "2020-01-01"}, "/valid_through")),
    withdraws("/credentials/{credential}", "credential"),
    writes(
        "/credentials/{credential}/statuses",
        {"on": "2026-06-01", "status": "suspended", "because": BECAUSE},
        ({"status": "expired"}, "/status"),
    ),
    reads("/people/{person}/identifiers"),
    writes("/people/{person}/identifiers", NUMBER, ({"number": " "}, "/number")),
    reads("/people/{person}/allocations"),
    writes("/people/{person}/allocations", SHARE, ({"valid_through": "2026-09-30"}, "/valid_through")),
    reads("/allocations/{allocation}"),
    corrects("/allocations/{allocation}", "allocation", SHARE, ({"percent_hundredths": 10001}, "/percent_hundredths")),
    reads("/people/{person}/effort"),
    writes("/people/{person}/effort", WORKED, ({"on": "2026-11-23"}, "/on")),
    reads("/effort/{effort}"),
    corrects("/effort/{effort}", "effort", WORKED, ({"minutes": 1501}, "/minutes")),
    withdraws("/effort/{effort}", "effort"),
    reads("/people/{person}/effort-review"),
    reads("/awards/{award}/effort-review"),
    reads("/people/{person}/effort-confirmations"),
    writes("/people/{person}/effort-confirmations", SIGNED, ({"signed_on": "2019-01-30"}, "/signed_on")),
    reads("/effort-confirmations/{confirmation}"),
    Row(
        "PUT",
        f"{V1}/effort-confirmations/{{confirmation}}/approval",
        200,
        403,
        404,
        ({"approved_on": "2026-11-23"}, "/approved_on"),
        lambda world: filled({"approved_by": ":seer", "approved_on": "2018-07-02"}, world),
        "confirmation",
    ),
    withdraws("/effort-confirmations/{confirmation}", "confirmation"),
    reads("/people/{person}/pay-rates"),
    writes("/people/{person}/pay-rates", {"cents_per_hour": 2850, "valid_from": "2026-01-01"}, BACKWARDS),
    reads("/people/{person}/waivers"),
    writes("/people/{person}/waivers", WAIVED, ({"requirement": "us-osha-bbp/unknown"}, "/requirement")),
    reads("/waivers/{waiver}"),
    withdraws("/waivers/{waiver}", "waiver"),
    reads("/people/{person}/extensions"),
    writes("/people/{person}/extensions", EXTENDED, ({"through": "2026-11-01"}, "/through")),
    reads("/extensions/{extension}"),
    withdraws("/extensions/{extension}", "extension"),
    reads("/orders", ben=200, chidi=200),
    Row("GET", f"{V1}/orders/trial", 200, 403, 404, ({"runs_through": "2026-06-30"}, "/runs_through"), query=MOVED),
    writes("/orders", ORDERED, ({"runs_through": "2026-06-30"}, "/runs_through")),
    reads("/orders/{order}", ben=200),
    reads("/orders/{order}/people"),
    withdraws("/orders/{order}", "order"),
    Row("GET", f"{V1}/programs/{{program}}/shifts", 200, 403, 404, ({"first": "2027-01-01"}, "/last")),
    Row("GET", f"{V1}/programs/{{program}}/responses", 200, 403, 404, ({"limit": 0}, "/limit")),
    Row("GET", f"{V1}/programs/{{program}}/responses/counts", 200, 403, 404, ({"first": "2027-01-01"}, "/last")),
    writes("/programs/{program}/responses", SENT, ({"arrived_after": 1441}, "/arrived_after")),
    Row(
        "POST",
        f"{V1}/programs/{{program}}/responses/batch",
        201,
        403,
        404,
        ({"items": []}, "/items"),
        lambda _: {"items": [SENT, SENT]},
    ),
    reads("/responses/{response}"),
    corrects("/responses/{response}", "response", SENT, ({"place": "town"}, "/place")),
    withdraws("/responses/{response}", "response"),
    Row("POST", f"{V1}/shifts", 201, 403, 404, ({"team": "Mobile Crisis"}, "/team"), _shift),
    reads("/shifts/{shift}"),
    Row("PUT", f"{V1}/shifts/{{shift}}", 200, 403, 404, ({"members": []}, "/members"), _shift_again, "shift"),
    Row("PUT", f"{V1}/shifts/{{shift}}/went", 200, 403, 404, ({"members": []}, "/members"), lambda _: {}, "shift"),
    withdraws("/shifts/{shift}", "shift"),
    Row("GET", f"{V1}/shifts/{{shift}}/check", 200, 403, 404, ({"stage": "over"}, "/stage")),
    reads("/shifts/{shift}/substitutes"),
    Row("POST", f"{V1}/shifts/check", 200, 403, 404, ({"ends_at": "2026-11-22"}, "/ends_at"), _crew),
    reads("/awards", chidi=200),
    writes("/awards", AWARD, ({"amount_cents": 185.5}, "/amount_cents"), chidi=201),
    reads("/awards/{award}"),
    corrects("/awards/{award}", "award", AWARD, ({"valid_through": "2026-06-30"}, "/valid_through")),
    reads("/awards/{award}/reporting-periods"),
    reads("/awards/{award}/forecast"),
    reads("/awards/{award}/lines"),
    writes("/awards/{award}/lines", LINE, ({"role": "Peer Support"}, "/role")),
    reads("/awards/{award}/papers"),
    reads("/awards/{award}/papers-sent"),
    writes("/awards/{award}/papers-sent", PAPER, ({"of_end": "2027-06-30"}, "/of_end")),
    reads("/papers-sent/{paper_sent}"),
    corrects("/papers-sent/{paper_sent}", "paper_sent", PAPER, ({"sent_on": "2027-01-01"}, "/sent_on")),
    withdraws("/papers-sent/{paper_sent}", "paper_sent"),
    reads("/awards/{award}/indirect"),
    reads("/awards/{award}/costs"),
    writes("/awards/{award}/costs", COST, ({"valid_through": "2026-12-31"}, "/valid_through")),
    reads("/costs/{cost}"),
    corrects("/costs/{cost}", "cost", COST, ({"subaward": "S-1"}, "/subaward")),
    withdraws("/costs/{cost}", "cost"),
    reads("/awards/{award}/figures"),
    writes("/awards/{award}/figures", FIGURES, ({"through": "2027-06-30"}, "/through")),
    reads("/figures/{figures}"),
    corrects("/figures/{figures}", "figures", FIGURES, ({"e": -1}, "/e")),
    withdraws("/figures/{figures}", "figures"),
    reads("/lines/{line}"),
    corrects("/lines/{line}", "line", LINE | {"award": ":award"}, ({"fte_hundredths": 0}, "/fte_hundredths")),
    reads("/partners", chidi=200),
    writes("/partners", {"name": "988 line"}, ({"kind": "police"}, "/kind"), chidi=201),
    reads("/partnerships", chidi=200),
    writes("/partnerships", AGREED, ({"signed_on": "2026-11-23"}, "/signed_on")),
    reads("/partnerships/{partnership}"),
    corrects("/partnerships/{partnership}", "partnership", AGREED, ({"instrument": "handshake"}, "/instrument")),
    Row("GET", f"{V1}/reports", 200, 403, 200, NO_PARAMETERS),
    Row("GET", f"{V1}/reports/grant-compliance", 200, 403, 404, ({"format": "docx"}, "/format"), query=GRANT_REPORT),
    Row("GET", f"{V1}/reports/sf-425", 200, 403, 404, ({"through": "soon"}, "/through"), query={"award": ":reported"}),
    Row("GET", f"{V1}/reports/state-compliance", 200, 403, 404, ({"last": "2026-06-30"}, "/last"), query=STATE_REPORT),
    Row("GET", f"{V1}/reports/training-summary", 200, 403, 404, ({"first": "2026"}, "/first"), query=TRAINING_REPORT),
    Row("GET", f"{V1}/imports", 200, 403, 200, ({"limit": "0"}, "/limit")),
    Row("POST", f"{V1}/imports/plans", 200, 403, 200, ({"position": "1"}, "/position"), files=ROSTER),
    Row("POST", f"{V1}/imports", 201, 403, 201, ({"position": "the last"}, "/position"), files=ROSTER),
    Row("GET", f"{V1}/imports/{{brought}}", 200, 403, 404, NO_PARAMETERS),
    asks("DELETE", "/imports/{brought}", 204, bad=({"because": ""}, "/because"), body=WHY),
    Row("POST", f"{V1}/reminders/{{notice}}/resending", 200, 403, 404, NO_PARAMETERS),
    Row("GET", f"{V1}/reminders", 200, 403, 200, ({"only": "lost"}, "/only")),
    reads("/packs", ben=200, chidi=200),
    Row("GET", f"{V1}/packs/shipped", 200, 200, 200, NO_PARAMETERS),
    Row("GET", f"{V1}/packs/trial", 200, 403, 404, ({"on": "today"}, "/on"), query=TRIED),
    writes("/packs", {"shipped": "cpr-first-aid", "valid_from": "2026-01-01"}, ({"text": "x"}, "/shipped"), chidi=201),
    Row(
        "POST",
        f"{V1}/packs/previews",
        200,
        403,
        200,
        ({"limit": -1}, "/limit"),
        lambda _: {"shipped": "or-mcis", "valid_from": "2026-01-01"},
    ),
    Row(
        "POST",
        f"{V1}/packs/comparisons",
        200,
        200,
        404,
        ({"valid_from": "x"}, "/valid_from"),
        lambda world: {"parent": {"shipped": "or-mcis"}, "child": {"adoption": str(world.ids["adoption"])}},
    ),
    corrects(
        "/packs/{adoption}/statement", "adoption", {"valid_from": "2026-01-02"}, ({"valid_from": "x"}, "/valid_from")
    ),
    asks(
        "POST",
        "/packs/{adoption}/previews",
        bad=({"limit": -1}, "/limit"),
        body={"valid_from": "2026-01-02"},
    ),
    corrects("/packs/{adoption}", "adoption", {"valid_through": "2026-12-31"}, ({"because": "\n"}, "/because")),
    reads("/packs/{adoption}/text", ben=200),
    Row("GET", f"{V1}/ledger", 200, 200, 200, NO_PARAMETERS),
    Row("GET", f"{V1}/ledger/verification", 200, 403, 200, NO_PARAMETERS),
    Row("GET", f"{V1}/ledger/checkpoint", 200, 200, 200, NO_PARAMETERS),
    Row("GET", f"{V1}/access-log/checkpoint", 200, 200, 200, NO_PARAMETERS),
    Row("GET", f"{V1}/ledger/proofs/{{position}}", 200, 403, 404, ({"subject": "Ines"}, "/subject")),
    Row("GET", f"{V1}/ledger/consistency", 200, 403, 200, ({"from": "-1"}, "/from"), query={"from": "1"}),
    Row("GET", f"{V1}/access-log", 200, 403, 200, ({"person": "Ines"}, "/person")),
    Row("GET", f"{V1}/people/{{person}}/looks", 200, 403, 404, ({"limit": "0"}, "/limit")),
    reads("/shares", chidi=200),
    writes("/shares", SHARED, ({"valid_through": "2029-01-01"}, "/valid_through")),
    reads("/shares/{share}"),
    corrects("/shares/{share}", "share", SHARED, ({"smallest_count": 2}, "/smallest_count")),
    withdraws("/shares/{share}", "share"),
    Row("GET", f"{V1}/shares/{{share}}/looks", 200, 403, 404, ({"limit": "0"}, "/limit")),
    Row("GET", f"{V1}/shares/received", 200, 403, 200, NO_PARAMETERS),
    Row("GET", f"{V1}/shares/received/{{given}}/counts", 200, 403, 404, ({"on": "today"}, "/on")),
    Row("GET", f"{V1}/shares/received/{{given}}/people", 200, 403, 404, ({"limit": "0"}, "/limit")),
    Row("GET", f"{V1}/shares/received/{{given}}/people/{{shown}}", 200, 403, 404, ({"on": "2025-01-01"}, "/on")),
    asks("GET", "/people/{person}/data"),
    asks("GET", "/people/{person}/data/archive", bad=({"language": "fr"}, "/language")),
    asks("GET", "/people/{person}/disclosures"),
    Row("POST", f"{V1}/disclosures", 403, 201, 403, ({"kind": "poverty"}, "/kind"), lambda _: LIVED),
    Row(
        "POST",
        f"{V1}/disclosures/{{disclosure}}/consents",
        403,
        404,
        403,
        ({"shown": "yes"}, "/shown"),
        lambda _: {"counted": True, "shown": False},
    ),
    Row("DELETE", f"{V1}/disclosures/{{disclosure}}", 403, 404, 403, NO_PARAMETERS),
    Row("GET", f"{V1}/disclosures/counts", 200, 403, 200, NO_PARAMETERS),
    Row("GET", f"{V1}/calendars", 403, 200, 403, NO_PARAMETERS),
    Row("POST", f"{V1}/calendars", 403, 201, 403, NO_PARAMETERS),
    Row("DELETE", f"{V1}/calendars/{{calendar}}", 403, 404, 403, NO_PARAMETERS),
    Row("GET", f"{V1}/cards", 403, 200, 403, NO_PARAMETERS),
    Row("POST", f"{V1}/cards", 403, 201, 403, SHOWN_AS, lambda _: {"shows_name": True}),
    Row("POST", f"{V1}/cards/{{card}}/consents", 403, 404, 403, SHOWN_AS, lambda _: {"shows_name": True}),
    Row("DELETE", f"{V1}/cards/{{card}}", 403, 404, 403, NO_PARAMETERS),
    Row("GET", f"{V1}/requests", 200, 403, 200, NO_PARAMETERS),
    Row("POST", f"{V1}/requests", 403, 201, 403, ({"ask": "money"}, "/ask"), lambda _: {"ask": "erasure"}),
    Row(
        "PUT",
        f"{V1}/requests/{{wish}}",
        200,
        403,
        404,
        ({"stage": "open"}, "/stage"),
        lambda _: {"stage": "declined", "answer": BECAUSE},
        "wish",
    ),
    Row("DELETE", f"{V1}/requests/{{wish}}", 403, 404, 403, NO_PARAMETERS),
    Row("GET", f"{V1}/retention-rules", 200, 200, 200, NO_PARAMETERS),
    writes("/retention-rules", SCHEDULE, ({"keep": "for ever"}, "/keep"), chidi=201),
    asks("DELETE", "/retention-rules/{retention}", 204, bad=({"because": ""}, "/because"), body=WHY),
    asks("GET", "/awards/{award}/final-report"),
    asks("PUT", "/awards/{award}/final-report", bad=({"on": "soon"}, "/on"), body=WHY | {"on": "2026-11-01"}),
    Row("GET", f"{V1}/holds", 200, 403, 200, NO_PARAMETERS),
    writes("/holds", WHY | {"person": ":person"}, ({"because": " "}, "/because")),
    asks("DELETE", "/holds/{hold}", 204, bad=({"because": ""}, "/because"), body=WHY),
    asks("GET", "/people/{person}/erasure"),
    asks("POST", "/people/{person}/erasure", 409, bad=({"read": "it"}, "/read"), body=CONFIRMED),
    public("/health"),
    public("/ready"),
    public(f"{V1}/openapi.json"),
    public(f"{V1}/reference"),
    public("/problems"),
    public("/problems/{code}"),
    public("/assets/{name}"),
)
