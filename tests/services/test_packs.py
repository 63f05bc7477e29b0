"""Adopting packs for a program, for an award, or for everybody."""

from datetime import date
from uuid import uuid4

import pytest

from muster.domain.errors import Conflict, Invalid, NotFound
from muster.persistence.facts import NOW as LATEST
from muster.services import awards, compliance, ledger, packs, people
from tests import make
from tests.cast import NOW, Cast

SINCE = date(2026, 1, 1)
BLOODBORNE = packs.shipped_text("us-osha-bbp")


async def test_the_terms_of_an_award_bind_no_program(cast: Cast) -> None:
    by = cast.amara.principal
    award = await awards.add_award(make.award(), by=by, now=NOW)

    fact, _ = await packs.adopt_pack(BLOODBORNE, since=SINCE, award=award, by=by, now=NOW)

    (adopted,) = await packs.adoptions(by=by)
    assert (adopted.fact, adopted.value.award, adopted.value.program) == (fact, award, None)
    assert not adopted.value.binds(cast.program)
    assert not (await ledger.verify(by=by)).faults


async def test_an_award_and_a_program_may_go_by_one_pack_on_the_same_days_but_an_award_not_twice(cast: Cast) -> None:
    by = cast.amara.principal
    award = await awards.add_award(make.award("CR-1"), by=by, now=NOW)
    other = await awards.add_award(make.award("CR-2"), by=by, now=NOW)
    await packs.adopt_pack(BLOODBORNE, since=SINCE, by=by, now=NOW)
    await packs.adopt_pack(BLOODBORNE, since=SINCE, program=cast.program, by=by, now=NOW)
    for each in (award, other):
        await packs.adopt_pack(BLOODBORNE, since=SINCE, award=each, by=by, now=NOW)

    with pytest.raises(Conflict, match="overlaps"):
        await packs.adopt_pack(BLOODBORNE, since=date(2026, 6, 1), award=award, by=by, now=NOW)

    assert len(await packs.adoptions(by=by)) == 4


async def test_a_program_and_an_award_at_once_are_refused(cast: Cast) -> None:
    by = cast.amara.principal
    award = await awards.add_award(make.award(), by=by, now=NOW)

    with pytest.raises(Invalid, match="not for both") as refused:
        await packs.adopt_pack(BLOODBORNE, since=SINCE, program=cast.program, award=award, by=by, now=NOW)

    assert refused.value.code == "program-or-award"
    assert await packs.adoptions(by=by) == []


async def test_an_award_that_is_not_on_record_here_adopts_nothing(cast: Cast) -> None:
    theirs = await awards.add_award(make.award(), by=cast.chidi.principal, now=NOW)

    for nowhere in (theirs, uuid4()):
        with pytest.raises(NotFound, match="points at something"):
            await packs.adopt_pack(BLOODBORNE, since=SINCE, award=nowhere, by=cast.amara.principal, now=NOW)

    assert await packs.adoptions(by=cast.amara.principal) == []


async def test_what_an_award_asks_is_asked_of_nobody_by_their_program(cast: Cast) -> None:
    by, ben = cast.amara.principal, cast.ben_himself
    await people.record_employment(ben, make.employment(), by=by, now=NOW)
    await people.record_role(ben, make.role(program=cast.program), by=by, now=NOW)
    award = await awards.add_award(make.award(), by=by, now=NOW)

    async def asked() -> int:
        clearances = await compliance.clearances_of_person(ben, on=NOW.today, known=LATEST, by=by)
        return sum(len(each.findings) for each in clearances)

    assert await asked() == 0
    await packs.adopt_pack(BLOODBORNE, since=SINCE, award=award, by=by, now=NOW)
    assert await asked() == 0
    await packs.adopt_pack(BLOODBORNE, since=SINCE, program=cast.program, by=by, now=NOW)
    assert await asked() > 0, "the control: the same pack asks something once the program goes by it"


async def test_an_award_whose_terms_end_keeps_them_until_then(cast: Cast) -> None:
    by = cast.amara.principal
    award = await awards.add_award(make.award(), by=by, now=NOW)
    fact, _ = await packs.adopt_pack(BLOODBORNE, since=SINCE, award=award, by=by, now=NOW)

    await packs.end_adoption(fact, through=date(2026, 12, 31), version=None, because="amended", by=by, now=NOW)

    (ended,) = await packs.adoptions(by=by)
    assert (ended.value.award, ended.value.during.last) == (award, date(2026, 12, 31))
