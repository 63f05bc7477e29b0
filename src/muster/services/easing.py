"""What eases a rule for somebody, whatever it is: who may, what is refused, and what a person's answer would become."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from difflib import get_close_matches
from typing import TypeAlias
from uuid import UUID

from muster.domain.access import Permission, Principal
from muster.domain.adopting.adoptions import Adoption
from muster.domain.adopting.packs import Pack
from muster.domain.easing import Becomes, compared
from muster.domain.errors import Fault, Forbidden, Invalid, NotFound
from muster.domain.extensions import Extension
from muster.domain.facts import Facts
from muster.domain.moments import Moment
from muster.domain.records import OnRecord
from muster.domain.standing.judged import judge
from muster.domain.waivers import Waiver
from muster.persistence import programs as program_store
from muster.persistence.database import scoped
from muster.persistence.facts import NOW
from muster.services import packs, people
from muster.services.facts import facts_of

Change: TypeAlias = Callable[[Facts], Facts]


async def allowed(who: UUID, eased: Waiver | Extension, *, by: Principal, now: Moment) -> None:
    """Refuse what would ease a rule for oneself, for nobody here, by nobody's word, or what nothing asks for.

    Raises:
        Forbidden: it is for the one who records it.
        NotFound: there is no such person here.
        Invalid: it names no office, was granted after today, or no adopted pack has such a requirement.
    """
    if who == by.person:
        raise Forbidden(
            "nobody waives a requirement for themselves; ask somebody else with the right to record it",
            code="own-waiver",
        )
    await people.person(who, by=by)
    granted(eased.authority, eased.granted_on, now)
    asked_for(eased.requirement, await packs.adopted_packs(by=by))


def granted(authority: str, granted_on: date, now: Moment) -> None:
    """Refuse what nobody granted, or what has not been granted yet.

    Raises:
        Invalid: it names no office, or a day after today.
    """
    if not authority.strip():
        raise Invalid(
            "this names the office that granted it; here none is named",
            code="no-authority",
            faults=[Fault("/authority", "nothing", "the office that may grant it", "name the office, not a person")],
        )
    if granted_on > now.today:
        raise Invalid(
            f"nothing can have been granted on {granted_on}, after today ({now.today})",
            code="in-the-future",
            faults=[
                Fault(
                    "/granted_on",
                    str(granted_on),
                    f"a day up to {now.today}",
                    "correct the date, or record it once it is granted; the days it speaks of may lie ahead",
                )
            ],
        )


def asked_for(requirement: str, adopted: Iterable[tuple[OnRecord[Adoption], Pack]]) -> None:
    """Refuse what is about something that no adopted rule asks for: it would ease nothing, silently.

    Raises:
        Invalid: no adopted pack has such a requirement.
    """
    names = {each.name for _, pack in adopted for each in pack.requirements}
    if requirement not in names:
        near = get_close_matches(requirement, names, n=1)
        raise Invalid(
            f"no pack that your agency has adopted asks for {requirement}",
            code="no-such-requirement",
            faults=[
                Fault(
                    "/requirement",
                    requirement,
                    "a requirement of an adopted pack, as pack/requirement",
                    f"did you mean {near[0]}?" if near else "look the adopted packs up, or adopt its pack first",
                )
            ],
        )


async def becomes(who: UUID, change: Change, *, on: date, by: Principal) -> list[Becomes]:
    """Return how a person stands in each program whose role they hold on a day, and would with other facts.

    Raises:
        NotFound: there is no such person here.
    """
    scope = by.require(Permission.STANDING_READ, person=who)
    async with scoped(scope):
        facts = (await facts_of(scope, [who], known=NOW)).get(who)
        if facts is None:
            raise NotFound("there is no such person here")
        programs = {each.fact: each.value for each in await program_store.programs(scope, known=NOW)}
        bound = packs.bound(await packs.adopted_packs(by=by), programs)
    found = []
    for program, rules in bound.items():
        here = facts.in_program(program)
        if any(on in held.validity for held in here.roles):
            one, two = (judge(who, program, rules, each) for each in (here, change(here)))
            found.append(compared(one, two, programs[program], on=on))
    return found
