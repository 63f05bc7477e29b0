"""May this team go out? The rules of its program, each member's clearance, and who could take a place."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest

from muster.domain.access import Role
from muster.domain.errors import Forbidden, NotFound
from muster.domain.findings import Verdict
from muster.domain.intervals import Interval
from muster.domain.teams.going_out import Checked
from muster.domain.teams.shifts import Going, Tense
from muster.domain.teams.staffing import Presence, Want
from muster.services import credentials, going_out, ledger, programs, shifts
from tests import make, teams
from tests.cast import NOW, Cast, join
from tests.teams import KIT

EVENING = datetime(2026, 11, 23, 2, tzinfo=UTC)  # 8 in the evening of the 22nd, where the program is
TONIGHT = make.outing(EVENING, 8, equipment=KIT)


async def plan(cast: Cast, *who: UUID, **more: object) -> UUID:
    out = more.pop("out", TONIGHT)
    assert not more
    planned = make.shift(cast.program, out)  # type: ignore[arg-type] # an outing
    return await shifts.plan_shift(planned, [Going(each) for each in who], by=cast.amara.principal, now=NOW)


async def test_a_team_that_is_as_its_rule_asks_of_people_who_are_cleared_may_go(cast: Cast) -> None:
    by = cast.amara.principal
    await teams.adopt(by, cast.program)
    lee, ines = await teams.clinician(by, "Lee Park", cast.program), await teams.emt(by, "Ines", cast.program)

    found = await going_out.check_shift(await plan(cast, lee, ines), by=by)

    assert (found.verdict, found.team, found.lacks, found.kept_back) == (Verdict.MET, Verdict.MET, (), ())
    hers = {each.going.person: each for each in found.fits}[ines].clearance
    assert hers is not None
    assert (hers.verdict, hers.through) == (Verdict.MET, date(2027, 3, 31))


async def test_what_is_lacking_is_named_by_the_rule_and_the_verdict_is_the_gravest(cast: Cast) -> None:
    by = cast.amara.principal
    await teams.adopt(by, cast.program)
    ines, wen = await teams.emt(by, "Ines", cast.program), await teams.emt(by, "Wen", cast.program, through=None)

    found = await going_out.check_shift(await plan(cast, ines, wen, out=make.outing(EVENING)), by=by)

    wanting = {(rule.id, lack.want, lack.what) for rule, lack in found.lacks}
    assert wanting == {
        ("clinician-and-another", Want.PLACE, "clinician"),
        ("clinician-and-another", Want.EQUIPMENT, "naloxone-kit"),
    }
    assert found.verdict is Verdict.NOT_MET
    assert [each.going.person for each in found.kept_back] == [wen]


async def test_a_team_is_as_asked_and_still_may_not_go_with_somebody_whose_card_lapses_at_midnight(cast: Cast) -> None:
    by = cast.amara.principal
    await teams.adopt(by, cast.program)
    lee = await teams.clinician(by, "Lee Park", cast.program)
    ines = await teams.emt(by, "Ines", cast.program, through=date(2026, 11, 22))
    crew = [Going(lee), Going(ines)]

    evening = await going_out.check_crew(cast.program, make.outing(EVENING, 4, equipment=KIT), crew, by=by)
    night = await going_out.check_crew(cast.program, make.outing(EVENING, 5, equipment=KIT), crew, by=by)

    assert (evening.verdict, night.verdict, night.team) == (Verdict.MET, Verdict.NOT_MET, Verdict.MET)
    (kept,) = night.kept_back
    assert kept.clearance is not None
    assert kept.clearance.on == date(2026, 11, 23), "the gravest of the days is shown"


async def test_a_rule_binds_the_part_of_a_shift_on_whose_days_its_pack_is_adopted(cast: Cast) -> None:
    by = cast.amara.principal
    await teams.adopt(by, cast.program, since=date(2026, 11, 23))
    lee = await teams.clinician(by, "Lee Park", cast.program)

    found = await going_out.check_crew(cast.program, TONIGHT, [Going(lee)], by=by)

    (part,) = found.findings
    assert (part.since.isoformat(), part.until.isoformat()) == (
        "2026-11-23T00:00:00-06:00",
        "2026-11-23T04:00:00-06:00",
    )
    assert found.verdict is Verdict.NOT_MET


async def test_a_pack_that_another_program_adopted_says_nothing_here(cast: Cast) -> None:
    by = cast.amara.principal
    await teams.adopt(by, await programs.add_program("Night team", by=by, now=NOW))
    wen = await teams.emt(by, "Wen", cast.program, through=None)

    found = await going_out.check_crew(cast.program, TONIGHT, [Going(wen)], by=by)

    assert (found.verdict, found.findings) == (Verdict.NOT_APPLICABLE, ())


async def test_the_plan_and_who_went_are_answered_apart(cast: Cast) -> None:
    by = cast.amara.principal
    await teams.adopt(by, cast.program)
    lee, ines = await teams.clinician(by, "Lee Park", cast.program), await teams.emt(by, "Ines", cast.program)
    out = make.outing(equipment=KIT)
    made = await plan(cast, lee, ines, out=out)
    with pytest.raises(NotFound):
        await going_out.check_shift(made, Tense.WENT, by=by)
    await shifts.say_who_went(made, [Going(ines)], version=None, by=by, now=NOW)

    planned = await going_out.check_shift(made, Tense.PLANNED, by=by)
    went = await going_out.check_shift(made, by=by)

    assert (planned.stage, planned.verdict) == (Tense.PLANNED, Verdict.MET)
    assert (went.stage, went.verdict) == (Tense.WENT, Verdict.NOT_MET)


async def test_an_earlier_answer_is_given_again_at_its_position(cast: Cast) -> None:
    by = cast.amara.principal
    await teams.adopt(by, cast.program)
    lee = await teams.clinician(by, "Lee Park", cast.program)
    ines = await teams.emt(by, "Ines", cast.program, through=None)
    made = await plan(cast, lee, ines)
    then = (await ledger.head(by=by)).position
    card = make.credential("emt", issued_on=date(2024, 1, 1), valid_through=date(2027, 3, 31))
    await credentials.record_credential(ines, card, by=by, now=NOW)

    assert (await going_out.check_shift(made, by=by, known=then)).verdict is Verdict.NOT_MET
    assert (await going_out.check_shift(made, by=by)).verdict is Verdict.MET


async def test_two_places_at_once_are_a_doubt_and_only_where_somebody_is_in_person_on_both(cast: Cast) -> None:
    by = cast.amara.principal
    await teams.adopt(by, cast.program)
    lee, ines = await teams.clinician(by, "Lee Park", cast.program), await teams.emt(by, "Ines", cast.program)
    made = await plan(cast, lee, ines)
    other = await plan(cast, ines, out=make.outing(EVENING.replace(hour=9), 2))

    found = await going_out.check_shift(made, by=by)
    remote = [Going(ines, Presence.REMOTE)]
    on_the_phone = await going_out.check_crew(cast.program, TONIGHT, remote, by=by)

    (kept,) = found.kept_back
    assert (found.verdict, kept.going.person, [each.shift for each in kept.beside]) == (
        Verdict.NEEDS_REVIEW,
        ines,
        [other],
    )
    assert [len(each.beside) for each in on_the_phone.fits] == [2], "said, and no doubt"
    assert on_the_phone.kept_back == ()


async def test_who_holds_no_role_on_that_day_is_for_a_person_to_look_at(cast: Cast) -> None:
    by = cast.amara.principal
    past = Interval.through(date(2024, 1, 1), date(2026, 11, 22))
    wen = await teams.somebody(by, "Wen", cast.program, "clinician", past)

    found = await going_out.check_crew(cast.program, TONIGHT, [Going(wen)], by=by)

    assert (found.verdict, found.fits[0].clearance) == (Verdict.NEEDS_REVIEW, None)


async def test_who_can_only_be_reached_is_shown_and_keeps_nobody_back(cast: Cast) -> None:
    by = cast.amara.principal
    await teams.adopt(by, cast.program)
    lee, ines = await teams.clinician(by, "Lee Park", cast.program), await teams.emt(by, "Ines", cast.program)
    wen = await teams.emt(by, "Wen", cast.program, through=None)
    crew = [Going(lee), Going(ines), Going(wen, Presence.REACHABLE)]

    found = await going_out.check_crew(cast.program, TONIGHT, crew, by=by)

    assert found.verdict is Verdict.MET
    assert {each.going.person: each.verdict for each in found.fits}[wen] is Verdict.NOT_MET


async def test_substitutes_are_those_who_are_cleared_free_and_fill_what_is_lacking(cast: Cast) -> None:
    by = cast.amara.principal
    await teams.adopt(by, cast.program)
    ines = await teams.emt(by, "Ines", cast.program)
    wen = await teams.emt(by, "Wen", cast.program, through=None)
    lee = await teams.clinician(by, "Lee Park", cast.program)
    away = await teams.clinician(by, "Away", cast.program)
    await teams.emt(by, "Another EMT", cast.program)
    await plan(cast, away, out=make.outing(EVENING, 1))
    made = await plan(cast, ines, wen)

    hands = await going_out.substitutes_for(made, by=by)

    first = hands.found[0]
    assert (first.person, first.instead_of, first.fills) == (lee, wen, True)
    assert away not in {each.person for each in hands.found}, "is elsewhere then"
    assert all(not each.fills for each in hands.found[1:]), "an EMT in Wen's place leaves the clinician's empty"
    assert (hands.tried, hands.free) == (2, 2)


async def test_a_crew_that_may_go_needs_nobody(cast: Cast) -> None:
    by = cast.amara.principal
    await teams.adopt(by, cast.program)
    lee, ines = await teams.clinician(by, "Lee Park", cast.program), await teams.emt(by, "Ines", cast.program)
    await teams.clinician(by, "Another", cast.program)

    assert (await going_out.substitutes_for(await plan(cast, lee, ines), by=by)).found == ()


async def test_a_crew_of_nobody_here_is_not_found_and_a_responder_may_not_ask(cast: Cast) -> None:
    by = cast.amara.principal
    wen = await teams.emt(by, "Wen", cast.program)

    with pytest.raises(NotFound) as refused:
        await going_out.check_crew(cast.program, TONIGHT, [Going(wen), Going(uuid4())], by=by)
    with pytest.raises(Forbidden):
        await going_out.check_crew(cast.program, TONIGHT, [Going(wen)], by=cast.ben.principal)
    night = await programs.add_program("Night team", by=by, now=NOW)
    theirs = (await join(cast.amara, Role.SUPERVISOR, program=night)).principal
    with pytest.raises(Forbidden):
        await going_out.check_crew(cast.program, TONIGHT, [Going(wen)], by=theirs)

    assert [each.where for each in refused.value.faults] == ["/members/1/person"]


async def test_what_is_adopted_for_a_kind_of_team_is_asked_of_its_shifts_and_of_no_others(cast: Cast) -> None:
    by = cast.amara.principal
    await teams.adopt_for_kind(by, cast.program, make.shift(cast.program).team)
    lee, ines = await teams.clinician(by, "Lee Park", cast.program), await teams.emt(by, "Ines", cast.program)
    await teams.rode_along(by, lee)
    crew = [Going(lee), Going(ines)]

    ours = await going_out.check_shift(await plan(cast, lee, ines), by=by)
    other = await going_out.check_crew(cast.program, TONIGHT, crew, team="co-response", by=by)
    unsaid = await going_out.check_crew(cast.program, TONIGHT, crew, by=by)

    assert [(each.rule.name, each.verdict) for each in ours.findings] == [("night/three", Verdict.NOT_MET)] * 2
    asked = {each.going.person: each.of_kind for each in ours.fits if each.of_kind}
    assert {who: each.verdict for who, each in asked.items()} == {lee: Verdict.MET, ines: Verdict.NOT_MET}
    (said,) = asked[ines].findings
    assert (said.requirement.name, said.terms and said.terms.cite) == ("night/ride-along", "Policy 7")
    assert [each.going.person for each in ours.kept_back] == [ines]
    assert ines_in_her_program(ours, ines) is Verdict.NOT_APPLICABLE, "her clearance is as it was"
    for each in (other, unsaid):
        assert (each.team, each.findings) == (Verdict.NOT_APPLICABLE, ())
        assert [fit.of_kind for fit in each.fits] == [None, None]


def ines_in_her_program(found: Checked, who: UUID) -> Verdict | None:
    """Return how somebody is cleared, whatever their kind of team is asked."""
    return next((each.clearance.verdict for each in found.fits if each.going.person == who and each.clearance), None)


async def test_a_pack_for_a_kind_of_team_binds_on_its_days_in_its_program_beside_what_the_program_goes_by(
    cast: Cast,
) -> None:
    by = cast.amara.principal
    kind = make.shift(cast.program).team
    await teams.adopt(by, cast.program)
    await teams.adopt_for_kind(by, await programs.add_program("Night team", by=by, now=NOW), kind)
    lee, ines = await teams.clinician(by, "Lee Park", cast.program), await teams.emt(by, "Ines", cast.program)
    made = await plan(cast, lee, ines)
    before = await going_out.check_shift(made, by=by)

    await teams.adopt_for_kind(by, None, kind, since=date(2026, 11, 23))
    after = await going_out.check_shift(made, by=by)

    assert before.verdict is Verdict.MET, "another program's is not asked here"
    assert after.verdict is Verdict.NOT_MET
    assert {(each.rule.name, each.since.day, each.verdict) for each in after.findings} == {
        ("two/clinician-and-another", 22, Verdict.MET),
        ("two/clinician-and-another", 23, Verdict.MET),
        ("night/three", 23, Verdict.NOT_MET),
    }
    assert {each.of_kind.on for each in after.fits if each.of_kind} == {date(2026, 11, 23)}, "binds from midnight on"


async def test_a_substitute_meets_what_the_kind_of_team_asks_of_each(cast: Cast) -> None:
    by = cast.amara.principal
    await teams.adopt(by, cast.program)
    await teams.adopt_for_kind(by, None, make.shift(cast.program).team)
    lee, ines = await teams.clinician(by, "Lee Park", cast.program), await teams.emt(by, "Ines", cast.program)
    ready, unready = await teams.emt(by, "Ready", cast.program), await teams.emt(by, "Unready", cast.program)
    await teams.rode_along(by, lee, ines, ready)

    hands = await going_out.substitutes_for(await plan(cast, lee, ines), by=by)

    assert [(each.person, each.fills) for each in hands.found] == [(ready, True)]
    assert hands.free == 1
    assert unready not in {each.person for each in hands.found}
