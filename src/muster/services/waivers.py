"""Waive a requirement for a person, by an authority that may."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from uuid import UUID

from muster.domain.access import Permission, Principal
from muster.domain.acts import Act
from muster.domain.easing import Becomes
from muster.domain.errors import Fault, Forbidden, Invalid, NotFound
from muster.domain.moments import Moment
from muster.domain.records import OnRecord
from muster.domain.waivers import Waiver
from muster.persistence import waivers as store
from muster.persistence.facts import NOW
from muster.persistence.ledger import recorded
from muster.services import easing, packs, people


async def waivers(who: UUID, *, by: Principal, known: int = NOW) -> list[OnRecord[Waiver]]:
    """Return what was waived for a person, by first day.

    Raises:
        NotFound: there is no such person here.
    """
    scope = by.require(Permission.STANDING_READ, person=who)
    await people.person(who, by=by, known=known)
    return await store.waivers(scope, [who], known=known)


async def waiver(which: UUID, *, by: Principal, known: int = NOW) -> OnRecord[Waiver]:
    """Return one waiver.

    Raises:
        NotFound: there is no such waiver here.
    """
    found = await store.waiver(by.looking(Permission.STANDING_READ), which, known=known)
    by.require(Permission.STANDING_READ, person=found.person if found else None)
    if found is None:
        raise NotFound("there is no such waiver here")
    return found


async def grant_waiver(
    who: UUID, granted: Waiver, *, because: str, by: Principal, now: Moment, fact: UUID | None = None
) -> UUID:
    """Record that an authority waived a requirement for a person. Why goes with the act: words can name people.

    Raises:
        Forbidden: it is for the one who records it.
        NotFound: there is no such person here.
        Invalid: no adopted pack has such a requirement, it says not by whom, or was granted after today.
        Conflict: there is a waiver under this id already.
    """
    scope = by.require(Permission.WAIVER_GRANT)
    await _of_another(who, by)
    await _allowed(granted, by, now)
    async with recorded(scope, Act.WAIVER_GRANTED, at=now.at, because=because) as entry:
        return await store.add_waiver(entry, who, granted, fact=fact)


async def waiver_would(who: UUID, granted: Waiver, *, by: Principal, now: Moment) -> list[Becomes]:
    """Return what a waiver would make of a person's answer today, and on which days; nothing is recorded.

    Raises:
        Forbidden, NotFound, Invalid: as recording it would.
    """
    by.require(Permission.WAIVER_GRANT)
    await _of_another(who, by)
    await _allowed(granted, by, now)
    return await easing.becomes(
        who, lambda facts: replace(facts, waivers=(*facts.waivers, granted)), on=now.today, by=by
    )


async def withdrawal_would(found: OnRecord[Waiver], *, on: date, by: Principal) -> list[Becomes]:
    """Return what withdrawing a waiver would make of its person's answer on a day; nothing is recorded.

    Raises:
        NotFound: there is no such person here.
    """
    by.require(Permission.WAIVER_GRANT)
    if found.person is None:
        raise NotFound("there is no such waiver here")
    return await easing.becomes(
        found.person,
        lambda facts: replace(facts, waivers=tuple(each for each in facts.waivers if each.fact != found.fact)),
        on=on,
        by=by,
    )


async def withdraw_waiver(which: UUID, *, version: UUID | None, because: str, by: Principal, now: Moment) -> None:
    """Say that a waiver was recorded by mistake. What was believed until now stays on record.

    Raises:
        NotFound: there is no such waiver here.
        Stale: somebody changed it since it was read.
    """
    scope = by.require(Permission.WAIVER_GRANT)
    async with recorded(scope, Act.WAIVER_WITHDRAWN, at=now.at, because=because) as entry:
        await store.withdraw_waiver(entry, which, version=version)


async def _of_another(who: UUID, by: Principal) -> None:
    """Refuse a waiver for oneself, and for nobody here."""
    if who == by.person:
        raise Forbidden(
            "nobody waives a requirement for themselves; ask somebody else with the right to record it",
            code="own-waiver",
        )
    await people.person(who, by=by)


async def _allowed(granted: Waiver, by: Principal, now: Moment) -> None:
    """Refuse what cannot be a waiver."""
    _granted(granted, now)
    await _known(granted, by)


def _granted(granted: Waiver, now: Moment) -> None:
    """Refuse a waiver of nobody's, and one that has not been granted yet."""
    if not granted.authority.strip():
        raise Invalid(
            "a waiver names the office that granted it; this one names none",
            code="no-authority",
            faults=[Fault("/authority", "nothing", "the office that may waive it", "name the office, not a person")],
        )
    if granted.granted_on > now.today:
        raise Invalid(
            f"a waiver cannot be granted on {granted.granted_on}, after today ({now.today})",
            code="in-the-future",
            faults=[
                Fault(
                    "/granted_on",
                    str(granted.granted_on),
                    f"a day up to {now.today}",
                    "correct the date, or record it once it is granted; the days it speaks of may lie ahead",
                )
            ],
        )


async def _known(granted: Waiver, by: Principal) -> None:
    """Refuse a waiver of something that no adopted rule asks for: it would excuse nobody, silently."""
    names = {each.name for _, pack in await packs.adopted_packs(by=by) for each in pack.requirements}
    if granted.requirement not in names:
        near = get_close_matches(granted.requirement, names, n=1)
        raise Invalid(
            f"no pack that your agency has adopted asks for {granted.requirement}",
            code="no-such-requirement",
            faults=[
                Fault(
                    "/requirement",
                    granted.requirement,
                    "a requirement of an adopted pack, as pack/requirement",
                    f"did you mean {near[0]}?" if near else "look the adopted packs up, or adopt its pack first",
                )
            ],
        )
