"""An award with a line to charge, on record: what effort and allocations need."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from muster.domain.access import Principal
from muster.domain.acts import Act
from muster.domain.awards import Award, PersonnelLine
from muster.domain.effort import PaidDay
from muster.domain.intervals import Interval
from muster.persistence import awards, effort
from muster.persistence.facts import PAID_DAY
from muster.persistence.ledger import recorded
from tests import make
from tests.cast import NOW

YEAR = Interval.through(date(2026, 10, 1), date(2027, 9, 30))


async def award(by: Principal, number: str = "H79-1", performance: Interval = YEAR) -> UUID:
    """Put an award on record, for its first year."""
    async with recorded(make.everybody(by), Act.AWARD_ADDED, at=NOW.at) as entry:
        return await awards.add_award(entry, Award(number, "Crisis response", "SAMHSA", performance))


async def line(by: Principal, of: UUID | None = None, code: str = "PS-1") -> UUID:
    """Put a personnel line on record, of an award of its own if none is named."""
    of = of or await award(by)
    async with recorded(make.everybody(by), Act.LINE_ADDED, at=NOW.at) as entry:
        return await awards.add_line(entry, PersonnelLine(of, code, "Peer", "peer-support"))


async def paid(by: Principal, who: UUID, on: date, minutes: int) -> UUID:
    """Put on record what payroll paid for a day."""
    fact = uuid4()
    async with recorded(make.everybody(by), Act.FILES_IMPORTED, at=NOW.at) as entry:
        await entry.add_many(PAID_DAY, [effort.new_paid_day(who, PaidDay(on, minutes), fact)])
    return fact
