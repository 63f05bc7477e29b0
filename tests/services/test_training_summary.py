"""Who is counted by what an award paid for: drawn from the database, as it was known, by who may."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID, uuid4

import pytest

from muster.domain.access import Role
from muster.domain.errors import Conflict, Forbidden, Invalid, NotFound
from muster.domain.head_counts import HeadCount
from muster.domain.intervals import Interval
from muster.domain.reporting.training_report import TrainingView
from muster.domain.training import Payer, Together
from muster.domain.workforces import RoleWorkforce, Workforce
from muster.persistence.facts import NOW as LATEST
from muster.services import awards, classes, head_counts, people, reports, training, workforces
from muster.services.judged import judged
from tests import make
from tests.cast import NOW, Cast, join
from tests.keys import KEYS

QUARTER = Interval.through(date(2026, 7, 1), date(2026, 9, 30))
LAST = date(2026, 9, 14)
REVIEWED = date(2026, 6, 1)


@dataclass(frozen=True)
class School:
    """A course, the award that pays for it and another; twelve clinicians of whom ten completed it in one class."""

    course: UUID
    award: UUID
    another: UUID
    clinicians: tuple[UUID, ...]


@pytest.fixture
async def school(cast: Cast) -> School:
    by = cast.amara.principal
    during = Interval.through(date(2026, 7, 1), date(2027, 6, 30))
    paying, another = [
        await awards.add_award(replace(make.award(number), performance=during), by=by, now=NOW)
        for number in ("H79-7", "OTHER-7")
    ]
    course = await training.add_course(make.course("Crisis work", "suicide-prevention"), by=by, now=NOW)
    clinicians = []
    for place in range(12):
        who = await people.add_person(make.identity(f"Clinician {place}"), by=by, now=NOW)
        await people.record_role(who, make.role("clinician", cast.program), by=by, now=NOW)
        clinicians.append(who)
    for attended, payer in ((clinicians[:8], paying), (clinicians[8:10], another)):
        held = replace(make.held(course, LAST), paid_by=Payer(payer))
        await classes.record_class(attended, held, by=by, now=NOW, fact=uuid4())
    return School(course, paying, another, tuple(clinicians))


async def drawn(cast: Cast, *, known: int = LATEST) -> TrainingView:
    return await reports.training_summary("h79-7", None, known=known, by=cast.amara.principal, now=NOW, keys=KEYS)


def counts(view: TrainingView) -> tuple[int, ...]:
    return tuple(each.tally.people for each in view.indicators)


async def test_until_somebody_says_the_workforce_of_a_role_nobody_is_counted_and_then_eight_are(
    cast: Cast, school: School
) -> None:
    by = cast.amara.principal
    assert "clinician" in await workforces.unsaid_roles(by=by)

    before = await drawn(cast)
    said = RoleWorkforce("clinician", Workforce.MENTAL_HEALTH, REVIEWED)
    which = await workforces.record_workforce(said, by=by, now=NOW)
    after = await drawn(cast)

    assert (counts(before), before.to_settle[0].why, before.to_settle[0].completions) == ((0, 0), "no-workforce", 8)
    assert (counts(after), after.to_settle) == ((8, 0), ())
    assert [(each.why, each.paid_by, each.people) for each in after.left_out] == [("another-award", "OTHER-7", 2)]
    assert (after.period.first, after.period.due_on) == (QUARTER.start, date(2026, 10, 31))
    assert "clinician" not in await workforces.unsaid_roles(by=by)
    with pytest.raises(Conflict):
        await workforces.record_workforce(said, by=by, now=NOW)
    found = await workforces.workforce(which, by=by)
    await workforces.withdraw_workforce(which, version=found.version, because="a slip", by=by, now=NOW)
    assert counts(await drawn(cast)) == (0, 0)
    assert counts(await drawn(cast, known=found.since)) == (8, 0)


async def test_heads_from_outside_are_counted_corrected_and_withdrawn_as_it_was_known(
    cast: Cast, school: School
) -> None:
    by = cast.amara.principal
    said = HeadCount(school.course, LAST, 25, Workforce.OTHER, 120, Payer(school.award))

    which = await head_counts.record_head_count(said, by=by, now=NOW)
    first = await head_counts.head_count(which, by=by)
    fewer = replace(said, people=24)
    await head_counts.correct_head_count(which, fewer, version=first.version, because="one left", by=by, now=NOW)
    second = await head_counts.head_count(which, by=by)
    await head_counts.withdraw_head_count(which, version=second.version, because="another class", by=by, now=NOW)

    assert (replace(first.value, fact=None), replace(second.value, fact=None)) == (said, fewer)
    assert [counts(await drawn(cast, known=known))[1] for known in (first.since, second.since, LATEST)] == [25, 24, 0]
    assert await head_counts.head_counts(by=by) == []


async def test_who_paid_is_said_once_for_a_whole_class_and_changes_nobody_s_standing(
    cast: Cast, school: School
) -> None:
    by, day = cast.amara.principal, date(2026, 8, 3)
    await workforces.record_workforce(make.workforce(), by=by, now=NOW)
    last = school.clinicians[10:]
    await classes.record_class(last, make.held(school.course, day), by=by, now=NOW, fact=uuid4())
    await training.record_completion(last[0], make.completion(school.course, None), by=by, now=NOW)
    assert await training.payers_unsaid(by=by) == {Together(school.course, day): 2, Together(school.course, None): 1}
    asked = await drawn(cast)
    stood = await judged(make.everybody(by), list(last), known=LATEST, by=by)

    which = [Together(school.course, day)]
    said = await training.say_who_paid(which, Payer(school.award), because="the invoice", by=by, now=NOW)
    again = await training.say_who_paid(which, Payer(school.another), because="the invoice", by=by, now=NOW)

    assert [(each.why, each.completions) for each in asked.to_settle] == [("no-day", 1), ("no-payer", 2)]
    assert (said, again) == (2, 0)
    assert counts(await drawn(cast)) == (10, 0)
    assert await training.payers_unsaid(by=by) == {Together(school.course, None): 1}
    assert await judged(make.everybody(by), list(last), known=LATEST, by=by) == stood


async def test_what_is_to_come_and_what_is_not_on_record_are_refused(cast: Cast, school: School) -> None:
    by = cast.amara.principal
    ahead = HeadCount(school.course, date(2026, 11, 23), 3)
    nowhere = HeadCount(school.course, LAST, 3, paid_by=Payer(uuid4()))
    later = RoleWorkforce("clinician", Workforce.OTHER, date(2026, 11, 23))

    with pytest.raises(Invalid) as refused:
        await head_counts.record_head_count(ahead, by=by, now=NOW)
    assert refused.value.code == "in-the-future"
    with pytest.raises(NotFound):
        await head_counts.record_head_count(nowhere, by=by, now=NOW)
    with pytest.raises(Invalid, match="1 to"):
        HeadCount(school.course, LAST, 0)
    with pytest.raises(Invalid):
        await workforces.record_workforce(later, by=by, now=NOW)


@pytest.mark.parametrize(
    ("first", "last", "kind"),
    [
        (date(2026, 4, 1), date(2026, 6, 30), Conflict),
        (date(2026, 10, 1), date(2026, 12, 31), Invalid),
    ],
    ids=["no day of the award", "not over"],
)
async def test_a_period_that_cannot_be_reported_on_is_refused(
    cast: Cast, school: School, first: date, last: date, kind: type[Exception]
) -> None:
    by, during = cast.amara.principal, Interval.through(first, last)

    with pytest.raises(kind):
        await reports.training_summary("H79-7", during, known=LATEST, by=by, now=NOW, keys=KEYS)


async def test_of_another_agency_nothing_is_seen_and_in_one_program_nothing_is_said(cast: Cast, school: School) -> None:
    hana = (await join(cast.amara, Role.HR, program=cast.program)).principal
    which = await head_counts.record_head_count(make.head_count(school.course), by=cast.amara.principal, now=NOW)

    with pytest.raises(NotFound):
        await reports.training_summary("H79-7", None, known=LATEST, by=cast.chidi.principal, now=NOW, keys=KEYS)
    with pytest.raises(NotFound):
        await head_counts.head_count(which, by=cast.chidi.principal)
    with pytest.raises(Forbidden):
        await head_counts.record_head_count(make.head_count(school.course), by=hana, now=NOW)
    with pytest.raises(Forbidden):
        await workforces.record_workforce(make.workforce(), by=hana, now=NOW)
    assert len(await head_counts.head_counts(by=hana)) == 1
