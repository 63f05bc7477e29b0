"""A pack is tried on the people there before it is adopted, and leaves nothing behind."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from muster.domain.access import Role
from muster.domain.adopting.adoptions import Stated
from muster.domain.errors import Forbidden, NotFound
from muster.services import compliance, packs, people, programs, training, trials
from tests import make
from tests.cast import NOW, TODAY, Cast, join

TEXT = packs.shipped_text("us-osha-bbp")


async def test_it_says_of_how_many_people_what_it_would_say_and_records_nothing(cast: Cast) -> None:
    by = cast.amara.principal
    course = await training.add_course(make.course(), by=by, now=NOW)
    for name, trained, undated in (
        ("Ann", True, False),
        ("Bea", False, False),
        ("Cal", False, True),
        ("Dov", None, False),
    ):
        who = await people.add_person(make.identity(name), by=by, now=NOW)
        if trained is not None:
            await people.record_role(who, make.role(program=cast.program), by=by, now=NOW)
        if trained or undated:
            done = make.completion(course, date(2026, 11, 2) if trained else None)
            await training.record_completion(who, done, by=by, now=NOW)
    before = await compliance.position(None, by=by)

    pack, (found,) = await trials.trial(TEXT, on=TODAY, by=by)

    assert (pack.id, found.met, found.not_met, found.review, found.bound) == ("us-osha-bbp", 1, 1, 1, 3)
    assert await compliance.position(None, by=by) == before
    assert await packs.adoptions(by=by) == []


async def test_it_says_the_same_as_everybodys_standing_once_it_is_adopted(cast: Cast) -> None:
    by = cast.amara.principal
    await people.record_role(cast.ben_himself, make.role(program=cast.program), by=by, now=NOW)
    _, (before,) = await trials.trial(TEXT, program=cast.program, on=TODAY, by=by)

    await packs.adopt_pack(TEXT, since=TODAY, program=cast.program, by=by, now=NOW)

    (now,) = await compliance.clearances_of_program(cast.program, on=TODAY, known=2**62, by=by)
    assert (before.not_met, len(now.required)) == (1, 1)


async def test_a_person_in_two_programs_is_counted_once(cast: Cast) -> None:
    by = cast.amara.principal
    night = await programs.add_program("Night team", by=by, now=NOW)
    for program in (cast.program, night):
        await people.record_role(cast.ben_himself, make.role(program=program), by=by, now=NOW)

    assert (await trials.trial(TEXT, on=TODAY, by=by))[1][0].bound == 1


async def test_what_the_adopter_states_of_itself_is_taken_into_account(cast: Cast) -> None:
    by = cast.amara.principal
    text = packs.shipped_text("wa-mrrct")
    await people.record_role(cast.ben_himself, make.role(program=cast.program), by=by, now=NOW)

    _, plain = await trials.trial(text, on=TODAY, by=by)
    _, told = await trials.trial(text, stated=Stated(None, ("tribe-operated",)), on=TODAY, by=by)

    assert told != plain
    assert sum(each.not_met + each.review for each in told) < sum(each.not_met + each.review for each in plain)


async def test_a_program_that_is_not_there_and_a_reader_who_may_not(cast: Cast) -> None:
    with pytest.raises(NotFound):
        await trials.trial(TEXT, program=uuid4(), on=TODAY, by=cast.amara.principal)
    with pytest.raises(Forbidden):
        await trials.trial(TEXT, on=TODAY, by=cast.ben.principal)
    supervisor = (await join(cast.amara, Role.SUPERVISOR, program=cast.program)).principal
    night = await programs.add_program("Night team", by=cast.amara.principal, now=NOW)
    with pytest.raises(Forbidden):
        await trials.trial(TEXT, program=night, on=TODAY, by=supervisor)
