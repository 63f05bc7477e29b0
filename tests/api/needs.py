"""What each route and each page needs: one entry each. Who is answered what follows from it, and from the table.

A new route takes one line here, beside its row in ``matrix.py``; a new kind of record that an address
names takes one word in ``PERSONAL`` or ``AGENCYS``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum
from typing import Literal

from muster.domain.access import MATRIX, OWN, Permission, Role
from tests.api.callers import (
    ADMINISTRATOR,
    ADMINISTRATOR_ELSEWHERE,
    ADOPTED_BY,
    AGENCY,
    BEN,
    PROGRAM,
    STRANGER,
    Caller,
)

# Whom a record is seen by: whoever reaches the person it is about, or whoever is in the agency.
PERSONAL = frozenset(
    {
        "person",
        "employment",
        "role",
        "leave",
        "completion",
        "credential",
        "allocation",
        "effort",
        "confirmation",
        "waiver",
        "extension",
        "share",
        "wish",
        "sheet",
        "shift",
        "notice",
    }
)
AGENCYS = frozenset(
    {
        "program",
        "course",
        "approval",
        "head_count",
        "workforce",
        "adoption",
        "order",
        "award",
        "line",
        "paper_sent",
        "cost",
        "figures",
        "partner",
        "partnership",
        "given",
        "shown",
        "hold",
        "retention",
        "brought",
    }
)
OF_A_PROGRAM = frozenset({"duty_done", "response"})  # by whoever reaches the program that did it
PLACED = frozenset({"membership"})  # by whoever reaches the program that it is in, as an adoption is
WHOLE = frozenset({"token", "invitation"})  # by whoever reaches the whole agency
ACCOUNTS = frozenset({"session", "link", "draft"})  # by whoever is signed in with it, or began it
OWN_ONLY = frozenset({"calendar", "card", "disclosure"})  # by the person it is about, and nobody else
ANYBODYS = frozenset({"region"})  # a code that an agency hands out
NUMBERS = frozenset({"position", "code", "name", "file"})  # no record: a place in a list, or what somebody was handed


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
    whole agency. ``program``: it is about all of the program that is *named* in the request; of the one that
    is *found* to have adopted (of the whole agency, if none did); or, once it is found, of the *whole*.
    ``then``: what it asks for once the record is found. ``gives``: it gives or takes such a place, and takes
    every right of it. ``once``: it can be done once only, so only refusals are tried. ``chosen``: a form that
    says of what cannot be that it is a mistake, as of any other. ``said``: what else than success may be said
    of it. ``themselves``: people may about themselves, by a right of its own. ``persons``: nobody may but a
    person, about themselves.
    """

    permission: Permission | None = None
    also: tuple[Permission, ...] = ()
    own: bool = False
    whole: bool = False
    program: Literal["", "named", "found", "whole"] = ""
    anyone: bool = False
    public: bool = False
    then: tuple[Permission, ...] = ()
    gives: Role | None = None
    once: bool = False
    chosen: bool = False
    said: frozenset[int] = frozenset()
    themselves: bool = False
    persons: bool = False

    @property
    def first(self) -> tuple[Permission, ...]:
        """What it asks for before it looks for anything."""
        return (*((self.permission,) if self.permission else ()), *self.also)

    @property
    def permissions(self) -> tuple[Permission, ...]:
        """Every permission it takes."""
        given = MATRIX[self.gives] if self.gives else frozenset()
        return (*self.first, *self.then, *sorted(given - {*self.first, *self.then}))

    @property
    def necessary(self) -> tuple[Permission, ...]:
        """Each permission without which it is refused; a form may say of the others that it is a mistake."""
        return self.first[:1] if self.chosen else self.permissions


P = Permission
ANYONE = Need(anyone=True)
PUBLIC = Need(public=True)
HALFWAY = PUBLIC  # for whoever has signed in by half: everybody else, signed in or not, is sent to the sign-in
PEOPLE, PEOPLE_RECORD = Need(P.PEOPLE_READ, own=True), Need(P.PEOPLE_RECORD)
TRAINING_RECORD, CREDENTIAL_RECORD = Need(P.TRAINING_RECORD), Need(P.CREDENTIAL_RECORD)
CONFIRMS = Need(P.EFFORT_CONFIRM, own=True)
EFFORT, EFFORT_RECORD = Need(P.EFFORT_READ, (P.PEOPLE_READ,), own=True), Need(P.EFFORT_RECORD)
AWARD, AWARD_RECORD = Need(P.AWARD_READ), Need(P.AWARD_RECORD, whole=True)
ON_PAPER, OWED_ON_PAPER = Need(P.AWARD_RECORD, (P.AWARD_READ,), whole=True), Need(P.AWARD_READ, (P.PACK_READ,))
STANDING = Need(P.STANDING_READ, (P.PACK_READ,), own=True)
ONES_OWN = Need(anyone=True, once=True)  # of one's own account: only that a stranger is refused is tried
PERSONS, PERSONS_ONCE = Need(persons=True, said=frozenset({422})), Need(persons=True, once=True)
DATA, DISCLOSED = Need(P.REQUEST_ANSWER, themselves=True), Need(P.DISCLOSURE_READ, themselves=True)
HOLDS, ERASES = Need(P.HOLD_PLACE, whole=True), Need(P.ERASURE_CARRY_OUT, whole=True, said=frozenset({422}))
RETAINS = Need(P.RETENTION_SET, whole=True)
OFFERS = Need(P.MEMBERSHIP_GRANT, gives=Role.RESPONDER)
GIVES = Need(P.MEMBERSHIP_READ, then=(P.MEMBERSHIP_GRANT,), gives=Role.HR, program="found")
GIVES_ONCE = Need(P.MEMBERSHIP_READ, (P.PACK_READ,), then=(P.MEMBERSHIP_GRANT,), program="found", once=True)
IMPORTS = Need(P.FILES_IMPORT, whole=True)
BROUGHT = replace(IMPORTS, then=(P.TRAINING_RECORD,))  # what was brought in there is a course
RECEIVED = Need(P.SHARE_READ, whole=True)
ASKED_OF_STAFF = Need(P.MEMBERSHIP_GRANT, whole=True, once=True)
SIGN_IN_SHEET = Need(P.TRAINING_RECORD, (P.TRAINING_READ, P.PEOPLE_READ, P.STANDING_READ, P.PACK_READ))
SHIFTS = Need(P.SHIFT_READ, (P.STANDING_READ, P.PEOPLE_READ, P.PACK_READ))
PLANS = Need(P.SHIFT_RECORD, (P.SHIFT_READ, P.STANDING_READ, P.PEOPLE_READ, P.PACK_READ))
AHEAD = Need(P.AWARD_READ, (P.EFFORT_READ, P.STANDING_READ, P.PEOPLE_READ, P.PACK_READ), whole=True)
SENDS = Need(P.SHIFT_RECORD, (P.SHIFT_READ, P.PACK_READ))
GAPS = Need(P.STANDING_READ, (P.PEOPLE_READ, P.PACK_READ))
ENDS = Need(P.PACK_ADOPT, (P.PACK_READ,), then=(P.STANDING_READ,), program="found")
SHEET = (P.TRAINING_READ, P.CREDENTIAL_READ, P.STANDING_READ, P.PACK_READ)
SETS_LEAVE = Need(P.PEOPLE_RECORD, (P.PEOPLE_READ,))
SIGNS = Need(P.EFFORT_CONFIRM, (P.EFFORT_READ, P.PEOPLE_READ), own=True)
UNSIGNS = Need(P.EFFORT_READ, (P.PEOPLE_READ,), then=(P.EFFORT_CONFIRM,), own=True)
APPROVES = Need(P.EFFORT_APPROVE, (P.EFFORT_READ, P.PEOPLE_READ))
WAIVES = Need(P.WAIVER_GRANT, (P.PEOPLE_READ, P.STANDING_READ, P.PACK_READ))
V1 = "/api/v1"

NEEDS: dict[str, Need] = {
    f"POST {V1}/session": PUBLIC,
    f"GET {V1}/session": ANYONE,
    f"DELETE {V1}/session": ANYONE,
    f"GET {V1}/account": ANYONE,
    f"POST {V1}/account/password": ONES_OWN,
    f"GET {V1}/account/one-time-codes": ANYONE,
    f"POST {V1}/account/one-time-codes": ONES_OWN,
    f"POST {V1}/account/one-time-codes/confirmation": ONES_OWN,
    f"DELETE {V1}/account/one-time-codes": ONES_OWN,
    f"POST {V1}/account/recovery-codes": ONES_OWN,
    f"GET {V1}/account/providers": ANYONE,
    f"DELETE {V1}/account/providers/{{link}}": ONES_OWN,
    f"GET {V1}/account/sessions": ANYONE,
    f"DELETE {V1}/account/sessions": ONES_OWN,
    f"DELETE {V1}/account/sessions/{{session}}": ONES_OWN,
    f"GET {V1}/memberships": Need(P.MEMBERSHIP_READ),
    f"GET {V1}/memberships/{{membership}}": Need(P.MEMBERSHIP_READ),
    f"PUT {V1}/memberships/{{membership}}": GIVES,
    f"DELETE {V1}/memberships/{{membership}}": GIVES,
    f"GET {V1}/agency/second-factor": Need(P.MEMBERSHIP_READ),
    f"PUT {V1}/agency/second-factor": ASKED_OF_STAFF,
    f"GET {V1}/tokens": ANYONE,
    f"POST {V1}/tokens": Need(P.TOKEN_ISSUE, (P.PEOPLE_READ,)),
    f"DELETE {V1}/tokens/{{token}}": Need(P.TOKEN_REVOKE, once=True),
    f"GET {V1}/invitations": Need(P.MEMBERSHIP_GRANT),
    f"POST {V1}/invitations": replace(OFFERS, whole=True),
    f"GET {V1}/invitations/{{invitation}}": Need(P.MEMBERSHIP_GRANT),
    f"DELETE {V1}/invitations/{{invitation}}": OFFERS,
    f"GET {V1}/people/{{person}}/data": DATA,
    f"GET {V1}/people/{{person}}/data/archive": DATA,
    f"GET {V1}/people/{{person}}/disclosures": DISCLOSED,
    f"POST {V1}/disclosures": PERSONS,
    f"POST {V1}/disclosures/{{disclosure}}/consents": PERSONS_ONCE,
    f"DELETE {V1}/disclosures/{{disclosure}}": PERSONS_ONCE,
    f"GET {V1}/disclosures/counts": Need(P.DISCLOSURE_COUNT, whole=True),
    f"GET {V1}/calendars": PERSONS,
    f"POST {V1}/calendars": PERSONS,
    f"DELETE {V1}/calendars/{{calendar}}": PERSONS_ONCE,
    f"GET {V1}/cards": PERSONS,
    f"POST {V1}/cards": PERSONS,
    f"POST {V1}/cards/{{card}}/consents": PERSONS_ONCE,
    f"DELETE {V1}/cards/{{card}}": PERSONS_ONCE,
    f"GET {V1}/requests": Need(P.REQUEST_ANSWER),
    f"POST {V1}/requests": PERSONS,
    f"PUT {V1}/requests/{{wish}}": Need(P.REQUEST_ANSWER),
    f"DELETE {V1}/requests/{{wish}}": PERSONS_ONCE,
    f"GET {V1}/retention-rules": Need(P.PACK_READ),
    f"POST {V1}/retention-rules": RETAINS,
    f"DELETE {V1}/retention-rules/{{retention}}": replace(RETAINS, once=True),
    f"GET {V1}/awards/{{award}}/final-report": AWARD,
    f"PUT {V1}/awards/{{award}}/final-report": AWARD_RECORD,
    f"GET {V1}/holds": HOLDS,
    f"POST {V1}/holds": HOLDS,
    f"DELETE {V1}/holds/{{hold}}": replace(HOLDS, once=True),
    f"GET {V1}/people/{{person}}/erasure": ERASES,
    f"POST {V1}/people/{{person}}/erasure": ERASES,
    f"GET {V1}/programs": Need(P.PACK_READ),
    f"POST {V1}/programs": Need(P.PROGRAM_ADD, whole=True),
    f"GET {V1}/programs/{{program}}/standing": Need(P.STANDING_READ, (P.PACK_READ,), program="named"),
    f"GET {V1}/programs/{{program}}/forecast": Need(P.STANDING_READ, (P.PEOPLE_READ, P.PACK_READ), program="named"),
    f"GET {V1}/renewals": Need(P.STANDING_READ, (P.PEOPLE_READ, P.PACK_READ)),
    f"GET {V1}/programs/{{program}}/plan": Need(
        P.STANDING_READ, (P.PEOPLE_READ, P.TRAINING_READ, P.PACK_READ), program="named"
    ),
    f"GET {V1}/plan": Need(P.STANDING_READ, (P.PEOPLE_READ, P.TRAINING_READ, P.PACK_READ)),
    f"POST {V1}/what-if": Need(P.STANDING_READ, (P.PEOPLE_READ, P.PACK_READ), own=True),
    f"GET {V1}/roster": Need(P.PEOPLE_READ, (P.STANDING_READ, P.PACK_READ)),
    f"GET {V1}/people": Need(P.PEOPLE_READ),
    f"POST {V1}/people": Need(P.PEOPLE_RECORD, whole=True),
    f"GET {V1}/people/{{person}}": PEOPLE,
    f"PUT {V1}/people/{{person}}": PEOPLE_RECORD,
    f"GET {V1}/people/{{person}}/employments": PEOPLE,
    f"POST {V1}/people/{{person}}/employments": PEOPLE_RECORD,
    f"PUT {V1}/employments/{{employment}}": PEOPLE_RECORD,
    f"GET {V1}/people/{{person}}/leave": PEOPLE,
    f"POST {V1}/people/{{person}}/leave": PEOPLE_RECORD,
    f"GET {V1}/leave/{{leave}}": PEOPLE,
    f"PUT {V1}/leave/{{leave}}": PEOPLE_RECORD,
    f"DELETE {V1}/leave/{{leave}}": PEOPLE_RECORD,
    f"GET {V1}/people/{{person}}/roles": PEOPLE,
    f"POST {V1}/people/{{person}}/roles": Need(P.PEOPLE_RECORD, program="named"),
    f"PUT {V1}/roles/{{role}}": Need(P.PEOPLE_RECORD, program="named"),
    f"GET {V1}/people/{{person}}/standing": STANDING,
    f"GET {V1}/people/{{person}}/explanation": STANDING,
    f"GET {V1}/people/{{person}}/forecast": STANDING,
    f"GET {V1}/people/{{person}}/timeline": Need(P.STANDING_READ, (P.CREDENTIAL_READ, P.PACK_READ), own=True),
    f"GET {V1}/search": ANYONE,
    f"GET {V1}/packs/trial": Need(P.STANDING_READ, program="named"),
    f"GET {V1}/today": Need(P.PEOPLE_READ, (P.STANDING_READ, P.PACK_READ)),
    f"GET {V1}/courses": Need(P.TRAINING_READ),
    f"POST {V1}/courses": TRAINING_RECORD,
    f"GET {V1}/courses/{{course}}": Need(P.TRAINING_READ),
    f"PUT {V1}/courses/{{course}}": Need(P.TRAINING_RECORD, whole=True),
    f"GET {V1}/programs/{{program}}/duties": Need(P.STANDING_READ, (P.PACK_READ,), program="named"),
    f"GET {V1}/programs/{{program}}/duties-done": Need(P.STANDING_READ, program="named"),
    f"POST {V1}/programs/{{program}}/duties-done": Need(P.TRAINING_RECORD, (P.PACK_READ,), program="named"),
    f"GET {V1}/duties-done/{{duty_done}}": Need(P.STANDING_READ),
    f"PUT {V1}/duties-done/{{duty_done}}": Need(P.TRAINING_RECORD, (P.STANDING_READ,), then=(P.PACK_READ,), once=True),
    f"DELETE {V1}/duties-done/{{duty_done}}": Need(P.TRAINING_RECORD, (P.STANDING_READ,), once=True),
    f"GET {V1}/courses/{{course}}/approvals": Need(P.TRAINING_READ),
    f"POST {V1}/courses/{{course}}/approvals": Need(P.TRAINING_RECORD, (P.TRAINING_READ,), whole=True),
    f"GET {V1}/approvals/{{approval}}": Need(P.TRAINING_READ),
    f"PUT {V1}/approvals/{{approval}}": Need(P.TRAINING_RECORD, (P.TRAINING_READ,), whole=True, once=True),
    f"DELETE {V1}/approvals/{{approval}}": Need(P.TRAINING_RECORD, whole=True, once=True),
    f"GET {V1}/head-counts": Need(P.TRAINING_READ),
    f"POST {V1}/head-counts": Need(P.TRAINING_RECORD, whole=True),
    f"GET {V1}/head-counts/{{head_count}}": Need(P.TRAINING_READ),
    f"PUT {V1}/head-counts/{{head_count}}": Need(P.TRAINING_RECORD, whole=True, once=True),
    f"DELETE {V1}/head-counts/{{head_count}}": Need(P.TRAINING_RECORD, whole=True, once=True),
    f"GET {V1}/workforces": Need(P.TRAINING_READ),
    f"POST {V1}/workforces": Need(P.TRAINING_RECORD, whole=True, once=True),
    f"GET {V1}/workforces/{{workforce}}": Need(P.TRAINING_READ),
    f"PUT {V1}/workforces/{{workforce}}": Need(P.TRAINING_RECORD, whole=True, once=True),
    f"DELETE {V1}/workforces/{{workforce}}": Need(P.TRAINING_RECORD, whole=True, once=True),
    f"GET {V1}/people/{{person}}/completions": Need(P.TRAINING_READ, (P.PEOPLE_READ,), own=True),
    f"POST {V1}/people/{{person}}/completions": TRAINING_RECORD,
    f"POST {V1}/classes": TRAINING_RECORD,
    f"GET {V1}/classes/{{sheet}}": Need(P.TRAINING_READ),
    f"DELETE {V1}/classes/{{sheet}}": Need(P.TRAINING_RECORD, (P.TRAINING_READ,)),
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
    f"GET {V1}/awards/{{award}}/forecast": AHEAD,
    f"GET {V1}/people/{{person}}/allocations": EFFORT,
    f"POST {V1}/people/{{person}}/allocations": EFFORT_RECORD,
    f"GET {V1}/allocations/{{allocation}}": Need(P.EFFORT_READ, own=True),
    f"PUT {V1}/allocations/{{allocation}}": EFFORT_RECORD,
    f"GET {V1}/people/{{person}}/effort": EFFORT,
    f"POST {V1}/people/{{person}}/effort": EFFORT_RECORD,
    f"GET {V1}/effort/{{effort}}": Need(P.EFFORT_READ, own=True),
    f"PUT {V1}/effort/{{effort}}": EFFORT_RECORD,
    f"DELETE {V1}/effort/{{effort}}": EFFORT_RECORD,
    f"GET {V1}/people/{{person}}/effort-review": EFFORT,
    f"GET {V1}/awards/{{award}}/effort-review": Need(P.AWARD_READ, (P.PEOPLE_READ, P.EFFORT_READ), whole=True),
    f"GET {V1}/people/{{person}}/effort-confirmations": EFFORT,
    f"POST {V1}/people/{{person}}/effort-confirmations": CONFIRMS,
    f"GET {V1}/effort-confirmations/{{confirmation}}": Need(P.EFFORT_READ, own=True),
    f"PUT {V1}/effort-confirmations/{{confirmation}}/approval": Need(P.EFFORT_APPROVE),
    f"DELETE {V1}/effort-confirmations/{{confirmation}}": Need(P.EFFORT_READ, then=(P.EFFORT_CONFIRM,), own=True),
    f"GET {V1}/people/{{person}}/pay-rates": Need(P.PAY_READ, (P.PEOPLE_READ,)),
    f"POST {V1}/people/{{person}}/pay-rates": Need(P.PAY_RECORD),
    f"GET {V1}/people/{{person}}/waivers": Need(P.STANDING_READ, (P.PEOPLE_READ,), own=True),
    f"POST {V1}/people/{{person}}/waivers": Need(P.WAIVER_GRANT, (P.PEOPLE_READ, P.PACK_READ)),
    f"GET {V1}/waivers/{{waiver}}": Need(P.STANDING_READ, own=True),
    f"DELETE {V1}/waivers/{{waiver}}": Need(P.WAIVER_GRANT),
    f"GET {V1}/people/{{person}}/extensions": Need(P.STANDING_READ, (P.PEOPLE_READ,), own=True),
    f"POST {V1}/people/{{person}}/extensions": Need(P.WAIVER_GRANT, (P.PEOPLE_READ, P.PACK_READ)),
    f"GET {V1}/extensions/{{extension}}": Need(P.STANDING_READ, own=True),
    f"DELETE {V1}/extensions/{{extension}}": Need(P.WAIVER_GRANT),
    f"GET {V1}/orders": Need(P.PACK_READ),
    f"GET {V1}/orders/trial": Need(P.WAIVER_GRANT, (P.STANDING_READ, P.PACK_READ), program="named"),
    f"POST {V1}/orders": Need(P.WAIVER_GRANT, (P.PACK_READ,), program="named"),
    f"GET {V1}/orders/{{order}}": Need(P.PACK_READ),
    f"GET {V1}/orders/{{order}}/people": Need(P.STANDING_READ, (P.PACK_READ,)),
    f"DELETE {V1}/orders/{{order}}": Need(P.WAIVER_GRANT, (P.PACK_READ,), program="found"),
    f"GET {V1}/programs/{{program}}/shifts": Need(P.SHIFT_READ, program="named"),
    f"GET {V1}/programs/{{program}}/responses": Need(P.SHIFT_READ, program="named"),
    f"GET {V1}/programs/{{program}}/responses/counts": Need(P.SHIFT_READ, program="named"),
    f"POST {V1}/programs/{{program}}/responses": Need(P.SHIFT_RECORD, program="named"),
    f"POST {V1}/programs/{{program}}/responses/batch": Need(P.SHIFT_RECORD, program="named"),
    f"GET {V1}/responses/{{response}}": Need(P.SHIFT_READ),
    f"PUT {V1}/responses/{{response}}": Need(P.SHIFT_RECORD),
    f"DELETE {V1}/responses/{{response}}": Need(P.SHIFT_RECORD),
    f"POST {V1}/shifts": Need(P.SHIFT_RECORD, program="named"),
    f"GET {V1}/shifts/{{shift}}": Need(P.SHIFT_READ),
    f"PUT {V1}/shifts/{{shift}}": Need(P.SHIFT_RECORD),
    f"PUT {V1}/shifts/{{shift}}/went": Need(P.SHIFT_RECORD),
    f"DELETE {V1}/shifts/{{shift}}": Need(P.SHIFT_RECORD),
    f"GET {V1}/shifts/{{shift}}/check": Need(P.SHIFT_READ, (P.STANDING_READ, P.PACK_READ)),
    f"GET {V1}/shifts/{{shift}}/substitutes": Need(P.SHIFT_READ, (P.STANDING_READ, P.PACK_READ)),
    f"POST {V1}/shifts/check": Need(P.SHIFT_READ, (P.STANDING_READ, P.PACK_READ), program="named"),
    f"GET {V1}/awards": AWARD,
    f"POST {V1}/awards": AWARD_RECORD,
    f"GET {V1}/awards/{{award}}": AWARD,
    f"PUT {V1}/awards/{{award}}": AWARD_RECORD,
    f"GET {V1}/awards/{{award}}/reporting-periods": AWARD,
    f"GET {V1}/awards/{{award}}/lines": AWARD,
    f"POST {V1}/awards/{{award}}/lines": AWARD_RECORD,
    f"GET {V1}/awards/{{award}}/papers": OWED_ON_PAPER,
    f"GET {V1}/awards/{{award}}/papers-sent": AWARD,
    f"POST {V1}/awards/{{award}}/papers-sent": ON_PAPER,
    f"GET {V1}/papers-sent/{{paper_sent}}": AWARD,
    f"PUT {V1}/papers-sent/{{paper_sent}}": ON_PAPER,
    f"DELETE {V1}/papers-sent/{{paper_sent}}": replace(ON_PAPER, once=True),
    f"GET {V1}/awards/{{award}}/indirect": OWED_ON_PAPER,
    f"GET {V1}/awards/{{award}}/costs": AWARD,
    f"POST {V1}/awards/{{award}}/costs": ON_PAPER,
    f"GET {V1}/costs/{{cost}}": AWARD,
    f"PUT {V1}/costs/{{cost}}": ON_PAPER,
    f"DELETE {V1}/costs/{{cost}}": replace(ON_PAPER, once=True),
    f"GET {V1}/awards/{{award}}/figures": AWARD,
    f"POST {V1}/awards/{{award}}/figures": replace(ON_PAPER, once=True),
    f"GET {V1}/figures/{{figures}}": AWARD,
    f"PUT {V1}/figures/{{figures}}": ON_PAPER,
    f"DELETE {V1}/figures/{{figures}}": replace(ON_PAPER, once=True),
    f"GET {V1}/lines/{{line}}": AWARD,
    f"PUT {V1}/lines/{{line}}": AWARD_RECORD,
    f"GET {V1}/partners": AWARD,
    f"POST {V1}/partners": AWARD_RECORD,
    f"GET {V1}/partnerships": AWARD,
    f"POST {V1}/partnerships": AWARD_RECORD,
    f"GET {V1}/partnerships/{{partnership}}": AWARD,
    f"PUT {V1}/partnerships/{{partnership}}": AWARD_RECORD,
    f"GET {V1}/reports": Need(P.REPORT_DRAW),
    f"GET {V1}/reports/training-summary": Need(P.REPORT_DRAW, whole=True),
    f"GET {V1}/reports/grant-compliance": Need(P.REPORT_DRAW, (P.PACK_READ,), whole=True),
    f"GET {V1}/reports/sf-425": Need(P.REPORT_DRAW, (P.PACK_READ,), whole=True),
    f"GET {V1}/reports/state-compliance": Need(P.REPORT_DRAW, (P.PACK_READ,), program="named"),
    f"GET {V1}/imports": IMPORTS,
    f"POST {V1}/imports/plans": Need(P.FILES_IMPORT, (P.PEOPLE_RECORD, P.PACK_READ), whole=True),
    f"POST {V1}/imports": Need(P.FILES_IMPORT, (P.PEOPLE_RECORD, P.PACK_READ), whole=True),
    f"GET {V1}/imports/{{brought}}": BROUGHT,
    f"DELETE {V1}/imports/{{brought}}": BROUGHT,
    f"GET {V1}/reminders": Need(P.REMINDER_READ),
    f"POST {V1}/reminders/{{notice}}/resending": Need(P.REMINDER_RESEND),
    f"GET {V1}/packs": Need(P.PACK_READ),
    f"GET {V1}/packs/shipped": ANYONE,
    f"POST {V1}/packs": Need(P.PACK_ADOPT, (P.PACK_READ,), whole=True),
    f"POST {V1}/packs/previews": Need(P.PACK_ADOPT, (P.PACK_READ, P.STANDING_READ), whole=True),
    f"POST {V1}/packs/comparisons": Need(P.PACK_READ),
    f"PUT {V1}/packs/{{adoption}}/statement": Need(P.PACK_ADOPT, (P.PACK_READ,), program="found"),
    f"POST {V1}/packs/{{adoption}}/previews": Need(P.PACK_ADOPT, (P.PACK_READ, P.STANDING_READ), program="found"),
    f"PUT {V1}/packs/{{adoption}}": Need(P.PACK_ADOPT, (P.PACK_READ,), program="found"),
    f"GET {V1}/packs/{{adoption}}/text": Need(P.PACK_READ),
    f"GET {V1}/ledger": Need(P.PACK_READ),
    f"GET {V1}/ledger/verification": Need(P.LEDGER_VERIFY, whole=True),
    f"GET {V1}/ledger/checkpoint": Need(P.PACK_READ),
    f"GET {V1}/ledger/proofs/{{position}}": Need(P.LEDGER_VERIFY, (P.PACK_READ,), whole=True),
    f"GET {V1}/ledger/consistency": Need(P.LEDGER_VERIFY, (P.PACK_READ,), whole=True),
    f"GET {V1}/access-log/checkpoint": Need(P.PACK_READ),
    f"GET {V1}/shares": Need(P.SHARE_GRANT),
    f"POST {V1}/shares": Need(P.SHARE_GRANT, program="named"),
    f"GET {V1}/shares/{{share}}": Need(P.SHARE_GRANT),
    f"PUT {V1}/shares/{{share}}": Need(P.SHARE_GRANT),
    f"DELETE {V1}/shares/{{share}}": Need(P.SHARE_GRANT),
    f"GET {V1}/shares/{{share}}/looks": Need(P.SHARE_GRANT),
    f"GET {V1}/shares/received": RECEIVED,
    f"GET {V1}/shares/received/{{given}}/counts": RECEIVED,
    f"GET {V1}/shares/received/{{given}}/people": RECEIVED,
    f"GET {V1}/shares/received/{{given}}/people/{{shown}}": RECEIVED,
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
    "GET /sign-in/code": HALFWAY,
    "POST /sign-in/code": HALFWAY,
    "GET /sign-in/agency": HALFWAY,
    "POST /sign-in/agency": HALFWAY,
    "GET /sign-in/link": PUBLIC,
    "POST /sign-in/link": PUBLIC,
    "GET /sign-in/link/{token}": PUBLIC,
    "POST /sign-in/link/{token}": PUBLIC,
    "POST /sign-in/openid": PUBLIC,
    "GET /sign-in/openid/callback": PUBLIC,
    "GET /reset": PUBLIC,
    "POST /reset": PUBLIC,
    "GET /reset/{token}": PUBLIC,
    "POST /reset/{token}": PUBLIC,
    "GET /invitation/{token}": PUBLIC,
    "POST /invitation/{token}": PUBLIC,
    "GET /invitations": Need(P.MEMBERSHIP_GRANT, (P.PACK_READ,)),
    "POST /invitations": replace(OFFERS, also=(P.PACK_READ,), whole=True),
    "POST /invitations/{invitation}/withdraw": replace(OFFERS, once=True),
    "GET /my-data": ANYONE,
    "GET /calendar/{file}": PUBLIC,
    "GET /verify": PUBLIC,
    "POST /verify": PUBLIC,
    "GET /verify/{code}": PUBLIC,
    "GET /me/calendar": ANYONE,
    "POST /me/calendar": PERSONS,
    "POST /me/calendar/{calendar}/end": PERSONS_ONCE,
    "GET /me/card": ANYONE,
    "POST /me/card": PERSONS,
    "POST /me/card/{card}/name": PERSONS_ONCE,
    "POST /me/card/{card}/end": PERSONS_ONCE,
    "POST /my-data/disclosures": PERSONS,
    "POST /my-data/disclosures/{disclosure}/consents": PERSONS_ONCE,
    "POST /my-data/disclosures/{disclosure}/withdrawal": PERSONS_ONCE,
    "POST /my-data/requests": PERSONS,
    "POST /my-data/requests/{wish}/withdrawal": PERSONS_ONCE,
    "GET /requests": Need(P.REQUEST_ANSWER, (P.PEOPLE_READ,)),
    "POST /requests/{wish}": Need(P.REQUEST_ANSWER, (P.PEOPLE_READ,), said=frozenset({422})),
    "GET /people/{person}/erasure": ERASES,
    "POST /people/{person}/erasure": ERASES,
    "GET /people/{person}/disclosures": replace(DISCLOSED, also=(P.PEOPLE_READ,)),
    "GET /holds": replace(HOLDS, also=(P.PEOPLE_READ,)),
    "POST /holds": replace(HOLDS, also=(P.PEOPLE_READ,), said=frozenset({422})),
    "POST /holds/{hold}/lift": replace(HOLDS, also=(P.PEOPLE_READ,), said=frozenset({422})),
    "GET /account": ANYONE,
    "GET /account/password": ANYONE,
    "POST /account/password": ONES_OWN,
    "GET /account/one-time-codes": ANYONE,
    "POST /account/one-time-codes": ONES_OWN,
    "POST /account/one-time-codes/confirmation": ONES_OWN,
    "POST /account/one-time-codes/removal": ONES_OWN,
    "POST /account/recovery-codes": ONES_OWN,
    "POST /account/sessions/end": ONES_OWN,
    "POST /account/sessions/{session}/end": Need(anyone=True, once=True, chosen=True),
    "GET /account/providers/{link}": ANYONE,
    "POST /account/providers/{link}": ONES_OWN,
    "GET /roles": ANYONE,
    "GET /glossary": ANYONE,
    "GET /members": Need(P.MEMBERSHIP_READ, (P.PACK_READ,)),
    "GET /members/{membership}": Need(P.MEMBERSHIP_READ, (P.PACK_READ,)),
    "POST /members/{membership}": GIVES_ONCE,
    "POST /members/{membership}/end": GIVES_ONCE,
    "POST /members/second-factor": ASKED_OF_STAFF,
    "GET /tokens": Need(P.PACK_READ),
    "POST /tokens": Need(P.TOKEN_ISSUE, (P.PACK_READ,), chosen=True, said=frozenset({422})),
    "POST /tokens/{token}/revoke": Need(P.TOKEN_REVOKE, once=True),
    "GET /shares": Need(P.SHARE_GRANT, (P.PACK_READ,)),
    "GET /shares/new": Need(P.SHARE_GRANT, (P.PACK_READ,)),
    "POST /shares/new": Need(P.SHARE_GRANT, (P.PACK_READ,), chosen=True, said=frozenset({422})),
    "GET /shares/{share}": Need(P.SHARE_GRANT, (P.PACK_READ,)),
    "POST /shares/{share}": Need(P.SHARE_GRANT, once=True),
    "GET /overview": RECEIVED,
    "GET /overview/export": RECEIVED,
    "GET /overview/{given}": RECEIVED,
    "GET /overview/{given}/people": RECEIVED,
    "GET /overview/{given}/people/{shown}": RECEIVED,
    "GET /me": ANYONE,
    "GET /search": ANYONE,
    "GET /packs": ANYONE,
    "GET /packs/adopt": Need(P.PACK_ADOPT, (P.PACK_READ,)),
    "POST /packs/adopt": Need(P.PACK_ADOPT, (P.PACK_READ,)),
    "GET /packs/compare": ANYONE,
    "GET /packs/new": Need(P.PACK_ADOPT),
    "POST /packs/new": Need(P.PACK_ADOPT, (P.PACK_READ,), said=frozenset({422})),
    "GET /packs/{adoption}/correct": Need(P.PACK_ADOPT, (P.PACK_READ,), program="found"),
    "POST /packs/{adoption}/correct": Need(P.PACK_ADOPT, (P.PACK_READ,), program="found", said=frozenset({422})),
    "GET /packs/{adoption}/end": ENDS,
    "POST /packs/{adoption}/end": replace(ENDS, said=frozenset({422})),
    "GET /reminders": Need(P.REMINDER_READ, (P.PEOPLE_READ,)),
    "POST /reminders": Need(P.REMINDER_RESEND, (P.REMINDER_READ, P.PEOPLE_READ), chosen=True, said=frozenset({422})),
    "GET /people": Need(P.PEOPLE_READ, (P.STANDING_READ, P.PACK_READ)),
    "GET /people/file": Need(P.PEOPLE_READ, (P.STANDING_READ, P.PACK_READ)),
    "GET /people/{person}": Need(P.PEOPLE_READ, SHEET, own=True),
    "GET /people/{person}/completions/new": Need(P.TRAINING_RECORD, (P.PEOPLE_READ, P.TRAINING_READ)),
    "POST /people/{person}/completions/new": Need(P.TRAINING_RECORD, (P.PEOPLE_READ, P.TRAINING_READ)),
    "GET /people/{person}/leave/new": SETS_LEAVE,
    "POST /people/{person}/leave/new": replace(SETS_LEAVE, said=frozenset({422})),
    "GET /leave/{leave}": SETS_LEAVE,
    "POST /leave/{leave}": replace(SETS_LEAVE, said=frozenset({422})),
    "GET /leave/{leave}/withdraw": SETS_LEAVE,
    "POST /leave/{leave}/withdraw": replace(SETS_LEAVE, said=frozenset({422})),
    "GET /people/{person}/effort": EFFORT,
    "GET /awards/{award}/effort": Need(P.AWARD_READ, (P.PEOPLE_READ, P.EFFORT_READ), whole=True),
    "GET /people/{person}/effort/confirm": SIGNS,
    "POST /people/{person}/effort/confirm": replace(SIGNS, said=frozenset({422})),
    "GET /effort-confirmations/{confirmation}/approve": APPROVES,
    "POST /effort-confirmations/{confirmation}/approve": replace(APPROVES, said=frozenset({422})),
    "GET /effort-confirmations/{confirmation}/withdraw": UNSIGNS,
    "POST /effort-confirmations/{confirmation}/withdraw": replace(UNSIGNS, said=frozenset({422})),
    "GET /people/{person}/waivers/new": WAIVES,
    "POST /people/{person}/waivers/new": replace(WAIVES, said=frozenset({422})),
    "GET /waivers/{waiver}/withdraw": WAIVES,
    "POST /waivers/{waiver}/withdraw": replace(WAIVES, said=frozenset({422})),
    "GET /people/{person}/extensions/new": WAIVES,
    "POST /people/{person}/extensions/new": replace(WAIVES, said=frozenset({422})),
    "GET /extensions/{extension}/withdraw": WAIVES,
    "POST /extensions/{extension}/withdraw": replace(WAIVES, said=frozenset({422})),
    "GET /forecast": GAPS,
    "GET /forecast/file": GAPS,
    "GET /forecast/programs/{program}": replace(GAPS, program="named"),
    "GET /forecast/awards/{award}": AHEAD,
    "GET /forecast/plan": Need(P.STANDING_READ, (P.PEOPLE_READ, P.TRAINING_READ, P.PACK_READ)),
    "GET /forecast/plan/file": Need(P.STANDING_READ, (P.PEOPLE_READ, P.TRAINING_READ, P.PACK_READ)),
    "GET /people/{person}/what-if": Need(P.PEOPLE_READ, (P.PACK_READ,), own=True),  # once it is said what is supposed,
    "GET /classes/what-if": Need(P.TRAINING_READ),  # or of whom, as `POST /api/v1/what-if`
    "GET /awards": OWED_ON_PAPER,
    "GET /awards/{award}": OWED_ON_PAPER,
    "GET /awards/{award}/papers": ON_PAPER,
    "POST /awards/{award}/papers": replace(ON_PAPER, said=frozenset({422})),
    "GET /papers-sent/{paper_sent}": ON_PAPER,
    "POST /papers-sent/{paper_sent}": replace(ON_PAPER, said=frozenset({422})),
    "POST /papers-sent/{paper_sent}/withdraw": replace(ON_PAPER, once=True),
    "GET /awards/{award}/costs": ON_PAPER,
    "POST /awards/{award}/costs": replace(ON_PAPER, said=frozenset({422})),
    "GET /costs/{cost}": ON_PAPER,
    "POST /costs/{cost}": replace(ON_PAPER, said=frozenset({422})),
    "POST /costs/{cost}/withdraw": replace(ON_PAPER, once=True),
    "GET /awards/{award}/figures": ON_PAPER,
    "POST /awards/{award}/figures": replace(ON_PAPER, said=frozenset({422})),
    "GET /figures/{figures}": ON_PAPER,
    "POST /figures/{figures}": replace(ON_PAPER, said=frozenset({422})),
    "POST /figures/{figures}/withdraw": replace(ON_PAPER, once=True),
    "GET /orders": Need(P.STANDING_READ, (P.PACK_READ,)),
    "GET /orders/new": Need(P.WAIVER_GRANT, (P.PACK_READ,)),
    "POST /orders/new": Need(P.WAIVER_GRANT, (P.PACK_READ,), said=frozenset({422})),
    "GET /orders/{order}": Need(P.STANDING_READ, (P.PEOPLE_READ, P.PACK_READ)),
    "POST /orders/{order}": Need(P.WAIVER_GRANT, (P.STANDING_READ, P.PEOPLE_READ, P.PACK_READ), said=frozenset({422})),
    "GET /imports": IMPORTS,
    "GET /imports/new": IMPORTS,
    "POST /imports/new": replace(IMPORTS, said=frozenset({422})),
    "GET /imports/{draft}": IMPORTS,
    "POST /imports/{draft}/commit": IMPORTS,
    "POST /imports/{draft}/again": IMPORTS,
    "POST /imports/{draft}/end": replace(IMPORTS, once=True),
    "GET /imports/{draft}/rejects": replace(IMPORTS, then=(P.PEOPLE_RECORD, P.PACK_READ)),
    "GET /imports/{draft}/undo": IMPORTS,
    "POST /imports/{draft}/undo": IMPORTS,
    "GET /imports/{draft}/questions": IMPORTS,
    "POST /imports/{draft}/questions": IMPORTS,
    "GET /imports/{draft}/recipe": IMPORTS,
    "POST /imports/{draft}/recipe": IMPORTS,
    "GET /imports/{draft}/recipe/file": IMPORTS,
    "GET /classes/new": SIGN_IN_SHEET,
    "POST /classes/new": replace(SIGN_IN_SHEET, chosen=True, said=frozenset({422})),
    "POST /classes/{sheet}/undo": Need(P.TRAINING_RECORD, (P.TRAINING_READ,)),
    "GET /shifts": SHIFTS,
    "GET /shifts/new": PLANS,
    "POST /shifts/new": replace(SENDS, program="named"),
    "GET /shifts/{shift}": SHIFTS,
    "GET /shifts/{shift}/plan": PLANS,
    "POST /shifts/{shift}/plan": replace(SENDS, once=True),
    "GET /shifts/{shift}/went": PLANS,
    "POST /shifts/{shift}/went": replace(SENDS, once=True),
    "POST /shifts/{shift}/withdrawal": Need(P.SHIFT_RECORD, (P.SHIFT_READ,), once=True),
    "GET /requirements": GAPS,
    "GET /requirements/file": GAPS,
    "GET /courses": Need(P.TRAINING_READ),
    "GET /courses/new": Need(P.TRAINING_RECORD, (P.TRAINING_READ, P.PACK_READ)),
    "POST /courses/new": TRAINING_RECORD,
    "GET /courses/{course}": Need(P.TRAINING_RECORD, (P.TRAINING_READ, P.PACK_READ), whole=True),
    "POST /courses/{course}": Need(P.TRAINING_RECORD, (P.TRAINING_READ,), whole=True, once=True),
    "GET /programs/{program}/duties": Need(P.STANDING_READ, (P.PACK_READ,), program="named"),
    "POST /programs/{program}/duties": Need(P.TRAINING_RECORD, (P.STANDING_READ, P.PACK_READ), program="named"),
    "GET /duties-done/{duty_done}": Need(P.TRAINING_RECORD, (P.STANDING_READ,), then=(P.PACK_READ,)),
    "POST /duties-done/{duty_done}": Need(P.TRAINING_RECORD, (P.STANDING_READ,), then=(P.PACK_READ,), once=True),
    "POST /duties-done/{duty_done}/withdraw": Need(P.TRAINING_RECORD, (P.STANDING_READ,), once=True),
    "GET /head-counts": Need(P.TRAINING_READ),
    "POST /head-counts": Need(P.TRAINING_RECORD, (P.TRAINING_READ,), whole=True, chosen=True, said=frozenset({422})),
    "GET /head-counts/{head_count}": Need(P.TRAINING_RECORD, (P.TRAINING_READ,), whole=True),
    "POST /head-counts/{head_count}": Need(P.TRAINING_RECORD, (P.TRAINING_READ,), whole=True, once=True),
    "POST /head-counts/{head_count}/withdraw": Need(P.TRAINING_RECORD, (P.TRAINING_READ,), whole=True, once=True),
    "GET /paid": Need(P.TRAINING_RECORD, (P.TRAINING_READ,)),
    "POST /paid": replace(TRAINING_RECORD, chosen=True, said=frozenset({422})),
    "GET /workforces": Need(P.TRAINING_READ),
    "POST /workforces": Need(P.TRAINING_RECORD, (P.TRAINING_READ,), whole=True, once=True),
    "GET /workforces/{workforce}": Need(P.TRAINING_RECORD, (P.TRAINING_READ,), whole=True),
    "POST /workforces/{workforce}": Need(P.TRAINING_RECORD, (P.TRAINING_READ,), whole=True, once=True),
    "POST /workforces/{workforce}/withdraw": Need(P.TRAINING_RECORD, (P.TRAINING_READ,), whole=True, once=True),
    "GET /programs/{program}/responses": Need(P.SHIFT_READ, (P.STANDING_READ, P.PACK_READ), program="named"),
    "POST /programs/{program}/responses": Need(P.SHIFT_RECORD, program="named"),
    "GET /responses/{response}": Need(P.SHIFT_RECORD, (P.SHIFT_READ,)),
    "POST /responses/{response}": Need(P.SHIFT_RECORD, (P.SHIFT_READ,), once=True),
    "POST /responses/{response}/withdraw": Need(P.SHIFT_RECORD, (P.SHIFT_READ,), once=True),
    "GET /courses/{course}/approvals": Need(P.TRAINING_READ, (P.PACK_READ,)),
    "POST /courses/{course}/approvals": Need(P.TRAINING_RECORD, (P.TRAINING_READ,), whole=True),
    "GET /approvals/{approval}": Need(P.TRAINING_RECORD, (P.TRAINING_READ,), whole=True),
    "POST /approvals/{approval}": Need(P.TRAINING_RECORD, (P.TRAINING_READ,), whole=True, once=True),
    "POST /approvals/{approval}/withdraw": Need(P.TRAINING_RECORD, (P.TRAINING_READ,), whole=True, once=True),
    "GET /reports": Need(P.REPORT_DRAW, (P.AWARD_READ,)),
}


def undeclared(path: str) -> set[str]:
    """Return the records that an address names, and of which nobody has said whom they are seen by."""
    return (
        set(re.findall(r"\{(\w+)\}", path))
        - PERSONAL
        - AGENCYS
        - PLACED
        - OF_A_PROGRAM
        - WHOLE
        - ACCOUNTS
        - OWN_ONLY
        - ANYBODYS
        - NUMBERS
    )


def expected(need: Need, caller: Caller, target: str, named: Iterable[str]) -> Answer:
    """Say how somebody is answered who asks for the records of a target, which the request names.

    Worked out from the table of roles alone, without the code that it is held against.
    """
    if need.public:
        return Answer.WELCOME
    if caller is STRANGER:
        return Answer.STRANGER
    if refused_at_once(need, caller, target):
        return Answer.REFUSED
    if not need.chosen and not all(
        sees(caller, target, each) and (not need.persons or target == BEN) for each in named
    ):
        return Answer.NOTHING
    return Answer.REFUSED if refused_once_found(need, caller, target) else Answer.WELCOME


def refused_at_once(need: Need, caller: Caller, target: str) -> bool:
    """Is it refused before anything is looked for?"""
    person = caller.role is Role.RESPONDER
    himself, by_right = person and target == BEN and (need.own or need.themselves), need.themselves
    if not all(held(caller, each) or (himself and (by_right or each in OWN)) for each in need.first):
        return True
    if need.persons and not person:
        return True
    return caller.program is not None and (
        need.whole or (need.program == "named" and PROGRAM[target] != caller.program and not need.chosen)
    )


def refused_once_found(need: Need, caller: Caller, target: str) -> bool:
    """Is it refused once it is known what it is about?"""
    lets_in = caller.role is Role.SYSTEM_ADMINISTRATOR
    given = MATRIX[need.gives] if need.gives and not lets_in else ()
    beyond = caller.program is not None and ADOPTED_BY.get(target) != caller.program
    wider = (need.program == "found" and beyond) or (need.program == "whole" and caller.program is not None)
    himself = caller.role is Role.RESPONDER and target == BEN and need.own
    return wider or not all(held(caller, each) or (himself and each in OWN) for each in (*need.then, *given))


def sees(caller: Caller, target: str, kind: str) -> bool:
    """Is a record of this kind there for somebody?"""
    if kind in ANYBODYS:
        return True
    if AGENCY[target] != caller.agency:
        return False
    if kind in ACCOUNTS:
        return caller in {ADMINISTRATOR, ADMINISTRATOR_ELSEWHERE}
    if caller.program is None or kind in AGENCYS:
        return True
    where = ADOPTED_BY.get(target) if kind in PLACED else PROGRAM[target]
    return kind not in WHOLE and where == caller.program


def held(caller: Caller, permission: Permission) -> bool:
    """Does the role have it, and the token not take it away?"""
    limited = caller.limit is not None and permission not in caller.limit
    return caller.role is not None and permission in MATRIX[caller.role] and not limited
