"""The numbers that people have in others' books."""

from __future__ import annotations

from uuid import uuid4

import pytest

from muster.domain.errors import Conflict, Forbidden, Invalid, NotFound
from muster.domain.people import Identifier, Register
from muster.services import people
from tests import make
from tests.cast import NOW, Cast

NUMBER = Identifier(Register.HR, "E-20417")


async def test_a_number_is_one_persons_in_its_register(cast: Cast) -> None:
    by, ben = cast.amara.principal, cast.ben_himself
    ines = await people.add_person(make.identity(), by=by, now=NOW)
    await people.record_identifier(ben, NUMBER, by=by, now=NOW)

    for who, whose in ((ines, str(ben)), (ben, "this person's already")):
        with pytest.raises(Conflict, match=whose) as refused:
            await people.record_identifier(who, NUMBER, by=by, now=NOW)
        assert (refused.value.code, refused.value.faults[0].where) == ("number-taken", "/number")
    await people.record_identifier(ines, Identifier(Register.LMS, NUMBER.value), by=by, now=NOW)

    assert [each.value.register for each in await people.identifiers(ben, by=by)] == [Register.HR]
    assert [each.value.register for each in await people.identifiers(ines, by=by)] == [Register.LMS]


async def test_the_same_number_at_another_agency_is_somebody_elses(cast: Cast) -> None:
    chidi = cast.chidi.principal
    await people.record_identifier(cast.ben_himself, NUMBER, by=cast.amara.principal, now=NOW)
    far = await people.add_person(make.identity(), by=chidi, now=NOW)

    await people.record_identifier(far, NUMBER, by=chidi, now=NOW)

    with pytest.raises(NotFound):
        await people.identifiers(cast.ben_himself, by=chidi)


async def test_spaces_around_a_number_are_not_part_of_it(cast: Cast) -> None:
    by, ben = cast.amara.principal, cast.ben_himself

    await people.record_identifier(ben, Identifier(Register.NPI, " 1234567893 "), by=by, now=NOW)

    (found,) = await people.identifiers(ben, by=by)
    assert found.value.value == "1234567893"
    with pytest.raises(Invalid, match="needs a number"):
        await people.record_identifier(ben, Identifier(Register.HR, "  "), by=by, now=NOW)


async def test_sent_twice_it_is_said_to_be_on_record(cast: Cast) -> None:
    by, ben, own = cast.amara.principal, cast.ben_himself, uuid4()
    await people.record_identifier(ben, NUMBER, by=by, now=NOW, fact=own)

    with pytest.raises(Conflict) as refused:
        await people.record_identifier(ben, NUMBER, by=by, now=NOW, fact=own)

    assert refused.value.code == "already-recorded"


async def test_ben_reads_his_own_numbers_and_records_none(cast: Cast) -> None:
    await people.record_identifier(cast.ben_himself, NUMBER, by=cast.amara.principal, now=NOW)

    assert len(await people.identifiers(cast.ben_himself, by=cast.ben.principal)) == 1
    with pytest.raises(Forbidden):
        await people.record_identifier(cast.ben_himself, NUMBER, by=cast.ben.principal, now=NOW)
