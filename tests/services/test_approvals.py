"""Which authority approved a course: on record, as it was known, for what the course teaches, by who may."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest

from muster.domain.access import Role
from muster.domain.errors import Forbidden, Invalid, NotFound, Stale
from muster.persistence.facts import NOW as LATEST
from muster.services import approvals, training
from muster.services.facts import facts_of
from tests import make
from tests.cast import NOW, Cast, join


@pytest.fixture
async def course(cast: Cast) -> UUID:
    """A course that Ben completed."""
    by = cast.amara.principal
    course = await training.add_course(make.course(), by=by, now=NOW)
    await training.record_completion(cast.ben_himself, make.completion(course), by=by, now=NOW)
    return course


async def test_an_approval_is_on_record_and_the_rules_read_it_as_it_was_known(cast: Cast, course: UUID) -> None:
    by, ben = cast.amara.principal, cast.ben_himself
    said = make.approval(course)

    which = await approvals.record_approval(said, by=by, now=NOW)
    first = await approvals.approval(which, by=by)
    shorter = make.approval(course, through=date(2026, 6, 30))
    await approvals.correct_approval(which, shorter, version=first.version, because="the list of June", by=by, now=NOW)
    second = await approvals.approval(which, by=by)
    await approvals.withdraw_approval(which, version=second.version, because="another course", by=by, now=NOW)

    assert (replace(first.value, fact=None), replace(second.value, fact=None)) == (said, shorter)
    for known, believed in (
        (first.since - 1, ()),
        (first.since, (first.value,)),
        (second.since, (second.value,)),
        (LATEST, ()),
    ):
        (done,) = (await facts_of(make.everybody(by), [ben], known=known))[ben].completions
        assert done.approvals == believed
    assert await approvals.approvals(course, by=by) == []


async def test_a_course_is_approved_for_nothing_that_it_does_not_teach(cast: Cast, course: UUID) -> None:
    said = replace(make.approval(course), topics=frozenset({"bloodborne-pathogens", "naloxone"}))

    with pytest.raises(Invalid) as refused:
        await approvals.record_approval(said, by=cast.amara.principal, now=NOW)

    assert (refused.value.code, refused.value.faults[0].found) == ("not-taught", "naloxone")


async def test_somebody_who_read_an_older_version_changes_nothing(cast: Cast, course: UUID) -> None:
    by = cast.amara.principal
    which = await approvals.record_approval(make.approval(course), by=by, now=NOW)

    with pytest.raises(Stale):
        await approvals.correct_approval(
            which, make.approval(course, "MDH"), version=uuid4(), because="misread", by=by, now=NOW
        )

    assert (await approvals.approval(which, by=by)).value.authority == "WA HCA"


async def test_another_agency_has_no_such_course_and_no_such_approval(cast: Cast, course: UUID) -> None:
    which = await approvals.record_approval(make.approval(course), by=cast.amara.principal, now=NOW)
    chidi = cast.chidi.principal

    for asked in (approvals.approvals(course, by=chidi), approvals.approval(which, by=chidi)):
        with pytest.raises(NotFound):
            await asked
    with pytest.raises(NotFound):
        await approvals.record_approval(make.approval(course), by=chidi, now=NOW)


async def test_what_counts_for_the_whole_agency_is_said_by_who_has_their_place_in_it(cast: Cast, course: UUID) -> None:
    hana = await join(cast.amara, Role.HR, program=cast.program)

    with pytest.raises(Forbidden):
        await approvals.record_approval(make.approval(course), by=hana.principal, now=NOW)
    assert await approvals.approvals(course, by=hana.principal) == []


async def test_who_approved_a_completion_is_on_record_and_is_somebody_of_the_agency(cast: Cast, course: UUID) -> None:
    by, ben = cast.amara.principal, cast.ben_himself
    (done,) = await training.completions(ben, by=by)

    own = replace(done.value, approved_by=ben)
    await training.correct_completion(done.fact, own, version=done.version, because="he says so", by=by, now=NOW)

    facts = (await facts_of(make.everybody(by), [ben], known=LATEST))[ben]
    assert facts.approved_own(facts.completions[0])
    nobody = replace(done.value, approved_by=uuid4())
    with pytest.raises(NotFound):
        await training.correct_completion(done.fact, nobody, version=None, because="a slip", by=by, now=NOW)
