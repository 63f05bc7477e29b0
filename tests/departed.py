"""Somebody who left long ago, and everything that was ever recorded about them, with a word of their own in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from muster.domain.access import Membership, Principal, Role
from muster.domain.acts import Act
from muster.domain.anchors import BirthMonth
from muster.domain.awards import Allocation
from muster.domain.credentials import Status, StatusEvent
from muster.domain.documents import document
from muster.domain.intervals import Interval
from muster.domain.people import Employment, Identifier, Identity, Register, RoleHeld
from muster.domain.teams.shifts import Going
from muster.files import Files
from muster.persistence import accounts as account_store
from muster.persistence import documents
from muster.persistence.ledger import recorded
from muster.services import confirmations, credentials, effort, pay, people, retention, shifts, training, waivers
from muster.services.erasure import Home
from tests import make, money
from tests.cast import NOW, Cast, Member

HERE = Interval.through(date(2015, 1, 5), date(2018, 6, 30))
TRAINED = date(2015, 1, 12)
WORKED = date(2017, 3, 6)
REPORTED = date(2019, 1, 28)
PERIOD = Interval.through(date(2017, 1, 1), date(2017, 3, 31))


@dataclass(frozen=True, slots=True)
class Departed:
    """A person who is gone. ``word`` is in every text that may name them."""

    word: str
    person: UUID
    completion: UUID
    credential: UUID
    effort: UUID
    award: UUID
    line: UUID


def home(folder: Path) -> Home:
    """Return the folders of a home that is there for one test."""
    return Home(Files(folder / "evidence"), folder / "mail")


def named(word: str) -> Identity:
    """Return what names somebody, with the word in each part of it."""
    return Identity(f"{word} Departed", word, f"{word}@example.org", f"555 {word}", "es", BirthMonth(1984, 5))


async def leave(cast: Cast, word: str, *, reported: bool = True) -> Departed:
    """Record a whole working life that is over. ``reported``: the award's final report is in, and long ago."""
    by = cast.amara.principal
    who = await people.add_person(named(word), by=by, now=NOW)
    first = await people.person(who, by=by)
    married = replace(named(word), name=f"{word} Married")
    await people.correct_person(who, married, version=first.version, because=f"{word} married", by=by, now=NOW)
    await people.record_employment(who, Employment(HERE), by=by, now=NOW)
    await people.record_role(who, RoleHeld("emt", cast.program, HERE), by=by, now=NOW)
    await people.record_identifier(who, Identifier(Register.HR, f"{word}-77"), by=by, now=NOW)
    course = await training.add_course(make.course(f"Safety {who}"), by=by, now=NOW)
    done = await training.record_completion(who, make.completion(course, TRAINED), by=by, now=NOW)
    longer = make.completion(course, TRAINED, minutes=90)
    await training.correct_completion(done, longer, version=None, because=f"ask {word}", by=by, now=NOW)
    card = replace(
        make.credential("emt", issued_on=TRAINED, valid_through=date(2017, 12, 31)),
        number=f"{word}-E-1",
        jurisdiction="TX",
    )
    held = await credentials.record_credential(who, card, by=by, now=NOW)
    suspended = StatusEvent(date(2016, 3, 1), Status.SUSPENDED)
    await credentials.record_status(held, suspended, because=f"{word} lost it", by=by, now=NOW)
    award, line = await charged(by, who, f"A-{who}")
    worked = await effort.record_effort(who, make.effort(WORKED, line=line), by=by, now=NOW)
    signed = make.confirmation(who, line, WORKED + timedelta(days=7))
    await confirmations.confirm_effort(who, signed, by=by, now=NOW)
    out = make.shift(cast.program, make.outing(datetime(2017, 3, 6, 14, tzinfo=UTC)))
    went = await shifts.plan_shift(out, [Going(who)], by=by, now=NOW)
    await shifts.say_who_went(went, version=None, by=by, now=NOW)
    await pay.record_pay_rate(who, make.pay_rate(HERE.start), by=by, now=NOW)
    if reported:
        await retention.record_final_report(award, REPORTED, by=by, now=NOW)
    return Departed(word, who, done, held, worked, award, line)


async def charged(by: Principal, who: UUID, number: str) -> tuple[UUID, UUID]:
    """Record an award of those years, and that some of somebody's time was meant for it."""
    award = await money.award(by, number, Interval.through(date(2016, 10, 1), date(2018, 9, 30)))
    line = await money.line(by, award, "P-1")
    share = Allocation(line, 40_00, Interval.through(date(2016, 10, 1), HERE.last))
    await effort.record_allocation(who, share, by=by, now=NOW)
    return award, line


async def waive(by: Principal, who: UUID, because: str) -> UUID:
    """Waive something for somebody; a pack that asks for it has to be adopted."""
    granted = make.waiver(start=date(2016, 1, 4), through=date(2016, 2, 29), granted_on=date(2016, 1, 4))
    return await waivers.grant_waiver(who, granted, because=because, by=by, now=NOW)


async def join_too(whose: Member, account: UUID) -> None:
    """Give an account that signs in already a place in another agency."""
    async with recorded(make.everybody(whose.principal), Act.MEMBERSHIP_GRANTED, at=NOW.at) as entry:
        place = Membership(whose.principal.scope.agency, Role.HR)
        await account_store.add_membership(entry, account, place)


async def file_too(whose: Member, home: Home, content: bytes) -> None:
    """Record that another agency brought in the very same bytes."""
    async with recorded(make.everybody(whose.principal), Act.FILES_IMPORTED, at=NOW.at) as entry:
        await documents.add_document(entry, document("theirs.csv", content))
    home.kept.keep(content)
