"""Two leaves of one person never overlap, whatever anybody wants; and each is recorded, corrected and withdrawn."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from muster.domain.access import Principal
from muster.domain.errors import Conflict, NotFound, Stale
from muster.persistence.embedded import Embedded
from muster.services import leave, people
from tests import make
from tests.cast import NOW
from tests.persistence.rigs import found

MARCH, APRIL, MAY, JUNE = (date(2026, month, 1) for month in (3, 4, 5, 6))


@pytest.fixture
async def by(database: Embedded) -> Principal:
    return await found()


@pytest.fixture
async def ben(by: Principal) -> UUID:
    return await people.add_person(make.identity("Ben Abdi"), by=by, now=NOW)


async def days(who: UUID, by: Principal) -> list[tuple[date, date]]:
    return [(each.value.during.start, each.value.during.last) for each in await leave.leaves(who, by=by)]


async def test_two_leaves_of_one_person_cannot_overlap_and_may_touch(by: Principal, ben: UUID) -> None:
    first = await leave.record_leave(ben, make.leave(MARCH, APRIL), by=by, now=NOW)

    with pytest.raises(Conflict) as refused:
        await leave.record_leave(ben, make.leave(APRIL, MAY), by=by, now=NOW)
    assert refused.value.code == "overlaps"

    second = await leave.record_leave(ben, make.leave(date(2026, 4, 2), MAY), by=by, now=NOW)
    with pytest.raises(Conflict):
        await leave.correct_leave(first, make.leave(MARCH, MAY), version=None, because="longer", by=by, now=NOW)
    assert await days(ben, by) == [(MARCH, APRIL), (date(2026, 4, 2), MAY)]

    await leave.withdraw_leave(second, version=None, because="another person's", by=by, now=NOW)
    await leave.correct_leave(first, make.leave(MARCH, JUNE), version=None, because="longer", by=by, now=NOW)
    assert await days(ben, by) == [(MARCH, JUNE)]


async def test_somebody_elses_leave_is_in_nobodys_way(by: Principal, ben: UUID) -> None:
    ines = await people.add_person(make.identity("Ines"), by=by, now=NOW)
    for each in (ben, ines):
        await leave.record_leave(each, make.leave(MARCH, APRIL), by=by, now=NOW)

    assert await days(ines, by) == [(MARCH, APRIL)]


async def test_a_correction_of_what_somebody_else_corrected_is_refused(by: Principal, ben: UUID) -> None:
    which = await leave.record_leave(ben, make.leave(MARCH, APRIL), by=by, now=NOW)
    read = (await leave.leave(which, by=by)).version
    await leave.correct_leave(which, make.leave(MARCH, MAY), version=read, because="longer", by=by, now=NOW)

    with pytest.raises(Stale):
        await leave.correct_leave(which, make.leave(MARCH, JUNE), version=read, because="longer", by=by, now=NOW)
    with pytest.raises(Stale):
        await leave.withdraw_leave(which, version=read, because="a slip", by=by, now=NOW)
    assert (await leave.leave(which, by=by)).value.during.last == MAY


async def test_what_was_withdrawn_is_not_there_but_was(by: Principal, ben: UUID) -> None:
    which = await leave.record_leave(ben, make.leave(MARCH, APRIL), by=by, now=NOW)
    position = (await leave.leave(which, by=by)).since

    await leave.withdraw_leave(which, version=None, because="a slip", by=by, now=NOW)

    with pytest.raises(NotFound):
        await leave.leave(which, by=by)
    assert len(await leave.leaves(ben, by=by, known=position)) == 1
