"""Everybody who may ask, in two agencies and two programs of one, and the records that they may ask for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from muster.domain.access import Permission, Role
from muster.domain.people import Identifier, Register
from muster.domain.privacy.requests import Ask, Request
from muster.services import people, programs, requests
from tests import make
from tests.api.world import World, gather_world
from tests.cast import NOW, Cast, Member, found, join

# Whose a record is. Ines is on the day team, Hoa on the night team; Ben, on the day team too, asks for himself.
INES, HOA, BEN, FAR, MISSING = "Ines's", "Hoa's", "Ben's", "another agency's", "nobody's"
TARGETS = (INES, HOA, BEN, FAR, MISSING)
HARBOR, ELSEWHERE = "Harbor", "Far"
AGENCY = {INES: HARBOR, HOA: HARBOR, BEN: HARBOR, FAR: ELSEWHERE, MISSING: ""}
DAY, NIGHT = "day", "night"
PROGRAM = {INES: DAY, HOA: NIGHT, BEN: DAY, FAR: "far", MISSING: ""}
ADOPTED_BY = {HOA: NIGHT, BEN: DAY}  # of the others, it is the whole agency that adopted


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody who asks: the role they have where, and in which program, if in one.

    ``limit``: what they are allowed at most, when they ask by a token.
    """

    name: str
    role: Role | None
    agency: str = HARBOR
    program: str | None = None
    limit: frozenset[Permission] | None = None


STRANGER = Caller("a stranger", None)
RESPONDER = Caller("a responder", Role.RESPONDER)
ADMINISTRATOR = Caller("an administrator", Role.ADMINISTRATOR)
ANOTHER = Caller("another administrator", Role.ADMINISTRATOR)  # nothing of the administrator's own account
SUPERVISOR = Caller("a supervisor", Role.SUPERVISOR)
SYSTEM_ADMINISTRATOR = Caller("a system administrator", Role.SYSTEM_ADMINISTRATOR)
ADMINISTRATOR_OF_THE_NIGHT = Caller("the administrator of the night team", Role.ADMINISTRATOR, program=NIGHT)
ADMINISTRATOR_ELSEWHERE = Caller("an administrator elsewhere", Role.ADMINISTRATOR, ELSEWHERE)
CALLERS = (
    STRANGER,
    RESPONDER,
    SUPERVISOR,
    Caller("HR", Role.HR),
    Caller("a grant officer", Role.GRANT_OFFICER),
    ADMINISTRATOR,
    ANOTHER,
    Caller("an auditor", Role.AUDITOR),
    Caller("a liaison of the region", Role.REGION_LIAISON),
    Caller("a liaison of the state", Role.STATE_LIAISON),
    SYSTEM_ADMINISTRATOR,
    Caller("HR of the night team", Role.HR, program=NIGHT),
    ADMINISTRATOR_OF_THE_NIGHT,
    ADMINISTRATOR_ELSEWHERE,
)


@dataclass(frozen=True, slots=True)
class Stage:
    """What stands on record, by whose it is, and who signs in as which caller (nobody, as a stranger)."""

    cast: Cast
    night: UUID
    worlds: dict[str, World]
    members: dict[Caller, Member | None]


async def gather_stage() -> Stage:
    """Found both agencies, and put the same on record about everybody."""
    amara, harbor = await found("Harbor County")
    chidi, far = await found("Far County")
    day, night = [await programs.add_program(name, by=amara.principal, now=NOW) for name in ("Day team", "Night team")]
    elsewhere = await programs.add_program("Far team", by=chidi.principal, now=NOW)
    ben_himself, olu_himself = [
        await people.add_person(make.identity("Ben Abdi"), by=who.principal, now=NOW) for who in (amara, chidi)
    ]
    ben = await join(amara, Role.RESPONDER, person=ben_himself)
    dana = await join(amara, Role.AUDITOR)
    cast = Cast(harbor, day, elsewhere, amara, ben, ben_himself, chidi, dana)
    olu = await join(chidi, Role.RESPONDER, person=olu_himself)
    theirs = Cast(far, elsewhere, day, chidi, olu, olu_himself, amara, await join(chidi, Role.AUDITOR))
    worlds = {
        INES: await gather_world(cast),
        HOA: await gather_world(replace(cast, program=night), adopts=night),
        BEN: await gather_world(cast, who=ben_himself, adopts=day),
        FAR: await gather_world(theirs),
    }
    named = worlds[INES]
    for whose, world in worlds.items():
        number, by = Identifier(Register.LMS, str(world.ids["person"])), (chidi if whose == FAR else amara).principal
        await people.record_identifier(world.ids["person"], number, by=by, now=NOW)
        himself = await join(chidi if whose == FAR else amara, Role.RESPONDER, person=world.ids["person"])
        asked = Request.of(Ask.ERASURE, "", today=NOW.today)
        world.ids["erasure"] = await requests.make_request(asked, by=himself.principal, now=NOW)
        world.ids["another"] = {HOA: day, FAR: elsewhere}.get(whose, night)  # a program, and not that of this one
    worlds[MISSING] = World("", {each: uuid4() for each in named.ids}, {each: uuid4() for each in named.versions})
    worlds[MISSING].ids["region"] = named.ids["region"]  # a code that is handed out is somebody's
    known: dict[Caller, Member | None] = {
        STRANGER: None,
        RESPONDER: ben,
        ADMINISTRATOR: amara,
        ADMINISTRATOR_ELSEWHERE: chidi,
    }
    for each in CALLERS:
        if each not in known and each.role is not None:
            known[each] = await join(amara, each.role, program=night if each.program == NIGHT else None)
    return Stage(cast, night, worlds, known)
