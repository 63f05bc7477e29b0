"""Every route there is, with what each caller is answered. A route without a row fails."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

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

    @property
    def name(self) -> str:
        """How it is called in the output of pytest."""
        return f"{self.method} {self.path}"

    def request(self, world: World, *, missing: bool = False, bad: bool = False) -> Json:
        """Return the request, as httpx takes it."""
        asked: Json = {"method": self.method, "url": (world.missing if missing else world.at)(self.path)}
        changed = self.bad[0] if bad else {}
        if self.version:
            asked["headers"] = {"If-Match": f'"{world.versions[self.version]}"'}
        if self.body:
            asked["json"] = self.body(world) | changed
        elif changed:
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


def public(path: str) -> Row:
    """Return the row of a page that anybody may read."""
    return Row("GET", path, 200, 200, 200, ({}, ""), public=True)


def filled(body: Json, world: World) -> Json:
    """Return a body with the ids that it names by ``:course``."""
    return {
        key: str(world.ids[value[1:]]) if isinstance(value, str) and value.startswith(":") else value
        for key, value in body.items()
    }


PERSON = {"name": "Ines de la Cruz"}
JOB = {"valid_from": "2020-01-01", "valid_through": "2020-12-31"}
ROLE = {"role": "emt", "program": ":program", "valid_from": "2025-01-01"}
COURSE = {"title": "Bloodborne pathogens", "topics": ["bloodborne-pathogens"]}
DONE = {"course": ":course", "completed_on": "2026-01-05"}
CARD = {"kind": "emt", "issued_on": "2025-03-01", "valid_through": "2027-03-31"}
BACKWARDS = ({"valid_from": "2026-01-02", "valid_through": "2026-01-01"}, "/valid_through")
NO_PARAMETERS = ({"nonsense": "1"}, "/nonsense")

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
    reads("/programs", ben=200, chidi=200),
    writes("/programs", {"name": "Night team"}, ({"time_zone": "America/Nowhere"}, "/time_zone"), chidi=201),
    reads("/programs/{program}/standing"),
    reads("/people", chidi=200),
    writes("/people", PERSON, ({"birth": {"year": 1990, "month": 13}}, "/birth/month"), chidi=201),
    reads("/people/{person}"),
    corrects("/people/{person}", "person", PERSON, ({"name": " "}, "/name")),
    reads("/people/{person}/employments"),
    writes("/people/{person}/employments", JOB, BACKWARDS),
    corrects("/employments/{employment}", "employment", JOB, BACKWARDS),
    reads("/people/{person}/roles"),
    writes("/people/{person}/roles", ROLE, ({"role": "Peer Support"}, "/role")),
    corrects("/roles/{role}", "role", ROLE, ({"fte_percent": 101}, "/fte_percent")),
    reads("/people/{person}/standing"),
    reads("/courses", chidi=200),
    writes("/courses", COURSE, ({"topics": ["ok", "not ok"]}, "/topics/1"), chidi=201),
    reads("/courses/{course}"),
    corrects("/courses/{course}", "course", COURSE, ({"minutes": 0}, "/minutes")),
    reads("/people/{person}/completions"),
    writes("/people/{person}/completions", DONE, ({"completed_on": "2026-11-23"}, "/completed_on")),
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
    reads("/packs", ben=200, chidi=200),
    Row("GET", f"{V1}/packs/shipped", 200, 200, 200, NO_PARAMETERS),
    writes("/packs", {"shipped": "cpr-first-aid", "valid_from": "2026-01-01"}, ({"text": "x"}, "/shipped"), chidi=201),
    corrects("/packs/{adoption}", "adoption", {"valid_through": "2026-12-31"}, ({"because": "\n"}, "/because")),
    reads("/packs/{adoption}/text", ben=200),
    Row("GET", f"{V1}/ledger", 200, 200, 200, NO_PARAMETERS),
    Row("GET", f"{V1}/ledger/verification", 200, 403, 200, NO_PARAMETERS),
    public("/health"),
    public("/ready"),
    public(f"{V1}/openapi.json"),
    public(f"{V1}/reference"),
    public("/problems"),
    public("/problems/{code}"),
    public("/assets/{name}"),
)
