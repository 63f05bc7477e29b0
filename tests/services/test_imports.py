"""Bringing files in: planned without writing, carried out in one act, or not at all."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from muster.domain.access import Role
from muster.domain.errors import Conflict, Forbidden, Invalid
from muster.domain.importing.claims import Claim
from muster.domain.importing.planning.plan import Kind, Step
from muster.domain.intervals import Interval
from muster.files import Files
from muster.persistence import documents as document_store
from muster.persistence import imports as store
from muster.persistence.database import fetch, scoped
from muster.services import imports, ledger, packs, people
from muster.services.imports import Brought
from tests import make
from tests.cast import NOW, Cast, join
from tests.planning import (
    BEN,
    HOA,
    RECIPE,
    UMA,
    award,
    card,
    completion,
    hours,
    line,
    moved,
    named,
    paper,
    person,
    reading,
    share,
    steps,
)

PAYROLL: list[Claim] = [
    hours(HOA, 6, approved_by="01007"),
    hours(HOA, 2, award="", line=""),
    hours(BEN, 8, partner="Harbor 911"),
]
GRANTS: list[Claim] = [
    award(conditions=("de-escalation", "first aid/CPR")),
    line("A1"),
    paper(),
    share(HOA, 60),
    share(BEN, 100),
]
TRACKER: list[Claim] = [completion(HOA), completion(BEN, "De-escalation 8hr", None), card(HOA), card(BEN, number="C-1")]
ROSTER: list[Claim] = [person(HOA, rate_cents=3_150), person(BEN, title="Team Lead (LCSW)")]


def brought(*claims: Claim, name: str = "all.csv") -> Brought:
    """Bring a file that says these things."""
    return Brought(name, name.encode(), reading(*claims, file=name))


EVERYTHING = (
    brought(*PAYROLL, name="payroll.csv"),
    brought(*GRANTS, name="awards.xlsx"),
    brought(*TRACKER, name="tracker.xlsx"),
    brought(*ROSTER, name="roster.csv"),
)


@pytest.fixture
def kept(tmp_path: Path) -> Files:
    return Files(tmp_path / "evidence")


async def test_everything_is_planned_without_writing_and_committed_in_one_act_that_the_ledger_proves(
    cast: Cast, kept: Files
) -> None:
    by = cast.amara.principal
    before = await ledger.head(by=by)

    shown = await imports.plan(EVERYTHING, RECIPE, by=by, now=NOW)

    assert not shown.held_back()
    assert await ledger.head(by=by) == before
    assert kept.digests() == []
    done = await imports.commit(EVERYTHING, RECIPE, by=by, now=NOW, kept=kept, shown=shown)

    assert done.position == before.position + 1
    assert done.plan is shown
    assert (await ledger.verify(by=by)).faults == ()
    assert kept.digests() == sorted(hashlib.sha256(each.content).hexdigest() for each in EVERYTHING)
    assert len(done.documents) == 4
    there = {each.value.name for each in (await people.people(by=by)).items}
    assert there == {"Ben Abdi", "Hoa Tran", "Ben Müller"}


async def test_what_stands_on_record_is_what_the_plan_said(cast: Cast, kept: Files) -> None:
    by = cast.amara.principal
    done = await imports.commit(EVERYTHING, RECIPE, by=by, now=NOW, kept=kept)
    assert done.position

    on = await store.on_file(make.everybody(by), known=done.position, days=None)
    (hoa,) = [each.fact for each in on.people if each.value.name == "Hoa Tran"]
    assert [each.value.value for each in on.identifiers if each.person == hoa] == ["01001"]
    assert [each.value.role for each in on.roles if each.person == hoa] == ["nurse"]
    assert [each.value.cents_per_hour for each in on.rates] == [3_150]
    assert sorted(each.value.percent_hundredths for each in on.allocations) == [60_00, 100_00]
    (completed,) = [each.value for each in on.completions if each.person == hoa]
    assert completed.completed_on == date(2026, 1, 5)
    assert [*completed.topics] == ["naloxone-administration"]
    (_, pack), *others = await packs.adopted_packs(by=by)
    assert not others
    assert pack.id == "award-h79"
    assert {each.id for each in pack.requirements} == {"de-escalation", "first-aid-cpr", "clinician-lcsw-license"}
    counts = {kind: steps[Step.CREATE] for kind, steps in done.plan.counts().items()}
    assert counts[Kind.EFFORT] == 3
    assert counts[Kind.PAID_DAY] == 2


async def test_the_second_run_changes_nothing_and_leaves_the_ledger_where_it_is(cast: Cast, kept: Files) -> None:
    by = cast.amara.principal
    await imports.commit(EVERYTHING, RECIPE, by=by, now=NOW, kept=kept)
    before = await ledger.head(by=by)

    again = await imports.commit(tuple(reversed(EVERYTHING)), RECIPE, by=by, now=NOW, kept=kept)

    assert moved(again.plan) == 0
    assert not again.plan.held_back()
    assert again.position is None
    assert await ledger.head(by=by) == before


async def test_each_of_the_files_brought_in_alone_a_second_time_changes_nothing(cast: Cast, kept: Files) -> None:
    by = cast.amara.principal
    await imports.commit(EVERYTHING, RECIPE, by=by, now=NOW, kept=kept)

    for each in EVERYTHING:
        again = await imports.plan([each], RECIPE, by=by, now=NOW)

        assert again.lines
        assert {line.step for line in again.lines} == {Step.UNCHANGED}, each.name


async def test_corrections_supersede_and_what_was_believed_stays_on_record(cast: Cast, kept: Files) -> None:
    by = cast.amara.principal
    first = await imports.commit(EVERYTHING, RECIPE, by=by, now=NOW, kept=kept)
    assert first.position
    other = [
        brought(person(HOA, rate_cents=3_150, phone="555-0199"), hours(HOA, 7), hours(BEN, 4), award(title="Renamed"))
    ]

    second = await imports.commit(other, RECIPE, by=by, now=NOW, kept=kept)

    assert second.position == first.position + 1
    assert (await ledger.verify(by=by)).faults == ()
    days = Interval(date(2026, 7, 1), date(2026, 7, 2))
    before = await store.on_file(make.everybody(by), known=first.position, days=days)
    after = await store.on_file(make.everybody(by), known=second.position, days=days)
    assert sorted(each.value.minutes for each in before.efforts) == [120, 360, 480]
    assert sorted(each.value.minutes for each in after.efforts) == [240, 420]
    assert sorted(each.value.minutes for each in after.paid_days) == [240, 420]
    assert [each.value.title for each in after.awards] == ["Renamed"]
    (hoa,) = [each.value for each in after.people if each.value.name == "Hoa Tran"]
    assert (hoa.phone, hoa.email) == ("555-0199", "htran@example.org")


async def test_only_what_is_settled_is_committed_and_the_rest_comes_back(cast: Cast, kept: Files) -> None:
    by = cast.amara.principal
    file = [
        brought(
            person(HOA),
            completion(HOA),
            completion(HOA, "BBP (annual)"),
            completion(UMA),
            completion(named("Hoa Tran")),
        )
    ]

    done = await imports.commit(file, RECIPE, by=by, now=NOW, kept=kept)

    assert done.position
    assert steps(done.plan, Kind.COMPLETION) == [Step.CREATE, Step.CONFLICT, Step.REJECTED, Step.CONFLICT]
    on = await store.on_file(make.everybody(by), known=done.position, days=None)
    assert len(on.completions) == 1


async def test_a_ledger_that_moved_since_the_plan_was_shown_has_it_made_again(cast: Cast, kept: Files) -> None:
    by = cast.amara.principal
    file = [brought(person(HOA), completion(HOA))]
    shown = await imports.plan(file, RECIPE, by=by, now=NOW)
    await imports.commit([brought(person(HOA), name="first.csv")], RECIPE, by=by, now=NOW, kept=kept)

    done = await imports.commit(file, RECIPE, by=by, now=NOW, kept=kept, shown=shown)

    assert done.plan is not shown
    assert steps(done.plan, Kind.PERSON) == [Step.UNCHANGED]
    assert [each.value.name for each in (await people.people(by=by)).items].count("Hoa Tran") == 1
    nothing = await imports.commit(file, RECIPE, by=by, now=NOW, kept=kept, shown=shown)
    assert nothing.position is None
    assert (await ledger.verify(by=by)).faults == ()


async def test_read_at_a_position_nothing_else_is_written_than_was_read_there(cast: Cast, kept: Files) -> None:
    by = cast.amara.principal
    file = [brought(person(HOA), completion(HOA))]
    read_at = (await imports.plan(file, RECIPE, by=by, now=NOW)).position
    await imports.commit([brought(card(BEN), person(BEN), name="ben.csv")], RECIPE, by=by, now=NOW, kept=kept)

    done = await imports.commit(file, RECIPE, by=by, now=NOW, kept=kept, read_at=read_at)

    assert done.position == read_at + 2
    again = await imports.commit(file, RECIPE, by=by, now=NOW, kept=kept, read_at=read_at)
    assert again.position is None
    other = [brought(person(HOA, phone="555-0199"))]
    with pytest.raises(Conflict, match=f"since position {read_at}") as differs:
        await imports.commit(other, RECIPE, by=by, now=NOW, kept=kept, read_at=read_at)
    assert differs.value.code == "plan-differs"
    with pytest.raises(Invalid, match="stands at position"):
        await imports.commit(other, RECIPE, by=by, now=NOW, kept=kept, read_at=done.position + 1)
    done = await imports.commit(other, RECIPE, by=by, now=NOW, kept=kept, read_at=done.position)
    assert done.position == read_at + 3


async def test_a_file_of_thousands_of_rows_goes_in_as_one_act(cast: Cast, kept: Files) -> None:
    by = cast.amara.principal
    many = [person(named(f"Person {each}", str(each)), title="") for each in range(1, 5_001)]

    done = await imports.commit([brought(*many)], RECIPE, by=by, now=NOW, kept=kept)

    assert done.plan.counts()[Kind.PERSON][Step.CREATE] == 5_000
    on = await store.on_file(make.everybody(by), known=done.position or 0, days=None)
    assert len(on.identifiers) == 5_000
    assert (await ledger.verify(by=by)).faults == ()


async def test_a_file_is_refused_to_whoever_may_not_record_what_it_says(cast: Cast, kept: Files) -> None:
    hr = (await join(cast.amara, Role.HR)).principal
    officer = (await join(cast.amara, Role.GRANT_OFFICER)).principal
    grants, roster = [EVERYTHING[1]], [brought(*ROSTER)]

    await imports.commit(roster, RECIPE, by=hr, now=NOW, kept=kept)
    for doing in (
        imports.plan(grants, RECIPE, by=hr, now=NOW),
        imports.commit(grants, RECIPE, by=hr, now=NOW, kept=kept),
    ):
        with pytest.raises(Forbidden, match="award:record"):
            await doing
    with pytest.raises(Forbidden, match="people:record"):
        await imports.commit([brought(person(UMA))], RECIPE, by=officer, now=NOW, kept=kept)
    await imports.commit(grants, RECIPE, by=officer, now=NOW, kept=kept)
    for nobody in (cast.ben, cast.dana):
        with pytest.raises(Forbidden, match="files:import"):
            await imports.plan(roster, RECIPE, by=nobody.principal, now=NOW)


async def test_another_agencys_people_are_nobody_here(cast: Cast, kept: Files) -> None:
    await imports.commit([brought(*ROSTER)], RECIPE, by=cast.amara.principal, now=NOW, kept=kept)

    found = await imports.plan([brought(completion(HOA))], RECIPE, by=cast.chidi.principal, now=NOW)

    assert steps(found, Kind.COMPLETION) == [Step.REJECTED]


async def test_the_act_says_which_files_were_brought_and_each_is_on_record_by_its_digest(
    cast: Cast, kept: Files
) -> None:
    by = cast.amara.principal
    done = await imports.commit(EVERYTHING, RECIPE, by=by, now=NOW, kept=kept)

    async with scoped(make.everybody(by)):
        rows = await fetch("SELECT words FROM remark WHERE agency = $1 AND position = $2", cast.agency, done.position)
    assert [row["words"] for row in rows] == ["payroll.csv, awards.xlsx, tracker.xlsx, roster.csv"]
    documents = await document_store.documents(make.everybody(by), known=done.position or 0)
    assert {(each.value.name, kept.read(each.value.digest)) for each in documents} == {
        (each.name, each.content) for each in EVERYTHING
    }


async def test_a_file_brought_twice_is_one_document(cast: Cast, kept: Files) -> None:
    by = cast.amara.principal
    await imports.commit([brought(person(HOA))], RECIPE, by=by, now=NOW, kept=kept)

    again = await imports.commit([brought(person(HOA, phone="1"))], RECIPE, by=by, now=NOW, kept=kept)

    assert again.position
    assert again.documents == ()
