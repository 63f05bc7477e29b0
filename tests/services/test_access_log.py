"""Who looked at whom is told before anything is shown: once a day for a record, every time for the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from muster.domain.access import Role
from muster.domain.access_log import Seen, Sight
from muster.domain.errors import Forbidden, NotFound
from muster.domain.moments import Moment
from muster.persistence.database import scoped
from muster.services import access_log, people
from tests import make
from tests.cast import NOW, Cast, join

TOMORROW = Moment(NOW.at + timedelta(days=1), NOW.today + timedelta(days=1))


@pytest.fixture
async def ines(cast: Cast) -> UUID:
    return await people.add_person(make.identity(), by=cast.amara.principal, now=NOW)


async def told(cast: Cast, person: UUID) -> tuple[Seen, ...]:
    return (await access_log.looks_at(person, by=cast.dana.principal)).items


async def test_a_record_is_told_once_for_each_account_person_and_day(cast: Cast, ines: UUID) -> None:
    hr = await join(cast.amara, Role.HR)
    for _ in range(3):
        for who in (cast.amara, hr):
            await access_log.looked(Sight.RECORD, [ines], by=who.principal, now=NOW)
    await access_log.looked(Sight.RECORD, [ines], by=hr.principal, now=TOMORROW)

    found = [(each.look.account, each.look.on) for each in await told(cast, ines)]
    amara, his = cast.amara.principal.scope.account, hr.principal.scope.account
    assert found == [(his, TOMORROW.today), (his, NOW.today), (amara, NOW.today)]


@pytest.mark.parametrize("sight", [each for each in Sight if not each.once_a_day])
async def test_whatever_else_is_told_every_time(cast: Cast, ines: UUID, sight: Sight) -> None:
    for _ in range(2):
        await access_log.looked(sight, [ines], by=cast.amara.principal, now=NOW)

    assert [each.look.sight for each in await told(cast, ines)] == [sight, sight]


async def test_who_opened_a_record_may_still_be_told_to_have_taken_it_away(cast: Cast, ines: UUID) -> None:
    await access_log.looked(Sight.EXPORT, [ines], by=cast.amara.principal, now=NOW)
    await access_log.looked(Sight.RECORD, [ines], by=cast.amara.principal, now=NOW)

    assert [each.look.sight for each in await told(cast, ines)] == [Sight.RECORD, Sight.EXPORT]


async def test_nobody_is_told_to_have_looked_at_themselves(cast: Cast, ines: UUID) -> None:
    await access_log.looked(Sight.EXPORT, [cast.ben_himself, ines], by=cast.ben.principal, now=NOW)

    assert await told(cast, cast.ben_himself) == ()
    assert len(await told(cast, ines)) == 1


async def test_the_reader_sees_a_name_where_there_is_one_and_else_an_address(cast: Cast, ines: UUID) -> None:
    await access_log.looked(Sight.SHARE, [ines], by=cast.ben.principal, now=NOW)
    await access_log.looked(Sight.SHARE, [ines], by=cast.amara.principal, now=NOW)

    assert [each.who for each in await told(cast, ines)] == [cast.amara.email, "Ben Abdi"]


async def test_the_name_is_todays_and_in_no_entry(cast: Cast, ines: UUID) -> None:
    await access_log.looked(Sight.SHARE, [ines], by=cast.ben.principal, now=NOW)
    (before,) = await told(cast, ines)
    said = make.identity("Benjamin Abdi")
    await people.correct_person(
        cast.ben_himself, said, version=None, because="married", by=cast.amara.principal, now=NOW
    )

    (after,) = await told(cast, ines)

    assert (before.who, after.who) == ("Ben Abdi", "Benjamin Abdi")
    assert before.look == after.look
    assert b"Abdi" not in before.look.encoded()


async def test_it_is_told_in_a_transaction_of_its_own(cast: Cast, ines: UUID) -> None:
    by = cast.amara.principal
    async with scoped(by.scope):
        with pytest.raises(RuntimeError, match="of its own"):
            await access_log.looked(Sight.RECORD, [ines], by=by, now=NOW)

    assert await told(cast, ines) == ()


async def test_about_nobody_there_is_nothing_to_tell(cast: Cast) -> None:
    await access_log.looked(Sight.EXPORT, [], by=cast.amara.principal, now=NOW)

    assert (await access_log.looks(by=cast.dana.principal)).items == ()


async def test_time_never_runs_backwards(cast: Cast, ines: UUID) -> None:
    await access_log.looked(Sight.EXPORT, [ines], by=cast.amara.principal, now=TOMORROW)
    await access_log.looked(Sight.EXPORT, [ines], by=cast.amara.principal, now=NOW)

    assert [each.look.at for each in await told(cast, ines)] == [TOMORROW.at, TOMORROW.at]


async def test_who_may_read_it(cast: Cast, ines: UUID) -> None:
    await access_log.looked(Sight.EXPORT, [ines, cast.ben_himself], by=cast.amara.principal, now=NOW)

    assert len((await access_log.looks(by=cast.amara.principal)).items) == 2
    assert len((await access_log.looks(by=cast.dana.principal)).items) == 2
    assert len((await access_log.looks_at(cast.ben_himself, by=cast.ben.principal)).items) == 1
    with pytest.raises(Forbidden):
        await access_log.looks_at(ines, by=cast.ben.principal)
    with pytest.raises(Forbidden):
        await access_log.looks(by=cast.ben.principal)
    for who in (ines, cast.ben_himself):
        with pytest.raises(NotFound):
            await access_log.looks_at(who, by=cast.chidi.principal)


async def test_an_operator_at_the_prompt_is_nobodys_account(cast: Cast, ines: UUID) -> None:
    by = replace(cast.amara.principal, scope=replace(cast.amara.principal.scope, account=None))
    for _ in range(2):
        await access_log.looked(Sight.RECORD, [ines], by=by, now=NOW)

    (found,) = await told(cast, ines)
    assert (found.look.account, found.who) == (None, "")
