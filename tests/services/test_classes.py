"""Recording a class: everybody on its sheet in one act, or nobody; and taking it back as one."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from muster.domain.access import Role
from muster.domain.acts import Act
from muster.domain.classes import MOST, Class, fact_of
from muster.domain.credentials import Proof
from muster.domain.errors import Conflict, Forbidden, Invalid, NotFound
from muster.domain.findings import Verdict
from muster.domain.training import Mode
from muster.persistence.database import fetch, scoped
from muster.rules.packs import shipped_text
from muster.services import classes, compliance, ledger, packs, people, programs, training
from tests import make
from tests.cast import NOW, TODAY, Cast, join

HELD_ON = date(2026, 3, 5)
CROWD = 25


def held(course: UUID, on: date = HELD_ON) -> Class:
    return Class(course, on, 60, Mode.IN_PERSON, Proof.DOCUMENT_SEEN)


async def gather(cast: Cast, count: int = CROWD, *, program: UUID | None = None) -> list[UUID]:
    """Put people with a role on record."""
    by = cast.amara.principal
    found = [await people.add_person(make.identity(f"Person {each:02}"), by=by, now=NOW) for each in range(count)]
    for each in found:
        await people.record_role(each, make.role(program=program or cast.program), by=by, now=NOW)
    return found


@pytest.fixture
async def course(cast: Cast) -> UUID:
    return await training.add_course(make.course(), by=cast.amara.principal, now=NOW)


async def done(who: UUID, cast: Cast) -> list[date | None]:
    """Return the days on which somebody completed anything."""
    return [each.value.completed_on for each in await training.completions(who, by=cast.amara.principal)]


async def act_at(position: int, cast: Cast) -> str:
    """Return what the ledger says was done at a position."""
    async with scoped(cast.amara.principal.scope):
        (row,) = await fetch("SELECT act FROM act WHERE agency = $1 AND position = $2", cast.agency, position)
    found: str = row["act"]
    return found


async def test_a_class_of_25_is_one_act_with_25_completions(cast: Cast, course: UUID) -> None:
    by, crowd = cast.amara.principal, await gather(cast)
    before = await compliance.position(None, by=by)

    made = await classes.record_class(crowd, held(course), by=by, now=NOW, fact=uuid4())

    assert (made.people, made.already) == (tuple(crowd), ())
    assert await act_at(before + 1, cast) == Act.CLASS_RECORDED
    for each in crowd:
        (found,) = await training.completions(each, by=by)
        assert found.since == before + 1
        assert found.value == replace(
            held(course).completion, topics=frozenset({"bloodborne-pathogens"}), fact=found.fact
        )
    assert (await ledger.verify(by=by)).faults == ()


async def test_nothing_is_recorded_of_anybody_when_one_cannot_be(cast: Cast, course: UUID) -> None:
    by, crowd = cast.amara.principal, await gather(cast, 3)
    stranger = await people.add_person(make.identity("Somebody Else"), by=cast.chidi.principal, now=NOW)
    before = await compliance.position(None, by=by)

    for odd in (stranger, uuid4()):
        with pytest.raises(NotFound) as refused:
            await classes.record_class([*crowd, odd], held(course), by=by, now=NOW, fact=uuid4())
        assert [each.where for each in refused.value.faults] == ["/people/3"]

    assert [await done(each, cast) for each in crowd] == [[], [], []]
    assert await compliance.position(None, by=by) == before


async def test_another_agencys_course_is_not_here(cast: Cast) -> None:
    theirs = await training.add_course(make.course(), by=cast.chidi.principal, now=NOW)
    (who,) = await gather(cast, 1)

    with pytest.raises(NotFound, match="a course that is not on record here"):
        await classes.record_class([who], held(theirs), by=cast.amara.principal, now=NOW, fact=uuid4())

    assert await done(who, cast) == []


@pytest.mark.parametrize("count", [0, MOST + 1])
async def test_a_class_has_somebody_in_it_and_not_too_many(count: int, cast: Cast, course: UUID) -> None:
    with pytest.raises(Invalid) as refused:
        await classes.record_class(
            [uuid4() for _ in range(count)], held(course), by=cast.amara.principal, now=NOW, fact=uuid4()
        )
    assert refused.value.code == "class-size"


async def test_a_class_of_tomorrow_is_a_plan(cast: Cast, course: UUID) -> None:
    crowd = await gather(cast, 2)

    with pytest.raises(Invalid, match="after today") as refused:
        await classes.record_class(
            crowd, held(course, TODAY + timedelta(1)), by=cast.amara.principal, now=NOW, fact=uuid4()
        )

    assert refused.value.faults[0].where == "/held_on"
    assert [await done(each, cast) for each in crowd] == [[], []]


async def test_who_has_the_course_on_that_day_already_is_left_alone_and_said(cast: Cast, course: UUID) -> None:
    by, (ines, hoa, ben) = cast.amara.principal, await gather(cast, 3)
    await training.record_completion(hoa, make.completion(course, HELD_ON), by=by, now=NOW)
    await training.record_completion(ben, make.completion(course, HELD_ON - timedelta(1)), by=by, now=NOW)

    made = await classes.record_class([ines, hoa, ben], held(course), by=by, now=NOW, fact=uuid4())

    assert (made.people, made.already) == ((ines, ben), (hoa,))
    assert [len(await done(each, cast)) for each in (ines, hoa, ben)] == [1, 1, 2]
    with pytest.raises(Conflict) as refused:
        await classes.record_class([ines, hoa], held(course), by=by, now=NOW, fact=uuid4())
    assert refused.value.code == "nobody-new"


async def test_a_sheet_sent_five_times_at_once_is_recorded_once(cast: Cast, course: UUID) -> None:
    by, crowd, sheet = cast.amara.principal, await gather(cast, 4), uuid4()
    await training.record_completion(crowd[0], make.completion(course, HELD_ON), by=by, now=NOW)
    before = await compliance.position(None, by=by)

    made = await asyncio.gather(
        *(classes.record_class(crowd, held(course), by=by, now=NOW, fact=sheet) for _ in range(5))
    )

    assert {(frozenset(each.people), each.already) for each in made} == {(frozenset(crowd[1:]), (crowd[0],))}
    assert await compliance.position(None, by=by) == before + 1
    assert [len(await done(each, cast)) for each in crowd] == [1, 1, 1, 1]


async def test_another_class_under_the_same_id_is_refused(cast: Cast, course: UUID) -> None:
    by, crowd, sheet = cast.amara.principal, await gather(cast, 3), uuid4()
    await classes.record_class(crowd[:2], held(course), by=by, now=NOW, fact=sheet)

    for who, what in ((crowd, held(course)), (crowd[:1], held(course)), (crowd[:2], held(course, date(2026, 3, 6)))):
        with pytest.raises(Conflict) as refused:
            await classes.record_class(who, what, by=by, now=NOW, fact=sheet)
        assert refused.value.code == "already-recorded"

    assert [await done(each, cast) for each in crowd] == [[HELD_ON], [HELD_ON], []]


async def test_a_class_is_taken_back_as_one_act_and_nothing_else_with_it(cast: Cast, course: UUID) -> None:
    by, crowd, sheet = cast.amara.principal, await gather(cast, 3), uuid4()
    await training.record_completion(crowd[0], make.completion(course, date(2026, 1, 5)), by=by, now=NOW)
    await classes.record_class(crowd, held(course), by=by, now=NOW, fact=sheet)
    before = await compliance.position(None, by=by)

    for _ in range(2):  # the second time, it is so already
        await classes.withdraw_class(sheet, because="the wrong day", by=by, now=NOW)

    assert await compliance.position(None, by=by) == before + 1
    assert await act_at(before + 1, cast) == Act.CLASS_WITHDRAWN
    assert [await done(each, cast) for each in crowd] == [[date(2026, 1, 5)], [], []]
    assert (await classes.class_recorded(sheet, by=by)).withdrawn
    assert (await ledger.verify(by=by)).faults == ()


async def test_a_class_of_whom_something_else_was_said_since_is_not_taken_back(cast: Cast, course: UUID) -> None:
    by, crowd, sheet = cast.amara.principal, await gather(cast, 3), uuid4()
    await classes.record_class(crowd, held(course), by=by, now=NOW, fact=sheet)
    await training.correct_completion(
        fact_of(sheet, crowd[1]),
        make.completion(course, date(2026, 3, 6)),
        version=None,
        because="it was the day after",
        by=by,
        now=NOW,
    )

    with pytest.raises(Conflict) as refused:
        await classes.withdraw_class(sheet, because="the wrong day", by=by, now=NOW)

    assert refused.value.code == "class-changed"
    assert [each.where for each in refused.value.faults] == [f"/people/{crowd[1]}"]
    assert [await done(each, cast) for each in crowd] == [[HELD_ON], [date(2026, 3, 6)], [HELD_ON]]
    found = await classes.class_recorded(sheet, by=by)
    assert (found.standing, found.withdrawn, found.changed) == (False, False, (crowd[1],))


async def test_another_agencys_class_does_not_exist(cast: Cast, course: UUID) -> None:
    crowd, sheet = await gather(cast, 2), uuid4()
    await classes.record_class(crowd, held(course), by=cast.amara.principal, now=NOW, fact=sheet)

    with pytest.raises(NotFound):
        await classes.class_recorded(sheet, by=cast.chidi.principal)
    with pytest.raises(NotFound):
        await classes.withdraw_class(sheet, because="by mistake", by=cast.chidi.principal, now=NOW)

    assert (await classes.class_recorded(sheet, by=cast.amara.principal)).standing


async def test_hr_of_one_program_records_its_people_and_takes_back_no_class_of_others(cast: Cast, course: UUID) -> None:
    by = cast.amara.principal
    night = await programs.add_program("Night team", by=by, now=NOW)
    (ines, ben), (hoa,) = await gather(cast, 2), await gather(cast, 1, program=night)
    hana = (await join(cast.amara, Role.HR, program=cast.program)).principal
    sheet = uuid4()

    with pytest.raises(NotFound):
        await classes.record_class([ines, hoa], held(course), by=hana, now=NOW, fact=sheet)
    shown = await classes.sign_in_sheet(course=course, held_on=None, on=TODAY, by=hana)
    assert {each.person for each in shown} == {ines, ben}

    await classes.record_class([ines, hoa], held(course), by=by, now=NOW, fact=sheet)
    assert (await classes.class_recorded(sheet, by=hana)).people == (ines,)
    with pytest.raises(Forbidden) as refused:
        await classes.withdraw_class(sheet, because="by mistake", by=hana, now=NOW)
    assert refused.value.code == "beyond-your-program"
    assert [await done(each, cast) for each in (ines, hoa)] == [[HELD_ON], [HELD_ON]]


async def test_the_sheet_begins_with_who_lacks_it_then_with_what_lapses_next(cast: Cast, course: UUID) -> None:
    by = cast.amara.principal
    await packs.adopt_pack(shipped_text("us-osha-bbp"), since=make.LONG_AGO, by=by, now=NOW)
    late, soon, lacking, retired = await gather(cast, 4)
    for who, on in ((late, date(2026, 10, 1)), (soon, date(2026, 1, 5))):
        await training.record_completion(who, make.completion(course, on), by=by, now=NOW)
    (role,) = await people.roles(retired, by=by)
    ended = replace(role.value, validity=replace(role.value.validity, end=TODAY))
    await people.correct_role(role.fact, ended, version=None, because="retired", by=by, now=NOW)

    shown = await classes.sign_in_sheet(course=course, held_on=date(2026, 1, 5), on=TODAY, by=by)

    assert [each.person for each in shown] == [lacking, soon, late]
    assert [each.need.verdict for each in shown if each.need] == [Verdict.NOT_MET, Verdict.MET, Verdict.MET]
    assert [each.already for each in shown] == [False, True, False]
    without = await classes.sign_in_sheet(course=None, held_on=None, on=TODAY, by=by)
    assert [each.need for each in without] == [None, None, None]
    assert [each.name for each in without] == sorted(each.name for each in without)
