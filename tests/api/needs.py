"""What each route and each page needs: one entry each. Who is answered what follows from it, and from the table.

A new route takes one line here, beside its row in ``matrix.py``; a new kind of record that an address
names takes one word in ``PERSONAL`` or ``AGENCYS``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Literal

from muster.domain.access import MATRIX, OWN, Permission, Role
from tests.api.callers import ADOPTED_BY, AGENCY, BEN, PROGRAM, STRANGER, Caller

# Whom a record is seen by: whoever reaches the person it is about, or whoever is in the agency.
PERSONAL = frozenset({"person", "employment", "role", "completion", "credential", "allocation", "effort", "waiver"})
AGENCYS = frozenset({"program", "course", "adoption", "award", "line", "partner", "partnership"})


class Answer(Enum):
    """How somebody is answered."""

    WELCOME = "welcome"
    STRANGER = "a stranger: sign in"
    REFUSED = "a member without the right: 403"
    NOTHING = "there is no such thing: 404"


@dataclass(frozen=True, slots=True)
class Need:
    """What a route asks for. Without a permission, ``anyone`` who is signed in is answered, or, ``public``, anybody.

    ``also``: what else it asks for. ``own``: anybody may ask about themselves. ``whole``: it is about the
    whole agency. ``program``: it is about all of the program that is *named* in the request, or of the one
    that is *found* to have adopted (of the whole agency, if none did).
    """

    permission: Permission | None = None
    also: tuple[Permission, ...] = ()
    own: bool = False
    whole: bool = False
    program: Literal["", "named", "found"] = ""
    anyone: bool = False
    public: bool = False

    @property
    def permissions(self) -> tuple[Permission, ...]:
        """Every permission it takes."""
        return (*((self.permission,) if self.permission else ()), *self.also)


P = Permission
ANYONE = Need(anyone=True)
PUBLIC = Need(public=True)
PEOPLE, PEOPLE_RECORD = Need(P.PEOPLE_READ, own=True), Need(P.PEOPLE_RECORD)
TRAINING_RECORD, CREDENTIAL_RECORD = Need(P.TRAINING_RECORD), Need(P.CREDENTIAL_RECORD)
EFFORT, EFFORT_RECORD = Need(P.EFFORT_READ, (P.PEOPLE_READ,), own=True), Need(P.EFFORT_RECORD)
AWARD, AWARD_RECORD = Need(P.AWARD_READ), Need(P.AWARD_RECORD, whole=True)
STANDING = Need(P.STANDING_READ, (P.PACK_READ,), own=True)
SHEET = (P.TRAINING_READ, P.CREDENTIAL_READ, P.STANDING_READ, P.PACK_READ)
V1 = "/api/v1"

NEEDS: dict[str, Need] = {
    f"POST {V1}/session": PUBLIC,
    f"GET {V1}/session": ANYONE,
    f"DELETE {V1}/session": ANYONE,
    f"GET {V1}/programs": Need(P.PACK_READ),
    f"POST {V1}/programs": Need(P.PROGRAM_ADD, whole=True),
    f"GET {V1}/programs/{{program}}/standing": Need(P.STANDING_READ, (P.PACK_READ,), program="named"),
    f"GET {V1}/people": Need(P.PEOPLE_READ),
    f"POST {V1}/people": Need(P.PEOPLE_RECORD, whole=True),
    f"GET {V1}/people/{{person}}": PEOPLE,
    f"PUT {V1}/people/{{person}}": PEOPLE_RECORD,
    f"GET {V1}/people/{{person}}/employments": PEOPLE,
    f"POST {V1}/people/{{person}}/employments": PEOPLE_RECORD,
    f"PUT {V1}/employments/{{employment}}": PEOPLE_RECORD,
    f"GET {V1}/people/{{person}}/roles": PEOPLE,
    f"POST {V1}/people/{{person}}/roles": Need(P.PEOPLE_RECORD, program="named"),
    f"PUT {V1}/roles/{{role}}": Need(P.PEOPLE_RECORD, program="named"),
    f"GET {V1}/people/{{person}}/standing": STANDING,
    f"GET {V1}/courses": Need(P.TRAINING_READ),
    f"POST {V1}/courses": TRAINING_RECORD,
    f"GET {V1}/courses/{{course}}": Need(P.TRAINING_READ),
    f"PUT {V1}/courses/{{course}}": Need(P.TRAINING_RECORD, whole=True),
    f"GET {V1}/people/{{person}}/completions": Need(P.TRAINING_READ, (P.PEOPLE_READ,), own=True),
    f"POST {V1}/people/{{person}}/completions": TRAINING_RECORD,
    f"GET {V1}/completions/{{completion}}": Need(P.TRAINING_READ, own=True),
    f"PUT {V1}/completions/{{completion}}": TRAINING_RECORD,
    f"DELETE {V1}/completions/{{completion}}": TRAINING_RECORD,
    f"GET {V1}/people/{{person}}/credentials": Need(P.CREDENTIAL_READ, (P.PEOPLE_READ,), own=True),
    f"POST {V1}/people/{{person}}/credentials": CREDENTIAL_RECORD,
    f"GET {V1}/credentials/{{credential}}": Need(P.CREDENTIAL_READ, own=True),
    f"PUT {V1}/credentials/{{credential}}": CREDENTIAL_RECORD,
    f"DELETE {V1}/credentials/{{credential}}": CREDENTIAL_RECORD,
    f"POST {V1}/credentials/{{credential}}/statuses": Need(P.CREDENTIAL_RECORD, (P.CREDENTIAL_READ,)),
    f"GET {V1}/people/{{person}}/identifiers": PEOPLE,
    f"POST {V1}/people/{{person}}/identifiers": PEOPLE_RECORD,
    f"GET {V1}/people/{{person}}/allocations": EFFORT,
    f"POST {V1}/people/{{person}}/allocations": EFFORT_RECORD,
    f"GET {V1}/allocations/{{allocation}}": Need(P.EFFORT_READ, own=True),
    f"PUT {V1}/allocations/{{allocation}}": EFFORT_RECORD,
    f"GET {V1}/people/{{person}}/effort": EFFORT,
    f"POST {V1}/people/{{person}}/effort": EFFORT_RECORD,
    f"GET {V1}/effort/{{effort}}": Need(P.EFFORT_READ, own=True),
    f"PUT {V1}/effort/{{effort}}": EFFORT_RECORD,
    f"DELETE {V1}/effort/{{effort}}": EFFORT_RECORD,
    f"GET {V1}/people/{{person}}/pay-rates": Need(P.PAY_READ, (P.PEOPLE_READ,)),
    f"POST {V1}/people/{{person}}/pay-rates": Need(P.PAY_RECORD),
    f"GET {V1}/people/{{person}}/waivers": Need(P.STANDING_READ, (P.PEOPLE_READ,), own=True),
    f"POST {V1}/people/{{person}}/waivers": Need(P.WAIVER_GRANT, (P.PEOPLE_READ, P.PACK_READ)),
    f"GET {V1}/waivers/{{waiver}}": Need(P.STANDING_READ, own=True),
    f"DELETE {V1}/waivers/{{waiver}}": Need(P.WAIVER_GRANT),
    f"GET {V1}/awards": AWARD,
    f"POST {V1}/awards": AWARD_RECORD,
    f"GET {V1}/awards/{{award}}": AWARD,
    f"PUT {V1}/awards/{{award}}": AWARD_RECORD,
    f"GET {V1}/awards/{{award}}/reporting-periods": AWARD,
    f"GET {V1}/awards/{{award}}/lines": AWARD,
    f"POST {V1}/awards/{{award}}/lines": AWARD_RECORD,
    f"GET {V1}/lines/{{line}}": AWARD,
    f"PUT {V1}/lines/{{line}}": AWARD_RECORD,
    f"GET {V1}/partners": AWARD,
    f"POST {V1}/partners": AWARD_RECORD,
    f"GET {V1}/partnerships": AWARD,
    f"POST {V1}/partnerships": AWARD_RECORD,
    f"GET {V1}/partnerships/{{partnership}}": AWARD,
    f"PUT {V1}/partnerships/{{partnership}}": AWARD_RECORD,
    f"GET {V1}/reports": Need(P.REPORT_DRAW),
    f"GET {V1}/reports/grant-compliance": Need(P.REPORT_DRAW, (P.PACK_READ,), whole=True),
    f"GET {V1}/reports/state-compliance": Need(P.REPORT_DRAW, (P.PACK_READ,), program="named"),
    f"POST {V1}/imports/plans": Need(P.FILES_IMPORT, (P.PEOPLE_RECORD, P.PACK_READ), whole=True),
    f"POST {V1}/imports": Need(P.FILES_IMPORT, (P.PEOPLE_RECORD, P.PACK_READ), whole=True),
    f"GET {V1}/reminders": Need(P.REMINDER_READ),
    f"GET {V1}/packs": Need(P.PACK_READ),
    f"GET {V1}/packs/shipped": ANYONE,
    f"POST {V1}/packs": Need(P.PACK_ADOPT, whole=True),
    f"PUT {V1}/packs/{{adoption}}": Need(P.PACK_ADOPT, (P.PACK_READ,), program="found"),
    f"GET {V1}/packs/{{adoption}}/text": Need(P.PACK_READ),
    f"GET {V1}/ledger": Need(P.PACK_READ),
    f"GET {V1}/ledger/verification": Need(P.LEDGER_VERIFY, whole=True),
    f"GET {V1}/access-log": Need(P.ACCESS_LOG_READ, whole=True),
    f"GET {V1}/people/{{person}}/looks": Need(P.ACCESS_LOG_READ, own=True),
    "GET /health": PUBLIC,
    "GET /ready": PUBLIC,
    f"GET {V1}/openapi.json": PUBLIC,
    f"GET {V1}/reference": PUBLIC,
    "GET /problems": PUBLIC,
    "GET /problems/{code}": PUBLIC,
    "GET /assets/{name}": PUBLIC,
    # Pages
    "GET /": ANYONE,
    "GET /sign-in": PUBLIC,
    "POST /sign-in": PUBLIC,
    "POST /sign-out": PUBLIC,
    "GET /me": ANYONE,
    "GET /people": Need(P.PEOPLE_READ, (P.STANDING_READ, P.PACK_READ)),
    "GET /people/{person}": Need(P.PEOPLE_READ, SHEET, own=True),
    "GET /people/{person}/completions/new": Need(P.TRAINING_RECORD, (P.PEOPLE_READ, P.TRAINING_READ)),
    "POST /people/{person}/completions/new": Need(P.TRAINING_RECORD, (P.PEOPLE_READ, P.TRAINING_READ)),
    "GET /reports": Need(P.REPORT_DRAW, (P.AWARD_READ,)),
}


def undeclared(path: str) -> set[str]:
    """Return the records that an address names, and of which nobody has said whom they are seen by."""
    return set(re.findall(r"\{(\w+)\}", path)) - PERSONAL - AGENCYS - {"code", "name"}


def expected(need: Need, caller: Caller, target: str, named: Iterable[str]) -> Answer:  # noqa: PLR0911 - one way out for each answer
    """Say how somebody is answered who asks for the records of a target, which the request names.

    Worked out from the table of roles alone, without the code that it is held against.
    """
    if need.public:
        return Answer.WELCOME
    if caller is STRANGER:
        return Answer.STRANGER
    himself = need.own and caller.role is Role.RESPONDER and target == BEN
    if not all(held(caller, each) or (himself and each in OWN) for each in need.permissions):
        return Answer.REFUSED
    beyond = caller.program is not None and PROGRAM[target] != caller.program
    if (need.whole and caller.program) or (need.program == "named" and beyond):
        return Answer.REFUSED
    for each in named:
        if AGENCY[target] != caller.agency or (each in PERSONAL and beyond):
            return Answer.NOTHING
    if need.program == "found" and caller.program and ADOPTED_BY.get(target) != caller.program:
        return Answer.REFUSED
    return Answer.WELCOME


def held(caller: Caller, permission: Permission) -> bool:
    """Does the role have it, and the token not take it away?"""
    limited = caller.limit is not None and permission not in caller.limit
    return caller.role is not None and permission in MATRIX[caller.role] and not limited
