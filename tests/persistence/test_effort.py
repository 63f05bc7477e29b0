"""What is brought in by the thousand is read back as it was, and only for the days and people asked about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from muster.domain.acts import Act
from muster.domain.effort import Effort, EffortKind, PaidDay
from muster.domain.intervals import ALWAYS, Interval
from muster.domain.people import Identifier, Register
from muster.domain.records import OnRecord
from muster.persistence import effort, pay, people
from muster.persistence.facts import ALLOCATION, EFFORT, IDENTIFIER, NOW, PAID_DAY, PAY_RATE
from muster.persistence.ledger import recorded
from muster.services import people as people_service
from tests import make, money
from tests.cast import NOW as MOMENT
from tests.cast import Cast

DAY = date(2026, 11, 20)


async def test_what_is_brought_in_at_once_reads_back_as_it_was(cast: Cast) -> None:
    by, ben = cast.amara.principal, cast.ben_himself
    line = await money.line(by)
    share, worked, paid, rate, number = (uuid4() for _ in range(5))
    meant = replace(make.allocation(line), fact=share)
    done = Effort(DAY, 90, EffortKind.LEAVE, line, None, ben, worked)
    day, hour = PaidDay(DAY, 480, paid), replace(make.pay_rate(), fact=rate)
    named = Identifier(Register.NPI, "1234567893", number)

    async with recorded(make.everybody(by), Act.FILES_IMPORTED, at=MOMENT.at) as entry:
        await entry.add_many(ALLOCATION, [effort.new_allocation(ben, meant, share)])
        await entry.add_many(EFFORT, [effort.new_effort(ben, done, worked)])
        await entry.add_many(PAID_DAY, [effort.new_paid_day(ben, day, paid)])
        await entry.add_many(PAY_RATE, [pay.new_pay_rate(ben, hour, rate)])
        await entry.add_many(IDENTIFIER, [people.new_identifier(ben, named, number)])

    found: list[OnRecord[Any]] = [
        *await effort.allocations(make.everybody(by), None, known=NOW),
        *await effort.effort(make.everybody(by), during=ALWAYS, known=NOW),
        *await effort.paid_days(make.everybody(by), during=ALWAYS, known=NOW),
        *await pay.pay_rates(make.everybody(by), None, known=NOW),
        *await people.identifiers(make.everybody(by), None, known=NOW),
    ]
    assert [each.value for each in found] == [meant, done, day, hour, named]
    assert [each.fact for each in found] == [share, worked, paid, rate, number]
    assert {each.person for each in found} == {ben}


async def test_effort_of_many_is_one_list_by_day_and_of_nobody_it_is_none(cast: Cast) -> None:
    by, ben = cast.amara.principal, cast.ben_himself
    ines = await people_service.add_person(make.identity(), by=by, now=MOMENT)
    async with recorded(make.everybody(by), Act.FILES_IMPORTED, at=MOMENT.at) as entry:
        for who in (ines, ben):
            for ago in (2, 1, 0):
                on = DAY - timedelta(days=ago)
                await effort.add_effort(entry, who, make.effort(on))
                await entry.add_many(PAID_DAY, [effort.new_paid_day(who, PaidDay(on, 480), uuid4())])
    both = Interval.through(DAY - timedelta(days=1), DAY)

    for read in (effort.effort, effort.paid_days):
        everybody = [(each.value.on, each.person) for each in await read(make.everybody(by), during=both, known=NOW)]
        assert everybody == [(on, who) for on in both for who in sorted((ben, ines))]
        assert [each.person for each in await read(make.everybody(by), during=both, known=NOW, who=[ben])] == [ben, ben]
        assert await read(make.everybody(by), during=both, known=NOW, who=[]) == []


async def test_a_corrected_paid_day_and_what_was_believed_of_it(cast: Cast) -> None:
    by, ben = cast.amara.principal, cast.ben_himself
    fact = await money.paid(by, ben, DAY, 480)
    (before,) = await effort.paid_days(make.everybody(by), during=ALWAYS, known=NOW)

    async with recorded(make.everybody(by), Act.FILES_IMPORTED, at=MOMENT.at) as entry:
        said = effort.new_paid_day(ben, PaidDay(DAY, 510), fact)
        await entry.supersede(PAID_DAY, fact, said.values, dates=said.dates, version=before.version)

    (now,) = await effort.paid_days(make.everybody(by), during=ALWAYS, known=NOW)
    assert now.value == PaidDay(DAY, 510, fact)
    assert await effort.paid_days(make.everybody(by), during=ALWAYS, known=before.since) == [before]
