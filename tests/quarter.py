"""A clean quarter on record at Harbor: Ben, an EMT, eight hours a day on the one line of an award."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from muster.domain.acts import Act
from muster.domain.awards import Allocation, Award, PayRate, PersonnelLine
from muster.domain.effort import Effort, PaidDay
from muster.domain.intervals import Interval
from muster.domain.partnerships import Instrument, Partner, PartnerKind, Partnership
from muster.domain.people import Identifier, Register
from muster.persistence import effort as effort_store
from muster.persistence import people as people_store
from muster.persistence.facts import EFFORT, PAID_DAY
from muster.persistence.ledger import recorded
from muster.services import awards, effort, packs, partnerships, pay, people, training
from tests import make
from tests.cast import NOW, Cast

SINCE = date(2025, 10, 1)
QUARTER = Interval.through(date(2026, 7, 1), date(2026, 9, 30))
YEAR = Interval.through(SINCE, date(2026, 9, 30))
DAYS = [day for day in QUARTER if day.weekday() < 5]
NUMBER = "H79SM099001"
CONDITION = """
id = "award-conditions"
title = "Conditions of the award"
jurisdiction = "US"
authority = "Example funder"
kind = "required"
reviewed_on = 2026-06-30
source = "https://example.org/award"

[[requirement]]
id = "suicide-prevention"
roles = ["emt"]
topic = "suicide-prevention"
says = "Every EMT paid by the award is trained in suicide prevention."

[[requirement.terms]]
effective = 2020-01-01
version_by = "service-date"
confidence = "read"
cite = "Award terms, section 4"
"""


@dataclass(frozen=True, slots=True)
class Quarter:
    """What was recorded. ``trained``: Ben's yearly training, of which a correction makes a lapse."""

    award: UUID
    line: UUID
    partnership: UUID
    course: UUID
    trained: UUID


async def gather_quarter(cast: Cast) -> Quarter:
    """Put it on record."""
    by, ben = cast.amara.principal, cast.ben_himself
    await packs.adopt_pack(packs.shipped_text("us-osha-bbp"), since=SINCE, by=by, now=NOW)
    said = Award(NUMBER, "Harbor responders", "SAMHSA", YEAR, "", "93.243", 500_000_00, 3, 30)
    award = await awards.add_award(said, by=by, now=NOW)
    line = await awards.add_line(PersonnelLine(award, "P-1", "EMT", "emt", 1_00, 70_000_00), by=by, now=NOW)
    await packs.adopt_pack(CONDITION, since=SINCE, award=award, by=by, now=NOW)
    partner = await partnerships.add_partner(Partner("Harbor 988 Center", PartnerKind.CRISIS_LINE), by=by, now=NOW)
    agreed = Partnership(partner, Instrument.MOU, YEAR, date(2025, 9, 1), award)
    partnership = await partnerships.record_partnership(agreed, by=by, now=NOW)
    await people.record_employment(ben, make.employment(SINCE), by=by, now=NOW)
    await people.record_role(ben, make.role("emt", cast.program, SINCE), by=by, now=NOW)
    course = await training.add_course(make.course(), by=by, now=NOW)
    trained = await training.record_completion(ben, make.completion(course, date(2026, 6, 1)), by=by, now=NOW)
    prevention = await training.add_course(make.course("Suicide prevention", "suicide-prevention"), by=by, now=NOW)
    done = make.completion(prevention, SINCE, topic="suicide-prevention")
    await training.record_completion(ben, done, by=by, now=NOW)
    await effort.record_allocation(ben, Allocation(line, 100_00, YEAR), by=by, now=NOW)
    await pay.record_pay_rate(ben, PayRate(27_50, Interval(SINCE)), by=by, now=NOW)
    supervisor = await people.add_person(make.identity("Hoa Tran"), by=by, now=NOW)
    async with recorded(make.everybody(by), Act.FILES_IMPORTED, at=NOW.at) as entry:
        await people_store.add_identifier(entry, ben, Identifier(Register.HR, f"1002-{ben.hex[:6]}"))
        worked = (Effort(on, 480, line=line, partnership=partnership, approved_by=supervisor) for on in DAYS)
        await entry.add_many(EFFORT, [effort_store.new_effort(ben, each, uuid4()) for each in worked])
        paid = (PaidDay(on, 480) for on in DAYS)
        await entry.add_many(PAID_DAY, [effort_store.new_paid_day(ben, each, uuid4()) for each in paid])
    return Quarter(award, line, partnership, course, trained)
