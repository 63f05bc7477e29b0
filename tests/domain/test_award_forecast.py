"""The first day on which an award would pay for somebody who is not qualified, worked by hand and against each day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from muster.domain.adopting.adoptions import Adoption
from muster.domain.awards import Allocation, Award, PersonnelLine
from muster.domain.charging import Bench, ChargeClass, Split, asked
from muster.domain.facts import Facts
from muster.domain.forecasts.award_forecast import AwardForecast, Meant, of_award
from muster.domain.forecasts.forecasting import horizon
from muster.domain.intervals import ALWAYS, Interval, day_after
from muster.domain.people import RoleHeld
from tests.domain import people_at_random
from tests.domain.test_forecasting import SLOWLY
from tests.reports import invented
from tests.reports.invented import AWARD, BEN, HOA, INES

TODAY = date(2026, 7, 1)
YEAR = horizon(TODAY, 12)
MONEY = Award("CR-1", "Crisis response", "SAMHSA", Interval.through(date(2026, 7, 1), date(2027, 3, 31)), fact=AWARD)
EMTS = PersonnelLine(AWARD, "PL-1", "EMT", "emt", fact=UUID(int=61))
PEERS = PersonnelLine(AWARD, "PL-2", "Peer", "peer-support-specialist", fact=UUID(int=62))
ELSEWHERE = PersonnelLine(UUID(int=99), "PL-9", "EMT", "emt", fact=UUID(int=69))
LAPSES = date(2026, 8, 3)


def meant(
    who: UUID, line: PersonnelLine, percent: int, *, first: date = TODAY, last: date = date(2026, 12, 31), done: date
) -> Meant:
    assert line.fact is not None
    share = Allocation(line.fact, percent * 100, Interval.through(first, last))
    return Meant(who, invented.person("emt", invented.trained(done)), (share,))


def found(*people: Meant) -> AwardForecast:
    return of_award(MONEY, [EMTS, PEERS], people, invented.PACKS, YEAR)


def test_the_award_falls_on_the_day_after_the_last_good_day_of_whoever_it_pays() -> None:
    forecast = found(meant(BEN, EMTS, 50, done=date(2025, 8, 3)), meant(INES, EMTS, 100, done=date(2026, 6, 1)))

    assert forecast.falls_on == date(2026, 8, 4)
    (exposed,) = forecast.exposures
    assert (exposed.person, exposed.line, exposed.percent_hundredths) == (BEN, EMTS, 50_00)
    assert exposed.during == Interval.through(date(2026, 8, 4), date(2026, 12, 31))
    assert exposed.charged_as is ChargeClass.NOT_QUALIFIED
    assert [each.requirement.name for each in exposed.by] == ["harbor-safety/bloodborne-pathogens"]
    assert [(each.start, each.split) for each in forecast.shares] == [
        (TODAY, Split(qualified=150_00)),
        (date(2026, 8, 4), Split(qualified=100_00, not_qualified=50_00)),
        (date(2027, 1, 1), Split()),
    ]


def test_the_time_exposed_is_the_part_of_the_working_days_that_is_meant() -> None:
    forecast = found(meant(BEN, EMTS, 50, last=date(2026, 8, 10), done=date(2025, 8, 3)))

    (exposed,) = forecast.exposures
    assert [str(exposed.during.start), str(exposed.during.last)] == ["2026-08-04", "2026-08-10"]
    assert exposed.minutes == 5 * 480 // 2, "Tuesday to Monday: five working days, half of each"


def test_an_allocation_that_ends_on_the_last_good_day_exposes_nothing_and_a_day_later_one_day() -> None:
    assert found(meant(BEN, EMTS, 50, last=LAPSES, done=date(2025, 8, 3))).falls_on is None

    forecast = found(meant(BEN, EMTS, 50, last=day_after(LAPSES), done=date(2025, 8, 3)))
    assert [each.during.days for each in forecast.exposures] == [1]


def test_a_line_that_pays_for_another_role_is_exposed_from_the_first_day_of_the_allocation() -> None:
    forecast = found(meant(HOA, PEERS, 20, first=date(2026, 9, 1), done=date(2026, 6, 1)))

    (exposed,) = forecast.exposures
    assert (forecast.falls_on, exposed.wrong_role, exposed.by) == (date(2026, 9, 1), True, ())


def test_another_award_and_the_days_after_this_one_are_no_part_of_it() -> None:
    assert found(meant(BEN, ELSEWHERE, 50, done=date(2025, 8, 3))).exposures == ()
    over = replace(MONEY, performance=Interval.through(date(2025, 1, 1), date(2026, 6, 30)))
    ended = of_award(over, [EMTS], [meant(BEN, EMTS, 50, done=date(2025, 8, 3))], invented.PACKS, YEAR)
    assert (ended.period, ended.exposures, ended.shares) == (None, (), ())


@SLOWLY
@given(people_at_random.cases(), st.data())
def test_each_day_is_ruled_on_as_the_day_of_a_charge_is(case: people_at_random.Case, data: st.DataObject) -> None:
    start = data.draw(people_at_random.near(data.draw(people_at_random.palettes())))
    period = Interval(start, start + timedelta(days=90))
    role = data.draw(st.sampled_from(sorted({held.role for held in case.facts.roles} | {"emt"})))
    line = PersonnelLine(AWARD, "PL-1", "A post", role, fact=UUID(int=61))
    share = Allocation(UUID(int=61), 40_00, period)
    award = replace(MONEY, performance=Interval(date(2020, 1, 1), date(2030, 1, 1)))
    pack = replace(invented.PACKS[0][1], requirements=(case.requirement,))
    adopted = [(Adoption("local", "d" * 64, ALWAYS), pack)]

    forecast = of_award(award, [line], [Meant(BEN, case.facts, (share,))], adopted, period)

    rules = asked(adopted, award=AWARD)
    exposed = {day: each.charged_as for each in forecast.exposures for day in each.during}
    for day in period:
        afresh = Bench(case.facts, rules).classify(role, day).charged_as
        bad = afresh in {ChargeClass.NOT_QUALIFIED, ChargeClass.UNPROVEN}
        assert exposed.get(day) is (afresh if bad else None), day
        counted = [each.split for each in forecast.shares if each.start <= day][-1]
        assert counted == Split.of({afresh: 40_00}), day


def test_somebody_with_no_allocation_counts_for_nothing() -> None:
    assert found(Meant(BEN, Facts(roles=(RoleHeld("emt", UUID(int=1), ALWAYS),)), ())).shares == ((TODAY, Split()),)
