"""Sharing: who may give what to whom, and what whoever receives it sees: that, on its days, and nothing else."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import asyncpg
import pytest

from muster.domain.access import Permission, Principal, Role
from muster.domain.access_log import Sight
from muster.domain.errors import Forbidden, Invalid, NotFound, Stale, Unauthenticated
from muster.domain.findings import Verdict
from muster.domain.intervals import FOREVER, Interval
from muster.domain.sharing.shares import Level, Share, days
from muster.persistence.embedded import DatabaseRole, Embedded
from muster.services import access_log, accounts, compliance, credentials, ledger, people, programs, received, shares
from tests import make
from tests.cast import NOW, PASSWORD, TODAY, Cast, found, join
from tests.persistence.rigs import raw, tables
from tests.sharing import CLEARED, NOT_CLEARED, SINCE, THROUGH, WHY, County, gather_county, give, share

AT = NOW.at


@pytest.fixture
async def county(cast: Cast) -> County:
    return await gather_county(cast)


async def counts(
    county: County, which: UUID, *, by: Principal | None = None, on: date | None = None
) -> received.SharedCounts:
    return await received.received_counts(which, on=on, by=by or county.rosa.principal, at=AT)


async def listed(county: County, which: UUID, *, by: Principal | None = None) -> received.SharedPeople:
    return await received.received_people(which, on=None, by=by or county.rosa.principal, at=AT)


async def shown(county: County, which: UUID, who: UUID, *, by: Principal | None = None) -> received.SharedFile:
    return await received.received_person(which, who, on=None, by=by or county.rosa.principal, at=AT)


async def refused(asked: Awaitable[object]) -> Exception:
    with pytest.raises((NotFound, Forbidden, Invalid)) as why:
        await asked
    return why.value


# -- giving


async def test_a_share_is_on_record_with_whom_it_is_with(county: County) -> None:
    by = county.cast.amara.principal

    which = await give(county)

    (given,) = await shares.shares(by=by)
    assert (given.record.fact, given.recipient) == (which, "Three Rivers Region")
    assert replace(given.record.value, fact=None) == share(county)
    assert (await shares.share(which, by=by)).record == given.record
    assert (await ledger.verify(by=by)).faults == ()


async def test_it_is_corrected_ended_and_withdrawn_and_stays_on_record(county: County) -> None:
    by = county.cast.amara.principal
    which = await give(county)
    first = (await shares.share(which, by=by)).record

    more = replace(first.value, level=Level.PEOPLE, fact=None)
    second = await shares.correct_share(which, more, version=first.version, because=WHY, by=by, now=NOW)
    await shares.end_share(which, through=TODAY, version=second, because=WHY, by=by, now=NOW)
    ended = (await shares.share(which, by=by)).record
    await shares.withdraw_share(which, version=ended.version, because=WHY, by=by, now=NOW)

    assert (ended.value.level, ended.value.during.last) == (Level.PEOPLE, TODAY)
    assert await shares.shares(by=by) == []
    (before,) = await shares.shares(by=by, known=first.since)
    assert before.record == first
    assert (await ledger.verify(by=by)).faults == ()


async def test_what_somebody_else_changed_meanwhile_is_not_overwritten(county: County) -> None:
    by = county.cast.amara.principal
    which = await give(county)
    said = replace((await shares.share(which, by=by)).record.value, fact=None)

    with pytest.raises(Stale):
        await shares.correct_share(which, said, version=uuid4(), because=WHY, by=by, now=NOW)
    with pytest.raises(Stale):
        await shares.withdraw_share(which, version=uuid4(), because=WHY, by=by, now=NOW)


async def test_a_share_with_nobody_with_oneself_or_already_over_is_refused(county: County) -> None:
    by = county.cast.amara.principal
    over = share(county, through=TODAY - timedelta(days=1))

    said = {
        (await_for.code, await_for.faults[0].where)
        for await_for in [
            await _invalid(shares.grant_share(made, because=WHY, by=by, now=NOW))
            for made in (share(county, recipient=uuid4()), share(county, recipient=county.cast.agency), over)
        ]
    }

    assert said == {
        ("no-such-receiver", "/recipient"),
        ("own-agency", "/recipient"),
        ("ended-already", "/valid_through"),
    }
    assert await shares.shares(by=by) == []


async def _invalid(asked: Awaitable[object]) -> Invalid:
    with pytest.raises(Invalid) as why:
        await asked
    return why.value


@pytest.mark.parametrize(
    ("during", "code"),
    [
        (Interval(SINCE, FOREVER), "no-last-day"),
        (Interval.through(SINCE, date(2028, 1, 1)), "too-long"),
        (Interval.through(date(2024, 2, 29), date(2026, 2, 28)), "too-long"),
    ],
)
def test_a_share_always_ends_and_two_years_on_at_the_latest(during: Interval, code: str) -> None:
    with pytest.raises(Invalid) as why:
        Share(make.NOWHERE, Level.COUNTS, during, "plan")

    assert why.value.code == code
    Share(make.NOWHERE, Level.COUNTS, Interval.through(SINCE, date(2027, 12, 31)), "plan")  # the last that may be


def test_backwards_days_a_purpose_left_out_and_a_count_of_two_are_refused() -> None:
    during = Interval.through(SINCE, THROUGH)

    for made in (
        lambda: days(THROUGH, SINCE),
        lambda: Share(make.NOWHERE, Level.COUNTS, during, " "),
        lambda: Share(make.NOWHERE, Level.COUNTS, during, "plan", smallest=2),
        lambda: Share(make.NOWHERE, Level.COUNTS, during, "plan", smallest=101),
    ):
        with pytest.raises(Invalid):
            made()


async def test_a_share_stays_with_its_receiver(county: County) -> None:
    by = county.cast.amara.principal
    _, elsewhere = await found("Another Region")
    which = await give(county)
    moved = share(county, recipient=elsewhere)

    why = await _invalid(shares.correct_share(which, moved, version=None, because=WHY, by=by, now=NOW))

    assert why.code == "cannot-move"


async def test_whoever_runs_one_program_shares_that_one(county: County) -> None:
    nia = (await join(county.cast.amara, Role.ADMINISTRATOR, program=county.night)).principal
    await give(county)

    mine = await shares.grant_share(share(county, program=county.night), because=WHY, by=nia, now=NOW)
    beyond = [
        await refused(shares.grant_share(made, because=WHY, by=nia, now=NOW))
        for made in (share(county), share(county, whole=True))
    ]

    assert [each.record.fact for each in await shares.shares(by=nia)] == [mine], "and sees no other"
    assert {getattr(why, "code", "") for why in beyond} == {"beyond-your-program"}
    wider = replace(share(county), program=None)
    assert isinstance(
        await refused(shares.correct_share(mine, wider, version=None, because=WHY, by=nia, now=NOW)), Forbidden
    )


async def test_nobody_else_shares_or_sees_what_is_shared(county: County) -> None:
    which = await give(county)

    for role in set(Role) - {Role.ADMINISTRATOR}:
        by = (await join(county.cast.amara, role)).principal
        for asked in (
            shares.grant_share(share(county), because=WHY, by=by, now=NOW),
            shares.correct_share(which, share(county), version=None, because=WHY, by=by, now=NOW),
            shares.end_share(which, through=TODAY, version=None, because=WHY, by=by, now=NOW),
            shares.withdraw_share(which, version=None, because=WHY, by=by, now=NOW),
            shares.shares(by=by),
            shares.share(which, by=by),
            shares.looks_by_share(which, by=by),
            shares.called(county.region, by=by),
        ):
            assert isinstance(await refused(asked), Forbidden), role


async def test_another_agencys_share_does_not_exist(county: County) -> None:
    which = await give(county, recipient=county.region)

    for by in (county.cast.chidi.principal, county.ruth.principal):  # the receiver changes nothing either
        for asked in (
            shares.share(which, by=by),
            shares.looks_by_share(which, by=by),
            shares.end_share(which, through=TODAY, version=None, because=WHY, by=by, now=NOW),
            shares.withdraw_share(which, version=None, because=WHY, by=by, now=NOW),
        ):
            assert isinstance(await refused(asked), NotFound)


async def test_a_program_of_another_agency_cannot_be_shared(county: County) -> None:
    by = county.cast.amara.principal

    said = [
        repr(await refused(shares.grant_share(share(county, program=which), because=WHY, by=by, now=NOW)))
        for which in (county.cast.elsewhere, uuid4())
    ]

    assert said[0] == said[1]
    assert "NotFound" in said[0]


async def test_a_code_names_its_agency_to_whoever_was_given_it(county: County) -> None:
    by = county.cast.amara.principal

    assert (await shares.called(county.region, by=by)).name == "Three Rivers Region"
    assert (await _invalid(shares.called(uuid4(), by=by))).code == "no-such-receiver"


# -- receiving: numbers


async def test_the_region_sees_the_numbers_of_the_program(county: County) -> None:
    which = await give(county)

    (given,) = await shares.received(by=county.rosa.principal, at=AT)
    (program,) = (await counts(county, which)).programs

    assert (given.fact, given.giver_name, given.share.purpose) == (which, "Harbor County", "regional plan")
    assert program.people == CLEARED + NOT_CLEARED
    assert (program.standing[Verdict.MET], program.standing[Verdict.NOT_MET]) == (CLEARED, NOT_CLEARED)
    assert (program.percent, dict(program.roles)) == (75, {"emt": 12})
    assert [each.name for each in program.rules] == ["us-osha-bbp/annual-training"]
    assert sum(count or 0 for count in program.lapses.values()) == CLEARED


async def test_a_share_of_the_whole_agency_shows_each_program_by_itself_and_the_small_one_hidden(
    county: County,
) -> None:
    which = await give(county, whole=True)

    first, second = (await counts(county, which)).programs

    assert (first.program.name, first.people) == ("Harbor CRT", 12)
    assert (second.program.name, second.people, second.percent) == ("Night team", None, None)


async def test_the_smallest_count_is_the_givers(county: County) -> None:
    which = await give(county, smallest=4)

    (program,) = (await counts(county, which)).programs

    assert program.people == 12
    assert (program.standing[Verdict.MET], program.standing[Verdict.NOT_MET], program.percent) == (None, None, None)


async def test_nothing_that_names_anybody_is_in_what_is_shared_as_counts(county: County) -> None:
    which = await give(county, whole=True)

    said = repr(await counts(county, which)) + repr(await received.overview(on=None, by=county.rosa.principal, at=AT))

    assert county.word not in said
    assert not [each for each in (*county.team, county.hoa, county.olu) if str(each) in said]


async def test_a_day_outside_the_share_is_not_shown(county: County) -> None:
    which = await give(county)

    await counts(county, which, on=SINCE)
    for on in (SINCE - timedelta(days=1), THROUGH + timedelta(days=1)):
        assert (await _invalid(counts(county, which, on=on))).code == "outside-the-share"
    assert await received.overview(on=THROUGH + timedelta(days=1), by=county.rosa.principal, at=AT) == []


# -- receiving: people


async def test_the_region_sees_people_where_people_are_shared(county: County) -> None:
    which = await give(county, Level.PEOPLE)

    page = (await listed(county, which)).page
    file = await shown(county, which, county.team[0])

    assert {each.person for each in page.items} == set(county.team)
    assert {each.roles for each in page.items} == {(("emt", "Harbor CRT"),)}
    assert [len(each.clearances) for each in page.items] == [1] * 12
    assert file.found.clearances[0].verdict is Verdict.MET
    assert [each.value.kind for each in file.credentials] == ["emt"]


async def test_a_page_of_people_goes_on_where_the_last_one_ended(county: County) -> None:
    which, seen, after = await give(county, Level.PEOPLE), [], None
    while True:
        page = (
            await received.received_people(which, on=None, after=after, limit=5, by=county.rosa.principal, at=AT)
        ).page
        seen += [each.person for each in page.items]
        if page.after is None:
            break
        after = UUID(page.after)

    assert (len(seen), set(seen)) == (12, set(county.team))
    assert isinstance(
        await refused(received.received_people(which, on=None, after=county.hoa, by=county.rosa.principal, at=AT)),
        NotFound,
    )


async def test_somebody_in_two_programs_is_shown_as_they_are_in_the_shared_one(county: County) -> None:
    by, ben = county.cast.amara.principal, county.team[0]
    await people.record_role(ben, make.role("nurse", county.night), by=by, now=NOW)
    which = await give(county, Level.PEOPLE)

    file = await shown(county, which, ben)

    assert file.found.roles == (("emt", "Harbor CRT"),)
    assert [each.program.name for each in file.found.clearances] == ["Harbor CRT"]


async def test_the_giver_is_told_of_every_look_before_it(county: County) -> None:
    by = county.cast.amara.principal
    which, another = await give(county, Level.PEOPLE), await give(county)

    await counts(county, which)
    await listed(county, which)
    await shown(county, which, county.team[0])
    await received.overview(on=None, by=county.rosa.principal, at=AT, taken_away=True)

    looks = (await shares.looks_by_share(which, by=by, limit=100)).items
    assert {each.look.detail for each in looks} == {
        f"{which} {what} {TODAY}" for what in ("counts", "people", "person", "export")
    }
    assert {each.look.sight for each in looks} == {Sight.SHARE}
    assert {each.look.account for each in looks} == {county.rosa.principal.scope.account}
    assert {each.who for each in looks} == {"Three Rivers Region"}
    assert {each.look.subject for each in looks} == {None, *county.team}
    assert {each.look.detail for each in (await shares.looks_by_share(another, by=by)).items} == {
        f"{another} export {TODAY}"
    }
    hers = (await access_log.looks_at(county.team[0], by=by, limit=100)).items
    assert any(each.look.detail == f"{which} person {TODAY}" for each in hers)


# -- attacks: whoever asks for more than was given is answered as if there were nothing


async def every_way(county: County, which: UUID, by: Principal) -> list[Exception]:
    return [
        await refused(counts(county, which, by=by)),
        await refused(listed(county, which, by=by)),
        await refused(shown(county, which, county.team[0], by=by)),
    ]


async def test_a_share_of_another_receiver_does_not_exist(county: County) -> None:
    ruth, elsewhere = await found("Another Region")
    other = await join(ruth, Role.STATE_LIAISON)
    which = await give(county, Level.PEOPLE, recipient=elsewhere)

    assert {type(why) for why in await every_way(county, which, county.rosa.principal)} == {NotFound}
    assert await shares.received(by=county.rosa.principal, at=AT) == []
    assert (await counts(county, which, by=other.principal)).programs  # the control


async def test_at_the_receiver_only_liaisons_and_administrators_see_it(county: County) -> None:
    which = await give(county, Level.PEOPLE)

    for role in set(Role) - {Role.ADMINISTRATOR, Role.REGION_LIAISON, Role.STATE_LIAISON}:
        by = (await join(county.ruth, role)).principal
        assert {type(why) for why in await every_way(county, which, by)} == {Forbidden}, role
        assert isinstance(await refused(shares.received(by=by, at=AT)), Forbidden)
        assert isinstance(await refused(received.overview(on=None, by=by, at=AT)), Forbidden)


async def test_whoever_runs_one_program_of_the_receiver_sees_nothing_of_what_it_is_given(county: County) -> None:
    own = await programs.add_program("Regional desk", by=county.ruth.principal, now=NOW)
    by = (await join(county.ruth, Role.ADMINISTRATOR, program=own)).principal
    which = await give(county, Level.PEOPLE)

    assert {getattr(why, "code", "") for why in await every_way(county, which, by)} == {"beyond-your-program"}
    assert (await counts(county, which, by=county.ruth.principal)).programs  # the control


async def test_counts_are_not_people(county: County) -> None:
    which = await give(county)

    for asked in (listed(county, which), shown(county, which, county.team[0])):
        why = await refused(asked)
        assert (type(why), getattr(why, "code", "")) == (Forbidden, "counts-only")
    assert (await shares.looks_by_share(which, by=county.cast.amara.principal)).items == ()


async def test_somebody_outside_the_program_or_nobody_does_not_exist(county: County) -> None:
    which = await give(county, Level.PEOPLE)

    said = {
        repr(await refused(shown(county, which, who)))
        for who in (county.hoa, county.olu, county.cast.ben_himself, uuid4())
    }

    assert len(said) == 1
    looks = (await shares.looks_by_share(which, by=county.cast.amara.principal)).items
    assert looks == (), "and nobody was looked at"


async def test_without_a_share_a_person_of_the_givers_does_not_exist(county: County) -> None:
    await give(county)

    for by in (county.rosa.principal, county.ruth.principal):
        for asked in (
            people.person(county.team[0], by=by),
            credentials.credentials(county.team[0], by=by),
            compliance.clearances_of_person(county.team[0], on=TODAY, known=1, by=by),
            compliance.clearances_of_program(county.program, on=TODAY, known=1, by=by),
        ):
            assert isinstance(await refused(asked), NotFound | Forbidden)


async def test_the_eyes_of_a_share_see_what_it_gives_and_record_nothing(county: County) -> None:
    await give(county)
    (given,) = await shares.received(by=county.rosa.principal, at=AT)

    eyes = given.eyes(county.rosa.principal.scope.account, Level.COUNTS)

    assert {each for each in Permission if eyes.may(each)} == {Permission.PACK_READ, Permission.STANDING_READ}
    assert isinstance(await refused(people.add_person(make.identity(), by=eyes, now=NOW)), Forbidden)
    assert isinstance(await refused(people.people(by=eyes)), Forbidden)
    other = compliance.clearances_of_program(county.night, on=TODAY, known=1, by=eyes)
    assert isinstance(await refused(other), Forbidden)


# -- ends


async def test_the_day_after_the_last_it_is_gone_by_the_givers_midnight(county: County) -> None:
    which = await give(county, Level.PEOPLE, through=TODAY)
    last = NOW.at.replace(hour=5, minute=59) + timedelta(days=1)  # 23:59 in Chicago

    there = await received.received_counts(which, on=None, by=county.rosa.principal, at=last)
    after = [
        await refused(asked)
        for asked in (
            received.received_counts(which, on=None, by=county.rosa.principal, at=last + timedelta(minutes=1)),
            received.received_people(which, on=None, by=county.rosa.principal, at=last + timedelta(minutes=1)),
            received.received_person(
                which, county.team[0], on=None, by=county.rosa.principal, at=last + timedelta(minutes=1)
            ),
        )
    ]

    assert there.on == TODAY
    assert {type(why) for why in after} == {NotFound}


async def test_before_its_first_day_it_is_not_there_yet(county: County) -> None:
    which = await give(county, Level.PEOPLE, first=TODAY + timedelta(days=1))

    assert {type(why) for why in await every_way(county, which, county.rosa.principal)} == {NotFound}


@pytest.mark.parametrize("how", ["withdrawn", "ended"])
async def test_once_it_is_taken_back_it_is_gone(county: County, how: str) -> None:
    by = county.cast.amara.principal
    which = await give(county, Level.PEOPLE)
    assert (await counts(county, which)).programs  # the control

    if how == "withdrawn":
        await shares.withdraw_share(which, version=None, because=WHY, by=by, now=NOW)
    else:
        yesterday = TODAY - timedelta(days=1)
        await shares.end_share(which, through=yesterday, version=None, because=WHY, by=by, now=NOW)

    assert {type(why) for why in await every_way(county, which, county.rosa.principal)} == {NotFound}
    if how == "ended":
        assert (await shares.looks_by_share(which, by=by)).items, "the giver still knows who looked"


async def test_a_liaison_whose_place_has_ended_sees_nothing(county: County) -> None:
    await give(county)
    email = f"{uuid4().hex}@example.org"
    account = await accounts.add_member(
        email, PASSWORD, Role.REGION_LIAISON, through=TODAY, by=county.ruth.principal, now=NOW
    )
    there = await accounts.principal(account, county.region, at=AT)

    assert await shares.received(by=there, at=AT)
    with pytest.raises(Unauthenticated):
        await accounts.principal(account, county.region, at=AT + timedelta(days=1))


# -- the second wall, asked over SQL by somebody with the receiver's settings and no filter


async def test_over_sql_the_receiver_sees_the_rows_of_its_shares_and_nothing_else(
    county: County, database: Embedded
) -> None:
    which = await give(county, Level.PEOPLE)
    theirs = await give(county, Level.PEOPLE, recipient=county.cast.chidi.principal.scope.agency)
    over = await give(county, through=TODAY)

    async with raw(database, DatabaseRole.APP) as app:
        every = [table for table in await tables(app) if table != "migration"]
        async with app.transaction():
            await _look(app, county.region, at=str(NOW.at + timedelta(days=2)))
            seen = {table: repr([tuple(row) for row in await app.fetch(f"SELECT * FROM {table}")]) for table in every}  # noqa: S608
            rows = await app.fetch("SELECT fact FROM share_version")
        async with app.transaction():
            await _look(app, county.region, at="")
            untold = await app.fetch("SELECT fact FROM share_version")
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await app.execute("DELETE FROM share_version")
        async with app.transaction():
            await _look(app, county.region, at=str(NOW.at))
            touched = await app.execute("UPDATE share_version SET known_until = 5")

    assert {row["fact"] for row in rows} == {which}
    assert theirs not in {row["fact"] for row in rows}
    assert over not in {row["fact"] for row in rows}
    assert untold == [], "without a moment none runs"
    assert touched == "UPDATE 0"
    harbors = {str(county.cast.agency), county.word}
    assert {table for table, found in seen.items() if any(each in found for each in harbors)} == {"share_version"}


async def _look(app: asyncpg.Connection[asyncpg.Record], agency: UUID, *, at: str) -> None:
    await app.execute(
        "SELECT set_config('muster.agency', $1, true), set_config('muster.reach', 'whole', true),"
        " set_config('muster.at', $2, true)",
        str(agency),
        at,
    )


async def test_the_database_itself_refuses_what_no_share_may_be(county: County, database: Embedded) -> None:
    await give(county)
    async with raw(database, DatabaseRole.SUPERUSER) as root:
        for change in (
            "valid_until = 'infinity'",
            "valid_until = valid_from + 732",
            "recipient = agency",
            "smallest = 2",
            "level = 'everything'",
            "purpose = ''",
            "dating = 'end-unknown'",
        ):
            with pytest.raises((asyncpg.CheckViolationError, asyncpg.ForeignKeyViolationError)):
                await root.execute(f"UPDATE share_version SET {change} WHERE agency = $1", county.cast.agency)  # noqa: S608
