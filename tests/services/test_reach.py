"""A place in one program: what it reaches through the services, and what the database shows it without them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import pytest

from muster.domain.access import EVERYBODY, Permission, Reach, Role, Scope
from muster.domain.errors import Forbidden, NotFound, Unauthenticated
from muster.domain.intervals import Interval
from muster.domain.overviews.roster import Wanted
from muster.persistence import people as people_store
from muster.persistence.database import fetch, scoped
from muster.persistence.facts import NOW as LATEST
from muster.services import accounts, compliance, credentials, effort, people, programs, roster, training
from tests import make, money
from tests.cast import NOW, PASSWORD, TODAY, Cast, Member, join, sign_in

SINCE = date(2025, 1, 1)
DAYS = Interval.through(date(2026, 11, 1), TODAY)


@dataclass(frozen=True, slots=True)
class Two:
    """Two programs of one agency: Ines is in the first, Hoa in the other, Ben in both; Hana is HR of the first."""

    cast: Cast
    night: UUID
    ines: UUID
    hoa: UUID
    ben: UUID
    hana: Member
    cards: dict[UUID, UUID]
    worked: dict[UUID, UUID]


@pytest.fixture
async def two(cast: Cast) -> Two:
    by = cast.amara.principal
    night = await programs.add_program("Night team", by=by, now=NOW)
    ines, hoa = [await people.add_person(make.identity(name), by=by, now=NOW) for name in ("Ines Cruz", "Hoa Tran")]
    ben = cast.ben_himself
    for who, program in ((ines, cast.program), (hoa, night), (ben, cast.program), (ben, night)):
        await people.record_role(who, make.role("emt", program, SINCE), by=by, now=NOW)
    award = await money.award(by, "A-1")
    line = await money.line(by, award, "P-1")
    cards, worked = {}, {}
    for who in (ines, hoa, ben):
        cards[who] = await credentials.record_credential(who, make.credential("emt"), by=by, now=NOW)
        worked[who] = await effort.record_effort(who, make.effort(line=line), by=by, now=NOW)
    hana = await join(cast.amara, Role.HR, program=cast.program)
    return Two(cast, night, ines, hoa, ben, hana, cards, worked)


async def test_lists_show_the_people_of_the_program(two: Two) -> None:
    by = two.hana.principal

    listed = await people.people(by=by, known=LATEST, after=None, limit=100)
    shown = await roster.roster(Wanted(), on=TODAY, by=by)

    assert {each.fact for each in listed.items} == {two.ines, two.ben}
    assert {each.person for each in shown.items} == {two.ines, two.ben}
    assert shown.total == 2


async def test_somebody_of_another_program_does_not_exist(two: Two) -> None:
    by = two.hana.principal

    for asked in (
        people.person(two.hoa, by=by),
        people.roles(two.hoa, by=by),
        credentials.credentials(two.hoa, by=by),
        credentials.credential(two.cards[two.hoa], by=by),
        training.completions(two.hoa, by=by),
        effort.effort(two.hoa, during=DAYS, by=by),
        effort.effort_by_id(two.worked[two.hoa], by=by),
        compliance.clearances_of_person(two.hoa, on=TODAY, known=LATEST, by=by),
    ):
        with pytest.raises(NotFound):
            await asked
    assert (await credentials.credential(two.cards[two.ines], by=by)).person == two.ines  # the control


async def test_nothing_is_recorded_about_somebody_of_another_program(two: Two) -> None:
    by = two.hana.principal
    before = await compliance.position(None, by=by)

    with pytest.raises(NotFound):
        await credentials.record_credential(two.hoa, make.credential("emt"), by=by, now=NOW)
    with pytest.raises(NotFound):
        await people.correct_person(
            two.hoa, make.identity("Somebody Else"), version=None, because="by mistake", by=by, now=NOW
        )
    with pytest.raises(NotFound):
        await effort.withdraw_effort(two.worked[two.hoa], version=None, because="by mistake", by=by, now=NOW)

    assert await compliance.position(None, by=by) == before
    await credentials.record_credential(two.ines, make.credential("peer"), by=by, now=NOW)  # the control


async def test_a_role_in_another_program_and_a_new_person_are_for_the_agency(two: Two) -> None:
    by = two.hana.principal

    with pytest.raises(Forbidden, match="another program"):
        await people.record_role(two.ines, make.role("emt", two.night, SINCE), by=by, now=NOW)
    with pytest.raises(Forbidden, match="whole agency"):
        await people.add_person(make.identity("Kim Lee"), by=by, now=NOW)


async def test_the_standing_of_another_program_is_not_told(two: Two) -> None:
    by = two.hana.principal

    await compliance.clearances_of_program(two.cast.program, on=TODAY, known=LATEST, by=by)
    with pytest.raises(Forbidden):
        await compliance.clearances_of_program(two.night, on=TODAY, known=LATEST, by=by)


async def seen(scope: Scope) -> dict[str, set[UUID]]:
    """Ask the database itself, with no filter at all, whose facts are there."""
    tables = {"identity": "fact", "person": "id", "role_held_version": "person", "credential_version": "person"}
    async with scoped(scope):
        return {
            table: {row["who"] for row in await fetch(f"SELECT {column} AS who FROM {table}")}  # noqa: S608 - names from here
            for table, column in tables.items()
        }


async def test_without_the_services_the_database_shows_no_further(two: Two) -> None:
    agency, program = two.cast.agency, two.cast.program

    everybody = await seen(Scope(agency))
    hers = await seen(Scope(agency, reach=Reach(programs=frozenset({program}))))
    own = await seen(Scope(agency, reach=Reach(person=two.ben)))
    nobody = await seen(Scope(agency, reach=Reach()))

    assert all(found >= {two.ines, two.hoa, two.ben} for found in everybody.values())
    assert all(found == {two.ines, two.ben} for found in hers.values())
    assert all(found == {two.ben} for found in own.values())
    assert all(found == set() for found in nobody.values())


async def test_inside_one_transaction_each_question_reaches_as_far_as_it_may(two: Two) -> None:
    agency = two.cast.agency
    narrow, wide = Scope(agency, reach=Reach(person=two.ben)), Scope(agency, reach=EVERYBODY)

    async with scoped(narrow):
        before = await people_store.person(narrow, two.hoa, known=LATEST)
        inside = await people_store.person(wide, two.hoa, known=LATEST)
        after = await people_store.person(narrow, two.hoa, known=LATEST)

    assert (before, after) == (None, None)
    assert inside is not None


async def test_a_place_ends_at_midnight_where_the_agency_is(two: Two) -> None:
    by, email = two.cast.amara.principal, "olu@example.org"
    await accounts.add_member(email, PASSWORD, Role.AUDITOR, through=TODAY, by=by, now=NOW)
    last = NOW.at.replace(hour=5, minute=59) + timedelta(days=1)  # 23:59 in Chicago

    there = await sign_in(email, at=last)
    with pytest.raises(Unauthenticated):
        await sign_in(email, at=last + timedelta(minutes=1))

    assert there.may(Permission.LEDGER_VERIFY)
    assert there.scope.account
    with pytest.raises(Unauthenticated):
        await accounts.principal(there.scope.account, two.cast.agency, at=last + timedelta(minutes=1))
