"""A county that shares with a region: who is in it, and what they hold, under names that nobody else has."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID, uuid4

from muster.domain.access import Role
from muster.domain.intervals import Interval
from muster.domain.people import Identifier, Register
from muster.domain.sharing.shares import Level, Share
from muster.services import credentials, packs, people, programs, shares, training
from tests import make
from tests.cast import NOW, Cast, Member, found, join

SINCE = date(2026, 1, 1)
THROUGH = date(2027, 6, 30)
WHY = "the region's yearly plan of training seats"
CLEARED, NOT_CLEARED = 9, 3


@dataclass(frozen=True, slots=True)
class County:
    """Harbor with twelve people in one program, one in another, and one in neither; Rosa is the region's liaison."""

    cast: Cast
    word: str
    program: UUID
    night: UUID
    team: tuple[UUID, ...]
    hoa: UUID
    olu: UUID
    region: UUID
    ruth: Member
    rosa: Member


async def gather_county(cast: Cast) -> County:
    """Put them on record. Every name, address and number of Harbor's has the word in it."""
    by, word = cast.amara.principal, f"canary{uuid4().hex[:12]}"
    ruth, region = await found("Three Rivers Region")
    rosa = await join(ruth, Role.REGION_LIAISON)
    night = await programs.add_program("Night team", by=by, now=NOW)
    course = await training.add_course(make.course(), by=by, now=NOW)
    await packs.adopt_pack(packs.shipped_text("us-osha-bbp"), since=SINCE, by=by, now=NOW)

    async def add(program: UUID | None, *, done: bool) -> UUID:
        named = make.identity(f"Ines {word}", preferred_name=word, email=f"{word}@example.org", phone=f"{word} 555")
        who = await people.add_person(named, by=by, now=NOW)
        await people.record_employment(who, make.employment(), by=by, now=NOW)
        if program:
            await people.record_role(who, make.role("emt", program), by=by, now=NOW)
        if done:
            await training.record_completion(who, make.completion(course), by=by, now=NOW)
        number = Identifier(Register.HR, f"{word}-{uuid4().hex[:6]}")
        await people.record_identifier(who, number, by=by, now=NOW)
        card = replace(make.credential(), number=f"{word}-E100", jurisdiction="US-TX")
        await credentials.record_credential(who, card, by=by, now=NOW)
        return who

    team = [await add(cast.program, done=place < CLEARED) for place in range(CLEARED + NOT_CLEARED)]
    hoa, olu = await add(night, done=True), await add(None, done=False)
    return County(cast, word, cast.program, night, tuple(team), hoa, olu, region, ruth, rosa)


def share(
    county: County,
    level: Level = Level.COUNTS,
    *,
    recipient: UUID | None = None,
    program: UUID | None = None,
    whole: bool = False,
    first: date = SINCE,
    through: date = THROUGH,
    smallest: int = 3,
) -> Share:
    """Make a share of the program with the region."""
    which = None if whole else program or county.program
    return Share(recipient or county.region, level, Interval.through(first, through), "regional plan", which, smallest)


async def give(county: County, level: Level = Level.COUNTS, **more: object) -> UUID:
    """Give it."""
    made = share(county, level, **more)  # type: ignore[arg-type] # the test says what it means
    return await shares.grant_share(made, because=WHY, by=county.cast.amara.principal, now=NOW)
