"""Shifts are planned, corrected, told of and withdrawn; what was believed before stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest

from muster.domain.access import Permission, Role
from muster.domain.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from muster.domain.intervals import Interval
from muster.domain.teams.shifts import MOST, Going
from muster.domain.teams.staffing import Presence
from muster.persistence import positions
from muster.services import going_out, ledger, my_data, packs, people, programs, shifts
from muster.services import judged as judging
from tests import make
from tests.cast import NOW, Cast, join
from tests.teams import PACK

INES, WEN = "Ines de la Cruz", "Wen Li"
TONIGHT = make.outing(datetime(2026, 11, 23, 2, tzinfo=UTC), 8)  # 8 in the evening, where the program is


async def on_the_team(cast: Cast, name: str, program: UUID | None = None) -> UUID:
    who = await people.add_person(make.identity(name), by=cast.amara.principal, now=NOW)
    held = make.role("emt", program or cast.program)
    await people.record_role(who, held, by=cast.amara.principal, now=NOW)
    return who


async def test_a_shift_is_read_as_it_was_planned(cast: Cast) -> None:
    by, ines, wen = cast.amara.principal, await on_the_team(cast, INES), await on_the_team(cast, WEN)
    planned = make.shift(cast.program, TONIGHT)
    crew = {Going(ines), Going(wen, Presence.REMOTE)}

    made = await shifts.plan_shift(planned, list(crew), by=by, now=NOW)

    found = (await shifts.shift(made, by=by)).value
    assert (found.shift, set(found.planned), found.went) == (planned, crew, ())
    assert (await ledger.verify(by=by)).faults == ()


async def test_a_shift_is_one_act_with_a_leaf_for_itself_and_for_each_who_is_on_it(cast: Cast) -> None:
    by, ines, wen = cast.amara.principal, await on_the_team(cast, INES), await on_the_team(cast, WEN)
    before = (await ledger.head(by=by)).position

    made = await shifts.plan_shift(make.shift(cast.program), [Going(ines), Going(wen)], by=by, now=NOW)

    head = (await ledger.head(by=by)).position
    assert head == before + 1
    subjects = await positions.subjects(make.everybody(by), since=before, through=head)
    assert set(subjects) == {made, ines, wen}


async def test_who_went_is_a_copy_of_the_plan_unless_it_is_said_otherwise(cast: Cast) -> None:
    by, ines, wen = cast.amara.principal, await on_the_team(cast, INES), await on_the_team(cast, WEN)
    made = await shifts.plan_shift(make.shift(cast.program), [Going(ines)], by=by, now=NOW)

    await shifts.say_who_went(made, version=None, by=by, now=NOW)
    copied = (await shifts.shift(made, by=by)).value
    longer = make.outing(hours=9)
    await shifts.say_who_went(made, [Going(wen)], longer, version=None, because="a slip", by=by, now=NOW)

    found = (await shifts.shift(made, by=by)).value
    assert (copied.shift.went, copied.went) == (make.outing(), (Going(ines),))
    assert (found.shift.went, found.went) == (longer, (Going(wen),))
    assert (found.shift.plan, found.planned) == (make.outing(), (Going(ines),)), "the plan stays beside it"


async def test_who_went_is_not_told_before_it_has_begun(cast: Cast) -> None:
    by, ines = cast.amara.principal, await on_the_team(cast, INES)
    made = await shifts.plan_shift(make.shift(cast.program, TONIGHT), [Going(ines)], by=by, now=NOW)

    with pytest.raises(Invalid) as early:
        await shifts.say_who_went(made, version=None, by=by, now=NOW)
    await shifts.say_who_went(made, version=None, by=by, now=replace(NOW, at=TONIGHT.starts_at))

    assert early.value.code == "in-the-future"


async def test_a_correction_changes_who_is_on_it_and_nothing_that_was_told(cast: Cast) -> None:
    by, ines, wen = cast.amara.principal, await on_the_team(cast, INES), await on_the_team(cast, WEN)
    made = await shifts.plan_shift(make.shift(cast.program), [Going(ines)], by=by, now=NOW)
    await shifts.say_who_went(made, version=None, by=by, now=NOW)
    then = (await ledger.head(by=by)).position
    said = make.shift(cast.program, TONIGHT, team="night-team")

    await shifts.correct_shift(
        made, said, [Going(ines, Presence.REMOTE), Going(wen)], version=None, because="a slip", by=by, now=NOW
    )

    found = (await shifts.shift(made, by=by)).value
    assert set(found.planned) == {Going(ines, Presence.REMOTE), Going(wen)}
    assert (found.shift.plan, found.shift.team) == (TONIGHT, "night-team")
    assert (found.shift.went, found.went) == (make.outing(), (Going(ines),))
    assert (await shifts.shift(made, by=by, known=then)).value.planned == (Going(ines),), "as it was known then"


async def test_a_correction_of_what_has_changed_since_is_refused_whole(cast: Cast) -> None:
    by, ines, wen = cast.amara.principal, await on_the_team(cast, INES), await on_the_team(cast, WEN)
    made = await shifts.plan_shift(make.shift(cast.program), [Going(ines)], by=by, now=NOW)
    read = (await shifts.shift(made, by=by)).version
    await shifts.say_who_went(made, version=read, by=by, now=NOW)

    with pytest.raises(Stale):
        await shifts.correct_shift(
            made, make.shift(cast.program), [Going(wen)], version=read, because="a slip", by=by, now=NOW
        )

    assert (await shifts.shift(made, by=by)).value.planned == (Going(ines),)


async def test_a_withdrawn_shift_is_gone_and_nobody_is_on_it(cast: Cast) -> None:
    by, ines = cast.amara.principal, await on_the_team(cast, INES)
    made = await shifts.plan_shift(make.shift(cast.program), [Going(ines)], by=by, now=NOW)
    then = (await ledger.head(by=by)).position

    await shifts.withdraw_shift(made, version=None, because="it did not go out", by=by, now=NOW)

    with pytest.raises(NotFound):
        await shifts.shift(made, by=by)
    assert (await shifts.shift(made, by=by, known=then)).value.planned == (Going(ines),)
    assert (await ledger.verify(by=by)).faults == ()


async def test_a_shift_over_midnight_is_one_of_both_local_days(cast: Cast) -> None:
    by, ines = cast.amara.principal, await on_the_team(cast, INES)
    made = await shifts.plan_shift(make.shift(cast.program, TONIGHT), [Going(ines)], by=by, now=NOW)

    async def of(day: int) -> list[UUID]:
        on = date(2026, 11, day)
        return [each.fact for each in await shifts.shifts(cast.program, Interval.through(on, on), by=by)]

    assert [await of(day) for day in (21, 22, 23, 24)] == [[], [made], [made], []]


@pytest.mark.parametrize("times", [0, 2, MOST + 1])
async def test_a_crew_that_nobody_could_be_is_refused(cast: Cast, times: int) -> None:
    ines = await on_the_team(cast, INES)
    crew = [Going(ines)] * times if times <= 2 else [Going(uuid4()) for _ in range(times)]

    with pytest.raises(Invalid) as refused:
        await shifts.plan_shift(make.shift(cast.program), crew, by=cast.amara.principal, now=NOW)

    assert refused.value.code == ("twice-on-a-shift" if times == 2 else "shift-size")


async def test_who_comes_along_is_said_by_a_word_that_some_pack_knows(cast: Cast) -> None:
    by, crew = cast.amara.principal, [Going(await on_the_team(cast, INES))]
    known, police, chaplain = (
        make.shift(cast.program, make.outing(others=frozenset({each})))
        for each in ("law-enforcement", "police", "chaplain")
    )
    made = await shifts.plan_shift(known, crew, by=by, now=NOW)
    refusals = []
    for said in (
        shifts.plan_shift(police, crew, by=by, now=NOW),
        shifts.correct_shift(made, police, crew, version=None, because="they came", by=by, now=NOW),
        shifts.say_who_went(made, went=police.plan, version=None, by=by, now=NOW),
        going_out.check_crew(cast.program, police.plan, crew, by=by),
    ):
        with pytest.raises(Invalid) as refused:
            await said
        (fault,) = refused.value.faults
        refusals.append((refused.value.code, fault.where, fault.found, fault.expected))

    places = ("/others", "/others", "/went/others", "/others")
    known_to_packs = (
        "any of city-or-county, emergency-medical-services, fire-services, law-enforcement, medical-facility, "
        "nonprofit, public-health"
    )
    assert refusals == [("unknown-company", each, "police", known_to_packs) for each in places]
    with pytest.raises(Invalid):
        await shifts.plan_shift(chaplain, crew, by=by, now=NOW)
    text = PACK.replace('never = ["law-enforcement"]', 'never = ["chaplain"]')
    await packs.adopt_pack(text, since=make.LONG_AGO, program=cast.program, by=by, now=NOW)
    await shifts.plan_shift(chaplain, crew, by=by, now=NOW)  # a pack that is adopted here knows it now


async def test_whoever_never_had_a_role_in_the_program_is_on_none_of_its_shifts(cast: Cast) -> None:
    by, ines = cast.amara.principal, await on_the_team(cast, INES)
    other = await programs.add_program("Night team", by=by, now=NOW)
    wen = await on_the_team(cast, WEN, other)

    with pytest.raises(NotFound) as refused:
        await shifts.plan_shift(make.shift(cast.program), [Going(ines), Going(wen)], by=by, now=NOW)

    assert [each.where for each in refused.value.faults] == ["/members/1/person"]
    today = Interval.through(NOW.today, NOW.today)
    assert await shifts.shifts(cast.program, today, by=by) == []


async def test_two_shifts_at_once_are_recorded(cast: Cast) -> None:
    """Records come late and out of order: that it cannot be is said where a shift is looked at."""
    by, ines = cast.amara.principal, await on_the_team(cast, INES)
    for _ in range(2):
        await shifts.plan_shift(make.shift(cast.program), [Going(ines)], by=by, now=NOW)

    assert len(await shifts.shifts(cast.program, Interval.through(NOW.today, NOW.today), by=by)) == 2


async def test_the_same_shift_sent_twice_is_recorded_once(cast: Cast) -> None:
    by, ines, fact = cast.amara.principal, await on_the_team(cast, INES), uuid4()
    await shifts.plan_shift(make.shift(cast.program), [Going(ines)], by=by, now=NOW, fact=fact)

    with pytest.raises(Conflict) as again:
        await shifts.plan_shift(make.shift(cast.program), [Going(ines)], by=by, now=NOW, fact=fact)

    assert again.value.code == "already-recorded"


async def test_a_shift_stays_in_its_program(cast: Cast) -> None:
    by, ines = cast.amara.principal, await on_the_team(cast, INES)
    other = await programs.add_program("Night team", by=by, now=NOW)
    made = await shifts.plan_shift(make.shift(cast.program), [Going(ines)], by=by, now=NOW)

    with pytest.raises(Invalid) as moved:
        await shifts.correct_shift(
            made, make.shift(other), [Going(ines)], version=None, because="a slip", by=by, now=NOW
        )

    assert moved.value.code == "cannot-move"


async def test_a_supervisor_of_one_program_plans_there_and_sees_nothing_of_another(cast: Cast) -> None:
    amara, ines = cast.amara.principal, await on_the_team(cast, INES)
    other = await programs.add_program("Night team", by=amara, now=NOW)
    wen = await on_the_team(cast, WEN, other)
    theirs = await shifts.plan_shift(make.shift(other), [Going(wen)], by=amara, now=NOW)
    by = (await join(cast.amara, Role.SUPERVISOR, program=cast.program)).principal

    made = await shifts.plan_shift(make.shift(cast.program), [Going(ines)], by=by, now=NOW)

    assert (await shifts.shift(made, by=by)).value.planned == (Going(ines),)
    with pytest.raises(NotFound):
        await shifts.shift(theirs, by=by)
    with pytest.raises(NotFound):
        await shifts.withdraw_shift(theirs, version=None, because="a slip", by=by, now=NOW)
    with pytest.raises(Forbidden):
        await shifts.plan_shift(make.shift(other), [Going(wen)], by=by, now=NOW)


async def test_a_responder_reads_of_their_shifts_in_what_is_held_about_them(cast: Cast) -> None:
    amara = cast.amara.principal
    held = make.role("emt", cast.program)
    await people.record_role(cast.ben_himself, held, by=amara, now=NOW)
    made = await shifts.plan_shift(make.shift(cast.program), [Going(cast.ben_himself)], by=amara, now=NOW)

    found = await my_data.data_about(cast.ben_himself, by=cast.ben.principal, now=NOW)

    (item,) = [each for each in found.items if each.kind == "shift_member"]
    assert item.said == {"shift": made, "stage": "planned", "presence": "in-person"}
    assert (item.first, item.names[made]) == (NOW.today, "mobile-crisis")
    with pytest.raises(Forbidden):
        await shifts.shift(made, by=cast.ben.principal)


async def test_a_shift_changes_nobodys_standing_so_what_is_kept_of_people_need_not_know_of_it(cast: Cast) -> None:
    by, ines, wen = cast.amara.principal, await on_the_team(cast, INES), await on_the_team(cast, WEN)
    scope = by.require(Permission.STANDING_READ)
    before = await judging.judged(scope, [ines, wen], by=by)

    made = await shifts.plan_shift(make.shift(cast.program), [Going(ines)], by=by, now=NOW)
    await shifts.say_who_went(made, version=None, by=by, now=NOW)

    kept = await judging.judged(scope, [ines, wen], by=by)
    judging.forget_all()
    afresh = await judging.judged(scope, [ines, wen], by=by)
    assert kept == afresh == before
