"""Taking a whole import back: what was there before is there again, or nothing is touched and it is said why."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from muster.domain.access import Permission, Role
from muster.domain.acts import Act
from muster.domain.errors import Conflict, Forbidden, NotFound
from muster.domain.importing.claims import Claim
from muster.domain.importing.planning.plan import Kind
from muster.domain.importing.undoing import UNDO_LASTS, Undoing, Why, called
from muster.domain.intervals import Interval
from muster.domain.moments import Moment
from muster.domain.words import ENGLISH
from muster.files import Files
from muster.persistence import imports as store
from muster.persistence import undoing as undoing_store
from muster.persistence.database import fetch, scoped
from muster.persistence.facts import KINDS, PERSON
from muster.persistence.imports import COUNTED
from muster.services import approvals, head_counts, imports, ledger, members, people, training, undoing
from muster.services.imports import Brought
from tests import make
from tests.cast import NOW, Cast, join
from tests.planning import (
    BEN,
    HOA,
    RECIPE,
    award,
    card,
    completion,
    hours,
    line,
    named,
    paper,
    person,
    reading,
    share,
)

JULY = Interval(date(2026, 7, 1), date(2026, 8, 1))
WHY = "the wrong county's file"
EVERYTHING: tuple[Claim, ...] = (
    person(HOA, rate_cents=3_150),
    person(BEN, title="Team Lead (LCSW)"),
    completion(HOA),
    completion(BEN, "De-escalation 8hr", None),
    card(HOA),
    card(BEN, number="C-1"),
    award(conditions=("de-escalation",)),
    line("A1"),
    paper(),
    share(HOA, 60),
    share(BEN, 100),
    hours(HOA, 6, approved_by="01007"),
    hours(HOA, 2, award="", line=""),
    hours(BEN, 8, partner="Harbor 911"),
)
CORRECTED: tuple[Claim, ...] = (
    person(HOA, rate_cents=3_150, phone="555-0199"),
    hours(HOA, 7),  # instead of two rows: one is said otherwise, one is withdrawn
    award(title="Renamed", conditions=("de-escalation", "first aid/CPR")),
    line("A1"),
)


@pytest.fixture
def kept(tmp_path: Path) -> Files:
    return Files(tmp_path / "evidence")


async def bring(cast: Cast, kept: Files, claims: Sequence[Claim], name: str = "all.csv") -> UUID:
    """Bring a file that says these things in; return the import's id."""
    by = cast.amara.principal
    brought = Brought(name, name.encode(), reading(*claims, file=name))
    done = await imports.commit([brought], RECIPE, by=by, now=NOW, kept=kept)
    assert done.position
    (found,) = (await imports.imported(position=done.position, by=by)).items
    return found.id


async def believed(cast: Cast) -> dict[str, object]:
    """Return everything that is on record now: each fact with what it says, whenever that was said."""
    head = await ledger.head(by=cast.amara.principal)
    on = await store.on_file(make.everybody(cast.amara.principal), known=head.position, days=JULY)
    return {
        each.name: sorted((str(one.fact), repr(one.value)) for one in getattr(on, each.name))
        for each in fields(on)
        if each.name not in {"position", "kinds", "terms"}
    } | {"terms": {which: (said.value, text) for which, (said, text) in on.terms.items()}}


async def undo(which: UUID, cast: Cast) -> int | None:
    return await undoing.undo_import(which, because=WHY, by=cast.amara.principal, now=NOW)


async def refused(which: UUID, cast: Cast) -> Undoing:
    """Be refused, with nothing written; return what is in the way."""
    by = cast.amara.principal
    before, head = await believed(cast), await ledger.head(by=by)
    with pytest.raises(Conflict) as why:
        await undo(which, cast)
    assert why.value.code == "import-changed"
    assert (await believed(cast), await ledger.head(by=by)) == (before, head)
    found = await undoing.undoing(which, by=by, now=NOW)
    assert [each.where for each in why.value.faults] == [f"/{each.kind}/{each.fact}" for each in found.in_the_way]
    return found


async def test_everything_that_it_added_is_withdrawn_in_one_act_that_the_ledger_proves(cast: Cast, kept: Files) -> None:
    by = cast.amara.principal
    before, head = await believed(cast), await ledger.head(by=by)
    which = await bring(cast, kept, EVERYTHING)

    shown = await undoing.undoing(which, by=by, now=NOW)
    assert shown.withdraws[Kind.PERSON] == 2
    assert shown.withdraws[Kind.EFFORT] == 3
    assert (shown.puts_back, shown.in_the_way) == ({}, ())
    assert set(shown.withdraws) == set(COUNTED), "nothing that an import may say is left out of this test"

    assert await undo(which, cast) == head.position + 2

    assert await believed(cast) == before
    async with scoped(by.scope):
        (act,) = await fetch("SELECT act FROM act WHERE agency = $1 AND position = $2", cast.agency, head.position + 2)
    assert act["act"] == Act.IMPORT_UNDONE
    assert (await ledger.verify(by=by)).faults == ()


async def test_what_it_said_otherwise_and_what_it_withdrew_is_believed_again_as_before(cast: Cast, kept: Files) -> None:
    by = cast.amara.principal
    await bring(cast, kept, EVERYTHING)
    before = await believed(cast)
    which = await bring(cast, kept, CORRECTED, "corrected.csv")
    assert await believed(cast) != before

    shown = await undoing.undoing(which, by=by, now=NOW)
    assert shown.puts_back == {Kind.PERSON: 1, Kind.AWARD: 1, Kind.EFFORT: 2, Kind.PAID_DAY: 1, Kind.CONDITIONS: 1}
    await undo(which, cast)

    assert await believed(cast) == before
    assert (await ledger.verify(by=by)).faults == ()


async def test_the_last_one_first_all_of_them_can_be_taken_back(cast: Cast, kept: Files) -> None:
    before = await believed(cast)
    first = await bring(cast, kept, EVERYTHING)
    second = await bring(cast, kept, CORRECTED, "corrected.csv")

    found = await refused(first, cast)
    assert {each.why for each in found.in_the_way} == {Why.CHANGED}

    await undo(second, cast)
    await undo(first, cast)

    assert await believed(cast) == before
    assert (await ledger.verify(by=cast.amara.principal)).faults == ()


async def test_the_same_files_can_be_brought_in_again_afterwards(cast: Cast, kept: Files) -> None:
    by = cast.amara.principal
    which = await bring(cast, kept, EVERYTHING)
    await undo(which, cast)

    again = await bring(cast, kept, EVERYTHING)

    assert (await undoing.undoing(again, by=by, now=NOW)).withdraws[Kind.PERSON] == 2
    assert (await undoing.undoing(which, by=by, now=NOW)).done
    assert await undo(which, cast) is None
    assert {each.value.name for each in (await people.people(by=by)).items} == {"Ben Abdi", "Hoa Tran", "Ben Müller"}


async def test_asked_five_times_at_once_it_is_taken_back_once_and_the_list_says_so(cast: Cast, kept: Files) -> None:
    by = cast.amara.principal
    which = await bring(cast, kept, EVERYTHING)
    head = await ledger.head(by=by)

    done = await asyncio.gather(*(undo(which, cast) for _ in range(5)))

    assert sorted(done, key=str) == [head.position + 1, None, None, None, None]
    (found,) = (await imports.imported(by=by)).items
    assert found.taken_back_at == head.position + 1
    assert found.counts[Kind.PERSON] == 2


async def test_what_was_corrected_since_is_named_and_nothing_is_touched(cast: Cast, kept: Files) -> None:
    by = cast.amara.principal
    which = await bring(cast, kept, EVERYTHING)
    hoa = next(each for each in (await people.people(by=by)).items if each.value.name == "Hoa Tran")
    said = replace(hoa.value, phone="555-0100")
    await people.correct_person(hoa.fact, said, version=None, because="she moved", by=by, now=NOW)

    found = await refused(which, cast)

    assert [(each.kind, each.fact, each.name, each.why) for each in found.in_the_way] == [
        ("person", hoa.fact, "Hoa Tran", Why.CHANGED)
    ]


async def test_what_was_recorded_since_about_somebody_it_added_is_named(cast: Cast, kept: Files) -> None:
    by = cast.amara.principal
    which = await bring(cast, kept, [person(HOA), completion(HOA)])
    hoa = next(each.fact for each in (await people.people(by=by)).items if each.value.name == "Hoa Tran")
    (course,) = (await training.courses(by=by)).items
    done = await training.record_completion(hoa, make.completion(course.fact), by=by, now=NOW)
    await training.record_completion(cast.ben_himself, make.completion(course.fact), by=by, now=NOW)
    await join(cast.amara, Role.RESPONDER, person=hoa)

    found = await refused(which, cast)

    assert {(each.kind, each.name, each.why) for each in found.in_the_way} == {
        ("completion", "Hoa Tran", Why.LEANS),
        ("completion", "Ben Abdi", Why.LEANS),  # of a course that it added
        ("membership", "Hoa Tran", Why.LEANS),
    }
    assert done in {each.fact for each in found.in_the_way}


async def test_what_was_said_since_of_a_course_it_added_is_named_by_the_course(cast: Cast, kept: Files) -> None:
    which = await bring(cast, kept, [person(HOA), completion(HOA)])
    by = cast.amara.principal
    (taught,) = (await training.courses(by=by)).items
    await approvals.record_approval(make.approval(taught.fact), by=by, now=NOW)
    await head_counts.record_head_count(make.head_count(taught.fact), by=by, now=NOW)

    found = await refused(which, cast)

    assert [called(each, ENGLISH) for each in found.in_the_way] == [
        f"an approval of the course {taught.value.title}",
        f"people from outside counted for the course {taught.value.title}",
    ]


async def test_a_place_that_has_ended_is_in_the_way_too(cast: Cast, kept: Files) -> None:
    """Somebody who could sign in may have said things of themselves that nobody else is to know of."""
    by = cast.amara.principal
    which = await bring(cast, kept, [person(HOA)])
    hoa = next(each.fact for each in (await people.people(by=by)).items if each.value.name == "Hoa Tran")
    theirs = (await join(cast.amara, Role.RESPONDER, person=hoa)).principal.memberships[0].fact
    assert theirs
    await members.end_membership(theirs, because="left", by=by, now=NOW)

    assert [each.kind for each in (await refused(which, cast)).in_the_way] == ["membership"]


async def test_what_somebody_has_withdrawn_by_hand_is_left_so(cast: Cast, kept: Files) -> None:
    by = cast.amara.principal
    before = await believed(cast)
    which = await bring(cast, kept, EVERYTHING)
    on = await store.on_file(make.everybody(by), known=(await ledger.head(by=by)).position, days=None)
    await training.withdraw_completion(on.completions[0].fact, version=None, because="not hers", by=by, now=NOW)

    assert (await undoing.undoing(which, by=by, now=NOW)).withdraws[Kind.COMPLETION] == 1
    assert await undo(which, cast)

    assert await believed(cast) == before


async def test_nothing_is_put_back_about_what_is_gone_by_now(cast: Cast, kept: Files) -> None:
    await bring(cast, kept, [person(HOA), hours(HOA, 2, award="", line="")])
    charged = await bring(
        cast, kept, [award(), line("A1"), hours(HOA, 2, award="", line=""), hours(HOA, 6)], "charged.csv"
    )
    uncharged = await bring(cast, kept, [hours(HOA, 2, award="", line="")], "uncharged.csv")
    assert (await undoing.undoing(uncharged, by=cast.amara.principal, now=NOW)).puts_back == {
        Kind.EFFORT: 1,
        Kind.PAID_DAY: 1,
    }

    await undo(charged, cast)  # the hours are gone already, and with it go the award and its line

    found = await refused(uncharged, cast)
    assert [(each.kind, each.name, each.why) for each in found.in_the_way] == [("effort", "Hoa Tran", Why.MISSES)]


async def test_it_is_too_late_after_thirty_days_and_never_before(cast: Cast, kept: Files) -> None:
    by = cast.amara.principal
    which = await bring(cast, kept, [person(HOA)])
    late = Moment(NOW.at + UNDO_LASTS, NOW.today + timedelta(30))

    with pytest.raises(Conflict) as why:
        await undoing.undo_import(which, because=WHY, by=by, now=late)
    assert why.value.code == "undo-too-late"

    just = Moment(late.at - timedelta(seconds=1), late.today)
    assert await undoing.undo_import(which, because=WHY, by=by, now=just)


async def test_whoever_may_not_record_what_it_said_may_not_take_it_back(cast: Cast, kept: Files) -> None:
    which = await bring(cast, kept, EVERYTHING)
    hana = (await join(cast.amara, Role.HR)).principal
    less = replace(cast.amara.principal, limit=frozenset(Permission) - {Permission.PAY_RECORD})

    for by in (hana, less, cast.dana.principal, cast.ben.principal):
        with pytest.raises(Forbidden):
            await undoing.undo_import(which, because=WHY, by=by, now=NOW)
        with pytest.raises(Forbidden):
            await undoing.undoing(which, by=by, now=NOW)

    only = await bring(cast, kept, [person(named("Uma Okafor", "01005"), title="")], "uma.csv")
    assert await undoing.undo_import(only, because=WHY, by=hana, now=NOW)


async def test_another_agencys_import_and_any_other_act_is_no_import_here(cast: Cast, kept: Files) -> None:
    which = await bring(cast, kept, [person(HOA)])
    by = cast.amara.principal
    async with scoped(by.scope):
        (founded,) = await fetch("SELECT id FROM act WHERE agency = $1 AND position = 1", cast.agency)

    for who, what in ((cast.chidi.principal, which), (by, uuid4()), (by, founded["id"])):
        with pytest.raises(NotFound):
            await undoing.undo_import(what, because=WHY, by=who, now=NOW)

    assert (await undoing.undoing(which, by=by, now=NOW)).withdraws


async def test_thousands_of_facts_are_taken_back_at_once(cast: Cast, kept: Files) -> None:
    before = await believed(cast)
    which = await bring(cast, kept, [person(named(f"Person {each}", str(each))) for each in range(1, 2_001)])

    await undo(which, cast)

    assert await believed(cast) == before
    assert (await ledger.verify(by=cast.amara.principal)).faults == ()


async def test_every_way_in_which_a_fact_points_at_what_an_import_adds_is_known(cast: Cast) -> None:
    async with scoped(cast.amara.principal.scope):
        rows = await fetch(
            "SELECT c.conrelid::regclass::text AS of, c.confrelid::regclass::text AS at, a.attname AS by"
            " FROM pg_constraint c CROSS JOIN LATERAL unnest(c.conkey) AS k JOIN pg_attribute a"
            " ON a.attrelid = c.conrelid AND a.attnum = k WHERE c.contype = 'f' AND a.attname <> 'agency'"
        )
    anchors = {each.anchor._meta.tablename: each for each in COUNTED.values()}
    kinds = {table: each for each in KINDS for table in (each.table, each.name)}
    there = {
        (kinds[row["of"]].name, row["by"], anchors[row["at"]].name)
        for row in rows
        if row["of"] in kinds and row["at"] in anchors and anchors[row["at"]] is not kinds[row["of"]]
    } - {("credential_status", "person", "credential")}  # whose a credential is, and it with it
    known = {
        (each.name, column, undoing_store.POINTS[column].name)
        for each in KINDS
        for column in undoing_store.points(each)
    }
    assert there == known
    assert ("completion", "person", PERSON.name) in known
