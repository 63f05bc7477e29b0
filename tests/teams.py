"""A pack that says who goes out together, adopted by a program; and people who fill its places or do not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from muster.domain.access import Principal
from muster.domain.adopting.adoptions import Whom
from muster.domain.intervals import Interval
from muster.services import credentials, packs, people, training
from tests import make
from tests.cast import NOW

PACK = """
id = "two"
title = "Two go out"
jurisdiction = "US"
authority = "Harbor"
kind = "required"
reviewed_on = 2026-11-22
source = "the policy manual"

[[credential]]
id = "emt"
title = "EMT card"
issuer = "the State"

[[requirement]]
id = "card"
roles = ["emt"]
credential = "emt"
says = "Every EMT holds a card."

[[requirement.terms]]
effective = 2020-01-01
confidence = "read"
cite = "Policy 1"

[[team]]
id = "clinician-and-another"
says = "Two go out together, one of them a clinician, with a naloxone kit."

[[team.terms]]
effective = 2020-01-01
confidence = "read"
cite = "Policy 2"
equipment = ["naloxone-kit"]
never = ["law-enforcement"]

[[team.terms.way]]
in_person = 2

[[team.terms.way.place]]
id = "clinician"
roles = ["clinician"]
"""
OF_A_KIND = """
id = "night"
title = "Whoever goes out at night"
jurisdiction = "US"
authority = "Harbor"
kind = "required"
reviewed_on = 2026-11-22
source = "the policy manual"

[[requirement]]
id = "ride-along"
roles = ["*"]
topic = "ride-along"
says = "Whoever goes out has ridden along."

[[requirement.terms]]
effective = 2020-01-01
confidence = "read"
cite = "Policy 7"

[[team]]
id = "three"
says = "Three go out together."

[[team.terms]]
effective = 2020-01-01
confidence = "read"
cite = "Policy 8"

[[team.terms.way]]
in_person = 3
"""
KIT = frozenset({"naloxone-kit"})
SINCE = date(2024, 1, 1)


async def adopt(by: Principal, program: UUID | None, *, since: date = SINCE, text: str = PACK) -> None:
    """Let a program go by the pack."""
    await packs.adopt_pack(text, since=since, program=program, by=by, now=NOW)


async def adopt_for_kind(
    by: Principal, program: UUID | None, kind: str, *, since: date = SINCE, text: str = OF_A_KIND
) -> None:
    """Let whoever goes out with a kind of team, of a program or of all, go by a pack."""
    whom = Whom(program, team_kind=kind)
    await packs.adopt(await packs.to_adopt(text, since=since, whom=whom, by=by), by=by, now=NOW)


async def rode_along(by: Principal, *who: UUID) -> None:
    """Record that these have done what the pack of a kind asks of each."""
    course = await training.add_course(make.course("Ride along", "ride-along"), by=by, now=NOW)
    for each in who:
        done = make.completion(course, SINCE, topic="ride-along")
        await training.record_completion(each, done, by=by, now=NOW)


async def clinician(by: Principal, name: str, program: UUID) -> UUID:
    """Record a clinician of a program, of whom no card is asked."""
    return await somebody(by, name, program, "clinician")


async def emt(by: Principal, name: str, program: UUID, *, through: date | None = date(2027, 3, 31)) -> UUID:
    """Record an EMT of a program, with a card that is good through a day; ``through`` unset: without one."""
    who = await somebody(by, name, program, "emt")
    if through:
        card = make.credential("emt", issued_on=SINCE, valid_through=through)
        await credentials.record_credential(who, card, by=by, now=NOW)
    return who


async def somebody(by: Principal, name: str, program: UUID, role: str, during: Interval | None = None) -> UUID:
    """Record somebody with one role in a program."""
    who = await people.add_person(make.identity(name), by=by, now=NOW)
    held = make.role(role, program)
    await people.record_role(who, replace(held, validity=during or held.validity), by=by, now=NOW)
    return who
